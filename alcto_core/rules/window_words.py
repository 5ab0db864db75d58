"""Lengths and last days of windows in words: "3 years", "1 October to 30 September"."""

from __future__ import annotations

from datetime import date, timedelta

from alcto_core.dates import add_years
from alcto_core.rules.vocabulary import Window


def last_day(window: Window) -> str:
    """On which day a cycle ends, where that is not the anniversary of its first day."""
    match window.ends:
        case "anniversary":
            return ""
        case "eve":
            return "it ends the day before the anniversary of its first day"
        case "month":
            day = f"the last day of the month that the setting {window.month} tells"
        case _:
            fixed = date.fromisoformat(f"2001-{window.ends}")
            day = f"{fixed.day} {fixed:%B}"
    if window.year_like is not None:
        day += f" of years that are like the number that the setting {window.year_like} tells"
    first = {
        "longer": "the first such day after them",
        "year": "that day of the year so many years after that of issue",
    }
    return f"it ends on {day}, a first cycle on {first.get(window.first_cycle or '', 'the last such day within them')}"


def years(number: int | None) -> str:
    return "one year" if number == 1 else f"{number} years"


def year_words(begins: str) -> str:
    """ "10-01" → "1 October to 30 September"."""
    first = date.fromisoformat(f"2001-{begins}")
    last = add_years(first, 1) - timedelta(days=1)
    return f"{first.day} {first:%B} to {last.day} {last:%B}"
