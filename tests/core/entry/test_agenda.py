"""A printed agenda as sessions."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alcto_core.entry.agenda import kind_of, read_agenda
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
        ("Tuesday", "does not begin with a time"),
        ("9:00-10:00", "no title"),
        ("9:00-10:00 | IT", "no title"),
        ("9:00-10:00 Tabletop | Magic", "“Magic” is no strand"),
        ("27:00-28:00 Tabletop", "27:00 is no time"),
        ("10:00 pm - 9:00 pm Tabletop", "before it begins"),
        ("0 Tabletop", "not more than 0"),
    ],
)
def test_what_is_no_session_is_left_out_with_a_reason(line: str, why: str) -> None:
    agenda = read_agenda(f"\n9-10 Good\n{line}", strand_named)
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
    agenda = read_agenda(f"9-10 Good\n{line}", strand_named)
    assert [(told.number, told.text) for told in agenda.remarks] == ([(2, remark)] if remark else [])


def test_the_sum_is_the_hours_of_all_sessions() -> None:
    assert read_agenda("9-10 A\n1.5 B\n90m C", strand_named).hours == 4 * HOUR


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read_without_a_fault(text: str) -> None:
    agenda = read_agenda(text, strand_named)
    filled = [line for line in text.splitlines() if line.strip()]
    assert len(agenda.sessions) + len(agenda.left_out) == len(filled)
    for session in agenda.sessions:
        assert session.title
        assert session.title == session.title.strip()
        assert session.hours > 0
        assert session.kind in KINDS
    assert kind_of(text) in KINDS
