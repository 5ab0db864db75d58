"""What an import of a calendar would do: each event an activity, or all of them the sessions of one.

An activity from a calendar carries a mark of its event's UID at the end of its id, so the next edition of the
calendar finds it again, whatever its title and day have become.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Literal

import msgspec

from alcto_core.entry.agenda_lines import kind_of
from alcto_core.entry.called_off import is_called_off
from alcto_core.entry.days import DayOrder
from alcto_core.hours import MINUTE
from alcto_core.importing.cells import SheetRow
from alcto_core.importing.flaws import Flaw, cut
from alcto_core.importing.ground import Ground
from alcto_core.importing.layout import Candidate, Column, ColumnQuestion, SheetLayout
from alcto_core.importing.matching import fold
from alcto_core.importing.occurrences import Occurrence
from alcto_core.importing.people import is_same, name_of
from alcto_core.importing.plan import Plan, plan_of
from alcto_core.importing.reading import RowReading
from alcto_core.importing.rows import RowReader
from alcto_core.importing.rows_read import RowsRead
from alcto_core.importing.sessions import gathered
from alcto_core.importing.sorting import RowLeftOut, over_no_end
from alcto_core.problems import Refused
from alcto_core.records.document import records_of
from alcto_core.text import slug
from alcto_core.toml.writing import Table

Coming = Literal["completed", "planned", "one-activity"]
"""What past events come in as; one to come can only be planned."""

_KEYS = ("title", "location", "date", "start", "minutes", "strands", "description", "id", "session")
_LAYOUT = SheetLayout(
    columns=tuple(
        Column(index=at, heading=key, key=key, reason="as calendars have it") for at, key in enumerate(_KEYS)
    ),
    source="calendar",
)
_ORDER = DayOrder(slashes="mdy", dots="mdy")
_ONE = "one activity\n"
"""Before the UID by which a whole schedule is known."""
_LEAST_MARK = 8


class CalendarWishes(msgspec.Struct, frozen=True, kw_only=True):
    """What the person said about a calendar."""

    coming: Coming | None = None
    hours: Mapping[int, int] = {}
    """By the number of an event, as the plan shows it."""
    attended: frozenset[int] = frozenset()
    """Which were chosen of those at the same time."""
    without: frozenset[int] = frozenset()
    only: tuple[str, ...] = ()
    """Words of which each event has one in its title, place, areas or description; none means all events."""
    new_rows: tuple[int, ...] = ()

    @property
    def numbers(self) -> frozenset[int]:
        """Every event that is named."""
        return self.attended | self.without | frozenset(self.hours)


def calendar_plan(
    name: str, found: Sequence[Occurrence], told: Sequence[str], wishes: CalendarWishes, ground: Ground
) -> Plan:
    """Plan the import of a calendar called `name`. Where something must be settled first, the plan has only questions.

    Raises `Refused` where an event is named that is not there.
    """
    return _Planning(name, found, told, wishes, ground).plan()


def mark_of(key: str) -> str:
    """What ends the id of an activity that came from a calendar."""
    return base64.b32encode(hashlib.sha256(key.encode("utf-8", "replace")).digest()).decode().lower()[:_LEAST_MARK]


class _Planning:
    """One calendar on its way to a plan."""

    def __init__(
        self, name: str, found: Sequence[Occurrence], told: Sequence[str], wishes: CalendarWishes, ground: Ground
    ) -> None:
        self._name, self._wishes, self._ground = name, wishes, ground
        self._person = name_of(ground.document)
        words = [word.casefold() for word in wishes.only]
        wanted = [one for one in found if not words or any(word in _said(one) for word in words)]
        self._events = dict(enumerate(wanted, 1))
        self._told = list(told)
        if words:
            self._told.append(f"{len(found) - len(wanted)} events have none of the words asked for.")
        if lost := sorted(wishes.numbers - set(self._events)):
            raise Refused(f"The calendar has no event {lost[0]}; its events are 1 to {len(self._events)}.")
        self._left_out: list[RowLeftOut] = []
        self._reader = RowReader(_LAYOUT, _ORDER, ground)
        tables = records_of(ground.document, "activity")
        self._known = {id.rpartition("-")[2]: one for one in tables if (id := str(one.get("id", "")))}
        self._mark = mark_of(_ONE + min((one.key for one in found), default=""))
        """Of the activity that the calendar comes in as, where it is one."""

    def plan(self) -> Plan:
        """The plan, or the questions."""
        coming = self._wishes.coming
        events = self._taken()
        new = {number: one for number, one in events.items() if mark_of(one.key) not in self._known}
        if coming is None and self._mark in self._known:
            coming = "one-activity"
        questions = [self._coming(new)] if coming is None and any(map(self._is_past, new.values())) else []
        if not questions:
            events, questions = self._chosen(events, is_one=coming == "one-activity")
        if questions:
            layout = msgspec.structs.replace(_LAYOUT, questions=tuple(questions))
            return Plan(layout=layout, order=_ORDER, rows=(), left_out=(), told=tuple(self._told), hints=(), after={})
        rows = self._sessions(events) if coming == "one-activity" else self._each(events, coming)
        return plan_of(
            RowsRead(order=_ORDER, rows=tuple(rows), left_out=tuple(self._left_out), told=tuple(self._told)),
            _LAYOUT,
            self._ground,
            self._wishes.new_rows,
        )

    def _taken(self) -> dict[int, Occurrence]:
        """The events that may come in; the others are left out with a reason."""
        taken: dict[int, Occurrence] = {}
        for number, one in self._events.items():
            if one.event.is_cancelled:
                self._leave(number, "it is cancelled")
            elif one.event.is_declined or any(is_same(name, self._person) for name in one.event.declined_by):
                self._leave(number, "you declined it")
            elif is_called_off(one.title):
                self._leave(number, "its title says that it was called off")
            elif number in self._wishes.without:
                self._leave(number, "as you said")
            else:
                taken[number] = one
        return taken

    def _leave(self, number: int, reason: str) -> None:
        one = self._events[number]
        text = f"{one.first.isoformat()} {one.title}".strip()
        self._left_out.append(RowLeftOut(number=number, reason=reason, text=text))

    def _is_past(self, one: Occurrence) -> bool:
        return one.last <= self._ground.on and not one.fault

    def _coming(self, events: Mapping[int, Occurrence]) -> ColumnQuestion:
        past = [one for one in events.values() if self._is_past(one)]
        titles = ", ".join(f"“{cut(one.title)}”" for one in past[:3]) + (", …" if len(past) > 3 else "")
        words: Mapping[Coming, str] = {
            "completed": "you attended each, and each is an activity",
            "planned": "they come in as planned, and count for nothing until you mark them completed",
            "one-activity": "it is the schedule of one event, and these are its sessions",
        }
        count = "1 event is" if len(past) == 1 else f"{len(past)} events are"
        return ColumnQuestion(
            key="as",
            text=f"{count} over ({titles}). What do they come in as?",
            candidates=tuple(
                Candidate(index=at, name=key, key=key, samples=(text,), said=f"--as {key}")
                for at, (key, text) in enumerate(words.items())
            ),
        )

    def _chosen(
        self, events: Mapping[int, Occurrence], *, is_one: bool
    ) -> tuple[dict[int, Occurrence], list[ColumnQuestion]]:
        """The events without those that were not chosen among several at the same time; and what must be chosen."""
        in_record = self._session_names() if is_one else frozenset()

        def is_chosen(number: int) -> bool:
            one = events[number]
            is_known = fold(one.title) in in_record if is_one else mark_of(one.key) in self._known
            return number in self._wishes.attended or is_known

        kept = dict(events)
        questions: list[ColumnQuestion] = []
        for group in _at_one_time(events, is_one=is_one):
            picked = [number for number in group if is_chosen(number)]
            if not picked or _at_one_time({number: events[number] for number in picked}, is_one=is_one):
                questions.append(_which(group, events))
                continue
            for number in group:
                if number not in picked:
                    self._leave(number, f"another one at that time was chosen ({', '.join(map(str, picked))})")
                    del kept[number]
        return kept, questions

    def _session_names(self) -> frozenset[str]:
        """The sessions of the activity that this calendar came in as before."""
        known = self._known.get(self._mark, {})
        return frozenset(fold(str(one.get("title", ""))) for one in records_of(known, "session"))

    def _each(self, events: Mapping[int, Occurrence], coming: Coming | None) -> list[RowReading]:
        """Each event as an activity of its own."""
        if (whole := self._known.get(self._mark)) is not None:
            for number in events:
                self._leave(number, f"the records have this calendar as one activity, {whole['id']}")
            return []
        rows: list[RowReading] = []
        for number, one in events.items():
            mark = mark_of(one.key)
            row = self._read(number, one, {"title": one.title, "date": one.last, "start": one.first}, mark)
            if coming is not None and self._is_past(one):
                status = "planned" if coming == "planned" else "completed"
                row = msgspec.structs.replace(row, table={**row.table, "status": status})
            rows.append(over_no_end(row, self._ground.window_end))
        return rows

    def _sessions(self, events: Mapping[int, Occurrence]) -> list[RowReading]:
        """The events as sessions of one activity, or of one for each window that it lies in."""
        sessions: dict[int, Occurrence] = {}
        for number, one in events.items():
            own = self._known.get(mark_of(one.key))
            if own is not None:
                self._leave(number, f"it is in the records by itself, {own['id']}")
            elif one.minutes is None and number not in self._wishes.hours and one.no_hours:
                self._leave(number, f"{one.no_hours}, so it is no session; --hours {number}=1.5 makes it one")
            else:
                sessions[number] = one
        days = [one.last for one in sessions.values()]
        ends = self._ends(min(days), max(days)) if days else []
        rows: list[RowReading] = []
        for number, one in sessions.items():
            part = sum(end < one.last for end in ends)
            day = max(other for other in days if sum(end < other for end in ends) == part)
            mark = mark_of(f"{self._mark}{part}") if part else self._mark
            row = self._read(number, one, {"title": self._name, "date": day, "session": one.title}, mark)
            if (kind := kind_of(one.title)) != "session" and "session" in row.table:
                row = msgspec.structs.replace(
                    row, table={**row.table, "session": [{**row.table["session"][0], "kind": kind}]}
                )
            rows.append(row)
        return gathered(rows)[0]

    def _ends(self, first: date, last: date) -> list[date]:
        """The ends of windows between two days: what lies on both sides is two activities."""
        ends: list[date] = []
        while (found := self._ground.window_end(first, last)) is not None:
            ends.append(found.day)
            first = found.day + timedelta(days=1)
            when = f"ends on {found.day.isoformat()}" if found.is_end else f"begins on {first.isoformat()}"
            self._told.append(f"{found.window} {when}, so what comes later is an activity of its own.")
        return ends

    def _read(self, number: int, one: Occurrence, given: Table, mark: str) -> RowReading:
        """One event as a row, read as the row of a sheet is."""
        hours = self._wishes.hours.get(number)
        minutes = str(hours // MINUTE) if hours is not None else str(one.minutes or "")
        id = self._id(given["date"], str(given["title"]), mark)
        areas = ";".join(area for area in one.event.areas if self._ground.strand_named(area))
        is_session = "session" in given
        cells: Table = {
            **given,
            "location": one.event.location if not is_session else "",
            "minutes": minutes,
            "strands": areas,
            "description": one.event.description if not is_session else "",
            "id": id,
        }
        row = self._reader.read(SheetRow(number, tuple(str(cells.get(key, "")) for key in _KEYS)))
        faults = row.faults
        if one.fault:
            faults = (Flaw(column="", text=one.fault),)
        elif not minutes:
            faults = (Flaw(column="", text=f"{one.no_hours}; --hours {number}=6.5 says how many hours it was"),)
        remarks = (*row.remarks, *(Flaw(column="", text=text) for text in one.remarks))
        table = (
            row.table
            if one.event.begins is not None
            else {key: value for key, value in row.table.items() if key != "date"}
        )
        return msgspec.structs.replace(row, table=table, faults=faults, remarks=remarks)

    def _id(self, day: date, title: str, mark: str) -> str:
        known = self._known.get(mark)
        return str(known["id"]) if known is not None else f"{day.isoformat()}-{slug(title, 40)}-{mark}"


def _said(one: Occurrence) -> str:
    event = one.event
    return " ".join((event.title, event.location, *event.areas, event.description)).casefold()


def _at_one_time(events: Mapping[int, Occurrence], *, is_one: bool) -> list[list[int]]:
    """The numbers of events that overlap, in groups. In a schedule meals and open halls are beside the talks."""
    timed = [
        (one.begins, one.stops, number)
        for number, one in events.items()
        if one.stops is not None and not one.fault and (not is_one or kind_of(one.title) == "session")
    ]
    groups: list[list[int]] = []
    until = None
    for begins, stops, number in sorted(timed):
        if until is not None and begins < until:
            groups[-1].append(number)
            until = max(until, stops)
        else:
            groups.append([number])
            until = stops
    return [sorted(group) for group in groups if len(group) > 1]


def _which(group: Iterable[int], events: Mapping[int, Occurrence]) -> ColumnQuestion:
    listed = [(number, events[number]) for number in group]
    first = listed[0][1]
    return ColumnQuestion(
        key="attended",
        text=f"{len(listed)} events overlap on {first.first.isoformat()}. Which did you attend?",
        candidates=tuple(
            Candidate(
                index=number - 1,
                name=one.title,
                key="attended",
                samples=(f"{one.begins:%H:%M}-{one.stops:%H:%M} {cut(one.title)}",),
                said=f"--attended {number}",
            )
            for number, one in listed
        ),
    )
