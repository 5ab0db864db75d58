"""Where a span of days goes over the end of a window: its hours then belong to two of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from alcto_core.evaluation.evaluate import windows_of
from alcto_core.hours import HUNDREDTH, length
from alcto_core.records.types import Records
from alcto_core.rules.library import Library

_DAY = timedelta(days=1)


class Boundary(NamedTuple):
    """A day after which hours belong to another window, or to one for the first time."""

    window: str
    """Which window it is the end of, or the one that begins after it."""
    day: date
    """The last day before."""
    is_end: bool

    @property
    def place(self) -> str:
        return f"where {self.window} ends" if self.is_end else f"and {self.window} begins the day after"


WindowEnd = Callable[[date, date], "Boundary | None"]
"""Gives a boundary between two days, the second one left out."""


def window_end(records: Records, library: Library, on: date) -> WindowEnd:
    """Where the windows of every credential in the records end, and where the first of each begins."""

    @cache
    def ended(until: int) -> tuple[Boundary, ...]:
        return tuple(_bounds(records, library, on, max(on, date(until, 12, 31))))

    def found(first: date, last: date) -> Boundary | None:
        return next((one for one in ended(last.year) if first <= one.day < last), None)

    return found


def _bounds(records: Records, library: Library, on: date, until: date) -> Iterator[Boundary]:
    begun = []
    for credential in records.credentials:
        windows = windows_of(records, credential, library, on, until)
        for span in windows:
            yield Boundary(f"{span.name} of {credential.id}", span.end, is_end=True)
        if windows and (first := min(windows, key=lambda span: span.start)).start > date.min:
            # What lies before the first window counts in none, so its hours must not go into that one either.
            begun.append(Boundary(f"{first.name} of {credential.id}", first.start - _DAY, is_end=False))
    yield from begun


def two_entries(first: date, last: date, end: date, hours: int | None, title: str) -> str:
    """The two rows that such a span becomes, the hours divided as the days are."""
    if hours is None:
        return f"{end.isoformat()} and {last.isoformat()}"
    days, before = (last - first).days + 1, (end - first).days + 1
    part = hours * before // days // HUNDREDTH * HUNDREDTH
    return (
        f"{end.isoformat()} “{title}” with {length(part, ' hours')} and {last.isoformat()} “{title}” with "
        f"{length(hours - part, ' hours')}, where each day had as many"
    )
