"""Many activities added or changed at once come to the same file as one after the other."""

from __future__ import annotations

import tomllib
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from profiles import tries

from alcto_core.problems import Refused
from alcto_core.records.changing import REMOVED
from alcto_core.records.edits import (
    AddActivities,
    AddActivity,
    ChangeActivities,
    ChangeActivity,
    DeleteActivities,
    DeleteActivity,
    Several,
)

LAYOUTS = (
    'schema = 1\n[person]\nname = "J"\n',
    'schema = 1\n[person]\nname = "J"\n\n[[activity]]\nid = "a"\ntitle = "A"\ndate = 2025-01-01\nhours = 1\n# end',
    '\ufeffschema = 1\r\n[person]\r\nname = "J"\r\n\r\n# mine\r\n[[activity]]\r\nid = "a" # x\r\ntitle = "A"\r\n'
    "date = 2025-01-01\r\nhours = 1\r\n\r\n\r\n# free\r\n",
    'schema = 1\n[person]\nname = "J"\n  [[activity]]\n  id = "a"\n  title = "A"\n  date = 2025-01-01\n  hours = 1\n'
    '[[activity]]\nid = "b"\ntitle = "B"\ndate = 2025-01-01\nstrands = [\n  "x", # why\n]\nhours = 2',
)
TABLES = st.fixed_dictionaries(
    {
        "title": st.sampled_from(["A", "B", "B", 'quo"ted', "line\nbreak"]),
        "date": st.dates(date(2025, 1, 1), date(2025, 1, 3)),
        "hours": st.sampled_from([1, Decimal("6.5")]),
    },
    optional={"strands": st.just(["al-cto/it"]), "note": st.text(max_size=5)},
)
CHANGES = st.dictionaries(
    st.sampled_from(["title", "hours", "note", "strands"]), st.sampled_from(["t", 3, ["x"], REMOVED]), max_size=3
)


def values(text: str) -> dict[str, Any]:
    return tomllib.loads(text.removeprefix("\ufeff"), parse_float=Decimal)


@settings(max_examples=tries(80), deadline=None)
@given(st.sampled_from(LAYOUTS), st.lists(TABLES, max_size=5))
def test_adding_many_is_adding_one_after_the_other(text: str, tables: list[dict[str, Any]]) -> None:
    many = AddActivities(tables=tuple(tables))
    single = Several(edits=tuple(AddActivity(table=table) for table in tables))
    before = values(text)
    assert many.applied(before) == single.applied(before)
    assert many.rewritten(text, before) == single.rewritten(text, before)
    assert many.removes(before) == 0


@settings(max_examples=tries(80), deadline=None)
@given(st.sampled_from(LAYOUTS[1:]), CHANGES, CHANGES)
def test_changing_many_is_changing_one_after_the_other(
    text: str, first: dict[str, Any], second: dict[str, Any]
) -> None:
    before = values(text)
    ids = [one["id"] for one in before["activity"]]
    changes = dict(zip(ids, (first, second), strict=False))
    many = ChangeActivities(changes=changes)
    single = Several(edits=tuple(ChangeActivity(id=id, changes=one) for id, one in changes.items()))
    assert many.applied(before) == single.applied(before)
    assert many.rewritten(text, before) == single.rewritten(text, before)


def test_an_id_that_is_taken_is_refused() -> None:
    before = values(LAYOUTS[1])
    table = {"id": "a", "title": "A", "date": date(2025, 1, 1), "hours": 1}
    with pytest.raises(Refused, match="“a” already"):
        AddActivities(tables=(table,)).applied(before)
    with pytest.raises(Refused, match="“c” already"):
        AddActivities(tables=({**table, "id": "c"}, {**table, "id": "c"})).applied(before)


def test_an_activity_that_is_not_there_cannot_be_changed() -> None:
    with pytest.raises(Refused, match="no activity “z”"):
        ChangeActivities(changes={"a": {}, "z": {}}).applied(values(LAYOUTS[1]))


def test_they_concern_the_records_that_they_name() -> None:
    before = values(LAYOUTS[3])
    assert ChangeActivities(changes={"b": {}}).concerns(before) == [before["activity"][1]]
    assert AddActivities(tables=({"id": "a"}, {"id": "n"})).concerns(before) == [before["activity"][0]]
    assert ChangeActivities(changes={"b": {"hours": 1}}).describe(before) == "changed 1 activity"
    assert AddActivities(tables=({}, {})).describe(before) == "added 2 activities"


@settings(max_examples=tries(60), deadline=None)
@given(st.sampled_from(LAYOUTS), st.lists(TABLES, min_size=1, max_size=5), st.data())
def test_deleting_many_is_deleting_one_after_the_other(
    text: str, tables: list[dict[str, Any]], data: st.DataObject
) -> None:
    added = AddActivities(tables=tuple(tables))
    before, text = added.applied(values(text)), added.rewritten(text, values(text))
    known = [one["id"] for one in before["activity"]]
    ids = data.draw(st.lists(st.sampled_from(known), unique=True, min_size=1))
    many = DeleteActivities(ids=tuple(ids))
    single = Several(edits=tuple(DeleteActivity(id=id) for id in ids))
    assert many.applied(before) == single.applied(before)
    assert values(many.rewritten(text, before)) == values(single.rewritten(text, before)) == many.applied(before)
    assert many.removes(before) == len(ids)


def test_of_many_deletions_none_happens_where_one_is_not_there() -> None:
    with pytest.raises(Refused, match="no activity “z”"):
        DeleteActivities(ids=("a", "z")).applied(values(LAYOUTS[1]))
