"""A table of items whose text is literal. Apart from `literal`, as no table stands on the first screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.text import Text
from textual import events
from textual.message import Message
from textual.widgets import DataTable

from alcto_core.telling.page import Item

Columns = tuple[tuple[str, int], ...]
"""Label and width of each column."""


class ItemTable(DataTable[Text]):
    """A row for each item, in columns that follow the width. The cursor stays on its item."""

    keeps_height: ClassVar[bool] = False
    """Whether the cursor stays at its height where its item is gone; else it goes to the first."""

    DEFAULT_CSS = """
    ItemTable {
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
        &.-empty { display: none; }
    }
    """

    class Highlighted(Message):
        """The cursor stands on another item."""

    class Opened(Message):
        """The person wants to open the item under the cursor."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, cursor_type="row")
        self._items: tuple[Item, ...] = ()
        self._cursor: str | None = None
        self._is_waiting = False
        """Out of sight, so that nobody knows which columns fit; it is filled when it comes back."""
        self._shown_columns: Columns = ()

    @property
    def item(self) -> Item | None:
        """The item under the cursor."""
        if self._is_waiting:
            return next((item for item in self._items if item.id == self._cursor), None)
        return self._items[self.cursor_row] if 0 <= self.cursor_row < len(self._items) else None

    def show(self, items: Sequence[Item], cursor: str | None = None) -> None:
        """Show these; the cursor goes to the item `cursor`, else it stays on its own."""
        before = self.item
        self._items = tuple(items)
        self._refill(cursor or (before.id if before is not None else None))

    def on_resize(self, event: events.Resize) -> None:
        """Other columns fit now, or the table came into sight."""
        if self._is_waiting or self.columns_for(event.size.width) != self._shown_columns:
            item = self.item
            self._refill(item.id if item is not None else None)

    def columns_for(self, width: int) -> Columns:
        """The columns that fit."""
        raise NotImplementedError

    def header(self, label: str) -> Text:
        """The head of a column."""
        raise NotImplementedError

    def cells(self, item: Item, above: Item | None, columns: Columns) -> list[Text]:
        """The cells of an item's row, below those of the item `above`."""
        raise NotImplementedError

    def _refill(self, cursor: str | None) -> None:
        self._cursor, self._is_waiting = cursor, not self.size.width
        if self._is_waiting:
            return
        columns, height = self.columns_for(self.size.width), self.cursor_row
        self.clear(columns=columns != self._shown_columns)
        if columns != self._shown_columns:
            self._shown_columns = columns
            for label, width in columns:
                self.add_column(self.header(label), width=width)
        above = None
        for item in self._items:
            self.add_row(*self.cells(item, above, columns))
            above = item
        if self._items:
            lost = min(height, len(self._items) - 1) if self.keeps_height else 0
            place = next((place for place, item in enumerate(self._items) if item.id == cursor), max(lost, 0))
            self.move_cursor(row=place)
            self.post_message(self.Highlighted())

    def on_data_table_row_highlighted(self, event: DataTable.RowHighlighted) -> None:
        event.stop()
        self.post_message(self.Highlighted())

    def on_data_table_row_selected(self, event: DataTable.RowSelected) -> None:
        event.stop()
        self.post_message(self.Opened())
