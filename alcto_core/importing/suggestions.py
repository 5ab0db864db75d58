"""Subject areas that words in the titles of new rows suggest; they come in only where the person says so."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

import msgspec

from alcto_core.importing.planned import PlannedRow
from alcto_core.records.types import Activity
from alcto_core.rules.library import Library
from alcto_core.rules.own_strands import suggested_among


class Suggested(msgspec.Struct, frozen=True, kw_only=True):
    """The strands that the title of one row, or of one of its sessions, suggests."""

    number: int
    """Of the row."""
    at: int | None = None
    """Which of its sessions it is of, from 0; None for the row itself."""
    title: str
    strands: tuple[str, ...]
    """Their ids."""
    named: str
    """Their short names, in a sentence."""
    is_taken: bool = False
    """Whether the person takes them."""

    @property
    def id(self) -> str:
        """How it is named: the number of the row, with that of the session behind a point."""
        return f"{self.number}" if self.at is None else f"{self.number}.{self.at + 1}"

    @property
    def text(self) -> str:
        """What to say of it."""
        return f"Row {self.id}, “{self.title}”, {'is taken as' if self.is_taken else 'might be'} {self.named}."


def suggestions(rows: Iterable[PlannedRow], library: Library, strands: Collection[str]) -> Iterator[Suggested]:
    """What the titles of new rows without strands suggest, among these strands."""
    suggested = suggested_among(strands, library)
    for row in rows:
        if row.mark != "add" or row.table.get("strands") or row.table.get("split"):
            continue
        sessions = row.table.get("session")
        for at, title in _titles(row.table) if sessions else ((None, str(row.table.get("title", ""))),):
            if found := suggested(title):
                named = ", ".join(map(library.strand_short, found))
                yield Suggested(number=row.number, at=at, title=title, strands=found, named=named)


def _titles(table: Mapping[str, Any]) -> Iterator[tuple[int, str]]:
    """The sessions that strands may be suggested for."""
    for at, one in enumerate(table["session"]):
        if one.get("kind", "session") == "session" and "strands" not in one:
            yield at, str(one.get("title", ""))


def with_taken(row: PlannedRow, taken: Iterable[Suggested]) -> PlannedRow:
    """A row with the strands that are taken for it."""
    table = {**row.table}
    for one in taken:
        if one.at is None:
            table["strands"] = list(one.strands)
        else:
            sessions = list(table["session"])
            sessions[one.at] = {**sessions[one.at], "strands": list(one.strands)}
            table["session"] = sessions
    return msgspec.structs.replace(row, table=table)


def activity_with(activity: Activity, taken: Iterable[Suggested]) -> Activity:
    """The activity of such a row with the same strands."""
    for one in taken:
        if one.at is None:
            activity = msgspec.structs.replace(activity, strands=one.strands)
        else:
            sessions = list(activity.sessions)
            sessions[one.at] = msgspec.structs.replace(sessions[one.at], strands=one.strands)
            activity = msgspec.structs.replace(activity, sessions=tuple(sessions))
    return activity
