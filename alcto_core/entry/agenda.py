"""A printed agenda as sessions: `9:00-10:15 Ransomware tabletop | IT`, a line for each.

A line begins with a span of time or with hours (`1.5`, `1:30`, `90m`); then the title; then, behind `|`, strands by
commas and a kind of time. Where no kind is written, words such as "lunch" or "registration" tell it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import get_args

import msgspec

from alcto_core.hours import HOUR, from_minutes, long, parse
from alcto_core.records.types import Session, SessionKind

KINDS: tuple[SessionKind, ...] = get_args(SessionKind)
"""Every kind of time, in the order in which they are offered."""

_TOLD_BY: tuple[tuple[SessionKind, str], ...] = (
    ("meal", r"lunch(eon)?|breakfast|dinner|supper|banquet|meals?"),
    ("registration", r"registration|check[ -]?in|sign[ -]?in"),
    ("exhibit-hall", r"exhibits?|exhibit(ion|or|ors)?( hall)?|vendor (hall|fair)|expo"),
    ("break", r"(coffee )?break|recess|networking break"),
)
_CLOCK = r"(\d{1,2})(?:[:.](\d{2}))?(?:\s*([ap])\.?m\.?)?"
_SPAN = re.compile(rf"{_CLOCK}\s*(?:-|–|—|to|until)\s*{_CLOCK}(?=\s|[|:,–—-]|$)", re.IGNORECASE)
_HOURS = re.compile(
    r"(\d{1,2}:[0-5]\d(?::[0-5]\d)?"
    r"|\d{1,3}\s*h(?:ours?|rs?)?\.?\s*\d{1,2}\s*m(?:in(?:ute)?s?)?\b"
    r"|\d{1,3}(?:\.\d+|\s?[½¼¾])?\s*h(?:ours?|rs?)?\b|\d{1,4}\s*m(?:in(?:ute)?s?)?\b"
    r"|\d{0,2}[½¼¾]|\d{1,2}(?:\.\d+)?)(?=\s|$)",
    re.IGNORECASE,
)


class LineLeftOut(msgspec.Struct, frozen=True, kw_only=True):
    """A line of an agenda that is no session."""

    line: int
    """Number of the line, from 1."""
    text: str
    """Why, without a full stop."""


class Agenda(msgspec.Struct, frozen=True, kw_only=True):
    """What an agenda was read as."""

    sessions: tuple[Session, ...]
    left_out: tuple[LineLeftOut, ...]

    @property
    def hours(self) -> int:
        """All hours of the sessions."""
        return sum(session.hours for session in self.sessions)


def read_agenda(text: str, strand_named: Callable[[str], str | None]) -> Agenda:
    """Read an agenda, line by line; blank lines are skipped. `strand_named` gives a strand's id for a word."""
    sessions: list[Session] = []
    left_out: list[LineLeftOut] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            sessions.append(_session(line.strip().lstrip("•*").strip(), strand_named))
        except ValueError as wrong:
            left_out.append(LineLeftOut(line=number, text=str(wrong)))
    return Agenda(sessions=tuple(sessions), left_out=tuple(left_out))


def kind_of(title: str) -> SessionKind:
    """The kind of time that a title tells: "Lunch with vendors" is a meal."""
    for kind, words in _TOLD_BY:
        if re.search(rf"\b({words})\b", title, re.IGNORECASE):
            return kind
    return "session"


def _session(line: str, strand_named: Callable[[str], str | None]) -> Session:
    hours, rest = _hours(line)
    title, *parts = (part.strip() for part in rest.split("|"))
    title = title.strip(" \t:,–—-")
    if not title:
        raise ValueError("there is no title behind the time")
    kind = kind_of(title)
    strands: list[str] | None = None
    for part in parts:
        for word in filter(None, (word.strip() for word in part.split(","))):
            folded = word.casefold().replace(" ", "-")
            if folded in KINDS:
                kind = folded
            elif found := strand_named(word):
                strands = [*(strands or ()), found]
            else:
                raise ValueError(f"“{word}” is no strand and no kind of time")
    unique = None if strands is None else tuple(dict.fromkeys(strands))
    return Session(title=title, hours=hours, strands=unique, kind=kind)


def _hours(line: str) -> tuple[int, str]:
    """The length of a session, and the rest of the line."""
    if span := _SPAN.match(line):
        return _between(span), line[span.end() :]
    if length := _HOURS.match(line):
        return parse(length[1]), line[length.end() :]
    raise ValueError("it does not begin with a time such as 9:00-10:15, or with hours such as 1.5")


def _between(span: re.Match[str]) -> int:
    start, end = _minutes(span[1], span[2], span[3]), _minutes(span[4], span[5], span[6])
    if span[6] and not span[3] and start < 12 * 60 <= end and end - start > 12 * 60:
        start += 12 * 60  # 1:00-2:30 pm: the half of the day is written once
    if end <= start and not (span[3] and span[6]):
        end += 12 * 60  # 11:30-1:00 goes past noon
    if end <= start:
        raise ValueError(f"it ends at {span[4]}{':' + span[5] if span[5] else ''}, before it begins")
    hours = from_minutes(end - start)
    if hours > 16 * HOUR:
        raise ValueError(f"{long(hours)} in one session; look at its times again")
    return hours


def _minutes(hour: str, minute: str | None, half: str | None) -> int:
    hours, minutes = int(hour), int(minute or 0)
    if hours > 23 or minutes > 59:
        raise ValueError(f"{hour}:{minute or '00'} is no time of the day")
    if half:
        hours = hours % 12 + (12 if half.lower() == "p" else 0)
    return hours * 60 + minutes
