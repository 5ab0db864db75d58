"""What `alcto import` says: the page of a dry run or of open questions, the rows that stayed out, and the JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from alcto_core.cli.layout import say_part
from alcto_core.cli.page import Toned
from alcto_core.cli.table import TableColumn, say_table
from alcto_core.evaluation.status_document import standing_document
from alcto_core.records.changing import REMOVED
from alcto_core.records.tables import json_value
from alcto_core.telling.importing import import_sheet, questions_sheet, told_rows
from alcto_core.telling.page import sentence

if TYPE_CHECKING:
    from alcto_core.cli.page import Page
    from alcto_core.evaluation.changed_standings import ChangedStanding
    from alcto_core.importing.plan import Plan
    from alcto_core.importing.planned import PlannedRow
    from alcto_core.telling.page import Part

SCHEMA = 1
_MOST_ROWS = 40
_MOST_LINES = 12


def say_plan(
    page: Page, plan: Plan, effects: Sequence[ChangedStanding], file: str, *, changes: bool, show_all: bool
) -> None:
    """The dry run, on standard output."""
    sheet = import_sheet(
        plan, effects, file, changes=changes, every_row=show_all, most=None if show_all else _MOST_ROWS
    )
    rows = sum(1 for _ in told_rows(plan, every_row=show_all))
    page.say(Toned(sentence(sheet.title), "strong"))
    for part in sheet.parts:
        kind = part.items[0].kind
        most = len(part.items) if show_all else _MOST_LINES if kind == "look" else _MOST_ROWS
        if kind == "effect":
            say_part(page.say, part)
        elif kind == "column":
            _say_columns(page, part)
        elif kind == "row":
            _say_rows(page, part, rows - len(part.items))
        elif kind == "near":
            _say_list(page, part, most, "--offering ROW=ID takes one")
        elif kind == "suggested":
            _say_list(page, part, most, "--suggested ROW takes one, --suggested all each")
        else:
            source = f"--changes takes the {plan.layout.source}'s word" if kind == "change" and not changes else ""
            _say_list(page, part, most, source)


def say_questions(page: Page, plan: Plan, file: str) -> None:
    """What alcto does not guess, with the likeliest columns, sample rows and the option that settles it."""
    sheet = questions_sheet(plan.layout, file)
    page.say(Toned(sentence(sheet.title), "strong"))
    for part in sheet.parts:
        if part.items and part.items[0].kind == "column":
            _say_columns(page, part)
            continue
        page.say()
        page.say(Toned(part.heading, "strong"))
        for item in part.items:
            page.say(f"  {item.word}    {item.cells[1] if item.cells else item.title}")
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
        "hints": [*plan.hints, *(one.text for one in plan.near), *(one.text for one in plan.suggested)],
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


def _say_columns(page: Page, part: Part) -> None:
    page.say()
    columns = (TableColumn(part.heading, shrinks=True), TableColumn("Holds"), TableColumn("Why", shrinks=True))
    say_table(page, columns, [(one.title, *one.cells) for one in part.items])
    page.say(Toned("Another column? --column 'HEADING=KEY'; --column 'HEADING=' leaves one out.", "quiet"))


def _say_rows(page: Page, part: Part, more: int) -> None:
    """The rows; `more` are not shown."""
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
        (one.id, one.cells[0], one.day.isoformat() if one.day else "", one.figure, one.title, one.cells[1])
        for one in part.items
    ]
    say_table(page, columns, cells)
    if more:
        page.say(f"… and {more} more rows; --all shows every row.")


def _say_list(page: Page, part: Part, most: int, how: str) -> None:
    """A list; `how` says what can be done about it, "" for nothing."""
    page.say()
    page.say(Toned(f"{part.heading}{f' ({how})' if how else ''}:", "strong"))
    for item in part.items[:most]:
        page.say(f"  {item.text}")
    if len(part.items) > most:
        page.say(f"  … and {len(part.items) - most} more; --all shows every one.")


def _numbers(rows: Sequence[PlannedRow]) -> str:
    listed = [str(row.number) for row in rows[:_MOST_LINES]]
    more = ", …" if len(rows) > _MOST_LINES else ""
    return f"row{'s' if len(rows) > 1 else ''} {', '.join(listed)}{more}"
