"""Which span of days a credential is judged in: fiscal years, calendar years and cycles.

Both ends are inside. Years are added to the original date, never to a shifted one, so a 29 February comes back.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import msgspec

from alcto_core.dates import add_months, add_years, days_in_month, whole_months
from alcto_core.dates import show as show_date
from alcto_core.rules.vocabulary import Window, names

YEARS = frozenset({"fiscal-year", "calendar-year"})
"""Kinds of windows that follow each other by themselves, so that one may be missed while the next one runs."""
_DAY = timedelta(days=1)


class Span(msgspec.Struct, frozen=True, kw_only=True):
    """A window as it falls for one credential."""

    name: str
    start: date
    end: date
    window: Window
    cycle: int = 0
    """Number of the cycle, from 0; always 0 for other windows."""
    basis: str = ""
    """Where the end comes from, as a sentence."""
    renewed: bool | None = False
    """Whether the authority renewed it, so that the cycle is closed; None: the person does not know."""
    renewed_on: date | None = None
    """The day on which it was renewed: what is done later counts for it no more."""
    full_start: date | None = None
    """Where it began in the middle of a whole window: the first day of that one."""
    cites: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether it has neither end."""
        return self.window.kind == "open"

    @property
    def has_deadline(self) -> bool:
        """Whether something is due at its end."""
        return self.window.kind not in {"open", "rolling"}

    @property
    def months(self) -> int:
        """Months of the whole window. The anniversary that a cycle ends on makes no month more; the eve of one that
        began on 29 February and was extended by a year, the 27th of a leap year, none less."""
        return 1 if self.is_open else max(1, whole_months(self.full_start or self.start, self.end + 2 * _DAY))

    def months_owed(self, since: date | None) -> int:
        """Months of it that are owed from a day on (None: from its first), the one that holds the day as a whole."""
        begun = max(since or self.start, self.start)
        return max(1, self.months - whole_months(self.full_start or self.start, begun))

    @property
    def grace_end(self) -> date:
        """The last day on which what is missing may still be earned: nothing is any more once it was renewed."""
        if self.window.grace is None:
            return self.end
        last = months_on(self.end, self.window.grace.months)
        return last if self.renewed_on is None else max(self.end, min(last, self.renewed_on))

    @property
    def submit_end(self) -> date:
        """The last day on which what was earned in time may be handed in."""
        return self.end + timedelta(days=self.window.submit.days) if self.window.submit else self.end


class NoWindow(msgspec.Struct, frozen=True, kw_only=True):
    """Why there is no window on a date."""

    why: str
    applies: bool
    """True: the program asks something, but a fact is missing; False: it asks for nothing then."""


def main_windows(windows: tuple[Window, ...]) -> tuple[Window, ...]:
    """The windows that a credential is judged in, oldest first; the others divide them."""
    return tuple(window for window in windows if window.part_of is None)


def year_containing(windows: tuple[Window, ...], day: date) -> Span | NoWindow:
    """The fiscal or calendar year (or the window of several years) that holds `day`.

    Where the length changed, a window that began under the old length runs to its end.
    """
    for window in reversed(windows):
        span = _year_of(window, day)
        if span is not None and (window.last is None or span.start <= window.last):
            if window is not windows[0] and window.first is not None and span.start < window.first:
                continue
            return span
    begins = windows[0].first
    if begins is not None and day < begins:
        return NoWindow(why=f"The first window begins on {show_date(begins)}.", applies=False)
    return NoWindow(why="No window is open on this day.", applies=False)


def _year_of(window: Window, day: date) -> Span | None:
    length = window.years or 1
    month, first_day = (int(part) for part in (window.begins or "01-01").split("-"))
    if length > 1 and window.first is not None:
        start = window.first
        while add_years(start, length) <= day:
            start = add_years(start, length)
    else:
        start = date(day.year, month, first_day)
        if start > day:
            start = date(day.year - 1, month, first_day)
    if start > day or (window.first is not None and start < window.first):
        return None
    end = add_years(start, length) - _DAY
    if length > 1:
        name = f"{start.year}-{end.year}"
    else:
        name = f"FY{end.year % 100:02d}" if window.kind == "fiscal-year" else str(end.year)
    return Span(name=name, start=start, end=end, window=window, cites=names(window.cite))


