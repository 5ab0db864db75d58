"""The question before an earlier state is brought back: what the records would lose, gain and change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from alcto_core.telling.history import exchange_parts
from alcto_tui.own_keys import key
from alcto_tui.screens.base.question import Question
from alcto_tui.widgets.literal import Words, line, lines

if TYPE_CHECKING:
    from alcto_core.records.differences import Difference

MOST = 60
"""Records of one group that are told one by one."""


class RestoreQuestion(Question):
    """Asks before the file is put back: "yes" or "no"."""

    DEFAULT_CSS = """
    RestoreQuestion {
        & > .box { width: 76; border: round $short; }
        & #records { height: auto; max-height: 10; margin: 1 0; scrollbar-size-vertical: 1; }
        &.-tall #records { max-height: 24; }
        &.-low > .box { padding: 0 1; }
        &.-low #records { max-height: 3; margin: 0; }
        &.-low .buttons { margin-top: 0; }
        &.-tiny-height > .box { padding: 0; border: none; }
        &.-tiny-height #records { display: none; }
    }
    """

    def __init__(self, heading: str, sentence: str, found: tuple[Difference, ...] | None, *, is_gone: bool) -> None:
        """`is_gone`: there is no file now that could be kept."""
        super().__init__(heading, (("n", "Keep the file", "no"), ("y", "Bring it back", "yes")))
        self._sentence = sentence
        self._found = found
        self._end = (
            "There is no file now." if is_gone else f"What is in the file now is kept: {key('undo')} takes this back."
        )

    def said(self) -> ComposeResult:
        yield Words(line((self._words, "bold")))
        if self._sentence:
            yield Words(line((self._sentence, "$muted")))
        with VerticalScroll(id="records", can_focus=False):
            yield Words(lines(*_told(self._found)))
        yield Words(line((self._end, "$muted")))

    def action_scroll(self, by: int) -> None:
        """Up and Down go through the records."""
        self.query_one("#records").scroll_relative(y=by, animate=False)


def _told(found: tuple[Difference, ...] | None) -> list[Content]:
    rows = []
    for part in exchange_parts(found):
        if not part.items:
            rows.append(line(part.fact))
            continue
        rows.append(line((part.heading, f"bold ${part.items[0].tone}"), (f"  {part.fact}", "$muted")))
        rows += [line("  ", item.text) for item in part.items[:MOST]]
        if len(part.items) > MOST:
            rows.append(line((f"  and {len(part.items) - MOST} more", "$muted")))
    return rows
