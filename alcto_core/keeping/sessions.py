"""Whose a draft is: each process that keeps drafts in a folder holds a lock there for as long as it lives.

The system lets go of the lock when the process ends, however that happens. Where no lock can be had, a draft is
nobody's, and is offered to all.
"""

from __future__ import annotations

import atexit
import os
import re
import secrets
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from alcto_core.keeping import rights
from alcto_core.keeping.folder import RecordsFolder

if TYPE_CHECKING:
    from filelock import BaseFileLock

NOBODY = ""
_NAME = re.compile(r"[0-9a-f]{12}")

_own: dict[tuple[int, Path], tuple[str, BaseFileLock]] = {}
"""The session of this process in each folder; by the process too, since a fork is another one."""


def own_session(folder: RecordsFolder) -> str:
    """The session of this process in a folder, begun where there is none. `NOBODY` where no lock can be had. Never
    raises."""
    import filelock

    try:
        beside = folder.lock.parent
        if (known := _own.get((os.getpid(), beside))) is not None:
            return known[0]
        session = secrets.token_hex(6)
        path = _lock(beside, session)
        lock = filelock.FileLock(path, timeout=0, thread_local=False)
        rights.open_lock(folder, path, lock)
    except (OSError, NotImplementedError, RuntimeError):  # its time-out is an OSError
        return NOBODY
    if isinstance(lock, filelock.SoftFileLock):  # a killed process would seem to live for ever
        lock.release()
        return NOBODY
    if not _own:
        atexit.register(end_sessions)
    _own[os.getpid(), beside] = session, lock
    return session


def is_of_another(folder: RecordsFolder, session: str) -> bool:
    """Whether another process lives whose session it is. Never raises."""
    import filelock

    if not _NAME.fullmatch(session):
        return False
    try:
        beside = folder.lock.parent
        known = _own.get((os.getpid(), beside))
        path = _lock(beside, session)
        if (known is not None and known[0] == session) or not path.exists():
            return False
        lock = filelock.FileLock(path, timeout=0, thread_local=False)
        if isinstance(lock, filelock.SoftFileLock):
            return False
        lock.acquire()
    except filelock.Timeout:
        return True
    except (OSError, NotImplementedError, RuntimeError):
        return False
    lock.release()
    with suppress(OSError):  # it was killed
        path.unlink(missing_ok=True)
    return False


def end_sessions() -> None:
    """Let go of every session of this process. Never raises."""
    for pid, beside in tuple(_own):
        session, lock = _own.pop((pid, beside))
        if pid == os.getpid():
            with suppress(OSError, RuntimeError):
                lock.release(force=True)
            with suppress(OSError):
                _lock(beside, session).unlink(missing_ok=True)


def _lock(beside: Path, session: str) -> Path:
    return beside / f"form-{session}.lock"
