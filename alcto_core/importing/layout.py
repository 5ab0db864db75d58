"""What every column of a sheet means, and what is asked where that is doubtful."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

import msgspec

from alcto_core.entry.amounts import Unit
from alcto_core.importing.cells import SheetRow
from alcto_core.importing.statuses import Sense
from alcto_core.importing.vocabulary import FILLS, NEEDED

Corrections = Mapping[str, str]
"""What the person said: a heading (or `#3` for the third column), and what it means; "" leaves it out."""


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """One column of the sheet."""

    index: int
    """Counted from 0."""
    heading: str
    """As it stands in the sheet; may be empty."""
    key: str = ""
    """One of `TARGETS`; "" where it is left out."""
    reason: str
    unit: Unit = "hours"
    """Of a column of hours: how a number alone and two with a colon are read."""
    unit_at: int | None = None
    """Of a column of lengths: the column that holds the unit of each."""
    is_said: bool = False
    """Whether the person said what it means."""
    is_completion: bool = False
    """Of a column of days: an empty cell means that it was not completed."""
    holds_spans: bool = False
    """Of a column of times of day, or of days: each cell holds a beginning and an end."""
    holds_times: bool = False
    """Of a column of days: each cell holds a time of day too."""
    sense: Sense = ""
    """Of a status: what its heading makes of its cells."""
    asks_when_empty: bool = False
    """Of a status: an empty cell may mean no, as the others say yes."""
    is_empty: bool = False
    """Whether nothing stands below its heading."""

    @property
    def name(self) -> str:
        """How a sentence names it."""
        return " ".join(self.heading.split()) or f"#{self.index + 1}"


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """A column that may hold what is asked for."""

    index: int
    name: str
    key: str
    """What it would hold: `minutes` where its numbers are taken for minutes."""
    samples: tuple[str, ...]
    """The first cells. Text of the sheet."""
    said: str = ""
    """The option of the command line that says so, where it is no column."""

    @property
    def option(self) -> str:
        """The option of the command line that says so."""
        if self.said:
            return self.said
        name = self.name.replace("'", "'\\''")
        return f"--column '{name}={self.key}'"


class ColumnQuestion(msgspec.Struct, frozen=True, kw_only=True):
    """What alcto does not guess: which column holds a key, or what else must be settled first."""

    key: str
    text: str
    """A sentence that ends with a question mark; holds words of the sheet."""
    candidates: tuple[Candidate, ...]
    """The likeliest first."""


class OtherTable(msgspec.Struct, frozen=True, kw_only=True):
    """A table of a sheet that is not read with the first one, as it has other headings."""

    words: str
    """Where it stands, and its headings. Holds text from the file."""
    rows: tuple[SheetRow, ...]
    """Its headings, and what stands below them."""
    column: int = 0
    """The column of the sheet that its first cells stand in, from 0."""


class Headed(msgspec.Struct, frozen=True, kw_only=True):
    """A sheet with its headings found."""

    header: SheetRow
    above: tuple[SheetRow, ...]
    """Rows with something in them above the headings."""
    rows: tuple[SheetRow, ...]
    told: tuple[str, ...] = ()
    """What the person should know of how the table was found."""
    others: tuple[OtherTable, ...] = ()
    """Tables of the sheet that stand unread."""

    @property
    def is_whole(self) -> bool:
        """Whether no other table stands beside it, unread."""
        return not self.others


class SheetLayout(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """What every column means."""

    columns: tuple[Column, ...]
    questions: tuple[ColumnQuestion, ...] = ()
    source: str = "sheet"
    """What the rows stand in, as a sentence calls it: "sheet" or "calendar". Of a calendar no column is in doubt."""
    is_by_24_hours: bool = False
    """Whether times of day are written without AM and PM, some of them from 13:00 on."""

    @cached_property
    def _by_key(self) -> Mapping[str, tuple[Column, ...]]:
        found: dict[str, list[Column]] = {}
        for one in self.columns:
            found.setdefault(one.key, []).append(one)
        return {key: tuple(columns) for key, columns in found.items()}

    @cached_property
    def places(self) -> Mapping[str, int]:
        """Where the first column for each key stands."""
        return {key: columns[0].index for key, columns in self._by_key.items()}

    def column(self, key: str) -> Column | None:
        """The first column for a key."""
        found = self._by_key.get(key)
        return found[0] if found else None

    def all_of(self, key: str) -> tuple[Column, ...]:
        """The columns for a key that several may hold."""
        return self._by_key.get(key, ())

    @property
    def times_make_a_length(self) -> bool:
        """Whether times of day say how long each activity was."""
        begins, start, last = (self.column(key) for key in ("begins", "start", "date"))
        if start is not None and last is not None and start.holds_times and last.holds_times:
            return True
        if last is not None and last.holds_spans:
            return True
        return begins is not None and (begins.holds_spans or self.column("ends") is not None)

    @property
    def lacking(self) -> tuple[str, ...]:
        """What every activity needs and no column holds, and nothing is asked about."""
        filled = {key for one in self.columns for key in (one.key, *FILLS.get(one.key, ()))}
        if self.times_make_a_length:
            filled.add("hours")
        asked = {one.key for one in self.questions}
        return tuple(key for key in NEEDED if key not in filled and key not in asked)
