"""What a window inherits from the one before: hours carried over, and hours that were used up in its time of grace."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from alcto_core.evaluation.carried import NOTHING, CarriedIn
from alcto_core.evaluation.carrying import left_to_the_next
from alcto_core.evaluation.case import Case
from alcto_core.evaluation.figures import Judgement
from alcto_core.evaluation.judgement import judge
from alcto_core.evaluation.membership import conditions_hold
from alcto_core.evaluation.standing import Credit
from alcto_core.evaluation.timing import spans
from alcto_core.hours import Hours
from alcto_core.rules.windows import YEARS, Span


class Inheritance(msgspec.Struct, frozen=True, kw_only=True):
    """Hours that come from the window before."""

    carried: CarriedIn = NOTHING
    """Hours beyond what it asked for."""
    spent: Mapping[str, Hours] = {}
    """For each activity of this window, hours that made up for what was missing then: no hour counts twice."""
    unknown: tuple[Credit, ...] = ()
    """Entries of the windows before of whose hours nobody can say whether they count: more, or fewer, may be left."""
    doubt: str = ""
    """Why nobody can say for sure that something that counted there was not credited before."""


def judged(case: Case, span: Span) -> Judgement:
    """What a window comes to with what it inherits. Raises `TooMuchWork`."""
    return judged_with(case, span)[1]


def judged_with(case: Case, span: Span) -> tuple[Inheritance, Judgement]:
    """The same with what it inherits. Raises `TooMuchWork`."""

    def work() -> tuple[Inheritance, Judgement]:
        inherited = inheritance(case, span)
        return inherited, judge(case, span, carried=inherited.carried, spent=inherited.spent)

    return case.sitting.paid_once(case.purse, ("judged", span), work)


def inheritance(case: Case, span: Span) -> Inheritance:
    """What the window before leaves to this one.

    That window inherits from the one before it in turn: hours that came in are used first, and go on only where they
    last for more than one window. Raises `TooMuchWork`.
    """
    if not case.rules.carry and all(window.grace is None for window in case.rules.window):
        return Inheritance()
    return case.sitting.paid_once(case.purse, ("inherited", span.start), lambda: _found(case, span))


def _found(case: Case, span: Span) -> Inheritance:
    before = next((one for one in reversed(spans(case, span.start)) if one.end < span.start), None)
    if before is None or not _was_owed(case, before) or not conditions_hold(case, before):
        return Inheritance()
    case = case.within(before)
    came, judgement = judged_with(case, before)
    left = left_to_the_next(case, before, judgement, came.carried)
    unknown = tuple(credit for credit in judgement.credits if credit.unknown) if judgement.unknown else ()
    return Inheritance(
        carried=left,
        spent=_spent(case, before, judgement),
        unknown=(*came.unknown, *unknown),
        doubt=came.doubt or judgement.credits.doubt,
    )


def _was_owed(case: Case, span: Span) -> bool:
    """Whether a window was owed: a year since the day from which the person owes it, a cycle from its issue on, where
    the record does not say otherwise."""
    since = case.owed_since if span.window.kind in YEARS else case.credential.owed_from or span.start
    return since is not None and since <= span.end


def _spent(case: Case, before: Span, judgement: Judgement) -> dict[str, Hours]:
    """Hours earned in the time of grace; they are free again where it ended without all that was missing."""
    if not judgement.is_met and case.on > before.grace_end:
        return {}
    return {
        credit.activity: credit.counted for credit in judgement.credits if credit.counted and credit.date > before.end
    }
