"""Saving: nothing that was in the file can be lost, and nothing is called saved that is not."""

from __future__ import annotations

import os
import stat
import threading
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import filelock
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from profiles import tries

from alcto_core import platforms, system
from alcto_core.keeping.folder import RecordsFolder
from alcto_core.keeping.history import digest
from alcto_core.keeping.store import RecordsStore
from alcto_core.problems import (
    RecordsBusy,
    RecordsChanged,
    RecordsError,
    RecordsMissing,
    RecordsUnsaved,
    Refused,
)
from alcto_core.records.differences import told
from alcto_core.records.edits import (
    AddActivity,
    AddCredential,
    ChangeActivity,
    ChangeCredential,
    ChangePerson,
    DeleteActivity,
    DeleteCredential,
    Several,
)
from alcto_core.records.step_edits import AddStep

FILE = """\
schema = 1

[person]
name = "Jordan Avery"

[[credential]]
program = "al-td-ceu"

# winter
[[activity]]
id = "winter"
title = "ALET Winter"
date = 2026-01-28
hours = 6.5
strands = ["al-cto/it"]

[[activity]]
id = "summer"
title = "ALET Summer"
date = 2026-06-10
hours = 3
strands = ["al-cto/it"]
"""
NEW = {"title": "ALET Fall", "date": date(2026, 10, 1), "hours": Decimal("4.50"), "strands": ["al-cto/it"]}
ADD = AddActivity(table=NEW)


def now() -> datetime:
    return datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> RecordsStore:
    (tmp_path / "records.toml").write_bytes(FILE.encode())
    return RecordsStore(RecordsFolder(path=tmp_path), now=now, patience=5)


def text_of(store: RecordsStore) -> str:
    return store.folder.file.read_bytes().decode()


def rewrite(store: RecordsStore, text: str) -> None:
    """What an editor does."""
    store.folder.file.write_bytes(text.encode())


def no_temporary_files(store: RecordsStore) -> bool:
    return not [file for file in store.folder.path.iterdir() if file.name.endswith("tmp")]


# reading and making the file


def test_a_missing_file_is_missing(tmp_path: Path) -> None:
    with pytest.raises(RecordsMissing):
        RecordsStore(RecordsFolder(path=tmp_path / "nowhere")).load()


def test_a_link_to_nothing_is_not_a_missing_file(tmp_path: Path) -> None:
    (tmp_path / "records.toml").symlink_to(tmp_path / "gone.toml")
    store = RecordsStore(RecordsFolder(path=tmp_path))
    with pytest.raises(RecordsError, match="link") as caught:
        store.load()
    assert not isinstance(caught.value, RecordsMissing)
    with pytest.raises(RecordsUnsaved):
        store.create({"name": "x"})


def test_a_folder_in_the_place_of_the_file_is_said(tmp_path: Path) -> None:
    (tmp_path / "records.toml").mkdir()
    with pytest.raises(RecordsError, match="cannot be read"):
        RecordsStore(RecordsFolder(path=tmp_path)).load()


def test_loading_changes_nothing_on_disk(store: RecordsStore) -> None:
    store.load()
    assert [file.name for file in store.folder.path.iterdir()] == ["records.toml"]


def test_a_new_file_is_made_with_its_folder(tmp_path: Path) -> None:
    store = RecordsStore(RecordsFolder(path=tmp_path / "a" / "b"), now=now)
    saved = store.create({"name": "J. \u202e \ud800", "role_began": date(2025, 1, 6)}, [{"program": "al-cto"}])
    assert text_of(store) == (
        'schema = 1\n\n[person]\nname = "J. \\u202E \ufffd"\nrole_began = 2025-01-06\n\n'
        '[[credential]]\nprogram = "al-cto"\n'
    )
    assert saved.confirmed
    assert store.load().sha256 == saved.loaded.sha256
    with pytest.raises(Refused, match="nothing to undo"):
        store.undo()


