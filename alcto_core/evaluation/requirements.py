"""What must be reached, reported: hours, entries, steps, stages, and several ways to the same end."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

import msgspec

from alcto_core.dates import add_months
from alcto_core.dates import show as show_date
from alcto_core.evaluation.asks import Ask
from alcto_core.evaluation.case import Case
from alcto_core.evaluation.standing import Credit, Requirement, RequirementState
from alcto_core.hours import HOUR
from alcto_core.records.types import Activity
from alcto_core.records.types import Step as DoneStep
from alcto_core.rules.vocabulary import AnyOf, Conditional, Entries, Stage, Step, names
from alcto_core.rules.windows import Span


def hours_requirement(case: Case, ask: Ask, counted: int) -> Requirement:
    """A least in hours, or in a unit that the rule set counts."""
    rule, strand = ask.rule, case.library.strands.get(ask.strand) if ask.strand else None
    state: RequirementState = "unmet"
    if ask.needed is None:
        state = "undetermined"
    elif counted >= ask.needed:
        state = "met"
    elif ask.waits:
        state = "undetermined"
    text = f"{strand.label}: {rule.text[:1].lower()}{rule.text[1:]}" if strand else rule.text
    short = strand.short if strand else rule.short or rule.title
    title = strand.label if strand else rule.title
    part = ask.part[1].name if ask.part else None
    return Requirement(
        id=ask.id,
        kind="entries" if rule.measure == "entries" else "hours",
        title=f"{title}, {part}" if part else title,
        needed=ask.needed,
        counted=counted,
        missing=None if ask.needed is None else max(0, ask.needed - counted),
        state=state,
        advisory=ask.advisory,
        period=part,
        parent=ask.parent,
        cites=ask.cites,
        text=text if state == "met" else " ".join((text, *dict.fromkeys(one.text for one in ask.waits))),
        unit=f"{short} {rule.unit}" if strand else rule.unit,
        short=f"{short} {part}" if part else short,
        group=(rule.short or rule.title) if strand or part else "",
        fill=rule.fill,
    )


def counted_otherwise(case: Case, ask: Ask, credits: Sequence[Credit], activities: Mapping[str, Activity]) -> int:
    """What serves a least that is not asked in hours: a number of entries, or hundredths of a unit."""
    serving = [
        (credit, activities[credit.activity])
        for credit in credits
        if (credit.counted or activities[credit.activity].units) and not _is_lost(credit)
    ]
    serving = [(credit, one) for credit, one in serving if _serves(case, ask, credit, one)]
    if ask.rule.measure == "entries":
        return len(serving)
    if ask.rule.months is not None:
        return _best_run([credit for credit, _ in serving], ask.rule.months)
    unit, total = ask.rule.measure, 0
    worth = _worth(case, unit)
    for credit, one in serving:
        if unit in one.units:
            total += int(one.units[unit] * HOUR)
        elif credit.counted and worth is not None:
            total += int(Decimal(credit.counted) / worth)
        elif credit.counted and (setting := _setting_of(case, unit)) is not None:
            case.number(setting)  # these hours wait for it
            ask.waits.append(case.missing_number(setting))
    return total


def _best_run(credits: Sequence[Credit], months: int) -> int:
    """The most hours that any run of so many months holds."""
    runs = [(credit.date, add_months(credit.date, months)) for credit in credits]
    return max((sum(c.counted for c in credits if start <= c.date < end) for start, end in runs), default=0)


def hours_for(case: Case, ask: Ask, missing: int) -> int | None:
    """The hours that would make up missing hundredths of a unit; None where nobody knows what one is worth."""
    worth = _worth(case, ask.rule.measure)
    return None if worth is None else math.ceil(missing * worth)


def _is_lost(credit: Credit) -> bool:
    """Whether an entry was turned away: nothing of it counts, and there is a reason for that."""
    return not credit.counted and any(reason.hours <= 0 and reason.rule != "unit" for reason in credit.because)


def _serves(case: Case, ask: Ask, credit: Credit, activity: Activity) -> bool:
    if ask.strands is not None:
        # Hours are divided among strands; an entry is not, and serves each strand that it is tied to.
        strands = tied(activity) if ask.rule.measure == "entries" else credit.strands or activity.strands
        if ask.strands.isdisjoint(strands):
            return False
    return ask.takes(case.nature_of(activity))


def tied(activity: Activity) -> set[str]:
    """The strands that an activity is tied to, by itself or by a session that is no break."""
    found = {*activity.strands, *activity.split} if not activity.sessions else set()
    for session in activity.sessions:
        if session.kind == "session":
            found.update(activity.strands if session.strands is None else session.strands)
    return found


def _worth(case: Case, unit: str) -> Decimal | None:
    for known in case.rules.convert.unit:
        if known.unit == unit:
            worth = known.hours if known.setting is None else case.known_number(known.setting)
            return Decimal(worth) if worth else None
    return None


def _setting_of(case: Case, unit: str) -> str | None:
    """The setting that tells what a unit is worth."""
    return next((known.setting for known in case.rules.convert.unit if known.unit == unit), None)


def step_requirements(case: Case, span: Span) -> Iterator[Requirement]:
    """Documents and whatever else must be done besides hours."""
    parents = {id: group.id for group in case.rules.any_of for option in group.options for id in option}
    for step in case.rules.step:
        if (is_asked := case.truth(step)) is not False:
            found = _step_requirement(case, step, span, parents.get(step.id))
            yield found if is_asked or found.state != "unmet" else _perhaps(case, step, found)


def _perhaps(case: Case, word: Conditional, found: Requirement) -> Requirement:
    """A requirement of which nobody can tell whether it is asked."""
    text = " ".join((found.text, *(missing.text for missing in case.waits_for(word))))
    return msgspec.structs.replace(found, state="undetermined", text=text)


def _step_requirement(case: Case, step: Step, span: Span, parent: str | None) -> Requirement:
    last = span.submit_end if step.is_submission else span.grace_end
    marks = [m for m in case.credential.steps if m.id == step.id and _serves_window(m, span.start, min(last, case.on))]
    waiver = next((mark.waived for mark in marks if mark.waived is not None), None)
    enough = len(marks) >= step.times and (not step.by or all(mark.by for mark in marks[: step.times]))
    state: RequirementState = "waived" if waiver is not None else "met" if enough else "unmet"
    text = step.text
    if waiver is not None:
        text = f"{text} Waived: {waiver}"
    elif marks and not enough and step.by and len(marks) >= step.times:
        text = f"{text} The record does not say who it was by."
    return Requirement(
        id=step.id,
        kind="step",
        title=step.title,
        needed=step.times * HOUR if step.times > 1 else None,
        counted=len(marks) * HOUR if step.times > 1 else None,
        missing=max(0, step.times - len(marks)) * HOUR if step.times > 1 else None,
        state=state,
        advisory=step.advisory,
        parent=parent,
        cites=names(step.cite),
        text=text,
        unit=step.unit,
        group=step.group,
        done=max((mark.done for mark in marks if mark.done is not None), default=None),
        meaning=step.meaning,
    )


def _serves_window(mark: DoneStep, start: date, last: date) -> bool:
    """A step serves a window when it was done inside it; a waiver without a day serves every window."""
    if mark.done is None:
        return mark.waived is not None
    return start <= mark.done <= last


def stage_requirements(case: Case, span: Span) -> Iterator[Requirement]:
    """The ordered states of the person in the programme, each reached on a day that the record tells.

    The stage that fulfils the programme must be reached by the end of the window, where something is due then; it
    may be reached before the window began.
    """
    for stage in case.rules.stage:
        day = reached(case, stage)
        is_late = day is not None and stage.ends == "met" and span.has_deadline and day > span.grace_end
        yield Requirement(
            id=stage.id,
            kind="stage",
            title=stage.title,
            state="met" if day is not None and not is_late else "unmet",
            advisory=stage.advisory,
            cites=names(stage.cite),
            text=f"{stage.text} It was reached on {show_date(day)}, too late." if day and is_late else stage.text,
            unit="stages",
            group="Stages",
            done=day,
        )


def reached(case: Case, stage: Stage) -> date | None:
    """The day on which a stage was reached, as the record tells it; None where it was not, or only later."""
    days = [mark.done for mark in case.credential.steps if mark.id == stage.id and mark.done is not None]
    return min((day for day in days if day <= case.on), default=None)


def any_of_requirements(case: Case, others: Sequence[Requirement]) -> Iterator[Requirement]:
    """Several ways to the same end: met where one of them is met whole."""
    states = {requirement.id: requirement.state for requirement in others}
    divided = {rule.id for rule in case.rules.rule if rule.each or rule.within}
    for group in case.rules.any_of:
        yield Requirement(
            id=group.id,
            kind="any-of",
            title=group.title,
            state=_any_state(group, states, divided),
            cites=names(group.cite),
            text=group.text,
            unit="ways",
        )


def _any_state(group: AnyOf, states: Mapping[str, RequirementState], divided: Collection[str]) -> RequirementState:
    best: RequirementState = "unmet"
    for option in group.options:
        # A rule that asks of each strand or of each year stands in the list once for each of them.
        parts = [
            [state for other, state in states.items() if other == id or (id in divided and other.startswith(f"{id}/"))]
            for id in option
        ]
        if not parts or not all(parts):
            continue  # a rule that is not in force, or not asked of this person, is no way
        inside = [state for states_of_one in parts for state in states_of_one]
        if all(state in {"met", "waived"} for state in inside):
            return "met"
        if all(state != "unmet" for state in inside):
            best = "undetermined"
    return best


def entry_requirement(case: Case, need: Entries, credits: Sequence[Credit], inside: Sequence[Activity]) -> Requirement:
    """What each counted entry must hold before it can be handed in."""
    counted = {credit.activity for credit in credits if credit.counted}
    entries = [activity for activity in inside if activity.id in counted]
    of_person = [key.removeprefix("person.") for key in need.needs if key.startswith("person.")]
    of_entry = [key for key in need.needs if not key.startswith("person.")]
    person_lacks = [key for key in of_person if not getattr(case.records.person, key)]
    lacking = []
    for activity in entries:
        without = person_lacks + [key for key in of_entry if not _has(activity, key)]
        if without:
            lacking.append(f"{activity.id}: {', '.join(without)}")
    return Requirement(
        id=need.id,
        kind="entries",
        title=need.title,
        needed=len(entries),
        counted=len(entries) - len(lacking),
        missing=len(lacking),
        state="unmet" if lacking else "met",
        advisory=need.advisory,
        cites=names(need.cite),
        text=need.text,
        unit="entries",
        lacking=tuple(lacking),
    )


def _has(activity: Activity, key: str) -> bool:
    if key == "strands":
        return bool(activity.strands or activity.split or any(session.strands for session in activity.sessions))
    return bool(getattr(activity, key))
