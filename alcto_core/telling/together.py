"""What several changes at once come to: each activity, and every credential before and after."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from alcto_core.entry.several import Together
from alcto_core.evaluation.changed_standings import ChangedStanding
from alcto_core.overview import Overview, compared
from alcto_core.records.differences import Difference, counted, exchange, said
from alcto_core.records.side_by_side import compared as side_by_side
from alcto_core.rules.library import Library
from alcto_core.telling.card import STATE_TONES
from alcto_core.telling.change import NO_CREDENTIAL
from alcto_core.telling.names import credential_names, field_name, value_named
from alcto_core.telling.page import Item, Part, Sheet

_LISTS = ("strands", "counts_for", "evidence")
"""Keys whose values are told one by one."""


def together_sheet(overview: Overview, together: Together) -> Sheet:
    """The page of one save that changes or deletes several activities."""
    names = credential_names(together.records, overview.library)
    return Sheet(
        id="together",
        title=f"If saved: {counted(together.found)}",
        parts=(
            effects_part(compared(overview, together.records)),
            Part(heading="Activities", items=tuple(_item(one, overview.library, names) for one in together.found)),
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


def _item(one: Difference, library: Library, names: Mapping[str, str]) -> Item:
    day = (one.before or {}).get("date")
    return Item(
        id=one.id,
        kind="change",
        title=one.title,
        text=_told(one, library, names) if one.change == "changed" else "",
        day=day if isinstance(day, date) else None,
        tone="missed" if one.after is None else "plain",
    )


def _told(one: Difference, library: Library, names: Mapping[str, str]) -> str:
    """What changed in an activity, as its form says it: "Strands – → IT"."""
    listed = {row.key: (row.left, row.right) for row in side_by_side(one.before, one.after) if row.key in _LISTS}
    return "; ".join(
        f"{field_name(said(key))} {' → '.join(value_named(key, side, library, names) for side in sides)}"
        for key in one.told_keys
        for sides in [listed.get(key) or exchange(one.before, one.after, key)]
    )
