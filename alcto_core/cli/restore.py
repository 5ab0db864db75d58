"""`alcto restore`: bring an earlier state of the records back, or everything from a backup."""

from __future__ import annotations

import click

from alcto_core.cli.invocation import asked, date_option, json_option, records_options, yes_option


@click.command()
@records_options
@date_option
@json_option
@yes_option
@click.argument("state", metavar="[NUMBER|TIME|HASH|FILE.zip]", required=False)
@click.pass_context
def command(ctx: click.Context, as_json: bool, yes: bool, state: str | None) -> int:
    """Bring an earlier state of the records back, or everything from a backup.

    Without an argument it lists the states that are kept. It always shows first what you would gain and lose, and
    keeps what is in the file now, so that `alcto undo` takes it back.
    """
    from alcto_core.cli import restore_page

    return restore_page.bring_back(asked(ctx), as_json, yes, state)
