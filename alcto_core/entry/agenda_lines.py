"""The lines of an agenda one by one: what each says of a time, a title, strands and a kind of time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

import msgspec

from alcto_core.entry.agenda_days import heading_end
from alcto_core.entry.answer import Wrong
from alcto_core.entry.called_off import is_called_off
from alcto_core.entry.clock import DAY, Span, between, shown, spans_of, time_at
from alcto_core.entry.reader import KINDS, StrandNamed
from alcto_core.entry.written_numbers import in_figures
from alcto_core.hours import HOUR, from_minutes, long, read
from alcto_core.records.types import SessionKind

_TOLD_BY: tuple[tuple[SessionKind, str], ...] = (
    (
        "meal",
        r"lunch(eon)?|breakfast|dinner|supper|banquet|meals?|mittagessen|mittagspause|fr[üu]hst[üu]ck|abendessen"
        r"|almuerzo|desayuno|cena|comida",
    ),
    ("registration", r"registration|check[ -]?in|sign[ -]?in|anmeldung|registrierung|inscripci[óo]n|registro"),
    ("exhibit-hall", r"exhibits?|exhibit(ion|or|ors)?( hall)?|vendor (hall|fair)|expo"),
    ("break", r"(coffee )?break|recess|networking break|(kaffee)?pause|descanso|receso|pausa"),
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
_UNITS = r"(\d{1,3}(?:\.\d+|\s?[½¼¾])?\s?(?:min(?:ute)?s?|hours?|hrs?|h)\.?(?:\s?\d{1,2}\s?min(?:ute)?s?)?)"
LASTS = re.compile(
    rf"[(\[]\s*{_UNITS}\s*[)\]]|(?<!\bin)(?<!\bunder)(?<!\bwithin)\s*(?:[-–—:,]|\s)\s*{_UNITS}$", re.IGNORECASE
)
_TOTAL = re.compile(
    r"(?:grand |sub-?)?totals?(?: (?:time|hours?|hrs|credits?|minutes|cpe|pd|clock|contact|for|of|the|day))*:?", re.I
)
_BULLET = re.compile(r"^(?:[•*·▪◦‣●○–—-]+\s+|[•·▪◦‣●○]|\d{1,2}[.)]\s+(?=\d{1,2}[:.]\d\d))?\s*(?:\[[ xX]?\]\s*)?")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")
_PLAIN_SIGNS = str.maketrans(
    {
        **dict.fromkeys("\u00a0\u2002\u2003\u2007\u2009\u200a\u202f\u3000", " "),
        **dict.fromkeys("\u200b\u2060\ufeff", ""),
        "：": ":",
        "－": "-",
        **{chr(0xFF10 + digit): str(digit) for digit in range(10)},
    }
)
_FROM = re.compile(r"^\s*(?:from|von|de|desde|du|time|when)\s*:?\s*$", re.IGNORECASE)
_ZONE_NAME = re.compile(r"\b([ECMP])[SD]?T\b")
_OTHER_ZONE = re.compile(r"\(\s*\d{1,2}(?::\d\d)?\s*(?:[ap]\.?m\.?)?\s*[ECMP][SD]?T\s*\)", re.IGNORECASE)
"""The same time in another zone, in brackets."""
_SAME_MOMENT = re.compile(
    r"(\d\s*(?:[ap]\.?m\.?)?\s*[ECMP][SD]?T)\s*/\s*\d{1,2}(?::\d\d)?\s*(?:[ap]\.?m\.?)?\s*[ECMP][SD]?T\b", re.IGNORECASE
)
"""Each end in two zones: 1:00 PM EST / 12:00 PM CST."""
_QUOTED = re.compile(r"^(?:>\s*)+")
"""The marks of a mail that answers another."""
_CELL_TIME = r'"?\d{1,2}(?::\d\d){1,2}(?:\s?[ap]\.?m\.?)?"?'
_TIMES_IN_CELLS = re.compile(
    rf"{_CELL_TIME}\s*(?P<by>[,;])\s*{_CELL_TIME}\s*(?P=by)(?!\s*(?:and\s+|or\s+|&\s*)?\d{{1,2}}:\d\d)", re.IGNORECASE
)
"""Start and end in cells of their own, as a spreadsheet exports them."""
_START_AND_END = re.compile(r"^(\d\S*(?: ?[ap]\.?m\.?)?(?: [ecmp][sd]?t)?) \| (?=\d)", re.IGNORECASE)
"""Start | end | title"""
LATE = 7 * 60 * 60
"""No session is likely to have as many hours; before it, a time without am or pm is one of the afternoon."""
_WHOLE_HOURS = (5 * 60 * 60, 19 * 60 * 60)
"""0900 is a time of the day, 2027 a year."""
NO_TIME = "it does not begin with a time such as 9:00-10:15, or with hours such as 1.5"
PLAIN = "lone numbers"
"""Marks a line until it is known whether the others have minutes."""


class AgendaLine(msgspec.Struct, kw_only=True):
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
    lasts: int = 0
    """Hours that are written behind the title, or behind a start: “Ransomware (60 min)”."""
    may_start: int | None = None
    """Seconds since midnight, where the hours that are written may be a time of the day."""
    is_start: bool = False
    is_day: bool = False
    is_lone: bool = False
    """Whether its hours are a number alone, which may be a time of the afternoon."""
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


def lines_of(number: int, words: str, strand_named: StrandNamed) -> Iterator[AgendaLine]:
    """What one line of text says: mostly one thing, several where line breaks were lost."""
    text = _OTHER_ZONE.sub("", _SAME_MOMENT.sub(r"\1", _in_plain_signs(words).strip()))
    text = _BULLET.sub("", _QUOTED.sub("", text))
    is_table = text.startswith("|") or "\t" in text
    if not is_table and (comma := _TIMES_IN_CELLS.match(text)):
        is_table, text = True, "\t".join(cell.strip(' "') for cell in text.split(comma["by"]))
    if is_table:
        text = " | ".join(cell.strip() for cell in re.split(r"[|\t]", text) if cell.strip())
        text = _START_AND_END.sub(r"\1 ", text)
    day: list[str] = []
    while end := heading_end(text):
        day.append(text[:end])
        text = text[end:].strip(" \t,:–—-|")
    if day:
        yield AgendaLine(number=number, is_day=True, title=" ".join(day))
        if is_table:
            text = _START_AND_END.sub(r"\1 ", text)
            if not any(map(str.isdigit, text)):
                return  # the headings of a table with its day
    if not text:
        return
    try:
        for line in _parts(number, text):
            _name(line, strand_named, is_table=is_table)
            yield line
    except ValueError as wrong:
        yield AgendaLine(number=number, wrong=str(wrong))


def _in_plain_signs(words: str) -> str:
    """A line without the marks of Markdown and of web pages, its blanks, colons and digits the plain ones."""
    text = unescape(_TAG.sub(" ", words)).translate(_PLAIN_SIGNS)
    return text.replace("**", "").replace("__", "")


def _parts(number: int, text: str) -> Iterator[AgendaLine]:
    """A line for each time in the text, with what stands beside it as its title."""
    spans = list(spans_of(text))
    if not spans:
        yield _without_span(number, text)
        return
    zones = [_zone(text, span) for span in spans]
    spans = [span for span, zone in zip(spans, zones, strict=True) if zone in ("", zones[0])]  # 9-10 ET / 8-9 CT
    is_behind = _FROM.sub("", text[: spans[0].begin]) != ""
    untitled: list[AgendaLine] = []
    for at, span in enumerate(spans):
        if is_behind:
            before = _FROM.sub("", text[spans[at - 1].end if at else 0 : span.begin])
            after = text[span.end :] if len(spans) == 1 else ""
            title = ", ".join(part for part in (_trimmed(before), _trimmed(after)) if part)
        else:
            title = _trimmed(text[span.end : spans[at + 1].begin if at + 1 < len(spans) else len(text)])
        line = AgendaLine(number=number, title=title)
        line.last(*between(span))
        if line.remark:
            line.remark = f"“{text[span.begin : span.end]}” was cut to the minute: {long(line.hours)}"
        if span.is_plain:
            line.remark = PLAIN
        untitled.append(line)
        if title or at + 1 == len(spans):
            for one in untitled:
                one.title = title  # 9:00-10:00 and 10:15-11:15 Workshop
                yield one
            untitled = []


def _zone(text: str, span: Span) -> str:
    """The zone of a span, in it or right behind it; "" where none is written."""
    found = _ZONE_NAME.findall(text[span.begin : span.end]) or _ZONE_NAME.findall(text[span.end : span.end + 4].strip())
    return found[-1] if found else ""


def _without_span(number: int, text: str) -> AgendaLine:
    """A start, hours, or words alone."""
    found = LASTS.search(text)
    if found is None and (figures := LASTS.search(in_figures(text))):
        text, found = in_figures(text), figures  # “Ransomware (one hour)”
    if found and found.start() > 0:
        line = _of_start(number, " ".join((text[: found.start()], text[found.end() :])).strip())
        line.lasts = read(found[1] or found[2])[0]
        if line.start is None and line.may_start is None:
            line.title, line.hours = text, 0
        return line
    return _of_start(number, text)


def _of_start(number: int, text: str) -> AgendaLine:
    written = _LENGTH.match(text)
    try:
        found = time_at(text)
    except Wrong:
        found = None
    clock, end = found or (None, 0)
    if clock is not None and clock.is_whole and end < len(text) and not text[end].isalnum():
        line = AgendaLine(number=number, title=_trimmed(text[end:]), may_start=clock.seconds)
        return line if _WHOLE_HOURS[0] <= clock.seconds < _WHOLE_HOURS[1] else AgendaLine(number=number, title=text)
    if clock is not None and clock.is_sure and not text.startswith(("0:", "00:")) and end >= _end(written):
        return AgendaLine(number=number, title=_trimmed(text[end:]), start=clock.seconds % DAY, is_start=True)
    if clock is not None and clock.is_full and end > _end(written) and text[:end].strip()[-1:].isalpha():
        return AgendaLine(number=number, title=_trimmed(text[end:]), may_start=clock.seconds)  # 9 o'clock
    if not written:
        return AgendaLine(number=number, title=text)
    hours, remark = read(written[1])
    line = AgendaLine(number=number, title=_trimmed(text[written.end() :]), hours=hours, remark=remark)
    if not line.title:
        raise Wrong("there is no title behind the time")
    is_bare = _BARE.match(text)
    is_clock = clock is not None and is_bare is not None and is_bare.end() == written.end()
    if clock and is_bare and is_clock and text[0] != "0":
        if ":" in is_bare[0] or clock.seconds >= LATE:
            line.may_start = clock.seconds
        else:
            line.is_lone = is_bare[0].isdigit()
    return line


def _end(match: re.Match[str] | None) -> int:
    return match.end() if match else 0


def _trimmed(text: str) -> str:
    """A title without what stands between it and a time; nothing where two times are only joined."""
    title = text.strip(" \t:,;–—-/").removesuffix("(").removeprefix(")").strip(" \t:,;–—-/")
    return "" if title.casefold() in ("and", "&", "or") else title


def _name(line: AgendaLine, strand_named: StrandNamed, *, is_table: bool) -> None:
    """Take title, strands and kind apart. A table has further columns; elsewhere what stands behind a bar is known.

    A time alone before the first bar is the first column of a table, where what follows can be a title.
    """
    cells = [cell.strip(" \t:,–—-") for cell in line.title.split("|")]
    title, rest = cells[0], cells[1:]
    is_title = len(rest) > 1 or (
        rest and rest[0].casefold().replace(" ", "-") not in KINDS and not strand_named(rest[0])
    )
    if not title and rest and (is_table or is_title):
        title, rest, is_table = rest[0], rest[1:], True
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
    if _TOTAL.fullmatch(title):
        raise Wrong("it is a total")
    if is_called_off(title):
        raise Wrong("its title says that it was called off")
    line.title, line.kind, line.strands = title, kind, tuple(dict.fromkeys(strands)) or None


def kind_of(title: str) -> SessionKind:
    """The kind of time that a title tells: "Lunch with vendors" is a meal."""
    for kind, words in _TOLD_BY:
        if re.search(rf"\b({words})\b", title, re.IGNORECASE):
            return kind
    return "session"
