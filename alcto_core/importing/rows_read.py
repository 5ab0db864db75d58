"""The rows of a sheet whose layout is settled, read before anything is asked of the records."""

from __future__ import annotations

import msgspec

from alcto_core.entry.amounts import has_decimal_comma
from alcto_core.entry.days import DayOrder, Order, order_of
from alcto_core.importing.cells import Grid
from alcto_core.importing.flaws import Flaw
from alcto_core.importing.ground import Ground
from alcto_core.importing.layout import Headed, SheetLayout
from alcto_core.importing.merging import filled
from alcto_core.importing.people import own_rows
from alcto_core.importing.reading import RowReading
from alcto_core.importing.rows import RowReader
from alcto_core.importing.sorting import RowLeftOut, Watch, sorted_out
from alcto_core.importing.vocabulary import NEEDED_WORDS
from alcto_core.problems import Refused


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
    ground: Ground,
    *,
    dates: Order | None = None,
    watch: Watch | None = None,
) -> RowsRead:
    """Read the rows of a sheet whose layout is settled. Where a cell swallowed the rest of the sheet, its row is
    unreadable. `watch` hears how far it is."""
    if grid.merged:
        headed = msgspec.structs.replace(headed, rows=filled(headed.rows, layout, grid.merged))
    order = day_order(headed, layout, dates)
    rows, left_out, told = sorted_out(headed, layout, RowReader(layout, order, ground), ground.window_end, watch)
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
    own = own_rows(rows, headed, layout, ground.document)
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
    free = [one for one in layout.columns if not one.key]
    names = ", ".join(f"“{one.name}”{' (empty)' * one.is_empty}" for one in free) or "none"
    example = " ".join(f'--column "NAME={key}"' for key in layout.lacking)
    raise Refused(f"No column was found for {which}. Say which it is with {example}; columns that are free: {names}.")


def day_order(headed: Headed, layout: SheetLayout, dates: Order | None) -> DayOrder:
    """How the sheet writes its days: by all of its cells, else as was said."""
    days = [one.index for one in layout.columns if one.key in ("date", "start", "posted")]
    amounts = [one.index for one in layout.columns if one.key in ("hours", "minutes")]
    return order_of(
        (row.cell(index) for row in headed.rows for index in days),
        dates,
        has_decimal_commas=any(has_decimal_comma(row.cell(at)) for row in headed.rows for at in amounts),
    )
