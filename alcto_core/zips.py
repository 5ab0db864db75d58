"""A zip that anybody may have made, opened and looked at before a byte of it is unpacked, and names that every system
can have.

No entry may have a name that leads elsewhere, be a link, be encrypted, overlap another, or come out as far more than
went in.
"""

from __future__ import annotations

import os
import re
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

MOST_FILES = 50_000
MOST_IN_ONE = 2 << 30
"""Bytes of one file, from which on it is not packed and not unpacked."""

_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9\u00b9\u00b2\u00b3])(\..*)?", re.IGNORECASE)
_NOT_ON_WINDOWS = frozenset('<>:"|?*\\')
MOST_NAME = 255
MOST_PATH = 1024
_DIRECTORY_MOST = 64 << 20
_ENDING, _ENDING_64, _LOCATOR = struct.Struct("<4s4H2LH"), struct.Struct("<4sQ2H2L4Q"), struct.Struct("<4sLQL")
_HEADER = 30
_RATIO_FROM = 64 << 20
_RATIO_MOST = 200
"""How many times as much as went in may come out of a large entry. Text comes to about 20."""
_ENCRYPTED = 0x1
UNREADABLE = (
    zipfile.BadZipFile, zlib.error, EOFError, struct.error, ValueError, RuntimeError, NotImplementedError,
    OverflowError, KeyError, IndexError,
)  # fmt: skip
"""What the zip reader raises for an archive that is damaged, or made to look so."""


class Unsafe(Exception):
    """Why a zip is not unpacked, without a full stop. Whoever opens one says it as an error of its own."""


def is_portable(path: str) -> bool:
    """Whether every system can have files of this name, and shows it as it is."""
    if not path.isprintable() or len(path.encode("utf-8", "replace")) > MOST_PATH:
        return False
    return all(
        part not in ("", ".", "..")
        and not _NOT_ON_WINDOWS.intersection(part)
        and part[-1] not in ". "
        and len(part.encode()) <= MOST_NAME
        and not _RESERVED.fullmatch(part)
        for part in path.split("/")
    )


def folded(path: str) -> str:
    """What two names have in common that some systems take for one."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


@contextmanager
def looked_at(path: Path) -> Iterator[tuple[zipfile.ZipFile, dict[str, zipfile.ZipInfo]]]:
    """Open a zip and look at all that can be told without unpacking: its files by name, folders left out.

    Raises `OSError` where it cannot be read and `Unsafe` where it is none, or none that is unpacked.
    """
    with _stream(path) as stream:
        try:
            _require_small_directory(stream)
            zipped = zipfile.ZipFile(stream)
        except (*UNREADABLE, OSError) as error:
            raise Unsafe("it is not a zip file, or is damaged") from error
        with zipped:
            entries = [
                info
                for info in zipped.infolist()
                if not (info.filename.endswith("/") and is_portable(info.filename.rstrip("/")))
            ]
            if len(entries) > MOST_FILES + 1:
                raise Unsafe("it holds more files than alcto packs")
            if not entries:
                raise Unsafe("it is empty")
            _require_fit(entries, zipped)
            yield zipped, {info.filename: info for info in entries}


def _stream(path: Path) -> IO[bytes]:
    """The open file. Pipes and devices are not read."""
    flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
    handle = os.open(path, flags)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise OSError(22, "not a plain file", str(path))
    return os.fdopen(handle, "rb")


def _require_small_directory(stream: IO[bytes]) -> None:
    """Raises `ValueError` for a directory too large to be held in memory, before it is."""
    end = stream.seek(0, os.SEEK_END)
    stream.seek(max(0, end - _ENDING.size - 0xFFFF))
    tail = stream.read()
    at = tail.rfind(b"PK\5\6")
    if at < 0 or len(tail) - at < _ENDING.size:
        raise ValueError("no directory")
    _, _, _, _, count, size, _, _ = _ENDING.unpack_from(tail, at)
    sizes, counts = [size], [count]
    if at >= _LOCATOR.size and tail[at - _LOCATOR.size :].startswith(b"PK\6\7"):
        stream.seek(max(0, end - len(tail) + at - _LOCATOR.size - _ENDING_64.size))
        signature, *_, count, size, _ = _ENDING_64.unpack(stream.read(_ENDING_64.size))
        if signature == b"PK\6\6":
            sizes, counts = [size], [count]
    if max(sizes) > _DIRECTORY_MOST or max(counts) > MOST_FILES + 1:
        raise ValueError("too many files")
    stream.seek(0)


def _require_fit(entries: list[zipfile.ZipInfo], zipped: zipfile.ZipFile) -> None:
    """Names, kinds and sizes, before anything is unpacked."""
    seen: set[str] = set()
    for info in entries:
        mode = info.external_attr >> 16
        # What follows a NUL is not in `filename`, and on Windows a backslash has become a slash there.
        if not is_portable(info.filename) or info.orig_filename != info.filename:
            raise Unsafe(f"it holds a file of a name that is not safe: “{info.orig_filename}”")
        if folded(info.filename) in seen:
            raise Unsafe(f"it holds two files of one name: “{info.filename}”")
        if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
            raise Unsafe(f"“{info.filename}” in it is a link or no plain file")
        if info.flag_bits & _ENCRYPTED:
            raise Unsafe("it is encrypted; take the password off with the program that set it")
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise Unsafe(f"“{info.filename}” in it is packed in a way that alcto does not unpack")
        seen.add(folded(info.filename))
        packed = info.compress_size
        is_too_good = info.file_size > _RATIO_FROM and info.file_size > _RATIO_MOST * packed
        if info.file_size >= MOST_IN_ONE or is_too_good:
            raise Unsafe(f"“{info.filename}” in it would unpack to far more than it should")
        if info.compress_type == zipfile.ZIP_STORED and info.file_size != packed:
            raise Unsafe(f"“{info.filename}” in it has two sizes")
    ordered = sorted(entries, key=lambda info: info.header_offset)
    ends = [*(info.header_offset for info in ordered[1:]), zipped.start_dir]
    for info, end in zip(ordered, ends, strict=True):
        if info.header_offset < 0 or info.header_offset + _HEADER + info.compress_size > end:
            raise Unsafe("files in it overlap, which no honest archive does")
