"""How long the activity of one row was: its hours, hours and minutes together, two times of day, or subject areas.

Where a row says it twice, both must agree, or the row is not read; hours may be fewer than the times between, as
there are breaks.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

import msgspec

from alcto_core.entry.amounts import Unit, read_hours
from alcto_core.entry.days import ORDERS, DayOrder, read_day
from alcto_core.hours import HOUR, MINUTE, from_minutes, length, long, show
from alcto_core.importing.cells import SheetRow
from alcto_core.importing.clock import Clock, ClockSpan, Lasting, moment_of, moment_span_of, read_clock, read_clock_span
from alcto_core.importing.evidence import amount
from alcto_core.importing.flaws import cut, shortened
from alcto_core.importing.headings import folded
from alcto_core.importing.layout import Column, SheetLayout
from alcto_core.importing.vocabulary import phrases
from alcto_core.nouns import counted_hours

_ANY_DAY = date(2026, 1, 1)
"""Two-digit years are read as of it; both days of a span alike."""
_HOURS_OF_A_DAY = 24 * HOUR
_HALF_A_DAY = 12 * HOUR
_WHOLE_DAY = 24 * 60 - 1
"""Minutes between the times by which calendars write one: 12:00 AM to 12:00 AM, or to 11:59 PM."""
_FIGURE = re.compile(r"[\d.,]{1,9}", re.ASCII)
_PLAIN_HOURS = re.compile(r"[1-9]\d?(?:\.\d\d?)?", re.ASCII)
_LIKE_A_CLOCK = re.compile(r"(\d{1,3})[.,](15|30|45)", re.ASCII)
"""Hours such as 1.30, which some write for an hour and a half."""
_MINUTES = frozenset(("min", "mins", "minutes", "minuten", "minutos"))
_HOURS = frozenset(("h", "hr", "hrs", "hours"))
_NO_BREAK = frozenset(
    ("", "no", "none", "n", "n a", "na", "nil", "nein", "keine", "kein", "ninguno", "ninguna", "false")
)
_ENDS_OF_A_BREAK = frozenset(
    phrases("start|starts|started|begin|begins|end|ends|ended|in|out|from|to|inicio|fin|beginn|ende|von|bis")
)
_MOST_OF_A_BREAK = 4 * 60
"""Minutes from one time of day to another."""
_LEAST_MINUTES = 5
"""A break of so many hours is none."""
_LATE = re.compile(r"(\d{2}):\d{2}", re.ASCII)


class Duration(msgspec.Struct, frozen=True, kw_only=True):
    """The length of one row."""

    hours: int | None = None
    written: int | None = None
    """The number in the columns of hours, whatever the times of day say; None where there is none."""
    fault: tuple[tuple[str, ...], str] | None = None
    """Keys of the columns that it is about, and why there is no length."""
    remarks: tuple[tuple[str, str], ...] = ()
    """Key of the column and what to look at."""
    shares: tuple[tuple[Column, int], ...] = ()
    """The subject areas that have hours of their own."""


class _Fault(Exception):
    """A cell that cannot be read."""

    def __init__(self, keys: tuple[str, ...], text: str) -> None:
        super().__init__(text)
        self.keys, self.text = keys, text


class Lengths:
    """The lengths of the rows of a sheet. Cells that say the same are read once, however many rows have them."""

    def __init__(self, layout: SheetLayout) -> None:
        self._layout = layout
        keys = ("hours", "minutes", "split", "begins", "ends", "breaks")
        moments = ("start", "date") if layout.times_make_a_length else ()
        self._columns = [one.index for one in layout.columns if one.key in (*keys, *moments)]
        self._columns += [one.unit_at for one in layout.columns if one.unit_at is not None]
        self._found: dict[tuple[str, ...], Duration] = {}
        lone = layout.column("hours")
        self._is_lone = lone is not None and self._columns == [lone.index] and lone.unit == "hours"

    def of(self, row: SheetRow) -> Duration:
        """The length of a row. Never raises."""
        cells, width = row.cells, len(row.cells)
        key = tuple([cells[at] if at < width else "" for at in self._columns])
        found = self._found.get(key)
        if found is None:
            found = self._of_lone(key[0]) if self._is_lone else None
            found = self._found[key] = found or duration_of(row, self._layout)
        return found

    def _of_lone(self, cell: str) -> Duration | None:
        """The length of a cell beside which no other column speaks; None where it says none, or more than a day has."""
        if _PLAIN_HOURS.fullmatch(cell) and not _LIKE_A_CLOCK.fullmatch(cell):
            hours: int | None = read_hours(cell).hours
            remarks: list[tuple[str, str]] = []
        else:
            column, remarks = self._layout.column("hours"), []
            try:
                hours = _read(cell, column, "hours", remarks) if column is not None else None
            except _Fault:
                return None
        if not hours or hours > _HOURS_OF_A_DAY:
            return None
        return Duration(hours=hours, written=hours, remarks=tuple(remarks))


def duration_of(row: SheetRow, layout: SheetLayout) -> Duration:
    """The length of a row. Never raises."""
    remarks: list[tuple[str, str]] = []
    written: int | None = None
    try:
        shares = _shares(row, layout)
        hours = written = _with_shares(_written(row, layout, remarks), shares, remarks)
        hours = _with_times(hours, row, layout, remarks)
        if hours is None:
            raise _Fault(("hours", "minutes", "ends"), "there are no hours here; write them like 6.5")
        if hours > _HOURS_OF_A_DAY:
            remarks.append(("hours", f"{show(hours)} hours are more than a day has; see that this is meant"))
        return Duration(hours=hours, written=written, remarks=tuple(remarks), shares=shares)
    except _Fault as fault:
        return Duration(written=written, fault=(fault.keys, fault.text), remarks=tuple(remarks))


def _cell(row: SheetRow, layout: SheetLayout, key: str) -> tuple[str, Column | None]:
    column = layout.column(key)
    return (row.cell(column.index), column) if column is not None else ("", None)


def _read(cell: str, column: Column, key: str, remarks: list[tuple[str, str]]) -> int | None:
    """One cell; None where it says nothing, 0 where it says 0 beside another column."""
    if not cell:
        return None
    is_said = column.is_said
    try:
        found = read_hours(cell, "minutes" if key == "minutes" else column.unit, are_ceus_hours=is_said)
    except ValueError as wrong:
        if amount(cell) == 0:
            return 0
        raise _Fault((key,), shortened(str(wrong), cell)) from None
    if found.remark:
        remarks.append((key, found.remark))
    if key == "hours" and (doubt := _doubt(cell, found.hours)):
        remarks.append((key, doubt))
    return found.hours


def _written(row: SheetRow, layout: SheetLayout, remarks: list[tuple[str, str]]) -> int | None:
    """What the columns of hours and of minutes say together."""
    (hours_cell, hours_column), (minutes_cell, minutes_column) = (
        _cell(row, layout, key) for key in ("hours", "minutes")
    )
    if hours_column is not None and hours_column.unit_at is not None and _FIGURE.fullmatch(hours_cell):
        hours_cell = f"{hours_cell} {row.cell(hours_column.unit_at)}".strip()
    hours = _read(hours_cell, hours_column, "hours", remarks) if hours_column is not None else None
    minutes = _read(minutes_cell, minutes_column, "minutes", remarks) if minutes_column is not None else None
    if hours is None or minutes is None:
        found = minutes if hours is None else hours
    elif hours and minutes and abs(hours - minutes) < MINUTE:
        return minutes  # the same length twice, and minutes are the more exact
    elif hours % HOUR == 0 and minutes < HOUR:
        found = hours + minutes
    else:
        said = f"“{hours_cell}” hours and “{minutes_cell}” minutes are neither the same nor two parts of one length"
        raise _Fault(("hours",), f"{said}; put one of them right")
    if found == 0:
        key, cell = ("hours", hours_cell) if hours is not None else ("minutes", minutes_cell)
        raise _Fault((key,), f"“{cell}” is not more than 0 hours")
    return found


def _shares(row: SheetRow, layout: SheetLayout) -> tuple[tuple[Column, int], ...]:
    """The hours of each subject area that has a column."""
    found: list[tuple[Column, int]] = []
    for column in layout.all_of("split"):
        cell = row.cell(column.index)
        if not cell or amount(cell) == 0:
            continue
        try:
            found.append((column, read_hours(cell, column.unit, are_ceus_hours=column.is_said).hours))
        except ValueError as wrong:
            raise _Fault(("split",), shortened(str(wrong), cell)) from None
    return tuple(found)


def _with_shares(
    hours: int | None, shares: tuple[tuple[Column, int], ...], remarks: list[tuple[str, str]]
) -> int | None:
    total = sum(part for _, part in shares)
    if not shares or hours == total:
        return hours
    if hours is None:
        return total
    if total > hours:
        text = f"the subject areas add up to {counted_hours(total)}, and the row says {show(hours)}; put it right"
        raise _Fault(("hours",), text)
    said = f"the subject areas add up to {counted_hours(total)} of {show(hours)}"
    remarks.append(
        ("hours", f"{said}, and the rest is taken to be of them too; where it is of none, put the row right")
    )
    return hours


def _with_times(hours: int | None, row: SheetRow, layout: SheetLayout, remarks: list[tuple[str, str]]) -> int | None:
    """The length by the times of day, or the hours where these agree with them."""
    span = _span(row, layout)
    if span is None:
        return hours
    lasting = span.lasts(by_24_hours=layout.is_by_24_hours)
    between = lasting.minutes if lasting is not None else None
    words = _words(row, layout)
    off = _breaks(row, layout, is_needed=hours is None)
    if hours is None and lasting is not None and (said := _as_taken(words, lasting)):
        remarks.append(("begins", said))
    if hours is None and between is not None and off:
        if off >= from_minutes(between):
            raise _Fault(("breaks",), f"the breaks are {long(off)}, and {words} is {long(from_minutes(between))}")
        remarks.append(("breaks", f"{words} is {long(from_minutes(between))}; {long(off)} of breaks were taken off"))
        return from_minutes(between) - off
    if hours is None:
        if between is None:
            raise _Fault(("ends", "begins"), f"{words} ends before it begins; write AM or PM, or the hours")
        if between >= _WHOLE_DAY:
            raise _Fault(("ends", "begins"), f"{words} is a whole day, which says no hours; write them like 6.5")
        if not (span.begins.is_marked and span.ends.is_marked) and between > 10 * 60:
            remarks.append(("begins", f"{words} is {long(from_minutes(between))}; see that this is meant"))
        return from_minutes(between)
    said_hours = hours
    half, day = 12 * 60, 24 * 60
    plain = span.ends.minutes - span.begins.minutes
    lengths = [plain + later for later in ((0, half, day) if plain <= 0 else (0,))]
    if between is not None and between not in lengths:
        lengths.append(between)
    times = [from_minutes(one) for one in lengths if one > 0]
    exact = next((one - less for one in times for less in (0, off) if abs(one - less - said_hours) < MINUTE), None)
    if exact is not None:
        return exact
    nearest = min((one for one in times if one > said_hours), default=None)
    if nearest is None or said_hours * 2 < nearest:
        is_said = f"are {length(times[0], ' hours')}" if times else "end before they begin"
        text = f"{words} {is_said}, and the row says {length(said_hours)}; put one of them right"
        raise _Fault(("hours", "minutes"), text)
    taken = f"{words} are {length(nearest, ' hours')}; {length(said_hours)}, as the row says, was taken"
    remarks.append(("hours", taken))
    return hours


def _as_taken(words: str, lasting: Lasting) -> str:
    """What to look at where times of day were not taken as they stand; "" where they were."""
    long_ = long(from_minutes(lasting.minutes))
    if lasting.past == "noon":
        return f"{words} was taken to go past noon: {long_}; where it does not, write AM or PM"
    if lasting.past:
        return f"{words} was taken to go past midnight: {long_}"
    return (
        f"{words} was taken to begin after noon: {long_}; where it does not, write AM or PM" if lasting.is_later else ""
    )


def _breaks(row: SheetRow, layout: SheetLayout, *, is_needed: bool) -> int:
    """What the columns of breaks say together. A number alone is of the unit of its heading, else minutes from 5 on.
    Words for none are none; what says no length is a fault where the times alone say how long it was."""
    total = 0
    ends: list[Clock] = []
    for column in layout.all_of("breaks"):
        cell = row.cell(column.index)
        if not cell or amount(cell) == 0 or folded(cell) in _NO_BREAK:
            continue
        is_end = bool(_ENDS_OF_A_BREAK & set(folded(column.heading).split()))
        if is_end and (clock := read_clock(cell)) is not None:
            ends.append(clock)
            continue
        between = read_clock_span(cell)
        if between is not None and (lasting := between.lasts(by_24_hours=layout.is_by_24_hours)) is not None:
            total += from_minutes(lasting.minutes)
            continue
        named = set(folded(column.heading).split())
        unit: Unit = "hours"
        if named & _MINUTES or (not named & _HOURS and cell.isdecimal() and int(cell) >= _LEAST_MINUTES):
            unit = "minutes"
        try:
            total += read_hours(cell, unit).hours
        except ValueError:
            if is_needed:
                text = f"“{cut(cell)}” does not say how long the break was; write it like 30 min, or none"
                raise _Fault(("breaks",), text) from None
    return total + (_between(ends, row, layout) if ends and is_needed else 0)


def _between(ends: list[Clock], row: SheetRow, layout: SheetLayout) -> int:
    """The break from a time of day to another one."""
    lasts = (ends[-1].minutes - ends[0].minutes) % (12 * 60) if len(ends) == 2 else 0
    if not 0 < lasts <= _MOST_OF_A_BREAK:
        cells = " to ".join(filter(None, (row.cell(column.index) for column in layout.all_of("breaks"))))
        raise _Fault(("breaks",), f"“{cut(cells)}” does not say how long the break was; write it like 30 min, or none")
    return from_minutes(lasts)


def _span(row: SheetRow, layout: SheetLayout) -> ClockSpan | None:
    (begins, column), (ends, _) = (_cell(row, layout, key) for key in ("begins", "ends"))
    if column is not None and (found := read_clock_span(begins)) is not None:
        return found
    if column is None:
        return _between_moments(row, layout)
    first, last = read_clock(begins), read_clock(ends)
    return ClockSpan(first, last) if first is not None and last is not None else None


def _between_moments(row: SheetRow, layout: SheetLayout) -> ClockSpan | None:
    """From the time of the first day to that of the last, or both times beside one day, where nothing else says a
    length. What ends on the next day goes past midnight."""
    if not layout.times_make_a_length or layout.column("hours") is not None or layout.column("minutes") is not None:
        return None
    (first_cell, _), (last_cell, column) = (_cell(row, layout, key) for key in ("start", "date"))
    if column is not None and column.holds_spans:
        return moment_span_of(last_cell)
    first, last = moment_of(first_cell), moment_of(last_cell)
    if first is None or last is None:
        return None
    span = ClockSpan(first[1], last[1])
    if first[0] != last[0] and (span.ends.minutes >= span.begins.minutes or not _is_next(first[0], last[0])):
        return None
    return span


def _is_next(first: str, last: str) -> bool:
    """Whether two days, as they are written, follow one another; whichever number is the month."""
    for order in ORDERS:
        try:
            one, other = (read_day(cell, DayOrder(slashes=order, dots=order), _ANY_DAY).day for cell in (first, last))
        except ValueError:
            continue
        if one + timedelta(days=1) == other:
            return True
    return False


def _words(row: SheetRow, layout: SheetLayout) -> str:
    keys = ("begins", "ends") if layout.column("begins") is not None else ("start", "date")
    cells = [_cell(row, layout, key)[0] for key in keys]
    return f"“{' to '.join(cell for cell in cells if cell)}”"


def _doubt(cell: str, hours: int) -> str:
    """What may be meant otherwise in a cell with hours; "" where nothing is."""
    if clock := _LIKE_A_CLOCK.fullmatch(cell):
        meant = f"{int(clock[1])}:{clock[2]}"
        return f"“{cell}” was read as {counted_hours(hours)}; where it means hours and minutes, write {meant}"
    if (late := _LATE.fullmatch(cell)) and _HALF_A_DAY <= hours <= _HOURS_OF_A_DAY:
        return f"“{cell}” was read as {counted_hours(hours)}; where it means minutes, write {int(late[1])}m"
    return ""
