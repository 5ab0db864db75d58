"""What was seen on the proof of entries: listed, told of one, ticked; and reflections written."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from contextlib import ExitStack
from typing import Any

import click

from alcto_core.cli.explain_page import activity_named
from alcto_core.cli.invocation import Invocation, exit_status
from alcto_core.cli.layout import say_item
from alcto_core.cli.page import Page, Toned
from alcto_core.cli.saving import save, status_after
from alcto_core.cli.table import TableColumn, say_table
from alcto_core.keeping.evidence import Arrival
from alcto_core.keeping.reflections import reflection
from alcto_core.overview import Overview
from alcto_core.problems import Refused
from alcto_core.records.changing import REMOVED
from alcto_core.records.checklist import SHOWN, look_in, looked, with_look
from alcto_core.records.edits import ChangeActivity
from alcto_core.records.types import Activity
from alcto_core.telling.checklist import NOTHING_TO_SEE, checklist_sheet, proof_found, proof_item
from alcto_core.telling.log import NOTHING_LOGGED
from alcto_core.telling.page import Item, sentence

_ALL = "all"


def say_list(invocation: Invocation, lacking: bool, as_json: bool) -> int:
    """What `alcto proof` answers."""
    overview, page = invocation.overview(), invocation.page
    held = overview.records.activities if overview.records is not None else ()
    sheet = checklist_sheet(overview, held)
    items = [one for one in sheet.items("proof") if not (lacking and one.tone == "met")]
    if as_json:
        by_id = {one.id: one for one in held}
        page.say_json({"schema": 1, "proof": [_document(by_id[one.id]) for one in items]})
    elif items:
        columns = (
            TableColumn("Date"), TableColumn("Seen", right=True), TableColumn("State", shrinks=True),
            TableColumn("Activity", shrinks=True), TableColumn("Id"),
        )  # fmt: skip
        say_table(
            page, columns, [(str(one.day), one.figure, one.remark or one.state, one.title, one.id) for one in items]
        )
        for words in sheet.head:
            page.aside(sentence(words))
    else:
        page.say("The proof of every entry shows all of it." if held and lacking else NOTHING_LOGGED)
    return exit_status(overview)


def say_one(invocation: Invocation, id: str, as_json: bool) -> int:
    """What `alcto proof ID` answers."""
    overview, page = invocation.overview(), invocation.page
    activity = activity_named(overview, id)
    if as_json:
        page.say_json({"schema": 1, "proof": [_document(activity)]})
    else:
        _say(page, proof_item(overview, activity, proof_found(overview, activity) if activity.evidence else None))
    return exit_status(overview)


def change(
    invocation: Invocation,
    id: str,
    seen: tuple[str, ...],
    unseen: tuple[str, ...],
    clear: bool,
    reflect: str | None,
) -> int:
    """What `alcto proof ID --seen WORD` and its like do."""
    overview, page = invocation.whole_overview(), invocation.page
    activity = activity_named(overview, id)
    changes: dict[str, Any] = {}
    with ExitStack() as stack:
        coming: tuple[Arrival, ...] = ()
        if reflect is not None and overview.records is not None:
            text = sys.stdin.read() if reflect == "-" else reflect
            person = overview.records.person
            coming = (stack.enter_context(reflection(overview.folder, activity, person, text, overview.on)),)
            changes["evidence"] = [*activity.evidence, *(one.path for one in coming)]
        if seen or unseen or clear:
            changes |= _ticked(overview, activity, seen, unseen, clear, is_named=bool(activity.evidence or coming))
        if not changes:
            page.aside("Nothing would change.")
            return exit_status(overview)
        after, saved = save(page, overview, ChangeActivity(id=activity.id, changes=changes), coming=coming)
    if (now := after.records.activity(activity.id) if after.records is not None else None) is not None:
        _say(page, proof_item(after, now))
    return status_after(saved)


def _ticked(
    overview: Overview,
    activity: Activity,
    seen: tuple[str, ...],
    unseen: tuple[str, ...],
    clear: bool,
    *,
    is_named: bool,
) -> Mapping[str, Any]:
    """The note with what is seen now. Raises `click.UsageError` for a word that is none, `Refused` without proof."""
    if seen and not is_named:
        raise Refused(f"{NOTHING_TO_SEE}: `alcto edit {activity.id} --evidence FILE`.")
    before = look_in(activity.note)
    words = set(before.seen) if before is not None and not clear else set()
    words |= {*SHOWN} if _ALL in seen else {*seen}
    try:
        looked([word for word in (*seen, *unseen) if word != _ALL], overview.on)
        look = looked(words - {*unseen}, overview.on) if seen or unseen else None
    except ValueError as wrong:
        raise click.UsageError(f"{wrong}.") from None
    note = with_look(activity.note, look)
    return {} if note == activity.note else {"note": note or REMOVED}


def _document(activity: Activity) -> dict[str, Any]:
    look = look_in(activity.note)
    return {
        "activity": activity.id,
        "evidence": list(activity.evidence),
        "seen": list(look.seen) if look is not None else None,
        "looked": look.on.isoformat() if look is not None else None,
    }


def _say(page: Page, item: Item) -> None:
    page.say(Toned(f"Proof: {item.remark or item.state}", "met" if item.tone == "met" else "strong"))
    say_item(page.say, item)
