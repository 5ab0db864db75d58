"""Times of the day and spans of them as agendas print them: `9:00-10:15`, `9 a.m. to Noon`, `0900-1000`, `9h00`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from alcto_core.entry.answer import Wrong

NOON = 12 * 60 * 60
DAY = 2 * NOON
_LATE = 7 * 60 * 60
"""Before it, a time without am or pm is one of the afternoon."""
_MOST_PAST_NOON = 11 * 60 * 60
"""What would be longer, such as 11:00-10:30, was written backwards."""
_YEARS = range(1900, 2100)
_EVENING = 16 * 60 * 60
"""What begins before it does not go past midnight."""
_MOST_OF_A_NIGHT = 10 * 60 * 60

_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_NAMED = re.compile(r"(?:12(?::00)?\s*)?(noon|midnight)\b|12\s?(n)\b", re.IGNORECASE)
_HALF_PAST = re.compile(rf"half[ -]past\s+(\d{{1,2}}|{'|'.join(_NUMBERS)})\b", re.IGNORECASE)
_WITH_MINUTES = re.compile(r"(\d{1,2})[:.hH](\d{2})(?::([0-5]\d))?(?![\d]|\s*min|m\b)")
_IN_ONE = re.compile(r"(\d{1,2})(\d{2})(?![\d:.])")
_HOUR = re.compile(r"(\d{1,2})(?![\d]|[:.]\d)")
_HALF = re.compile(r"\s*([ap])\.?\s?m\b\.?|([ap])(?![\w.])", re.IGNORECASE)
_OCLOCK = re.compile(r"\s*(?:uhr|o['’]?clock)\b", re.IGNORECASE)
_HOURS = re.compile(r"\s*h(?:rs?)?\b", re.IGNORECASE)
_ZONE = re.compile(r"\s*\(?(?:[ECMP][SD]T|UTC|GMT|[ECMP]T(?=\s*(?:[-–—,:|)/]|$)))\b\)?")
_BETWEEN = re.compile(
    r"\s*(?:[-‐‑‒–—―−~〜]+>?|[→⇒➔➜]|\b(?:to|until|till|thru|through|bis|hasta|à)\b|\ba(?=\s+\d{1,2}[:.h]\d\d))\s*",
    re.IGNORECASE,
)
_BLANK = re.compile(r"\s+")
BEGINS = re.compile(r"(?<![\w.:/$#])(?=\d|noon\b|midnight\b|half[ -]past\b)", re.IGNORECASE)
"""Where in a text a time may begin."""


class Clock(NamedTuple):
    """A time of the day."""

    seconds: int
    """Since midnight, as it is written."""
    is_sure: bool
    """Whether it says which half of the day: am, pm, noon, 13:00."""
    is_full: bool
    """Whether minutes or the half of the day are written; a lone number may be anything."""
    is_whole: bool = False
    """Four digits without a colon: 0900."""

    @property
    def likely(self) -> int:
        """Seconds since midnight; from one to seven without am or pm is the afternoon."""
        return self.seconds + NOON if not self.is_sure and self.seconds < _LATE else self.seconds


class Span(NamedTuple):
    """From one time of the day to another, and where that stands in its line."""

    begin: int
    end: int
    start: Clock
    stop: Clock

    @property
    def is_plain(self) -> bool:
        """Two lone numbers, which may be grades or rooms as well: 9-12."""
        return not (self.start.is_full or self.stop.is_full)


def time_at(text: str, place: int = 0) -> tuple[Clock, int] | None:
    """The time of the day that stands at a place, and where it ends. Raises `Wrong` for 27:00."""
    if named := _NAMED.match(text, place):
        word = (named[1] or named[2]).lower()
        return Clock(DAY if word == "midnight" else NOON, True, True), _past_zone(text, named.end())
    is_whole = False
    if past := _HALF_PAST.match(text, place):
        hour = _NUMBERS.index(past[1].lower()) + 1 if past[1].isalpha() else int(past[1])
        found, minutes, seconds = past, 30, 0
    elif written := _WITH_MINUTES.match(text, place):
        found, hour, minutes, seconds = written, int(written[1]), int(written[2]), int(written[3] or 0)
    elif (one := _IN_ONE.match(text, place)) and (len(one[0]) == 4 or _HALF.match(text, one.end())):
        found, hour, minutes, seconds, is_whole = one, int(one[1]), int(one[2]), 0, len(one[0]) == 4
    elif number := _HOUR.match(text, place):
        found, hour, minutes, seconds = number, int(number[1]), 0, 0
    else:
        return None
    half = _HALF.match(text, found.end())
    oclock = _OCLOCK.match(text, found.end()) if half is None else None
    if oclock is None and half is None and is_whole:
        oclock = _HOURS.match(text, found.end())  # 0900 hrs
    if (hour > 23 and found.re is not _WITH_MINUTES) or (minutes > 59 and "." in found[0]):
        return None  # 0.75 is a number
    if hour == 24 and not minutes:
        return Clock(DAY, True, True), _past_zone(text, found.end())
    if hour > 23 or minutes > 59:
        raise Wrong(f"{hour}:{minutes:02d} is no time of the day")
    is_full = bool(half or oclock) or found.re is not _HOUR
    is_sure = bool(half) or hour > 12 or is_whole or (hour == 0 and is_full)
    if half and hour <= 12:
        hour = hour % 12 + (12 if (half[1] or half[2]).lower() == "p" else 0)
    clock = Clock((hour * 60 + minutes) * 60 + seconds, is_sure, is_full, is_whole and not half)
    return clock, _past_zone(text, (half or oclock or found).end())


def _past_zone(text: str, place: int) -> int:
    zone = _ZONE.match(text, place)
    return zone.end() if zone else place


def spans_of(text: str) -> Iterator[Span]:
    """The spans of time in a line, from left to right; behind the beginning only what is surely one.

    Raises `Wrong` where the line begins with a span of times that are none.
    """
    place = 0
    while begins := BEGINS.search(text, place):
        try:
            span = _span_at(text, begins.end())
        except Wrong:
            if begins.end() == 0:
                raise
            span = None
        is_whole = span is not None and span.start.is_whole and span.end < len(text.rstrip(" )"))
        if span is not None and (span.begin == 0 or (not span.is_plain and not is_whole)):
            yield span
            place = span.end
        else:
            place = begins.end() + 1


def _span_at(text: str, begin: int) -> Span | None:
    first = time_at(text, begin)
    if first is None:
        return None
    start, place = first
    if not start.is_full and (hours := _HOURS.match(text, place)) and _BETWEEN.match(text, hours.end()):
        start, place = start._replace(is_full=True), hours.end()  # 9h–10h30
    dash = _BETWEEN.match(text, place)
    between = dash or _BLANK.match(text, place)
    second = time_at(text, between.end()) if between else None
    if second is None:
        return None
    stop, end = second
    if dash and not stop.is_full and (hours := _HOURS.match(text, end)):
        stop, end = stop._replace(is_full=True), hours.end()
    if not dash and not (start.is_full and stop.is_full):
        return None  # "9:00 10 ways to teach"
    if end < len(text) and text[end].isalnum():
        return None
    if start.is_whole and stop.is_whole and {_number(start), _number(stop)} <= set(_YEARS):
        return None  # 2025-2026
    return Span(begin, end, start, stop)


def _number(clock: Clock) -> int:
    minutes = clock.seconds // 60
    return minutes // 60 * 100 + minutes % 60


def between(span: Span) -> tuple[int, int]:
    """Both ends in seconds since midnight; the half of the day that one of them leaves out follows from the other.

    Raises `Wrong` where it ends before it begins.
    """
    start, stop = span.start.seconds % DAY, span.stop.seconds
    if stop == 0 and span.stop.is_sure:
        stop = DAY  # until midnight
    if stop == start:
        raise Wrong(f"it ends at {shown(stop)}, when it begins")
    if span.stop.is_sure and not span.start.is_sure and start < NOON <= stop and stop - start > NOON:
        start += NOON  # 1:00-2:30 pm: the half of the day is written once
    if stop <= start and not (span.start.is_sure and span.stop.is_sure):
        stop += NOON  # 11:30-1:00 goes past noon
        if stop - start > _MOST_PAST_NOON:
            raise Wrong(f"it ends at {shown(span.stop.seconds)}, before it begins; write AM or PM")
    if stop <= start and start >= _EVENING and stop + DAY - start <= _MOST_OF_A_NIGHT:
        stop += DAY  # 8:00 PM - 12:30 AM
    if stop <= start:
        raise Wrong(f"it ends at {shown(stop)}, before it begins")
    if not span.start.is_sure and not span.stop.is_sure and span.start.likely != start:
        start, stop = start + NOON, stop + NOON
    return start, stop


def shown(seconds: int) -> str:
    """A time of the day as people here write it: "1:30 pm"."""
    hours, minutes = divmod(seconds // 60 % (24 * 60), 60)
    return f"{hours % 12 or 12}:{minutes:02d} {'pm' if hours >= 12 else 'am'}"
