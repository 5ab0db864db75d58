"""A printed agenda as sessions: `9:00-10:15 Ransomware tabletop | IT`, a line for each.

A line begins with a span of time or with hours (`1.5`, `1:30`, `90m`); then the title; then, behind `|`, strands by
commas and a kind of time. Where no kind is written, words such as "lunch" or "registration" tell it.
"""

from __future__ import annotations

import re

import msgspec

from alcto_core.entry.answer import Taken, Wrong
from alcto_core.entry.reader import KINDS, StrandNamed
from alcto_core.hours import HOUR, from_minutes, long, read
from alcto_core.records.sums import sum_of
from alcto_core.records.types import Session, SessionKind

_TOLD_BY: tuple[tuple[SessionKind, str], ...] = (
    ("meal", r"lunch(eon)?|breakfast|dinner|supper|banquet|meals?"),
    ("registration", r"registration|check[ -]?in|sign[ -]?in"),
    ("exhibit-hall", r"exhibits?|exhibit(ion|or|ors)?( hall)?|vendor (hall|fair)|expo"),
    ("break", r"(coffee )?break|recess|networking break"),
)
_NOON = 12 * 60 * 60
_CLOCK = r"(\d{1,2})(?:[:.](\d{2})(?::([0-5]\d))?)?(?:\s*([ap])\.?m\.?)?"
_SECONDS = r"(?:[\s,]*\d{1,2}\s*s(?:ec(?:ond)?s?)?\b\.?)?"
_SPAN = re.compile(rf"{_CLOCK}\s*(?:-|–|—|to|until)\s*{_CLOCK}(?=\s|[|:,–—-]|$)", re.IGNORECASE)
_HOURS = re.compile(
    r"(\d{1,2}:[0-5]\d(?::[0-5]\d)?"
    rf"|\d{{1,3}}\s*h(?:ours?|rs?)?\.?\s*\d{{1,2}}\s*m(?:in(?:ute)?s?)?\b{_SECONDS}"
    rf"|\d{{1,3}}(?:\.\d+|\s?[½¼¾])?\s*h(?:ours?|rs?)?\b|\d{{1,4}}\s*m(?:in(?:ute)?s?)?\b{_SECONDS}"
    r"|\d{0,2}[½¼¾]|\d{1,2}(?:\.\d+)?)(?=\s|$)",
    re.IGNORECASE,
)


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be said of one line of an agenda."""

    number: int
    """From 1."""
    text: str
    """Why it is no session, or what was changed in reading it; without a full stop."""


class Agenda(msgspec.Struct, frozen=True, kw_only=True):
    """What an agenda was read as."""

    sessions: tuple[Session, ...]
    left_out: tuple[Line, ...]
    """The lines that are no session."""
    remarks: tuple[Line, ...] = ()
    """The lines that were read otherwise than they stand there."""

    @property
    def hours(self) -> int:
        """All hours of the sessions."""
        return sum_of(self.sessions)


def read_agenda(text: str, strand_named: StrandNamed) -> Agenda:
    """Read an agenda, line by line; blank lines are skipped. `strand_named` gives a strand's id for a word."""
    sessions: list[Session] = []
    left_out: list[Line] = []
    remarks: list[Line] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            session, remark = _session(line.strip().lstrip("•*").strip(), strand_named)
        except ValueError as wrong:
            left_out.append(Line(number=number, text=str(wrong)))
            continue
        sessions.append(session)
        if remark:
            remarks.append(Line(number=number, text=remark))
    return Agenda(sessions=tuple(sessions), left_out=tuple(left_out), remarks=tuple(remarks))


def kind_of(title: str) -> SessionKind:
    """The kind of time that a title tells: "Lunch with vendors" is a meal."""
    for kind, words in _TOLD_BY:
        if re.search(rf"\b({words})\b", title, re.IGNORECASE):
            return kind
    return "session"


def _session(line: str, strand_named: StrandNamed) -> Taken[Session]:
    length, rest = _hours(line)
    title, *parts = (part.strip() for part in rest.split("|"))
    title = title.strip(" \t:,–—-")
    if not title:
        raise Wrong("there is no title behind the time")
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
                raise Wrong(f"“{word}” is no strand and no kind of time")
    unique = None if strands is None else tuple(dict.fromkeys(strands))
    return Taken(Session(title=title, hours=length.value, strands=unique, kind=kind), length.remark)


def _hours(line: str) -> tuple[Taken[int], str]:
    """The length of a session, and the rest of the line."""
    if span := _SPAN.match(line):
        return _between(span), line[span.end() :]
    if length := _HOURS.match(line):
        return Taken(*read(length[1])), line[length.end() :]
    raise Wrong("it does not begin with a time such as 9:00-10:15, or with hours such as 1.5")


def _between(span: re.Match[str]) -> Taken[int]:
    """From one time of the day to another; what is finer than a minute is cut off."""
    start, end = _seconds(*span.groups()[:4]), _seconds(*span.groups()[4:])
    if span[8] and not span[4] and start < _NOON <= end and end - start > _NOON:
        start += _NOON  # 1:00-2:30 pm: the half of the day is written once
    if end <= start and not (span[4] and span[8]):
        end += _NOON  # 11:30-1:00 goes past noon
    if end <= start:
        raise Wrong(f"it ends at {span[5]}{':' + span[6] if span[6] else ''}, before it begins")
    minutes, rest = divmod(end - start, 60)
    hours = from_minutes(minutes)
    if hours > 16 * HOUR:
        raise Wrong(f"{long(hours)} in one session", "look at its times again")
    if not hours:
        raise Wrong(f"“{span[0]}” is less than a minute")
    return Taken(hours, f"“{span[0]}” was cut to the minute: {long(hours)}" if rest else "")


def _seconds(hour: str, minute: str | None, second: str | None, half: str | None) -> int:
    """Seconds since midnight."""
    hours, minutes = int(hour), int(minute or 0)
    if hours > 23 or minutes > 59:
        raise Wrong(f"{hour}:{minute or '00'} is no time of the day")
    if half:
        hours = hours % 12 + (12 if half.lower() == "p" else 0)
    return (hours * 60 + minutes) * 60 + int(second or 0)
