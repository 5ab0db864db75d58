"""A backup holds what the folder holds, says what it does not, and brings back every byte."""

from __future__ import annotations

import json
import os
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from profiles import tries

from alcto_core import system, zips
from alcto_core.backup import archive, packing, restore_plan
from alcto_core.backup.packing import Backup, pack
from alcto_core.backup.restore_plan import RestorePlan, planned
from alcto_core.backup.restoring import Restored, take
from alcto_core.backup.unpacking import opened
from alcto_core.keeping.drafts import load_drafts, save_draft
from alcto_core.keeping.folder import RecordsFolder
from alcto_core.keeping.store import RecordsStore
from alcto_core.problems import RecordsError, RecordsUnsaved, Refused
from alcto_core.records.edits import AddActivity, ChangePerson

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
RECORDS = """\
# mine
schema = 1

[person]
name = "Jordan Avery"

[[credential]]
program = "al-td-ceu"

[[activity]]
id = "winter"
title = "Winter"
date = 2026-01-28
hours = 6
evidence = ["evidence/winter.pdf"]
"""
posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system, "settings_folder", lambda: tmp_path / "settings")


@pytest.fixture
def folder(tmp_path: Path) -> RecordsFolder:
    """Records with proof, a rule file, and what alcto keeps for itself."""
    return filled(tmp_path / "alcto")


def filled(path: Path) -> RecordsFolder:
    folder = RecordsFolder(path=path)
    put(folder, "records.toml", RECORDS.encode())
    put(folder, "evidence/winter.pdf", b"%PDF winter")
    put(folder, "evidence/2026/photo.jpg", bytes(range(256)) * 10)
    put(folder, "evidence/empty.txt", b"")
    put(folder, "rules/list.toml", b"not checked here [")
    put(folder, ".alcto/import.toml", b"[columns]\n")
    return folder


def put(folder: RecordsFolder, path: str, raw: bytes) -> Path:
    target = folder.path / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(raw)
    return target


def packed(folder: RecordsFolder, name: str = "b.zip", **more: Any) -> Backup:
    return pack(folder, folder.path.parent / name, at=NOW, settings=more.pop("settings", {}), **more)


def restored(path: Path, folder: RecordsFolder) -> tuple[RestorePlan, Restored]:
    with opened(path) as one:
        one.verify()
        plan = planned(one, folder)
        return plan, take(one, plan, folder, at=NOW)


def tree(folder: RecordsFolder, *but: str) -> dict[str, bytes]:
    """Every plain file that is not alcto's own bookkeeping."""
    return {
        str(file.relative_to(folder.path)): file.read_bytes()
        for file in sorted(folder.path.rglob("*"))
        if file.is_file() and not any(word in str(file) for word in ("lock", "history", "replaced", *but))
    }


def left_out(backup: Backup) -> dict[str, str]:
    return {one.path: one.sentence for one in backup.manifest.left_out}


# there and back


def test_a_backup_brings_every_byte_to_a_new_folder(folder: RecordsFolder, tmp_path: Path) -> None:
    backup = packed(folder)
    new = RecordsFolder(path=tmp_path / "new")
    restored(backup.path, new)
    assert tree(new) == tree(folder)


def test_restoring_again_changes_nothing(folder: RecordsFolder, tmp_path: Path) -> None:
    backup = packed(folder)
    new = RecordsFolder(path=tmp_path / "new")
    restored(backup.path, new)
    with opened(backup.path) as one:
        assert planned(one, new).is_idle


def test_the_list_of_contents_names_every_file_with_its_hash(folder: RecordsFolder) -> None:
    backup = packed(folder)
    with zipfile.ZipFile(backup.path) as zipped:
        told = json.loads(zipped.read(archive.MANIFEST))
        assert {one["path"] for one in told["files"]} == set(tree(folder))
        assert set(zipped.namelist()) == {one["name"] for one in told["files"]} | {archive.MANIFEST}
    assert (told["schema"], told["at"]) == (1, "2026-03-01T12:00:00+00:00")


def test_history_comes_only_when_asked_for_and_undo_goes_on_elsewhere(folder: RecordsFolder, tmp_path: Path) -> None:
    store = RecordsStore(folder, now=lambda: NOW)
    store.save(store.load(), ChangePerson(changes={"state": "AL"}))
    assert packed(folder).manifest.under("history") == ()
    new = RecordsFolder(path=tmp_path / "new")
    restored(packed(folder, "h.zip", with_history=True).path, new)
    RecordsStore(new).undo()
    assert new.file.read_bytes() == RECORDS.encode()


