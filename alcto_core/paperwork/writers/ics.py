"""A calendar file (RFC 5545) that a second import updates: ids and stamps come from what it says, never from a clock.

A long line is folded between signs that belong together: a fold inside `\\,` makes some calendars drop the event.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from alcto_core import __version__
from alcto_core.numbers import counted
from alcto_core.paperwork.asked import Asked, Made
from alcto_core.telling.calendar import calendar_days
from alcto_core.telling.page import Item
from alcto_core.text import plain

_MOST_IN_LINE = 75
"""Bytes of a line, without its end (RFC 5545, 3.1)."""
_BREAKS = re.compile(r"\r\n?|\n|\x85|\u2028|\u2029")
_SPECIAL = re.compile(r"[\\,;]")
_SIGNS = re.compile(r"\\.|.", re.DOTALL)
_EPOCH = date(2000, 1, 1)
_REMINDED = {"deadline": (30, 7), "milestone": (0,), "planned": (1,)}
"""Days before each kind of day on which a calendar reminds."""


def calendar(asked: Asked) -> Made:
    """Deadlines, milestones and planned entries, each a whole day."""
    days = calendar_days(asked.overview, asked.standings)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//alcto//alcto {__version__}//EN",
        "CALSCALE:GREGORIAN",
        *(line for one in days for line in _event(one, asked.overview.on)),
        "END:VCALENDAR",
    ]
    raw = "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))
    return Made(raw=raw.encode("utf-8"), holds=counted(len(days), "day"))


def _event(item: Item, on: date) -> Iterator[str]:
    day = item.day or on
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(item.id)}@alcto"
    yield f"DTSTAMP:{on:%Y%m%d}T000000Z"
    yield f"SEQUENCE:{(on - _EPOCH).days}"
    yield f"DTSTART;VALUE=DATE:{day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}"
    yield "TRANSP:TRANSPARENT"
    yield f"SUMMARY:{_text(item.title)}"
    if item.text:
        yield f"DESCRIPTION:{_text(item.text)}"
    if item.remark:
        yield f"LOCATION:{_text(item.remark)}"
    yield f"CATEGORIES:alcto,{item.kind}"
    for before in _REMINDED[item.kind]:
        yield "BEGIN:VALARM"
        yield "ACTION:DISPLAY"
        yield f"DESCRIPTION:{_text(item.title)}"
        yield f"TRIGGER:-P{before}D" if before else "TRIGGER:PT9H"
        yield "END:VALARM"
    yield "END:VEVENT"


def _text(typed: str) -> str:
    """What was typed as a value of text: line breaks as `\\n`, special signs escaped, controls as pictures."""
    lines = (_SPECIAL.sub(r"\\\g<0>", plain(line)) for line in _BREAKS.split(typed.strip()))
    return r"\n".join(lines)


def _folded(line: str) -> Iterator[str]:
    """A line in pieces of at most 75 bytes; each but the first begins with a blank."""
    piece, size = "", 0
    for sign in _SIGNS.findall(line):
        length = len(sign.encode("utf-8"))
        if size + length > _MOST_IN_LINE:
            yield piece
            piece, size = " ", 1
        piece += sign
        size += length
    yield piece
