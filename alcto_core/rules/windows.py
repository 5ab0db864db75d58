"""Which span of days a credential is judged in: fiscal years, calendar years and cycles.

Both ends are inside. Years are added to the original date, never to a shifted one, so a 29 February comes back.
"""

from __future__ import annotations

from datetime import date, timedelta

import msgspec

from alcto_core.dates import add_years
from alcto_core.dates import show as show_date
from alcto_core.records.types import Credential
from alcto_core.rules.vocabulary import Window, names

_DAY = timedelta(days=1)


class Span(msgspec.Struct, frozen=True, kw_only=True):
    """A window as it falls for one credential."""

    name: str
    start: date
    end: date
    cycle: int = 0
    """Number of the cycle, from 0; always 0 for years."""
    basis: str = ""
    """Where the end comes from, as a sentence."""
    renewed: bool | None = False
    """Whether the authority renewed it, so that the cycle is closed; None: the person does not know."""
    cites: tuple[str, ...] = ()


class NoWindow(msgspec.Struct, frozen=True, kw_only=True):
    """Why there is no window on a date."""

    why: str
    applies: bool
    """True: the programme asks something, but a fact is missing; False: it asks for nothing then."""


def year_containing(window: Window, day: date) -> Span | NoWindow:
    """The fiscal or calendar year that holds `day`."""
    month, first_day = (int(part) for part in (window.begins or "01-01").split("-"))
    begins = date(day.year, month, first_day)
    if begins > day:
        begins = date(day.year - 1, month, first_day)
    if window.first is not None and begins < window.first:
        return NoWindow(why=f"The first window begins on {show_date(window.first)}.", applies=False)
    end = add_years(begins, 1) - _DAY
    name = f"FY{end.year % 100:02d}" if window.kind == "fiscal-year" else str(end.year)
    return Span(name=name, start=begins, end=end, cites=names(window.cite))


def years_between(window: Window, first: date, last: date) -> list[Span]:
    """Every year from the one that holds `first` to the one that holds `last`, oldest first."""
    spans: list[Span] = []
    day = max(first, window.first) if window.first else first
    while day <= last:
        span = year_containing(window, day)
        if isinstance(span, NoWindow):
            break
        spans.append(span)
        day = span.end + _DAY
    return spans


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
            start = add_years(end, -self._years) + _DAY
        if start > end:
            return NoWindow(
                why=f"The record says issued {show_date(start)}, after the due date {show_date(end)}; "
                "put the date of issue or the cohort right, or write `due`.",
                applies=True,
            )
        return Span(
            name=f"{start.year}-{end.year}",
            start=start,
            end=end,
            cycle=cycle,
            basis=self._basis_of(cycle, override),
            renewed=cycle < self._renewals(on),
            cites=self._cites,
        )

    def _renewals(self, on: date) -> int:
        return sum(1 for day in self._credential.renewed or () if day <= on)

    def _due(self, cycle: int) -> date:
        assert self._origin is not None
        day, years = self._origin
        return add_years(day, years + self._years * cycle)

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
