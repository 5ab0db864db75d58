"""Writing a bag: a folder or a zip of payload, manifests and tags that archives know (BagIt 1.0, RFC 8493).

Each byte is read once, hashed and written on the way. A bag is made beside its place under another name and moved
there when it is whole, so whoever stops it finds nothing. Made twice of the same bytes it is the same, to the byte:
no clock, no order of a disk, no rights of a file gets into it.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import IO, Protocol

from alcto_core import system
from alcto_core.problems import RecordsError, Refused

DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
ALGORITHM = "sha512"
"""What RFC 8493 asks new bags to use first; also the quicker one where the processor has no help for the other."""
_DAY = (1980, 1, 1, 0, 0, 0)


class _Shelf(Protocol):
    """Where a bag is put: entries are written in order, each once."""

    def entry(self, path: str, size: int) -> AbstractContextManager[IO[bytes]]: ...


class Bag:
    """A bag being written. Payload first, then `finish`."""

    def __init__(self, shelf: _Shelf) -> None:
        self._shelf = shelf
        self._digests: dict[str, str] = {}
        self._octets = 0

    def put(self, path: str, raw: bytes) -> None:
        """Write a file of the payload: `path` below `data/`, safe on every system."""
        self.put_parts(path, (raw,), len(raw))

    def put_parts(self, path: str, parts: Iterable[bytes | memoryview], size: int) -> None:
        """The same, part by part, for a file of so many bytes."""
        self._write(f"data/{path}", parts, size)
        self._octets += size

    def finish(self, info: Mapping[str, str], tags: Mapping[str, bytes]) -> None:
        """Write the tag files: what the bag is, further ones of ours, and the manifests."""
        payload = dict(self._digests)
        self._digests.clear()
        oxum = {"Payload-Oxum": f"{self._octets}.{len(payload)}"}
        lines = [f"{label}: {' '.join(value.split())}\n" for label, value in {**info, **oxum}.items()]
        files = {
            "bag-info.txt": "".join(lines).encode("utf-8"),
            "bagit.txt": DECLARATION,
            f"manifest-{ALGORITHM}.txt": _manifest(payload),
            **tags,
        }
        for path, raw in sorted(files.items()):
            self._write(path, (raw,), len(raw))
        of_tags = _manifest(self._digests)
        self._write(f"tagmanifest-{ALGORITHM}.txt", (of_tags,), len(of_tags))

    def _write(self, path: str, parts: Iterable[bytes | memoryview], size: int) -> None:
        whole = hashlib.new(ALGORITHM)
        with self._shelf.entry(path, size) as file:
            for part in parts:
                whole.update(part)
                file.write(part)
        self._digests[path] = whole.hexdigest()


def _manifest(digests: Mapping[str, str]) -> bytes:
    return "".join(f"{digest}  {path}\n" for path, digest in sorted(digests.items())).encode("ascii")


class _Folder:
    def __init__(self, root: Path) -> None:
        self._root = root

    @contextmanager
    def entry(self, path: str, size: int) -> Iterator[IO[bytes]]:  # noqa: ARG002 - a zip asks for it
        where = self._root / path
        where.parent.mkdir(parents=True, exist_ok=True)
        with where.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())


class _Zip:
    def __init__(self, zipped: zipfile.ZipFile, base: str) -> None:
        self._zipped = zipped
        self._base = base

    def entry(self, path: str, size: int) -> AbstractContextManager[IO[bytes]]:
        info = zipfile.ZipInfo(f"{self._base}/{path}", _DAY)
        info.create_system = 3
        info.external_attr = (stat.S_IFREG | 0o644) << 16
        info.file_size = size
        return self._zipped.open(info, "w")  # stored: packed bytes differ between builds of zlib


@contextmanager
def bag_at(target: Path, base: str, *, replaces: bool = False) -> Iterator[Bag]:
    """A bag that becomes `target` when the block ends well: a zip by its ending, else a folder.

    `base` is the folder inside a zip that RFC 8493 asks for. Only a zip is ever replaced. Raises `Refused` where the
    place will not do and `RecordsError` where it cannot be written; nothing is left behind then.
    """
    is_zip = is_zip_name(target)
    if os.path.lexists(target) and not (is_zip and replaces and target.is_file()):
        raise Refused(f"There is something called {target} already; give the packet another name.")
    try:
        system.make_folder(target.parent)
        with _zip_at(target, base, replaces) if is_zip else _folder_at(target) as bag:
            yield bag
        system.current.sync_folder(target.parent)
    except OSError as error:
        raise RecordsError(
            f"The packet could not be made at {target}: {system.reason(error)}. Nothing is left of it."
        ) from error


def is_zip_name(target: Path) -> bool:
    """Whether a packet at this path is a zip."""
    return target.suffix.lower() == ".zip"


@contextmanager
def _folder_at(target: Path) -> Iterator[Bag]:
    for leftover in system.leftovers(target.parent, target.name):
        shutil.rmtree(leftover, ignore_errors=True)
    temporary = system.temporary_name(target)
    try:
        temporary.mkdir(0o700)
        yield Bag(_Folder(temporary))
        temporary.rename(target)
    except BaseException:
        shutil.rmtree(temporary, ignore_errors=True)
        raise


@contextmanager
def _zip_at(target: Path, base: str, replaces: bool) -> Iterator[Bag]:
    for leftover in system.leftovers(target.parent, target.name):
        system.discard(leftover)
    temporary, handle = system.open_temporary(target, 0o600)
    try:
        with os.fdopen(handle, "w+b") as stream:
            with zipfile.ZipFile(stream, "w") as zipped:
                yield Bag(_Zip(zipped, base))
            stream.flush()
            os.fsync(stream.fileno())
        (system.current.replace if replaces else system.current.place)(temporary, target)
    except BaseException:
        system.discard(temporary)
        raise
