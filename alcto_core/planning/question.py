"""What is asked of a plan."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Literal

import msgspec

from alcto_core.records.types import Format, Records
from alcto_core.rules.library import Library

Least = Literal["hours", "events"]
Tell = Callable[[int, int], object]
"""Told how many of how many parts of some work are done."""
Days = tuple[date, date]
"""A first and a last day; both are inside."""


def untold(_done: int, _of: int) -> None:
    """For work of which nobody wants to know how far it is."""


class PlanQuestion(msgspec.Struct, frozen=True, kw_only=True):
    """Whose records, on which day, and what may be suggested. Planned activities count as done."""

    records: Records
    library: Library
    on: date
    credentials: tuple[str, ...] = ()
    """Ids of those that shall be met; none: all of them."""
    least: Least = "hours"
    formats: tuple[Format, ...] = ()
    """Suggest only what is known to be held so; none: anything."""
    away: tuple[Days, ...] = ()
    """Days on which nothing can be attended."""

    @property
    def chosen(self) -> tuple[str, ...]:
        """The credentials that shall be met, in the order of the file."""
        ids = tuple(credential.id for credential in self.records.credentials)
        return tuple(id for id in ids if not self.credentials or id in self.credentials)
