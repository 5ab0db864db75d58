"""What each platform does in its own way: syncing a folder, replacing a file, its rights, opening it, signals.

Nobody asks here but `alcto_core.system`, which chooses the half that fits the machine.
"""

from __future__ import annotations

import errno
import os
import signal
import stat
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Protocol

_ACCESS_LIST = "system.posix_acl_access"


class Platform(Protocol):
    """What a platform does in its own way."""

    name: str

    def sync_folder(self, folder: Path) -> None:
        """Make a rename inside `folder` survive a power cut. Raises `OSError`."""

    def replace(self, source: Path, target: Path) -> None:
        """Put `source` in the place of `target` in one step. Raises `OSError` with nothing changed."""

    def place(self, source: Path, target: Path) -> None:
        """Give `source` the name `target`, which must not exist yet. Raises `FileExistsError` where it does."""

    def copy_rights(self, source: Path, target: Path) -> None:
        """Give `target`, which is new, the rights of the file `source` and never more: owner and group where the
        system lets us, mode, access list, extended attributes; a folder gets those that fit them. From a folder
        as `source` only the group's rights are taken, where it is shared. Raises `OSError`."""

    def most_rights(self, file: Path, folder: Path) -> tuple[int, int] | None:
        """The widest modes of a file and of a folder in `folder` that are for nobody but those who have `file`; None
        where the system has no modes. Raises `OSError`."""

    def is_wider(self, file: Path, than: Path) -> bool:
        """Whether `file` is for people who may not have `than`. Raises `OSError`."""

    def narrow(self, file: Path, path: Path, may: int, shared: int) -> None:
        """Take from `path` what its mode gives beyond `may`, and an access list that `file` has not; add what is
        `shared`. What the system refuses stays as it is."""

    def fallback_editors(self) -> tuple[str, ...]:
        """Programs that edit text, the likeliest first, for a person who named none."""

    def open_file(self, path: Path) -> None:
        """Open a document by the program that the person has for it, and go on. Raises `OSError`."""

    def signals(self) -> tuple[signal.Signals, ...]:
        """Signals on which the program ends and must leave the terminal in order."""


