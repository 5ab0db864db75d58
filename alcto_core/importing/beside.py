"""Tables that stand side by side in one sheet: those with the same headings are read one after the other."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from alcto_core.importing import headings
from alcto_core.importing.cells import SheetRow
from alcto_core.importing.layout import Headed

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
    for first, end in others:
        listed = ", ".join(f"“{cell}”" for cell in headed.header.cells[first:end] if cell)
        told.append(
            f"Beside the table stands another one ({listed}), which was NOT read; save it as a sheet of its own and "
            "import that."
        )
    rows = tuple(
        msgspec.structs.replace(row, cells=_trimmed(row.cells[first:end]))
        for first, end in alike
        for row in headed.rows
    )
    header = msgspec.structs.replace(headed.header, cells=_trimmed(headed.header.cells[slice(*alike[0])]))
    return msgspec.structs.replace(headed, header=header, rows=rows, told=tuple(told), is_whole=not others)


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
