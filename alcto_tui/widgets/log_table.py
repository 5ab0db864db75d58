"""The log of activities as a table."""

from __future__ import annotations

from collections.abc import Iterable

from rich.text import Text
from textual.coordinate import Coordinate

from alcto_core.telling.log import HOURS, OUTSIDE
from alcto_core.telling.page import Item, Part
from alcto_tui.widgets.item_table import Columns, ItemTable
from alcto_tui.widgets.literal import cell

DATE, LEAST_TITLE = 10, 18
MARKED, UNMARKED = "✓ ", "  "
"""Before the day, once a row is marked."""
FLAGS = ((100, 2, 20), (70, 1, 11))
"""From which width on how many words are shown, and the cells that they take."""


class LogTable(ItemTable):
    """A row for each activity, with what it counted for in each credential."""

    keeps_height = True

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._names: tuple[str, ...] = ("Logged",)
        self._marks: frozenset[str] = frozenset()

    @property
    def activity(self) -> str | None:
        """Id of the activity under the cursor."""
        return self.item.id if self.item is not None else None

    def show_log(self, part: Part, cursor: str | None = None) -> None:
        """Show this log; the cursor goes to the activity `cursor`, or stays at its height where that is gone."""
        self._names = part.columns or ("Logged",)
        self.show(part.items, cursor)

    def show_marks(self, ids: Iterable[str]) -> None:
        """Show these activities as marked."""
        before, self._marks = self._marks, frozenset(ids)
        if bool(before) != bool(self._marks):
            self._refill(self.activity)  # the column of days is another
        elif before != self._marks and not self._is_waiting:
            for place, item in enumerate(self._items):
                if (item.id in before) != (item.id in self._marks):
                    self.update_cell_at(Coordinate(place, 0), self._day(item))

    def _day(self, item: Item) -> Text:
        mark = (MARKED if item.id in self._marks else UNMARKED) if self._marks else ""
        return cell(f"{mark}{item.day}", "bold" if item.id in self._marks else "dim" if item.state else "")

    def columns_for(self, width: int) -> Columns:
        """Credentials that do not fit, and the words on a narrow table, give way to the title."""
        date = DATE + len(MARKED) * bool(self._marks)
        room = width - 1 - (date + 2) - (HOURS + 2) - 2
        flags = next((cells for least, _, cells in FLAGS if width >= least), 0)
        room -= flags + 2 if flags else 0
        shown = []
        logged, *credentials = self._names
        for name in credentials:
            wide = max(min(len(name), 9), 5)
            if room - (wide + 2) < LEAST_TITLE:
                break
            room -= wide + 2
            shown.append((name, wide))
        title = max(room, 8)
        return (("Date", date), ("Activity", title), (logged, HOURS), *shown, *((("", flags),) if flags else ()))

    def header(self, label: str) -> Text:
        return cell(label, right=label not in ("Date", "Activity", ""))

    def cells(self, item: Item, above: Item | None, columns: Columns) -> list[Text]:  # noqa: ARG002 - each for itself
        flags = next((count for _, count, cells in FLAGS if columns[-1] == ("", cells)), 0)
        style = "dim" if item.state else ""
        title = cell(item.title, style)
        if item.state and not flags:
            title = Text.assemble((f"{item.state} ", "italic"), title, no_wrap=True, end="")
        title.overflow = "ellipsis"
        cells = [self._day(item), title]
        for figure in item.cells[: len(columns) - 2 - bool(flags)]:
            cells.append(cell(figure, "dim" if figure == OUTSIDE else style, right=True))
        if flags:
            cells.append(cell(", ".join(item.said[:flags])))
        return cells
