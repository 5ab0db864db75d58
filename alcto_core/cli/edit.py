"""`alcto edit ID`: change an activity, after showing what that changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from alcto_core.cli.entry import CLEARABLE, entry_options
from alcto_core.cli.invocation import asked, date_option, records_options, yes_option

if TYPE_CHECKING:
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
@click.argument("id")
@click.pass_context
def command(ctx: click.Context, /, id: str, yes: bool, clear: tuple[str, ...], **options: Any) -> int:
    """Change an activity: only what the options name; the rest stays as it is written.

    A list, such as --strand or --session, replaces the whole list that was there.
    """
    from alcto_core.cli.entry import reader_for
    from alcto_core.cli.explain import activity_named
    from alcto_core.cli.preview import say_preview
    from alcto_core.cli.questions import may_save
    from alcto_core.cli.saving import save, status_after
    from alcto_core.entry.form import edit_of

    invocation = asked(ctx)
    overview, page = invocation.whole_overview(), invocation.page
    before = activity_named(overview, id)
    reader = reader_for(overview)
    try:
        after = _changed(before, reader.changes(options), clear)
    except ValueError as wrong:
        raise click.UsageError(str(wrong)) from None
    edit = edit_of(after, before)
    if edit is None:
        page.aside("Nothing would change; name what shall be new, such as --hours 5.5.")
        return 0
    for remark in reader.remarks:
        page.aside(remark)
    say_preview(page, overview, after, replaces=before)
    if not may_save(page, yes):
        return 0
    _, saved = save(page, overview, edit, waits=yes)
    page.say(before.id)
    return status_after(saved)


def _changed(before: Activity, fields: dict[str, Any], clear: tuple[str, ...]) -> Activity:
    """The activity with its new fields. Raises `ValueError` where they make no sense together."""
    import msgspec

    from alcto_core.cli.entry import agreed, cleared

    if fields.get("title") == "":
        raise ValueError("The title cannot be empty.")
    if before.sessions and "hours" in fields and "sessions" not in fields and "sessions" not in map(_field, clear):
        raise ValueError("Its hours are the sum of its sessions; change those with --session, or add --clear session.")
    if "sessions" in fields and "hours" not in fields:
        fields["hours"] = 0
    if fields.get("sessions") and before.split and "split" not in fields:
        raise ValueError("A split and sessions cannot stand together; add --clear split.")
    return agreed(msgspec.structs.replace(before, **{**cleared(clear), **fields}))


def _field(key: str) -> str:
    return "sessions" if key == "session" else key
