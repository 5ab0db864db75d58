"""A file opened as a sheet: its cells, with the row of headings found."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import msgspec

from alcto_core import system
from alcto_core.importing.cells import MOST_BYTES, Grid, read_csv
from alcto_core.importing.columns import find_header, first_with_headings
from alcto_core.importing.layout import Corrections, Headed
from alcto_core.importing.workbook import is_workbook, read_workbook
from alcto_core.problems import Refused


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """A sheet of a file."""

    grid: Grid
    headed: Headed
    told: tuple[str, ...] = ()
    """What the person should know of which sheet was read. Holds text from the file."""

    @property
    def names(self) -> tuple[str, ...]:
        """The headings, by which a sheet is known again."""
        return self.headed.header.cells


def bytes_of(file: Path) -> bytes:
    """What a file holds, up to what is too large for a sheet. Raises `Refused` where it cannot be read."""
    try:
        raw, _ = system.read_file(file, MOST_BYTES + 1)
    except OSError as error:
        raise Refused(f"{file} cannot be read: {system.reason(error)}.") from error
    return raw


def open_sheet(file: Path, corrections: Corrections, today: date, sheet: str | None = None) -> Sheet:
    """Read a file; of a workbook the `sheet` of that name, else the first that has headings.

    Raises `Refused` where it cannot be read, is no sheet, or no row of it looks like headings.
    """
    return sheet_in(bytes_of(file), corrections, today, sheet)


def sheet_in(raw: bytes, corrections: Corrections, today: date, sheet: str | None = None) -> Sheet:
    """The same of the bytes of a file."""
    if not is_workbook(raw):
        if sheet is not None:
            raise Refused("--sheet is for a workbook, an .xlsx or .ods file.")
        grid = read_csv(raw)
        return Sheet(grid=grid, headed=find_header(grid, corrections, today))
    sheets = read_workbook(raw, sheet)
    grid, headed, told = first_with_headings(sheets, corrections, today, with_hidden=sheet is not None)
    return Sheet(grid=grid, headed=headed, told=told)
