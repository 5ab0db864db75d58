"""The lines of a certificate: what each says of hours and of days, the better known the higher its rank."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

import msgspec

from alcto_core.entry.amounts import read_hours
from alcto_core.entry.clock import spans_of
from alcto_core.entry.days import order_of, read_day
from alcto_core.entry.written_numbers import in_figures
from alcto_core.hours import HOUR, long

_MOST_HOURS = 40 * HOUR
LONGEST_LINE = 400
_ENDS = r"(?!\d|[.,:]\d|\s*[-–—/]\s*\d|\s*(?:to|or)\s+\d|\s?[½¼¾⅐-⅞]|\s+\d+/\d|h\d)"
_NUMBER = r"(\d{1,4}(?:\.\d{1,3})?(?:\s?[½¼¾])?|\.\d{1,2}|[½¼¾])" + _ENDS
_AMOUNT = rf"\(?(?<![\w.,:/$#-]){_NUMBER}\)?"
_KIND = r"(?:(?:contact|clock|instructional|training|seat|professional|development|learning|pd|cpe|cpd|cle|total)\s+)*"
_UNIT = r"(hours?|hrs?\.?|h|pdhs?|minutes?|mins?\.?)(?![\w])"
_BEHIND = re.compile(rf"{_AMOUNT}[\s-]*{_KIND}{_UNIT}", re.I)
"""6.5 contact hours"""
_WORDS = (
    rf"(?:number of |total |no\. of |# of )*{_KIND}(?:hours?|hrs?\.?|minutes?)"
    r"(?:\s+(?:earned|awarded|completed|attended|granted))?"
)
_ENTRY = re.compile(
    rf"({_WORDS})(?:\s|\.\.)[\s.…_–—-]*(?<!\s\.){_NUMBER}\s*(hours?|hrs?\.?|h|minutes?|mins?\.?)?", re.I
)
"""A whole line, Contact hours . . . 6.5"""
_LABEL = re.compile(rf"{_WORDS}\s*(:?)", re.I)
_ALONE = re.compile(_NUMBER, re.I)
_LABELLED = re.compile(
    r"(?:^|\b)(?:number of |total |no\. of )*"
    rf"{_KIND}(hours?|hrs?\.?|minutes?|duration|length)(?:\s+\w+){{0,2}}\s*(?:\([^)]*\)\s*)?[:=]\s*\(?{_NUMBER}\)?"
    r"(?:\s*(hours?|hrs?\.?|h|minutes?|mins?\.?)\b)?",
    re.I,
)
"""Contact hours: 6.5"""
_WITH_MINUTES = re.compile(
    r"(?<![\w.,/$#-])(\d{1,2})\s*h(?:(?:ou)?rs?)?\.?[\s,]*(?:(?:and|&)\s*)?(\d{1,2})\s*m(?:in(?:ute)?s?)?\b", re.I
)
_COLON = re.compile(
    rf"\b(?:{_WORDS}|duration|length)\s*[:=]\s*(\d{{1,2}}):([0-5]\d)(?::00)?(?![\d:]|\s*[ap]\.?m\b)"
    r"|(?<![\d:])(\d{1,2}):([0-5]\d)\s*(?:hours?|hrs?)\b",
    re.I,
)
_OF_EACH = re.compile(
    r"\b(?:per|each|every|apiece|daily|weekly|monthly)\b|/\s*(?:day|week|session|month|class)\b|\d\s*[x×]\s*\d"
    r"|\b(?:hours?|hrs?\.?|minutes?|mins?\.?)\s+an?\s+(?:day|night|week|month|term|semester|year|session|class|module|visit)\b"
    r"|\s[x×]\s*\d|hours?\s+(?:sessions|days|weeks|meetings|classes|webinars|modules|workshops|courses)\b",
    re.I,
)
"""How long each of several was, which is not how long all of them were."""
_GOES_ON = re.compile(r"\s*\+|[\s,]*(?:and\s+)?\d{1,2}\s*$", re.I)
"""Behind an amount that is not all: 6+, 5 hrs 30"""
_PART = re.compile(
    r"\b(?:day|session|part|module|week|unit|lesson|block|workshop|course|class)\s+(?:\d+|[a-h]|i{1,3}|iv|one|two|three|four)\b"
    r"|\b(?:morning|afternoon|evening|pre-?conference|keynote|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b",
    re.I,
)
_CEU = re.compile(
    r"\d+(?:\.\d+)?\s*(?:CEUs?|continuing education units?)\b|\b(?:CEUs?|continuing education units?)\b[^\d\n]{0,20}\d",
    re.I,
)
_CREDITS = re.compile(
    r"\d\s*\)?\s*(?:\w+\s+)?(?:credits?|semester hours?|quarter hours?|PDUs?|CPEs?(?! hours?| hrs?))\b"
    r"|\b(?:credits?|PDUs?|CPEs?)\b(?! (?:hours?|hrs?)\b)[^\d]{0,20}\d+(?:\.\d+)?"
    r"(?!\d|\.\d|\s*(?:contact |clock )?h(?:ou)?rs?\b)",
    re.I,
)
_SPEAKS_OF_HOURS = re.compile(
    r"(?:\d|\b(?:half|one|two|three|four|five|six|seven|eight|nine|ten|twelve)\b).*\b(?:hours?|hrs?|minutes?)\b"
    r"|\b(?:hours?|hrs?)\b.*\d",
    re.I,
)
_NOT_EARNED = re.compile(
    r"\b(?:up to|maximum|max\.?|at least|minimum|min\.|required|requested|possible|per|each|(?<!total )of|out of"
    r"|offered|available|planned|about|approximately)\s*\(?$",
    re.I,
)
_TOTAL = re.compile(r"\btotal\b", re.I)
_UNTIL = re.compile(
    r"\b(?:within|every|valid for|(?:is|are|begins?|starts?|expires?|due|back) in|expires? after)\s*\(?$", re.I
)
_SINCE = re.compile(
    r"\)?\s*(?:after|before|later|ago|prior|(?:in )?advance|notice|hotline|help ?desk|turnaround"
    r"|(?:technical |customer |phone |online )?support)\b",
    re.I,
)
"""What stands before or behind an amount that is a time to wait or to be there, and no length of what was done."""
_ASKED = re.compile(r"\b(?:requested|required|possible|offered|available|maximum|needed|remaining|planned|max)\b", re.I)
"""Words of a label by which its number is no length that was earned."""
_OF_A_TEST = re.compile(r"(?:\bscored?\b|%|\bquiz\b|\bexam\b|\btest\b).*\bin\s*\(?$", re.I)
_TO_WAIT = re.compile(r"\b(?:within|every|valid for)\s*\(?\d", re.I)
_ANOTHER_NUMBER = re.compile(r"[\d½¼¾]\s*(?:-|–|—|/|to|of|or|and|out of)\s*$|[~≈<>]\s*$", re.I)

_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
_ORDINAL = r"\d{1,2}(?:st|nd|rd|th)?"
_DASH = r"\s*(?:-|–|—|to|through|and|&)\s*"
DAY = re.compile(
    rf"{_MONTH}\s*{_ORDINAL}(?:,?\s*\d{{4}})?(?:{_DASH}(?:{_MONTH}\s*)?{_ORDINAL})?,?\s+\d{{4}}"
    rf"|{_ORDINAL}(?:{_DASH}{_ORDINAL})?(?:\s+day)?(?:\s+of)?\s+{_MONTH},?\s+\d{{4}}"
    rf"|(?<![\d/.-])\d{{1,2}}[-/]{_MONTH}[-/]\d{{4}}"
    rf"|(?<![\d/.-])\d{{1,2}}[/.-]\d{{1,2}}[/.-](?:\d{{4}}|\d{{2}})(?:{_DASH}\d{{1,2}}[/.-]\d{{1,2}}[/.-](?:\d{{4}}|\d{{2}}))?"
    r"(?![\d/.-])|(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)",
    re.I,
)
_IN_UTC = re.compile(r",?\s*(?:at\s+)?(\d{1,2}:\d{2}\s?(?:[ap]\.?m\.?)?)\s*\(?(?:UTC|GMT|Z)\b", re.I)
"""Behind a day, a time that may make it another one here."""
_NO_DAY = re.compile(
    r"\b(?:expir\w+|valid|until|through|birth|born|dob|renew\w*|due|register\w*|registration|since)\b", re.I
)
_OF_THE_EVENT = re.compile(
    r"\b(?:date|held|on|attended|complet\w+|event|session|conference|workshop|webinar|training|course)\b", re.I
)
_OF_THE_PAPER = re.compile(r"\b(?:issued?|printed|generated|signed|signature|awarded on|given)\b", re.I)


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """Something that a line of the certificate says."""

    value: str
    """As it would be typed into the field."""
    page: int
    line: int
    """Both from 1; of the lines that hold text."""
    words: str
    """The line as it is written."""
    at: str = ""
    """What it is of, where that is no page: a key of a badge."""

    @property
    def place(self) -> str:
        """Where it stands, with the line."""
        if self.at:
            return f"{self.at}: “{self.words}”"
        return f"page {self.page}, line {self.line}: “{self.words}”"


class Line(NamedTuple):
    page: int
    number: int
    words: str
    at: str = ""
    written: str = ""
    """As it stands there, where `words` are a translation."""

    @property
    def place(self) -> str:
        return self.says("").place

    def says(self, value: str) -> Found:
        return Found(value=value, page=self.page, line=self.number, words=self.written or self.words, at=self.at)


class Claim(NamedTuple):
    """A reading of a line, the better the higher its rank."""

    rank: int
    value: str
    line: Line


def hours_of(lines: Sequence[Line]) -> tuple[list[Claim], list[str], list[str]]:
    """What lines say of hours, what else they may mean, and what was left aside."""
    claims: list[Claim] = []
    undecided: list[str] = []
    left: list[str] = []
    aside: list[str] = []
    parts: dict[str, Claim] = {}
    for at, line in enumerate(lines):
        if _CEU.search(line.words):
            undecided.append(f"A CEU is not an hour; decide which of them is asked for; {line.place}")
        elif _CREDITS.search(line.words):
            undecided.append(f"Credits may be something else than hours; {line.place}")
        taken = []
        for claim, part in _of_line(line):
            taken.append(claim)
            if part:
                parts[part] = claim
        taken += _under_a_label(lines, at)
        claims += taken
        if taken:
            continue
        if may_be := _with_colon(line.words):
            undecided.append(f"It may be {may_be}; {line.place}")
        elif _SPEAKS_OF_HOURS.search(line.words):
            is_aside = _TO_WAIT.search(line.words) or _is_asked(line.words)
            (aside if is_aside else left).append(f"How many hours this says is yours to decide; {line.place}")
    top = max((one.rank for one in claims), default=0)
    of_parts = [_length(one.value) for one in parts.values() if one.rank == top]
    if len(of_parts) > 1:
        undecided.append(f"It may be {long(sum(of_parts))}, all {len(of_parts)} parts together")
    return _said_once(claims), undecided, left if claims else [*left, *aside]


def _is_asked(words: str) -> bool:
    """Whether the hours of a line are only asked for: “Hours requested: 3”."""
    found = _LABELLED.search(words)
    return found is not None and _ASKED.search(words[: found.start(2)]) is not None


def _said_once(claims: Sequence[Claim]) -> list[Claim]:
    """The same length in two ways of writing is one value: 6.5 hours (390 minutes)."""
    written: dict[int, str] = {}
    return [one._replace(value=written.setdefault(_length(one.value), one.value)) for one in claims]


def _length(value: str) -> int:
    return read_hours(value if "h" in value or "m" in value else f"{value} h").hours


def _of_line(line: Line) -> Iterator[tuple[Claim, str]]:
    """Claims, each with the part of the whole that it is of, "" where it is not said to be of one."""
    words = _without_times(in_figures(line.words))
    if both := _WITH_MINUTES.search(words):
        if (typed := _as_hours(f"{both[1]} h {both[2]}", "min")) and _is_earned(words, both.start(), both.end()):
            yield Claim(0, typed, line), _part_of(words[: both.start()])
        return
    end = 0
    for rank, match, amount, unit in _amounts(words):
        begin = match.start(2 if rank else 1)
        typed = _as_hours(amount, unit)
        is_asked = rank and _ASKED.search(words[match.start() : begin])
        if typed is not None and not is_asked and _is_earned(words, begin, match.end()):
            is_total = bool(_TOTAL.search(words))
            yield Claim(2 * is_total + rank, typed, line), "" if is_total else _part_of(words[end:begin])
        end = match.end()


def _is_earned(words: str, begin: int, end: int) -> bool:
    """Whether an amount is the whole that was earned: no limit, and not so much for each of several."""
    return not (
        _NOT_EARNED.search(words[:begin])
        or _ANOTHER_NUMBER.search(words[:begin])
        or _UNTIL.search(words[:begin])
        or _OF_A_TEST.search(words[:begin])
        or _SINCE.match(words, end)
        or _GOES_ON.match(words, end)
        or (_OF_EACH.search(words) and not _TOTAL.search(words))
    )


def _part_of(before: str) -> str:
    """What an amount is of, where the words before it name a part or a day."""
    found = _PART.search(before) or DAY.search(before) or re.search(rf"\b{_MONTH}\s*{_ORDINAL}\b", before, re.I)
    return found[0].casefold() if found else ""


def _under_a_label(lines: Sequence[Line], at: int) -> Iterator[Claim]:
    """A number alone on a line, whose label stands alone above it, or, without a colon, below it."""
    number = _ALONE.fullmatch(in_figures(lines[at].words))
    if number is None:
        return
    above = _LABEL.fullmatch(lines[at - 1].words) if at else None
    below = _LABEL.fullmatch(lines[at + 1].words) if at + 1 < len(lines) else None
    label = above or (below if below and not below[1] else None)
    if label is not None:
        unit = "min" if "minute" in label[0].lower() else "h"
        if (typed := _as_hours(number[1], unit)) is not None:
            yield Claim(1, typed, lines[at])


def _with_colon(words: str) -> str:
    """A length such as 6:30, which may be a time of the day as well; "" where there is none."""
    found = None if _has_times(words) else _COLON.search(words)
    typed = _as_hours(f"{int(found[1] or found[3])} h {found[2] or found[4]}", "min") if found else None
    return typed or ""


def _has_times(words: str) -> bool:
    return _without_times(words) != words


def _without_times(words: str) -> str:
    """A line without spans of time of day: they are no length, as there was a lunch, or nobody knows."""
    kept, end = [], 0
    try:
        for span in spans_of(words):
            kept.append(words[end : span.begin])
            end = span.end
    except ValueError:  # what looks like one and is none, such as 0:65
        return words
    return " ".join((*kept, words[end:]))


def _amounts(words: str) -> Iterator[tuple[int, re.Match[str], str, str]]:
    """Every number of hours in a line; a label before the number says most."""
    if entry := _ENTRY.fullmatch(words):
        yield 1, entry, entry[2], entry[3] or ("minutes" if "minute" in entry[1].lower() else "hours")
        return
    labelled = list(_LABELLED.finditer(words))
    for match in labelled:
        if re.match(r"\s*(?:[ap]\.?m\b|:\d)", words[match.end() :], re.I):
            continue  # a time of the day
        label = "minutes" if match[1].lower().startswith("min") else "hours"
        is_named = match[1].lower().startswith(("h", "min")) or match[3]
        if is_named:
            yield 1, match, match[2], match[3] or label
    if not labelled:
        for match in _BEHIND.finditer(words):
            yield 0, match, match[1], match[2]


def _as_hours(amount: str, unit: str) -> str | None:
    """Hours as they would be typed; None for what no certificate says."""
    is_minutes = unit.lower().startswith("m")
    typed = f"{amount} {'min' if is_minutes else 'h'}"
    try:
        read = read_hours(typed)
    except ValueError:
        return None
    if read is None or not 0 < read[0] <= _MOST_HOURS:
        return None
    return typed if is_minutes else amount


def with_whole_days(lines: Sequence[Line]) -> list[Line]:
    """The lines, where a day that goes on in the next line after its month stands whole in its first."""
    whole = list(lines)
    for at in range(len(whole) - 1):
        line, after = whole[at], whole[at + 1]
        length = len(line.words)
        for match in DAY.finditer(f"{line.words} {after.words}") if line.page == after.page else ():
            if match.start() < length < match.end() and re.search(_MONTH, line.words[match.start() :], re.I):
                whole[at] = line._replace(words=f"{line.words} {after.words[: match.end() - length - 1]}")
                whole[at + 1] = after._replace(words=after.words[match.end() - length - 1 :].strip())
    return whole


def days_of(
    lines: Sequence[Line], today: date, *, is_day_first: bool = False
) -> tuple[list[Claim], list[str], list[str]]:
    """What lines say of days, what is undecided, and what was left aside or read with a choice. Where nothing shows
    which of two numbers is the day, it is the first with `is_day_first`."""
    written = [(at, match) for at, line in enumerate(lines) for match in DAY.finditer(line.words)]
    order = order_of((match[0] for _, match in written), has_decimal_commas=is_day_first)
    claims: list[Claim] = []
    remarks: list[str] = []
    for at, match in written:
        line = lines[at]
        before = line.words[: match.start()].strip()
        if not before and at and lines[at - 1].words.endswith(":"):
            before = lines[at - 1].words
        if _NO_DAY.search(before):
            continue
        words = re.sub(r"\s+day\b", "", match[0], flags=re.I)
        if utc := _IN_UTC.match(line.words, match.end()):
            words = f"{words} {utc[1]} UTC"
        try:
            read = read_day(words, order, today)
        except ValueError as wrong:
            why = f"{str(wrong).partition(';')[0]}" if utc else "A day that cannot be read"
            remarks.append(f"{why}; {line.place}")
            continue
        if read.remark:
            remarks.append(f"{read.remark}; {line.place}")
        if read.is_range:
            remarks.append(f"It lasted several days, and the last one is taken; {line.place}")
        if not order.is_sure and re.match(r"\d{1,2}[/-]", words):
            remarks.append(f"The {'day' if order.slashes == 'dmy' else 'month'} was read first; {line.place}")
        if read.day > today:
            remarks.append(f"It lies ahead; {line.place}")
        is_of_paper = _OF_THE_PAPER.search(before) or (not before and _OF_THE_PAPER.search(line.words))
        claims.append(Claim(-1 if is_of_paper else int(bool(_OF_THE_EVENT.search(before))), read.day.isoformat(), line))
    return claims, [], list(dict.fromkeys(remarks))
