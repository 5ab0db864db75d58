"""The rows of the Credential screen, and what each of them explains."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from textual.content import Content

from alcto_core import dates
from alcto_core.evaluation.naming import heading, missing_clause
from alcto_core.evaluation.standing import Credit, LimitFigures, OtherReading, Requirement, Standing
from alcto_core.hours import beside, fitted, show_asked, show_of, show_signed, tenths
from alcto_core.nouns import asked_hours, counted_hours
from alcto_core.records.types import Credential
from alcto_core.telling.sentences import (
    explain_credit,
    explain_requirement,
    explain_shortfall,
    needed_words,
    reached_words,
    verdict,
)
from alcto_core.telling.step_marks import mark_words, marks, setback
from alcto_tui.widgets.literal import hanging, line, lines, literal
from alcto_tui.widgets.sign import REQUIREMENTS, state_words

FIGURES, STATE = 12, 18
"""Cells of the columns on the right."""
LEAST_TITLE = 26
"""Cells that titles need; the sources give way first, as the explanation names them anyway."""
ANSWER = 24


@dataclass(frozen=True)
class Row:
    """One row: its words, and what it stands for."""

    id: str
    words: Content
    is_heading: bool = False
    requirement: Requirement | None = None
    limit: LimitFigures | None = None
    credit: Credit | None = None
    reading: OtherReading | None = None
    past: Standing | None = None
    note: str = ""


def rows_of(standing: Standing, credential: Credential, past: Sequence[Standing], width: int) -> list[Row]:
    """Every row, `width` cells wide; `past` are the periods before, newest first."""
    return [
        *_requirement_rows(standing, credential, width),
        *_shortfall_rows(standing, width),
        *_credit_rows(standing, width),
        *_reading_rows(standing, width),
        *_past_rows(past, width),
        *_note_rows(standing, width),
    ]


def explained(row: Row, standing: Standing, credential: Credential) -> list[Content]:
    """Sentences on a row."""
    if row.requirement is not None:
        words = _explain_requirement(row.requirement, standing, credential)
    elif row.credit is not None:
        words = [*explain_credit(standing, row.credit)]
    elif row.limit is not None:
        words = [
            row.limit.text,
            f"{beside(row.limit.counted, row.limit.most)} of at most {asked_hours(row.limit.most)} used.",
        ]
        if row.limit.lost:
            words.append(f"It took {counted_hours(row.limit.lost)} away.")
        words.append(_sources(row.limit.cites, standing))
    elif row.reading is not None:
        words = [*_explain_reading(row.reading), _sources(row.reading.cites, standing)]
    elif row.id == "shortfall":
        words = [*explain_shortfall(standing)]
    elif row.past is not None:
        words = [
            verdict(row.past),
            "Judged by the rules in force then. Enter shows that period, Esc comes back.",
        ]
    else:
        words = [row.note]
    return [line((words[0], "bold")) if words else Content(""), *(literal(one) for one in words[1:])]


def _explain_requirement(requirement: Requirement, standing: Standing, credential: Credential) -> list[str]:
    asked, *more = explain_requirement(standing, requirement)
    if requirement.kind not in {"step", "stage"}:
        return [asked, *more]
    meaning = [requirement.meaning] if requirement.meaning else []
    found = [words for mark in marks(credential, standing, requirement) for words in mark_words(mark.step, standing)]
    return [asked, *meaning, *found, *more]


def _sources(cites: tuple[str, ...], standing: Standing) -> str:
    return f"Source: {'; '.join(standing.cited(cite) for cite in cites)}."


def _explain_reading(reading: OtherReading) -> Iterator[str]:
    yield reading.text
    yield f"The other reading: {reading.other_text}"
    missing = f", {asked_hours(reading.other.missing)} missing" if reading.other.missing else ""
    due = f", due {dates.show(reading.other.due)}" if reading.other.due else ""
    yield f"Under it: {reading.other.state.word}{missing}{due}."


def _heading(id: str, title: str, columns: Iterable[tuple[str, int]], width: int) -> Row:
    right = "".join(f"{name:<{cells}}" for name, cells in columns if cells)
    left = literal(title).truncate(max(width - len(right), 8), pad=True)
    return Row(id=id, words=Content.assemble(left.stylize("bold $accent"), (right, "$muted")), is_heading=True)


def _columns(standing: Standing, width: int) -> tuple[int, int, int]:
    """Cells for figures, state and source."""
    cites = [part.cites for part in (*standing.requirements, *standing.limits)]
    source = max((len(_source(one, standing)) for one in cites), default=0)
    return FIGURES, STATE, source if width - FIGURES - STATE - source >= LEAST_TITLE else 0


def _requirement_rows(standing: Standing, credential: Credential, width: int) -> Iterator[Row]:
    if not standing.requirements and not standing.limits:
        return
    columns = _columns(standing, width)
    figures, state, source = columns
    yield _heading("h-requirements", "Requirement", (("Counted", figures), ("State", state), ("Source", source)), width)
    group = ""
    for requirement in standing.requirements:
        if requirement.group and requirement.group != group:
            members = [one for one in standing.requirements if one.group == requirement.group]
            is_steps = all(one.kind == "step" for one in members)
            reached = reached_words(members) if is_steps else sum(not one.is_open for one in members)
            yield Row(
                id=f"g-{requirement.group}",
                words=line((f"  {requirement.group}", "bold"), (f"  {reached} of {len(members)}", "$muted")),
                is_heading=True,
            )
        group = requirement.group
        yield Row(
            id=f"r-{requirement.id}",
            words=lines(
                _requirement_words(requirement, standing, columns, width),
                *_step_words(requirement, standing, credential, width),
            ),
            requirement=requirement,
        )
    for limit in standing.limits:
        full = "full" if limit.counted >= limit.most else "room"
        words = _line(
            line(("  ", ""), limit.title),
            ", max ".join(show_of(limit.counted, limit.most)),
            (full, "$muted"),
            _source(limit.cites, standing),
            columns,
            width,
        )
        yield Row(id=f"l-{limit.id}", words=words, limit=limit)


def _requirement_words(
    requirement: Requirement, standing: Standing, columns: tuple[int, int, int], width: int
) -> Content:
    sign, tone = REQUIREMENTS[requirement.state]
    figures = ""
    if requirement.kind == "hours" and requirement.needed is not None:
        figures = f"{tenths(beside(requirement.counted or 0, requirement.needed))} of {show_asked(requirement.needed)}"
    elif requirement.kind == "entries":
        figures = f"{requirement.counted} of {requirement.needed}"
    elif requirement.done is not None:
        figures = dates.show(requirement.done)
    indent = "    " if requirement.group else "  "
    title = line(indent, (f"{sign} ", f"${tone}"), requirement.title)
    is_needed = standing.is_needed(requirement)
    word = _state_word(requirement, is_needed=is_needed) + (", advice" if requirement.advisory else "")
    style = "$muted" if requirement.advisory or not is_needed else f"${tone}"
    return _line(title, figures, (word, style), _source(requirement.cites, standing), columns, width)


def _step_words(requirement: Requirement, standing: Standing, credential: Credential, width: int) -> list[Content]:
    """Below a step: what the record holds of it, else what it is for."""
    if requirement.kind != "step":
        return []
    found = marks(credential, standing, requirement)
    remark = requirement.meaning
    if found:
        step = found[-1].step
        attended = f"attended by {', '.join(step.attended)}" if step.attended else ""
        by = f"by {step.by}" if step.by else ""
        times = f"{len(found)} times" if len(found) > 1 else ""
        remark = "; ".join(
            word for word in (times, setback(step, requirement), by, attended, ", ".join(step.files), step.note) if word
        )
    indent = Content.blank(6)
    return hanging(indent, line((remark, "$muted")), width) if remark else []


def _state_word(requirement: Requirement, *, is_needed: bool) -> str:
    if requirement.state in {"unmet", "undetermined"} and not is_needed:
        return "not needed"
    if requirement.is_lost:
        return "too late"
    if requirement.state == "unmet":
        if requirement.kind == "hours" and requirement.missing:
            return f"short {show_asked(requirement.missing)}"
        return "to do" if requirement.kind == "step" else "open"
    if requirement.state == "met":
        return "done" if requirement.kind == "step" else "met"
    return "cannot tell" if requirement.state == "undetermined" else "waived"


def _source(cites: tuple[str, ...], standing: Standing) -> str:
    return standing.cited(cites[0]) if cites else ""


def _line(
    title: Content, figures: str, state: tuple[str, str], source: str, columns: tuple[int, int, int], width: int
) -> Content:
    """One line in columns; a title that is too long for its column goes on below."""
    figure_cells, state_cells, source_cells = columns
    right = Content.assemble(
        literal(figures).truncate(figure_cells, pad=True),
        line(state).truncate(state_cells, pad=True),
        line((source, "$muted")) if source_cells else "",
    )
    return _beside(title, right, width - figure_cells - state_cells - source_cells, indent=6)


def _beside(left: Content, right: Content, room: int, *, indent: int) -> Content:
    """Words in a column of `room` cells, wrapped with an indent, and the figures of their first line."""
    first, *more = left.wrap(max(room - 1, 12))
    rest = Content(" ").join(more).wrap(max(room - 1 - indent, 12)) if more else []
    rows = [Content.assemble(first.truncate(max(room, 13), pad=True), right)]
    rows += [Content.assemble(" " * indent, row) for row in rest]
    return Content("\n").join(rows)


def _shortfall_rows(standing: Standing, width: int) -> Iterator[Row]:
    if standing.shortfall is None:
        return
    short = standing.shortfall
    yield _heading("h-shortfall", "Why short", (), width)
    named = ", ".join(strand.rpartition("/")[2] for strand in short.strands)
    available = beside(short.available, short.needed)
    yield Row(
        id="shortfall",
        words=line(f"  {named}: {show_asked(short.needed)} needed, at most {available} can go there"),
    )


def _credit_rows(standing: Standing, width: int) -> Iterator[Row]:
    if not standing.credits:
        return
    last = f"In {standing.official.rpartition(' ')[2]}" if standing.official else ""
    yield _heading("h-entries", "Entries", (("Logged", 9), ("Counted", 9), (last, 12)), width)
    for credit in sorted(standing.credits, key=lambda one: (one.date, one.activity), reverse=True):
        yield Row(id=f"c-{credit.activity}", words=_credit_words(credit, standing, width), credit=credit)


def _posted_words(credit: Credit) -> str:
    if credit.confirmed >= credit.counted:
        return "posted"
    return f"{beside(credit.confirmed, credit.counted)} posted" if credit.confirmed else "not posted"


def _credit_words(credit: Credit, standing: Standing, width: int) -> Content:
    title = line(f"  {dates.show_short(credit.date):<8}", credit.title)
    shown = _posted_words(credit) if standing.official and credit.counted else ""
    counted = f"{tenths(fitted(credit.counted, 8))}{'?' if credit.unknown else ''}"
    tone = "$unknown" if credit.unknown else "$met" if credit.counted == credit.claimed else "$short"
    right = Content.assemble(
        f"{tenths(fitted(credit.claimed, 8)):<9}", (f"{counted:<9}", tone), (f"{shown:<12}", "$muted")
    )
    rows = [_beside(title, right, width - right.cell_length, indent=10)]
    for reason in credit.because:
        taken = show_signed(reason.hours) if reason.hours else " 0"
        amount = line("          ", (f"{taken}  ", "$short"))
        rows += hanging(amount, line((reason.text, "$muted")), width)
    return Content("\n").join(rows)


def _reading_rows(standing: Standing, width: int) -> Iterator[Row]:
    if not standing.readings:
        return
    yield _heading("h-readings", "Unclear clauses", (("Under the other reading", ANSWER),), width)
    for reading in sorted(standing.readings, key=lambda one: not one.changes_answer):
        missing = f", {show_asked(reading.other.missing)} missing" if reading.other.missing else ""
        answer = f"{reading.other.state.word}{missing}" if reading.changes_answer else "the same answer"
        style = "bold $unknown" if reading.changes_answer else "$muted"
        words = _beside(line("  ", reading.text), line((answer, style)), width - ANSWER, indent=2)
        yield Row(id=f"s-{reading.switch}", words=words, reading=reading)


def _past_rows(past: Sequence[Standing], width: int) -> Iterator[Row]:
    if not past:
        return
    yield _heading("h-past", "Past periods", (), width)
    for standing in past:
        yield Row(id=f"p-{heading(standing)}", words=_past_words(standing, width), past=standing)


def _past_words(standing: Standing, width: int) -> Content:
    """Which period, its result, and its figures."""
    period = standing.period.name if standing.period else standing.short
    hours = standing.hours
    figures = f"{needed_words(hours)} hours" if hours.needed is not None else ""
    missing = missing_clause(standing, dated=False)
    left = hours.counted - hours.confirmed if standing.official else 0
    waiting = f"{show_asked(left)} not posted" if left > 0 else ""
    words = "; ".join(word for word in (figures, missing, waiting) if word)
    first = Content.assemble(f"  {period:<11}", state_words(standing.state).pad_right(16 - len(standing.state.word)))
    return lines(*hanging(first, line((words, "$muted")), width)) if words else first


def _note_rows(standing: Standing, width: int) -> Iterator[Row]:
    notes = [standing.why, *standing.notes] if standing.hours.missing or standing.period else [*standing.notes]
    if not any(notes):
        return
    yield _heading("h-notes", "Good to know", (), width)
    for number, note in enumerate(note for note in notes if note):
        yield Row(id=f"n-{number}", words=_beside(literal(f"  {note}"), Content(""), width, indent=2), note=note)
