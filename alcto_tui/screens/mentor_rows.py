"""The rows of the Mentor screen, and what each of them explains."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from textual.content import Content

from alcto_core import dates
from alcto_core.evaluation.standing import Requirement, Standing
from alcto_core.hours import long, of
from alcto_core.telling.mentorship import Label, Mentorship, Station, Task
from alcto_core.telling.sentences import reached_words
from alcto_core.telling.step_marks import StepMark, mark_words, setback
from alcto_tui.widgets.bar import bar
from alcto_tui.widgets.literal import hanging, line, literal
from alcto_tui.widgets.sign import REQUIREMENTS
from alcto_tui.widgets.stage_line import stage_sign

WHEN = 21
"""Cells of the column of days."""
LEAST_TITLE = 22
MOST_TITLE = 36


@dataclass(frozen=True)
class Row:
    """One row: its words, and what it stands for."""

    id: str
    words: Content
    is_heading: bool = False
    requirement: Requirement | None = None
    """What can be marked here."""
    mark: StepMark | None = None
    """The one mark that the row stands for, where there are several."""
    station: Station | None = None
    task: Task | None = None
    label: Label | None = None
    note: str = ""


def rows_of(programme: Mentorship, standing: Standing, width: int) -> list[Row]:
    """Every row, `width` cells wide."""
    return [
        *_stage_rows(programme, width),
        *_task_rows(programme, width),
        *_amount_rows(programme, width),
        *_label_rows(programme, width),
        *_note_rows(standing, width),
    ]


def explained(row: Row, standing: Standing) -> list[Content]:
    """Sentences on a row."""
    words: list[str] = []
    if row.label is not None:
        words = [*_on_label(row.label)]
    elif row.mark is not None and row.requirement is not None:
        words = [row.requirement.title, *mark_words(row.mark.step, standing)]
    elif row.station is not None:
        words = [*_on_station(row.station, standing)]
    elif row.task is not None:
        words = [*_on_task(row.task, standing)]
    elif row.requirement is not None:
        words = [row.requirement.text]
    else:
        words = [row.note]
    if row.requirement is not None and row.requirement.cites:
        words.append(f"Source: {'; '.join(standing.cited(cite) for cite in row.requirement.cites)}.")
    return [line((words[0], "bold")), *(literal(one) for one in words[1:])]


def _on_station(station: Station, standing: Standing) -> Iterator[str]:
    yield station.requirement.text
    if station.decision:
        yield "Others decide this. alcto records the day and never works it out."
    for mark in station.marks:
        yield from mark_words(mark.step, standing)
    if station.place == "next" and not station.marks:
        yield "This is the next stage. m records the day on which it was reached."
    elif station.place == "passed":
        yield "A later stage is recorded and this one is not; m records its day."
    elif station.place == "instead":
        yield "The other outcome that the decision may have."
    elif station.place == "beyond":
        yield "Beyond what the programme asks."


def _on_task(task: Task, standing: Standing) -> Iterator[str]:
    yield task.requirement.text
    if task.requirement.meaning:
        yield task.requirement.meaning
    if len(task.marks) == 1:
        yield from mark_words(task.marks[0].step, standing)
    elif task.marks:
        yield f"Recorded {len(task.marks)} times, each below."
    else:
        yield "Nothing is recorded yet; m records it."
    if task.requirement.advisory:
        yield "It never stands in the way."


def _on_label(label: Label) -> Iterator[str]:
    yield label.requirement.text
    for credit in label.sessions:
        yield f"{dates.show(credit.date)}  {credit.title}, {long(credit.counted)}"
    for credit in label.planned:
        yield f"{dates.show(credit.date)}  {credit.title}, planned"
    if not label.sessions and not label.planned:
        yield "No session is logged under this label yet; a session tied to it covers it."


def _title_width(width: int) -> int:
    return max(min(MOST_TITLE, width - WHEN - 16), LEAST_TITLE)


def _heading(id: str, title: str, words: Content | str = "") -> Row:
    return Row(id=id, words=line((title, "bold $accent"), "  " if words else "", words), is_heading=True)


def _columns(sign: tuple[str, str], title: str, when: str, rest: str, width: int) -> Content:
    """Sign and title, the day, and what is left, in columns; each goes on below itself."""
    room = _title_width(width)
    tone = "$muted" if sign[1] == "$muted" else sign[1]
    left = hanging(line("  ", (f"{sign[0]} ", sign[1])), literal(title), room - 1)
    right = line((rest, "$muted")).wrap(max(width - room - WHEN, 10)) if rest else []
    rows = [
        Content.assemble(
            words.truncate(room, pad=True),
            line((when if not index else "", tone)).truncate(WHEN, pad=True),
            right[index] if index < len(right) else "",
        )
        for index, words in enumerate([*left, *[Content("")] * (len(right) - len(left))])
    ]
    return Content("\n").join(rows)


def _stage_rows(programme: Mentorship, width: int) -> Iterator[Row]:
    yield _heading("h-stages", "Stages")
    for station in programme.stations:
        words = _columns(stage_sign(station), station.requirement.title, station.words, _station_remark(station), width)
        yield Row(id=f"r-{station.requirement.id}", words=words, requirement=station.requirement, station=station)


def _station_remark(station: Station) -> str:
    ahead = next((mark.step.done for mark in station.marks if mark.step.done), None)
    if station.requirement.done is None and ahead is not None:
        return f"recorded for {dates.show(ahead)}, still to come"
    by = next((mark.step.by for mark in station.marks if mark.step.by), "")
    if by:
        return by
    return "decided by others" if station.decision and not station.marks else ""


def _task_rows(programme: Mentorship, width: int) -> Iterator[Row]:
    for group, tasks in programme.groups:
        owed = [task for task in tasks if not task.requirement.advisory]
        met = reached_words(task.requirement for task in owed)
        counted = line((f"{met} of {len(owed)}", "$muted")) if owed else ""
        yield _heading(f"g-{group}", group, counted)
        for task in tasks:
            yield from _rows_of_task(task, width)


def _rows_of_task(task: Task, width: int) -> Iterator[Row]:
    requirement = task.requirement
    sign, tone = REQUIREMENTS[requirement.state]
    if requirement.advisory and requirement.state == "unmet":
        tone = "muted"
    when = _when(task)
    rest = next((words for mark in task.marks if (words := setback(mark.step, requirement))), task.by)
    if requirement.state == "unmet" and task.marks and not rest:
        rest = "say who it was by"
    rest = rest or ("advice" if requirement.advisory else "")
    words = _columns((sign, f"${tone}"), requirement.title, when, rest, width)
    yield Row(id=f"t-{requirement.id}", words=words, requirement=requirement, task=task)
    if len(task.marks) < 2:
        return
    for mark in task.marks:
        step = mark.step
        day = dates.show(step.done) if step.done else "no day"
        remark = ", ".join(word for word in (step.by, step.note) if word)
        first = line((f"      {day:<13}", "$muted"))
        sub = Content("\n").join(hanging(first, line((remark, "$muted")), width))
        yield Row(id=f"m-{requirement.id}/{mark.nth}", words=sub, requirement=requirement, mark=mark, task=task)


def _when(task: Task) -> str:
    if task.last is not None:
        times = f"{len(task.marks)}, last " if len(task.marks) > 1 else ""
        return f"{times}{dates.show(task.last)}"
    if task.requirement.state == "waived":
        return "waived"
    return "none yet" if task.requirement.advisory else "to do"


def _amount_rows(programme: Mentorship, width: int) -> Iterator[Row]:
    if not programme.amounts:
        return
    yield _heading("h-amounts", "Also asked")
    for one in programme.amounts:
        sign, tone = REQUIREMENTS[one.state]
        figures = _figures(one)
        rest = "advice only" if one.advisory else ""
        words = _columns((sign, f"${tone}"), one.title, figures, rest, width)
        yield Row(id=f"a-{one.id}", words=words, requirement=one)


def _figures(one: Requirement) -> str:
    if one.needed is None:
        return one.state
    if one.kind == "entries":
        return f"{one.counted} of {one.needed}"
    return of(one.counted or 0, one.needed)


def _label_rows(programme: Mentorship, width: int) -> Iterator[Row]:
    labels = programme.labels
    if not labels:
        return
    full = programme.covered / len(labels)
    figures = line((f"{programme.covered} of {len(labels)} covered  ", "$muted"), bar(full, 16, "$met"))
    yield _heading("h-labels", programme.curriculum or "Curriculum", figures)
    for label in labels:
        sign, tone = ("✓", "$met") if label.sessions else ("○", "$muted")
        count = len(label.sessions)
        when = f"{count} session{'' if count == 1 else 's'}" if count else "none yet"
        words = _columns((sign, tone), label.title, when, _days(label), width)
        yield Row(id=f"l-{label.requirement.id}", words=words, requirement=label.requirement, label=label)


def _days(label: Label) -> str:
    last = f"last {dates.show(label.sessions[-1].date)}" if label.sessions else ""
    ahead = f"planned {dates.show(label.planned[0].date)}" if label.planned else ""
    return ", ".join(word for word in (last.removeprefix("last ") if len(label.sessions) == 1 else last, ahead) if word)


def _note_rows(standing: Standing, width: int) -> Iterator[Row]:
    notes = [*dict.fromkeys(note for note in (standing.why, *standing.notes) if note)]
    if not notes:
        return
    yield _heading("h-notes", "Good to know")
    for number, note in enumerate(notes):
        words = Content("\n").join(hanging(Content("  "), literal(note), width))
        yield Row(id=f"n-{number}", words=words, note=note)
