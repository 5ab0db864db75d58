"""A due date in the record that lies far from where the window would end by itself."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from alcto_core.dates import add_years
from alcto_core.dates import show as show_date
from alcto_core.evaluation.case import Case
from alcto_core.evaluation.question import RecordsQuestion
from alcto_core.evaluation.timing import in_force
from alcto_core.rules.windows import Span


def due_date_doubts(case: Case, span: Span | None) -> Iterator[RecordsQuestion]:
    """A `due` more than a year away from the window's own end; none where there is no own end to compare it to."""
    credential = case.credential
    if credential.due is None or span is None or span.end != credential.due:
        return
    without = case.with_credential(msgspec.structs.replace(credential, due=None))
    own = in_force(without)
    if not isinstance(own, Span) or add_years(own.end, -1) <= span.end <= add_years(own.end, 1):
        return
    key = f"alcto credential change {credential.id}"
    remedy = f"Put the due date right, or take it out: `{key} --clear due`"
    if own.end < span.end:
        remedy += f"; a renewal that is missing is recorded by `alcto renew {credential.id} --date DATE`"
    remedy += ". If it is right, take out the cohort and the day of issue, which tell another one."
    yield RecordsQuestion(
        text=f"Is {show_date(span.end)} the due date? By itself {own.name} is due on {show_date(own.end)}.",
        remedy=remedy,
        other=lambda asked: asked.with_credential(msgspec.structs.replace(asked.credential, due=None)),
        place=("credential", credential.id, "due"),
    )
