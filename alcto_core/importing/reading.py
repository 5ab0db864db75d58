"""One row on its way to an activity, and what it is once it was read."""

from __future__ import annotations

from datetime import date

import msgspec

from alcto_core.importing.cells import SheetRow
from alcto_core.importing.flaws import Flaw
from alcto_core.importing.layout import SheetLayout
from alcto_core.toml.writing import Table


class RowReading(msgspec.Struct, frozen=True, kw_only=True):
    """One row as it was read."""

    number: int
    table: Table
    """The keys of an activity that the row gives, `id` only where it names one; plain TOML values."""
    proposed: frozenset[str] = frozenset()
    """Keys of the table that stand in no cell: an offering of the same title, `planned` for a day to come."""
    faults: tuple[Flaw, ...] = ()
    """Why it cannot come in."""
    remarks: tuple[Flaw, ...] = ()
    """What came in otherwise than it stands there, or not at all."""
    first: date | None = None
    """The first day, where it lasted several; `date` is the last."""

    @property
    def title(self) -> str:
        return str(self.table.get("title", ""))

    @property
    def day(self) -> date | None:
        day = self.table.get("date")
        return day if isinstance(day, date) else None


class Reading:
    """One row on its way to an activity."""

    def __init__(self, row: SheetRow, layout: SheetLayout) -> None:
        self.row = row
        self._cells, self._width = row.cells, len(row.cells)
        self.first: date | None = None
        """The first day of a span."""
        self._layout = layout
        self._places = layout.places
        self.table: Table = {}
        self.proposed: set[str] = set()
        self.faults: list[Flaw] = []
        self.remarks: list[Flaw] = []

    def cell(self, key: str) -> str:
        at = self._places.get(key)
        return self._cells[at] if at is not None and at < self._width else ""

    def fault(self, keys: tuple[str, ...], text: str) -> None:
        self.faults.append(Flaw(column=self._name(keys), text=text))

    def remark(self, key: str, text: str) -> None:
        self.remarks.append(Flaw(column=self._name((key,)), text=text))

    def _name(self, keys: tuple[str, ...]) -> str:
        columns = (self._layout.column(key) for key in keys)
        return next((column.name for column in columns if column is not None), "")
