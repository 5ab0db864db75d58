"""CSV: read by any spreadsheet program and taken back by `alcto import`, which takes the guards away again."""

from __future__ import annotations

import csv
import io
from datetime import date

from alcto_core.paperwork.asked import Asked, Made, entries_held
from alcto_core.paperwork.entries import Cell, columns, rows
from alcto_core.text import guarded, plain

MARK = b"\xef\xbb\xbf"
"""By which Excel knows the encoding."""


def entries(asked: Asked) -> Made:
    """The entries; what a program would take for a formula stands behind an apostrophe."""
    text = io.StringIO()
    sheet = csv.writer(text)
    sheet.writerow([guarded(one.heading) for one in columns(asked)])
    sheet.writerows([_written(cell) for cell in row] for row in rows(asked))
    raw = MARK + text.getvalue().encode("utf-8")
    return Made(raw=raw, holds=entries_held(asked.activities))


def _written(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float):
        return f"{cell:g}"
    return guarded("\n".join(map(plain, cell.splitlines())))
