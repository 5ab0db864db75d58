"""A field for files of proof: what is typed is completed from the records folder, Tab takes it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.binding import Binding
from textual.suggester import Suggester

from alcto_core.keeping.evidence import completions
from alcto_tui.widgets.field import Field
from alcto_tui.widgets.literal import Words
from alcto_tui.widgets.literal_input import LiteralInput

if TYPE_CHECKING:
    from alcto_core.keeping.folder import RecordsFolder


class Paths(Suggester):
    """Completes the last of several paths."""

    def __init__(self, folder: RecordsFolder) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._folder = folder

    async def get_suggestion(self, value: str) -> str | None:
        """The text with the path completed; None where nothing begins so. The folder is read beside the screen."""
        before, comma, last = value.rpartition(",")
        begun = last.lstrip()
        if not begun:
            return None
        found = await asyncio.to_thread(completions, self._folder, begun)
        # What follows the cursor is shown, so only what goes on as it was typed can be.
        path = next((one for one in found if one.startswith(begun)), None)
        return None if path is None else f"{before}{comma}{last[: len(last) - len(begun)]}{path}"


class PathInput(LiteralInput):
    """An input in which Tab takes what completes the path, and else goes on."""

    BINDINGS = [Binding("tab", "complete", "Complete", show=False)]  # noqa: RUF012 - Textual's own declaration

    def action_complete(self) -> None:
        """Take the completion that is shown, or go to the next field."""
        before = self.value
        if self.cursor_at_end:
            self.action_cursor_right()
        if self.value == before:
            self.screen.focus_next()


class ProofField(Field):
    """Files of proof, by commas."""

    def __init__(self, folder: RecordsFolder, label: str, value: str = "", *, placeholder: str = "", id: str) -> None:
        super().__init__(label, value, placeholder=placeholder, id=id)
        self._folder = folder

    def compose(self) -> ComposeResult:
        yield Words(self._label, classes="label")
        taken = PathInput(self._first_value, placeholder=self._placeholder, id=f"{self.id}-input")
        taken.suggester = Paths(self._folder)
        yield taken
        yield Words("", classes="remark")
