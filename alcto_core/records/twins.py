"""A warning for one event that may stand in the file twice (see `Records.alike`)."""

from __future__ import annotations

from collections.abc import Sequence

from alcto_core.dates import show as show_date
from alcto_core.problems import Problem
from alcto_core.records.reading import Reading
from alcto_core.records.types import Activity
from alcto_core.toml.faults import Fault

TWIN_REMEDY = "delete one of them; if they are two, give each a course or a description of its own"


def twin_problems(reading: Reading) -> tuple[Problem, ...]:
    """A warning for each activity that stands in the file a second time, in the order of the file."""
    if reading.records is None:
        return ()
    activities = reading.records.activities
    groups = [group for group in reading.records.alike if _could_count_together(group)]
    if not groups:
        return ()
    from alcto_core.toml.placing import placed

    places = {one.id: place for one, place in zip(activities, reading.places.activities, strict=True)}
    faults = [
        Fault(
            ("activity", places[twin.id], "title"),
            f"“{twin.title}” of {show_date(twin.date)} stands here a second time; the first is {first.id}",
            TWIN_REMEDY,
            is_error=False,
        )
        for first, *others in groups
        for twin in others
    ]
    return placed(faults, reading.layout, reading.file)


def _could_count_together(group: Sequence[Activity]) -> bool:
    """Whether some credential may take two of them: one kept for one credential and one for another are no twins."""
    named = [set(activity.counts_for) if activity.counts_for is not None else None for activity in group]
    return any(
        one is None or other is None or one & other
        for at, one in enumerate(named)
        for other in named[at + 1 :]
        if one != set() and other != set()
    )
