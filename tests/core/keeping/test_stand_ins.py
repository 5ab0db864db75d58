"""What stands in the folder in place of the records file: placeholders of sync programs, and other spellings."""

from __future__ import annotations

from pathlib import Path

import pytest

from alcto_core.keeping.folder import RecordsFolder
from alcto_core.keeping.store import RecordsStore
from alcto_core.problems import RecordsError, RecordsMissing, RecordsUnsaved

PLACEHOLDERS = {
    ".records.toml.icloud": "iCloud Drive",
    "records.toml.nextcloud": "Nextcloud",
    "records.toml.owncloud": "ownCloud",
    "records.toml.rsls": "Resilio Sync",
}


@pytest.mark.parametrize(("name", "program"), PLACEHOLDERS.items())
def test_a_file_that_is_not_downloaded_yet_is_not_missing_and_never_made_anew(
    name: str, program: str, tmp_path: Path
) -> None:
    (tmp_path / name).touch()
    store = RecordsStore(RecordsFolder(path=tmp_path))
    with pytest.raises(RecordsError, match=f"not on this computer yet: {program}") as raised:
        store.load()
    assert not isinstance(raised.value, RecordsMissing)
    with pytest.raises(RecordsUnsaved, match=program):
        store.create({"name": "Jordan Avery"})
    assert [one.name for one in tmp_path.iterdir()] == [name]


def test_a_file_of_another_spelling_is_named_and_no_second_one_made(tmp_path: Path) -> None:
    (tmp_path / "Records.toml").write_text("schema = 1\n")
    with pytest.raises(RecordsUnsaved, match=r"“Records\.toml” in .* rename it to records\.toml"):
        RecordsStore(RecordsFolder(path=tmp_path)).create({"name": "Jordan Avery"})
    assert [one.name for one in tmp_path.iterdir()] == ["Records.toml"]


def test_a_folder_without_any_of_them_is_new(tmp_path: Path) -> None:
    store = RecordsStore(RecordsFolder(path=tmp_path))
    with pytest.raises(RecordsMissing):
        store.load()
    store.create({"name": "Jordan Avery"})
    assert (tmp_path / "records.toml").is_file()
