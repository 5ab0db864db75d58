"""What takes place in a calendar, day by day: series expanded, replaced and cancelled ones sorted out, local days."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta

import msgspec

from alcto_core.entry.days import coasts
from alcto_core.hours import from_minutes, long
from alcto_core.importing.calendar_file import CalendarEvent, CalendarFile
from alcto_core.importing.recurrences import Budget, beginnings, wall
from alcto_core.problems import Refused

_MOST = 20_000
_LONG = 12 * 60
"""Minutes. What lasts longer over a night is no one sitting, and deserves a word on one day."""
_DAY = timedelta(days=1)
_UTC = frozenset(("utc", "gmt", "uct", "zulu", "universal", "greenwich"))
_WHOLE_DAYS = "it lasts whole days"
_OWN_LENGTH = "the calendar gives it another length than its series"


class LocalZone(msgspec.Struct, frozen=True, kw_only=True):
    """Where the person was, for times that a calendar gives in UTC."""

    words: str
    """The zone and who named it, to follow “the days are those of”."""
    moved: Callable[[datetime], datetime] | None
    """Gives what the clock on the wall showed; None where no zone is known."""


class Span(msgspec.Struct, frozen=True, kw_only=True):
    """The days of a calendar that are read, both included."""

    first: date
    last: date
    is_said: bool
    """Whether the person named it; else it holds for what repeats, and all single events are read."""


class Occurrence(msgspec.Struct, frozen=True, kw_only=True):
    """One event on one day, or over some days. Texts hold words of the file."""

    event: CalendarEvent
    key: str
    """The same in every edition of the calendar, and of no other occurrence."""
    begins: datetime
    """As the clock on the wall showed it."""
    stops: datetime | None
    """None where it has no time of day, or its end cannot be told."""
    first: date
    last: date
    minutes: int | None
    """How long it was; None where the calendar does not say it."""
    no_hours: str = ""
    """Why the calendar does not say how long it was."""
    fault: str = ""
    remarks: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        return self.event.title


def occurrences(file: CalendarFile, span: Span, local: LocalZone) -> tuple[list[Occurrence], list[str]]:
    """All occurrences in the order of their beginnings, and what is to be told. Raises `Refused` for too many."""
    told = list(file.told)
    events = _newest(file.events, told)
    found: list[Occurrence] = []
    outside = 0
    reading = _Reading(events, span, local)
    for one in reading.all():
        if span.is_said and not (span.first <= one.last and one.first <= span.last):
            outside += 1
            continue
        found.append(one)
        if len(found) > _MOST:
            raise Refused(f"More than {_MOST:,} events fall into the span; name a shorter one by --from and --until.")
    if any(one.rule for one in events):
        told.append(
            f"Of what repeats, the days from {span.first.isoformat()} to {span.last.isoformat()} were worked out"
            f"{'.' if span.is_said else '; --from and --until name another span.'}"
        )
    if outside:
        told.append(f"{outside} events lie outside of {span.first.isoformat()} to {span.last.isoformat()}.")
    if reading.moved:
        events_are = "1 event is" if reading.moved == 1 else f"{reading.moved} events are"
        told.append(f"{events_are} written in UTC; the days are those of {local.words}. --zone NAME names another.")
    return sorted(found, key=lambda one: (one.begins, one.title, one.key)), told


def _newest(events: Iterable[CalendarEvent], told: list[str]) -> list[CalendarEvent]:
    """Of events that stand twice the one with the highest SEQUENCE, else the last; different events stay."""
    found: dict[tuple[str, object], list[CalendarEvent]] = {}
    twice = shared = 0
    for event in events:
        alike = found.setdefault((event.uid, event.instead_of), [])
        older = [one for one in alike if event.uid and (one.sequence != event.sequence or _is_same(one, event))]
        if not older:
            shared += bool(event.uid and alike)
            alike.append(event)
        else:
            twice += 1
            if event.sequence >= older[0].sequence:
                alike[alike.index(older[0])] = event
    if twice:
        told.append(f"{_some(twice)} twice, by UID; the newest edition was taken.")
    if shared:
        told.append(f"{_some(shared)} under the UID of another one, and both were read.")
    return [one for alike in found.values() for one in alike]


def _is_same(one: CalendarEvent, other: CalendarEvent) -> bool:
    """Whether two editions are of one event: its time or its name is the same."""
    return one.begins == other.begins or one.title == other.title


def _some(number: int) -> str:
    return "1 event stands" if number == 1 else f"{number} events stand"


class _Reading:
    """One file on its way to occurrences."""

    def __init__(self, events: list[CalendarEvent], span: Span, local: LocalZone) -> None:
        self._events, self._span, self._local = events, span, local
        self._budget = Budget()
        self._series = {one.uid: one for one in events if one.rule or one.further}
        self._shared = _uids_of_several(events)
        self.moved = 0
        """How many events in UTC were given a local day."""

    def all(self) -> Iterator[Occurrence]:
        instead = {(one.uid, self._original(one)): one for one in self._events if one.instead_of is not None}
        from_then_on = {uid: original for (uid, original), one in instead.items() if one.changes_later_ones}
        for event in self._events:
            begins = event.begins
            if begins is None:
                what = f" ({event.wrong})" if event.wrong else ""
                day = datetime.combine(self._span.first, time())
                yield self._unread(event, day, f"when it begins cannot be read{what}; log it by hand")
            elif event.instead_of is not None:
                yield self._one(event, wall(begins, begins), self._original(event))
            elif not (event.rule or event.further):
                fault = f"its repetition cannot be read ({event.wrong})" if "RRULE" in event.wrong else ""
                yield self._one(event, wall(begins, begins), None, fault)
            else:
                yield from self._repeated(event, instead, from_then_on.get(event.uid))

    def _repeated(
        self,
        event: CalendarEvent,
        instead: dict[tuple[str, datetime], CalendarEvent],
        from_then_on: datetime | None,
    ) -> Iterator[Occurrence]:
        begins = event.begins or self._span.first
        try:
            found = beginnings(event, self._span.first - _DAY, self._span.last + _DAY, self._budget)
        except ValueError as wrong:
            yield self._unread(event, wall(begins, begins), str(wrong))
            return
        own = {wall(one, begins) for one in event.with_own_length}
        omitted = {one.date(): f"{one:%H:%M}" for one in (wall(each, begins) for each in event.omitted)}
        for one in found:
            if (event.uid, one) in instead:
                continue
            later = "its calendar changes it and all later ones, which alcto does not work out; log it by hand"
            is_later = from_then_on is not None and one > from_then_on
            read = self._one(event, one, one, later if is_later else "")
            if one in own:
                read = msgspec.structs.replace(read, minutes=None, stops=None, no_hours=_OWN_LENGTH)
            if (left_out := omitted.get(one.date())) is not None:
                remark = f"its calendar leaves out one of that day, at {left_out}; see that it took place"
                read = msgspec.structs.replace(read, remarks=(*read.remarks, remark))
            yield read

    def _original(self, event: CalendarEvent) -> datetime:
        """The beginning that an event replaces, as the series has it."""
        series = self._series.get(event.uid)
        original = event.instead_of or date.max
        return wall(original, (series.begins if series is not None else None) or original)

    def _unread(self, event: CalendarEvent, begins: datetime, fault: str) -> Occurrence:
        day = begins.date()
        key = self._key(event, None)
        return Occurrence(
            event=event, key=key, begins=begins, stops=None, first=day, last=day, minutes=None, fault=fault
        )

    def _key(self, event: CalendarEvent, original: datetime | None) -> str:
        """The UID, with the original beginning of one of a series."""
        if event.uid and event.uid not in self._shared:
            return f"{event.uid}\n{original.isoformat()}" if original is not None else event.uid
        return f"{event.uid}\n{original or event.begins}\n{event.title}"

    def _one(self, event: CalendarEvent, begins_at: datetime, original: datetime | None, fault: str = "") -> Occurrence:
        begins, key = event.begins, self._key(event, original)
        remarks = ["it is marked as tentative; see that it took place"] if event.is_tentative else []
        if not isinstance(begins, datetime):
            return self._whole_days(event, key, begins_at, fault, remarks)
        try:
            stops, length, wrong = _lasted(event, begins_at)
        except ValueError as backwards:
            stops, length, wrong, fault = None, None, "", fault or str(backwards)
        if begins.tzinfo is not None and str(begins.tzinfo).lower().removeprefix("etc/") in _UTC:
            stops = self._on_the_wall(begins_at + length) if length else None
            begins_at, zone_fault = self._moved(begins_at)
            fault = fault or zone_fault
        last = begins_at.date() if stops is None else (stops - timedelta(seconds=1)).date()
        minutes = int(length.total_seconds()) // 60 if length else 0
        first = begins_at.date()
        if stops is not None and begins_at.time() == stops.time() == time():
            wrong, minutes, stops = _WHOLE_DAYS, 0, None
        elif minutes and last > first and minutes > _LONG:
            wrong, minutes = f"it lasts over a night, {long(from_minutes(minutes))} in all", 0
        elif last > first:
            remarks.append(f"it ends after midnight; its day is {first.isoformat()}, on which it began")
            last = first
        elif minutes > _LONG:
            remarks.append(f"it lasts {long(from_minutes(minutes))}; see that all of them were hours of it")
        if minutes and stops is not None and stops - begins_at != length:
            remarks.append(f"the clocks were changed during it, from {begins_at:%H:%M} to {stops:%H:%M}")
        if length and length.total_seconds() % 60 and minutes:
            remarks.append("its seconds were cut to the minute")
        return Occurrence(
            event=event,
            key=key,
            begins=begins_at,
            stops=stops,
            first=first,
            last=last,
            minutes=minutes or None,
            no_hours=wrong,
            fault=fault,
            remarks=tuple(remarks),
        )

    def _whole_days(
        self, event: CalendarEvent, key: str, begins: datetime, fault: str, remarks: list[str]
    ) -> Occurrence:
        days = 1
        if isinstance(event.begins, date) and event.ends is not None and not isinstance(event.ends, datetime):
            days = (event.ends - event.begins).days or 1
        elif event.lasts is not None:
            days = event.lasts.days or 1
        if days < 1:
            fault = fault or "it ends before it begins; put its days right in the calendar"
        last = begins.date() + timedelta(days=max(days, 1) - 1)
        return Occurrence(
            event=event,
            key=key,
            begins=begins,
            stops=None,
            first=begins.date(),
            last=last,
            minutes=None,
            no_hours=_WHOLE_DAYS,
            fault=fault,
            remarks=tuple(remarks),
        )

    def _on_the_wall(self, moment: datetime) -> datetime:
        """What the clock showed at a moment in UTC; on the east coast where no zone is known."""
        if self._local.moved is None:
            return coasts(moment)[0]
        return self._local.moved(moment.replace(tzinfo=UTC)).replace(tzinfo=None)

    def _moved(self, moment: datetime) -> tuple[datetime, str]:
        """What the clock on the wall showed at a moment in UTC; and a sentence where its day cannot be told."""
        if self._local.moved is not None:
            self.moved += 1
            return self._on_the_wall(moment), ""
        east, west = coasts(moment)
        if east.date() != west.date():
            return east, (
                f"it is written in UTC, and was on {west.date().isoformat()} or {east.date().isoformat()} by the zone "
                "that you were in; --zone America/Chicago names one"
            )
        self.moved += 1
        return east, ""


def _uids_of_several(events: Iterable[CalendarEvent]) -> frozenset[str]:
    """UIDs under which different events stand."""
    seen: set[tuple[str, object]] = set()
    several: set[str] = set()
    for event in events:
        if (event.uid, event.instead_of) in seen:
            several.add(event.uid)
        seen.add((event.uid, event.instead_of))
    return frozenset(several)


def _lasted(event: CalendarEvent, begins_at: datetime) -> tuple[datetime | None, timedelta | None, str]:
    """When one of an event's occurrences stops, by the clock on its wall; how long it lasts; and why that cannot be
    told. Raises `ValueError` with a sentence.

    What repeats keeps its times on the wall, so a night on which the clocks change is an hour shorter or longer. A
    DURATION in hours is exact, one in days is not (RFC 5545, 3.3.6).
    """
    begins, ends = event.begins, event.ends
    if not isinstance(begins, datetime):
        return None, None, ""
    zone = begins.tzinfo
    if ends is None:
        if event.lasts is None or "DTEND" in event.wrong or "DURATION" in event.wrong:
            return None, None, "the calendar does not say how long it lasts"
        days = timedelta(event.lasts.days)
        start = (begins_at + days).replace(tzinfo=zone)
        stops = _later(start, event.lasts - days)
    else:
        if not isinstance(ends, datetime) or (zone is None) != (ends.tzinfo is None):
            wrong = "its beginning and its end are written in two ways, so how long it lasts cannot be told"
            return None, None, wrong
        if zone is None and len(event.zones) > 1:
            return None, None, "its beginning and its end name two time zones, of which one is unknown"
        own = wall(begins, begins)
        if begins_at == own:
            begins_at, stops = begins, ends
        else:
            stops = (begins_at + (wall(ends, begins) - own)).replace(tzinfo=zone)
    length = _between(begins_at.replace(tzinfo=zone), stops)
    if length < timedelta() and event.lasts is None:
        raise ValueError("it ends before it begins; put its times right in the calendar")
    return (wall(stops, begins), length, "") if length > timedelta() else (None, None, "it lasts no time")


def _later(moment: datetime, by: timedelta) -> datetime:
    """Exactly so much later, also over a change of the clocks."""
    return moment + by if moment.tzinfo is None else (moment.astimezone(UTC) + by).astimezone(moment.tzinfo)


def _between(begins: datetime, ends: datetime) -> timedelta:
    return ends - begins if begins.tzinfo is None else ends.astimezone(UTC) - begins.astimezone(UTC)
