"""`alcto log`: add what was done, after showing what it will count for."""

from __future__ import annotations

from typing import Any

import click

from alcto_core.cli.entry import entry_options
from alcto_core.cli.invocation import asked, date_option, records_options, yes_option
from alcto_core.cli.typed import Named


@click.command()
@records_options
@date_option
@yes_option
@entry_options
@click.option(
    "--agenda", metavar="FILE", help="Read the sessions from a printed agenda; '-' reads it from standard input."
)
@click.option(
    "--like",
    metavar="ID",
    type=Named("activity"),
    help="Begin as this entry, but for its day and its proof: its id, words of it, or 1 to 9 for your latest and "
    "most repeated ones.",
)
@click.option(
    "--from",
    "files",
    metavar="FILE",
    multiple=True,
    help="Read a certificate of attendance (PDF) or an Open Badge (JSON, PNG, SVG), and ask about what was found (once "
    "for each).",
)
@click.argument("what", metavar="[OFFERING]", required=False, type=Named("offering"))
@click.pass_context
def command(
    ctx: click.Context,
    /,
    what: str | None,
    yes: bool,
    agenda: str | None,
    like: str | None,
    files: tuple[str, ...],
    **options: Any,
) -> int:
    """Add an activity. Asks for what is missing, shows what it will count for, and saves when you agree.

    OFFERING is an entry of a catalogue by its id or by words of its name; what stands on no list takes --title.
    """
    if files:
        if what is not None or agenda is not None or like is not None:
            raise click.UsageError("--from reads what was attended; leave OFFERING, --agenda and --like out.")
        from alcto_core.cli import log_from

        return log_from.add(asked(ctx), files, yes, options)
    from alcto_core.cli import log_page

    return log_page.add(asked(ctx), what, yes, agenda, like, options)
