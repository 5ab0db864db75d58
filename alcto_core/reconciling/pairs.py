"""An entry of the log and the rows of the official record that speak of it, and why that may be asked about."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Literal

import msgspec

from alcto_core.reconciling import likeness
from alcto_core.reconciling.official import OfficialRow
from alcto_core.records.types import Activity

Doubt = Literal["title", "day", "hours", "rival", "several", "summed", "refused", "period"]
"""Why a pair is asked about: a title that is only like it; days apart; hours far apart; another pair is as likely;
several rows that do not add up; a row that sums several entries; an entry that the authority refused; days in two
periods."""


PeriodOf = Callable[[date], object]
"""The period that a day lies in; days of two periods are not taken for one event's unasked."""


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """An entry of the log, as it is compared."""

    activity: Activity
    names: tuple[str, ...]
    """Its title, and what the catalogue calls its offering."""
    is_refused: bool = False

    @property
    def lengths(self) -> tuple[int, ...]:
        """The hours that a record may show of it: those that were logged, and those without meals and the like."""
        return tuple(dict.fromkeys((self.activity.hours, attended(self.activity))))

    @property
    def content(self) -> tuple[date, str]:
        return (self.activity.date, self.activity.id)


def attended(activity: Activity) -> int:
    """The hours of its sessions without registration, meals, breaks and the exhibit hall; else all of them."""
    return sum(one.hours for one in activity.sessions if one.kind == "session") or activity.hours


class Pair(msgspec.Struct, frozen=True, kw_only=True):
    """An entry and the rows that speak of it."""

    activity: Activity
    rows: tuple[OfficialRow, ...]
    title: int
    """How much the titles are like each other, of 100."""
    doubts: tuple[Doubt, ...] = ()
    is_said: bool = False
    """Whether the person said so."""
    sums: tuple[OfficialRow, int] | None = None
    """The row as it stands, where it sums several entries, and how many; `rows` then hold this entry's share."""

    @property
    def mine(self) -> int:
        return self.activity.hours

    @property
    def theirs(self) -> int:
        return sum(row.hours for row in self.rows)

    @property
    def days(self) -> int:
        """Days from the entry to the last of its rows."""
        return (max(row.day for row in self.rows) - self.activity.date).days

    @property
    def agrees(self) -> bool:
        """Whether the hours are the same, but for rounding."""
        return likeness.are_same_hours(self.mine, self.theirs)

    @property
    def is_sure(self) -> bool:
        return not self.doubts

    @property
    def posted(self) -> date | None:
        """The day on which all of it was posted, where the rows say so."""
        days = [row.posted for row in self.rows]
        return max(day for day in days if day) if all(days) else None


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """What the person said of rows."""

    pairs: frozenset[tuple[int, str]] = frozenset()
    """The number of a row, and an activity that it speaks of; a row may sum several, an activity have several."""
    apart: frozenset[int] = frozenset()
    """Rows that speak of none."""
