"""The offerings of a year as a table, grouped by their credit source."""

from __future__ import annotations

from rich.text import Text

from alcto_core.telling.page import Item
from alcto_tui.widgets.item_table import Columns, ItemTable
from alcto_tui.widgets.literal import cell

SOURCE, HOURS, USED, REPEAT, LEAST_TITLE = 12, 19, 8, 22, 20
NARROW_HOURS, ROOM_FOR_REPEAT = 9, 100


class OfferingTable(ItemTable):
    """A row for each offering."""

    def columns_for(self, width: int) -> Columns:
        """The name gets what the others leave."""
        names = [len(item.group) for item in self._items]
        source = min(max((*names, len("Source"))), SOURCE)
        repeat = width >= ROOM_FOR_REPEAT
        room = width - 1 - (source + 2) - (HOURS + 2) - (USED + 2) - 2 - (REPEAT + 2 if repeat else 0)
        hours = HOURS
        if room < LEAST_TITLE:
            hours, room = NARROW_HOURS, room + HOURS - NARROW_HOURS
        fixed = (("Source", source), ("Event or course", max(room, 8)), ("Hours", hours), ("Counted", USED))
        return (*fixed, ("Repeats", REPEAT)) if repeat else fixed

    def header(self, label: str) -> Text:
        return cell(label)

    def cells(self, item: Item, above: Item | None, columns: Columns) -> list[Text]:
        is_first = above is None or above.group != item.group
        values = (item.group if is_first else "", item.title, item.figure, item.state, item.remark)
        styles = ("bold", "", "", "", "dim")
        cells = [cell(value, style) for value, style, _ in zip(values, styles, columns, strict=False)]
        for one in cells:
            one.overflow = "ellipsis"
        return cells
