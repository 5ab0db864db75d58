"""`alcto edit ID…`: change activities, after showing what that changes."""

from __future__ import annotations

from typing import Any

import click

from alcto_core.cli.entry import CLEARABLE, entry_options
from alcto_core.cli.invocation import asked, date_option, records_options, yes_option
from alcto_core.cli.typed import Named


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
@click.option(
    "--add-strand",
    "added",
    metavar="STRAND",
    multiple=True,
    type=Named("strand"),
    help="Subject area beside those that it has (once for each).",
)
@click.argument("ids", metavar="ID...", nargs=-1, required=True, type=Named("activity"))
@click.pass_context
def command(
    ctx: click.Context,
    /,
    ids: tuple[str, ...],
    yes: bool,
    clear: tuple[str, ...],
    added: tuple[str, ...],
    **options: Any,
) -> int:
    """Change an activity: only what the options name; the rest stays as it is written.

    A list, such as --strand or --session, replaces the whole list that was there. Several activities are changed
    alike, in one save.
    """
    from alcto_core.cli import edit_page

    return edit_page.change(asked(ctx), ids, yes, clear, added, options)
