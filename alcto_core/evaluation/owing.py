"""Since when the person owes it, as far as that is recorded: what nobody recorded is no miss."""

from __future__ import annotations

from datetime import date

from alcto_core.evaluation.case import Case
from alcto_core.rules.windows import YEARS, Span

POST = "say since when you are in the post (`role_began` under [person], or `from` in the credential)"


def is_owed_unknown(case: Case, span: Span) -> bool:
    """Whether nobody can say if anything was owed in a window of years: no day is recorded since when, and nothing was
    done by its end."""
    return span.window.kind in YEARS and case.recorded_since is None and not was_owed(case, span.end)


def owed_only_after(case: Case, span: Span) -> date | None:
    """The recorded day since when it is owed, where a window of years had ended before it."""
    since = case.recorded_since
    return since if since is not None and span.window.kind in YEARS and span.end < since else None


def was_owed(case: Case, day: date) -> bool:
    """Whether the person owed it on a day, for all that is recorded: since a day that they wrote, else since the first
    thing that was done."""
    if case.recorded_since is not None:
        return case.recorded_since <= day
    days = [activity.date for activity in case.records.activities if not activity.is_planned]
    days += [step.done for step in case.credential.steps if step.done is not None]
    days += [case.credential.issued] if case.credential.issued is not None else []
    return any(done <= day for done in days)


def nothing_recorded(span: Span) -> str:
    """The sentence on a window of which nobody can say whether it was owed."""
    return f"Nothing is recorded for {span.name}; {POST}."
