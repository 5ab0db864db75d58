"""Hours that another program made something else of on the way: minutes and seconds, or parts of a day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from alcto_core.hours import from_minutes, long

_MINUTES_AND_SECONDS = re.compile(r"0:[0-5]\d:[0-5]\d", re.ASCII)
_FIGURE = re.compile(r"\d{1,3}(?:\.\d+)?", re.ASCII)
_TINY = Decimal("0.002")
"""How far a part of a day that was rounded to six places may be from whole minutes, in minutes."""


def rewritten(cells: Sequence[str], name: str) -> str | None:
    """The question about a column of hours, named so, whose cells are minutes and seconds, or parts of a day."""
    if cells and all(_MINUTES_AND_SECONDS.fullmatch(cell) for cell in cells):
        return (
            f"Every length of {name} is under an hour, such as “{cells[0]}”. Some programs write hours and minutes "
            "so when they sort a sheet; then bring the sheet in as it was before. Or are they minutes and seconds?"
        )
    if (part := next(filter(_is_part_of_a_day, cells), None)) is not None and _middle(cells) < 1:
        return (
            f"The figures of {name} look like parts of a day, “{part}” for {long(_of_a_day(part))}, as some "
            "programs write hours and minutes. Multiply them by 24, or bring the workbook itself in. Or are they "
            "hours?"
        )
    return None


def _of_a_day(figure: str) -> int:
    return from_minutes(int((Decimal(figure) * 1440).to_integral_value()))


def _is_part_of_a_day(figure: str) -> bool:
    """Whether a figure is no number of minutes in hours, but one in days: 0.3125 are 450 minutes of a day."""
    if not _FIGURE.fullmatch(figure) or len(figure.partition(".")[2]) < 3:
        return False
    hours, days = Decimal(figure) * 60, Decimal(figure) * 1440
    return abs(days - days.to_integral_value()) < _TINY < abs(hours - hours.to_integral_value())


def _middle(cells: Sequence[str]) -> Decimal:
    """The figure in the middle by size; 0 where there is none."""
    figures = sorted(Decimal(cell) for cell in cells if _FIGURE.fullmatch(cell))
    return figures[len(figures) // 2] if figures else Decimal(0)
