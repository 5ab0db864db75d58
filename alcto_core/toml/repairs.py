"""The usual slips in a line of TOML, each with its sentence and the line as it should be.

A repair is a guess that must prove itself: a line is offered only when TOML can read it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from alcto_core import dates, hours
from alcto_core.toml import tokens
from alcto_core.toml.faults import quoted, toml_text
from alcto_core.toml.writing import KEYS, LENGTH


class Repair(NamedTuple):
    """What is wrong with a line and how it should read."""

    text: str
    remedy: str
    corrected: str = ""


class BrokenLine(NamedTuple):
    """One line that TOML cannot read, taken apart as far as that is possible."""

    whole: str
    lead: str
    """Indentation, key and equals sign, where there are any."""
    key: str
    value: str
    """What follows the equals sign, without a comment."""
    tail: str
    """White space and comment after the value."""


_CURLY = str.maketrans({"“": '"', "”": '"', "„": '"', "‟": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'"})
_HAS_CURLY = re.compile("[“”„‟«»‘’‚]")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_ODD_SPACE = re.compile("[\u00a0\u2000-\u200b\u202f\u205f\u3000\ufeff]")
_COMMENT = re.compile(r"\s*(?:#.*)?$")
_INNER_DATE = re.compile(r"(?<=[\s=\[])\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}(?=[\s,}\]])", re.ASCII)
_DATE = re.compile(r"(\d{1,4})([/.-])(\d{1,2})\2(\d{1,4})", re.ASCII)
_DAYS = ("date", "done", "due", "ended", "from", "issued", "on", "posted", "refused", "role_began")
_ARRAYS = ("activity", "credential", "step", "session", "record")


def repaired(line: str) -> Repair | None:
    """The first usual slip that explains why TOML cannot read `line`, or None."""
    return _repaired(line, _SLIPS)


def _repaired(line: str, slips: Iterable[Slip]) -> Repair | None:
    parts = _taken_apart(line)
    for slip in slips:
        for repair in slip(parts):
            if not repair.corrected or (repair.corrected != line and is_toml(repair.corrected)):
                return repair
    return None


def is_toml(text: str) -> bool:
    """Whether TOML can read `text` by itself."""
    try:
        tomllib.loads(text, parse_float=Decimal)
    except (ValueError, RecursionError, ArithmeticError):
        return False
    return True


def _taken_apart(line: str) -> BrokenLine:
    match = tokens.ASSIGNMENT.match(line)
    if match is None:
        return BrokenLine(line, "", "", "", "")
    at = match.end()
    opening = line[at : at + 1]
    end = tokens.value_end(line, at)
    rest = line[end:]
    if opening in ('"', "'", "[", "{") and not _COMMENT.fullmatch(rest):
        end = len(line.rstrip())
    value = line[at:end].rstrip()
    return BrokenLine(line, line[:at], tokens.names(match[1])[-1], value, line[at + len(value) :])


def _control_characters(line: BrokenLine) -> Iterator[Repair]:
    if found := _CONTROL.search(line.whole):
        name = "a NUL character" if found[0] == "\0" else f"the control character U+{ord(found[0]):04X}"
        yield Repair(f"the line holds {name}, which is invisible", "delete it", _CONTROL.sub("", line.whole))


def _odd_spaces(line: BrokenLine) -> Iterator[Repair]:
    if _ODD_SPACE.search(line.whole):
        corrected = _ODD_SPACE.sub(" ", line.whole)
        yield Repair("the line holds a space of another kind, as web pages have", "write a plain space", corrected)
        if inner := _repaired(corrected, [slip for slip in _SLIPS if slip is not _odd_spaces]):
            yield inner


def _curly_quotes(line: BrokenLine) -> Iterator[Repair]:
    if _HAS_CURLY.search(line.whole):
        text = "curly quotes do not begin or end a text"
        bare = line.value.strip("".join(map(chr, _CURLY)))
        if re.fullmatch(r"\d+(\.\d+)?|\d{4}-\d\d-\d\d", bare) and line.key in (*LENGTH, *_DAYS):
            yield Repair(text, "write numbers and dates without quotes", line.lead + bare + line.tail)
        yield Repair(text, 'write straight quotes, "', line.whole.translate(_CURLY))
        # A curly apostrophe inside straight or curly double quotes stays what it is.
        double = {sign: to for sign, to in _CURLY.items() if to == '"'}
        yield Repair(text, 'write straight quotes, "', line.whole.translate(double))


def _backslashes(line: BrokenLine) -> Iterator[Repair]:
    if "\\" in line.value and '"' in line.value:
        corrected = line.lead + re.sub(r"\\+", "/", line.value) + line.tail
        text = "a backslash in double quotes begins a special character"
        yield Repair(text, "write paths with forward slashes, /", corrected)


def _dates(line: BrokenLine) -> Iterator[Repair]:
    value = line.value.rstrip(",;")
    match = _DATE.fullmatch(value)
    if match is None:
        if re.search(r"[A-Za-z]{3}", value) and re.search(r"\d{4}$", value):
            try:
                day = dates.parse(value, date.min)
            except ValueError:
                return
            yield _as_date(line, value, day)
        return
    first, _, second, third = match.groups()
    if len(first) == 4:
        year, month, day_of_month = int(first), int(second), int(third)
    elif len(third) == 4:
        year, month, day_of_month = int(third), int(first), int(second)
        if month > 12 >= day_of_month:
            month, day_of_month = day_of_month, month
    else:
        yield Repair(f"{quoted(value)} does not say which century", "write the date like 2026-01-28")
        return
    try:
        day = date(year, month, day_of_month)
    except ValueError:
        yield Repair(f"{quoted(value)} is no day of the calendar", "write a day that exists, like 2026-01-28")
    else:
        yield _as_date(line, value, day)


def _iso_day(found: re.Match[str]) -> str:
    """A date as this file writes it; as it is where it is none, or does not say its century."""
    try:
        return dates.parse(found[0], date.min).isoformat() if re.search(r"\d{4}", found[0]) else found[0]
    except ValueError:
        return found[0]


def _as_date(line: BrokenLine, value: str, day: date) -> Repair:
    remedy = "write year, month and day, like " + day.isoformat()
    corrected = line.lead + day.isoformat() + line.tail
    return Repair(f"{quoted(value)} is not how this file writes a date", remedy, corrected)


def _numbers(line: BrokenLine) -> Iterator[Repair]:
    value = line.value
    if re.fullmatch(r"[+-]?\d{1,3}(,\d{3})+", value) and line.key in LENGTH:
        corrected = line.lead + value.replace(",", "") + line.tail
        yield Repair(f"{quoted(value)} has a comma in the number", "leave it out", corrected)
    if re.fullmatch(r"[+-]?\d+,\d+", value):
        corrected = line.lead + value.replace(",", ".") + line.tail
        yield Repair(f"{quoted(value)} has a decimal comma", "write a point, not a comma", corrected)
    word = value.rstrip(",;").strip()
    text = f"{quoted(value)} is not how this file writes a number"
    if line.key == "minutes" and (whole := re.fullmatch(r"(\d+)\.?0*", word)):
        yield Repair(text, f"write {whole[1]}", line.lead + whole[1] + line.tail)
        return
    try:
        meant = hours.parse(word + "0" if word.endswith(".") else word.replace(",", "."))
    except ValueError:
        return
    minutes = hours.whole_minutes(meant)
    if line.key == "minutes":
        if minutes is not None and not re.fullmatch(r"[\d.,]*", word):
            yield Repair(text, f"write {minutes}", f"{line.lead}{minutes}{line.tail}")
    elif hours.in_hundredths(meant) is None:
        if line.key == "hours":
            lead = re.sub(r"\bhours\b", "minutes", line.lead, count=1)
            yield Repair(text, f"write minutes = {minutes}", f"{lead}{minutes}{line.tail}")
    elif line.key == "hours" or re.fullmatch(r"\d*\.?\d*", word):
        found = hours.show_tenths(meant)
        yield Repair(text, f"write {found}", line.lead + found + line.tail)


def _booleans(line: BrokenLine) -> Iterator[Repair]:
    if (word := line.value.lower()) in ("true", "false"):
        yield Repair(f"{quoted(line.value)} has a capital letter", f"write {word}", line.lead + word + line.tail)


def _no_value(line: BrokenLine) -> Iterator[Repair]:
    if line.lead and not line.value:
        yield Repair(f"{line.key} has no value", "write one after the equals sign, or delete the line")


def _punctuation(line: BrokenLine) -> Iterator[Repair]:
    if line.value.endswith((",", ";")):
        corrected = line.lead + line.value.rstrip(",; ") + line.tail
        yield Repair(f"the line ends with {quoted(line.value[-1])}", "leave it out", corrected)
    if line.value.startswith("="):
        yield Repair(
            "there are two equals signs", "write one", f"{line.lead.rstrip()} {line.value.lstrip('= ')}{line.tail}"
        )


def _unclosed(line: BrokenLine) -> Iterator[Repair]:
    quote = next((sign for sign in line.value if sign in "\"'"), "")
    body, comment = line.value, line.tail
    closing = {"[": "]", "{": "}"}.get(body[:1], "")
    if quote and body.count(quote) % 2:
        text, remedy = "a quote opens and never closes", "put the second quote after the text"
        if closing and body.endswith(closing):
            yield Repair(text, remedy, line.lead + body[:-1].rstrip() + quote + closing + comment)
        before, mark, remark = body.partition(" #")
        if mark and before.count(quote) % 2:
            yield Repair(text, remedy, f"{line.lead}{before.rstrip()}{quote}{closing} {mark.strip()}{remark}{comment}")
        yield Repair(text, remedy, line.lead + body + quote + closing + comment)
        yield Repair(text, remedy, line.lead + quote + body + comment)
    if closing and len(body) > 1 and not body.endswith(","):
        before, mark, remark = body.partition(" #")
        fixed = before.rstrip().rstrip(",") + closing + (f" #{remark}" if mark else "")
        text, remedy = "a bracket opens and never closes", f"close it with {closing}"
        yield Repair(text, remedy, line.lead + fixed + comment)


def _inside_brackets(line: BrokenLine) -> Iterator[Repair]:
    value = line.value
    if value[:1] not in ("[", "{"):
        return
    colons = re.sub(r'("|\w)\s*:\s*', r"\1 = ", value)
    yield Repair("a colon stands where an equals sign belongs", "write =", line.lead + colons + line.tail)
    days = _INNER_DATE.sub(_iso_day, value)
    yield Repair("a date is not written as this file writes it", "write 2026-01-28", line.lead + days + line.tail)
    quoted_keys = re.sub(r"([{,]\s*)([\w-]+/[\w/-]+)(\s*=)", r'\1"\2"\3', value)
    text = "a name with a slash needs quotes"
    yield Repair(text, 'write it in double quotes, like "al-cto/it"', line.lead + quoted_keys + line.tail)
    commas = re.sub(r'(["\d])\s+(")', r"\1, \2", value)
    yield Repair("a comma is missing between two values", "put one between them", line.lead + commas + line.tail)
    decimal = re.sub(r"(\d),(\d)", r"\1.\2", value)
    yield Repair("a number has a decimal comma", "write a point, not a comma", line.lead + decimal + line.tail)
    if value[0] == "[" and value.endswith("]") and "{" not in value:
        words = [word.strip().strip("\"'") for word in value[1:-1].split(",")]
        listed = ", ".join(toml_text(word) for word in words if word)
        corrected = f"{line.lead}[{listed}]{line.tail}"
        yield Repair("text stands without quotes", "write each text in double quotes", corrected)


def _missing_equals(line: BrokenLine) -> Iterator[Repair]:
    match = re.match(r"(\s*[\w-]+)\s*(:?)\s*(\S.*)$", line.whole)
    if match is None or line.lead:
        return
    if not match[2] and not line.whole[match.end(1)].isspace():
        return
    key, value = match[1], match[3]
    if match[2]:
        text, remedy = "a colon stands where an equals sign belongs", "write ="
    else:
        text, remedy = f"the equals sign is missing after {key.strip()}", "write key = value"
    yield Repair(text, remedy, f"{key} = {value}")
    if match[2] or _is_key(key.strip()):
        # The value may have a slip of its own.
        inner = _repaired(f"{key} = {value}", (_dates, _numbers, _booleans, _curly_quotes))
        yield Repair(text, remedy, inner.corrected if inner and inner.corrected else f"{key} = {toml_text(value)}")


def _is_key(word: str) -> bool:
    return word == "schema" or any(word in keys for keys in KEYS.values())


def _keys(line: BrokenLine) -> Iterator[Repair]:
    match = re.match(r"(\s*)([^\"'\[\]#=:,]*?[^\"'\[\]#=:,\s])\s*=\s*(.*)$", line.whole)
    if match is None or (line.lead and match[2].isascii()):
        return
    joined = re.sub(r"\s+", "_", match[2])
    key = joined if _is_key(joined) else toml_text(match[2])
    text = f"the key {quoted(match[2])} needs {'an underscore for the space' if key == joined else 'quotes'}"
    yield Repair(text, f"write {key}", f"{match[1]}{key} = {match[3]}")


def _bare_text(line: BrokenLine) -> Iterator[Repair]:
    if line.value and line.value[0] not in "\"'[{":
        text = f"the text after {line.key} = stands without quotes"
        yield Repair(text, "write it in double quotes", line.lead + toml_text(line.value) + line.tail)
    elif len(line.value) > 2 and line.value[0] == line.value[-1] == '"':
        text = "there are quotes inside the quotes"
        inner = line.value[1:-1].replace('\\"', '"').replace('"', "'")
        yield Repair(text, "write single quotes inside", f'{line.lead}"{inner}"{line.tail}')
    elif line.value.count("'") == 3 and line.value[0] == line.value[-1] == "'":
        text = "there is an apostrophe inside single quotes"
        corrected = line.lead + toml_text(line.value[1:-1]) + line.tail
        yield Repair(text, "write double quotes around the text", corrected)


_SLASHED = re.compile(r"""(?:"[^"\n]*"|'[^'\n]*')|[\w-]*/[\w/-]*""")


