"""A printed agenda as sessions: `9:00-10:15 Ransomware tabletop | IT`, a line for each.

A line has a span of time, a start alone, or hours (`1.5`, `1:30`, `90m`), and a title; then, behind `|`, strands by
commas and a kind of time. Where no kind is written, words such as "lunch" or "registration" tell it. The time may stand
behind the title, or on the line before it; a table by bars or tabs is read by its cells. Of talks at the same time one
is taken, and what is left out is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec

from alcto_core.entry.answer import Wrong
from alcto_core.entry.clock import DAY, NOON, between, shown, spans_of, time_at
from alcto_core.entry.reader import KINDS, StrandNamed
from alcto_core.hours import HOUR, from_minutes, length, long, read
from alcto_core.records.sums import sum_of
from alcto_core.records.types import Session, SessionKind

_TOLD_BY: tuple[tuple[SessionKind, str], ...] = (
    ("meal", r"lunch(eon)?|breakfast|dinner|supper|banquet|meals?"),
    ("registration", r"registration|check[ -]?in|sign[ -]?in"),
    ("exhibit-hall", r"exhibits?|exhibit(ion|or|ors)?( hall)?|vendor (hall|fair)|expo"),
    ("break", r"(coffee )?break|recess|networking break"),
)
_SECONDS = r"(?:[\s,]*\d{1,2}\s*s(?:ec(?:ond)?s?)?\b\.?)?"
_LENGTH = re.compile(
    r"(\d{1,2}:[0-5]\d(?::[0-5]\d)?"
    rf"|\d{{1,3}}\s*h(?:ours?|rs?)?\.?\s*\d{{1,2}}\s*m(?:in(?:ute)?s?)?\b{_SECONDS}"
    rf"|\d{{1,3}}(?:\.\d+|\s?[½¼¾])?\s*h(?:ours?|rs?)?\b|\d{{1,4}}\s*m(?:in(?:ute)?s?)?\b{_SECONDS}"
    r"|\d{0,2}[½¼¾]|\d{1,2}(?:\.\d+)?)(?=\s|$)",
    re.IGNORECASE,
)
_BARE = re.compile(r"\d{1,2}(?:[:.]\d{2})?(?=\s|$)")
_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?"
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\b\.?"
_DATE = rf"(?:{_MONTH}\s*\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s*\d{{4}})?|\d{{1,2}}/\d{{1,2}}(?:/\d{{2,4}})?|\d{{4}}-\d\d-\d\d)"
_DAY = re.compile(rf"(?:day\s+(?:\d|one|two|three|four|five)\b|{_WEEKDAY}|{_DATE})(?:[\s,:–—-]+{_DATE})?", re.IGNORECASE)
_ENDS = re.compile(r"(adjourn|dismiss|depart|end of|close\b|closing time|ends?$)", re.IGNORECASE)
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

    @property
    def hours(self) -> int:
        """All hours of the sessions."""
        return sum_of(self.sessions)


def read_agenda(text: str, strand_named: StrandNamed) -> Agenda:
    """Read an agenda, line by line; blank lines are skipped. `strand_named` gives a strand's id for a word."""
    lines = [
        line
        for number, words in enumerate(text.splitlines(), 1)
        if words.strip()
        for line in _lines(number, words, strand_named)
    ]
    _join_titles(lines)
    _settle_starts(lines)
    _end_starts(lines)
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
    )


def kind_of(title: str) -> SessionKind:
    """The kind of time that a title tells: "Lunch with vendors" is a meal."""
    for kind, words in _TOLD_BY:
        if re.search(rf"\b({words})\b", title, re.IGNORECASE):
            return kind
    return "session"


class _Line(msgspec.Struct, kw_only=True):
    """One line as far as it is read."""

    number: int
    title: str = ""
    strands: tuple[str, ...] | None = None
    kind: SessionKind = "session"
    day: int = 0
    start: int | None = None
    """Seconds since midnight."""
    stop: int | None = None
    hours: int = 0
    """As they are written, or between start and stop."""
    may_start: int | None = None
    """Seconds since midnight, where the hours that are written may be a time of the day."""
    is_start: bool = False
    is_day: bool = False
    remark: str = ""
    wrong: str = ""
    """Why it is no session."""

    @property
    def is_session(self) -> bool:
        return bool(self.hours and self.title and not self.wrong and self.may_start is None)

    @property
    def is_timed(self) -> bool:
        return self.start is not None

    def refuse(self, why: str) -> None:
        self.wrong, self.hours, self.may_start = why, 0, None

    def last(self, start: int, stop: int) -> None:
        """Give it its ends; what is finer than a minute is cut off."""
        self.start, self.stop = start, stop
        minutes, rest = divmod(stop - start, 60)
        hours = from_minutes(minutes)
        if hours > 16 * HOUR:
            self.refuse(f"{long(hours)} in one session; look at its times again")
        elif not hours:
            self.refuse("it is less than a minute")
        else:
            self.hours = hours
            if rest:
                self.remark = f"“{shown(start)} to {shown(stop)}” was cut to the minute: {long(hours)}"


