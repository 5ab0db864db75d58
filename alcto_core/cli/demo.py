"""`alcto demo`: made-up records in a temporary copy, on a date that makes them interesting."""

from __future__ import annotations

import click

from alcto_core.cli.invocation import Invocation, asked, date_option, records_options
from alcto_core.demonstration import DAY, DIRECTORS, made_up


@click.command()
@records_options
@date_option
@click.option(
    "--as",
    "director",
    type=click.Choice(DIRECTORS),
    default=DIRECTORS[0],
    show_default=True,
    help="Whose records: a director of Alabama, or one of California with a mentor program.",
)
@click.option("--status", is_flag=True, help="Print the status instead of opening the screens.")
@click.pass_context
def command(ctx: click.Context, director: str, status: bool) -> int:
    """Look around on the records of a director who does not exist. Nothing of yours is read or changed."""
    invocation = asked(ctx)
    invocation.asked_on = invocation.asked_on or DAY
    with made_up(director) as folder:
        invocation.records = folder
        return _say_status(invocation) if status else _open(invocation, director)


def _open(invocation: Invocation, director: str) -> int:
    from alcto_core.cli.group import open_screens

    return open_screens(invocation, demo=director)


def _say_status(invocation: Invocation) -> int:
    from alcto_core.cli.status_page import say_standings

    overview = invocation.overview()
    say_standings(invocation.page, overview)
    return 0
