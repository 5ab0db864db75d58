"""The steps of a save on disk: from new bytes that are fit to stand to the moment when “Saved” may be said.

Keep both generations → temporary file in the same folder with the same mode, synced → the old file is still the
one that was read, as an editor heeds no lock → replace → sync the folder → read back. Every way of changing the
records file (an edit, an undo, a restore, the first file) goes through `put`, under the lock of `locked`.
A failure before the replace leaves the file as it was; after it, the answer says that the disk did not confirm.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

import msgspec

from alcto_core import system
from alcto_core.keeping import rights
from alcto_core.keeping.checks import AS_IT_WAS
from alcto_core.keeping.folder import FILE, RecordsFolder
from alcto_core.keeping.history import History, SaveKind, digest
from alcto_core.problems import RecordsBusy, RecordsChanged, RecordsUnsaved
from alcto_core.records.reading import MOST_BYTES, Reading

MOST_READ = MOST_BYTES + 1
NEWER = f"{FILE} was written by a newer alcto, so this one only reads it. Update alcto."
"""What to say where a file is of a later schema than this alcto writes."""
_UNCONFIRMED = "Saved; the disk did not confirm"
_PARTED = (
    f"Saved; {FILE} had a second name on this disk (a hard link), and that one still leads to the old text. Use a "
    "symbolic link instead."
)

Stamp = tuple[int, ...]
"""What tells one state of a file from another without reading it."""


class Loaded(msgspec.Struct, frozen=True, kw_only=True):
    """The records file as it was read."""

    reading: Reading
    raw: bytes
    stamp: Stamp

    @property
    def sha256(self) -> str:
        """Of the bytes, in hexadecimal: what a save demands back."""
        return digest(self.raw)


class Saved(msgspec.Struct, frozen=True, kw_only=True):
    """What a save came to."""

    loaded: Loaded
    """The file as it is now."""
    sentence: str
    """What was done: "added “ALET Winter”". Holds text from records."""
    confirmed: bool = True
    """Whether the disk confirmed it; if not, `note` says so."""
    note: str = ""
    """What a person must know of the save itself, as a sentence: that the disk did not confirm, or that the file had a
    second name (a hard link), which keeps the old text."""
    merged: bool = False
    """Whether the file had changed elsewhere, in other records, and both changes are in it now."""
    added: tuple[str, ...] = ()
    """Ids of the activities and credentials that are new."""
    recovered: bool = False
    """Whether an earlier save had been cut short, and what it left behind was cleared away. Nothing was lost."""


@contextmanager
def locked(folder: RecordsFolder, patience: float) -> Iterator[None]:
    """Hold the folder's lock, after waiting `patience` seconds for it at most.

    Raises `RecordsBusy` where another alcto holds it, `RecordsUnsaved` where the folder has no room for a lock.
    """
    import filelock

    try:
        lock = filelock.FileLock(folder.lock, timeout=patience)
        rights.open_lock(folder, folder.lock, lock)
    except filelock.Timeout as error:
        raise RecordsBusy("Another alcto is saving just now; try again in a moment.") from error
    except (OSError, NotImplementedError) as error:
        raise unsaved(error) from error
    try:
        rights.follow(folder)
        yield
    finally:
        with suppress(OSError):
            lock.release()


def sweep(target: Path) -> bool:
    """Clear away what a save that was cut short left beside the file; whether there was any. Only under the lock."""
    found = system.leftovers(target.parent, target.name)
    for path in found:
        system.discard(path)
    return bool(found)


def put(
    history: History,
    target: Path,
    before: bytes | None,
    reading: Reading,
    after: bytes,
    *,
    kind: SaveKind,
    sentence: str,
    at: datetime,
) -> Saved:
    """Put `after`, which reads as `reading`, in the place of `before` (None: there is no file), in one step.

    Raises `RecordsChanged` where the file is no longer the one that held `before`, `RecordsUnsaved` for everything
    else that stands in the way; then the file is as it was.
    """
    temporary = _prepared(history, target, before, after, kind, sentence, at)
    note = _PARTED if before is not None and _names_of(target) > 1 else ""
    if before is not None and not _is_still(target, before):
        # An editor knows no lock: this leaves it only the moment between this look and the replace.
        system.discard(temporary)
        raise _changed_meanwhile(target, reading)
    try:
        if before is None:
            system.current.place(temporary, target)
        else:
            system.current.replace(temporary, target)
    except FileExistsError as error:
        system.discard(temporary)
        raise _changed_meanwhile(target, reading) from error
    except OSError as error:
        if not _holds(target, after):
            system.discard(temporary)
            raise unsaved(error) from error
    except BaseException:
        system.discard(temporary)
        raise
    from alcto_core.keeping.pruning import prune

    saved = _confirmed(target, after, reading, sentence, note)
    prune(history)
    return saved


def loaded_now(target: Path, raw: bytes, reading: Reading) -> Loaded:
    """The file as it was just written or found, for the next save to demand back."""
    try:
        stamp = stamp_of(target.stat())
    except OSError:
        stamp = ()
    return Loaded(reading=reading, raw=raw, stamp=stamp)


def stamp_of(told: os.stat_result) -> Stamp:
    """The change time too: it tells of a file that was rewritten with its old size and time stamp."""
    return (told.st_mtime_ns, told.st_size, told.st_ino, told.st_ctime_ns)


def unsaved(error: Exception) -> RecordsUnsaved:
    """What to raise where the system refused and the file is as it was."""
    why = system.reason(error) if isinstance(error, OSError) else str(error)
    return RecordsUnsaved(f"Nothing was saved: {why}. {AS_IT_WAS}")


def _prepared(
    history: History, target: Path, before: bytes | None, after: bytes, kind: SaveKind, sentence: str, at: datetime
) -> Path:
    try:
        history.record(before, after, kind, sentence, at)
        # Where the file is gone, its mode is still known from the generation that comes back.
        like = history.states.file_of(digest(after)) if before is None else target
        return system.write_temporary(target, after, like=like)
    except OSError as error:
        raise unsaved(error) from error


def _confirmed(target: Path, raw: bytes, reading: Reading, sentence: str, note: str) -> Saved:
    """Syncs the folder and reads back; what fails here is said before `note`, as the new bytes are in place."""
    doubt = ""
    try:
        system.current.sync_folder(target.parent)
    except OSError as error:
        doubt = f"{_UNCONFIRMED}: {system.reason(error)}."
    if not _holds(target, raw):
        doubt = f"{_UNCONFIRMED}: reading the file back gave something else."
    return Saved(loaded=loaded_now(target, raw, reading), sentence=sentence, confirmed=not doubt, note=doubt or note)


def _names_of(target: Path) -> int:
    """How many names the file has; one where the system does not tell."""
    try:
        return target.stat().st_nlink
    except OSError:
        return 1


def _changed_meanwhile(target: Path, reading: Reading) -> RecordsChanged:
    return RecordsChanged(
        f"{FILE} changed on disk during the save; nothing was saved. Look at it and save again.",
        mine=reading.text,
        theirs=_text_of(target),
    )


def _holds(target: Path, raw: bytes) -> bool:
    try:
        return system.read_file(target, len(raw) + 1)[0] == raw
    except OSError:
        return False


def _is_still(target: Path, before: bytes) -> bool:
    """Whether nobody put a link or other bytes in the place of the file."""
    try:
        return not target.is_symlink() and _holds(target, before)
    except OSError:
        return False


def _text_of(target: Path) -> str:
    try:
        return system.read_file(target, MOST_READ)[0].decode("utf-8", "replace")
    except OSError:
        return ""
