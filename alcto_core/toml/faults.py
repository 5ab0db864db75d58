"""What is wrong with a value of a TOML file, before it has a line; and how values are named in its sentence."""

from __future__ import annotations

import json
from datetime import date, datetime, time
from decimal import Decimal
from typing import NamedTuple

from alcto_core.text import plain
from alcto_core.toml.layout import Path


class Fault(NamedTuple):
    """One wrong key or value, before it has a line."""

    path: Path
    text: str
    remedy: str
    better: str = ""
    """The value as it should be written, in TOML; empty where alcto cannot know."""
    better_key: str = ""
    """The key as it should be written."""
    added: str = ""
    """A line that is to be added, where a key is missing."""
    is_error: bool = True

    @property
    def sentence(self) -> str:
        """What is wrong and what to do, without a full stop."""
        return f"{self.text}; {self.remedy}" if self.remedy else self.text


_LONGEST_QUOTE = 60


def quoted(value: object) -> str:
    """A value of the file in a sentence: short, on one line, in quotation marks."""
    text = value if isinstance(value, str) else number_words(value) if isinstance(value, int | Decimal) else str(value)
    text = plain(text[: _LONGEST_QUOTE + 1])
    return f"“{text[:_LONGEST_QUOTE]}…”" if len(text) > _LONGEST_QUOTE else f"“{text}”"


def number_words(value: int | Decimal) -> str:
    """A number of the file in a sentence."""
    if isinstance(value, int) and abs(value) >= 10**18:
        return "a very long number"
    return str(value).lower()


def toml_text(text: str) -> str:
    """`text` as a TOML string."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def kind(value: object) -> str:
    """What a TOML value is, in a word or two."""
    if isinstance(value, bool):
        return "true" if value else "false"
    names: tuple[tuple[type, str], ...] = (
        (str, "text"), (int, "a number"), (Decimal, "a number"), (datetime, "a date with a time"), (date, "a date"),
        (time, "a time"), (list, "a list"), (dict, "a table"),
    )  # fmt: skip
    return next((name for one, name in names if isinstance(value, one)), "something else")
