"""Two states of one record beside each other, key by key: for a conflict, and for second copies of the file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from alcto_core.toml.writing import Table, same, value_text

NOTHING = "–"
"""What stands where a state has no such key."""
_MOST = 400
_MOST_LINES = 12


class ComparedKey(msgspec.Struct, frozen=True, kw_only=True):
    """One key in both states. Texts come from records."""

    key: str
    left: str
    """The value as a person reads it, a line for each table of a list."""
    right: str
    differs: bool
    left_changed: bool = False
    """Whether the value is another than in the state that both came from, where that is known."""
    right_changed: bool = False
    before: str = ""
    """The value that both came from, where both changed it; "" where there was none."""


def compared(left: Table | None, right: Table | None, *, base: Table | None = None) -> tuple[ComparedKey, ...]:
    """Every key of two states, those that differ first. `base` is the state that both came from.

    Where one of the two is no record at all, its keys are not told as changed one by one.
    """
    base = base if left is not None and right is not None else None
    mine, theirs = left or {}, right or {}
    rows = [_side(mine, theirs, base, key) for key in dict.fromkeys((*mine, *theirs))]
    return tuple(sorted(rows, key=lambda row: not row.differs))


def _side(mine: Table, theirs: Table, base: Table | None, key: str) -> ComparedKey:
    differs = not _agree(mine, theirs, key)
    left_changed = base is not None and not _agree(mine, base, key)
    right_changed = base is not None and not _agree(theirs, base, key)
    is_contested = base is not None and key in base and differs and left_changed and right_changed
    return ComparedKey(
        key=key,
        left=_words(mine, key),
        right=_words(theirs, key),
        differs=differs,
        left_changed=left_changed,
        right_changed=right_changed,
        before=_words(base, key) if base is not None and is_contested else "",
    )


def _agree(one: Mapping[str, Any], other: Mapping[str, Any], key: str) -> bool:
    if key not in one or key not in other:
        return key not in one and key not in other
    return same(one[key], other[key])


def _words(table: Mapping[str, Any], key: str) -> str:
    if key not in table:
        return NOTHING
    value = table[key]
    if isinstance(value, list) and value and all(isinstance(one, dict) for one in value):
        rows = [", ".join(f"{name} {_plain(part)}" for name, part in one.items()) for one in value[:_MOST_LINES]]
        return "\n".join(_cut(row) for row in rows) + ("\n…" if len(value) > _MOST_LINES else "")
    return _cut(_plain(value))


def _plain(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return ", ".join(value) or "[]"
    return value_text(value)


def _cut(text: str) -> str:
    return text if len(text) <= _MOST else f"{text[:_MOST]}…"