def years_between(windows: tuple[Window, ...], first: date, last: date) -> list[Span]:
    """Every year from the one that holds `first` to the one that holds `last`, oldest first."""
    spans: list[Span] = []
    begins = windows[0].first
    day = max(first, begins) if begins else first
    while day <= last:
        span = year_containing(windows, day)
        if isinstance(span, NoWindow):
            break
        spans.append(span)
        day = span.end + _DAY
    return spans


def months_from(window: Window, day: date, months: int) -> Span:
    """The window of some months from a day in the records. Its last day is the same day of the month."""
    end = add_months(day, months)
    basis = f"{months} months from {show_date(day)}."
    return Span(name=f"{day.year}-{end.year}", start=day, end=end, window=window, basis=basis, cites=names(window.cite))


def rolling(window: Window, on: date) -> Span:
    """The last months, up to and with the date asked about."""
    months = window.months or 12
    name = f"last {months} months"
    return Span(name=name, start=add_months(on, -months) + _DAY, end=on, window=window, cites=names(window.cite))


def always(window: Window) -> Span:
    """A window without ends."""
    return Span(name="", start=date.min, end=date.max, window=window, cites=names(window.cite))


def parts_of(windows: tuple[Window, ...], span: Span) -> tuple[tuple[str, Span], ...]:
    """The whole parts that other windows divide this one into, with the id of the window that divides.

    A window without ends has no parts.
    """
    if span.is_open:
        return ()
    found: list[tuple[str, Span]] = []
    for window in windows:
        if window.part_of != span.window.id:
            continue
        if window.kind == "cycle":
            inside = _anniversaries(window, span)
        else:
            inside = years_between((window,), span.start, span.end)
        found += [(window.id, part) for part in map(_inside(span), inside) if part is not None]
    return tuple(found)


def _inside(span: Span) -> Callable[[Span], Span | None]:
    """Parts that lie whole in a window.

    A later cycle begins on the day after a due date, which may be the second day of a year: that year is its own.
    """

    def cut(part: Span) -> Span | None:
        if part.end > span.end or part.start + _DAY < span.start:
            return None
        return msgspec.structs.replace(part, start=max(part.start, span.start))

    return cut


def _anniversaries(window: Window, span: Span) -> list[Span]:
    found: list[Span] = []
    years, length = window.years or 1, span.window.years or 1
    begin, number = span.full_start or span.start, 0
    # A due date that the record moved makes the last part longer; a pause makes more of them.
    last = length // years if length % years == 0 and not span.window.pause else 0
    start = span.start
    while start <= span.end:
        number += 1
        if span.cycle or span.full_start:
            end = years_later(span.window, begin - _DAY, years * number)
        else:
            end = add_years(begin, years * number) - _DAY
        # A cycle that begins the day after a due date ends on its anniversary, which belongs to its last year.
        if (span.end - end).days == 1 or number == last:
            end = span.end
        end = min(end, span.end)
        if end < start:
            continue
        whole = begin if start > begin and not found else None
        name = f"year {number}"
        found.append(Span(name=name, start=start, end=end, window=window, full_start=whole, cites=names(window.cite)))
        start = end + _DAY
    return found


def years_later(window: Window, day: date, years: int) -> date:
    """The last day of a window, some years after (or before) another one's."""
    later = add_years(day, years)
    return month_end(later.year, later.month) if window.ends == "month" else later


def months_on(end: date, months: int) -> date:
    """A last day some months later: six months from the last of September end on the last of March, not on the
    thirtieth."""
    if not months:
        return end
    if months >= (date.max.year - end.year) * 12:
        return date.max  # a number of months that no calendar holds
    return max(add_months(end, months), add_months(end + _DAY, months) - _DAY)


def months_before_end(end: date, months: int) -> date:
    """The first day of the last so many months before a last day: six before 30 June begin on 1 January."""
    return date.min if months >= (end.year - 1) * 12 else add_months(end + _DAY, -months)


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, days_in_month(year, month))
