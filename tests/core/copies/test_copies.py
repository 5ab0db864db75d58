"""Second copies beside the records are found by their names, told apart by what they hold, and never deleted."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from alcto_core.copies import second_copies
from alcto_core.copies.names import PATTERNS, named
from alcto_core.copies.second_copies import find_copies, merging, put_aside, read_copy
from alcto_core.keeping.folder import RecordsFolder
from alcto_core.keeping.store import RecordsStore
from alcto_core.problems import RecordsError, Refused

FILE = """\
schema = 1

[person]
name = "Jordan Avery"

[[credential]]
program = "al-td-ceu"

[[activity]]
id = "winter"
title = "ALET Winter"
date = 2026-01-28
hours = 6.5
"""
COURSE = '\n[[activity]]\nid = "{0}"\ntitle = "Course {0}"\ndate = 2026-02-03\nhours = 2\n'
BAD = '\n[[activity]]\nid = "bad"\ntitle = "Bad"\ndate = 2026-02-03\nhours = "2"\n'
SYNCTHING = "records.sync-conflict-20260301-120000-ABCDEFG.toml"
OTHER_WINTER = FILE.replace("6.5", "5.5")


@pytest.fixture
def folder(tmp_path: Path) -> RecordsFolder:
    (tmp_path / "records.toml").write_text(FILE)
    return RecordsFolder(path=tmp_path)


def put(folder: RecordsFolder, text: str, name: str = SYNCTHING) -> Path:
    path = folder.path / name
    path.write_text(text)
    return path


def told(text: str) -> str:
    return f"a second copy “{SYNCTHING}” (Syncthing) {text}"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (FILE, "holds nothing that this one lacks; it can be deleted"),
        ("# other comments\n" + FILE, "holds nothing that this one lacks; it can be deleted"),
        (FILE.split("[[activity]]")[0], "holds nothing that this one lacks; it can be deleted"),
        (FILE + COURSE.format(1), "holds 1 record that this one lacks"),
        (FILE + "".join(map(COURSE.format, range(3))), "holds 3 records that this one lacks"),
        (OTHER_WINTER, "has 1 record with other values"),
        (OTHER_WINTER + COURSE.format(1), "holds 1 record that this one lacks and has 1 record with other values"),
        (FILE.replace('"Jordan Avery"', '"J"'), "has 1 record with other values"),
        ('mood = "good"\n' + FILE, "differs in keys of the file itself"),
        ("x = [", "cannot be read as records"),
        ("", "cannot be read as records"),
        (FILE.replace("schema = 1", "schema = 2"), "was written by a newer alcto"),
    ],
)
def test_a_copy_says_what_it_holds(folder: RecordsFolder, text: str, sentence: str) -> None:
    put(folder, text)
    (copy,) = find_copies(folder)
    assert copy.sentence == told(sentence)
    assert copy.has_more == ("nothing" not in sentence and "cannot" not in sentence)
    assert copy.is_readable == ("cannot" not in sentence and "newer" not in sentence)


def test_a_folder_without_copies_is_not_read(folder: RecordsFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(second_copies, "_read", None)
    monkeypatch.setattr(second_copies, "_main_document", None)
    assert find_copies(folder) == ()
    assert find_copies(RecordsFolder(path=folder.path / "nowhere")) == ()


def test_only_plain_files_are_copies(folder: RecordsFolder) -> None:
    outside = folder.path.parent / "outside.toml"
    outside.write_text(FILE + COURSE.format(1))
    (folder.path / "records (1).toml").symlink_to(outside)
    (folder.path / "records (2).toml").mkdir()
    if hasattr(os, "mkfifo"):
        os.mkfifo(folder.path / "records (3).toml")
    (folder.path / "records (4).toml").hardlink_to(folder.file)
    assert find_copies(folder) == ()


def test_copies_beside_the_real_file_are_found_where_the_records_are_a_link(tmp_path: Path) -> None:
    (tmp_path / "synced").mkdir()
    (tmp_path / "records").mkdir()
    (tmp_path / "synced" / "mine.toml").write_text(FILE)
    (tmp_path / "synced" / "mine (1).toml").write_text(FILE + COURSE.format(1))
    (tmp_path / "synced" / "records (1).toml").write_text("not about this file")
    (tmp_path / "records" / "records.toml").symlink_to(tmp_path / "synced" / "mine.toml")
    (copy,) = find_copies(RecordsFolder(path=tmp_path / "records"))
    assert copy.path.name == "mine (1).toml"
    assert len(copy.lacking) == 1
    assert put_aside(copy) == tmp_path / "synced" / ".alcto" / "merged" / "mine (1).toml"


def test_so_many_copies_are_looked_at_and_no_more(folder: RecordsFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(second_copies, "MOST_COPIES", 3)
    for number in range(5):
        os.utime(put(folder, FILE, f"records ({number}).toml"), (number, number))
    assert [copy.path.name for copy in find_copies(folder)] == [f"records ({number}).toml" for number in (2, 3, 4)]


def test_without_records_a_copy_shows_all_that_it_holds(folder: RecordsFolder) -> None:
    put(folder, FILE)
    for damage in (b"x = [", None):
        folder.file.unlink() if damage is None else folder.file.write_bytes(damage)
        (copy,) = find_copies(folder)
        assert [one.kind for one in copy.lacking] == ["person", "credential", "activity"]


def test_chosen_records_are_merged_in_one_save_and_one_undo(folder: RecordsFolder) -> None:
    put(folder, OTHER_WINTER + "".join(map(COURSE.format, range(3))))
    (copy,) = find_copies(folder)
    store = RecordsStore(folder)
    assert [one.id for one in copy.proposed] == ["0", "1", "2"]
    edit = merging(copy, copy.proposed)
    saved = store.save(store.load(), edit)
    assert saved.sentence == f"merged 3 records from “{SYNCTHING}”"
    assert "hours = 6.5" in folder.file.read_text()
    (copy,) = find_copies(folder)
    assert copy.sentence == told("has 1 record with other values")
    assert copy.proposed == ()
    store.save(store.load(), merging(copy, copy.takeable))
    assert "hours = 5.5" in folder.file.read_text()
    (copy,) = find_copies(folder)
    assert not copy.has_more
    store.undo()
    store.undo()
    assert folder.file.read_text() == FILE


def test_two_events_under_one_id_are_both_kept_under_a_new_id(folder: RecordsFolder) -> None:
    put(folder, FILE.replace("ALET Winter", "Cyber camp"))
    (copy,) = find_copies(folder)
    store = RecordsStore(folder)
    saved = store.save(store.load(), merging(copy, copy.takeable, copy.takeable))
    records = saved.loaded.reading.records
    assert records is not None
    assert {one.id: one.title for one in records.activities} == {
        "winter": "ALET Winter",
        "2026-01-28-cyber-camp": "Cyber camp",
    }
    (copy,) = find_copies(folder)
    assert not copy.has_more
    store.undo()
    assert folder.file.read_text() == FILE


def test_only_of_activities_that_differ_can_both_be_kept(folder: RecordsFolder) -> None:
    put(folder, FILE.replace('"Jordan Avery"', '"J"') + COURSE.format(1))
    (copy,) = find_copies(folder)
    for one in copy.takeable:
        with pytest.raises(Refused, match="cannot be taken over"):
            merging(copy, [one], [one])


def test_what_cannot_be_taken_over_is_refused(folder: RecordsFolder) -> None:
    twice = COURSE.format("winter")
    put(folder, 'mood = "good"\n' + FILE + BAD + twice)
    (copy,) = find_copies(folder)
    assert copy.takeable == ()
    for one in copy.found:
        with pytest.raises(Refused, match="cannot be taken over"):
            merging(copy, [one])
    with pytest.raises(Refused, match="Nothing was chosen"):
        merging(copy, [])


def test_a_record_that_the_copy_lacks_is_never_removed(folder: RecordsFolder) -> None:
    put(folder, FILE.split("[[activity]]")[0] + COURSE.format(1))
    (copy,) = find_copies(folder)
    store = RecordsStore(folder)
    store.save(store.load(), merging(copy, copy.takeable))
    assert "winter" in folder.file.read_text()


def test_a_copy_is_put_aside_and_never_deleted(folder: RecordsFolder) -> None:
    for number in range(3):
        put(folder, FILE + f"# {number}\n")
        (copy,) = find_copies(folder)
        put_aside(copy)
    assert find_copies(folder) == ()
    aside = sorted((folder.own / "merged").iterdir())
    assert [file.read_text() for file in aside] == [FILE + f"# {number}\n" for number in range(3)]


def test_a_copy_that_changed_meanwhile_stays(folder: RecordsFolder) -> None:
    path = put(folder, FILE)
    (copy,) = find_copies(folder)
    path.write_text(FILE + COURSE.format(1))
    with pytest.raises(Refused, match="changed meanwhile"):
        put_aside(copy)
    path.unlink()
    with pytest.raises(RecordsError, match="could not be put aside"):
        put_aside(copy)


def test_a_copy_of_resilio_sync_stays_where_it_is(folder: RecordsFolder) -> None:
    path = put(folder, FILE, "records.Conflict.toml")
    (copy,) = find_copies(folder)
    assert copy.sentence.endswith("holds nothing that this one lacks; leave it where it is")
    with pytest.raises(Refused, match="on the other computers"):
        put_aside(copy)
    assert path.exists()


def test_any_file_can_be_compared(folder: RecordsFolder, tmp_path: Path) -> None:
    path = put(folder, FILE + COURSE.format(1), "from the old laptop.toml")
    assert find_copies(folder) == ()
    copy = read_copy(folder, path)
    assert (copy.program, len(copy.lacking)) == ("another records file", 1)
    path.write_text(FILE)
    assert read_copy(folder, path).sentence.endswith("holds nothing that this one lacks")
    with pytest.raises(Refused, match="itself"):
        read_copy(folder, folder.file)
    for missing in (tmp_path / "nowhere.toml", tmp_path):
        with pytest.raises(RecordsError, match="not there"):
            read_copy(folder, missing)


def test_every_pattern_names_its_program_and_its_source() -> None:
    assert all(pattern.program and pattern.shape and pattern.source for pattern in PATTERNS)


@pytest.mark.parametrize(
    ("name", "original", "program"),
    [
        ("hours (1).toml", "hours.toml", "Google Drive, OneDrive or a browser"),
        ("records~main.toml", "records.toml", "git"),
        ("records~feature_x.toml", "records.toml", "git"),
        ("records(Edit conflict 2026-01-12 10-10).toml", "records.toml", "a sync program"),
        ("records - Conflict.toml", "records.toml", "a sync program"),
        ("records.toml.THIS", "records.toml", "Bazaar"),
        ("records-Jordan’s MacBook Pro.toml", "records.toml", "OneDrive"),
        ("records-2024.toml", "records.toml", None),
        ("records (1).toml", "hours.toml", None),
        ("hours.v2 (1).toml", "hours.v2.toml", "Google Drive, OneDrive or a browser"),
        ("hoursXv2 (1).toml", "hours.v2.toml", None),
        ("records (1) - Copy.toml", "records.toml", "Windows Explorer"),
        ("records (1).toml~", "records.toml", "an editor"),
        ("Records.toml", "records.toml", "another spelling of the name"),
        ("records.toml", "records.toml", None),
        (f"records{' (1)' * 80}.toml", "records.toml", None),
    ],
)
def test_a_name_is_read_in_the_shape_of_the_files_own(name: str, original: str, program: str | None) -> None:
    found = named(name, original)
    assert (found.program if found else None) == program


STEPS = """\
schema = 1

