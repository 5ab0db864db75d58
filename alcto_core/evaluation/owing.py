"""Since when the person owes it, as far as that is recorded: what nobody recorded is no miss."""

from __future__ import annotations

from datetime import date

from alcto_core.dates import show as show_date
from alcto_core.evaluation.case import Case
from alcto_core.evaluation.standing import Doubt, EarlierPeriod, State
from alcto_core.rules.windows import YEARS, Span

POST = "say since when you are in the post (`role_began` under [person], or `from` in the credential)"


def is_owed_unknown(case: Case, span: Span) -> bool:
    """Whether nobody can say if anything was owed in a window of years: it was issued only after its end, or no day is
    recorded since when, and nothing was done by then."""
    if span.window.kind not in YEARS or was_owed(case, span.end):
        return False
    return case.recorded_since is None or case.is_before_issue(span.end)


def owed_only_after(case: Case, span: Span) -> date | None:
    """The recorded day since when it is owed, where a window of years had ended before it."""
    since = case.recorded_since
    return since if since is not None and span.window.kind in YEARS and span.end < since else None


def was_owed(case: Case, day: date) -> bool:
    """Whether the person owed it on a day, for all that is recorded: since a day that they wrote, else since the first
    thing that was done; and not before it was issued."""
    if case.is_before_issue(day):
        return False
    if case.recorded_since is not None:
        return case.recorded_since <= day
    days = [*case.own_days]
    days += [step.done for step in case.credential.steps if step.done is not None]
    days += [case.credential.issued] if case.credential.issued is not None else []
    return any(done <= day for done in days)


def issued_since(case: Case, span: Span) -> Doubt:
    """The question of a window that had ended before the day of issue."""
    id = case.credential.id
    remedy = f"Record since when it is owed: `alcto credential change {id} --from DATE`."
    return Doubt(text=nothing_recorded(case, span), remedy=remedy, turns=True, place=("credential", id, "issued"))


def nothing_recorded(case: Case, span: Span) -> str:
    """The sentence on a window of which nobody can say whether it was owed."""
    if case.is_before_issue(span.end):
        return f"{_issued_after(case, span.name)}; if it was owed before, write since when (`from` in the credential)."
    return f"Nothing is recorded for {span.name}; {POST}."


def missed_before_issue(case: Case, before: EarlierPeriod) -> str:
    """The sentence on a missed window that had ended before the day of issue, and is owed by the day of the post alone;
    else nothing."""
    credential, period = case.credential, before.period
    if before.state is not State.NON_COMPLIANT or credential.owed_from is not None:
        return ""
    if credential.issued is None or credential.issued <= period.end:
        return ""
    return f"{_issued_after(case, period.name)}; if it is owed only since then, write that day as its `from`."


def _issued_after(case: Case, name: str) -> str:
    issued = case.credential.issued
    assert issued is not None
    return f"It was issued on {show_date(issued)}, after {name} had ended"
