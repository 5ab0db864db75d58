"""A save parses each text once: what was read is edited, and what is written is read back from its own bytes."""

from __future__ import annotations

import copy
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import tomli

from alcto_core.host.plugins import Plugins, load_plugins
from alcto_core.keeping.folder import RecordsFolder
from alcto_core.keeping.store import RecordsStore
from alcto_core.overview import Overview, of_loaded, open_overview, save
from alcto_core.problems import RecordsUnsaved
from alcto_core.records.changing import Edit
from alcto_core.records.edits import (
    AddActivities,
    AddActivity,
    AddCredential,
    ChangeActivity,
    ChangeCredential,
    ChangePerson,
    DeleteActivity,
    DeleteCredential,
    Several,
)
from alcto_core.records.step_edits import AddStep, ChangeStep, DeleteStep

ON = date(2026, 3, 1)
TEXT = """\
schema = 1

[person]
name = "Jordan Avery"

[[credential]]
program = "al-td-ceu"

[[credential]]
program = "al-cto"
cohort = "ECHO"
renewed = [2024-05-20]

  [[credential.step]]
  id = "presentation"
  done = 2025-10-02

[[activity]]
id = "fetc"
title = "FETC"
date = 2026-01-13
hours = 6
strands = ["al-cto/it"]
offering = "external/fetc"

[[activity]]
id = "winter"
title = "Winter"
date = 2026-01-28
strands = ["al-cto/it"]
offering = "alet/winter-conference"

  [[activity.session]]
  title = "Talk"
  hours = 1.5
"""
NEW = {"title": "ISTE", "date": date(2025, 11, 1), "hours": 3, "strands": ["al-cto/it"], "offering": "external/iste"}
EDITS: dict[str, Edit] = {
    "add": AddActivity(table=NEW),
    "add two": AddActivities(tables=(NEW, {**NEW, "title": "FETC"})),
    "change": ChangeActivity(id="fetc", changes={"hours": 2, "note": "shorter"}),
    "change sessions": ChangeActivity(id="winter", changes={"session": [{"title": "Other", "hours": 1}]}),
    "delete": DeleteActivity(id="fetc"),
    "add a credential": AddCredential(table={"program": "cosn-cetl"}),
    "change a credential": ChangeCredential(id="al-cto", changes={"cohort": "DELTA"}),
    "delete a credential": DeleteCredential(id="al-td-ceu"),
    "add a step": AddStep(id="al-cto", table={"id": "plan/mission", "done": date(2025, 12, 1)}),
    "change a step": ChangeStep(id="al-cto", step="presentation", changes={"by": "Dr. Lee"}),
    "delete a step": DeleteStep(id="al-cto", step="presentation"),
    "change the person": ChangePerson(changes={"role_began": date(2025, 11, 15)}),
    "several": Several(edits=(DeleteActivity(id="fetc"), AddActivity(table=NEW))),
}


@pytest.fixture(scope="module")
def plugins() -> Plugins:
    return load_plugins(no_plugins=True)


def opened(tmp_path: Path, plugins: Plugins, text: str = TEXT) -> Overview:
    (tmp_path / "records.toml").write_text(text, encoding="utf-8")
    return open_overview(RecordsFolder(path=tmp_path), plugins, ON)


@pytest.mark.parametrize("name", EDITS)
def test_two_texts_are_two_parses(name: str, tmp_path: Path, plugins: Plugins, monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[str] = []
    really = tomli.loads

    def counted(text: str, **how: Any) -> dict[str, Any]:
        parsed.append(text)
        return really(text, **how)

    monkeypatch.setattr(tomli, "loads", counted)
    overview = opened(tmp_path, plugins)
    save(overview, EDITS[name])
    whole = [text for text in parsed if text.startswith("schema")]
    assert whole == [TEXT, (tmp_path / "records.toml").read_text("utf-8")]


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_leaves_the_values_that_were_read(name: str, tmp_path: Path, plugins: Plugins) -> None:
    overview = opened(tmp_path, plugins)
    assert overview.loaded is not None
    before = copy.deepcopy(overview.loaded.reading.document)
    save(overview, EDITS[name])
    assert overview.loaded.reading.document == before


@pytest.mark.parametrize("name", EDITS)
def test_what_is_judged_after_a_save_is_what_is_judged_anew(name: str, tmp_path: Path, plugins: Plugins) -> None:
    after, _ = save(opened(tmp_path, plugins), EDITS[name])
    anew = open_overview(RecordsFolder(path=tmp_path), plugins, ON)
    assert after.standings == anew.standings
    assert after.problems == anew.problems
    assert after.records == anew.records
    again, _ = save(after, AddActivity(table={**NEW, "title": "Once more", "id": "once-more"}))
    assert again.standings == open_overview(RecordsFolder(path=tmp_path), plugins, ON).standings


def test_values_that_did_not_change_are_the_very_same(tmp_path: Path, plugins: Plugins) -> None:
    before = opened(tmp_path, plugins)
    after, _ = save(before, EDITS["change"])
    assert before.records is not None and after.records is not None and after.loaded is not None
    assert after.records.credentials is before.records.credentials
    assert after.records.activities[1] is before.records.activities[1]
    assert after.records.activities[0].hours != before.records.activities[0].hours
    assert after.loaded.reading.records is after.records


def test_without_readings_the_standings_are_the_same_but_for_these(tmp_path: Path, plugins: Plugins) -> None:
    whole = opened(tmp_path, plugins)
    loaded = RecordsStore(whole.folder).load()
    less = of_loaded(whole.folder, loaded, plugins, ON, readings=False)
    assert any(standing.readings for standing in whole.standings)
    assert not any(standing.readings for standing in less.standings)
    for one, other in zip(whole.standings, less.standings, strict=True):
        assert (one.state, one.hours, one.due, one.requirements, one.doubts) == (
            other.state, other.hours, other.due, other.requirements, other.doubts,
        )  # fmt: skip
    after, _ = save(less, EDITS["add"])
    assert not any(standing.readings for standing in after.standings)


@pytest.mark.parametrize("number", ["1e9999999999999999999", "9" * 5000])
def test_a_number_that_only_we_read_keeps_the_file_from_being_edited(
    number: str, tmp_path: Path, plugins: Plugins
) -> None:
    overview = opened(tmp_path, plugins, TEXT.replace("hours = 6", f"hours = {number}"))
    before = (tmp_path / "records.toml").read_bytes()
    with pytest.raises(RecordsUnsaved, match="cannot edit this file"):
        save(overview, EDITS["add"])
    assert (tmp_path / "records.toml").read_bytes() == before


def test_what_is_prepared_after_a_save_never_meets_who_works_on_what_was_before(
    tmp_path: Path, plugins: Plugins
) -> None:
    before = opened(tmp_path, plugins)
    had = {key: {span: set(one) for span, one in case.prepared.items()} for key, case in before.bench.items()}
    after, _ = save(before, AddActivity(table={**NEW, "id": "new-one"}))
    assert {key: {span: set(one) for span, one in case.prepared.items()} for key, case in before.bench.items()} == had
    assert any("new-one" in one for case in after.bench.values() for one in case.prepared.values())