[person]
name = "Jordan Avery"

[[credential]]
program = "al-cto"
"""
STEP = '\n  [[credential.step]]\n  id = "{0}"\n  done = 2026-02-{1}\n'


@pytest.mark.parametrize(
    ("mine", "theirs", "after"),
    [
        ((("a", "01"),), (("b", "02"),), (("a", "01"), ("b", "02"))),
        ((("a", "01"), ("b", "02")), (("b", "02"),), None),
        ((("a", "01"), ("b", "02")), (("a", "09"),), (("a", "09"), ("b", "02"))),
        ((("a", "01"), ("a", "02")), (("a", "02"),), None),
        ((("a", "01"), ("a", "02")), (("a", "02"), ("a", "03")), (("a", "03"), ("a", "02"))),
        ((("a", "01"),), (), None),
    ],
)
def test_a_step_never_goes_because_the_copy_lacks_it(
    folder: RecordsFolder,
    mine: tuple[tuple[str, str], ...],
    theirs: tuple[tuple[str, str], ...],
    after: tuple[tuple[str, str], ...] | None,
) -> None:
    folder.file.write_text(STEPS + "".join(STEP.format(*one) for one in mine))
    put(folder, STEPS + "".join(STEP.format(*one) for one in theirs))
    (copy,) = find_copies(folder)
    assert copy.has_more is (after is not None)
    if after is None:
        return
    store = RecordsStore(folder)
    store.save(store.load(), merging(copy, copy.takeable))
    records = store.load().reading.records
    assert records is not None
    assert tuple((one.id, f"{one.done:%d}") for one in records.credentials[0].steps) == after
    assert not find_copies(folder)[0].has_more
