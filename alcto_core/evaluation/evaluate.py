"""`evaluate`: one pure function from records, rules and a date to a standing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial

import msgspec

from alcto_core.dates import add_years
from alcto_core.dates import show as show_date
from alcto_core.evaluation.advice import advice
from alcto_core.evaluation.alerts import alerts
from alcto_core.evaluation.approvals import NOT_INSTALLED, requests
from alcto_core.evaluation.asks import awaits_values, first_day
from alcto_core.evaluation.between import uncounted_between
from alcto_core.evaluation.case import Case, Inheritance
from alcto_core.evaluation.decisions import decision_remarks
from alcto_core.evaluation.doubts import questions, weighed
from alcto_core.evaluation.footing import gaps, unconfirmed
from alcto_core.evaluation.inheritance import inheritance
from alcto_core.evaluation.judgement import Judgement, judge
from alcto_core.evaluation.membership import is_within
from alcto_core.evaluation.owing import YEARS, is_owed_unknown, nothing_recorded, owed_only_after
from alcto_core.evaluation.possibilities import every_way
from alcto_core.evaluation.sentences import lacking, next_step
from alcto_core.evaluation.standing import (
    Answer,
    Doubt,
    EarlierPeriod,
    HoursFigures,
    OtherReading,
    Pace,
    Period,
    Standing,
    State,
)
from alcto_core.evaluation.timing import ended_by, ends_before, in_force, named, same_window, spans, stage_of
from alcto_core.evaluation.unread import in_file_order, unread_standing
from alcto_core.problems import Refused
from alcto_core.records.types import Credential, Records
from alcto_core.rules.library import Library
from alcto_core.rules.replacement import published_rule
from alcto_core.rules.vocabulary import FACTS, cites_of, names
from alcto_core.rules.windows import NoWindow, Span


def evaluate_all(
    records: Records, library: Library, on: date, *, plan: bool = False, period: str | None = None
) -> tuple[Standing, ...]:
    """The standing of every credential, in the order of the file.

    With `period`, only the credentials that have a window of that name (`Refused` when none has), and those of which
    nobody can say what windows they have, as their records have errors.
    """
    if period is None:
        read = tuple(evaluate(records, credential, library, on, plan=plan) for credential in records.credentials)
        return in_file_order(read, records, library, on)
    standings = []
    for credential in records.credentials:
        rules = library.rule_sets.get(credential.program)
        if rules is not None and named(Case(records, credential, rules, library, on), period) is not None:
            standings.append(evaluate(records, credential, library, on, plan=plan, period=period))
    if not standings:
        known = periods(records, library, on)
        raise Refused(f"No credential has a period “{period}”. Known are: {', '.join(known) or 'none'}.")
    return (*standings, *(unread_standing(unread, records, library, on) for unread in records.unread))


def evaluate(
    records: Records,
    credential: Credential,
    library: Library,
    on: date,
    *,
    plan: bool = False,
    period: str | None = None,
    readings: bool = True,
    earlier: bool = True,
) -> Standing:
    """The standing of one credential on a date.

    `plan` counts planned activities too; `period` asks for a past or coming window by its name (`Refused` when
    there is none); without `readings` the answers under other readings are left out, without `earlier` the ended
    windows.
    """
    rules = library.rule_sets.get(credential.program)
    if rules is None:
        why = f"The rule set “{credential.program}” is not installed. The records are kept; nothing can be said."
        return Standing(
            credential=credential.id,
            program=credential.program,
            title=credential.program,
            short=credential.program,
            on=on,
            state=State.UNDETERMINED,
            skipped=records.skipped,
            why=why,
            next="Install the plugin that holds this rule set; `alcto plugins` shows what is there.",
        )
    case = Case(records, credential, rules, library, on, plan=plan)
    answer = _asking(case, period)
    result = _settled(case, answer)
    official = rules.official_record
    doubts = unconfirmed(case, result.judgement.credits if result.judgement else ())
    is_open = result.span is not None and result.state not in {State.NOT_APPLICABLE, State.COMPLIANT}
    unlisted = gaps(case, result.span) if is_open and result.span else ()
    remarks = decision_remarks(case)
    between = uncounted_between(case, result.span) if result.span else ""
    standing = Standing(
        credential=credential.id,
        program=rules.id,
        title=rules.title,
        short=rules.short,
        on=on,
        period=_period(result.span) if result.span and not result.span.is_open else None,
        due=result.due,
        state=result.state,
        stage=result.stage,
        pace=_pace(case, result),
        skipped=records.skipped,
        why=result.why,
        asks_renewal=result.asks_renewal,
        asks_since=result.asks_since,
        settled=result.settled,
        doubts=result.doubts,
        official=official.name if official and official.lists == "activities" else "",
        verified=not doubts,
        unconfirmed=doubts,
        gaps=unlisted,
        remarks=remarks,
        uncounted=between,
        checked=rules.checked,
        documents=library.document_names(rules),
    )
    judgement = result.judgement
    if judgement is not None:
        standing = msgspec.structs.replace(
            standing,
            hours=judgement.hours,
            requirements=judgement.requirements,
            limits=judgement.limits,
            shortfall=judgement.shortfall,
            credits=judgement.credits,
        )
    unowed = None
    if earlier and (now := result.window or result.span) is not None and now.window.kind in YEARS:
        ended = _ended_windows(case, now)
        standing = msgspec.structs.replace(
            standing,
            earlier=tuple(map(_unsettled, ended)),
            before=_before(ended, now) if now.start <= on <= now.end else None,
            pending=next((one for one in ended if one.state is State.IN_PROGRESS), None),
        )
        unowed = _unowed(case, now)
    missed = {one.period.name for one in standing.earlier if one.state is State.NON_COMPLIANT}
    asked_for = requests(case, result.span) if judgement is not None and result.span is not None else ()
    worth_doing = (*advice(standing.requirements, missed), *asked_for)
    told = (*unlisted, *((between,) if between else ()), *worth_doing, *doubts, *remarks)
    standing = msgspec.structs.replace(
        standing, advice=worth_doing, notes=(*told, *rules.notes), alerts=alerts(standing, case, unowed)
    )
    if readings:
        found = (*_readings(case, result, answer), *_at_word(case, result, answer), *_published(case, result, answer))
        standing = msgspec.structs.replace(standing, readings=found)
    return msgspec.structs.replace(standing, next=next_step(standing) or _opening(case))


def _opening(case: Case) -> str:
    """What reaching a step opens and the person does not hold yet, as the next thing to do."""
    held = {credential.program for credential in case.records.credentials}
    for opens in case.rules.opens:
        if opens.program not in held and case.has_done(opens.step):
            return f"{opens.text} `alcto credential add {opens.program} --issued DATE` adds it."
    return ""


def periods(records: Records, library: Library, on: date) -> tuple[str, ...]:
    """Names of the windows that can be asked for: since the person owes something, and one ahead."""
    found: list[str] = []
    for credential in records.credentials:
        rules = library.rule_sets.get(credential.program)
        if rules is not None:
            case = Case(records, credential, rules, library, on)
            found += [span.name for span in spans(case, add_years(on, 1))]
    return tuple(dict.fromkeys(found))


def period_of(records: Records, credential: Credential, library: Library, on: date, day: date) -> Span | None:
    """The window of a credential that a day falls in; None where it falls in none."""
    found = windows_of(records, credential, library, on, max(day, on))
    return next((span for span in found if span.start <= day <= span.end), None)


def windows_of(records: Records, credential: Credential, library: Library, on: date, until: date) -> list[Span]:
    """Every window of a credential that begins by `until`, oldest first."""
    rules = library.rule_sets.get(credential.program)
    return [] if rules is None else spans(Case(records, credential, rules, library, on), until)


class _Answer(msgspec.Struct, frozen=True, kw_only=True):
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


def _settled(case: Case, answer: Callable[[Case], _Answer]) -> _Answer:
    """The answer, which is undetermined where it turns on a value that nobody recorded, or on something in the
    records that may be a slip."""
    known = partial(_known, answer=answer)
    here = known(case)
    asked = questions(case, here.span)
    if not asked:
        return here
    return _doubted(here, weighed(case, here, asked, known))


def _doubted(here: _Answer, doubts: tuple[Doubt, ...]) -> _Answer:
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


def _known(case: Case, answer: Callable[[Case], _Answer]) -> _Answer:
    """The answer as far as the records tell it: one for every value of what is missing, or none."""
    here = answer(case)
    if not case.missing:
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
        return max(answers, key=lambda one: len(one.judgement.requirements) if one.judgement else 0)
    missing = {one.judgement.missing if one.judgement else None for one in answers}
    hours = msgspec.structs.replace(here.judgement.hours, missing=missing.pop() if len(missing) == 1 else None)
    shown = msgspec.structs.replace(here.judgement, hours=hours)
    return msgspec.structs.replace(first, judgement=shown)


def _asking(case: Case, period: str | None) -> Callable[[Case], _Answer]:
    """The question about a window, which other readings of the records answer too, whatever they call it.

    Raises `Refused` where no window has the name `period`.
    """
    if period is None:
        return _answer
    span = named(case, period)
    if span is None:
        raise Refused(f"{case.rules.short} has no period “{period}”.")
    return lambda asked: _answer(asked, span if asked is case else same_window(asked, span))


def _answer(case: Case, asked: Span | NoWindow | None = None) -> _Answer:
    """The answer in the window asked about; None: in the one in force."""
    outside = _not_owed(case)
    if outside is not None and asked is None:
        return outside
    if case.rules.framework is not None and not case.strands:
        return _Answer(state=State.UNDETERMINED, why=f"The framework “{case.rules.framework}” is not installed.")
    found = in_force(case) if asked is None else asked
    if isinstance(found, Span) and (since := owed_only_after(case, found)) is not None:
        return _Answer(state=State.NOT_APPLICABLE, why=f"Owed from {show_date(since)} on.", window=found)
    exempt = _exempt(case, found if isinstance(found, Span) else None)
    if exempt is not None:
        return msgspec.structs.replace(exempt, window=found if isinstance(found, Span) else None)
    if isinstance(found, NoWindow):
        return _Answer(state=State.UNDETERMINED if found.applies else State.NOT_APPLICABLE, why=found.why)
    if ends_before(case, found):
        return _ended(case.credential.ended)
    if asked is None and found.window.kind == "cycle" and not found.cycle and case.on < found.start:
        why = f"The first window begins on {show_date(found.start)}."
        return _Answer(state=State.NOT_APPLICABLE, why=why)
    return _judged(case, found)


def _not_owed(case: Case) -> _Answer | None:
    """Why the programme asks nothing of this person on this date, or why nobody can tell."""
    credential, on = case.credential, case.on
    if credential.ended is not None and on > credential.ended:
        return _ended(credential.ended)
    owed_from = credential.owed_from
    if owed_from is None and case.rules.window[0].kind in {"fiscal-year", "calendar-year"}:
        owed_from = case.records.person.in_post_since
    if owed_from is not None and on < owed_from:
        return _Answer(state=State.NOT_APPLICABLE, why=f"Owed from {show_date(owed_from)} on.")
    return None


def _ended(day: date | None) -> _Answer:
    return _Answer(state=State.NOT_APPLICABLE, why=f"Ended on {show_date(day)}." if day else "")


def _exempt(case: Case, span: Span | None) -> _Answer | None:
    """Why a condition of the programme asks nothing of this person in the window, or why nobody can tell."""
    if span is not None:
        case.look_at(span, ())
    for condition in case.rules.applies:
        if not case.holds(condition, unsure=True):
            return _Answer(state=State.NOT_APPLICABLE, why=condition.text)
    for condition in case.rules.exempt:
        if case.holds(condition, unsure=False) and is_within(case, condition):
            return _Answer(state=State.NOT_APPLICABLE, why=condition.text)
    return None


def _judged(case: Case, span: Span) -> _Answer:
    inherited = inheritance(case, span)
    judgement = judge(case, span, carried=inherited.carried, spent=inherited.spent)
    renewable = span.window.kind == "cycle"
    has_ended = span.has_deadline and case.on > span.end
    state, why, asks, stage, due = State.IN_PROGRESS, span.basis, False, stage_of(case), _due(span)
    since, settled = False, ""
    if span.renewed:
        state, why, settled = State.COMPLIANT, f"The authority renewed it. {span.basis}", "the authority renewed it"
    elif span.renewed is None:
        state, asks = State.UNDETERMINED, True
        why = f"Nobody recorded whether the authority renewed it. {span.basis}"
    elif judgement.asks_nothing and (not judgement.requirements or awaits_values(case, span)):
        state, why = State.NOT_APPLICABLE, f"No rule was in force yet on {show_date(first_day(case, span))}."
    elif judgement.is_met and judgement.is_sure:
        state, settled = State.COMPLIANT, _fulfilled(case, judgement)
        if doubt := _doubt(case, span, judgement, inherited):
            state, why = State.UNDETERMINED, doubt
        elif has_ended and renewable:
            state, asks = State.UNDETERMINED, True
            why = f"All was done by {show_date(span.end)}, but no renewal is recorded: was it renewed?"
    elif (ending := ended_by(case)) is not None:
        state, why = State.NON_COMPLIANT, ending.text
    elif _is_open_question(judgement, best := _best(case, span, judgement, inherited)):
        state, why = State.UNDETERMINED, _unknown_text(judgement)
        judgement = _as_unknown(judgement, best)
    elif judgement.is_lost:
        state = State.NON_COMPLIANT
    elif has_ended and case.on <= span.grace_end:
        stage, due = span.window.grace.stage if span.window.grace else stage, span.grace_end
    elif has_ended and case.on <= span.submit_end and _only_submission_is_open(case, judgement):
        due = span.submit_end
    elif has_ended and is_owed_unknown(case, span):
        state, why, since = State.UNDETERMINED, nothing_recorded(span), True
    elif has_ended or span.window.kind == "rolling":
        state, asks = State.NON_COMPLIANT, renewable
    return _Answer(
        state=state,
        why=why,
        span=span,
        judgement=judgement,
        asks_renewal=asks,
        asks_since=since,
        settled=settled if state is State.COMPLIANT else "",
        stage=stage,
        due=due,
    )


def _fulfilled(case: Case, judgement: Judgement) -> str:
    """The stage that fulfils the programme, and the day it was reached; empty where none does."""
    final = {stage.id: stage.title for stage in case.rules.stage if stage.ends == "met"}
    reached = next((one for one in judgement.requirements if one.id in final and one.state == "met"), None)
    return f"{reached.title}, {show_date(reached.done)}" if reached and reached.done else ""


def _due(span: Span) -> date | None:
    return span.end if span.has_deadline else None


def _only_submission_is_open(case: Case, judgement: Judgement) -> bool:
    """Whether all was earned in time and only handing it in is left."""
    submissions = {step.id for step in case.rules.step if step.is_submission}
    return all(requirement.id in submissions for requirement in judgement.requirements if requirement.is_open)


def _best(case: Case, span: Span, judgement: Judgement, inherited: Inheritance) -> Judgement:
    """The best that the window could come to, where there are hours of which nobody can say whether they count."""
    if not judgement.unknown:
        return judgement
    return judge(case.but(assume_listed=True), span, carried=inherited.carried, spent=inherited.spent)


def _is_open_question(judgement: Judgement, best: Judgement) -> bool:
    """Whether nobody can tell: the best case of what is unknown would meet everything, or keep a minimum from being
    lost."""
    return (
        not judgement.is_sure or judgement.could_be_met or best.could_be_met or (judgement.is_lost and not best.is_lost)
    )


def _as_unknown(judgement: Judgement, best: Judgement) -> Judgement:
    """The judgement, with what the best case would meet as undetermined."""
    hoped = {one.id for one in best.requirements if one.state != "unmet"}
    waits = "It turns on hours of which nobody can say yet whether they count."
    return msgspec.structs.replace(
        judgement,
        requirements=tuple(
            msgspec.structs.replace(one, state="undetermined", text=f"{one.text} {waits}")
            if one.state == "unmet" and one.id in hoped
            else one
            for one in judgement.requirements
        ),
    )


def _doubt(case: Case, span: Span, judgement: Judgement, inherited: Inheritance) -> str:
    """Why the window may not be met after all: what counts in it may have been credited before."""
    doubt = next((credit.doubt for credit in judgement.credits if credit.doubt and credit.counted), "")
    if not doubt:
        return ""
    worst = judge(case.but(assume_credited=True), span, carried=inherited.carried, spent=inherited.spent)
    return "" if worst.is_met else doubt


def _unknown_text(judgement: Judgement) -> str:
    for requirement in judgement.requirements:
        if requirement.state == "undetermined" and requirement.is_open:
            return requirement.text
    unknown = [credit for credit in judgement.credits if credit.unknown]
    if not unknown:
        return "There are too many ways to give each activity one strand; write a `split` for some of them."
    titles = ", ".join(credit.title for credit in unknown[:3]) + (" …" if len(unknown) > 3 else "")
    if all(reason.rule == NOT_INSTALLED for credit in unknown for reason in credit.because[-1:]):
        return f"The approval of {titles} is not installed, and the answer turns on it."
    day = min(credit.date for credit in unknown)
    return f"No approved list for {show_date(day)} is installed, and the answer turns on {titles}."


def _ended_windows(case: Case, now: Span) -> tuple[EarlierPeriod, ...]:
    """Ended windows that were not compliant since the person owed it, newest first; in progress are those whose time of
    grace runs."""
    since = case.owed_since
    if since is None:
        return ()
    found = []
    for span in reversed(spans(case, now.start)):
        if span.end >= case.on or span.start >= now.start or span.end < since:
            continue
        answer = _settled(case, partial(_answer_in, span=span))
        if answer.state not in {State.COMPLIANT, State.NOT_APPLICABLE}:
            found.append(_ended_period(span, answer))
    return tuple(found)


def _ended_period(span: Span, answer: _Answer) -> EarlierPeriod:
    judgement = answer.judgement
    return EarlierPeriod(
        period=_period(span),
        state=answer.state,
        missing=judgement.missing if judgement is not None else None,
        lacks=lacking(judgement.hours, judgement.requirements) if judgement is not None else "",
        hours=judgement.hours if judgement is not None else HoursFigures(),
        due=answer.due,
        stage=answer.stage,
    )


def _unsettled(ended: EarlierPeriod) -> EarlierPeriod:
    """An ended window whose time of grace runs is neither met nor lost: nobody can tell yet how it ends."""
    return msgspec.structs.replace(ended, state=State.UNDETERMINED) if ended.state is State.IN_PROGRESS else ended


def _before(ended: Sequence[EarlierPeriod], now: Span) -> EarlierPeriod | None:
    """The window that ended on the eve of this one, where it was missed or nobody can tell."""
    eve = now.start - timedelta(days=1)
    return next((one for one in ended if one.period.end == eve and one.state is not State.IN_PROGRESS), None)


def _unowed(case: Case, now: Span) -> Span | None:
    """The window just before, where nobody can say whether it was owed."""
    before = next((span for span in reversed(spans(case, now.start)) if span.end < now.start), None)
    if before is None or before.end >= case.on or not is_owed_unknown(case, before):
        return None
    return before if _answer_in(case, before).state is State.UNDETERMINED else None


def _answer_in(case: Case, span: Span) -> _Answer:
    return _exempt(case, span) or (_ended(case.credential.ended) if ends_before(case, span) else _judged(case, span))


def _readings(case: Case, result: _Answer, answer: Callable[[Case], _Answer]) -> tuple[OtherReading, ...]:
    """Every switch with the answer under its other reading, flipped one at a time."""
    asked = frozenset(case.touched)
    here = _as_answer(result)
    if result.span is not None:
        case.look_at(result.span, ())  # earlier periods may have readings of their own
    found = []
    for switch in case.rules.switch:
        value = case.setting(switch.id)
        is_default = value == switch.default
        other_value = switch.other if is_default else switch.default
        other = here
        if switch.id in asked:
            flipped = case.but(switches={switch.id: other_value})
            other = _as_answer(_settled(flipped, answer))
        found.append(
            OtherReading(
                switch=switch.id,
                value=switch.default if value is None else value,
                text=switch.text if is_default else switch.other_text,
                other_text=switch.other_text if is_default else switch.text,
                other=other,
                changes_answer=other != here,
                cites=names(switch.cite),
            )
        )
    return tuple(found)


def _at_word(case: Case, result: _Answer, answer: Callable[[Case], _Answer]) -> tuple[OtherReading, ...]:
    """Where the record names a post or a state of which nothing is asked, the answer if that is so."""
    here, found = _as_answer(result), []
    for fact, said in case.strangers.items():
        taken = case.but(at_word=case.at_word | {fact})
        other = _as_answer(_settled(taken, answer))
        text = f"The record says “{said}” ({fact}), and it is asked here all the same."
        other_text = f"{FACTS[fact][:1].upper()}{FACTS[fact][1:]} is “{said}”, and it asks nothing of that one."
        found.append(
            OtherReading(
                switch=fact, value=said, text=text, other_text=other_text, other=other, changes_answer=other != here
            )
        )
    return tuple(found)


def _published(case: Case, result: _Answer, answer: Callable[[Case], _Answer]) -> tuple[OtherReading, ...]:
    """Every rule of the person's own with the answer under the rule as it was published, one at a time."""
    here = _as_answer(result)
    found = []
    for replacement in case.library.replacements_of(case.rules.id):
        published = case.library.without(replacement)
        old = published_rule(published, replacement)
        other = _as_answer(_settled(case.under(published), answer))
        found.append(
            OtherReading(
                switch=f"replaces/{replacement.replaces}",
                value=True,
                text=replacement.reason,
                other_text=old.text if old is not None else "",
                other=other,
                changes_answer=other != here,
                cites=tuple(dict.fromkeys(cites_of(replacement.new))),
            )
        )
    return tuple(found)


def _as_answer(result: _Answer) -> Answer:
    return Answer(
        state=result.state,
        missing=result.judgement.missing if result.judgement else None,
        due=result.due,
    )


def _pace(case: Case, result: _Answer) -> Pace | None:
    """Hours done against the share of the window that is gone; None where that says nothing."""
    span, judgement = result.span, result.judgement
    if span is None or judgement is None or not judgement.hours.needed or not span.start <= case.on <= span.end:
        return None
    missing = judgement.hours.missing
    if missing is None or result.state is State.UNDETERMINED or not span.has_deadline:
        return None
    if not missing:
        return "ahead"
    days, gone = (span.end - span.start).days + 1, (case.on - span.start).days + 1
    done = judgement.hours.needed - missing
    return "on-track" if done * days >= judgement.hours.needed * gone else "behind"


def _period(span: Span) -> Period:
    return Period(name=span.name, start=span.start, end=span.end)
