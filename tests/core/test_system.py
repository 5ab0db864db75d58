"""Platform differences, tested through the one place that holds them."""

from __future__ import annotations

import errno
import io
import os
import stat
import sys
from contextlib import nullcontext
from pathlib import Path

import pytest

from alcto_core import platforms, system


class Clock:
    """Time that passes only while somebody sleeps."""

    def __init__(self) -> None:
        self.now = 0.0
        self.naps: list[float] = []

    def time(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.naps.append(seconds)
        self.now += seconds


class SharingError(OSError):
    """What Windows says while another program holds the file."""

    def __init__(self, code: int) -> None:
        super().__init__(13, "in use by another process")
        self.winerror = code


def windows_with(clock: Clock) -> platforms.Windows:
    return platforms.Windows(clock=clock.time, sleep=clock.sleep)


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    source, target = tmp_path / "new", tmp_path / "old"
    source.write_text("new")
    target.write_text("old")
    return source, target


@pytest.mark.parametrize("code", [5, 32, 33])
@pytest.mark.parametrize("times", [1, 6])
def test_a_replace_that_windows_refuses_is_tried_again(
    files: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, code: int, times: int
) -> None:
    refusals = [SharingError(code) for _ in range(times)]
    replace = os.replace

    def refusing(source: Path, target: Path) -> None:
        if refusals:
            raise refusals.pop()
        replace(source, target)

    monkeypatch.setattr(os, "replace", refusing)
    clock = Clock()
    windows_with(clock).replace(*files)
    assert files[1].read_text() == "new"
    assert len(clock.naps) == times


def test_a_replace_that_windows_refuses_for_long_is_given_up(
    files: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refusing(source: Path, target: Path) -> None:
        raise SharingError(32)

    monkeypatch.setattr(os, "replace", refusing)
    clock = Clock()
    with pytest.raises(SharingError):
        windows_with(clock).replace(*files)
    assert 1.5 < clock.now <= 2.5
    assert files[1].read_text() == "old"


def test_another_error_is_not_tried_again(files: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    def refusing(source: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", refusing)
    clock = Clock()
    with pytest.raises(OSError, match="No space"):
        windows_with(clock).replace(*files)
    assert not clock.naps


@pytest.mark.parametrize("half", [platforms.Posix(), platforms.Windows()], ids=["posix", "windows"])
def test_placing_a_file_never_replaces_one(files: tuple[Path, Path], half: platforms.Platform, tmp_path: Path) -> None:
    source, target = files
    with pytest.raises(FileExistsError):
        half.place(source, target)
    assert target.read_text() == "old"
    half.place(source, tmp_path / "free")
    assert (tmp_path / "free").read_text() == "new"
    assert not source.exists()


def test_placing_works_where_the_disk_knows_no_links(
    files: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def refusing(source: Path, target: Path) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refusing)
    platforms.Posix().place(files[0], tmp_path / "free")
    assert (tmp_path / "free").read_text() == "new"
    (tmp_path / "again").write_text("x")
    with pytest.raises(FileExistsError):
        platforms.Posix().place(tmp_path / "again", files[1])


def test_placing_that_was_done_and_answered_with_an_error_is_done(
    files: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    real = os.link

    def late(source: Path, target: Path) -> None:
        real(source, target)
        raise FileExistsError(17, "File exists")

    monkeypatch.setattr(os, "link", late)
    platforms.Posix().place(files[0], tmp_path / "free")
    assert (tmp_path / "free").read_text() == "new"
    assert not files[0].exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no permission bits")
def test_a_written_file_takes_the_mode_of_its_model(tmp_path: Path) -> None:
    model, target = tmp_path / "model", tmp_path / "target"
    model.write_text("")
    model.chmod(0o640)
    system.write_file(target, b"x", like=model)
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


def test_windows_syncs_no_folder_and_copies_no_mode(tmp_path: Path) -> None:
    half = platforms.Windows()
    half.sync_folder(tmp_path / "not there")
    half.copy_rights(tmp_path / "not there", tmp_path)
    assert half.most_rights(tmp_path / "not there", tmp_path) is None


@pytest.mark.skipif(os.name == "nt", reason="Windows syncs no folder")
@pytest.mark.parametrize(("number", "is_raised"), [(errno.EINVAL, False), (errno.ENOTSUP, False), (errno.EIO, True)])
def test_a_file_system_that_knows_no_syncing_of_folders_is_no_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, is_raised: bool
) -> None:
    asked = []

    def refused(handle: int) -> None:
        asked.append(handle)
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", refused)
    with pytest.raises(OSError, match=os.strerror(number)) if is_raised else nullcontext():
        platforms.Posix().sync_folder(tmp_path)
    assert asked


def test_each_folder_that_is_made_is_made_safe_in_the_one_above(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[Path] = []

    class Noting(platforms.Posix):
        def sync_folder(self, folder: Path) -> None:
            synced.append(folder)
            raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(system, "current", Noting())
    for _ in range(2):
        system.make_folder(tmp_path / "a" / "b" / "c")
    assert synced == [tmp_path, tmp_path / "a", tmp_path / "a" / "b"]


def test_a_file_that_cannot_be_written_leaves_no_temporary_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "target"
    target.write_text("old")
    for name in ("write", "fsync", "replace"):
        with monkeypatch.context() as patched:

            def failing(*arguments: object) -> None:
                raise OSError(28, "No space left on device")

            patched.setattr(os, name, failing)
            with pytest.raises(OSError, match="No space"):
                system.write_file(target, b"new")
        assert target.read_text() == "old"
        assert [file.name for file in tmp_path.iterdir()] == ["target"]


def test_short_writes_are_continued(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = os.write
    monkeypatch.setattr(os, "write", lambda handle, raw: write(handle, bytes(raw[:3])))
    system.write_file(tmp_path / "target", b"0123456789")
    assert (tmp_path / "target").read_bytes() == b"0123456789"


def test_a_line_after_a_torn_one_begins_a_new_line(tmp_path: Path) -> None:
    target = tmp_path / "index"
    system.append_line(target, b"one")
    with target.open("ab") as file:
        file.write(b"tor")
    system.append_line(target, b"two")
    assert target.read_bytes() == b"one\ntor\ntwo\n"


@pytest.mark.skipif(os.name == "nt", reason="no named pipes in folders on Windows")
def test_only_plain_files_are_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", tmp_path, Path("/dev/zero")):
        with pytest.raises(OSError, match="not a plain file"):
            system.read_file(path, 10)


def test_no_more_is_read_than_allowed(tmp_path: Path) -> None:
    (tmp_path / "big").write_bytes(b"x" * 100)
    assert system.read_file(tmp_path / "big", 10)[0] == b"x" * 10


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_links_in_a_circle_are_an_error_of_the_system(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    with pytest.raises(OSError, match=r"[Tt]oo many|circle|loop"):
        system.read_file(system.resolve(tmp_path / "a"), 10)


def test_the_editor_is_the_one_the_person_named() -> None:
    assert system.editor_command({"VISUAL": "code --wait", "EDITOR": "vi"}) == ("code", "--wait")
    assert system.editor_command({"VISUAL": " ", "EDITOR": "'my editor' -x"}) == ("my editor", "-x")
    assert system.editor_command({"EDITOR": "it's"}) == ("it's",)


def test_without_a_named_editor_the_machine_is_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system, "current", platforms.Posix())
    assert system.editor_command({"PATH": str(tmp_path)}) is None
    (tmp_path / "vi").write_text("#!/bin/sh\n")
    (tmp_path / "vi").chmod(0o755)
    if os.name != "nt":
        assert system.editor_command({"PATH": str(tmp_path)}) == ("vi",)


def test_notepad_stands_in_on_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system, "current", platforms.Windows())
    assert system.editor_command({}) == ("notepad",)
    assert system.editor_command({"EDITOR": r"C:\apps\ed.exe -w"}) == (r"C:\apps\ed.exe", "-w")


def test_a_windows_editor_with_spaces_in_its_path_is_one_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system, "current", platforms.Windows())
    program = tmp_path / "my editor.exe"
    program.write_text("")
    assert system.editor_command({"EDITOR": f'"{program}"'}) == (str(program),)


def test_signals_are_those_of_the_platform() -> None:
    names = {one.name for one in system.current.signals()}
    assert "SIGTERM" in names
    assert ("SIGHUP" in names) == (sys.platform != "win32")
    assert "SIGHUP" not in {one.name for one in platforms.Windows().signals()}


def test_a_missing_or_closed_stream_is_no_terminal() -> None:
    closed = io.StringIO()
    closed.close()
    assert not system.is_terminal(None)
    assert not system.is_terminal(closed)
    assert not system.is_terminal(io.StringIO())


def test_an_unknown_encoding_counts_as_ascii() -> None:
    odd = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    assert system.output_encoding(odd) == "utf-8"
    assert system.output_encoding(None) == "ascii"
    assert system.output_encoding(io.StringIO()) == "ascii"


@pytest.mark.parametrize(
    ("environ", "encoding"),
    [
        ({}, "utf-8"),
        ({"LANG": "en_US.UTF-8"}, "utf-8"),
        ({"LANG": "C.UTF-8"}, "utf-8"),
        ({"LANG": "de_DE.utf8@euro"}, "utf-8"),
        ({"LANG": "en_US"}, "utf-8"),
        ({"LANG": "C"}, "ascii"),
        ({"LC_ALL": "POSIX", "LANG": "en_US.UTF-8"}, "ascii"),
        ({"LC_ALL": "", "LC_CTYPE": "en_US.ISO-8859-1"}, "ascii"),
        ({"LANG": "C", "PYTHONUTF8": "1"}, "utf-8"),
        ({"LANG": "x.nonsense"}, "utf-8"),
    ],
)
def test_what_a_terminal_understands_is_what_its_locale_says(environ: dict[str, str], encoding: str) -> None:
    class Stream:
        encoding = "utf-8"

    assert system.terminal_encoding(Stream(), environ) == encoding


def test_what_nobody_may_look_at_is_not_told_as_missing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    (tmp_path / "round").symlink_to(tmp_path / "round")
    assert system.is_there(tmp_path / "file")
    assert not system.is_there(tmp_path / "none")
    assert not system.is_there(tmp_path / "file" / "below")
    with pytest.raises(OSError, match="symbolic links"):
        system.is_there(tmp_path / "round")