def test_a_draft_comes_where_none_of_its_name_is(folder: RecordsFolder, tmp_path: Path) -> None:
    save_draft(folder, {"title": "typed"}, at=NOW)
    backup = packed(folder)
    new, other = RecordsFolder(path=tmp_path / "new"), RecordsFolder(path=tmp_path / "other")
    other.own.mkdir(parents=True)
    save_draft(other, {"title": "mine"}, at=NOW)
    for one in (new, other):
        restored(backup.path, one)
    assert [load_drafts(one)[0].fields["title"] for one in (new, other)] == ["typed", "mine"]


def test_proof_that_the_records_name_elsewhere_in_the_folder_comes_too(tmp_path: Path, folder: RecordsFolder) -> None:
    put(folder, "records.toml", RECORDS.replace("evidence/winter.pdf", "proof/a.pdf").encode())
    put(folder, "proof/a.pdf", b"proof")
    put(folder, "proof/not-named.pdf", b"private")
    new = RecordsFolder(path=tmp_path / "new")
    restored(packed(folder).path, new)
    assert (new.path / "proof/a.pdf").read_bytes() == b"proof"
    assert not (new.path / "proof/not-named.pdf").exists()


ODD_NAMES = (
    "Session 3: Data?.pdf",
    "trailing dot.",
    "con.txt",
    "line\nbreak.pdf",
    "\x1b[31mred.pdf",
    "\u202efdp.exe",
    "back\\slash.pdf",
    "b\udcffytes.pdf",
    "[red]x[/red].pdf",
)


@posix
@pytest.mark.parametrize("name", ODD_NAMES)
def test_a_name_that_not_every_system_knows_comes_back_as_it_was(
    name: str, folder: RecordsFolder, tmp_path: Path
) -> None:
    try:
        put(folder, f"evidence/{name}", b"odd")
    except OSError:
        pytest.skip("this disk knows no such name")
    new = RecordsFolder(path=tmp_path / "new")
    backup = packed(folder)
    restored(backup.path, new)
    assert (new.path / "evidence" / name).read_bytes() == b"odd"
    with zipfile.ZipFile(backup.path) as zipped:
        assert all(zips.is_portable(one) for one in zipped.namelist())


