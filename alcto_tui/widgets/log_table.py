"""The log of activities as a table: fixed columns, the cursor kept on its record."""

from __future__ import annotations

from dataclasses import dataclass

from rich.text import Text
from textual import events
from textual.message import Message
from textual.widgets import DataTable

from alcto_core.telling.log import HOURS, OUTSIDE
from alcto_core.telling.page import Item, Part
from alcto_tui.widgets.literal import cell
from alcto_tui.widgets.literal_table import LiteralTable

DATE, LEAST_TITLE = 10, 18
FLAGS = ((100, 2, 20), (70, 1, 11))
"""From which width on how many words are shown, and the cells that they take."""


class LogTable(LiteralTable):
    """A row for each activity. It announces the one under the cursor."""

    DEFAULT_CSS = """
    LogTable {
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
        """The cursor stands on this activity."""

        activity: str

    @dataclass
    class Opened(Message):
        """The person wants to open this activity."""

        activity: str

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, cursor_type="row", zebra_stripes=False)
        self._part = Part()
        self._cursor: str | None = None
        self._is_waiting = False
        """Out of sight, so that nobody knows which columns fit; it is filled when it comes back."""
        self._shown_columns: tuple[tuple[str, int], ...] = ()

    @property
    def activity(self) -> str | None:
        """Id of the activity under the cursor."""
        if not self.row_count or not self.is_valid_coordinate(self.cursor_coordinate):
            return None
        return self.coordinate_to_cell_key(self.cursor_coordinate).row_key.value

    def show(self, part: Part, cursor: str | None = None) -> None:
        """Show this log; the cursor goes to the activity `cursor`, or stays at its height where that is gone."""
        self._part = part
        self._refill(cursor)

    def on_resize(self, event: events.Resize) -> None:
        """Other columns fit now, or the table came into sight."""
        if self._is_waiting or self._columns_for(event.size.width) != self._shown_columns:
            self._refill(self._cursor if self._is_waiting else self.activity)

    def _refill(self, cursor: str | None) -> None:
        self._cursor, self._is_waiting = cursor, not self.size.width
        if self._is_waiting:
            return
        columns = self._columns_for(self.size.width)
        height = self.cursor_row
        self.clear(columns=columns != self._shown_columns)
        if columns != self._shown_columns:
            self._shown_columns = columns
            for label, width in columns:
                self.add_column(cell(label, right=label not in ("Date", "Activity", "")), width=width)
        items = self._part.items
        for item in items:
            self.add_row(*self._cells(item), key=item.id)
        place = next((at for at, item in enumerate(items) if item.id == cursor), None)
        if place is None:
            place = min(height, len(items) - 1)
        if items:
            self.move_cursor(row=max(place, 0))

    def _columns_for(self, width: int) -> tuple[tuple[str, int], ...]:
        """Labels and widths. Credentials that do not fit, and the words on a narrow table, give way to the title."""
        room = width - 1 - (DATE + 2) - (HOURS + 2) - 2
        flags = next((cells for least, _, cells in FLAGS if width >= least), 0)
        room -= flags + 2 if flags else 0
        shown = []
        logged, *credentials = self._part.columns or ("Logged",)
        for name in credentials:
            wide = max(min(len(name), 9), 5)
            if room - (wide + 2) < LEAST_TITLE:
                break
            room -= wide + 2
            shown.append((name, wide))
        title = max(room, 8)
        return (("Date", DATE), ("Activity", title), (logged, HOURS), *shown, *((("", flags),) if flags else ()))

    def _cells(self, item: Item) -> list[Text]:
        columns = self._shown_columns
        flags = next((count for _, count, cells in FLAGS if columns[-1] == ("", cells)), 0)
        style = "dim" if item.state else ""
        title = cell(item.title, style)
        if item.state and not flags:
            title = Text.assemble((f"{item.state} ", "italic"), title, no_wrap=True, end="")
        title.overflow = "ellipsis"
        cells = [cell(str(item.day), style), title]
        for figure in item.cells[: len(columns) - 2 - bool(flags)]:
            cells.append(cell(figure, "dim" if figure == OUTSIDE else style, right=True))
        if flags:
            cells.append(cell(", ".join(item.said[:flags])))
        return cells

    def on_data_table_row_highlighted(self, event: DataTable.RowHighlighted) -> None:
        event.stop()
        if event.row_key.value is not None and event.row_key.value == self.activity:
            self.post_message(self.Highlighted(event.row_key.value))

    def on_data_table_row_selected(self, event: DataTable.RowSelected) -> None:
        event.stop()
        if event.row_key.value is not None:
            self.post_message(self.Opened(event.row_key.value))
