"""What a credential comes to in one window: not owed, exempt, judged, and settled where something is in doubt."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import NamedTuple

import msgspec

from alcto_core.dates import show as show_date
from alcto_core.evaluation.approvals import unlisted, unlisted_remedy
from alcto_core.evaluation.asks import asks, awaits_values
from alcto_core.evaluation.case import Case
from alcto_core.evaluation.conditions import holds
from alcto_core.evaluation.doubts import questions, weighed
from alcto_core.evaluation.figures import Judgement
from alcto_core.evaluation.inheritance import Inheritance, judged, judged_with
from alcto_core.evaluation.judgement import judge
from alcto_core.evaluation.late_postings import posting_doubt, waiting_for_postings
from alcto_core.evaluation.membership import is_within
from alcto_core.evaluation.naming import no_period
from alcto_core.evaluation.owing import is_owed_unknown, issued_since, nothing_recorded, owed_only_after
from alcto_core.evaluation.possibilities import every_way
from alcto_core.evaluation.standing import Doubt, State
from alcto_core.evaluation.timing import ended_by, ends_before, in_force, named, same_window, stage_of
from alcto_core.problems import Refused
from alcto_core.rules.vocabulary import Condition
from alcto_core.rules.windows import YEARS, NoWindow, Span


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What a credential's question comes to in one window, before anything of it is put into words."""

    state: State
    stage: str | None = None
    due: date | None = None
    why: str = ""
    span: Span | None = None
    window: Span | None = None
    """The window that was looked at where it asks nothing, so that `span` is None."""
    judgement: Judgement | None = None
    asks_renewal: bool = False
    asks_since: bool = False
    settled: str = ""
    doubts: tuple[Doubt, ...] = ()

    @property
    def verdict(self) -> tuple[State, date | None]:
        """What a person acts on: the state, and by when."""
        return self.state, self.due

    @property
    def lacks_hours(self) -> bool:
        """Whether hours are still to be earned."""
        return self.state is State.IN_PROGRESS and self.judgement is not None and self.judgement.lacks_hours


def settled(case: Case, answer: Callable[[Case], Outcome]) -> Outcome:
    """The answer, which is undetermined where it turns on a value that nobody recorded, or on something in the
    records that may be a slip."""
    known = partial(_known, answer=answer)
    here = known(case)
    asked = questions(case.within(here.span or here.window), here.span)
    if not asked:
        return here
    return _doubted(here, weighed(case, here, asked, known))


def _doubted(here: Outcome, doubts: tuple[Doubt, ...]) -> Outcome:
    """The answer with doubts, of which those that turn it stand first."""
    first, doubts = doubts[0], (*here.doubts, *doubts)
    if here.doubts or not first.turns:
        return msgspec.structs.replace(here, doubts=doubts)
    return msgspec.structs.replace(
        here,
        state=State.UNDETERMINED,
        why=first.text,
        doubts=doubts,
        asks_renewal=False,
        asks_since=False,
        settled="",
    )


def _known(case: Case, answer: Callable[[Case], Outcome]) -> Outcome:
    """The answer as far as the records tell it: one for every value of what is missing, or none."""
    here = answer(case)
    if not case.sitting.missing:
        return here
    answers, parting = every_way(case, answer)
    if parting is not None:
        doubt = Doubt(text=parting.text, remedy=parting.remedy, turns=True)
        return _doubted(here, (doubt,))
    first = answers[0]
    if here.judgement is None or first.judgement is None:
        return first
    if first.state is State.COMPLIANT:
        # Everything is met whatever the values are: shown where the most is asked.
        most = max(answers, key=lambda one: len(one.judgement.requirements) if one.judgement else 0)
        return most if most.judgement is None else _as_recorded(most, most.judgement, here.judgement)
    missing = {one.judgement.missing if one.judgement else None for one in answers}
    hours = msgspec.structs.replace(here.judgement.hours, missing=missing.pop() if len(missing) == 1 else None)
    shown = msgspec.structs.replace(here.judgement, hours=hours)
    return msgspec.structs.replace(first, judgement=shown)


