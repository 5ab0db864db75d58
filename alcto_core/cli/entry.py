"""The options that `log` and `edit` share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from alcto_core.cli.typed import Named

copy_option = click.option(
    "--copy", is_flag=True, help="Copy files of proof that lie elsewhere into evidence/ without asking."
)

F = TypeVar("F", bound=Callable[..., Any])

# Written here once more, so that `--help` need not import the records; a test holds them to the types.
FORMATS = ("in-person", "online", "hybrid")
STATUSES = ("completed", "planned")
KINDS = ("session", "registration", "exhibit-hall", "meal", "break")

_OPTIONS = (
    click.option("--title", metavar="TEXT", help="Name of the activity."),
    click.option("--location", metavar="TEXT", help="Where it was, e.g. 'Birmingham, AL'."),
    click.option("--date", "date", metavar="DATE", help="Day it was completed: 2026-01-28, yesterday, 'oct 14'."),
    click.option("--hours", metavar="HOURS", help="Clock hours: 1.5, 1:30, 90m or '1 h 30 min'."),
    click.option("--minutes", metavar="NUMBER", help="Whole minutes, instead of --hours: 40."),
    click.option(
        "--strand",
        "strands",
        metavar="STRAND",
        multiple=True,
        type=Named("strand"),
        help="Subject area (once for each).",
    ),
    click.option(
        "--split",
        metavar="STRAND=HOURS",
        multiple=True,
        type=Named("strand", end="="),
        help="Your own division of the hours (once for each).",
    ),
    click.option(
        "--session",
        "sessions",
        metavar="'HOURS | TITLE | STRANDS | KIND'",
        multiple=True,
        help="One part of an event (once for each). STRANDS are divided by commas; empty: those of the activity; "
        f"'-': none. KIND is one of {', '.join(KINDS)}. Both may be left out.",
    ),
    click.option(
        "--offering", metavar="ID", type=Named("offering"), help="Entry of a catalogue, or a fragment of its name."
    ),
    click.option("--course", metavar="TEXT", help="Which course, where the offering is a family of courses."),
    click.option("--source", metavar="TEXT", help="Who granted the hours, where no offering says so."),
    click.option(
        "--category",
        metavar="TEXT",
        multiple=True,
        help="Kind of activity (once for each).",
        type=Named("category"),
    ),
    click.option(
        "--units",
        metavar="UNIT=NUMBER",
        multiple=True,
        help="What is counted instead of hours.",
        type=Named("unit", end="="),
    ),
    click.option("--format", type=click.Choice(FORMATS), help="How it was held."),
    click.option("--status", type=click.Choice(STATUSES), help="Done, or still planned."),
    click.option("--posted", metavar="DATE", help="Day on which the official record showed it."),
    click.option("--justification", metavar="TEXT", help="Relation to the coursework."),
    click.option("--description", metavar="TEXT", help="What was done."),
    click.option(
        "--evidence",
        metavar="FILE",
        multiple=True,
        type=Named("proof"),
        help="File of proof (once for each); one outside the records folder is copied into evidence/ when you agree.",
    ),
    copy_option,
    click.option(
        "--counts-for",
        metavar="CREDENTIAL",
        multiple=True,
        type=Named("credential"),
        help="Count it only there (once for each, in order).",
    ),
    click.option("--note", metavar="TEXT", help="A note for yourself."),
)

CLEARABLE = (
    "location", "strands", "split", "session", "offering", "course", "source", "category", "units", "format", "posted",
    "justification", "description", "evidence", "counts-for", "note",
)  # fmt: skip
"""The keys that an activity can do without."""


def entry_options(command: F) -> F:
    """The keys of an activity as long options."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command
