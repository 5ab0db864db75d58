"""What a backup would do to a records folder, file by file and record by record, before anything is done."""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Literal

import msgspec

from alcto_core import system, zips
from alcto_core.backup import archive
from alcto_core.backup.archive import BackupPlace, Packed
from alcto_core.backup.unpacking import Archive
from alcto_core.keeping.folder import FILE, RecordsFolder
from alcto_core.keeping.settings import setting
from alcto_core.keeping.store import Loaded, RecordsStore
from alcto_core.problems import RecordsError, RecordsMissing, Refused
from alcto_core.records.differences import Difference, differences, document_of
from alcto_core.records.reading import Reading, read_text

_PART = 1 << 20
_JUNCTION = 0xA0000003
"""How Windows marks a folder that leads elsewhere."""
_ROOM = 64 << 20
"""Bytes of the disk that a restore leaves free."""

Fate = Literal["new", "same", "replaces", "blocked", "kept"]
"""What becomes of a file of the backup. `replaces`: another one of its name is there, and is kept elsewhere. `blocked`:
a link, a folder or something else is in the way. `kept`: what is there wins, the backup's is not taken."""


class IncomingFile(msgspec.Struct, frozen=True, kw_only=True):
    """What would become of one file of the backup."""

    packed: Packed
    place: BackupPlace
    path: str
    """Where it would lie in the records folder: another name than in the backup where this system has no such."""
    fate: Fate


class RestorePlan(msgspec.Struct, frozen=True, kw_only=True):
    """What a restore would do."""

    incoming: tuple[IncomingFile, ...]
    """Of every file but the records and the settings."""
    raw: bytes | None
    """The records file of the backup; None where it has none."""
    reading: Reading | None
    loaded: Loaded | None
    """The records file as it is here; None where there is none or it cannot be read."""
    found: tuple[Difference, ...]
    """What differs in the records, seen from here: "removed" is what the backup lacks."""
    settings: Mapping[str, str]
    """Settings that nobody made here yet."""

    @property
    def is_damaged(self) -> bool:
        """Whether the backup's records file cannot be read as records, so that it is only put beside the other."""
        return self.reading is not None and self.reading.records is None

    @property
    def changes_records(self) -> bool:
        return self.raw is not None and (self.loaded is None or self.loaded.raw != self.raw)

    @property
    def is_idle(self) -> bool:
        """Whether nothing would change."""
        moves = any(one.fate in ("new", "replaces") for one in self.incoming)
        return not (moves or self.changes_records or self.settings)

    @property
    def takes_away(self) -> bool:
        """Whether anything that is here would be another afterwards."""
        loses = self.loaded is not None and any(one.change != "added" for one in self.found)
        return loses or bool(self.with_fate("replaces"))

    def with_fate(self, fate: Fate) -> tuple[IncomingFile, ...]:
        """The files of one fate."""
        return tuple(one for one in self.incoming if one.fate == fate)


def planned(packed: Archive, folder: RecordsFolder) -> RestorePlan:
    """What it would come to. Nothing is written. Raises `Refused` where it cannot be done at all, and `RecordsError`
    where the folder cannot be read."""
    records = packed.file(FILE)
    raw = packed.bytes_of(records) if records is not None else None
    reading = read_text(raw, FILE) if raw is not None else None
    if reading is not None and reading.is_newer:
        raise Refused(f"The records in {packed.path} were written by a newer alcto. Update alcto, then restore.")
    loaded = _loaded(folder)
    if raw is not None and loaded is not None and loaded.reading.is_newer:
        raise Refused(f"{folder.file} was written by a newer alcto. Update alcto, then restore.")
    plan = RestorePlan(
        incoming=tuple(_incoming(packed, folder)),
        raw=raw,
        reading=reading,
        loaded=loaded,
        found=_differences(raw, loaded),
        settings=_settings(packed),
    )
    _require_room(plan, folder)
    return plan


def root_of(folder: RecordsFolder) -> Path:
    """The folder itself behind links. Raises `RecordsError`."""
    try:
        return system.resolve(folder.path)
    except OSError as error:
        raise RecordsError(f"{folder.path} cannot be used: {system.reason(error)}.") from error


