"""Strands under which an activity might be logged too, for the programs that can take what was done on its day."""

from __future__ import annotations

from datetime import date

import msgspec

from alcto_core.evaluation.eligibility import is_over
from alcto_core.evaluation.evaluate import windows_of
from alcto_core.records.types import Activity, Records
from alcto_core.rules.library import Library
from alcto_core.rules.own_strands import proposed, strands_of


def proposals(records: Records | None, library: Library, activity: Activity, on: date) -> tuple[tuple[str, str], ...]:
    """Id and label of strands of the person's other frameworks, as `proposed` gives them. None of a program that is not
    held on the day of the activity, or has no period then: there it never counts."""
    if records is None or not proposed(records, library, strands_of(activity)):
        return ()
    until = max(activity.date, on)
    held = []
    for credential in records.credentials:
        spans = windows_of(records, credential, library, on, until)
        is_inside = not spans or any(span.start <= activity.date <= span.end for span in spans)
        if is_inside and not is_over(credential, activity):
            held.append(credential)
    return proposed(msgspec.structs.replace(records, credentials=tuple(held)), library, strands_of(activity))
