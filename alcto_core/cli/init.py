"""`alcto init`: make the records file, by options or by questions."""

from __future__ import annotations

from typing import Any

import click

from alcto_core.cli.invocation import Day, asked, date_option, records_options, yes_option
from alcto_core.cli.typed import Named


@click.command()
@records_options
@date_option
@yes_option
@click.option("--name", metavar="TEXT", help="Your name.")
@click.option("--district", metavar="TEXT", help="Your school district or system.")
@click.option("--state", metavar="TEXT", help="Your state, e.g. AL.")
@click.option("--role", metavar="TEXT", help="Your role, e.g. technology-director.")
@click.option("--role-began", metavar="DATE", help="Day on which you took the role.")
@click.option(
    "--program",
    "programs",
    metavar="ID",
    multiple=True,
    type=Named("program"),
    help="A program that you owe (once for each).",
)
@click.option("--cohort", metavar="NAME", help="Your cohort, for a program with cohorts.")
@click.option("--issued", metavar="DATE", type=Day(), help="Day of issue, for a program with cycles.")
@click.option("--renewed", metavar="DATE", help="Day on which it was renewed; 'unknown' if you are not sure.")
@click.pass_context
def command(ctx: click.Context, /, yes: bool, programs: tuple[str, ...], **facts: Any) -> int:
    """Make your records file. Asks for what is missing; a file that is there is never touched.

    Without --records it proposes a folder in your documents, and remembers the one you choose.
    """
    from alcto_core.cli import init_page

    return init_page.make(asked(ctx), yes, programs, facts)
