"""What an entry can begin with: what a catalogue says of an offering already, or another activity."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

import msgspec

from alcto_core.entry.form import EntryText, text_of, typed
from alcto_core.hours import from_decimal
from alcto_core.records.types import Activity, Records
from alcto_core.rules.library import Library
from alcto_core.rules.own_strands import naming


def of_offering(library: Library, id: str, said: Collection[str], day: date | None = None) -> dict[str, Any]:
    """What an offering says of an activity, as listed on `day`, else newest, but for fields that are `said` already.

    An award is what the offering grants, so it is the hours where neither hours, sessions nor units are said.
    """
    listed = (library.listing(id, day) if day is not None else None) or library.newest(id)
    if listed is None:
        return {}
    offering = listed[1]
    hours = from_decimal(offering.award) if offering.award is not None and not {*said} & {"sessions", "units"} else 0
    values = {
        "title": offering.title,
        "location": offering.location,
        "hours": hours,
        "strands": () if "sessions" in said else offering.strands,
    }
    return {key: value for key, value in values.items() if value and key not in said}


def into_form(library: Library, id: str, text: EntryText, *, is_name: bool = False) -> dict[str, Any]:
    """New values for a form when the person takes an offering. What was typed stays, but for the name; where that
    `is_name` of what was done, and not words to find the offering by, it becomes the course of a family of courses."""
    said = {key for key in EntryText.__struct_fields__ if key != "title" and getattr(text, key)}
    values = of_offering(library, id, said)
    newest = library.newest(id)
    if newest is not None and newest[1].needs_course and is_name and "course" not in said and text.title.strip():
        values["course"] = text.title
    return {**values, "offering": id, **({"hours": typed(values["hours"])} if "hours" in values else {})}


def of_activity(records: Records | None, library: Library, activity: Activity) -> EntryText:
    """The form that shows an activity, with short names for the strands of its written split."""
    named = naming(records, library)
    return text_of(activity, {id: one.short for id, one in library.strands.items() if named(one.short) == id})


def copied(text: EntryText) -> EntryText:
    """A form for another activity like this one: it has its own day, its own proof, and is on no record yet."""
    return msgspec.structs.replace(text, date="", posted="", evidence="", status="completed")
