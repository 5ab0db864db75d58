"""A sheet of the official record beside the records: read, paired, and what may be taken in from it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date

import msgspec

from alcto_core.entry.days import Order
from alcto_core.importing.columns import guess
from alcto_core.importing.flaws import Flaw
from alcto_core.importing.ground import Ground
from alcto_core.importing.headings import day_of
from alcto_core.importing.layout import Corrections, SheetLayout
from alcto_core.importing.opening import Sheet
from alcto_core.importing.plan import planned
from alcto_core.importing.rows_read import RowsRead, require_columns, rows_read
from alcto_core.importing.sorting import RowLeftOut
from alcto_core.problems import Refused
from alcto_core.reconciling.official import OfficialRow, Unread, official_rows
from alcto_core.reconciling.pairs import Pair, Said
from alcto_core.reconciling.reconciliation import Reconciliation, reconciled
from alcto_core.reconciling.scope import Scope, credential_for, scope_of
from alcto_core.reconciling.setting import changes, edit_of, posting
from alcto_core.records.changing import Edit
from alcto_core.records.document import records_of
from alcto_core.records.reading import read_activities
from alcto_core.records.types import Records
from alcto_core.toml.writing import Table

_STANDS_FOR_IT = "the day of posting, as no column says when it was done"


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that is known of one export."""

    ground: Ground
    file: str
    """Its name."""
    sheet: Sheet
    layout: SheetLayout
    read: RowsRead
    scope: Scope
    said: Said = Said()
    found: Reconciliation
    unread: tuple[Unread, ...]
    """Rows that cannot be read."""
    ahead: tuple[Unread, ...]
    """Rows of what is still to come."""

    @property
    def not_done(self) -> tuple[RowLeftOut, ...]:
        """Rows that say that something was not done, or is not credited; and totals and notes."""
        return self.read.left_out

    @property
    def columns(self) -> dict[str, str]:
        """What each column holds, by its heading, as it is remembered once it was agreed to."""
        return {one.heading or one.name: one.key for one in self.layout.columns}

    @property
    def told(self) -> tuple[str, ...]:
        """What the person should know of how the sheet was read."""
        day = self.layout.column("date")
        posted = (f"“{day.name}” is {_STANDS_FOR_IT}.",) if day is not None and _is_by_posting(self.layout) else ()
        return (*self.sheet.told, *self.read.told, *posted)

    def twin(self, row: OfficialRow) -> OfficialRow | None:
        """A row above that says all that this one says: the record may show one event twice."""
        says = row.content[:-1]
        return next((one for one in self.scope.rows if one.number < row.number and one.content[:-1] == says), None)

    def with_said(self, said: Said) -> Comparison:
        """The same with other words of the person. Raises `Refused` as `reconciled` does."""
        found = reconciled(self.scope.entries, self.scope.rows, said, self.scope.period_of)
        return msgspec.structs.replace(self, said=said, found=found)

    def open_pairs(self, agreed: Collection[str] = ()) -> tuple[Pair, ...]:
        """Doubtful pairs that nobody agreed to, also by noting before what the rows show."""
        doubtful = [pair for pair in self.found.doubtful if pair.activity.id not in agreed]
        unsaid = self._changes(doubtful)
        return tuple(pair for pair in doubtful if pair.activity.id in unsaid)

    def changes(self, agreed: Collection[str] = ()) -> dict[str, Table]:
        """What would be noted of the pairs that are sure, and of those whose activities are `agreed`."""
        return self._changes(pair for pair in self.found.pairs if pair.is_sure or pair.activity.id in agreed)

    def _changes(self, pairs: Iterable[Pair]) -> dict[str, Table]:
        held = self.ground.document.get("activity", ())
        tables = {str(one.get("id")): one for one in held if isinstance(one, Mapping)} if held else {}
        return changes(self.scope, pairs, tables, self.ground.on)

    def edit(self, agreed: Collection[str] = (), take: Collection[int] = ()) -> Edit | None:
        """The one edit of what is noted, and of the rows that are taken in. Raises `Refused` as `taken` does."""
        tables = self.taken(take)[0] if take else ()
        return edit_of(self.changes(agreed), tables, self.scope.record, self.file)

    def records_after(self, edit: Edit) -> Records:
        """The records as they would be once `edit` is saved."""
        tables = records_of(edit.applied(dict(self.ground.document)), "activity")
        return msgspec.structs.replace(self.ground.records, activities=read_activities(tables)[0])

    def taken(self, numbers: Collection[int]) -> tuple[tuple[Table, ...], tuple[str, ...]]:
        """The activities that rows become, as an import makes them, each noted as posted; and what to look at in them.

        Raises `Refused` for a row that is not among those that are only there, or that no activity can be made of.
        """
        free = {row.number: row for row in self.found.only_theirs}
        for number in sorted(numbers):
            if number not in free:
                raise Refused(f"Row {number} is not one that only {self.scope.record} has.")
        headed = self.sheet.headed
        wanted = tuple(row for row in headed.rows if row.number in numbers)
        ground = self.ground
        plan = planned(
            self.sheet.grid,
            msgspec.structs.replace(headed, rows=wanted),
            self.layout,
            msgspec.structs.replace(ground, document={}),  # those of the records that it may be are paired already
            dates=self.read.order.slashes,
        )
        tables = []
        for row in plan.rows:
            if row.faults:
                raise Refused(f"Row {row.number} cannot be taken in: {row.faults[0].text}.")
            if row.same_as is None:
                tables.append(self._noted(dict(row.table), free[row.number].posted))
        flaws = [flaw for row in plan.rows for flaw in row.remarks]
        return tuple(tables), (*map(_text, flaws), *plan.hints, *(one.text for one in plan.near))

    def _noted(self, table: Table, posted: date | None) -> Table:
        day = posted or self.ground.on
        rest = {key: table[key] for key in table if key not in ("posted", "id", "status")}  # it was completed
        if self.scope.speaks_for_one:
            return {**rest, "posted": day}
        return {**rest, "record": [posting(self.scope.credential.id, day, None)]}


