"""Refusals and postings of an activity go by their days, in whatever order and spelling they stand in the file."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import permutations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from alcto_core.evaluation.case import Case
from alcto_core.evaluation.evaluate import evaluate
from alcto_core.evaluation.postings import said
from alcto_core.evaluation.standing import Standing, State
from alcto_core.hours import HOUR, from_decimal, from_minutes
from alcto_core.records.types import Activity, AuthorityRecord, AuthorityState, Credential, Person, Records
from alcto_core.rules.library import Library

TD = Credential(program="al-td-ceu", id="td")
BEGIN, ON = date(2026, 2, 1), date(2026, 5, 1)
DAY = st.none() | st.integers(0, 30).map(lambda days: BEGIN + timedelta(days=days))
WORD: st.SearchStrategy[AuthorityRecord] = st.builds(
    AuthorityRecord, credential=st.just("td"), state=st.sampled_from(["submitted", "posted", "refused"]), on=DAY
)


def winter(*spoken: AuthorityRecord, posted: date | None = None, hours: int = 12) -> Activity:
    return Activity(
        id="winter", title="Winter", date=date(2026, 1, 28), hours=hours * HOUR, strands=("al-cto/it",),
        offering="alet/winter-conference", records=spoken, posted=posted,
    )  # fmt: skip


def word(state: AuthorityState, day: date | None = None, hours: int | None = None) -> AuthorityRecord:
    return AuthorityRecord(credential="td", state=state, on=day, hours=None if hours is None else hours * HOUR)


def records(*activities: Activity) -> Records:
    return Records(person=Person(name="J", role_began=date(2015, 1, 1)), credentials=(TD,), activities=activities)


def standing(library: Library, *activities: Activity) -> Standing:
    return evaluate(records(*activities), TD, library, ON)


def case(library: Library, activity: Activity) -> Case:
    return Case(records(activity), TD, library.rule_sets["al-td-ceu"], library, ON)


@given(spoken=st.lists(WORD, max_size=4), posted=DAY)
def test_an_activity_is_refused_where_no_posting_came_on_the_day_of_the_last_refusal_or_later(
    alabama: Library, spoken: list[AuthorityRecord], posted: date | None
) -> None:
    activity = winter(*spoken, posted=posted)
    refusals = [one.on for one in spoken if one.state == "refused"]
    postings = [one.on for one in spoken if one.state == "posted" and one.on] + ([posted] if posted else [])
    undated = any(one.state == "posted" and one.on is None for one in spoken)
    is_refused = bool(refusals) and (
        None in refusals or not postings or max(postings) < max(day for day in refusals if day)
    )
    found = said(case(alabama, activity), activity)
    assert (found.refusal is not None) == is_refused
    assert bool(found.posted) == (not is_refused and bool(postings or undated))


@given(spoken=st.lists(WORD, max_size=4))
def test_the_order_in_the_file_makes_no_difference(alabama: Library, spoken: list[AuthorityRecord]) -> None:
    def counted(records: tuple[AuthorityRecord, ...]) -> tuple[bool, int]:
        found = said(case(alabama, winter(*records)), winter(*records))
        return found.refusal is not None, found.posted

    assert len({counted(order) for order in permutations(spoken)}) == 1


def test_the_larger_of_two_refusals_stands_where_one_has_no_day(alabama: Library) -> None:
    found = standing(alabama, winter(word("refused", BEGIN), word("refused", None, 2)))
    assert found.hours.counted == 0
    found = standing(alabama, winter(word("refused", BEGIN, 3), word("refused", None, 2)))
    assert found.hours.counted == 9 * HOUR


def test_the_word_for_another_credential_is_none_for_this_one(alabama: Library) -> None:
    other = AuthorityRecord(credential="al-cto", state="refused")
    assert standing(alabama, winter(other)).hours.counted == 12 * HOUR


def test_posted_beside_a_record_of_hours_is_only_the_day(alabama: Library) -> None:
    found = standing(alabama, winter(word("posted", BEGIN, 5), posted=BEGIN + timedelta(days=1)))
    assert (found.state, found.hours.confirmed) == (State.UNDETERMINED, 5 * HOUR)


@pytest.mark.parametrize(
    ("shown", "hours", "state"),
    [
        (12, 12, State.COMPLIANT),
        (11, 12, State.UNDETERMINED),
        (11, 11, State.IN_PROGRESS),
        (11, 23, State.UNDETERMINED),
    ],
)
def test_a_posting_of_fewer_hours_is_in_doubt_where_the_verdict_turns_on_them(
    alabama: Library, shown: int, hours: int, state: State
) -> None:
    found = standing(alabama, winter(word("posted", BEGIN, shown), hours=hours))
    assert found.state is state
    assert found.hours.counted == hours * HOUR
    assert bool(found.doubts) == (shown < hours)


def test_what_the_rounding_of_the_official_record_leaves_out_is_no_doubt(alabama: Library) -> None:
    spoken = AuthorityRecord(credential="td", state="posted", on=BEGIN, hours=from_decimal(Decimal("0.66")))
    talk = msgspec.structs.replace(winter(spoken), id="talk", title="Talk", hours=from_minutes(40))
    rest = msgspec.structs.replace(winter(hours=11), hours=11 * HOUR + from_minutes(20))
    found = standing(alabama, talk, rest)
    assert found.state is State.COMPLIANT
    assert found.hours.confirmed == from_minutes(40)


def test_the_doubt_names_the_entries_and_how_many_hours(alabama: Library) -> None:
    found = standing(alabama, winter(word("posted", BEGIN, 5)))
    assert found.why == (
        "ALET Talent shows 5 of the 12 hours that count for Winter (winter, 28 Jan 2026): do the other 7 count?"
    )
    assert found.doubts[0].place == ("activity", "winter", "record")
