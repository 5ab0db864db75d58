"""Opening a backup that anybody may have made: nothing in it is believed before it was looked at.

Every name must be one that every system can have and must stand in the list of contents; no entry may overlap
another, be a link, be encrypted, or come out larger than it says; every file must have the hash of the list.
All of this is asked before a restore writes anything.
"""

from __future__ import annotations

import hashlib
import os
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from alcto_core import system
from alcto_core.backup import archive
from alcto_core.backup.archive import Manifest, Packed
from alcto_core.keeping.folder import FILE
from alcto_core.problems import Refused
from alcto_core.records.reading import read_text

_PART = 1 << 20
_DIRECTORY_MOST = 64 << 20
_ENDING, _ENDING_64, _LOCATOR = struct.Struct("<4s4H2LH"), struct.Struct("<4sQ2H2L4Q"), struct.Struct("<4sLQL")
_HEADER = 30
_RATIO_FROM = 64 << 20
_RATIO_MOST = 200
"""How many times as much as went in may come out of a large entry. Text comes to about 20."""
_ENCRYPTED = 0x1
_UNREADABLE = (
    zipfile.BadZipFile, zlib.error, EOFError, struct.error, ValueError, RuntimeError, NotImplementedError,
    OverflowError, KeyError, IndexError,
)  # fmt: skip
"""What the zip reader raises for an archive that is damaged, or made to look so."""


class Archive:
    """An open backup whose names and sizes were looked at; `verify` asks for the rest."""

    def __init__(self, path: Path, zipped: zipfile.ZipFile, manifest: Manifest) -> None:
        self.path = path
        self.manifest = manifest
        self._zipped = zipped
        self._entries = {info.filename: info for info in zipped.infolist()}

    def verify(self, progress: Callable[[int, int], object] = lambda *_: None) -> None:
        """Read every file and compare it with the list of contents. Raises `Refused`."""
        for number, packed in enumerate(self.manifest.files):
            progress(number, len(self.manifest.files))
            for _ in self.parts(packed):
                pass

    def parts(self, packed: Packed) -> Iterator[bytes]:
        """A file part by part. Raises `Refused`, after the last part too: where its hash is not that of the list."""
        whole, size = hashlib.sha256(), 0
        try:
            with self._zipped.open(self._entries[packed.name]) as entry:
                while part := entry.read(_PART):
                    size += len(part)
                    if size > packed.size:
                        break
                    whole.update(part)
                    yield part
        except _UNREADABLE as error:
            raise _refused(self.path, f"{packed.path} in it is damaged") from error
        if size != packed.size or whole.hexdigest() != packed.sha256:
            raise _refused(self.path, f"{packed.path} in it is not what the list of contents says")

    def bytes_of(self, packed: Packed) -> bytes:
        """A small file whole. Raises `Refused`."""
        if packed.size > archive.MOST_BESIDE:
            raise _refused(self.path, f"{packed.path} in it is too large")
        return b"".join(self.parts(packed))

    def file(self, path: str) -> Packed | None:
        """The file that lay at a path of the records folder."""
        return next((packed for packed in self.manifest.files if packed.path == path), None)


@contextmanager
def opened(path: Path) -> Iterator[Archive]:
    """Open a backup and look at all that can be told without unpacking. Raises `Refused`."""
    try:
        stream = _stream(path)
    except OSError as error:
        raise Refused(f"{path} cannot be read: {system.reason(error)}.") from error
    with stream:
        try:
            _require_small_directory(stream)
            zipped = zipfile.ZipFile(stream)
        except (*_UNREADABLE, OSError) as error:
            raise Refused(f"{path} is not a zip file, or is damaged.") from error
        with zipped:
            yield _looked_at(path, zipped)


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
    if max(sizes) > _DIRECTORY_MOST or max(counts) > archive.MOST_FILES + 1:
        raise ValueError("too many files")
    stream.seek(0)


def _looked_at(path: Path, zipped: zipfile.ZipFile) -> Archive:
    entries = [
        info
        for info in zipped.infolist()
        if not (info.filename.endswith("/") and archive.is_portable(info.filename.rstrip("/")))
    ]
    if len(entries) > archive.MOST_FILES + 1:
        raise _refused(path, "it holds more files than alcto packs")
    if not entries:
        raise _refused(path, "it is empty")
    _require_fit(path, entries, zipped)
    manifest = _manifest(path, zipped, {info.filename: info for info in entries})
    found = Archive(path, zipped, manifest)
    _require_listed(path, found, {info.filename: info for info in entries})
    return found


