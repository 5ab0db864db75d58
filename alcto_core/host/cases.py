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
rules = ["offering-maximum"]            # in order; absent = true: it lies outside the window, and
                                       # of a requirement: it is not asked

[expect."al-td-ceu".readings."online-counts"]       # the other answer of a switch: state, missing, due, changes_answer
changes_answer = false
```
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal, NamedTuple, get_args

from alcto_core.evaluation.evaluate import evaluate_all
from alcto_core.evaluation.standing import Requirement, RequirementKind, RequirementState, Standing, State
from alcto_core.host.case_files import Case, Mismatch, of_the_case, read_case
from alcto_core.hours import Hours, number
from alcto_core.problems import AlctoError
from alcto_core.rules.faults import nearest_of
from alcto_core.rules.library import Library
from alcto_core.toml.layout import Path as Place

_NEAR = 1e-6
"""How near a figure must come to what is expected."""


def run_case(path: Path, library: Library) -> tuple[Mismatch, ...]:
    """Run the case in a file; empty where everything is as expected."""
    case = read_case(path)
    return tuple(mismatches(case, library)) if isinstance(case, Case) else case


def case_files(folder: Path) -> tuple[Path, ...]:
    """The cases in a folder, by name."""
    return tuple(sorted(folder.glob("*.toml")))


def mismatches(case: Case, library: Library) -> Iterator[Mismatch]:
    """Every figure that comes out otherwise than a case expects."""
    try:
        standings = evaluate_all(case.records, library, case.on, plan=case.plan, period=case.period)
    except AlctoError as wrong:
        yield Mismatch("standings", "a standing", str(wrong), ("expect",))
        return
    by_credential = {standing.credential: standing for standing in standings}
    for credential, wanted in case.expect.items():
        at: Place = ("expect", credential)
        if (standing := by_credential.get(credential)) is None:
            yield _unknown(at, "no credential of the records has this id", credential, by_credential)
        else:
            yield from _compared(at, standing, _STANDING, wanted, _PARTS)


def _unknown(at: Place, text: str, id: str, known: Collection[str], otherwise: str = "") -> Mismatch:
    """An id that a case expects something of and that nothing has."""
    remedy = f"{nearest_of(id, known)}known: {', '.join(known)}" if known else otherwise
    return of_the_case(at, _key(at), text, remedy)


def _key(at: Place) -> str:
    """What was looked at, as a mismatch names it."""
    return ".".join(map(str, at[1:]))


def _compared(
    at: Place,
    thing: Any,
    figures: Mapping[str, _Figure],
    wanted: object,
    parts: Mapping[str, Callable[[Place, Standing, Mapping[str, Any]], Iterator[Mismatch]]] | None = None,
) -> Iterator[Mismatch]:
    if not wanted or not isinstance(wanted, dict):
        yield Mismatch(_key(at), "something to expect", "nothing" if not wanted else str(wanted), at)
        return
    for name, value in wanted.items():
        here: Place = (*at, name)
        if parts and name in parts and isinstance(value, dict):
            yield from parts[name](here, thing, value)
        elif name not in figures:
            yield _unknown(here, "there is no such figure", name, (*figures, *(parts or ())))
        elif remedy := figures[name].remedy(value):
            yield of_the_case(here, _key(here), "this is no such figure", remedy)
        else:
            found, plain = figures[name].of(thing), _plain(value)
            # TOML has no word for nothing: an empty text stands for it.
            if not _agree(found, plain) and not (value == "" and found is None):
                why = f" ({thing.why})" if name == "state" and isinstance(thing, Standing) and thing.why else ""
                yield Mismatch(_key(here), str(plain), f"{found}{why}", here)


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


Figure = Literal["hours", "words", "day", "flag", "list", "shares"]
"""What kind of value a figure is."""


class _Figure(NamedTuple):
    """A figure that a case may expect."""

    kind: Figure
    of: Callable[[Any], object]
    words: tuple[str, ...] = ()
    """The only words that it may be; none: any."""

    def remedy(self, value: object) -> str:
        """What to write in the place of a value that the figure can never be; empty where it can."""
        if value == "":  # TOML has no word for nothing
            return ""
        if self.words and value not in self.words:
            return f"{nearest_of(str(value), self.words)}write one of: {', '.join(self.words)}"
        types, remedy = _TYPES[self.kind]
        return "" if isinstance(value, types) and isinstance(value, bool) is (self.kind == "flag") else remedy


_TYPES: Mapping[Figure, tuple[tuple[type, ...], str]] = {
    "hours": ((int, Decimal), "write a number without quotes"),
    "words": ((str,), "write a text in quotes"),
    "day": ((date, str), "write a date such as 2026-03-01"),
    "flag": ((bool,), "write true or false"),
    "list": ((list,), "write a list of texts in square brackets"),
    "shares": ((dict,), "write a table of numbers by strand"),
}
"""What a figure of each kind is written as, and how."""


_STANDING: Mapping[str, _Figure] = {
    "state": _Figure("words", lambda standing: str(standing.state), tuple(map(str, State))),
    "stage": _Figure("words", lambda standing: standing.stage),
    "pace": _Figure("words", lambda standing: standing.pace),
    "verified": _Figure("flag", lambda standing: standing.verified),
    "needed": _Figure("hours", lambda standing: _clock(standing.hours.needed)),
    "next": _Figure("words", lambda standing: standing.next),
    "counted": _Figure("hours", lambda standing: _clock(standing.hours.counted)),
    "claimed": _Figure("hours", lambda standing: _clock(standing.hours.claimed)),
    "confirmed": _Figure("hours", lambda standing: _clock(standing.hours.confirmed)),
    "missing": _Figure("hours", lambda standing: _clock(standing.hours.missing)),
    "strands_missing": _Figure(
        "hours",
        lambda standing: _clock(sum(r.missing or 0 for r in standing.requirements if r.id.startswith("strand/"))),
    ),
    "start": _Figure("day", lambda standing: _day(standing.period.start) if standing.period else None),
    "end": _Figure("day", lambda standing: _day(standing.period.end) if standing.period else None),
    "period": _Figure("words", lambda standing: standing.period.name if standing.period else None),
    "due": _Figure("day", lambda standing: _day(standing.due)),
    "shortfall": _Figure("list", lambda standing: list(standing.shortfall.strands) if standing.shortfall else []),
    "earlier": _Figure("list", lambda standing: [earlier.period.name for earlier in standing.earlier]),
    "advice": _Figure("list", lambda standing: list(standing.advice)),
}

_REQUIREMENT: Mapping[str, _Figure] = {
    "state": _Figure("words", lambda requirement: requirement.state, get_args(RequirementState)),
    "kind": _Figure("words", lambda requirement: requirement.kind, get_args(RequirementKind)),
    "done": _Figure("day", lambda requirement: _day(requirement.done)),
    "needed": _Figure("hours", _requirement_figure(lambda requirement: requirement.needed)),
    "counted": _Figure("hours", _requirement_figure(lambda requirement: requirement.counted)),
    "missing": _Figure("hours", _requirement_figure(lambda requirement: requirement.missing)),
    "advisory": _Figure("flag", lambda requirement: requirement.advisory),
    "period": _Figure("words", lambda requirement: requirement.period),
    "best_by": _Figure("day", lambda requirement: _day(requirement.best_by)),
}

_CREDIT: Mapping[str, _Figure] = {
    "counted": _Figure("hours", lambda credit: _clock(credit.counted)),
    "claimed": _Figure("hours", lambda credit: _clock(credit.claimed)),
    "confirmed": _Figure("hours", lambda credit: _clock(credit.confirmed)),
    "strands": _Figure(
        "shares", lambda credit: {strand: _clock(hours) for strand, hours in credit.strands.items() if hours}
    ),
    "suggested": _Figure("flag", lambda credit: credit.suggested),
    "rules": _Figure("list", lambda credit: [reason.rule for reason in credit.because]),
}

_READING: Mapping[str, _Figure] = {
    "state": _Figure("words", lambda reading: str(reading.other.state), tuple(map(str, State))),
    "missing": _Figure("hours", lambda reading: _clock(reading.other.missing)),
    "due": _Figure("day", lambda reading: _day(reading.other.due)),
    "changes_answer": _Figure("flag", lambda reading: reading.changes_answer),
}


def _requirements(at: Place, standing: Standing, wanted: Mapping[str, Any]) -> Iterator[Mismatch]:
    for id, figures in wanted.items():
        here: Place = (*at, id)
        requirement = standing.requirement(id)
        if isinstance(figures, dict) and figures.get("absent"):
            if requirement is not None:
                yield Mismatch(_key(here), "nothing: it is not asked", "a requirement", here)
        elif requirement is None:
            known = [one.id for one in standing.requirements]
            yield _unknown(here, "no requirement of this id is asked", id, known, "nothing is asked")
        else:
            yield from _compared(here, requirement, _REQUIREMENT, figures)


def _credits(at: Place, standing: Standing, wanted: Mapping[str, Any]) -> Iterator[Mismatch]:
    for id, figures in wanted.items():
        here: Place = (*at, id)
        credit = standing.credit(id)
        if isinstance(figures, dict) and figures.get("absent"):
            if credit is not None:
                yield Mismatch(_key(here), "nothing: it lies outside the window", "a credit", here)
        elif credit is None:
            known = [one.activity for one in standing.credits]
            yield _unknown(here, "no activity of this id lies in the window", id, known, "it holds none")
        else:
            yield from _compared(here, credit, _CREDIT, figures)


def _readings(at: Place, standing: Standing, wanted: Mapping[str, Any]) -> Iterator[Mismatch]:
    for id, figures in wanted.items():
        here: Place = (*at, id)
        reading = next((reading for reading in standing.readings if reading.switch == id), None)
        if reading is None:
            known = [one.switch for one in standing.readings]
            yield _unknown(here, "no switch of this id is told", id, known, "none is")
        else:
            yield from _compared(here, reading, _READING, figures)


_PARTS = {"requirements": _requirements, "credits": _credits, "readings": _readings}


class CaseShape(NamedTuple):
    """What a case may expect: of a standing, and of its parts by their ids."""

    standing: Mapping[str, Figure]
    parts: Mapping[str, Mapping[str, Figure]]


def _kinds(figures: Mapping[str, _Figure]) -> Mapping[str, Figure]:
    return {name: figure.kind for name, figure in figures.items()}


CASE = CaseShape(
    _kinds(_STANDING), {"requirements": _kinds(_REQUIREMENT), "credits": _kinds(_CREDIT), "readings": _kinds(_READING)}
)
"""The figures that there are, each with its kind."""
