"""Days that stand as headings in an agenda: `Day 1 - Monday, October 12, 2026`, `October 12-13`, `10/12`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

import msgspec

from alcto_core.entry.days import DayOrder, Read, read_day

_WEEKDAYS = (
    r"mon(?:day|tag)?|lunes", r"tues?(?:day)?|dienstag|martes", r"wed(?:nes)?(?:day)?|mittwoch|mi[ée]rcoles",
    r"thu(?:rs)?(?:day)?|donnerstag|jueves", r"fri(?:day)?|freitag|viernes", r"sat(?:ur)?(?:day)?|samstag|s[áa]bado",
    r"sun(?:day)?|sonntag|domingo",
)  # fmt: skip
"""From Monday on."""
_WEEKDAY = rf"(?:{'|'.join(_WEEKDAYS)})\b\.?"
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\b\.?"
_MONTH_ELSEWHERE = (
    r"(?:januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember|enero|febrero|marzo|abril"
    r"|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre)\b"
)
_DATE = (
    rf"(?:{_MONTH}\s*\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s*\d{{4}})?|\d{{1,2}}/\d{{1,2}}(?:/\d{{2,4}})?|\d{{4}}-\d\d-\d\d"
    rf"|\d{{1,2}}\.?\s*(?:de\s+)?(?:{_MONTH_ELSEWHERE}|{_MONTH}(?=,?\s*(?:\d{{4}}|$)))(?:,?\s*(?:de\s+)?\d{{4}})?"
    r"|\d{1,2}\.\d{1,2}\.\d{4})"
)
DAY_HEADING = re.compile(
    rf"(?:(?:day|tag|d[ií]a)\s+(?:\d|one|two|three|four|five)\b|{_WEEKDAY}|{_DATE})(?:[\s,:–—-]+{_DATE})?",
    re.IGNORECASE,
)
_TO = r"\s*(?:[-–—&]|to|and|bis|al|y)\s*"
_NUMBER = r"(\d{1,2})(?:st|nd|rd|th)?"
_SPAN = re.compile(
    rf"(?:{_MONTH}\s*{_NUMBER}{_TO}{_NUMBER}(?:,?\s*\d{{4}}\b|\s*$)"
    rf"|{_NUMBER}\.?{_TO}{_NUMBER}\.?\s*(?:de\s+)?(?:{_MONTH_ELSEWHERE}|{_MONTH})(?:,?\s*(?:de\s+)?\d{{4}}\b|\s*$)"
    rf"|\d{{1,2}}/(\d{{1,2}}){_TO}(\d{{1,2}})/\d{{2,4}}\b|(\d{{1,2}})\.{_TO}(\d{{1,2}})\.\d{{1,2}}\.\d{{4}}\b)",
    re.IGNORECASE,
)
"""Days of one month, the month and the year written once."""
_HAS_YEAR = re.compile(r"\d{4}|\d/\d{1,2}/\d\d", re.ASCII)
_COUNT = re.compile(r"(?:day|tag|d[ií]a)\s+(?:\d|one|two|three|four|five)\b", re.IGNORECASE)
_NAMES = tuple(re.compile(rf"\b(?:{names})\b\.?", re.IGNORECASE) for names in _WEEKDAYS)
_ORDER = DayOrder(slashes="mdy", dots="dmy", is_said=True)
_MOST = timedelta(days=31)
"""An event that lasts longer is no event of one agenda."""


class DayLine(msgspec.Struct, frozen=True, kw_only=True):
    """A heading with a day, as it is written."""

    number: int
    """Of its line, from 1."""
    text: str


class AgendaDays(msgspec.Struct, frozen=True, kw_only=True):
    """The days of an agenda."""

    first: date
    last: date
    lines: tuple[int, ...]
    """Those that name them."""
    has_year: bool
    """Whether each of these lines says which year."""

    def hold(self, day: date) -> bool:
        """Whether the agenda is of this day too."""
        return self.first <= day <= self.last


def heading_end(text: str) -> int:
    """Where the day that a line begins with ends; 0 where it begins with none."""
    if span := _SPAN.match(text):
        first, last = (int(number) for number in span.groups() if number)
        if first < last:
            return span.end()
    found = DAY_HEADING.match(text)
    return found.end() if found else 0


def agenda_days(lines: Iterable[DayLine], today: date, *, future: bool = False) -> AgendaDays | None:
    """The days that headings name, from the first to the last; None where none of them does, where they lie far apart,
    and where a weekday is not that of its day.

    A day without a year is that of its weekday nearest to `today`, else the most recent one, with `future` the next.
    """
    found: list[tuple[Read, DayLine, bool]] = []
    for line in lines:
        weekdays = {at for at, name in enumerate(_NAMES) if name.search(line.text)}
        words = _COUNT.sub(" ", line.text)
        for name in _NAMES:
            words = name.sub(" ", words)
        words = " ".join(words.split()).strip(" ,:–—-")
        if not any(map(str.isdigit, words)):
            continue
        read = _read(words, today) if _HAS_YEAR.search(words) else None
        if read is not None and weekdays and not {read.first.weekday(), read.day.weekday()} & weekdays:
            return None
        has_year = read is not None
        read = read or _nearest(words, weekdays, today, future=future)
        if read is None:
            return None
        found.append((read, line, has_year))
    if not found:
        return None
    first, last = min(read.first for read, _, _ in found), max(read.day for read, _, _ in found)
    if last - first > _MOST:
        return None
    return AgendaDays(
        first=first,
        last=last,
        lines=tuple(dict.fromkeys(line.number for _, line, _ in found)),
        has_year=all(has_year for _, _, has_year in found),
    )


def _read(words: str, today: date) -> Read | None:
    try:
        return read_day(words, _ORDER, today)
    except ValueError:
        return None


def _nearest(words: str, weekdays: set[int], today: date, *, future: bool) -> Read | None:
    """What a day without a year means."""
    sign = "/" if words[-1].isdigit() and "/" in words else " "
    years = (today.year - 1, today.year, today.year + 1)
    read = [one for year in years if (one := _read(f"{words}{sign}{year}", today)) is not None]
    if weekdays:
        read = [one for one in read if {one.first.weekday(), one.day.weekday()} & weekdays]
    elif future:
        read = [one for one in read if one.day >= today][:1]
    else:
        read = [one for one in read if one.day <= today][-1:]
    return min(read, key=lambda one: abs(one.day - today), default=None)
