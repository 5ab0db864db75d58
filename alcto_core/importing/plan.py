"""What an import would do, row by row, before anything is done; and the one edit that does it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import msgspec

from alcto_core.entry.amounts import has_decimal_comma
from alcto_core.entry.days import DayOrder, Order, order_of
from alcto_core.entry.strands import StrandNamed
from alcto_core.importing.cells import Grid
from alcto_core.importing.flaws import Flaw
from alcto_core.importing.hints import Near, near_offerings, other_hours, strandless, twins
from alcto_core.importing.layout import Headed, SheetLayout
from alcto_core.importing.matching import Match, Matching
from alcto_core.importing.merging import filled
from alcto_core.importing.people import own_rows
from alcto_core.importing.planned import Mark, PlannedRow
from alcto_core.importing.reading import RowReading
from alcto_core.importing.rows import RowReader
from alcto_core.importing.sessions import gathered
from alcto_core.importing.sorting import RowLeftOut, Watch, line, sorted_out
from alcto_core.importing.vocabulary import NEEDED_WORDS
from alcto_core.importing.windows import WindowEnd, no_window_ends
from alcto_core.numbers import counted
from alcto_core.problems import Refused
from alcto_core.records.document import ids
from alcto_core.records.edits import REMOVED, AddActivities, ChangeActivities, Edit, Several
from alcto_core.records.reading import read_activities
from alcto_core.records.types import Activity, Records
from alcto_core.rules.declared import Known, known_to
from alcto_core.rules.library import Library
from alcto_core.text import slug
from alcto_core.toml.writing import LENGTH, Table


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

    def edit(self, file: str, *, with_changes: bool, without: Collection[int] = ()) -> Edit | None:
        """The one edit that does it; None where there is nothing to do. `file` names the sheet in the history."""
        rows = self.taken(with_changes=with_changes, without=without)
        added, changed = ([row for row in rows if row.mark == mark] for mark in ("add", "change"))
        edits: list[Edit] = []
        said: list[str] = []
        if added:
            edits.append(AddActivities(tables=tuple({"id": row.id, **_stored(row.table)} for row in added)))
            said.append(f"imported {counted(len(added), 'activity', 'activities')}")
        if changed:
            edits.append(ChangeActivities(changes={row.id: _new_values(row) for row in changed}))
            said.append(f"changed {counted(len(changed), 'activity', 'activities')}")
        return Several(edits=tuple(edits), sentence=f"{' and '.join(said)} from “{file}”") if edits else None

    def records_after(self, records: Records, *, with_changes: bool, without: Collection[int] = ()) -> Records:
        """The records as they would be."""
        rows = self.taken(with_changes=with_changes, without=without)
        fresh = {row.id: self.after[row.id] for row in rows}
        kept = tuple(fresh.pop(one.id, one) for one in records.activities)
        added = tuple(fresh.values())  # also those that could not be read before the change put them right
        return msgspec.structs.replace(records, activities=(*kept, *added))


def categories_of(document: Mapping[str, Any], library: Library) -> Known:
    """The kinds of activity that the programs in the records file know."""
    held = document.get("credential", ())
    programs = [one.get("program") for one in held if isinstance(one, dict)] if isinstance(held, list) else []
    return known_to("category", library.rule_sets, [one for one in programs if isinstance(one, str)])


def planned(
    grid: Grid,
    headed: Headed,
    layout: SheetLayout,
    *,
    document: Mapping[str, Any],
    library: Library,
    strand_named: StrandNamed,
    strands: Collection[str],
    holds: Callable[[str], bool],
    today: date,
    dates: Order | None = None,
    window_end: WindowEnd = no_window_ends,
    new_rows: Collection[int] = (),
    watch: Watch | None = None,
) -> Plan:
    """Plan the import of a sheet. `document` are the plain values of the records file, `strands` those of the
    person's own programs, to propose from; `holds` tells whether a relative path names something in the folder;
    `new_rows` are those that come in although they look like an activity of the records; `watch` hears how far it is.

    Where the layout asks something, the plan has no rows. Raises `Refused` where a column that every activity needs
    is missing.
    """
    require_columns(layout)
    if layout.questions:
        order = _day_order(headed, layout, dates)
        return Plan(
            layout=layout, order=order, rows=(), left_out=(), told=(*headed.told, *grid.told), hints=(), after={}
        )
    read = rows_read(
        grid,
        headed,
        layout,
        document=document,
        library=library,
        strand_named=strand_named,
        strands=strands,
        holds=holds,
        today=today,
        dates=dates,
        window_end=window_end,
        watch=watch,
    )
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
        document=document,
        library=library,
        strands=strands,
        today=today,
        new_rows=new_rows,
    )
    return made if headed.is_whole else msgspec.structs.replace(made, is_whole=False)


def plan_of(
    read: RowsRead,
    layout: SheetLayout,
    *,
    document: Mapping[str, Any],
    library: Library,
    strands: Collection[str],
    today: date,
    new_rows: Collection[int],
) -> Plan:
    """The plan of rows that were read, wherever they come from; what is given is that of `planned`."""
    matching = Matching(_tables(document))
    plan_rows = list(_decided(read.rows, matching, document, today, new_rows))
    plan_rows, after = _checked(plan_rows, matching)
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
        after=after,
    )


class RowsRead(msgspec.Struct, frozen=True, kw_only=True):
    """The rows of a sheet as they were read, before anything is asked of the records."""

    order: DayOrder
    rows: tuple[RowReading, ...]
    left_out: tuple[RowLeftOut, ...]
    told: tuple[str, ...]
    """What the person should know of how the sheet was read."""


def rows_read(
    grid: Grid,
    headed: Headed,
    layout: SheetLayout,
    *,
    document: Mapping[str, Any],
    library: Library,
    strand_named: StrandNamed,
    strands: Collection[str],
    holds: Callable[[str], bool],
    today: date,
    dates: Order | None = None,
    window_end: WindowEnd = no_window_ends,
    watch: Watch | None = None,
) -> RowsRead:
    """Read the rows of a sheet whose layout is settled; what is given is that of `planned`. Where a cell swallowed the
    rest of the sheet, its row is unreadable."""
    if grid.merged:
        headed = msgspec.structs.replace(headed, rows=filled(headed.rows, layout, grid.merged))
    order = _day_order(headed, layout, dates)
    reader = RowReader(layout, order, today, library, strand_named, strands, holds, categories_of(document, library))
    rows, left_out, told = sorted_out(headed, layout, reader, window_end, watch)
    if order.dots_reason:
        told.insert(0, f"Days such as 4.3.2026 {order.dots_reason}.")
    if order.reason:
        told.insert(0, f"Days such as 3/4/2026 {order.reason}.")
    if grid.broken is not None:
        number, why = grid.broken
        rows = [row for row in rows if row.number != number]
        left_out = [one for one in left_out if one.number != number]
        rows.append(
            RowReading(number=number, table={}, faults=(Flaw(column="", text=f"{why}; close it in the sheet"),))
        )
    own = own_rows(rows, headed, layout, document)
    return RowsRead(
        order=order,
        rows=own.rows,
        left_out=(*left_out, *own.left_out),
        told=(*headed.told, *grid.told, *told, *own.told),
    )


def require_columns(layout: SheetLayout) -> None:
    """Raises `Refused` where no column holds what every activity needs."""
    if not layout.lacking:
        return
    which = " and ".join(NEEDED_WORDS[key] for key in layout.lacking)
    names = ", ".join(f"“{one.name}”" for one in layout.columns if not one.key) or "none"
    example = " ".join(f'--column "NAME={key}"' for key in layout.lacking)
    raise Refused(f"No column was found for {which}. Say which it is with {example}; columns that are free: {names}.")


def _day_order(headed: Headed, layout: SheetLayout, dates: Order | None) -> DayOrder:
    days = [one.index for one in layout.columns if one.key in ("date", "start", "posted")]
    amounts = [one.index for one in layout.columns if one.key in ("hours", "minutes")]
    return order_of(
        (row.cell(index) for row in headed.rows for index in days),
        dates,
        has_decimal_commas=any(has_decimal_comma(row.cell(at)) for row in headed.rows for at in amounts),
    )


def _decided(
    rows: Sequence[RowReading],
    matching: Matching,
    document: Mapping[str, Any],
    today: date,
    new_rows: Collection[int],
) -> Iterator[PlannedRow]:
    """What becomes of each row, before the reader of the file has seen it."""
    readable = [row for row in rows if not row.faults]
    matches = iter(list(matching.matches(readable)))
    free = _Ids(ids(document, "activity"), (str(row.table["id"]) for row in readable if "id" in row.table))
    for row in rows:
        if row.faults:
            yield PlannedRow(number=row.number, mark="unreadable", table=row.table, faults=row.faults)
            continue
        match = next(matches)
        if match.looks_like and row.number not in new_rows:
            yield _as_renamed(row, match.looks_like, matching)
        else:
            yield _as_matched(row, match, matching, free, today)


def _as_renamed(row: RowReading, id: str, matching: Matching) -> PlannedRow:
    title = matching.table(id)["title"]
    text = (
        f"it looks like “{title}” ({id}) of the same day and hours, so it is left out; where it is another activity, "
        f"--new {row.number} brings it in"
    )
    flaw = Flaw(column="", text=text)
    return PlannedRow(number=row.number, mark="alike", table=row.table, id=id, proposed=row.proposed, remarks=(flaw,))


def _as_matched(row: RowReading, match: Match, matching: Matching, free: _Ids, today: date) -> PlannedRow:
    planned_row = PlannedRow(
        number=row.number,
        mark="same",
        table=row.table,
        id=match.known,
        proposed=row.proposed,
        same_as=match.same_as,
    )
    if match.same_as is not None:
        return planned_row
    remarks = list(row.remarks) if match.changes or not match.known else []  # of what comes in, and of nothing else
    if not match.known:
        if match.look_alike:
            day = matching.table(match.look_alike)["date"]
            text = f"an activity of this name is in the records on {day} ({match.look_alike}); is it the same?"
            remarks.append(Flaw(column="", text=text))
        id = free.given(str(row.table["id"])) if "id" in row.table else free.made(row.table["date"], row.title)
        return msgspec.structs.replace(planned_row, mark="add", id=id, remarks=tuple(remarks))
    has = matching.table(match.known)
    if has.get("status") == "planned" and "status" not in row.table and row.table["date"] <= today:
        text = f"it is planned in the records; if it is done, type `alcto edit {match.known} --status completed`"
        remarks.append(Flaw(column="", text=text))
    changes = {key: (has.get(key), value) for key, value in match.changes.items()}
    if any(key in changes for key in LENGTH) and has.get("session"):
        changes = {key: change for key, change in changes.items() if key not in LENGTH}
        text = "its hours in the records are the sum of its sessions, so they stay; `alcto edit` changes those"
        remarks.append(Flaw(column="", text=text))
    planned_row = msgspec.structs.replace(planned_row, remarks=tuple(remarks))
    return msgspec.structs.replace(planned_row, mark="change", changes=changes) if changes else planned_row


class _Ids:
    """Ids that are free: taken neither by the records nor by a row that names its own."""

    def __init__(self, taken: Iterable[str], named: Iterable[str]) -> None:
        self._taken = set(taken)
        self._named = frozenset(named)
        self._last: dict[str, int] = {}

    def given(self, id: str) -> str:
        """The id that a row names, or the next free one like it where another row has taken it."""
        return self._free(id, frozenset())

    def made(self, day: date, title: str) -> str:
        """An id from the day and the title, as a save makes it."""
        return self._free(f"{day.isoformat()}-{slug(title)}", self._named)

    def _free(self, start: str, named: frozenset[str]) -> str:
        id, number = start, self._last.get(start, 1)
        while id in self._taken or id in named:
            number += 1
            id = f"{start}-{number}"
        self._last[start] = number
        self._taken.add(id)
        return id


def _checked(rows: list[PlannedRow], matching: Matching) -> tuple[list[PlannedRow], dict[str, Activity]]:
    """The rows once the file's own reader has seen what they come to; and what it gave for each.

    What would be an error in the file stays out, with the reader's own sentence.
    """
    judged = [row for row in rows if row.mark in ("add", "change")]
    tables = [
        {"id": row.id, **_stored(row.table)} if row.mark == "add" else _with_values(matching.original(row.id), row)
        for row in judged
    ]
    activities, faults = read_activities(tables)
    wrong: dict[int, Flaw] = {}
    for fault in faults:
        _, at, *keys = fault.path
        column = next((key for key in keys if isinstance(key, str)), "")
        wrong.setdefault(int(at), Flaw(column=column, text=fault.sentence))
    unreadable = {id(row): wrong[at] for at, row in enumerate(judged) if at in wrong}
    after = {one.id: one for one in activities}
    kept = [
        msgspec.structs.replace(row, mark="unreadable", faults=(*row.faults, unreadable[id(row)]))
        if id(row) in unreadable
        else row
        for row in rows
    ]
    return kept, after


def _stored(table: Mapping[str, Any]) -> Table:
    """A row's values as a new activity holds them: completed is what an activity is anyway."""
    return {key: value for key, value in table.items() if key != "id" and (key, value) != ("status", "completed")}


def _new_values(row: PlannedRow) -> Table:
    return {key: new for key, (_, new) in row.changes.items()}


def _with_values(table: Mapping[str, Any], row: PlannedRow) -> Table:
    values = {**table, **_new_values(row)}
    return {key: value for key, value in values.items() if value is not REMOVED}


def _tables(document: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    found = document.get("activity")
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
