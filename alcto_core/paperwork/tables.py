"""A part of a page as the columns and rows of a table, for every format that has tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

import msgspec

from alcto_core.dates import show
from alcto_core.telling.page import Item, Part

_ENDS_IN_YEAR = re.compile(r"\b\d{4}$")
WHAT = "What"
"""Heading of the titles."""
WHY = "Why, and where it is written"
"""Heading of the sentences."""


class TableRow(msgspec.Struct, frozen=True, kw_only=True):
    """One thing of a part."""

    title: str
    day: str
    figures: tuple[str, ...]
    """Below the headings of the table."""
    sentences: tuple[str, ...]
    full: float | None
    """From 0 to 1, where it is drawn as a bar."""
    group: str


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """A part with figures."""

    headings: tuple[str, ...]
    """Of the figures."""
    rows: tuple[TableRow, ...]


def table_of(part: Part) -> Table:
    """A part as a table; without headings where nothing in it has a figure or a state."""
    has_figure = any(item.figure for item in part.items)
    has_state = any(item.state for item in part.items)
    cells = max((len(item.cells) for item in part.items), default=0)
    usual = (*[_usual(part, has_state)] * has_figure, *["Amount"] * cells, *["State"] * has_state)
    rows = tuple(_row(item, has_figure, cells, has_state) for item in part.items)
    return Table(headings=(*part.columns[: len(usual)], *usual[len(part.columns) :]), rows=rows)


def grouped(rows: Sequence[TableRow]) -> Iterator[tuple[str, tuple[TableRow, ...]]]:
    """Rows that stand below each other in one group, with its name; "" for those in none."""
    for group, members in groupby(rows, lambda row: row.group):
        yield group, tuple(members)


def _usual(part: Part, has_state: bool) -> str:
    """The heading of figures that the part gives no name: they are amounts, or say when something was done, or else
    how it stands."""
    figures = [item.figure for item in part.items if item.figure]
    if all(one[0].isdigit() and not _ENDS_IN_YEAR.search(one) for one in figures):
        return "Amount"
    return "Date" if has_state else "State"


def _row(item: Item, has_figure: bool, cells: int, has_state: bool) -> TableRow:
    figures = (
        *((item.figure,) if has_figure else ()),
        *(*item.cells, *[""] * cells)[:cells],
        *((item.state,) if has_state else ()),
    )
    sentences = tuple(f"{line.amount} {line}".strip() for line in item.sentences())
    first = sentences[0] if sentences and not item.title else ""
    return TableRow(
        title=item.title or first,
        day=show(item.day) if item.day else "",
        figures=figures,
        sentences=sentences[1:] if first else sentences,
        full=item.full,
        group=item.group,
    )
