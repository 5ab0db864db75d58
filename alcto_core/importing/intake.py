"""A spreadsheet on its way into one person's records: opened once, and planned anew as often as more is said of it."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress

import msgspec

from alcto_core.entry.days import Order
from alcto_core.importing import memory
from alcto_core.importing.columns import guess
from alcto_core.importing.ground import Ground
from alcto_core.importing.layout import Corrections, SheetLayout
from alcto_core.importing.opening import Sheet
from alcto_core.importing.plan import Plan, planned
from alcto_core.importing.sorting import Watch
from alcto_core.keeping.folder import RecordsFolder


class Intake:
    """One sheet beside the records that it would come into."""

    def __init__(self, sheet: Sheet, folder: RecordsFolder, ground: Ground, *, forget: bool = False) -> None:
        """With `forget`, what was agreed about these headings is forgotten."""
        self.sheet = sheet
        self._folder = folder
        self._ground = ground
        if forget:
            with suppress(OSError):  # in a folder that cannot be written it is left aside this once
                memory.forget(folder, sheet.names)
        self._kept = None if forget else memory.recall(folder, sheet.names)

    @property
    def kept_order(self) -> Order | None:
        """The order of day and month that was agreed the last time."""
        return self._kept.dates if self._kept else None

    def layout(self, said: Corrections) -> SheetLayout:
        """What every column holds, with what the person says of them. Raises `Refused`."""
        before = self._kept.columns if self._kept else None
        return guess(self.sheet.headed, self._ground, said, before)

    def plan(
        self,
        layout: SheetLayout,
        order: Order | None = None,
        new_rows: Collection[int] = (),
        watch: Watch | None = None,
    ) -> Plan:
        """What would come in. Raises `Refused` where a column that every activity needs is missing."""
        made = planned(
            self.sheet.grid,
            self.sheet.headed,
            layout,
            self._ground,
            dates=order,
            new_rows=new_rows,
            watch=watch,
        )
        return msgspec.structs.replace(made, told=(*self.sheet.told, *made.told))

    def samples(self, index: int, most: int = 4) -> tuple[str, ...]:
        """The first cells of a column that hold something, each once."""
        cells = (" ".join(row.cell(index).split()) for row in self.sheet.headed.rows)
        found: dict[str, None] = {}
        for cell in cells:
            if cell:
                found[cell] = None
            if len(found) == most:
                break
        return tuple(found)

    def remember(self, plan: Plan, order: Order | None) -> None:
        """Keep what was agreed, for the next sheet with these headings; where that fails it costs a question."""
        columns = {one.heading or one.name: one.key for one in plan.layout.columns}
        headings = memory.key_of(self.sheet.names)
        with suppress(OSError):
            memory.remember(
                self._folder, memory.Remembered(headings=headings, columns=columns, dates=order or self.kept_order)
            )
