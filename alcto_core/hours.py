"""Hours as exact whole numbers of hundredths.

9.6 % of random splits of 12.0 hours into tenths compare below 12 in floating point, so no float ever holds
an hour: `650` is six and a half hours. Floats appear only where a figure leaves the program (`number`).
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

HOUR = 100
"""Hundredths in one hour."""

MOST = 1000 * HOUR
"""The largest number of hours that one record may hold."""

Hours = int
"""A number of hours in hundredths."""


_HUNDREDTH = Decimal("0.01")


def from_decimal(value: Decimal | int) -> Hours:
    """Hundredths of `value` clock hours. Raises `ValueError` when it has more than two decimals, or is no number
    that a person could have worked (not finite, or with more digits than decimal arithmetic keeps exact)."""
    if isinstance(value, int):
        return value * HOUR
    try:
        rounded = value.quantize(_HUNDREDTH)
    except InvalidOperation:
        raise ValueError("not a number of hours") from None
    # A product would be rounded to 28 digits first and so hide what lies beyond them; a comparison is exact.
    if rounded != value:
        raise ValueError("at most two decimals")
    return int(rounded.scaleb(2))


def number(hours: Hours) -> float:
    """Clock hours as a number for JSON: 650 → 6.5."""
    return hours / HOUR


def show(hours: Hours) -> str:
    """Clock hours for people: 650 → "6.5", 475 → "4.75", 1200 → "12"."""
    sign = "-" if hours < 0 else ""
    whole, part = divmod(abs(hours), HOUR)
    if not part:
        return f"{sign}{whole}"
    return f"{sign}{whole}.{part:02d}".rstrip("0")


def show_tenths(hours: Hours) -> str:
    """Clock hours with at least one decimal, so that columns line up: 1200 → "12.0", 475 → "4.75"."""
    text = show(hours)
    return text if "." in text else f"{text}.0"


_DECIMAL = re.compile(r"\d{1,4}(?:\.\d+)?|\.\d+")
_CLOCK = re.compile(r"(\d{1,4}):([0-5]\d)")
_MINUTES = re.compile(r"(\d{1,5})\s*m(?:in(?:utes?)?)?")


def parse(text: str) -> Hours:
    """Read hours as a person writes them: `1.5`, `1:30`, `90m`, `1.5h`.

    Raises `ValueError` with a sentence when the text is none of these, is not more than 0, is more than
    1,000, or is not a whole number of hundredths.
    """
    word = text.strip().lower()
    if minutes := _MINUTES.fullmatch(word):
        return _checked(_of_minutes(int(minutes[1]), text), text)
    if clock := _CLOCK.fullmatch(word):
        return _checked(_of_minutes(int(clock[1]) * 60 + int(clock[2]), text), text)
    word = re.sub(r"\s*h(?:ours?|rs?)?$", "", word)
    if not _DECIMAL.fullmatch(word):
        hint = " Write a point, not a comma." if re.fullmatch(r"\d+,\d+", word) else ""
        raise ValueError(f"“{text}” is not a number of hours; write 1.5, 1:30 or 90m.{hint}")
    try:
        return _checked(from_decimal(Decimal(word)), text)
    except ValueError as wrong:
        if "decimals" in str(wrong):
            raise ValueError(f"“{text}” has more than two decimals; round it to hundredths of an hour") from None
        raise


def _of_minutes(minutes: int, text: str) -> Hours:
    hundredths, rest = divmod(minutes * HOUR, 60)
    if rest:
        near = Decimal(hundredths) / HOUR
        raise ValueError(
            f"“{text}” is not a whole number of hundredths of an hour; write {near} or {near + Decimal('0.01')}"
        )
    return hundredths


def _checked(hours: Hours, text: str) -> Hours:
    if hours <= 0:
        raise ValueError(f"“{text}” is not more than 0 hours")
    if hours > MOST:
        raise ValueError(f"“{text}” is more than 1,000 hours")
    return hours
