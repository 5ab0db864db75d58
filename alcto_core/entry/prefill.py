"""What a form can begin with: what a catalogue's entry says already, or another activity."""

from __future__ import annotations

from typing import Any

import msgspec

from alcto_core.entry.form import EntryText, text_of
from alcto_core.records.types import Activity, Records
from alcto_core.rules.library import Library
from alcto_core.rules.own_strands import naming


def of_offering(library: Library, id: str, text: EntryText) -> dict[str, Any]:
    """New values for a form when the person takes an offering. What was typed stays, but for the name."""
    newest = library.newest(id)
    if newest is None:
        return {"offering": id}
    offering = newest[1]
    values: dict[str, Any] = {"offering": id, "title": offering.title}
    if offering.award is not None and not text.hours and not text.sessions:
        values["hours"] = str(offering.award)
    if offering.location and not text.location:
        values["location"] = offering.location
    if offering.strands and not text.strands:
        values["strands"] = offering.strands
    return values


def of_activity(records: Records | None, library: Library, activity: Activity) -> EntryText:
    """The form that shows an activity, with short names for the strands of its written split."""
    named = naming(records, library)
    return text_of(activity, {id: one.short for id, one in library.strands.items() if named(one.short) == id})


def copied(text: EntryText) -> EntryText:
    """A form for another activity like this one: it has its own day, its own proof, and is on no record yet."""
    return msgspec.structs.replace(text, date="", posted="", evidence="", status="completed")
