"""What the screen of the official record works out beside the keyboard: an export read, compared, and what is open."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from alcto_core.entry.days import Order
from alcto_core.importing import memory
from alcto_core.importing.layout import SheetLayout
from alcto_core.importing.opening import open_sheet
from alcto_core.importing.vocabulary import NEEDED_WORDS
from alcto_core.reconciling.comparison import Comparison, compared, laid_out
from alcto_core.reconciling.pairs import Said
from alcto_core.reconciling.scope import credentials_of
from alcto_core.telling.page import Item
from alcto_core.telling.reconciling import credentials_part, ground_to_compare

if TYPE_CHECKING:
    from alcto_core.overview import Overview

COLUMN, ORDER, CREDENTIAL = "column", "order", "credential"


class Doubt(NamedTuple):
    """What has to be chosen before anything can be compared."""

    text: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Wishes:
    """What the person said of the export."""

    columns: Mapping[str, str] = field(default_factory=dict)
    """What columns hold, by `#1` and so on."""
    dates: Order | None = None
    credential: str | None = None
    """Whose official record it is."""
    asks_credential: bool = False
    """Whether the person wants to be asked that, though it is known."""
    said: Said = field(default_factory=Said)


def looked(overview: Overview, file: Path, wishes: Wishes) -> Comparison | Doubt:
    """Read the export and compare it, as far as nothing has to be chosen first. Raises `Refused`."""
    ground = ground_to_compare(overview)
    if wishes.credential is None:
        listing, others = credentials_of(ground.records, ground.library)
        if (listing or others) and (wishes.asks_credential or len(listing) != 1):
            part = credentials_part((*listing, *others), overview.standings)
            return Doubt(part.heading, part.items)
    sheet = open_sheet(file, wishes.columns, overview.on, additions=overview.plugins.extensions)
    kept = memory.recall(overview.folder, sheet.names)
    layout = laid_out(ground, sheet, wishes.columns, kept.columns if kept else None)
    if (doubt := _column_doubt(layout)) is not None:
        return doubt
    dates = wishes.dates or (kept.dates if kept else None)
    found = compared(ground, file.name, sheet, layout, dates=dates, credential=wishes.credential, said=wishes.said)
    if found.read.order.is_sure or dates:
        return found
    return Doubt(
        "In which order are its days written?",
        (
            Item(id="mdy", kind=ORDER, title="3/4/2026 is the 4th of March"),
            Item(id="dmy", kind=ORDER, title="3/4/2026 is the 3rd of April"),
        ),
    )


def remember(overview: Overview, comparison: Comparison, dates: Order | None) -> None:
    """Keep what the columns of this export hold, for the next one with these headings."""
    names = comparison.sheet.names
    with suppress(OSError):  # it would only have saved a question the next time
        kept = memory.recall(overview.folder, names)
        order = dates or (kept.dates if kept else None)
        memory.remember(
            overview.folder,
            memory.Remembered(headings=memory.key_of(names), columns=comparison.columns, dates=order),
        )


def _column_doubt(layout: SheetLayout) -> Doubt | None:
    """The first question about the columns."""
    if layout.questions:
        asked = layout.questions[0]
        return Doubt(
            asked.text,
            tuple(
                Item(
                    id=f"{one.index + 1}={one.key}",
                    kind=COLUMN,
                    title=one.name,
                    figure=one.key,
                    said=(", ".join(one.samples),),
                )
                for one in asked.candidates
            ),
        )
    if not layout.lacking:
        return None
    key = layout.lacking[0]
    free = tuple(
        Item(id=f"{one.index + 1}={key}", kind=COLUMN, title=one.name, figure=one.key) for one in layout.columns
    )
    return Doubt(f"Which column holds {NEEDED_WORDS[key]}?", free)
