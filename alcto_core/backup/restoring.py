"""Bringing a backup back: the plan of `restore_plan` made true.

Proof and rules come first and the records last, each file in one step that no crash can tear, so whoever is stopped
in the middle has the records of before with at most some proof more, and a second restore does the rest. A file that
is replaced is kept under `.alcto/replaced`; a file that the backup lacks is never touched.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import msgspec

from alcto_core import system
from alcto_core.backup.restore_plan import IncomingFile, RestorePlan, fate_of, root_of
from alcto_core.backup.unpacking import Archive
from alcto_core.keeping import rights
from alcto_core.keeping.folder import RecordsFolder
from alcto_core.keeping.settings import keep_setting
from alcto_core.keeping.store import RecordsStore, Saved
from alcto_core.problems import RecordsError, RecordsUnsaved, Refused

_NO_SUCH_NAME = (errno.EILSEQ, errno.EINVAL, errno.ENAMETOOLONG)


class Restored(msgspec.Struct, frozen=True, kw_only=True):
    """What a restore came to."""

    written: tuple[str, ...]
    """Files that are there now, by their path in the folder."""
    replaced: Path | None
    """The folder that holds the files they took the place of; None where there were none."""
    blocked: tuple[str, ...]
    """Files that could not come because something was in their way by then."""
    saved: Saved | None
    """Of the records file; None where it stayed as it was."""
    copy: Path | None
    """Where the backup's records file was put, because it is damaged."""


def take(
    packed: Archive,
    plan: RestorePlan,
    folder: RecordsFolder,
    *,
    at: datetime,
    progress: Callable[[int, int], object] = lambda *_: None,
) -> Restored:
    """Make a plan true. Raises `RecordsError` with what came before the fault in place, and nothing torn."""
    root = root_of(folder)
    written: list[str] = []
    blocked: list[str] = []
    kept = _fresh(folder.own / "replaced" / f"{at:%Y-%m-%d %H%M%S}")
    coming = [one for one in plan.incoming if one.fate in ("new", "replaces")]
    try:
        if not system.resolve(kept).is_relative_to(root):
            raise OSError(40, f"{folder.own} leads out of the folder")
        system.make_folder(root)
        _sweep(plan, root)
        for number, one in enumerate(coming):
            progress(number, len(coming))
            (written if _brought(packed, one, folder, kept) else blocked).append(one.path)
        for parent in {(root / path).parent for path in written}:
            system.current.sync_folder(parent)
        copy = _put_beside(plan, folder, at) if plan.is_damaged else None
        saved = _saved(packed, plan, folder, at)
    except (OSError, Refused, RecordsError) as error:
        why = f"{system.reason(error)}." if isinstance(error, OSError) else str(error)
        raise RecordsUnsaved(
            f"The restore stopped: {why} The records are as they were; of the other files {len(written)} of "
            f"{len(coming)} came in. Restoring again does the rest."
        ) from error
    return Restored(
        written=tuple(written),
        replaced=kept if kept.exists() else None,
        blocked=tuple(blocked),
        saved=saved,
        copy=copy,
    )


def keep_settings(plan: RestorePlan) -> tuple[str, ...]:
    """Keep the settings of a backup that nobody made here; why one could not be, as sentences."""
    problems = []
    for key, value in plan.settings.items():
        try:
            keep_setting(key, value)
        except RecordsError as error:
            problems.append(str(error))
    return tuple(problems)


def _fresh(folder: Path) -> Path:
    """The folder, or one like it that nothing was kept in yet."""
    numbers = iter(range(2, 10_000))
    path = folder
    while os.path.lexists(path):
        path = folder.with_name(f"{folder.name} {next(numbers)}")
    return path


def _saved(packed: Archive, plan: RestorePlan, folder: RecordsFolder, at: datetime) -> Saved | None:
    if plan.raw is None or not plan.changes_records or plan.is_damaged:
        return None
    sentence = f"restored the backup “{packed.path.name}”"
    return RecordsStore(folder, now=lambda: at).restore_bytes(plan.raw, sentence, plan.loaded)


def _sweep(plan: RestorePlan, root: Path) -> None:
    """Clear away what a restore that was stopped left in the folders that this one writes to."""
    ours = [one for one in plan.incoming if one.fate in ("new", "same", "replaces")]
    for parent in {(root / one.path).parent for one in ours if one.place in ("evidence", "rules")}:
        for leftover in system.leftovers(parent):
            system.discard(leftover)
    for one in ours:
        if one.place not in ("evidence", "rules"):  # alcto itself may be writing another file there
            for leftover in system.leftovers((root / one.path).parent, (root / one.path).name):
                system.discard(leftover)


def _brought(packed: Archive, one: IncomingFile, folder: RecordsFolder, kept: Path) -> bool:
    """Put one file in its place; False where something is in its way that was not there when it was planned."""
    root = root_of(folder)
    target = root.joinpath(*one.path.split("/"))
    fate = fate_of(root, one.path, one.packed)
    if fate not in ("new", "same") and fate != one.fate:
        return False
    if fate == "same":
        return True
    rights.make_folder(folder, target.parent)
    try:
        temporary = system.write_temporary(target, packed.parts(one.packed), like=rights.model(folder))
    except OSError as error:
        if error.errno in _NO_SUCH_NAME:
            return False
        raise
    try:
        if one.packed.modified and one.place == "evidence":
            with suppress(OSError, OverflowError):  # a date is worth less than the file
                os.utime(temporary, (one.packed.modified, one.packed.modified))
        if fate == "new":
            system.current.place(temporary, target)
        else:
            rights.make_folder(folder, (kept / one.path).parent)
            _keep(target, kept / one.path)
            system.current.replace(temporary, target)
    except FileExistsError:
        return False
    finally:
        system.discard(temporary)
    return True


def _keep(target: Path, kept: Path) -> None:
    """A second name for a file that is about to be replaced; a copy where the disk knows no second names."""
    try:
        os.link(target, kept)
    except FileExistsError:
        raise
    except OSError:
        shutil.copy2(target, kept, follow_symlinks=False)
    system.current.sync_folder(kept.parent)


def _put_beside(plan: RestorePlan, folder: RecordsFolder, at: datetime) -> Path:
    """A damaged records file takes nobody's place: it becomes a file of its own."""
    path = folder.path / f"records (backup {at:%Y-%m-%d %H%M%S}).toml"
    rights.write_file(folder, path, plan.raw or b"")
    return path
