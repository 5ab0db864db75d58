"""Planned entries whose day has passed: nobody knows whether they took place.

They count nothing, so a window can be missed for want of them alone. Then it is said with the state that it is missed
unless the person went.
"""

from __future__ import annotations

from functools import partial

from alcto_core.evaluation.case import Case
from alcto_core.evaluation.outcome import Outcome, outcome_in, settled
from alcto_core.evaluation.standing import State
from alcto_core.records.types import Activity
from alcto_core.rules.windows import Span


def unanswered(case: Case, span: Span | None, found: Outcome) -> tuple[Activity, ...]:
    """The planned entries of a window that is missed, with which it would not be; none where they would not help."""
    if found.state is not State.NON_COMPLIANT or case.plan or span is None:
        return ()
    passed = {one.id: one for one in case.records.overdue(case.on) if span.start <= one.date <= span.end}
    if not passed:
        return ()
    gone = settled(case.but(plan=True), partial(outcome_in, span=span))
    if gone.state is State.NON_COMPLIANT or gone.judgement is None:
        return ()
    return tuple(passed[one.activity] for one in gone.judgement.credits if one.counted and one.activity in passed)
