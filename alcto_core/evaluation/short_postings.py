"""A doubt: the official record shows fewer hours of an entry than the rules count."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from alcto_core.dates import show as show_date
from alcto_core.evaluation.case import Case
from alcto_core.evaluation.inheritance import judged
from alcto_core.evaluation.postings import is_rounding, said
from alcto_core.evaluation.question import RecordsQuestion
from alcto_core.evaluation.standing import Credit
from alcto_core.evaluation.timing import spans
from alcto_core.hours import beside, show_asked
from alcto_core.nouns import asked_hours
from alcto_core.rules.windows import Span

_MOST_NAMED = 3


class _Short(NamedTuple):
    """An entry with the hours that the official record shows of it."""

    credit: Credit
    posted: int


def short_postings(case: Case, span: Span | None) -> Iterator[RecordsQuestion]:
    """Entries of which more hours count than the official record says that it shows, as one question.

    Hours that it does not show at all yet are another matter: they wait to be posted.
    """
    found = tuple(_found(case, span)) if span is not None else ()
    if not found:
        return
    official = case.rules.official_record
    # A record that lists persons shows no entry: what is said of one is then the authority's word alone.
    where = official.name if official is not None and official.lists == "activities" else "The authority's record"
    parts = [
        f"{beside(short.posted, short.credit.counted)} of the {asked_hours(short.credit.counted)} that count for "
        f"{short.credit.title} "
        f"({short.credit.activity}, {show_date(short.credit.date)})"
        for short in found[:_MOST_NAMED]
    ]
    more = f", and of {len(found) - _MOST_NAMED} more" if len(found) > _MOST_NAMED else ""
    lacking = sum(short.credit.counted - short.posted for short in found)
    first = found[0].credit.activity
    yield RecordsQuestion(
        text=f"{where} shows {'; '.join(parts)}{more}: do the other {show_asked(lacking)} count?",
        remedy=f"Have the other {asked_hours(lacking)} posted and write what is shown then, "
        f"or log the hours that are shown: `alcto edit {first}`.",
        other=lambda asked: asked.but(as_posted=True),
        place=("activity", first, "record"),
    )


def _found(case: Case, span: Span) -> Iterator[_Short]:
    stated = {
        activity.id: (activity.date, word.posted)
        for activity in case.records.activities
        if activity.records and activity.date <= span.grace_end
        if (word := said(case, activity)).states_hours
    }
    told: set[str] = set()
    for window in _leant_on(case, span) if stated else ():
        if not any(window.start <= day <= window.grace_end for day, _ in stated.values()):
            continue
        for credit in judged(case, window).credits:
            _, posted = stated.get(credit.activity, (None, None))
            if posted is not None and not is_rounding(credit.counted - posted) and credit.activity not in told:
                told.add(credit.activity)
                yield _Short(credit, posted)


def _leant_on(case: Case, span: Span) -> Iterator[Span]:
    """The window, and those before where their hours go on."""
    yield span
    if case.rules.carry or any(window.grace for window in case.rules.window):
        yield from (one for one in reversed(spans(case, span.start)) if one.end < span.start)
