"""What files of proof looked like when they were logged."""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from profiles import tries

from alcto_core.keeping import fingerprints, last_seen
from alcto_core.keeping.fingerprints import changed, note, noted, strangers
from alcto_core.keeping.folder import RecordsFolder
from alcto_core.problems import RecordsError

DAY, LATER = date(2026, 3, 1), date(2026, 4, 1)


@pytest.fixture
def folder(tmp_path: Path) -> RecordsFolder:
    folder = RecordsFolder(path=tmp_path / "records")
    folder.evidence.mkdir(parents=True)
    return folder


def proof(folder: RecordsFolder, name: str = "a.pdf", raw: bytes = b"one") -> str:
    (folder.evidence / name).write_bytes(raw)
    return f"evidence/{name}"


def differing(folder: RecordsFolder, *paths: str) -> list[str]:
    return [one.path for one in changed(folder, noted(folder), paths, LATER)]


def test_a_file_is_noted_with_its_hash_size_and_day(folder: RecordsFolder) -> None:
    path = proof(folder)
    assert note(folder, [path], DAY) == (path,)
    found = noted(folder)[path]
    assert (found.size, found.day, found.whole) == (3, DAY, True)
    assert found.sha256 == "7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed"
    assert differing(folder, path) == []


def test_nothing_is_noted_of_a_folder_without_notes(folder: RecordsFolder) -> None:
    assert noted(folder) == {}
    assert note(folder, [], DAY) == ()
    assert not folder.own.exists()


@pytest.mark.parametrize("raw", [b"ONE", b"longer", b"", b"on"])
def test_a_change_is_noticed_whatever_the_times_say(folder: RecordsFolder, raw: bytes) -> None:
    path = proof(folder)
    note(folder, [path], DAY)
    told = (folder.path / path).stat()
    proof(folder, raw=raw)
    os.utime(folder.path / path, ns=(told.st_atime_ns, told.st_mtime_ns))
    (one,) = changed(folder, noted(folder), [path], LATER)
    assert (one.before.size, one.now.size, one.before.day, one.now.day) == (3, len(raw), DAY, LATER)


def test_a_file_of_another_size_is_not_read(folder: RecordsFolder) -> None:
    path = proof(folder)
    note(folder, [path], DAY)
    proof(folder, raw=b"longer")
    read: list[str] = []
    assert changed(folder, noted(folder), [path], LATER, watch=lambda name, size: read.append(name))
    assert read == []


def test_noting_again_takes_the_place_of_the_old_note_and_keeps_the_others(folder: RecordsFolder) -> None:
    first, second = proof(folder), proof(folder, "b.pdf")
    note(folder, [first, second], DAY)
    proof(folder, raw=b"two")
    assert note(folder, [first], LATER) == (first,)
    assert differing(folder, first, second) == []
    assert [one.day for one in noted(folder).values()] == [LATER, DAY]


def test_a_large_file_is_compared_by_size_and_ends(folder: RecordsFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fingerprints, "WHOLE_MOST", 10 << 20)
    file = folder.path / proof(folder, "big.mp4", b"")
    with file.open("r+b") as stream:
        stream.truncate(2 << 30)
    read: list[int] = []
    note(folder, ["evidence/big.mp4"], DAY, watch=lambda name, size: read.append(size))
    assert read == [2 << 20]
    assert not noted(folder)["evidence/big.mp4"].whole

    def wrote(at: int) -> list[str]:
        with file.open("r+b") as stream:
            stream.seek(at)
            stream.write(b"x")
        return differing(folder, "evidence/big.mp4")

    assert wrote(1 << 30) == []
    assert wrote(5) == ["evidence/big.mp4"]
    note(folder, ["evidence/big.mp4"], DAY)
    assert wrote((2 << 30) - 1) == ["evidence/big.mp4"]


