"""What is different between two texts of one rule file, value by value, each named by the ids around it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import msgspec

from alcto_core.rules.vocabulary import RuleFile

_NAMES = ("id", "from", "name", "unit", "due", "text")
"""By which key an entry of a list is told from the others, the first that it has."""
_APART = frozenset({"checked", "read", "verified"})
"""What says when a file was looked at, and not what it asks."""


def changes(before: RuleFile, after: RuleFile) -> Iterator[tuple[str, str, str]]:
    """Every value that is not the same: its place, what it was, what it is; empty for what is not there."""
    return _changes("", _plain(before), _plain(after))


def _plain(word: RuleFile) -> Mapping[str, Any]:
    plain: Mapping[str, Any] = msgspec.to_builtins(word, builtin_types=(date, Decimal))
    return plain


def _changes(place: str, before: Any, after: Any) -> Iterator[tuple[str, str, str]]:
    one, other = _named(before), _named(after)
    if one is not None and other is not None:
        for key in dict.fromkeys((*one, *other)):
            if key not in _APART:
                yield from _changes(f"{place}{key}" if key[:1] == "[" else f"{place}.{key}".lstrip("."),
                                    one.get(key), other.get(key))  # fmt: skip
    elif before != after:
        yield place, _said(before), _said(after)


def _named(value: Any) -> Mapping[str, Any] | None:
    """The parts of a table, or of a list of tables, by what tells them apart."""
    if isinstance(value, Mapping):
        return value
    if isinstance(value, list | tuple) and value and all(isinstance(one, Mapping) for one in value):
        found = {f"[{_name(one) or at + 1}]": one for at, one in enumerate(value)}
        return found if len(found) == len(value) else {f"[{at + 1}]": one for at, one in enumerate(value)}
    return None


def _name(table: Mapping[str, Any]) -> str:
    return next((str(table[key]) for key in _NAMES if table.get(key) is not None), "")


def _said(value: Any) -> str:
    if value is None or value in ((), [], {}):
        return ""
    if isinstance(value, Mapping):
        named = next((str(value[key]) for key in ("title", "text", "hours") if value.get(key)), "")
        return named or ", ".join(key for key, part in value.items() if part not in (None, (), [], ""))
    if isinstance(value, list | tuple):
        return ", ".join(_said(one) for one in value)
    return str(value).lower() if isinstance(value, bool) else str(value)
