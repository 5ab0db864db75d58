"""What an .ods workbook says beside the values of its cells, and its content in the form that the library reads."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import NamedTuple

from alcto_core.patterns import late

_BETWEEN = late(rb"(?<=>)\s+(?=<(?:/?(?:table|office):|text:p\b))")
_TAB = late(rb"<text:tab\b[^>]*/>")
_BREAK = late(rb"<text:line-break\b[^>]*/>")
_ASIDE = late(rb"<(/?)(?:office:annotation|draw:[\w-]+)\b[^>]*?(/?)>")
"""A comment, a picture or a text box: it lies in a cell and is no part of what the cell says."""
_TABLE = late(rb"<table:table\s[^>]*?table:name=(?:\"([^\"]*)\"|'([^']*)')[^>]*>(.*?)</table:table>", re.S)
_ROW = late(rb"<table:table-row\b([^>]*?)(?:/>|>(.*?)</table:table-row>)", re.S)
_CELL = late(rb"<table:(covered-)?table-cell\b([^>]*?)(?:/>|>(.*?)</table:(?:covered-)?table-cell>)", re.S)
_PARAGRAPH = late(rb"<text:p\b[^>]*>(.*?)</text:p>", re.S)
_SHOWN = late(
    r"(?:-?[\d.,]+\s*[A-Za-z][A-Za-z. ]{0,20}|[$€£]\s?[\d.,]+|[\d.,]+\s?%|\d{1,2}:\d{2}(?::\d{2})?\s?[AaPp]\.?[Mm]\.?)"
)
_MONTH = late(r"[^\W\d]{3,10}\.?[ /-]+'?(?:\d{4}|\d{2})|\d{1,2}[/.-]\d{4}|[^\W\d]{3,10}")
"""A day that is shown as its month."""
_FIRST_OF_MONTH = late(rb"date-value\s*=\s*[\"'](\d{4}-\d\d)-01[\"'T]")
_STYLE = late(rb"<style:style\s([^>]*?)(?:/>|>(.*?)</style:style>)", re.S)
_STRUCK = late(rb"text-line-through-(?:style|type)\s*=\s*[\"'](?!none)")
_RAISED = late(rb"text-position\s*=\s*[\"'](?:super|[1-9])")
_SPAN = late(rb"(?<=\d)(<text:span\b[^>]*?style-name\s*=\s*[\"']([^\"']*)[^>]*>)(?=\d)")
"""Between the figures of a number and figures of another look behind it."""
_UNSEEN = late(rb"visibility\s*=\s*[\"'](?:collapse|filter)[\"']")
_MOST_REPEATED = 10_000
_MOST_COLUMNS = 500

Merged = tuple[int, int, int]
"""First row, last row and column of cells that are one, counted from 0."""


class Table(NamedTuple):
    """What the content says of one table."""

    texts: Mapping[tuple[int, int], str]
    """Row and column, counted from 0, of each cell that reads otherwise than by its value, and its text."""
    merged: tuple[Merged, ...]
    hidden: frozenset[int]
    """Rows, counted from 1, that a filter or a person hides."""
    struck: frozenset[int]
    """Rows with words that are struck through."""


def readable(content: bytes) -> bytes:
    """`content.xml` as the library reads it rightly: without comments and drawings, and without the white space between
    elements that some programs write, with blanks for tabs, line ends for breaks and a blank before what is raised."""
    whole = _BREAK.sub(b"\n", _TAB.sub(b" ", _BETWEEN.sub(b"", _without_asides(content))))
    raised = _styles(content, _RAISED)
    return _SPAN.sub(lambda one: b" " + one[1] if one[2] in raised else one[1], whole) if raised else whole


def _styles(content: bytes, look: re.Pattern[bytes]) -> frozenset[bytes]:
    """The names of the styles with a look."""
    return frozenset(
        found[1]
        for attributes, body in _STYLE.findall(content)
        if look.search(body) and (found := re.search(rb"style:name\s*=\s*[\"']([^\"']*)", attributes))
    )


def _without_asides(content: bytes) -> bytes:
    kept: list[bytes] = []
    depth = at = 0
    for tag in _ASIDE.finditer(content):
        if not depth:
            kept.append(content[at : tag.start()])
        if not tag[2]:
            depth += -1 if tag[1] else 1
        at = tag.end()
    return content if depth else b"".join((*kept, content[at:]))


def read_tables(content: bytes) -> dict[str, Table]:
    """What is to be known of the cells of each table, by its name."""
    lines = _styles(content, _STRUCK)
    return {
        unescape((one[1] or one[2] or b"").decode("utf-8", "replace")): _table(one[3], lines)
        for one in _TABLE.finditer(content)
    }


def _table(body: bytes, lines: frozenset[bytes]) -> Table:
    texts: dict[tuple[int, int], str] = {}
    merged: list[Merged] = []
    hidden: set[int] = set()
    struck: set[int] = set()
    row = 0
    for found in _ROW.finditer(body):
        repeated = _number(found[1], b"number-rows-repeated", 1)
        if found[2] and repeated < _MOST_REPEATED:
            rows = range(row, row + repeated)
            held, spans, is_struck = _row(found[2], lines)
            texts |= {(at, column): text for column, text in held.items() for at in rows}
            merged += ((row, row + spanned - 1, column) for column, spanned in spans)
            if is_struck:
                struck.update(at + 1 for at in rows)
            if _UNSEEN.search(found[1]) and b"value" in found[2]:
                hidden.update(at + 1 for at in rows)
        row += repeated
    return Table(texts, tuple(merged), frozenset(hidden), frozenset(struck))


def _row(body: bytes, lines: frozenset[bytes]) -> tuple[dict[int, str], list[tuple[int, int]], bool]:
    """The texts of one row by their columns, the columns of cells that go downwards with their rows, and whether words
    of it are struck through."""
    texts: dict[int, str] = {}
    spans: list[tuple[int, int]] = []
    is_struck = False
    for columns, is_covered, attributes, cell in _cells(body):
        if is_covered:
            texts |= dict.fromkeys(columns, "") if b"value-type" in attributes else {}
            continue
        spanned = _number(attributes, b"number-rows-spanned", 1)
        if 1 < spanned < _MOST_REPEATED:
            spans.append((columns[0], spanned))
        if lines and cell and (style := re.search(rb"style-name\s*=\s*[\"']([^\"']*)", attributes)):
            is_struck = is_struck or style[1] in lines
        if b"value-type" in attributes and b'"string"' not in attributes and (text := _shown(attributes, cell)):
            texts |= dict.fromkeys(columns, text)
    return texts, spans, is_struck


def _cells(row: bytes) -> Iterator[tuple[range, bool, bytes, bytes]]:
    """Every cell with its columns, whether it lies under a merged one, its attributes and what stands in it."""
    column = 0
    for found in _CELL.finditer(row):
        repeated = _number(found[2], b"number-columns-repeated", 1)
        yield range(column, column + min(repeated, _MOST_COLUMNS)), bool(found[1]), found[2], found[3] or b""
        column += repeated


def _shown(attributes: bytes, cell: bytes) -> str:
    """What a number reads as, where a word or a sign stands with it, or a day that stands for its month; "" where it
    reads as it is."""
    found = _PARAGRAPH.search(cell)
    text = unescape(re.sub(rb"<[^>]*>", b"", found[1]).decode("utf-8", "replace")).strip() if found else ""
    if (first := _FIRST_OF_MONTH.search(attributes)) and _MONTH.fullmatch(text):
        return f"{first[1].decode()} shown as a month"
    return text if _SHOWN.fullmatch(text) else ""


def _number(attributes: bytes, name: bytes, otherwise: int) -> int:
    found = re.search(name + rb"\s*=\s*[\"'](\d{1,9})[\"']", attributes)
    return int(found[1]) if found else otherwise