def _text(flaw: Flaw) -> str:
    return f"{flaw.column}: {flaw.text}" if flaw.column else flaw.text


def laid_out(
    ground: Ground, sheet: Sheet, said: Corrections | None = None, remembered: Corrections | None = None
) -> SheetLayout:
    """What each column holds; where none holds the day on which something was done, that of posting stands for it.

    Raises `Refused` as `guess` does.
    """
    layout = guess(sheet.headed, ground, said, remembered)
    posted = layout.column("posted")
    if posted is None or "date" not in layout.lacking:
        return layout
    day = msgspec.structs.replace(posted, key="date", reason=_STANDS_FOR_IT)
    return msgspec.structs.replace(layout, columns=tuple(day if one is posted else one for one in layout.columns))


def _is_by_posting(layout: SheetLayout) -> bool:
    """Whether the days of the rows are those on which they were posted."""
    day = layout.column("date")
    return day is not None and day_of(day.heading)[0] == "posted"


def compared(
    ground: Ground,
    file: str,
    sheet: Sheet,
    layout: SheetLayout,
    *,
    dates: Order | None = None,
    credential: str | None = None,
    period: str | None = None,
    said: Said | None = None,
) -> Comparison:
    """Read the rows of a sheet whose layout is settled, and pair them with the entries that they cover.

    Raises `Refused` where a column is lacking, and where the credential, the period, or what the person `said` names
    nothing that is compared.
    """
    require_columns(layout)
    held = credential_for(ground.records, ground.library, credential)
    read = rows_read(sheet.grid, sheet.headed, layout, ground, dates=dates)
    rows, ahead, unread = official_rows(read.rows)
    if _is_by_posting(layout):
        rows = tuple(msgspec.structs.replace(row, posted=row.day) for row in rows)
    scope = scope_of(ground.records, held, ground.library, ground.on, rows, period)
    said = said or Said()
    return Comparison(
        ground=ground,
        file=file,
        sheet=sheet,
        layout=layout,
        read=read,
        scope=scope,
        said=said,
        found=reconciled(scope.entries, scope.rows, said, scope.period_of),
        unread=unread,
        ahead=ahead,
    )
