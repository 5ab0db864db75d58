"""The cells of an .xlsx or .ods workbook, read by python-calamine where it is installed."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from alcto_core.importing.cells import MOST_COLUMNS, Grid, Row, require_rows, require_size, trimmed
from alcto_core.problems import Refused
from alcto_core.text import nearest

_MOST_UNPACKED = 100 << 20
_MOST_CELLS = 5_000_000
_ZIPPED = b"PK\x03\x04"
_OLDER = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How an .xls file begins."""
_DAMAGED = (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, RuntimeError, EOFError)
_NEITHER = "The file is neither .xlsx nor .ods. Save the sheet as one of them, or as a CSV file, and import that."
_TAG = re.compile(rb"<(?:\w+:)?(row|c)\b[^>]*>")
_REFERENCE = re.compile(rb"\br\s*=\s*[\"']([A-Za-z]{0,3})(\d{1,9})[\"']")
_OPEN_DOCUMENT = re.compile(rb"<table:table(?:-(row|cell)|(?=[ >]))[^>]*>")
_REPEATED = re.compile(rb"repeated\s*=\s*[\"'](\d{1,9})[\"']")
EXTRA = "pip install 'alcto[sheets]'"


def is_workbook(raw: bytes) -> bool:
    """Whether these bytes are a workbook and not a text."""
    return raw.startswith((_ZIPPED, _OLDER))


def read_workbook(raw: bytes, sheet: str | None = None) -> dict[str, Grid]:
    """The sheets of a workbook by name, those without a cell left out; with `sheet`, only that one.

    Raises `Refused` where it cannot be read, also because the library for it is missing.
    """
    require_size(raw)
    if raw.startswith(_OLDER):
        raise Refused(_NEITHER)
    try:
        import python_calamine
    except ImportError:
        raise Refused(
            f"To read a workbook alcto needs one more library: {EXTRA} brings it. "
            "Or save the sheet as a CSV file and import that."
        ) from None
    _require_small(raw)
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(raw))
        names = _chosen(book.sheet_names, sheet)
        return {name: grid for name in names if (grid := _grid(book.get_sheet_by_name(name))).rows}
    except Refused:
        raise
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as error:  # the library's panics are no Exception, and their type is private
        raise Refused(
            f"The workbook cannot be read ({type(error).__name__}). Save the sheet as a CSV file and import that."
        ) from error


def _require_small(raw: bytes) -> None:
    """Raises `Refused` for a workbook that would unpack to more than the machine holds.

    The library makes room for every cell up to the last one, and ends the whole process where there is none.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            if sum(one.file_size for one in packed.infolist()) > _MOST_UNPACKED:
                raise Refused("The workbook unpacks to more than 100 MB. Save the sheet as a CSV file and import that.")
            names = packed.namelist()
            if not {"xl/workbook.xml", "content.xml"}.intersection(names):
                raise Refused(_NEITHER)
            for name in names:
                if name.endswith((".xml", ".XML")):
                    part = packed.read(name)
                    _require_room(*(_open_document_size(part) if name == "content.xml" else _last_cell(part)))
    except _DAMAGED as error:
        raise Refused("The workbook is damaged. Open it, save it again, and import that.") from error


def _require_room(rows: int, columns: int) -> None:
    require_rows(rows)
    if columns > MOST_COLUMNS or rows * columns > _MOST_CELLS:
        raise Refused(
            "The workbook has a cell far away from all others, so it would take too much room. "
            "Save the sheet as a CSV file and import that."
        )


def _last_cell(part: bytes) -> tuple[int, int]:
    """The last row and column of an .xlsx sheet with something in it; a cell that is only coloured is nothing."""
    rows = columns = row = 0
    for found in _TAG.finditer(part) if b"sheetData" in part else ():
        named = _REFERENCE.search(found[0])
        if found[1] == b"row":
            row = int(named[2]) if named else row + 1
        elif not found[0].endswith(b"/>"):
            rows = max(rows, int(named[2]) if named else row)
            column = 0
            for letter in named[1].upper() if named else b"":
                column = column * 26 + letter - 64
            columns = max(columns, column)
    return rows, columns


def _open_document_size(part: bytes) -> tuple[int, int]:
    """The last row and column of an .ods file that hold something; repeated rows and cells counted."""
    rows = columns = last_row = last_column = repeat = 0
    for found in _OPEN_DOCUMENT.finditer(part):
        times = int(one[1]) if (one := _REPEATED.search(found[0])) else 1
        if found[1] == b"row":
            rows, columns, repeat = rows + times, 0, times
        elif found[1] == b"":
            rows = 0  # another table
        else:
            columns += times
            if b"value" in found[0] or b"formula" in found[0] or not found[0].endswith(b"/>"):
                last_row, last_column = max(last_row, rows), max(last_column, columns)
                require_rows(repeat)
    return last_row, last_column


def _chosen(names: Sequence[str], sheet: str | None) -> Sequence[str]:
    if sheet is None:
        return names
    folded = {name.casefold().strip(): name for name in names}
    if (found := folded.get(sheet.casefold().strip())) is not None:
        return (found,)
    near = nearest(sheet, names)
    hint = f"did you mean “{near}”?" if near else f"its sheets are {', '.join(f'“{name}”' for name in names)}."
    raise Refused(f"The workbook has no sheet “{sheet}”; {hint}")


def _grid(sheet: Any) -> Grid:
    require_rows(sheet.total_height)
    if sheet.total_width > MOST_COLUMNS:
        return Grid(rows=())
    rows = tuple(
        Row(number, trimmed([_text(value) for value in values]))
        for number, values in enumerate(sheet.to_python(skip_empty_area=False), 1)
    )
    return Grid(rows=rows if any(row.cells for row in rows) else ())


def _clock(minutes: int, seconds: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02d}" + (f":{seconds:02d}" if seconds else "")


def _text(value: object) -> str:
    """A cell as the sheet shows it, near enough: days as ISO, spans of time as hours and minutes."""
    match value:
        case bool():
            return "yes" if value else "no"
        case float():
            return f"{value:.10g}"
        case datetime():
            return value.date().isoformat()
        case date():
            return value.isoformat()
        case timedelta():
            minutes, seconds = divmod(round(value.total_seconds()), 60)
            return _clock(minutes, seconds) if minutes >= 0 else str(value)
        case time():
            return _clock(value.hour * 60 + value.minute, value.second)
        case _:
            return str(value).replace("\0", "")
