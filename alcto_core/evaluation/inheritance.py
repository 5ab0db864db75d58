"""What a window inherits from the one before: hours carried over, and hours that were used up in its time of grace."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

import msgspec

from alcto_core.evaluation.carried import NOTHING, CarriedIn
from alcto_core.evaluation.carrying import left_to_the_next
from alcto_core.evaluation.case import Case
from alcto_core.evaluation.figures import Judgement
from alcto_core.evaluation.judgement import judge
from alcto_core.evaluation.membership import conditions_hold
from alcto_core.evaluation.standing import Credit, Requirement
from alcto_core.evaluation.steps import serving
from alcto_core.evaluation.timing import spans
from alcto_core.hours import Hours
from alcto_core.rules.windows import YEARS, Span


class Inheritance(msgspec.Struct, frozen=True, kw_only=True):
    """Hours that come from the window before."""

    carried: CarriedIn = NOTHING
    """Hours beyond what it asked for."""
    spent: Mapping[str, Hours] = {}
    """For each activity of this window, hours that made up for what was missing then: no hour counts twice."""
    used: frozenset[tuple[str, date]] = frozenset()
    """Steps, by id and day, that were done for it after its end."""
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
        return inherited, judge(case, span, carried=inherited.carried, spent=inherited.spent, used=inherited.used)

    return case.sitting.paid_once(case.purse, ("judged", span), work)


def inheritance(case: Case, span: Span) -> Inheritance:
    """What the window before leaves to this one.

    That window inherits from the one before it in turn: hours that came in are used first, and go on only where they
    last for more than one window. Raises `TooMuchWork`.
    """
    windows = case.rules.window
    if not case.rules.carry and not any(one.grace or (one.submit and case.rules.step) for one in windows):
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
        used=frozenset(_used(msgspec.structs.replace(case, used=came.used), before, judgement)),
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


def _used(case: Case, before: Span, judgement: Judgement) -> Iterator[tuple[str, date]]:
    """Steps that were done for a window after its end: in its time of grace, where all was made good or still may be,
    and what was handed in in the days for that. None serves the next window as well."""
    found = {one.id: one for one in judgement.requirements}
    extension = before.window.extension.step if before.window.extension is not None else None
    for step in case.rules.step:
        requirement = found.get(step.id)
        if requirement is None or step.afterwards or step.id == extension or requirement.state == "waived":
            continue
        if not (step.is_submission or judgement.is_met or case.on <= before.grace_end):
            continue
        if requirement.parent is not None and _is_met_without(case, requirement, found):
            continue
        days = sorted(mark.done for mark in serving(case, step, before) if mark.done is not None)
        late = [day for day in days if day > before.end]
        needed = max(0, step.times - (len(days) - len(late)))
        yield from ((step.id, day) for day in late[:needed] if before.renewed_on is None or day <= before.renewed_on)


def _is_met_without(case: Case, step: Requirement, found: Mapping[str, Requirement]) -> bool:
    """Whether the end that a step is one way to is met by another way."""
    group = next(one for one in case.rules.any_of if one.id == step.parent)

    def is_met(id: str) -> bool:
        # One that is asked in each strand or part has its own ids there.
        states = {one.state for one in found.values() if one.id == id or one.id.startswith(f"{id}/")}
        return bool(states) and states <= {"met", "waived"}

    return any(step.id not in option and all(map(is_met, option)) for option in group.options)
