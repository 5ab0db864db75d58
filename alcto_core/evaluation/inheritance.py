"""What a window inherits from the one before: hours carried over, and hours that were used up in its time of grace."""

from __future__ import annotations

from alcto_core.evaluation.case import Case, Inheritance
from alcto_core.evaluation.judgement import Judgement, judge
from alcto_core.evaluation.membership import conditions_hold
from alcto_core.evaluation.timing import carryable, spans
from alcto_core.hours import Hours
from alcto_core.rules.windows import Span


def inheritance(case: Case, span: Span) -> Inheritance:
    """What the window before leaves to this one.

    That window inherits from the one before it in turn: hours that came in are used first, and never go on.
    """
    if not case.rules.carry and all(window.grace is None for window in case.rules.window):
        return Inheritance()
    if span.start not in case.inheritances:
        case.inheritances[span.start] = _found(case, span)
    return case.inheritances[span.start]


def _found(case: Case, span: Span) -> Inheritance:
    before = next((one for one in reversed(spans(case, span.start)) if one.end < span.start), None)
    since = case.owed_since
    if before is None or since is None or before.end < since or not conditions_hold(case, before):
        return Inheritance()
    own = inheritance(case, before)
    judgement = judge(case, before, carried=own.carried, spent=own.spent)
    return Inheritance(carried=_carried(case, before, judgement), spent=_spent(case, before, judgement))


def _carried(case: Case, before: Span, judgement: Judgement) -> Hours:
    hours = judgement.hours
    if not case.rules.carry or not judgement.is_met or hours.needed is None:
        return 0
    over = hours.counted + min(hours.carried, hours.needed) - hours.needed
    return max(0, min(over, carryable(case, case.rules.carry[0], before, judgement)))


def _spent(case: Case, before: Span, judgement: Judgement) -> dict[str, Hours]:
    """Hours earned in the time of grace; they are free again where it ended without all that was missing."""
    if not judgement.is_met and case.on > before.grace_end:
        return {}
    return {
        credit.activity: credit.counted for credit in judgement.credits if credit.counted and credit.date > before.end
    }
