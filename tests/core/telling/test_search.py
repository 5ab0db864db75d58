"""One search: whatever a screen's filter finds, its verb finds."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from profiles import tries

from alcto_core.evaluation.evaluate import evaluate
from alcto_core.host.plugins import load_plugins
from alcto_core.hours import HUNDREDTH
from alcto_core.records.types import Activity, AuthorityRecord, Credential, Person, Records, Session, StepRecord
from alcto_core.telling.search import log_of, offerings, steps_of, suggested
from alcto_core.words import folded, holds, matching

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
    category=("cosn-cetl/instruction",),
    units={"semester-hour": Decimal(3)},
    evidence=("evidence/Diplôme.pdf",),
    records=(AuthorityRecord(credential="al-td-ceu", state="refused", note="wrong form, says Ms. Ortiz"),),
)


LIBRARY = load_plugins(no_plugins=True).library
LOG = log_of((WINTER, PLANNED), LIBRARY)


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
        ("ortiz", ["course"]),
        ("security winter-conference", ["winter"]),
        ("instruction semester", ["course"]),
        ("diplome", ["course"]),
        ("DIPLÔME", ["course"]),
        ("winter planned", []),
        ("[/b]", []),
    ],
)
def test_every_word_must_stand_somewhere_in_the_entry(words: str, found: list[str]) -> None:
    assert [activity.id for activity in matching(LOG, words)] == found


def test_the_log_is_newest_first_whatever_the_order_in_the_file() -> None:
    assert log_of((WINTER, PLANNED), LIBRARY) == log_of((PLANNED, WINTER), LIBRARY)


def test_a_word_does_not_match_across_two_fields() -> None:
    assert matching(LOG, "daysbirmingham") == ()


@settings(max_examples=tries(60), deadline=None)
@given(st.text(max_size=20), st.text(max_size=8))
def test_another_word_never_finds_more(words: str, more: str) -> None:
    assert {entry.id for entry in matching(LOG, f"{words} {more}")} <= {entry.id for entry in matching(LOG, words)}


@settings(max_examples=tries(60), deadline=None)
@given(st.text(max_size=30))
def test_what_was_written_is_found_by_each_of_its_words(text: str) -> None:
    assert all(holds((text,), word) for word in text.split())


@pytest.mark.parametrize("text", ["Café", "CAFÉ", "cafe\u0301", "𝐂afe"])
def test_case_and_accents_make_no_difference(text: str) -> None:
    assert folded(text) == "cafe"


def test_offerings_are_found_by_names_source_strand_format_and_note() -> None:
    ids = {one.id for _, one in offerings(LIBRARY, "external online", on=date(2026, 3, 1))}
    assert "external/edtech-connects-online" in ids
    assert offerings(LIBRARY, "zebra") == ()
    assert {c.source for c, _ in offerings(LIBRARY, "")} >= {"alet", "external"}


def test_what_is_called_so_is_suggested_before_what_is_only_said_to_be_so() -> None:
    found = suggested(None, LIBRARY, "conference", date(2026, 3, 1), most=99)
    called = [holds((one.id, one.title, one.short), "conference") for _, one in found]
    assert called == sorted(called, reverse=True)
    assert len({one.id for _, one in found}) == len(found)


def test_a_step_is_found_by_who_signed_it() -> None:
    step = StepRecord(id="presentation", done=date(2026, 1, 2), by="Dr. Lee", attended=("Ms. Ortiz",))
    held = Credential(program="al-cto", id="al-cto", issued=date(2024, 6, 1), steps=(step,))
    standing = evaluate(Records(person=Person(name="-"), credentials=(held,)), held, LIBRARY, date(2026, 3, 1))
    assert [one.id for one in matching(steps_of(standing, held), "ortiz LEE")] == ["presentation"]
