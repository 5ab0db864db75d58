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
    assert settings_file().with_name("settings-damaged.toml").read_bytes() == b"records = "


@pytest.mark.parametrize(
    ("text", "line", "kept", "instead"),
    [
        ('records = "/here"\n[keys\nplan = "F7"\n', 2, {"records": "/here"}, "the usual keys are used"),
        ('[keys]\nplan = "F7\nlog = "N"\n', 2, {"keys": {"log": "N"}}, "the usual keys"),
        ('theme = "nord\nrecords = "/here"\n', 1, {"records": "/here"}, "the usual theme is used"),
        ('theme = "nord\n[keys]\nx =\n', 1, {"keys": {}}, "the usual theme and the usual keys are used"),
        ('records = "/here"\ntheme = "nord"\ntheme = "x"\n', 3, {"records": "/here", "theme": "nord"}, "theme"),
        ('theme = "nord"\n[keys]\n[keys]\n', 3, {"theme": "nord", "keys": {}}, "it is passed over"),
        ('[keys]\nundo = [\n  "U",\n  "Ctrl+Z",\n]\nhm\n', 6, {"keys": {"undo": ["U", "Ctrl+Z"]}}, "the usual keys"),
        ("records = /here\n", 1, {}, "it is passed over"),
        ("\ufffe\0", 1, {}, "it is passed over"),
    ],
)
def test_of_a_damaged_file_the_line_is_said_and_the_rest_holds(
    text: str, line: int, kept: dict[str, object], instead: str
) -> None:
    settings_file().parent.mkdir()
    settings_file().write_text(text, encoding="utf-8")
    (told,) = damage_of_settings()
    assert str(told).startswith(f"{settings_file()}:{line}: ")
    assert instead in told.text
    assert {key: value for key, value in kept.items() if isinstance(value, str)} == dict(settings())
    assert table_of_settings("keys")[0] == kept.get("keys", {})


def test_a_damaged_line_hides_only_what_it_may_have_held() -> None:
    settings_file().parent.mkdir()
    for text, is_hidden in (
        ('theme = "nord\n[keys]\n', False),
        ("[keys\n", False),
        ("recrods /here\n", True),
        ("records = /here\n", True),
    ):
        settings_file().write_text(text, encoding="utf-8")
        if not is_hidden:
            assert setting("records") == ""
            continue
        with pytest.raises(RecordsError, match=r"damaged: line 1 cannot be read"):
            setting("records")


def test_a_byte_order_mark_is_no_damage() -> None:
    settings_file().parent.mkdir()
    settings_file().write_bytes(b"\xef\xbb\xbftheme = 'nord'\n")
    assert (setting("theme"), damage_of_settings()) == ("nord", ())
