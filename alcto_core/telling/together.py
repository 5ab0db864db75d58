"""What several changes at once come to: each activity, and every credential before and after."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from alcto_core.entry.several import Together
from alcto_core.evaluation.changed_standings import ChangedStanding
from alcto_core.overview import Overview, compared
from alcto_core.records.differences import Difference, counted
from alcto_core.records.side_by_side import ComparedKey
from alcto_core.records.side_by_side import compared as side_by_side
from alcto_core.telling.card import STATE_TONES
from alcto_core.telling.change import NO_CREDENTIAL
from alcto_core.telling.names import compared_named, credential_names
from alcto_core.telling.page import Item, Part, Sheet


def together_sheet(overview: Overview, together: Together) -> Sheet:
    """The page of one save that changes or deletes several activities."""
    library, names = overview.library, credential_names(overview.records, overview.library)
    items = (_item(one, compared_named(side_by_side(one.before, one.after), library, names)) for one in together.found)
    return Sheet(
        id="together",
        title=f"If saved: {counted(together.found)}",
        parts=(
            effects_part(compared(overview, together.records)),
            Part(heading="Activities", items=tuple(items)),
        ),
    )


def effects_part(changed: Iterable[ChangedStanding]) -> Part:
    """Every credential before and after."""
    items = [
        Item(
            id=one.after.credential,
            kind="effect",
            title=one.title,
            figure=one.figures,
            state=one.verdict,
            tone=STATE_TONES[one.after.state],
            said=one.earlier,
        )
        for one in changed
    ] or [Item(id="none", kind="effect", text=NO_CREDENTIAL)]
    return Part(heading="What it does to each credential", items=tuple(items))


def _item(one: Difference, keys: Iterable[ComparedKey]) -> Item:
    day = (one.before or {}).get("date")
    changed = (f"{key.key}: {key.left} → {key.right}" for key in keys if key.differs)
    return Item(
        id=one.id,
        kind="change",
        title=one.title,
        text="; ".join(changed) if one.change == "changed" else "",
        day=day if isinstance(day, date) else None,
        tone="missed" if one.after is None else "plain",
    )
