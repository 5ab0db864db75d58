"""Days between an early renewal and the cycle after it: what is done then counts for no cycle."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from alcto_core.dates import show as show_date
from alcto_core.evaluation.case import Case
from alcto_core.evaluation.timing import cycles_of
from alcto_core.hours import HOUR, long
from alcto_core.records.types import Credential, Records
from alcto_core.rules.library import Library
from alcto_core.rules.windows import Span, main_windows

_DAY = timedelta(days=1)


class Between(NamedTuple):
    """The days after an early renewal on which no cycle runs. Both ends are inside."""

    renewed: date
    first: date
    last: date

    def holds(self, day: date) -> bool:
        """Whether a day is one of them."""
        return self.first <= day <= self.last


def before_cycle(case: Case, span: Span) -> Between | None:
    """The days between an early renewal and the cycle that it opened; None where that followed at once."""
    if span.window.kind != "cycle" or not span.cycle:
        return None
    before = cycles_of(case).numbered(span.cycle - 1, case.on)
    if not isinstance(before, Span) or before.renewed_on is None or before.renewed_on >= before.end:
        return None
    return Between(before.renewed_on, before.renewed_on + _DAY, span.start - _DAY)


def uncounted_between(case: Case, span: Span) -> str:
    """What was logged after an early renewal and before this cycle, as a sentence; empty where nothing was."""
    between = before_cycle(case, span)
    if between is None:
        return ""
    own = case.credential.id
    lost = [
        activity
        for activity in case.records.activities
        if between.holds(activity.date)
        and not case.is_later(activity)
        and (activity.counts_for is None or own in activity.counts_for)
    ]
    if not lost:
        return ""
    hours = sum(activity.hours for activity in lost)
    what = long(hours) if hours else "What was logged"
    days = sorted({activity.date for activity in lost})
    when = show_date(days[0]) if len(days) == 1 else f"{show_date(days[0])} to {show_date(days[-1])}"
    count = "counts" if hours in (0, HOUR) else "count"
    return f"{what} of {when} {count} for no cycle: {_why(between)}"


def no_cycle_on(records: Records, credential: Credential, library: Library, day: date, on: date) -> str:
    """Why an entry of this day counts for no cycle of a credential, as a sentence; empty where it may count."""
    rules = library.rule_sets.get(credential.program)
    if rules is None or not credential.renewed or main_windows(rules.window)[0].kind != "cycle":
        return ""
    case = Case(records, credential, rules, library, on)
    cycles = cycles_of(case)
    if cycles.first_due is None:
        return ""
    for number in range(1, cycles.renewed_by(on) + 1):
        span = cycles.numbered(number, on)
        between = before_cycle(case, span) if isinstance(span, Span) else None
        if between is not None and between.holds(day):
            return f"{show_date(day)} counts for no cycle: {_why(between)}"
    return ""


def _why(between: Between) -> str:
    return (
        f"the renewal of {show_date(between.renewed)} closed the one before, "
        f"and the next begins on {show_date(between.last + _DAY)}."
    )
