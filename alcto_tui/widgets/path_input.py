"""A place to type a path: Tab goes on with it as far as is sure, and says what it may go on with."""

from __future__ import annotations

from dataclasses import dataclass

from textual.binding import Binding
from textual.message import Message

from alcto_core.entry.paths import completed
from alcto_tui.widgets.literal_input import LiteralInput


class PathInput(LiteralInput):
    """Tab completes what stands before the cursor; where nothing is left to complete it leaves the field."""

    BINDINGS = [Binding("tab", "complete", "Complete", show=False)]  # noqa: RUF012 - Textual's own declaration

    @dataclass
    class MayGoOn(Message):
        """Several names begin so."""

        names: tuple[str, ...]

    def __init__(self, value: str = "", *, endings: tuple[str, ...] = (), placeholder: str = "", id: str) -> None:
        super().__init__(value, placeholder=placeholder, id=id)
        self._endings = endings

    def action_complete(self) -> None:
        """Go on with the path, say what it may be, or leave."""
        found = completed(self.value, self._endings) if self.value.strip() else completed("", self._endings)
        if found.text != self.value:
            self.value = found.text
            self.cursor_position = len(self.value)
        elif not found.names:
            self.screen.focus_next()
        if found.names:
            self.post_message(self.MayGoOn(found.names))