def _loaded(folder: RecordsFolder) -> Loaded | None:
    try:
        return RecordsStore(folder).load()
    except RecordsMissing:
        return None


def _differences(raw: bytes | None, loaded: Loaded | None) -> tuple[Difference, ...]:
    after = document_of(raw) if raw is not None else None
    if after is None:
        return ()
    before = document_of(loaded.raw) if loaded is not None else None
    return differences(before or {}, after)


def _incoming(packed: Archive, folder: RecordsFolder) -> Iterator[IncomingFile]:
    """Every file in the order in which it would be written."""
    root = root_of(folder)
    has_history = (folder.backups / "index").exists()
    order: tuple[BackupPlace, ...] = ("evidence", "rules", "memory", "draft", "history")
    placed: list[tuple[BackupPlace, Packed]] = []
    for one in packed.manifest.files:
        place = archive.place_of(one.path, {one.path})
        if place in order:
            placed.append((place, one))
    # The list of saves comes after the states that it speaks of.
    placed.sort(key=lambda pair: (order.index(pair[0]), pair[1].path.endswith("/index"), pair[1].path))
    taken: set[str] = set()
    for number, (place, one) in enumerate(placed):
        path = _possible(one.path, taken, number)
        taken.add(zips.folded(path))
        fate = fate_of(root, path, one)
        wins_here = place in ("memory", "draft") and fate == "replaces"
        if wins_here or (place == "history" and has_history and fate != "same"):
            fate = "kept"
        yield IncomingFile(packed=one, place=place, path=path, fate=fate)


def _possible(path: str, taken: set[str], number: int) -> str:
    """The path, or one like it where this system has no such name or takes it for another's."""
    knows_any_name = system.current.name == "posix"
    if (knows_any_name or zips.is_portable(path)) and (knows_any_name or zips.folded(path) not in taken):
        return path
    top, *_, name = path.split("/")
    plain = "".join(letter if zips.is_portable(f"x{letter}x") else "_" for letter in name)[-80:]
    return f"{top}/{number:05} {plain.rstrip('. ') or 'file'}"


def fate_of(root: Path, path: str, packed: Packed) -> Fate:
    """What is at a path of the folder now, seen from the file that would come. Links are never followed."""
    where = root
    parts = path.split("/")
    for number, part in enumerate(parts):
        where = where / part
        try:
            told = os.lstat(where)
        except FileNotFoundError:
            return "new"
        except (OSError, ValueError):
            return "blocked"
        if getattr(told, "st_reparse_tag", 0) == _JUNCTION:
            return "blocked"
        if number < len(parts) - 1:
            if not stat.S_ISDIR(told.st_mode):
                return "blocked"
        elif not stat.S_ISREG(told.st_mode):
            return "blocked"
        elif told.st_size == packed.size and _hash(where) == packed.sha256:
            return "same"
    return "replaces"


def _hash(where: Path) -> str:
    """Of a plain file; "" where it cannot be read."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    whole = hashlib.sha256()
    try:
        handle = os.open(where, flags)
        try:
            while part := os.read(handle, _PART):
                whole.update(part)
        finally:
            os.close(handle)
    except OSError:
        return ""
    return whole.hexdigest()


def _settings(packed: Archive) -> dict[str, str]:
    """Settings of the backup that nobody made here; none where either side cannot be read."""
    found = packed.file(archive.SETTINGS)
    if found is None:
        return {}
    try:
        told = tomllib.loads(packed.bytes_of(found).decode("utf-8"))
        return {
            key: value
            for key, value in told.items()
            if isinstance(value, str) and key != "records" and not setting(key)
        }
    except (ValueError, RecursionError, RecordsError):
        return {}


def _require_room(plan: RestorePlan, folder: RecordsFolder) -> None:
    needed = sum(one.packed.size for one in plan.incoming if one.fate in ("new", "replaces")) + 2 * len(plan.raw or b"")
    there = next(path for path in (folder.path, *folder.path.parents) if path.exists())
    with suppress(OSError):  # who cannot tell finds out while writing, with nothing torn
        free = shutil.disk_usage(there).free
        if needed + _ROOM > free:
            raise Refused(f"It needs {needed / 1e9:.1f} GB, and the disk has {free / 1e9:.1f} GB left.")