def test_a_file_that_is_there_is_never_made_again(store: RecordsStore) -> None:
    with pytest.raises(RecordsUnsaved, match="already"):
        store.create({"name": "x"})
    assert text_of(store) == FILE


def test_a_new_file_that_could_not_be_read_again_is_not_made(tmp_path: Path) -> None:
    store = RecordsStore(RecordsFolder(path=tmp_path))
    with pytest.raises(RecordsUnsaved):
        store.create({"name": "x"}, [{"program": 3}])
    assert not store.folder.file.exists()


# one save


def test_an_added_activity_is_in_the_file_and_nothing_else_changed(store: RecordsStore) -> None:
    saved = store.save(store.load(), ADD)
    assert text_of(store) == FILE + (
        '\n[[activity]]\nid = "2026-10-01-alet-fall"\ntitle = "ALET Fall"\ndate = 2026-10-01\nhours = 4.5\n'
        'strands = ["al-cto/it"]\n'
    )
    assert saved.added == ("2026-10-01-alet-fall",)
    assert saved.sentence == "added “ALET Fall”"
    assert (saved.confirmed, saved.note, saved.merged) == (True, "", False)
    assert not store.changed_outside(saved.loaded)
    assert no_temporary_files(store)


def test_saves_follow_each_other_on_what_was_saved(store: RecordsStore) -> None:
    saved = store.save(store.load(), ADD)
    saved = store.save(saved.loaded, ChangeActivity(id="winter", changes={"hours": 7}))
    saved = store.save(saved.loaded, DeleteActivity(id="summer"))
    saved = store.save(saved.loaded, AddStep(id="al-td-ceu", table={"id": "x", "done": date(2026, 1, 1)}))
    saved = store.save(saved.loaded, ChangePerson(changes={"state": "AL"}))
    assert store.load().raw == saved.loaded.raw
    assert [one.sentence for one in store.history().done] == [
        "added “ALET Fall”",
        "changed “ALET Winter”",
        "deleted “ALET Summer”",
        "added the step “x” to “al-td-ceu”",
        "changed the person",
    ]


def test_an_edit_that_changes_nothing_writes_nothing(store: RecordsStore) -> None:
    loaded = store.load()
    saved = store.save(loaded, ChangeActivity(id="winter", changes={"hours": Decimal("6.50")}))
    assert saved.loaded.stamp == loaded.stamp
    assert store.history().done == ()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no permission bits")
def test_the_mode_of_the_file_stays_and_the_generations_share_it(store: RecordsStore) -> None:
    store.folder.file.chmod(0o600)
    store.save(store.load(), ADD)
    kept = [store.folder.file, store.folder.backups / "index", *store.folder.stretches.iterdir()]
    assert len(kept) == 3
    assert {stat.S_IMODE(file.stat().st_mode) for file in kept} == {0o600}


def test_a_linked_file_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "mine.toml").write_text(FILE)
    (tmp_path / "records.toml").symlink_to(tmp_path / "real" / "mine.toml")
    store = RecordsStore(RecordsFolder(path=tmp_path))
    store.save(store.load(), ADD)
    assert store.folder.file.is_symlink()
    assert "ALET Fall" in (tmp_path / "real" / "mine.toml").read_text()


@pytest.mark.parametrize(
    "edit",
    [
        ChangeActivity(id="winter", changes={"hours": -1}),
        ChangeActivity(id="winter", changes={"hours": True}),
        ChangeActivity(id="winter", changes={"id": "summer"}),
        AddActivity(table={"id": "x", "date": date(2026, 1, 1)}),
        AddActivity(table={**NEW, "hours": Decimal("1.234")}),
        AddActivity(table={**NEW, "session": [{"title": "s", "hours": 2}]}),
    ],
)
def test_what_could_not_be_read_again_is_not_saved(store: RecordsStore, edit: Any) -> None:
    with pytest.raises(RecordsUnsaved, match=r"Nothing was saved: .*records.toml is as it was"):
        store.save(store.load(), edit)
    assert text_of(store) == FILE


