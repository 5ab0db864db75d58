"""Tables that stand side by side, or one below the other, in one sheet: those with the same headings are all read."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from alcto_core.importing import headings
from alcto_core.importing.cells import SheetRow
from alcto_core.importing.layout import Headed, OtherTable

_FIGURE = re.compile(r"\d")
_Block = tuple[int, int]
"""First column, and the one behind the last."""


def one_below_the_other(headed: Headed) -> Headed:
    """The table with those beside it below, where they have the same headings; a word of those that have others."""
    blocks = _blocks(headed)
    if len(blocks) < 2:
        return headed
    names = [_names(headed.header, block) for block in blocks]
    alike = [block for block, one in zip(blocks, names, strict=True) if one == names[0]]
    others = [block for block, one in zip(blocks, names, strict=True) if one != names[0]]
    told = list(headed.told)
    if len(alike) > 1:
        told.append(f"{len(alike)} tables with the same headings stand side by side; all were read.")
    apart = [
        one
        for first, end in others
        for one in _apart(
            f"Beside the table stands another one ({_listed(headed.header.cells[first:end])})",
            [_part_of(row, (first, end)) for row in (headed.header, *headed.rows)],
            first,
        )
    ]
    rows = tuple(_part_of(row, block) for block in alike for row in headed.rows)
    header = _part_of(headed.header, alike[0])
    return msgspec.structs.replace(headed, header=header, rows=rows, told=tuple(told), others=tuple(apart))


def with_those_below(headed: Headed) -> Headed:
    """The table with those below it whose headings are the same in another order; a word of those that have others,
    whose cells would be read by the wrong headings."""
    names = [headings.folded(cell) for cell in headed.header.cells]
    rows: list[SheetRow] = []
    places: list[int] | None = None
    for at, row in enumerate(headed.rows):
        if is_headed_anew(row, names):
            words = [headings.folded(cell) for cell in row.cells]
            if not set(words) - {""} <= set(names) or len(set(words) - {""}) < len([one for one in words if one]):
                where = f"From row {row.number} on stands another table ({_listed(row.filled)})"
                others = (*headed.others, *_apart(where, headed.rows[at:]))
                return msgspec.structs.replace(headed, rows=tuple(rows), others=others)
            places = [words.index(name) if name in words else -1 for name in names]
        elif places is not None and at and _is_header(row, names):
            places = None
        rows.append(row if places is None else _in_order(row, places))
    return msgspec.structs.replace(headed, rows=tuple(rows))


def _apart(words: str, rows: Sequence[SheetRow], column: int = 0) -> tuple[OtherTable, ...]:
    """A table of its own, and those below it."""
    inner = with_those_below(Headed(header=rows[0], above=(), rows=tuple(rows[1:])))
    table = OtherTable(words=words, rows=(inner.header, *inner.rows), column=column)
    return (table, *(msgspec.structs.replace(one, column=column) for one in inner.others))


def is_headed_anew(row: SheetRow, names: Sequence[str]) -> bool:
    """Whether a row holds the headings of another table: those of a day or a name and of a length, and no figures."""
    if _FIGURE.search("".join(row.cells)):
        return False
    filled = row.filled
    if len(filled) < 2 or any(map(str.isdigit, "".join(filled))) or any(len(cell) > 60 for cell in filled):
        return False
    keys = [headings.known(cell) for cell in filled]
    is_log = {"hours", "minutes"}.intersection(keys) and {"date", "title", "start"}.intersection(keys)
    return bool(is_log) and 2 * sum(map(bool, keys)) > len(keys) and not _is_header(row, names)


def _listed(cells: Sequence[str]) -> str:
    return ", ".join(f"“{cell}”" for cell in cells if cell)


def _part_of(row: SheetRow, block: _Block) -> SheetRow:
    return msgspec.structs.replace(row, cells=_trimmed(row.cells[slice(*block)]))


def _is_header(row: SheetRow, names: Sequence[str]) -> bool:
    """Whether a row has the same headings in the same places, as far as both have any."""
    words = [headings.folded(cell) for cell in row.cells]
    return all(one == other for one, other in zip(words, names, strict=False) if one and other) and any(words)


def _in_order(row: SheetRow, places: Sequence[int]) -> SheetRow:
    return msgspec.structs.replace(row, cells=_trimmed([row.cell(at) if at >= 0 else "" for at in places]))


def _blocks(headed: Headed) -> list[_Block]:
    """The tables of a sheet: divided by an empty column, or where the headings begin anew."""
    cells = headed.header.cells
    width = len(cells)
    empty = [not cell and not any(row.cell(at) for row in headed.rows) for at, cell in enumerate(cells)]
    words = [headings.folded(cell) for cell in cells]
    starts = [0]
    for at in range(1, width):
        first = starts[0]
        begins_anew = bool(words[at]) and words[at : at + 2] == words[first : first + 2]
        if begins_anew or (empty[at - 1] and not empty[at] and _is_table(cells[at:])):
            starts.append(at)
    ends = [*starts[1:], width]
    found = [(first, end) for first, end in zip(starts, ends, strict=True) if any(cells[first:end])]
    return found if len(found) > 1 and all(_is_table(cells[first:end]) for first, end in found) else [(0, width)]


def _is_table(cells: Sequence[str]) -> bool:
    """Whether headings are those of a table of its own: a day and hours, or a name and hours."""
    keys = {headings.known(cell) for cell in cells if cell}
    return "hours" in keys and bool(keys & {"date", "title", "start"})


def _names(header: SheetRow, block: _Block) -> list[str]:
    return [headings.folded(cell) for cell in _trimmed(header.cells[slice(*block)])]


def _trimmed(cells: Sequence[str]) -> tuple[str, ...]:
    kept = list(cells)
    while kept and not kept[-1]:
        kept.pop()
    return tuple(kept)
