"""The verdict: of a standing only what it comes to, by when, and its figures, without what is told beside them."""

from __future__ import annotations

from datetime import date

import msgspec

from alcto_core.evaluation.case import Case
from alcto_core.evaluation.ended import just_before, last_ended
from alcto_core.evaluation.judgement import undivided
from alcto_core.evaluation.linear import TooMuchWork
from alcto_core.evaluation.outcome import Outcome, asking, settled
from alcto_core.evaluation.standing import Period, Standing, State
from alcto_core.evaluation.timing import in_force, named, stage_of
from alcto_core.evaluation.unanswered import unanswered
from alcto_core.evaluation.unread import in_file_order
from alcto_core.records.types import Credential, Records
from alcto_core.rules.library import Library
from alcto_core.rules.windows import YEARS, Span


def verdicts(records: Records, library: Library, on: date) -> tuple[Standing, ...]:
    """The verdict on every credential, in the order of the file: state, due date, figures and the period just before
    are those of `evaluate`, at a fraction of its cost. What else it tells is left out: credits, the proof of a
    shortfall."""
    return in_file_order(
        tuple(_verdict(records, one, library, on) for one in records.credentials), records, library, on
    )


def _verdict(records: Records, credential: Credential, library: Library, on: date) -> Standing:
    rules = library.rule_sets.get(credential.program)
    if rules is None:
        return not_installed(records, credential, on)
    case = Case(records, credential, rules, library, on, is_brief=True).staged()
    try:
        return _judged(case)
    except TooMuchWork:
        return too_crossed(case)


def _judged(case: Case) -> Standing:
    """The verdict. Raises `TooMuchWork`."""
    on = case.on
    result = settled(case, asking(case, None))
    standing = verdict_of(case, result, with_credits=False)
    now = result.window or result.span
    if now is None or now.window.kind not in YEARS:
        return standing
    ended = last_ended(case.staged().within(result.span or result.window), now)
    if ended is None:
        return standing
    return msgspec.structs.replace(
        standing,
        before=just_before((ended,), now) if now.start <= on <= now.end else None,
        pending=ended if ended.state is State.IN_PROGRESS else None,
    )


def verdict_of(case: Case, result: Outcome, *, with_credits: bool = True) -> Standing:
    """What a question came to, as far as the standing says it in figures and in its one sentence. Raises
    `TooMuchWork`."""
    rules, judgement = case.rules, result.judgement
    standing = Standing(
        credential=case.credential.id,
        program=rules.id,
        title=rules.title,
        short=rules.short,
        on=case.on,
        period=Period.of(result.span) if result.span and not result.span.is_open else None,
        due=result.due,
        state=result.state,
        stage=result.stage,
        skipped=case.records.skipped,
        why=result.why,
        asks_renewal=result.asks_renewal,
        asks_since=result.asks_since,
        settled=result.settled,
        doubts=result.doubts,
        unanswered=unanswered(case, result.span, result),
    )
    if judgement is None:
        return standing
    return msgspec.structs.replace(
        standing,
        hours=judgement.hours,
        requirements=judgement.requirements,
        limits=judgement.limits,
        shortfall=judgement.shortfall,
        credits=judgement.credits.all if with_credits else (),
    )


def not_installed(records: Records, credential: Credential, on: date) -> Standing:
    """The standing of a credential whose rule set is not there: nobody can tell."""
    return Standing(
        credential=credential.id,
        program=credential.program,
        title=credential.program,
        short=credential.program,
        on=on,
        state=State.UNDETERMINED,
        skipped=records.skipped,
        why=f"The rule set “{credential.program}” is not installed. The records are kept; nothing can be said.",
        next="Install the plugin that holds this rule set; `alcto plugins` shows what is there.",
    )


def too_crossed(case: Case, period: str | None = None) -> Standing:
    """The standing where the limits of a rule set cross in so many ways that nobody can divide the hours: nobody can
    tell. Every entry of the window is in it, with what was logged and nothing counted."""
    rules = case.rules
    span = in_force(case) if period is None else named(case, period)
    known = Outcome(state=State.UNDETERMINED)
    if isinstance(span, Span):
        known = Outcome(
            state=State.UNDETERMINED,
            span=span,
            due=span.end if span.has_deadline else None,
            stage=stage_of(case.within(span)),
            judgement=undivided(case, span),
        )
    file = case.library.origins.get(("rule-set", rules.id))
    whose = f"{file} states" if file else f"the rule set “{rules.id}” states"
    return msgspec.structs.replace(
        verdict_of(case, known),
        verified=file is None and rules.verified,
        checked=rules.checked,
        documents=case.library.document_names(rules),
        why="Its limits cross in so many ways that the hours cannot be divided among them, so nothing can be said.",
        next=f"Let its author put fewer limits that overlap in the place of those that {whose}.",
    )
