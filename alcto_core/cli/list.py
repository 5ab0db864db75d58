"""`alcto list`: the activities, with what each counts for."""

from __future__ import annotations

import click

from alcto_core.cli.invocation import asked, date_option, json_option, records_options


@click.command()
@records_options
@date_option
@json_option
@click.option("--planned", is_flag=True, help="Only what is planned.")
@click.option("--no-proof", is_flag=True, help="Only what is done, and has no file of proof.")
@click.argument("words", metavar="[WORD]...", nargs=-1)
@click.pass_context
def command(ctx: click.Context, words: tuple[str, ...], planned: bool, no_proof: bool, as_json: bool) -> int:
    """List your activities, newest first, with the hours that each counts for in every credential: in the period that
    its day falls in.

    WORD keeps those that hold it in anything that was written about them.
    """
    from alcto_core.cli import list_page

    return list_page.say(asked(ctx), words, planned, no_proof, as_json)
