"""The options that `log` and `edit` share, and what they say as fields of an activity."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

import click

from alcto_core.cli.typed import Named

if TYPE_CHECKING:
    from alcto_core.cli.page import Page
    from alcto_core.entry.answer import Fields, Wrong
    from alcto_core.entry.reader import Reader
    from alcto_core.overview import Overview
    from alcto_core.records.types import Activity

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
    click.option("--evidence", metavar="FILE", multiple=True, help="Proof inside the records folder (once for each)."),
    click.option(
        "--counts-for",
        metavar="CREDENTIAL",
        multiple=True,
        type=Named("credential"),
        help="Count it only there (once for each, in order).",
    ),
    click.option("--note", metavar="TEXT", help="A note for yourself."),
)

_CLEARED = {"session": "sessions", "counts-for": "counts_for"}
_OPTIONS_OF = {
    "strands": "strand",
    "sessions": "session",
    "counts_for": "counts-for",
    "files": "file",
    "waived": "waive",
    "role_began": "role-began",
}

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


def reader_for(overview: Overview) -> Reader:
    """A reader with everything that an overview knows."""
    from alcto_core.entry.reader import reader_of

    return reader_of(overview.records, overview.library, overview.folder, overview.on)


def fields_of(reader: Reader, options: Mapping[str, Any]) -> Fields:
    """What the options say, and only those that are given. Raises `click.UsageError` for the first that is wrong."""
    given = {key: value for key, value in options.items() if value is not None and value != ()}
    if "hours" in given and "minutes" in given:
        raise click.UsageError("--minutes stands instead of --hours; use one of the two")
    found = reader.fields(given)
    refuse(found.problems)
    return found


def refuse(problems: Mapping[str, Wrong]) -> None:
    """Raises `click.UsageError` for the first of some problems, with the option that it belongs to."""
    for key, wrong in problems.items():
        unlisted = " What stands on no list takes --title instead." if key == "offering" and not wrong.choices else ""
        raise click.UsageError(f"--{_OPTIONS_OF.get(key, key)}: {said(wrong)}{unlisted}")


def agreed(fields: Fields, kept: Mapping[str, Any]) -> Activity:
    """The activity that fields make beside what is kept. Raises `click.UsageError` where its figures do not agree."""
    from alcto_core.entry.form import entry_of

    reading = entry_of(fields, kept)
    refuse(reading.problems)
    if reading.activity is None:
        raise click.UsageError("Something that every activity needs is missing.")
    return reading.activity


def say_remarks(page: Page, fields: Fields) -> None:
    """What was read otherwise than it was typed, or is odd, a sentence each."""
    for remark in filter(None, fields.remarks.values()):
        page.aside(f"{remark[:1].upper()}{remark[1:]}.")


def said(wrong: Wrong) -> str:
    """What is wrong with a word, with what it may mean, a line each."""
    return "\n".join((str(wrong), *(f"  {choice}" for choice in wrong.choices)))


def cleared(keys: tuple[str, ...]) -> dict[str, Any]:
    """The fields of an activity that these keys take out, as they are where nothing is said of them."""
    import msgspec

    from alcto_core.records.types import Activity

    empty = {
        field.name: field.default if field.default_factory is msgspec.NODEFAULT else field.default_factory()
        for field in msgspec.structs.fields(Activity)
    }
    fields = [_CLEARED.get(key, key) for key in keys]
    return {field: empty[field] for field in fields}
