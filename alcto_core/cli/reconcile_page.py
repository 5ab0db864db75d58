"""The official record compared with the records: shown, asked about, noted."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

import click

from alcto_core import system
from alcto_core.cli.invocation import Invocation
from alcto_core.cli.layout import say_sheet
from alcto_core.cli.page import Page
from alcto_core.cli.questions import DRY_RUN, can_ask, confirm, may_save
from alcto_core.cli.saving import save, status_after
from alcto_core.cli.sheet_questions import asked_order, corrections, settled
from alcto_core.entry.days import Order
from alcto_core.hours import number
from alcto_core.importing import memory
from alcto_core.importing.layout import SheetLayout
from alcto_core.importing.opening import open_sheet
from alcto_core.keeping.folder import RecordsFolder
from alcto_core.keeping.letters import keep_letter
from alcto_core.overview import Overview
from alcto_core.reconciling.comparison import Comparison, compared, laid_out
from alcto_core.reconciling.pairs import Pair, Said
from alcto_core.telling.reconciling import (
    NO_MESSAGE,
    agreed_sheet,
    asked_pair,
    effects_of,
    ground_to_compare,
    message,
    reasons,
    reconciling_sheet,
)

SCHEMA = 1


class Asks(NamedTuple):
    """What the options say."""

    credential: str | None
    columns: tuple[str, ...]
    dates: Order | None
    sheet: str | None
    pairs: tuple[str, ...]
    apart: tuple[int, ...]
    take: tuple[int, ...]
    message: str | None
    period: str | None


def reconcile(invocation: Invocation, file: Path, asks: Asks, *, yes: bool, as_json: bool) -> int:
    """What `alcto reconcile` does; the exit status."""
    if as_json and asks.message == "-":
        raise click.UsageError("--message - prints the message alone; leave --json out, or name a file.")
    overview, page = invocation.whole_overview(), invocation.page
    may_ask = can_ask() and not yes and not as_json and asks.message != "-"
    comparison = _compared(page, overview, file, asks, may_ask=may_ask)
    if isinstance(comparison, SheetLayout):
        return _left_open(page, comparison, as_json=as_json)
    if asks.message == "-":
        for line in message(comparison, overview.on).splitlines():
            page.say_row(line)
        return 0
    if not as_json:
        effects = effects_of(overview, comparison, comparison.edit(take=asks.take))
        say_sheet(page, reconciling_sheet(comparison, take=asks.take, effects=effects))
        if comparison.found.only_theirs and not asks.take:
            page.aside("--take ROW takes in a row that only they have; --pair ROW=ACTIVITY says whose it is.")
    agreed = _agreed(page, comparison) if may_ask else frozenset()
    if agreed:
        say_sheet(page, agreed_sheet(effects_of(overview, comparison, comparison.edit(agreed, asks.take))))
    status, saved = _finish(page, overview, comparison, asks, agreed, yes=yes, may_ask=may_ask, as_json=as_json)
    if as_json:
        page.say_json(document(comparison, saved))
    return status


def _compared(page: Page, overview: Overview, file: Path, asks: Asks, *, may_ask: bool) -> Comparison | SheetLayout:
    """The comparison; a layout where something about the columns is open that nobody can be asked."""
    ground = ground_to_compare(overview)
    said = corrections(asks.columns)
    sheet = open_sheet(file, said, overview.on, asks.sheet, overview.plugins.extensions)
    kept = memory.recall(overview.folder, sheet.names)
    layout = settled(
        page, lambda said: laid_out(ground, sheet, said, kept.columns if kept else None), said, asks=may_ask
    )
    if layout.questions:
        return layout

    def made(dates: Order | None) -> Comparison:
        return compared(
            ground,
            file.name,
            sheet,
            layout,
            dates=dates,
            credential=asks.credential,
            period=asks.period,
            said=Said(pairs=_pairs(asks.pairs), apart=frozenset(asks.apart)),
        )

    found = made(asks.dates)
    if found.read.order.is_sure or asks.dates:
        return found
    dates = kept.dates if kept and kept.dates else asked_order(page) if may_ask else None
    return made(dates) if dates else found


def _pairs(words: tuple[str, ...]) -> frozenset[tuple[int, str]]:
    found = set()
    for word in words:
        row, equals, id = word.partition("=")
        if not equals or not row.strip().isdecimal() or not id.strip():
            raise click.UsageError(f"“{word}” is not ROW=ACTIVITY; write for example --pair 4=2026-01-28-alet-winter")
        found.add((int(row), id.strip()))
    return frozenset(found)


def _left_open(page: Page, layout: SheetLayout, *, as_json: bool) -> int:
    """Say what must be settled about the columns first."""
    if as_json:
        asked = [{"text": one.text, "options": [each.option for each in one.candidates]} for one in layout.questions]
        page.say_json(
            {"schema": SCHEMA, "questions": asked, "both": [], "differ": [], "only_mine": [], "only_theirs": []}
        )
        return 1
    for question in layout.questions:
        page.say(question.text)
        for one in question.candidates:
            page.say(f"  {one.option}")
    return 1


def _agreed(page: Page, comparison: Comparison) -> frozenset[str]:
    """The doubtful pairs that the person agrees to, asked one by one."""
    agreed = []
    for pair in comparison.open_pairs():
        if confirm(page, asked_pair(pair), default=False):
            agreed.append(pair.activity.id)
    return frozenset(agreed)


def _finish(
    page: Page,
    overview: Overview,
    comparison: Comparison,
    asks: Asks,
    agreed: frozenset[str],
    *,
    yes: bool,
    may_ask: bool,
    as_json: bool,
) -> tuple[int, str]:
    """Save where the person agrees; the exit status and what was saved."""
    status, sentence = int(bool(comparison.unread)), ""
    edit = comparison.edit(agreed, asks.take)
    if asks.take and not as_json:
        for told in comparison.taken(asks.take)[1]:
            page.aside(told)
    if edit is not None and (yes or may_ask):
        if not may_save(page, yes, "Note this?"):
            return status, ""
        _, saved = save(page, overview, edit, waits=yes)
        status, sentence = max(status, status_after(saved)), saved.sentence
        with suppress(OSError):  # it would only have saved a question the next time
            names = comparison.sheet.names
            kept = memory.recall(overview.folder, names)
            dates = asks.dates or (kept.dates if kept else None)
            agreed_on = memory.Remembered(headings=memory.key_of(names), columns=comparison.columns, dates=dates)
            memory.remember(overview.folder, agreed_on)
    elif edit is not None and not as_json:
        page.aside(DRY_RUN)
    if asks.message:
        _write(page, overview.folder, system.path_meant(asks.message), message(comparison, overview.on))
    left = len(comparison.open_pairs(agreed))
    if left and yes:
        page.aside(f"Doubtful pairs were left as they are ({left}): say --pair ROW=ACTIVITY or --apart ROW of each.")
        status = max(status, 1)
    return status, sentence


def _write(page: Page, folder: RecordsFolder, target: Path, text: str) -> None:
    """Write the draft to a new file. Raises `Refused`."""
    if not text:
        page.aside(NO_MESSAGE)
        return
    page.aside(keep_letter(folder, target, text))


def document(comparison: Comparison, saved: str) -> dict[str, Any]:
    """The comparison for scripts; `saved` says what was saved, "" for a dry run."""
    found, scope = comparison.found, comparison.scope
    return {
        "schema": SCHEMA,
        "file": comparison.file,
        "credential": scope.credential.id,
        "periods": [
            {"name": one.name, "start": one.start.isoformat(), "end": one.end.isoformat()} for one in scope.spans
        ],
        "both": [_pair(pair) for pair in found.both],
        "differ": [_pair(pair) for pair in found.differ],
        "only_mine": [
            {
                "activity": one.id,
                "title": one.title,
                "date": one.date.isoformat(),
                "hours": number(one.hours),
                "counted": number(scope.counted.get(one.id, 0)),
            }
            for one in found.only_mine
        ],
        "only_theirs": [
            {"row": row.number, "title": row.title, "date": row.day.isoformat(), "hours": number(row.hours)}
            for row in found.only_theirs
        ],
        "not_compared": [
            *({"row": one.number, "why": one.why} for one in (*comparison.ahead, *scope.outside)),
            *({"row": one.number, "why": one.reason} for one in comparison.not_done),
            *({"activity": activity.id, "why": why} for activity, why in scope.left_out),
        ],
        "unread": [{"row": one.number, "why": one.why} for one in comparison.unread],
        "saved": saved,
    }


def _pair(pair: Pair) -> dict[str, Any]:
    return {
        "activity": pair.activity.id,
        "row": pair.rows[0].number,
        "rows": [row.number for row in pair.rows],
        "mine": number(pair.mine),
        "theirs": number(pair.theirs),
        "reason": "; ".join(reasons(pair)),
        "doubtful": not pair.is_sure,
    }
