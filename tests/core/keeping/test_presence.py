"""Two alctos in one folder know of each other; nothing rests on it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import filelock
import pytest

from alcto_core.keeping.folder import RecordsFolder
from alcto_core.keeping.presence import Presence


@pytest.fixture
def folder(tmp_path: Path) -> RecordsFolder:
    (tmp_path / "records.toml").write_text("schema = 1\n", encoding="utf-8")
    return RecordsFolder(path=tmp_path)


def test_the_first_is_alone_and_the_second_is_not(folder: RecordsFolder) -> None:
    first, second = Presence(folder), Presence(folder)
    assert not first.enter()
    assert second.enter()
    first.leave()
    assert not second.enter()
    assert first.enter()
    second.leave()


def test_entering_twice_is_entering_once(folder: RecordsFolder) -> None:
    one = Presence(folder)
    assert not one.enter()
    assert not one.enter()
    one.leave()
    one.leave()
    other = Presence(folder)
    assert not other.enter()
    other.leave()


def test_two_folders_that_link_to_one_file_know_of_each_other(folder: RecordsFolder, tmp_path: Path) -> None:
    linked = RecordsFolder(path=tmp_path / "linked")
    linked.path.mkdir()
    try:
        linked.file.symlink_to(folder.file)
    except OSError:
        pytest.skip("links need rights on this machine")
    first, second = Presence(folder), Presence(linked)
    assert not first.enter()
    assert second.enter()
    first.leave()


def test_a_folder_that_takes_no_lock_is_silent(tmp_path: Path) -> None:
    (tmp_path / ".alcto").write_text("a file in the way", encoding="utf-8")
    one = Presence(RecordsFolder(path=tmp_path))
    assert not one.enter()
    one.leave()


def test_a_file_system_without_locks_is_silent(folder: RecordsFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    def acquire(_lock: object) -> None:
        raise OSError(38, "Function not implemented")

    monkeypatch.setattr(filelock.FileLock, "acquire", acquire)
    assert not Presence(folder).enter()


def test_a_mere_marker_file_is_no_sign_of_another(folder: RecordsFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filelock, "FileLock", filelock.SoftFileLock)
    one, other = Presence(folder), Presence(folder)
    assert not one.enter()
    assert not other.enter()
    assert not (folder.own / "open.lock").exists()


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL is POSIX")
def test_a_killed_alcto_is_no_longer_there(folder: RecordsFolder) -> None:
    program = (
        "import sys, pathlib\n"
        "from alcto_core.keeping.folder import RecordsFolder\n"
        "from alcto_core.keeping.presence import Presence\n"
        "here = Presence(RecordsFolder(path=pathlib.Path(sys.argv[1])))\n"
        "here.enter() or print('in', flush=True)\n"
        "sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(folder.path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "in\n"
        one = Presence(folder)
        assert one.enter()
        child.send_signal(signal.SIGKILL)
        child.wait()
        assert not one.enter()
        one.leave()
