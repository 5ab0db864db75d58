"""The timeline: the windows in force, the days on which something is due, and what is planned, as a value."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from alcto_core.dates import add_months, show, show_short
from alcto_core.evaluation.standing import Standing, State
from alcto_core.telling.card import STATE_TONES
from alcto_core.telling.charts import is_drawn
from alcto_core.telling.home import due_days
from alcto_core.telling.page import Chart, Tone

if TYPE_CHECKING:
    from alcto_core.overview import Overview

BEFORE, LEAST_AHEAD, MOST_AHEAD = 3, 6, 24
"""Months that are drawn before the date asked about, and at least and at most after it."""
MOST_NAMED = 4
"""Days that the sentence names."""


class Window(NamedTuple):
    """A row of the timeline: the window of one credential."""

    credential: str
    title: str
    start: date
    due: date | None
    """None where nothing is due at its end, or nobody can tell when."""
    state: str
    tone: Tone


class Mark(NamedTuple):
    """A day of the timeline."""

    day: date
    kind: str
    """ "due", "advice" (a day on which a step is best done), or "planned"."""
    title: str


class Timeline(Chart, frozen=True, kw_only=True):
    """Windows in force, the days on which something is due, and what is planned."""

    first: date
    last: date
    """The days that are drawn, from the first of a month to the last of one; beyond them stand signs at the edge."""
    on: date
    windows: tuple[Window, ...]
    marks: tuple[Mark, ...]
    """From the date asked about on, soonest first; those beyond the edge too."""


def timeline(overview: Overview, standings: Sequence[Standing] | None = None) -> Timeline | None:
    """The windows in force and the days that come; None where there are none. `standings` are those drawn, else all."""
    shown = overview.standings if standings is None else standings
    windows = tuple(_windows(shown))
    marks = tuple(sorted({*_due(shown, overview.on), *_planned(overview)}, key=lambda one: (one.day, one.title)))
    if not windows and not marks:
        return None
    on = overview.on
    first = _first_of(on, -BEFORE)
    furthest = max((one.day for one in marks), default=on)
    last = min(max(_last_of(furthest, 0), _last_of(on, LEAST_AHEAD)), _last_of(on, MOST_AHEAD))
    return Timeline(
        title="The days that come",
        sentence=_days_words(marks, on),
        first=first,
        last=last,
        on=on,
        windows=windows,
        marks=marks,
    )


def _windows(standings: Iterable[Standing]) -> Iterator[Window]:
    for one in standings:
        if one.period is None or one.state is State.NOT_APPLICABLE:
            continue
        name = one.short if one.credential == one.program else f"{one.short} ({one.credential})"
        due = None if one.is_doubtful else one.due
        yield Window(one.credential, name, one.period.start, due, one.state.word, STATE_TONES[one.state])


def _due(standings: Iterable[Standing], on: date) -> Iterator[Mark]:
    for one in due_days([one for one in standings if is_drawn(one)], on):
        yield Mark(one.day, "advice" if one.is_advice else "due", one.title)


def _planned(overview: Overview) -> Iterator[Mark]:
    for one in overview.records.activities if overview.records is not None else ():
        if one.date >= overview.on and (one.is_planned or one.date > overview.on):
            yield Mark(one.date, "planned", one.title)


def mark_words(mark: Mark) -> str:
    """ "TD-CEU due", "FETC (planned)"; an advice says itself what it is."""
    return mark.title + {"due": " due", "planned": " (planned)"}.get(mark.kind, "")


def _days_words(marks: Sequence[Mark], on: date) -> str:
    if not marks:
        return f"Nothing is due or planned from {show(on)} on."
    told = [f"{_day(one.day, on)} {mark_words(one)}" for one in marks[:MOST_NAMED]]
    more = f"; and {len(marks) - MOST_NAMED} more" if len(marks) > MOST_NAMED else ""
    return f"From {show(on)} on: {'; '.join(told)}{more}."


def _day(day: date, on: date) -> str:
    return show_short(day) if day.year == on.year else show(day)


def _first_of(day: date, months: int) -> date:
    try:
        return add_months(day, months).replace(day=1)
    except ValueError:
        return date.min


def _last_of(day: date, months: int) -> date:
    try:
        return add_months(day.replace(day=1), months + 1) - timedelta(days=1)
    except ValueError:
        return date.max
