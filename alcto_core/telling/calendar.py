"""The days that a person puts into a calendar: deadlines, where the hours should stand on the way, planned events."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction

from alcto_core.dates import show
from alcto_core.evaluation.naming import heading, missing_clause, state_words
from alcto_core.evaluation.standing import Standing, State
from alcto_core.hours import show_asked
from alcto_core.overview import Overview
from alcto_core.telling.page import Item

_QUARTERS = tuple(Fraction(at, 4) for at in (1, 2, 3))
"""Parts of a window at whose ends the same part of the hours should be there."""


def calendar_days(overview: Overview, standings: Sequence[Standing]) -> tuple[Item, ...]:
    """An item for each day from the date asked about on, soonest first; its id stays the same from day to day."""
    found = [one for standing in standings for one in (*_deadlines(standing), *_milestones(standing))]
    found += _planned(overview, standings)
    return tuple(sorted(found, key=lambda one: (one.day or date.max, one.id)))


def _deadlines(standing: Standing) -> Iterator[Item]:
    period = standing.period.name if standing.period else ""
    start = f"{standing.credential}/{period}"
    pending = standing.pending
    if pending is not None and pending.due is not None and pending.due >= standing.on:
        words = f"{standing.short} {pending.period.name}: last day"
        text = f"Missing: {pending.lacks}." if pending.lacks else ""
        yield Item(id=f"{start}/grace", kind="deadline", day=pending.due, title=words, text=text)
    if standing.state is State.NOT_APPLICABLE:
        return
    if standing.due is not None and standing.due >= standing.on:
        yield Item(
            id=f"{start}/due",
            kind="deadline",
            day=standing.due,
            title=f"{heading(standing)}: due",
            text=_stands(standing),
        )
    for one in standing.requirements:
        if one.best_by is not None and one.best_by >= standing.on and one.state not in {"met", "waived"}:
            title = f"{standing.short}: {one.title[:1].lower()}{one.title[1:]}"
            yield Item(id=f"{start}/{one.id}/best", kind="deadline", day=one.best_by, title=title, text=one.text)


def _stands(standing: Standing) -> str:
    lacks = missing_clause(standing, dated=False)
    state = f"As of {show(standing.on)}: {state_words(standing)}."
    return f"{state} {lacks[:1].upper()}{lacks[1:].rstrip('.')}." if lacks else state


def _milestones(standing: Standing) -> Iterator[Item]:
    """The ends of the quarters of the window at which hours are still short of their part."""
    period, hours = standing.period, standing.hours
    if standing.state is not State.IN_PROGRESS or period is None or not hours.needed or not hours.missing:
        return
    days = (period.end - period.start).days + 1
    for part in _QUARTERS:
        day, wanted = period.start + timedelta(days=int(days * part)), hours.needed * part
        if day <= standing.on or hours.needed - hours.missing >= wanted:
            continue
        figures = f"{show_asked(wanted)} of {show_asked(hours.needed)} hours"
        yield Item(
            id=f"{standing.credential}/{period.name}/pace-{part.numerator}-{part.denominator}",
            kind="milestone",
            day=day,
            title=f"{heading(standing)}: {figures} to be on pace",
            text=_stands(standing),
        )


def _planned(overview: Overview, standings: Sequence[Standing]) -> Iterator[Item]:
    """Planned entries that lie ahead, of all or of the periods asked about."""
    inside = {credit.activity for standing in standings for credit in standing.credits}
    for one in overview.records.activities if overview.records is not None else ():
        is_ahead = one.date >= overview.on and (one.is_planned or one.date > overview.on)
        if is_ahead and (one.id in inside or standings == overview.standings):
            yield Item(
                id=f"activity/{one.id}",
                kind="planned",
                day=one.date,
                title=one.title,
                text=one.description,
                remark=one.location,
            )
