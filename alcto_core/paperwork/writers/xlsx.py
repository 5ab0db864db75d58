"""Excel workbooks, by XlsxWriter of the extra `sheets`. Typed text is always a text cell: never a formula or a link."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from textwrap import wrap
from typing import Any

import xlsxwriter

from alcto_core.paperwork.asked import Asked, Made, entries_held
from alcto_core.paperwork.entries import Cell, EntryColumn, columns, rows
from alcto_core.text import plain

_MOST = 32_767
"""Letters that a cell can hold."""
_EMPTY = 9
"""Width of a column that holds nothing but its heading."""
_BOLD = 3
"""What bold letters and the indent of a heading take beside its letters."""
_NARROWER = 1.15
"""Letters of a text for one of the digits that a width is measured in."""
_LINE = 15.0
_TALLEST = 400.0
"""Points of a row; a program takes no more than 409."""
_HAIR = 7
"""The thinnest line, by its number in the format."""
_RULE, _HEAD = "#B4B4B4", "#EFEFEF"
"""Colors of the lines between entries and behind the headings."""
_LETTER = 1
"""US Letter, by its number in the format."""
_BESIDE = 3
"""Pages that the columns of an entry stand on."""
_FROZEN = datetime(2000, 1, 1)
"""The time that the file says it was made, so that the same entries make the same bytes."""


def entries(asked: Asked) -> Made:
    """The entries on one sheet, its headings in sight, with a filter; ready to print."""
    raw = io.BytesIO()
    book = xlsxwriter.Workbook(raw, {"in_memory": True})
    book.set_properties({"title": "Entries", "created": _FROZEN})
    sheet = book.add_worksheet("Entries")
    bold = book.add_format(
        {"bold": True, "bottom": 1, "valign": "top", "text_wrap": True, "indent": 1, "bg_color": _HEAD}
    )
    ruled = {"valign": "top", "indent": 1, "bottom": _HAIR, "bottom_color": _RULE}
    looks = {wraps: book.add_format({**ruled, "text_wrap": wraps, "num_format": "General"}) for wraps in (True, False)}
    number = book.add_format({**ruled, "align": "right", "num_format": "General"})
    day = book.add_format({**ruled, "num_format": "yyyy-mm-dd", "align": "left"})
    headed, told = columns(asked, is_read=True), list(rows(asked, is_read=True))
    widths = [_width(column, (row[at] for row in told)) for at, column in enumerate(headed)]
    for at, (column, width) in enumerate(zip(headed, widths, strict=True)):
        sheet.set_column(at, at, width)
        sheet.write_string(0, at, plain(column.heading), bold)
    sheet.set_row(0, _height([column.heading for column in headed], widths))
    last = 0
    for last, row in enumerate(told, 1):
        wrapped = [cell if column.wraps else None for column, cell in zip(headed, row, strict=True)]
        sheet.set_row(last, _height(wrapped, widths))
        for at, (column, cell) in enumerate(zip(headed, row, strict=True)):
            look = day if isinstance(cell, date) else number if isinstance(cell, float) else looks[column.wraps]
            _write(sheet, last, at, cell, look)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, last, len(headed) - 1)
    _set_for_paper(sheet)
    book.close()
    return Made(raw=raw.getvalue(), holds=entries_held(asked.activities))


def _width(column: EntryColumn, cells: Iterable[Cell]) -> int:
    """In letters: narrow where there is nothing but the heading, of which no word is broken."""
    if any(cell not in (None, "") for cell in cells):
        return column.width
    return max(min(column.width, _EMPTY), *(len(word) + _BOLD for word in column.heading.split()))


def _height(cells: Sequence[Cell], widths: Sequence[int]) -> float:
    """Of a row, in points, so that wrapped text is seen in programs too that do not measure it again."""
    lines = (
        sum(len(wrap(plain(line), int(width * _NARROWER))) or 1 for line in cell.splitlines())
        for cell, width in zip(cells, widths, strict=True)
        if isinstance(cell, str)
    )
    return min(_LINE * max(1, *lines, 1), _TALLEST)


def _set_for_paper(sheet: Any) -> None:
    """Pages that can be read: some beside each other, each with headings, the names of the entries and its number."""
    sheet.set_landscape()
    sheet.set_paper(_LETTER)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(_BESIDE, 0)
    sheet.repeat_rows(0)
    sheet.repeat_columns(0)
    sheet.set_footer("&L&8Entries&R&8&P / &N")


def _write(sheet: Any, row: int, at: int, cell: Cell, look: Any) -> None:
    if isinstance(cell, date):
        sheet.write_datetime(row, at, datetime.combine(cell, time()), look)
    elif isinstance(cell, float):
        sheet.write_number(row, at, cell, look)
    elif cell:
        shown = "\n".join(map(plain, cell.splitlines()))
        cut = f"{shown[: _MOST - 1]}…" if len(shown) > _MOST else shown
        sheet.write_string(row, at, cut, look)
    else:
        sheet.write_blank(row, at, None, look)
