"""A rule author's cases: records, a date and the standing that they must come to, as data beside the rules.

```toml
name = "eight ALET hours and four at ISTE make twelve"
on = 2026-03-01
records = '''…a records file…'''        # plan = true and period = "FY25" may stand here too

[expect."al-td-ceu"]                    # the credential; also: claimed, confirmed, missing, strands_missing, advice,
state = "compliant"                     # start, end, due, pace, earlier, stage, needed, verified, next; "" for nothing
counted = 12.0

[expect."al-td-ceu".requirements."source/alet"]     # state, kind, done, needed, counted, missing, advisory,
state = "met"                           # period, best_by

[expect."al-td-ceu".credits."fetc"]     # counted, claimed, confirmed, strands; `rules`: the rule ids of its reasons
rules = ["offering-maximum"]            # in order; absent = true: it lies outside the window

[expect."al-td-ceu".readings."online-counts"]       # the other answer of a switch: state, missing, due, changes_answer
changes_answer = false
```
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec

from alcto_core.evaluation.evaluate import evaluate_all
from alcto_core.evaluation.standing import Credit, OtherReading, Requirement, Standing
from alcto_core.hours import Hours, number
from alcto_core.problems import AlctoError
from alcto_core.records.reading import read_text
from alcto_core.rules.library import Library

_NEAR = 1e-6
"""How near a figure must come to what is expected."""

_KEYS = frozenset({"name", "on", "records", "plan", "period", "expect"})


class Mismatch(msgspec.Struct, frozen=True):
    """A figure that differs from what a case expects, or a case that cannot be run."""

    key: str
    """What was looked at: `al-td-ceu.credits.fetc.counted`."""
    expected: str
    found: str

    def __str__(self) -> str:
        return f"{self.key}: expected {self.expected}, found {self.found}"


def run_case(path: Path, library: Library) -> tuple[Mismatch, ...]:
    """Run the case in a file; empty where everything is as expected.

    A case that is broken, or that expects nothing, is a mismatch: what tests nothing must not pass.
    """
    try:
        case = tomllib.loads(path.read_text("utf-8"), parse_float=Decimal)
    except (OSError, ValueError) as wrong:
        return (Mismatch(path.name, "a case in TOML", str(wrong)),)
    return tuple(_mismatches(case, library))


def case_files(folder: Path) -> tuple[Path, ...]:
    """The cases in a folder, by name."""
    return tuple(sorted(folder.glob("*.toml")))


def _mismatches(case: Mapping[str, Any], library: Library) -> Iterator[Mismatch]:
    for key in case.keys() - _KEYS:
        yield Mismatch(key, f"one of {', '.join(sorted(_KEYS))}", "an unknown key")
    expected = case.get("expect")
    if not isinstance(case.get("on"), date) or not isinstance(case.get("records"), str) or not expected:
        yield Mismatch("case", "on, records and expect", ", ".join(case) or "nothing")
        return
    reading = read_text(case["records"].encode())
    if reading.records is None:
        yield Mismatch("records", "a records file", "; ".join(str(problem) for problem in reading.problems))
        return
    try:
        standings = evaluate_all(
            reading.records, library, case["on"], plan=bool(case.get("plan")), period=case.get("period")
        )
    except AlctoError as wrong:
        yield Mismatch("standings", "a standing", str(wrong))
        return
    by_credential = {standing.credential: standing for standing in standings}
    for credential, wanted in expected.items():
        if (standing := by_credential.get(credential)) is None:
            yield Mismatch(credential, "a standing", "no such credential")
        else:
            yield from _compared(credential, standing, _STANDING, wanted, _PARTS)


def _compared(
    key: str,
    thing: Any,
    figures: Mapping[str, Callable[[Any], object]],
    wanted: Mapping[str, Any],
    parts: Mapping[str, Callable[[str, Standing, Mapping[str, Any]], Iterator[Mismatch]]] | None = None,
) -> Iterator[Mismatch]:
    if not wanted:
        yield Mismatch(key, "something to expect", "nothing")
    for name, value in wanted.items():
        if parts and name in parts:
            yield from parts[name](key, thing, value)
        elif name not in figures:
            yield Mismatch(f"{key}.{name}", f"one of {', '.join((*figures, *(parts or ())))}", "an unknown key")
        else:
            found, plain = figures[name](thing), _plain(value)
            # TOML has no word for nothing: an empty text stands for it.
            if not _agree(found, plain) and not (value == "" and found is None):
                yield Mismatch(f"{key}.{name}", str(plain), str(found))


def _agree(found: object, expected: object) -> bool:
    """Whether a figure is as expected; numbers are compared as they are written: thirds of an hour have no end."""
    if isinstance(found, float) and isinstance(expected, float):
        return abs(found - expected) < _NEAR
    if isinstance(found, dict) and isinstance(expected, dict):
        return found.keys() == expected.keys() and all(_agree(found[key], expected[key]) for key in found)
    return found == expected


def _plain(value: Any) -> object:
    """An expected value as the figures are written: numbers as clock hours, dates as text."""
    if isinstance(value, bool):
        return value
    if isinstance(value, Decimal | int):
        return float(value)
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items()}
    return value.isoformat() if isinstance(value, date) else value


def _clock(hours: Hours | None) -> float | None:
    return None if hours is None else number(hours)


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _requirement_figure(figure: Callable[[Requirement], Hours | None]) -> Callable[[Requirement], float | None]:
    """Hours as clock hours; the figures of entries are plain numbers."""

    def shown(requirement: Requirement) -> float | None:
        value = figure(requirement)
        return float(value) if requirement.kind == "entries" and value is not None else _clock(value)

    return shown


_STANDING: Mapping[str, Callable[[Standing], object]] = {
    "state": lambda standing: str(standing.state),
    "stage": lambda standing: standing.stage,
    "pace": lambda standing: standing.pace,
    "verified": lambda standing: standing.verified,
    "needed": lambda standing: _clock(standing.hours.needed),
    "next": lambda standing: standing.next,
    "counted": lambda standing: _clock(standing.hours.counted),
    "claimed": lambda standing: _clock(standing.hours.claimed),
    "confirmed": lambda standing: _clock(standing.hours.confirmed),
    "missing": lambda standing: _clock(standing.hours.missing),
    "strands_missing": lambda standing: _clock(
        sum(r.missing or 0 for r in standing.requirements if r.id.startswith("strand/"))
    ),
    "start": lambda standing: _day(standing.period.start) if standing.period else None,
    "end": lambda standing: _day(standing.period.end) if standing.period else None,
    "period": lambda standing: standing.period.name if standing.period else None,
    "due": lambda standing: _day(standing.due),
    "shortfall": lambda standing: list(standing.shortfall.strands) if standing.shortfall else [],
    "earlier": lambda standing: [earlier.period.name for earlier in standing.earlier],
    "advice": lambda standing: list(standing.advice),
}

_REQUIREMENT: Mapping[str, Callable[[Requirement], object]] = {
    "state": lambda requirement: requirement.state,
    "kind": lambda requirement: requirement.kind,
    "done": lambda requirement: _day(requirement.done),
    "needed": _requirement_figure(lambda requirement: requirement.needed),
    "counted": _requirement_figure(lambda requirement: requirement.counted),
    "missing": _requirement_figure(lambda requirement: requirement.missing),
    "advisory": lambda requirement: requirement.advisory,
    "period": lambda requirement: requirement.period,
    "best_by": lambda requirement: _day(requirement.best_by),
}

_CREDIT: Mapping[str, Callable[[Credit], object]] = {
    "counted": lambda credit: _clock(credit.counted),
    "claimed": lambda credit: _clock(credit.claimed),
    "confirmed": lambda credit: _clock(credit.confirmed),
    "strands": lambda credit: {strand: _clock(hours) for strand, hours in credit.strands.items() if hours},
    "suggested": lambda credit: credit.suggested,
    "rules": lambda credit: [reason.rule for reason in credit.because],
}

_READING: Mapping[str, Callable[[OtherReading], object]] = {
    "state": lambda reading: str(reading.other.state),
    "missing": lambda reading: _clock(reading.other.missing),
    "due": lambda reading: _day(reading.other.due),
    "changes_answer": lambda reading: reading.changes_answer,
}


def _requirements(key: str, standing: Standing, wanted: Mapping[str, Any]) -> Iterator[Mismatch]:
    for id, figures in wanted.items():
        requirement = standing.requirement(id)
        if requirement is None:
            known = ", ".join(r.id for r in standing.requirements)
            yield Mismatch(f"{key}.requirements.{id}", "a requirement", f"none of that id among {known}")
        else:
            yield from _compared(f"{key}.requirements.{id}", requirement, _REQUIREMENT, figures)


def _credits(key: str, standing: Standing, wanted: Mapping[str, Any]) -> Iterator[Mismatch]:
    for id, figures in wanted.items():
        credit = standing.credit(id)
        if figures.get("absent"):
            if credit is not None:
                yield Mismatch(f"{key}.credits.{id}", "nothing: it lies outside the window", "a credit")
        elif credit is None:
            yield Mismatch(f"{key}.credits.{id}", "a credit", "none for this activity")
        else:
            yield from _compared(f"{key}.credits.{id}", credit, _CREDIT, figures)


def _readings(key: str, standing: Standing, wanted: Mapping[str, Any]) -> Iterator[Mismatch]:
    for id, figures in wanted.items():
        reading = next((reading for reading in standing.readings if reading.switch == id), None)
        if reading is None:
            yield Mismatch(f"{key}.readings.{id}", "a switch", "none of that id")
        else:
            yield from _compared(f"{key}.readings.{id}", reading, _READING, figures)


_PARTS = {"requirements": _requirements, "credits": _credits, "readings": _readings}
