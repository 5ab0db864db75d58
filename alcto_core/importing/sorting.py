"""Which rows speak of an activity, and which are a total, a note, a heading, or were not done."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

import msgspec

from alcto_core.dates import show as shown_day
from alcto_core.entry.called_off import is_called_off
from alcto_core.hours import show
from alcto_core.importing.cells import SheetRow
from alcto_core.importing.flaws import Flaw
from alcto_core.importing.headings import folded
from alcto_core.importing.layout import Column, Headed, SheetLayout
from alcto_core.importing.reading import RowReading
from alcto_core.importing.rows import RowReader
from alcto_core.importing.statuses import is_example, is_not_done, judged
from alcto_core.importing.totals import begins_with_total, is_total, says_total
from alcto_core.importing.windows import WindowEnd, two_entries
from alcto_core.nouns import counted_hours
from alcto_core.records.tables import amount_in

_SIGNED = re.compile(r"\b(?:signature|signed|certify|supervisor|principal|superintendent|approved by|initials)\b", re.I)
"""What stands below a log that is signed."""
_DIGIT = re.compile(r"\d")
_AMOUNTS = ("hours", "minutes", "split", "begins")
_A_TOTAL = "a total"
_A_NOTE = "a line of words alone"


Watch = Callable[[int, int], object]
"""Told how many of how many rows were read; what it raises ends the reading."""


class RowLeftOut(msgspec.Struct, frozen=True, kw_only=True):
    """A row that is no activity: a title, a total, a heading between the rows."""

    number: int
    reason: str
    text: str


class _Sums:
    """The sums that a total below some rows may mean: of all rows, or of those since some total above."""

    def __init__(self) -> None:
        self._sums: list[int] = [0]
        """Of the rows since each total, the first of all rows."""

    @property
    def of_all(self) -> int:
        return self._sums[0]

    def add(self, hours: int) -> None:
        self._sums = [one + hours for one in self._sums]

    def ends(self, total: int) -> bool:
        """Whether a total is one of the sums; a part begins anew below it."""
        is_known = total in self._sums
        self._sums.append(0)
        return is_known

    def is_known(self, total: int) -> bool:
        return total in self._sums and total > 0


def sorted_out(
    headed: Headed, layout: SheetLayout, reader: RowReader, window_end: WindowEnd, watch: Watch | None = None
) -> tuple[list[RowReading], list[RowLeftOut], list[str]]:
    """The rows that speak of an activity, and those that do not, with the reason; and what is to be told of totals."""
    rows: list[RowReading] = []
    left_out: list[RowLeftOut] = []
    told: list[str] = []
    sums = _Sums()
    looks = _Looks(layout, [folded(cell) for cell in headed.header.cells])
    for at, row in enumerate(headed.rows):
        if watch is not None:
            watch(at, len(headed.rows))
        if not row.cells:
            continue
        duration = reader.lengths.of(row)
        hours = duration.written
        if (reason := _no_activity(row, looks, is_sum=hours is not None and sums.is_known(hours))) is not None:
            left_out.append(RowLeftOut(number=row.number, reason=reason, text=line(row)))
            if reason == _A_TOTAL and hours is not None and not sums.ends(hours):
                told.append(
                    f"Row {row.number} says {counted_hours(hours)} in all, and the rows above it add up to "
                    f"{show(sums.of_all)}."
                )
            continue
        rows.append(over_no_end(reader.read(row, duration), window_end))
        sums.add(hours or 0)
    return rows, left_out, told


def over_no_end(row: RowReading, window_end: WindowEnd) -> RowReading:
    """A row, unreadable where its days go over the end of a window or the first day of all: its hours would all go to
    the later one."""
    first, last = row.first, row.day
    if row.faults or first is None or last is None or (found := window_end(first, last)) is None:
        return row
    text = (
        f"{first.isoformat()} to {last.isoformat()} goes over {shown_day(found.day)}, {found.place}; make two rows "
        f"of it: {two_entries(first, last, found.day, amount_in(row.table), row.title)}"
    )
    return msgspec.structs.replace(row, faults=(Flaw(column="", text=text),))


class _Looks:
    """Where to look in a row for what tells whether it is an activity."""

    def __init__(self, layout: SheetLayout, names: Sequence[str]) -> None:
        self.names = names
        """The headings, folded."""
        self._days = [one.index for key in ("date", "start") for one in layout.all_of(key)]
        self._amounts = [one.index for key in _AMOUNTS for one in layout.all_of(key)]
        self._titles = [one.index for key in ("title", "title/location") for one in layout.all_of(key)]
        self._notes = [one.index for one in layout.all_of("note")]
        self._statuses = layout.all_of("status")

    def days(self, row: SheetRow) -> list[str]:
        return [row.cell(at) for at in self._days]

    def amounts(self, row: SheetRow) -> list[str]:
        return [row.cell(at) for at in self._amounts]

    def titles(self, row: SheetRow) -> list[str]:
        return [cell for at in self._titles if (cell := row.cell(at))]

    def notes(self, row: SheetRow) -> list[str]:
        return [cell for at in self._notes if (cell := row.cell(at))]

    def statuses(self, row: SheetRow) -> list[tuple[str, Column]]:
        return [(cell, one) for one in self._statuses if (cell := row.cell(one.index))]


def _no_activity(row: SheetRow, looks: _Looks, *, is_sum: bool) -> str | None:
    """Why a row is no activity; None where it may be one."""
    filled = row.filled
    days = looks.days(row)
    is_dated = any(map(_DIGIT.search, days))
    is_alike = len(filled) > 1 and not is_dated and folded(filled[0]) in looks.names
    if is_alike and [folded(cell) for cell in row.cells] == looks.names[: len(row.cells)]:
        return "the headings once more"
    if reason := _not_done(looks.statuses(row)):
        return reason
    if any(map(says_total, days)):
        return _A_TOTAL
    titles = looks.titles(row)
    if reason := next(filter(None, map(_by_name, titles)), None):
        return reason
    if note := next(filter(is_not_done, looks.notes(row)), ""):
        return f"its note says “{note[:40]}”"
    if any(is_total(cell, is_sure=is_sum or not is_dated) for cell in titles):
        return _A_TOTAL
    if is_dated and len(filled) > 1:
        return None
    amounts = looks.amounts(row)
    if any(days):
        return None if any(map(_has_digit, amounts)) else _A_NOTE
    if not any(map(_has_digit, filled)) and any(_SIGNED.search(cell) for cell in filled):
        return _A_NOTE
    if says_total(filled[0]) or (len(filled) <= 2 and begins_with_total(filled[0])):
        return _A_TOTAL
    if any(amounts) and (len(filled) == 1 or (is_sum and not titles)):
        return _A_TOTAL
    if not any(amounts) and len(filled) == 1:
        return _A_NOTE
    return None


@lru_cache(maxsize=1 << 12)
def _by_name(title: str) -> str | None:
    """Why a row of this name is no activity, whatever else it says."""
    if is_called_off(title):
        return "its name says that it was called off"
    return "its name says that it is an example" if is_example(title) else None


def _not_done(statuses: Sequence[tuple[str, Column]]) -> str | None:
    """Why a row does not count, by every cell that says so."""
    for cell, column in statuses:
        found = judged(cell, column.sense)
        if found == "never" and column.sense == "not done":
            return f"“{cell[:40]}” below “{column.name[:40]}” says that it was not done"
        if found == "never":
            return "it was not done"
        if found == "not credited":
            return f"“{cell[:40]}” says that it is not, or not yet, credited"
    return None


def _has_digit(cell: str) -> bool:
    return _DIGIT.search(cell) is not None


def line(row: SheetRow) -> str:
    """A row in one line."""
    return " | ".join(" ".join(cell.split()) for cell in row.filled)
