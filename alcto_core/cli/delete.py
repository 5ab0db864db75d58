"""`alcto delete ID…`: take activities out of the records, after showing what that changes."""

from __future__ import annotations

import click

from alcto_core.cli.invocation import asked, date_option, records_options, yes_option
from alcto_core.cli.typed import Named


@click.command()
@records_options
@date_option
@yes_option
@click.argument("ids", metavar="ID...", nargs=-1, required=True, type=Named("activity"))
@click.pass_context
def command(ctx: click.Context, ids: tuple[str, ...], yes: bool) -> int:
    """Take an activity out of the records, or several in one save. Shows first what that changes; `alcto undo`
    brings it back."""
    from alcto_core.cli import edit_page

    return edit_page.delete(asked(ctx), ids, yes)
