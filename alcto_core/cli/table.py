"""Plain tables: columns that line up for the eye, or one sentence a row for the ear."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from alcto_core.cli.columns import cut, width
from alcto_core.cli.page import Page, Toned
from alcto_core.text import plain

_GAP = "  "
_LEAST = 10
"""Columns that a cut cell keeps."""


class TableColumn(NamedTuple):
    """A column of a table."""

    heading: str
    right: bool = False
    """Figures line up at their end."""
    shrinks: bool = False
    """May be cut where the terminal is too narrow."""


Cell = str | Toned
Row = Sequence[Cell]


def say_table(page: Page, columns: Sequence[TableColumn], rows: Iterable[Row]) -> None:
    """Print a table; under ALCTO_PLAIN each row as one line of words. Rows that can be told twice are not kept."""
    if isinstance(rows, Iterator):
        rows = tuple(rows)
    if page.plain:
        for row in _cells(rows):
            page.say(_sentence(columns, row))
        return
    widths = [width(column.heading) for column in columns]
    for row in _cells(rows):
        widths = list(map(max, widths, [width(_text(cell)) for cell in row]))
    _shrink(widths, columns, page.width)
    page.say_row(*_line([Toned(column.heading, "quiet") for column in columns], widths, columns))
    for row in _cells(rows):
        page.say_row(*_line(row, widths, columns))


def _cells(rows: Iterable[Row]) -> Iterator[Row]:
    return (row if _is_plain(row) else [_shown(cell) for cell in row] for row in rows)


def _is_plain(row: Row) -> bool:
    """Whether every cell is text that may be shown as it is."""
    return all(type(cell) is str for cell in row) and "".join(map(_text, row)).isprintable()


def _sentence(columns: Sequence[TableColumn], row: Sequence[Cell]) -> str:
    said = [f"{column.heading}: {_text(cell)}" for column, cell in zip(columns, row, strict=True) if _text(cell)]
    return "; ".join(said) + "."


def _shrink(widths: list[int], columns: Sequence[TableColumn], room: int | None) -> None:
    if room is None:
        return
    too_much = sum(widths) + len(_GAP) * (len(widths) - 1) - room
    elastic = [at for at, column in enumerate(columns) if column.shrinks]
    while too_much > 0 and any(widths[at] > _LEAST for at in elastic):
        widest = max(elastic, key=lambda at: widths[at])
        widths[widest] -= 1
        too_much -= 1


def _line(row: Sequence[Cell], widths: Sequence[int], columns: Sequence[TableColumn]) -> list[Cell]:
    parts: list[Cell] = []
    for cell, room, column in zip(row, widths, columns, strict=True):
        text = _text(cell)
        if type(cell) is str and len(text) <= room and text.isascii():
            parts += [text.rjust(room) if column.right else text.ljust(room), _GAP]
            continue
        size = width(text)
        if size > room:
            text = cut(text, room)
            size = width(text)
        space = " " * (room - size)
        shown: Cell = Toned(text, cell.tone) if isinstance(cell, Toned) else text
        parts += [space, shown, _GAP] if column.right else [shown, space, _GAP]
    return parts[:-1]


def _shown(cell: Cell) -> Cell:
    return Toned(plain(cell.text), cell.tone) if isinstance(cell, Toned) else plain(cell)


def _text(cell: Cell) -> str:
    return cell.text if isinstance(cell, Toned) else cell
