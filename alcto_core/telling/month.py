"""A month as a calendar: due days, what is planned and what is done, a sign for each and a line below."""

from __future__ import annotations

from calendar import SUNDAY, Calendar
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from alcto_core.dates import add_months, show, show_month, show_short
from alcto_core.hours import long
from alcto_core.overview import Overview
from alcto_core.telling.home import due_days

DUE, PLANNED, DONE = "!", "○", "✓"
LEGEND = f"{DUE} due, {PLANNED} planned, {DONE} done"
WEEKDAYS = ("Su", "Mo", "Tu", "We", "Th", "Fr", "Sa")
CELL = 4
"""Cells of a day: its number, its sign, and a blank on each side."""


class Mark(NamedTuple):
    """What stands on a day, in words, with its sign."""

    sign: str
    words: str


Marks = Mapping[date, tuple[Mark, ...]]


def marks_of(overview: Overview) -> Marks:
    """Every day on which something is due, planned or done; what is due comes first."""
    found: dict[date, list[Mark]] = {}
    for due in due_days(overview.standings, overview.on):
        words = f"{due.title}, advice" if due.is_advice else f"{due.title} is due"
        found.setdefault(due.day, []).append(Mark(DUE, words))
    activities = overview.records.activities if overview.records is not None else ()
    for one in sorted(activities, key=lambda one: not one.is_planned):
        hours = long(one.hours) if one.hours else "in units"
        sign, state = (PLANNED, "planned") if one.is_planned else (DONE, "done")
        found.setdefault(one.date, []).append(Mark(sign, f"{one.title}, {hours}, {state}"))
    return {day: tuple(marks) for day, marks in found.items()}


def weeks_of(day: date) -> list[list[date | None]]:
    """The weeks of the month that a day lies in, from Sunday on; None where a day is of another month."""
    weeks = Calendar(SUNDAY).monthdayscalendar(day.year, day.month)
    return [[day.replace(day=one) if one else None for one in week] for week in weeks]


def cell_of(day: date | None, marks: Marks) -> str:
    """A day as it stands in the calendar, always of the same width."""
    if day is None:
        return " " * CELL
    return f"{day.day:>3}{marks[day][0].sign if day in marks else ' '}"


def words_of(day: date, marks: Marks) -> str:
    """What stands on a day: "30 Sep 2026: TD-CEU is due"."""
    return f"{show(day)}: {'; '.join(one.words for one in marks.get(day, ())) or 'nothing'}"


def month_lines(day: date, marks: Marks, on: date) -> Iterator[str]:
    """The month that a day lies in on paper: its weeks, and a line for each day that holds something."""
    yield show_month(day)
    yield "".join(f" {one} " for one in WEEKDAYS).rstrip()
    for week in weeks_of(day):
        yield "".join(cell_of(one, marks) for one in week).rstrip()
    yield ""
    for held in sorted(one for one in marks if (one.year, one.month) == (day.year, day.month)):
        for mark in marks[held]:
            yield f"{mark.sign} {show_short(held)}  {mark.words}"
    yield f"Today is {show(on)}."


def moved(day: date, key: str, today: date) -> date | None:
    """Where a key leads from a day; None where it leads nowhere. Days stay within what a calendar knows."""
    steps = {"left": -1, "right": 1, "up": -7, "down": 7}
    try:
        if key in steps:
            return day + timedelta(steps[key])
        if key in ("pageup", "pagedown"):
            return add_months(day, 1 if key == "pagedown" else -1)
    except (OverflowError, ValueError):
        return day
    return today if key in ("home", "t") else None
