"""Whether the same records are open in another alcto too.

Each alcto with screens holds a lock beside the real records file for as long as it is open; the system lets go of
it when the process ends, however that happens. Nothing rests on it: saves have a lock of their own and merge what
does not overlap. It only lets a person know.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from alcto_core.keeping import rights
from alcto_core.keeping.folder import RecordsFolder

if TYPE_CHECKING:
    from filelock import BaseFileLock

_FILE = "open.lock"

OPEN_ELSEWHERE = "These records are open in another alcto too. Changes from both are kept."


class Presence:
    """One alcto in one records folder."""

    def __init__(self, folder: RecordsFolder) -> None:
        self._folder = folder
        self._lock: BaseFileLock | None = None

    def enter(self) -> bool:
        """Say that this alcto has the records open; whether another one says so already.

        Never waits and never raises. Where no lock can be had (a read-only folder, a file system without locks)
        nobody can be seen, so the answer is no.
        """
        import filelock

        if self._lock is not None:
            return False
        lock: BaseFileLock | None = None
        try:
            path = self._folder.lock.with_name(_FILE)
            lock = filelock.FileLock(path, timeout=0, thread_local=False)
            rights.open_lock(self._folder, path, lock)
        except filelock.Timeout:
            return not isinstance(lock, filelock.SoftFileLock)
        except (OSError, NotImplementedError, RuntimeError):
            return False
        if isinstance(lock, filelock.SoftFileLock):
            # A mere marker file, where the file system has no locks: a killed alcto would seem open for ever.
            lock.release()
            return False
        self._lock = lock
        return False

    def leave(self) -> None:
        """Say that this alcto is closed. Never raises."""
        lock, self._lock = self._lock, None
        if lock is not None:
            with suppress(OSError, RuntimeError):
                lock.release(force=True)
