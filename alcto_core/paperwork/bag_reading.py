"""Reading a bag that anybody may have made, from a folder or a zip: nothing outside it is opened, no link is
followed, and no more is taken into memory than a packet of alcto holds."""

from __future__ import annotations

import hashlib
import os
import re
import stat
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Protocol

from alcto_core import system, zips
from alcto_core.problems import Refused

_ALGORITHMS = ("sha512", "sha256")
_LINE = re.compile(r"([0-9a-fA-F]+)[ \t]+\*?(.+)")
_PART = 1 << 20
_MOST_TAG = 32 << 20
"""Bytes of a tag file; a manifest has a line for each file."""


class NoPacket(Refused):
    """What is there was looked at, and is no packet, or what a damage left of one."""


class _Shelf(Protocol):
    names: frozenset[str]

    def open(self, name: str) -> IO[bytes]: ...


class ReadBag:
    """A bag that is open."""

    def __init__(self, shelf: _Shelf) -> None:
        self._shelf = shelf

    @property
    def names(self) -> frozenset[str]:
        """Of all its files, below its own folder."""
        return self._shelf.names

    def raw(self, name: str, most: int = _MOST_TAG) -> bytes:
        """A whole file. Raises `NoPacket` where it is not there or larger than `most` bytes."""
        if name not in self.names:
            raise NoPacket(f"It holds no {name}, so it is no packet of alcto.")
        try:
            with self._shelf.open(name) as file:
                raw = file.read(most + 1)
        except (OSError, *zips.UNREADABLE) as error:
            raise NoPacket(f"{name} in it cannot be read: {error}.") from error
        if len(raw) > most:
            raise NoPacket(f"{name} in it is larger than alcto reads.")
        return raw

    def info(self) -> Mapping[str, str]:
        """What `bag-info.txt` says, by label."""
        lines = self.raw("bag-info.txt").decode("utf-8", "replace").splitlines()
        pairs = (line.partition(": ") for line in lines)
        return {label: value for label, colon, value in pairs if colon}

    def faults(self) -> Iterator[str]:
        """What is not as the manifests say, a sentence each; nothing where the bag is whole."""
        if self.raw("bagit.txt").split(b"\n", 1)[0].strip() != b"BagIt-Version: 1.0":
            yield "bagit.txt does not say that this is a bag of version 1.0."
        algorithm = next((one for one in _ALGORITHMS if f"manifest-{one}.txt" in self.names), None)
        if algorithm is None:
            yield "It has no manifest of SHA-512 or SHA-256, so nobody can tell whether it is whole."
            return
        payload, tags = f"manifest-{algorithm}.txt", f"tagmanifest-{algorithm}.txt"
        held = {name for name in self.names if name.startswith("data/")}
        yield from self._compared(payload, algorithm, held)
        if tags in self.names:
            yield from self._compared(tags, algorithm, self.names - held - {tags})
        else:
            yield f"It has no {tags}."

    def _compared(self, manifest: str, algorithm: str, held: set[str] | frozenset[str]) -> Iterator[str]:
        digests: dict[str, str] = {}
        for line in self.raw(manifest).decode("utf-8", "replace").splitlines():
            if (found := _LINE.fullmatch(line)) is None:
                yield f"{manifest} has a line that is no digest and name."
                continue
            digests[found[2]] = found[1].lower()
        for name in sorted(held - digests.keys()):
            yield f"{name} is not in {manifest}: somebody added it."
        for name, digest in sorted(digests.items()):
            if name not in held:
                yield f"{name} is missing."
            elif self._digest(name, algorithm) != digest:
                yield f"{name} is not what {manifest} says: it was changed."

    def _digest(self, name: str, algorithm: str) -> str:
        whole = hashlib.new(algorithm)
        try:
            with self._shelf.open(name) as file:
                while part := file.read(_PART):
                    whole.update(part)
        except (OSError, *zips.UNREADABLE):
            return ""
        return whole.hexdigest()


class _Folder:
    def __init__(self, root: Path) -> None:
        self._root = root
        found = set()
        for where, folders, files in os.walk(root):
            inside = Path(where).relative_to(root)
            for name in (*folders, *files):
                if stat.S_ISLNK(os.lstat(Path(where) / name).st_mode):
                    raise NoPacket(f"{(inside / name).as_posix()} in it is a link, which a packet has none of.")
            found |= {(inside / name).as_posix() for name in files}
            if len(found) > zips.MOST_FILES:
                raise NoPacket("It holds more files than a packet does.")
        self.names = frozenset(found)

    def open(self, name: str) -> IO[bytes]:
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        handle = os.open(self._root / name, flags)
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            os.close(handle)
            raise OSError(22, "it is no plain file")
        return os.fdopen(handle, "rb")


class _Zip:
    def __init__(self, zipped: zipfile.ZipFile, entries: Mapping[str, zipfile.ZipInfo]) -> None:
        bases = {name.partition("/")[0] for name in entries}
        base = f"{bases.pop()}/" if len(bases) == 1 else ""
        self._zipped = zipped
        self._entries = {name.removeprefix(base): info for name, info in entries.items()}
        self.names = frozenset(self._entries)

    def open(self, name: str) -> IO[bytes]:
        return self._zipped.open(self._entries[name])


@contextmanager
def opened_bag(path: Path) -> Iterator[ReadBag]:
    """A bag to be read. Raises `NoPacket` for what is none that alcto opens, `Refused` where nothing can be read."""
    try:
        if path.is_dir():
            yield ReadBag(_Folder(path))
            return
        with zips.looked_at(path) as (zipped, entries):
            yield ReadBag(_Zip(zipped, entries))
    except zips.Unsafe as unsafe:
        raise NoPacket(f"{path} is not opened: {unsafe}.") from unsafe
    except OSError as error:
        raise Refused(f"{path} cannot be read: {system.reason(error)}.") from error
