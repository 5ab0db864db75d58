"""The sentences of an import as the screen says them: keys stand where a command has options."""

from __future__ import annotations

import re

import msgspec

from alcto_core.telling.page import Part, Sheet

_BY_KEYS = (
    (r"--hours \d+=[\d.]+ says", "Enter on its row asks"),
    (r"; --hours \d+=[\d.]+ makes it one", "; write its end into the calendar"),
    (r"--sheet (?:NAME|'[^']*') reads", "Enter on its name reads"),
    (r"--new \d+ brings", "Space brings"),
    (r"(with points); --dates mdy [^.]*", r"\1; write them like 2026-03-14 where they are otherwise"),
    (r"; --dates [md]{2}y reads .*?(?=\.|$)", "; say above which it is"),
    (r", or say --dates (?:mdy or --dates )?dmy", ""),
    (r"--zone NAME names", "Enter on that line above names"),
    (r"--zone America/Chicago names", "Enter on the time zone above names"),
    (r"name a shorter one by --from and --until", "export the months that you need"),
    (r"--from and --until name", "Enter on the days above names"),
    (r"type `alcto edit [^`]* --status completed`", "mark it so in Activities"),
    (r"`alcto edit` changes", "its form changes"),
    (r"name it with `alcto edit [^`]* --evidence [^`]*`", "attach it to the entry"),
    (r"`alcto catalogue` lists", "the catalogue lists"),
)
"""What a sentence of the core says of the command line, and what stands there on the screen."""
_PATTERNS = tuple((re.compile(pattern), words) for pattern, words in _BY_KEYS)


def by_keys(text: str) -> str:
    """A sentence of the core with keys in place of options."""
    if "--" not in text and "`alcto" not in text:
        return text
    for pattern, words in _PATTERNS:
        text = pattern.sub(words, text)
    return text


def sheet_by_keys(sheet: Sheet) -> Sheet:
    """A page of an import with keys in place of options."""
    return msgspec.structs.replace(sheet, parts=tuple(map(_part, sheet.parts)))


def _part(part: Part) -> Part:
    items = tuple(msgspec.structs.replace(one, text=by_keys(one.text)) for one in part.items)
    return part if items == part.items else msgspec.structs.replace(part, items=items)
