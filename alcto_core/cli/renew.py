"""`alcto renew`: record that the authority renewed a credential, or that nobody knows whether it did."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from alcto_core.cli.invocation import Day, asked, records_options, yes_option
from alcto_core.cli.typed import Named

if TYPE_CHECKING:
    from datetime import date


@click.command()
@records_options
@yes_option
@click.option("--date", "day", metavar="DATE", type=Day(), help="Day on which the authority renewed it.")
@click.option("--on", "old_day", metavar="DATE", type=Day(), hidden=True)
@click.option("--unknown", is_flag=True, help="It may have been renewed; you are not sure.")
@click.option("--remove", metavar="DATE", type=Day(), help="Take a recorded renewal out.")
@click.argument("credential", type=Named("credential"))
@click.pass_context
def command(
    ctx: click.Context,
    credential: str,
    day: date | None,
    old_day: date | None,
    unknown: bool,
    remove: date | None,
    yes: bool,
) -> int:
    """Record a renewal: the day on which the authority gave it, or that you are not sure.

    A day that closes a cycle with something missing, or that may be a slip, is asked about first.

    Not sure makes the standing read CANNOT TELL past the first due date, never MISSED.
    """
    from alcto_core.cli import renew_page

    if old_day is not None:
        if day is not None:
            raise click.UsageError("The day is named twice; use --date alone.")
        asked(ctx).page.aside("--on is called --date here now; it goes on working.")
    return renew_page.record(asked(ctx), credential, day or old_day, unknown, remove, yes)
