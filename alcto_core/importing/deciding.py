"""What becomes of each row that was read: new, known, another than in the records, or not fit for the file."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import msgspec

from alcto_core.importing.flaws import Flaw
from alcto_core.importing.matching import Match, Matching
from alcto_core.importing.planned import Mark, PlannedRow
from alcto_core.importing.reading import RowReading
from alcto_core.records.changing import REMOVED
from alcto_core.records.document import ids
from alcto_core.records.reading import read_activities
from alcto_core.records.types import Activity
from alcto_core.text import slug
from alcto_core.toml.writing import LENGTH, Table


def decided(
    rows: Sequence[RowReading],
    matching: Matching,
    document: Mapping[str, Any],
    today: date,
    new_rows: Collection[int],
) -> Iterator[PlannedRow]:
    """What becomes of each row, before the reader of the file has seen it."""
    readable = [row for row in rows if not row.faults]
    matches = iter(list(matching.matches(readable)))
    free = _Ids(ids(document, "activity"), (str(row.table["id"]) for row in readable if "id" in row.table))
    for row in rows:
        if row.faults:
            yield PlannedRow(number=row.number, mark="unreadable", table=row.table, faults=row.faults)
            continue
        match = next(matches)
        if match.looks_like and row.number not in new_rows:
            yield _as_renamed(row, match.looks_like, matching)
        else:
            yield _as_matched(row, match, matching, free, today)


def _as_renamed(row: RowReading, id: str, matching: Matching) -> PlannedRow:
    title = matching.table(id)["title"]
    text = (
        f"it looks like “{title}” ({id}) of the same day and hours, so it is left out; where it is another activity, "
        f"--new {row.number} brings it in"
    )
    flaw = Flaw(column="", text=text)
    return PlannedRow(number=row.number, mark="alike", table=row.table, id=id, proposed=row.proposed, remarks=(flaw,))


def _as_matched(row: RowReading, match: Match, matching: Matching, free: _Ids, today: date) -> PlannedRow:
    mark: Mark = "same"
    remarks: list[Flaw] = []
    id, changes = match.known, dict[str, tuple[Any, Any]]()
    if match.same_as is None:
        mark, id, remarks, changes = _unless_twice(row, match, matching, free, today)
    return PlannedRow(
        number=row.number,
        mark=mark,
        table=row.table,
        id=id,
        proposed=row.proposed,
        same_as=match.same_as,
        remarks=tuple(remarks),
        changes=changes,
    )


def _unless_twice(
    row: RowReading, match: Match, matching: Matching, free: _Ids, today: date
) -> tuple[Mark, str, list[Flaw], dict[str, tuple[Any, Any]]]:
    """Mark, id, remarks and changes of a row that says not the same as one above."""
    remarks = list(row.remarks) if match.changes or not match.known else []  # of what comes in, and of nothing else
    if not match.known:
        if match.look_alike:
            other = matching.table(match.look_alike)
            text = (
                f"an activity of this name is in the records on {other['date']} ({match.look_alike}); is it the same?"
            )
            if other["date"] == row.day:
                text = f"“{other['title']}” ({match.look_alike}) of this day is in the records; is it the same?"
            remarks.append(Flaw(column="", text=text))
        id = free.given(str(row.table["id"])) if "id" in row.table else free.made(row.table["date"], row.title)
        return "add", id, remarks, {}
    has = matching.table(match.known)
    if has.get("status") == "planned" and "status" not in row.table and row.table["date"] <= today:
        text = f"it is planned in the records; if it is done, type `alcto edit {match.known} --status completed`"
        remarks.append(Flaw(column="", text=text))
    changes = {key: (has.get(key), value) for key, value in match.changes.items()}
    if any(key in changes for key in LENGTH) and has.get("session"):
        changes = {key: change for key, change in changes.items() if key not in LENGTH}
        text = "its hours in the records are the sum of its sessions, so they stay; `alcto edit` changes those"
        remarks.append(Flaw(column="", text=text))
    return "change" if changes else "same", match.known, remarks, changes


class _Ids:
    """Ids that are free: taken neither by the records nor by a row that names its own."""

    def __init__(self, taken: Iterable[str], named: Iterable[str]) -> None:
        self._taken = set(taken)
        self._named = frozenset(named)
        self._last: dict[str, int] = {}

    def given(self, id: str) -> str:
        """The id that a row names, or the next free one like it where another row has taken it."""
        return self._free(id, frozenset())

    def made(self, day: date, title: str) -> str:
        """An id from the day and the title, as a save makes it."""
        return self._free(f"{day.isoformat()}-{slug(title)}", self._named)

    def _free(self, start: str, named: frozenset[str]) -> str:
        id, number = start, self._last.get(start, 1)
        while id in self._taken or id in named:
            number += 1
            id = f"{start}-{number}"
        self._last[start] = number
        self._taken.add(id)
        return id


def checked(rows: list[PlannedRow], matching: Matching) -> tuple[list[PlannedRow], dict[str, Activity]]:
    """The rows once the file's own reader has seen what they come to; and what it gave for each.

    What would be an error in the file stays out, with the reader's own sentence.
    """
    judged = [row for row in rows if row.mark in ("add", "change")]
    tables = [
        {"id": row.id, **stored(row.table)} if row.mark == "add" else _with_values(matching.original(row.id), row)
        for row in judged
    ]
    activities, faults = read_activities(tables)
    wrong: dict[int, Flaw] = {}
    for fault in faults:
        _, at, *keys = fault.path
        column = next((key for key in keys if isinstance(key, str)), "")
        wrong.setdefault(int(at), Flaw(column=column, text=fault.sentence))
    unreadable = {id(row): wrong[at] for at, row in enumerate(judged) if at in wrong}
    after = {one.id: one for one in activities}
    kept = [
        msgspec.structs.replace(row, mark="unreadable", faults=(*row.faults, unreadable[id(row)]))
        if id(row) in unreadable
        else row
        for row in rows
    ]
    return kept, after


def stored(table: Mapping[str, Any]) -> Table:
    """A row's values as a new activity holds them: completed is what an activity is anyway."""
    return {key: value for key, value in table.items() if key != "id" and (key, value) != ("status", "completed")}


def new_values(row: PlannedRow) -> Table:
    return {key: new for key, (_, new) in row.changes.items()}


def _with_values(table: Mapping[str, Any], row: PlannedRow) -> Table:
    values = {**table, **new_values(row)}
    return {key: value for key, value in values.items() if value is not REMOVED}
