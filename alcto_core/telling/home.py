"""What stands beside the cards: the days that come, and how the periods before ended."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from alcto_core.evaluation.earlier_periods import last_periods
from alcto_core.evaluation.standing import Standing, State
from alcto_core.numbers import counted
from alcto_core.overview import Overview
from alcto_core.telling.page import Item, Part

_FIRST = {State.NON_COMPLIANT: 0, State.IN_PROGRESS: 1, State.UNDETERMINED: 1, State.NOT_APPLICABLE: 2}


def by_urgency(standings: Iterable[Standing]) -> tuple[Standing, ...]:
    """What was missed first, then what is open or cannot be told, the nearest day first; what is met stands last."""
    return tuple(sorted(standings, key=lambda one: (_FIRST.get(one.state, 3), one.due or date.max)))


def beside_the_cards(overview: Overview) -> tuple[Part, ...]:
    """Deadlines, soonest first, and a few words on each period before."""
    past = last_periods(overview.before)
    found = (
        Part(heading="Deadlines", items=_deadlines(overview.standings, overview.on)),
        Part(heading="Last period", items=tuple(Item(id=words, kind="past", text=words) for words in past)),
    )
    return tuple(part for part in found if part.items)


class DueDay(NamedTuple):
    """A day that comes, and what is to be done by it."""

    day: date
    title: str
    is_advice: bool


def due_days(standings: Iterable[Standing], on: date) -> list[DueDay]:
    """Coming due dates, the last days of a time of grace and those that are advice; soonest first."""
    found: set[DueDay] = set()
    for standing in standings:
        pending = standing.pending
        if pending is not None and pending.due is not None and pending.due >= on:
            found.add(DueDay(pending.due, f"{standing.short} {pending.period.name}", is_advice=False))
        if standing.state is State.NOT_APPLICABLE:
            continue
        if standing.due and standing.due >= on:
            found.add(DueDay(standing.due, standing.short, is_advice=False))
        for one in standing.requirements:
            if one.best_by is not None and one.best_by >= on:
                inferred = " (inferred)" if one.is_inferred else ""
                title = f"{standing.short}: {one.title[:1].lower()}{one.title[1:]}{inferred}"
                found.add(DueDay(one.best_by, title, is_advice=True))
    return sorted(found)


def _deadlines(standings: Sequence[Standing], on: date) -> tuple[Item, ...]:
    """How far away each is, where the card of its credential does not say so."""
    said = {(one.short, one.due) for one in standings if one.days_left is not None and one.hours.needed is not None}
    return tuple(
        Item(
            id=one.title,
            kind="deadline",
            day=one.day,
            title=one.title,
            state="" if (one.title, one.day) in said else _left((one.day - on).days),
        )
        for one in due_days(standings, on)
    )


def _left(days: int) -> str:
    return f"in {counted(days, 'day')}" if days else "today"
