"""Doubts about stages: two decisions that exclude each other, and a day on which a stage could not be reached yet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

import msgspec

from alcto_core.dates import show as show_date
from alcto_core.evaluation.case import Case
from alcto_core.evaluation.question import RecordsQuestion
from alcto_core.evaluation.steps import days_of, too_early
from alcto_core.rules.vocabulary import Stage
from alcto_core.rules.windows import Span


class _Decision(NamedTuple):
    """A decision and the last day on which it was made."""

    day: date
    stage: Stage


def contradicting_decisions(case: Case, _span: Span | None) -> Iterator[RecordsQuestion]:
    """A decision against the person that is as late as the one for them, or later: which of the two stands?"""
    granted, denied = _last(case, "met"), _last(case, "unmet")
    if granted is None or denied is None or denied.day < granted.day:
        return
    fulfilling = frozenset(stage.id for stage in case.rules.stage if stage.ends == "met")
    yield RecordsQuestion(
        text=f"The record says “{granted.stage.title}” on {show_date(granted.day)} and “{denied.stage.title}” on "
        f"{show_date(denied.day)}: which of the two stands?",
        remedy=f"Take the other one out: `alcto step {case.credential.id} STEP --undo-mark`, where STEP is "
        f"{granted.stage.id} or {denied.stage.id}.",
        other=lambda asked: _without(asked, fulfilling),
        place=("credential", case.credential.id, "step"),
    )


def decision_remarks(case: Case) -> tuple[str, ...]:
    """A sentence, where a decision for the person followed one against them."""
    granted, denied = _last(case, "met"), _last(case, "unmet")
    if granted is None or denied is None or denied.day >= granted.day:
        return ()
    return (
        f"“{granted.stage.title}” on {show_date(granted.day)} stands: it came after “{denied.stage.title}” on "
        f"{show_date(denied.day)}.",
    )


def _last(case: Case, ends: str) -> _Decision | None:
    found = [_Decision(day, stage) for stage in case.rules.stage if stage.ends == ends for day in days_of(case, stage)]
    return max(found, key=lambda decision: decision.day, default=None)


def _without(case: Case, stages: frozenset[str]) -> Case:
    left = tuple(mark for mark in case.credential.steps if mark.id not in stages)
    return case.with_credential(msgspec.structs.replace(case.credential, steps=left))


def early_stages(case: Case, span: Span | None) -> Iterator[RecordsQuestion]:
    """A stage that is recorded for a day before it could be reached: a slip, or something else of the same name."""
    if span is None:
        return
    for stage in case.rules.stage:
        day = too_early(case, stage)
        if day is not None and stage.since is not None:
            yield RecordsQuestion(
                text=f"“{stage.title}” is recorded for {show_date(day)}, and before {show_date(stage.since)} it does "
                "not count: is the day a slip, or was it something older?",
                remedy=f"If it is a slip, put the day right: `alcto step {case.credential.id} {stage.id} --done DATE`.",
                other=None,
                place=("credential", case.credential.id, "step"),
            )
