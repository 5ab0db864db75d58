"""The sentences of an import as the screen says them: keys stand where a command has options."""

from __future__ import annotations

import re

import msgspec

from alcto_core.telling.page import Part, Sheet

_BY_KEYS = (
    (r"--hours \d+=[\d.]+ says how many hours it was", "Enter on its row asks how many hours it was"),
    (r"; --hours \d+=[\d.]+ makes it one", "; write its end into the calendar"),
    (r"--sheet NAME reads another", "Enter on its name reads another"),
    (r"--sheet '[^']*' reads it", "Enter on its name reads it"),
    (r"--new \d+ brings it in", "Space brings it in"),
    (r"were read with the day first, as is usual with points; --dates mdy reads them otherwise",
     "were read with the day first, as is usual with points; write them like 2026-03-14 where they are otherwise"),
    (r"; --dates (?:mdy|dmy) reads them (?:otherwise|so)", "; say above which it is"),
    (r", or say --dates mdy or --dates dmy", ""),
    (r"--zone NAME names another", "Enter on that line above names another"),
    (r"--zone America/Chicago names one", "Enter on the time zone above names one"),
    (r"name a shorter one by --from and --until", "export the months that you need"),
    (r"--from and --until name another span", "Enter on the days above names another span"),
    (r"type `alcto edit [^`]* --status completed`", "mark it so in Activities"),
    (r"`alcto edit` changes those", "its form changes those"),
    (r"name it with `alcto edit [^`]* --evidence [^`]*`", "attach it to the entry"),
    (r"`alcto catalogue` lists them", "the catalogue lists them"),
)  # fmt: skip
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
