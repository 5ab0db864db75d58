"""The offerings of a year as a table, grouped by their credit source."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from alcto_core.telling.page import Item
from alcto_tui.widgets.item_table import GAP, Column, ItemTable
from alcto_tui.widgets.literal import line

SOURCE, HOURS, USED, REPEAT, LEAST_TITLE = 12, 19, 8, 22, 20
NARROW_HOURS, ROOM_FOR_REPEAT = 9, 140


class OfferingTable(ItemTable):
    """A row for each offering."""

    def columns_for(self, width: int) -> tuple[Column, ...]:
        """The name gets what the others leave."""
        names = [len(self._item_of(id).group) for id in self._ids]
        source = min(max((*names, len("Source"))), SOURCE)
        repeat = width >= ROOM_FOR_REPEAT
        fixed = (source, HOURS, USED, *((REPEAT,) if repeat else ()))
        room = width - 1 - sum(cells + GAP for cells in fixed)
        hours = HOURS
        if room < LEAST_TITLE:
            hours, room = NARROW_HOURS, room + HOURS - NARROW_HOURS
        columns = (
            Column("Source", source),
            Column("Event or course", max(room, 8)),
            Column("Hours", hours),
            Column("Counted", USED),
        )
        return (*columns, Column("Repeats", REPEAT)) if repeat else columns

    def cells(self, item: Item, above: Item | None, columns: Sequence[Column]) -> list[Content]:
        is_first = above is None or above.group != item.group
        values = (item.group if is_first else "", item.title, item.figure, item.state, item.remark)
        styles = ("bold", "", "", "", "$muted")
        return [line((value, style)) for value, style, _ in zip(values, styles, columns, strict=False)]
