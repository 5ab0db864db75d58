"""A printed agenda as sessions: `9:00-10:15 Ransomware tabletop | IT`, a line for each.

A line has a span of time, a start alone, or hours (`1.5`, `1:30`, `90m`), and a title; then, behind `|`, strands by
commas and a kind of time. Where no kind is written, words such as "lunch" or "registration" tell it. The time may stand
behind the title, or on the line before it; a table by bars or tabs is read by its cells. Of talks at the same time one
is taken, and what is left out is said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

import msgspec

from alcto_core.entry.agenda_days import DayLine
from alcto_core.entry.agenda_lines import LASTS, LATE, NO_TIME, PLAIN, AgendaLine, lines_of
from alcto_core.entry.agenda_order import times_first
from alcto_core.entry.clock import DAY, NOON
from alcto_core.entry.reader import StrandNamed
from alcto_core.hours import HOUR, MINUTE, length, long
from alcto_core.records.sums import sum_of
from alcto_core.records.types import Session

_ENDS = re.compile(r"(adjourn|dismiss|depart|end of|close\b|closing time|ends?$)", re.IGNORECASE)
_TO_WORDS = re.compile(
    r"(?:to|until|till|bis|hasta)\s+(?:about\s+|around\s+|ca\.?\s+)?"
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|half|quarter|\d)\b",
    re.IGNORECASE,
)
"""An end behind a start that is not read: “half past eight to ten”."""
_NO_TITLE = re.compile(r"(?:duration|length|time|total|credits?|hours?|cpes?|ceus?)(?: .*)?", re.IGNORECASE)
"""Words that stand before a length and name nothing."""
_PLACE = re.compile(
    r"\b(?:room|hall|ballroom|salon|auditorium|online|zoom|virtual|track|building|lobby|suite|theater|theatre|library)\b",
    re.IGNORECASE,
)
_LONG = 6 * HOUR
"""A session that is longer deserves a word."""
_WAKING = 16 * HOUR
"""So do more hours on one day."""
_STEP = NOON // 2
"""From one line to the next a time climbs by at most so much."""


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
    days: tuple[DayLine, ...] = ()
    """The headings with a day that stand above a session."""

    @property
    def hours(self) -> int:
        """All hours of the sessions."""
        return sum_of(self.sessions)


def read_agenda(text: str, strand_named: StrandNamed) -> Agenda:
    """Read an agenda, line by line; blank lines are skipped. `strand_named` gives a strand's id for a word."""
    lines = [
        line
        for number, words in enumerate(times_first(text.splitlines()), 1)
        if words.strip()
        for line in lines_of(number, words, strand_named)
    ]
    _join_titles(lines)
    headings = [line for line in lines if line.is_day and line.title]
    _settle_starts(lines)
    _end_starts(lines)
    _settle_lengths(lines)
    _choose(lines)
    sessions: list[Session] = []
    left_out: dict[int, str] = {}
    remarks: list[Line] = []
    by_day: dict[int, int] = {}
    for line in lines:
        if line.is_session:
            sessions.append(Session(title=line.title, hours=line.hours, strands=line.strands, kind=line.kind))
            by_day[line.day] = by_day.get(line.day, 0) + line.hours
            if line.hours > _LONG and not line.remark:
                line.remark = f"{long(line.hours)} in one session"
            if line.remark:
                remarks.append(Line(number=line.number, text=line.remark))
        elif line.wrong:
            left_out.setdefault(line.number, line.wrong)
    for day, hours in by_day.items():
        if hours > _WAKING:
            last = max(line.number for line in lines if line.day == day)
            remarks.append(Line(number=last, text=f"that day has {long(hours)}; look at its times again"))
    return Agenda(
        sessions=tuple(sessions),
        left_out=tuple(Line(number=number, text=words) for number, words in left_out.items()),
        remarks=tuple(remarks),
        days=tuple(
            DayLine(number=line.number, text=line.title) for line in headings if line.day <= max(by_day, default=-1)
        ),
    )


def _join_titles(lines: list[AgendaLine]) -> None:
    """Days counted, and a time on a line of its own given the title from the line below it, or above it."""
    day, words = 0, ""
    for line in lines:
        if line.is_day and line.title.casefold() != words:  # a table may name its day in each line
            day, words = day + 1, line.title.casefold()
        line.day = day
    plain = [line for line in lines if not line.is_day]
    alone = [at for at, line in enumerate(plain) if line.is_timed and not line.title]
    if alone:
        has_words_above = all(at > 0 and _is_words(plain[at - 1]) for at in alone)
        below = [plain[at + 1] for at in alone if at + 1 < len(plain)]
        are_places = bool(below) and all(_is_words(one) and _PLACE.search(one.title) for one in below)
        is_last = plain[-1] is plain[alone[-1]] and alone[0] > 0 and _is_words(plain[alone[0] - 1])
        have_places_above = all(at > 1 and _is_place(plain[at - 1]) and _is_title(plain[at - 2]) for at in alone)
        is_below = not (is_last or have_places_above or (has_words_above and are_places))
        for at in alone:
            there = at + 1 if is_below else at - 2 if have_places_above else at - 1
            other = plain[there] if 0 <= there < len(plain) else None
            if other is not None and _is_words(other) and other.day == plain[at].day:
                plain[at].title, plain[at].kind, plain[at].strands = other.title, other.kind, other.strands
                other.is_day = True  # understood: no line of its own any more
                other.title = ""
            else:
                plain[at].refuse("there is no title behind the time")
    has_minutes = any(line.is_timed and line.remark != PLAIN for line in plain)
    for line in plain:
        if line.remark == PLAIN:
            line.remark = "lone numbers were read as times of the day" if has_minutes else ""
        if _is_words(line):
            line.wrong = NO_TIME