def _lines(number: int, words: str, strand_named: StrandNamed) -> Iterator[_Line]:
    """What one line of text says: mostly one thing, several where line breaks were lost."""
    text = words.strip().lstrip("•*·▪◦").strip()
    is_table = text.startswith("|") or "\t" in text
    if is_table:
        text = " | ".join(cell.strip() for cell in re.split(r"[|\t]", text) if cell.strip())
        text = re.sub(r"^(\S+(?: ?[ap]\.?m\.?)?) \| (?=\d)", r"\1 ", text, flags=re.IGNORECASE)  # start | end | title
    heading = _DAY.match(text)
    if heading:
        yield _Line(number=number, is_day=True)
        text = text[heading.end() :].strip(" \t,:–—-|")
        if is_table and not any(True for _ in spans_of(text)):
            return
    if not text:
        return
    try:
        for line in _parts(number, text):
            _name(line, strand_named, is_table=is_table)
            yield line
    except ValueError as wrong:
        yield _Line(number=number, wrong=str(wrong))


def _parts(number: int, text: str) -> Iterator[_Line]:
    """A line for each time in the text, with what stands beside it as its title."""
    spans = list(spans_of(text))
    if not spans:
        yield _without_span(number, text)
        return
    is_behind = spans[0].begin > 0
    untitled: list[_Line] = []
    for at, span in enumerate(spans):
        if is_behind:
            before = text[spans[at - 1].end if at else 0 : span.begin]
            after = text[span.end :] if len(spans) == 1 else ""
            title = ", ".join(part for part in (_trimmed(before), _trimmed(after)) if part)
        else:
            title = _trimmed(text[span.end : spans[at + 1].begin if at + 1 < len(spans) else len(text)])
        line = _Line(number=number, title=title)
        line.last(*between(span))
        if line.remark:
            line.remark = f"“{text[span.begin : span.end]}” was cut to the minute: {long(line.hours)}"
        if span.is_plain:
            line.remark = _PLAIN
        untitled.append(line)
        if title or at + 1 == len(spans):
            for one in untitled:
                one.title = title  # 9:00-10:00 and 10:15-11:15 Workshop
                yield one
            untitled = []


_PLAIN = "lone numbers"
"""Marks a line until it is known whether the others have minutes."""


def _without_span(number: int, text: str) -> _Line:
    """A start, hours, or words alone."""
    written = _LENGTH.match(text)
    try:
        found = time_at(text)
    except Wrong:
        found = None
    clock, end = found or (None, 0)
    is_bare = _BARE.match(text)
    if clock is not None and clock.is_full and (not written or not is_bare):
        if clock.is_sure and not clock.is_whole and not (written and written.end() > end):
            return _Line(number=number, title=_trimmed(text[end:]), start=clock.seconds % DAY, is_start=True)
    if not written:
        return _Line(number=number, title=text)
    hours, remark = read(written[1])
    line = _Line(number=number, title=_trimmed(text[written.end() :]), hours=hours, remark=remark)
    if not line.title:
        raise Wrong("there is no title behind the time")
    if clock is not None and is_bare and is_bare.end() == written.end() and not text.startswith("0:"):
        if ":" in is_bare[0] or clock.seconds >= 7 * 60 * 60:
            line.may_start = clock.seconds
    return line


def _trimmed(text: str) -> str:
    return text.strip(" \t:,;–—-").removesuffix("(").removeprefix(")").strip(" \t:,;–—-")


