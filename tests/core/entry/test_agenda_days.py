"""The days that headings of an agenda name, and what they are beside the day of an entry."""

from __future__ import annotations

from datetime import date

import pytest

from alcto_core.entry.agenda import read_agenda
from alcto_core.entry.agenda_days import agenda_days
from alcto_core.hours import MINUTE

TODAY = date(2026, 11, 30)
OCT = date(2026, 10, 12)


def named(text: str) -> str:
    """First day, last day, and whether they are written with their year."""
    agenda = read_agenda(text, lambda word: None)
    assert [one.hours // MINUTE for one in agenda.sessions] == [60] * len(agenda.sessions)
    found = agenda_days(agenda.days, TODAY)
    return f"{found.first} {found.last} {found.has_year}" if found is not None else "none"


@pytest.mark.parametrize(
    ("heading", "days"),
    [
        ("Monday, October 12, 2026", "2026-10-12 2026-10-12 True"),
        ("MONDAY 12 OCTOBER 2026", "2026-10-12 2026-10-12 True"),
        ("Day 1: 2026-10-12", "2026-10-12 2026-10-12 True"),
        ("10/12/26", "2026-10-12 2026-10-12 True"),
        ("Montag, 12. Oktober 2026", "2026-10-12 2026-10-12 True"),
        ("Lunes, 12 de octubre de 2026", "2026-10-12 2026-10-12 True"),
        ("October 12-13, 2026", "2026-10-12 2026-10-13 True"),
        ("12-13 October 2026", "2026-10-12 2026-10-13 True"),
        ("Sept. 29 - Oct. 2, 2026", "2026-09-29 2026-10-02 True"),
        ("10/12-13/2026", "2026-10-12 2026-10-13 True"),
        ("Day 1 - Monday, October 12", "2026-10-12 2026-10-12 False"),
        ("October 12 - 14", "2026-10-12 2026-10-14 False"),
        ("Mon 10/12", "2026-10-12 2026-10-12 False"),
        ("Saturday, December 12", "2026-12-12 2026-12-12 False"),  # of the years near by only this is a Saturday
        ("Tuesday, October 12, 2026", "none"),
        ("Monday", "none"),
        ("Day 1", "none"),
    ],
)
def test_a_heading_names_its_days_and_is_no_session(heading: str, days: str) -> None:
    assert named(f"{heading}\n9:00-10:00 Ransomware\n2:00-3:00 Privacy") == days


def test_several_headings_are_from_the_first_to_the_last() -> None:
    text = (
        "October 12, 2026\n9-10 Ransomware\nTuesday, October 13, 2026\n9-10 Privacy\nOctober 30, 2026\nBring a laptop"
    )
    assert named(text) == "2026-10-12 2026-10-13 True"


def test_days_far_apart_are_those_of_no_one_agenda() -> None:
    assert named("January 12, 2026\n9-10 Ransomware\nOctober 13, 2026\n9-10 Privacy") == "none"


def test_a_day_to_come_is_the_next_one() -> None:
    agenda = read_agenda("January 12\n9-10 Ransomware", lambda word: None)
    ahead = agenda_days(agenda.days, TODAY, future=True)
    assert ahead is not None
    assert ahead.last == date(2027, 1, 12)


@pytest.mark.parametrize("heading", ["9-10 March madness", "Oct 12 9:00-10:00 Keynote", "9-10 May Day"])
def test_a_time_beside_a_day_stays_a_time(heading: str) -> None:
    agenda = read_agenda(heading, lambda word: None)
    assert [one.hours // MINUTE for one in agenda.sessions] == [60]


def test_an_end_in_words_is_no_title() -> None:
    agenda = read_agenda("Half past eight to ten: Keynote\n10:15-11:45 Workshop", lambda word: None)
    assert [one.title for one in agenda.sessions] == ["Workshop"]
    assert "when it ends is not understood" in agenda.left_out[0].text
