"""What the files of proof looked like when they were logged, so that a change in one of them is noticed.

```
.alcto/evidence.json    for each path of the records file: SHA-256, size, and the day on which it was noted
```

Only plain files inside the folder are ever opened. A file beyond `WHOLE_MOST` is compared by its size and by its
first and last megabyte. Two alctos that note at the same moment may lose one note; the next `check` takes it anew.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path

import msgspec

from alcto_core import system
from alcto_core.keeping import rights
from alcto_core.keeping.folder import RecordsFolder
from alcto_core.keeping.proof import Proofs
from alcto_core.problems import RecordsError
from alcto_core.records.references import is_inside

WHOLE_MOST = 256 << 20
"""Bytes up to which a file is read whole."""
_EDGE = 1 << 20
_NOTES = "evidence.json"
_NOTES_MOST = 16 << 20
_SCHEMA = 1

Watch = Callable[[str, int], object]
"""Told of each file before it is read: its path and how many bytes will be read of it."""


class Fingerprint(msgspec.Struct, frozen=True, kw_only=True):
    """What one file looked like on one day."""

    sha256: str
    """Of its bytes, in hexadecimal; where it is not `whole`, of its first and its last megabyte."""
    size: int
    """In bytes."""
    day: date
    whole: bool = True

    def fits(self, other: Fingerprint) -> bool:
        """Whether both are of the same bytes, as far as they tell."""
        return (self.sha256, self.size, self.whole) == (other.sha256, other.size, other.whole)


class Changed(msgspec.Struct, frozen=True, kw_only=True):
    """A file that is not as it was noted."""

    path: str
    """As the records name it."""
    before: Fingerprint
    now: Fingerprint


def noted(folder: RecordsFolder) -> Mapping[str, Fingerprint]:
    """What is noted of each path; nothing where nothing was noted yet. Raises `RecordsError` for damaged notes."""
    try:
        raw, _ = system.read_file(folder.own / _NOTES, _NOTES_MOST)
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except OSError as error:
        raise RecordsError(f"{folder.own / _NOTES} cannot be read: {system.reason(error)}.") from error
    try:
        files = json.loads(raw)["files"]
        return {path: _read(note) for path, note in files.items()}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise RecordsError(f"{folder.own / _NOTES} is damaged.") from error


def note(
    folder: RecordsFolder, paths: Iterable[str], day: date, *, anew: bool = False, watch: Watch | None = None
) -> tuple[str, ...]:
    """Note what these files look like now, in place of what was noted of them; give the paths that were noted.

    What is no plain file inside the folder, cannot be read or is empty is left out. `anew` passes over damaged notes.
    Raises `RecordsError` where nothing could be written.
    """
    try:
        known = dict(noted(folder))
    except RecordsError:
        if not anew:
            raise
        known = {}
    proofs = Proofs(folder.path)
    seen = {path: _taken(folder, proofs, path, day, watch) for path in paths}
    taken = {path: found for path, found in seen.items() if found is not None and found.size}
    if not taken:
        return ()
    text = json.dumps({"schema": _SCHEMA, "files": {path: _plain(one) for path, one in (known | taken).items()}})
    try:
        rights.write_file(folder, folder.own / _NOTES, text.encode("ascii"))
    except OSError as error:
        raise RecordsError(f"{_NOTES} could not be written in {folder.own}: {system.reason(error)}.") from error
    return tuple(taken)


def changed(
    folder: RecordsFolder,
    notes: Mapping[str, Fingerprint],
    paths: Iterable[str],
    day: date,
    *,
    watch: Watch | None = None,
) -> tuple[Changed, ...]:
    """The files that are not as they were noted, in the order of `paths`. What is not there, or was never noted, is
    none of them. Reads every file that has the noted size; never raises."""
    proofs = Proofs(folder.path)
    found = []
    for path in paths:
        before = notes.get(path)
        now = None if before is None else _taken(folder, proofs, path, day, watch, only_size=before.size)
        if before is not None and now is not None and not before.fits(now):
            found.append(Changed(path=path, before=before, now=now))
    return tuple(found)


def strangers(folder: RecordsFolder, paths: Iterable[str], most: int = 10_000) -> tuple[str, ...]:
    """Plain files in the folder of proof that none of `paths` leads to, by their path in the records folder.

    Looks at `most` files; links and hidden files are passed over, and nothing is opened. Never raises.
    """
    known = set()
    for path in paths:
        with suppress(OSError, ValueError):
            known.add(os.path.realpath(folder.path / path))
    found = []
    for number, file in enumerate(_files_under(folder.evidence)):
        if number >= most:
            break
        if os.path.realpath(file) not in known:
            found.append(file.relative_to(folder.path).as_posix())
    return tuple(sorted(found))


def _files_under(folder: Path) -> Iterable[Path]:
    if folder.is_symlink():
        return
    for where, folders, files in os.walk(folder):
        folders[:] = sorted(one for one in folders if not one.startswith("."))
        for name in sorted(files):
            with suppress(OSError):
                path = Path(where, name)
                if not _is_hidden(name) and stat.S_ISREG(path.lstat().st_mode):
                    yield path


def _is_hidden(name: str) -> bool:
    """Whether a file is one that systems put into every folder."""
    return name.startswith((".", "~$")) or name.casefold() in ("thumbs.db", "desktop.ini")


def _taken(
    folder: RecordsFolder,
    proofs: Proofs,
    path: str,
    day: date,
    watch: Watch | None,
    only_size: int | None = None,
) -> Fingerprint | None:
    """What a file looks like; None where it is no plain file inside the folder, or cannot be read.

    With `only_size`, a file of another size is not read, as that tells enough.
    """
    if not is_inside(path) or proofs(path) != "file":
        return None
    flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0)
    try:
        handle = os.open(os.path.realpath(folder.path / path, strict=True), flags)
        try:
            told = os.fstat(handle)
            if not stat.S_ISREG(told.st_mode):
                return None
            whole = told.st_size <= WHOLE_MOST
            if only_size is not None and told.st_size != only_size:
                return Fingerprint(sha256="", size=told.st_size, day=day, whole=whole)
            if watch is not None:
                watch(path, told.st_size if whole else 2 * _EDGE)
            return Fingerprint(sha256=_digest(handle, told.st_size, whole), size=told.st_size, day=day, whole=whole)
        finally:
            os.close(handle)
    except (OSError, ValueError):
        return None


def _digest(handle: int, size: int, whole: bool) -> str:
    """SHA-256 of what a file holds: all, or its two ends. What grows meanwhile is read no further."""
    hashed = hashlib.sha256()
    for begin, end in ((0, size),) if whole else ((0, _EDGE), (size - _EDGE, size)):
        os.lseek(handle, begin, os.SEEK_SET)
        left = end - begin
        while left > 0 and (part := os.read(handle, min(left, _EDGE))):
            hashed.update(part)
            left -= len(part)
    return hashed.hexdigest()


def _plain(one: Fingerprint) -> Mapping[str, object]:
    return {"sha256": one.sha256, "size": one.size, "day": one.day.isoformat(), "whole": one.whole}


def _read(kept: Mapping[str, object]) -> Fingerprint:
    sha256, size, day, whole = kept["sha256"], kept["size"], kept["day"], kept.get("whole", True)
    if not (isinstance(sha256, str) and type(size) is int and isinstance(day, str) and isinstance(whole, bool)):
        raise ValueError(kept)
    return Fingerprint(sha256=sha256, size=size, day=date.fromisoformat(day), whole=whole)
