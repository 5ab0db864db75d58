"""alcto's own settings: one key changes, the others stay."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from alcto_core import system
from alcto_core.keeping.folder import remember_folder, remembered_folder
from alcto_core.keeping.settings import (
    damage_of_settings,
    keep_setting,
    setting,
    settings,
    settings_file,
    table_of_settings,
)
from alcto_core.problems import RecordsError


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings of the test's own."""
    monkeypatch.setattr(system, "settings_folder", lambda: tmp_path / "settings")
    return tmp_path


def test_what_was_never_kept_is_nothing() -> None:
    assert setting("theme") == ""


def test_the_folder_and_the_theme_stand_beside_each_other(home: Path) -> None:
    keep_setting("theme", "alcto-light")
    remember_folder(home / "records")
    keep_setting("theme", "alcto-dark")
    assert remembered_folder() == home / "records"
    assert setting("theme") == "alcto-dark"


def test_keys_of_a_newer_alcto_stay() -> None:
    settings_file().parent.mkdir()
    settings_file().write_text("newer = [1, 2]\n[table]\nkey = 2026-01-01\n", encoding="utf-8")
    keep_setting("theme", "alcto-light")
    kept = tomllib.loads(settings_file().read_text(encoding="utf-8"))
    assert kept.keys() == {"newer", "table", "theme"}


def test_a_setting_of_another_type_is_as_none() -> None:
    settings_file().parent.mkdir()
    settings_file().write_text("theme = 1\n", encoding="utf-8")
    assert setting("theme") == ""


def test_a_damaged_file_is_replaced_only_by_a_folder_that_the_person_chose(home: Path) -> None:
    settings_file().parent.mkdir()
    settings_file().write_bytes(b"records = ")
    with pytest.raises(RecordsError, match="damaged"):
        keep_setting("theme", "alcto-light")
    assert settings_file().read_bytes() == b"records = "
    remember_folder(home / "records")
    assert remembered_folder() == home / "records"
