"""A file opened as a sheet: its cells, with the row of headings found."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import msgspec

from alcto_core import system
from alcto_core.host.calling import transcript
from alcto_core.host.offer import Addition
from alcto_core.importing.cells import MOST_BYTES, Grid, SheetRow, read_csv, require_rows, trimmed
from alcto_core.importing.columns import find_header
from alcto_core.importing.layout import Corrections, Headed
from alcto_core.importing.tables import ALONE, first_with_headings, table_named, with_others_named
from alcto_core.importing.workbook import is_workbook, read_workbook
from alcto_core.problems import Refused
from alcto_core.text import plain


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


def open_sheet(
    file: Path, corrections: Corrections, today: date, sheet: str | None = None, additions: Iterable[Addition] = ()
) -> Sheet:
    """Read a file; of a workbook the `sheet` of that name, else the first that has headings; what an importer among
    the `additions` of plugins knows, as that reads it.

    Raises `Refused` where it cannot be read, is no sheet, or no row of it looks like headings.
    """
    raw = bytes_of(file)
    found = transcript_in(raw, file.name, corrections, today, additions)
    return found or sheet_in(raw, corrections, today, sheet)


def transcript_in(
    raw: bytes, name: str, corrections: Corrections, today: date, additions: Iterable[Addition]
) -> Sheet | None:
    """The sheet that a plugin's importer made of a file; None where none knows it. Raises `Refused`."""
    if (found := transcript(additions, raw, name)) is None:
        return None
    one, read = found
    require_rows(len(read.rows))
    cells = (read.headings, *read.rows)
    grid = Grid(rows=tuple(SheetRow(number, trimmed(list(row))) for number, row in enumerate(cells, 1)))
    told = f"Read as “{plain(one.extension.title)}” by the plugin {one.plugin}."
    headed = find_header(grid, corrections, today)
    return Sheet(grid=grid, headed=headed, told=(told, *(f"{one.words}, which was NOT read." for one in headed.others)))


def sheet_in(raw: bytes, corrections: Corrections, today: date, sheet: str | None = None) -> Sheet:
    """The same of the bytes of a file."""
    if not is_workbook(raw):
        grid = read_csv(raw)
        if sheet is not None:
            if not find_header(grid, corrections, today).others:
                raise Refused("--sheet is for a workbook, an .xlsx or .ods file, or a file that holds several tables.")
            (grid,) = table_named({ALONE: grid}, sheet, today).values()
        return Sheet(grid=grid, headed=with_others_named(find_header(grid, corrections, today), ALONE))
    sheets = read_workbook(raw, sheet)
    if sheet is not None:
        sheets = table_named(sheets, sheet, today)
    grid, headed, told = first_with_headings(sheets, corrections, today, with_hidden=sheet is not None)
    return Sheet(grid=grid, headed=headed, told=told)
