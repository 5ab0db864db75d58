"""Several activities changed alike, or deleted together: one edit, and the records as they would be."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import msgspec

from alcto_core.entry.form import edit_of
from alcto_core.records.changing import Edit
from alcto_core.records.differences import Difference
from alcto_core.records.edits import ChangeActivities, ChangeActivity, DeleteActivities, DeleteActivity
from alcto_core.records.tables import activity_table
from alcto_core.records.types import Activity, Records


class Together(msgspec.Struct, frozen=True, kw_only=True):
    """What is done to several activities in one save."""

    edit: Edit
    records: Records
    """As they would be."""
    found: tuple[Difference, ...]
    """Each activity that becomes another or goes, as the file says it."""


def changed_alike(
    records: Records, activities: Iterable[Activity], change: Callable[[Activity], Activity]
) -> Together | None:
    """`change` made to each of some activities; None where they all are so already."""
    changed: dict[str, tuple[Activity, Activity]] = {}
    edits: dict[str, ChangeActivity] = {}
    for one in activities:
        after = change(one)
        if isinstance(edit := edit_of(after, one), ChangeActivity):
            changed[one.id], edits[one.id] = (one, after), edit
    if not changed:
        return None
    return Together(
        edit=ChangeActivities(changes={id: edit.changes for id, edit in edits.items()})
        if len(edits) > 1
        else next(iter(edits.values())),
        records=msgspec.structs.replace(
            records, activities=tuple(changed.get(one.id, (one, one))[1] for one in records.activities)
        ),
        found=tuple(
            Difference(kind="activity", id=id, before=activity_table(had), after=activity_table(has))
            for id, (had, has) in changed.items()
        ),
    )


def deleted_together(records: Records, activities: Sequence[Activity]) -> Together:
    """Some activities taken out of the records."""
    gone = {one.id for one in activities}
    return Together(
        edit=DeleteActivities(ids=tuple(one.id for one in activities))
        if len(activities) > 1
        else DeleteActivity(id=activities[0].id),
        records=msgspec.structs.replace(
            records, activities=tuple(one for one in records.activities if one.id not in gone)
        ),
        found=tuple(
            Difference(kind="activity", id=one.id, before=activity_table(one), after=None) for one in activities
        ),
    )


def with_strands(activity: Activity, strands: Iterable[str]) -> Activity:
    """An activity with further strands behind those that it has."""
    return msgspec.structs.replace(activity, strands=tuple(dict.fromkeys((*activity.strands, *strands))))
