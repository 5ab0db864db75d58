"""A drafted message in front of a screen, to be copied or kept."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll

from alcto_tui.screens.base.question import Question
from alcto_tui.widgets.literal import Words, lines, literal


class Letter(Question):
    """Shows the text; returns "copy", "save" or "no"."""

    DEFAULT_CSS = """
    Letter {
        & > .box { width: 80; padding: 1 2; }
        & #letter { height: auto; max-height: 16; scrollbar-size-vertical: 1; }
        &.-tall #letter { max-height: 30; }
        &.-low > .box { padding: 0 1; }
        &.-low #letter { max-height: 6; }
        &.-tiny-height > .box { padding: 0; border: none; }
        &.-tiny-height #letter { max-height: 2; }
    }
    """

    def __init__(self, text: str) -> None:
        super().__init__(
            text, (("c", "Copy", "copy"), ("s", "Save beside the records", "save"), ("Esc", "Close", "no"))
        )

    def said(self) -> ComposeResult:
        with VerticalScroll(id="letter", can_focus=False):
            yield Words(lines(*map(literal, self._words.splitlines())))

    def action_scroll(self, by: int) -> None:
        """Up and Down go through the text."""
        self.query_one("#letter").scroll_relative(y=by, animate=False)
