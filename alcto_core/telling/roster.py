"""A roster in words: the rows of its table, its totals, and the sentences around them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from alcto_core.dates import show, show_long
from alcto_core.evaluation.standing import State
from alcto_core.keeping.folder import FILE
from alcto_core.nouns import counted_noun
from alcto_core.roster.line import Line, Place
from alcto_core.roster.roll import Roll

PEOPLE = ("Name", "District", "Credential", "State", "Lacks", "Where")
DISTRICTS = ("District", "Program", *(state.word for state in State))
SHEET = ("file", "name", "district", "credential", "period", "state", "missing", "due", "lacks", "problem")
"""Headings of the CSV file; states stand there in their words, hours as figures and days as 2026-09-30."""
LOOK_CLOSER = (
    "`alcto status --records FOLDER` shows one of them in full, and `alcto check --records FOLDER` its errors."
)
NO_PROGRAM = "holds none of the programs asked about"


def people_rows(lines: Iterable[Line]) -> Iterator[tuple[str, ...]]:
    """The rows of the table: one for each credential, one for a problem."""
    for line in lines:
        who, where = (line.name, line.district), line.file.removesuffix(f"/{FILE}")
        for place in (*line.standings, *line.ended):
            due = f", due {show(place.due)}" if place.lacks and place.due else ""
            yield (*who, place.heading, place.state.word, f"{place.lacks}{due}", where)
        if line.problem is not None:
            yield (*who, "", "PROBLEM" if line.is_error else "", line.problem, where)
        elif not line.standings:
            yield (*who, "", "", NO_PROGRAM, where)


def district_rows(roll: Roll) -> Iterator[tuple[str, ...]]:
    """How many stand where, by district and program."""
    for total in roll.totals(by_district=True):
        yield (total.district or "(none named)", total.program, *(str(total.states.get(state, 0)) for state in State))


def summary(roll: Roll, on: date) -> Iterator[str]:
    """The first sentences: how many people there are, and how many of them have met what."""
    yield f"{counted_noun(len(roll), 'files')} of records as of {show_long(on)}, the most in need first."
    for total in roll.totals(by_district=False):
        counts = ", ".join(f"{state.word} {total.states[state]}" for state in State if state in total.states)
        yield f"{total.program}: {counts}."
    if roll.missed_before:
        yield f"{roll.missed_before} of them missed something in the period that ended just before."
    if roll.faulty:
        yield f"{counted_noun(roll.faulty, 'files')} could not be read, or not in whole: PROBLEM below."


def sheet_rows(lines: Iterable[Line]) -> Iterator[tuple[str, ...]]:
    """The rows of the CSV file."""
    for line in lines:
        problem = line.problem or ""
        for place in (*line.standings, *line.ended):
            yield (line.file, line.name, line.district, *_figures(place), problem)
        if not line.standings:
            yield (line.file, line.name, line.district, "", "", "", "", "", "", problem)


def _figures(place: Place) -> tuple[str, ...]:
    missing = "" if place.missing is None else f"{place.missing:g}"
    return (
        place.credential,
        place.heading,
        place.state.word,
        missing,
        place.due.isoformat() if place.due else "",
        place.lacks,
    )


def document(line: Line) -> dict[str, Any]:
    """A person for scripts. Its shape is a promise (docs/reference/commands.md)."""
    return {
        "file": line.file,
        "name": line.name,
        "district": line.district,
        "standings": [
            {
                "credential": place.credential,
                "state": place.state.value,
                "missing": place.missing,
                "due": place.due.isoformat() if place.due else None,
            }
            for place in line.standings
        ],
        "problem": line.problem,
    }
