"""`alcto credential list|add|change|remove`: the programs that the person owes something to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from alcto_core.cli.invocation import Day, asked, date_option, json_option, records_options, yes_option
from alcto_core.cli.typed import Named

F = TypeVar("F", bound=Callable[..., Any])

_OPTIONS = (
    click.option("--cohort", metavar="NAME", help="Cohort, e.g. ECHO."),
    click.option("--issued", metavar="DATE", type=Day(), help="Day of issue."),
    click.option("--due", metavar="DATE", type=Day(future=True), help="Overrides the end of the cycle in force."),
    click.option("--from", "owed_from", metavar="DATE", type=Day(), help="You owe it from this day."),
    click.option("--ended", metavar="DATE", type=Day(future=True), help="No standing after this day."),
    click.option("--setting", "settings", metavar="KEY=VALUE", multiple=True, help="A reading or another setting."),
)


def _facts(command: F) -> F:
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


@click.group(invoke_without_command=True)
@records_options
@date_option
@click.pass_context
def command(ctx: click.Context) -> int | None:
    """List, add, change or remove a credential: your holding of a program."""
    if ctx.invoked_subcommand is not None:
        return None
    from alcto_core.cli import credential_page

    return credential_page.say_list(asked(ctx), as_json=False)


@command.command("list")
@records_options
@date_option
@json_option
@click.pass_context
def list_(ctx: click.Context, as_json: bool) -> int:
    """List your credentials."""
    from alcto_core.cli import credential_page

    return credential_page.say_list(asked(ctx), as_json)


@command.command()
@records_options
@date_option
@yes_option
@click.option("--id", metavar="ID", help="Its id, where you hold the program twice.")
@_facts
@click.option("--renewed", metavar="DATE", help="Day on which the authority renewed it; 'unknown' if you are not sure.")
@click.argument("program", type=Named("program"))
@click.pass_context
def add(ctx: click.Context, /, program: str, id: str | None, renewed: str | None, yes: bool, **facts: Any) -> int:
    """Add a credential. PROGRAM is a rule set of `alcto rules`, e.g. al-cto."""
    from alcto_core.cli import credential_page

    return credential_page.add(asked(ctx), program, id, renewed, yes, facts)


@command.command()
@records_options
@date_option
@_facts
@click.option(
    "--clear",
    metavar="KEY",
    multiple=True,
    type=click.Choice(("cohort", "issued", "due", "from", "ended", "settings")),
    help="Take a key out.",
)
@click.argument("id", type=Named("credential"))
@click.pass_context
def change(ctx: click.Context, /, id: str, clear: tuple[str, ...], **facts: Any) -> int:
    """Change a credential: only what the options name."""
    from alcto_core.cli import credential_page

    return credential_page.change(asked(ctx), id, clear, facts)


@command.command()
@records_options
@yes_option
@click.argument("id", type=Named("credential"))
@click.pass_context
def remove(ctx: click.Context, id: str, yes: bool) -> int:
    """Remove a credential with its steps; the activities stay."""
    from alcto_core.cli import credential_page

    return credential_page.remove(asked(ctx), id, yes)
