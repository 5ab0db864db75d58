"""What each key of the records file may hold: one check for each kind of value, one table for each kind of record.

A check takes the value as TOML gave it and returns it as the types want it. What is wrong goes into a list of
faults, each with its own sentence, remedy and, where alcto knows it, the value as it should be written. Lines
and columns are not known here and cost nothing while all is well.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import ROUND_DOWN, Decimal
from typing import Any, NamedTuple

from alcto_core import hours
from alcto_core.dates import OUT_OF_RANGE, is_held, parse
from alcto_core.patterns import late
from alcto_core.text import nearest
from alcto_core.toml.faults import Fault, kind, number_words, quoted, toml_text
from alcto_core.toml.layout import Path

_WITH_YEAR = late(r"\d+-\d+-\d+|\d+/\d+/\d{4}", re.ASCII)


Check = Callable[[Any, Path, list[Fault]], Any]
"""Takes a value, where it stands, and the list for what is wrong; returns the value as the types hold it."""

_DEEPEST = 8
_MOST_HOURS = hours.MOST // hours.HOUR
_MOST_MINUTES = hours.MOST // hours.MINUTE


class RecordKeys(NamedTuple):
    """One kind of record: the attribute and check of each key, and the keys that it cannot do without."""

    noun: str
    fields: Mapping[str, tuple[str, Check]]
    required: tuple[str, ...] = ()
    examples: Mapping[str, str] = {}
    """A line that shows a required key."""


def values_of(table: Mapping[str, Any], shape: RecordKeys, path: Path, faults: list[Fault]) -> dict[str, Any]:
    """The values of one record by attribute; what is wrong in it goes to `faults`."""
    found: dict[str, Any] = {}
    fields = shape.fields
    for key, value in table.items():
        field = fields.get(key)
        if field is None:
            faults.append(_unknown(key, table, shape, path))
        else:
            found[field[0]] = field[1](value, (*path, key), faults)
    for key in shape.required:
        if key not in table:
            line = shape.examples.get(key, "")
            remedy = f"add a line like {line}" if line else f"add {key}"
            faults.append(Fault((*path, key), f"this {shape.noun} has no {key}", remedy, added=line))
    return found


def _unknown(key: str, table: Mapping[str, Any], shape: RecordKeys, path: Path) -> Fault:
    near = nearest(key.replace(" ", "_"), shape.fields)
    better = ""
    if near is None:
        remedy = "check the spelling; alcto keeps the key and does nothing with it"
    elif near in table:
        remedy = f"{near} is there already; take one of the two out"
    else:
        remedy = f"did you mean {near}?"
        wrong: list[Fault] = []
        shape.fields[near][1](table[key], (*path, near), wrong)
        # A line put right must not lead to the next error.
        better = near if not any(one.is_error for one in wrong) else ""
    text = f"this {shape.noun} has the key {quoted(key)}, which alcto does not know"
    return Fault((*path, key), text, remedy, better_key=better, is_error=False)


def _name(path: Path) -> str:
    """The key of a path in a sentence: the last one that is a word."""
    return next((part for part in reversed(path) if isinstance(part, str)), "")


def text(value: Any, path: Path, faults: list[Fault]) -> str:
    """Any text."""
    if type(value) is str:
        return value
    better = toml_text(_plainly(value)) if isinstance(value, int | Decimal | date) else ""
    faults.append(Fault(path, f"{_name(path)} is {kind(value)}, not text", "write it in double quotes", better))
    return ""


def _plainly(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return number_words(value) if isinstance(value, int | Decimal) else str(value)


def some_text(value: Any, path: Path, faults: list[Fault]) -> str:
    """Text that says something."""
    if type(value) is str:
        if not value or value.isspace():
            faults.append(Fault(path, f"{_name(path)} is empty", f"write the {_name(path)} between the quotes"))
        return value
    return text(value, path, faults)


def texts(value: Any, path: Path, faults: list[Fault]) -> tuple[str, ...]:
    """A list of texts; what is there twice is kept once."""
    if type(value) is not list:
        better = f"[{toml_text(value)}]" if isinstance(value, str) else ""
        remedy = f'write it in square brackets: {_name(path)} = ["…"]'
        faults.append(Fault(path, f"{_name(path)} is {kind(value)}, not a list", remedy, better))
        return ()
    for at, one in enumerate(value):
        if type(one) is not str:
            text(one, (*path, at), faults)
            return ()
    return tuple(value) if len(value) < 2 else tuple(dict.fromkeys(value))


def day(value: Any, path: Path, faults: list[Fault]) -> date | None:
    """A date without a time, of a year in which something may happen."""
    found = any_day(value, path, faults)
    if found is not None and not is_held(found):
        faults.append(Fault(path, f"{_name(path)} is {found.isoformat()}; {OUT_OF_RANGE}", "check the year"))
        return None
    return found


def any_day(value: Any, path: Path, faults: list[Fault]) -> date | None:
    """A date without a time, however far away: "since ever", "for ever"."""
    if type(value) is date:
        return value
    name = _name(path)
    if isinstance(value, datetime):
        better = value.date().isoformat()
        faults.append(Fault(path, f"{name} has a time, and only the day is wanted", "leave the time out", better))
    elif isinstance(value, str):
        faults.append(_quoted_day(value, path))
    else:
        remedy = "write year, month and day without quotes, like 2026-01-28"
        faults.append(Fault(path, f"{name} is {kind(value)}, not a date", remedy))
    return None


def _quoted_day(value: str, path: Path) -> Fault:
    word, name = value.strip(), _name(path)
    # Only forms that say the year are read, so it makes no difference which day is today.
    if _WITH_YEAR.match(word):
        try:
            better = parse(word.replace("T", " ").split(" ")[0], date.min).isoformat()
            return Fault(path, f"{name} is a date in quotes", "write the date without quotes", better)
        except ValueError:
            pass
    remedy = "write year, month and day without quotes, like 2026-01-28"
    return Fault(path, f"{name} is the text {quoted(value)}, not a date", remedy)


def days(value: Any, path: Path, faults: list[Fault]) -> tuple[date, ...]:
    """A list of dates, ascending."""
    if type(value) is not list:
        better = f"[{value.isoformat()}]" if type(value) is date else ""
        remedy = "write a list of dates, like [2024-05-20]"
        faults.append(Fault(path, f"{_name(path)} is {kind(value)}, not a list of dates", remedy, better))
        return ()
    found = (day(one, (*path, at), faults) for at, one in enumerate(value))
    return tuple(sorted({one for one in found if one is not None}))


def days_or_unknown(value: Any, path: Path, faults: list[Fault]) -> tuple[date, ...] | None:
    """A list of dates, ascending; None for the word "unknown"."""
    if value == "unknown":
        return None
    if type(value) is list:
        return days(value, path, faults)
    remedy = 'write a list of dates, like [2024-05-20], or "unknown"'
    better = f"[{value.isoformat()}]" if type(value) is date else ""
    if isinstance(value, str):
        found = _quoted_day(value, path)
        better = f"[{found.better}]" if found.better else '"unknown"'
    faults.append(Fault(path, f"{_name(path)} is {kind(value)}, not a list of dates", remedy, better))
    return ()


def amount(value: Any, path: Path, faults: list[Fault]) -> int:
    """Clock hours, more than 0 and at most 1,000."""
    return _clock_hours(value, path, faults, least=1)


def minutes(value: Any, path: Path, faults: list[Fault]) -> int:
    """Whole minutes, more than 0 and at most 60,000 (1,000 hours), as hours."""
    return _whole_minutes(value, path, faults, least=1)


def _whole_minutes(value: Any, path: Path, faults: list[Fault], least: int) -> int:
    noun, example = _noun(path), "write whole minutes, like 40"
    if type(value) is not int and type(value) is not Decimal:
        better = _text_in_minutes(value) if isinstance(value, str) else ""
        remedy = "write the number without quotes" if better else example
        faults.append(Fault(path, f"{noun} is {kind(value)}, not a number of minutes", remedy, better))
    elif not _is_finite(value) or not 0 <= value <= _MOST_MINUTES or (value == 0 and least):
        if _is_finite(value) and value > _MOST_MINUTES:
            text = f"{noun} is {quoted(value)}, and one record holds at most 60,000"
            faults.append(Fault(path, text, "check the number of minutes"))
        else:
            what = f"{quoted(value)}, and must be {'more than 0' if least else '0 or more'}"
            what = what if _is_finite(value) else "no number that can be counted"
            faults.append(Fault(path, f"{noun} is {what}", example))
    elif not isinstance(value, int):
        whole = int(value.to_integral_value(ROUND_DOWN))
        better = str(whole) if whole else ""
        faults.append(Fault(path, f"{noun} is {quoted(value)}, not a whole number of minutes", example, better))
    else:
        return hours.from_minutes(value)
    return 0


def _text_in_minutes(value: str) -> str:
    word = value.strip()
    if word.isascii() and word.isdecimal() and 0 < int(word) <= _MOST_MINUTES:
        return str(int(word))
    try:
        found = hours.parse(word) if "m" in word.lower() or ":" in word else 0
    except ValueError:
        return ""
    return str(hours.whole_minutes(found) or "")


def _clock_hours(value: Any, path: Path, faults: list[Fault], least: int) -> int:
    if type(value) is not int and type(value) is not Decimal:
        faults.append(_not_hours(value, path))
    elif not _is_finite(value) or not 0 <= value <= _MOST_HOURS or (value == 0 and least):
        faults.append(_out_of_range(value, path, least))
    else:
        try:
            return hours.from_decimal(value)
        except ValueError:
            rounded = Decimal(value).quantize(Decimal("0.01"), ROUND_DOWN)
            text = f"{_noun(path)} {quoted(value)} has more than two decimals"
            better = str(rounded) if rounded else ""
            remedy = "round it to hundredths of an hour"
            if path[-1] == "hours":
                remedy += ", or write whole minutes: minutes = 40"
            faults.append(Fault(path, text, remedy, better))
    return 0


def _is_finite(value: int | Decimal) -> bool:
    return isinstance(value, int) or value.is_finite()


def _noun(path: Path) -> str:
    """What a number of hours stands beside, in a sentence: its key, or the strand in a split."""
    return f"the share of {quoted(path[-1])}" if "split" in path else _name(path)


def _out_of_range(value: int | Decimal, path: Path, least: int) -> Fault:
    noun = _noun(path)
    if not _is_finite(value):
        return Fault(path, f"{noun} is no number that can be counted", "write the clock hours, like 6.5")
    if value <= 0:
        floor = "more than 0" if least else "0 or more"
        return Fault(path, f"{noun} is {quoted(value)}, and must be {floor}", "write the clock hours, like 6.5")
    return Fault(path, f"{noun} is {quoted(value)}, and one record holds at most 1,000", "check the number of hours")


def _not_hours(value: object, path: Path) -> Fault:
    noun = _noun(path)
    if isinstance(value, bool):
        remedy = "write the number of clock hours, for instance 1.0"
        return Fault(path, f"{noun} is {kind(value)}, not a number of hours", remedy, "1.0")
    if isinstance(value, str):
        try:
            meant = hours.parse(value.replace(",", "."))
        except ValueError:
            text = f"{noun} is the text {quoted(value)}, not a number"
            return Fault(path, text, "write the clock hours, like 6.5", _in_digits(value))
        found = hours.in_hundredths(meant)
        if found is None:
            length = hours.whole_minutes(meant)
            return Fault(path, f"{noun} is text, not a number", f"write it without quotes, as minutes = {length}")
        return Fault(path, f"{noun} is text, not a number", "write the number without quotes", hours.show_tenths(meant))
    return Fault(path, f"{noun} is {kind(value)}, not a number of hours", "write the clock hours, like 6.5")


_NUMBER_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def _in_digits(word: str) -> str:
    """A small number that is written as a word, in digits; empty for any other text."""
    word = word.strip().casefold()
    return str(_NUMBER_WORDS.index(word) + 1) if word in _NUMBER_WORDS else ""


def minute_shares(value: Any, path: Path, faults: list[Fault]) -> dict[str, int]:
    """A division of an entry that says minutes: its shares are whole minutes; a share may be 0."""
    return _shares(value, path, faults, _whole_minutes)


def shares(value: Any, path: Path, faults: list[Fault]) -> dict[str, int]:
    """A division of hours among strands; a share may be 0."""
    return _shares(value, path, faults, _clock_hours)


def _shares(value: Any, path: Path, faults: list[Fault], share_of: Callable[..., int]) -> dict[str, int]:
    if type(value) is not dict:
        remedy = 'write it in braces: { "al-cto/it" = 4.0 }'
        faults.append(Fault(path, f"{_name(path)} is {kind(value)}, not a table of hours by strand", remedy))
        return {}
    before = len(faults)
    found = {strand: share_of(share, (*path, strand), faults, least=0) for strand, share in value.items()}
    return found if len(faults) == before else {}


def counts(value: Any, path: Path, faults: list[Fault]) -> dict[str, Decimal]:
    """Numbers of units other than hours, by the name of the unit."""
    if type(value) is not dict or not value:
        remedy = "write it in braces: { semester-hour = 3 }"
        what = "empty" if value == {} else f"{kind(value)}, not a table of numbers by unit"
        faults.append(Fault(path, f"{_name(path)} is {what}", remedy))
        return {}
    found: dict[str, Decimal] = {}
    for unit, number in value.items():
        is_number = type(number) is int or type(number) is Decimal
        if is_number and _is_sensible(number) and 0 < number <= 1_000_000:
            found[unit] = Decimal(number)
        else:
            what = kind(number) if not isinstance(number, int | Decimal) or isinstance(number, bool) else quoted(number)
            text = f"the number of {quoted(unit)} is {what}"
            faults.append(Fault((*path, unit), text, "write a number more than 0, without quotes"))
    return found


def settings(value: Any, path: Path, faults: list[Fault]) -> dict[str, Any]:
    """Values that a rule set asks for; their types are the rule set's to judge."""
    if type(value) is not dict:
        text = f"{_name(path)} is {kind(value)}, not a table of values"
        faults.append(Fault(path, text, "write it in braces: { name = value }"))
        return {}
    layer: list[Any] = [value]
    for _ in range(_DEEPEST):
        inner = [one for outer in layer for one in (outer.values() if isinstance(outer, dict) else outer)]
        if any(isinstance(one, int | Decimal) and not _is_sensible(one) for one in inner):
            text = f"{_name(path)} holds a number that is none or is far too large"
            faults.append(Fault(path, text, "check the numbers in it"))
            return {}
        layer = [one for one in inner if isinstance(one, dict | list)]
        if not layer:
            return value
    text = f"{_name(path)} is nested too deep"
    faults.append(Fault(path, text, "write plain values, or one table of values by period"))
    return {}


def _is_sensible(value: int | Decimal) -> bool:
    """Whether a number is one that rules can calculate with. Looks at its exponent only: arithmetic would fail."""
    if isinstance(value, int):
        return -(10**12) <= value <= 10**12
    return value.is_finite() and (not value or -12 <= value.adjusted() <= 12)


class Choice:
    """A check for one of a few words, which are its `options`."""

    def __init__(self, *options: str) -> None:
        self.options = options

    def __call__(self, value: Any, path: Path, faults: list[Fault]) -> str:
        if type(value) is str and value in self.options:
            return value
        near = nearest(value.strip(), self.options) if isinstance(value, str) else None
        remedy = f"write one of {', '.join(self.options)}"
        what = quoted(value) if isinstance(value, str) else kind(value)
        better = toml_text(near) if near else ""
        faults.append(Fault(path, f"{_name(path)} is {what}, which alcto does not know", remedy, better))
        return self.options[0]
