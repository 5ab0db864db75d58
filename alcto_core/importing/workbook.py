"""The cells of an .xlsx or .ods workbook, read by python-calamine where it is installed."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from alcto_core.extras import needed_words
from alcto_core.importing import ods, xlsx
from alcto_core.importing.cells import (
    MOST_COLUMNS,
    MOST_ROWS,
    Grid,
    SheetRow,
    require_rows,
    require_size,
    sheet_with,
    trimmed,
)
from alcto_core.patterns import late
from alcto_core.problems import Refused
from alcto_core.text import nearest

_MOST_NAMED = 8
"""Rows that a sentence names."""
_MOST_UNPACKED = 100 << 20
_MOST_CELLS = 5_000_000
_ZIPPED = b"PK\x03\x04"
_OLDER = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How an .xls file begins."""
_DAMAGED = (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, RuntimeError, EOFError)
_NEITHER = "The file is neither .xlsx nor .ods. Save the sheet as one of them, or as a CSV file, and import that."
_LOCKED = "The workbook is protected with a password. Save it without one, and import that."
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ISO_TIME = late(r"(-?)PT(\d+)H(\d+)M(\d+)(?:[.,]\d+)?S")
"""A length as .ods writes it."""
_TAG = late(rb"<(?:\w+:)?(row|c)\b[^>]*>")
_REFERENCE = late(rb"\br\s*=\s*[\"']([A-Za-z]{0,3})(\d{1,9})[\"']")
_OPEN_DOCUMENT = late(rb"<table:table(?:-(row|cell)|(?=[ >]))[^>]*>")
_REPEATED = late(rb"repeated\s*=\s*[\"'](\d{1,9})[\"']")


def is_workbook(raw: bytes) -> bool:
    """Whether these bytes are a workbook and not a text."""
    return raw.startswith((_ZIPPED, _OLDER))


def read_workbook(raw: bytes, sheet: str | None = None) -> dict[str, Grid]:
    """The sheets of a workbook by name, those without a cell left out; with `sheet`, only that one, or the one in
    which a table of that name may stand.

    Raises `Refused` where it cannot be read, also because the library for it is missing.
    """
    require_size(raw)
    if raw.startswith(_OLDER):
        raise Refused(_LOCKED if _ENCRYPTED in raw else _NEITHER)
    try:
        import python_calamine
    except ImportError:
        raise Refused(
            needed_words("To read a workbook", "sheets", "Or save the sheet as a CSV file and import that.")
        ) from None
    package = _package(raw)
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(package.raw))
        hidden = {one.name for one in book.sheets_metadata if one.visible != python_calamine.SheetVisibleEnum.Visible}
        names = _chosen(book.sheet_names, sheet)
        grids = {name: _grid(book.get_sheet_by_name(name), package, is_hidden=name in hidden) for name in names}
        return {name: grid for name, grid in grids.items() if grid.rows}
    except Refused:
        raise
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as error:  # the library's panics are no Exception, and their type is private
        raise Refused(
            f"The workbook cannot be read ({type(error).__name__}). Save the sheet as a CSV file and import that."
        ) from error


class _Package(NamedTuple):
    """A workbook that the library can read, and what its parts say of single cells."""

    raw: bytes
    parts: Mapping[str, xlsx.SheetParts]
    merged: Mapping[str, tuple[ods.Merged, ...]]


def _package(raw: bytes) -> _Package:
    """Raises `Refused` for a workbook that would unpack to more than the machine holds.

    The library makes room for every cell up to the last one, and ends the whole process where there is none.
    """
    changed: dict[str, bytes] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            if sum(one.file_size for one in packed.infolist()) > _MOST_UNPACKED:
                raise Refused("The workbook unpacks to more than 100 MB. Save the sheet as a CSV file and import that.")
            names = packed.namelist()
            if not {"xl/workbook.xml", "content.xml"}.intersection(names):
                raise Refused(_NEITHER)
            if "META-INF/manifest.xml" in names and b"encryption-data" in packed.read("META-INF/manifest.xml"):
                raise Refused(_LOCKED)
            for name in names:
                if name.endswith((".xml", ".XML")):
                    part = packed.read(name)
                    if name != "content.xml" and (whole := xlsx.with_blanks(part)) != part:
                        part = changed[name] = whole
                    size = _open_document_size(part) if name == "content.xml" else _last_cell(part)
                    if not _has_room(*size) and name != "content.xml":
                        part = changed[name] = xlsx.without_blank_cells(part, packed)
                        size = _last_cell(part)
                    _require_room(*size)
            parts = {name: xlsx.read_parts(packed, path) for name, path in xlsx.sheet_paths(packed).items()}
            merged: dict[str, tuple[ods.Merged, ...]] = {}
            if "content.xml" in names:
                held = packed.read("content.xml")
                content = ods.readable(held)
                for name, table in ods.read_tables(content).items():
                    parts[name] = xlsx.SheetParts(table.texts, 0, table.hidden, table.struck)
                    merged[name] = table.merged
                if content != held:
                    changed["content.xml"] = content
            return _Package(_rewritten(packed, changed) if changed else raw, parts, merged)
    except _DAMAGED as error:
        raise Refused("The workbook is damaged. Open it, save it again, and import that.") from error


