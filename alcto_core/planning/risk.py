"""Which entries a plan hangs on, by one or by two of them refused, and the smallest spare that makes it safe."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations_with_replacement

import msgspec

from alcto_core.evaluation.standing import Standing, State
from alcto_core.hours import Hours
from alcto_core.planning.planned import Plan, asks_hours
from alcto_core.planning.planner import Planner
from alcto_core.planning.question import Tell, untold
from alcto_core.planning.refusals import Refusals
from alcto_core.planning.spare import spare
from alcto_core.records.types import Activity, Records

MOST_PAIRS = 40
"""Pairs of entries after which no further ones are looked for: by then it is plain that it is not safe."""
_PARTS = 1000
"""Of how many parts of the work it is told how many are done."""


class Hanging(msgspec.Struct, frozen=True, kw_only=True):
    """An entry without which a credential would not have its hours."""

    activity: str
    missing: Hours | None
    """What would be missing without it."""


class HangingPair(msgspec.Struct, frozen=True, kw_only=True):
    """Two entries without which a credential would not have its hours, though it would without either."""

    activities: tuple[str, str]
    missing: Hours | None
    """What would be missing without both."""


class Pairs(msgspec.Struct, frozen=True, kw_only=True):
    """What the hours hang on when any two entries are refused; asked only where no single entry matters."""

    hangs_on: tuple[HangingPair, ...] = ()
    """In the order of the entries; all of them, where there are no more than `MOST_PAIRS`."""
    is_all: bool = True
    """Whether there are no others."""
    spare: Hours | None = 0
    """The least further hours, from the catalogues, that make it safe; None where they cannot, or where there are too
    many pairs to tell."""

    @property
    def safe(self) -> bool:
        """Whether it has its hours whichever two entries are refused."""
        return not self.hangs_on


class Risk(msgspec.Struct, frozen=True, kw_only=True):
    """What one credential's hours hang on, once everything of the plan is done."""

    credential: str
    safe: bool
    """Whether it has its hours whichever one entry of the records is refused."""
    hangs_on: tuple[Hanging, ...] = ()
    spare: Hours | None = 0
    """The least further hours, from the catalogues, that make it safe; None where they cannot."""
    pairs: Pairs | None = None
    """The same of any two entries; None where it is not safe for one."""


def risks(plan: Plan, tell: Tell = untold) -> tuple[Risk, ...]:
    """The risk of every chosen credential whose rules are installed, in the order of the file; `tell` hears how much
    is done."""
    planner = Planner(plan.question, asking=())  # with a bench of its own for all that is left out in turn
    judged = [standing for standing in plan.after if standing.program in plan.question.library.rule_sets]
    all_parts = _PARTS * len(judged)

    def told(at: int) -> Callable[[int], object]:
        return lambda parts: tell(at * _PARTS + min(parts, _PARTS), all_parts)

    return tuple(_risk(plan, planner, standing, told(at)) for at, standing in enumerate(judged))


def is_untold(after: Standing) -> bool:
    """Whether nothing can be told of its hours, as not even what is asked for is known: no entry can be spared then."""
    return after.state is State.UNDETERMINED and not after.requirements


def _risk(plan: Plan, planner: Planner, after: Standing, tell: Callable[[int], object]) -> Risk:
    if asks_hours(after) or is_untold(after):
        return Risk(credential=after.credential, safe=False, spare=None)
    refusals = Refusals(plan, planner, after)
    hangs_on, worst = _singles(refusals, tell)
    order = {one.id: at for at, one in enumerate(sorted(plan.question.records.activities, key=lambda one: one.order))}
    return Risk(
        credential=after.credential,
        safe=not worst,
        hangs_on=tuple(sorted(hangs_on, key=lambda one: order[one.activity])),
        spare=spare(plan, worst, planner.bench) if worst else 0,
        pairs=_pairs(plan, planner, refusals, order, tell) if not worst else None,
    )


def _singles(refusals: Refusals, tell: Callable[[int], object]) -> tuple[list[Hanging], list[tuple[Records, Standing]]]:
    """The entries that it hangs on, and what the worst single loss of each kind leaves."""
    hangs_on: list[Hanging] = []
    worst: list[tuple[Records, Standing]] = []
    for at, group in enumerate(refusals.groups):
        tell(_PARTS * at // (2 * len(refusals.groups)))
        known: dict[Hours, Standing] = {}
        for entry in group:
            hours = refusals.hours[entry.id]
            if hours not in known:
                if refusals.is_enough((entry,)):
                    break  # the others of its group are no longer
                records, standing = refusals.without((entry,))
                if not known:
                    worst.append((records, standing))  # a spare for the longest does for the others of its group too
                known[hours] = standing
            hangs_on.append(Hanging(activity=entry.id, missing=known[hours].hours.missing))
    return hangs_on, worst


def _pairs(
    plan: Plan, planner: Planner, refusals: Refusals, order: dict[str, int], tell: Callable[[int], object]
) -> Pairs:
    """The pairs that it hangs on; none of them is of an entry without which any other one may be refused."""
    groups = [kept for group in refusals.groups if (kept := [one for one in group if not refusals.is_light(one)])]
    every = len(groups) * (len(groups) + 1) // 2
    found: list[HangingPair] = []
    worst: list[tuple[Records, Standing]] = []
    for at, (one, other) in enumerate(combinations_with_replacement(groups, 2)):
        tell(_PARTS // 2 + _PARTS * at // (2 * every))
        is_worst = True
        for pair, (records, standing) in _lost(refusals, one, other):
            if len(found) == MOST_PAIRS:
                return Pairs(hangs_on=_in_order(found, order), is_all=False, spare=None)
            if is_worst:
                worst.append((records, standing))
                is_worst = False
            first, second = sorted((entry.id for entry in pair), key=lambda id: order[id])
            found.append(HangingPair(activities=(first, second), missing=standing.hours.missing))
    return Pairs(hangs_on=_in_order(found, order), spare=spare(plan, worst, planner.bench) if worst else 0)


def _in_order(found: Sequence[HangingPair], order: dict[str, int]) -> tuple[HangingPair, ...]:
    return tuple(sorted(found, key=lambda one: [order[id] for id in one.activities]))


def _lost(
    refusals: Refusals, one: Sequence[Activity], other: Sequence[Activity]
) -> Iterator[tuple[tuple[Activity, Activity], tuple[Records, Standing]]]:
    """The pairs of two groups that it hangs on, the longest first, with what each leaves.

    Where a pair does no harm, neither does a pair of entries that are no longer.
    """
    known: dict[tuple[Hours, Hours], tuple[Records, Standing] | None] = {}
    for at, first in enumerate(one):
        others = other[at + 1 :] if one is other else other
        for number, second in enumerate(others):
            lengths = (refusals.hours[first.id], refusals.hours[second.id])
            if lengths not in known:
                pair = (first, second)
                known[lengths] = None if refusals.is_enough(pair) else refusals.without(pair)
            left = known[lengths]
            if left is None:
                if not number:
                    return
                break
            yield (first, second), left
