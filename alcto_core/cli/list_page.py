"""The log on the page: what each activity counts for."""

from __future__ import annotations

from collections.abc import Sequence

from alcto_core.cli.invocation import Invocation, exit_status
from alcto_core.cli.page import Page
from alcto_core.cli.table import TableColumn, say_table
from alcto_core.evaluation.other_periods import OtherPeriods
from alcto_core.hours import tenths
from alcto_core.keeping.evidence import without_proof
from alcto_core.overview import Overview
from alcto_core.records.types import Activity
from alcto_core.telling.log import NOTHING_LOGGED, entry_document, lacking_proof, log_part, nothing_held
from alcto_core.telling.search import log_of
from alcto_core.words import matching


def say(invocation: Invocation, words: tuple[str, ...], planned: bool, no_proof: bool, as_json: bool) -> int:
    """What `alcto list` answers."""
    overview, page = invocation.overview(), invocation.page
    activities = overview.records.activities if overview.records else ()
    log = log_of(activities, overview.library)
    found = [activity for activity in matching(log, " ".join(words)) if activity.is_planned or not planned]
    if no_proof:
        found = list(without_proof(overview.folder, found))
    if as_json:
        page.say_json(
            {
                "schema": 1,
                "on": overview.on.isoformat(),
                "activities": [entry_document(one, overview.standings) for one in found],
            }
        )
    elif found:
        _say(page, found, overview)
        if no_proof:
            page.aside(lacking_proof(len(found), len(activities)))
    elif no_proof:
        page.say(lacking_proof(0, len(activities)))
    elif words or planned:
        page.say(f"{nothing_held(' '.join(words)) if words else 'Nothing is planned.'} `alcto list` shows them all.")
    else:
        page.say(f"{NOTHING_LOGGED} `alcto log` adds what you did.")
    return exit_status(overview)


def _say(page: Page, found: Sequence[Activity], overview: Overview) -> None:
    periods = OtherPeriods(overview.records, overview.library, overview.standings, plan=overview.plan)
    part = log_part(found, overview.standings, periods.holding(found))
    columns = (
        TableColumn("Date"),
        *(TableColumn(name, right=True) for name in part.columns),
        TableColumn("Activity", shrinks=True),
        TableColumn("Remarks", shrinks=True),
        TableColumn("Id"),
    )
    rows = ((str(item.day), *map(tenths, item.cells), item.title, ", ".join(item.said), item.id) for item in part.items)
    say_table(page, columns, rows)