def _slashes(line: BrokenLine) -> Iterator[Repair]:
    """An id with a slash in a header: `[expect.xy.requirements.source/xy]`."""
    if not line.whole.lstrip().startswith("["):
        return
    bare = [found[0] for found in _SLASHED.finditer(line.whole) if found[0][0] not in "\"'"]
    corrected = _SLASHED.sub(lambda found: found[0] if found[0][0] in "\"'" else f'"{found[0]}"', line.whole)
    for name in bare[:1]:
        yield Repair("a name with a slash needs quotes", f'write it in double quotes: "{name}"', corrected)


def _headers(line: BrokenLine) -> Iterator[Repair]:
    match = re.match(r"(\s*+)\[++([\w.\" '-]++)\]*+\s*+(#.*)?$", line.whole)
    if match is None:
        return
    name = match[2].strip()
    is_array = name.rpartition(".")[2] in _ARRAYS
    header = f"[[{name}]]" if is_array else f"[{name}]"
    tail = f" {match[3]}" if match[3] else ""
    yield Repair("the brackets of this header do not match", f"write {header}", f"{match[1]}{header}{tail}")


def _remarks(line: BrokenLine) -> Iterator[Repair]:
    word = line.whole.strip()
    if word.startswith(("//", ";", "--", "/*", "%")):
        yield Repair("a remark begins with #", "write # before it", f"# {word.lstrip('/;-*% ')}")
    elif not line.lead:
        yield Repair("this line is no key = value", "put # before it if it is a remark", f"# {word}")


Slip = Callable[[BrokenLine], Iterator[Repair]]

_SLIPS: tuple[Slip, ...] = (
    _control_characters, _odd_spaces, _curly_quotes, _slashes, _headers, _no_value, _backslashes, _dates, _numbers,
    _booleans, _punctuation, _unclosed, _inside_brackets, _keys, _missing_equals, _bare_text, _remarks,
)  # fmt: skip
"""From the surest to the vaguest."""
