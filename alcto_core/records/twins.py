"""One event that may stand in the file twice: the same title, day, offering and hours.

Another course, description or agenda makes two of them; another id, strand or place does not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from alcto_core.dates import show as show_date
from alcto_core.problems import Problem
from alcto_core.records.reading import Reading
from alcto_core.records.types import Activity
from alcto_core.text import same_words
from alcto_core.toml.faults import Fault

TWIN_REMEDY = "delete one of them; if they are two, give each a course or a description of its own"


def twins(activities: Iterable[Activity]) -> tuple[tuple[Activity, ...], ...]:
    """Activities that may be one and the same, together, each group in the order given."""
    alike: dict[object, list[Activity]] = {}
    for activity in activities:
        alike.setdefault((activity.date, activity.offering, activity.hours), []).append(activity)
    # Few share day, offering and hours, so only those few are read word by word.
    groups: dict[object, list[Activity]] = {}
    for key, several in alike.items():
        if len(several) > 1:
            for activity in several:
                groups.setdefault((key, *_words(activity)), []).append(activity)
    return tuple(tuple(group) for group in groups.values() if len(group) > 1)


def _words(activity: Activity) -> Iterator[object]:
    yield same_words(activity.title)
    yield same_words(activity.course or "")
    yield same_words(activity.description)
    yield tuple((same_words(session.title), session.hours, session.kind) for session in activity.sessions)
    yield tuple(sorted(activity.units.items()))


def twin_problems(reading: Reading) -> tuple[Problem, ...]:
    """A warning for each activity that stands in the file a second time, in the order of the file."""
    if reading.records is None:
        return ()
    activities = reading.records.activities
    groups = [group for group in twins(activities) if _could_count_together(group)]
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
