"""The cycles of a credential: where each begins and ends, which of them its renewals closed, and which is in force.

Due dates are the first due date plus whole cycles, always added to the original date, so a 29 February comes back.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

import msgspec

from alcto_core.dates import add_years
from alcto_core.dates import show as show_date
from alcto_core.records.types import Credential
from alcto_core.rules.vocabulary import Window, names
from alcto_core.rules.windows import NoWindow, Span, month_end, months_on, years_later

NO_DUE = "Neither cohort nor date of issue is recorded"
_DAY = timedelta(days=1)
_MONTHS_OF_A_YEAR = 12


class Renewal(NamedTuple):
    """One recorded day of a renewal, and what it did."""

    day: date
    cycle: int | None
    """Number of the cycle that it renews; None: it renews none."""
    again: int | None = None
    """The renewed cycle that it lies in, so that it is the same renewal."""


class Cycles:
    """The cycles of one credential.

    `due_from` is "cohort" or "issue": where the first due date comes from. `begins_from` is "due" or "issue": where
    a first cycle begins which a cohort's date makes longer than the window's years. What was granted after `on` is not
    known yet.
    """

    def __init__(
        self,
        window: Window,
        credential: Credential,
        due_from: str = "cohort",
        begins_from: str = "issue",
        on: date = date.max,
    ) -> None:
        self._years = window.years or 1
        self._credential = credential
        self._window = window
        self._begins_from = begins_from
        self._granted = tuple(
            mark.done
            for mark in credential.steps
            if window.extension is not None and mark.id == window.extension.step and mark.was_done(on) and mark.done
        )
        cohort = (credential.cohort or "").strip().casefold()
        listed = next((known for known in window.cohort if known.name.strip().casefold() == cohort), None)
        issue_due = self._due_from_issue(0)
        self.readings_differ = bool(listed and issue_due and listed.due != issue_due)
        self._given: date | None = None
        """The first due date, where it was published or stands in the record; else it follows from the day of issue."""
        self._cites, self._basis = names(window.cite), ""
        if listed and (due_from == "cohort" or issue_due is None):
            self._given, self._cites = listed.due, names(listed.cite)
            self._basis = f"cohort {listed.name}: first due {show_date(listed.due)}"
        elif issue_due and credential.issued:
            self._basis = self._issue_words(credential.issued)
        elif credential.due is not None:
            self._given, self._basis = credential.due, f"{show_date(credential.due)} in the record"
        self._is_recorded = self._given is not None and listed is None
        self.starts_differ = bool(
            listed and self._given and credential.issued and credential.issued < add_years(listed.due, -self._years)
        )
        """Whether the day of issue lies more than the window's years before the cohort's date."""
        self.first_due = None if self._given is None and issue_due is None else self.due(0)

    def in_force(self, on: date) -> Span | NoWindow:
        """The first cycle that no renewal on or before `on` renewed."""
        credential = self._credential
        if credential.renewed is None:
            if self.first_due is None or on <= self.first_due:
                return self.numbered(0, on)
            cycle = 0
            while self.due(cycle) < on:
                cycle += 1
            span = self.numbered(cycle, on)
            # Nobody recorded whether it was renewed.
            return span if isinstance(span, NoWindow) else msgspec.structs.replace(span, renewed=None)
        return self.numbered(self.renewed_by(on), on)

    def numbered(self, cycle: int, on: date) -> Span | NoWindow:
        """The cycle with this number, from 0."""
        if self.first_due is None:
            return NoWindow(why=self._unknown_due(), applies=True)
        renewals = self.renewals(on)
        now = _count(renewals)
        start = self.start(cycle)
        due = self._credential.due if cycle == now else None
        if due is not None and cycle and due < start:
            due = None  # it belongs to a cycle that was renewed
        end = due or self.due(cycle)
        if start > end:
            why = (
                f"The record says issued {show_date(start)}, after the due date {show_date(end)}; "
                "put the date of issue or the cohort right, or write `due`."
            )
            return NoWindow(why=why, applies=True)
        return Span(
            name=str(start.year) if start.year == end.year else f"{start.year}-{end.year}",
            start=start,
            end=end,
            window=self._window,
            cycle=cycle,
            basis=self._basis_of(cycle, due),
            renewed=cycle < now,
            renewed_on=next((renewal.day for renewal in renewals if renewal.cycle == cycle), None),
            full_start=self._full_start(cycle),
            cites=self._cites,
        )

    def renewals(self, on: date) -> tuple[Renewal, ...]:
        """What each recorded day up to `on` renewed: the oldest cycle that no day before it had, if that had begun.

        A day inside a cycle that is renewed already is the same renewal; what came before the first cycle began
        renewed none.
        """
        found: list[Renewal] = []
        cycle = 0
        for day in sorted({day for day in self._credential.renewed or () if day <= on}):
            if self._had_begun(cycle, day):
                found.append(Renewal(day, cycle))
                cycle += 1
            else:
                found.append(Renewal(day, None, cycle - 1 if cycle else None))
        return tuple(found)

    def renewed_by(self, on: date) -> int:
        """How many cycles were renewed by a day."""
        return _count(self.renewals(on))

    def start(self, cycle: int) -> date:
        """The first day of a cycle. A due date in the record moves the end of one and nothing else."""
        if cycle:
            return self.due(cycle - 1) + _DAY
        first_due, issued = self._usual_due(0), self._credential.issued
        if issued is None:
            return years_later(self._window, first_due, -self._years) + _DAY
        if self.starts_differ and self._begins_from == "due":
            return add_years(first_due, -self._years)
        return issued

    def due(self, cycle: int) -> date:
        """The last day of a cycle, whatever the record says of the one in force; later where an extension was granted.
        Asked only where there is a first."""
        return self._end(cycle)[0]

    def extended(self, cycle: int) -> bool:
        """Whether an extension was granted in a cycle, before its own end."""
        return self._end(cycle)[1]

    def _end(self, cycle: int) -> tuple[date, bool]:
        """The last day of a cycle, and whether an extension moved it."""
        extension = self._window.extension
        if extension is None or not self._granted:
            return self._usual_due(cycle), False
        begin, shift, end, is_granted = self.start(0), 0, date.min, False
        for number in range(cycle + 1):
            usual = months_on(self._usual_due(number), shift)
            is_granted = any(begin <= day <= usual for day in self._granted)
            end = months_on(usual, extension.months) if is_granted else usual
            shift += extension.months if is_granted and extension.next == "whole" else 0
            begin = end + _DAY
        return end, is_granted

    def _usual_due(self, cycle: int) -> date:
        """The last day of a cycle without any extension."""
        since = self._given or self._credential.issued
        due = self._due_from_issue(cycle) if self._given is None else self._given
        assert since is not None and due is not None
        if self._given is not None and cycle:
            due = years_later(self._window, due, self._years * cycle)
        for pause in sorted(self._window.pause, key=lambda pause: pause.since):
            if since <= pause.until and pause.since <= due:
                due += pause.until - max(pause.since, since) + _DAY
        return due

    def _due_from_issue(self, cycle: int) -> date | None:
        """The last day of a cycle by the day of issue; None where something is missing that it turns on."""
        issued, years = self._credential.issued, self._years * (cycle + 1)
        if issued is None:
            return None
        match self._window.ends:
            case "anniversary":
                return add_years(issued, years)
            case "eve":
                return add_years(issued, years) - _DAY
        first = self._first_fixed(issued)
        return None if first is None else years_later(self._window, first, self._years * cycle)

    def _first_fixed(self, issued: date) -> date | None:
        """The fixed last day of the first cycle."""
        if self._window.first_cycle == "year":
            return self._fixed_in(issued.year + self._years)
        eve = add_years(issued, self._years) - _DAY
        years = self._ending(range(eve.year - self._years, eve.year + self._years + 1))
        days = [day for year in years if (day := self._fixed_in(year)) is not None]
        if self._window.first_cycle == "longer":
            return min((day for day in days if day >= eve), default=None)
        return max((day for day in days if day <= eve), default=None)

    def _ending(self, years: range) -> range:
        """Those of some years in which cycles may end; none where nobody set the number that they are like."""
        if self._window.year_like is None:
            return years
        like = self._number_set(self._window.year_like)
        return range(0) if like is None else years[(like - years.start) % self._years :: self._years]

    def _fixed_in(self, year: int) -> date | None:
        """The day of a year on which cycles end; None where nobody set its month."""
        if self._window.ends == "month":
            return None if self._month is None else month_end(year, self._month)
        month, day = (int(part) for part in self._window.ends.split("-"))
        return date(year, month, day)

    @property
    def _month(self) -> int | None:
        value = self._number_set(self._window.month)
        return value if value is not None and 1 <= value <= _MONTHS_OF_A_YEAR else None

    def _number_set(self, setting: str | None) -> int | None:
        """The whole number that a setting says; None where it says none."""
        value = self._credential.settings.get(setting or "")
        return value if isinstance(value, int) and not isinstance(value, bool) else None

    def _full_start(self, cycle: int) -> date | None:
        """The first day of the whole window in whose middle the first cycle began, or one after an extension that makes
        it shorter."""
        extension = self._window.extension
        if cycle and extension is not None and extension.next == "shorter" and self.extended(cycle - 1):
            return self._usual_due(cycle - 1) + _DAY
        if cycle or self._window.ends in {"anniversary", "eve"}:
            return None
        whole = years_later(self._window, self.due(0), -self._years) + _DAY
        return whole if whole < self.start(0) else None

    def _had_begun(self, cycle: int, day: date) -> bool:
        """Whether a cycle had begun on a day, so that it could be renewed then."""
        if self.first_due is None:
            return True
        if cycle:
            return day >= self.start(cycle)
        if self._is_recorded:
            # Where only a due date is known, a day long before it renewed the cycle before.
            return day >= add_years(self.first_due, -1)
        issued = self._credential.issued
        return day >= self.start(0) and (issued is None or day > issued)

    def _unknown_due(self) -> str:
        credential = self._credential
        if credential.issued is not None:
            return self._unknown_day()
        if cohort := (credential.cohort or "").strip():
            return (
                f"No due date is known for cohort {cohort}; "
                "write the date of issue (`issued`) or the due date (`due`) from the authority's letter."
            )
        way = f"alcto credential change {credential.id} --cohort NAME"
        return f"{NO_DUE}; `{way}` records it, and `--issued DATE` in its place the day on the certificate."

    def _unknown_day(self) -> str:
        id, setting = self._credential.id, self._window.month
        if self._window.ends != "month" or self._month is not None:
            like = self._window.year_like
            is_set = self._credential.settings.get(like or "") is not None
            wrong = f"“{like}” is no whole number" if is_set else f"“{like}” is not set"
            return (
                f"The years in which cycles end turn on a number, and {wrong}; write it: "
                f"`alcto credential change {id} --setting {like}=NUMBER`."
            )
        value = self._credential.settings.get(setting or "")
        wrong = f"“{setting}” is no month" if value is not None else f"“{setting}” is not set"
        return (
            f"The last day of a cycle turns on a month, and {wrong}; write it as a number from 1 to 12: "
            f"`alcto credential change {id} --setting {setting}=7` for July."
        )

    def _issue_words(self, issued: date) -> str:
        years = "one year" if self._years == 1 else f"{self._years} years"
        match self._window.ends:
            case "anniversary":
                return f"{years} from issue on {show_date(issued)}"
            case "eve":
                return f"the day before the anniversary, {years} from issue on {show_date(issued)}"
        beside = {"longer": "after", "year": "in the year"}.get(self._window.first_cycle or "", "within")
        return f"the fixed last day {beside} {years} from issue on {show_date(issued)}"

    def _basis_of(self, cycle: int, override: date | None) -> str:
        if override is not None:
            return "The due date is the one in the record."
        later = f", plus {self._years * cycle} years" if cycle else ""
        inferred = f" {self._window.inferred}" if cycle and self._window.inferred else ""
        extension = self._window.extension
        if extension is not None and self.extended(cycle):
            later += f", and an extension of {extension.months} months"
        return f"Due date: {self._basis}{later}.{inferred}"


def _count(renewals: tuple[Renewal, ...]) -> int:
    return sum(1 for renewal in renewals if renewal.cycle is not None)