def _as_recorded(met: Outcome, judgement: Judgement, recorded: Judgement) -> Outcome:
    """A fulfilment with the figures that the records hold: no value that was only supposed may give an hour."""
    had = {one.id: one.counted for one in recorded.requirements}
    shown = msgspec.structs.replace(
        judgement,
        hours=msgspec.structs.replace(recorded.hours, missing=judgement.hours.missing),
        credits=recorded.credits,
        limits=recorded.limits,
        requirements=tuple(
            msgspec.structs.replace(one, counted=had.get(one.id, one.counted)) for one in judgement.requirements
        ),
    )
    return msgspec.structs.replace(met, judgement=shown)


def asking(case: Case, period: str | None) -> Callable[[Case], Outcome]:
    """The question about a window, which other readings of the records answer too, whatever they call it.

    Raises `Refused` where no window has the name `period`.
    """
    if period is None:
        return outcome
    span = named(case, period)
    if span is None:
        raise Refused(f"{no_period(case.rules.short, period)}.")
    return lambda asked: outcome(asked, span if asked is case else same_window(asked, span))


def outcome(case: Case, asked: Span | NoWindow | None = None) -> Outcome:
    """The answer in the window asked about; None: in the one in force."""
    found = _before_judging(case, asked)
    return _judged(case, found) if isinstance(found, Span) else found


def window_asked(case: Case) -> Span | Outcome | None:
    """The window that `outcome` judges, where something is asked in it; or the answer, where it judges none. None where
    that turns on what nobody recorded, or on what the window comes to: `settled` tells then."""
    if any(when.in_window for when in case.rules.conditions):
        return None
    found = _before_judging(case, None)
    is_asked = not isinstance(found, Span) or any(not ask.advisory for ask in asks(case.within(found), found))
    return found if is_asked and not case.sitting.missing else None


def _before_judging(case: Case, asked: Span | NoWindow | None) -> Span | Outcome:
    """The window to be judged, or the answer where none is."""
    outside = _not_owed(case)
    if outside is not None and asked is None:
        return outside
    if case.rules.framework is not None and not case.strands:
        return Outcome(state=State.UNDETERMINED, why=f"The framework “{case.rules.framework}” is not installed.")
    found = in_force(case) if asked is None else asked
    if isinstance(found, Span) and (since := owed_only_after(case, found)) is not None:
        return Outcome(state=State.NOT_APPLICABLE, why=f"Owed from {show_date(since)} on.", window=found)
    exempt = _exempt(case, found if isinstance(found, Span) else None)
    if exempt is not None:
        return msgspec.structs.replace(exempt, window=found if isinstance(found, Span) else None)
    if isinstance(found, NoWindow):
        return Outcome(state=State.UNDETERMINED if found.applies else State.NOT_APPLICABLE, why=found.why)
    if ends_before(case, found):
        return _ended(case.credential.ended)
    if asked is None and found.window.kind == "cycle" and not found.cycle and case.on < found.start:
        why = f"The first window begins on {show_date(found.start)}."
        return Outcome(state=State.NOT_APPLICABLE, why=why)
    return found


def _not_owed(case: Case) -> Outcome | None:
    """Why the program asks nothing of this person on this date, or why nobody can tell."""
    credential, on = case.credential, case.on
    if credential.ended is not None and on > credential.ended:
        return _ended(credential.ended)
    owed_from = credential.owed_from
    if owed_from is None and case.rules.window[0].kind in YEARS:
        owed_from = case.records.person.in_post_since
    if owed_from is not None and on < owed_from:
        return Outcome(state=State.NOT_APPLICABLE, why=f"Owed from {show_date(owed_from)} on.")
    return None


def _ended(day: date | None) -> Outcome:
    return Outcome(state=State.NOT_APPLICABLE, why=f"Ended on {show_date(day)}." if day else "")


def _exempt(case: Case, span: Span | None) -> Outcome | None:
    """Why a condition of the program asks nothing of this person in the window, or why nobody can tell."""
    case = case.within(span)
    for condition in case.rules.applies:
        if not holds(case, condition, unsure=True):
            return _asks_nothing(case, condition, span)
    for condition in case.rules.exempt:
        if holds(case, condition, unsure=False) and is_within(case, condition):
            return _asks_nothing(case, condition, span)
    return None