@posix
@pytest.mark.parametrize("name", ODD_NAMES)
def test_where_such_a_name_cannot_be_another_one_is_given(
    name: str, folder: RecordsFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if zips.is_portable(name):
        pytest.skip("every system knows it")
    put(folder, f"evidence/{name}", b"odd")
    backup = packed(folder)
    monkeypatch.setattr(system.current, "name", "windows", raising=False)
    new = RecordsFolder(path=tmp_path / "new")
    _, done = restored(backup.path, new)
    assert all(map(zips.is_portable, done.written))
    assert b"odd" in tree(new).values()


@posix
def test_two_names_that_differ_in_case_alone_both_come_back(folder: RecordsFolder, tmp_path: Path) -> None:
    put(folder, "evidence/WINTER.pdf", b"other")
    new = RecordsFolder(path=tmp_path / "new")
    restored(packed(folder).path, new)
    assert tree(new) == tree(folder)


@settings(max_examples=tries(25), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    files=st.dictionaries(
        st.text(st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), min_size=1, max_size=30).filter(
            lambda name: name not in (".", "..") and not system.is_leftover(name) and len(name.encode()) < 200
        ),
        st.binary(max_size=50),
        max_size=6,
    )
)
@posix
def test_any_proof_makes_the_round_trip(files: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("any")
    folder = filled(path / "alcto")
    for name, raw in files.items():
        try:
            put(folder, f"evidence/any/{name}", raw)
        except OSError:
            continue
    new = RecordsFolder(path=path / "new")
    restored(packed(folder).path, new)
    assert tree(new) == tree(folder)


# what does not go in


def test_a_damaged_records_file_goes_in_as_it_is(folder: RecordsFolder, tmp_path: Path) -> None:
    put(folder, "records.toml", b"[[activity\n\xff")
    backup = packed(folder)
    assert "damaged" in backup.note
    new = filled(tmp_path / "new")
    _, done = restored(backup.path, new)
    assert new.file.read_bytes() == RECORDS.encode()
    assert done.copy is not None
    assert done.copy.read_bytes() == b"[[activity\n\xff"


def test_without_a_records_file_the_rest_goes_in(folder: RecordsFolder, tmp_path: Path) -> None:
    folder.file.unlink()
    backup = packed(folder)
    assert "no records.toml" in backup.note
    new = filled(tmp_path / "new")
    plan, _ = restored(backup.path, new)
    assert plan.raw is None
    assert new.file.read_bytes() == RECORDS.encode()


def test_an_empty_folder_is_no_backup(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="nothing to back up"):
        packed(RecordsFolder(path=tmp_path / "none"))
    assert list(tmp_path.glob("*.zip")) == []


@posix
def test_nothing_from_outside_goes_in(folder: RecordsFolder, tmp_path: Path) -> None:
    secret = tmp_path / "secret.pdf"
    secret.write_bytes(b"SECRET")
    (tmp_path / "away").mkdir()
    (tmp_path / "away/x.pdf").write_bytes(b"SECRET")
    (folder.evidence / "out.pdf").symlink_to(secret)
    (folder.evidence / "away").symlink_to(tmp_path / "away")
    (folder.evidence / "circle").symlink_to("circle")
    (folder.evidence / "gone").symlink_to("nothing")
    (folder.evidence / "zero").symlink_to("/dev/zero")
    os.mkfifo(folder.evidence / "pipe")
    (folder.rules / "out.toml").symlink_to(secret)
    backup = packed(folder)
    found = left_out(backup)
    assert set(found) == {
        *(f"evidence/{name}" for name in ("out.pdf", "away", "circle", "gone", "zero", "pipe")),
        "rules/out.toml",
    }
    assert "leads out" in found["evidence/away"]
    assert "circle" in found["evidence/circle"]
    assert "pipe" in found["evidence/pipe"]
    assert b"SECRET" not in backup.path.read_bytes()


@posix
def test_a_folder_of_proof_that_is_a_link_to_elsewhere_is_left_out(folder: RecordsFolder, tmp_path: Path) -> None:
    folder.evidence.rename(tmp_path / "elsewhere")
    folder.evidence.symlink_to(tmp_path / "elsewhere")
    assert set(left_out(packed(folder))) == {"evidence", "evidence/winter.pdf"}


@posix
def test_a_link_to_a_file_in_the_folder_goes_in_as_that_file(folder: RecordsFolder) -> None:
    (folder.evidence / "again.pdf").symlink_to("winter.pdf")
    files = {one.path: one.sha256 for one in packed(folder).manifest.files}
    assert files["evidence/again.pdf"] == files["evidence/winter.pdf"]


def test_what_the_records_name_and_nobody_has_is_listed(folder: RecordsFolder) -> None:
    names = ["../out.pdf", "/etc/passwd", "evidence/none.pdf", "C:\\x.pdf", ".alcto/lock", "rules"]
    put(folder, ".alcto/lock", b"")
    put(folder, "records.toml", RECORDS.replace('["evidence/winter.pdf"]', json.dumps(names)).encode())
    assert set(left_out(packed(folder))) == set(names)


def test_a_file_too_large_is_left_out_with_its_size(folder: RecordsFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zips, "MOST_IN_ONE", 2000)
    assert "too large" in left_out(packed(folder))["evidence/2026/photo.jpg"]


def test_a_file_that_changes_while_it_is_read_is_left_out(
    folder: RecordsFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads = packing._read

    def growing(handle: int, where: str) -> bytes:
        part = reads(handle, where)
        if where.endswith("photo.jpg") and part:
            with Path(where).open("ab") as stream:
                stream.write(b"more")
        return part

    monkeypatch.setattr(packing, "_read", growing)
    backup = packed(folder)
    assert "changed while" in left_out(backup)["evidence/2026/photo.jpg"]
    with opened(backup.path) as one:
        one.verify()


def test_a_file_that_changes_once_is_read_again(folder: RecordsFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    reads, told = packing._read, []

    def changing(handle: int, where: str) -> bytes:
        part = reads(handle, where)
        if where.endswith("winter.pdf") and not told:
            told.append(Path(where).write_bytes(b"another text"))
        return part

    monkeypatch.setattr(packing, "_read", changing)
    backup = packed(folder)
    assert left_out(backup) == {}
    with opened(backup.path) as one:
        assert one.bytes_of(one.file("evidence/winter.pdf")) == b"another text"


def test_a_disk_that_cannot_be_read_costs_that_file_alone(
    folder: RecordsFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads = packing._read

    def failing(handle: int, where: str) -> bytes:
        if where.endswith("winter.pdf"):
            raise OSError(5, "Input/output error", where)
        return reads(handle, where)

    monkeypatch.setattr(packing, "_read", failing)
    assert left_out(packed(folder)) == {"evidence/winter.pdf": "cannot be read: Input/output error"}


# the place of the zip


def test_a_file_that_is_there_stays_unless_it_may_be_replaced(folder: RecordsFolder) -> None:
    target = folder.path.parent / "b.zip"
    target.write_bytes(b"dear to me")
    with pytest.raises(Refused, match="already"):
        packed(folder)
    assert target.read_bytes() == b"dear to me"
    packed(folder, replaces=True)
    assert zipfile.is_zipfile(target)


def test_a_backup_cannot_lie_among_the_files_it_holds(folder: RecordsFolder) -> None:
    with pytest.raises(Refused, match="outside the records folder"):
        pack(folder, folder.evidence / "b.zip", at=NOW, settings={})


@pytest.mark.parametrize("call", ["write", "fsync", "link", "lseek"])
def test_a_full_disk_leaves_no_half_archive(
    call: str, folder: RecordsFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if call in ("write", "lseek"):  # the zip is written through a stream, which knows no patched call
        monkeypatch.setattr(zipfile.ZipFile, "writestr", _full)
    else:
        monkeypatch.setattr(os, call, _full)
        monkeypatch.setattr(Path, "replace", _full)
    with pytest.raises(RecordsError, match="No space"):
        packed(folder)
    monkeypatch.undo()
    assert [file.name for file in tmp_path.iterdir()] == ["alcto"]


def _full(*_: object, **__: object) -> None:
    raise OSError(28, "No space left on device")


def test_what_a_stopped_backup_left_is_cleared_away(folder: RecordsFolder, tmp_path: Path) -> None:
    (tmp_path / ".b.zip.1-abcdef.alcto-tmp").write_bytes(b"half")
    packed(folder)
    assert [file.name for file in tmp_path.iterdir() if system.is_leftover(file.name)] == []


def test_an_archive_that_reads_back_otherwise_is_not_kept(
    folder: RecordsFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def damaging(temporary: Path, manifest: archive.Manifest) -> None:
        raw = bytearray(temporary.read_bytes())
        raw[raw.index(b"%PDF winter")] ^= 1
        temporary.write_bytes(raw)
        compares(temporary, manifest)

    compares = packing._require_whole
    monkeypatch.setattr(packing, "_require_whole", damaging)
    with pytest.raises(RecordsError, match="reading it back"):
        packed(folder)
    assert list(tmp_path.glob("*zip*")) == []


# into a folder that holds something


def test_the_plan_tells_what_the_folder_has_and_the_backup_lacks(folder: RecordsFolder) -> None:
    backup = packed(folder)
    store = RecordsStore(folder, now=lambda: NOW)
    store.save(store.load(), AddActivity(table={"id": "new", "title": "New", "date": NOW.date(), "hours": 1}))
    put(folder, "evidence/winter.pdf", b"%PDF another")
    put(folder, "evidence/since.pdf", b"since")
    plan, done = restored(backup.path, folder)
    assert [(one.id, one.change) for one in plan.found] == [("new", "removed")]
    assert [one.path for one in plan.with_fate("replaces")] == ["evidence/winter.pdf"]
    assert done.replaced is not None
    assert (done.replaced / "evidence/winter.pdf").read_bytes() == b"%PDF another"
    assert (folder.path / "evidence/since.pdf").read_bytes() == b"since"
    assert folder.file.read_bytes() == RECORDS.encode()
    RecordsStore(folder).undo()
    assert b'"new"' in folder.file.read_bytes()


def test_settings_of_this_machine_win(folder: RecordsFolder, tmp_path: Path) -> None:
    from alcto_core.keeping.settings import keep_setting

    backup = packed(folder, settings={"theme": "dark", "other": "x"})
    keep_setting("theme", "light")
    with opened(backup.path) as one:
        assert planned(one, folder).settings == {"other": "x"}


def test_the_folder_of_another_machine_is_never_taken_over(folder: RecordsFolder) -> None:
    backup = packed(folder, settings={"records": "/home/other/alcto"})
    with opened(backup.path) as one:
        assert planned(one, folder).settings == {}


@posix
@pytest.mark.parametrize("place", ["evidence", "evidence/winter.pdf", "evidence/2026", "rules", ".alcto"])
def test_a_link_in_the_folder_is_never_written_through(place: str, folder: RecordsFolder, tmp_path: Path) -> None:
    backup = packed(folder)
    away, new = tmp_path / "away", RecordsFolder(path=tmp_path / "new")
    away.mkdir()
    (new.path / place).parent.mkdir(parents=True, exist_ok=True)
    (new.path / place).symlink_to(away if "." not in place[1:] else away / "x.pdf")
    try:
        plan, _ = restored(backup.path, new)
    except RecordsUnsaved:
        assert place == ".alcto"
    else:
        assert {one.path.startswith(place) for one in plan.with_fate("blocked")} == {True}
    assert list(away.iterdir()) == [] or place == ".alcto"


@posix
def test_what_comes_in_the_way_meanwhile_is_left_alone(folder: RecordsFolder, tmp_path: Path) -> None:
    backup = packed(folder)
    new = RecordsFolder(path=tmp_path / "new")
    with opened(backup.path) as one:
        plan = planned(one, new)
        put(new, "evidence/winter.pdf", b"came meanwhile")
        done = take(one, plan, new, at=NOW)
    assert done.blocked == ("evidence/winter.pdf",)
    assert (new.path / "evidence/winter.pdf").read_bytes() == b"came meanwhile"


def test_a_disk_too_small_is_said_before_anything_is_written(
    folder: RecordsFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup = packed(folder)
    monkeypatch.setattr(restore_plan.shutil, "disk_usage", lambda _: type("Usage", (), {"free": 1000}))
    with opened(backup.path) as one, pytest.raises(Refused, match="disk has"):
        planned(one, RecordsFolder(path=tmp_path / "new"))


@posix
def test_a_restore_killed_at_any_call_leaves_the_records_usable_and_is_finished_by_another(
    folder: RecordsFolder, tmp_path: Path
) -> None:
    backup = packed(folder)
    before = RECORDS.replace("Winter", "Older")
    fired = 0
    for at in range(1, 400, 4):
        new = RecordsFolder(path=tmp_path / f"k{at}")
        put(new, "records.toml", before.encode())
        put(new, "evidence/winter.pdf", b"older")
        if not _killed(backup.path, new, at):
            break
        fired += 1
        assert new.file.read_text() in (before, RECORDS)
        older = [file.read_bytes() for file in new.path.rglob("winter.pdf")]
        assert b"older" in older
        assert (new.evidence / "winter.pdf").exists()
        restored(backup.path, new)
        assert tree(new, "last-backup") == tree(folder)
        left = [file for file in new.path.rglob("*") if system.is_leftover(file.name)]
        assert not [file for file in left if "history" not in file.parts]  # the next start clears that
    assert fired >= 20


def _killed(path: Path, folder: RecordsFolder, at: int) -> bool:
    """Runs a restore in a child that kills itself at its n-th call of the system."""
    import signal

    child = os.fork()
    if child == 0:
        calls = 0

        def counted(real: Any) -> Any:
            def call(*arguments: Any, **named: Any) -> Any:
                nonlocal calls
                calls += 1
                if calls == at:
                    os.kill(os.getpid(), signal.SIGKILL)
                return real(*arguments, **named)

            return call

        try:
            with opened(path) as one:
                plan = planned(one, folder)
                for name in ("open", "write", "fsync", "replace", "link", "unlink", "mkdir", "utime"):
                    setattr(os, name, counted(getattr(os, name)))
                take(one, plan, folder, at=NOW)
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def test_what_goes_wrong_beside_an_open_archive_is_not_said_of_the_archive(folder: RecordsFolder) -> None:
    made = packed(folder)
    with pytest.raises(OSError, match="No space"), opened(made.path):
        raise OSError(28, "No space left on device")
