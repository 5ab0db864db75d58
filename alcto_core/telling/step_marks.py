"""What the record says of a step or a stage: on which day, by whom, with which files, or why it is waived."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import msgspec

from alcto_core.dates import show as show_date
from alcto_core.evaluation.standing import Requirement, Standing
from alcto_core.records.types import Credential, StepRecord


class StepMark(msgspec.Struct, frozen=True):
    """One mark of a step, and its place among all marks of that step in the file."""

    nth: int
    step: StepRecord


def marks(credential: Credential, standing: Standing, requirement: Requirement) -> tuple[StepMark, ...]:
    """The marks of a step that belong to the standing's window, in the order of the file.

    A day inside the window, or outside where the requirement took it (grace, hand-in, done early), belongs to it; so
    does a waiver without a day. A program without a window takes every mark, and a stage may be reached before its
    window.
    """
    alike = [step for step in credential.steps if step.id == requirement.id]
    return tuple(StepMark(nth, step) for nth, step in enumerate(alike) if _belongs(step, standing, requirement))


def newest_files(credential: Credential, standing: Standing, requirement: Requirement) -> tuple[str, ...]:
    """The files of proof that the last mark of a step in this period names."""
    newest = next(reversed(marks(credential, standing, requirement)), None)
    return newest.step.files if newest is not None else ()


def _belongs(step: StepRecord, standing: Standing, requirement: Requirement) -> bool:
    day = step.done or (None if step.waived is not None else step.refused)
    if day is None or standing.period is None or requirement.kind == "stage":
        return True
    first, last = standing.period.start, standing.period.end
    if requirement.done is not None:
        first, last = min(first, requirement.done), max(last, requirement.done)
    if requirement.period == standing.period.name:
        # It shows only after the period: what was marked inside it speaks of the one before.
        first = standing.period.end + timedelta(days=1)
    return first <= day <= last


def setback(mark: StepRecord, requirement: Requirement) -> str:
    """Why a mark does not serve although it is there, in a word or two; the reason of a waiver that does."""
    if mark.waived is not None:
        return f"waived: {mark.waived}" if requirement.state == "waived" else "its waiver does nothing"
    if requirement.state == "unmet" and mark.refused is not None and (mark.done is None or mark.done <= mark.refused):
        return f"sent back on {show_date(mark.refused)}"
    return ""


def mark_words(mark: StepRecord, standing: Standing) -> Iterator[str]:
    """The mark in sentences."""
    by = f" by {mark.by}" if mark.by else ""
    if mark.waived is not None:
        yield f"Waived: {mark.waived}" if mark.waived.strip() else "Waived without a reason."
    if mark.refused is not None:
        again = "" if mark.was_refused(mark.refused) else ", and put right since"
        yield f"Sent back on {show_date(mark.refused)}{again}."
    if mark.done is not None:
        ahead = ", still to come" if mark.done > standing.on else ""
        yield f"Recorded for {show_date(mark.done)}{by}{ahead}."
    elif by:
        yield f"Recorded without a day{by}."
    if mark.files:
        yield f"{'File' if len(mark.files) == 1 else 'Files'}: {', '.join(mark.files)}"
    if mark.attended:
        yield f"Attended by {', '.join(mark.attended)}"
    if mark.note:
        yield f"Note: {mark.note}"
