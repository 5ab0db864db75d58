"""The small words of TOML: where a key, a string or any other value ends.

Works on text that may not be TOML at all, so nothing here raises: what never ends is taken to end with its line.
"""

from __future__ import annotations

import re

from alcto_core.patterns import late
from alcto_core.toml.values import toml_values

LISTS = frozenset({"activity", "credential", "rule", "step", "setting", "switch", "category", "offering", "strand"})
"""Tables that may stand several times, of records and of rule files."""
_BASIC = r'"(?:[^"\\\n]|\\[^\n])*+"'
_LITERAL = r"'[^'\n]*+'"
_KEY = rf"(?:[\w-]++|{_BASIC}|{_LITERAL})"
_DOTTED = rf"{_KEY}(?:[ \t]*+\.[ \t]*+{_KEY})*+"
_SHORT = rf"(?:(?!\"\"\"){_BASIC}|(?!'''){_LITERAL})"
_FLAT = rf"(?:[^\[\]{{}}\"'#\n]|{_SHORT})*+"

KEY = late(_KEY)
"""One part of a key."""

ASSIGNMENT = late(rf"[ \t]*+({_DOTTED})[ \t]*+=[ \t]*+")
"""The start of a `key = value` line, up to the value; group 1 is the key with its dots."""

HEADER = late(rf"[ \t]*+(\[\[?)[ \t]*+({_DOTTED})[ \t]*+\]\]?")
"""A table header; group 1 tells `[[` from `[`, group 2 is its name with dots."""

SIMPLE_LINES = late(
    rf"(?:[ \t]*+{_DOTTED}[ \t]*+=[ \t]*+"
    rf"(?:{_SHORT}|\[{_FLAT}\]|\{{{_FLAT}\}}|[^\s\[\]{{}}\"'#][^\[\]{{}}\"'#\n]*+)"
    r"[ \t]*+(?:#[^\n]*+)?\r?(?:\n|\Z))++"
)
"""A run of lines that each hold one key and a value that ends on that line."""

GAP = late(r"(?:[ \t]*+(?:#[^\n]*+)?\r?\n)*+(?:[ \t]*+#[^\n]*+\Z)?")
"""A run of blank lines and comment lines."""

COMMENT_BLOCK = late(r"(?:[ \t]*+#[^\n]*+\n)++\Z")
"""The comment lines that end a gap, with no blank line after them."""

_MOST_PARTS = 64
_ENDLESS_KEY = late(
    rf"""(?:^|[{{,\[])[ \t]*+(?:(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){{{_MOST_PARTS}}}""", re.MULTILINE
)

_LONG_BASIC = late(r'"""(?:[^"\\]|\\.|"(?!""))*+"""(?:"{0,2})', re.DOTALL)
_LINE_STRING = late(f"{_BASIC}|{_LITERAL}")
_BARE = late(r"[^#\n]*+")
_NESTED = late(r"[^\[\]{}\"'#]*+([\[\]{}\"'#]|\Z)")


def endless_key(text: str) -> re.Match[str] | None:
    """The first key of so many parts that nobody wrote it; reading it takes time that grows with the square of its
    length."""
    lines = text.split("\n")
    if max(map(len, lines)) < 2 * _MOST_PARTS or all(line.count(".") < _MOST_PARTS for line in lines):
        return None
    return _ENDLESS_KEY.search(text)


def line_end(text: str, at: int) -> int:
    """Offset of the line feed that ends the line of `at`, or the end of the text."""
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def string_end(text: str, at: int) -> int:
    """Offset after the string that opens at `at`; a string that never closes ends with its line."""
    if text.startswith('"""', at):
        match = _LONG_BASIC.match(text, at)
    elif text.startswith("'''", at):
        close = text.find("'''", at + 3)
        if close >= 0:
            return close + 3 + len(text[close + 3 : close + 5]) - len(text[close + 3 : close + 5].lstrip("'"))
        match = None
    else:
        match = _LINE_STRING.match(text, at)
    return match.end() if match else line_end(text, at)


def value_end(text: str, at: int, reach: int | None = None) -> int:
    """Offset after the value that begins at `at`.

    Arrays and inline tables are followed over lines, at most to offset `reach`; one that does not close by
    then ends with its first line.
    """
    opening = text[at : at + 1]
    if opening in ('"', "'"):
        return string_end(text, at)
    if opening in ("[", "{"):
        end = _bracket_end(text, at, len(text) if reach is None else reach)
        return _trimmed(text, at, line_end(text, at)) if end is None else end
    match = _BARE.match(text, at)
    return _trimmed(text, at, match.end() if match else at)


def is_closed(text: str, at: int, end: int) -> bool:
    """Whether the value from `at` to `end`, if it is an array or inline table, ends with its bracket."""
    closing = {"[": "]", "{": "}"}.get(text[at : at + 1])
    return closing is None or text[end - 1 : end] == closing


def _trimmed(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in " \t\r":
        end -= 1
    return end


def _bracket_end(text: str, at: int, reach: int) -> int | None:
    depth = 0
    while at < reach:
        match = _NESTED.match(text, at)
        if match is None or not match[1]:
            return None
        at = match.end()
        mark = match[1]
        if mark in "[{":
            depth += 1
        elif mark in "]}":
            depth -= 1
            if depth == 0:
                return at
        elif mark == "#":
            at = line_end(text, at)
        else:
            at = string_end(text, at - 1)
    return None


def name(part: str) -> str:
    """The key that one part of a dotted key stands for, without quotes and escapes."""
    if part[:1] == "'":
        return part[1:-1]
    if part[:1] != '"':
        return part
    if "\\" not in part:
        return part[1:-1]
    try:
        return next(iter(toml_values(f"{part} = 0")))
    except ValueError:
        return part[1:-1]


def names(dotted: str, most: int = 32) -> tuple[str, ...]:
    """The keys of a dotted key; no more than `most` of them, as nothing meaningful lies deeper."""
    if dotted.replace("_", "a").replace("-", "a").isalnum():
        return (dotted,)
    found: list[str] = []
    for match in KEY.finditer(dotted):
        found.append(name(match[0]))
        if len(found) == most:
            break
    return tuple(found)
