"""The backups that are found, and the name of a new one."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from alcto_core.backup.packing import back_up
from alcto_core.backup.shelf import proposed, shelved, target
from alcto_core.keeping.folder import RecordsFolder

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
TEXT = """\
schema = 1

[[activity]]
id = "talk"
title = "Talk"
date = 2026-02-01
hours = 2
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> RecordsFolder:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    made = RecordsFolder(path=tmp_path / "alcto")
    made.path.mkdir()
    made.file.write_text(TEXT, encoding="utf-8")
    return made


def test_a_new_backup_never_has_the_name_of_one_that_is_there(tmp_path: Path) -> None:
    first = proposed(tmp_path, date(2026, 3, 1))
    first.touch()
    assert proposed(tmp_path, date(2026, 3, 1)) != first
    assert target(tmp_path, date(2026, 3, 1)) == tmp_path / "alcto-backup-2026-03-01-2.zip"
    assert target(tmp_path / "mine.zip", date(2026, 3, 1)) == tmp_path / "mine.zip"


def test_backups_beside_the_records_and_where_the_last_was_put_are_found_once(
    folder: RecordsFolder, tmp_path: Path
) -> None:
    beside = back_up(folder, tmp_path / "alcto-backup-2026-03-01.zip", at=NOW).path
    stick = back_up(folder, tmp_path / "stick" / "mine.zip", at=NOW).path
    (tmp_path / "holiday.zip").write_bytes(beside.read_bytes())
    found = shelved(folder)
    assert {one.path for one in found} == {beside, stick}
    for one in found:
        assert one.reading is not None and one.reading.records is not None
        assert [activity.id for activity in one.reading.records.activities] == ["talk"]
        assert one.problem == ""


@pytest.mark.parametrize("raw", [b"", b"PK\5\6" + bytes(18), b"no zip"])
def test_one_that_cannot_be_restored_says_why(raw: bytes, folder: RecordsFolder, tmp_path: Path) -> None:
    (tmp_path / "alcto-backup-2026-03-01.zip").write_bytes(raw)
    (one,) = shelved(folder)
    assert one.manifest is None
    assert one.problem


def test_a_folder_that_went_away_holds_none(folder: RecordsFolder, tmp_path: Path) -> None:
    made = back_up(folder, tmp_path / "stick" / "mine.zip", at=NOW).path
    made.unlink()
    made.parent.rmdir()
    assert shelved(folder) == ()
