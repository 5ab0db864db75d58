"""Finding activities by words."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alcto_core.hours import HUNDREDTH
from alcto_core.records.filtering import log_of, matching
from alcto_core.records.types import Activity, AuthorityRecord, Session

STRANDS = {"al-cto/it": "IT IT Management and Cybersecurity", "al-cto/law-ethics": "Law Ethics, Laws, and Policies"}
OFFERINGS = {"alet/winter-conference": "ALET Winter Conference"}

WINTER = Activity(
    id="winter",
    title="Winter days",
    date=date(2026, 1, 28),
    hours=450 * HUNDREDTH,
    location="Birmingham, AL",
    strands=("al-cto/it",),
    offering="alet/winter-conference",
    posted=date(2026, 2, 10),
    sessions=(Session(title="Student privacy", hours=450 * HUNDREDTH, strands=("al-cto/law-ethics",)),),
)
PLANNED = Activity(
    id="course",
    title="Data governance",
    date=date(2026, 9, 12),
    hours=250 * HUNDREDTH,
    course="Basics",
    status="planned",
    format="online",
    note="Ask Dr. Lee",
    counts_for=("al-td-ceu",),
    records=(AuthorityRecord(credential="al-td-ceu", state="refused", note="wrong form"),),
)
LOG = log_of((WINTER, PLANNED), STRANDS, OFFERINGS)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("", ["course", "winter"]),
        ("   ", ["course", "winter"]),
        ("winter", ["winter"]),
        ("WINT", ["winter"]),
        ("birmingham", ["winter"]),
        ("cybersec", ["winter"]),
        ("law privacy", ["winter"]),
        ("alet conference", ["winter"]),
        ("posted", ["winter"]),
        ("28 jan", ["winter"]),
        ("2026-01", ["winter"]),
        ("planned", ["course"]),
        ("online basics", ["course"]),
        ("refused", ["course"]),
        ("dr. lee", ["course"]),
        ("al-td-ceu", ["course"]),
        ("2026", ["course", "winter"]),
        ("winter planned", []),
        ("[/b]", []),
    ],
)
def test_every_word_must_stand_somewhere_in_the_entry(words: str, found: list[str]) -> None:
    assert [activity.id for activity in matching(LOG, words)] == found


def test_the_log_is_newest_first_whatever_the_order_in_the_file() -> None:
    assert log_of((WINTER, PLANNED)) == log_of((PLANNED, WINTER))


def test_a_word_does_not_match_across_two_fields() -> None:
    assert matching(LOG, "daysbirmingham") == ()


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=20), st.text(max_size=8))
def test_another_word_never_finds_more(words: str, more: str) -> None:
    assert {entry.id for entry in matching(LOG, f"{words} {more}")} <= {entry.id for entry in matching(LOG, words)}
