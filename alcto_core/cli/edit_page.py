"""Activities changed or deleted, one or several at once: of them only what the options name."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from typing import Any

import click
import msgspec

from alcto_core.cli.arriving import arriving
from alcto_core.cli.entered import agreed, cleared, fields_of, reader_for, refuse, say_remarks
from alcto_core.cli.explain_page import activity_named
from alcto_core.cli.invocation import Invocation
from alcto_core.cli.layout import say_sheet
from alcto_core.cli.page import Page
from alcto_core.cli.preview import say_preview, say_removal
from alcto_core.cli.questions import may_save
from alcto_core.cli.saving import save, status_after
from alcto_core.entry.answer import Fields
from alcto_core.entry.form import as_long
from alcto_core.entry.several import Together, changed_alike, deleted_together, with_strands
from alcto_core.keeping.evidence import Arrival
from alcto_core.overview import Overview
from alcto_core.records.types import Activity
from alcto_core.telling.together import together_sheet


def change(
    invocation: Invocation,
    ids: tuple[str, ...],
    yes: bool,
    clear: tuple[str, ...],
    added: tuple[str, ...],
    options: dict[str, Any],
) -> int:
    """What `alcto edit` does."""
    overview, page = invocation.whole_overview(readings=False), invocation.page
    several = _named(overview, ids)
    copies = options.pop("copy")
    named, coming = arriving(page, overview.folder, options["evidence"], copy=copies, may_ask=not yes)
    reader = reader_for(overview, coming)
    fields = fields_of(reader, {**options, "evidence": named})
    strands = Fields()
    strands.take("add-strand", reader.strands, added)
    refuse(strands.problems)

    def changed(before: Activity) -> Activity:
        given = copy(fields)
        given.values = dict(fields.values)
        try:
            return with_strands(_changed(before, given, clear), strands.values["add-strand"])
        except click.UsageError as wrong:
            where = f"“{before.title}” ({before.id}): " if len(several) > 1 else ""
            raise click.UsageError(f"{where}{wrong.message}") from None

    together = changed_alike(overview.records, several, changed) if overview.records is not None else None
    if together is None:
        page.aside("Nothing would change; name what shall be new, such as --hours 5.5.")
        return 0
    say_remarks(page, fields)
    if len(several) == 1:
        say_preview(page, overview, changed(several[0]), replaces=several[0])
    else:
        _say_together(page, overview, together)
    return _save(page, overview, together, yes=yes, question="Save?", coming=coming)


def delete(invocation: Invocation, ids: tuple[str, ...], yes: bool) -> int:
    """What `alcto delete` does."""
    overview, page = invocation.whole_overview(readings=False), invocation.page
    several = _named(overview, ids)
    if overview.records is None:
        return 0
    together = deleted_together(overview.records, several)
    if len(several) == 1:
        say_removal(page, overview, several[0])
        return _save(page, overview, together, yes=yes, question="Delete it?")
    _say_together(page, overview, together)
    return _save(page, overview, together, yes=yes, question="Delete them?")


def _named(overview: Overview, words: tuple[str, ...]) -> list[Activity]:
    """The activities that some words mean, each once."""
    return list({one.id: one for one in (activity_named(overview, word) for word in words)}.values())


def _say_together(page: Page, overview: Overview, together: Together) -> None:
    say_sheet(page, together_sheet(overview, together), aside=True)


def _save(
    page: Page, overview: Overview, together: Together, *, yes: bool, question: str, coming: Iterable[Arrival] = ()
) -> int:
    """Save where the person agrees, and answer with the ids; the exit status."""
    if not may_save(page, yes, question):
        return 0
    _, saved = save(page, overview, together.edit, waits=yes, coming=coming)
    for one in together.found:
        page.say(one.id)
    return status_after(saved)


def _changed(before: Activity, fields: Fields, clear: tuple[str, ...]) -> Activity:
    """The activity with its new fields. Raises `click.UsageError` where they make no sense together."""
    kept, values = {**msgspec.structs.asdict(before), **cleared(clear)}, fields.values
    if kept["sessions"] and "hours" in values and "sessions" not in values:
        raise click.UsageError(
            "Its hours are the sum of its sessions; change those with --session, or add --clear session."
        )
    if values.get("sessions"):
        if kept["split"] and "split" not in values:
            raise click.UsageError("A split and sessions cannot stand together; add --clear split.")
        values["sessions"] = as_long(values["sessions"], before.sessions)
    return agreed(fields, kept)
