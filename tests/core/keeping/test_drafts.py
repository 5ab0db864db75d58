"""Drafts survive, and never get in the way."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from profiles import tries

from alcto_core.keeping.drafts import drop_draft, load_drafts, save_draft
from alcto_core.keeping.folder import RecordsFolder
from alcto_core.problems import RecordsError

AT = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> RecordsFolder:
    folder = RecordsFolder(path=tmp_path)
    folder.file.write_text("schema = 1\n", encoding="utf-8")
    return folder


def test_a_draft_comes_back_as_it_was(folder: RecordsFolder) -> None:
    fields = {"title": "T[/] \x1b \ud800", "strands": ["a"], "sessions": [{"title": "s", "hours": ""}], "done": None}
    save_draft(folder, fields, at=AT)
    (draft,) = load_drafts(folder)
    assert (draft.name, draft.fields, draft.at) == ("entry", fields, AT)


def test_the_same_name_replaces_the_draft(folder: RecordsFolder) -> None:
    save_draft(folder, {"title": "one"}, at=AT)
    save_draft(folder, {"title": "two"}, at=AT)
    assert [draft.fields["title"] for draft in load_drafts(folder)] == ["two"]


def test_dates_become_text(folder: RecordsFolder) -> None:
    save_draft(folder, {"date": date(2026, 1, 2)}, at=AT)
    assert load_drafts(folder)[0].fields == {"date": "2026-01-02"}


def test_the_latest_draft_comes_first(folder: RecordsFolder) -> None:
    save_draft(folder, {}, at=AT, name="a")
    save_draft(folder, {}, at=AT.replace(hour=13), name="b")
    save_draft(folder, {}, at=AT.replace(tzinfo=None, year=2020), name="c")
    assert [draft.name for draft in load_drafts(folder)] == ["b", "a", "c"]


def test_a_dropped_draft_is_gone_and_may_be_dropped_twice(folder: RecordsFolder) -> None:
    save_draft(folder, {}, at=AT)
    drop_draft(folder)
    drop_draft(folder)
    assert load_drafts(folder) == ()


@settings(max_examples=tries(50))
@given(st.binary())
def test_damaged_drafts_are_left_out(tmp_path_factory: pytest.TempPathFactory, damage: bytes) -> None:
    folder = RecordsFolder(path=tmp_path_factory.mktemp("drafts"))
    folder.drafts.mkdir(parents=True)
    (folder.drafts / "entry.json").write_bytes(damage)
    load_drafts(folder)


def test_damaged_drafts_do_not_hide_the_good_ones(folder: RecordsFolder) -> None:
    save_draft(folder, {"title": "good"}, at=AT, name="good")
    for number, damage in enumerate((b"", b"[]", b"{}", b'{"at": 1, "fields": {}}', b"[" * 100_000)):
        (folder.drafts / f"bad{number}.json").write_bytes(damage)
    assert [draft.name for draft in load_drafts(folder)] == ["good"]


def test_a_file_that_no_draft_can_be_called_is_no_draft(folder: RecordsFolder) -> None:
    save_draft(folder, {"title": "good"}, at=AT)
    for name in ("A copy of entry", "entry (1)", "x" * 80):
        (folder.drafts / f"{name}.json").write_bytes((folder.drafts / "entry.json").read_bytes())
    assert [draft.name for draft in load_drafts(folder)] == ["entry"]


@pytest.mark.parametrize("name", ["../x", "", "A", "a/b", "x" * 80])
def test_a_name_never_leaves_the_folder(folder: RecordsFolder, name: str) -> None:
    with pytest.raises(RecordsError):
        save_draft(folder, {}, at=AT, name=name)


def test_a_draft_that_cannot_be_kept_is_said(folder: RecordsFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    save_draft(folder, {"title": "old"}, at=AT)

    def failing(handle: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", failing)
        with pytest.raises(RecordsError, match="No space left"):
            save_draft(folder, {"title": "new"}, at=AT)
    assert load_drafts(folder)[0].fields == {"title": "old"}
    assert [file.name for file in folder.drafts.iterdir()] == ["entry.json"]


@pytest.mark.parametrize("is_empty", [False, True])
def test_no_draft_is_kept_in_the_place_of_a_folder_that_is_away(tmp_path: Path, is_empty: bool) -> None:
    away = RecordsFolder(path=tmp_path / "records")
    if is_empty:
        away.path.mkdir()
    with pytest.raises(RecordsError, match="is its drive not connected"):
        save_draft(away, {"title": "one"}, at=AT)
    assert not away.own.exists()
