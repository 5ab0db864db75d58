"""Calendars: days, lengths, series, zones and editions of events, and what becomes of them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sheet_plans import RECORDS, TODAY, library

from alcto_core.hours import HOUR, show
from alcto_core.importing.calendar_file import is_calendar, read_calendar
from alcto_core.importing.calendar_plan import CalendarWishes, calendar_plan
from alcto_core.importing.ground import Ground
from alcto_core.importing.occurrences import LocalZone, Occurrence, Span, occurrences
from alcto_core.importing.plan import Plan
from alcto_core.problems import Refused
from alcto_core.records.differences import document_of
from alcto_core.records.edits import Several
from alcto_core.records.reading import read_text
from alcto_core.records.tables import amount_in

pytest.importorskip("icalendar")

SPAN = Span(first=date(2025, 3, 1), last=date(2027, 3, 1), is_said=False)
NOWHERE = LocalZone(words="the mainland", moved=None)
CHICAGO = LocalZone(words="America/Chicago", moved=lambda moment: moment.astimezone(ZoneInfo("America/Chicago")))
DONE = CalendarWishes(coming="completed")
ONE = CalendarWishes(coming="one-activity")


def event(uid: str, begins: str, ends: str = "", *more: str, title: str = "") -> str:
    """A VEVENT; `begins` and `ends` as `20260128T090000`, with their parameters and colon where there are any."""
    lines = ["BEGIN:VEVENT", f"UID:{uid}", f"SUMMARY:{title or uid}"]
    for name, value in (("DTSTART", begins), ("DTEND", ends)):
        if value:
            lines.append(f"{name}{value if value.startswith(';') else f':{value}'}")
    return "\n".join([*lines, *more, "END:VEVENT"])


def calendar(*events: str, head: str = "") -> bytes:
    return "\n".join(
        ["BEGIN:VCALENDAR", "VERSION:2.0", *([head] if head else []), *events, "END:VCALENDAR", ""]
    ).encode()


def found(*events: str, span: Span = SPAN, local: LocalZone = NOWHERE) -> list[Occurrence]:
    return occurrences(read_calendar(calendar(*events)), span, local)[0]


def days(*events: str, **given: Any) -> list[str]:
    """Day, minutes and what is wrong of each occurrence."""
    return [
        " ".join(filter(None, [one.last.isoformat(), str(one.minutes or "-"), one.fault or one.no_hours]))
        for one in found(*events, **given)
    ]


def plan(raw: bytes, wishes: CalendarWishes = DONE, *, records: bytes = RECORDS, today: date = TODAY) -> Plan:
    read = read_calendar(raw)
    listed, told = occurrences(read, SPAN, NOWHERE)
    known = read_text(records).records
    ground = Ground.of(known, document_of(records) or {}, library(), today, lambda _: False)
    return calendar_plan(read.name or "schedule", listed, told, wishes, ground)


def rows(made: Plan) -> list[str]:
    keys = ("date", "title", "status")
    return [" ".join(map(str, (row.number, row.mark, *(row.table.get(key, "-") for key in keys)))) for row in made.rows]


def after(raw: bytes, wishes: CalendarWishes = DONE) -> bytes:
    """The records once a calendar was imported."""
    edit = plan(raw, wishes).edit("x.ics", with_changes=False)
    assert isinstance(edit, Several)
    return edit.rewritten(RECORDS.decode(), document_of(RECORDS) or {}).encode()


def hours(made: Plan) -> list[str]:
    return [show(amount_in(row.table) or 0) for row in made.rows]


def test_an_event_lasts_from_its_beginning_to_its_end_or_for_its_duration() -> None:
    assert days(event("a", "20260128T090000", "20260128T103000")) == ["2026-01-28 90"]
    assert days(event("a", "20260128T090000", "", "DURATION:PT50M")) == ["2026-01-28 50"]
    assert days(event("a", "20260128T090000", "20260128T095959")) == ["2026-01-28 59"]


@pytest.mark.parametrize(
    ("length", "minutes"), [("PT1.5H", 90), ("PT0.25H", 15), ("PT6,5H", 390), ("PT1H30M", 90), ("PT1.H", None)]
)
def test_a_part_of_an_hour_is_read_where_a_calendar_writes_one(length: str, minutes: int | None) -> None:
    """ics 3.12.0 for JavaScript writes an hour and a half as PT1.5H, which RFC 5545 (3.3.6) has not; ical.js 2.2.1
    reads an hour there, node-ical 0.26.1 five."""
    (read,) = days(event("a", "20260128T090000", "", f"DURATION:{length}"))
    assert read.startswith("2026-01-28 " + (str(minutes) if minutes else "- the calendar does not say how long"))


def test_what_lasts_over_a_change_of_the_clocks_is_as_long_as_it_was() -> None:
    spring = event("a", ";TZID=America/Chicago:20260308T013000", ";TZID=America/Chicago:20260308T040000")
    assert days(spring) == ["2026-03-08 90"]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (event("a", ";VALUE=DATE:20260128"), "2026-01-28 - it lasts whole days"),
        (event("a", ";VALUE=DATE:20260128", ";VALUE=DATE:20260131"), "2026-01-30 - it lasts whole days"),
        (event("a", "20260128T090000"), "2026-01-28 - the calendar does not say how long it lasts"),
        (event("a", "20260128T090000", "20260128T090000"), "2026-01-28 - it lasts no time"),
        (event("a", "20260128T090000", "20260130T150000"), "2026-01-30 - it lasts over a night, 54 hours in all"),
        (
            event("a", "20260128T100000", "20260128T090000"),
            "2026-01-28 - it ends before it begins; put its times right in the calendar",
        ),
        (
            event("a", "20260128T090000", "20260128T180000Z"),
            "2026-01-28 - its beginning and its end are written in two ways, so how long it lasts cannot be told",
        ),
        (
            event("a", ";TZID=Somewhere:20260128T090000", ";TZID=Elsewhere:20260128T180000"),
            "2026-01-28 - its beginning and its end name two time zones, of which one is unknown",
        ),
    ],
)
def test_hours_that_a_calendar_does_not_say_are_never_guessed(given: str, said: str) -> None:
    assert days(given) == [said]


def test_an_evening_that_ends_after_midnight_is_of_the_day_on_which_it_began() -> None:
    (one,) = found(event("a", "20260128T220000", "20260129T010000"))
    assert (one.last, one.minutes) == (date(2026, 1, 28), 180)
    assert one.remarks == ("it ends after midnight; its day is 2026-01-28, on which it began",)
    assert days(event("a", "20260128T220000", "20260129T000000")) == ["2026-01-28 120"]


def test_the_day_of_an_event_is_that_of_its_own_zone() -> None:
    assert days(event("a", ";TZID=America/Chicago:20250930T211500", ";TZID=America/Chicago:20250930T221500")) == [
        "2025-09-30 60"
    ]
    assert days(
        event("a", ";TZID=Central Standard Time:20250930T211500", ";TZID=Central Standard Time:20250930T221500")
    )
    assert days(event("a", ";TZID=Nobody knows:20250930T211500", ";TZID=Nobody knows:20250930T221500")) == [
        "2025-09-30 60"
    ]


def test_an_event_in_utc_is_of_the_day_where_the_person_was() -> None:
    late = event("a", "20251001T021500Z", "20251001T031500Z")
    assert days(late, local=CHICAGO) == ["2025-09-30 60"]
    assert days(late) == ["2025-09-30 60"]  # the same day from coast to coast
    doubtful = event("a", "20251001T051500Z", "20251001T061500Z")
    assert "2025-09-30 or 2025-10-01" in days(doubtful)[0]
    assert days(doubtful, local=CHICAGO) == ["2025-10-01 60"]


def test_what_repeats_is_expanded_within_the_span_alone() -> None:
    weekly = event("a", "20200101T090000", "20200101T100000", "RRULE:FREQ=WEEKLY;BYDAY=WE")
    span = Span(first=date(2026, 1, 1), last=date(2026, 1, 31), is_said=True)
    assert days(weekly, span=span) == [f"2026-01-{day:02} 60" for day in (7, 14, 21, 28)]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("FREQ=DAILY;COUNT=3", ["01-28", "01-29", "01-30"]),
        ("FREQ=DAILY;INTERVAL=2;UNTIL=20260201T150000Z", ["01-28", "01-30", "02-01"]),
        ("FREQ=MONTHLY;BYDAY=-1WE;COUNT=3", ["01-28", "02-25", "03-25"]),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE;BYSETPOS=-1;COUNT=2", ["01-28", "02-25"]),
        ("FREQ=YEARLY;COUNT=2", ["01-28", "01-28"]),
    ],
)
def test_a_rule_of_repetition_is_read(rule: str, expected: list[str]) -> None:
    zoned = event(
        "a", ";TZID=America/Chicago:20260128T090000", ";TZID=America/Chicago:20260128T100000", f"RRULE:{rule}"
    )
    assert [one.last.strftime("%m-%d") for one in found(zoned)] == expected


def test_an_end_without_a_zone_is_read_as_the_standard_has_it() -> None:
    zone = ";TZID=America/Chicago:"
    evening = event("a", f"{zone}20260203T190000", f"{zone}20260203T200000", "RRULE:FREQ=WEEKLY;UNTIL=20260217T190000")
    assert days(evening) == ["2026-02-03 60", "2026-02-10 60"]  # 19:00 in UTC is early in the afternoon there


def test_a_day_that_is_taken_out_is_out_at_whatever_time_it_was_put_in() -> None:
    series = event(
        "a", "20260107T090000", "20260107T100000", "RRULE:FREQ=WEEKLY;COUNT=2", "RDATE:20260109T140000",
        "EXDATE;VALUE=DATE:20260109",
    )  # fmt: skip
    assert days(series) == ["2026-01-07 60", "2026-01-14 60"]


def test_days_taken_out_of_a_series_stay_out_and_days_put_in_come_in() -> None:
    series = event(
        "a",
        ";TZID=America/Chicago:20260107T090000",
        ";TZID=America/Chicago:20260107T100000",
        "RRULE:FREQ=WEEKLY;COUNT=4",
        "EXDATE:20260114T150000Z",
        "EXDATE;VALUE=DATE:20260121",
        "RDATE;TZID=America/Chicago:20260130T090000",
        "RDATE;VALUE=PERIOD:20260203T150000Z/PT3H",
    )
    assert days(series) == [
        "2026-01-07 60",
        "2026-01-28 60",
        "2026-01-30 60",
        "2026-02-03 - the calendar gives it another length than its series",
    ]


def test_one_of_a_series_that_was_moved_or_cancelled_is_not_there_twice() -> None:
    series = event("a", "20260107T090000", "20260107T100000", "RRULE:FREQ=WEEKLY;COUNT=3")
    moved = event("a", "20260115T130000", "20260115T150000", "RECURRENCE-ID:20260114T090000")
    gone = event("a", "20260121T090000", "20260121T100000", "RECURRENCE-ID:20260121T090000", "STATUS:CANCELLED")
    made = plan(calendar(series, moved, gone))
    assert rows(made) == ["1 add 2026-01-07 a completed", "2 add 2026-01-15 a completed"]
    assert hours(made) == ["1", "2"]
    assert [(one.reason, one.text) for one in made.left_out] == [("it is cancelled", "2026-01-21 a")]


def test_what_the_person_declined_by_name_or_address_stays_out() -> None:
    def invited(guest: str) -> str:
        return event(guest[-30:], "20260128T090000", "20260128T100000", f"ATTENDEE;PARTSTAT=DECLINED{guest}")

    made = plan(
        calendar(
            invited(";CN=Jordan Avery:mailto:office@example.org"),
            invited(":mailto:javery@example.org"),
            invited(";CN=Kim Lopez:mailto:klopez@example.org"),
        ),
        CalendarWishes(coming="completed", attended=frozenset((1, 2, 3))),
    )
    assert [one.reason for one in made.left_out] == ["you declined it"] * 2
    assert len(made.rows) == 1


def test_what_was_called_off_by_its_title_or_declined_by_its_owner_stays_out() -> None:
    off = event("a", "20260107T090000", "20260107T100000", title="Canceled: Law update")
    guest = "ATTENDEE;CN=J;PARTSTAT=DECLINED:mailto:{}"
    mine = event("b", "20260108T090000", "20260108T100000", guest.format("Jordan@example.org"))
    theirs = event("c", "20260109T090000", "20260109T100000", guest.format("sam@example.org"))
    about = event("d", "20260110T090000", "20260110T100000", title="Cancelled flights, a drill")
    made = plan(calendar(off, mine, theirs, about, head="X-WR-CALNAME:jordan@example.org"))
    assert [(one.number, one.reason) for one in made.left_out] == [
        (1, "its title says that it was called off"),
        (2, "you declined it"),
    ]
    assert [row.number for row in made.rows if row.mark == "add"] == [3, 4]
    named = plan(calendar(mine, head="X-WR-CALNAME:ALET"))
    assert [row.mark for row in named.rows] == ["add"]


def test_what_a_calendar_changes_from_a_day_on_is_not_guessed() -> None:
    series = event("a", "20260107T090000", "20260107T100000", "RRULE:FREQ=WEEKLY;COUNT=3")
    moved = event("a", "20260114T130000", "20260114T150000", "RECURRENCE-ID;RANGE=THISANDFUTURE:20260114T090000")
    assert [bool(one.fault) for one in found(series, moved)] == [False, False, True]


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;INTERVAL=7;BYDAY=MO",
        "FREQ=WEEKLY;BYSETPOS=9;BYDAY=MO",
        "FREQ=YEARLY;BYWEEKNO=53",
    ],
)
def test_a_repetition_that_might_never_end_is_not_worked_out(rule: str) -> None:
    (one,) = found(event("a", "20260128T090000", "20260128T100000", f"RRULE:{rule}"))
    assert "log its days by hand" in one.fault


def test_hostile_calendars_are_refused_and_hold_nothing_up() -> None:
    never = "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"
    with pytest.raises(Refused, match="repeat too often"):
        found(*(event(f"a{number}", "20260128T090000", "20260128T100000", never) for number in range(9)))
    daily = "RRULE:FREQ=DAILY;COUNT=99999999"
    with pytest.raises(Refused, match="repeat too often"):
        found(*(event(f"a{number}", "19800128T090000", "19800128T100000", daily) for number in range(40)))
    with pytest.raises(Refused, match="more than 10,000 events"):
        read_calendar(calendar(*(event(str(number), "20260128T090000") for number in range(10_001))))
    with pytest.raises(Refused, match="larger than 20 MB"):
        read_calendar(b"BEGIN:VCALENDAR\n" + b"X" * (21 << 20))
    with pytest.raises(Refused, match="longer than 64 KB"):
        read_calendar(calendar(event("a", "20260128T090000", "", "RDATE:" + "20260128T090000," * 9_000)))


@pytest.mark.parametrize(
    "raw", [b"BEGIN:VCALENDAR\nEND:VCALENDAR\n", b"BEGIN:VCALENDAR\nBEGIN:VEVENT\n", b"no calendar"]
)
def test_what_holds_no_event_is_refused_with_a_sentence(raw: bytes) -> None:
    with pytest.raises(Refused, match="calendar"):
        read_calendar(raw)


def test_alarms_guests_and_definitions_of_zones_are_never_read() -> None:
    changes = "BEGIN:STANDARD\nDTSTART:19700101T000000\nRRULE:FREQ=SECONDLY\nEND:STANDARD"
    zone = f"BEGIN:VTIMEZONE\nTZID:Mine\n{changes}\nEND:VTIMEZONE"
    alarm = "BEGIN:VALARM\nTRIGGER:-PT15M\nDESCRIPTION:not this\nEND:VALARM"
    guests = "\n".join(f"ATTENDEE:mailto:{number}@example.org" for number in range(1_000))
    one = event("a", ";TZID=Mine:20260128T090000", ";TZID=Mine:20260128T100000", alarm, guests, "DESCRIPTION:this")
    (read,) = read_calendar(calendar(zone, one)).events
    assert (read.description, read.begins) == ("this", datetime(2026, 1, 28, 9))


def test_a_past_event_is_asked_about_and_one_to_come_is_planned() -> None:
    raw = calendar(event("a", "20260128T090000", "20260128T100000"), event("b", "20260528T090000", "20260528T100000"))
    asked = plan(raw, CalendarWishes())
    assert asked.rows == ()
    assert [one.option for one in asked.layout.questions[0].candidates] == [
        "--as completed",
        "--as planned",
        "--as one-activity",
    ]
    assert rows(plan(raw)) == ["1 add 2026-01-28 a completed", "2 add 2026-05-28 b planned"]
    assert rows(plan(raw, CalendarWishes(coming="planned")))[0] == "1 add 2026-01-28 a planned"
    to_come = calendar(event("b", "20260528T090000", "20260528T100000"))
    assert rows(plan(to_come, CalendarWishes())) == ["1 add 2026-05-28 b planned"]


def test_whole_days_come_in_with_the_hours_that_were_said() -> None:
    raw = calendar(event("a", ";VALUE=DATE:20260128", ";VALUE=DATE:20260130"))
    unread = plan(raw)
    assert rows(unread) == ["1 unreadable 2026-01-29 a completed"]
    assert unread.rows[0].faults[0].text == "it lasts whole days; --hours 1=6.5 says how many hours it was"
    assert hours(plan(raw, CalendarWishes(coming="completed", hours={1: 12 * HOUR}))) == ["12"]


def test_whole_days_over_the_end_of_a_window_are_two_entries() -> None:
    raw = calendar(event("a", ";VALUE=DATE:20250929", ";VALUE=DATE:20251003"))
    (row,) = plan(raw, CalendarWishes(coming="completed", hours={1: 12 * HOUR})).rows
    assert (row.mark, "make two rows of it" in row.faults[0].text) == ("unreadable", True)


def test_the_newest_edition_of_an_event_is_read_and_different_ones_under_one_uid_are_kept() -> None:
    old = event("a", "20260128T090000", "20260128T100000", "SEQUENCE:1")
    new = event("a", "20260129T090000", "20260129T110000", "SEQUENCE:2")
    assert days(new, old) == days(old, new) == ["2026-01-29 120"]
    other = event("a", "20260128T130000", "20260128T140000", title="Another")
    assert len(found(event("a", "20260128T090000", "20260128T100000"), other)) == 2
    assert len({one.key for one in found(event("a", "20260128T090000", "20260128T100000"), other)}) == 2


def test_the_next_edition_of_a_calendar_finds_its_events_whatever_they_are_called_now() -> None:
    first = calendar(event("a", "20260127T090000", "20260127T100000"), event("b", "20260128T090000", "20260128T100000"))
    records = after(first)
    again = plan(first, CalendarWishes(), records=records)
    assert [row.mark for row in again.rows] == ["same", "same"]
    renamed = records.replace(b'title = "a"', b'title = "What I called it"')
    moved = calendar(
        event("a", "20260127T090000", "20260127T100000"),
        event("b", "20260129T090000", "20260129T113000", title="Moved"),
    )
    made = plan(moved, CalendarWishes(), records=renamed)
    assert [row.mark for row in made.rows] == ["change", "change"]
    assert set(made.rows[1].changes) == {"title", "date", "hours"}


def test_an_event_that_was_logged_by_hand_is_recognized() -> None:
    raw = calendar(event("a", "20260128T090000", "20260128T150000", title="ALET winter conference!"))
    assert [(row.mark, row.id) for row in plan(raw).rows] == [("same", "winter")]


def test_a_schedule_becomes_one_activity_with_sessions() -> None:
    raw = calendar(
        event("a", "20260127T090000", "20260127T100000", "CATEGORIES:IT", title="Ransomware"),
        event("b", "20260127T120000", "20260127T130000", title="Lunch"),
        event("c", "20260128T090000", "20260128T103000", title="Privacy"),
        event("d", ";VALUE=DATE:20260127", title="Hall open"),
        head="X-WR-CALNAME:Region day",
    )
    made = plan(raw, ONE)
    (row,) = made.rows
    assert (row.mark, row.table["title"], row.table["date"]) == ("add", "Region day", date(2026, 1, 28))
    assert [
        (one["title"], show(amount_in(one) or 0), one.get("kind"), one.get("strands")) for one in row.table["session"]
    ] == [
        ("Ransomware", "1", None, ["al-cto/it"]),
        ("Lunch", "1", "meal", None),
        ("Privacy", "1.5", None, None),
    ]
    assert "it is no session" in made.left_out[0].reason
    again = plan(raw, CalendarWishes(), records=after(raw, ONE))
    assert [row.mark for row in again.rows] == ["same"]
    assert "as one activity" in plan(raw, DONE, records=after(raw, ONE)).left_out[-1].reason
    apart = plan(raw, ONE, records=after(raw, CalendarWishes(coming="completed", hours={1: HOUR})))
    assert apart.rows == ()


def test_sessions_at_the_same_time_are_asked_about() -> None:
    raw = calendar(
        event("a", "20260127T090000", "20260127T120000", title="Workshop"),
        event("b", "20260127T090000", "20260127T100000", title="Talk"),
        event("c", "20260127T100000", "20260127T110000", title="Panel"),
        event("d", "20260127T093000", "20260127T103000", title="Lunch"),
    )
    asked = plan(raw, ONE)
    assert {one.name for one in asked.layout.questions[0].candidates} == {"Workshop", "Talk", "Panel"}
    titles = {one.name: int(one.option.split()[1]) for one in asked.layout.questions[0].candidates}
    chosen = CalendarWishes(coming="one-activity", attended=frozenset((titles["Talk"], titles["Panel"])))
    (row,) = plan(raw, chosen).rows
    assert [one["title"] for one in row.table["session"]] == ["Talk", "Lunch", "Panel"]
    both = CalendarWishes(coming="one-activity", attended=frozenset((titles["Talk"], titles["Workshop"])))
    assert plan(raw, both).layout.questions
    (again,) = plan(raw, CalendarWishes(), records=after(raw, chosen)).rows
    assert again.mark == "same"


def test_a_schedule_over_the_end_of_a_window_becomes_two_activities() -> None:
    raw = calendar(event("a", "20250930T090000", "20250930T100000"), event("b", "20251001T090000", "20251001T110000"))
    made = plan(raw, ONE)
    assert [(row.table["date"], len(row.table["session"])) for row in made.rows] == [
        (date(2025, 9, 30), 1),
        (date(2025, 10, 1), 1),
    ]
    assert len({row.id for row in made.rows}) == 2


def test_an_event_can_be_left_out_or_picked_by_a_word() -> None:
    raw = calendar(
        event("a", "20260127T090000", "20260127T100000", title="Dentist"),
        event("b", "20260128T090000", "20260128T100000", title="ALET region meeting"),
    )
    assert rows(plan(raw, CalendarWishes(coming="completed", only=("alet",)))) == [
        "1 add 2026-01-28 ALET region meeting completed"
    ]
    assert rows(plan(raw, CalendarWishes(coming="completed", without=frozenset((1,))))) == [
        "2 add 2026-01-28 ALET region meeting completed"
    ]
    with pytest.raises(Refused, match="no event 9; its events are 1 to 2"):
        plan(raw, CalendarWishes(coming="completed", without=frozenset((9,))))


def test_a_calendar_is_known_by_how_it_begins() -> None:
    assert is_calendar(b"\xef\xbb\xbfBEGIN:VCALENDAR\r\n")
    assert not is_calendar(b"Title,Date,Hours\n")


CHICAGO_AT = ";TZID=America/Chicago:"


def nights(*lines: str, local: LocalZone = NOWHERE) -> list[tuple[str, int | None]]:
    """When each occurrence stops by its own clock, and its minutes."""
    text = "\n".join(("BEGIN:VEVENT", "UID:night", "SUMMARY:Cutover", *lines, "END:VEVENT"))
    return [(one.stops.isoformat()[5:16] if one.stops else "", one.minutes) for one in found(text, local=local)]


@pytest.mark.parametrize(
    ("lines", "stops", "minutes"),
    [
        ((f"DTSTART{CHICAGO_AT}20260307T220000", f"DTEND{CHICAGO_AT}20260308T060000"), "03-08T06:00", 420),
        ((f"DTSTART{CHICAGO_AT}20251101T220000", f"DTEND{CHICAGO_AT}20251102T060000"), "11-02T06:00", 540),
        ((f"DTSTART{CHICAGO_AT}20260307T220000", "DURATION:PT8H"), "03-08T07:00", 480),
        ((f"DTSTART{CHICAGO_AT}20260307T220000", "DTEND:20260308T110000Z"), "03-08T06:00", 420),
        (("DTSTART:20260308T040000Z", "DTEND:20260308T110000Z"), "03-08T06:00", 420),
    ],
)
def test_the_end_is_shown_by_the_clock_that_was_changed_and_the_hours_are_those_that_passed(
    lines: tuple[str, ...], stops: str, minutes: int
) -> None:
    assert nights(*lines, local=CHICAGO) == [(stops, minutes)]


def test_a_series_keeps_its_end_on_the_wall_whichever_night_it_began() -> None:
    for first, minutes in (("20260228", [480, 420, 480]), ("20260307", [420, 480, 480])):
        day = date.fromisoformat(first)
        begins, ends = (f"{CHICAGO_AT}{one:%Y%m%d}T" for one in (day, date.fromordinal(day.toordinal() + 1)))
        read = nights(f"DTSTART{begins}220000", f"DTEND{ends}060000", "RRULE:FREQ=WEEKLY;COUNT=3")
        assert [length for _, length in read] == minutes
        assert all(stops.endswith("T06:00") for stops, _ in read)


@pytest.mark.parametrize("zone", ["Etc/UTC", "GMT", "Etc/GMT", "UTC"])
def test_another_name_of_utc_is_utc(zone: str) -> None:
    assert days(event("a", f";TZID={zone}:20260310T033000", f";TZID={zone}:20260310T043000"), local=CHICAGO) == [
        "2026-03-09 60"
    ]


def test_from_midnight_to_midnight_are_whole_days_whose_hours_are_asked_for() -> None:
    assert days(event("a", "20260310T000000", "20260311T000000")) == ["2026-03-10 - it lasts whole days"]


def test_a_day_alone_names_the_one_of_a_series_that_is_replaced() -> None:
    series = event("a", "20260303T090000", "20260303T100000", "RRULE:FREQ=WEEKLY;COUNT=3")
    other = event("a", "20260310T130000", "20260310T150000", "RECURRENCE-ID;VALUE=DATE:20260310")
    assert days(series, other) == ["2026-03-03 60", "2026-03-10 120", "2026-03-17 60"]


def test_one_of_a_series_of_whole_days_is_replaced_by_a_moment_of_its_day() -> None:
    series = event("a", ";VALUE=DATE:20260303", "", "RRULE:FREQ=WEEKLY;COUNT=2")
    other = event("a", "20260310T130000", "20260310T150000", "RECURRENCE-ID:20260310T050000Z")
    assert [one.split()[0:2] for one in days(series, other)] == [["2026-03-03", "-"], ["2026-03-10", "120"]]


def test_what_is_left_out_of_that_day_at_another_time_is_said() -> None:
    series = event("a", "20260303T090000", "20260303T100000", "RRULE:FREQ=WEEKLY;COUNT=2", "EXDATE:20260310T080000")
    assert [any("leaves out one of that day, at 08:00" in each for each in one.remarks) for one in found(series)] == [
        False,
        True,
    ]
