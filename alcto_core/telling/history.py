"""The history of the records file: each state, what a step changed, and what would be lost and gained by going back."""

from __future__ import annotations

from collections.abc import Sequence

from alcto_core.keeping.history import Generation, KnownState, moment
from alcto_core.records.differences import ChangeKind, Difference, counted, told
from alcto_core.telling.page import Item, Part, Tone

NO_STATES = (
    "No earlier states yet. alcto keeps one with every change that is saved: log an activity, then see here what "
    "changed, and bring back what was."
)
PRESENT = "in the file now"
_UNKNOWN = "What changed is not known: the state before is no longer kept, or cannot be read."
_SAME = "The same records: only comments, order or spacing differ."
_UNREADABLE = "That state cannot be read as records, so what it holds cannot be compared."
_TONES: dict[ChangeKind, Tone] = {"added": "met", "removed": "missed", "changed": "short"}
_GROUPS: tuple[tuple[ChangeKind, str], ...] = (
    ("removed", "You would lose, of what is in the file now"),
    ("added", "You would get back"),
    ("changed", "Would change, now → then"),
)
"""The losses first."""


def state_item(state: KnownState, kept: frozenset[str] | None = None) -> Item:
    """One state of the file; with `kept`, the states whose bytes are there, it says where they are not."""
    mark = PRESENT if state.is_present else "undone" if state.can == "redo" else ""
    if not mark and kept is not None and state.sha256 not in kept:
        mark = "no longer kept"
    return Item(
        id=str(state.number),
        kind="state",
        title=f"State {state.number}",
        text=state.sentence,
        figure=when(state),
        state=mark,
        tone="met" if state.is_present else "unknown",
    )


def when(step: KnownState | Generation) -> str:
    """The moment of a step in words."""
    return moment(step.at) or "at some time"


def changes_part(found: Sequence[Difference] | None) -> Part:
    """What a step did, an item for each record; None where nobody knows."""
    if not found:
        return Part(fact=_UNKNOWN if found is None else _SAME)
    return Part(items=tuple(_item(one, told(one)) for one in found))


def exchange_parts(found: Sequence[Difference] | None) -> tuple[Part, ...]:
    """What would be lost, gained and changed if another state took the place of the file; None where it cannot be
    read."""
    if found is None:
        return (Part(fact=_UNREADABLE),)
    # The schema of a file that is not there is nothing that anybody loses or gains.
    found = [one for one in found if one.change == "changed" or one.id != "schema" or one.kind != "file"]
    grouped = [(change, heading, [one for one in found if one.change == change]) for change, heading in _GROUPS]
    parts = tuple(
        Part(
            heading=heading,
            fact=counted(group).replace(f" {change}", ""),
            items=tuple(_item(one, told(one).removeprefix(f"{change} ")) for one in group),
        )
        for change, heading, group in grouped
        if group
    )
    return parts or (Part(fact=_SAME),)


def _item(one: Difference, text: str) -> Item:
    return Item(id=one.id, kind=one.kind, text=text, state=one.change, tone=_TONES[one.change])
