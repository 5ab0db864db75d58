"""Hours that one window leaves to those after it: through which carry-over, how many, and for how long.

What came in is used first, and of that what lasts least. Of what was earned beyond the total the carry-overs take in
the order of the file, each as much as it can without any of them leaving less in all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import NamedTuple

from alcto_core.evaluation.carried import NOTHING, CarriedIn, CarriedPart
from alcto_core.evaluation.case import Case
from alcto_core.evaluation.conditions import holds
from alcto_core.evaluation.figures import Judgement
from alcto_core.evaluation.standing import Credit
from alcto_core.hours import Hours, from_decimal
from alcto_core.rules.vocabulary import Carry, selects
from alcto_core.rules.windows import Span, months_before_end


def left_to_the_next(case: Case, span: Span, judgement: Judgement, came: CarriedIn) -> CarriedIn:
    """What a window that was met leaves to the one after it; nothing where it was not."""
    hours, carries = judgement.hours, case.rules.carry
    if not carries or not judgement.is_met or hours.needed is None:
        return NOTHING
    used = min(came.hours, hours.needed)
    kept = tuple(_unused(came, used))
    over = hours.counted + used - hours.needed
    rooms = [
        from_decimal(carry.most) - sum(part.hours for part in kept if part.carry == at)
        if over > 0 and holds(case.within(span), carry, unsure=False)
        else 0
        for at, carry in enumerate(carries)
    ]
    takes = _Takes(_takeable(case, span, judgement), tuple(max(0, room) for room in rooms))
    fresh = tuple(
        CarriedPart(at, hours, carries[at].lasts) for at, hours in enumerate(takes.in_order(max(0, over))) if hours
    )
    return CarriedIn((*kept, *fresh))


def _unused(came: CarriedIn, used: Hours) -> Iterator[CarriedPart]:
    """What of the hours that came in was not used and may still be: what lasts least was used first."""
    for part in sorted(came.parts, key=lambda one: (one.windows, one.carry)):
        spent = min(part.hours, used)
        used -= spent
        if part.hours > spent and part.windows > 1:
            yield part._replace(hours=part.hours - spent, windows=part.windows - 1)


def _takeable(case: Case, span: Span, judgement: Judgement) -> Mapping[frozenset[int], Hours]:
    """The hours counted in a window, by the carry-overs that would take them."""
    activities = {activity.id: activity for activity in case.records.activities}
    found: dict[frozenset[int], Hours] = {}
    for credit in judgement.credits:
        if credit.counted:
            nature = case.nature_of(activities[credit.activity])
            takers = frozenset(
                at
                for at, carry in enumerate(case.rules.carry)
                if _is_timely(carry, span, credit) and selects(carry.select, nature)
            )
            found[takers] = found.get(takers, 0) + credit.counted
    return found


def _is_timely(carry: Carry, span: Span, credit: Credit) -> bool:
    """Whether something was earned in the months of which a carry-over speaks."""
    if carry.last_months is not None and credit.date < months_before_end(span.end, carry.last_months):
        return False
    return not carry.months or credit.date.month in carry.months


class _Takes(NamedTuple):
    """What several carry-overs could take together."""

    hours: Mapping[frozenset[int], Hours]
    rooms: tuple[Hours, ...]

    def in_order(self, over: Hours) -> Iterator[Hours]:
        """What each takes of `over` hours."""
        before: Hours = 0
        for at in range(len(self.rooms)):
            now = min(over, self._most(at + 1))
            yield now - before
            before = now

    def _most(self, first: int) -> Hours:
        """The most that the first of them take together: by the narrowest cut between what was earned and what may be
        taken."""
        ways = (set(full) for size in range(first + 1) for full in combinations(range(first), size))
        return min(
            sum(self.rooms[at] for at in full)
            + sum(hours for takers, hours in self.hours.items() if any(at < first and at not in full for at in takers))
            for full in ways
        )
