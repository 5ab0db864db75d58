"""Where backups lie: the name of a new one, and those that are found beside the records or where the last was put."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

import msgspec

from alcto_core.backup.archive import Manifest
from alcto_core.backup.unpacking import opened
from alcto_core.keeping.folder import FILE, RecordsFolder
from alcto_core.keeping.last_seen import last_backup
from alcto_core.problems import Refused
from alcto_core.records.reading import Reading, read_text

_BEGIN = "alcto-backup-"
_MOST = 50
"""Backups that are opened, the latest first."""


class Shelved(msgspec.Struct, frozen=True, kw_only=True):
    """A backup that was found, as far as it can be told without reading every file of it."""

    path: Path
    size: int
    """In bytes."""
    at: datetime
    """When it was last written, in local time."""
    manifest: Manifest | None = None
    """None where it cannot be restored."""
    reading: Reading | None = None
    """Its records; None where it has none."""
    problem: str = ""
    """Why it cannot be restored, as a sentence."""


def proposed(folder: Path, today: date) -> Path:
    """A name with the date that no file in the folder has yet."""
    name = f"{_BEGIN}{today.isoformat()}"
    numbers = iter(range(2, 10_000))
    path = folder / f"{name}.zip"
    while os.path.lexists(path):
        path = folder / f"{name}-{next(numbers)}.zip"
    return path


def target(path: Path, today: date) -> Path:
    """The file that a path means: itself; in a folder, one with the date."""
    return proposed(path, today) if path.is_dir() else path


def shelved(folder: RecordsFolder) -> tuple[Shelved, ...]:
    """The backups that are found, the latest first. Never raises: a folder that cannot be listed holds none."""
    found: list[tuple[float, int, Path]] = []
    for path in _named(folder):
        with suppress(OSError):
            told = path.stat()
            found.append((told.st_mtime, told.st_size, path))
    found.sort(key=lambda one: (-one[0], one[2]))
    return tuple(_looked_at(path, size, modified) for modified, size, path in found[:_MOST])


def _named(folder: RecordsFolder) -> Iterator[Path]:
    """Plain files with the name of a backup, and the last one whatever its name is; each once."""
    last = last_backup(folder)
    named = Path(last.path) if last is not None else None
    places = [folder.path.parent, folder.path, *([named.parent] if named is not None else [])]
    paths: list[Path] = []
    for place in places:
        with suppress(OSError, ValueError):
            paths += [one for one in place.iterdir() if one.name.startswith(_BEGIN) and one.suffix.lower() == ".zip"]
    paths += [named] if named is not None else []
    seen: set[str] = set()
    for path in paths:
        with suppress(OSError, ValueError):
            known = os.path.realpath(path)
            if path.is_file() and known not in seen:
                seen.add(known)
                yield path


def _looked_at(path: Path, size: int, modified: float) -> Shelved:
    at = datetime.fromtimestamp(min(max(modified, 0), 32_000_000_000)).astimezone()
    found = Shelved(path=path, size=size, at=at)
    try:
        with opened(path) as packed:
            records = packed.file(FILE)
            reading = read_text(packed.bytes_of(records), FILE) if records is not None else None
            return msgspec.structs.replace(found, manifest=packed.manifest, reading=reading)
    except Refused as refused:
        return msgspec.structs.replace(found, problem=str(refused))
