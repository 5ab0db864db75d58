"""What a plan comes to in a sentence, and what stays out of its reach."""

from __future__ import annotations

from collections.abc import Iterable

from alcto_core.evaluation.naming import heading
from alcto_core.nouns import asked_hours, counted_noun
from alcto_core.planning.any_events import ANY_EVENT
from alcto_core.planning.dividing import QUARTER
from alcto_core.planning.planned import Plan, asks_hours

ANY_LENGTH = QUARTER
"""What is shorter is no length that anybody asks for, but an entry."""


def verdict(plan: Plan) -> str:
    """The least that is still to do, in one sentence; of what is not reached it says so."""
    if not plan.after:
        return "No credential is chosen, so there is nothing to plan."
    if plan.unreachable:
        return _partly(plan)
    if not plan.todo:
        sure = plan.without_passed
        doubt = ", if you went to what was planned" if sure is not None and (sure.todo or sure.unreachable) else ""
        return f"No hours are left to do{doubt}."
    least = "The least that is left to do" if plan.is_least else "A plan, not proven to be the least"
    return f"{least}: {amount(plan)}."


def _partly(plan: Plan) -> str:
    """The least for those that are reached, and the most that helps the others."""
    beyond = {one.credential for one in plan.unreachable}
    if not plan.todo:
        return f"{_stays(plan)}, whatever is attended."
    helped = [one for one in plan.after if one.credential in beyond and _helps(plan, one.credential)]
    reached = [one for one in plan.before if one.credential not in beyond and asks_hours(one)]
    least = "The least that is left to do" if plan.is_least else "A plan, not proven to be the least,"
    if not reached:
        if not plan.is_least:
            return f"{_stays(plan)}; {amount(plan)} help, not proven to be the most that do."
        return f"{_stays(plan)}; {amount(plan)} are the most that help."
    most = f" and the most that helps {_together(map(heading, helped))}" if helped else ""
    return f"{least} for {_together(map(heading, reached))}{most}: {amount(plan)}. {_stays(plan)}."


def _helps(plan: Plan, credential: str) -> bool:
    return any(credential in one.counts for one in plan.todo)


def _stays(plan: Plan) -> str:
    beyond = {one.credential for one in plan.unreachable}
    names = [heading(one) for one in plan.after if one.credential in beyond]
    return f"{_together(names)} {'stays' if len(names) == 1 else 'stay'} out of reach"


def _together(names: Iterable[str]) -> str:
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last


def amount(plan: Plan) -> str:
    """What a plan comes to: "5 hours in 2 entries", "60 hours in 3 entries and any events"."""
    listed = [one for one in plan.todo if one.offering != ANY_EVENT]
    if not listed:
        return asked_hours(plan.hours)
    entries = counted_noun(len(listed), "entries")
    if len(listed) < len(plan.todo):
        return f"{asked_hours(plan.hours)} in {entries} and any events"
    return f"{asked_hours(plan.hours)} in {entries}" if plan.hours >= ANY_LENGTH else f"{entries}, of any length"


def without_passed_words(plan: Plan, sure: Plan) -> str:
    """What a plan comes to where nobody went to what was planned for days that have passed; `sure` is that plan."""
    if sure.hours == plan.hours and len(sure.todo) == len(plan.todo) and sure.unreachable == plan.unreachable:
        return f"If you did not, nothing more is left to do without {'it' if len(plan.passed) == 1 else 'them'}."
    left = f"{amount(sure)} are left to do" if sure.todo else ""
    beyond = _stays(sure) if sure.unreachable else ""
    return f"If you did not, {', and '.join(words for words in (left, beyond) if words) or 'nothing is left to do'}."


def in_short(plan: Plan) -> str:
    """The same in a few words: "4 to do, 1 out of reach"."""
    todo = f"{len(plan.todo)} to do" if plan.todo else ""
    beyond = f"{len(plan.unreachable)} out of reach" if plan.unreachable else ""
    return ", ".join(words for words in (todo, beyond) if words) or "nothing to do"
