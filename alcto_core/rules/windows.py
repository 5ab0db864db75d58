"""Which span of days a credential is judged in: fiscal years, calendar years and cycles.

Both ends are inside. Years are added to the original date, never to a shifted one, so a 29 February comes back.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import msgspec

from alcto_core.dates import add_months, add_years
from alcto_core.dates import show as show_date
from alcto_core.records.types import Credential
from alcto_core.rules.vocabulary import Window, names

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
    def grace_end(self) -> date:
        """The last day on which what is missing may still be earned."""
        if self.window.grace is None:
            return self.end
        months = self.window.grace.months
        # Six months from the last of September end on the last of March, not on the thirtieth.
        return max(add_months(self.end, months), add_months(self.end + _DAY, months) - _DAY)

    @property
    def submit_end(self) -> date:
        """The last day on which what was earned in time may be handed in."""
        return self.end + timedelta(days=self.window.submit.days) if self.window.submit else self.end


class NoWindow(msgspec.Struct, frozen=True, kw_only=True):
    """Why there is no window on a date."""

    why: str
    applies: bool
    """True: the programme asks something, but a fact is missing; False: it asks for nothing then."""


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
    years, found, start, number = window.years or 1, [], span.start, 0
    while start <= span.end:
        number += 1
        end = min(add_years(span.start, years * number) - _DAY, span.end)
        # A cycle that begins the day after a due date ends on its anniversary, which belongs to its last year.
        if (span.end - end).days == 1:
            end = span.end
        found.append(Span(name=f"year {number}", start=start, end=end, window=window, cites=names(window.cite)))
        start = end + _DAY
    return found


class Cycles:
    """The cycles of a credential: where they begin and end, and which of them is in force."""

    def __init__(self, window: Window, credential: Credential, due_from: str = "cohort") -> None:
        self._years = window.years or 1
        self._credential = credential
        self._window = window
        cohort = (credential.cohort or "").strip().casefold()
        listed = next((known for known in window.cohort if known.name.casefold() == cohort), None)
        issue_due = add_years(credential.issued, self._years) if credential.issued else None
        self.readings_differ = bool(listed and issue_due and listed.due != issue_due)
        self._origin: tuple[date, int] | None = None
        """The date that years are added to, and how many before the first due date."""
        if listed and (due_from == "cohort" or issue_due is None):
            self._origin, self._cites = (listed.due, 0), names(listed.cite)
            self._basis = f"cohort {listed.name}: first due {show_date(listed.due)}"
        elif issue_due and credential.issued:
            self._origin, self._cites = (credential.issued, self._years), names(window.cite)
            self._basis = f"{self._years} years from issue on {show_date(credential.issued)}"
        else:
            self._cites, self._basis = names(window.cite), ""
        self.first_due = self._due(0) if self._origin is not None else None

    def in_force(self, on: date) -> Span | NoWindow:
        """The first cycle without a renewal on or before `on`."""
        credential = self._credential
        if credential.renewed is None:
            if self.first_due is None or on <= self.first_due:
                return self.numbered(0, on)
            cycle = 0
            while self._due(cycle) < on:
                cycle += 1
            span = self.numbered(cycle, on)
            return span if isinstance(span, NoWindow) else msgspec.structs.replace(span, renewed=None)
        return self.numbered(self._renewals(on), on)

    def numbered(self, cycle: int, on: date) -> Span | NoWindow:
        """The cycle with this number, from 0."""
        credential = self._credential
        in_force = cycle == self._renewals(on)
        override = credential.due if in_force else None
        if self.first_due is None and override is None:
            return NoWindow(why=self._unknown_due(), applies=True)
        end = override or self._due(cycle)
        if cycle and self.first_due is not None:
            start = self._due(cycle - 1) + _DAY
        elif not cycle and credential.issued is not None:
            start = credential.issued
        else:
            # A due date in the record moves the end and nothing else.
            start = add_years(self.first_due or end, -self._years) + _DAY
        if start > end:
            why = (
                f"This cycle began on {show_date(start)}, after the due date {show_date(end)} in the record; "
                "put `due` right, or take it out."
                if cycle
                else f"The record says issued {show_date(start)}, after the due date {show_date(end)}; "
                "put the date of issue or the cohort right, or write `due`."
            )
            return NoWindow(why=why, applies=True)
        return Span(
            name=f"{start.year}-{end.year}",
            start=start,
            end=end,
            window=self._window,
            cycle=cycle,
            basis=self._basis_of(cycle, override),
            renewed=cycle < self._renewals(on),
            cites=self._cites,
        )

    def _renewals(self, on: date) -> int:
        """How many cycles were renewed by `on`. What came before the first cycle began renewed none of them."""
        began = date.min
        if self._origin is not None:
            day, years = self._origin
            began = day if years else add_years(day, -self._years)
        return sum(1 for day in self._credential.renewed or () if began < day <= on)

    def _due(self, cycle: int) -> date:
        assert self._origin is not None
        day, years = self._origin
        due = add_years(day, years + self._years * cycle)
        for pause in sorted(self._window.pause, key=lambda pause: pause.since):
            if day <= pause.until and pause.since <= due:
                due += pause.until - max(pause.since, day) + _DAY
        return due

    def _unknown_due(self) -> str:
        if self._credential.cohort:
            return (
                f"No due date is known for cohort {self._credential.cohort}; "
                "write the date of issue (`issued`) or the due date (`due`) from the authority's letter."
            )
        return "Neither cohort nor date of issue is recorded; write `cohort`, `issued` or `due`."

    def _basis_of(self, cycle: int, override: date | None) -> str:
        if override is not None:
            return "The due date is the one in the record."
        later = f", plus {self._years * cycle} years" if cycle else ""
        inferred = f" {self._window.inferred}" if cycle and self._window.inferred else ""
        return f"Due date: {self._basis}{later}.{inferred}"
