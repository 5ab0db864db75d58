"""The log of activities as a table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from rich.cells import cell_len
from textual.content import Content

from alcto_core import dates
from alcto_core.telling.log import HOURS, OUTSIDE
from alcto_core.telling.logbook import DATE, LOGGED, TITLE, WHY
from alcto_core.telling.page import Item, Tone
from alcto_tui.widgets.item_table import GAP, Column, ItemTable
from alcto_tui.widgets.literal import line, literal

SHORT_DATE, LONG_DATE, LEAST_TITLE, LEAST_WIDE_TITLE = 6, 11, 18, 24
WHYS = ((110, 30), (100, 22), (70, 13))
"""From which width on how many cells say why hours are lost."""
NAMES = ((110, 14), (0, 10))
"""From which width on how many cells the name of a credential may take."""
ROOMY = 76
"""Cells from which a title gets more room than it must have."""
SIGNS: dict[Tone, tuple[str, str]] = {
    "met": ("✓", "$met"),
    "short": ("!", "$short"),
    "missed": ("×", "$missed"),
    "unknown": ("?", "$unknown"),
    "quiet": ("○", "$muted"),
}
MARKED = "■"
"""Before the day of a row that is marked."""


class LogTable(ItemTable):
    """A row for each activity, with what it counted for in each credential, and the sums of each year."""

    keeps_height = True

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._names: tuple[str, ...] = ("Logged",)
        self._credentials: tuple[str, ...] = ()
        self._sort, self._is_reversed = DATE, False
        self._marks: frozenset[str] = frozenset()

    @property
    def activity(self) -> str | None:
        """Id of the activity under the cursor."""
        return self.item.id if self.item is not None else None

    def show_log(
        self,
        ids: Sequence[str],
        item_of: Callable[[str], Item],
        headings: frozenset[str],
        *,
        names: Sequence[str],
        credentials: Sequence[str],
        sort: tuple[str, bool],
        cursor: str | None = None,
    ) -> None:
        """Show these lines; the cursor goes to the activity `cursor`, or stays at its height where that is gone."""
        self._names, self._credentials = tuple(names), tuple(credentials)
        self._sort, self._is_reversed = sort
        self.show_lines(ids, item_of, headings, cursor=cursor)

    def show_marks(self, ids: Iterable[str]) -> None:
        """Show these activities as marked."""
        before, self._marks = self._marks, frozenset(ids)
        changed = before ^ self._marks
        if len(changed) > 1:
            self.refresh()
        for id in changed:
            self.redraw_item(id)

    def columns_for(self, width: int) -> tuple[Column, ...]:
        """Credentials that do not fit, and why hours are lost on a narrow table, give way to the title."""
        is_dated = self._sort != DATE
        day = LONG_DATE if is_dated and width >= ROOMY else SHORT_DATE + 3 if is_dated else SHORT_DATE
        why = next((cells for least, cells in WHYS if width >= least), 0)
        room = width - 1 - 1 - (day + 1) - 2 * GAP - (HOURS + GAP) - (why + GAP if why else 0)
        longest = next(cells for least, cells in NAMES if width >= least)
        least = LEAST_WIDE_TITLE if width >= ROOMY else LEAST_TITLE
        logged, *names = self._names
        shown = []
        for name, credential in zip(names, self._credentials, strict=False):
            wide = max(min(cell_len(name), longest), 5) + (2 if self._sort == credential else 0)
            if room - (wide + GAP) < least:
                break
            room -= wide + GAP
            shown.append(Column(name, wide, is_right=True, sort=credential))
        whys = (Column("Why", why, sort=WHY),) if why else ()
        return (
            Column("Date", day + 2, sort=DATE),
            Column("Activity", max(room, 8), sort=TITLE),
            Column(logged, HOURS + 2 if self._sort == LOGGED else HOURS, is_right=True, sort=LOGGED),
            *shown,
            *whys,
        )

    def head_words(self, column: Column) -> Content:
        """The label; an arrow says what the log is sorted by."""
        label = f"  {column.label}" if column.sort == DATE else column.label
        if column.sort != self._sort:
            return literal(label)
        return line((f"{label} {'▴' if self._is_reversed else '▾'}", "bold $foreground"))

    def cells(self, item: Item, above: Item | None, columns: Sequence[Column]) -> list[Content]:  # noqa: ARG002 - each for itself
        style = "$muted" if item.state else ""
        sign, tone = (MARKED, "bold $accent") if item.id in self._marks else SIGNS.get(item.tone, (" ", ""))
        has_why = columns[-1].sort == WHY
        title = line((item.title, style))
        if item.state and not has_why:
            title = line((f"{item.state} ", "italic $muted"), (item.title, style))
        cells = [line((sign, tone), " ", (self._day(item, columns[0].width - 2), style)), title]
        for figure in item.cells[: len(columns) - 2 - has_why]:
            cells.append(line((figure, "$muted" if figure in (OUTSIDE, "0") else style)))
        if has_why:
            cells.append(_why(item, columns[-1].width))
        return cells

    def _day(self, item: Item, room: int) -> str:
        if item.day is None:
            return ""
        if room >= LONG_DATE:
            return dates.show(item.day)
        if room > SHORT_DATE:
            return f"{dates.show_short(item.day)} {item.day.year % 100:02}"
        return dates.show_short(item.day)

    def heading(self, item: Item, columns: Sequence[Column], width: int) -> Content:  # noqa: ARG002 - a base's
        """ "── 2025 ──── 24.5 13 20.5 FY25 MET"."""
        has_why = columns[-1].sort == WHY
        figures = item.cells[: len(columns) - 2 - has_why]
        dashes = columns[0].width + GAP + columns[1].width - cell_len(item.title) - 4
        parts = [line(("── ", "$line"), (item.title, "bold"), (f" {'─' * max(dashes, 0)}", "$line"))]
        for figure, column in zip(figures, columns[2:], strict=False):
            parts.append(line(" " * GAP, (f"{figure:>{column.width}}", "bold")))
        if has_why and item.state:
            sign = SIGNS.get(item.tone, ("", ""))[1]
            parts.append(line(" " * GAP, line((item.state, sign)).truncate(columns[-1].width, ellipsis=True)))
        return Content.assemble(*parts)


def _why(item: Item, room: int) -> Content:
    """As many of the words as fit, the weightiest first; that something is posted is no reason."""
    words = [word for word in item.said if word != "posted"]
    shown = ", ".join(words)
    while len(words) > 1 and cell_len(shown) > room:
        words.pop()
        shown = ", ".join(words)
    return line((shown, "$muted" if item.state else ""))
