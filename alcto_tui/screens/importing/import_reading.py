"""What the import screen works out beside the keyboard: a sheet or a calendar opened and planned, and its effects."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from alcto_core.importing.calendar_file import CalendarFile, is_calendar, read_calendar
from alcto_core.importing.calendar_intake import CalendarIntake
from alcto_core.importing.calendar_plan import CalendarWishes
from alcto_core.importing.intake import Intake
from alcto_core.importing.opening import Sheet, bytes_of, sheet_in, transcript_in
from alcto_core.importing.tables import ALONE, first_with_headings, with_tables
from alcto_core.importing.workbook import is_workbook, read_workbook
from alcto_core.overview import compared
from alcto_core.problems import Refused
from alcto_core.telling.importing import ground_of

if TYPE_CHECKING:
    from datetime import date

    from alcto_core.entry.days import Order
    from alcto_core.evaluation.changed_standings import ChangedStanding
    from alcto_core.importing.calendar_plan import Coming
    from alcto_core.importing.cells import Grid
    from alcto_core.importing.layout import SheetLayout
    from alcto_core.importing.plan import Plan
    from alcto_core.importing.planned import PlannedRow
    from alcto_core.importing.sorting import Watch
    from alcto_core.overview import Overview


@dataclass(frozen=True)
class Source:
    """A file that was opened: a sheet, the workbook that it stands in, or a calendar."""

    name: str
    """Of the file, without its ending."""
    sheet: Sheet | None = None
    calendar: CalendarFile | None = None
    grids: Mapping[str, Grid] = field(default_factory=dict)
    """The sheets of a workbook by name, and the further tables in them."""
    read: str = ""
    """The name of the one that is read."""

    def other(self, name: str, overview: Overview) -> Source:
        """Another sheet of the workbook. Raises `Refused`."""
        grid, headed, told = first_with_headings({name: self.grids[name]}, {}, overview.on, with_hidden=True)
        return replace(self, sheet=Sheet(grid=grid, headed=headed, told=told), read=name)


@dataclass(frozen=True)
class Wishes:
    """What the person said of the file."""

    columns: Mapping[str, str] = field(default_factory=dict)
    """What columns hold, by `#1` and so on."""
    order: Order | None = None
    new_rows: frozenset[int] = frozenset()
    """Rows that come in although they look like an activity of the records."""
    left: frozenset[int] = frozenset()
    """New rows that stay out."""
    changed: frozenset[int] = frozenset()
    """Rows whose word is taken where the records say otherwise."""
    coming: Coming | None = None
    """What past events of a calendar come in as."""
    zone: str | None = None
    """Where the person was, for events in UTC."""
    only: tuple[str, ...] = ()
    """Words of which an event of a calendar must have one; empty for all."""
    days: tuple[date | None, date | None] = (None, None)
    """The first and the last day of a calendar that are read."""
    attended: frozenset[int] = frozenset()
    """Events that were chosen among those at the same time."""
    missed: frozenset[int] = frozenset()
    """Those that were not."""
    offerings: Mapping[int, str] = field(default_factory=dict)
    """Entries of a catalogue that new rows are, by the number of the row."""
    suggested: frozenset[str] = frozenset()
    """Suggested strands that are taken, as the plan names them."""
    hours: Mapping[int, int] = field(default_factory=dict)
    """Of events of which the calendar does not say how long they were."""

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
    """A file as it was read."""

    source: Source
    intake: Intake | CalendarIntake | None
    """None where the sheet that was to be read cannot be."""
    layout: SheetLayout | None
    plan: Plan | None
    """None where something must be settled first."""
    order: Order | None = None
    """How its days are written, where the sheet does not show it: as was said, else as the last time."""
    lacking: Mapping[int, str] = field(default_factory=dict)
    """Events that come in once it is said how long they were, and why the calendar does not say it."""
    problem: str = ""
    """Why the sheet cannot be read; another one of the workbook may be."""
    effects: tuple[ChangedStanding, ...] = ()

    @cached_property
    def planned(self) -> Mapping[str, PlannedRow]:
        """The rows by their numbers."""
        return {str(row.number): row for row in self.plan.rows} if self.plan is not None else {}

    @property
    def asks_order(self) -> bool:
        """Whether nobody knows how its days are written."""
        return self.plan is not None and not self.plan.order.is_sure and self.order is None


def opened(overview: Overview, path: Path, watch: Watch) -> Reading:
    """Open a file and plan it with nothing said. Raises `Refused`."""
    raw = bytes_of(path)
    if is_calendar(raw) or path.suffix.lower() == ".ics":
        source = Source(path.stem, calendar=read_calendar(raw))
    elif found := transcript_in(raw, path.name, {}, overview.on, overview.plugins.extensions):
        source = Source(path.stem, sheet=found)
    elif not is_workbook(raw):
        sheet = sheet_in(raw, {}, overview.on)
        grids = with_tables({ALONE: sheet.grid}, overview.on) if sheet.headed.others else {}
        source = Source(path.stem, sheet=sheet, grids=grids, read=ALONE)
    else:
        source = Source(path.stem, grids=with_tables(read_workbook(raw), overview.on))
        try:
            grid, headed, told = first_with_headings(source.grids, {}, overview.on)
        except Refused as wrong:
            if len(source.grids) < 2:
                raise
            return Reading(source, None, None, None, problem=str(wrong))
        name = next(name for name, one in source.grids.items() if one is grid)
        source = replace(source, sheet=Sheet(grid=grid, headed=headed, told=told), read=name)
    return read(overview, source, Wishes(), watch)


def other_sheet(overview: Overview, source: Source, name: str, watch: Watch) -> Reading:
    """Another sheet of the workbook, planned with nothing said."""
    try:
        return read(overview, source.other(name, overview), Wishes(), watch)
    except Refused as wrong:
        return Reading(source, None, None, None, problem=f"“{name}”: {wrong}")


def read(overview: Overview, source: Source, wishes: Wishes, watch: Watch) -> Reading:
    """Plan a file beside the records of now, with what is said of it. Raises `Refused`."""
    if source.calendar is not None:
        return _read_calendar(overview, source, source.calendar, wishes)
    if source.sheet is None:
        return Reading(source, None, None, None)
    intake = Intake(source.sheet, overview.folder, ground_of(overview))
    layout, order = intake.layout(wishes.columns), wishes.order or intake.kept_order
    if layout.questions or layout.lacking:
        return Reading(source, intake, layout, None, order)
    reading = Reading(source, intake, layout, intake.plan(layout, order, wishes.new_rows, watch), order)
    return judged(overview, reading, wishes)


def _read_calendar(overview: Overview, source: Source, calendar: CalendarFile, wishes: Wishes) -> Reading:
    first, last = wishes.days
    intake = CalendarIntake(calendar, source.name, ground_of(overview), zone=wishes.zone, first=first, last=last)
    plan = intake.plan(
        CalendarWishes(
            coming=wishes.coming,
            only=wishes.only,
            hours=wishes.hours,
            attended=wishes.attended,
            without=wishes.missed,
            new_rows=tuple(wishes.new_rows),
        )
    )
    if plan.layout.questions:
        return Reading(source, intake, plan.layout, None)
    lacking = {row.number: why for row, why in intake.lacking_hours(plan)}
    return judged(overview, Reading(source, intake, plan.layout, plan, lacking=lacking), wishes)


def judged(overview: Overview, reading: Reading, wishes: Wishes) -> Reading:
    """The same with what the rows that are taken do to every credential."""
    plan = reading.plan
    if plan is None or overview.records is None:
        return reading
    new = {row.number for row in plan.marked("add")}
    plan = plan.with_offerings({number: id for number, id in wishes.offerings.items() if number in new})
    plan = plan.with_suggested(wishes.suggested)
    reading = replace(reading, plan=plan)
    without = wishes.without(plan)
    if not plan.taken(with_changes=True, without=without):
        return replace(reading, effects=())
    after = plan.records_after(overview.records, with_changes=True, without=without)
    return replace(reading, effects=compared(overview, after))
