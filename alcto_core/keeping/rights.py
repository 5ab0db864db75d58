"""Who may read and change what alcto keeps beside the records: nobody who may not do so with the records file.

A file takes the rights of the records file, a folder those that fit them. Where there is no records file yet, the
folder decides: one with the setgid bit in which its group may write is shared on purpose, so what is made there is
the group's too. Later changes of the records file's rights are followed by the next save: what is wider becomes
narrow, and what a save by somebody else of the group needs is opened to the group where file and folder are.
"""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from alcto_core import system
from alcto_core.keeping.folder import RecordsFolder

if TYPE_CHECKING:
    from filelock import BaseFileLock

_SHARED = ("index", "lock", "open.lock")
"""Files that every account writes to; all others are written anew."""


def model(folder: RecordsFolder) -> Path:
    """What the rights of a new file in the records folder are taken from: the records file, the folder without one."""
    return folder.file if folder.file.exists() else folder.path


def make_folder(folder: RecordsFolder, path: Path) -> None:
    """Make a folder of alcto's own, and those above it that are missing, safe on disk. Raises `OSError`."""
    missing = [one for one in (path, *path.parents) if not one.exists()]
    system.make_folder(path)
    for one in reversed(missing):
        if folder.path in one.parents or one == folder.lock.parent:
            system.current.copy_rights(model(folder), one)


def write_file(folder: RecordsFolder, path: Path, raw: bytes) -> None:
    """Make a file of alcto's own hold `raw`, in one step, and its folder where there is none. Raises `OSError`."""
    make_folder(folder, path.parent)
    system.write_file(path, raw, like=model(folder))


def open_lock(folder: RecordsFolder, path: Path, lock: BaseFileLock) -> None:
    """Take a lock, and give a file that this makes its rights. Raises as `lock` does."""
    make_folder(folder, path.parent)
    is_new = not path.exists()
    lock.acquire()
    if is_new:
        with suppress(OSError):  # it holds nothing
            system.current.copy_rights(model(folder), path)


def follow(folder: RecordsFolder) -> None:
    """Give what alcto keeps the rights that fit those of the records file now. Never raises: what belongs to
    somebody else stays as it is. Only under the lock."""
    for own in {folder.own, folder.lock.parent}:
        with suppress(OSError):
            if (may := system.current.most_rights(folder.file, own.parent)) is not None:
                _follow(folder.file, own, *may)


def _follow(file: Path, own: Path, of_file: int, of_folder: int) -> None:
    shared = of_folder & stat.S_IRWXG if of_folder & stat.S_IWGRP else 0
    for where, _, names in os.walk(own):
        for name in names:
            system.current.narrow(file, Path(where, name), of_file, shared & 0o060 if name in _SHARED else 0)
        system.current.narrow(file, Path(where), of_folder, shared)
