"""How fast hours come in: against the calendar, a month from now on, and until when it can still be begun.

Only what is done counts here, as in the standing; a plan is no pace. docs/reference/plan-json.md defines each figure.
"""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import msgspec

from alcto_core.evaluation.evaluate import evaluate
from alcto_core.evaluation.standing import Pace, Standing, State
from alcto_core.hours import Hours
from alcto_core.planning.kinds import kinds, undominated
from alcto_core.planning.planned import Plan
from alcto_core.planning.planner import Planner
from alcto_core.planning.question import Tell, untold
from alcto_core.planning.search import search

MONTH = Fraction(1461, 48)
"""Days of a month: a twelfth of 365.25."""


class Pacing(msgspec.Struct, frozen=True, kw_only=True):
    """The pace of one credential in the window in force."""

    credential: str
    state: Pace | None
    """Ahead of the calendar, on track, or behind; None where that says nothing."""
    per_month: Hours | None
    """Hours a month from the day asked about to the due date; None where nobody knows how many are missing."""
    arrives: date | None
    """The day on which the pace so far reaches what is needed; None where nothing is done yet."""
    last_chance: date | None
    """The last day on which the catalogues still give all that is missing, where that is before the due date."""


def paces(plan: Plan, planner: Planner | None = None, tell: Tell = untold) -> tuple[Pacing, ...]:
    """The pace of every chosen credential, in the order of the file; `planner` made the plan, `tell` hears how many are
    told."""
    question = plan.question
    if planner is None:
        planner = Planner(question)
        planner.plan(doubted=False)
    found = []
    for at, standing in enumerate(plan.before):
        tell(at, len(plan.before))
        credential = question.records.credential(standing.credential)
        assert credential is not None
        now = evaluate(
            question.records,
            credential,
            question.library,
            question.on,
            readings=False,
            earlier=False,
            bench=planner.bench,
        )
        found.append(
            Pacing(
                credential=now.credential,
                state=now.pace,
                per_month=_per_month(now),
                arrives=_arrives(now),
                last_chance=last_chance(planner, now),
            )
        )
    return tuple(found)


def _per_month(now: Standing) -> Hours | None:
    missing, left = now.hours.missing, now.days_left
    if missing is None or left is None or left < 0 or now.state is State.NOT_APPLICABLE:
        return None
    return missing / max(Fraction(1), (left + 1) / MONTH)


def _arrives(now: Standing) -> date | None:
    hours, period = now.hours, now.period
    if now.pace is None or period is None or hours.needed is None or hours.missing is None:
        return None
    done, gone = hours.needed - hours.missing, (now.on - period.start).days + 1
    if not hours.missing:
        return now.on
    if done <= 0:
        return None
    days = -(-hours.needed * gone // done)
    try:
        return period.start + timedelta(days=int(days) - 1)
    except OverflowError:
        return None


def last_chance(planner: Planner, now: Standing) -> date | None:
    """The last day on which it can be begun, where that comes before the due date; None also where it cannot be
    reached at all, or nothing is missing."""
    lacks = [lack for lack in planner.lacks if lack.credential == now.credential]
    own = kinds(planner.offered, lacks, ())
    days = sorted({offer.last for kind in own for offer in kind.offers})
    if not days:
        return None

    def reaches(day: date) -> bool:
        later = [tuple(offer for offer in kind.offers if offer.last >= day) for kind in own]
        left = [kind._replace(offers=rest) for kind, rest in zip(own, later, strict=True) if rest]
        figures = search(lacks, undominated(left), "hours").figures
        return bool(figures) and not figures[0]

    if not reaches(days[0]):
        return None
    low, high = 0, len(days) - 1
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if reaches(days[middle]) else (low, middle - 1)
    return days[low] if now.due is not None and days[low] < now.due else None
