"""`evaluate`: one pure function from records, rules and a date to a standing."""

from __future__ import annotations

from datetime import date

import msgspec

from alcto_core.dates import add_years
from alcto_core.dates import show as show_date
from alcto_core.evaluation.case import Case
from alcto_core.evaluation.judgement import Judgement, judge
from alcto_core.evaluation.sentences import next_step
from alcto_core.evaluation.standing import Answer, EarlierPeriod, OtherReading, Pace, Period, Standing, State
from alcto_core.problems import Refused
from alcto_core.records.types import Credential, Records
from alcto_core.rules.library import Library
from alcto_core.rules.vocabulary import names
from alcto_core.rules.windows import Cycles, NoWindow, Span, year_containing, years_between

_YEARS_AHEAD = 6
"""How far ahead a period may be asked for."""


def evaluate_all(
    records: Records, library: Library, on: date, *, plan: bool = False, period: str | None = None
) -> tuple[Standing, ...]:
    """The standing of every credential, in the order of the file.

    With `period`, only the credentials that have a window of that name; raises `Refused` when none has.
    """
    if period is None:
        return tuple(evaluate(records, credential, library, on, plan=plan) for credential in records.credentials)
    standings = []
    for credential in records.credentials:
        rules = library.rule_sets.get(credential.program)
        if rules is not None and _named(Case(records, credential, rules, library, on), period) is not None:
            standings.append(evaluate(records, credential, library, on, plan=plan, period=period))
    if not standings:
        known = periods(records, library, on)
        raise Refused(f"No credential has a period “{period}”. Known are: {', '.join(known) or 'none'}.")
    return tuple(standings)


