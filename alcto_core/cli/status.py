"""`alcto status`: where every credential stands, in sentences, the verdict first."""

from __future__ import annotations

import click

from alcto_core.cli.invocation import asked, date_option, json_option, period_option, plan_option, records_options
from alcto_core.cli.typed import Named


@click.command()
@records_options
@date_option
@json_option
@click.option("--table", "shape", flag_value="table", help="As a table.")
@click.option("--line", "shape", flag_value="line", help="On one line, for a prompt or a shell profile.")
@click.option("--within", metavar="SPAN", help="One line of what is due within e.g. 60d, 8w or 2m; else nothing.")
@click.option(
    "--charts", is_flag=True, help="Say after it what the charts show: hours over time, and the days that come."
)
@plan_option
@period_option
@click.argument("credentials", metavar="[CREDENTIAL]...", type=Named("credential"), nargs=-1)
@click.pass_context
def command(
    ctx: click.Context,
    as_json: bool,
    shape: str | None,
    within: str | None,
    charts: bool,
    plan: bool,
    period: str | None,
    credentials: tuple[str, ...],
) -> int:
    """Say where every credential stands: the verdict, what is missing and by when, and what to do next.

    CREDENTIAL keeps those that are asked about; the exit status is theirs alone.

    With --within it is silent and ends with 0 while nothing is due in that time, for cron and a shell profile; else it
    says on one line what is, and ends with 1.
    """
    if as_json and within is None:
        if shape or charts:
            raise click.UsageError(f"--{'charts' if charts else shape} and --json cannot go together.")
        from alcto_core.cli import status_json_page

        return status_json_page.say(asked(ctx), plan, period, credentials)
    from alcto_core.cli import status_page

    if within is None:
        return status_page.say(asked(ctx), shape, plan, period, credentials, charts=charts)
    if as_json or shape or period or charts:
        raise click.UsageError("--within goes alone: it looks ahead from today.")
    return status_page.say_within(asked(ctx), within, plan, credentials)