def _rewritten(packed: zipfile.ZipFile, changed: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as after:
        for one in packed.infolist():
            after.writestr(one, changed.get(one.filename) or packed.read(one))
    return out.getvalue()


def _has_room(rows: int, columns: int) -> bool:
    return rows <= MOST_ROWS and columns <= MOST_COLUMNS and rows * columns <= _MOST_CELLS


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
        elif found[1] is None:
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
    wanted = sheet.casefold().strip()
    if (found := folded.get(wanted) or folded.get(sheet_with(wanted))) is not None:
        return (found,)
    near = nearest(sheet, names)
    hint = f"did you mean “{near}”?" if near else f"its sheets are {', '.join(f'“{name}”' for name in names)}."
    raise Refused(f"The workbook has no sheet “{sheet}”; {hint}")


def _grid(sheet: Any, package: _Package, *, is_hidden: bool) -> Grid:
    require_rows(sheet.total_height)
    if sheet.total_width > MOST_COLUMNS:
        return Grid(rows=())
    parts = package.parts.get(sheet.name, xlsx.SheetParts({}, 0))
    told: list[str] = []
    if parts.without_value:
        count = "1 formula has" if parts.without_value == 1 else f"{parts.without_value} formulas have"
        told.append(f"{count} no saved value: open and save the workbook in a spreadsheet program.")
    told += _looks(parts)
    values = sheet.to_python(skip_empty_area=False)
    texts: dict[int, dict[int, str]] = {}
    for (row, column), text in parts.texts.items():
        texts.setdefault(row, {})[column] = text
    for row, column in _covered(sheet):
        if row < len(values) and column < len(values[row]):
            texts.setdefault(row, {})[column] = ""
    rows = [
        SheetRow(number, trimmed(_with_texts([_text(value) for value in cells], texts.get(number - 1))))
        for number, cells in enumerate(values, 1)
    ]
    return Grid(
        rows=tuple(rows) if any(row.cells for row in rows) else (),
        told=tuple(told),
        merged=tuple((first + 1, last + 1, column) for first, last, column in _merged(sheet, package)),
        is_hidden=is_hidden,
    )


def _looks(parts: xlsx.SheetParts) -> Iterator[str]:
    """What is to be told of rows that nobody sees, or that are struck through: they are read all the same."""
    for rows, hidden in ((parts.hidden, True), (parts.struck, False)):
        if not rows:
            continue
        listed = ", ".join(map(str, sorted(rows)[:_MOST_NAMED])) + (", …" if len(rows) > _MOST_NAMED else "")
        which, are = ("Row", "is") if len(rows) == 1 else ("Rows", "are")
        how = "hidden" if hidden else "struck through"
        yield f"{which} {listed} {are} {how} in the sheet, and read like the others; see that each was done."


def _with_texts(cells: list[str], texts: Mapping[int, str] | None) -> list[str]:
    """A row with what its number formats show; a formula without a value may lie behind the last value."""
    if texts:
        cells += [""] * (max(texts) + 1 - len(cells))
        for column, text in texts.items():
            cells[column] = text
    return cells


def _merged(sheet: Any, package: _Package) -> Iterator[ods.Merged]:
    """Cells that are one from row to row."""
    yield from package.merged.get(sheet.name, ())
    for (first, column), (last, _) in sheet.merged_cell_ranges or ():
        if first < last:
            yield first, last, column


def _covered(sheet: Any) -> Iterator[tuple[int, int]]:
    """The places of cells that lie under a merged one: what a program left there nobody sees."""
    for (first, left), (last, right) in sheet.merged_cell_ranges or ():
        for row in range(first, min(last, first + MOST_ROWS) + 1):
            for column in range(left, min(right, left + MOST_COLUMNS) + 1):
                if (row, column) != (first, left):
                    yield row, column


def _text(value: object) -> str:
    """A cell as the sheet shows it, near enough: days as ISO, spans of time as hours and minutes."""
    match value:
        case bool():
            return "yes" if value else "no"
        case float():
            return f"{value:.10g}"
        case datetime():
            has_time = bool(value.hour or value.minute)
            return value.strftime("%Y-%m-%d %H:%M") if has_time else value.date().isoformat()
        case date():
            return value.isoformat()
        case timedelta():
            return xlsx.clock_text(round(value.total_seconds()))
        case time():
            return xlsx.clock_text(value.hour * 3600 + value.minute * 60 + value.second)
        case str() if length := _ISO_TIME.fullmatch(value):
            sign, *parts = length.groups()
            hours, minutes, seconds = map(int, parts)
            return sign + xlsx.clock_text(hours * 3600 + minutes * 60 + seconds)
        case _:
            return str(value).replace("\0", "")
