"""The log on the page: what each activity counts for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import click

from alcto_core.cli.invocation import Invocation, exit_status
from alcto_core.cli.page import Page
from alcto_core.cli.table import TableColumn, say_table
from alcto_core.hours import tenths
from alcto_core.records.types import Activity
from alcto_core.telling.log import NOTHING_LOGGED, entry_document, lacking_proof, nothing_held
from alcto_core.telling.logbook import NO_PROOF, NOT_POSTED, PLANNED, SHORT, Asked, Logbook
from alcto_core.telling.month import marks_of, month_lines
from alcto_core.telling.page import Item


def say(invocation: Invocation, words: tuple[str, ...], as_json: bool, options: Mapping[str, Any]) -> int:
    """What `alcto list` answers; `options` are those that narrow it down or sort it, by their names."""
    is_month = bool(options["month"])
    # No row says what another reading would come to; only the days of a month say by when an ended window is due.
    overview, page = invocation.overview(readings=False, earlier=is_month), invocation.page
    if is_month:
        for row in month_lines(_month(str(options["month"])), marks_of(overview), overview.on):
            page.say(row)
        return exit_status(overview)
    book = Logbook(overview)
    asked = _asked(book, " ".join(words), options)
    found = book.find(asked)
    if as_json:
        page.say_json(
            {
                "schema": 1,
                "on": overview.on.isoformat(),
                "activities": [entry_document(one, overview.standings) for one in found],
            }
        )
    elif found:
        _say(page, book, found, asked)
        if NO_PROOF in asked.which:
            page.aside(lacking_proof(len(found), len(book.activities)))
    else:
        page.say(_nothing(book, asked))
    return exit_status(overview)


def _month(word: str) -> date:
    """The first day of a month. Raises `click.UsageError`."""
    try:
        return date.fromisoformat(f"{word}-01")
    except ValueError:
        raise click.UsageError(f"--month: “{word}” is no month; write it like 2026-09.") from None


def _asked(book: Logbook, words: str, options: Mapping[str, Any]) -> Asked:
    kinds = {"planned": PLANNED, "short": SHORT, "not_posted": NOT_POSTED, "no_proof": NO_PROOF}
    which = [id for name, id in kinds.items() if options[name]]
    if options["credential"]:
        which.append(f"credential/{book.credential(options['credential'])}")
    if options["strand"]:
        which.append(book.strand(options["strand"]))
    return Asked(
        words=words,
        period=book.period(options["period"]) if options["period"] else None,
        which=tuple(which),
        sort=book.sort_named(options["sort"]),
        is_reversed=options["reverse"],
    )


def _nothing(book: Logbook, asked: Asked) -> str:
    """That nothing is found, by what was asked for."""
    if not book.activities:
        return f"{NOTHING_LOGGED} `alcto log` adds what you did."
    if asked.which == (NO_PROOF,) and not asked.words:
        return lacking_proof(0, len(book.activities))
    if asked.words:
        said = nothing_held(asked.words)
    else:
        said = "Nothing is planned." if asked.which == (PLANNED,) else "No activity is like that."
    return f"{said} `alcto list` shows them all."


def _say(page: Page, book: Logbook, found: Sequence[Activity], asked: Asked) -> None:
    columns = (
        TableColumn("Date"),
        *(TableColumn(name, right=True) for name in book.columns),
        TableColumn("Activity", shrinks=True),
        TableColumn("Remarks", shrinks=True),
        TableColumn("Id"),
    )
    say_table(page, columns, [_row(one) for part in book.parts(found, asked) for one in part.items])


def _row(item: Item) -> tuple[str, ...]:
    if item.kind == "year":
        return (item.title, *map(tenths, item.cells), item.text, item.state, "")
    return (str(item.day), *map(tenths, item.cells), item.title, ", ".join(item.said), item.id)
