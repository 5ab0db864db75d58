"""The windows that ended before the one that is asked about: which of them were missed, and which nobody can tell."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from datetime import timedelta
from functools import partial
from operator import is_
from typing import NamedTuple

import msgspec

from alcto_core.evaluation.case import Case
from alcto_core.evaluation.linear import TooMuchWork
from alcto_core.evaluation.naming import lacking
from alcto_core.evaluation.outcome import outcome_in, settled
from alcto_core.evaluation.owing import is_owed_unknown
from alcto_core.evaluation.sitting import Noted
from alcto_core.evaluation.standing import EarlierPeriod, HoursFigures, Period, State
from alcto_core.evaluation.timing import spans
from alcto_core.evaluation.unanswered import unanswered
from alcto_core.records.types import Activity
from alcto_core.rules.windows import Span


def ended_windows(case: Case, now: Span) -> tuple[EarlierPeriod, ...]:
    """Ended windows that were not compliant since the person owed it, newest first; in progress are those whose time of
    grace runs."""
    return tuple(one for span in _ended_spans(case, now) if (one := _unmet(case, span)) is not None)


def last_ended(case: Case, now: Span) -> EarlierPeriod | None:
    """The newest of all ended windows, where it was not compliant; the others are not looked at."""
    span = next(_ended_spans(case, now), None)
    return _unmet(case, span) if span is not None else None


def _ended_spans(case: Case, now: Span) -> Iterator[Span]:
    since = case.owed_since
    if since is not None:
        for span in reversed(spans(case, now.start)):
            if span.end < case.on and span.start < now.start and span.end >= since:
                yield span


def _unmet(case: Case, span: Span) -> EarlierPeriod | None:
    """What an ended window came to, where it was not compliant; where the work that is left does not suffice for it,
    nobody can tell."""
    state = case.sitting.state
    try:
        return _found(case, span, state)
    except TooMuchWork:
        case.sitting.bring_back(state)  # how far it came says nothing
        return EarlierPeriod(period=Period.of(span), state=State.UNDETERMINED, missing=None)


def _found(case: Case, span: Span, state: Noted) -> EarlierPeriod | None:
    """The same, worked out once for the entries that it looks at, and paid for each time. Raises `TooMuchWork`."""
    sitting, purse = case.sitting, case.purse
    entries, first = tuple(_looked_at(case, span)), min((a.date for a in _done(case)), default=None)
    key = (span, first, state)
    known: _Known | None = case.ended.get(key)
    if known is not None and len(known.entries) == len(entries) and all(map(is_, known.entries, entries)):
        purse.spend(known.cost)
        sitting.paid |= known.paid
        sitting.bring_back(known.state)
        return known.found
    spent, paid = purse.spent, frozenset(sitting.paid)
    found = _worked_out(case, span)
    case.ended[key] = _Known(entries, found, sitting.state, purse.spent - spent, frozenset(sitting.paid - paid))
    return found


class _Known(NamedTuple):
    """What an ended window came to."""

    entries: tuple[Activity, ...]
    """Those that it looked at."""
    found: EarlierPeriod | None
    state: Noted
    """What was noted then."""
    cost: int
    paid: frozenset[Hashable]
    """What was paid for with it."""


def _looked_at(case: Case, span: Span) -> Iterator[Activity]:
    """The entries up to a window's last day, and whatever may hold the one credit of a course that an earlier plan
    hopes for."""
    last = max(span.end, span.grace_end, span.submit_end)
    is_once = bool(case.rules.counts.repeat)
    once = case.library.once_offerings
    yield from (a for a in case.records.activities if a.date <= last or is_once or a.offering in once)


def _done(case: Case) -> Iterator[Activity]:
    yield from (a for a in case.records.activities if not a.is_planned)


def _worked_out(case: Case, span: Span) -> EarlierPeriod | None:
    answer = settled(case, partial(outcome_in, span=span))
    if answer.state in {State.COMPLIANT, State.NOT_APPLICABLE}:
        return None
    judgement = answer.judgement
    return EarlierPeriod(
        unanswered=unanswered(case, span, answer),
        period=Period.of(span),
        state=answer.state,
        missing=judgement.missing if judgement is not None else None,
        lacks=lacking(judgement.hours, judgement.requirements) if judgement is not None else "",
        hours=judgement.hours if judgement is not None else HoursFigures(),
        due=answer.due,
        stage=answer.stage,
    )


def as_unsettled(ended: EarlierPeriod) -> EarlierPeriod:
    """An ended window whose time of grace runs is neither met nor lost: nobody can tell yet how it ends."""
    return msgspec.structs.replace(ended, state=State.UNDETERMINED) if ended.state is State.IN_PROGRESS else ended


def just_before(ended: Sequence[EarlierPeriod], now: Span) -> EarlierPeriod | None:
    """The window that ended on the eve of this one, where it was missed or nobody can tell."""
    eve = now.start - timedelta(days=1)
    return next((one for one in ended if one.period.end == eve and one.state is not State.IN_PROGRESS), None)


def before_unowed(case: Case, now: Span) -> Span | None:
    """The window just before, where nobody can say whether it was owed."""
    before = next((span for span in reversed(spans(case, now.start)) if span.end < now.start), None)
    if before is None or before.end >= case.on or not is_owed_unknown(case, before):
        return None
    try:
        return before if outcome_in(case, before).state is State.UNDETERMINED else None
    except TooMuchWork:
        return before
