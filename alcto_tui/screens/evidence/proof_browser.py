"""A file chosen from the folders: proof for an entry or a step, or a certificate to begin one with."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, DirectoryTree, Input
from textual.widgets._directory_tree import DirEntry
from textual.widgets.tree import TreeNode

from alcto_core.entry.paths import file_said, path_of
from alcto_core.words import folded
from alcto_tui.screens.base.window import Front
from alcto_tui.widgets.literal import Words, cell, line
from alcto_tui.widgets.literal_input import LiteralInput


class Files(DirectoryTree):
    """Folders and files below one folder, those that begin with a dot left out. Names are text and never markup."""

    ICON_NODE = "▸ "
    ICON_NODE_EXPANDED = "▾ "
    ICON_FILE = "  "

    def __init__(self, root: Path, endings: Iterable[str], *, id: str) -> None:
        self._endings = tuple(endings)
        self.words = ""
        """Only files whose names hold each of these words."""
        self.marked: list[Path] = []
        """Files that are chosen together, in the order in which they were marked."""
        super().__init__(root, id=id)

    def render_label(self, node: TreeNode[DirEntry], base_style: Style, style: Style) -> Text:
        """With a tick before what is marked."""
        label = super().render_label(node, base_style, style)
        is_marked = node.data is not None and node.data.path in self.marked
        return Text.assemble(("✓ ", base_style + style), label) if is_marked else label

    def _add_to_load_queue(self, node: TreeNode[DirEntry]) -> AwaitComplete:
        """Ask for what is in a folder, and wait for nothing. The tree is read anew with each letter of the filter, and
        then Textual (8.2.8) forgets what was asked for before: who waited for it would do so for good, and so would
        the screen when it closes."""
        if node.data is not None and not node.data.loaded:
            node.data.loaded = True
            self._load_queue.put_nowait(node)
        return AwaitComplete()

    def process_label(self, label: str | Text) -> Text:
        return cell(label if isinstance(label, str) else label.plain)

    def filter_paths(self, paths: Iterable[Path]) -> Iterable[Path]:
        wanted = folded(self.words).split()
        return [path for path in paths if not path.name.startswith(".") and self._is_shown(path, wanted)]

    def _is_shown(self, path: Path, wanted: Iterable[str]) -> bool:
        try:
            if path.is_dir():
                return not path.is_symlink()  # a link may lead out of the folder, or in a circle
        except OSError:
            return False
        is_kind = not self._endings or path.suffix.lower() in self._endings
        return is_kind and all(word in folded(path.name) for word in wanted)


def _is_path(typed: str) -> bool:
    """Whether a path is typed, and no words of a name; a terminal pastes one where a file is dropped on it."""
    return typed.lstrip("\"'").startswith(("~", "/", os.sep)) or bool(Path(typed).drive)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):  # such as a name that is too long
        return False


class ProofBrowser(Front[Path | None]):
    """Shows one of some folders, such as that of the records, or the one whose path is typed. Returns the file; None
    for none."""

    BINDINGS = [  # noqa: RUF012 - Textual's own declaration
        Binding("escape", "cancel", "Back", priority=True),
        Binding("f6", "other", "Other folder", priority=True),
        Binding("down", "into_files", "To the files", show=False),
    ]
    DEFAULT_CSS = """
    ProofBrowser {
        & > .box { width: 90; height: 100%; max-height: 30; padding: 0 2; }
        & Files { height: 1fr; background: $background; scrollbar-size-vertical: 1; }
        & #named { background: $panel; }
        & .where { color: $muted; }
        & Button { min-width: 8; }
    }
    """

    FILES: ClassVar[type[Files]] = Files

    def __init__(self, heading: str, roots: Iterable[Path], endings: Iterable[str] = ()) -> None:
        super().__init__()
        self._heading = heading
        self._roots = tuple(dict.fromkeys(root for root in roots if root.is_dir()))
        self._endings = tuple(endings)
        self._at = 0

    def compose(self) -> ComposeResult:
        root = self._roots[0]
        with Vertical(classes="box"):
            yield Words(line((self._heading, "bold")))
            yield Words(str(root), id="root", classes="where")
            yield LiteralInput(placeholder="words of the file's name, or its path", id="named")
            yield self.FILES(root, self._endings, id="files")
            with Horizontal(classes="buttons"):
                if len(self._roots) > 1:
                    yield Button("F6 Other folder", compact=True, id="other")
                yield Button("Esc Back", compact=True, id="cancel")

    def on_mount(self) -> None:
        self.query_one("#named").focus()  # what is typed or dropped here is meant for it

    def action_into_files(self) -> None:
        """From the field to the first of the files."""
        files = self.query_one(Files)
        files.focus()
        files.action_cursor_down()

    def on_key(self, event: events.Key) -> None:
        """Letters go into the field, wherever the cursor is."""
        named = self.query_one("#named", LiteralInput)
        if event.is_printable and event.character not in (None, " ") and not named.has_focus:
            event.stop()
            named.focus()
            named.insert_text_at_cursor(event.character or "")

    @on(Input.Changed, "#named")
    def _filter(self, changed: Input.Changed) -> None:
        files, typed = self.query_one(Files), changed.value
        root = self._roots[self._at]
        if _is_path(typed):
            folder = path_of(typed)
            is_whole = typed.endswith(("/", os.sep))
            root, typed = (folder, "") if is_whole else (folder.parent, folder.name)
            if not _is_folder(root):
                return
        files.words = typed
        if Path(files.path) == root:
            files.reload()
        else:
            self._show_root(root)

    @on(Input.Submitted, "#named")
    def _leave_filter(self, submitted: Input.Submitted) -> None:
        path = path_of(submitted.value)
        is_kind = not self._endings or path.suffix.lower() in self._endings
        if _is_path(submitted.value) and is_kind and file_said(submitted.value)[0]:
            self.dismiss(path)
        else:
            self.query_one(Files).focus()

    def _show_root(self, root: Path) -> None:
        self.query_one("#root", Words).show(str(root))
        self.query_one(Files).path = root

    @on(DirectoryTree.FileSelected)
    def _take(self, selected: DirectoryTree.FileSelected) -> None:
        selected.stop()
        self.dismiss(selected.path)

    def on_button_pressed(self, pressed: Button.Pressed) -> None:
        if pressed.button.id == "other":
            self.action_other()
        else:
            self.action_cancel()

    def action_other(self) -> None:
        """Show the other folder."""
        self._at = (self._at + 1) % len(self._roots)
        self._show_root(self._roots[self._at])

    def action_cancel(self) -> None:
        self.dismiss(None)
