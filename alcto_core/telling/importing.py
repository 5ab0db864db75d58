"""What an import would do: the counts, every credential, the rows, the columns, and what to look at."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from itertools import islice

from alcto_core.dates import show
from alcto_core.evaluation.changed_standings import ChangedStanding
from alcto_core.hours import length
from alcto_core.importing.flaws import Flaw
from alcto_core.importing.ground import Ground
from alcto_core.importing.layout import Candidate, ColumnQuestion, SheetLayout
from alcto_core.importing.plan import Plan
from alcto_core.importing.planned import PlannedRow
from alcto_core.importing.vocabulary import NEEDED_WORDS
from alcto_core.overview import Overview
from alcto_core.records.changing import REMOVED
from alcto_core.records.differences import exchange, said
from alcto_core.records.tables import amount_in
from alcto_core.telling.page import Item, Part, Sheet, Tone
from alcto_core.telling.together import effects_part

NEAR = "May be an entry of a catalogue, and counts as one only where you say so"
SUGGESTED = "May be of a strand, by words of the title, and count for it only where you say so"
MARKS = {"add": "+ new", "change": "~ differs", "same": "= there", "alike": "? alike", "unreadable": "! unread"}
_TONES: dict[str, Tone] = {"add": "met", "change": "short", "alike": "unknown", "unreadable": "missed", "same": "quiet"}
_COMING = {
    "completed": "completed, each an activity of its own",
    "planned": "planned",
    "one-activity": "the sessions of one activity",
}
_SAMPLE = 24
"""Letters of a cell that is shown as a sample."""


def ground_of(overview: Overview) -> Ground:
    """What a file would come in beside."""
    loaded = overview.loaded
    document = loaded.reading.document if loaded else {}
    return Ground.of(overview.records, document, overview.library, overview.on, overview.folder.holds)


def import_sheet(
    plan: Plan,
    effects: Sequence[ChangedStanding],
    file: str,
    *,
    changes: bool,
    every_row: bool = False,
    most: int | None = None,
) -> Sheet:
    """The page of a dry run; `changes`: activities that the sheet holds otherwise are changed too; with `every_row`
    those are named too that are there already. At most `most` rows are shown."""
    rows = tuple(row_item(row) for row in islice(told_rows(plan, every_row=every_row), most))
    parts = (
        columns_part(plan.layout),
        Part(heading="Rows", columns=("Hours", "What", "Id"), items=rows),
        _listed("Cannot be read, and stay out", "unread", _flaws(_faulty(plan))),
        _listed(_changes_heading(plan.layout.source, changes), "change", changes_in(plan)),
        _listed("Taken as entries of a catalogue, as the titles are the same", "offering", _offerings(plan)),
        Part(
            heading=NEAR,
            items=tuple(
                Item(id=str(one.number), kind="near", text=one.text, tone="met" if one.taken else "unknown")
                for one in plan.near
            ),
        ),
        Part(
            heading=SUGGESTED,
            items=tuple(
                Item(id=one.id, kind="suggested", text=one.text, tone="met" if one.is_taken else "unknown")
                for one in plan.suggested
            ),
        ),
        _listed("To know", "told", (*plan.told, *_left_out(plan))),
        _listed("To look at", "look", (*_flaws((row, row.remarks) for row in plan.rows), *plan.hints)),
        *((effects_part(effects),) if effects else ()),
    )
    rest = "" if plan.is_whole else "; another table was not read"
    return Sheet(
        id="import", title=f"“{file}”: {counts(plan)}{rest}", parts=tuple(part for part in parts if part.items)
    )


def told_rows(plan: Plan, *, every_row: bool) -> Iterator[PlannedRow]:
    """The rows that are told of: with `every_row` those too that are there already."""
    return (row for row in plan.rows if every_row or row.mark != "same")


def questions_sheet(layout: SheetLayout, file: str) -> Sheet:
    """The page of what must be settled before anything is read: each question with the columns that may be meant."""
    count = len(layout.questions) + len(layout.lacking)
    title = f"“{file}”: {'a question' if count == 1 else f'{count} questions'} first"
    lacking = (_lacking_part(layout, key) for key in layout.lacking)
    columns = columns_part(layout)
    return Sheet(
        id="import",
        title=title,
        parts=(*((columns,) if columns.items else ()), *map(question_part, layout.questions), *lacking),
    )


def order_part() -> Part:
    """The question how the days of a sheet are written."""
    return Part(
        heading="Which day is 3/4/2026 in this sheet?",
        items=(
            Item(id="mdy", kind="order", title="4 March 2026", cells=("the month stands first",)),
            Item(id="dmy", kind="order", title="3 April 2026", cells=("the day stands first",)),
        ),
    )


def _lacking_part(layout: SheetLayout, key: str) -> Part:
    return Part(
        heading=f"Which column holds {NEEDED_WORDS[key]}?",
        items=tuple(
            Item(id=f"{one.index}={key}", kind="candidate", title=one.name, cells=(key, one.reason))
            for one in layout.columns
            if not one.key
        ),
    )


def question_part(question: ColumnQuestion) -> Part:
    """One question; the likeliest answer first. What is no column is an answer of the kind that is asked about."""
    return Part(heading=question.text, items=tuple(_candidate(question.key, one) for one in question.candidates))


def _candidate(asked: str, one: Candidate) -> Item:
    if one.said:
        id = one.key if asked == "as" else str(one.index + 1)
        return Item(id=id, kind=asked, title=one.samples[0], word=one.option)
    samples = ", ".join(" ".join(cell.split())[:_SAMPLE] for cell in one.samples)
    return Item(
        id=f"{one.index}={one.key}", kind="candidate", title=one.name, cells=(one.key, samples), word=one.option
    )


def answers_part(
    coming: str | None,
    zone: str,
    chosen: int,
    *,
    is_asked: bool,
    only: Sequence[str] = (),
    days: tuple[date | None, date | None] = (None, None),
) -> Part:
    """What a calendar is read by: what its past events come in as, where the person was (empty where nothing hangs
    on it), how many events were chosen among those at the same time (`is_asked` where there were some), the words of
    which each event has one, and the first and last day that are read.
    """
    first, last = days
    listed = ", ".join(f"“{word}”" for word in only)
    span = f"from {show(first) if first else 'a year ago'} to {show(last) if last else 'a year ahead'}"
    told = (
        ("as", f"Past events come in as {_COMING.get(coming, coming)}" if coming else ""),
        ("only", f"Only events with {listed}" if only else "Every event, whatever its words"),
        ("days", f"Events {span}" if first or last else "Events of every day; what repeats, within a year of today"),
        ("zone", f"The days of events in UTC are those of {zone}" if zone else ""),
        ("attended", f"Of events at the same time you were at {chosen or 'none'}" if is_asked else ""),
    )
    return Part(
        heading="How it is read",
        items=tuple(Item(id=id, kind="answer", title=title) for id, title in told if title),
    )


def sheets_part(names: Sequence[str], hidden: Collection[str], read: str) -> Part:
    """The sheets of a workbook, and further tables in one; `read` names the one that is read."""
    return Part(
        heading="Sheet or table of the file",
        items=tuple(
            Item(
                id=str(number),
                kind="sheet",
                title=name or "the first table",
                cells=("is read" if name == read else "hidden" if name in hidden else "",),
            )
            for number, name in enumerate(names, 1)
        ),
    )


def columns_part(layout: SheetLayout) -> Part:
    """What every column holds, and why."""
    return Part(
        heading="Column of the sheet",
        columns=("Holds", "Why"),
        items=tuple(
            Item(id=str(one.index), kind="column", title=one.name, cells=(one.key or "-", one.reason))
            for one in (() if layout.source == "calendar" else layout.columns)
        ),
    )


def row_item(row: PlannedRow) -> Item:
    """What becomes of one row."""
    day = row.table.get("date")
    return Item(
        id=str(row.number),
        kind="row",
        title=str(row.table.get("title", "")),
        day=day if isinstance(day, date) else None,
        figure=_length(row),
        cells=(MARKS[row.mark], f"row {row.same_as}" if row.same_as is not None else row.id),
        tone=_TONES[row.mark],
    )


def row_lines(row: PlannedRow) -> tuple[str, ...]:
    """What there is to say of one row: why it stays out, what it changes, what was read otherwise."""
    own = [(row, (*row.faults, *row.remarks))]
    return (*((_change(row),) if row.mark == "change" else ()), *_flaws(own))


def counts(plan: Plan) -> str:
    """How many rows of which kind: "12 to add, 1 that cannot be read"."""
    tally = {mark: len(plan.marked(mark)) for mark in ("add", "change", "same", "alike", "unreadable")}
    twice = sum(row.same_as is not None for row in plan.rows)
    there = tally["same"] - twice
    parts = [
        f"{tally['add']} to add" if tally["add"] else "nothing to add",
        f"{tally['change']} said otherwise than in the records" if tally["change"] else "",
        f"{there} there already" if there else "",
        f"{tally['alike']} like one in the records" if tally["alike"] else "",
        f"{twice} twice in the {plan.layout.source}" if twice else "",
        f"{tally['unreadable']} that cannot be read" if tally["unreadable"] else "",
    ]
    return ", ".join(part for part in parts if part)


def _changes_heading(source: str, changes: bool) -> str:
    if changes:
        return f"Will be changed to what the {source} says"
    return f"Said otherwise in the {source}, and NOT changed"


def _listed(heading: str, kind: str, texts: Iterable[str]) -> Part:
    return Part(
        heading=heading,
        items=tuple(Item(id=f"{number}", kind=kind, text=text) for number, text in enumerate(texts, 1)),
    )


def _length(row: PlannedRow) -> str:
    """The hours of a row as the sheet would say them: "6.5", "40 min"."""
    sessions = [amount_in(one) or 0 for one in row.table.get("session", ())]
    hours = sum(sessions) if sessions else amount_in(row.table)
    return "" if hours is None else length(hours)


def changes_in(plan: Plan) -> Iterator[str]:
    """What each row says otherwise than the records."""
    for row in plan.marked("change"):
        yield _change(row)


def _change(row: PlannedRow) -> str:
    had = {key: value for key, (value, _) in row.changes.items() if value is not None}
    has = {key: value for key, (_, value) in row.changes.items() if value is not REMOVED}
    keys = [key for key in row.changes if key != "minutes" or "hours" not in row.changes]
    parts = [f"{said(key)} {' → '.join(exchange(had, has, key))}" for key in keys]
    return f"Row {row.number}, “{row.table['title']}” ({row.id}): {'; '.join(parts)}"


def _offerings(plan: Plan) -> Iterator[str]:
    for row in plan.marked("add"):
        if "offering" in row.proposed:
            yield f"Row {row.number}: {row.table['offering']}"


def _left_out(plan: Plan) -> Iterator[str]:
    for one in plan.left_out:
        text = one.text if len(one.text) <= 60 else f"{one.text[:60]}…"
        yield f"Row {one.number} was passed over: {one.reason} (“{text}”)."


def _faulty(plan: Plan) -> Iterator[tuple[PlannedRow, tuple[Flaw, ...]]]:
    return ((row, row.faults) for row in plan.marked("unreadable"))


def _flaws(rows: Iterable[tuple[PlannedRow, Collection[Flaw]]]) -> Iterator[str]:
    for row, flaws in rows:
        for flaw in flaws:
            place = f"Row {row.number}, {flaw.column}" if flaw.column else f"Row {row.number}"
            yield f"{place}: {flaw.text}{'' if flaw.text.endswith(('.', '?')) else '.'}"
