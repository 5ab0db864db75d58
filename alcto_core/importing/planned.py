"""What becomes of one row of a sheet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

import msgspec

from alcto_core.importing.flaws import Flaw
from alcto_core.toml.writing import Table

Mark = Literal["add", "change", "same", "alike", "unreadable"]


class PlannedRow(msgspec.Struct, frozen=True, kw_only=True):
    """What becomes of one row that speaks of an activity. Texts hold words of the sheet."""

    number: int
    """As the spreadsheet counts."""
    mark: Mark
    table: Table
    """What the row says, as plain TOML values with the keys of an activity."""
    id: str = ""
    """Of the activity that it adds or speaks of; "" where it cannot be read."""
    proposed: frozenset[str] = frozenset()
    """Keys of the table that stand in no cell."""
    changes: Mapping[str, tuple[Any, Any]] = {}
    """What the records hold and what the row says, for each key that differs."""
    same_as: int | None = None
    """The row above that says the same."""
    faults: tuple[Flaw, ...] = ()
    remarks: tuple[Flaw, ...] = ()
