"""What must be done besides hours, reported: steps and stages, as the record tells them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import msgspec

from alcto_core.dates import show as show_date
from alcto_core.evaluation.asks import parents_of
from alcto_core.evaluation.case import Case
from alcto_core.evaluation.conditions import truth, waits_for, would_hold
from alcto_core.evaluation.standing import Requirement, RequirementState
from alcto_core.evaluation.step_days import StepDays, advised, step_days
from alcto_core.hours import HOUR
from alcto_core.records.types import StepRecord as Mark
from alcto_core.rules.vocabulary import Conditional, Stage, Step, names
from alcto_core.rules.windows import Span


def step_requirements(case: Case, span: Span, *, has_entries: bool = False) -> Iterator[Requirement]:
    """Documents and whatever else must be done besides hours; `has_entries` where some entry counts."""
    parents = parents_of(case)
    for step in case.rules.step:
        if (is_asked := truth(case, step)) is not False and (days := step_days(case, step, span)) is not None:
            found = _step_requirement(case, step, span, days, parents.get(step.id))
            if found.state == "unmet":
                if step.implied and has_entries and not found.fill:
                    text = f"{found.text} An entry that counts shows it."
                    found = msgspec.structs.replace(found, state="met", text=text)
                else:
                    found = _timed(case, step, span, found)
            yield found if is_asked or found.state != "unmet" else _perhaps(case, step, found)


def _perhaps(case: Case, word: Conditional, found: Requirement) -> Requirement:
    """A requirement of which nobody can tell whether it is asked."""
    text = " ".join((found.text, *(missing.text for missing in waits_for(case, word))))
    return msgspec.structs.replace(found, state="undetermined", text=text)


def serving(case: Case, step: Step, span: Span) -> list[Mark]:
    """The marks that say that a step was done in the window, by the date asked about, and that stand.

    What was sent back stands again only once it is recorded as done on a later day.
    """
    marks = _inside(case, step, span)
    done = [mark for mark in marks if mark.was_done(case.on)]
    sent_back = _sent_back(case, marks)
    if step.times > 1 or sent_back is None:
        return done
    return [mark for mark in done if mark.done is not None and mark.done > sent_back]


def _inside(case: Case, step: Step, span: Span) -> list[Mark]:
    """The marks that speak of the window: done in it, or sent back in it; a waiver without a day of every window."""
    days, found = step_days(case, step, span), []
    if days is None:
        return []
    for mark in case.credential.steps:
        day = mark.done or _sent_back_of(case, mark)
        if mark.id != step.id or (day is None and mark.waived is None) or (mark.id, mark.done) in case.used:
            continue
        # What need not be done is nothing to make good: a waiver is for the window that its own day lies in.
        last = days.last if mark.waived is None or step.afterwards else min(days.last, span.end)
        if day is None or (mark.done is None and mark.waived is not None) or days.first <= day <= min(last, case.on):
            found.append(mark)
    return found


def _sent_back_of(case: Case, mark: Mark) -> date | None:
    """The day of what was sent back by a mark of its own: the last one on which it was done before; else its own day.

    It may come back after the window has ended, and speaks of what was handed in all the same.
    """
    sent_back = mark.refused
    if sent_back is None:
        return None
    before = (one.done for one in case.credential.steps if one.id == mark.id and one.done is not None)
    return max((day for day in before if day <= sent_back), default=sent_back)


def _sent_back(case: Case, marks: list[Mark]) -> date | None:
    """The last day on which it was sent back, by the date asked about."""
    return max((mark.refused for mark in marks if mark.refused is not None and mark.refused <= case.on), default=None)


def _timed(case: Case, step: Step, span: Span, found: Requirement) -> Requirement:
    """A step that is still to do, with the day by which it is best done; none once the program is fulfilled."""
    best = advised(case, step, span)
    if best is None or any(stage.ends == "met" and reached(case, stage) is not None for stage in case.rules.stage):
        return found
    return msgspec.structs.replace(
        found,
        text=f"{found.text} Advice: {best.text}",
        cites=tuple(dict.fromkeys((*found.cites, *best.cites))),
        best_by=best.day,
        best_words=best.text,
        is_inferred=best.is_inferred,
    )


def _step_requirement(case: Case, step: Step, span: Span, days: StepDays, parent: str | None) -> Requirement:
    marks, done = _inside(case, step, span), serving(case, step, span)
    waivers = [mark for mark in marks if mark.waived is not None and not mark.was_refused(case.on)]
    waiver = next((mark.waived for mark in waivers if step.waivable and is_reason(mark.waived)), None)
    named = [mark for mark in done if mark.by.strip()] if step.by else done
    enough = len(named) >= step.times
    state: RequirementState = "waived" if waiver is not None else "met" if enough else "unmet"
    text = step.text
    if waiver is not None:
        text = f"{text} Waived: {waiver}"
    elif not enough:
        text = " ".join((text, *_lacks(case, step, marks, done)))
    sent_back = None if done or state != "unmet" else _sent_back(case, marks)
    said = done if waiver is None else [*done, *waivers]
    return Requirement(
        id=step.id,
        kind="step",
        title=f"{step.title}, {days.about}" if days.about else step.title,
        needed=step.times * HOUR if step.times > 1 else None,
        counted=len(done) * HOUR if step.times > 1 else None,
        missing=max(0, step.times - len(done)) * HOUR if step.times > 1 else None,
        state=state,
        advisory=step.advisory,
        period=days.about or None,
        parent=parent,
        cites=names(step.cite),
        text=text,
        unit=step.unit,
        group=step.group,
        done=max((mark.done for mark in said if mark.done is not None), default=None),
        meaning=step.meaning,
        fill=f"Put right what was sent back on {show_date(sent_back)}: {step.title}." if sent_back else "",
        is_waivable=step.waivable,
    )


def is_reason(waived: str | None) -> bool:
    """Whether a waiver says why: white space is no reason."""
    return bool(waived and waived.strip())


def _lacks(case: Case, step: Step, marks: list[Mark], done: list[Mark]) -> Iterator[str]:
    """Why marks in the record do not make the step done."""
    for id, late in sorted(case.used):
        if id == step.id:
            yield f"What was done on {show_date(late)} was for the window before."
    if step.by and len(done) >= step.times:
        yield "The record does not say who it was by."
    if not done and (day := _sent_back(case, marks)) is not None:
        yield f"It was sent back on {show_date(day)}: record the day on which it was put right."
    if any(mark.waived is not None for mark in marks):
        yield (
            "The waiver in the record gives no reason, so it does nothing."
            if step.waivable
            else "This cannot be waived, so the waiver in the record does nothing."
        )


def attachments(case: Case, span: Span) -> Iterator[Requirement]:
    """Advice for steps that are done, and whose mark names no proof although it should."""
    for step in case.rules.step:
        if not step.attached or not would_hold(case, step, unsure=True):
            continue
        done = serving(case, step, span)
        if len(done) < step.times:
            continue
        bare = [mark for mark in done if not any(one.strip() for key in step.attached for one in getattr(mark, key))]
        if not bare or (step.times == 1 and len(bare) < len(done)):
            continue
        wanted = " or ".join(_ATTACHED[key] for key in step.attached)
        yield Requirement(
            id=f"{step.id}/attached",
            kind="entries",
            title=f"{step.title}: nothing is attached",
            needed=1,
            counted=0,
            missing=1,
            state="unmet",
            advisory=True,
            cites=names(step.cite),
            text=f"{step.title}: the record should name {wanted}.",
            unit="marks with proof",
            lacking=(f"{step.id}: {wanted}",),
        )


_ATTACHED = {"files": "a file", "attended": "who attended"}


def stage_requirements(case: Case, span: Span) -> Iterator[Requirement]:
    """The ordered states of the person in the program, each reached on a day that the record tells.

    The stage that fulfils the program must be reached by the end of the window, where something is due then; it
    may be reached before the window began.
    """
    for stage in case.rules.stage:
        day = reached(case, stage)
        is_late = day is not None and stage.ends == "met" and span.has_deadline and day > span.grace_end
        text = stage.text
        if is_late and day is not None:
            text = f"{text} It was reached on {show_date(day)}, too late."
        elif day is None and (early := too_early(case, stage)) is not None and stage.since is not None:
            text = f"{text} {show_date(early)} is before {show_date(stage.since)}, so it does not count."
        yield Requirement(
            id=stage.id,
            kind="stage",
            title=stage.title,
            state="met" if day is not None and not is_late else "unmet",
            advisory=stage.advisory,
            cites=names(stage.cite),
            text=text,
            unit="stages",
            group="Stages",
            done=day,
        )


def reached(case: Case, stage: Stage) -> date | None:
    """The day on which a stage was reached, as the record tells it; None where it was not, or only later."""
    return min(days_of(case, stage), default=None)


def too_early(case: Case, stage: Stage) -> date | None:
    """A day in the record that lies before the first one on which the stage could be reached."""
    since = stage.since
    return min((day for day in _days(case, stage) if since is not None and day < since), default=None)


def days_of(case: Case, stage: Stage) -> list[date]:
    """Every day on which a stage was reached, as the record tells it and the reading in use lets it count."""
    first = _first_day(case, stage)
    return [day for day in _days(case, stage) if first is None or day >= first]


def _days(case: Case, stage: Stage) -> list[date]:
    return [mark.done for mark in case.credential.steps if mark.id == stage.id and mark.done and mark.was_done(case.on)]


def _first_day(case: Case, stage: Stage) -> date | None:
    """The first day on which the stage could be reached, under the reading in use."""
    if stage.since is None or stage.switch is None or stage.other_since is None:
        return stage.since
    early = [day for day in _days(case, stage) if day < stage.since]
    if not any(day >= stage.other_since for day in early):
        return stage.since  # neither reading makes anything of it
    default = next((one.default for one in case.rules.switch if one.id == stage.switch), None)
    return stage.since if case.switch(stage.switch) == default else stage.other_since
