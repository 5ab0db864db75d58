"""`alcto plan [CREDENTIAL]…`: the least that is still to do."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from alcto_core.cli.invocation import asked, date_option, json_option, records_options
from alcto_core.cli.typed import Named


@click.command()
@records_options
@date_option
@json_option
@click.option(
    "--least", type=click.Choice(["hours", "events"]), default="hours", help="Fewest hours, or fewest events."
)
@click.option(
    "--only",
    "formats",
    type=click.Choice(["in-person", "online", "hybrid"]),
    multiple=True,
    help="Suggest only what is held so (once for each).",
)
@click.option("--away", metavar="FROM..TO", multiple=True, help="Suggest nothing on these days (once for each).")
@click.option(
    "--without", metavar="ID", type=Named("activity"), multiple=True, help="As if this were not there (once for each)."
)
@click.option(
    "--with",
    "added",
    metavar="OFFERING[@DATE]:HOURS",
    multiple=True,
    help="As if this were done too (once for each).",
)
@click.option(
    "--rules",
    metavar="PATH",
    type=click.Path(path_type=Path),
    multiple=True,
    help="As if this rule file, or those in this folder, were installed in the place of what has their ids.",
)
@click.option("--risk", is_flag=True, help="Say which entries it hangs on, and what spare would make it safe.")
@click.option("--pace", is_flag=True, help="Say how fast hours come in, and how fast they must.")
@click.option("--charts", is_flag=True, help="Say what the charts of the plan show: hours so far and with it.")
@click.argument("credentials", metavar="[CREDENTIAL]...", type=Named("credential"), nargs=-1)
@click.pass_context
def command(ctx: click.Context, /, **options: Any) -> int:
    """Say what is the least that is still to do, from the installed catalogues, for all credentials at once.

    CREDENTIAL keeps those that shall be met. Planned activities count as done. Nothing is saved.
    """
    from alcto_core.cli import plan_page

    return plan_page.say(asked(ctx), **options)
