"""`alcto catalogue [WORD]`: what the credit sources list on a date."""

from __future__ import annotations

import click

from alcto_core.cli.invocation import asked, date_option, json_option, records_options


@click.command()
@records_options
@date_option
@json_option
@click.option("--all", "everything", is_flag=True, help="Also what is not listed on the date.")
@click.argument("words", metavar="[WORD]...", nargs=-1)
@click.pass_context
def command(ctx: click.Context, words: tuple[str, ...], everything: bool, as_json: bool) -> int:
    """List the events and courses that count on a date, with their caps, repeats and sources.

    WORD keeps those that hold it in id, name, source, format, place, note or a strand.
    """
    from alcto_core.cli import catalogue_page

    return catalogue_page.say(asked(ctx), words, everything, as_json)
