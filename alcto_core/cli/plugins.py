"""`alcto plugins`: what is installed, what it brought, and what failed."""

from __future__ import annotations

import click

from alcto_core.cli.invocation import asked, json_option, records_options


@click.command()
@records_options
@json_option
@click.option("--verify", metavar="NAME", help="Run the cases that this plugin brings, e.g. after an upgrade.")
@click.pass_context
def command(ctx: click.Context, as_json: bool, verify: str | None) -> int:
    """List the plugins with their versions, what each brought, and why one failed."""
    from alcto_core.cli import plugins_page

    if verify is not None:
        return plugins_page.verify(asked(ctx), verify, as_json)
    return plugins_page.say(asked(ctx), as_json)
