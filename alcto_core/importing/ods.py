"""What an .ods workbook says beside the values of its cells, and its content in the form that the library reads."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape

_BETWEEN = re.compile(rb"(?<=>)\s+(?=<(?:/?(?:table|office):|text:p\b))")
_TAB = re.compile(rb"<text:tab\b[^>]*/>")
_TABLE = re.compile(rb"<table:table\s[^>]*?table:name=(?:\"([^\"]*)\"|'([^']*)')[^>]*>(.*?)</table:table>", re.S)
_ROW = re.compile(rb"<table:table-row\b([^>]*?)(?:/>|>(.*?)</table:table-row>)", re.S)
_CELL = re.compile(rb"<table:(covered-)?table-cell\b([^>]*?)(?:/>|>(.*?)</table:(?:covered-)?table-cell>)", re.S)
_PARAGRAPH = re.compile(rb"<text:p\b[^>]*>(.*?)</text:p>", re.S)
_SHOWN = re.compile(
    r"(?:-?[\d.,]+\s*[A-Za-z][A-Za-z. ]{0,20}|[$€£]\s?[\d.,]+|[\d.,]+\s?%|\d{1,2}:\d{2}(?::\d{2})?\s?[AaPp]\.?[Mm]\.?)"
)
_MOST_REPEATED = 10_000

Merged = tuple[int, int, int]
"""First row, last row and column of cells that are one, counted from 0."""


def readable(content: bytes) -> bytes:
    """`content.xml` without the white space between elements that some programs write, and with blanks for tabs."""
    return _TAB.sub(b" ", _BETWEEN.sub(b"", content))


def is_readable(content: bytes) -> bool:
    """Whether the library reads it as it is."""
    return _BETWEEN.search(content) is None and _TAB.search(content) is None


def read_tables(content: bytes) -> dict[str, tuple[Mapping[tuple[int, int], str], tuple[Merged, ...]]]:
    """For each table the cells that are shown otherwise than by their value, and those that are merged downwards."""
    return {
        unescape((one[1] or one[2] or b"").decode("utf-8", "replace")): _table(one[3])
        for one in _TABLE.finditer(content)
    }


def _table(body: bytes) -> tuple[Mapping[tuple[int, int], str], tuple[Merged, ...]]:
    texts: dict[tuple[int, int], str] = {}
    merged: list[Merged] = []
    row = 0
    for found in _ROW.finditer(body):
        repeated = _number(found[1], b"number-rows-repeated", 1)
        if found[2] and repeated == 1:
            for column, attributes, cell in _cells(found[2]):
                spanned = _number(attributes, b"number-rows-spanned", 1)
                if 1 < spanned < _MOST_REPEATED:
                    merged.append((row, row + spanned - 1, column))
                if b"value-type" in attributes and b'"string"' not in attributes and (text := _shown(cell)):
                    texts[row, column] = text
        row += repeated
    return texts, tuple(merged)


def _cells(row: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    column = 0
    for found in _CELL.finditer(row):
        yield column, found[2], found[3] or b""
        column += _number(found[2], b"number-columns-repeated", 1)


def _shown(cell: bytes) -> str:
    """What a number reads as, where a word or a sign stands with it; "" where it reads as it is."""
    found = _PARAGRAPH.search(cell)
    text = unescape(re.sub(rb"<[^>]*>", b"", found[1]).decode("utf-8", "replace")).strip() if found else ""
    return text if _SHOWN.fullmatch(text) else ""


def _number(attributes: bytes, name: bytes, otherwise: int) -> int:
    found = re.search(name + rb"\s*=\s*[\"'](\d{1,9})[\"']", attributes)
    return int(found[1]) if found else otherwise