def test_a_file_with_records_in_error_can_be_edited_beside_them(store: RecordsStore) -> None:
    rewrite(store, FILE.replace("hours = 6.5", 'hours = "6.5"'))
    saved = store.save(store.load(), ADD)
    assert saved.loaded.reading.records is not None
    assert saved.loaded.reading.records.skipped == 1
    saved = store.save(saved.loaded, ChangeActivity(id="winter", changes={"hours": 6}))
    assert saved.loaded.reading.records is not None
    assert saved.loaded.reading.records.skipped == 0


@pytest.mark.parametrize("damage", [b"", b"x = ", b"\xff\xfe\x00", b"a = 1\n" * 2, b"[" * 30_000])
def test_a_file_that_cannot_be_read_is_not_edited(store: RecordsStore, damage: bytes) -> None:
    loaded = store.load()
    store.folder.file.write_bytes(damage)
    for known in (loaded, store.load()):
        with pytest.raises(RecordsUnsaved):
            store.save(known, ADD)
    assert store.folder.file.read_bytes() == damage


def test_a_newer_file_is_only_read(store: RecordsStore) -> None:
    newer = FILE.replace("schema = 1", "schema = 2")
    rewrite(store, newer)
    with pytest.raises(RecordsUnsaved, match="newer alcto"):
        store.save(store.load(), ADD)
    assert text_of(store) == newer


def test_a_save_waits_for_another_alcto_and_then_says_so(store: RecordsStore) -> None:
    loaded = store.load()
    store.folder.lock.parent.mkdir()
    held, release = threading.Event(), threading.Event()

    def hold() -> None:
        with filelock.FileLock(store.folder.lock):
            held.set()
            release.wait(30)

    holder = threading.Thread(target=hold)
    holder.start()
    held.wait(30)
    try:
        with pytest.raises(RecordsBusy):
            RecordsStore(store.folder, patience=0).save(loaded, ADD)
    finally:
        release.set()
        holder.join()
    assert text_of(store) == FILE
    store.save(loaded, ADD)


