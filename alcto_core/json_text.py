"""JSON as people read it: indented, in ASCII, byte for byte as `json.dumps` with `indent=2` writes it.

That one is written in Python as soon as it indents, and costs a status a tenth of its time; without it, it is not.
"""

from __future__ import annotations

import json

import msgspec


def indented(document: object) -> str:
    """A document of plain values, two blanks to a level. Raises `ValueError` for a number that JSON has not."""
    text = json.dumps(document, ensure_ascii=True, allow_nan=False)
    try:
        return msgspec.json.format(text, indent=2)
    except (msgspec.DecodeError, RecursionError):  # half a sign, as a name of a file may hold, or very deep lists
        return json.dumps(document, ensure_ascii=True, allow_nan=False, indent=2)
