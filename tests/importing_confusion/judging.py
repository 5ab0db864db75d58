"""What became of each row of a made-up sheet: right, left out as it should be, asked about, or silently wrong."""

from __future__ import annotations

from collections import Counter
from typing import Literal, NamedTuple

from shapes import TODAY, Event, Sheet
from sheet_plans import plan_of

from alcto_core.hours import MINUTE
from alcto_core.importing.plan import Plan
from alcto_core.importing.planned import PlannedRow
from alcto_core.problems import Refused
from alcto_core.records.tables import amount_in

Outcome = Literal["right", "rightly out", "asked", "wrong"]
OUTCOMES: tuple[Outcome, ...] = ("right", "rightly out", "asked", "wrong")
RECORDS = b'schema = 1\n[person]\nname = "Jordan Avery"\n[[credential]]\nprogram = "al-td-ceu"\n'


class Judged(NamedTuple):
    """One sheet with the outcome of each row, and what was wrong."""

    sheet: Sheet
    outcomes: Counter[Outcome]
    wrong: tuple[str, ...]
    asks: tuple[str, ...]


def read_from(sheet: Sheet) -> str:
    """Name, day, length and what says whether a row counts, by the headings that alcto takes them from."""
    try:
        plan = plan_of(sheet.raw, records=RECORDS, today=TODAY)
    except Refused:
        return "refused"
    keys = (("title",), ("date", "start"), ("hours", "minutes", "begins", "ends"), ("status",))
    asked = {one.key for one in plan.layout.questions}
    parts: list[str] = []
    for wanted in keys:
        names = [one.heading for key in wanted for one in plan.layout.columns if one.key == key]
        if wanted == ("date", "start"):
            names = names[:1]
        parts.append("asked" if asked & set(wanted) else ", ".join(names) or "–")
    return " | ".join(parts)


def judged(sheet: Sheet) -> Judged:
    """Read a sheet as a script does, and compare each row with what is true of it."""
    rows = len(sheet.events)
    try:
        plan = plan_of(sheet.raw, records=RECORDS, today=TODAY)
    except Refused as refused:
        return Judged(sheet, Counter({"asked": rows}), (), (str(refused),))
    if plan.layout.questions:
        return Judged(sheet, Counter({"asked": rows}), (), tuple(one.text for one in plan.layout.questions))
    found = [_outcome(event, plan) for event in sheet.events]
    strangers = [row for row in plan.rows if row.mark == "add" and not _is_of(row, sheet)]
    outcomes = Counter(outcome for outcome, _ in found)
    outcomes["wrong"] += len(strangers)
    told = [text for _, text in found if text] + [f"a row that is none: {dict(row.table)}" for row in strangers]
    return Judged(sheet, outcomes, tuple(told), ())


def _is_of(row: PlannedRow, sheet: Sheet) -> bool:
    return any(row.table.get("title") == event.title for event in sheet.events)


def _outcome(event: Event, plan: Plan) -> tuple[Outcome, str]:
    mine = [row for row in plan.rows if row.table.get("title") == event.title]
    added = [row for row in mine if row.mark == "add" and row.table.get("status") != "planned"]
    if added:
        row = added[0]
        hours = amount_in(row.table)
        is_right = event.counts and row.table["date"] == event.day and hours is not None
        # Hundredths of an hour are what some exports give: a third of an hour is 0.33 there.
        if is_right and abs((hours or 0) - event.minutes * MINUTE) < MINUTE:
            return "right", ""
        return "wrong", f"{event.title}: {dict(row.table)} for {event.day} {event.minutes} min {event.counts}"
    if mine and any(row.mark == "unreadable" for row in mine):
        return "asked", ""
    if any(event.title in one.text for one in plan.left_out) or mine:
        return ("wrong", f"{event.title} was left out") if event.counts else ("rightly out", "")
    if any(row.mark == "unreadable" for row in plan.rows):
        return "asked", ""
    return ("wrong", f"{event.title} is nowhere") if event.counts else ("rightly out", "")