def _require_fit(path: Path, entries: list[zipfile.ZipInfo], zipped: zipfile.ZipFile) -> None:
    """Names, kinds and sizes, before anything is unpacked."""
    seen: set[str] = set()
    for info in entries:
        mode = info.external_attr >> 16
        # What follows a NUL is not in `filename`, and on Windows a backslash has become a slash there.
        if not archive.is_portable(info.filename) or info.orig_filename != info.filename:
            raise _refused(path, f"it holds a file of a name that is not safe: “{info.orig_filename}”")
        if archive.folded(info.filename) in seen:
            raise _refused(path, f"it holds two files of one name: “{info.filename}”")
        if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
            raise _refused(path, f"“{info.filename}” in it is a link or no plain file")
        if info.flag_bits & _ENCRYPTED:
            raise _refused(path, "it is encrypted; take the password off with the program that set it")
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise _refused(path, f"“{info.filename}” in it is packed in a way that alcto does not unpack")
        seen.add(archive.folded(info.filename))
        packed = info.compress_size
        is_too_good = info.file_size > _RATIO_FROM and info.file_size > _RATIO_MOST * packed
        if info.file_size >= archive.MOST_IN_ONE or is_too_good:
            raise _refused(path, f"“{info.filename}” in it would unpack to far more than it should")
        if info.compress_type == zipfile.ZIP_STORED and info.file_size != packed:
            raise _refused(path, f"“{info.filename}” in it has two sizes")
    ordered = sorted(entries, key=lambda info: info.header_offset)
    ends = [*(info.header_offset for info in ordered[1:]), zipped.start_dir]
    for info, end in zip(ordered, ends, strict=True):
        if info.header_offset < 0 or info.header_offset + _HEADER + info.compress_size > end:
            raise _refused(path, "files in it overlap, which no honest archive does")


def _manifest(path: Path, zipped: zipfile.ZipFile, entries: dict[str, zipfile.ZipInfo]) -> Manifest:
    info = entries.get(archive.MANIFEST)
    if info is None:
        if FILE in entries:
            raise Refused(
                f"{path} holds a {FILE}, but no list of contents, so `alcto backup` did not make it. Unpack it "
                f"yourself, and `alcto import` takes over what you want from its {FILE}."
            )
        raise _refused(path, "it is no backup of alcto's")
    try:
        if info.file_size > archive.MOST_MANIFEST:
            raise Refused(f"Its list of contents ({archive.MANIFEST}) is damaged.")
        with zipped.open(info) as entry:
            return archive.read_manifest(entry.read(archive.MOST_MANIFEST + 1))
    except Refused as error:
        raise Refused(f"{path} cannot be restored. {error}") from error
    except _UNREADABLE as error:
        raise _refused(path, "its list of contents is damaged") from error


def _require_listed(path: Path, found: Archive, entries: dict[str, zipfile.ZipInfo]) -> None:
    """What is listed is there, what is there is listed, and each has its place in a records folder."""
    names = [packed.name for packed in found.manifest.files]
    paths = [packed.path for packed in found.manifest.files]
    if len(set(names)) != len(names) or len(set(paths)) != len(paths):
        raise _refused(path, "its list of contents names a file twice")
    if missing := next((name for name in names if name not in entries or name == archive.MANIFEST), None):
        raise _refused(path, f"“{missing}” is listed, but not in it")
    if extra := next((name for name in entries if name not in {*names, archive.MANIFEST}), None):
        raise _refused(path, f"it holds a file that is not listed: “{extra}”")
    proofs = _named(found)
    for packed in found.manifest.files:
        place = archive.place_of(packed.path, proofs)
        is_odd = packed.name.startswith(archive.ODD) and place in ("evidence", "rules")
        if place is None or (packed.name != packed.path and not is_odd):
            raise _refused(path, f"it names a place where a backup has nothing to put: “{packed.path}”")
        if packed.size != entries[packed.name].file_size:
            raise _refused(path, f"{packed.path} in it is not of the size that the list of contents says")


def _named(found: Archive) -> frozenset[str]:
    """The files that the records in the archive name as proof."""
    records = found.file(FILE)
    if records is None:
        return frozenset()
    reading = read_text(found.bytes_of(records), FILE)
    return frozenset(map(archive.inner_path, reading.records.proof)) if reading.records is not None else frozenset()


def _refused(path: Path, why: str) -> Refused:
    return Refused(f"{path} cannot be restored: {why}.")
