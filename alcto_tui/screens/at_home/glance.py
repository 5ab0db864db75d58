"""Everything that Home says of the records but its pictures, as a value that can be kept."""

from __future__ import annotations

from datetime import date
from heapq import nlargest
from typing import TYPE_CHECKING

import msgspec

from alcto_core.telling.page import Part, Sheet

if TYPE_CHECKING:
    from alcto_core.evaluation.standing import Standing
    from alcto_core.overview import Overview

LATEST = 8
"""How many of the newest entries are told."""


class Entry(msgspec.Struct, frozen=True):
    """An entry of the log in a line."""

    day: date
    title: str
    is_planned: bool


class Glance(msgspec.Struct, frozen=True, kw_only=True):
    """What Home says of records on a day."""

    on: date
    place: str
    """Whose they are: name and district."""
    cards: tuple[Sheet, ...] = ()
    """One for each credential and for each ended period that waits for the official record, the most urgent first."""
    beside: tuple[Part, ...] = ()
    """Deadlines, and how the periods before ended."""
    overdue: tuple[str, str] | None = None
    """The question about planned days that have passed, and the sentence after it."""
    latest: tuple[Entry, ...] = ()
    entries: int = 0
    errors: int = 0
    warnings: int = 0
    skipped: int = 0
    """Records that are left out, as they have errors."""
    file: str
    has_file: bool
    is_readable: bool


def glance_of(overview: Overview) -> Glance:
    """What Home says of an overview."""
    from alcto_core.evaluation.earlier_periods import unconfirmed_periods
    from alcto_core.telling.home import beside_the_cards, by_urgency

    records = overview.records
    person = records.person if records else None
    activities = records.activities if records else ()
    errors = sum(problem.is_error for problem in overview.problems)
    standings = by_urgency([*overview.standings, *unconfirmed_periods(overview.before)])
    return Glance(
        on=overview.on,
        place=", ".join(part for part in (person.name, person.district) if part) if person else "",
        cards=tuple(map(_card, standings)),
        beside=beside_the_cards(overview) if overview.loaded is not None else (),
        overdue=_overdue(overview),
        latest=tuple(
            Entry(one.date, one.title, one.is_planned)
            for one in nlargest(LATEST, activities, key=lambda one: (one.date, one.id))
        ),
        entries=len(activities),
        errors=errors,
        warnings=len(overview.problems) - errors,
        skipped=records.skipped if records else 0,
        file=str(overview.folder.file),
        has_file=overview.loaded is not None,
        is_readable=records is not None,
    )


def packed(glance: Glance) -> bytes:
    """The value as bytes."""
    return msgspec.msgpack.encode(glance)


def unpacked(raw: bytes) -> Glance | None:
    """The value of these bytes; None where they are of another kind."""
    try:
        return msgspec.msgpack.decode(raw, type=Glance)
    except msgspec.MsgspecError:
        return None


def _overdue(overview: Overview) -> tuple[str, str] | None:
    """Planned days that have passed are asked about once, all of them together."""
    found = overview.records.overdue(overview.on) if overview.records is not None else ()
    if not found:
        return None
    from alcto_core.evaluation.naming import titles
    from alcto_core.telling.overdue import overdue_part

    part = overdue_part(overview.records, overview.on)
    return part.heading, f"{titles(found)}: {part.fact}."


def _card(standing: Standing) -> Sheet:
    """The card, with the way to do the next thing on this screen."""
    from alcto_core.telling.card import card
    from alcto_tui.screens.base.mending import alerted, mended, without_verb

    shown = card(standing)
    words = mended(standing, shown.next)
    if words != shown.next and shown.fact == standing.why:
        # What would record it on the command line is no help here: the key stands in what is next.
        shown = msgspec.structs.replace(shown, fact=without_verb(standing))
    alerts = tuple(map(alerted, shown.alerts))
    return msgspec.structs.replace(shown, alerts=alerts, next="" if words == shown.fact else words)
