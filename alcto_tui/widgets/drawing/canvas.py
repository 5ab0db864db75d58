"""A rectangle of cells to draw on, the signs to draw with, and the months below it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import groupby
from typing import NamedTuple

from textual.content import Content

from alcto_core.telling.axes import month_names
from alcto_core.text import fits

Cell = tuple[str, str]
"""A sign one cell wide, and its style."""
LABEL = 6
"""Cells that the label of a month needs with what is beside it."""

BARE = frozenset({"linux", "dumb"})
"""Kinds of terminal (`TERM`) without braille, whatever they say of their encoding."""


class Signs(NamedTuple):
    """What a picture is drawn with; each sign is one cell wide."""

    levels: str
    """From one eighth of a cell to all of it."""
    planned: str
    dashes: str
    """The line that is needed, where it cannot be drawn in dots; empty where it can."""
    upright: str
    corner: str
    level: str
    none: str
    """Nothing, where there could be something."""
    today: str
    start: str
    crossed: str
    """Today on the line of a window."""
    due: str
    advice: str
    planned_day: str
    before: str
    """It goes on before the edge."""
    beyond: str


BLOCKS = Signs("▁▂▃▄▅▆▇█", "▒", "", "│", "└", "─", "·", "▲", "├", "┼", "◆", "◇", "•", "◂", "▸")
ASCII = Signs("__::==##", "/", "-", "|", "+", "-", ".", "^", "|", "+", "*", "?", "o", "<", ">")


def signs_of(encoding: str, terminal: str = "") -> Signs:
    """What a terminal can show: ASCII where its encoding or the font of its console holds no more."""
    return BLOCKS if fits(f"{BLOCKS.levels}{BLOCKS.due}\u28ff", encoding) and terminal not in BARE else ASCII


class Canvas:
    """Cells, the first row at the top."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self._cells: list[list[Cell]] = [[(" ", "")] * width for _ in range(height)]

    def put(self, x: int, y: int, text: str, style: str = "") -> None:
        """Draw text whose signs are one cell wide each; what lies outside is left out."""
        for at, sign in enumerate(text, x):
            if 0 <= at < self.width and 0 <= y < self.height:
                self._cells[y][at] = (sign, style)

    def is_free(self, x: int, y: int) -> bool:
        """Whether nothing is drawn there."""
        return self._cells[y][x][0] == " "

    def rows(self) -> list[Content]:
        """Every row, as wide as the canvas."""
        return [
            Content.assemble(
                *(("".join(sign for sign, _ in run), style) for style, run in groupby(row, key=lambda cell: cell[1]))
            )
            for row in self._cells
        ]


def months_below(canvas: Canvas, y: int, first: date, last: date, place: Callable[[date], int]) -> None:
    """Names of months in a row, where `place` says; a January is named by its year."""
    free = 0
    for day, label in month_names(first, last, canvas.width / LABEL):
        x = place(day)
        if x >= free and x + len(label) <= canvas.width:
            canvas.put(x, y, label, "$muted")
            free = x + len(label) + 1


def column(day: date, first: date, last: date, width: int) -> int:
    """The cell of a day, where so many cells stand for the days from `first` to `last`; outside it lies outside."""
    return (day - first).days * width // ((last - first).days + 1)
