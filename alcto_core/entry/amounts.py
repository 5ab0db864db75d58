"""Hours as a spreadsheet holds them."""

from __future__ import annotations

import re

from alcto_core.hours import Typed, read

_LONGEST = 30
_SPELLED = re.compile(
    r"(\d{1,4})\s*(?:h|hrs?|hours?|std|horas?)[.,]*\s*(?:and\s*)?(\d{1,2})\s*(?:m|mins?|minutes?)?\.?", re.ASCII
)
_ALONE = re.compile(r"(\d{1,5})(?:[.,](\d+))?", re.ASCII)
_IN_PARTS = re.compile(r"\d\s*(?:m(?:in(?:ute)?s?)?|s(?:ec(?:ond)?s?)?|')\.?$", re.ASCII)
"""A length that ends with minutes or seconds, such as `1h 30m 12s`."""
_UNIT = re.compile(
    r"\s*(?:clock|contact|credit|pd)?\s*(?:h|hrs?|hours?|std|stunden?|horas?|td-?ceus?|ceus?)\.?$", re.ASCII
)
_DECIMAL_COMMA = re.compile(r"\d{0,4},\d{1,2}", re.ASCII)
_HALVES = {"½": ".5", "¼": ".25", "¾": ".75", "1/2": ".5", "1/4": ".25", "3/4": ".75"}


def has_decimal_comma(text: str) -> bool:
    """Whether a number is written with a comma: `6,5`."""
    return len(text) <= _LONGEST and bool(_DECIMAL_COMMA.fullmatch(_UNIT.sub("", text.strip().lower())))


def read_hours(text: str, *, are_minutes: bool = False) -> Typed:
    """Read one cell: `1.5`, `6,5`, `1:30`, `90 min`, `6.5 hrs`, `1 hr 30 min`, `2½`. Raises `ValueError`.

    With `are_minutes`, a number alone is a number of minutes. What is finer than a minute is cut off, with a remark.
    """
    word = " ".join(text.lower().split())
    if len(word) > _LONGEST:
        raise ValueError("this is no number of hours; write it like 6.5")
    if are_minutes and (alone := _ALONE.fullmatch(word)):
        word = f"{alone[1]}m" + (" 30s" if alone[2] and int(alone[2]) else "")
    if spelled := _SPELLED.fullmatch(word):
        word = f"{spelled[1]}:{int(spelled[2]):02d}"
    elif not _IN_PARTS.search(word):
        word = _decimal(_UNIT.sub("", word))
    try:
        found = read(word)
        return found._replace(remark=found.remark.replace(f"“{word}”", f"“{text}”"))
    except ValueError as wrong:
        said = str(wrong).removeprefix(f"“{word}” ")
        raise ValueError(f"“{text}” {said}" if said != str(wrong) else str(wrong)) from None


def _decimal(word: str) -> str:
    """A number with its half as a sign or a fraction, or with a decimal comma, as one with a point."""
    if word.endswith(".") and word[:-1].isdigit():
        return word[:-1]
    for sign, part in _HALVES.items():
        if word.endswith(sign):
            whole = word.removesuffix(sign).strip()
            if not whole or (whole.isdigit() and (len(sign) == 1 or word[-len(sign) - 1] == " ")):
                return f"{whole or 0}{part}"
    return word.replace(",", ".") if _DECIMAL_COMMA.fullmatch(word) else word
