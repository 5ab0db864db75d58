"""What an import would do, row by row, before anything is done; and the one edit that does it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import msgspec

from alcto_core.entry.days import DayOrder, Order
from alcto_core.importing.cells import Grid
from alcto_core.importing.deciding import checked, decided, new_values, stored
from alcto_core.importing.ground import Ground
from alcto_core.importing.hints import Near, near_offerings, other_hours, strandless, twins
from alcto_core.importing.layout import Headed, SheetLayout
from alcto_core.importing.matching import Matching
from alcto_core.importing.planned import Mark, PlannedRow
from alcto_core.importing.rows_read import RowsRead, day_order, require_columns, rows_read
from alcto_core.importing.sessions import gathered
from alcto_core.importing.sorting import RowLeftOut, Watch, line
from alcto_core.importing.suggestions import Suggested, activity_with, suggestions, with_taken
from alcto_core.numbers import counted
from alcto_core.problems import Refused
from alcto_core.records.changing import Edit
from alcto_core.records.edits import AddActivities, ChangeActivities, Several
from alcto_core.records.types import Activity, Records


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that an import would do."""

    layout: SheetLayout
    order: DayOrder
    rows: tuple[PlannedRow, ...]
    left_out: tuple[RowLeftOut, ...]
    told: tuple[str, ...]
    """What the person should know of how the sheet was read."""
    hints: tuple[str, ...]
    """What to look at: entries that may be in already, or that count for nothing."""
    near: tuple[Near, ...] = ()
    """Rows whose titles are near an entry of a catalogue."""
    suggested: tuple[Suggested, ...] = ()
    """Strands that titles of new rows suggest; of a calendar, which names none."""
    after: Mapping[str, Activity]
    """Each activity that is added or changed, as the file's reader gives it."""
    is_whole: bool = True
    """Whether every table of the sheet was read."""

    def marked(self, mark: Mark) -> tuple[PlannedRow, ...]:
        """The rows of one kind."""
        return tuple(row for row in self.rows if row.mark == mark)

    def taken(self, *, with_changes: bool, without: Collection[int] = ()) -> tuple[PlannedRow, ...]:
        """The rows that come in, but for those with the numbers `without`."""
        rows = self.marked("add") + (self.marked("change") if with_changes else ())
        return tuple(row for row in rows if row.number not in without)

    def with_offerings(self, chosen: Mapping[int, str]) -> Plan:
        """The same where new rows, by their numbers, are these entries of a catalogue. Raises `Refused` for a row that
        is none of those."""
        new = {row.number: row for row in self.marked("add")}
        for number in chosen:
            if number not in new:
                raise Refused(f"Row {number} is no new activity, so it cannot be taken as {chosen[number]}.")
        fresh = {
            number: msgspec.structs.replace(new[number], table={**new[number].table, "offering": id})
            for number, id in chosen.items()
        }
        of_row = {new[number].id: id for number, id in chosen.items()}
        return msgspec.structs.replace(
            self,
            rows=tuple(fresh.get(row.number, row) if row.mark == "add" else row for row in self.rows),
            near=tuple(msgspec.structs.replace(one, taken=chosen.get(one.number, "")) for one in self.near),
            after={
                id: msgspec.structs.replace(one, offering=of_row[id]) if id in of_row else one
                for id, one in self.after.items()
            },
        )

    def with_suggested(self, chosen: Collection[str]) -> Plan:
        """The same with the suggested strands of these ids taken."""
        taken = [msgspec.structs.replace(one, is_taken=True) for one in self.suggested if one.id in chosen]
        if not taken:
            return self
        of_row: dict[int, list[Suggested]] = {}
        for one in taken:
            of_row.setdefault(one.number, []).append(one)
        rows = tuple(with_taken(row, of_row[row.number]) if row.number in of_row else row for row in self.rows)
        ids = {row.id: of_row[row.number] for row in rows if row.number in of_row}
        said = {*strandless(self.rows, ("some",))}
        return msgspec.structs.replace(
            self,
            rows=rows,
            hints=(*(one for one in self.hints if one not in said), *strandless(rows, ("some",))),
            suggested=tuple(next((one for one in taken if one.id == old.id), old) for old in self.suggested),
            after={id: activity_with(one, ids[id]) if id in ids else one for id, one in self.after.items()},
        )

    def edit(self, file: str, *, with_changes: bool, without: Collection[int] = ()) -> Edit | None:
        """The one edit that does it; None where there is nothing to do. `file` names the sheet in the history."""
        rows = self.taken(with_changes=with_changes, without=without)
        added, changed = ([row for row in rows if row.mark == mark] for mark in ("add", "change"))
        edits: list[Edit] = []
        said: list[str] = []
        if added:
            edits.append(AddActivities(tables=tuple({"id": row.id, **stored(row.table)} for row in added)))
            said.append(f"imported {counted(len(added), 'activity', 'activities')}")
        if changed:
            edits.append(ChangeActivities(changes={row.id: new_values(row) for row in changed}))
            said.append(f"changed {counted(len(changed), 'activity', 'activities')}")
        return Several(edits=tuple(edits), sentence=f"{' and '.join(said)} from “{file}”") if edits else None

    def records_after(self, records: Records, *, with_changes: bool, without: Collection[int] = ()) -> Records:
        """The records as they would be."""
        rows = self.taken(with_changes=with_changes, without=without)
        fresh = {row.id: self.after[row.id] for row in rows}
        kept = tuple(fresh.pop(one.id, one) for one in records.activities)
        added = tuple(fresh.values())  # also those that could not be read before the change put them right
        return msgspec.structs.replace(records, activities=(*kept, *added))


