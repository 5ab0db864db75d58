"""Loading and saving the records file, so that nothing that was ever in it can be lost.

A save: lock (a side file, never the data file) → follow links → read the bytes → they are those that were
loaded, or the edit touches nothing that changed since → edit only the record's span of text → parse the new text
→ it holds the old values plus this edit, and no record fewer than was asked → the steps of `commit` → only now
"Saved". Undo, redo and restore put the bytes of a generation in place by the same steps.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from alcto_core import system
from alcto_core.keeping import commit, rights
from alcto_core.keeping.checks import (
    AS_IT_WAS,
    encoded,
    errors_in,
    first_error,
    parsed,
    require_equal,
    require_no_new_errors,
)
from alcto_core.keeping.commit import MOST_READ, NEWER, sweep, unsaved
from alcto_core.keeping.commit import Loaded as Loaded  # the store is the door to both
from alcto_core.keeping.commit import Saved as Saved
from alcto_core.keeping.folder import FILE, RecordsFolder, away
from alcto_core.keeping.history import FILE_MOST, Generation, History, KnownState, SaveKind, UndoStacks, digest
from alcto_core.keeping.stand_ins import another_spelling, not_downloaded
from alcto_core.problems import (
    RecordsChanged,
    RecordsError,
    RecordsMissing,
    RecordsUnsaved,
    Refused,
)
from alcto_core.records.document import ids, records_in
from alcto_core.records.reading import Reading, read_text
from alcto_core.records.types import SCHEMA
from alcto_core.toml import writing
from alcto_core.toml.writing import Table, same

if TYPE_CHECKING:
    from alcto_core.keeping.going_back import GoingBack
    from alcto_core.records.changing import Edit
    from alcto_core.records.differences import Difference

PATIENCE = 10.0
"""Seconds for which a save waits for another alcto."""

_LONG_AGO = 3600.0
"""Seconds after which a half-written draft belongs to nobody."""
_MOST_GONE = 2
"""How many records may vanish from the file elsewhere without a question: more may be a file that was cut off."""

INTERRUPTED = "A save was interrupted; nothing was lost."
"""What is said where a save left something behind."""


class _Open(msgspec.Struct, frozen=True, kw_only=True):
    """The file as it is while the lock is held, fit to be edited."""

    target: Path
    raw: bytes
    reading: Reading
    text: str
    document: Table
    recovered: bool


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
            raw, told = system.read_file(self.folder.file, MOST_READ)
        except FileNotFoundError as error:
            if self.folder.file.is_symlink():
                raise RecordsError(f"{self.folder.file} is a link to a file that is not there.") from error
            if wait := not_downloaded(self.folder):
                raise RecordsError(wait) from error
            raise self.missing() from error
        except NotADirectoryError as error:
            raise RecordsError(f"{self.folder.path} is not a folder.") from error
        except OSError as error:
            raise RecordsError(f"{self.folder.file} cannot be read: {system.reason(error)}.") from error
        return Loaded(reading=read_text(raw, FILE), raw=raw, stamp=commit.stamp_of(told))

    def missing(self) -> RecordsMissing:
        """What to raise where there is no records file: says the way back, where earlier states are kept."""
        if way := self.way_back():
            return RecordsMissing(f"{FILE} is gone from {self.folder.path}. {way}")
        return RecordsMissing(
            f"There are no records in {self.folder.path} yet. `alcto init` makes the file; "
            "`alcto demo` shows made-up ones."
        )

    def way_back(self) -> str:
        """A sentence for whoever stands before a file that is gone or cannot be read; "" where nothing is kept."""
        number = len(self._history.kept())
        if not number:
            return ""
        which = "1 earlier state" if number == 1 else f"{number} earlier states"
        return f"alcto keeps {which} of it: `alcto restore` lists them and brings one back."

    def changed_outside(self, loaded: Loaded) -> bool:
        """Whether the file seems to be another than the one that was loaded. Cheap: nothing is read."""
        try:
            return commit.stamp_of(self.folder.file.stat()) != loaded.stamp
        except OSError:
            return True

    def has_leftovers(self) -> bool:
        """Whether a save was cut short, or goes on in another alcto just now. Cheap: lists one folder."""
        try:
            target = system.resolve(self.folder.file)
        except OSError:
            return False
        return bool(system.leftovers(target.parent, target.name))

    def recover(self) -> bool:
        """Clear away what an interrupted save left behind; whether there was any. Nothing was lost: the file is
        the old one or the new one. Never raises: what cannot be cleared now is cleared by the next save."""
        with suppress(OSError, RecordsError):
            target = system.resolve(self.folder.file)
            old = self._now().timestamp() - _LONG_AGO  # drafts are written without the lock
            drafts = [file for file in system.leftovers(self.folder.drafts) if file.stat().st_mtime < old]
            if drafts or self._history.leftovers() or system.leftovers(target.parent, target.name):
                with commit.locked(self.folder, 0):
                    for file in (*drafts, *self._history.leftovers()):
                        system.discard(file)
                    return sweep(target)
        return False

    # earlier states

    def history(self) -> UndoStacks:
        """What can be undone and redone now. Raises `RecordsError`."""
        return self._history.place(self._sha256())

    def generations(self) -> tuple[KnownState, ...]:
        """Every state of the file that is known, the newest first. Raises `RecordsError`."""
        from alcto_core.keeping import known_states  # only to read the file asks for none of this

        return known_states.listed(self._history, self._sha256())

    def kept(self) -> frozenset[str]:
        """The SHA-256 of every state that can be brought back."""
        return self._history.kept()

    def bytes_of(self, sha256: str) -> bytes:
        """The bytes of one state, from what is kept or from the file. Raises `RecordsError` where they are gone."""
        try:
            return self._history.bytes_of(sha256)
        except RecordsError:
            with suppress(OSError):
                raw, _ = system.read_file(self.folder.file, FILE_MOST)
                if digest(raw) == sha256:
                    return raw
            raise

    def changes(self, step: KnownState | Generation) -> tuple[Difference, ...] | None:
        """What a step did to the records, one by one; None where the bytes on one of its sides are gone, or cannot
        be read as records. Reads two files: ask for the steps that are looked at."""
        from alcto_core.records.differences import differences, document_of

        after = step.sha256 if isinstance(step, KnownState) else step.after
        if step.before is None:
            return None
        try:
            documents = [document_of(self.bytes_of(sha)) if sha else {} for sha in (step.before, after)]
        except RecordsError:
            return None
        had, has = documents
        return None if had is None or has is None else differences(had, has)

    def compared(self, raw: bytes) -> tuple[Difference, ...] | None:
        """What the records would gain, lose and change if `raw` took the place of the file as it is now: what the
        file has and `raw` lacks is "removed". A file that is gone or cannot be read holds nothing. None where
        `raw` cannot be read."""
        from alcto_core.records.differences import differences, document_of

        after = document_of(raw)
        if after is None:
            return None
        try:
            now, _ = system.read_file(self.folder.file, FILE_MOST)
        except OSError:
            now = b""
        return differences(document_of(now) or {}, after)

    # writing

    def save(self, loaded: Loaded, edit: Edit, *, insist: bool = False) -> Saved:
        """Make one edit. `insist` allows more records to go than the edit asked for.

        Raises `RecordsChanged` where the same record changed on disk since `loaded`, `RecordsMissing` where the folder
        is away, `RecordsBusy` where another alcto is saving, `RecordsUnsaved` for everything else that stands in the
        way; then the file is as it was. Raises `Refused` where the edit makes no sense (no such record, an id that is
        taken).
        """
        if self.folder.is_away:  # asked before the lock, which would make the folder
            raise RecordsMissing(f"Nothing was saved. {away(self.folder)}")
        with commit.locked(self.folder, self._patience):
            opened = self._open(loaded, edit)
            merged = opened.raw != loaded.raw
            if merged:
                _require_apart(loaded, edit, opened)
            after = edit.applied(opened.document)
            text = edit.rewritten(opened.text, opened.document)
            raw = encoded(text)
            reading = read_text(raw, FILE)
            require_equal(text, reading, after)
            require_no_new_errors(opened.reading, reading)
            lost = records_in(opened.document) - records_in(after)
            if lost > edit.removes(opened.document) and not insist:
                raise RecordsUnsaved(
                    f"Nothing was saved: it would have removed {lost} records, more than was asked for. {AS_IT_WAS} "
                    "Delete them one by one if that is what you want."
                )
            sentence = edit.describe(opened.document)
            if raw == opened.raw:
                saved = Saved(loaded=commit.loaded_now(opened.target, raw, reading), sentence=sentence)
            else:
                saved = self._put(opened.target, opened.raw, reading, raw, "edit", sentence)
            return msgspec.structs.replace(
                saved, merged=merged, added=_added(opened.document, after), recovered=opened.recovered
            )

    def undo(self, loaded: Loaded | None = None, *, insist: bool = False) -> Saved:
        """Bring back the bytes from before the last save.

        With `loaded`, only where the file is still that one. A change from outside alcto is undone only where
        the person insists. Raises as `save` does; `Refused` where there is nothing to undo.
        """
        return self._travel().step("undo", loaded, insist)

    def redo(self, loaded: Loaded | None = None) -> Saved:
        """Bring back the bytes from before the last undo. Raises as `undo` does."""
        return self._travel().step("redo", loaded, False)

    def restore(self, sha256: str, loaded: Loaded | None = None, *, insist: bool = False) -> Saved:
        """Bring back the bytes of any state that is kept, in one save that one undo takes back.

        Works whatever became of the file: gone, empty, damaged, changed outside alcto; what is in it now is kept
        first. With `loaded`, only where the file is still that one, unless the person insists. Raises as `save`
        does; `Refused` where the file is in that state already.
        """
        return self._travel().restore(sha256, loaded, insist)

    def restore_bytes(self, raw: bytes, sentence: str, loaded: Loaded | None = None) -> Saved:
        """Put these whole bytes, from a backup or another copy, in the place of the file, as `restore` does.

        Makes the folder where there is none. Where the file holds these bytes already nothing is written. Raises
        `RecordsUnsaved` where they cannot be read as records, else as `restore` does.
        """
        return self._travel().put(raw, sentence, loaded)

    def create(self, person: Mapping[str, Any], credentials: Iterable[Mapping[str, Any]] = ()) -> Saved:
        """Make the records file, and its folder; tables are plain TOML values with the file's keys.

        Never touches a file that is there: raises `RecordsUnsaved`.
        """
        held = [writing.plain_table(table) for table in credentials]
        raw = writing.new_file_text(writing.plain_table(person), held, SCHEMA).encode("utf-8")
        reading = read_text(raw, FILE)
        if wrong := errors_in(reading):
            raise RecordsUnsaved(f"Nothing was saved: {wrong[0].sentence}.")
        if wait := not_downloaded(self.folder):
            raise RecordsUnsaved(f"Nothing was saved: {wait}")
        if other := another_spelling(self.folder):
            text = f"“{other}” in {self.folder.path} is a records file already; rename it to {FILE}"
            raise RecordsUnsaved(f"Nothing was saved: {text}.")
        with commit.locked(self.folder, self._patience):
            target = self.folder.file
            if os.path.lexists(target):
                raise RecordsUnsaved(f"There is a records file in {self.folder.path} already. {AS_IT_WAS}")
            recovered = sweep(target)
            saved = self._put(target, None, reading, raw, "create", "made the records file")
            return msgspec.structs.replace(saved, recovered=recovered)

    def keep_copy(self, text: str) -> Path:
        """Keep a text that could not be saved as a file of its own beside the records. Raises `RecordsError`."""
        stem = f"records (mine {self._now():%Y-%m-%d %H%M%S}"
        raw = text.encode("utf-8", "replace")
        try:
            for number in range(1, 100):
                path = self.folder.path / (f"{stem}).toml" if number == 1 else f"{stem} {number}).toml")
                if not os.path.lexists(path):
                    rights.write_file(self.folder, path, raw)
                    return path
        except OSError as error:
            raise RecordsError(f"The copy could not be kept: {system.reason(error)}.") from error
        raise RecordsError("The copy could not be kept: there are too many copies in the folder.")

    # steps of a save

    def _travel(self) -> GoingBack:
        from alcto_core.keeping.going_back import GoingBack

        return GoingBack(folder=self.folder, history=self._history, now=self._now, patience=self._patience)

    def _sha256(self) -> str:
        """Of the file as it is; "" where there is none. Raises `RecordsError`."""
        try:
            return digest(system.read_file(self.folder.file, FILE_MOST)[0])
        except (FileNotFoundError, NotADirectoryError):
            return ""
        except OSError as error:
            raise RecordsError(f"{self.folder.file} cannot be read: {system.reason(error)}.") from error

    def _put(
        self, target: Path, before: bytes | None, reading: Reading, after: bytes, kind: SaveKind, sentence: str
    ) -> Saved:
        return commit.put(self._history, target, before, reading, after, kind=kind, sentence=sentence, at=self._now())

    def _open(self, loaded: Loaded, edit: Edit) -> _Open:
        """The file as it is now, under the lock, and fit to be edited."""
        try:
            target = system.resolve(self.folder.file)
            raw, _ = system.read_file(target, MOST_READ)
        except FileNotFoundError as error:
            raise RecordsChanged(
                f"{FILE} is no longer in {self.folder.path}; nothing was saved.", mine=_mine(loaded, edit)
            ) from error
        except OSError as error:
            raise unsaved(error) from error
        recovered = sweep(target)
        reading = loaded.reading if raw == loaded.raw else read_text(raw, FILE)
        if reading.is_newer:
            raise RecordsUnsaved(NEWER)
        if reading.records is None and raw != loaded.raw:
            raise RecordsChanged(
                f"{FILE} changed on disk since it was read, and is damaged now; nothing was saved. "
                f"{first_error(reading)}.",
                mine=_mine(loaded, edit),
                theirs=reading.text,
            )
        text, document = parsed(raw, reading)
        return _Open(target=target, raw=raw, reading=reading, text=text, document=document, recovered=recovered)


def _require_apart(loaded: Loaded, edit: Edit, opened: _Open) -> None:
    """Lets an edit pass over a change from outside only where the two have nothing in common."""
    try:
        _, document = parsed(loaded.raw, loaded.reading)
    except RecordsUnsaved:
        document = {}
    had, has = records_in(document), records_in(opened.document)
    many_gone = had - has > _MOST_GONE
    if many_gone or not same(edit.concerns(document), edit.concerns(opened.document)):
        why = f"{had - has} records are gone from it" if many_gone else "so did the same record"
        raise RecordsChanged(
            f"{FILE} changed on disk since it was read, and {why}; nothing was saved.",
            mine=_mine(loaded, edit),
            theirs=opened.text,
        )


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
