"""A place to type one line of text that is data."""

from __future__ import annotations

from dataclasses import dataclass

from rich.text import Text
from textual.events import Paste
from textual.message import Message
from textual.widgets import Input

from alcto_core.text import plain


class LiteralInput(Input):
    """An input that shows control characters of its value as pictures, and keeps the value as it is."""

    DEFAULT_CSS = """
    LiteralInput > .input--placeholder { color: $muted; text-style: italic; }
    """

    def __init__(self, value: str = "", *, placeholder: str = "", id: str | None = None) -> None:
        super().__init__(value, placeholder=placeholder, id=id, compact=True, select_on_focus=False)

    @dataclass
    class Cut(Message):
        """Of what was pasted only the first line that is not empty went in."""

        text: str
        """All of it."""
        lines: int
        """How many lines that are not empty it has."""

    def _on_paste(self, event: Paste) -> None:
        """Put in the first line that is not empty, and say where that is not all."""
        event.prevent_default()
        event.stop()
        lines = [line for line in event.text.splitlines() if line.strip()]
        if not lines:
            return
        self.replace(lines[0] if len(lines) == 1 else lines[0].strip(), *self.selection)
        if len(lines) > 1:
            self.post_message(self.Cut(event.text, len(lines)))

    @property
    def _value(self) -> Text:
        # `plain` puts one character for each, so cursor and selection stay where they are.
        return Text(plain(self.value), no_wrap=True, overflow="ignore", end="")
