"""Numbers as people write them out, `6 1/2` or `six and a half`, as the ones that the reader of hours knows."""

from __future__ import annotations

import re

from alcto_core.patterns import late

_ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = (
    "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_NUMBERS = {word: number for number, word in enumerate((*_ONES, *_TEENS), 1)} | {
    word: 10 * number for number, word in enumerate(_TENS, 2)
}
_HALVES = {"1/2": "½", "1/4": "¼", "3/4": "¾"}
_PARTS = {"half": "½", "quarter": "¼", "quarters": "¾"}
_WORD = rf"(?:(?:{'|'.join(_TENS)})-(?:{'|'.join(_ONES)})|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})"
_SPELLED_HALF = r"(?:(?:a|one)[\s-]+(?:half|quarter)|three[\s-]+quarters)"
_UNIT = (
    r"(?:(?:contact|clock|instructional|training|seat|professional|development|learning|pd|total)[\s-]+)*"
    r"(?:hours?|hrs?|minutes?|mins?)\b"
)

_FRACTION = late(r"(?<![\w.,:/-])(?:(\d{1,2})(?:\s+|-))?([13]/[24])(?![\d/]|st|nd|rd|th)", re.I)
_HALF_BEHIND = late(rf"\b(an?|one|\d{{1,2}}|{_WORD})\s+(hours?|hrs?)\s+and\s+({_SPELLED_HALF})\b", re.I)
_PART_ALONE = late(
    r"(?<![\w-])(?:(?:one|an?)[\s-]+)?(half|three[\s-]+quarters?)(?:\s+of)?(?:\s+an?)?[\s-]+(?=hours?\b)", re.I
)
_SPELLED = late(rf"(?<![\w-])({_WORD})(?:\s+(?:and\s+)?({_SPELLED_HALF}))?(?=[\s-]+{_UNIT}|\s*[.)]?\s*$)", re.I)
_ONE_OF_SEVERAL = late(
    rf"(?:\b(?:{_WORD}|hundred|thousand)\b|\d)[\s-]*(?:or|to|of|out of|through|and|[-–—/])?[\s-]*$|\bhundred\s+and\s*$",
    re.I,
)
_NUMBERED = late(
    r"\b(?:session|room|section|module|part|day|unit|lesson|week|course|hall|no\.?|number|jan\w*|feb\w*|mar\w*|apr\w*"
    r"|may|june?|july?|aug\w*|sep\w*|oct\w*|nov\w*|dec\w*)\.?\s*$",
    re.I,
)


def in_figures(words: str) -> str:
    """A line with its numbers in figures: `6 1/2`, `six and a half`, `half an hour` as `6½`, `6½`, `½ hour`.

    What may be two numbers stays as it is: in “Session 6 1/2 hour”, 6 is the session's.
    """
    words = words.replace("\N{FRACTION SLASH}", "/")
    words = _FRACTION.sub(_fraction, words)
    words = _HALF_BEHIND.sub(lambda found: f"{_number(found[1])}{_part(found[3])} {found[2]}", words)
    words = _SPELLED.sub(_spelled, words)
    return _PART_ALONE.sub(lambda found: f"{_part(found[1])} ", words)


def _fraction(found: re.Match[str]) -> str:
    sign = _HALVES.get(found[2])
    if sign is None or (found[1] and _NUMBERED.search(found.string[: found.start()])):
        return found[0]
    return f"{found[1] or ''}{sign}"


def _spelled(found: re.Match[str]) -> str:
    if _ONE_OF_SEVERAL.search(found.string[: found.start()]):
        return found[0]
    return f"{_number(found[1])}{_part(found[2]) if found[2] else ''}"


def _number(word: str) -> int:
    word = word.lower()
    if word.isdigit():
        return int(word)
    return 1 if word in ("a", "an") else sum(_NUMBERS[part] for part in word.split("-"))


def _part(words: str) -> str:
    word = re.split(r"[\s-]+", words.lower())[-1]
    return "¾" if words.lower().startswith("three") else _PARTS[word]
