"""Which days a mark of a step may have to serve a window, and by when a step is best done."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from alcto_core.dates import show as show_date
from alcto_core.evaluation.case import Case
from alcto_core.rules.vocabulary import Deadline, Step
from alcto_core.rules.windows import NoWindow, Span, main_windows, month_end, year_containing

_DAY = timedelta(days=1)


class StepDays(NamedTuple):
    """The days on which a step is done for a window. Both ends are inside."""

    first: date
    last: date
    about: str = ""
    """The ended window that it speaks of, where that is another one than the marks lie in."""


def last_day(step: Step, span: Span) -> date:
    """The last day on which a step may be done for a window."""
    return max(span.submit_end, span.grace_end) if step.is_submission else span.grace_end


def step_days(case: Case, step: Step, span: Span) -> StepDays | None:
    """The days on which a step is done for the window that is judged; None where it is not asked there.

    What shows only afterwards is asked of the window that ended last: this one once it is over, else the one before.
    """
    if step.afterwards:
        return _afterwards(case, span)
    first = date.min if step.early else span.start
    return StepDays(first, last_day(step, span))


def _afterwards(case: Case, span: Span) -> StepDays | None:
    windows = main_windows(case.rules.window)
    ended = span if case.on > span.end else year_containing(windows, span.start - _DAY)
    since, left = case.owed_since, case.credential.ended
    if isinstance(ended, NoWindow) or since is None or ended.end < since or (left is not None and left < ended.end):
        return None
    following = year_containing(windows, ended.end + _DAY)
    last = following.end if isinstance(following, Span) else date.max
    return StepDays(ended.end + _DAY, last, ended.name)


class Advised(NamedTuple):
    """By when a step is best done in a window."""

    day: date
    """The last day of the month."""
    text: str
    """The same as a sentence."""
    is_inferred: bool
    cites: tuple[str, ...]


def advised(case: Case, step: Step, span: Span) -> Advised | None:
    """By when a step is best done, by the entry that is in force on the window's first day; None where none says."""
    dated = [one for one in step.deadline if one.since <= span.start]
    if not dated or not span.has_deadline or case.on > span.end:
        return None
    deadline = max(dated, key=lambda one: one.since)
    day = last_month(deadline, span.end)
    tense = "" if case.on <= day else " has passed"
    text = f"{deadline.text} by {show_date(span.end)}{tense}: {day:%B} {day.year}"
    inferred = f" ({deadline.inferred})" if deadline.inferred else ""
    cites = (deadline.cite,) if isinstance(deadline.cite, str) else deadline.cite
    return Advised(day, f"{text}{inferred}.", bool(deadline.inferred), cites)


def last_month(deadline: Deadline, end: date) -> date:
    """The last day of the last such month after which what follows ends by `end`."""
    month, ends = deadline.month, deadline.ends or deadline.month
    later = 1 if deadline.ends is not None and ends <= month else 0
    year = end.year - later
    if month_end(year + later, ends) > end:
        year -= 1
    return month_end(max(year, 1), month)
