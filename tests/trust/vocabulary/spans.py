"""Windows as the page "Windows" has them: years in a row, and cycles with their renewals and extensions."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

DAY = timedelta(days=1)


def later(day: date, months: int) -> date:
    """The same day of a month so many months later; the month's last where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def last_day(day: date, months: int) -> date:
    """The last day of a time that ends so many months later: the last of a month stays one."""
    moved = later(day, months)
    if (day + DAY).day > 1:
        return moved
    return date(moved.year, moved.month, monthrange(moved.year, moved.month)[1])


@dataclass(frozen=True)
class Span:
    """A window, both days inside."""

    name: str
    first: date
    last: date
    months: int
    """Of a whole window of this kind."""
    asks_from: date
    """The first day that a share of months is counted from: another than `first` where the window is a cut one."""
    closed: date | None = None
    """The day on which it was renewed: what came later counts for it no more."""

    def has(self, day: date) -> bool:
        """Whether the day lies inside."""
        return self.first <= day <= self.last

    def last_months(self, months: int) -> date:
        """The first day of its last months."""
        return later(self.last + DAY, -months)


class Years:
    """Fiscal or calendar years."""

    def __init__(self, window: Mapping[str, Any]) -> None:
        month, day = (int(part) for part in window.get("begins", "01-01").split("-"))
        self.month, self.day = month, day
        self.is_fiscal = window["kind"] == "fiscal-year"
        self.first: date = window.get("first", date.min)

    def at(self, on: date) -> Span | None:
        """The year that a day lies in; None before the first."""
        begins = date(on.year, self.month, self.day)
        if on < begins:
            begins = date(on.year - 1, self.month, self.day)
        if begins < self.first:
            return None
        ends = later(begins, 12) - DAY
        name = f"FY{ends.year % 100:02}" if self.is_fiscal else str(begins.year)
        return Span(name, begins, ends, 12, begins)

    def before(self, span: Span) -> Span | None:
        """The year before."""
        return self.at(span.first - DAY)


class Cycles:
    """Cycles of some years from the day of issue, the later ones after each renewal."""

    def __init__(self, window: Mapping[str, Any], credential: Mapping[str, Any], on: date) -> None:
        self.issued: date = credential["issued"]
        self.months = 12 * window["years"]
        self.back = DAY if window.get("ends") == "eve" else timedelta()
        extension = window.get("extension")
        steps = credential.get("step", ())
        marks = sorted(s["done"] for s in steps if extension and s["id"] == extension["step"] and s["done"] <= on)
        renewals = sorted(day for day in credential.get("renewed", ()) if day <= on)
        self.spans: list[Span] = []
        first, moved = self.issued, 0
        for number in range(1, 40):
            own = last_day(later(self.issued, self.months * number) - self.back, moved)
            last, whole_from, whole = own, first, self.months
            if number > 1:
                # A cycle that the one before left shorter asks by its months.
                whole_from = later(own + DAY, -self.months)
            if any(first <= day <= own for day in marks):
                months = extension["months"]
                last = last_day(own, months)
                whole += months
                if extension.get("next", "shorter") == "whole":
                    moved += months
            closed = next((day for day in renewals if day >= first), None)
            self.spans.append(Span(f"{first.year}-{last.year}", first, last, whole, min(first, whole_from), closed))
            if closed is None:
                break
            renewals = [day for day in renewals if day > max(last, closed)]
            first = last + DAY

    @property
    def now(self) -> Span:
        """The cycle in force: the first without a renewal."""
        return self.spans[-1]
