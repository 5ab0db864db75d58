"""What differs between two states of the file is told record by record, and taking it over makes them equal."""

from __future__ import annotations

import tomllib
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from profiles import tries

from alcto_core.records.differences import counted, differences, document_of, shown, taking, told
from alcto_core.toml.writing import same

PERSON = {"name": "Jordan Avery"}
WINTER = {"id": "winter", "title": "ALET Winter", "hours": Decimal("6.5")}
FETC = {"id": "fetc", "title": "FETC", "hours": 8}
CTO = {"program": "al-cto", "cohort": "ECHO"}


def file(*activities: dict[str, Any], **rest: Any) -> dict[str, Any]:
    return {"schema": 1, "person": PERSON, "activity": list(activities), **rest}


CASES: dict[str, tuple[dict[str, Any], dict[str, Any], list[str], str]] = {
    "nothing": (file(WINTER), file(WINTER), [], "nothing"),
    "the order makes no difference": (file(WINTER, FETC), file(FETC, WINTER), [], "nothing"),
    "one hour is one hour": (file({**FETC, "hours": Decimal("8.00")}), file(FETC), [], "nothing"),
    "one more": (file(WINTER), file(WINTER, FETC), ["added “FETC”"], "1 activity added"),
    "one less": (file(WINTER, FETC), file(WINTER), ["removed “FETC”"], "1 activity removed"),
    "all gone": ({}, {}, [], "nothing"),
    "other values": (
        file(WINTER),
        file({**WINTER, "hours": 6, "note": "x" * 80}),
        [f"changed “ALET Winter”: hours 6.5 → 6; note – → {'x' * 60}…"],
        "1 activity changed",
    ),
    "what was planned is done": (
        file({**WINTER, "status": "planned"}),
        file(WINTER),
        ["changed “ALET Winter”: status planned → completed"],
        "1 activity changed",
    ),
    "a key less": (
        file({**WINTER, "note": "n"}),
        file(WINTER),
        ["changed “ALET Winter”: note n → –"],
        "1 activity changed",
    ),
    "another id is another record": (
        file(WINTER),
        file({**WINTER, "id": "w"}),
        ["added “ALET Winter”", "removed “ALET Winter”"],
        "1 activity added, 1 activity removed",
    ),
    "credentials are known by their program": (
        file(credential=[CTO]),
        file(credential=[{**CTO, "cohort": "DELTA"}, {"program": "al-td-ceu"}]),
        ["changed the credential “al-cto”: cohort ECHO → DELTA", "added the credential “al-td-ceu”"],
        "1 credential changed, 1 credential added",
    ),
    "a text is no number": (
        file({**FETC, "hours": "8"}),
        file(FETC),
        ['changed “FETC”: hours "8" → 8'],
        "1 activity changed",
    ),
    "of steps only those that differ are told": (
        file(credential=[{**CTO, "step": [{"id": "a", "done": date(2026, 2, 1)}, {"id": "b"}]}]),
        file(credential=[{**CTO, "step": [{"id": "a", "done": date(2026, 2, 9)}, {"id": "b"}]}]),
        ["changed the credential “al-cto”: step id a, done 2026-02-01 → id a, done 2026-02-09"],
        "1 credential changed",
    ),
    "a step less": (
        file(credential=[{**CTO, "step": [{"id": "a"}, {"id": "a"}]}]),
        file(credential=[{**CTO, "step": [{"id": "a"}]}]),
        ["changed the credential “al-cto”: step id a → –"],
        "1 credential changed",
    ),
    "steps in another order": (
        file(credential=[{**CTO, "step": [{"id": "a"}, {"id": "b"}]}]),
        file(credential=[{**CTO, "step": [{"id": "b"}, {"id": "a"}]}]),
        ["changed the credential “al-cto”: step in one order → in another"],
        "1 credential changed",
    ),
    "long texts are told from where they differ": (
        file({**WINTER, "note": "x" * 80 + " here it begins"}),
        file({**WINTER, "note": "x" * 80 + " here it ends"}),
        [f"changed “ALET Winter”: note …{'x' * 11} here it begins → …{'x' * 11} here it ends"],
        "1 activity changed",
    ),
    "a long text that only grew": (
        file({**WINTER, "note": "x" * 80}),
        file({**WINTER, "note": "x" * 80 + " and more"}),
        [f"changed “ALET Winter”: note …{'x' * 20} → …{'x' * 20} and more"],
        "1 activity changed",
    ),
    "the person": (
        file(),
        {**file(), "person": {"name": "J. Avery", "state": "AL"}},
        ["changed your own data: name Jordan Avery → J. Avery; state – → AL"],
        "your own data changed",
    ),
    "an id that stands twice": (file(WINTER), file(WINTER, WINTER), ["added “ALET Winter”"], "1 activity added"),
    "a key of the file": (file(), file(mood="good"), ["added the key “mood”"], "1 key added"),
    "records that are none": (
        file(WINTER),
        {**file(), "activity": "none"},
        [
            "removed “ALET Winter”",
            "changed the key “activity”: activity id winter, title ALET Winter, hours 6.5 → none",
        ],
        "1 activity removed, 1 key changed",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_differences_are_told_record_by_record(name: str) -> None:
    before, after, lines, number = CASES[name]
    found = differences(before, after)
    assert [told(one) for one in found] == lines
    assert counted(found) == number


def test_a_value_that_is_not_there_is_a_dash() -> None:
    assert (shown(None, "hours"), shown({}, "hours"), shown({"hours": 3}, "hours")) == ("–", "–", "3")


@pytest.mark.parametrize("raw", [b"\xff", b"x = [", b"a = 1\na = 2", b"x = 1e99999999999999999999"])
def test_what_is_no_toml_has_no_values(raw: bytes) -> None:
    assert document_of(raw) is None


def test_a_byte_order_mark_is_no_difference() -> None:
    assert document_of(b"\xef\xbb\xbfa = 1.50") == {"a": Decimal("1.5")}
    assert tomllib.loads("a = 1.5")["a"] == 1.5


IDS = st.sampled_from(["a", "b", "c", "d"])
VALUES = st.dictionaries(st.sampled_from(["title", "note", "hours"]), st.integers(1, 3) | st.sampled_from(["x", "y"]))


@st.composite
def files(draw: st.DrawFn) -> dict[str, Any]:
    found: dict[str, Any] = {"schema": 1, "person": draw(VALUES)}
    for kind, key in (("activity", "id"), ("credential", "program")):
        chosen = draw(st.lists(IDS, unique=True, max_size=4))
        if chosen:
            found[kind] = [{key: id, **draw(VALUES)} for id in chosen]
    return found


@settings(max_examples=tries(150), deadline=None)
@given(files(), files())
def test_taking_everything_over_makes_the_first_state_hold_what_the_second_does(
    before: dict[str, Any], after: dict[str, Any]
) -> None:
    document = before
    for one in differences(before, after):
        edit = taking(one)
        assert edit is not None
        document = edit.applied(document)
    assert differences(document, after) == ()
    assert differences(after, document) == ()


@settings(max_examples=tries(100), deadline=None)
@given(files(), files())
def test_what_one_side_added_the_other_removed(before: dict[str, Any], after: dict[str, Any]) -> None:
    there = {(one.kind, one.id): one for one in differences(before, after)}
    back = {(one.kind, one.id): one for one in differences(after, before)}
    assert there.keys() == back.keys()
    turned = {"added": "removed", "removed": "added", "changed": "changed"}
    for key, one in there.items():
        assert back[key].change == turned[one.change]
        assert set(back[key].keys) == set(one.keys)
        assert all(not same((one.before or {}).get(key), (one.after or {}).get(key)) for key in one.keys)