def test_more_records_than_asked_never_vanish(store: RecordsStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(DeleteActivity, "removes", lambda edit, document: 0)
    with pytest.raises(RecordsUnsaved, match="removed 1 record"):
        store.save(store.load(), DeleteActivity(id="winter"))
    assert text_of(store) == FILE
    store.save(store.load(), DeleteActivity(id="winter"), insist=True)
    assert "winter" not in text_of(store)


def test_a_deleted_credential_takes_its_steps_along(store: RecordsStore) -> None:
    steps = Several(edits=tuple(AddStep(id="al-td-ceu", table={"id": name}) for name in "abc"))
    saved = store.save(store.load(), steps)
    store.save(saved.loaded, DeleteCredential(id="al-td-ceu"))
    assert "credential" not in text_of(store)


def test_steps_given_as_a_list_are_counted_as_asked(store: RecordsStore) -> None:
    saved = store.save(store.load(), ChangeCredential(id="al-td-ceu", changes={"step": [{"id": "a"}, {"id": "b"}]}))
    saved = store.save(saved.loaded, ChangeCredential(id="al-td-ceu", changes={"step": []}))
    assert text_of(store) == FILE


def test_an_edit_of_text_that_went_wrong_never_reaches_the_disk(
    store: RecordsStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    for slip in (lambda text, *_: text, lambda text, *_: text + "x", lambda text, *_: ""):
        monkeypatch.setattr("alcto_core.toml.patches.added", slip)
        with pytest.raises(RecordsUnsaved, match="editor"):
            store.save(store.load(), ADD)
    assert text_of(store) == FILE


# edited elsewhere meanwhile


def test_a_change_from_outside_is_seen_without_reading(store: RecordsStore) -> None:
    loaded = store.load()
    assert not store.changed_outside(loaded)
    rewrite(store, FILE + "# more\n")
    assert store.changed_outside(loaded)
    store.folder.file.unlink()
    assert store.changed_outside(loaded)


def test_a_rewrite_with_the_same_size_and_time_stamp_is_not_overwritten(store: RecordsStore) -> None:
    loaded = store.load()
    told = store.folder.file.stat()
    rewrite(store, FILE.replace("hours = 6.5", "hours = 5.5"))
    os.utime(store.folder.file, ns=(told.st_atime_ns, told.st_mtime_ns))
    with pytest.raises(RecordsChanged) as caught:
        store.save(loaded, ChangeActivity(id="winter", changes={"hours": 7}))
    assert "hours = 7" in caught.value.mine
    assert "hours = 5.5" in caught.value.theirs
    assert "hours = 5.5" in text_of(store)


@pytest.mark.parametrize(
    "edit",
    [
        ADD,
        DeleteActivity(id="winter"),
        ChangeActivity(id="winter", changes={"hours": 7}),
        AddCredential(table={"program": "p"}),
        AddStep(id="al-td-ceu", table={"id": "s"}),
        ChangePerson(changes={"name": "J"}),
    ],
    ids=lambda edit: edit.describe(),
)
def test_changes_that_do_not_overlap_merge(store: RecordsStore, edit: Any) -> None:
    loaded = store.load()
    rewrite(store, "# theirs\n" + FILE.replace("hours = 3", "hours = 2.25"))
    saved = store.save(loaded, edit)
    assert saved.merged
    assert "hours = 2.25" in text_of(store)
    assert text_of(store).startswith("# theirs\n")


def test_the_same_record_added_twice_is_asked_about(store: RecordsStore) -> None:
    loaded = store.load()
    mine = AddActivity(table={**NEW, "id": "same"})
    store.save(loaded, AddActivity(table={**NEW, "id": "same", "hours": 1}))
    with pytest.raises(RecordsChanged):
        store.save(loaded, mine)


def test_a_made_id_gives_way_to_one_that_was_taken_meanwhile(store: RecordsStore) -> None:
    loaded = store.load()
    first, second = store.save(loaded, ADD), store.save(loaded, ADD)
    assert (first.added, second.added) == (("2026-10-01-alet-fall",), ("2026-10-01-alet-fall-2",))


def test_a_record_that_is_gone_meanwhile_is_asked_about(store: RecordsStore) -> None:
    loaded = store.load()
    store.save(loaded, DeleteActivity(id="winter"))
    for edit in (ChangeActivity(id="winter", changes={"hours": 1}), DeleteActivity(id="winter")):
        with pytest.raises(RecordsChanged):
            store.save(loaded, edit)


def test_nothing_is_added_to_a_file_that_lost_its_records(store: RecordsStore) -> None:
    loaded = store.load()
    rewrite(store, 'schema = 1\n[person]\nname = "x"\n')
    with pytest.raises(RecordsChanged, match="gone from it") as caught:
        store.save(loaded, ADD)
    assert "ALET Winter" in caught.value.mine


def test_a_file_that_went_away_is_said_and_the_text_is_kept(store: RecordsStore) -> None:
    loaded = store.save(store.load(), ADD).loaded
    store.folder.file.unlink()
    with pytest.raises(RecordsChanged) as caught:
        store.save(loaded, ADD)
    copy = store.keep_copy(caught.value.mine)
    assert copy.parent == store.folder.path
    assert "ALET Fall" in copy.read_text()
    assert store.keep_copy("x") != copy


def test_nothing_is_made_in_the_place_of_a_folder_that_went_away(store: RecordsStore) -> None:
    loaded = store.load()
    store.folder.path.rename(store.folder.path.with_name("moved"))
    with pytest.raises(RecordsMissing, match="is its drive not connected"):
        store.save(loaded, ADD)
    assert not store.folder.path.exists()


# the other platform's half


def test_every_step_of_a_save_goes_through_the_platforms_half(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system, "current", platforms.Windows(sleep=lambda seconds: None))
    store = RecordsStore(RecordsFolder(path=tmp_path), now=now)
    saved = store.create({"name": "J"})
    saved = store.save(saved.loaded, ADD)
    assert saved.confirmed
    store.undo(saved.loaded)
    assert store.load().raw == b'schema = 1\n\n[person]\nname = "J"\n'


def test_a_folder_that_cannot_be_synced_is_said_after_the_save(
    store: RecordsStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Unsure(platforms.Posix):
        def sync_folder(self, folder: Path) -> None:
            if folder == store.folder.path:
                raise OSError(5, "Input/output error")

    loaded = store.save(store.load(), ChangePerson(changes={"role": "r"})).loaded
    monkeypatch.setattr(system, "current", Unsure())
    saved = store.save(loaded, ADD)
    assert (saved.confirmed, saved.note) == (False, "Saved; the disk did not confirm: Input/output error.")
    assert "ALET Fall" in text_of(store)


def test_a_replace_that_fails_after_it_happened_is_not_called_unsaved(
    store: RecordsStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Late(platforms.Posix):
        def replace(self, source: Path, target: Path) -> None:
            super().replace(source, target)
            if target == store.folder.file:
                raise OSError(5, "Input/output error")

    monkeypatch.setattr(system, "current", Late())
    store.save(store.load(), ADD)
    assert "ALET Fall" in text_of(store)


# undo and redo


def test_undo_and_redo_bring_the_exact_bytes_back(store: RecordsStore) -> None:
    odd = ("\ufeff" + FILE.replace("\n", "\r\n")).rstrip()
    rewrite(store, odd)
    saved = store.save(store.load(), ADD)
    after = text_of(store)
    undone = store.undo(saved.loaded)
    assert text_of(store) == odd
    assert undone.sentence == "undid: added “ALET Fall”"
    store.redo(undone.loaded)
    assert text_of(store) == after
    with pytest.raises(Refused, match="nothing to redo"):
        store.redo()


def test_undo_works_in_another_process(store: RecordsStore) -> None:
    store.save(store.load(), ADD)
    RecordsStore(store.folder).undo()
    assert text_of(store) == FILE


def test_a_new_edit_after_an_undo_ends_the_redo(store: RecordsStore) -> None:
    store.save(store.load(), ADD)
    saved = store.undo()
    store.save(saved.loaded, DeleteActivity(id="winter"))
    with pytest.raises(Refused):
        store.redo()
    store.undo()
    assert text_of(store) == FILE


def test_undo_after_a_change_from_outside_is_refused_until_the_person_insists(store: RecordsStore) -> None:
    store.save(store.load(), ADD)
    ours = text_of(store)
    rewrite(store, ours + "# by hand\n")
    with pytest.raises(RecordsChanged) as caught:
        store.undo()
    assert (caught.value.mine, caught.value.theirs) == (ours, ours + "# by hand\n")
    store.undo(insist=True)
    assert text_of(store) == ours
    store.redo()
    assert text_of(store) == ours + "# by hand\n"
    store.undo(insist=True)
    store.undo()
    assert text_of(store) == FILE


def test_undo_of_a_file_put_back_from_elsewhere_works(store: RecordsStore) -> None:
    store.save(store.load(), ADD)
    ours = text_of(store)
    rewrite(store, "# gone wrong")
    rewrite(store, ours)
    store.undo()
    assert text_of(store) == FILE


def test_undo_of_a_file_that_went_away_brings_it_back(store: RecordsStore) -> None:
    store.save(store.load(), ADD)
    ours = text_of(store)
    store.folder.file.unlink()
    with pytest.raises(RecordsChanged):
        store.undo()
    store.undo(insist=True)
    assert text_of(store) == ours


def test_undo_of_what_another_alcto_did_is_refused(store: RecordsStore) -> None:
    saved = store.save(store.load(), ADD)
    store.save(saved.loaded, DeleteActivity(id="winter"))
    with pytest.raises(RecordsChanged):
        store.undo(saved.loaded)


def test_a_damaged_generation_is_never_restored(store: RecordsStore) -> None:
    store.save(store.load(), ADD)
    after = text_of(store)
    for file in store.folder.stretches.iterdir():
        file.write_bytes(file.read_bytes().partition(b"\n\n")[0] + b"\n\nrubbish")
    with pytest.raises(RecordsUnsaved, match="damaged"):
        store.undo()
    assert text_of(store) == after


# bringing a state back


def walked(store: RecordsStore) -> list[bytes]:
    """The states of a file after some saves, the oldest first."""
    states = [store.folder.file.read_bytes()]
    for edit in (ADD, DeleteActivity(id="winter"), ChangePerson(changes={"district": "Pine Hollow"})):
        states.append(store.save(store.load(), edit).loaded.raw)
    return states


def test_any_state_comes_back_byte_for_byte_and_one_undo_takes_it_back(store: RecordsStore) -> None:
    for raw in (states := walked(store)):
        now_raw = store.folder.file.read_bytes()
        if raw == now_raw:
            continue
        store.restore(digest(raw), store.load())
        assert store.folder.file.read_bytes() == raw
        assert store.undo().loaded.raw == now_raw
        assert store.redo().loaded.raw == raw
        assert store.undo().loaded.raw == now_raw
    assert store.history().done[-1].after == digest(states[-1])


@pytest.mark.parametrize("damage", [None, b"", b"x = [", b"\xff\xfe\x00", b"a = 1", b"[" * 30_000, b"#" * (17 << 20)])
def test_a_state_comes_back_whatever_became_of_the_file(store: RecordsStore, damage: bytes | None) -> None:
    states = walked(store)
    if damage is None:
        store.folder.file.unlink()
    else:
        store.folder.file.write_bytes(damage)
    saved = store.restore(digest(states[1]))
    assert saved.confirmed
    assert store.folder.file.read_bytes() == saved.loaded.raw == states[1]
    assert store.undo().loaded.raw == (states[-1] if damage is None else damage)
    assert no_temporary_files(store)


def test_a_file_that_went_away_comes_back_as_if_it_had_never_been_gone(store: RecordsStore) -> None:
    states = walked(store)
    place = store.history()
    store.folder.file.unlink()
    store.restore(digest(states[-1]))
    assert store.history() == place
    store.undo()
    assert store.folder.file.read_bytes() == states[-2]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no permission bits")
def test_a_file_that_comes_back_is_as_private_as_it_was(store: RecordsStore) -> None:
    store.folder.file.chmod(0o600)
    states = walked(store)
    store.folder.file.unlink()
    store.restore(digest(states[0]))
    assert stat.S_IMODE(store.folder.file.stat().st_mode) == 0o600


def test_the_state_that_the_file_is_in_is_not_brought_back(store: RecordsStore) -> None:
    states = walked(store)
    lines = len(store.generations())
    with pytest.raises(Refused, match="already"):
        store.restore(digest(states[-1]))
    assert len(store.generations()) == lines


def test_a_state_that_is_gone_or_damaged_is_said_and_nothing_changes(store: RecordsStore) -> None:
    states = walked(store)
    for file in store.folder.stretches.iterdir():
        file.write_bytes(file.read_bytes().replace(b"alcto stretch 1", b"alcto stretch 0"))
    (store.folder.backups / f"{digest(states[1])}.toml").write_bytes(b"rubbish")
    for sha in (digest(states[0]), digest(states[1]), "0" * 64):
        with pytest.raises(RecordsUnsaved, match="as it was"):
            store.restore(sha)
    assert store.folder.file.read_bytes() == states[-1]


def test_a_state_is_not_brought_back_over_what_changed_since_it_was_looked_at(store: RecordsStore) -> None:
    states = walked(store)
    loaded = store.load()
    rewrite(store, FILE + "# by hand\n")
    with pytest.raises(RecordsChanged):
        store.restore(digest(states[1]), loaded)
    assert text_of(store) == FILE + "# by hand\n"
    store.restore(digest(states[1]), loaded, insist=True)
    assert store.folder.file.read_bytes() == states[1]
    store.undo()
    assert text_of(store) == FILE + "# by hand\n"


def test_nothing_is_brought_back_over_a_newer_file_or_a_link_to_nowhere(store: RecordsStore, tmp_path: Path) -> None:
    states = walked(store)
    newer = FILE.replace("schema = 1", "schema = 2")
    rewrite(store, newer)
    with pytest.raises(RecordsUnsaved, match="newer alcto"):
        store.restore(digest(states[0]))
    assert text_of(store) == newer
    store.folder.file.unlink()
    store.folder.file.symlink_to(tmp_path / "away" / "records.toml")
    with pytest.raises(RecordsUnsaved, match="Fix the link"):
        store.restore(digest(states[0]))
    assert not (tmp_path / "away").exists()


def test_whole_bytes_are_put_in_place_in_one_save(store: RecordsStore) -> None:
    states = walked(store)
    other = FILE.replace("ALET", "Other").encode()
    saved = store.restore_bytes(other, "restored “backup.zip”", store.load())
    assert saved.loaded.raw == other == store.folder.file.read_bytes()
    assert store.history().done[-1].sentence == "restored “backup.zip”"
    lines = store.generations()
    assert store.restore_bytes(other, "again").loaded.raw == other
    assert store.generations() == lines
    assert store.undo().loaded.raw == states[-1]


@pytest.mark.parametrize("raw", [b"", b"x = [", b"\xff\xfe", b"PK\x03\x04"])
def test_what_is_no_records_file_is_never_put_in_place(store: RecordsStore, raw: bytes) -> None:
    with pytest.raises(RecordsUnsaved, match="no records file"):
        store.restore_bytes(raw, "x")
    assert text_of(store) == FILE


def test_a_backup_makes_the_folder_on_a_new_machine(tmp_path: Path) -> None:
    store = RecordsStore(RecordsFolder(path=tmp_path / "new" / "place"), now=now)
    saved = store.restore_bytes(FILE.encode(), "restored “backup.zip”")
    assert text_of(store) == FILE
    assert saved.confirmed
    with pytest.raises(Refused, match="nothing to undo"):
        store.undo()
    assert text_of(store) == FILE


def test_a_file_made_by_somebody_else_during_a_restore_is_not_overwritten(
    store: RecordsStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    states = walked(store)
    store.folder.file.unlink()

    class Crowded(platforms.Posix):
        def place(self, source: Path, target: Path) -> None:
            target.write_text("theirs")
            super().place(source, target)

    monkeypatch.setattr(system, "current", Crowded())
    with pytest.raises(RecordsChanged) as caught:
        store.restore(digest(states[0]))
    assert caught.value.theirs == text_of(store) == "theirs"
    assert no_temporary_files(store)


def test_each_state_tells_what_it_changed(store: RecordsStore) -> None:
    walked(store)
    told_of = [store.changes(state) for state in store.generations()]
    assert told_of[-1] is None
    assert [[told(one) for one in found or ()] for found in told_of[:-1]] == [
        ["changed your own data: district – → Pine Hollow"],
        ["removed “ALET Winter”"],
        ["added “ALET Fall”"],
    ]
    for file in store.folder.stretches.iterdir():
        file.unlink()
    assert [store.changes(state) for state in store.generations()] == [None] * 4
    assert [told(one) for one in store.compared(FILE.encode()) or ()] == [
        "changed your own data: district Pine Hollow → –",
        "added “ALET Winter”",
        "removed “ALET Fall”",
    ]
    assert store.compared(b"x = [") is None


def test_whoever_finds_no_file_is_told_of_the_way_back(store: RecordsStore, tmp_path: Path) -> None:
    walked(store)
    store.folder.file.unlink()
    with pytest.raises(RecordsMissing, match="4 earlier states of it: `alcto restore`"):
        store.load()
    with pytest.raises(RecordsMissing, match="`alcto init`"):
        RecordsStore(RecordsFolder(path=tmp_path / "new")).load()


# interrupted saves


def test_what_an_interrupted_save_left_is_cleared_away(store: RecordsStore) -> None:
    left = store.folder.path / ".records.toml.1-00.alcto-tmp"
    left.write_text("half")
    other = store.folder.path / ".records.toml.swp"
    other.write_text("an editor's")
    assert store.has_leftovers()
    assert store.recover()
    assert not left.exists()
    assert other.exists()
    assert not store.recover()
    assert not store.has_leftovers()


@pytest.mark.parametrize("way", ["save", "undo", "redo", "restore"])
def test_a_save_that_clears_up_after_another_says_so(store: RecordsStore, way: str) -> None:
    start = store.load()
    saved = store.save(start, ADD)
    if way == "redo":
        store.undo()
    left = store.folder.path / ".records.toml.1-00.alcto-tmp"
    left.write_text("half")
    acts = {
        "save": lambda: store.save(saved.loaded, DeleteActivity(id="winter")),
        "undo": store.undo,
        "redo": store.redo,
        "restore": lambda: store.restore(start.sha256),
    }
    assert acts[way]().recovered
    assert not left.exists()
    assert not saved.recovered


def test_half_written_drafts_and_generations_are_cleared_away_too(store: RecordsStore) -> None:
    store.save(store.load(), ADD)
    store.folder.drafts.mkdir()
    old, fresh = store.folder.drafts / ".a.json.1-0.alcto-tmp", store.folder.drafts / ".b.json.1-0.alcto-tmp"
    generation = store.folder.stretches / ".x.stretch.1-0.alcto-tmp"
    index = store.folder.backups / ".index.1-0.alcto-tmp"
    for file in (old, fresh, generation, index):
        file.write_text("half")
    at = now().timestamp()
    os.utime(fresh, (at, at))
    os.utime(old, (at - 7200, at - 7200))
    assert not store.recover()
    assert [file.exists() for file in (old, fresh, generation, index)] == [False, True, False, False]


def test_a_step_that_is_no_table_is_not_written_over(store: RecordsStore) -> None:
    odd = FILE.replace('"al-td-ceu"\n', '"al-td-ceu"\nstep = "presentation"\n')
    rewrite(store, odd)
    with pytest.raises(Refused, match="put that right"):
        store.save(store.load(), AddStep(id="al-td-ceu", table={"id": "s"}))
    assert text_of(store) == odd


@settings(max_examples=tries(30), deadline=None)
@given(st.dictionaries(st.sampled_from(["title", "note", "location", "zzz"]), st.text(), min_size=1))
def test_any_text_can_be_saved_and_comes_back(tmp_path_factory: pytest.TempPathFactory, texts: dict[str, str]) -> None:
    folder = RecordsFolder(path=tmp_path_factory.mktemp("any"))
    folder.file.write_text(FILE)
    store = RecordsStore(folder)
    if not texts.get("title", "x").strip():
        texts["title"] = "x"
    store.save(store.load(), ChangeActivity(id="winter", changes=texts))
    records = store.load().reading.records
    assert records is not None
    (winter,) = (activity for activity in records.activities if activity.id == "winter")
    for key in ("title", "note", "location"):
        if key in texts:
            assert getattr(winter, key) == texts[key]


def test_a_save_says_that_a_hard_link_keeps_the_old_text(store: RecordsStore, tmp_path: Path) -> None:
    second = tmp_path / "second-name.toml"
    os.link(store.folder.file, second)
    before = second.read_bytes()
    saved = store.save(store.load(), ADD)
    assert second.read_bytes() == before != store.folder.file.read_bytes()
    assert saved.confirmed
    assert "hard link" in saved.note
    assert not store.save(saved.loaded, ChangeActivity(id="winter", changes={"hours": 3})).note
