"""The one next thing to do about a credential, as a sentence of its standing."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Sequence

from alcto_core.dates import show as show_date
from alcto_core.evaluation.approvals import unlisted_remedy
from alcto_core.evaluation.naming import hours_named, lost, lost_words, titles
from alcto_core.evaluation.owing import POST
from alcto_core.evaluation.standing import Requirement, Standing, State
from alcto_core.nouns import asked_hours, asked_in
from alcto_core.records.types import Activity
from alcto_core.text import one_and_other


def next_step(standing: Standing) -> str:
    """The one next thing to do; empty where nothing is left."""
    if (pending := standing.pending) is not None and pending.due is not None:
        return f"Make good what {pending.period.name} lacks by {show_date(pending.due)}: {pending.lacks}."
    if standing.state is State.NOT_APPLICABLE:
        return ""
    for missed in (standing, standing.before):
        if missed is not None and missed.unanswered:
            return _answer(missed.unanswered)
    if standing.state is State.COMPLIANT:
        return _unposted(standing)
    if standing.state is State.NON_COMPLIANT and standing.period is None and standing.requirements:
        return ""  # the program has ended, and its sentence says how
    if standing.doubts and standing.doubts[0].turns:
        return standing.doubts[0].remedy
    if standing.asks_since:
        return f"{POST[:1].upper()}{POST[1:]}."
    if standing.asks_renewal:
        return f"Say whether it was renewed, and when: `alcto renew {standing.credential} --date DATE`."
    if standing.period is None and not standing.requirements:
        return standing.why
    if standing.state is State.UNDETERMINED and (unknown := _unknown_step(standing)):
        return unknown
    unset = next((r for r in standing.requirements if r.is_open and r.state == "undetermined"), None)
    if unset is not None and unset.kind == "step" and unset.fill and unset.done is not None:
        return f"{unset.fill} {_marks(standing, unset)}"
    if unset is not None and unset.needed is not None:
        return f"Find out whether “{unset.title}” is asked of you, and set it."
    if unset is not None:
        return f"Find out what “{unset.title}” asks for, and set it."
    if standing.due is not None and standing.due < standing.on:
        return OVER
    if gone := lost(standing.requirements):
        return f"Ask the authority what follows: {', '.join(map(lost_words, gone))} can no longer be earned."
    return _open_step(standing)


RENEWED = "Was it renewed, and when?"
OVER = "Ask the authority what follows: this period is over, and nothing can be added to it."
"""What is left to do about a period that is over and was not met."""


def _answer(passed: Sequence[Activity]) -> str:
    """How to say whether planned entries, on which a missed period turns, took place."""
    if len(passed) > 1:
        return f"Say whether you went to {titles(passed)}; of each that took place: `alcto edit ID --status completed`."
    id = shlex.quote(passed[0].id)
    went, did_not = f"`alcto edit {id} --status completed`", f"`alcto delete {id}`"
    return f"Say whether you went to {titles(passed)}: {went}; if not: {did_not}."


def _unknown_step(standing: Standing) -> str:
    """How to learn what the answer turns on; empty where it turns on no hours."""
    if unknown := [credit for credit in standing.credits if credit.unknown]:
        return unlisted_remedy(unknown, standing.period.name if standing.period else "")
    doubted = next((credit for credit in standing.credits if credit.doubt and credit.counted), None)
    if doubted is not None:
        return f"Find out whether an earlier delivery of {doubted.title} was credited, and record it there."
    return ""


def _open_step(standing: Standing) -> str:
    """What to do next about what is open: hours first, then steps, stages and the choice between several ways."""
    open_hours = [r for r in standing.requirements if r.kind == "hours" and r.is_open]
    short_strands = [r for r in open_hours if r.group and not r.period]
    if short_strands:
        return _choose(short_strands)
    by = f" by {show_date(standing.due)}" if standing.due else ""
    if open_hours and (named := hours_named(standing.hours, standing.requirements)):
        parts = [f"; {lost_words(r)}" for r in open_hours if r.group and r.period]
        return f"Earn {', '.join(named)}{by}{_fill(standing, open_hours)}{''.join(parts[:1])}."
    steps = [r for r in standing.requirements if r.kind in {"entries", "step"} and r.is_open]
    stages = [r for r in standing.requirements if r.kind == "stage" and r.is_open]
    if steps and (not stages or _has_begun(standing)):
        one = steps[0]
        if one.kind == "entries":
            return f"Log the next entry for “{one.title}”."
        return f"{one.fill or f'Do what is asked next: {one.title}.'} {_marks(standing, one)}"
    if stages:
        return f"Reach the next stage, {stages[0].title}. {_marks(standing, stages[0])}"
    ways = [r for r in standing.requirements if r.kind == "any-of" and r.is_open]
    if not ways:
        return ""
    missing = standing.hours.missing
    first = f"Earn {asked_in(standing.hours.own, missing)}{by}, or go another way. " if missing else ""
    return f"{first or 'Choose a way. '}{ways[0].text}"


def _marks(standing: Standing, requirement: Requirement) -> str:
    """How a step or stage is marked as done."""
    return f"Mark it: `alcto step {standing.credential} {shlex.quote(requirement.id)} --done DATE`."


def _fill(standing: Standing, open_hours: Sequence[Requirement]) -> str:
    """What can fill the missing hours, where they are all of one kind; and which entry comes next, where entries are
    asked one by one."""
    whole = [r for r in open_hours if r.missing == standing.hours.missing]
    fills = [r for r in (whole or open_hours) if r.fill] if whole or len(open_hours) == 1 else []
    fill = f": {min(fills, key=lambda r: r.needed or 0).fill}" if fills else ""
    if following := next((r for r in standing.requirements if _is_one_of_many(r)), None):
        # Entries that are asked one by one, such as sessions, come in the order of the rule set.
        return f"{fill}; next: {following.title}" if fill else f": next, {following.title}"
    return fill


def _is_one_of_many(requirement: Requirement) -> bool:
    """Whether it asks for entries that are still to come, and not for what entries must hold."""
    is_open = requirement.is_open and not requirement.is_lost
    return requirement.kind == "entries" and is_open and not requirement.lacking


def _unposted(standing: Standing) -> str:
    waiting = standing.hours.counted - standing.hours.confirmed
    if standing.official and waiting > 0:
        return f"Check that {standing.official} shows the {asked_hours(waiting)} that it lacks."
    return ""


def _has_begun(standing: Standing) -> bool:
    """Whether anything but stages is recorded: before that, the next stage is what there is to wait for."""
    return bool(standing.hours.counted) or any(r.kind == "step" and r.state == "met" for r in standing.requirements)


def _choose(short: Iterable[Requirement]) -> str:
    words = [requirement.unit.removesuffix(" hours") for requirement in short]
    return f"Choose {one_and_other(words, 'or')} sessions first."
