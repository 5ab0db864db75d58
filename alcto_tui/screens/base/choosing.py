"""Screens on which a person chooses between two states, record by record: the records, then both states of one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.content import Content

from alcto_tui.commands import COPY, Command
from alcto_tui.screens.base.listing import LEAST_WIDTH, MORE, About, Listing
from alcto_tui.widgets.literal import hanging, lines

SWITCH = Command("switch", "space,enter", "Switch", "Switch which state of the record is taken", "Space", True)
FURTHER = Command("more", "pagedown,v", MORE.label, MORE.meaning, "v")


class Choosing(Listing[About]):
    """A short list above (beside, where there is room), and below it the highlighted record in both states."""

    shared: ClassVar[tuple[Command, ...]] = (COPY,)
    opens: ClassVar[bool] = False

    DEFAULT_CSS = """
    Choosing {
        & #rows { height: auto; max-height: 7; }
        & #why { height: 1fr; max-height: 100%; }
        &.-low #rows { max-height: 3; }
        &.-low #why, &.-tall #why { max-height: 100%; }
        &.-wide #rows { width: 2fr; height: 100%; max-height: 100%; }
        &.-wide #why { width: 3fr; }
    }
    """

    def told(self) -> Sequence[Content]:
        """Sentences above the list."""
        raise NotImplementedError

    def top(self, width: int) -> Sequence[Content]:
        return [row for words in self.told() for row in hanging(Content(""), words, width)]

    @property
    def beside_width(self) -> int:
        """Cells for both states."""
        return max(self.query_one("#why").scrollable_content_region.width, LEAST_WIDTH)

    def action_switch(self) -> None:
        """Take the other state of the highlighted record."""
        raise NotImplementedError

    def action_open(self) -> None:
        self.action_switch()


def row_words(first: Content, words: Content, width: int) -> Content:
    """A row of the list, wrapped."""
    return lines(*hanging(first, words, width))
