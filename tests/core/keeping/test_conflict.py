"""A change that met another one: what each side did, and what a choice comes to."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from profiles import tries

from alcto_core.keeping.conflict import Choice, Conflict, conflict_of, settling
from alcto_core.keeping.folder import RecordsFolder
from alcto_core.keeping.store import RecordsStore
from alcto_core.problems import RecordsChanged
from alcto_core.records.changing import REMOVED, Edit
from alcto_core.records.edits import AddActivity, ChangeActivity, ChangePerson, DeleteActivity, Several
from alcto_core.records.side_by_side import compared
from alcto_core.records.step_edits import AddStep, DeleteStep

TEXT = """schema = 1  # kept

[person]
name = "Jordan"

[[credential]]
program = "al-cto"

  [[credential.step]]
  id = "submitted"
  done = 2026-01-01  # on paper

[[activity]]
id = "fetc"
title = "FETC"
date = 2026-01-12
hours = 8
location = "Orlando"

[[activity]]
id = "winter"
title = "Winter"
date = 2026-01-28
hours = 6
"""


def met(folder: Path, edit: Edit, theirs: str | None) -> tuple[RecordsStore, Conflict]:
    """The conflict of an edit of TEXT with a file that holds something else now."""
    store = RecordsStore(RecordsFolder(path=folder))
    store.folder.file.write_text(TEXT, encoding="utf-8")
    loaded = store.load()
    if theirs is None:
        store.folder.own.mkdir()  # else the whole folder would be away
        store.folder.file.unlink()
    else:
        store.folder.file.write_text(theirs, encoding="utf-8")
    with pytest.raises(RecordsChanged) as changed:
        store.save(loaded, edit)
    return store, conflict_of(store, loaded, edit, changed.value)


def settled(store: RecordsStore, conflict: Conflict, *chosen: Choice) -> dict[str, Any]:
    """The file after the choices were saved."""
    choices = {(one.kind, one.id): choice for one, choice in zip(conflict.contests, chosen, strict=True)}
    edit = settling(conflict, choices)
    if edit is not None and conflict.theirs is not None:
        store.save(conflict.theirs, edit)
    return tomllib.loads(store.folder.file.read_text(encoding="utf-8"), parse_float=Decimal)


MINE = ChangeActivity(id="fetc", changes={"location": "Tampa", "note": "mine"})
SAME_KEY = TEXT.replace("Orlando", "Miami")
OTHER_KEY = TEXT.replace("hours = 8", "hours = 7")
GONE = TEXT[: TEXT.index("[[activity]]")] + TEXT[TEXT.index('[[activity]]\nid = "winter"') :]


@pytest.mark.parametrize(
    ("edit", "theirs", "choices", "choice", "expected"),
    [
        (MINE, SAME_KEY, ("mine", "theirs"), "mine", {"location": "Tampa", "hours": 8, "note": "mine"}),
        (MINE, SAME_KEY, ("mine", "theirs"), "theirs", {"location": "Miami", "hours": 8}),
        (MINE, OTHER_KEY, ("both", "mine", "theirs"), "both", {"location": "Tampa", "hours": 7, "note": "mine"}),
        (MINE, OTHER_KEY, ("both", "mine", "theirs"), "mine", {"location": "Tampa", "hours": 8, "note": "mine"}),
        (MINE, GONE, ("mine", "theirs"), "mine", {"location": "Tampa", "hours": 8, "note": "mine"}),
        (MINE, GONE, ("mine", "theirs"), "theirs", None),
        (DeleteActivity(id="fetc"), SAME_KEY, ("mine", "theirs"), "mine", None),
        (DeleteActivity(id="fetc"), SAME_KEY, ("mine", "theirs"), "theirs", {"location": "Miami", "hours": 8}),
        (
            ChangeActivity(id="fetc", changes={"location": REMOVED}),
            OTHER_KEY,
            ("both", "mine", "theirs"),
            "both",
            {"hours": 7},
        ),
    ],
)
def test_a_choice_is_what_the_file_holds_then(
    edit: Edit, theirs: str, choices: tuple[Choice, ...], choice: Choice, expected: object, tmp_path: Path
) -> None:
    store, conflict = met(tmp_path, edit, theirs)
    (contest,) = conflict.contests
    assert contest.choices == choices
    document = settled(store, conflict, choice)
    found = next((one for one in document["activity"] if one["id"] == "fetc"), None)
    if found is not None:
        found = {key: value for key, value in found.items() if key in ("location", "hours", "note")}
    assert found == expected
    assert store.folder.file.read_text(encoding="utf-8").startswith("schema = 1  # kept")
    if store.folder.file.read_text(encoding="utf-8") != theirs:
        store.undo()
    assert store.folder.file.read_text(encoding="utf-8") == theirs


@pytest.mark.parametrize(("choice", "note"), [("mine", "mine"), ("theirs", "theirs")])
def test_a_step_that_both_added_is_chosen_and_other_steps_stay(choice: Choice, note: str, tmp_path: Path) -> None:
    added = '  [[credential.step]]\n  id = "presentation"\n  note = "theirs"\n\n'
    other = '  [[credential.step]]\n  id = "plan/goals"\n  done = 2026-02-01\n\n'
    theirs = TEXT.replace('[[activity]]\nid = "fetc"', f'{added}{other}[[activity]]\nid = "fetc"')
    store, conflict = met(tmp_path, AddStep(id="al-cto", table={"id": "presentation", "note": "mine"}), theirs)
    steps = {step["id"]: step for step in settled(store, conflict, choice)["credential"][0]["step"]}
    assert steps.keys() == {"submitted", "presentation", "plan/goals"}
    assert steps["presentation"]["note"] == note


def test_a_step_that_is_deleted_takes_no_other_step_with_it(tmp_path: Path) -> None:
    step = '  [[credential.step]]\n  id = "plan/goals"\n  done = 2026-02-01\n\n'
    theirs = TEXT.replace("2026-01-01", "2026-01-02").replace(
        '[[activity]]\nid = "fetc"', f'{step}[[activity]]\nid = "fetc"'
    )
    store, conflict = met(tmp_path, DeleteStep(id="al-cto", step="submitted", nth=0), theirs)
    steps = settled(store, conflict, "mine")["credential"][0]["step"]
    assert [step["id"] for step in steps] == ["plan/goals"]


def test_two_records_that_were_given_the_same_id_can_both_be_kept(tmp_path: Path) -> None:
    table = {"id": "new", "title": "Mine", "date": tomllib.loads("d = 2026-02-01")["d"], "hours": 1}
    theirs = f'{TEXT}\n[[activity]]\nid = "new"\ntitle = "Theirs"\ndate = 2026-02-01\nhours = 2\n'
    store, conflict = met(tmp_path, AddActivity(table=table), theirs)
    document = settled(store, conflict, "both")
    assert [one["title"] for one in document["activity"][2:]] == ["Theirs", "Mine"]


def test_what_only_the_file_changed_is_told_and_stays(tmp_path: Path) -> None:
    theirs = SAME_KEY.replace('name = "Jordan"', 'name = "Kim"')
    store, conflict = met(tmp_path, MINE, theirs)
    assert [one.kind for one in conflict.meanwhile] == ["person"]
    assert settled(store, conflict, "mine")["person"]["name"] == "Kim"


def test_several_records_are_chosen_one_by_one(tmp_path: Path) -> None:
    edit = Several(
        edits=(MINE, ChangePerson(changes={"name": "Mine"}), ChangeActivity(id="winter", changes={"hours": 5}))
    )
    store, conflict = met(tmp_path, edit, SAME_KEY)
    document = settled(store, conflict, *("theirs" if one.id == "fetc" else "mine" for one in conflict.contests))
    assert document["person"]["name"] == "Mine"
    assert [(one.get("location"), one["hours"]) for one in document["activity"]] == [("Miami", 8), (None, 5)]


@pytest.mark.parametrize("theirs", [None, "", "a = [", TEXT.replace("hours = 6", "hours =")])
def test_a_file_that_is_gone_or_damaged_leaves_mine_to_be_kept(theirs: str | None, tmp_path: Path) -> None:
    store, conflict = met(tmp_path, MINE, theirs)
    assert conflict.theirs is None
    assert not conflict.can_merge
    assert "Tampa" in conflict.mine
    assert [one.id for one in conflict.changes] == ["fetc"]
    assert store.keep_copy(conflict.mine).read_text(encoding="utf-8") == conflict.mine


def test_all_of_theirs_is_no_save(tmp_path: Path) -> None:
    _, conflict = met(tmp_path, MINE, SAME_KEY)
    assert settling(conflict, {("activity", "fetc"): "theirs"}) is None


def test_sides_tell_what_differs_first_and_who_changed_it() -> None:
    base = {"a": 1, "b": 2, "c": 3, "session": [{"title": "x", "hours": 1}]}
    rows = compared({**base, "b": 5}, {**base, "b": 6, "c": 4}, base=base)
    assert [(row.key, row.differs, row.left_changed, row.right_changed, row.before) for row in rows] == [
        ("b", True, True, True, "2"),
        ("c", True, False, True, ""),
        ("a", False, False, False, ""),
        ("session", False, False, False, ""),
    ]
    assert rows[3].left == "title x, hours 1"
    assert [(row.left, row.right) for row in compared({"a": ["x", "y"]}, None)] == [("x, y", "–")]


_VALUES = st.sampled_from(["one", "two", "three"])
_TABLES = st.fixed_dictionaries({}, optional={"location": _VALUES, "note": _VALUES, "description": _VALUES})


@settings(max_examples=tries(60), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(mine=_TABLES, theirs=_TABLES, choice=st.sampled_from(["mine", "theirs", "first"]))
def test_whatever_both_did_the_file_holds_what_was_chosen(
    mine: dict[str, str], theirs: dict[str, str], choice: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    keys = ("location", "note", "description")
    there = TEXT.replace('location = "Orlando"\n', "".join(f'{key} = "{value}"\n' for key, value in theirs.items()))
    edit = ChangeActivity(
        id="fetc", changes={key: mine.get(key, REMOVED) for key in keys if key in mine or key == keys[0]}
    )
    store = RecordsStore(RecordsFolder(path=tmp_path_factory.mktemp("folder")))
    store.folder.file.write_text(TEXT, encoding="utf-8")
    loaded = store.load()
    store.folder.file.write_text(there, encoding="utf-8")
    conflict = conflict_of(store, loaded, edit, RecordsChanged("changed"))
    wanted = {"mine": mine, "theirs": theirs}.get(choice)
    if not conflict.contests:
        assert mine == theirs or mine.get("location") == "Orlando"
        return
    (contest,) = conflict.contests
    picked = contest.choices[0] if choice == "first" else choice
    if picked == "both":
        base = {"location": "Orlando"}
        ours = {key for key in keys if mine.get(key) != base.get(key)}
        wanted = {key: (mine if key in ours else theirs).get(key) for key in keys}
    elif wanted is None:
        wanted = mine
    found = next(one for one in settled(store, conflict, picked)["activity"] if one["id"] == "fetc")
    assert [found.get(key) for key in keys] == [wanted.get(key) for key in keys]
