"""When an event that repeats takes place within a span, worked out by dateutil and never without an end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from alcto_core.importing.calendar_file import CalendarEvent, Day
from alcto_core.problems import Refused

_FIRST = date(1970, 1, 1)
"""What begins earlier is a mistake, and would take long."""
_PARTS = frozenset(("FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYDAY", "BYMONTH", "BYMONTHDAY", "BYSETPOS"))
_STEPS = {"DAILY": timedelta(days=1), "WEEKLY": timedelta(weeks=1)}
_ALL_YEARS = 100_000
"""Steps that a rule costs which never comes true: it is looked for until the year 9999."""


class Budget:
    """How many repetitions one file may make alcto look at, over all of its events."""

    def __init__(self) -> None:
        self._left = 150_000

    def spend(self, steps: int) -> None:
        """Raises `Refused` where it is spent."""
        self._left -= steps
        if self._left < 0:
            raise Refused("The events of the calendar repeat too often. Export the months that you need.")


def wall(moment: Day, beside: Day) -> datetime:
    """A moment as the clock on the wall showed it, in the zone of the event that begins at `beside`.

    A day alone names the event of that day, at its time; a time of day says nothing of an event of whole days.
    """
    if not isinstance(beside, datetime):
        return datetime.combine(moment, time())
    if not isinstance(moment, datetime):
        return datetime.combine(moment, beside.time())
    if moment.tzinfo is not None and beside.tzinfo is not None:
        moment = moment.astimezone(beside.tzinfo)
    return moment.replace(tzinfo=None)


def beginnings(event: CalendarEvent, first: date, last: date, budget: Budget) -> list[datetime]:
    """The beginnings of an event between two days, both included, as the clock on its wall shows them.

    Raises `ValueError` with a sentence for a repetition that is not worked out, and `Refused` for far too many.
    """
    begins = event.begins
    if begins is None:
        return []
    start = wall(begins, begins)
    found = {start, *(wall(one, begins) for one in event.further)}
    if event.rule:
        found.update(_by_rule(event.rule, start, begins, first, last, budget))
    gone = {wall(one, begins) for one in event.omitted}
    days_gone = {one for one in event.omitted if not isinstance(one, datetime)}
    return sorted(one for one in found - gone if first <= one.date() <= last and one.date() not in days_gone)


def _by_rule(
    rule: Mapping[str, list[Any]], start: datetime, begins: Day, first: date, last: date, budget: Budget
) -> Iterator[datetime]:
    from dateutil.rrule import rrulestr

    said = {name.upper(): values for name, values in rule.items()}
    frequency, interval = str(said["FREQ"][0]).upper(), int(said.get("INTERVAL", [1])[0])
    if not _is_worked_out(said, frequency, interval) or start.date() < _FIRST:
        raise ValueError("its repetition is of a kind that alcto does not work out; log its days by hand")
    until = max((_last_moment(one, begins) for one in said.get("UNTIL", ())), default=None)
    end = datetime.combine(last, time.max)
    if until is not None:
        end = min(end, until)
    if "COUNT" not in said and frequency in _STEPS and start.date() < first:
        step = _STEPS[frequency] * interval
        start += step * max((datetime.combine(first, time()) - start) // step - 1, 0)
    words = ";".join(
        f"{name}={','.join(map(str, values))}" for name, values in said.items() if name not in ("UNTIL", "FREQ")
    )
    before = start
    is_never = True
    try:
        for one in rrulestr(f"FREQ={frequency};{words}".rstrip(";"), dtstart=start):
            budget.spend(1 + (one - before).days // 31)
            is_never, before = False, one
            if one > end:
                return
            yield one
    except (IndexError, TypeError, ValueError, OverflowError) as error:
        raise ValueError("how it repeats cannot be read; log its days by hand") from error
    if is_never:
        budget.spend(_ALL_YEARS)


def _is_worked_out(said: Mapping[str, list[Any]], frequency: str, interval: int) -> bool:
    """Whether a rule is one of those that calendars write, and surely comes true again."""
    if frequency not in ("DAILY", "WEEKLY", "MONTHLY", "YEARLY") or not set(said) <= _PARTS or interval < 1:
        return False
    if frequency not in _STEPS:
        return True
    narrowing = {"BYMONTHDAY", "BYSETPOS"} | ({"BYMONTH"} if interval > 1 else set())
    if frequency == "DAILY" and interval > 1:
        narrowing |= {"BYDAY"}
    return not narrowing & set(said)


def _last_moment(until: Day, begins: Day) -> datetime:
    if not isinstance(until, datetime):
        return datetime.combine(until, time.max)
    if until.tzinfo is None and isinstance(begins, datetime) and begins.tzinfo is not None:
        until = until.replace(tzinfo=UTC)
    return wall(until, begins)
