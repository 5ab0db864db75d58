"""A crosswalk proposes strands of the person's other frameworks, and counts nothing by itself."""

from __future__ import annotations

from datetime import date

import pytest

from alcto_core.evaluation.evaluate import evaluate
from alcto_core.hours import HOUR
from alcto_core.records.types import Activity, Credential, Person, Records, Session
from alcto_core.rules.library import Library
from alcto_core.rules.own_strands import proposed, strands_of


def held(*programs: str, activities: tuple[Activity, ...] = ()) -> Records:
    credentials = tuple(Credential(program=program, id=program, issued=date(2025, 1, 1)) for program in programs)
    return Records(person=Person(name="J"), credentials=credentials, activities=activities)


def test_skills_are_proposed_for_strands_of_the_other_framework(alabama: Library) -> None:
    found = proposed(held("al-cto", "cosn-cetl"), alabama, ("al-cto/data",))
    assert [strand for strand, _ in found] == ["cetl/data"]


@pytest.mark.parametrize(
    ("programs", "strands"),
    [
        (("al-cto",), ("al-cto/data",)),
        (("al-cto", "cosn-cetl"), ("al-cto/data", "cetl/instruction")),
        (("al-cto", "cosn-cetl"), ()),
    ],
)
def test_nothing_is_proposed_where_it_is_not_asked_or_is_said(
    alabama: Library, programs: tuple[str, ...], strands: tuple[str, ...]
) -> None:
    assert proposed(held(*programs), alabama, strands) == ()


def test_what_is_proposed_counts_nothing_by_itself(alabama: Library) -> None:
    activity = Activity(id="a", title="A", date=date(2025, 6, 1), hours=3 * HOUR, strands=("al-cto/data",))
    records = held("al-cto", "cosn-cetl", activities=(activity,))
    credit = evaluate(records, records.credentials[1], alabama, date(2026, 1, 1)).credit("a")
    assert credit is not None
    assert not any(strand.startswith("cetl/") for strand in credit.strands)


def test_strands_of_sessions_and_of_a_split_are_named_too() -> None:
    sessions = (Session(title="S", hours=HOUR, strands=("x/b",)), Session(title="T", hours=HOUR))
    activity = Activity(id="a", title="A", date=date(2025, 6, 1), hours=2 * HOUR, strands=("x/a",), sessions=sessions)
    assert strands_of(activity) == ("x/a", "x/b")
