"""The parts of a page of a program of stages: its stages, what is marked beside them, and what is covered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from alcto_core.dates import show as show_date
from alcto_core.evaluation.standing import Requirement, Standing
from alcto_core.hours import long
from alcto_core.nouns import counted_noun
from alcto_core.records.types import Credential
from alcto_core.telling.mentorship import Label, Mentorship, Station, Task
from alcto_core.telling.page import Item, Part, Tone
from alcto_core.telling.requirement import requirement_item
from alcto_core.telling.sentences import ADVICE_ONLY, reached_words, sources
from alcto_core.telling.step_marks import StepMark, mark_words, setback

_PLACES = {
    "next": "This is the next stage.",
    "passed": "A later stage is recorded and this one is not.",
    "instead": "The other outcome that the decision may have.",
    "beyond": "Beyond what the program asks.",
}


def stage_parts(
    program: Mentorship, standing: Standing, credential: Credential, limits: Sequence[Item]
) -> tuple[Part, ...]:
    """Stages, steps by what they are part of, what else is asked, and the labels of the curriculum."""
    amounts = tuple(replace(requirement_item(standing, credential, one), source="") for one in program.amounts)
    covered = f"{program.covered} of {len(program.labels)} covered"
    return (
        Part(heading="Stages", items=tuple(_stage(one, standing) for one in program.stations)),
        *(_group(group, tasks, standing) for group, tasks in program.groups),
        Part(heading="Also asked", items=(*amounts, *limits)),
        Part(
            heading=program.curriculum or "Curriculum",
            fact=covered,
            full=program.covered / len(program.labels) if program.labels else None,
            items=tuple(_label(one, standing) for one in program.labels),
        ),
    )


def stage_tone(station: Station) -> Tone:
    """The tone of a stage; "strong" is the next one."""
    if station.place == "reached":
        return "missed" if station.decision == "unmet" or station.requirement.state == "unmet" else "met"
    return {"next": "strong", "passed": "quiet"}.get(station.place, "plain")  # type: ignore[return-value]


def _cited(standing: Standing, requirement: Requirement) -> tuple[str, ...]:
    return (sources(standing, requirement.cites),) if requirement.cites else ()


def _stage(station: Station, standing: Standing) -> Item:
    decided = ("Others decide this. alcto records the day and never works it out.",) if station.decision else ()
    place = _PLACES.get(station.place, "") if station.place != "next" or not station.marks else ""
    return Item(
        id=station.requirement.id,
        kind="stage",
        title=station.requirement.title,
        text=station.requirement.text,
        figure=station.words,
        tone=stage_tone(station),
        remark=_stage_remark(station),
        said=(
            *decided,
            *(words for mark in station.marks for words in mark_words(mark.step, standing)),
            *((place,) if place else ()),
            *_cited(standing, station.requirement),
        ),
    )


def _stage_remark(station: Station) -> str:
    ahead = next((mark.step.done for mark in station.marks if mark.step.done), None)
    if station.requirement.done is None and ahead is not None:
        return f"recorded for {show_date(ahead)}, still to come"
    by = next((mark.step.by for mark in station.marks if mark.step.by), "")
    return by or ("decided by others" if station.decision and not station.marks else "")


def _group(group: str, tasks: Sequence[Task], standing: Standing) -> Part:
    owed = [task.requirement for task in tasks if not task.requirement.advisory]
    items = tuple(item for task in tasks for item in _task(task, standing))
    return Part(heading=group, fact=f"{reached_words(owed)} of {len(owed)}" if owed else "", items=items)


def _task(task: Task, standing: Standing) -> Iterator[Item]:
    """A step, and each of its marks where there are several."""
    one = task.requirement
    tones: dict[str, Tone] = {"met": "met", "undetermined": "unknown", "waived": "quiet"}
    several = task.marks if len(task.marks) > 1 else ()
    yield Item(
        id=one.id,
        kind="step",
        title=one.title,
        text=one.text,
        figure=_when(task),
        tone=tones.get(one.state, "plain" if one.advisory else "short"),
        remark=_task_remark(task),
        said=tuple(_on_task(task, standing)),
    )
    for mark in several:
        yield _mark(mark, one, standing)


def _on_task(task: Task, standing: Standing) -> Iterator[str]:
    if task.requirement.meaning:
        yield task.requirement.meaning
    if len(task.marks) == 1:
        yield from mark_words(task.marks[0].step, standing)
    elif task.marks:
        last = f", the last by {task.by}" if task.by and task.by == task.marks[-1].step.by else ""
        yield f"Recorded {len(task.marks)} times, each below{last}."
    else:
        yield "Nothing is recorded yet."
    if task.requirement.advisory:
        yield ADVICE_ONLY
    yield from _cited(standing, task.requirement)


def _task_remark(task: Task) -> str:
    one = task.requirement
    remark = next((words for mark in task.marks if (words := setback(mark.step, one))), task.by)
    if one.state == "unmet" and task.marks and not remark:
        remark = "say who it was by"
    return remark or ("advice" if one.advisory else "")


def _when(task: Task) -> str:
    if task.last is not None:
        times = f"{len(task.marks)}, last " if len(task.marks) > 1 else ""
        return f"{times}{show_date(task.last)}"
    if task.requirement.state == "waived":
        return "waived"
    return "none yet" if task.requirement.advisory else "to do"


def _mark(mark: StepMark, requirement: Requirement, standing: Standing) -> Item:
    step = mark.step
    return Item(
        id=f"{requirement.id}/{mark.nth}",
        kind="mark",
        title=show_date(step.done) if step.done else "no day",
        remark=", ".join(word for word in (step.by, step.note) if word),
        said=tuple(mark_words(step, standing)),
    )


def _label(label: Label, standing: Standing) -> Item:
    """A label and the sessions on it; `word` is what the log is searched for."""
    said = [f"{show_date(credit.date)}  {credit.title}, {long(credit.counted)}" for credit in label.sessions]
    said += [f"{show_date(credit.date)}  {credit.title}, planned" for credit in label.planned]
    if not said:
        said = ["No session is logged under this label yet; a session tied to it covers it."]
    count = len(label.sessions)
    return Item(
        id=label.requirement.id,
        kind="label",
        title=label.title,
        text=label.requirement.text,
        figure=counted_noun(count, "sessions") if count else "none yet",
        tone="met" if count else "plain",
        remark=_days(label),
        said=(*said, *_cited(standing, label.requirement)),
    )


def _days(label: Label) -> str:
    last = f"last {show_date(label.sessions[-1].date)}" if label.sessions else ""
    ahead = f"planned {show_date(label.planned[0].date)}" if label.planned else ""
    return ", ".join(word for word in (last.removeprefix("last ") if len(label.sessions) == 1 else last, ahead) if word)
