"""A calendar on its way into one person's records: opened once, and planned anew as often as more is said of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from alcto_core.importing.calendar_file import CalendarEvent, CalendarFile
from alcto_core.importing.calendar_plan import CalendarWishes, calendar_plan
from alcto_core.importing.ground import Ground
from alcto_core.importing.occurrences import LocalZone, Span, occurrences
from alcto_core.importing.plan import Plan
from alcto_core.importing.planned import PlannedRow
from alcto_core.problems import Refused

_AROUND = timedelta(days=366)
"""How far before and after today what repeats is worked out, where nothing else is said."""


class CalendarIntake:
    """One calendar beside the records that it would come into."""

    def __init__(
        self,
        calendar: CalendarFile,
        name: str,
        ground: Ground,
        *,
        zone: str | None = None,
        first: date | None = None,
        last: date | None = None,
    ) -> None:
        """`name` is that of the file, for a calendar without one; `zone` names where the person was for times in UTC;
        `first` and `last` are the days that are read. Raises `Refused`, also for a zone that nobody knows.
        """
        self._name = calendar.name or name
        span = Span(
            first=first or ground.on - _AROUND,
            last=last or ground.on + _AROUND,
            is_said=first is not None or last is not None,
        )
        if span.first > span.last:
            raise Refused("--from is after --until.")
        self.zone = _local(zone, calendar.zone)
        """Where the person was, for events that are written in UTC."""
        self.is_in_utc = any(map(_is_in_utc, calendar.events))
        """Whether the days of some of its events hang on it."""
        self._found, self._told = occurrences(calendar, span, self.zone)
        self._ground = ground

    def plan(self, wishes: CalendarWishes) -> Plan:
        """What would come in, or the questions first. Raises `Refused` where an event is named that is not there."""
        return calendar_plan(self._name, self._found, self._told, wishes, self._ground)

    def lacking_hours(self, plan: Plan) -> Iterator[tuple[PlannedRow, str]]:
        """The events that would come in if it was known how long they were, each with the reason why it is not."""
        reasons = {one.no_hours for one in self._found if one.no_hours}
        for row in plan.marked("unreadable"):
            why = row.faults[0].text.partition(";")[0] if row.faults else ""
            if why in reasons:
                yield row, why


def _is_in_utc(event: CalendarEvent) -> bool:
    begins = event.begins
    return isinstance(begins, datetime) and str(begins.tzinfo) == "UTC"


def _local(said: str | None, of_file: str) -> LocalZone:
    """The zone that was said, else that of the file, else that of the computer where it names a place."""
    for name, who in ((said, "as you said"), (of_file, "which the calendar names")):
        if name:
            try:
                zone = ZoneInfo(name)
            except (KeyError, ValueError, OSError):
                if name == said:
                    raise Refused(f"“{name}” is no time zone; write one like America/Chicago") from None
                continue
            return LocalZone(words=f"{name}, {who}", moved=lambda moment, zone=zone: moment.astimezone(zone))  # type: ignore[misc]
    if any(datetime(2025, month, 1).astimezone().utcoffset() for month in (1, 7)):
        return LocalZone(words="this computer's time zone", moved=lambda moment: moment.astimezone())
    return LocalZone(words="all time zones of the mainland United States", moved=None)
