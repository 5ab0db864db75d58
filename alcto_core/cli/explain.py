"""`alcto explain`: why hours count or not, and what a requirement rests on, clause by clause."""

from __future__ import annotations

import click

from alcto_core.cli.invocation import asked, date_option, json_option, period_option, plan_option, records_options
from alcto_core.cli.typed import Named


@click.command()
@records_options
@date_option
@json_option
@plan_option
@period_option
@click.option("--open", "opens", is_flag=True, help="Open its files of proof by the system's program for them.")
@click.argument("what", metavar="ID|CREDENTIAL|CREDENTIAL/REQUIREMENT", type=Named("activity", "credential"))
@click.pass_context
def command(ctx: click.Context, what: str, as_json: bool, plan: bool, period: str | None, opens: bool) -> int:
    """Say why hours count or not: of an activity, of a requirement, or of a whole credential."""
    from alcto_core.cli import explain_page

    return explain_page.say(asked(ctx), what, as_json, plan, period, opens)