def test_nothing_outside_the_folder_and_nothing_but_plain_files_is_opened(
    folder: RecordsFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    outside = folder.path.parent / "outside.pdf"
    outside.write_bytes(b"secret")
    hostile = [
        "../outside.pdf",
        str(outside),
        "evidence",
        "evidence/gone.pdf",
        "evidence/../../outside.pdf",
        "",
        "a\0b",
    ]
    if os.name == "posix":
        (folder.evidence / "link.pdf").symlink_to(outside)
        (folder.evidence / "circle.pdf").symlink_to("circle.pdf")
        (folder.evidence / "zero.pdf").symlink_to("/dev/zero")
        (folder.evidence / "up").symlink_to("../..")
        os.mkfifo(folder.evidence / "pipe.pdf")
        hostile += [f"evidence/{name}" for name in ("link.pdf", "circle.pdf", "zero.pdf", "up/outside.pdf", "pipe.pdf")]
    opened: list[str] = []
    real = os.open
    monkeypatch.setattr(
        os, "open", lambda path, *rest, **named: (opened.append(str(path)), real(path, *rest, **named))[1]
    )
    assert note(folder, hostile, DAY) == ()
    strangers(folder, [])
    assert [path for path in opened if not path.startswith(str(folder.own))] == []


@pytest.mark.skipif(os.name != "posix", reason="links need rights elsewhere")
def test_a_link_inside_the_folder_is_followed(folder: RecordsFolder) -> None:
    path = proof(folder)
    (folder.evidence / "link.pdf").symlink_to("a.pdf")
    assert note(folder, ["evidence/link.pdf"], DAY) == ("evidence/link.pdf",)
    assert strangers(folder, ["evidence/link.pdf"]) == ()
    assert path


def test_files_that_no_record_names_are_strangers(folder: RecordsFolder) -> None:
    path = proof(folder)
    (folder.evidence / "2025").mkdir()
    for name in ("b.pdf", "2025/c.pdf", ".hidden", "Thumbs.db", "~$c.docx"):
        proof(folder, name)
    (folder.evidence / ".trash").mkdir()
    proof(folder, ".trash/d.pdf")
    assert strangers(folder, [path]) == ("evidence/2025/c.pdf", "evidence/b.pdf")
    assert strangers(folder, ["evidence/./a.pdf", "evidence/2025/../b.pdf"]) == ("evidence/2025/c.pdf",)
    assert strangers(folder, [], most=0) == ()


@pytest.mark.skipif(os.name != "posix", reason="links need rights elsewhere")
def test_a_folder_of_proof_that_leads_elsewhere_is_not_listed(folder: RecordsFolder) -> None:
    folder.evidence.rmdir()
    (folder.path.parent / "private").mkdir()
    (folder.path.parent / "private" / "x.pdf").write_bytes(b"x")
    folder.evidence.symlink_to(folder.path.parent / "private")
    assert strangers(folder, []) == ()


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", '{"files": 3}', '{"files": {"a": 3}}', '{"files": {"a": {"sha256": 1, "size": 2, "day": ""}}}'],
)
def test_damaged_notes_are_told_and_only_renewed_on_purpose(folder: RecordsFolder, text: str) -> None:
    path = proof(folder)
    folder.own.mkdir()
    (folder.own / "evidence.json").write_text(text)
    with pytest.raises(RecordsError):
        noted(folder)
    with pytest.raises(RecordsError):
        note(folder, [path], DAY)
    assert (folder.own / "evidence.json").read_text() == text
    assert note(folder, [path], DAY, anew=True) == (path,)
    assert differing(folder, path) == []


@settings(max_examples=tries(100), suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(raw=st.binary(max_size=300))
def test_only_one_kind_of_error_comes_out_of_any_notes(folder: RecordsFolder, raw: bytes) -> None:
    folder.own.mkdir(exist_ok=True)
    (folder.own / "evidence.json").write_bytes(raw)
    for name in ("last-backup", "plugins.toml"):
        (folder.own / name).write_bytes(raw)
    with suppress(RecordsError):
        noted(folder)
    last_seen.last_backup(folder)
    last_seen.known_plugins(folder)


def test_the_last_backup_and_the_plugins_are_remembered(folder: RecordsFolder) -> None:
    assert last_seen.last_backup(folder) is None
    assert last_seen.known_plugins(folder) == {}
    at = datetime(2026, 3, 1, 12, tzinfo=UTC)
    last_seen.record_backup(folder, Path("/a folder/b.zip"), at)
    made = last_seen.last_backup(folder)
    assert made is not None and (made.at, made.path) == (at, "/a folder/b.zip")
    last_seen.remember_plugins(folder, {"texas": "alcto-texas 1.2"})
    assert last_seen.known_plugins(folder) == {"texas": "alcto-texas 1.2"}
