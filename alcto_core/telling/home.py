"""What stands beside the cards: the days that come, and how the periods before ended."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from alcto_core.evaluation.earlier_periods import last_periods
from alcto_core.evaluation.standing import Standing, State
from alcto_core.numbers import counted
from alcto_core.overview import Overview
from alcto_core.telling.page import Item, Part


def beside_the_cards(overview: Overview) -> tuple[Part, ...]:
    """Deadlines, soonest first, and a few words on each period before."""
    past = last_periods(overview.records, overview.library, overview.standings, overview.on)
    found = (
        Part(heading="Deadlines", items=_deadlines(overview.standings, overview.on)),
        Part(heading="Last period", items=tuple(Item(id=words, kind="past", text=words) for words in past)),
    )
    return tuple(part for part in found if part.items)


def _deadlines(standings: Iterable[Standing], on: date) -> tuple[Item, ...]:
    """Coming due dates, the last days of a time of grace and those that are advice."""
    found: set[tuple[date, str]] = set()
    for standing in standings:
        pending = standing.pending
        if pending is not None and pending.due is not None and pending.due >= on:
            found.add((pending.due, f"{standing.short} {pending.period.name}"))
        if standing.state is State.NOT_APPLICABLE:
            continue
        if standing.due and standing.due >= on:
            found.add((standing.due, standing.short))
        for one in standing.requirements:
            if one.best_by is not None and one.best_by >= on:
                inferred = " (inferred)" if one.is_inferred else ""
                found.add((one.best_by, f"{standing.short}: {one.title[:1].lower()}{one.title[1:]}{inferred}"))
    return tuple(
        Item(id=what, kind="deadline", day=day, title=what, state=_left((day - on).days)) for day, what in sorted(found)
    )


def _left(days: int) -> str:
    return f"in {counted(days, 'day')}" if days else "today"
