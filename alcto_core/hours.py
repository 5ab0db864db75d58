"""Hours as exact whole numbers of 1/300 hour, so that hundredths and minutes are both whole.

9.6 % of random splits of 12.0 hours into tenths compare below 12 in floating point, and a talk of 40 minutes is no
number of hundredths: so no float and no decimal ever holds an hour. `1950` is six and a half hours, `200` is 40
minutes. What is logged is a whole number of them; shares, proration and the worth of units can make a fraction, which
stays exact. Floats appear only where a figure leaves the program (`number`), rounding only in what people read
(`show` and its like): never compare what was rounded.
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from alcto_core.patterns import late

HOUR = 300
"""One clock hour."""

MINUTE = HOUR // 60
HUNDREDTH = HOUR // 100

MOST = 1000 * HOUR
"""The largest number of hours that one record may hold."""

Hours = int | Fraction
"""A number of hours in 1/300 hour; `int` wherever it is whole."""


_HUNDREDTH = Decimal("0.01")


def from_decimal(value: Decimal | int) -> int:
    """`value` clock hours of at most two decimals. Raises `ValueError` when it has more, or is no number
    that a person could have worked (not finite, or with more digits than decimal arithmetic keeps exact)."""
    if isinstance(value, int):
        return value * HOUR
    try:
        return _from_hundredths(value)
    except TypeError:  # a signaling NaN has no hash
        raise ValueError("not a number of hours") from None


@lru_cache(maxsize=1 << 12)
def _from_hundredths(value: Decimal) -> int:
    """The same for a decimal; the lengths in one file are few."""
    try:
        rounded = value.quantize(_HUNDREDTH)
    except InvalidOperation:
        raise ValueError("not a number of hours") from None
    # A product would be rounded to 28 digits first and so hide what lies beyond them; a comparison is exact.
    if rounded != value:
        raise ValueError("at most two decimals")
    return int(rounded.scaleb(2)) * HUNDREDTH


def from_minutes(minutes: int) -> int:
    """So many whole minutes."""
    return minutes * MINUTE


def exact(value: Decimal | int | Fraction) -> Hours:
    """`value` clock hours, however many decimals it has. It must be finite."""
    return value * HOUR if isinstance(value, int) else simplest(Fraction(value) * HOUR)


def simplest(hours: Hours) -> Hours:
    """The same hours as an `int` where they are whole: calculating with fractions is slow."""
    return hours.numerator if hours.denominator == 1 else hours


def whole_minutes(hours: Hours) -> int | None:
    """The minutes, where the hours are a whole number of them."""
    return int(hours // MINUTE) if hours % MINUTE == 0 else None


def in_hundredths(hours: Hours) -> Decimal | None:
    """The clock hours as a number of at most two decimals; None where that cannot say them."""
    whole, rest = divmod(hours, HUNDREDTH)
    return None if rest else Decimal(int(whole)).scaleb(-2)


def number(hours: Hours) -> float:
    """Clock hours as the nearest number, for JSON: 1950 → 6.5."""
    # One division of whole numbers is rounded once; a fraction divided as a float would be rounded twice.
    return hours.numerator / (hours.denominator * HOUR)


def show(hours: Hours) -> str:
    """Clock hours for people, rounded to hundredths: 1950 → "6.5", 200 → "0.67"; what is not 0 never reads "0"."""
    return _shown(hours, _nearest(-hours if hours < 0 else hours))


def show_signed(hours: Hours) -> str:
    """What a rule gave to one entry or took from it: "+2.5", "-40 min"."""
    return length(hours) if hours < 0 else f"+{length(hours)}"


def show_asked(hours: Hours) -> str:
    """What is needed, missing or left to do: like `show`, but never less than it is."""
    return _shown(hours, _up(hours)) if hours > 0 else show(hours)


def show_of(counted: Hours, needed: Hours) -> tuple[str, str]:
    """Both figures of "9.5 of 12". They read alike only where they are: less than what is needed never reads as
    much, and what is enough never reads as less. Whole hundredths are never changed."""
    if counted < needed:
        least = show_asked(needed)
        if 0 < counted < HUNDREDTH:
            return (f"<{least}" if needed <= HUNDREDTH else show(counted)), least
        down = counted // HUNDREDTH if counted > 0 else -(-counted // HUNDREDTH)
        return _shown(counted, down), least
    least = show_asked(needed)
    return (least if counted == needed or _nearest(counted) < _up(needed) else show(counted)), least


def beside(counted: Hours, needed: Hours | None) -> str:
    """What is counted, as it reads where `needed` stands near it."""
    return show(counted) if needed is None else show_of(counted, needed)[0]


def of(counted: Hours, needed: Hours) -> str:
    """ "9.5 of 12", as `show_of` writes them."""
    return " of ".join(show_of(counted, needed))


def show_tenths(hours: Hours) -> str:
    """Clock hours with at least one decimal, so that columns line up: 3600 → "12.0", 1425 → "4.75"."""
    return tenths(show(hours))


def tenths(figure: str) -> str:
    """A figure of `show` or its like with at least one decimal; what is in minutes stays as it is."""
    return f"{figure}.0" if figure.isdecimal() else figure


def length(hours: Hours, unit: str = "") -> str:
    """How long one entry or session is, as its person would write it: "6.5" (with the `unit` behind it), but "40 min"
    and "1 h 40 min" where hundredths cannot say it."""
    if hours % HUNDREDTH == 0 or (minutes := whole_minutes(hours)) is None:
        return f"{show(hours)}{unit}"
    whole, rest = divmod(abs(minutes), 60)
    return ("-" if minutes < 0 else "") + (f"{whole} h {rest} min" if whole else f"{rest} min")


@lru_cache(1024)  # a column holds the same few lengths again and again
def fitted(hours: Hours, room: int) -> str:
    """A length for a column of so many cells: "1:40" where "1 h 40 min" has no room."""
    words = length(hours)
    if len(words) <= room:
        return words
    minutes = whole_minutes(hours)
    return show(hours) if minutes is None else f"{minutes // 60}:{minutes % 60:02d}"


def long(hours: Hours) -> str:
    """The length of one entry or session with its unit: "6.5 hours", "1 hour", "1 h 40 min"."""
    return length(hours, " hour" if hours == HOUR else " hours")


def lengths(counted: Hours, logged: Hours) -> str:
    """ "3.5 of 4.5" of one entry, or "40 of 100 min" where hundredths cannot say its length."""
    minutes = whole_minutes(counted), whole_minutes(logged)
    if in_hundredths(logged) is not None or None in minutes:
        return of(counted, logged)
    return f"{minutes[0]} of {minutes[1]} min"


def long_of(counted: Hours, logged: Hours) -> str:
    """ "3.5 of 4.5 hours", "1 of 1 hour", "40 of 100 min": like `lengths`, with its unit."""
    words = lengths(counted, logged)
    return words if words.endswith("min") else f"{words} {'hour' if logged == HOUR else 'hours'}"


def _nearest(hours: Hours) -> int:
    """The nearest hundredth, half a hundredth upwards; at least one where there are any hours."""
    return max(1, (2 * hours + HUNDREDTH) // (2 * HUNDREDTH)) if hours else 0


def _up(hours: Hours) -> int:
    return -(-hours // HUNDREDTH)


def _shown(hours: Hours, hundredths: int) -> str:
    sign = "-" if hours < 0 else ""
    whole, part = divmod(hundredths, 100)
    return f"{sign}{whole}.{part:02d}".rstrip("0") if part else f"{sign}{whole}"


class Typed(NamedTuple):
    """Hours as a person wrote them."""

    hours: int
    remark: str = ""
    """What was changed in reading them, as a sentence; empty where nothing was."""


_DECIMAL = late(r"\d{1,4}(?:\.\d+)?|\.\d+")
_CLOCK = late(r"(\d{1,4}):([0-5]\d)(?::([0-5]\d)(?:\.\d+)?)?")
_PARTS = late(
    r"(?:(\d{1,4})\s*h(?:(?:ou)?rs?)?\.?)?[\s,]*(?:(\d{1,5})\s*(?:m(?:in(?:ute)?s?\.?)?|′|'))?"
    r"[\s,]*(?:(\d{1,2})\s*s(?:ec(?:ond)?s?\.?)?)?"
)
_SHORT = late(r"(\d{1,4})\s*h(?:(?:ou)?rs?)?\s*([0-5]?\d)")
_UNIT = late(r"\s*h(?:(?:ou)?rs?)?\.?$")
_FRACTIONS = {"½": 30, "¼": 15, "¾": 45, "⅓": 20, "⅔": 40, "⅙": 10, "⅚": 50}
"""Parts of an hour as one sign, in minutes."""
_NOISE = Decimal("0.00001")
"""What a calculation leaves behind: a decimal of five places or more this near to whole minutes is those minutes."""


def parse(text: str) -> int:
    """Read hours as a person writes them: `1.5`, `1:30`, `90m`, `1 h 30 min`, `1½`. Seconds are cut to the minute.

    Raises `ValueError` with a sentence when the text is none of these, is not more than 0, is more than
    1,000, or is neither a whole number of minutes nor of hundredths.
    """
    return read(text).hours


def read(text: str) -> Typed:
    """Like `parse`, with a remark where seconds were cut off."""
    word = " ".join(text.split()).lower()
    if word.isascii() and _DECIMAL.fullmatch(word):  # most are plain numbers, which no other form can be
        return Typed(_checked(_of_decimal(Decimal(word), text), text))
    if clock := _CLOCK.fullmatch(word):
        return _of_parts(clock[1], clock[2], clock[3], text)
    if word and (parts := _PARTS.fullmatch(word)) and (parts[2] or parts[3]):
        return _of_parts(parts[1], parts[2], parts[3], text)
    if short := _SHORT.fullmatch(word):
        return _of_parts(short[1], short[2], None, text)
    word = _UNIT.sub("", word)
    if word and word[-1] in _FRACTIONS and (word[:-1].strip().isdecimal() or len(word) == 1):
        minutes = int(word[:-1].strip() or 0) * 60 + _FRACTIONS[word[-1]]
        return Typed(_checked(from_minutes(minutes), text))
    if not word.isascii() or not _DECIMAL.fullmatch(word):
        hint = " Write a point, not a comma." if re.fullmatch(r"\d+,\d+", word) else ""
        raise ValueError(f"“{text}” is not a number of hours; write 1.5, 1:30 or 90m.{hint}")
    return Typed(_checked(_of_decimal(Decimal(word), text), text))


def _of_parts(hours: str | None, minutes: str | None, seconds: str | None, text: str) -> Typed:
    whole = int(hours or 0) * 60 + int(minutes or 0)
    if not seconds or not int(seconds):
        return Typed(_checked(from_minutes(whole), text))
    if not whole:
        raise ValueError(f"“{text}” is less than a minute")
    found = _checked(from_minutes(whole), text)
    return Typed(found, f"“{text}” was cut to the minute: {long(found)}")


def _of_decimal(value: Decimal, text: str) -> int:
    try:
        return from_decimal(value)
    except ValueError:
        minutes = (value * 60).to_integral_value()
        near = from_minutes(int(minutes))
        if _places(value) >= 5:
            if abs(value - minutes / 60) < _NOISE:
                return near
            if abs(value - (hundredths := value.quantize(_HUNDREDTH))) < _NOISE:
                return from_decimal(hundredths)
        raise ValueError(
            f"“{text}” has more than two decimals; round it to hundredths of an hour, or write minutes, like "
            f"{max(1, int(minutes))}m"
        ) from None


def _places(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0


def _checked(hours: int, text: str) -> int:
    if hours <= 0:
        raise ValueError(f"“{text}” is not more than 0 hours")
    if hours > MOST:
        raise ValueError(f"“{text}” is more than 1,000 hours")
    return hours
