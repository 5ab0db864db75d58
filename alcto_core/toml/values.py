"""The plain values of a TOML text.

A compiled reader reads three times as fast as Python's own. It is the same one, and decimals stay exact in both; what
it stumbles over is read again by Python's own, so what is TOML, and what is said of what is none, never hangs on it.

A reader makes every key and every text anew. In a long file the same few keys, and often the same short texts, stand in
each record; they are held once.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import tomli

_MOST_SHARED = 64
"""Texts of so many characters or more are left as they are: they are seldom alike."""
_FEW = 64
"""An array of fewer tables is left as it is: there is little to win."""


class _Numbers(dict[str, Any]):
    """Each number by its digits as they are written, made once."""

    def __init__(self, number: Callable[[str], Any]) -> None:
        self._number = number

    def __missing__(self, digits: str) -> Any:
        found = self[digits] = self._number(digits)
        return found


def toml_values(text: str, number: Callable[[str], Any] = Decimal) -> dict[str, Any]:
    """The values of a text; `number` makes those of its numbers that are not whole.

    Raises `ValueError` (`tomllib.TOMLDecodeError` where the text is no TOML, else for a whole number of too many
    digits), `RecursionError` for brackets too deep, and what `number` raises.
    """
    try:
        return _shared(tomli.loads(text, parse_float=_Numbers(number).__getitem__))
    except Exception:  # noqa: BLE001 - whatever it was, Python's own reader has the last word
        pass
    import tomllib

    return tomllib.loads(text, parse_float=number)


def _shared(values: dict[str, Any]) -> dict[str, Any]:
    """The same values; in long arrays of tables, equal keys and equal short texts are one object each."""
    for array in values.values():
        if type(array) is not list or len(array) < _FEW:
            continue
        one: dict[str, str] = {}
        same = one.setdefault
        for at, table in enumerate(array):
            if type(table) is dict:
                array[at] = {
                    same(key, key): same(value, value)
                    if type(value) is str and len(value) < _MOST_SHARED
                    else [same(each, each) if type(each) is str else each for each in value]
                    if type(value) is list
                    else value
                    for key, value in table.items()
                }
    return values
