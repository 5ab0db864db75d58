"""Dates of the calendar: years and months added, dates shown and dates as people write them.

Nothing here knows what day it is: `today` is always an argument. Nothing asks the locale either, so a file,
a report and a test read the same everywhere.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from alcto_core.patterns import late

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


_HELD = range(1900, 3000)
OUT_OF_RANGE = f"a records file holds days of the years {_HELD[0]} to {_HELD[-1]}"


def is_held(day: date) -> bool:
    """Whether a records file may hold the day: one to which terms of years can be added, and from which they can be
    taken, many times."""
    return day.year in _HELD


def days_in_month(year: int, month: int) -> int:
    """Number of days of a month."""
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def add_years(day: date, years: int) -> date:
    """The same day some years later (or earlier); 29 February becomes 28 February in a common year.

    Add to the original date each time, never to an earlier result, or 29 February is lost for good.
    Raises `ValueError` outside the years 1 to 9999.
    """
    return add_months(day, 12 * years)


def add_months(day: date, months: int) -> date:
    """The same day some months later (or earlier), or the last day of that month where it is shorter.

    Raises `ValueError` outside the years 1 to 9999.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        raise ValueError(f"the year {year} is not in the calendar")
    return date(year, month + 1, min(day.day, days_in_month(year, month + 1)))


def whole_months(start: date, end: date) -> int:
    """Whole months from `start` to `end`: 1 from 15 June to 15 July, 0 to 14 July; 0 where `end` comes first."""
    months = max(0, (end.year - start.year) * 12 + end.month - start.month)
    return months - 1 if months and add_months(start, months) > end else months


def show(day: date) -> str:
    """`30 Sep 2026`"""
    return f"{day.day} {_MONTHS[day.month - 1][:3]} {day.year}"


def show_short(day: date) -> str:
    """`30 Sep`"""
    return f"{day.day} {_MONTHS[day.month - 1][:3]}"


def show_long(day: date) -> str:
    """`Friday 14 August 2026`"""
    return f"{_WEEKDAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]} {day.year}"


def show_month(day: date) -> str:
    """`August 2026`"""
    return f"{_MONTHS[day.month - 1]} {day.year}"


_EXAMPLES = "write it like 2026-01-28, oct 14, 10/14 or yesterday"
_ISO = late(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_AWAY = late(r"([+-])\s?(\d{1,5})\s?([dwmy])", re.ASCII)
_AGO = late(r"(\d{1,5}) (day|week|month|year)s? ago", re.ASCII)
_WEEKDAY = late(r"(?:(last|next|this) )?([a-z]{3,9})")
_MONTH_FIRST = late(r"([a-z]{3,9})\.? ?(\d{1,2})(?:st|nd|rd|th)?(?:,? (\d+))?", re.ASCII)
_DAY_FIRST = late(r"(\d{1,2})(?:st|nd|rd|th)? ?([a-z]{3,9})\.?(?:,? ?(\d+))?", re.ASCII)
_SLASHES = late(r"(\d{1,2})/(\d{1,2})(?:/(\d+))?", re.ASCII)


def parse(text: str, today: date, *, future: bool = False) -> date:
    """Read a date as a person writes it: `2026-01-28`, `today`, `-3d`, `last friday`, `oct 14`, `14 oct 2025`,
    `10/14` (month first, as in the United States), `10/14/2025`.

    Without a year it is the most recent such day up to `today`, or with `future` the next one from `today` on.
    Raises `ValueError` with a sentence when the text is no date, or could be two.
    """
    word = " ".join(text.lower().replace(",", ", ").split()).replace(" ,", ",")
    try:
        found = _parsed(word, text, today, future)
    except OverflowError:
        found = None
    if found is None:
        raise ValueError(f"“{text.strip()}” is not a date that alcto understands; {_EXAMPLES}")
    return found


def _parsed(word: str, text: str, today: date, future: bool) -> date | None:
    if word in ("today", "yesterday", "tomorrow"):
        return today + timedelta(days=("yesterday", "today", "tomorrow").index(word) - 1)
    if iso := _ISO.fullmatch(word):
        return _day(int(iso[1]), int(iso[2]), int(iso[3]), text)
    if away := _AWAY.fullmatch(word):
        return _moved(today, int(away[1] + away[2]), away[3], text)
    if ago := _AGO.fullmatch(word):
        return _moved(today, -int(ago[1]), ago[2][0], text)
    if (weekday := _WEEKDAY.fullmatch(word)) and (index := _named(weekday[2], _WEEKDAYS)) is not None:
        return _on_weekday(index, weekday[1] or ("this" if future else "last"), bool(weekday[1]), today)
    if (named := _MONTH_FIRST.fullmatch(word)) and (month := _named(named[1], _MONTHS)) is not None:
        return _with_year(named[3], month + 1, int(named[2]), text, today, future)
    if (named := _DAY_FIRST.fullmatch(word)) and (month := _named(named[2], _MONTHS)) is not None:
        return _with_year(named[3], month + 1, int(named[1]), text, today, future)
    if slashes := _SLASHES.fullmatch(word):
        return _with_year(slashes[3], int(slashes[1]), int(slashes[2]), text, today, future)
    return None


def _named(word: str, names: tuple[str, ...]) -> int | None:
    """Position of the one name that begins with `word` (three letters at least; "sept" and "tues" too)."""
    if len(word) < 3:
        return None
    return next((at for at, name in enumerate(names) if name.lower().startswith(word)), None)


def _moved(today: date, number: int, unit: str, text: str) -> date:
    try:
        if unit in "dw":
            return today + timedelta(days=number * (7 if unit == "w" else 1))
        return add_months(today, number * (12 if unit == "y" else 1))
    except (ValueError, OverflowError):
        raise ValueError(f"“{text.strip()}” leads out of the calendar; {_EXAMPLES}") from None


def _on_weekday(index: int, word: str, is_said: bool, today: date) -> date:
    """`last` and `next` never mean today; a bare weekday may, as does `this`, which looks ahead."""
    if word == "last":
        back = (today.weekday() - index) % 7
        return today - timedelta(days=back or (7 if is_said else 0))
    ahead = (index - today.weekday()) % 7
    return today + timedelta(days=ahead or (7 if word == "next" else 0))


def _with_year(year: str | None, month: int, day: int, text: str, today: date, future: bool) -> date:
    if year is not None:
        if len(year) != 4:
            raise ValueError(f"“{text.strip()}” does not say which century; write the year with four digits")
        return _day(int(year), month, day, text)
    # A leap day may lie up to eight years away: 1896 to 1904.
    for distance in range(9):
        candidate = today.year + (distance if future else -distance)
        if not 1 <= candidate <= 9999 or not 1 <= month <= 12 or not 1 <= day <= days_in_month(candidate, month):
            continue
        found = date(candidate, month, day)
        if (found >= today) if future else (found <= today):
            return found
    return _day(2000, month, day, text)


def _day(year: int, month: int, day: int, text: str) -> date:
    shown = text.strip()
    if not 1 <= month <= 12:
        hint = "; the month comes first, as in 10/14" if "/" in shown and 1 <= day <= 12 else ""
        raise ValueError(f"“{shown}” has no such month{hint or '; months go from 1 to 12'}")
    if year < 1:
        raise ValueError(f"“{shown}” has no such year; {_EXAMPLES}")
    if not 1 <= day <= days_in_month(year, month):
        month_name, last = _MONTHS[month - 1], days_in_month(year, month)
        raise ValueError(f"“{shown}” has no such day: {month_name} {year} has {last} days")
    return date(year, month, day)
