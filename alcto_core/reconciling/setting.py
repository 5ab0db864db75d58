"""The edit that notes what the official record shows, and what of it is noted already."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from alcto_core.evaluation.postings import said
from alcto_core.hours import HUNDREDTH, in_hundredths
from alcto_core.reconciling.likeness import are_same_hours
from alcto_core.reconciling.pairs import Pair
from alcto_core.reconciling.scope import Scope
from alcto_core.records.changing import Edit
from alcto_core.records.edits import AddActivities, ChangeActivities, Several
from alcto_core.records.tables import hours_value
from alcto_core.toml.writing import Table


def changes(
    scope: Scope, pairs: Iterable[Pair], tables: Mapping[str, Mapping[str, Any]], day: date
) -> dict[str, Table]:
    """New values by the ids of the activities, without those that hold it already.

    `tables` are the activities as they stand in the file; `day` is noted where the rows do not say when they were
    posted.
    """
    found = {pair.activity.id: _change(scope, pair, tables.get(pair.activity.id, {}), day) for pair in pairs}
    return {id: change for id, change in found.items() if change}


def _change(scope: Scope, pair: Pair, table: Mapping[str, Any], day: date) -> Table:
    activity, credential = pair.activity, scope.credential.id
    day = pair.posted or day
    posted = [one for one in activity.records if one.credential == credential and one.state == "posted"]
    word = said(scope.case, activity)
    if word.refusal is None and word.posted and are_same_hours(word.posted, pair.theirs):
        return {}
    hours = pair.theirs if in_hundredths(pair.theirs) is not None else pair.theirs // HUNDREDTH * HUNDREDTH
    if any(one.on == day and (one.hours or activity.hours) == hours for one in posted):
        return {}
    if pair.agrees and scope.speaks_for_one and not posted and activity.posted is None:
        return {"posted": day}
    kept = [dict(one) for one in table.get("record", ()) if not _is_posting(one, credential)]
    return {"record": [*kept, posting(credential, day, None if pair.agrees else hours)]}


def _is_posting(record: Mapping[str, Any], credential: str) -> bool:
    return record.get("credential") == credential and record.get("state") == "posted"


def posting(credential: str, day: date, hours: int | None) -> Table:
    """A record of the file that says that an authority posted an activity."""
    said_hours = {} if hours is None else {"hours": hours_value(hours)}
    return {"credential": credential, "state": "posted", "on": day, **said_hours}


def edit_of(found: Mapping[str, Table], taken: Collection[Table], record: str, file: str) -> Edit | None:
    """One edit of all changes and of the activities that are taken in; None where there is nothing to do. `record`
    names the official record in the history, and `file` its export."""
    edits: list[Edit] = []
    words: list[str] = []
    if found:
        edits.append(ChangeActivities(changes=found))
        words.append(f"noted what {record} shows of {_some(len(found))}")
    if taken:
        edits.append(AddActivities(tables=tuple(taken)))
        words.append(f"took in {_some(len(taken))} from it" if found else f"took in {_some(len(taken))} from {record}")
    return Several(edits=tuple(edits), sentence=f"{' and '.join(words)} (“{file}”)") if edits else None


def _some(number: int) -> str:
    return f"{number} activit{'y' if number == 1 else 'ies'}"
