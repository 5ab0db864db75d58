"""Hours that count once the official record shows them, and that it does not show yet, though their time is over."""

from __future__ import annotations

import shlex
from collections.abc import Sequence

from alcto_core.evaluation.case import Case
from alcto_core.evaluation.eligibility import eligible
from alcto_core.evaluation.standing import Doubt
from alcto_core.records.types import Activity
from alcto_core.rules.windows import Span

_MOST_NAMED = 3


def waiting_for_postings(case: Case, span: Span) -> tuple[Activity, ...]:
    """The entries of a window, and of those before where their hours go on, that lack nothing but their posting."""
    asked = {only.id for only in case.rules.counts.only if only.posted}
    if not asked:
        return ()
    listed = case.but(assume_listed=True).within(span)  # whoever has no list yet may wait for both
    goes_on = bool(case.rules.carry) or any(window.grace for window in case.rules.window)
    return tuple(
        activity
        for activity in case.records.in_order
        if (goes_on or span.start <= activity.date) and activity.date <= span.grace_end
        if any(reason.rule in asked for reason in eligible(listed, activity).reasons)
    )


def posting_doubt(case: Case, waiting: Sequence[Activity]) -> Doubt:
    """That the answer turns on their posting, and how to say what came of it."""
    official = case.rules.official_record
    where = official.name if official is not None else "the official record"
    titles = ", ".join(one.title for one in waiting[:_MOST_NAMED]) + (" …" if len(waiting) > _MOST_NAMED else "")
    id = waiting[0].id
    return Doubt(
        text=f"Nothing says that {where} shows {titles}, and the answer turns on it: a posting may still come.",
        remedy=f"Find out whether {where} shows {waiting[0].title}, and record the day, or that it was refused: "
        f"`alcto edit {shlex.quote(id)} --posted DATE`.",
        turns=True,
        place=("activity", id, "posted"),
    )
