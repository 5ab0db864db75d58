"""Hours as a spreadsheet holds them."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from alcto_core.entry.written_numbers import in_figures
from alcto_core.hours import MINUTE, Typed, read
from alcto_core.patterns import late

Unit = Literal["hours", "minutes", "h:mm", "mm:ss"]
"""What a number alone means, and how two numbers with a colon are read."""

_LONGEST = 40
_SPELLED = late(
    r"(\d{1,4})\s*(?:h|hrs?|hours?|std|horas?)[.,]*\s*(?:and\s*)?(\d{1,2})\s*(?:m|mins?|minutes?)?\.?", re.ASCII
)
_ALONE = late(r"(\d{1,5})(?:[.,](\d+))?", re.ASCII)
_IN_PARTS = late(r"\d\s*(?:m(?:in(?:ute)?s?)?|s(?:ec(?:ond)?s?)?|')\.?$", re.ASCII)
"""A length that ends with minutes or seconds, such as `1h 30m 12s`."""
_MINUTES_AND_SECONDS = late(r"(\d{1,4}):([0-5]\d)(?:\s*(?:min|mins|minutes?|m)\.?)?", re.ASCII)
_LONG_CLOCK = late(r"(\d{2,4}):([0-5]\d)", re.ASCII)
_FIGURE = r"(\d{1,6}(?:[.,]\d{1,6})?)"
_ISO = late(
    rf"p(?:0+y)?(?:0+m)?(?:0+w)?(?:(\d{{1,3}})d)?t(?=\d)(?:{_FIGURE}h)?(?:{_FIGURE}m)?(?:{_FIGURE}s)?", re.ASCII
)
"""A length of ISO 8601; days, months and weeks alone are none, as nobody knows how many hours of them were spent."""
_CREDIT = (
    r"(?:(?:cpe|ce|cpd|pd|cle)\s+)?credits?|cpes?|cpds?|pdus?|pdhs?|ces?|cles?|cmes?|scechs?|cpdus?|points?|pts|units?"
)
_UNIT = late(
    rf"\s*(?:(?:clock|contact|credit|pd|cpe|ce|cpd)?\s*(?:h|hrs?|hours?|std|stunden?|horas?)|td-?ceus?|{_CREDIT})\.?$",
    re.ASCII,
)
_CEU = late(
    r"[\d.,]+\s*(ceus?|plus?|continuing education units?|"
    r"(?:semester|quarter|sem\.?|qtr\.?|college|graduate|university) (?:credit )?(?:hours?|hrs?|credits?|units?))\.?",
    re.ASCII,
)
_AN_HOUR = late(r"^an? (?=hour$|hr$)")
_AMPERSAND = late(r"\s*&\s*")
_MARKED = late(r"(.*?\w)\s*([*†‡§#^]+)")
_NO_DAYS = late(r"^0+\s*d(?:ays?)?[,\s]+", re.ASCII)
_FOREIGN = (
    (late(r"(?<=\d)\s*(?:heures?|horas?|stunden?|std\.?|or[ae]|uren|uur)\b\.?"), "h"),
    (late(r"(?<=\d)\s*(?:minutos?|minuten|minuti|minuut)\b"), "min"),
    (late(r"\s(?:y|et|und|e|en)\s"), " "),
)
"""Units in other languages."""
_UNIT_IN_BRACKETS = late(r"^([\d.,:]+)\s*\((min(?:ute)?s?|h(?:ou)?rs?|h|m)\)$", re.ASCII)
_AND_AGAIN = late(r"([a-z -]+?)\s*\(([\d.]+)\)(.*)", re.ASCII)
"""`six (6) hours`."""
_TWICE = late(r"([\d.,:]+\s*[a-z]*\.?)\s*(?:\(([\d.,:]+\s*[a-z]+\.?)\)|/\s*([\d.,:]+\s*[a-z]+\.?))", re.ASCII)
_PLAIN = late(r"\d{1,3}(?:\.\d{1,4})?", re.ASCII)
"""A number that can be read in one way alone."""
_DECIMAL_COMMA = late(r"\d{0,4},\d{1,2}", re.ASCII)
_HALVES = {"½": ".5", "¼": ".25", "¾": ".75", "1/2": ".5", "1/4": ".25", "3/4": ".75"}
_THIRDS = {"1/3": "⅓", "2/3": "⅔", "1/6": "⅙", "5/6": "⅚"}
_LONE_THIRDS = {"1/3": "⅓", "2/3": "⅔"}
"""By themselves; 5/6 and the like may be five of six, and two of three is pointed out."""


def has_decimal_comma(text: str) -> bool:
    """Whether a number is written with a comma: `6,5`."""
    return "," in text and len(text) <= _LONGEST and bool(_DECIMAL_COMMA.fullmatch(_UNIT.sub("", text.strip().lower())))


@lru_cache(maxsize=1 << 10)
def read_hours(text: str, unit: Unit = "hours", *, are_ceus_hours: bool = False) -> Typed:
    """Read one cell: `1.5`, `6,5`, `1:30`, `90 min`, `6.5 hrs`, `1 hr 30 min`, `2½`, `18:25 min`, `6*`, `PT1H30M`,
    `two and a half hours`.

    Raises `ValueError`. What is finer than a minute is cut off, and a mark such as `*` left aside, each with a remark.
    A CEU is refused, as it may be one hour or ten, unless the person said that these are hours.
    """
    if unit == "hours" and _PLAIN.fullmatch(text):
        return read(text)
    word = " ".join(text.lower().replace("(s)", "s").split())
    if len(word) > _LONGEST:
        raise ValueError("this is no number of hours; write it like 6.5")
    marked = _MARKED.fullmatch(word)
    if marked:
        word = marked[1]
    if ceu := _CEU.fullmatch(word):
        if not are_ceus_hours:
            if " " in ceu[1] and not ceu[1].startswith("continuing"):
                raise ValueError(f"“{text}” are credits of a college, each of which is many hours; write the hours")
            name = "CEU" if len(ceu[1]) > 5 else ceu[1].removesuffix("s").upper()
            raise ValueError(f"“{text}” may be one hour or ten, as a {name} is counted in both ways; write the hours")
        word = word.removesuffix(".").removesuffix(ceu[1]).strip()
    try:
        found = read(_for_reader(word, unit))
    except ValueError as wrong:
        other = _in_other_words(word)
        if other is not None and other != text:
            try:
                return read_hours(other, unit, are_ceus_hours=are_ceus_hours)
            except ValueError:
                pass
        if (twice := _said_twice(word)) is not None:
            return twice
        raise ValueError(_with_text(str(wrong), text)) from None
    remarks = [_with_text(found.remark, text)] if found.remark else []
    if word in _LONE_THIRDS:
        remarks.append(
            f"“{text}” was read as {found.hours // MINUTE} minutes; where it means {word[0]} of 3, write the hours"
        )
    if marked:
        remarks.append(f"the mark of “{text}” was left aside")
    return found._replace(remark="; ".join(remarks))


def _in_other_words(text: str) -> str | None:
    """A length that was not understood, with its units in English, its numbers in figures and without what adds
    nothing; None where nothing of that is in it."""
    word = text
    if (again := _AND_AGAIN.fullmatch(word)) and in_figures(again[1]) == again[2]:
        word = f"{again[2]}{again[3]}"
    other = in_figures(_AN_HOUR.sub("1 ", _AMPERSAND.sub(" and ", _NO_DAYS.sub("", word))))
    for pattern, unit in _FOREIGN:
        other = pattern.sub(unit, other)
    other = _UNIT_IN_BRACKETS.sub(r"\1 \2", other)
    other = re.sub(r"(\d)-(\d/\d)", r"\1 \2", re.sub(r"(\d\s*h):\s*(?=\d)", r"\1 ", other))
    return other if other != text else None


def _said_twice(word: str) -> Typed | None:
    """`1.5 (90 min)` and `1.5h / 90min`, where both are the same."""
    parts = _TWICE.fullmatch(word)
    if parts is None:
        return None
    try:
        first, second = (read_hours(one) for one in (parts[1], parts[2] or parts[3]))
    except ValueError:
        return None
    return second if abs(first.hours - second.hours) < MINUTE else None


def _with_text(sentence: str, text: str) -> str:
    """A sentence of the reader with the cell as it stands in the sheet."""
    return re.sub(r"^“[^”]*”", lambda _: f"“{text}”", sentence, count=1)


def require_one_length(word: str) -> None:
    """Raises `ValueError` for `90:00` and its like, which some write for minutes and seconds."""
    if (long := _LONG_CLOCK.fullmatch(word)) and int(long[1]) >= 24:
        many = int(long[1])
        raise ValueError(f"“{word}” may be {many} hours or {many} minutes; write it like {many}h or {many}m")


def _for_reader(word: str, unit: Unit) -> str:
    """The cell in a form that the reader of hours knows. Raises `ValueError` where it could be two lengths."""
    if iso := _ISO.fullmatch(word):
        days, hours, minutes, seconds = (Decimal((part or "0").replace(",", ".")) for part in iso.groups())
        whole = int(((days * 24 + hours) * 60 + minutes) * 60 + seconds)
        return f"{whole // 3600}h {whole // 60 % 60}m {whole % 60}s"
    if unit == "minutes" and (alone := _ALONE.fullmatch(word)):
        return f"{alone[1]}m" + (" 30s" if alone[2] and int(alone[2]) else "")
    if unit != "h:mm" and (short := _MINUTES_AND_SECONDS.fullmatch(word)):
        if unit == "mm:ss" or not word[-1].isdigit():
            return f"{short[1]}m {short[2]}s"
        if unit == "minutes":
            raise ValueError(f"“{word}” may be minutes and seconds or hours and minutes; write the minutes alone")
        require_one_length(word)
    if spelled := _SPELLED.fullmatch(word):
        return f"{spelled[1]}:{int(spelled[2]):02d}"
    if _IN_PARTS.search(word):
        return word.replace(".", "") if re.search(r"[a-z]\.", word) else word
    return _decimal(_UNIT.sub("", word))


def _decimal(word: str) -> str:
    """A number with its half as a sign or a fraction, or with a decimal comma, as one with a point."""
    if word.endswith(".") and word[:-1].isdigit():
        return word[:-1]
    for sign, part in _HALVES.items():
        if word.endswith(sign):
            whole = word.removesuffix(sign).strip()
            if not whole or (whole.isdigit() and (len(sign) == 1 or word[-len(sign) - 1] == " ")):
                return f"{whole or 0}{part}"
    if word in _LONE_THIRDS:
        return _LONE_THIRDS[word]
    for fraction, sign in _THIRDS.items():
        if word.endswith(f" {fraction}") and (whole := word.removesuffix(fraction).strip()).isdigit():
            return f"{whole}{sign}"
    return word.replace(",", ".") if _DECIMAL_COMMA.fullmatch(word) else word
