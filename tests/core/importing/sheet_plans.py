"""Plans of sheets in tests: made on the records of one director, and shown as lines that can be compared."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from functools import cache
from typing import Any

import msgspec

from alcto_core.entry.days import Order
from alcto_core.host.plugins import load_plugins
from alcto_core.importing.cells import Grid, read_csv
from alcto_core.importing.columns import find_header, guess
from alcto_core.importing.ground import Ground
from alcto_core.importing.layout import Headed
from alcto_core.importing.plan import Plan, planned
from alcto_core.importing.planned import PlannedRow
from alcto_core.importing.tables import ALONE, first_with_headings, with_others_named
from alcto_core.importing.workbook import read_workbook
from alcto_core.problems import Refused
from alcto_core.records.differences import document_of
from alcto_core.records.reading import read_text
from alcto_core.rules.library import Library
from alcto_core.toml.writing import value_text

TODAY = date(2026, 3, 1)

RECORDS = b"""\
schema = 1

[person]
name = "Jordan Avery"

[[credential]]
program = "al-td-ceu"

[[credential]]
program = "al-cto"
cohort = "ECHO"
renewed = [2024-05-20]

[[activity]]
id = "winter"
title = "ALET Winter Conference"
location = "Birmingham, AL"
date = 2026-01-28
hours = 6.0
strands = ["al-cto/it", "al-cto/data"]
offering = "alet/winter-conference"

# kept as it is
[[activity]]
id = "fetc"
title = "FETC"
location = "Orlando, FL"
date = 2026-01-13
hours = 8.0
strands = ["al-cto/it"]
offering = "external/fetc"

[[activity]]
id = "summer"
title = "Summer"
date = 2026-01-10

  [[activity.session]]
  title = "One"
  hours = 1.5

  [[activity.session]]
  title = "Two"
  hours = 1.5
"""


@cache
def library() -> Library:
    """What the bundled plugins say."""
    return load_plugins(no_plugins=True).library


def plan_of(
    raw: bytes,
    *,
    records: bytes = RECORDS,
    today: date = TODAY,
    columns: Mapping[str, str] | None = None,
    dates: Order | None = None,
    new_rows: Collection[int] = (),
) -> Plan:
    """The plan of a CSV file's bytes on these records."""
    return plan_of_grid(read_csv(raw), records=records, columns=columns, dates=dates, today=today, new_rows=new_rows)


def plan_of_grid(
    grid: Grid,
    *,
    records: bytes = RECORDS,
    today: date = TODAY,
    columns: Mapping[str, str] | None = None,
    dates: Order | None = None,
    new_rows: Collection[int] = (),
) -> Plan:
    """The plan of a sheet on these records."""
    headed = with_others_named(find_header(grid, columns or {}, today), ALONE)
    return _plan(grid, headed, records, today, columns, dates, new_rows)


def plan_of_workbook(raw: bytes) -> Plan:
    """The plan of the sheet of a workbook that is read where nobody says which."""
    grid, headed, told = first_with_headings(read_workbook(raw), {}, TODAY)
    plan = _plan(grid, headed, RECORDS, TODAY, None, None, ())
    return msgspec.structs.replace(plan, told=(*told, *plan.told))


def _plan(
    grid: Grid,
    headed: Headed,
    records: bytes,
    today: date,
    columns: Mapping[str, str] | None,
    dates: Order | None,
    new_rows: Collection[int],
) -> Plan:
    read = read_text(records).records
    ground = Ground.of(read, document_of(records) or {}, library(), today, lambda path: path == "evidence/fall.pdf")
    return planned(grid, headed, guess(headed, ground, columns), ground, dates=dates, new_rows=new_rows)


def answer(raw: bytes) -> dict[str, Any]:
    """What a sheet comes to, as lines: its plan, or the sentence by which it is refused."""
    try:
        return {key: value for key, value in shown(plan_of(raw)).items() if value}
    except Refused as refused:
        return {"refused": str(refused)}


def shown(plan: Plan) -> dict[str, Any]:
    """A plan as lines of text."""
    return {
        "asks": [
            f"{one.key}: {one.text} {', '.join(each.option for each in one.candidates)}"
            for one in plan.layout.questions
        ],
        "columns": [f"{one.name}: {one.key or '-'}" for one in plan.layout.columns],
        "rows": [_row(one) for one in plan.rows],
        "left_out": [f"{one.number}: {one.reason}" for one in plan.left_out],
        "told": [*plan.told, *plan.hints, *(one.text for one in plan.near)],
        "flaws": [
            f"{one.number} {kind} {flaw.column}: {flaw.text}"
            for one in plan.rows
            for kind, flaws in (("fault", one.faults), ("remark", one.remarks))
            for flaw in flaws
        ],
    }


def _row(row: PlannedRow) -> str:
    says = ", ".join(f"{key} {value_text(value)}" for key, value in row.table.items() if key != "id")
    target = f"row {row.same_as}" if row.same_as is not None else row.id
    changes = "; ".join(f"{key} becomes {value_text(new)}" for key, (_, new) in row.changes.items())
    return " | ".join(part for part in (f"{row.number} {row.mark} {target}".rstrip(), says, changes) if part)