def _asks_nothing(case: Case, condition: Condition, span: Span | None) -> Outcome:
    """A cycle stays in force until its renewal is recorded. Where it is over, and a condition on its days let the
    person off, as a license's first cycle often is, the next one may ask: nobody knows whether it has begun."""
    whens = [when for when in (condition.when, condition.unless) if when is not None]
    is_of_cycle = condition.since or condition.until or any(when.in_window or when.last_months for when in whens)
    is_over = span is not None and span.window.kind == "cycle" and span.has_deadline and case.on > span.end
    if not (is_of_cycle and is_over and span is not None and not span.renewed):
        return Outcome(state=State.NOT_APPLICABLE, why=condition.text)
    why = f"Nothing was asked up to {show_date(span.end)}, but no renewal is recorded: was it renewed?"
    return Outcome(state=State.UNDETERMINED, why=why, asks_renewal=True)


def _judged(case: Case, span: Span) -> Outcome:
    case = case.within(span)
    inherited, judgement = judged_with(case, span)
    judgement = _made_sure(case, span, judgement, inherited)
    renewable = span.window.kind == "cycle"
    has_ended = span.has_deadline and case.on > span.end
    state, why, asks, since, settled = State.IN_PROGRESS, span.basis, False, False, ""
    doubts: tuple[Doubt, ...] = ()
    stage, due = stage_of(case), span.end if span.has_deadline else None
    if span.renewed:
        state, why, settled = State.COMPLIANT, f"The authority renewed it. {span.basis}", "the authority renewed it"
    elif span.renewed is None:
        state, asks = State.UNDETERMINED, True
        why = f"Nobody recorded whether the authority renewed it. {span.basis}"
    elif judgement.asks_nothing and (not judgement.requirements or awaits_values(case)):
        state, why = State.NOT_APPLICABLE, f"No rule was in force yet on {show_date(case.first_day)}."
    elif judgement.is_met and judgement.is_sure:
        state, settled = State.COMPLIANT, _fulfilled(case, judgement)
        if doubt := _doubt(case, span, judgement, inherited):
            state, why, doubts = State.UNDETERMINED, doubt, _inherited_doubts(inherited, doubt)
        elif has_ended and renewable:
            state, asks = State.UNDETERMINED, True
            why = f"All was done by {show_date(span.end)}, but no renewal is recorded: was it renewed?"
    elif (ending := ended_by(case)) is not None:
        state, why = State.NON_COMPLIANT, ending.text
    elif _is_open_question(judgement, best := _best(case, span, judgement, inherited)):
        state, why = State.UNDETERMINED, _unknown_text(judgement, inherited)
        judgement, doubts = _as_unknown(judgement, best), _inherited_doubts(inherited, why)
    elif (late := _late_postings(case, span, judgement)) is not None:
        state, why, doubts = State.UNDETERMINED, late.doubt.text, (late.doubt,)
        judgement = _as_unknown(judgement, late.best)
    elif judgement.is_lost:
        state = State.NON_COMPLIANT
    elif has_ended and case.on <= span.grace_end:
        stage, due = span.window.grace.stage if span.window.grace else stage, span.grace_end
    elif has_ended and case.on <= span.submit_end and _only_submission_is_open(case, judgement):
        due = span.submit_end
    elif has_ended and is_owed_unknown(case, span):
        state, why = State.UNDETERMINED, nothing_recorded(case, span)
        doubts = (issued_since(case, span),) if case.is_before_issue(span.end) else ()
        since = not doubts
    elif has_ended or span.window.kind == "rolling":
        state, asks = State.NON_COMPLIANT, renewable
    return Outcome(
        state=state,
        why=why,
        span=span,
        judgement=judgement,
        asks_renewal=asks,
        asks_since=since,
        settled=settled if state is State.COMPLIANT else "",
        stage=stage,
        due=due,
        doubts=doubts,
    )


def _made_sure(case: Case, span: Span, judgement: Judgement, inherited: Inheritance) -> Judgement:
    """The judgement, which is sure after all where hours that may be divided would leave as many missing."""
    if judgement.is_sure:
        return judgement
    allowed = case.but(switches={**case.switches, "split": "allowed"})
    divided = judge(allowed, span, carried=inherited.carried, spent=inherited.spent, used=inherited.used)
    return msgspec.structs.replace(judgement, is_sure=divided.hours.missing == judgement.hours.missing)


