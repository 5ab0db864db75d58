"""A file that is named above a list: its path, which Tab completes, and below it what is there."""

from __future__ import annotations

from collections.abc import Callable

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input

from alcto_tui.widgets.literal import Words
from alcto_tui.widgets.path_input import PathInput

_MOST_NAMES = 12
"""Names of a folder that are shown."""


class PathLine(Vertical):
    """Only what the screen has to know of it reaches the screen: that Enter was pressed."""

    DEFAULT_CSS = """
    PathLine {
        height: auto; background: $surface;
        & > Horizontal { height: 1; padding: 0 2; }
        & > Horizontal > .label { width: 6; color: $muted; }
        & #path { width: 1fr; height: 1; background: $surface; }
        & #path:focus { background: $selected; }
        & > #checked { height: auto; padding: 0 2 0 8; color: $muted; display: none; }
        & > #checked.-told { display: block; }
    }
    """

    def __init__(
        self, says: Callable[[str], str], *, placeholder: str, value: str = "", endings: tuple[str, ...] = ()
    ) -> None:
        """`says` gives the words for a path that is typed; with `endings` only files that end so are offered."""
        super().__init__()
        self._says = says
        self._input = PathInput(value, endings=endings, placeholder=placeholder, id="path")

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield Words("File", classes="label")
            yield self._input
        yield Words(id="checked")

    @property
    def value(self) -> str:
        """What is typed."""
        return self._input.value

    @value.setter
    def value(self, typed: str) -> None:
        self._input.value = typed

    @property
    def is_used(self) -> bool:
        """Whether the cursor is in it."""
        return self._input.has_focus

    def go_to(self) -> None:
        """Put the cursor into it."""
        self._input.focus()

    def tell(self, words: str) -> None:
        """Say something of the path; nothing: say no more of it."""
        told = self.query_one("#checked", Words)
        told.show(words)
        told.set_class(bool(words), "-told")

    def on_input_changed(self, changed: Input.Changed) -> None:
        """Say what is there while it is typed."""
        changed.stop()
        self.tell(self._says(self.value) if self.value.strip() else "")

    @on(PathInput.MayGoOn)
    def _tell_names(self, found: PathInput.MayGoOn) -> None:
        found.stop()
        more = f" and {len(found.names) - _MOST_NAMES:,} more" if len(found.names) > _MOST_NAMES else ""
        self.tell(f"{'  '.join(found.names[:_MOST_NAMES])}{more}")
