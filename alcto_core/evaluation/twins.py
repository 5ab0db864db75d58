"""A doubt: one event that may be written twice, so that its hours count twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from alcto_core.dates import show as show_date
from alcto_core.evaluation.case import Case
from alcto_core.evaluation.eligibility import eligible
from alcto_core.evaluation.question import RecordsQuestion
from alcto_core.records.twins import TWIN_REMEDY
from alcto_core.records.types import Activity
from alcto_core.rules.windows import Span

_MOST_NAMED = 3


def written_twice(case: Case, span: Span | None) -> Iterator[RecordsQuestion]:
    """Entries that are alike in title, day, offering and hours and that count side by side, as one question.

    The file's own warnings name each of them, so the question has no place.
    """
    if span is None:
        return
    first = span.start
    if case.rules.carry or any(window.grace for window in case.rules.window):
        first = min((activity.date for activity in case.records.activities), default=first)  # hours of before go on
    inside = [group for group in case.records.alike if first <= group[0].date <= span.grace_end]  # all on one day
    groups = [counting for group in inside if len(counting := _counting(case, group)) > 1]
    if not groups:
        return
    named = [
        f"{group[0].title} of {show_date(group[0].date)} ({', '.join(one.id for one in group)})"
        for group in groups[:_MOST_NAMED]
    ]
    more = f" and {len(groups) - _MOST_NAMED} more" if len(groups) > _MOST_NAMED else ""
    stand = "stands" if len(groups) == 1 else "stand"
    dropped = frozenset(one.id for group in groups for one in group[1:])
    yield RecordsQuestion(
        text=f"{'; '.join(named)}{more} {stand} more than once with the same hours: one event, or several?",
        remedy=f"{TWIN_REMEDY[:1].upper()}{TWIN_REMEDY[1:]}.",
        other=lambda asked: _without(asked, dropped),
    )


def _counting(case: Case, group: Sequence[Activity]) -> list[Activity]:
    """Those of them that could count, the first in the order of the rules first."""
    in_order = ((activity, eligible(case, activity)) for activity in sorted(group, key=lambda one: one.order))
    return [activity for activity, ledger in in_order if ledger.pieces or ledger.unknown]


def _without(case: Case, ids: frozenset[str]) -> Case:
    left = tuple(activity for activity in case.records.activities if activity.id not in ids)
    return case.but(records=msgspec.structs.replace(case.records, activities=left))
