"""The tables of a file: the sheets of a workbook, and the further tables in a sheet, each read by a name of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

import msgspec

from alcto_core.importing import headings
from alcto_core.importing.cells import Grid, table_name
from alcto_core.importing.columns import find_header
from alcto_core.importing.layout import Corrections, Headed
from alcto_core.problems import Refused

ALONE = ""
"""The name of the sheet of a file that has no names for its sheets."""


def with_tables(sheets: Mapping[str, Grid], today: date) -> dict[str, Grid]:
    """Sheets by their names, and behind each the further tables that stand in it."""
    found: dict[str, Grid] = {}
    for name, grid in sheets.items():
        found[name] = grid
        found.update((table_name(name, at), other) for at, other in enumerate(_others(grid, today), 2))
    return found


def table_named(sheets: Mapping[str, Grid], name: str, today: date) -> dict[str, Grid]:
    """The sheet of that name, or the further table in one. Raises `Refused`."""
    tables = with_tables(sheets, today)
    folded = {one.casefold().strip(): one for one in tables}
    if (found := folded.get(name.casefold().strip())) is None:
        there = ", ".join(f"“{one}”" for one in tables if one)
        raise Refused(f"There is no table “{name}” in it; it has {there}.")
    return {found: tables[found]}


def _others(grid: Grid, today: date) -> Iterator[Grid]:
    try:
        headed = find_header(grid, {}, today)
    except Refused:
        return
    for one in headed.others:
        merged = tuple((first, last, at - one.column) for first, last, at in grid.merged if at >= one.column)
        yield msgspec.structs.replace(grid, rows=one.rows, merged=merged, told=())


def with_others_named(headed: Headed, sheet: str) -> Headed:
    """The same, with a word on each table of the sheet that was not read, and how it is."""
    told = [
        f"{one.words}, which was NOT read: --sheet '{table_name(sheet, at)}' reads it."
        for at, one in enumerate(headed.others, 2)
    ]
    return msgspec.structs.replace(headed, told=(*headed.told, *told)) if told else headed


def first_with_headings(
    sheets: Mapping[str, Grid], corrections: Corrections, today: date, *, with_hidden: bool = False
) -> tuple[Grid, Headed, tuple[str, ...]]:
    """Of a workbook the first sheet that has headings and is not hidden, and what is to be told of it.

    Raises `Refused` where none has any.
    """
    refusal = Refused("There is nothing in the workbook.")
    hidden = [name for name, grid in sheets.items() if grid.is_hidden]
    found: list[tuple[bool, str, Grid, Headed]] = []
    for name, grid in sheets.items():
        if grid.is_hidden and not with_hidden:
            continue
        try:
            headed = find_header(grid, corrections, today)
        except Refused as wrong:
            refusal = wrong
            continue
        found.append((_has_days(headed), name, grid, headed))
        if found[-1][0]:
            break
    if found:  # a summary before the log has headings too, and no days
        _, name, grid, headed = next((one for one in found if one[0]), found[0])
        others = [f"“{other}”{' (hidden)' if other in hidden else ''}" for other in sheets if other != name]
        hint = f" The workbook also has {', '.join(others)}: --sheet NAME reads another." if others else ""
        return grid, with_others_named(headed, name), (f"The sheet “{name}” was read.{hint}",)
    if hidden and not with_hidden:
        raise Refused(f"{refusal} The workbook hides “{hidden[0]}”; --sheet '{hidden[0]}' reads it.")
    raise refusal


def _has_days(headed: Headed) -> bool:
    """Whether a heading of the sheet is that of a day."""
    return any(headings.day_of(cell)[1] for cell in headed.header.filled)
