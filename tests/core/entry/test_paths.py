"""A path while it is typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from alcto_core.entry.paths import completed, file_said


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("Log 2025.csv", "log 2026.csv", "notes.pdf", ".hidden.csv"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    (tmp_path / "evidence").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_as_much_is_added_as_all_names_have(folder: Path) -> None:
    assert completed("l") == ("Log 202", ("Log 2025.csv", "log 2026.csv"))
    assert completed("ev") == ("evidence/", ())
    assert completed(f"{folder}/not") == (f"{folder}/notes.pdf", ())


def test_only_files_with_the_wanted_endings_and_folders_count(folder: Path) -> None:
    assert completed("", (".csv",)).names == ("evidence/", "Log 2025.csv", "log 2026.csv")
    assert completed("n", (".csv",)) == ("n", ())


def test_what_is_hidden_is_found_where_a_dot_is_typed(folder: Path) -> None:
    assert completed(".h") == (".hidden.csv", ())


def test_what_is_not_there_goes_on_with_nothing(folder: Path) -> None:
    assert completed("nowhere/x") == ("nowhere/x", ())
    assert completed("\0") == ("\0", ())


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("notes.pdf", (True, "PDF file, 1 byte")),
        ("'notes.pdf'", (True, "PDF file, 1 byte")),
        ("evidence", (False, "a folder; go on with the name of the file")),
        ("nothing.csv", (False, "no such file")),
        ("x" * 5_000, (False, "no name of a file")),
    ],
)
def test_what_is_there_is_said(folder: Path, typed: str, said: tuple[bool, str]) -> None:
    assert file_said(typed) == said
