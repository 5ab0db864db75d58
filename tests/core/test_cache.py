"""What is kept to be faster: it comes back as it was, or it is not there."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alcto_core import cache

KEY = cache.digest(b"what it rests on")
POSIX = pytest.mark.skipif(os.name == "nt", reason="Windows has no modes")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the entries of one test lie; not there yet."""
    place = tmp_path / "kept"
    monkeypatch.delenv(cache.VARIABLE, raising=False)
    monkeypatch.setattr(cache, "cache_place", lambda: str(place))
    return place


def only_file(folder: Path) -> Path:
    (file,) = folder.iterdir()
    return file


def test_what_was_kept_comes_back(folder: Path) -> None:
    assert cache.kept("kind", KEY) is None
    cache.keep("kind", KEY, b"\0\xff payload\n")
    assert cache.kept("kind", KEY) == b"\0\xff payload\n"
    assert cache.entries() == (1, only_file(folder).stat().st_size)


def test_another_key_or_kind_is_another_entry(folder: Path) -> None:
    cache.keep("kind", KEY, b"payload")
    assert cache.kept("kind", cache.digest(b"something else")) is None
    assert cache.kept("sort", KEY) is None


def test_it_can_be_turned_off(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.keep("kind", KEY, b"payload")
    monkeypatch.setenv(cache.VARIABLE, "0")
    assert cache.kept("kind", KEY) is None
    cache.keep("kind", cache.digest(b"other"), b"payload")
    assert len(list(folder.iterdir())) == 1
    assert cache.entries() == (0, 0)


def test_no_flipped_byte_is_believed(folder: Path) -> None:
    cache.keep("kind", KEY, b"payload")
    file = only_file(folder)
    whole = file.read_bytes()
    for at in range(len(whole)):
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 0x20]) + whole[at + 1 :])
        assert cache.kept("kind", KEY) is None, at
    file.write_bytes(whole)
    assert cache.kept("kind", KEY) == b"payload"


def test_no_part_of_an_entry_is_believed(folder: Path) -> None:
    cache.keep("kind", KEY, b"payload")
    file = only_file(folder)
    whole = file.read_bytes()
    for size in range(len(whole)):
        file.write_bytes(whole[:size])
        assert cache.kept("kind", KEY) is None, size
    file.write_bytes(whole + b"\n")
    assert cache.kept("kind", KEY) is None


def test_an_entry_under_the_name_of_another_is_not_believed(folder: Path) -> None:
    other = cache.digest(b"other")
    cache.keep("kind", KEY, b"payload")
    first = only_file(folder)
    cache.keep("kind", other, b"other payload")
    (second,) = set(folder.iterdir()) - {first}
    first.replace(second)
    assert cache.kept("kind", other) is None


@POSIX
@pytest.mark.parametrize("mode", [0o620, 0o602, 0o666])
def test_what_others_may_write_is_not_believed(folder: Path, mode: int) -> None:
    cache.keep("kind", KEY, b"payload")
    only_file(folder).chmod(mode)
    assert cache.kept("kind", KEY) is None


@POSIX
def test_a_folder_that_others_may_write_is_neither_read_nor_filled(folder: Path) -> None:
    cache.keep("kind", KEY, b"payload")
    folder.chmod(0o777)
    assert cache.kept("kind", KEY) is None
    cache.keep("kind", cache.digest(b"other"), b"payload")
    assert len(list(folder.iterdir())) == 1


@POSIX
def test_what_belongs_to_somebody_else_is_not_believed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.keep("kind", KEY, b"payload")
    monkeypatch.setattr(os, "geteuid", lambda: folder.stat().st_uid + 1)
    assert cache.kept("kind", KEY) is None


@POSIX
def test_folder_and_entries_are_for_this_person_alone(folder: Path) -> None:
    cache.keep("kind", KEY, b"payload")
    assert folder.stat().st_mode & 0o777 == 0o700
    assert only_file(folder).stat().st_mode & 0o777 == 0o600


@POSIX
def test_a_link_or_a_pipe_in_the_place_of_an_entry_is_not_read(folder: Path, tmp_path: Path) -> None:
    cache.keep("kind", KEY, b"payload")
    file = only_file(folder)
    aside = tmp_path / "aside"
    file.replace(aside)
    file.symlink_to(aside)
    assert cache.kept("kind", KEY) is None
    file.unlink()
    os.mkfifo(file, 0o600)
    assert cache.kept("kind", KEY) is None


def test_where_no_folder_can_be_made_nothing_is_kept_and_nothing_fails(folder: Path) -> None:
    folder.write_text("a file where the folder belongs", encoding="utf-8")
    cache.keep("kind", KEY, b"payload")
    assert cache.kept("kind", KEY) is None
    assert cache.entries() == (0, 0)


def test_a_disk_that_refuses_leaves_nothing_behind(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(handle: int, raw: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(cache.os, "write", full)
    cache.keep("kind", KEY, b"payload")
    assert list(folder.iterdir()) == []


def test_no_home_is_no_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown() -> str:
        raise RuntimeError("could not determine the home directory")

    monkeypatch.delenv(cache.VARIABLE, raising=False)
    monkeypatch.setattr(cache, "cache_place", unknown)
    cache.keep("kind", KEY, b"payload")
    assert cache.kept("kind", KEY) is None


def test_many_writers_leave_one_whole_entry(folder: Path) -> None:
    payloads = [bytes([number]) * 50_000 for number in range(8)]
    with ThreadPoolExecutor(8) as writers:
        list(writers.map(lambda payload: cache.keep("kind", KEY, payload), payloads))
    assert cache.kept("kind", KEY) in payloads
    assert len(list(folder.iterdir())) == 1


def test_the_oldest_entries_make_room(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "MOST_ENTRIES", 3)
    keys = [cache.digest(bytes([number])) for number in range(5)]
    for number, key in enumerate(keys):
        cache.keep("kind", key, b"payload")
        for file in folder.iterdir():
            if key.hex() in file.name:
                os.utime(file, (number, number))
    assert [cache.kept("kind", key) is not None for key in keys] == [False, False, True, True, True]


@given(st.lists(st.binary(max_size=4), max_size=4), st.lists(st.binary(max_size=4), max_size=4))
def test_only_equal_parts_have_one_digest(one: list[bytes], other: list[bytes]) -> None:
    assert (cache.digest(*one) == cache.digest(*other)) == (one == other)
