"""Opening a backup that anybody may have made: nothing in it is believed before it was looked at.

Every name must be one that every system can have and must stand in the list of contents; no entry may overlap
another, be a link, be encrypted, or come out larger than it says; every file must have the hash of the list.
All of this is asked before a restore writes anything.
"""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

from alcto_core import system, zips
from alcto_core.backup import archive
from alcto_core.backup.archive import Manifest, Packed
from alcto_core.keeping.folder import FILE
from alcto_core.problems import Refused
from alcto_core.records.reading import read_text

_PART = 1 << 20


class Archive:
    """An open backup whose names and sizes were looked at; `verify` asks for the rest."""

    def __init__(
        self, path: Path, zipped: zipfile.ZipFile, manifest: Manifest, entries: Mapping[str, zipfile.ZipInfo]
    ) -> None:
        self.path = path
        self.manifest = manifest
        self._zipped = zipped
        self._entries = entries

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
        except zips.UNREADABLE as error:
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
    with ExitStack() as stack:
        try:
            zipped, entries = stack.enter_context(zips.looked_at(path))
        except zips.Unsafe as unsafe:
            raise _refused(path, str(unsafe)) from unsafe
        except OSError as error:
            raise Refused(f"{path} cannot be read: {system.reason(error)}.") from error
        found = Archive(path, zipped, _manifest(path, zipped, entries), entries)
        _require_listed(path, found, entries)
        yield found


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
    except zips.UNREADABLE as error:
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
