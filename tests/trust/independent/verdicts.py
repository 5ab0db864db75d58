"""Answers, and the points at which the sources leave more than one answer open."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from itertools import product
from typing import TypeVar

from .leeway import LEEWAY

MET = "compliant"
NOT_YET = "in-progress"
MISSED = "non-compliant"
CANNOT_TELL = "undetermined"
NOT_OWED = "not-applicable"

T = TypeVar("T")


class _NotSaid:
    """A figure that the sources do not settle here, so that nobody compares it."""

    def __repr__(self) -> str:
        return "(not compared)"


NOT_SAID = _NotSaid()


@dataclass(frozen=True)
class Past:
    """A window that ended without being met."""

    name: str
    state: str
    missing: Fraction | _NotSaid | None = NOT_SAID


@dataclass(frozen=True)
class Answer:
    """Where a credential stands on a day."""

    state: str
    due: date | _NotSaid | None = NOT_SAID
    missing: Fraction | _NotSaid | None = NOT_SAID
    counted: Fraction | _NotSaid = NOT_SAID
    earlier: tuple[Past, ...] | _NotSaid = NOT_SAID
    requirements: tuple[tuple[str, str], ...] = ()
    why: str = ""

    @property
    def core(self) -> tuple[str, object]:
        """What two answers are compared by: the state and, where there is a deadline to name, the day."""
        return self.state, (self.due if self.state in (MET, NOT_YET, MISSED) else None)


class Open:
    """Takes one way at each point that the sources leave open, and remembers which points were met.

    A judge calls `way(name, ways)`; `all_answers` runs the judge once for every combination of ways.
    """

    def __init__(self, chosen: dict[str, int]) -> None:
        self.chosen = chosen
        self.met: dict[str, int] = {}

    def way(self, name: str, ways: Sequence[T]) -> T:
        """One of the ways; the first, unless this run takes another one."""
        if len(ways) < 2:
            return ways[0]
        if name not in LEEWAY:
            raise KeyError(f"{name} is no point that is known to be open")
        self.met[name] = max(len(ways), self.met.get(name, 0))
        return ways[min(self.chosen.get(name, 0), len(ways) - 1)]


MOST_RUNS = 48


def all_answers(judge: Callable[[Open], Answer]) -> tuple[tuple[Answer, ...], tuple[str, ...]]:
    """Every answer that the sources allow, and the names of the points that they leave open."""
    first = Open({})
    answers = [judge(first)]
    points = dict(first.met)
    tried = {()}
    # A way may lead to a point that the first run never met: go on until no new point turns up.
    while True:
        combinations = list(product(*([(name, way) for way in range(ways)] for name, ways in sorted(points.items()))))
        fresh = [c for c in combinations[:MOST_RUNS] if c not in tried]
        if not fresh:
            return tuple(dict.fromkeys(answers)), tuple(sorted(points))
        for combination in fresh:
            tried.add(combination)
            run = Open(dict(combination))
            answers.append(judge(run))
            for name, ways in run.met.items():
                points[name] = max(ways, points.get(name, 0))


def with_doubts(
    base: Answer, doubts: Iterable[tuple[str, Sequence[Answer]]], together: Answer | None, open_points: Open
) -> Answer:
    """The answer where a record can be read in two ways: nobody can tell where another reading is another answer.

    `doubts` names each doubt with the answers under its other readings, one doubt at a time; `together` is the answer
    with all of them read the other way.
    """
    if base.state == CANNOT_TELL:
        return base
    names = [name for name, others in doubts if any(other.core != base.core for other in others)]
    if names:
        return replace(base, state=CANNOT_TELL, why=f"{base.why}; the answer turns on: {', '.join(names)}")
    if together is not None and together.core != base.core:
        state = open_points.way("doubts-together", (base.state, CANNOT_TELL))
        return replace(base, state=state)
    return base
