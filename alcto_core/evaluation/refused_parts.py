"""A doubt: the authority refused some hours of an entry whose parts are of unlike strands, and not which."""

from __future__ import annotations

from collections.abc import Iterator

from alcto_core.dates import show as show_date
from alcto_core.evaluation.case import Case
from alcto_core.evaluation.figures import Judgement
from alcto_core.evaluation.inheritance import judged
from alcto_core.evaluation.postings import said
from alcto_core.evaluation.question import RecordsQuestion
from alcto_core.hours import beside, show_asked
from alcto_core.records.types import Activity
from alcto_core.rules.windows import Span

_MOST_TRIED = 8
"""Parts of an entry that are tried as the ones that were refused."""


def refused_parts(case: Case, span: Span | None) -> Iterator[RecordsQuestion]:
    """Entries of which some hours were refused, where what is met turns on which of their parts these were."""
    found = [one for one in case.records.activities if one.records and _is_refused_in_part(case, one)]
    inside = [one for one in found if span is not None and span.start <= one.date <= span.grace_end]
    if span is None or not inside:
        return
    here = _verdict(judged(case, span))
    tried = min(_MOST_TRIED, max(len(_strands(one)) for one in inside))
    for first in range(1, tried + 1):
        if _verdict(judged(case.but(refused_from=first), span)) != here:
            entry = inside[0]
            refusal = said(case, entry).refusal
            refused = refusal.hours or 0 if refusal is not None else 0
            yield RecordsQuestion(
                text=f"The authority refused {beside(refused, entry.hours)} of {show_asked(entry.hours)} hours of "
                f"{entry.title} ({entry.id}, {show_date(entry.date)}), and the answer turns on which of its parts.",
                remedy="Log the parts that were refused as an entry of their own, with the refusal, and the others "
                f"without it: `alcto edit {entry.id}`.",
                other=lambda asked, first=first: asked.but(refused_from=first),  # type: ignore[misc]
                place=("activity", entry.id, "record"),
            )
            return


def _is_refused_in_part(case: Case, activity: Activity) -> bool:
    refusal = said(case, activity).refusal
    return refusal is not None and refusal.hours is not None and len(set(_strands(activity))) > 1


def _strands(activity: Activity) -> list[tuple[str, ...]]:
    """The strands of each part of an entry."""
    if activity.sessions:
        return [activity.strands if one.strands is None else one.strands for one in activity.sessions]
    return [(strand,) for strand in activity.split]


def _verdict(judgement: Judgement) -> tuple[bool, bool, bool]:
    return judgement.is_met, judgement.could_be_met, judgement.is_lost
