"""`alcto list`: the activities, with what each counts for."""

from __future__ import annotations

import click

from alcto_core.cli.invocation import asked, date_option, json_option, period_option, records_options
from alcto_core.cli.typed import Named


@click.command()
@records_options
@date_option
@json_option
@period_option
@click.option("--planned", is_flag=True, help="Only what is planned.")
@click.option("--short", is_flag=True, help="Only what loses hours that might have counted: to a cap, as a repeat.")
@click.option("--not-posted", is_flag=True, help="Only what counts, and the official record does not show in full.")
@click.option("--no-proof", is_flag=True, help="Only what is done, and has no file of proof.")
@click.option("--credential", metavar="ID", type=Named("credential"), help="Only what counts for this credential.")
@click.option("--strand", metavar="STRAND", type=Named("strand"), help="Only what has this strand.")
@click.option(
    "--month", metavar="YEAR-MONTH", help="That month as a calendar: what is due, planned and done on each day."
)
@click.option("--sort", metavar="COLUMN", default="date", help="date (default), title, logged, why, or a credential.")
@click.option("--reverse", is_flag=True, help="The other way round.")
@click.argument("words", metavar="[WORD]...", nargs=-1)
@click.pass_context
def command(ctx: click.Context, /, words: tuple[str, ...], as_json: bool, **options: str | bool | None) -> int:
    """List your activities, newest first, with the hours that each counts for in every credential: in the period that
    its day falls in. Each year ends with its sums, and says how the periods that ended in it came out.

    WORD keeps those that hold it in anything that was written about them. Several options keep what fits all of them.
    """
    from alcto_core.cli import list_page

    return list_page.say(asked(ctx), words, as_json, options)
