"""Where a span of days goes over the end of a window: its hours then belong to two of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache

from alcto_core.evaluation.evaluate import windows_of
from alcto_core.hours import HUNDREDTH, length
from alcto_core.records.types import Records
from alcto_core.rules.library import Library

WindowEnd = Callable[[date, date], "tuple[str, date] | None"]
"""Gives the name and the last day of a window that ends between two days, the second one left out."""


def no_window_ends(_first: date, _last: date) -> None:
    """Of records without windows."""


def window_end(records: Records | None, library: Library, on: date) -> WindowEnd:
    """The ends of the windows of every credential in the records."""

    @cache
    def ended(until: int) -> tuple[tuple[str, date], ...]:
        return (
            tuple(
                (f"{span.name} of {credential.id}", span.end)
                for credential in (records.credentials if records is not None else ())
                for span in windows_of(records, credential, library, on, max(on, date(until, 12, 31)))
            )
            if records is not None
            else ()
        )

    def found(first: date, last: date) -> tuple[str, date] | None:
        return next((one for one in ended(last.year) if first <= one[1] < last), None)

    return found


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