def _name(line: _Line, strand_named: StrandNamed, *, is_table: bool) -> None:
    """Take title, strands and kind apart. A table has further columns; elsewhere what stands behind a bar is known."""
    cells = [cell.strip(" \t:,–—-") for cell in line.title.split("|")]
    title, rest = cells[0], cells[1:]
    if is_table and not title and rest:
        title, rest = rest[0], rest[1:]
    strands: list[str] = []
    kind = kind_of(title)
    for word in (word.strip() for cell in rest for word in cell.split(",")):
        folded = word.casefold().replace(" ", "-")
        if folded in KINDS:
            kind = folded
        elif found := strand_named(word) if word else None:
            strands.append(found)
        elif word and not is_table:
            raise Wrong(f"“{word}” is no strand and no kind of time")
    if rest and not title:
        raise Wrong("there is no title behind the time")
    line.title, line.kind, line.strands = title, kind, tuple(dict.fromkeys(strands)) or None


def _join_titles(lines: list[_Line]) -> None:
    """Days counted, and a time on a line of its own given the title from the line below it, or above it."""
    day = 0
    for line in lines:
        day += line.is_day
        line.day = day
    plain = [line for line in lines if not line.is_day]
    alone = [at for at, line in enumerate(plain) if line.is_timed and not line.title]
    if alone:
        is_below = not (plain[-1] is plain[alone[-1]] and alone[0] > 0 and _is_words(plain[alone[0] - 1]))
        for at in alone:
            other = plain[at + 1 if is_below else at - 1] if 0 <= at + (1 if is_below else -1) < len(plain) else None
            if other is not None and _is_words(other) and other.day == plain[at].day:
                plain[at].title, plain[at].kind, plain[at].strands = other.title, other.kind, other.strands
                other.is_day = True  # understood: no line of its own any more
                other.title = ""
            else:
                plain[at].refuse("there is no title behind the time")
    has_minutes = any(line.is_timed and line.remark != _PLAIN for line in plain)
    for line in plain:
        if line.remark == _PLAIN:
            line.remark = ""
            if has_minutes:
                line.refuse("lone numbers may be grades or rooms; write 9:00-12:00 where it is a time")
        if _is_words(line):
            line.wrong = "it does not begin with a time such as 9:00-10:15, or with hours such as 1.5"


def _is_words(line: _Line) -> bool:
    return not line.is_day and not line.is_timed and not line.hours and not line.wrong and bool(line.title)


def _settle_starts(lines: Sequence[_Line]) -> None:
    """Whether `1:30` is a time of the day or hours: what climbs from line to line, or stands among times, is no length."""
    doubtful = [line for line in lines if line.may_start is not None]
    if not doubtful:
        return
    if any(line.is_timed for line in lines):
        are_starts = [line for line in doubtful if line.may_start is not None]
    else:
        steps = [(b.may_start or 0) - (a.may_start or 0) for a, b in pairwise(doubtful)]
        climbs = [step % NOON for step in steps if step]
        is_strict = bool(steps) and len(climbs) == len(steps)
        is_late = any((line.may_start or 0) >= 7 * 60 * 60 for line in doubtful)
        are_starts = doubtful if climbs and all(step <= _STEP for step in climbs) and (is_strict or is_late) else []
    for line in doubtful:
        if line in are_starts:
            start = line.may_start or 0
            line.start, line.hours, line.is_start = start + (NOON if start < 7 * 60 * 60 else 0), 0, True
        line.may_start = None


def _end_starts(lines: Sequence[_Line]) -> None:
    """A start alone lasts until the next one of its day."""
    timed = [line for line in lines if line.is_timed]
    before: _Line | None = None
    for line in timed:
        if line.is_start and line.start is not None:
            if before is not None and before.day == line.day and before.start is not None:
                if line.start < before.start <= line.start + NOON < DAY:
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
        elif stop is None:
            line.refuse("when it ends is not written; write 9:00-10:15, or hours such as 1.5")
        else:
            line.last(line.start, stop)


def _choose(lines: Sequence[_Line]) -> None:
    """Of what lies at the same time one is taken: talks before meals and open halls, then by their order. A meal or a
    break inside a talk is taken off it."""
    timed = [line for line in lines if line.is_session and line.stop is not None]
    kept: list[_Line] = []
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
            f"it lies at the same time as “{other.title}” in line {other.number}; take that line out to choose this "
            "one, or write the day in a line above it if it was another"
        )


def _overlap(one: _Line, other: _Line) -> bool:
    return (one.start or 0) < (other.stop or 0) and (other.start or 0) < (one.stop or 0)


def _is_within(one: _Line, other: _Line) -> bool:
    return (other.start or 0) <= (one.start or 0) and (one.stop or 0) <= (other.stop or 0)
