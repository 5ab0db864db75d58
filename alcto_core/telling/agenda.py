"""The days of an agenda, in words: what they give an entry, and where the entry has another one."""

from __future__ import annotations

from datetime import date

import msgspec

from alcto_core.dates import show
from alcto_core.entry.agenda import Agenda
from alcto_core.entry.agenda_days import AgendaDays, agenda_days
from alcto_core.importing.windows import Boundary, window_end
from alcto_core.overview import Overview


class DaysSaid(msgspec.Struct, frozen=True, kw_only=True):
    """The days of an agenda beside one person's records."""

    days: AgendaDays
    boundary: Boundary | None = None
    """Where a window ends between them."""

    @property
    def day(self) -> date | None:
        """The day that an entry with these sessions has: the last one. None where they belong to two entries."""
        return self.days.last if self.boundary is None else None

    @property
    def sentence(self) -> str:
        """Which days, and what of it an entry takes."""
        lines = self.days.lines
        by = f"by line {lines[0]}" if len(lines) == 1 else f"by lines {', '.join(map(str, lines))}"
        unsure = "" if self.days.has_year else "; no year is written there"
        if self.boundary is not None:
            return (
                f"The agenda goes from {show(self.days.first)} to {show(self.days.last)}, {by}, over "
                f"{show(self.boundary.day)}, {self.boundary.place}: log it as two entries."
            )
        if self.days.first == self.days.last:
            return f"The agenda is of {show(self.days.last)}, {by}{unsure}."
        return (
            f"The agenda goes from {show(self.days.first)} to {show(self.days.last)}, {by}{unsure}; "
            "the last day is that of the entry."
        )

    def contradicted(self, day: date | None) -> str:
        """That the entry has a day that is none of the agenda's; empty where it has not."""
        if day is None or self.days.hold(day):
            return ""
        return f"{self.sentence.partition('; ')[0].rstrip('.')}, and the entry of {show(day)}."

    def beside(self, day: date | None) -> str:
        """The same in a few words, for the field of the day."""
        if not self.contradicted(day):
            return ""
        first, last = show(self.days.first), show(self.days.last)
        return f"the agenda is of {last}" if first == last else f"the agenda goes from {first} to {last}"

    def asked(self, day: date) -> str:
        """The question whether that is meant; empty where the entry has a day of the agenda."""
        other = self.contradicted(day)
        return f"{other} Save it all the same?" if other else ""


def days_said(overview: Overview, agenda: Agenda, *, future: bool = False) -> DaysSaid | None:
    """The days that the headings of an agenda name; None where they name none. With `future` a day without a year lies
    ahead."""
    days = agenda_days(agenda.days, overview.on, future=future)
    if days is None:
        return None
    boundary = None
    if overview.records is not None and days.first < days.last:
        boundary = window_end(overview.records, overview.library, overview.on)(days.first, days.last)
    return DaysSaid(days=days, boundary=boundary)
