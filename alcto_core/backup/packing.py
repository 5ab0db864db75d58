"""Making a backup: every file is read once, checked for change while it was read, and compared once it is packed.

The zip is written beside its place and is put there only when it was read back whole, so no half archive is ever
left. Files of proof are stored as they are, as pictures and documents are packed already.
"""

from __future__ import annotations

import hashlib
import os
import stat
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import IO

import msgspec

from alcto_core import __version__, system, zips
from alcto_core.backup import archive
from alcto_core.backup.archive import Manifest, NotPacked, Packed
from alcto_core.backup.contents import Source, contents
from alcto_core.backup.unpacking import opened
from alcto_core.keeping.folder import RecordsFolder
from alcto_core.keeping.last_seen import record_backup
from alcto_core.keeping.settings import settings as own_settings
from alcto_core.problems import RecordsError, Refused

OnProgress = Callable[[int, int], object]
"""Told how many of how many files are done."""

_PART = 1 << 20
_KEPT_IN_MEMORY = 32 << 20
_TRIES = 3
_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class Backup(msgspec.Struct, frozen=True, kw_only=True):
    """An archive that was made and read back."""

    path: Path
    size: int
    """In bytes."""
    manifest: Manifest
    note: str = ""
    """What is odd about it: the records file is gone or damaged, the settings cannot be read."""


def back_up(
    folder: RecordsFolder,
    target: Path,
    *,
    at: datetime,
    with_history: bool = False,
    replaces: bool = False,
    progress: OnProgress = lambda *_: None,
) -> Backup:
    """`pack` with the settings of this person but the remembered folder, and remember that it was made, for the
    doctor. Raises as `pack` does."""
    try:
        own, lack = {key: value for key, value in own_settings().items() if key != "records"}, ""
    except RecordsError as error:
        own, lack = {}, f"{error} So no settings are in the backup."
    made = pack(folder, target, at=at, settings=own, with_history=with_history, replaces=replaces, progress=progress)
    with suppress(RecordsError):  # a folder that cannot be written forgets it
        record_backup(folder, made.path.absolute(), at)
    return msgspec.structs.replace(made, note=" ".join(filter(None, (lack, made.note))))


class _Unsteady(Exception):
    """The file changed while it was read."""


def pack(
    folder: RecordsFolder,
    target: Path,
    *,
    at: datetime,
    settings: Mapping[str, str],
    with_history: bool = False,
    replaces: bool = False,
    progress: OnProgress = lambda *_: None,
) -> Backup:
    """Make an archive of a records folder at `target`.

    A file that is there is replaced only where `replaces` says so. What cannot go in is listed in the manifest.
    Raises `Refused` where there is nothing to pack or the place will not do, `RecordsError` where it cannot be
    written; nothing is left behind then.
    """
    _require_place(folder, target, replaces)
    sources, left_out, note = contents(folder, with_history)
    if not sources:
        why = f": {left_out[0].path} {left_out[0].why}" if left_out else ""
        raise Refused(f"There is nothing to back up in {folder.path}{why}.")
    try:
        system.make_folder(target.parent)
        for leftover in system.leftovers(target.parent, target.name):
            system.discard(leftover)  # of a backup that was stopped
        temporary, handle = system.open_temporary(target, 0o600)
    except OSError as error:
        raise _unwritten(target, error) from error
    try:
        with os.fdopen(handle, "w+b") as stream:
            files = list(_written(stream, sources, left_out, settings, target.parent, progress))
            manifest = Manifest(
                made_by=f"alcto {__version__}",
                at=at.isoformat(timespec="seconds"),
                files=tuple(files),
                left_out=tuple(left_out),
            )
            with zipfile.ZipFile(stream, "a") as zipped:
                zipped.writestr(_info(archive.MANIFEST, at.timestamp()), archive.manifest_text(manifest))
            stream.flush()
            os.fsync(stream.fileno())
            size = os.fstat(stream.fileno()).st_size
        _require_whole(temporary, manifest)
        (system.current.replace if replaces else system.current.place)(temporary, target)
        system.current.sync_folder(target.parent)
    except FileExistsError as error:
        raise Refused(f"There is a file {target} already.") from error
    except OSError as error:
        raise _unwritten(target, error) from error
    finally:
        system.discard(temporary)
    return Backup(path=target, size=size, manifest=manifest, note=note)


def _require_place(folder: RecordsFolder, target: Path, replaces: bool) -> None:
    if os.path.lexists(target) and not target.is_file():
        raise Refused(f"{target} is no plain file; give the backup another name.")
    if os.path.lexists(target) and not replaces:
        raise Refused(f"There is a file {target} already.")
    try:
        place = system.resolve(target.parent)
        inside = [system.resolve(one) for one in (folder.evidence, folder.rules, folder.own)]
    except OSError as error:
        raise _unwritten(target, error) from error
    if any(place.is_relative_to(one) for one in inside):
        raise Refused("A backup cannot lie among the files that it holds; name a place outside the records folder.")


