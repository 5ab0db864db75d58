"""`alcto edit ID`: change an activity, after showing what that changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from alcto_core.cli.entry import CLEARABLE, entry_options
from alcto_core.cli.invocation import asked, date_option, records_options, yes_option
from alcto_core.cli.typed import Named

if TYPE_CHECKING:
    from alcto_core.entry.answer import Fields
    from alcto_core.records.types import Activity


@click.command()
@records_options
@date_option
@yes_option
@entry_options
@click.option(
    "--clear",
    metavar="KEY",
    multiple=True,
    type=click.Choice(CLEARABLE),
    help="Take a key out, e.g. 'posted' (once for each).",
)
@click.argument("id", type=Named("activity"))
@click.pass_context
def command(ctx: click.Context, /, id: str, yes: bool, clear: tuple[str, ...], **options: Any) -> int:
    """Change an activity: only what the options name; the rest stays as it is written.

    A list, such as --strand or --session, replaces the whole list that was there.
    """
    from alcto_core.cli.entry import fields_of, reader_for, say_remarks
    from alcto_core.cli.explain_page import activity_named
    from alcto_core.cli.preview import say_preview
    from alcto_core.cli.questions import may_save
    from alcto_core.cli.saving import save, status_after
    from alcto_core.entry.form import edit_of

    invocation = asked(ctx)
    overview, page = invocation.whole_overview(), invocation.page
    before = activity_named(overview, id)
    fields = fields_of(reader_for(overview), options)
    after = _changed(before, fields, clear)
    edit = edit_of(after, before)
    if edit is None:
        page.aside("Nothing would change; name what shall be new, such as --hours 5.5.")
        return 0
    say_remarks(page, fields)
    say_preview(page, overview, after, replaces=before)
    if not may_save(page, yes):
        return 0
    _, saved = save(page, overview, edit, waits=yes)
    page.say(before.id)
    return status_after(saved)


def _changed(before: Activity, fields: Fields, clear: tuple[str, ...]) -> Activity:
    """The activity with its new fields. Raises `click.UsageError` where they make no sense together."""
    import msgspec

    from alcto_core.cli.entry import agreed, cleared
    from alcto_core.entry.form import as_long

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
