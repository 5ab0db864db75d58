"""A printed agenda as sessions."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from profiles import tries

from alcto_core.entry.agenda import read_agenda
from alcto_core.entry.agenda_lines import kind_of
from alcto_core.entry.reader import KINDS
from alcto_core.hours import HOUR, HUNDREDTH, MINUTE
from alcto_core.records.types import Session

STRANDS = {"it": "al-cto/it", "law": "al-cto/law-ethics", "data": "al-cto/data"}


def strand_named(word: str) -> str | None:
    return STRANDS.get(word.casefold())


def one(line: str) -> Session:
    agenda = read_agenda(line, strand_named)
    assert not agenda.left_out, agenda.left_out
    (session,) = agenda.sessions
    return session


@pytest.mark.parametrize(
    ("line", "title", "hours"),
    [
        ("9:00-10:15 Ransomware tabletop", "Ransomware tabletop", 125 * HUNDREDTH),
        ("9-10 Ransomware tabletop", "Ransomware tabletop", HOUR),
        ("9.00 – 10.30: Ransomware tabletop", "Ransomware tabletop", 150 * HUNDREDTH),
        ("9:00 AM - 10:15 AM Ransomware tabletop", "Ransomware tabletop", 125 * HUNDREDTH),
        ("9 a.m. to 10 a.m. Ransomware tabletop", "Ransomware tabletop", HOUR),
        ("  • 13:00 until 14:30 — Ransomware tabletop", "Ransomware tabletop", 150 * HUNDREDTH),
        ("11:30-1:00 Working session", "Working session", 150 * HUNDREDTH),
        ("1:00-2:30 pm Working session", "Working session", 150 * HUNDREDTH),
        ("11:30 am - 1:00 pm Working session", "Working session", 150 * HUNDREDTH),
        ("9-10 A quick tour", "A quick tour", HOUR),
        ("9-10 Panel", "Panel", HOUR),
        ("1-2:50 Nothing is rounded", "Nothing is rounded", 110 * MINUTE),
        ("40 min Student privacy", "Student privacy", 40 * MINUTE),
        ("1h40m Student privacy", "Student privacy", 100 * MINUTE),
        ("2½ Student privacy", "Student privacy", 250 * HUNDREDTH),
        ("1.5 Student privacy", "Student privacy", 150 * HUNDREDTH),
        ("1:30 Student privacy", "Student privacy", 150 * HUNDREDTH),
        ("90m Student privacy", "Student privacy", 150 * HUNDREDTH),
        ("1.5 h Student privacy", "Student privacy", 150 * HUNDREDTH),
        ("2 Budgets for 2027", "Budgets for 2027", 2 * HOUR),
    ],
)
def test_a_line_begins_with_a_span_or_with_hours(line: str, title: str, hours: int) -> None:
    session = one(line)
    assert (session.title, session.hours) == (title, hours)


@pytest.mark.parametrize(
    ("line", "strands", "kind"),
    [
        ("9-10 Tabletop", None, "session"),
        ("9-10 Tabletop | IT", ("al-cto/it",), "session"),
        ("9-10 Tabletop | Law, data, LAW", ("al-cto/law-ethics", "al-cto/data"), "session"),
        ("9-10 Tabletop | IT | break", ("al-cto/it",), "break"),
        ("9-10 Vendors | exhibit hall", None, "exhibit-hall"),
        ("9-10 Lunch and learn | IT | session", ("al-cto/it",), "session"),
        ("12-1 Lunch", None, "meal"),
        ("8-9 Check-in", None, "registration"),
        ("3-4 Coffee break", None, "break"),
        ("3-4 Vendor hall", None, "exhibit-hall"),
        ("3-4 Breakthroughs in networking", None, "session"),
    ],
)
def test_strands_and_kind_stand_behind_bars_or_the_title_tells(
    line: str, strands: tuple[str, ...] | None, kind: str
) -> None:
    session = one(line)
    assert (session.strands, session.kind) == (strands, kind)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("Bring your own device", "does not begin with a time"),
        ("2025-2026 Budget planning", "does not begin with a time"),
        ("1:1 devices", "does not begin with a time"),
        ("Grades 6-8 science", "does not begin with a time"),
        ("9:00-10:00", "no title"),
        ("9:00-10:00 | IT", "no title"),
        ("9:00-10:00 Tabletop | Magic", "“Magic” is no strand"),
        ("27:00-28:00 Tabletop", "27:00 is no time"),
        ("10:00 pm - 9:00 pm Tabletop", "before it begins"),
        ("0 Tabletop", "not more than 0"),
    ],
)
def test_what_is_no_session_is_left_out_with_a_reason(line: str, why: str) -> None:
    agenda = read_agenda(f"\n7-8 Good\n{line}", strand_named)
    assert [session.title for session in agenda.sessions] == ["Good"]
    assert [left.number for left in agenda.left_out] == [3]
    assert why in agenda.left_out[0].text


@pytest.mark.parametrize(
    ("line", "hours", "remark"),
    [
        ("0:40:30 Student privacy", 40 * MINUTE, "“0:40:30” was cut to the minute: 40 min"),
        ("1h 30m 12s Student privacy", 150 * HUNDREDTH, "“1h 30m 12s” was cut to the minute: 1.5 hours"),
        ("40 min 59 sec Student privacy", 40 * MINUTE, "“40 min 59 sec” was cut to the minute: 40 min"),
        ("9:00:00-10:15:30 Student privacy", 125 * HUNDREDTH, "“9:00:00-10:15:30” was cut to the minute: 1.25 hours"),
        ("9:00:30 - 10:15:30 Student privacy", 125 * HUNDREDTH, ""),
        ("40 min Student privacy", 40 * MINUTE, ""),
    ],
)
def test_what_is_finer_than_a_minute_is_cut_with_a_remark(line: str, hours: int, remark: str) -> None:
    session = one(line)
    assert (session.title, session.hours) == ("Student privacy", hours)
    agenda = read_agenda(f"7:00-8:00 Good\n{line}", strand_named)
    assert [(told.number, told.text) for told in agenda.remarks] == ([(2, remark)] if remark else [])


def test_the_sum_is_the_hours_of_all_sessions() -> None:
    assert read_agenda("9-10 A\n1.5 B\n90m C", strand_named).hours == 4 * HOUR


AGENDAS = {
    "starts alone last until the next": (
        "8:00 Breakfast\n9:00 Keynote\n10:15 Break\n10:30 Tabletop\n12:00 Lunch\n1:00 Privacy\n2:30 Adjourn",
        {"Breakfast": 60, "Keynote": 75, "Break": 15, "Tabletop": 90, "Lunch": 60, "Privacy": 90},
        {7: "the end of the day"},
    ),
    "starts with am and pm": (
        "8:00 AM Breakfast\n9 AM Keynote\n10:15 a.m. Break\n10:30 AM Tabletop\n12:00 PM Lunch\n1 PM Privacy",
        {"Breakfast": 60, "Keynote": 75, "Break": 15, "Tabletop": 90, "Lunch": 60},
        {6: "when it ends is not written"},
    ),
    "starts in four digits": (
        "0900 Keynote\n1015 Break\n1030 Data\n1200-1300 Lunch",
        {"Keynote": 75, "Break": 15, "Data": 90, "Lunch": 60},
        {},
    ),
    "a start alone among spans": (
        "9:00-10:00 Keynote\n10:00 Data\n11:30-12:00 Lunch",
        {"Keynote": 60, "Data": 90, "Lunch": 30},
        {},
    ),
    "lengths that do not climb are lengths": (
        "1:30 Privacy\n1:00 Data\n0:45 Tools\n2:15 Budget",
        {"Privacy": 90, "Data": 60, "Tools": 45, "Budget": 135},
        {},
    ),
    "noon and midnight": (
        "9:00 - Noon Tabletop\n12 noon - 1 pm Lunch\n1:00 pm to 12:00 Midnight Hackathon\n",
        {"Tabletop": 180, "Lunch": 60, "Hackathon": 660},
        {},
    ),
    "12N and half past": ("Half past nine to 11:00 Data\n11:00 - 12N Law", {"Data": 90, "Law": 60}, {}),
    "talks at the same time": (
        "9:00-10:00 Tabletop\n9:00-10:00 Privacy\n9:30-10:30 Budget\n10:30-11:30 Data",
        {"Tabletop": 60, "Data": 60},
        {2: "1 hour at the same time as “Tabletop” in line 1", 3: "1 hour at the same time"},
    ),
    "another day begins anew": (
        "Day 1\n9:00-10:00 Tabletop\nFriday, March 6\n9:00-10:00 Privacy\nSat 9:00-10:00 Data",
        {"Tabletop": 60, "Privacy": 60, "Data": 60},
        {},
    ),
    "a meal inside a talk is taken off it": ("9:00-3:00 Camp\n12:00-12:30 Lunch", {"Camp": 330, "Lunch": 30}, {}),
    "an open hall gives way to talks": (
        "8:00-4:00 Exhibit hall\n9:00-10:00 Data",
        {"Data": 60},
        {1: "8 hours at the same time as “Data”"},
    ),
    "the time behind the title": (
        "Welcome (8:15- 9:15):\nLunch 11:45-12:30\nTabletop, 2:00 PM - 3:30 PM, Room 201",
        {"Welcome": 60, "Lunch": 45, "Tabletop, Room 201": 90},
        {},
    ),
    "the title below the time": (
        "Thursday, December 7, 2023\n3:00 PM - 5:00 PM\n\nInnovation Lab\n\nA peek.\n\n6:00 PM - 7:30 PM\n\nDinner",
        {"Innovation Lab": 120, "Dinner": 90},
        {6: "does not begin with a time"},
    ),
    "the title above the time": ("Keynote\n9:00-10:00\n\nPanel\n10:15-11:00", {"Keynote": 60, "Panel": 45}, {}),
    "a table by bars": (
        "| Monday, Nov. 4 | Location | Code |\n| 9:45am-10:00am | Workshop room | |\n| 2:45pm-3:00pm | Data | IT |",
        {"Workshop room": 15, "Data": 15},
        {},
    ),
    "a table by tabs": ("9:00\t10:15\tData\tRoom 2\n10:30 AM\t11:30 AM\tPrivacy", {"Data": 75, "Privacy": 60}, {}),
    "line breaks were lost": (
        "9:00-10:00 Keynote 10:00-11:00 Panel 11:00-12:00 Law",
        {"Keynote": 60, "Panel": 60, "Law": 60},
        {},
    ),
    "one talk in two parts": ("9:00-10:00 and 10:15-11:15 Budget", {"Budget": 120}, {}),
}


@pytest.mark.parametrize("name", AGENDAS)
def test_an_agenda_is_read_as_a_whole(name: str) -> None:
    text, minutes, left_out = AGENDAS[name]
    agenda = read_agenda(text, strand_named)
    found: dict[str, int] = {}
    for session in agenda.sessions:
        found[session.title] = found.get(session.title, 0) + session.hours // MINUTE
    assert found == minutes
    assert {line.number for line in agenda.left_out} == set(left_out)
    for line in agenda.left_out:
        assert left_out[line.number] in line.text


@pytest.mark.parametrize("dash", ["-", "‑", "–", "—", "−", "~", " to ", " until ", " thru ", "\t", " "])
@pytest.mark.parametrize("zone", ["", " CDT"])
def test_a_span_is_known_by_any_dash(dash: str, zone: str) -> None:
    assert one(f"9:00 AM{zone}{dash}10:15 AM{zone} Data").hours == 75 * MINUTE


@pytest.mark.parametrize(
    ("times", "minutes"),
    [("0900-1000", 60), ("9h00 - 10h00", 60), ("530pm-6", 30), ("9:00a-10:15a", 75), ("9a-11a", 120), ("13-14:30", 90)],
)
def test_a_time_is_known_in_any_form(times: str, minutes: int) -> None:
    assert one(f"{times} Data").hours == minutes * MINUTE


@pytest.mark.parametrize(
    ("line", "minutes"),
    [
        ("9:00 - Noon Ransomware tabletop", 180),
        ("Noon - 1:00 Lunch", 60),
        ("12:00 Noon - 1:00 PM Lunch", 60),
        ("12 noon - 1 pm Lunch", 60),
        ("11:00 - 12N Law update", 60),
        ("10:00 PM - Midnight Networking", 120),
        ("9:00am CDT - 10:15am CDT Ransomware tabletop", 75),
        ("Technology Survey (12:30-2:00)", 90),
        ("Lunch 11:45-12:30", 45),
        ("| 2:45pm-3:00pm | Ransomware tabletop | IT |", 15),
        ("2:45pm-3:00pm | Ransomware tabletop | Room 4", 15),
        ("2:45 p.m. until 3:00 p.m. | Ransomware tabletop", 15),
        ("9:00 AM 10:15 AM Data", 75),
    ],
)
def test_a_line_alone_has_its_length(line: str, minutes: int) -> None:
    assert one(line).hours == minutes * MINUTE


def test_a_long_session_and_a_long_day_deserve_a_word() -> None:
    agenda = read_agenda("8:00-3:00 Camp\nDay 2\n9 h A\n9 h B", strand_named)
    assert [(told.number, told.text) for told in agenda.remarks] == [
        (1, "7 hours in one session"),
        (3, "9 hours in one session"),
        (4, "9 hours in one session"),
        (4, "that day has 18 hours; look at its times again"),
    ]


@settings(max_examples=tries(150), deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read_without_a_fault(text: str) -> None:
    agenda = read_agenda(text, strand_named)
    filled = {number for number, line in enumerate(text.splitlines(), 1) if line.strip()}
    assert {line.number for line in (*agenda.left_out, *agenda.remarks)} <= filled
    for session in agenda.sessions:
        assert session.title
        assert session.title == session.title.strip()
        assert session.hours > 0
        assert session.kind in KINDS
    assert kind_of(text) in KINDS


@settings(max_examples=tries(100), deadline=None)
@given(
    st.lists(
        st.tuples(
            st.integers(7 * 60, 17 * 60), st.integers(5, 240), st.sampled_from(["Data", "Lunch", "Exhibit hall"])
        ),
        max_size=8,
    )
)
def test_sessions_of_one_day_never_add_up_to_more_than_the_clock(spans: list[tuple[int, int, str]]) -> None:
    def clock(minutes: int) -> str:
        return f"{minutes // 60 % 12 or 12}:{minutes % 60:02d} {'pm' if minutes // 60 % 24 >= 12 else 'am'}"

    text = "\n".join(f"{clock(start)} - {clock(start + long)} {title}" for start, long, title in spans)
    agenda = read_agenda(text, strand_named)
    taken = {minute for start, long, _ in spans for minute in range(start, start + long)}
    assert agenda.hours <= len(taken) * MINUTE
    assert len(agenda.sessions) + len(agenda.left_out) == len(spans)
