"""What the cells of a column look like, and how columns stand to each other: what no heading says, cells may."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from itertools import islice, pairwise

import msgspec

from alcto_core.entry.amounts import Unit, read_hours
from alcto_core.entry.days import is_serial, looks_like_day
from alcto_core.entry.strands import StrandNamed, read_strands
from alcto_core.hours import HOUR, MINUTE
from alcto_core.importing import status_words
from alcto_core.importing.cells import SheetRow
from alcto_core.importing.clock import is_clock, is_surely_clock, read_clock_span
from alcto_core.importing.headings import folded

LOOKED_AT = 200
"""Rows by which a column is judged."""
MOSTLY = 0.7
HARDLY = 0.3
_FIGURE_OR_UNIT = re.compile(r"[\d½¼¾⅓⅔⅙⅚]|hour|min", re.I)
_NUMBER = re.compile(r"-?\d{1,9}(?:[.,]\d+)?", re.ASCII)
_PERSON = re.compile(r"(?:[A-Z][a-z'’-]+,? ){1,3}[A-Z][a-z'’-]+|[A-Z][a-z'’-]+, [A-Z][a-z'’-]+(?: [A-Z]\.?)?")
_NO_NAME = re.compile(r"\S+@\S+\.\S+|https?://\S+|[$€£]\s?[\d.,]+|[\d.,]+\s?%|-")
_FILE = re.compile(r"[^\n]{1,200}\.(?:pdf|png|jpe?g|gif|docx?|heic|txt|eml|webp|tiff?)", re.I)
_NO_TICK = frozenset(("no", "n", "false", "-", "–", "☐", "✗"))
_TICK = frozenset(("x", "y", "yes", "true", "✓", "✔", "1", "☑", "✅"))


class Sample(msgspec.Struct, frozen=True):
    """What the cells of a column look like: the share of those that hold something."""

    filled: int
    days: float
    serials: float
    """Numbers that Excel shows as days; a sign only where the heading says so."""
    hours: float
    numbers: float
    clocks: float
    """Times of day, or lengths that look like one."""
    sure_clocks: float
    """Times of day that can be no length."""
    spans: float
    """Spans of clock time in one cell."""
    strands: float
    distinct: float
    choices: float
    """Words for whether something counts."""
    people: float
    odd: float
    """Addresses, links, prices, percentages: what no name is."""
    files: float


class Cells:
    """The rows of a sheet by their columns."""

    def __init__(self, rows: Sequence[SheetRow], width: int, today: date, strand_named: StrandNamed) -> None:
        least = min(2, width)
        self.rows = list(islice((row for row in rows if len(row.filled) >= least), LOOKED_AT)) or list(rows[:LOOKED_AT])
        self._today = today
        self._strand_named = strand_named
        self.samples = [self._sample(index) for index in range(width)]

    def column(self, index: int) -> list[str]:
        """The cells of a column that hold something."""
        return [cell for row in self.rows if (cell := row.cell(index))]

    def _sample(self, index: int) -> Sample:
        cells = self.column(index)
        short = Counter(cell for cell in cells if len(cell) <= 200)

        def share(holds: Callable[[str], bool]) -> float:
            return sum(number for cell, number in short.items() if holds(cell)) / len(cells) if cells else 0.0

        return Sample(
            filled=len(cells),
            days=share(lambda cell: looks_like_day(cell, self._today)),
            serials=share(is_serial),
            hours=share(is_hours),
            numbers=share(lambda cell: bool(_NUMBER.fullmatch(cell))),
            clocks=share(is_clock),
            sure_clocks=share(is_surely_clock),
            spans=share(lambda cell: read_clock_span(cell) is not None),
            strands=share(lambda cell: bool(read_strands(cell, self._strand_named).ids)),
            distinct=len(set(cells)) / len(cells) if cells else 0.0,
            choices=share(is_choice),
            people=share(lambda cell: bool(_PERSON.fullmatch(cell))),
            odd=share(lambda cell: bool(_NO_NAME.fullmatch(cell))),
            files=share(lambda cell: bool(_FILE.fullmatch(cell))),
        )

    def amounts(self, index: int, unit: Unit = "hours") -> list[int | None]:
        """The cells of a column as lengths, for each row; None for a cell that holds none."""
        return [amount(row.cell(index), unit) for row in self.rows]

    def is_running_sum(self, sums: int, of: int) -> bool:
        """Whether one column sums up another from row to row, downwards or upwards."""
        pairs = [
            (whole, part)
            for whole, part in zip(self.amounts(sums), self.amounts(of), strict=True)
            if whole is not None and part is not None
        ]
        return len(pairs) > 1 and (_runs(pairs) or _runs(pairs[::-1]))

    def climbs(self, index: int) -> bool:
        """Whether the amounts of four rows or more only ever grow, as those of a running sum do."""
        found = [one for one in self.amounts(index) if one is not None]
        return len(found) >= 4 and (found == sorted(set(found)) or found == sorted(set(found), reverse=True))

    def is_sum_of(self, total: int, parts: Sequence[int]) -> bool:
        """Whether a column is the sum of others in every row."""
        wholes = self.amounts(total)
        shares = [self.amounts(part) for part in parts]
        rows = [
            (whole, sum(one or 0 for one in row))
            for whole, *row in zip(wholes, *shares, strict=True)
            if whole is not None or any(row)
        ]
        return bool(rows) and all(whole == part for whole, part in rows)

    def is_product(self, total: int, one: int, other: int) -> bool:
        """Whether a column is another one times a third, such as hours of a day times days."""
        rows = list(zip(self.amounts(total), self.amounts(one), self.amounts(other), strict=True))
        whole = [(a, b, c) for a, b, c in rows if a and b and c]
        return len(whole) == len([a for a, _, _ in rows if a]) > 0 and all(a * HOUR == b * c for a, b, c in whole)

    def agree(self, one: int, other: int, unit: Unit = "hours", unit_of_other: Unit = "hours") -> bool:
        """Whether two columns say the same length in every row, to the hundredth of an hour."""
        pairs = zip(self.amounts(one, unit), self.amounts(other, unit_of_other), strict=True)
        either = [(a or 0, b or 0) for a, b in pairs if a or b]
        return bool(either) and all(abs(a - b) < MINUTE for a, b in either)

    def asks_when_empty(self, index: int) -> bool:
        """Whether an empty cell of a status may mean no: the others are ticks, or most rows say that they were done."""
        cells = [folded(cell) or cell for cell in self.column(index)]
        are_ticks = bool(cells) and all(cell in _TICK for cell in cells)
        done = sum(cell in status_words.DONE for cell in cells)
        return are_ticks or (2 * len(cells) >= len(self.rows) and done > 0)


def _runs(pairs: Sequence[tuple[int, int]]) -> bool:
    begins_alike = pairs[0][0] == pairs[0][1]
    return (begins_alike or len(pairs) > 2) and all(
        whole == before + part for (before, _), (whole, part) in pairwise(pairs)
    )


def amount(cell: str, unit: Unit = "hours") -> int | None:
    """A cell as a length; 0 where it says none, None where it holds no length."""
    if not cell or len(cell) > 40:
        return None
    if cell in ("0", "0.0", "0.00", "0:00", "-", "–"):
        return 0
    try:
        return read_hours(cell, unit, are_ceus_hours=True).hours
    except ValueError:
        return None


def is_hours(cell: str) -> bool:
    """Whether a cell holds what could be a length; a number in words alone, such as “Three”, is rather a name."""
    found = amount(cell) if _FIGURE_OR_UNIT.search(cell) else None
    return found is not None and found <= 200 * HOUR


def is_choice(cell: str) -> bool:
    """Whether a cell holds a word for whether something counts."""
    words = folded(cell)
    return (
        words in status_words.DONE
        or words in status_words.PLANNED
        or words in status_words.NEVER_DONE
        or words.startswith((*status_words.DONE_BEGINS, *status_words.NOT_CREDITED))
        or cell in _TICK
    ) and len(words) <= 40


def is_tick(cell: str) -> bool:
    """Whether a cell is a tick, by which a row is marked."""
    return (folded(cell) or cell) in _TICK


def is_ticked(cells: Sequence[str]) -> bool:
    """Whether cells are ticks, and words for none: at least one is a sure tick, and no number stands among them."""
    marks = [folded(cell) or cell for cell in cells]
    return all(one in _TICK or one in _NO_TICK for one in marks) and any(one in _TICK and one != "1" for one in marks)
