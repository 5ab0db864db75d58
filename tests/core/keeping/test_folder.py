"""Which folder holds the records, and who says so."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from alcto_core import system
from alcto_core.keeping.folder import RecordsFolder, find_folder, proposed_folder, remember_folder
from alcto_core.keeping.settings import settings_file
from alcto_core.problems import RecordsError


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of our own: nothing here may touch the person's settings."""
    for name in ("settings", "private", "documents"):
        monkeypatch.setattr(system, f"{name}_folder", lambda name=name: tmp_path / name)
    return tmp_path


def test_the_option_wins_over_all(home: Path) -> None:
    remember_folder(home / "remembered")
    choice = find_folder(home / "said", {"ALCTO_RECORDS": str(home / "named")})
    assert (choice.path, choice.how) == (home / "said", "option")


def test_the_variable_wins_over_what_was_remembered(home: Path) -> None:
    remember_folder(home / "remembered")
    choice = find_folder(None, {"ALCTO_RECORDS": str(home / "named")})
    assert (choice.path, choice.how) == (home / "named", "environment")


def test_an_empty_variable_is_none(home: Path) -> None:
    remember_folder(home / "remembered ü")
    choice = find_folder(None, {"ALCTO_RECORDS": ""})
    assert (choice.path, choice.how) == (home / "remembered ü", "remembered")


def test_else_it_is_the_platforms_folder(home: Path) -> None:
    assert find_folder(None, {}).how == "default"
    assert find_folder(None, {}).folder.path == home / "private"


def test_the_first_run_proposes_documents(home: Path) -> None:
    assert proposed_folder() == home / "documents" / "alcto"


def test_a_relative_folder_is_made_absolute(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(home)
    assert find_folder(Path("x/../here"), {}).path == home / "here"


def test_a_tilde_is_the_home_folder(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    assert find_folder(None, {"ALCTO_RECORDS": "~/records"}).path == home / "records"


@pytest.mark.parametrize("damage", [b"records = ", b"\xff\xfe", b"a" * 10 + b"\x00"])
def test_damaged_settings_are_said_and_never_passed_over(home: Path, damage: bytes) -> None:
    remember_folder(home)
    settings_file().write_bytes(damage)
    with pytest.raises(RecordsError, match="settings file"):
        find_folder(None, {})


def test_settings_that_cannot_be_kept_are_said(home: Path) -> None:
    (home / "settings").write_text("a file in the way")
    with pytest.raises(RecordsError, match="could not be remembered"):
        remember_folder(home)


def test_the_places_in_a_folder(home: Path) -> None:
    folder = RecordsFolder(path=home)
    assert folder.file == home / "records.toml"
    assert folder.evidence == home / "evidence"
    assert folder.rules == home / "rules"
    assert folder.lock == home / ".alcto" / "lock"


def test_two_folders_that_link_to_one_file_share_a_lock(home: Path) -> None:
    one, other = RecordsFolder(path=home / "one"), RecordsFolder(path=home / "other")
    for folder in (one, other):
        folder.path.mkdir()
    one.file.write_text("")
    try:
        other.file.symlink_to(one.file)
    except OSError:
        pytest.skip("links need rights on this machine")
    assert one.lock == other.lock


def test_a_folder_holds_what_lies_in_it_after_links(tmp_path: Path) -> None:
    folder = RecordsFolder(path=tmp_path / "alcto")
    folder.evidence.mkdir(parents=True)
    (folder.evidence / "a.pdf").write_bytes(b"%PDF")
    (tmp_path / "outside.pdf").write_bytes(b"%PDF")
    assert folder.holds("evidence/a.pdf")
    assert not folder.holds("evidence/b.pdf")
    assert not folder.holds("../outside.pdf")
    assert not folder.holds("evidence/" + "x" * 5000)
    assert not folder.holds("evidence/\0")


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_link_out_of_the_folder_holds_nothing(tmp_path: Path) -> None:
    folder = RecordsFolder(path=tmp_path / "alcto")
    folder.evidence.mkdir(parents=True)
    (tmp_path / "outside.pdf").write_bytes(b"%PDF")
    (folder.evidence / "link.pdf").symlink_to(tmp_path / "outside.pdf")
    assert not folder.holds("evidence/link.pdf")
