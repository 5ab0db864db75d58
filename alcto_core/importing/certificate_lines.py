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
from alcto_core.hours import HOUR

_MOST_HOURS = 40 * HOUR
LONGEST_LINE = 400
_ENDS = r"(?!\d|[.,:]\d|\s*[-–—/]\s*\d|\s*(?:to|or)\s+\d)"
_AMOUNT = r"\(?(?<![\w.,:/$#-])(\d{1,4}(?:\.\d{1,3})?(?:\s?[½¼¾])?|[½¼¾])" + _ENDS + r"\)?"
_KIND = r"(?:(?:contact|clock|instructional|training|seat|professional|development|learning|pd|cpe|cpd|cle|total)\s+)*"
_UNIT = r"(hours?|hrs?\.?|h|minutes?|mins?\.?)(?![\w])"
_BEHIND = re.compile(rf"{_AMOUNT}[\s-]*{_KIND}{_UNIT}", re.I)
"""6.5 contact hours"""
_LABELLED = re.compile(
    r"(?:^|\b)(?:number of |total |no\. of )*"
    rf"{_KIND}(hours?|hrs?\.?|minutes?|duration|length)(?:\s+\w+){{0,2}}\s*(?:\([^)]*\)\s*)?[:=]\s*{_AMOUNT}"
    r"(?:\s*(hours?|hrs?\.?|h|minutes?|mins?\.?)\b)?",
    re.I,
)
"""Contact hours: 6.5"""
_WITH_MINUTES = re.compile(
    r"(?<![\w.,:/$#-])(\d{1,2})\s*h(?:ou)?rs?\.?[\s,]*(?:and\s+)?(\d{1,2})\s*m(?:in(?:ute)?s?)?\b", re.I
)
_CEU = re.compile(
    r"\d+(?:\.\d+)?\s*(?:CEUs?|continuing education units?)\b|\b(?:CEUs?|continuing education units?)\b[^\d\n]{0,20}\d",
    re.I,
)
_CREDITS = re.compile(
    r"\d\s*\)?\s*(?:\w+\s+)?(?:credits?|semester hours?|quarter hours?|PDUs?|CPEs?(?! hours?| hrs?))\b"
    r"|\b(?:credits?|PDUs?|CPEs?)\b[^\d]{0,20}\d+(?:\.\d+)?(?!\d|\.\d|\s*(?:contact |clock )?h(?:ou)?rs?\b)",
    re.I,
)
_SPEAKS_OF_HOURS = re.compile(
    r"(?:\d|\b(?:half|one|two|three|four|five|six|seven|eight|nine|ten|twelve)\b).*\b(?:hours?|hrs?|minutes?)\b"
    r"|\b(?:hours?|hrs?)\b.*\d",
    re.I,
)
_NOT_EARNED = re.compile(
    r"\b(?:up to|maximum|max\.?|at least|minimum|min\.|required|requested|possible|per|each|of|out of|offered|available"
    r"|planned|about|approximately)\s*\(?$",
    re.I,
)
_ANOTHER_NUMBER = re.compile(r"\d\s*(?:-|–|—|/|to|of|or|out of)\s*$", re.I)

_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
_ORDINAL = r"\d{1,2}(?:st|nd|rd|th)?"
_DASH = r"\s*(?:-|–|—|to|through|and|&)\s*"
DAY = re.compile(
    rf"{_MONTH}\s*{_ORDINAL}(?:,?\s*\d{{4}})?(?:{_DASH}(?:{_MONTH}\s*)?{_ORDINAL})?,?\s+\d{{4}}"
    rf"|{_ORDINAL}(?:{_DASH}{_ORDINAL})?(?:\s+day)?(?:\s+of)?\s+{_MONTH},?\s+\d{{4}}"
    rf"|(?<![\d/.-])\d{{1,2}}[/.-]\d{{1,2}}[/.-](?:\d{{4}}|\d{{2}})(?:{_DASH}\d{{1,2}}[/.-]\d{{1,2}}[/.-](?:\d{{4}}|\d{{2}}))?"
    r"(?![\d/.-])|(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)",
    re.I,
)
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

    @property
    def place(self) -> str:
        """Where it stands, with the line."""
        return f"page {self.page}, line {self.line}: “{self.words}”"


class Line(NamedTuple):
    page: int
    number: int
    words: str

    @property
    def place(self) -> str:
        return self.says("").place

    def says(self, value: str) -> Found:
        return Found(value=value, page=self.page, line=self.number, words=self.words)


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
    for line in lines:
        if _CEU.search(line.words):
            undecided.append(f"A CEU is not an hour; decide which of them is asked for; {line.place}")
        elif _CREDITS.search(line.words):
            undecided.append(f"Credits may be something else than hours; {line.place}")
        taken = list(_of_line(line))
        claims += taken
        if not taken and _SPEAKS_OF_HOURS.search(line.words):
            left.append(f"Hours that were not taken; {line.place}")
    return claims, undecided, left


def _of_line(line: Line) -> Iterator[Claim]:
    if _has_times(line.words):
        return  # times of the day are no length: there was a lunch, or nobody knows
    if both := _WITH_MINUTES.search(line.words):
        if (typed := _as_hours(f"{both[1]} h {both[2]}", "min")) and not _NOT_EARNED.search(line.words[: both.start()]):
            yield Claim(0, typed, line)
        return
    for rank, match, amount, unit in _amounts(line.words):
        before = line.words[: match.start(2 if rank else 1)]
        typed = _as_hours(amount, unit)
        if typed is not None and not _ANOTHER_NUMBER.search(before) and not _NOT_EARNED.search(before):
            is_total = bool(re.search(r"\btotal\b", line.words, re.I))
            yield Claim(2 * is_total + rank, typed, line)


def _has_times(words: str) -> bool:
    try:
        return any(True for _ in spans_of(words))
    except ValueError:  # what looks like one and is none, such as 0:65
        return False


def _amounts(words: str) -> Iterator[tuple[int, re.Match[str], str, str]]:
    """Every number of hours in a line; a label before the number says most."""
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


def days_of(lines: Sequence[Line], today: date) -> tuple[list[Claim], list[str], list[str]]:
    """What lines say of days, what is undecided, and what was left aside or read with a choice."""
    written = [(at, match) for at, line in enumerate(lines) for match in DAY.finditer(line.words)]
    order = order_of(match[0] for _, match in written)
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
        try:
            read = read_day(words, order, today)
        except ValueError:
            remarks.append(f"A day that was not taken; {line.place}")
            continue
        if read.is_range:
            remarks.append(f"It lasted several days, and the last one is taken; {line.place}")
        if not order.is_sure and re.match(r"\d{1,2}[/-]", words):
            remarks.append(f"The month was read first; {line.place}")
        if read.day > today:
            remarks.append(f"It lies ahead; {line.place}")
        is_of_paper = _OF_THE_PAPER.search(before) or (not before and _OF_THE_PAPER.search(line.words))
        claims.append(Claim(-1 if is_of_paper else int(bool(_OF_THE_EVENT.search(before))), read.day.isoformat(), line))
    return claims, [], list(dict.fromkeys(remarks))
