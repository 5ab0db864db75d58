"""New records as TOML text in one fixed form, and records as plain TOML values.

Values are what TOML knows: text, whole numbers, `Decimal`, dates, lists, dicts. Every string is written as a
basic string, with control characters, bidirectional marks and line separators escaped, so that the file shows
what it holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

Table = dict[str, Any]
"""A TOML table as plain values."""

KEYS: Mapping[str, tuple[str, ...]] = {
    "person": ("name", "district", "state", "role", "role_began", "earlier_posts"),
    "credential": (
        "program", "id", "cohort", "issued", "due", "renewed", "from", "ended", "settings", "step",
    ),
    "step": ("id", "done", "files", "by", "attended", "waived", "refused", "note"),
    "activity": (
        "id", "title", "location", "date", "hours", "minutes", "strands", "split", "offering", "course", "source",
        "category", "units", "format", "status", "posted", "justification", "description", "evidence", "counts_for",
        "note", "session", "record",
    ),
    "session": ("title", "hours", "minutes", "strands", "kind"),
    "record": ("credential", "state", "on", "hours", "note"),
}  # fmt: skip
"""The keys of each table in the order in which alcto writes them."""

LENGTH = ("hours", "minutes")
"""The two keys that say how long something was; a record has one of them."""

BLOCKS: Mapping[str, tuple[str, ...]] = {"activity": ("session", "record"), "credential": ("step",)}
"""Keys that are written as blocks of their own below their record."""

_HIDDEN = (*range(0x80, 0xA0), 0x061C, 0x200E, 0x200F, *range(0x2028, 0x202F), *range(0x2066, 0x206A), 0xFEFF)
_UNSEEN = {ord("\t"): "\\t", **{code: f"\\u{code:04X}" for code in _HIDDEN}}
"""Escapes for what TOML lets stand in a string although nobody sees it."""


def plain_table(table: Mapping[str, Any]) -> Table:
    """`table` as plain TOML values: dicts, lists, exact numbers; text that UTF-8 cannot hold is replaced.

    Raises `TypeError` for what a records file never holds: None, floats, other objects.
    """
    return {_plain(str(key)): _plain(value) for key, value in table.items()}


def same(one: object, other: object) -> bool:
    """Whether two plain values mean the same in a records file: 6 is 6.0, but true is not 1, nor a day a time."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(same(value, other[key]) for key, value in one.items())
    if isinstance(one, (list, tuple)) and isinstance(other, (list, tuple)):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, (int, Decimal)) and isinstance(other, (int, Decimal)):
        return one == other or (one != one and other != other)
    return type(one) is type(other) and one == other


def value_text(value: object) -> str:
    """A plain value as TOML on one line."""
    if isinstance(value, Mapping):
        inside = ", ".join(f"{key_text(key)} = {value_text(part)}" for key, part in value.items())
        return f"{{ {inside} }}" if inside else "{ }"
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(value_text, value))}]"
    if isinstance(value, Decimal) and value.is_finite():
        return number_text(value)
    import tomli_w

    return tomli_w.dumps({"x": value})[len("x = ") : -1].translate(_UNSEEN)


def key_text(key: str) -> str:
    """A key as TOML, in quotes where it needs them."""
    import tomli_w

    return tomli_w.dumps({key: 0})[: -len(" = 0\n")].translate(_UNSEEN)


def number_text(value: Decimal) -> str:
    """An exact number without noise: 6.50 → `6.5`, 12.00 → `12`."""
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def lines(table: Mapping[str, Any], kind: str, indent: str = "") -> list[str]:
    """The `key = value` lines of a table, known keys first in their order; keys that are blocks left out."""
    blocks = BLOCKS.get(kind, ())
    return [
        f"{indent}{key_text(key)} = {value_text(table[key])}"
        for key in ordered(table, kind)
        if key not in blocks or not is_blocks(table[key])
    ]


def ordered(keys: Iterable[str], kind: str) -> list[str]:
    """Keys in the order in which alcto writes them; unknown ones last, as they came."""
    known = KEYS.get(kind, ())
    return sorted(keys, key=lambda key: known.index(key) if key in known else len(known))


def block_text(name: str, table: Mapping[str, Any], indent: str = "") -> str:
    """One record as a block: `name` is its header, e.g. `activity` or `activity.session`; ends with a line feed."""
    kind = name.rpartition(".")[2]
    parts = [f"{indent}[[{name}]]", *lines(table, kind, indent)]
    text = "\n".join(parts) + "\n"
    for key in BLOCKS.get(kind, ()):
        if is_blocks(table.get(key)):
            text += "".join("\n" + block_text(f"{name}.{key}", part, indent + "  ") for part in table[key])
    return text


def new_file_text(person: Mapping[str, Any], credentials: Iterable[Mapping[str, Any]], schema: int) -> str:
    """The text of a new records file."""
    text = f"schema = {schema}\n\n[person]\n" + "".join(f"{line}\n" for line in lines(person, "person"))
    return text + "".join("\n" + block_text("credential", table) for table in credentials)


def is_blocks(value: object) -> bool:
    """Whether a value is a list of tables that may be written as blocks."""
    return isinstance(value, (list, tuple)) and bool(value) and all(isinstance(part, Mapping) for part in value)


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        if value.isascii():
            return value
        return "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in value)
    if isinstance(value, (bool, int, Decimal, date, datetime, time)):
        return value
    if isinstance(value, Mapping):
        return plain_table(value)
    if isinstance(value, (list, tuple)):
        return [_plain(part) for part in value]
    raise TypeError(f"{type(value).__name__} is not a value of a records file")
