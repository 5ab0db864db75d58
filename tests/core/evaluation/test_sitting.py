"""What is kept while a question is worked out changes no answer: with an entry more or less, on another day, anew."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from profiles import tries

from alcto_core.evaluation import eligibility
from alcto_core.evaluation.case import Bench, Case
from alcto_core.evaluation.conditions import truth
from alcto_core.evaluation.eligibility import eligible
from alcto_core.evaluation.evaluate import evaluate, evaluate_all, windows_of
from alcto_core.evaluation.missing import Missing
from alcto_core.hours import HOUR
from alcto_core.records.types import Activity, AuthorityRecord, Credential, Person, Records
from alcto_core.rules.library import Library
from alcto_core.rules.vocabulary import Conditional, When

ON = date(2026, 5, 1)
TD = Credential(program="al-td-ceu", id="td")
CTO = Credential(program="al-cto", id="cto", issued=date(2024, 7, 1), renewed=())
STRANDS = st.sampled_from([(), ("al-cto/it",), ("al-cto/it", "al-cto/law-ethics"), ("al-cto/planning",)])
ENTRY = st.builds(
    Activity,
    id=st.just(""),
    title=st.sampled_from(["One", "Two"]),
    date=st.integers(0, 900).map(lambda days: date(2024, 6, 1) + timedelta(days=days)),
    hours=st.integers(1, 9).map(lambda hours: hours * HOUR),
    strands=STRANDS,
    split=st.sampled_from([{}, {"al-cto/it": HOUR, "al-cto/law-ethics": 2 * HOUR}]),
    offering=st.sampled_from([None, "alet/talent", "alet/winter-conference"]),
    format=st.sampled_from([None, "online"]),
    status=st.sampled_from(["completed", "completed", "planned"]),
    records=st.sampled_from([(), (AuthorityRecord(credential="td", state="refused", on=date(2026, 3, 1)),)]),
)
LOG = st.lists(ENTRY, max_size=6).map(
    lambda found: tuple(msgspec.structs.replace(one, id=f"entry-{at}") for at, one in enumerate(found))
)


def person(*activities: Activity, credentials: tuple[Credential, ...] = (TD, CTO)) -> Records:
    return Records(person=Person(name="J", role_began=date(2015, 1, 1)), credentials=credentials, activities=activities)


@settings(max_examples=tries(40), deadline=None)
@given(log=LOG, more=ENTRY, at=st.integers(0, 5))
def test_who_asks_again_with_another_entry_or_without_one_hears_what_a_first_question_would(
    alabama: Library, log: tuple[Activity, ...], more: Activity, at: int
) -> None:
    records = person(*log)
    bench: Bench = {}
    evaluate_all(records, alabama, ON, bench=bench)
    more = msgspec.structs.replace(more, id="more")
    for entries in ((*log, more), log[:at] + log[at + 1 :], (*log[:at], more, *log[at + 1 :])):
        changed = msgspec.structs.replace(records, activities=entries)
        assert evaluate_all(changed, alabama, ON, bench=bench) == evaluate_all(changed, alabama, ON)


@settings(max_examples=tries(40), deadline=None)
@given(log=LOG, more=ENTRY)
def test_an_entry_that_was_changed_under_its_id_is_prepared_anew(
    alabama: Library, log: tuple[Activity, ...], more: Activity
) -> None:
    records = person(*log, msgspec.structs.replace(more, id="more"))
    bench: Bench = {}
    evaluate_all(records, alabama, ON, bench=bench)
    longer = msgspec.structs.replace(more, id="more", hours=more.hours + HOUR)
    changed = msgspec.structs.replace(records, activities=(*log, longer))
    assert evaluate_all(changed, alabama, ON, bench=bench) == evaluate_all(changed, alabama, ON)


@pytest.mark.parametrize("chosen", [{"split": "whole"}, {"online-counts": False}])
@settings(max_examples=tries(40), deadline=None)
@given(log=LOG)
def test_nothing_is_taken_over_where_the_credential_is_another_one(
    alabama: Library, chosen: dict[str, bool | str], log: tuple[Activity, ...]
) -> None:
    records = person(*log)
    bench: Bench = {}
    evaluate_all(records, alabama, ON, bench=bench)
    other = msgspec.structs.replace(TD, settings=chosen)
    changed = person(*log, credentials=(other, CTO))
    assert evaluate(changed, other, alabama, ON, bench=bench) == evaluate(changed, other, alabama, ON)


@settings(max_examples=tries(40), deadline=None)
@given(log=LOG)
def test_what_a_case_answers_does_not_depend_on_the_window_that_was_looked_at_before(
    alabama: Library, log: tuple[Activity, ...]
) -> None:
    records = person(*log)
    windows = windows_of(records, TD, alabama, ON, ON)
    case = Case(records, TD, alabama.rule_sets["al-td-ceu"], alabama, ON)
    first = [_hours(case.within(span), log) for span in windows]
    assert [_hours(case.within(span), log) for span in reversed(windows)] == first[::-1]
    assert case.span is None


LIKE = st.builds(
    Activity,
    id=st.just(""),
    title=st.just("One"),
    date=st.sampled_from([date(2025, 10, 1), date(2025, 9, 30), ON, ON + timedelta(days=1), date(2024, 7, 1)]),
    hours=st.sampled_from([0, HOUR]),
    strands=STRANDS,
    offering=st.sampled_from([None, "alet/talent", "external/fetc", "external/iste", "nobody/knows"]),
    source=st.sampled_from([None, "alet"]),
    format=st.sampled_from([None, None, "online"]),
    status=st.sampled_from(["completed", "completed", "completed", "planned"]),
    evidence=st.sampled_from([(), (), ("a.pdf",)]),
    counts_for=st.sampled_from([None, None, ("cto",)]),
    posted=st.sampled_from([None, None, date(2025, 11, 1)]),
)
"""Entries of which many are alike."""


@pytest.fixture
def looks_for_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    """Even a small log is one of many entries."""
    monkeypatch.setattr(eligibility, "MANY", 0)


@pytest.mark.usefixtures("looks_for_alike")
@settings(max_examples=tries(60), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(log=st.lists(LIKE, min_size=2, max_size=40), plan=st.booleans(), holds=st.sampled_from([TD, CTO]))
def test_entries_that_are_alike_come_to_what_each_comes_to_alone(
    alabama: Library, log: list[Activity], plan: bool, holds: Credential
) -> None:
    named = tuple(msgspec.structs.replace(one, id=f"entry-{at}") for at, one in enumerate(log))
    rules = alabama.rule_sets[holds.program]
    case = Case(person(*named), holds, rules, alabama, ON, plan=plan)
    for span in windows_of(case.records, holds, alabama, ON, ON):
        for one in named:
            alone = Case(case.records, holds, rules, alabama, ON, plan=plan).within(span)
            here, there = eligible(case.within(span), one), eligible(alone, one)
            assert (here.activity, here.reasons, here.unknown, here.entry) == (
                one, there.reasons, there.unknown, there.entry,
            )  # fmt: skip
            assert [(part.hours, part.strands, part.nature, part.ledger) for part in here.pieces] == [
                (part.hours, part.strands, part.nature, here) for part in there.pieces
            ]


@settings(max_examples=tries(30), deadline=None)
@given(log=st.lists(LIKE, min_size=2, max_size=40), plan=st.booleans())
def test_a_log_of_many_entries_is_judged_as_a_small_one(alabama: Library, log: list[Activity], plan: bool) -> None:
    records = person(*(msgspec.structs.replace(one, id=f"entry-{at}") for at, one in enumerate(log)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(eligibility, "MANY", len(log))
        small = evaluate_all(records, alabama, ON, plan=plan)
        patch.setattr(eligibility, "MANY", len(log) - 1)
        assert evaluate_all(records, alabama, ON, plan=plan) == small


@pytest.mark.parametrize(("many", "looked_at"), [(2, 1), (3, 3)])
def test_only_in_a_log_of_many_entries_it_is_looked_for_those_that_are_alike(
    alabama: Library, monkeypatch: pytest.MonkeyPatch, many: int, looked_at: int
) -> None:
    seen: list[str] = []
    judged = eligibility._eligible
    monkeypatch.setattr(eligibility, "_eligible", lambda case, one: seen.append(one.id) or judged(case, one))
    monkeypatch.setattr(eligibility, "MANY", many)
    entries = [
        Activity(id=id, title=id, date=ON, hours=HOUR, strands=("al-cto/it",), offering="alet/talent") for id in "abc"
    ]
    case = Case(person(*entries), TD, alabama.rule_sets["al-td-ceu"], alabama, ON)
    assert [eligible(case, one).activity for one in entries] == entries
    assert len(seen) == looked_at


def _hours(case: Case, log: tuple[Activity, ...]) -> list[object]:
    return [(eligible(case, one).hours, eligible(case, one).reasons) for one in log]


def test_an_entry_that_is_found_prepared_leaves_the_notes_of_its_first_time(alabama: Library) -> None:
    entry = Activity(id="a", title="A", date=ON, hours=HOUR, strands=("al-cto/it",))
    case = Case(person(entry), TD, alabama.rule_sets["al-td-ceu"], alabama, ON)
    case.apart.sitting.touched.add("some")
    case.apart.sitting.read.add("some")
    case.apart.sitting.missing["key"] = Missing(key="key", values=(), text="", remedy="")
    eligible(case, entry)
    again = case.but(as_posted=True)
    eligible(again, entry)
    for sitting in (case.sitting, again.sitting):
        assert sitting.touched == {"some"} and list(sitting.missing) == ["key"]


def test_an_entry_that_turns_on_a_reading_is_prepared_anew_under_the_other_one(alabama: Library) -> None:
    entry = Activity(
        id="a", title="A", date=ON, hours=3 * HOUR, strands=(), split={"al-cto/it": HOUR, "al-cto/law-ethics": 2 * HOUR}
    )
    case = Case(person(entry), CTO, alabama.rule_sets["al-cto"], alabama, ON)
    plain = msgspec.structs.replace(entry, id="b", strands=("al-cto/it",), split={})
    eligible(case, entry)
    eligible(case, plain)
    whole = case.but(switches={"split": "whole"})
    assert [one for one in whole.entries if isinstance(one, str)] == ["b"]
    assert len(eligible(case, entry).pieces) == 2 and len(eligible(whole, entry).pieces) == 1


def test_what_is_asked_aside_is_not_noted(alabama: Library) -> None:
    case = Case(person(), TD, alabama.rule_sets["al-td-ceu"], alabama, ON)
    word = Conditional(when=When(switch="online-counts", value=True))
    truth(case.aside(), word)
    assert not case.sitting.touched
    truth(case, word)
    assert case.sitting.touched == {"online-counts"}
