"""Rows of the official record, as the reader of spreadsheets gives them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import msgspec

from alcto_core.importing.matching import fold
from alcto_core.importing.reading import RowReading
from alcto_core.records.tables import amount_in


class OfficialRow(msgspec.Struct, frozen=True, kw_only=True):
    """One event that the official record shows. Its texts are those of the sheet."""

    number: int
    """As the spreadsheet counts, from 1."""
    title: str
    session: str = ""
    """Which part of the event, where a column says so."""
    day: date
    hours: int
    posted: date | None = None
    """The day on which it was posted, where a column says so."""

    @property
    def content(self) -> tuple[date, str, str, int, int]:
        """Sort key: what it says, and only then where it stands."""
        return (self.day, fold(self.title), fold(self.session), self.hours, self.number)


class Unread(msgspec.Struct, frozen=True, kw_only=True):
    """A row that is not compared."""

    number: int
    title: str
    why: str


def official_rows(rows: Iterable[RowReading]) -> tuple[tuple[OfficialRow, ...], tuple[Unread, ...], tuple[Unread, ...]]:
    """The rows that show something done; those that are still to come; those that cannot be read."""
    found: list[OfficialRow] = []
    ahead: list[Unread] = []
    unread: list[Unread] = []
    for row in rows:
        day, hours = row.day, amount_in(row.table)
        if row.faults or day is None or not hours:
            flaw = row.faults[0] if row.faults else None
            why = ": ".join(word for word in (flaw.column, flaw.text) if word) if flaw else "it has no hours"
            unread.append(Unread(number=row.number, title=row.title, why=why))
        elif row.table.get("status") == "planned":
            ahead.append(Unread(number=row.number, title=row.title, why="it is still to come there"))
        else:
            sessions = row.table.get("session") or [{}]
            posted = row.table.get("posted")
            found.append(
                OfficialRow(
                    number=row.number,
                    title=row.title,
                    session=str(sessions[0].get("title", "")),
                    day=day,
                    hours=hours,
                    posted=posted if isinstance(posted, date) else None,
                )
            )
    return tuple(found), tuple(ahead), tuple(unread)
