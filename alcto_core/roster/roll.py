"""The lines of a roster in order of need, kept on disk while it is made, so that memory holds only a few of them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from datetime import date
from types import TracebackType
from typing import NamedTuple, Self

import msgspec

from alcto_core.evaluation.standing import State
from alcto_core.roster.line import Line

_NEED = (State.NON_COMPLIANT, State.UNDETERMINED, State.IN_PROGRESS, State.COMPLIANT, State.NOT_APPLICABLE)
"""What is needed most comes first; what nobody can read may be anything."""

_TABLES = """
CREATE TABLE person (rank INTEGER, due TEXT, missing REAL, name TEXT, file TEXT, district TEXT, missed INTEGER, faulty INTEGER, line BLOB);
CREATE TABLE standing (district TEXT, program TEXT, state TEXT);
"""  # noqa: E501
_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(Line)


class Total(NamedTuple):
    """How the credentials of one program stand in one district, or in all."""

    district: str
    program: str
    states: Mapping[State, int]


class Roll:
    """The lines, put in one by one and given out in order of need: the worst state, the nearest day, the most hours
    missing, then name and file. The temporary file is the database's own and ends with it."""

    def __init__(self) -> None:
        self._kept = sqlite3.connect("")  # a database without a name lies in a temporary file
        self._kept.executescript(_TABLES)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._kept.close()

    def add(self, line: Line) -> None:
        """Put a line in, at any time."""
        missed = any(place.state is State.NON_COMPLIANT for place in line.ended)
        self._kept.execute(
            "INSERT INTO person VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *_need(line),
                line.name.casefold(),
                line.file,
                line.district,
                missed,
                line.is_error,
                _ENCODER.encode(line),
            ),
        )
        self._kept.executemany(
            "INSERT INTO standing VALUES (?, ?, ?)",
            [(line.district, place.program, place.state.value) for place in line.standings],
        )

    def __iter__(self) -> Iterator[Line]:
        for (kept,) in self._kept.execute("SELECT line FROM person ORDER BY rank, due, missing, name, file"):
            yield _DECODER.decode(kept)

    def __len__(self) -> int:
        return self._number("SELECT count(*) FROM person")

    @property
    def faulty(self) -> int:
        """How many files could not be read, or not in whole."""
        return self._number("SELECT count(*) FROM person WHERE faulty")

    @property
    def missed_before(self) -> int:
        """How many people missed something in the period that ended just before."""
        return self._number("SELECT count(*) FROM person WHERE missed")

    def totals(self, *, by_district: bool) -> Iterator[Total]:
        """The states of each program, of all people or of each district, in the order of their names."""
        district = "district" if by_district else "''"
        rows = self._kept.execute(
            f"SELECT {district} AS place, program, state, count(*) FROM standing "
            "GROUP BY place, program, state ORDER BY place, program"
        )
        key, states = ("", ""), dict[State, int]()
        for place, program, state, count in rows:
            if states and (place, program) != key:
                yield Total(*key, states)
                states = {}
            key = (place, program)
            states[State(state)] = count
        if states:
            yield Total(*key, states)

    def _number(self, query: str) -> int:
        return int(self._kept.execute(query).fetchone()[0])


def _need(line: Line) -> tuple[int, str, float]:
    """State, day and missing hours of whatever is needed most."""
    places = (*line.standings, *line.ended)
    ranks = [_NEED.index(place.state) for place in places]
    rank = min(ranks, default=_NEED.index(State.UNDETERMINED) if line.is_error else len(_NEED))
    most = [place for place in places if _NEED.index(place.state) == rank]
    due = min((place.due or date.max for place in most), default=date.max)
    return rank, due.isoformat(), -sum(place.missing or 0 for place in most)
