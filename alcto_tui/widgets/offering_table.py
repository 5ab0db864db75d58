"""The offerings of a year as a table, grouped by their credit source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.text import Text
from textual import events
from textual.message import Message
from textual.widgets import DataTable

from alcto_core.telling.page import Item
from alcto_tui.widgets.literal import cell
from alcto_tui.widgets.literal_table import LiteralTable

SOURCE, HOURS, USED, REPEAT, LEAST_TITLE = 12, 19, 8, 22, 20
NARROW_HOURS, ROOM_FOR_REPEAT = 9, 100


class OfferingTable(LiteralTable):
    """A row for each offering. It announces the one under the cursor."""

    DEFAULT_CSS = """
    OfferingTable {
        height: 1fr;
        background: $background;
        scrollbar-size-vertical: 1;
        overflow-x: hidden;
        & > .datatable--header { background: $background; color: $muted; text-style: none; }
        & > .datatable--cursor { background: $panel; color: $foreground; }
        & > .datatable--hover { background: $surface; }
        &:focus { background-tint: $background 0%; }
        &:focus > .datatable--header { background-tint: $background 0%; }
        &:focus > .datatable--cursor { background: $selected; color: $foreground; text-style: bold; }
    }
    """

    @dataclass
    class Highlighted(Message):
        """The cursor stands on another offering."""

    @dataclass
    class Opened(Message):
        """The person wants an entry for the offering under the cursor."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id, cursor_type="row")
        self._items: tuple[Item, ...] = ()
        self._is_waiting = False
        """Out of sight, so that nobody knows which columns fit; it is filled when it comes back."""
        self._shown_columns: tuple[tuple[str, int], ...] = ()

    @property
    def item(self) -> Item | None:
        """The offering under the cursor."""
        return self._items[self.cursor_row] if 0 <= self.cursor_row < len(self._items) else None

    def show(self, items: Sequence[Item]) -> None:
        """Show these; the cursor stays on its offering where that is still there."""
        before = self.item
        self._items = tuple(items)
        self._refill(before.id if before is not None else None)

    def on_resize(self, event: events.Resize) -> None:
        """Other columns fit now, or the table came into sight."""
        if self._is_waiting or self._columns_for(event.size.width) != self._shown_columns:
            self._refill(self.item.id if self.item is not None else None)

    def _refill(self, cursor: str | None) -> None:
        self._is_waiting = not self.size.width
        if self._is_waiting:
            return
        columns = self._columns_for(self.size.width)
        self.clear(columns=columns != self._shown_columns)
        if columns != self._shown_columns:
            self._shown_columns = columns
            for label, width in columns:
                self.add_column(label, width=width)
        source = ""
        for item in self._items:
            self.add_row(*self._cells(item, item.group != source))
            source = item.group
        places = [place for place, item in enumerate(self._items) if item.id == cursor]
        if self._items:
            self.move_cursor(row=places[0] if places else 0)
            self.post_message(self.Highlighted())

    def _columns_for(self, width: int) -> tuple[tuple[str, int], ...]:
        """Labels and widths: the name gets what the others leave."""
        names = [len(item.group) for item in self._items]
        source = min(max((*names, len("Source"))), SOURCE)
        repeat = width >= ROOM_FOR_REPEAT
        room = width - 1 - (source + 2) - (HOURS + 2) - (USED + 2) - 2 - (REPEAT + 2 if repeat else 0)
        hours = HOURS
        if room < LEAST_TITLE:
            hours, room = NARROW_HOURS, room + HOURS - NARROW_HOURS
        fixed = (("Source", source), ("Event or course", max(room, 8)), ("Hours", hours), ("Counted", USED))
        return (*fixed, ("Repeats", REPEAT)) if repeat else fixed

    def _cells(self, item: Item, is_first: bool) -> list[Text]:
        cells = [
            cell(item.group if is_first else "", "bold"),
            cell(item.title),
            cell(item.figure),
            cell(item.state),
        ]
        if len(self._shown_columns) > len(cells):
            cells.append(cell(item.remark, "dim"))
        for one in cells:
            one.overflow = "ellipsis"
        return cells

    def on_data_table_row_highlighted(self, event: DataTable.RowHighlighted) -> None:
        event.stop()
        self.post_message(self.Highlighted())

    def on_data_table_row_selected(self, event: DataTable.RowSelected) -> None:
        event.stop()
        self.post_message(self.Opened())
