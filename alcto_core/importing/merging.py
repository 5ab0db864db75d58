"""Cells that are one from row to row: the day and the event of a merged cell hold for all of its rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from alcto_core.importing.cells import SheetRow
from alcto_core.importing.layout import SheetLayout

_HOLD = frozenset(
    ("title", "title/location", "location", "date", "start", "source", "format", "category", "strands", "offering",
     "course", "posted", "status", "justification")
)  # fmt: skip
"""What holds for each row of a merged cell; hours are those of all its rows together, and are never repeated."""


def filled(
    rows: Sequence[SheetRow], layout: SheetLayout, merged: Iterable[tuple[int, int, int]]
) -> tuple[SheetRow, ...]:
    """The rows with what stands in a merged cell above them."""
    columns = {one.index for one in layout.columns if one.key in _HOLD}
    fill: dict[int, list[tuple[int, str]]] = {}
    by_number = {row.number: row for row in rows}
    for first, last, column in merged:
        if column in columns and first in by_number and (cell := by_number[first].cell(column)):
            for number in range(first + 1, last + 1):
                fill.setdefault(number, []).append((column, cell))
    return tuple(_with(row, fill[row.number]) if row.cells and row.number in fill else row for row in rows)


def _with(row: SheetRow, given: Iterable[tuple[int, str]]) -> SheetRow:
    cells = list(row.cells)
    for column, cell in given:
        cells += [""] * (column + 1 - len(cells))
        cells[column] = cells[column] or cell
    return msgspec.structs.replace(row, cells=tuple(cells))
