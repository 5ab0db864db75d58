"""What the import screen works out beside the keyboard: a sheet opened and planned, and its effects."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from alcto_core.importing.calendar_file import is_calendar
from alcto_core.importing.intake import Intake
from alcto_core.importing.opening import bytes_of, sheet_in
from alcto_core.overview import compared
from alcto_core.problems import Refused

if TYPE_CHECKING:
    from alcto_core.entry.days import Order
    from alcto_core.evaluation.changed_standings import ChangedStanding
    from alcto_core.importing.layout import SheetLayout
    from alcto_core.importing.plan import Plan
    from alcto_core.importing.planned import PlannedRow
    from alcto_core.importing.sorting import Watch
    from alcto_core.overview import Overview


@dataclass(frozen=True)
class Wishes:
    """What the person said of the sheet."""

    columns: Mapping[str, str] = field(default_factory=dict)
    """What columns hold, by `#1` and so on."""
    order: Order | None = None
    new_rows: frozenset[int] = frozenset()
    """Rows that come in although they look like an activity of the records."""
    left: frozenset[int] = frozenset()
    """New rows that stay out."""
    changed: frozenset[int] = frozenset()
    """Rows whose word is taken where the records say otherwise."""

    def takes(self, row: PlannedRow) -> bool | None:
        """Whether a row comes in; None where it cannot."""
        if row.mark == "add":
            return row.number not in self.left
        if row.mark == "change":
            return row.number in self.changed
        return False if row.mark == "alike" else None

    def without(self, plan: Plan) -> frozenset[int]:
        """The rows that stay out."""
        return frozenset(row.number for row in plan.rows if not self.takes(row))


@dataclass(frozen=True)
class Reading:
    """A sheet as it was read."""

    intake: Intake
    layout: SheetLayout
    plan: Plan | None
    """None where something must be settled first."""
    order: Order | None
    """How its days are written, where the sheet does not show it: as was said, else as the last time."""
    effects: tuple[ChangedStanding, ...] = ()

    @property
    def asks_order(self) -> bool:
        """Whether nobody knows how its days are written."""
        return self.plan is not None and not self.plan.order.is_sure and self.order is None


def opened(overview: Overview, path: Path, watch: Watch) -> Reading:
    """Open a sheet and plan it with nothing said. Raises `Refused`."""
    raw = bytes_of(path)
    if is_calendar(raw) or path.suffix.lower() == ".ics":
        raise Refused(f"A calendar comes in by a command: alcto import {path.name}")
    intake = Intake(
        sheet_in(raw, {}, overview.on),
        folder=overview.folder,
        loaded=overview.loaded,
        records=overview.records,
        library=overview.library,
        today=overview.on,
    )
    return read(overview, intake, Wishes(), watch)


def read(overview: Overview, intake: Intake, wishes: Wishes, watch: Watch) -> Reading:
    """Plan a sheet with what is said of it. Raises `Refused`."""
    layout, order = intake.layout(wishes.columns), wishes.order or intake.kept_order
    if layout.questions or layout.lacking:
        return Reading(intake, layout, None, order)
    reading = Reading(intake, layout, intake.plan(layout, order, wishes.new_rows, watch), order)
    return judged(overview, reading, wishes)


def judged(overview: Overview, reading: Reading, wishes: Wishes) -> Reading:
    """The same with what the rows that are taken do to every credential."""
    plan = reading.plan
    if plan is None or overview.records is None:
        return reading
    without = wishes.without(plan)
    if not plan.taken(with_changes=True, without=without):
        return replace(reading, effects=())
    after = plan.records_after(overview.records, with_changes=True, without=without)
    return replace(reading, effects=compared(overview, after))
