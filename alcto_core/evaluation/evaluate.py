"""`evaluate`: one pure function from records, rules and a date to a standing."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from functools import partial
from typing import Any

import msgspec

from alcto_core.dates import add_years
from alcto_core.evaluation.advice import advice
from alcto_core.evaluation.alerts import alerts
from alcto_core.evaluation.approvals import requests
from alcto_core.evaluation.between_cycles import uncounted_between
from alcto_core.evaluation.case import Bench, Case, seated
from alcto_core.evaluation.decisions import decision_remarks
from alcto_core.evaluation.ended import as_unsettled, before_unowed, ended_windows, just_before
from alcto_core.evaluation.linear import TooMuchWork
from alcto_core.evaluation.next_step import next_step
from alcto_core.evaluation.outcome import Outcome, asking, settled
from alcto_core.evaluation.readings import other_readings
from alcto_core.evaluation.standing import Pace, Standing, State
from alcto_core.evaluation.timing import named, spans
from alcto_core.evaluation.unread import in_file_order, unread_standing
from alcto_core.evaluation.unverified import gaps, unconfirmed
from alcto_core.evaluation.verdict import not_installed, too_crossed, verdict_of
from alcto_core.problems import Refused
from alcto_core.records.types import Credential, Records
from alcto_core.rules.library import Library
from alcto_core.rules.windows import YEARS, Span


def evaluate_all(
    records: Records,
    library: Library,
    on: date,
    *,
    plan: bool = False,
    period: str | None = None,
    readings: bool = True,
    earlier: bool = True,
    bench: Bench | None = None,
) -> tuple[Standing, ...]:
    """The standing of every credential, in the order of the file; without `readings` no answers under other readings,
    without `earlier` no ended windows.

    What is prepared stays on the `bench`, for who asks again with other entries.

    With `period`, only the credentials that have a window of that name (`Refused` when none has), and those of which
    nobody can say what windows they have, as their records have errors.
    """
    ask = partial(evaluate, plan=plan, readings=readings, earlier=earlier, bench=bench)
    if period is None:
        read = tuple(ask(records, credential, library, on) for credential in records.credentials)
        return in_file_order(read, records, library, on)
    standings = []
    for credential in records.credentials:
        rules = library.rule_sets.get(credential.program)
        if rules is not None and named(Case(records, credential, rules, library, on), period) is not None:
            standings.append(ask(records, credential, library, on, period=period))
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
    brief: bool = False,
    bench: Bench | None = None,
) -> Standing:
    """The standing of one credential on a date.

    `plan` counts planned activities too; `period` asks for a past or coming window by its name (`Refused` when
    there is none); without `readings` the answers under other readings are left out, without `earlier` the ended
    windows, where it is `brief` the proof of what strands lack together. Undetermined where the limits cross in too
    many ways; the same of an ended window or another reading.
    """
    rules = library.rule_sets.get(credential.program)
    if rules is None:
        return not_installed(records, credential, on)
    case = Case(records, credential, rules, library, on, plan=plan, is_brief=brief)
    try:
        return _evaluated(case, period, bench, readings=readings, earlier=earlier)
    except TooMuchWork:
        return too_crossed(case, period)


_CROSSED = "the limits cross in too many ways."
_UNPROVEN = f"What the strands lack together cannot be told: {_CROSSED}"
_ENDED_UNTOLD = f"How every period before ended cannot be told: {_CROSSED}"
_READINGS_UNTOLD = f"What every other reading would come to cannot be told: {_CROSSED}"


def _evaluated(case: Case, period: str | None, bench: Bench | None, *, readings: bool, earlier: bool) -> Standing:
    """The standing. Raises `TooMuchWork`."""
    rules, library, on = case.rules, case.library, case.on
    if bench is not None:
        case = seated(case, bench)
    case = case.staged()
    answer = asking(case, period)
    result = settled(case, answer)
    official = rules.official_record
    doubts = unconfirmed(case, result.judgement.credits if result.judgement else ())
    is_open = result.span is not None and result.state not in {State.NOT_APPLICABLE, State.COMPLIANT}
    unlisted = gaps(case, result.span) if is_open and result.span else ()
    here = case.within(result.span or result.window)
    remarks = decision_remarks(here)
    between = uncounted_between(here, result.span) if result.span else ""
    standing = msgspec.structs.replace(
        verdict_of(case, result),
        pace=_pace(case, result),
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
    untold: tuple[str, ...] = (_UNPROVEN,) if judgement is not None and judgement.is_unproven else ()
    unowed = None
    if earlier and (now := result.window or result.span) is not None and now.window.kind in YEARS:
        here = here.staged()
        ended = ended_windows(here, now)
        standing = msgspec.structs.replace(
            standing,
            earlier=tuple(map(as_unsettled, ended)),
            before=just_before(ended, now) if now.start <= on <= now.end else None,
            pending=next((one for one in ended if one.state is State.IN_PROGRESS), None),
        )
        unowed = before_unowed(here, now)
        untold += (_ENDED_UNTOLD,) if here.purse.is_empty else ()
    missed = {one.period.name for one in standing.earlier if one.state is State.NON_COMPLIANT}
    asked_for = requests(case, result.span) if judgement is not None and result.span is not None else ()
    worth_doing = (*advice(standing.requirements, missed), *asked_for)
    told = (*unlisted, *((between,) if between else ()), *worth_doing, *doubts, *remarks)
    if readings:
        aside = case.staged()
        standing = msgspec.structs.replace(standing, readings=other_readings(aside, result, answer))
        untold += (_READINGS_UNTOLD,) if aside.purse.is_empty else ()
    standing = msgspec.structs.replace(
        standing, advice=worth_doing, notes=(*untold, *told, *rules.notes), alerts=tuple(alerts(standing, case, unowed))
    )
    return msgspec.structs.replace(standing, next=next_step(standing) or _opening(case))


def standing_in(
    records: Records, credential: Credential, library: Library, on: date, period: str, **asked: Any
) -> Standing | None:
    """The standing in the window of this name, asked as `evaluate` is; None where the credential has none."""
    with suppress(Refused):
        return evaluate(records, credential, library, on, period=period, **asked)
    return None


def _opening(case: Case) -> str:
    """What reaching a step opens and the person does not hold yet, as the next thing to do."""
    held = {credential.program for credential in case.records.credentials}
    for opens in case.rules.opens:
        if opens.program not in held and case.has_done(opens.step):
            return f"Add what follows: `alcto credential add {opens.program} --issued DATE`. {opens.text}"
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


def _pace(case: Case, result: Outcome) -> Pace | None:
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
