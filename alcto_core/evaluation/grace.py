"""A time of grace that asks for more than was missing: how much, and until when that holds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from alcto_core.dates import add_months, whole_months
from alcto_core.dates import show as show_date
from alcto_core.hours import Hours, exact, show_asked
from alcto_core.rules.vocabulary import names
from alcto_core.rules.windows import Span

_DAY = timedelta(days=1)


class Added(NamedTuple):
    """What is asked on top of a window that was not met at its end."""

    hours: Hours
    last: date
    """The last day on which no more than this is asked on top."""
    text: str
    """The same as a sentence."""
    cites: tuple[str, ...]


def added(span: Span, until: date) -> Iterator[Added]:
    """What a time of grace asks on top, one after the other as it grows up to a day; nothing where it never does."""
    grace = span.window.grace
    if grace is None or (grace.more is None and grace.more_each_month is None):
        return
    once, monthly = exact(grace.more or 0), exact(grace.more_each_month or 0)
    begun = min(grace.months, whole_months(span.end + _DAY, until) + 1)
    for month in range(1, begun + 1) if monthly else (begun,):
        hours = once + month * monthly
        last = until if month == begun else min(until, add_months(span.end + _DAY, month) - _DAY)
        text = f"{show_asked(hours)} h more are asked, as it was not met on {show_date(span.end)}"
        if monthly:
            text += f"; for each month begun since then it is {show_asked(monthly)} h"
        yield Added(hours, last, f"{text}.", names(grace.cite))