def _fulfilled(case: Case, judgement: Judgement) -> str:
    """The stage that fulfils the program, and the day it was reached; empty where none does."""
    final = {stage.id: stage.title for stage in case.rules.stage if stage.ends == "met"}
    reached = next((one for one in judgement.requirements if one.id in final and one.state == "met"), None)
    return f"{reached.title}, {show_date(reached.done)}" if reached and reached.done else ""


def _only_submission_is_open(case: Case, judgement: Judgement) -> bool:
    """Whether all was earned in time and only handing it in is left."""
    submissions = {step.id for step in case.rules.step if step.is_submission}
    return all(requirement.id in submissions for requirement in judgement.requirements if requirement.is_open)


def _best(case: Case, span: Span, judgement: Judgement, inherited: Inheritance) -> Judgement:
    """The best that the window could come to, where there are hours of which nobody can say whether they count: here,
    or in the windows before, whose hours go on."""
    if not judgement.unknown and not inherited.unknown:
        return judgement
    return judged(case.but(assume_listed=True), span)


class _Late(NamedTuple):
    """What would be met if hours were posted that the official record does not show yet."""

    best: Judgement
    doubt: Doubt


def _late_postings(case: Case, span: Span, judgement: Judgement) -> _Late | None:
    """What a window that is over, or a part of it, could still come to where hours count once they are posted: no rule
    names a last day for that. None where no posting would help, and while all of it can still be met."""
    if not judgement.is_lost and (not span.has_deadline or case.on <= max(span.grace_end, span.submit_end)):
        return None
    waiting = waiting_for_postings(case, span)
    if not waiting:
        return None
    best = judged(case.but(assume_listed=True, assume_posted=True), span)
    return _Late(best, posting_doubt(case, waiting)) if _is_open_question(judgement, best) else None


def _is_open_question(judgement: Judgement, best: Judgement) -> bool:
    """Whether nobody can tell: the best case of what is unknown would meet everything, or keep a minimum from being
    lost."""
    return (
        not judgement.is_sure or judgement.could_be_met or best.could_be_met or (judgement.is_lost and not best.is_lost)
    )


def _as_unknown(judgement: Judgement, best: Judgement) -> Judgement:
    """The judgement, with what the best case would meet, or keep from being lost, as undetermined."""
    hoped = {one.id for one in best.requirements if one.state != "unmet"}
    hoped |= {one.id for one in judgement.requirements if one.is_lost} - {
        one.id for one in best.requirements if one.is_lost
    }
    waits = "It turns on hours of which nobody can say yet whether they count."
    return msgspec.structs.replace(
        judgement,
        requirements=tuple(
            msgspec.structs.replace(one, state="undetermined", is_lost=False, text=f"{one.text} {waits}")
            if one.state == "unmet" and one.id in hoped
            else one
            for one in judgement.requirements
        ),
    )


def _doubt(case: Case, span: Span, judgement: Judgement, inherited: Inheritance) -> str:
    """Why the window may not be met after all: what counts in it, or was carried into it, may have been credited
    before; or what nobody knows of the windows before would leave it less."""
    doubt = judgement.credits.doubt or inherited.doubt
    if doubt and not judged(case.but(assume_credited=True), span).is_met:
        return doubt
    if inherited.unknown and not _best(case, span, judgement, inherited).is_met:
        return _unknown_text(judgement, inherited)
    return ""


def _inherited_doubts(inherited: Inheritance, why: str) -> tuple[Doubt, ...]:
    """The doubt, where it lies in a window before and not in this one: the standing shows no entry of it."""
    if inherited.unknown and why == unlisted(inherited.unknown):
        return (Doubt(text=why, remedy=unlisted_remedy(inherited.unknown), turns=True),)
    if why == inherited.doubt:
        return (Doubt(text=why, remedy="Find out whether it was, and record it there.", turns=True),)
    return ()


def _unknown_text(judgement: Judgement, inherited: Inheritance) -> str:
    for requirement in judgement.requirements:
        if requirement.state == "undetermined" and requirement.is_open:
            return requirement.text
    unknown = [credit for credit in judgement.credits if credit.unknown] or inherited.unknown
    if not unknown:
        return "There are too many ways to give each activity one strand; write a `split` for some of them."
    return unlisted(unknown)


def outcome_in(case: Case, span: Span) -> Outcome:
    """The outcome of an ended window, whatever the date asked about says of the credential."""
    return _exempt(case, span) or (_ended(case.credential.ended) if ends_before(case, span) else _judged(case, span))