def _is_words(line: AgendaLine) -> bool:
    is_time = line.is_day or line.is_timed or line.hours or line.may_start is not None
    return not is_time and not line.wrong and bool(line.title)


def _is_place(line: AgendaLine) -> bool:
    return _is_words(line) and _PLACE.search(line.title) is not None


def _is_title(line: AgendaLine) -> bool:
    return _is_words(line) and not _is_place(line)


def _settle_starts(lines: Sequence[AgendaLine]) -> None:
    """Whether `1:30` is a time of the day or hours: what climbs, or stands among times, is no length."""
    doubtful = [line for line in lines if line.may_start is not None]
    lone = [line for line in lines if line.is_lone and line.hours]
    if not doubtful:
        if any(line.is_timed and not line.is_start for line in lines):
            for line in lone:
                line.refuse(NO_TIME)  # beside spans “2 keynotes” is no length
            return
        if not any(line.is_start for line in lines):
            return
    if any(line.is_timed for line in lines):
        are_starts = True
    else:
        steps = [(after.may_start or 0) - (before.may_start or 0) for before, after in pairwise(doubtful)]
        climbs = [step % NOON for step in steps if step]
        is_strict = len(climbs) == len(steps)
        is_late = any((line.may_start or 0) >= LATE for line in doubtful)
        are_starts = bool(climbs) and all(step <= _STEP for step in climbs) and (is_strict or is_late)
    for line in doubtful:
        if are_starts and line.may_start is not None:
            line.start, line.hours, line.is_start = _likely(line.may_start), 0, True
        elif not line.hours:
            line.wrong = NO_TIME
        line.may_start = None
    if are_starts:
        for line in lone:
            line.start, line.hours, line.is_start = line.hours // MINUTE * 60 + NOON, 0, True


def _likely(seconds: int) -> int:
    return seconds + NOON if seconds < LATE else seconds


def _end_starts(lines: Sequence[AgendaLine]) -> None:
    """A start alone lasts until the next one of its day."""
    timed = [line for line in lines if line.is_timed]
    before: AgendaLine | None = None
    for line in timed:
        if line.is_start and line.start is not None:
            is_same_day = before is not None and before.day == line.day
            if before and is_same_day and line.start < (before.start or 0) <= line.start + NOON < DAY:
                line.start += NOON
            before = line
        elif not line.wrong:
            before = line
    for at, line in enumerate(timed):
        if not line.is_start or line.start is None:
            continue
        later = (one.start for one in timed[at + 1 :] if one.day == line.day and one.start is not None)
        stop = next((start for start in later if start > line.start), None)
        if _ENDS.match(line.title):
            line.refuse("it is the end of the day")
        elif not line.title:
            line.refuse("there is no title behind the time")
        elif _TO_WORDS.match(line.title):
            line.refuse("when it ends is not understood; write it like 8:30-10:00")
        elif line.lasts:
            own = line.start + line.lasts // MINUTE * 60
            line.last(line.start, own)
            if stop is not None and own > stop:
                line.remark = f"{long(line.lasts)} of it go past the line that follows; look at its times again"
        elif stop is None:
            line.refuse("when it ends is not written; write 9:00-10:15, or hours such as 1.5")
        else:
            line.last(line.start, stop)


def _settle_lengths(lines: Sequence[AgendaLine]) -> None:
    """Hours behind a title count where the agenda has no times: beside times they are of a part of something."""
    if any(line.is_timed for line in lines):
        return
    for line in lines:
        if line.lasts and line.wrong == NO_TIME and (found := LASTS.search(line.title)):
            title = line.title[: found.start()].strip(" :,–—-")
            if title and not _NO_TITLE.fullmatch(title):
                line.title, line.hours, line.wrong = title, line.lasts, ""


def _choose(lines: Sequence[AgendaLine]) -> None:
    """Of what lies at the same time one is taken: talks before meals and open halls, then by their order. A meal or a
    break inside a talk is taken off it."""
    timed = [line for line in lines if line.is_session and line.stop is not None]
    kept: list[AgendaLine] = []
    for line in sorted(timed, key=lambda one: one.kind != "session"):
        over = [one for one in kept if one.day == line.day and _overlap(one, line)]
        if not over:
            kept.append(line)
            continue
        other = over[0]
        if line.kind in ("meal", "break") and other.kind == "session" and _is_within(line, other) and len(over) == 1:
            other.hours -= line.hours
            if other.hours:
                other.remark = f"{length(line.hours, ' h')} of “{line.title}” inside it were taken off"
                kept.append(line)
                continue
            other.hours += line.hours
        line.refuse(
            f"{long(line.hours)} at the same time as “{other.title}” in line {other.number}; take that line out to "
            "choose this one, or write the day in a line above it if it was another"
        )


def _overlap(one: AgendaLine, other: AgendaLine) -> bool:
    return (one.start or 0) < (other.stop or 0) and (other.start or 0) < (one.stop or 0)


def _is_within(one: AgendaLine, other: AgendaLine) -> bool:
    return (other.start or 0) <= (one.start or 0) and (one.stop or 0) <= (other.stop or 0)
