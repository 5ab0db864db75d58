"""Which row holds the headings, and which column means what: guessed with a reason, corrected by the person."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

import msgspec

from alcto_core.entry.amounts import read_hours
from alcto_core.entry.days import is_serial, looks_like_day
from alcto_core.entry.strands import StrandNamed, read_strands
from alcto_core.hours import HOUR
from alcto_core.importing import headings
from alcto_core.importing.cells import Grid, Row
from alcto_core.importing.headings import FILLS, NEEDED, TARGETS
from alcto_core.problems import Refused
from alcto_core.text import nearest

_HEADER_WITHIN = 60
"""Rows among which the headings are looked for."""
_LOOKED_AT = 200
"""Cells by which a column is judged."""
_MOSTLY = 0.7
_HARDLY = 0.3

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

    @property
    def name(self) -> str:
        """How a sentence names it."""
        return " ".join(self.heading.split()) or f"#{self.index + 1}"


class Headed(msgspec.Struct, frozen=True, kw_only=True):
    """A sheet with its headings found."""

    header: Row
    above: tuple[Row, ...]
    """Rows with something in them above the headings."""
    rows: tuple[Row, ...]


class Layout(msgspec.Struct, frozen=True, kw_only=True):
    """What every column means."""

    columns: tuple[Column, ...]

    def column(self, key: str) -> Column | None:
        """The column for a key."""
        return next((one for one in self.columns if one.key == key), None)

    @property
    def lacking(self) -> tuple[str, ...]:
        """What every activity needs and no column holds."""
        filled = {key for one in self.columns for key in (one.key, *FILLS.get(one.key, ()))}
        return tuple(key for key in NEEDED if key not in filled)


def find_header(grid: Grid, corrections: Corrections, today: date) -> Headed:
    """Find the row of headings: the one in which most cells are words for columns.

    Raises `Refused` where no row is like that.
    """
    named = {headings.folded(name) for name in corrections if not name.startswith("#")}
    best: tuple[int, int] | None = None
    rows = [row for row in grid.rows if row.cells]
    for at, row in enumerate(rows[:_HEADER_WITHIN]):
        score = _header_score(row, named)
        if score and (best is None or score > best[0]):
            best = score, at
    if best is None:
        best = _header_by_values(rows, today)
    if best is None:
        raise Refused(
            "No row of the sheet looks like headings. Write a row of names above the columns, such as "
            "“Title, Date, Hours, Strands, Location”, and import it again."
        )
    at = best[1]
    return Headed(header=rows[at], above=tuple(rows[:at]), rows=tuple(rows[at + 1 :]))


def _header_score(row: Row, named: set[str]) -> int:
    keys = {headings.known(cell) or headings.likely(cell) for cell in row.filled if len(cell) <= 200} - {None}
    mine = sum(headings.folded(cell) in named for cell in row.filled)
    asides = sum(headings.aside(cell) is not None for cell in row.filled if len(cell) <= 200)
    return 2 * len(keys) + 2 * mine + asides if len(keys) + mine >= 2 else 0


def _header_by_values(rows: Sequence[Row], today: date) -> tuple[int, int] | None:
    """A first row of words above rows with days, where no word of it is known."""
    for at, row in enumerate(rows[:_HEADER_WITHIN]):
        below = rows[at + 1 : at + 6]
        is_words = len(row.filled) >= 2 and not any(
            looks_like_day(cell, today) or _is_hours(cell) for cell in row.filled
        )
        if is_words and below and all(any(looks_like_day(cell, today) for cell in one.filled) for one in below[:2]):
            return 0, at
    return None


class _Sample(NamedTuple):
    """What the cells of a column look like: the share of those that hold something."""

    filled: int
    days: float
    serials: float
    """Numbers that Excel shows as days; a sign only where the heading says so."""
    hours: float
    strands: float
    distinct: float


class _Guessing:
    """Gives each column a meaning, the surest first."""

    def __init__(self, headed: Headed, today: date, strand_named: StrandNamed) -> None:
        self.headed = headed
        self._today = today
        self._strand_named = strand_named
        self.width = max([len(headed.header.cells), *(len(row.cells) for row in headed.rows[:_LOOKED_AT])])
        self.samples = [self._sample(index) for index in range(self.width)]
        self.columns: dict[int, Column] = {}

    def _sample(self, index: int) -> _Sample:
        cells = [cell for row in self.headed.rows[:_LOOKED_AT] if (cell := row.cell(index))]
        short = [cell for cell in cells if len(cell) <= 200]
        return _Sample(
            len(cells),
            _share(short, lambda cell: looks_like_day(cell, self._today), len(cells)),
            _share(short, is_serial, len(cells)),
            _share(short, _is_hours, len(cells)),
            _share(short, lambda cell: bool(read_strands(cell, self._strand_named).ids), len(cells)),
            len(set(cells)) / len(cells) if cells else 0.0,
        )

    def heading(self, index: int) -> str:
        return self.headed.header.cell(index)

    def take(self, index: int, key: str, reason: str) -> None:
        self.columns[index] = Column(index=index, heading=self.heading(index), key=key, reason=reason)

    @property
    def taken(self) -> set[str]:
        return {
            key for one in self.columns.values() for key in (one.key, *FILLS.get(one.key, ())) if one.key != "start"
        }

    def correct(self, given: Mapping[int, str], reason: str) -> None:
        for index, key in given.items():
            self.take(index, key, reason)

    def by_headings(self, read: Callable[[str], str | None], reason: str) -> None:
        """Take each column whose heading says what it holds; where two say the same, the fuller one."""
        wanted: dict[str, list[int]] = {}
        for index in range(self.width):
            heading = self.heading(index)
            if index in self.columns or not heading or len(heading) > 200 or headings.aside(heading) is not None:
                continue
            if (key := self._as_values_say(read(heading), index)) is not None:
                wanted.setdefault(key, []).append(index)
        for key, indices in wanted.items():
            if key in self.taken or self.taken.intersection(FILLS.get(key, ())):
                continue
            best = max(indices, key=lambda index: (self._fitness(key, index), -index))
            self.take(best, key, reason.format(self.heading(best)))

    def _as_values_say(self, key: str | None, index: int) -> str | None:
        """The key of a heading, unless the cells below it are something else."""
        sample = self.samples[index]
        if key is None or not sample.filled:
            return key
        if key in ("course", "title", "category", "format", "source") and sample.strands >= _MOSTLY:
            return "strands"
        if key in ("date", "start", "posted") and max(sample.days, sample.serials) < _HARDLY:
            if key == "date" and self._is_choice("status", index):
                return "status"  # “Completed?” with yes and no
            return "hours" if key == "date" and sample.hours >= _MOSTLY else None
        if key in ("hours", "minutes") and sample.hours < _HARDLY:
            return "date" if sample.days >= _MOSTLY else None
        if key in ("title", "description", "location") and sample.days >= _MOSTLY:
            return "date"
        if key in ("format", "status") and not self._is_choice(key, index):
            return None
        return key

    def _is_choice(self, key: str, index: int) -> bool:
        words = headings.FORMATS if key == "format" else headings.STATUSES
        cells = [cell for row in self.headed.rows[:_LOOKED_AT] if (cell := row.cell(index))]
        if key == "status" and any(headings.folded(cell) in headings.NEVER_DONE for cell in cells):
            return True  # one row that was never done is reason enough to look at each
        return _share(cells, lambda cell: headings.folded(cell) in words, len(cells)) >= 0.5

    def _fitness(self, key: str, index: int) -> float:
        sample = self.samples[index]
        is_date = key in ("date", "start", "posted")
        fit = (
            max(sample.days, sample.serials)
            if is_date
            else sample.hours
            if key in ("hours", "minutes")
            else sample.distinct / 10
        )
        is_last = key == "date" and any(word in headings.folded(self.heading(index)) for word in ("complet", "end"))
        return fit + (0.5 if is_last else 0.0) + min(sample.filled, 100) / 1000

    def by_values(self) -> None:
        """Take columns for what every activity needs by their cells alone, where no heading says it.

        A heading whose cells are something else is still better than a number that may mean anything.
        """
        if "strands" not in self.taken:
            self._best("strands", lambda sample: sample.strands, "its cells name subject areas")
        if "date" not in self.taken and not any(one.key == "start" for one in self.columns.values()):
            self._best("date", lambda sample: sample.days, "its cells are days")
        for index in range(self.width):
            key = headings.known(self.heading(index)) if len(self.heading(index)) <= 200 else None
            if index not in self.columns and key in NEEDED and key not in self.taken:
                self.take(index, key, "its heading says so, though its cells look otherwise")
        if "hours" not in self.taken:
            self._best("hours", lambda sample: 0.0 if sample.days else sample.hours, "its cells are numbers of hours")
        if "title" not in self.taken:
            self._best(
                "title",
                lambda sample: sample.distinct if max(sample.days, sample.hours, sample.strands) < _HARDLY else 0.0,
                "it is the column of most different words",
            )

    def _best(self, key: str, share: Callable[[_Sample], float], reason: str) -> None:
        free = [
            index
            for index in range(self.width)
            if index not in self.columns and headings.aside(self.heading(index)) is None and self.samples[index].filled
        ]
        best = max(free, key=lambda index: (share(self.samples[index]), -index), default=None)
        if best is not None and share(self.samples[best]) >= _MOSTLY:
            self.take(best, key, reason)

    def rest(self) -> None:
        """Leave out what is left, and say why."""
        for index in range(self.width):
            if index in self.columns:
                continue
            heading = self.heading(index)
            if len(heading) <= 200 and (why := headings.aside(heading)):
                reason = f"left out: {why}"
            elif not self.samples[index].filled:
                reason = "left out: it is empty"
            elif (key := headings.known(heading) or headings.likely(heading)) in self.taken:
                reason = f"left out: another column holds {key}"
            elif key is not None:
                reason = "left out: its cells are not what its heading says"
            else:
                reason = "left out: alcto does not know what it means"
            self.take(index, "", reason)


def _share(cells: Sequence[str], holds: Callable[[str], bool], total: int) -> float:
    return sum(map(holds, cells)) / total if total else 0.0


def _is_hours(cell: str) -> bool:
    try:
        return read_hours(cell).hours <= 200 * HOUR
    except ValueError:
        return False


def guess(
    headed: Headed,
    today: date,
    strand_named: StrandNamed,
    *,
    said: Corrections | None = None,
    remembered: Corrections | None = None,
) -> Layout:
    """What each column means: as the person says, else as last time, else by its heading, else by its cells.

    Raises `Refused` where the person names a column or a meaning that does not exist.
    """
    guessing = _Guessing(headed, today, strand_named)
    given = _placed(said or {}, guessing)
    keys = {key for key in given.values() if key}
    if remembered:
        known = {
            index: key
            for index, key in _placed(remembered, guessing, strict=False).items()
            if index not in given and key not in keys
        }
        guessing.correct(known, "as last time")
    guessing.correct(given, "as you said")
    if not remembered:
        guessing.by_headings(headings.known, "its heading says so")
        guessing.by_headings(headings.likely, "words of its heading say so")
    guessing.by_values()
    guessing.rest()
    columns = tuple(guessing.columns[index] for index in sorted(guessing.columns))
    return Layout(columns=tuple(one for one in columns if one.heading or one.key or guessing.samples[one.index].filled))


def _placed(corrections: Corrections, guessing: _Guessing, *, strict: bool = True) -> dict[int, str]:
    """Corrections by the place of their column. Those remembered may speak of what is no more."""
    names = {index: guessing.heading(index) for index in range(guessing.width)}
    placed: dict[int, str] = {}
    for name, key in corrections.items():
        index = _index(name, names)
        if key and key not in TARGETS:
            if strict:
                raise Refused(_no_target(key))
        elif index is not None:
            if key and key in placed.values():
                raise Refused(f"Two columns are said to hold {key}; name one of them.")
            placed[index] = key
        elif strict:
            near = nearest(name, [heading for heading in names.values() if heading])
            hint = f"did you mean “{near}”?" if near else f"its columns are {_listed(names.values())}."
            raise Refused(f"The sheet has no column “{name}”; {hint}")
    return placed


def _index(name: str, names: Mapping[int, str]) -> int | None:
    if name.startswith("#") and name[1:].isdecimal() and len(name) < 6 and int(name[1:]) - 1 in names:
        return int(name[1:]) - 1
    exact = next((index for index, heading in names.items() if heading and heading == name.strip()), None)
    if exact is not None:
        return exact
    return next((at for at, one in names.items() if one and headings.folded(one) == headings.folded(name)), None)


def _no_target(key: str) -> str:
    near = nearest(key, TARGETS)
    hint = f"did you mean “{near}”?" if near else f"it may be one of {', '.join(TARGETS)}."
    return f"A column cannot hold “{key}”; {hint}"


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"“{' '.join(name.split())}”" for name in names if name) or "without headings"