def planned(
    grid: Grid,
    headed: Headed,
    layout: SheetLayout,
    ground: Ground,
    *,
    dates: Order | None = None,
    new_rows: Collection[int] = (),
    watch: Watch | None = None,
) -> Plan:
    """Plan the import of a sheet. `new_rows` are those that come in although they look like an activity of the
    records; `watch` hears how far it is.

    Where the layout asks something, the plan has no rows. Raises `Refused` where a column that every activity needs
    is missing.
    """
    require_columns(layout)
    if layout.questions:
        order = day_order(headed, layout, dates)
        return Plan(
            layout=layout, order=order, rows=(), left_out=(), told=(*headed.told, *grid.told), hints=(), after={}
        )
    read = rows_read(grid, headed, layout, ground, dates=dates, watch=watch)
    rows, gone = gathered(read.rows)
    text_of = {row.number: line(row) for row in headed.rows if row.number in gone}
    left_out = [
        *read.left_out,
        *(
            RowLeftOut(number=number, reason=f"a session of row {of}", text=text_of[number])
            for number, of in gone.items()
        ),
    ]
    above = [RowLeftOut(number=row.number, reason="above the headings", text=line(row)) for row in headed.above]
    made = plan_of(
        RowsRead(order=read.order, rows=tuple(rows), left_out=(*above, *left_out), told=read.told),
        layout,
        ground,
        new_rows,
    )
    return made if headed.is_whole else msgspec.structs.replace(made, is_whole=False)


def plan_of(read: RowsRead, layout: SheetLayout, ground: Ground, new_rows: Collection[int]) -> Plan:
    """The plan of rows that were read, wherever they come from; `new_rows` are those of `planned`."""
    library, strands = ground.library, ground.strands
    matching = Matching(_tables(ground.document))
    plan_rows = list(decided(read.rows, matching, ground.document, ground.on, new_rows))
    plan_rows, after = checked(plan_rows, matching)
    return Plan(
        layout=layout,
        order=read.order,
        rows=tuple(plan_rows),
        left_out=read.left_out,
        told=read.told,
        hints=(
            *twins(plan_rows),
            *other_hours(plan_rows),
            *strandless(plan_rows, strands),
        ),
        near=tuple(near_offerings(plan_rows, library)),
        suggested=tuple(suggestions(plan_rows, library, strands)) if layout.source == "calendar" else (),
        after=after,
    )


def _tables(document: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    found = document.get("activity")
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
