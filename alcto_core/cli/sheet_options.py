"""Options of the verbs that read a spreadsheet: which sheet, and how it is to be read."""

from __future__ import annotations

import click

from alcto_core.cli.invocation import F


def sheet_options(command: F) -> F:
    """`--column`, `--dates` and `--sheet`."""
    for option in (
        click.option("--sheet", metavar="NAME", help="Which sheet of a workbook."),
        click.option(
            "--dates", type=click.Choice(("mdy", "dmy")), help="Whether 3/4/2026 begins with the month or the day."
        ),
        click.option(
            "--column",
            "columns",
            metavar="'HEADING=KEY'",
            multiple=True,
            help="What a column holds (once for each): its heading, or #3 for the third, and a key of an activity. "
            "'HEADING=' leaves it out.",
        ),
    ):
        command = option(command)
    return command
