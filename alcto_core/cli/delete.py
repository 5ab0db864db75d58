"""`alcto delete ID`: take an activity out of the records, after showing what that changes."""

from __future__ import annotations

import click

from alcto_core.cli.invocation import asked, date_option, records_options, yes_option
from alcto_core.cli.typed import Named


@click.command()
@records_options
@date_option
@yes_option
@click.argument("id", type=Named("activity"))
@click.pass_context
def command(ctx: click.Context, id: str, yes: bool) -> int:
    """Take an activity out of the records. Shows first what that changes; `alcto undo` brings it back."""
    from alcto_core.cli.explain_page import activity_named
    from alcto_core.cli.preview import say_removal
    from alcto_core.cli.questions import may_save
    from alcto_core.cli.saving import save, status_after
    from alcto_core.records.edits import DeleteActivity

    invocation = asked(ctx)
    overview, page = invocation.whole_overview(), invocation.page
    activity = activity_named(overview, id)
    say_removal(page, overview, activity)
    if not may_save(page, yes, "Delete it?"):
        return 0
    _, saved = save(page, overview, DeleteActivity(id=activity.id), waits=yes)
    page.say(activity.id)
    return status_after(saved)
