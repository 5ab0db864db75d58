"""What `alcto import` says of a plan: the counts first, then rows, columns, what to look at, and every standing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from alcto_core.cli.layout import say_part
from alcto_core.cli.list_page import json_value
from alcto_core.cli.page import Toned
from alcto_core.cli.table import TableColumn, say_table
from alcto_core.evaluation.status_document import standing_document
from alcto_core.hours import length
from alcto_core.records.differences import exchange, said
from alcto_core.records.edits import REMOVED
from alcto_core.records.tables import amount_in
from alcto_core.telling.together import effects_part

if TYPE_CHECKING:
    from collections.abc import Mapping

    from alcto_core.cli.page import Page
    from alcto_core.evaluation.changed_standings import ChangedStanding
    from alcto_core.importing.flaws import Flaw
    from alcto_core.importing.layout import SheetLayout
    from alcto_core.importing.plan import Plan
from alcto_core.importing.planned import PlannedRow

SCHEMA = 1
_MOST_ROWS = 40
_MOST_LINES = 12
_SAMPLE = 24
"""Letters of a cell that is shown as a sample."""
_MARKS = {"add": "+ new", "change": "~ differs", "same": "= there", "alike": "? alike", "unreadable": "! unread"}


def say_plan(
    page: Page, plan: Plan, effects: Sequence[ChangedStanding], file: str, *, changes: bool, show_all: bool
) -> None:
    """The dry run, on standard output."""
    page.say(Toned(f"“{file}”: {_counts(plan)}.", "strong"))
    most = len(plan.rows) if show_all else _MOST_ROWS
    _say_columns(page, plan.layout)
    _say_rows(page, plan, most, show_all)
    _say_list(
        page, "Cannot be read, and stay out:", _flaws((row, row.faults) for row in plan.marked("unreadable")), most
    )
    _say_list(page, _changes_heading(plan.layout.source, changes), _changes(plan), most)
    _say_list(page, "Taken as entries of a catalogue, as the titles are the same:", _offerings(plan), most)
    _say_list(page, "To know:", [*plan.told, *_left_out(plan)], most)
    _say_list(
        page,
        "To look at:",
        [*_flaws((row, row.remarks) for row in plan.rows), *plan.hints],
        most if show_all else _MOST_LINES,
    )
    if effects:
        say_part(page.say, effects_part(effects))


def say_questions(page: Page, plan: Plan, file: str) -> None:
    """What alcto does not guess, with the likeliest columns, sample rows and the option that settles it."""
    count = len(plan.layout.questions)
    page.say(Toned(f"“{file}”: {'a question' if count == 1 else f'{count} questions'} first.", "strong"))
    _say_columns(page, plan.layout)
    for question in plan.layout.questions:
        page.say()
        page.say(Toned(question.text, "strong"))
        for one in question.candidates:
            most = None if one.said else _SAMPLE
            samples = ", ".join(" ".join(cell.split())[:most] for cell in one.samples)
            page.say(f"  {one.option}    {samples}")
    page.aside("Nothing was read: add one of the options for each question, or ask in a terminal.")


def say_unreadable(page: Page, plan: Plan, *, is_saved: bool) -> None:
    """The rows that stayed out, once more at the end."""
    rows = plan.marked("unreadable")
    if rows and is_saved:
        count, they = ("1 row was", "it") if len(rows) == 1 else (f"{len(rows)} rows were", "they")
        page.aside(
            f"{count} left out, as {they} cannot be read ({_numbers(rows)}). Put right what can be put right in the "
            f"{plan.layout.source} and import it again: what is in already is skipped."
        )


def plan_document(
    plan: Plan, effects: Sequence[ChangedStanding], file: str, saved: str, *, changes: bool
) -> dict[str, Any]:
    """The plan for scripts; `saved` says what was saved, "" for a dry run."""

    def row(one: PlannedRow) -> dict[str, Any]:
        return {
            "row": one.number,
            "mark": one.mark,
            "id": one.id,
            "activity": {key: json_value(value) for key, value in one.table.items()},
            "proposed": sorted(one.proposed),
            "changes": {
                key: [json_value(had), None if value is REMOVED else json_value(value)]
                for key, (had, value) in one.changes.items()
            },
            "same_as": one.same_as,
            "faults": [{"column": flaw.column, "text": flaw.text} for flaw in one.faults],
            "remarks": [{"column": flaw.column, "text": flaw.text} for flaw in one.remarks],
        }

    return {
        "schema": SCHEMA,
        "file": file,
        "questions": [
            {
                "key": question.key,
                "text": question.text,
                "columns": [
                    {
                        "column": one.index + 1,
                        "heading": one.name,
                        "key": one.key,
                        "samples": list(one.samples),
                        "option": one.option,
                    }
                    for one in question.candidates
                ],
            }
            for question in plan.layout.questions
        ],
        "columns": [
            {"column": one.index + 1, "heading": one.heading, "key": one.key, "reason": one.reason}
            for one in plan.layout.columns
        ],
        "rows": [row(one) for one in plan.rows],
        "left_out": [{"row": one.number, "reason": one.reason, "text": one.text} for one in plan.left_out],
        "told": list(plan.told),
        "hints": list(plan.hints),
        "with_changes": changes,
        "effects": [
            {
                "credential": one.after.credential,
                "before": standing_document(one.before),
                "after": standing_document(one.after),
            }
            for one in effects
        ],
        "saved": saved,
    }


def _counts(plan: Plan) -> str:
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


def _say_columns(page: Page, layout: SheetLayout) -> None:
    if layout.source == "calendar":
        return
    page.say()
    rows = [(one.name, one.key or "-", one.reason) for one in layout.columns]
    say_table(
        page,
        (TableColumn("Column of the sheet", shrinks=True), TableColumn("Holds"), TableColumn("Why", shrinks=True)),
        rows,
    )
    page.say(Toned("Another column? --column 'HEADING=KEY'; --column 'HEADING=' leaves one out.", "quiet"))


def _say_rows(page: Page, plan: Plan, most: int, show_all: bool) -> None:
    shown = [row for row in plan.rows if show_all or row.mark != "same"]
    if not shown:
        return
    columns = (
        TableColumn("Row", right=True),
        TableColumn("What"),
        TableColumn("Date"),
        TableColumn("Hours", right=True),
        TableColumn("Title", shrinks=True),
        TableColumn("Id", shrinks=True),
    )
    page.say()
    cells = [
        (
            str(row.number),
            _MARKS[row.mark],
            str(json_value(row.table.get("date", ""))),
            _length(row.table),
            row.table.get("title", ""),
            f"row {row.same_as}" if row.same_as is not None else row.id,
        )
        for row in shown[:most]
    ]
    say_table(page, columns, cells)
    if len(shown) > most:
        page.say(f"… and {len(shown) - most} more rows; --all shows every row.")


def _length(table: Mapping[str, Any]) -> str:
    """The hours of a row as the sheet would say them: "6.5", "40 min"."""
    sessions = [amount_in(one) or 0 for one in table.get("session", ())]
    hours = sum(sessions) if sessions else amount_in(table)
    return "" if hours is None else length(hours)


def _say_list(page: Page, heading: str, lines: Iterable[str], most: int) -> None:
    listed = list(lines)
    if not listed:
        return
    page.say()
    page.say(Toned(heading, "strong"))
    for line in listed[:most]:
        page.say(f"  {line}")
    if len(listed) > most:
        page.say(f"  … and {len(listed) - most} more; --all shows every one.")


def _changes_heading(source: str, changes: bool) -> str:
    if changes:
        return f"Will be changed to what the {source} says:"
    return f"Said otherwise in the {source}, and NOT changed (--changes takes the {source}'s word):"


def _changes(plan: Plan) -> Iterator[str]:
    for row in plan.marked("change"):
        had = {key: value for key, (value, _) in row.changes.items() if value is not None}
        has = {key: value for key, (_, value) in row.changes.items() if value is not REMOVED}
        keys = [key for key in row.changes if key != "minutes" or "hours" not in row.changes]
        parts = [f"{said(key)} {' → '.join(exchange(had, has, key))}" for key in keys]
        yield f"Row {row.number}, “{row.table['title']}” ({row.id}): {'; '.join(parts)}"


def _offerings(plan: Plan) -> Iterator[str]:
    for row in plan.marked("add"):
        if "offering" in row.proposed:
            yield f"Row {row.number}: {row.table['offering']}"


def _left_out(plan: Plan) -> Iterator[str]:
    for one in plan.left_out:
        text = one.text if len(one.text) <= 60 else f"{one.text[:60]}…"
        yield f"Row {one.number} was passed over: {one.reason} (“{text}”)."


def _flaws(rows: Iterable[tuple[PlannedRow, tuple[Flaw, ...]]]) -> Iterator[str]:
    for row, flaws in rows:
        for flaw in flaws:
            place = f"Row {row.number}, {flaw.column}" if flaw.column else f"Row {row.number}"
            yield f"{place}: {flaw.text}{'' if flaw.text.endswith(('.', '?')) else '.'}"


def _numbers(rows: Sequence[PlannedRow]) -> str:
    listed = [str(row.number) for row in rows[:_MOST_LINES]]
    more = ", …" if len(rows) > _MOST_LINES else ""
    return f"row{'s' if len(rows) > 1 else ''} {', '.join(listed)}{more}"