def evaluate(
    records: Records,
    credential: Credential,
    library: Library,
    on: date,
    *,
    plan: bool = False,
    period: str | None = None,
    readings: bool = True,
) -> Standing:
    """The standing of one credential on a date.

    `plan` counts planned activities too; `period` asks for a past or coming window by its name (`Refused` when
    there is none); without `readings` the answers under other readings are left out.
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
    result = _answer(case, period)
    official = rules.official_record
    standing = Standing(
        credential=credential.id,
        program=rules.id,
        title=rules.title,
        short=rules.short,
        on=on,
        period=_period(result.span) if result.span else None,
        due=result.span.end if result.span else None,
        state=result.state,
        pace=_pace(case, result),
        skipped=records.skipped,
        why=result.why,
        asks_renewal=result.asks_renewal,
        official=official.name if official and official.lists == "activities" else "",
        verified=rules.verified and rules.id not in library.unverified,
        checked=rules.checked,
        notes=rules.notes,
        documents=library.document_names,
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
    if result.state is not State.NOT_APPLICABLE and result.span is not None:
        standing = msgspec.structs.replace(standing, earlier=_earlier(case, result.span))
    if readings:
        standing = msgspec.structs.replace(standing, readings=_readings(case, result, period))
    return msgspec.structs.replace(standing, next=next_step(standing))


def periods(records: Records, library: Library, on: date) -> tuple[str, ...]:
    """Names of the windows that can be asked for: since the person owes something, and one ahead."""
    found: list[str] = []
    for credential in records.credentials:
        rules = library.rule_sets.get(credential.program)
        if rules is not None:
            case = Case(records, credential, rules, library, on)
            found += [span.name for span in _spans(case, add_years(on, 1))]
    return tuple(dict.fromkeys(found))


class _Answer(msgspec.Struct, frozen=True, kw_only=True):
    state: State
    why: str = ""
    span: Span | None = None
    judgement: Judgement | None = None
    asks_renewal: bool = False


def _answer(case: Case, period: str | None) -> _Answer:
    outside = _not_owed(case)
    if outside is not None and period is None:
        return outside
    if case.rules.framework is not None and not case.strands:
        return _Answer(state=State.UNDETERMINED, why=f"The framework “{case.rules.framework}” is not installed.")
    found = _in_force(case) if period is None else _named(case, period)
    if found is None:
        raise Refused(f"{case.rules.short} has no period “{period}”.")
    if isinstance(found, NoWindow):
        return _Answer(state=State.UNDETERMINED if found.applies else State.NOT_APPLICABLE, why=found.why)
    return _judged(case, found)


def _not_owed(case: Case) -> _Answer | None:
    """Why the programme asks nothing of this person on this date."""
    credential, on = case.credential, case.on
    if credential.ended is not None and on > credential.ended:
        return _Answer(state=State.NOT_APPLICABLE, why=f"Ended on {show_date(credential.ended)}.")
    owed_from = credential.owed_from
    if owed_from is None and case.rules.window[0].kind != "cycle":
        owed_from = case.records.person.role_began
    if owed_from is not None and on < owed_from:
        return _Answer(state=State.NOT_APPLICABLE, why=f"Owed from {show_date(owed_from)} on.")
    for condition in case.rules.exempt:
        if case.holds(condition.when):
            return _Answer(state=State.NOT_APPLICABLE, why=condition.text)
    return None


def _cycles(case: Case) -> Cycles:
    cycles = Cycles(case.rules.window[0], case.credential, str(case.setting("due-date") or "cohort"))
    if cycles.readings_differ and case.credential.due is None:
        case.switch("due-date")
    return cycles


def _in_force(case: Case) -> Span | NoWindow:
    window = case.rules.window[0]
    if window.kind == "cycle":
        return _cycles(case).in_force(case.on)
    return year_containing(window, case.on)


def _spans(case: Case, until: date) -> list[Span]:
    """Every window of the credential that begins by `until`, oldest first."""
    window = case.rules.window[0]
    if window.kind != "cycle":
        return years_between(window, window.first or _owed_since(case) or case.on, until)
    cycles = _cycles(case)
    in_force = cycles.in_force(case.on)
    if isinstance(in_force, NoWindow):
        return []
    spans = [cycles.numbered(number, case.on) for number in range(in_force.cycle)] if cycles.first_due else []
    spans.append(in_force)
    if cycles.first_due is not None:
        spans.append(cycles.numbered(in_force.cycle + 1, case.on))
    return [span for span in spans if isinstance(span, Span)]


def _named(case: Case, period: str) -> Span | None:
    wanted = period.strip().casefold()
    spans = _spans(case, add_years(case.on, _YEARS_AHEAD))
    return next((span for span in spans if span.name.casefold() == wanted), None)


def _judged(case: Case, span: Span) -> _Answer:
    judgement = judge(case, span)
    is_cycle = case.rules.window[0].kind == "cycle"
    has_ended = case.on > span.end
    state, why, asks = State.IN_PROGRESS, span.basis, False
    if span.renewed:
        state, why = State.COMPLIANT, f"The authority renewed it. {span.basis}"
    elif span.renewed is None:
        state, asks = State.UNDETERMINED, True
        why = f"Nobody recorded whether the authority renewed it. {span.basis}"
    elif judgement.is_met and judgement.is_sure:
        state = State.COMPLIANT
        if has_ended and is_cycle:
            state, asks = State.UNDETERMINED, True
            why = f"All was done by {show_date(span.end)}, but no renewal is recorded: was it renewed?"
    elif not judgement.is_sure or _could_be_met(case, span, judgement):
        state = State.UNDETERMINED
        why = _unknown_text(judgement)
    elif has_ended:
        state, asks = State.NON_COMPLIANT, is_cycle
    return _Answer(state=state, why=why, span=span, judgement=judgement, asks_renewal=asks)


def _could_be_met(case: Case, span: Span, judgement: Judgement) -> bool:
    """Whether the best case of what is unknown would meet everything."""
    return bool(judgement.unknown) and judge(case.but(assume_listed=True), span).is_met


def _unknown_text(judgement: Judgement) -> str:
    unknown = [credit for credit in judgement.credits if credit.unknown]
    if not unknown:
        return "There are too many ways to give each activity one strand; write a `split` for some of them."
    titles = ", ".join(credit.title for credit in unknown[:3]) + (" …" if len(unknown) > 3 else "")
    day = min(credit.date for credit in unknown)
    return f"No approved list for {show_date(day)} is installed, and the answer turns on {titles}."


def _owed_since(case: Case) -> date | None:
    first = min((a.date for a in case.records.activities if not a.is_planned), default=None)
    return case.credential.owed_from or case.records.person.role_began or first


def _earlier(case: Case, now: Span) -> tuple[EarlierPeriod, ...]:
    """Ended windows that were not compliant since the person owed it, newest first."""
    window, since = case.rules.window[0], _owed_since(case)
    if window.kind == "cycle" or since is None:
        return ()
    found = []
    for span in reversed(years_between(window, since, min(now.start, case.on))):
        if span.end >= case.on or span.start >= now.start:
            continue
        answer = _judged(case, span)
        if answer.state is not State.COMPLIANT and answer.judgement is not None:
            period = _period(span)
            found.append(EarlierPeriod(period=period, state=answer.state, missing=answer.judgement.missing))
    return tuple(found)


def _readings(case: Case, result: _Answer, period: str | None) -> tuple[OtherReading, ...]:
    """Every switch with the answer under its other reading, flipped one at a time."""
    asked = frozenset(case.touched)
    here = _as_answer(result)
    found = []
    for switch in case.rules.switch:
        value = case.setting(switch.id)
        is_default = value == switch.default
        other_value = switch.other if is_default else switch.default
        other = here
        if switch.id in asked:
            other = _as_answer(_answer(case.but(switches={switch.id: other_value}), period))
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


def _as_answer(result: _Answer) -> Answer:
    return Answer(
        state=result.state,
        missing=result.judgement.missing if result.judgement else None,
        due=result.span.end if result.span else None,
    )


def _pace(case: Case, result: _Answer) -> Pace | None:
    """Hours done against the share of the window that is gone; None where that says nothing."""
    span, judgement = result.span, result.judgement
    if span is None or judgement is None or not judgement.hours.needed or not span.start <= case.on <= span.end:
        return None
    missing = judgement.hours.missing
    if missing is None or result.state is State.UNDETERMINED:
        return None
    if not missing:
        return "ahead"
    days, gone = (span.end - span.start).days + 1, (case.on - span.start).days + 1
    done = judgement.hours.needed - missing
    return "on-track" if done * days >= judgement.hours.needed * gone else "behind"


def _period(span: Span) -> Period:
    return Period(name=span.name, start=span.start, end=span.end)
