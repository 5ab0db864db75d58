"""Times of day as a spreadsheet holds them: `9:00`, `1:30 PM`, `0900`, `Noon`, and spans such as `9:00-10:30`.

A time of day is no length; two of them, a beginning and an end, make one.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from alcto_core.entry.zone_words import ZONE_WORDS
from alcto_core.patterns import late

DAY = 24 * 60
_HALF = 12 * 60
_MORNING = 6 * 60
"""Before it, nothing that ends past noon began in the morning."""
_SUPPER = 7 * 60
"""From it on, what began in the morning and ends without AM or PM was rather written backwards."""
_EVENING = 16 * 60
"""Before it, nothing that began in the day goes past midnight."""
_MOST_PAST = 10 * 60
"""Minutes of what goes past noon or midnight; more was written backwards."""
_LONGEST = 40
_NAMED = {"noon": 12 * 60, "midday": 12 * 60, "midnight": 0}
_ZONE = rf"(?:\s*\(?(?:{ZONE_WORDS}|utc|gmt|z)\)?)?"
_TIME = late(
    rf"(\d{{1,2}})(?:[:.h](\d{{2}})(?::(\d{{2}})(?:\.\d+)?)?)?\s*([ap])?\.?\s?(?:m\.?)?{_ZONE}", re.I | re.ASCII
)
_FOUR = late(rf"([01]\d|2[0-3])([0-5]\d)\s*(?:hrs?|h)?{_ZONE}", re.I | re.ASCII)
_BETWEEN = late(r"\s*(?:–|—|−|-|\bto\b|\buntil\b|\btill?\b|\bthrough\b|\bthru\b|\n)\s*", re.I)
_MOMENT_SPAN = late(
    r".*?\d,?\s(?:(?:at|from)\s)?(\d{1,2}(?::\d{2})?\s*(?:[ap]\.?m\.?)?\s*(?:–|—|-|to|until)\s*\d{1,2}:\d{2}.*)", re.I
)
_MOMENT = late(r"(.*\d)(?:[T,]\s?|\s)(\d{1,2}:\d{2}.*)")


class Clock(NamedTuple):
    """One time of day."""

    minutes: int
    """Since midnight; seconds are cut off."""
    is_marked: bool
    """Whether nothing else can be meant: AM, PM, Noon, or an hour from 13 on."""


class Lasting(NamedTuple):
    """How long something lasts from one time of day to another."""

    minutes: int
    past: str = ""
    """What it was taken to go past, as its end stands before its beginning: "noon" or "midnight"; "" for neither."""
    is_later: bool = False
    """Whether the beginning was taken for one after noon, as the end is: 1:00 to 2:30 PM."""


class ClockSpan(NamedTuple):
    """A beginning and an end."""

    begins: Clock
    ends: Clock

    def lasts(self, *, by_24_hours: bool = False) -> Lasting | None:
        """How long it lasts; None where it ends before it begins, and neither noon nor midnight explains it.

        `by_24_hours` says that the sheet counts the hours of the day to 24, so that 1:30 is at night.
        """
        begins, ends = self.begins, self.ends
        length = ends.minutes - begins.minutes
        if length > _HALF and ends.is_marked and not begins.is_marked and not by_24_hours:
            return Lasting(length - _HALF, is_later=True)
        if length <= 0 and ends == Clock(0, True):
            length += DAY
        if length > 0:
            return Lasting(length)
        if length == 0:
            return None
        if not by_24_hours and not (begins.is_marked and ends.is_marked):
            length += _HALF
            if ends.is_marked:  # 10:00 to 1:30 AM begins at night
                return Lasting(length, "midnight") if 0 < length <= _MOST_PAST else None
            if begins.is_marked and begins.minutes >= _HALF:  # 1:00 PM to 2:30, 10:00 PM to 1:30
                past = "" if length > 0 else "midnight"
                length += 0 if length > 0 else _HALF
                return Lasting(length, past) if 0 < length <= _MOST_PAST else None
            is_day = begins.minutes >= _MORNING and (ends.minutes < _SUPPER or ends.minutes >= _HALF)
            return Lasting(length, "noon") if is_day and 0 < length <= _MOST_PAST else None
        length += DAY
        is_night = begins.minutes >= _EVENING and length <= _MOST_PAST
        return Lasting(length, "midnight") if is_night else None


def read_clock(text: str) -> Clock | None:
    """One time of day; None for what is none. A number alone, such as 9, is none."""
    word = " ".join(text.lower().split())
    if len(word) > _LONGEST or not word:
        return None
    if word in _NAMED:
        return Clock(_NAMED[word], True)
    if four := _FOUR.fullmatch(word):
        return Clock(int(four[1]) * 60 + int(four[2]), int(four[1]) > 12)
    found = _TIME.fullmatch(word.removesuffix(" noon"))
    if found is None or not (found[2] or found[4]):
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), found[4]
    if minute > 59 or hour > (12 if half else 23) or (half and not hour) or int(found[3] or 0) > 59:
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return Clock(hour * 60 + minute, bool(half) or hour > 12)


def read_clock_span(text: str) -> ClockSpan | None:
    """A beginning and an end in one cell, such as `9:00-10:30` or `1 - 2:30 PM`; None for what is none."""
    word = " ".join(text.split()) if "\n" not in text else text
    if len(word) > 2 * _LONGEST:
        return None
    parts = _BETWEEN.split(word)
    if len(parts) != 2 or not all(parts):
        return None
    left, right = parts
    ends = read_clock(right)
    half = re.search(r"[ap]\.?\s?m\.?", right, re.I)
    if ends is None:
        return None
    if half and not re.search(r"[ap]\.?\s?m|noon", left, re.I):  # “1 - 2:30 PM”: the half of the day holds for both
        begins = read_clock(f"{left} {half[0]}")
        if begins is not None and begins.minutes > ends.minutes:  # “11 - 1 PM” begins in the morning
            begins = read_clock(f"{left} am")
    else:
        begins = read_clock(left)
    return ClockSpan(begins, ends) if begins is not None else None


def moment_of(text: str) -> tuple[str, Clock] | None:
    """The day, as it is written, and the time of a cell that holds both; None for any other."""
    found = _MOMENT.fullmatch(" ".join(text.split())) if len(text) <= 2 * _LONGEST else None
    clock = read_clock(found[2]) if found else None
    return (found[1], clock) if found and clock is not None else None


def moment_span_of(text: str) -> ClockSpan | None:
    """From when to when, of a cell that holds one day and both times; None for any other."""
    found = _MOMENT_SPAN.fullmatch(" ".join(text.split())) if len(text) <= 2 * _LONGEST else None
    return read_clock_span(found[1]) if found else None


def is_by_24_hours(text: str) -> bool:
    """Whether a cell holds a time of day from 13:00 on, so that 1:30 beside it is at night."""
    if re.search(r"\d\s*[ap]\.?\s?m\b", text, re.I):
        return False
    span, moment = read_clock_span(text) or moment_span_of(text), moment_of(text)
    times = (*(span or ()), read_clock(text), moment[1] if moment else None)
    return any(one is not None and one.minutes >= 13 * 60 for one in times)


def is_clock(text: str) -> bool:
    """Whether a cell holds a time of day, or what a length in hours and minutes may look like."""
    return ":" in text and read_clock(text) is not None


def is_surely_clock(text: str) -> bool:
    """Whether a cell holds a time of day and can be no length."""
    word = text.lower()
    return bool(re.search(r"\d\s*[ap]\.?\s?m\b\.?|^noon$|^midnight$", word)) and read_clock(text) is not None
