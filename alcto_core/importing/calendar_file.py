"""The events of an iCalendar file (.ics, RFC 5545) as values, read by icalendar where it is installed.

Only the lines that an activity needs reach the library: no alarms, guests or definitions of time zones, so a large or
hostile file costs little. A zone is known by its name; where that is unknown, times stay as they are written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import msgspec

from alcto_core.extras import needed_words
from alcto_core.importing.cells import decoded
from alcto_core.problems import Refused

Day = date | datetime
"""A whole day, or a moment: with its zone, or as the clock on the wall showed it."""

_MOST_BYTES = 20 << 20
_MOST_EVENTS = 10_000
_MOST_KEPT = 4 << 20
_MOST_LINES = 100_000
_LONGEST_LINE = 64 << 10
_LONGEST_DESCRIPTION = 1_000
_KEPT = frozenset(
    ("BEGIN", "END", "VERSION", "UID", "DTSTART", "DTEND", "DURATION", "SUMMARY", "LOCATION", "DESCRIPTION", "STATUS",
     "SEQUENCE", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "CATEGORIES", "METHOD", "NAME", "X-WR-CALNAME",
     "X-WR-TIMEZONE")
)  # fmt: skip
_DECLINED = "PARTSTAT=DECLINED"
"""Of the guests only those are read who declined."""
_ASIDE = ("VTIMEZONE", "VALARM", "VTODO", "VJOURNAL", "VFREEBUSY")
_NAME = re.compile(r"[A-Za-z0-9-]+(?=[:;])")
_UNFOLD = re.compile(r"\n[ \t]")
_PART_OF_AN_HOUR = re.compile(r"(?<=:)PT(\d{1,4})[.,](\d{1,9})H\s*$", re.ASCII)
"""A length that RFC 5545 does not have, and that programs write."""


class CalendarEvent(msgspec.Struct, frozen=True, kw_only=True):
    """One VEVENT as it stands in the file. Texts hold words of the file."""

    uid: str
    title: str
    location: str
    description: str
    areas: tuple[str, ...]
    """Its categories."""
    begins: Day | None
    ends: Day | None
    lasts: timedelta | None
    """Its DURATION, where it gives no end."""
    zones: frozenset[str]
    """The zones that its beginning and its end name."""
    is_cancelled: bool
    is_tentative: bool
    is_declined: bool
    """Whether the one whose calendar it is declined it, where the calendar is named by an address, as Google's are."""
    declined_by: tuple[str, ...]
    """Names and addresses of the guests who declined it."""
    sequence: int
    rule: Mapping[str, list[Any]]
    """Its RRULE; empty where it does not repeat."""
    further: tuple[Day, ...]
    """Its RDATE: other beginnings."""
    with_own_length: frozenset[Day]
    """Those of them that say how long they last, as periods."""
    omitted: tuple[Day, ...]
    """Its EXDATE."""
    instead_of: Day | None
    """Its RECURRENCE-ID: the beginning of the one of a series that it replaces."""
    changes_later_ones: bool
    """Whether it replaces all that follow, too."""
    wrong: str = ""
    """What in it cannot be read."""


