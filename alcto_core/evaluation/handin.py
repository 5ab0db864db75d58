"""Hand-ins that hold everything: one serves only if all else that blocks was there on its day.

What was there is judged like the window itself, from the entries and marks up to that day and with what is known today:
an entry that was refused since held nothing then either.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import msgspec

from alcto_core.dates import show as show_date
from alcto_core.evaluation.case import Case
from alcto_core.evaluation.conditions import holds
from alcto_core.evaluation.figures import Judgement
from alcto_core.evaluation.standing import Requirement, RequirementState
from alcto_core.evaluation.step_days import last_day
from alcto_core.records.types import StepRecord as Mark
from alcto_core.rules.vocabulary import Step
from alcto_core.rules.windows import Span


def hand_ins(case: Case) -> tuple[Step, ...]:
    """The steps that hold everything, where the rule set asks for them."""
    return tuple(step for step in case.rules.step if step.holds and holds(case, step, unsure=True))


def held(
    case: Case, span: Span, asked: Sequence[Step], found: Sequence[Requirement], judged: Callable[[Case], Judgement]
) -> tuple[Requirement, ...]:
    """The requirements, with each hand-in as met only where its last mark held everything else.

    `judged` judges a case in the same window. An earlier mark held no more than the last one, so that one is asked.
    """
    steps = {step.id: step for step in asked}
    others = [one for one in found if one.is_open and one.id not in steps]
    is_short = any(one.state == "unmet" for one in others)
    result = []
    for one in found:
        if one.id in steps and one.state == "met" and not one.advisory and one.done is not None:
            state: RequirementState = "unmet" if is_short else _state(case, span, one.done, judged)
            if state == "unmet" and not is_short and case.on > last_day(steps[one.id], span):
                state = "undetermined"
            if state != "met":
                one = _not_held(one, state)
        result.append(one)
    return tuple(result)


def _state(case: Case, span: Span, day: date, judged: Callable[[Case], Judgement]) -> RequirementState:
    """Whether everything was there on a day; undetermined where nobody knows."""
    first = max(span.start, day)
    later = any(one.date >= first and one.date > day and not case.is_later(one) for one in case.records.activities)
    if not later and not any(mark.done is not None and mark.done > day for mark in case.credential.steps):
        return "met"  # nothing came after it
    then = _as_of(case, day)
    outcome = judged(then)
    case.sitting.note(then.sitting)
    if outcome.is_met:
        return "met" if outcome.is_sure else "undetermined"
    if outcome.could_be_met:
        return "undetermined"
    if outcome.unknown and judged(then.but(assume_listed=True)).could_be_met:
        return "undetermined"
    return "unmet"


def _as_of(case: Case, day: date) -> Case:
    """The case with what had been done by a day, and without the hand-ins."""
    activities = tuple(activity for activity in case.records.activities if activity.date <= day)
    steps = tuple(kept for mark in case.credential.steps if (kept := _kept(mark, day)) is not None)
    rest = tuple(step for step in case.rules.step if not step.holds)
    then = case.but(
        records=msgspec.structs.replace(case.records, activities=activities),
        rules=msgspec.structs.replace(case.rules, step=rest),
    )
    return then.with_credential(msgspec.structs.replace(case.credential, steps=steps))


def _kept(mark: Mark, day: date) -> Mark | None:
    """A mark as it stood on a day: a waiver always did, and what was sent back since was no good then either."""
    if mark.waived is not None or mark.done is None or mark.done <= day:
        return mark
    return msgspec.structs.replace(mark, done=None) if mark.refused is not None else None


def _not_held(one: Requirement, state: RequirementState) -> Requirement:
    when = f"The hand-in of {show_date(one.done)}" if one.done is not None else "The hand-in"
    remedy = "Record the day of the last hand-in."
    if state == "unmet":
        text = f"{one.text} {when} did not hold everything that is asked. {remedy}"
    else:
        # What the step asks for is no answer here: that is what nobody can tell.
        text = f"{when} may not have held everything, and nobody can tell whether the rest followed in time. {remedy}"
    return msgspec.structs.replace(one, state=state, text=text, fill=remedy)
