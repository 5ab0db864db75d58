"""A span of time from today on, as it is typed: `60d`, `8w`, `2m`, `1y`, or days alone."""

from __future__ import annotations

import re
from datetime import date, timedelta

from alcto_core.dates import add_months, add_years
from alcto_core.entry.answer import Taken, Wrong
from alcto_core.patterns import late

_SPAN = late(r"(\d{1,4}) ?(d|days?|w|weeks?|m|months?|y|years?)?", re.IGNORECASE)


def read_ahead(word: str, today: date) -> Taken[date]:
    """The last day of the span. Raises `ValueError`."""
    found = _SPAN.fullmatch(word.strip())
    if found is None:
        raise Wrong(f"“{word}” is no span of time", "write 60d, 8w, 2m or 1y")
    number, unit = int(found[1]), (found[2] or "d")[0].lower()
    try:
        if unit == "y":
            return Taken(add_years(today, number))
        if unit == "m":
            return Taken(add_months(today, number))
        return Taken(today + timedelta(days=number * (7 if unit == "w" else 1)))
    except (OverflowError, ValueError):
        raise Wrong(f"“{word}” goes beyond the last day that there is", "write a shorter span") from None
