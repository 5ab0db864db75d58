"""Loading and saving the records file, so that nothing that was ever in it can be lost.

A save: lock (a side file, never the data file) → follow links → read the bytes → they are those that were
loaded, or the edit touches nothing that changed since → edit only the record's span of text → parse the new text
→ it holds the old values plus this edit, and no record fewer than was asked → keep both generations → temporary
file in the same folder with the same mode, synced → the old file is still the one that was read, as an editor
heeds no lock → replace → sync the folder → read back → only now "Saved".
A failure before the replace leaves the file as it was; after it, the answer says that the disk did not confirm.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from alcto_core import system
from alcto_core.problems import (
    RecordsBusy,
    RecordsChanged,
    RecordsError,
    RecordsMissing,
    RecordsUnsaved,
    Refused,
)
from alcto_core.records import writing
from alcto_core.records.checks import (
    AS_IT_WAS,
    encoded,
    errors_in,
    first_error,
    parsed,
    require_equal,
    require_no_new_errors,
)
from alcto_core.records.edits import Edit, ids, records_in, removed_by
from alcto_core.records.folder import FILE, RecordsFolder
from alcto_core.records.history import Generation, History, Kind, Place, digest
from alcto_core.records.reading import MOST_BYTES, Reading, read_text
from alcto_core.records.types import SCHEMA
from alcto_core.records.writing import Table, same

PATIENCE = 10.0
"""Seconds for which a save waits for another alcto."""

_MOST_READ = MOST_BYTES + 1
_LONG_AGO = 3600.0
"""Seconds after which a half-written draft belongs to nobody."""
_NEWER = f"{FILE} was written by a newer alcto, so this one only reads it. Update alcto."
_UNCONFIRMED = "Saved; the disk did not confirm"

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
    merged: bool = False
    """Whether the file had changed elsewhere, in other records, and both changes are in it now."""
    added: tuple[str, ...] = ()
    """Ids of the activities and credentials that are new."""


class _Open(msgspec.Struct, frozen=True, kw_only=True):
    """The file as it is while the lock is held."""

    target: Path
    raw: bytes
    reading: Reading
    text: str
    document: Table


class RecordsStore:
    """The records file of one folder."""

    def __init__(
        self,
        folder: RecordsFolder,
        *,
        now: Callable[[], datetime] = lambda: datetime.now().astimezone(),
        patience: float = PATIENCE,
    ) -> None:
        self.folder = folder
        self._now = now
        self._patience = patience
        self._history = History(folder=folder)

    # reading

    def load(self) -> Loaded:
        """Read the file. Raises `RecordsMissing` where there is none, `RecordsError` where it cannot be read."""
        try:
            raw, told = system.read_file(self.folder.file, _MOST_READ)
        except FileNotFoundError as error:
            if self.folder.file.is_symlink():
                raise RecordsError(f"{self.folder.file} is a link to a file that is not there.") from error
            raise RecordsMissing(f"There is no {FILE} in {self.folder.path}.") from error
        except NotADirectoryError as error:
            raise RecordsError(f"{self.folder.path} is not a folder.") from error
        except OSError as error:
            raise RecordsError(f"{self.folder.file} cannot be read: {system.reason(error)}.") from error
        return Loaded(reading=read_text(raw, FILE), raw=raw, stamp=_stamp(told))

    def changed_outside(self, loaded: Loaded) -> bool:
        """Whether the file seems to be another than the one that was loaded. Cheap: nothing is read."""
        try:
            return _stamp(self.folder.file.stat()) != loaded.stamp
        except OSError:
            return True

    def recover(self) -> bool:
        """Clear away what an interrupted save left behind; whether there was any. Nothing was lost: the file is
        the old one or the new one. Never raises: what cannot be cleared now is cleared by the next save."""
        with suppress(OSError, RecordsError):
            target = system.resolve(self.folder.file)
            old = self._now().timestamp() - _LONG_AGO  # drafts are written without the lock
            drafts = [file for file in system.leftovers(self.folder.drafts) if file.stat().st_mtime < old]
            if drafts or system.leftovers(self.folder.backups) or system.leftovers(target.parent, target.name):
                with self._locked(patience=0):
                    for file in (*drafts, *system.leftovers(self.folder.backups)):
                        system.discard(file)
                    return self._sweep(target)
        return False

    def history(self) -> Place:
        """What can be undone and redone now. Raises `RecordsError`."""
        try:
            raw, _ = system.read_file(self.folder.file, _MOST_READ)
        except FileNotFoundError:
            return self._history.place("")
        except OSError as error:
            raise RecordsError(f"{self.folder.file} cannot be read: {system.reason(error)}.") from error
        return self._history.place(digest(raw))

    # writing

    def save(self, loaded: Loaded, edit: Edit, *, insist: bool = False) -> Saved:
        """Make one edit. `insist` allows more records to go than the edit asked for.

        Raises `RecordsChanged` where the same record changed on disk since `loaded`, `RecordsBusy` where another
        alcto is saving, `RecordsUnsaved` for everything else that stands in the way; then the file is as it was.
        Raises `Refused` where the edit makes no sense (no such record, an id that is taken).
        """
        with self._locked():
            opened = self._open(loaded, edit)
            merged = digest(opened.raw) != loaded.sha256
            if merged:
                self._require_apart(loaded, edit, opened)
            after = edit.applied(opened.document)
            text = edit.rewritten(opened.text, opened.document)
            raw = encoded(text)
            require_equal(text, after)
            reading = read_text(raw, FILE)
            require_no_new_errors(opened.reading, reading)
            lost = records_in(opened.document) - records_in(after)
            if lost > removed_by(edit, opened.document) and not insist:
                raise RecordsUnsaved(f"Nothing was saved: it would have removed {lost} records. {AS_IT_WAS}")
            sentence = edit.describe(opened.document)
            if raw == opened.raw:
                saved = Saved(loaded=self._loaded(opened.target, raw, reading), sentence=sentence)
            else:
                saved = self._commit(opened.target, opened.raw, raw, reading, sentence, "edit")
            return msgspec.structs.replace(saved, merged=merged, added=_added(opened.document, after))

    def undo(self, loaded: Loaded | None = None, *, insist: bool = False) -> Saved:
        """Bring back the bytes from before the last save.

        With `loaded`, only where the file is still that one. A change from outside alcto is undone only where
        the person insists. Raises as `save` does; `Refused` where there is nothing to undo.
        """
        return self._travel("undo", loaded, insist)

    def redo(self, loaded: Loaded | None = None) -> Saved:
        """Bring back the bytes from before the last undo. Raises as `undo` does."""
        return self._travel("redo", loaded, False)

    def create(self, person: Mapping[str, Any], credentials: Iterable[Mapping[str, Any]] = ()) -> Saved:
        """Make the records file, and its folder; tables are plain TOML values with the file's keys.

        Never touches a file that is there: raises `RecordsUnsaved`.
        """
        held = [writing.plain_table(table) for table in credentials]
        raw = writing.new_file_text(writing.plain_table(person), held, SCHEMA).encode("utf-8")
        reading = read_text(raw, FILE)
        if wrong := errors_in(reading):
            raise RecordsUnsaved(f"Nothing was saved: {wrong[0].sentence}.")
        exists = RecordsUnsaved(f"There is a records file in {self.folder.path} already. {AS_IT_WAS}")
        with self._locked():
            target = self.folder.file
            if os.path.lexists(target):
                raise exists
            self._sweep(target)
            temporary = self._prepared(target, None, raw, "made the records file", "create")
            try:
                system.current.place(temporary, target)
            except FileExistsError as error:
                system.discard(temporary)
                raise exists from error
            except OSError as error:
                system.discard(temporary)
                raise _unsaved(error) from error
            return self._confirmed(target, raw, reading, "made the records file")

    def keep_copy(self, text: str) -> Path:
        """Keep a text that could not be saved as a file of its own beside the records. Raises `RecordsError`."""
        stem = f"records (mine {self._now():%Y-%m-%d %H%M%S}"
        raw = text.encode("utf-8", "replace")
        try:
            for number in range(1, 100):
                path = self.folder.path / (f"{stem}).toml" if number == 1 else f"{stem} {number}).toml")
                if not os.path.lexists(path):
                    system.write_file(path, raw, like=self.folder.file if self.folder.file.exists() else None)
                    return path
        except OSError as error:
            raise RecordsError(f"The copy could not be kept: {system.reason(error)}.") from error
        raise RecordsError("The copy could not be kept: there are too many copies in the folder.")

    # steps of a save

    @contextmanager
    def _locked(self, patience: float | None = None) -> Iterator[None]:
        import filelock

        try:
            path = self.folder.lock
            system.make_folder(path.parent)
            lock = filelock.FileLock(path, timeout=self._patience if patience is None else patience)
            lock.acquire()
        except filelock.Timeout as error:
            raise RecordsBusy("Another alcto is saving just now; try again in a moment.") from error
        except (OSError, NotImplementedError) as error:
            raise _unsaved(error) from error
        try:
            yield
        finally:
            with suppress(OSError):
                lock.release()

    def _open(self, loaded: Loaded, edit: Edit) -> _Open:
        """The file as it is now, under the lock, and fit to be edited."""
        try:
            target = system.resolve(self.folder.file)
            raw, _ = system.read_file(target, _MOST_READ)
        except FileNotFoundError as error:
            raise RecordsChanged(
                f"{FILE} is no longer in {self.folder.path}; nothing was saved.", mine=_mine(loaded, edit)
            ) from error
        except OSError as error:
            raise _unsaved(error) from error
        self._sweep(target)
        reading = loaded.reading if digest(raw) == loaded.sha256 else read_text(raw, FILE)
        if reading.is_newer:
            raise RecordsUnsaved(_NEWER)
        if reading.records is None and raw != loaded.raw:
            raise RecordsChanged(
                f"{FILE} changed on disk since it was read, and is damaged now; nothing was saved. "
                f"{first_error(reading)}.",
                mine=_mine(loaded, edit),
                theirs=reading.text,
            )
        text, document = parsed(raw, reading)
        return _Open(target=target, raw=raw, reading=reading, text=text, document=document)

    def _require_apart(self, loaded: Loaded, edit: Edit, opened: _Open) -> None:
        """Lets an edit pass over a change from outside only where the two have nothing in common."""
        try:
            _, document = parsed(loaded.raw, loaded.reading)
        except RecordsUnsaved:
            document = {}
        had, has = records_in(document), records_in(opened.document)
        mostly_gone = had - has > max(2, had // 2)
        if mostly_gone or not same(edit.concerns(document), edit.concerns(opened.document)):
            why = f"{had - has} records are gone from it" if mostly_gone else "so did the same record"
            raise RecordsChanged(
                f"{FILE} changed on disk since it was read, and {why}; nothing was saved.",
                mine=_mine(loaded, edit),
                theirs=opened.text,
            )

    def _commit(
        self, target: Path, before: bytes | None, after: bytes, reading: Reading, sentence: str, kind: Kind
    ) -> Saved:
        """Keeps the generations and puts the new bytes in place of the old, in one step."""
        temporary = self._prepared(target, before, after, sentence, kind)
        if before is not None and not _holds(target, before):
            # An editor knows no lock: this leaves it only the moment between this look and the replace.
            system.discard(temporary)
            raise RecordsChanged(
                f"{FILE} changed on disk during the save; nothing was saved. Look at it and save again.",
                mine=reading.text,
                theirs=_text_of(target),
            )
        try:
            system.current.replace(temporary, target)
        except OSError as error:
            if not _holds(target, after):
                system.discard(temporary)
                raise _unsaved(error) from error
        except BaseException:
            system.discard(temporary)
            raise
        saved = self._confirmed(target, after, reading, sentence)
        self._history.prune()
        return saved

    def _prepared(self, target: Path, before: bytes | None, after: bytes, sentence: str, kind: Kind) -> Path:
        try:
            self._history.record(before, after, kind, sentence, self._now())
            return system.write_temporary(target, after, like=None if before is None else target)
        except OSError as error:
            raise _unsaved(error) from error

    def _confirmed(self, target: Path, raw: bytes, reading: Reading, sentence: str) -> Saved:
        """Syncs the folder and reads back; what fails here is said, as the new bytes are in place."""
        note = ""
        try:
            system.current.sync_folder(target.parent)
        except OSError as error:
            note = f"{_UNCONFIRMED}: {system.reason(error)}."
        if not _holds(target, raw):
            note = f"{_UNCONFIRMED}: reading the file back gave something else."
        loaded = self._loaded(target, raw, reading)
        return Saved(loaded=loaded, sentence=sentence, confirmed=not note, note=note)

    def _loaded(self, target: Path, raw: bytes, reading: Reading) -> Loaded:
        try:
            stamp = _stamp(target.stat())
        except OSError:
            stamp = ()
        return Loaded(reading=reading, raw=raw, stamp=stamp)

    def _sweep(self, target: Path) -> bool:
        found = system.leftovers(target.parent, target.name)
        for path in found:
            system.discard(path)
        return bool(found)

    def _travel(self, way: Kind, loaded: Loaded | None, insist: bool) -> Saved:
        with self._locked():
            try:
                target = system.resolve(self.folder.file)
                self._sweep(target)
                now: bytes | None = system.read_file(target, _MOST_READ)[0] if target.exists() else None
            except OSError as error:
                raise _unsaved(error) from error
            sha256 = "" if now is None else digest(now)
            if loaded is not None and loaded.sha256 != sha256:
                raise RecordsChanged(f"{FILE} changed on disk since it was read; look at it before you {way}.")
            if now is not None and (read_text(now, FILE) if loaded is None else loaded.reading).is_newer:
                raise RecordsUnsaved(_NEWER)
            try:
                place = self._history.place(sha256)
                raw = self._history.bytes_of(self._step(place, way, insist, now))
            except RecordsUnsaved:
                raise
            except RecordsError as error:
                raise RecordsUnsaved(f"{error} {AS_IT_WAS}") from error
            step = place.done[-1] if way == "undo" else place.undone[-1]
            sentence = f"{'undid' if way == 'undo' else 'redid'}: {step.sentence}"
            return self._commit(target, now, raw, read_text(raw, FILE), sentence, way)

    def _step(self, place: Place, way: Kind, insist: bool, now: bytes | None) -> str:
        """The SHA-256 of the generation to bring back."""
        steps: tuple[Generation, ...] = place.done if way == "undo" else place.undone
        if not steps:
            raise Refused(f"There is nothing to {way}.")
        step = steps[-1]
        if way == "redo":
            return step.after
        if step.is_outside and not insist:
            kept = self._history.bytes_of(step.before)
            raise RecordsChanged(
                f"{FILE} was changed outside alcto after its last save, so nothing was undone.",
                mine=kept.decode("utf-8", "replace"),
                theirs=(now or b"").decode("utf-8", "replace"),
            )
        return step.before


def _stamp(told: os.stat_result) -> Stamp:
    """The change time too: it tells of a file that was rewritten with its old size and time stamp."""
    return (told.st_mtime_ns, told.st_size, told.st_ino, told.st_ctime_ns)


def _unsaved(error: Exception) -> RecordsUnsaved:
    why = system.reason(error) if isinstance(error, OSError) else str(error)
    return RecordsUnsaved(f"Nothing was saved: {why}. {AS_IT_WAS}")


def _holds(target: Path, raw: bytes) -> bool:
    try:
        return system.read_file(target, len(raw) + 1)[0] == raw
    except OSError:
        return False


def _text_of(target: Path) -> str:
    try:
        return system.read_file(target, _MOST_READ)[0].decode("utf-8", "replace")
    except OSError:
        return ""


def _mine(loaded: Loaded, edit: Edit) -> str:
    """What would have been saved if the file were still the one that was loaded; "" where that is no text."""
    try:
        text, document = parsed(loaded.raw, loaded.reading)
        return edit.rewritten(text, document)
    except (RecordsError, Refused):
        return ""


def _added(before: Table, after: Table) -> tuple[str, ...]:
    found: list[str] = []
    for name in ("activity", "credential"):
        known = set(ids(before, name))
        found += [one for one in ids(after, name) if one not in known]
    return tuple(found)
