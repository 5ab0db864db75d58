"""Excel workbooks, by XlsxWriter of the extra `sheets`. Typed text is always a text cell: never a formula or a link."""

from __future__ import annotations

import io
from datetime import date, datetime, time
from typing import Any

import xlsxwriter

from alcto_core.paperwork.asked import Asked, Made, entries_held
from alcto_core.paperwork.entries import Cell, columns, left_behind, rows
from alcto_core.text import plain

_MOST = 32_767
"""Letters that a cell can hold."""
_FROZEN = datetime(2000, 1, 1)
"""The time that the file says it was made, so that the same entries make the same bytes."""


def entries(asked: Asked) -> Made:
    """The entries on one sheet, its headings in sight, with a filter; ready to print across the page."""
    raw = io.BytesIO()
    book = xlsxwriter.Workbook(raw, {"in_memory": True})
    book.set_properties({"title": "Entries", "created": _FROZEN})
    sheet = book.add_worksheet("Entries")
    bold = book.add_format({"bold": True, "bottom": 1, "valign": "top", "text_wrap": True})
    looks = {
        wraps: book.add_format({"valign": "top", "text_wrap": wraps, "num_format": "General"})
        for wraps in (True, False)
    }
    day = book.add_format({"valign": "top", "num_format": "yyyy-mm-dd", "align": "left"})
    headed = columns(asked)
    for at, column in enumerate(headed):
        sheet.set_column(at, at, column.width)
        sheet.write_string(0, at, plain(column.heading), bold)
    last = 0
    for last, row in enumerate(rows(asked), 1):
        for at, (column, cell) in enumerate(zip(headed, row, strict=True)):
            _write(sheet, last, at, cell, day if isinstance(cell, date) else looks[column.wraps])
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, last, len(headed) - 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    book.close()
    return Made(raw=raw.getvalue(), holds=entries_held(asked.activities), told=left_behind(asked))


def _write(sheet: Any, row: int, at: int, cell: Cell, look: Any) -> None:
    if isinstance(cell, date):
        sheet.write_datetime(row, at, datetime.combine(cell, time()), look)
    elif isinstance(cell, float):
        sheet.write_number(row, at, cell, look)
    elif cell:
        shown = "\n".join(map(plain, cell.splitlines()))
        cut = f"{shown[: _MOST - 1]}…" if len(shown) > _MOST else shown
        sheet.write_string(row, at, cut, look)
