"""Columns: how many a terminal has, how many a text takes, and where a sentence is broken to fit them.

The terminal is asked without importing what the standard library's own answer drags along.
"""

from __future__ import annotations

import os
import sys

USUAL = 80


def terminal_columns() -> int:
    """Columns of the terminal: `$COLUMNS`, else what standard output says, else the usual number."""
    try:
        return int(os.environ["COLUMNS"]) or USUAL
    except (KeyError, ValueError):
        pass
    try:
        return os.get_terminal_size(sys.__stdout__.fileno()).columns or USUAL if sys.__stdout__ else USUAL
    except (AttributeError, ValueError, OSError):
        return USUAL


def width(text: str) -> int:
    """Terminal columns that `text` takes: wide East Asian signs take two, combining marks none."""
    if text.isascii():
        return len(text)
    import unicodedata

    return sum(
        0
        if unicodedata.combining(char) or char in "\u200d\ufe0f"
        else 2
        if unicodedata.east_asian_width(char) in "WF"
        else 1
        for char in text
    )


def cut(text: str, room: int) -> str:
    """`text` within `room` columns, its end cut off with a sign where it is longer."""
    if width(text) <= room:
        return text
    kept = ""
    for char in text:
        if width(kept + char) > room - 1:
            break
        kept += char
    return kept + "…"


def breaks(text: str, room: int, indent: int) -> set[int]:
    """Offsets of the blanks at which `text` is broken to fit `room` columns, where later lines begin `indent` in."""
    if width(text) <= room:
        return set()
    found: set[int] = set()
    taken, blank, since_blank = 0, -1, 0
    for at, char in enumerate(text):
        size = width(char)
        if char == " " and text[:at].strip():
            blank, since_blank = at, -size
        taken += size
        since_blank += size
        if taken > room and blank >= 0 and blank not in found:
            found.add(blank)
            taken = indent + since_blank
    return found
