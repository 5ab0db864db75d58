"""What is kept beside the records is for nobody who may not have the records file."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from alcto_core import platforms, system
from alcto_core.keeping import rights
from alcto_core.keeping.digests import digest
from alcto_core.keeping.folder import RecordsFolder
from alcto_core.keeping.history import History
from alcto_core.keeping.letters import keep_letter
from alcto_core.keeping.store import RecordsStore
from alcto_core.records.edits import ChangePerson

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no permission bits")


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def _made(path: Path, mode: int, folder_mode: int) -> RecordsFolder:
    path.mkdir()
    path.chmod(folder_mode)
    folder = RecordsFolder(path=path)
    RecordsStore(folder).create({"name": "Jordan Avery"})
    folder.file.chmod(mode)
    return folder


def test_a_letter_is_for_nobody_else_than_the_records(tmp_path: Path) -> None:
    folder = _made(tmp_path / "records", 0o600, 0o755)
    keep_letter(folder, tmp_path / "letter.txt", "Dear all")
    assert _mode(tmp_path / "letter.txt") == 0o600


@pytest.mark.parametrize(("mode", "own"), [(0o600, 0o700), (0o640, 0o750), (0o644, 0o755)])
def test_the_next_save_narrows_what_was_kept_when_the_records_were_for_more(
    tmp_path: Path, mode: int, own: int
) -> None:
    folder = _made(tmp_path / "records", mode, 0o755)
    for path, wide in ((folder.own, 0o777), (folder.backups, 0o777), (folder.backups / "index", 0o666)):
        path.chmod(wide)
    rights.follow(folder)
    assert [_mode(path) for path in (folder.own, folder.backups, folder.backups / "index")] == [own, own, mode]


def test_a_folder_that_its_group_shares_is_shared_from_the_first_save(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        folder = RecordsFolder(path=tmp_path / "records")
        folder.path.mkdir()
        folder.path.chmod(0o2775)
        RecordsStore(folder).create({"name": "Jordan Avery"})
    finally:
        os.umask(before)
    assert {_mode(path) & 0o777 for path in (folder.own, folder.backups, folder.stretches)} == {0o775}
    files = (folder.file, folder.lock, *(path for path in folder.backups.rglob("*") if path.is_file()))
    assert {_mode(path) for path in files} == {0o664}


def test_where_the_group_cannot_come_along_its_rights_do_not_either(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model, target = tmp_path / "model", tmp_path / "target"
    model.write_text("")
    model.chmod(0o664)
    asked: list[object] = []
    monkeypatch.setattr(platforms, "_give_to", lambda *given: bool(asked.append(given)))
    system.write_file(target, b"x", like=model)
    assert asked
    assert _mode(target) == 0o644


def test_states_of_a_time_when_the_records_were_for_fewer_stay_theirs(tmp_path: Path) -> None:
    folder = _made(tmp_path / "records", 0o600, 0o755)
    store = RecordsStore(folder)

    def moved(*districts: str) -> list[str]:
        edits = (ChangePerson(changes={"district": district}) for district in districts)
        return [digest(store.save(store.load(), edit).loaded.raw) for edit in edits]

    private = moved("Elm", "Oak", "Ash")
    narrow = {path.name for path in folder.stretches.iterdir()}
    folder.file.chmod(0o644)
    public = moved("Fir", "Yew", "Box")
    files = History(folder=folder).states.files
    for file in files:
        assert _mode(file.path) == (0o600 if file.path.name in narrow else 0o644)
        assert file.path.name in narrow or not {*private[:-1]} & {*file.states}
    assert {sha for file in files if file.path.name not in narrow for sha in file.states} == {private[-1], *public}
