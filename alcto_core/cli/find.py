"""`alcto find WORD...`: entries, steps, events and rules that hold all of the words."""

from __future__ import annotations

import click

from alcto_core.cli.invocation import asked, date_option, json_option, records_options


@click.command()
@records_options
@date_option
@json_option
@click.argument("words", metavar="WORD...", nargs=-1, required=True)
@click.pass_context
def command(ctx: click.Context, words: tuple[str, ...], as_json: bool) -> int:
    """Look for words in everything at once: entries of the log, steps, the catalogue and the rules.

    All of the words must stand somewhere in what is said of a thing. Each is told with the word that `alcto edit`,
    `alcto step`, `alcto log` or `alcto rules` takes for it.
    """
    from alcto_core.cli import find_page

    return find_page.say(asked(ctx), words, as_json)
