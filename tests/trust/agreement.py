"""Whether alcto and the independent judge agree on a records file, and the smallest file on which they do not."""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from independent.judge import Allowed, judge
from independent.verdicts import CANNOT_TELL, NOT_OWED, NOT_SAID, Answer
from people import as_toml
from program import standings

NEAR = Fraction(1, 10**6)
"""The contract: figures that two decimals cannot say are the nearest number."""


@dataclass(frozen=True)
class Disagreement:
    """One credential of which both sides say different things."""

    on: date
    allowed: Allowed
    found: dict[str, Any] | None
    """What alcto says; None where it says nothing of this credential."""
    differs: tuple[str, ...]

    @property
    def kind(self) -> tuple[str, str]:
        """Enough to know it by while the file is made smaller."""
        return self.allowed.program, ",".join(self.differs)

    def __str__(self) -> str:
        lines = [f"{self.allowed.program} ({self.allowed.credential}) on {self.on}: {', '.join(self.differs)}"]
        if self.found is None:
            lines.append("  alcto: no standing")
        else:
            shown = ("state", "due", "period", "hours", "earlier", "next", "why")
            lines.append("  alcto: " + "; ".join(f"{key} {self.found[key]}" for key in shown if key in self.found))
        for answer in self.allowed.answers:
            lines.append(f"  independent: {answer}")
        if self.allowed.points:
            lines.append(f"  left open: {', '.join(self.allowed.points)}")
        return "\n".join(lines)


def disagreements(text: str, on: date, seen: Counter[str] | None = None) -> list[Disagreement]:
    """What both sides see differently in a records file; `seen` counts programs, states and open points."""
    said = standings(text, on)
    found = []
    for allowed in judge(text, on):
        standing = said.get(allowed.credential)
        if seen is not None:
            seen[f"program {allowed.program}"] += 1
            seen[f"state {standing['state'] if standing else 'none'}"] += 1
            seen.update(f"open {point}" for point in allowed.points)
        differences = (
            [("no standing",)] if standing is None else [tuple(differences_of(standing, a)) for a in allowed.answers]
        )
        if all(differences):
            found.append(Disagreement(on, allowed, standing, min(differences, key=len)))
    return found


def differences_of(standing: dict[str, Any], answer: Answer) -> Iterator[str]:
    """The figures in which a standing is not an answer."""
    if standing["state"] != answer.state:
        yield f"state {standing['state']} for {answer.state}"
        return
    if answer.state == NOT_OWED:
        return
    if answer.state != CANNOT_TELL:
        if answer.due is not NOT_SAID and standing["due"] != (answer.due and answer.due.isoformat()):
            yield "due"
        if answer.missing is not NOT_SAID and _differ(standing["hours"]["missing"], answer.missing):
            yield "missing"
        if answer.counted is not NOT_SAID and _differ(standing["hours"]["counted"], answer.counted):
            yield "counted"
        states = {requirement["id"]: requirement["state"] for requirement in standing["requirements"]}
        for id, state in answer.requirements:
            if states.get(id) != state:
                yield f"requirement {id} {states.get(id)} for {state}"
    if answer.earlier is not NOT_SAID:
        said = [(past["period"]["name"], past["state"]) for past in standing["earlier"]]
        if said != [(past.name, past.state) for past in answer.earlier]:
            yield "earlier"
        elif any(
            past.missing is not NOT_SAID and _differ(found["missing"], past.missing)
            for past, found in zip(answer.earlier, standing["earlier"], strict=True)
        ):
            yield "earlier missing"


def _differ(found: float | None, wanted: Any) -> bool:
    if found is None or wanted is None:
        return found is not wanted
    return abs(Fraction(found) - wanted) > NEAR


def smallest(records: dict[str, Any], fails: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    """The records with everything left out without which they still fail."""
    changed = True
    while changed:
        changed = False
        for path in list(_parts(records)):
            trial = copy.deepcopy(records)
            if not _drop(trial, path):
                continue
            try:
                still = fails(trial)
            except Exception:  # noqa: BLE001 - a file that neither side can judge is no smaller example
                continue
            if still:
                records, changed = trial, True
                break
    return records


REQUIRED = {"program", "id", "title", "date", "name", "credential", "state"}


def _parts(records: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    for kind in ("activity", "credential"):
        for place, table in reversed(list(enumerate(records.get(kind, ())))):
            yield kind, place
            for part in ("step", "record", "session"):
                for inner, parted in reversed(list(enumerate(table.get(part, ())))):
                    yield kind, place, part, inner
                    for key in parted.keys() - REQUIRED:
                        yield kind, place, part, inner, key
            for key in table.keys() - REQUIRED - {"hours", "minutes", "units"}:
                yield kind, place, key
            if isinstance(table.get("renewed"), list):
                for inner in range(len(table["renewed"])):
                    yield kind, place, "renewed", inner
    for key in records["person"].keys() - REQUIRED:
        yield "person", key


def _drop(records: dict[str, Any], path: tuple[Any, ...]) -> bool:
    table: Any = records
    for key in path[:-1]:
        try:
            table = table[key]
        except (KeyError, IndexError):
            return False
    try:
        del table[path[-1]]
    except (KeyError, IndexError):
        return False
    return True


def shrunk(records: dict[str, Any], on: date, kind: tuple[str, str]) -> str:
    """The smallest records, as a file, on which both sides still disagree in this kind."""

    def fails(trial: dict[str, Any]) -> bool:
        return any(found.kind == kind for found in disagreements(as_toml(trial), on))

    return as_toml(smallest(records, fails))
