"""Days on which a credential was renewed, where they may be a slip: too early, too late, or written twice."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta

import msgspec

from alcto_core.dates import add_years
from alcto_core.dates import show as show_date
from alcto_core.evaluation.case import Case
from alcto_core.evaluation.inheritance import judged
from alcto_core.evaluation.question import RecordsQuestion
from alcto_core.evaluation.timing import cycles_of
from alcto_core.rules.cycles import Cycles, Renewal
from alcto_core.rules.windows import Span, main_windows

CLOSE = timedelta(days=90)
"""Two days that lie no further apart may be one renewal; and so may one this soon after a cycle began."""


def renewal_doubts(case: Case, span: Span | None) -> Iterator[RecordsQuestion]:
    """What the recorded renewals leave open.

    None where the due date in the record is the one that they lead to, or some days from it: it comes from the
    authority's letter.
    """
    credential = case.credential
    # What ends before its next cycle does owes nothing then; but the cycle before, if a renewal of it was a slip.
    ends_soon = credential.ended is not None and case.on <= credential.ended
    if not (span or ends_soon) or not credential.renewed or main_windows(case.rules.window)[0].kind != "cycle":
        return
    cycles = cycles_of(case)
    now = cycles.renewed_by(case.on)
    if cycles.first_due is None or (now and _is_told(cycles, now, credential.due)):
        return
    renewals = cycles.renewals(case.on)
    for renewal in renewals:
        if (question := _question(case, cycles, renewals, renewal, cycles.due(now))) is not None:
            yield question


def _is_told(cycles: Cycles, now: int, due: date | None) -> bool:
    """Whether the due date in the record is that of the cycle which the renewals lead to."""
    return due is not None and cycles.start(now) <= due and abs(due - cycles.due(now)) < CLOSE


def why_in_doubt(case: Case, day: date) -> str:
    """Why a recorded renewal may be a slip, or renews none, as a sentence; empty where it is plain."""
    cycles = cycles_of(case)
    renewals = cycles.renewals(case.on) if cycles.first_due is not None else ()
    renewal = next((one for one in renewals if one.day == day), None)
    if renewal is None:
        return ""
    if renewal.cycle is None:
        return _without_effect(case, cycles, renewals, renewal)
    return _slip(case, cycles, renewals, renewal)[0]


def _question(
    case: Case, cycles: Cycles, renewals: Sequence[Renewal], renewal: Renewal, due: date
) -> RecordsQuestion | None:
    """The doubt about one renewal; `due` is the date that confirms all of them."""
    id, day = case.credential.id, show_date(renewal.day)
    place = ("credential", id, "renewed")
    take_out = f"`alcto renew {id} --remove {renewal.day}` takes it out"
    if renewal.cycle is None:
        text = _without_effect(case, cycles, renewals, renewal)
        return RecordsQuestion(text, f"If {day} is a slip, put it right; {take_out}.", None, place) if text else None
    why, other = _slip(case, cycles, renewals, renewal)
    if other is None:
        return None
    renewed = f"If it did, `alcto credential change {id} --due {due}`, the due date of its letter, confirms it."
    missing = (
        f"; `alcto renew {id} --date DATE` adds one that is missing" if renewal.day > cycles.due(renewal.cycle) else ""
    )
    return RecordsQuestion(
        f"Did {case.rules.authority} renew {_name(cycles, renewal.cycle, case.on)} on {day}? {why}",
        f"{renewed} If not, {take_out}{missing}.",
        other,
        place,
    )


def _slip(
    case: Case, cycles: Cycles, renewals: Sequence[Renewal], renewal: Renewal
) -> tuple[str, Callable[[Case], Case] | None]:
    """Why a day may not have renewed its cycle, as a sentence, and the records as they would be then."""
    assert renewal.cycle is not None
    due = cycles.due(renewal.cycle)
    if beside := _is_close(cycles, renewals, renewal):
        return f"It lies close to {beside}, and may be the renewal before, written twice or late.", _without(
            renewal.day
        )
    if renewal.day < add_years(due, -1) and not _was_met(case, renewal):
        why = (
            f"It lies more than a year before the due date ({show_date(due)}), and the records do not hold all by then."
        )
        return why, _without(renewal.day)
    if missing := _missing_before(cycles, renewals, renewal):
        why = f"It lies more than a year after the due date ({show_date(due)}): an earlier renewal may be missing."
        return why, _with(missing)
    return "", None


def _without_effect(case: Case, cycles: Cycles, renewals: Sequence[Renewal], renewal: Renewal) -> str:
    """Why a day renews nothing; empty where that is no surprise."""
    day = show_date(renewal.day)
    if renewal.again is not None:
        first = next(one.day for one in renewals if one.cycle == renewal.again)
        name = _name(cycles, renewal.again, case.on)
        return f"{day} lies in {name}, which was renewed on {show_date(first)}: it is taken as the same renewal."
    if renewal.day == case.credential.issued or renewal.day >= cycles.start(0):
        return ""  # the issue itself; or the cycle before the only due date that is known
    return f"{day} lies before the first cycle began ({show_date(cycles.start(0))}), so it renews none."


def _is_close(cycles: Cycles, renewals: Sequence[Renewal], renewal: Renewal) -> str:
    """The day to which a renewal lies so close that it may be another one; empty where it lies close to none."""
    assert renewal.cycle is not None
    start, others = cycles.start(renewal.cycle), [one.day for one in renewals if one is not renewal]
    before = max((day for day in others if day < renewal.day), default=None)
    if before is not None and renewal.day - before < CLOSE:
        return f"the renewal of {show_date(before)}"
    if others and start <= renewal.day < start + CLOSE:
        return f"the first day of that cycle ({show_date(start)})"
    return ""


def _missing_before(cycles: Cycles, renewals: Sequence[Renewal], renewal: Renewal) -> tuple[date, ...]:
    """Days that stand for the renewals which may be missing before one that came late; empty where it did not.

    Late is one more than a year after the due date, where no other came in time; or after the next due date too.
    """
    renewing = [one for one in renewals if one.cycle is not None]
    assert renewal.cycle is not None
    all_late = renewal is renewing[0] and all(one.day > add_years(cycles.due(one.cycle or 0), 1) for one in renewing)
    if not all_late and renewal.day <= cycles.due(renewal.cycle + 1):
        return ()
    missing, cycle = [], renewal.cycle
    while add_years(cycles.due(cycle), 1) < renewal.day:
        missing.append(cycles.due(cycle))
        cycle += 1
    return tuple(missing)


def _was_met(case: Case, renewal: Renewal) -> bool:
    """Whether the records hold all that a cycle asks for on the day on which it was renewed."""
    assert renewal.cycle is not None
    then = case.but(on=renewal.day)
    span = cycles_of(then).numbered(renewal.cycle, renewal.day)
    if not isinstance(span, Span):
        return False
    judgement = judged(then, span)
    return judgement.is_met and judgement.is_sure


def _name(cycles: Cycles, cycle: int, on: date) -> str:
    span = cycles.numbered(cycle, on)
    return span.name if isinstance(span, Span) else "it"


def _without(day: date) -> Callable[[Case], Case]:
    return _renewing(lambda days: days - {day})


def _with(missing: Iterable[date]) -> Callable[[Case], Case]:
    return _renewing(lambda days: days | set(missing))


def _renewing(change: Callable[[set[date]], set[date]]) -> Callable[[Case], Case]:
    def other(case: Case) -> Case:
        days = tuple(sorted(change(set(case.credential.renewed or ()))))
        return case.with_credential(msgspec.structs.replace(case.credential, renewed=days))

    return other