class CalendarFile(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that a file holds."""

    name: str
    zone: str
    """The zone that the file names for all of its times; may be empty."""
    events: tuple[CalendarEvent, ...]
    told: tuple[str, ...]


def is_calendar(raw: bytes) -> bool:
    """Whether these bytes are an iCalendar file."""
    return raw[:64].removeprefix(b"\xef\xbb\xbf").lstrip()[:15].upper() == b"BEGIN:VCALENDAR"


def read_calendar(raw: bytes) -> CalendarFile:
    """Read a file. Raises `Refused` where it cannot be read, also because the library for it is missing."""
    if len(raw) > _MOST_BYTES:
        raise Refused("The calendar is larger than 20 MB. Export the months that you need, and import that.")
    try:
        import icalendar
    except ImportError:
        raise Refused(needed_words("To read a calendar", "read")) from None
    text, told = decoded(raw)
    tasks = sum(text.count(f"BEGIN:{name}") for name in ("VTODO", "VJOURNAL"))
    if tasks:
        some = (
            "1 task or note of the calendar is no event, and was"
            if tasks == 1
            else (f"{tasks} tasks and notes of the calendar are no events, and were")
        )
        told.append(f"{some} passed over.")
    try:
        calendars = icalendar.Calendar.from_ical(_needed(text), multiple=True)
    except (ValueError, IndexError, KeyError, TypeError, OverflowError, AttributeError) as error:
        raise Refused("The calendar is damaged. Export it once more, and import that.") from error
    owner = _words(calendars[0].get("X-WR-CALNAME")).casefold() if calendars else ""
    events = [_event(one, one_of, owner) for one_of in calendars for one in one_of.walk("VEVENT")]
    if not events:
        raise Refused("There is no event in the calendar.")
    first = calendars[0]
    return CalendarFile(
        name=_words(first.get("NAME") or first.get("X-WR-CALNAME")),
        zone=_words(first.get("X-WR-TIMEZONE")),
        events=tuple(events),
        told=tuple(told),
    )


def _needed(text: str) -> str:
    """The lines that are read, within what a calendar of one person holds. Raises `Refused`."""
    kept: list[str] = []
    size = events = 0
    for line in _lines(text):
        events += line.upper().startswith("BEGIN:VEVENT")
        size += len(line)
        kept.append(line)
        if size > _MOST_KEPT or events > _MOST_EVENTS or len(kept) > _MOST_LINES:
            raise Refused(
                f"The calendar holds more than {_MOST_EVENTS:,} events, or more text than they need. "
                "Export the months that you need, and import that."
            )
    return "\r\n".join((*kept, ""))


def _lines(text: str) -> Iterator[str]:
    aside = ""
    for line in _UNFOLD.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).split("\n"):
        found = _NAME.match(line)
        name = found[0].upper() if found else ""
        value = line[len(name) + 1 :].strip().upper() if name in ("BEGIN", "END") else ""
        if aside:
            aside = "" if (name, value) == ("END", aside) else aside
        elif name == "BEGIN" and value in _ASIDE:
            aside = value
        elif _is_kept(name, line) and (len(line) <= _LONGEST_LINE or name != "DESCRIPTION"):
            if len(line) > _LONGEST_LINE:
                raise Refused(f"A line of the calendar ({name}) is longer than 64 KB, so it is no calendar of events.")
            yield _PART_OF_AN_HOUR.sub(_in_seconds, line) if name == "DURATION" else line


def _in_seconds(found: re.Match[str]) -> str:
    return f"PT{round(Decimal(f'{found[1]}.{found[2]}') * 3600)}S"


def _is_kept(name: str, line: str) -> bool:
    return name in _KEPT or (name == "ATTENDEE" and _DECLINED in line.upper())


def _event(found: Any, calendar: Any, owner: str) -> CalendarEvent:
    """One event. What is broken in it is named, and never raised."""
    broken = sorted({str(name) for name, _ in found.errors})
    good = {name: value for name, value in found.items() if name not in broken}
    begins, ends = (_day(good.get(name)) for name in ("DTSTART", "DTEND"))
    lasts = good.get("DURATION")
    instead = good.get("RECURRENCE-ID")
    status = _words(good.get("STATUS")).upper()
    is_called_off = _words(calendar.get("METHOD")).upper() == "CANCEL"
    return CalendarEvent(
        uid=_words(good.get("UID")),
        title=_words(good.get("SUMMARY")),
        location=_words(good.get("LOCATION")),
        description=_cut(str(_first(good.get("DESCRIPTION")) or "").strip()),
        areas=tuple(str(one) for part in _listed(good.get("CATEGORIES")) for one in part.cats),
        begins=begins,
        ends=ends,
        lasts=lasts.dt if lasts is not None and isinstance(lasts.dt, timedelta) else None,
        zones=frozenset(map(_zone, (good.get("DTSTART"), good.get("DTEND")))) if ends is not None else frozenset(),
        is_cancelled=is_called_off or status == "CANCELLED",
        is_tentative=status == "TENTATIVE",
        is_declined="@" in owner and any(_address(one) == owner for one in _listed(good.get("ATTENDEE"))),
        declined_by=tuple(name for one in _listed(good.get("ATTENDEE")) for name in _names(one) if name),
        sequence=int(_first(good.get("SEQUENCE")) or 0),
        rule=dict(_first(good.get("RRULE")) or {}),
        further=tuple(begins for begins, _ in _days(good.get("RDATE"))),
        with_own_length=frozenset(begins for begins, is_period in _days(good.get("RDATE")) if is_period),
        omitted=tuple(begins for begins, _ in _days(good.get("EXDATE"))),
        instead_of=_day(instead),
        changes_later_ones=instead is not None and "RANGE" in instead.params,
        wrong=", ".join(broken),
    )


def _names(attendee: Any) -> tuple[str, str]:
    """The name and the address of a guest."""
    return _words(attendee.params.get("CN")), _address(attendee)


def _address(attendee: Any) -> str:
    return str(attendee).casefold().removeprefix("mailto:")


def _listed(value: Any) -> list[Any]:
    """A property as a list: it may stand several times."""
    return value if isinstance(value, list) else [] if value is None else [value]


def _first(value: Any) -> Any:
    return next(iter(_listed(value)), None)


def _words(value: Any) -> str:
    return " ".join(str(_first(value) or "").split())


def _day(value: Any) -> Day | None:
    found = getattr(_first(value), "dt", None)
    return found if isinstance(found, date) else None


def _days(value: Any) -> Iterator[tuple[Day, bool]]:
    """The days of RDATE or EXDATE; of a period its beginning, and that it is one."""
    listed: Iterable[Any] = (one.dt for part in _listed(value) for one in part.dts)
    for one in listed:
        begins = one[0] if isinstance(one, tuple) else one
        if isinstance(begins, date):
            yield begins, isinstance(one, tuple)


def _zone(value: Any) -> str:
    found = _first(value)
    moment = getattr(found, "dt", None)
    return str(found.params.get("TZID", "")) or str(getattr(moment, "tzinfo", "") or "")


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_DESCRIPTION else f"{text[:_LONGEST_DESCRIPTION]}…"
