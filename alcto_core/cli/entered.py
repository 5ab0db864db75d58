"""What options say, as fields of an activity: read, refused with the option's name, and put together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import click
import msgspec

from alcto_core.cli.page import Page
from alcto_core.entry.answer import Fields, Wrong
from alcto_core.entry.form import entry_of
from alcto_core.entry.reader import Reader, reader_of
from alcto_core.keeping.evidence import Arrival
from alcto_core.overview import Overview
from alcto_core.records.types import Activity

_CLEARED = {"session": "sessions", "counts-for": "counts_for"}
_OPTIONS_OF = {
    "strands": "strand",
    "sessions": "session",
    "counts_for": "counts-for",
    "files": "file",
    "waived": "waive",
    "role_began": "role-began",
}


def reader_for(overview: Overview, coming: Iterable[Arrival] = ()) -> Reader:
    """A reader with everything that an overview knows, and the files that a save brings in."""
    paths = [one.path for one in coming]
    return reader_of(overview.records, overview.library, overview.folder, overview.on, paths)


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
    empty = {
        field.name: field.default if field.default_factory is msgspec.NODEFAULT else field.default_factory()
        for field in msgspec.structs.fields(Activity)
    }
    fields = [_CLEARED.get(key, key) for key in keys]
    return {field: empty[field] for field in fields}