def _unwritten(target: Path, error: OSError) -> RecordsError:
    return RecordsError(f"The backup could not be written to {target}: {system.reason(error)}. Nothing is left of it.")


def _written(
    stream: IO[bytes],
    sources: list[Source],
    left_out: list[NotPacked],
    settings: Mapping[str, str],
    scratch: Path,
    progress: OnProgress,
) -> Iterator[Packed]:
    """Writes every file into the zip and tells what went in."""
    import tomli_w

    taken: set[str] = set()
    with zipfile.ZipFile(stream, "w", strict_timestamps=False) as zipped:
        if settings:
            raw = tomli_w.dumps(dict(settings)).encode("utf-8")
            zipped.writestr(_info(archive.SETTINGS, 0), raw)
            taken.add(archive.SETTINGS)
            path = archive.SETTINGS
            yield Packed(path=path, name=path, size=len(raw), sha256=hashlib.sha256(raw).hexdigest())
        for number, source in enumerate(sources):
            progress(number, len(sources))
            name = source.path if zips.is_portable(source.path) else ""
            if not name or zips.folded(name) in taken:
                name = f"{archive.ODD}{number:05}"
            with tempfile.SpooledTemporaryFile(_KEPT_IN_MEMORY, dir=str(scratch)) as spool:
                try:
                    told, sha256 = _steadily(source, spool)
                except _Unsteady:
                    why = "changed while it was read"
                    left_out.append(
                        NotPacked(path=source.path, why=why, remedy="make the backup again when it is at rest")
                    )
                    continue
                except OSError as error:
                    if error.filename != str(source.where):
                        raise
                    left_out.append(NotPacked(path=source.path, why=f"cannot be read: {system.reason(error)}"))
                    continue
                taken.add(zips.folded(name))
                info = _info(name, told.st_mtime, is_stored=archive.place_of(source.path, {source.path}) == "evidence")
                info.file_size = told.st_size
                with zipped.open(info, "w") as entry:
                    spool.seek(0)
                    while part := spool.read(_PART):
                        entry.write(part)
            modified = max(0, int(told.st_mtime))
            yield Packed(path=source.path, name=name, size=told.st_size, sha256=sha256, modified=modified)


def _steadily(source: Source, spool: IO[bytes]) -> tuple[os.stat_result, str]:
    """Copies a file that holds still while it is read. Raises `_Unsteady`, and `OSError` with the file's name."""
    for _ in range(_TRIES - 1):
        try:
            return _copied(source, spool)
        except _Unsteady:
            spool.seek(0)
            spool.truncate()
    return _copied(source, spool)


def _copied(source: Source, spool: IO[bytes]) -> tuple[os.stat_result, str]:
    where = str(source.where)
    before = os.lstat(where)
    handle = os.open(where, os.O_RDONLY | _NO_FOLLOW)
    try:
        told = os.fstat(handle)
        if not stat.S_ISREG(told.st_mode) or not os.path.samestat(before, told):
            raise _Unsteady
        whole, room = hashlib.sha256(), told.st_size
        while part := _read(handle, where):
            room -= len(part)
            if room < 0:  # it grows, perhaps for ever
                raise _Unsteady
            whole.update(part)
            spool.write(part)
        after = os.fstat(handle)
        if (after.st_size, after.st_mtime_ns) != (told.st_size, told.st_mtime_ns) or spool.tell() != told.st_size:
            raise _Unsteady
        return told, whole.hexdigest()
    finally:
        os.close(handle)


def _read(handle: int, where: str) -> bytes:
    try:
        return os.read(handle, _PART)
    except OSError as error:
        error.filename = where  # a read does not know what it reads
        raise


def _info(name: str, modified: float, *, is_stored: bool = False) -> zipfile.ZipInfo:
    """An entry with a date that a zip can hold (1980 to 2107)."""
    try:
        year, *rest = time.localtime(modified)[:6]
    except (OverflowError, ValueError, OSError):
        year, rest = 1980, [1, 1, 0, 0, 0]
    moment = (year, *rest) if 1980 <= year <= 2107 else (1980, 1, 1, 0, 0, 0)
    info = zipfile.ZipInfo(name, moment)  # type: ignore[arg-type]
    info.external_attr = (stat.S_IFREG | 0o600) << 16
    info.compress_type = zipfile.ZIP_STORED if is_stored else zipfile.ZIP_DEFLATED
    return info


def _require_whole(path: Path, manifest: Manifest) -> None:
    """Reads the archive back as a restore would. Raises `OSError` where it does not hold what was put in."""
    try:
        with opened(path) as packed:
            packed.verify()
            if packed.manifest != manifest:
                raise OSError(5, "its list of contents reads otherwise")
    except Refused as error:
        raise OSError(5, f"reading it back gave something else ({error})") from error
