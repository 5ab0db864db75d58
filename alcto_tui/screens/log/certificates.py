"""A certificate as the beginning of an entry: chosen from the folders, read beside the screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual import on
from textual.binding import Binding
from textual.message import Message

from alcto_core import system
from alcto_core.importing.certificate import into_form
from alcto_core.importing.proof_file import ENDINGS, read_proof
from alcto_core.numbers import counted
from alcto_core.telling.certificate import Begun
from alcto_tui import messages
from alcto_tui.screens.evidence.proof_browser import Files, ProofBrowser
from alcto_tui.widgets.literal import Words

if TYPE_CHECKING:
    from textual.screen import Screen

    from alcto_core.overview import Overview


class MarkableFiles(Files):
    """Files of which several can be chosen."""

    BINDINGS = [Binding("space", "mark", "Mark")]  # noqa: RUF012 - Textual's own declaration

    @dataclass
    class Marked(Message):
        """A file was marked, or is no more."""

        paths: tuple[Path, ...]

    def action_mark(self) -> None:
        """Mark the file under the cursor, or take the mark back; a folder is opened or closed."""
        node = self.cursor_node
        path = node.data.path if node is not None and node.data is not None else None
        if path is None or path.is_dir():
            self.action_toggle_node()
            return
        if path in self.marked:
            self.marked.remove(path)
        else:
            self.marked.append(path)
        self._invalidate()
        self.post_message(self.Marked(tuple(self.marked)))


class CertificateBrowser(ProofBrowser):
    """Chooses one certificate, or several that are read one after the other."""

    FILES = MarkableFiles

    @on(MarkableFiles.Marked)
    def _tell_marked(self, marked: MarkableFiles.Marked) -> None:
        count = counted(len(marked.paths), "file")
        words = f"{count} marked; Enter begins with the first" if marked.paths else "Space marks several"
        self.query_one("#root", Words).show(words)

    @property
    def marked(self) -> tuple[Path, ...]:
        """What was marked."""
        return tuple(self.query_one(MarkableFiles).marked)


def choose_certificates(screen: Screen[Any], overview: Overview, then: Callable[[tuple[Path, ...]], object]) -> None:
    """Let the person choose PDFs or badges, one or several."""

    def chosen(path: Path | None) -> None:
        if path is not None:
            marked = browser.marked
            then(marked or (path,))

    browser = CertificateBrowser(
        "Choose a certificate of attendance or a badge; Space marks several",
        (system.downloads_folder(), system.home_folder(), overview.folder.path),
        ENDINGS,
    )
    screen.app.push_screen(browser, chosen)


def read_certificate(screen: Screen[Any], overview: Overview, path: Path, more: int) -> None:
    """Read one beside the screen, which gets a `Looked` that holds what it `Begun`; `more` are still to come."""
    rest = f" {counted(more, 'more')} to come." if more else ""
    screen.notify(f"Reading “{path.name}”…{rest}", timeout=2, markup=False)
    look = partial(_begun, overview, path)
    screen.post_message(messages.LookRequested(look, screen, about=path, holds_keys=True))


def _begun(overview: Overview, path: Path) -> Begun:
    name = overview.records.person.name if overview.records is not None else ""
    certificate = read_proof(path, overview.library, name, overview.on)
    root, found = overview.folder.path.resolve(), path.resolve()
    proof = found.relative_to(root).as_posix() if found.is_relative_to(root) else str(path)
    return Begun(into_form(certificate, overview.library, proof), certificate)
