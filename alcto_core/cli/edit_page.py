"""An activity changed: only what the options name, or in an editor."""

from __future__ import annotations

from typing import Any

import click
import msgspec

from alcto_core.cli.arriving import arriving
from alcto_core.cli.entered import agreed, cleared, fields_of, reader_for, say_remarks
from alcto_core.cli.explain_page import activity_named
from alcto_core.cli.invocation import Invocation
from alcto_core.cli.preview import say_preview
from alcto_core.cli.questions import may_save
from alcto_core.cli.saving import save, status_after
from alcto_core.entry.answer import Fields
from alcto_core.entry.form import as_long, edit_of
from alcto_core.records.types import Activity


def change(
    invocation: Invocation, id: str, yes: bool, clear: tuple[str, ...], copy: bool, options: dict[str, Any]
) -> int:
    """What `alcto edit` does."""
    overview, page = invocation.whole_overview(), invocation.page
    before = activity_named(overview, id)
    options["evidence"], coming = arriving(page, overview.folder, options["evidence"], copy=copy, may_ask=not yes)
    fields = fields_of(reader_for(overview, coming), options)
    after = _changed(before, fields, clear)
    edit = edit_of(after, before)
    if edit is None:
        page.aside("Nothing would change; name what shall be new, such as --hours 5.5.")
        return 0
    say_remarks(page, fields)
    say_preview(page, overview, after, replaces=before)
    if not may_save(page, yes):
        return 0
    _, saved = save(page, overview, edit, waits=yes, coming=coming)
    page.say(before.id)
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
