"""What is wrong in single cells, as it is said."""

from __future__ import annotations

import msgspec

_QUOTED = 60


class Flaw(msgspec.Struct, frozen=True, kw_only=True):
    """What is wrong in one cell. Texts hold words of the sheet."""

    column: str
    """The heading of its column; empty where the row as a whole is meant."""
    text: str
    """What is wrong, and what to write."""


def cut(text: str) -> str:
    """A cell as a sentence quotes it."""
    return text if len(text) <= _QUOTED else f"{text[:_QUOTED]}…"


def shortened(sentence: str, cell: str) -> str:
    """A sentence about a cell with the cell cut short."""
    return sentence.replace(cell, cut(cell)) if len(cell) > _QUOTED else sentence