class Posix:
    """Linux, macOS and their kin."""

    name = "posix"
    knows_no_syncing = frozenset({errno.EINVAL, errno.ENOTSUP, errno.ENOSYS})
    """What file systems answer that cannot sync a folder, such as some network drives: there is nothing to ask for."""

    def sync_folder(self, folder: Path) -> None:
        handle = os.open(folder, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
        try:
            os.fsync(handle)
        except OSError as error:
            if error.errno not in self.knows_no_syncing:
                raise
        finally:
            os.close(handle)

    def replace(self, source: Path, target: Path) -> None:
        source.replace(target)

    def place(self, source: Path, target: Path) -> None:
        try:
            os.link(source, target)
        except OSError:
            if not os.path.lexists(target):
                # Some file systems (FAT, many network shares) know no links; the caller holds the lock, so only a
                # stranger could make the file between this question and the rename.
                source.replace(target)
                return
            # A network share may do what was asked, and answer with an error all the same.
            if not os.path.samestat(source.lstat(), target.lstat()):
                raise FileExistsError(17, "File exists", str(target)) from None
        source.unlink()

    def copy_rights(self, source: Path, target: Path) -> None:
        told, own = source.stat(), target.stat()
        mode = stat.S_IMODE(own.st_mode)
        if stat.S_ISDIR(told.st_mode):
            if told.st_mode & stat.S_ISGID and told.st_mode & stat.S_IWGRP:
                target.chmod(mode | (stat.S_IRWXG if stat.S_ISDIR(own.st_mode) else stat.S_IRGRP | stat.S_IWGRP))
            return
        if stat.S_ISDIR(own.st_mode):
            target.chmod(mode & ~0o777 | self.most_rights(source, target.parent)[1])
            return
        mode = stat.S_IMODE(told.st_mode)
        is_same = _give_to(target, told, own)
        if not _copy_attributes(source, target) or not is_same:
            mode = _without_group(mode)
        target.chmod(mode)

    def most_rights(self, file: Path, folder: Path) -> tuple[int, int]:
        mode = file.stat().st_mode & 0o666
        if _ACCESS_LIST in _attributes(file):
            mode = _without_group(mode)  # with a list the group's bits are those of everybody in it
        reading, writing = mode & 0o044, mode & (mode >> 1) & 0o022
        return mode, stat.S_IRWXU | folder.stat().st_mode & (reading | reading >> 2 | writing)

    def is_wider(self, file: Path, than: Path) -> bool:
        told, own = file.stat(), than.stat()
        is_other_group = told.st_gid != own.st_gid and bool(told.st_mode & stat.S_IRWXG)
        return is_other_group or bool(told.st_mode & ~own.st_mode & 0o077) or _lists_others(file, than)

    def narrow(self, file: Path, path: Path, may: int, shared: int) -> None:
        with suppress(OSError):
            now = stat.S_IMODE(path.lstat().st_mode)
            wanted = now & (may | ~0o077) | shared
            if path.is_symlink():
                return
            if wanted != now:
                path.chmod(wanted)
            _drop_list(file, path)

    def fallback_editors(self) -> tuple[str, ...]:
        return ("nano", "vim", "vi")

    def open_file(self, path: Path) -> None:
        import shutil
        import subprocess

        opener = shutil.which("open" if sys.platform == "darwin" else "xdg-open")
        if opener is None:
            raise FileNotFoundError(errno.ENOENT, "no program that opens documents was found here")
        subprocess.Popen(
            [opener, str(path)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def signals(self) -> tuple[signal.Signals, ...]:
        return tuple(getattr(signal, name) for name in ("SIGHUP", "SIGTERM") if hasattr(signal, name))


class Windows:
    """Windows: a folder cannot be synced, and a virus scanner or a sync program may hold a file for a moment."""

    name = "windows"
    patience = 2.5
    """Seconds for which a replace is tried again."""
    sharing_errors = frozenset({5, 32, 33})
    """Access denied, sharing violation, lock violation: what Windows says while another program looks."""

    def __init__(
        self, clock: Callable[[], float] = time.monotonic, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self._clock = clock
        self._sleep = sleep

    def sync_folder(self, folder: Path) -> None:
        """Windows writes the folder's entry with the file; there is nothing to ask for."""

    def replace(self, source: Path, target: Path) -> None:
        self._patiently(lambda: source.replace(target))

    def place(self, source: Path, target: Path) -> None:
        if os.path.lexists(target):
            raise FileExistsError(17, "File exists", str(target))
        self._patiently(lambda: source.rename(target))

    def copy_rights(self, source: Path, target: Path) -> None:
        """A new file inherits the folder's access list, as the old one did; modes hold only the read-only mark."""

    def most_rights(self, file: Path, folder: Path) -> tuple[int, int] | None:  # noqa: ARG002 - as the other half has it
        return None

    def is_wider(self, file: Path, than: Path) -> bool:  # noqa: ARG002 - as the other half has it
        return False

    def narrow(self, file: Path, path: Path, may: int, shared: int) -> None:
        """As for `copy_rights`: there is no mode."""

    def fallback_editors(self) -> tuple[str, ...]:
        return ("notepad",)

    def open_file(self, path: Path) -> None:
        # Asked for by name, as other systems have none.
        os.__dict__["startfile"](str(path))

    def signals(self) -> tuple[signal.Signals, ...]:
        return tuple(getattr(signal, name) for name in ("SIGBREAK", "SIGTERM") if hasattr(signal, name))

    def _patiently(self, act: Callable[[], object]) -> None:
        end = self._clock() + self.patience
        pause = 0.02
        while True:
            try:
                act()
                return
            except OSError as error:
                code = getattr(error, "winerror", None)
                if code not in self.sharing_errors or self._clock() + pause > end:
                    raise
            self._sleep(pause)
            pause = min(pause * 2, 0.4)


def _give_to(target: Path, told: os.stat_result, own: os.stat_result) -> bool:
    """Give a new file to the owner and the group that `told` names; whether the group is the same now."""
    if own.st_uid != told.st_uid:
        with suppress(OSError):  # only the administrator may give a file away
            os.chown(target, told.st_uid, -1)
    if own.st_gid != told.st_gid:
        try:
            os.chown(target, -1, told.st_gid)
        except OSError:
            return False
    return True


def _without_group(mode: int) -> int:
    """The group gets no more than everybody else."""
    return mode & ~0o070 | mode & mode << 3 & 0o070


def _attributes(path: Path) -> list[str]:
    """The names of a file's extended attributes; none where the system or Python knows none."""
    if sys.platform != "linux":
        return []
    try:
        return os.listxattr(path)
    except OSError:
        return []


def _lists_others(file: Path, than: Path) -> bool:
    """Whether a file has an access list that is not that of the other one. Raises `OSError`."""
    if sys.platform != "linux" or _ACCESS_LIST not in _attributes(file):
        return False
    return _ACCESS_LIST not in _attributes(than) or os.getxattr(file, _ACCESS_LIST) != os.getxattr(than, _ACCESS_LIST)


def _drop_list(source: Path, target: Path) -> None:
    """Take the access list from a file where its model has none. Raises `OSError`."""
    if sys.platform == "linux" and _ACCESS_LIST in _attributes(target) and _ACCESS_LIST not in _attributes(source):
        os.removexattr(target, _ACCESS_LIST)


def _copy_attributes(source: Path, target: Path) -> bool:
    """Whether the access list came along; of other attributes, what the system lets us copy."""
    if sys.platform != "linux":
        return True
    names, is_whole = _attributes(source), True
    _drop_list(source, target)  # one that the folder handed down
    for name in names:
        try:
            os.setxattr(target, name, os.getxattr(source, name))
        except OSError:
            is_whole = is_whole and not name.startswith("system.")
    return is_whole
