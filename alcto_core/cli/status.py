"""`alcto status`: where every credential stands, in sentences, the verdict first."""

from __future__ import annotations

import click

from alcto_core.cli.invocation import asked, date_option, json_option, period_option, plan_option, records_options


@click.command()
@records_options
@date_option
@json_option
@click.option("--table", "shape", flag_value="table", help="As a table.")
@click.option("--line", "shape", flag_value="line", help="On one line, for a prompt or a shell profile.")
@plan_option
@period_option
@click.pass_context
def command(ctx: click.Context, as_json: bool, shape: str | None, plan: bool, period: str | None) -> int:
    """Say where every credential stands: the verdict, what is missing and by when, and what to do next."""
    from alcto_core.cli import status_page

    return status_page.say(asked(ctx), as_json, shape, plan, period)
