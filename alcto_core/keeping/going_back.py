"""Bringing whole states of the records file back: undo, redo, restore. One road for all of them.

What is in the file now, even if it is damaged, is kept as a generation before other bytes take its place, by the
steps of `commit`. So nothing that was ever in the file is lost by going back, and one undo takes a restore back.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import msgspec

from alcto_core import system
from alcto_core.keeping import commit
from alcto_core.keeping.checks import AS_IT_WAS, first_error
from alcto_core.keeping.commit import NEWER, Loaded, Saved, sweep, unsaved
from alcto_core.keeping.folder import FILE, RecordsFolder
from alcto_core.keeping.history import FILE_MOST, Generation, History, SaveKind, UndoStacks, digest
from alcto_core.keeping.known_states import name_of
from alcto_core.problems import RecordsChanged, RecordsError, RecordsUnsaved, Refused
from alcto_core.records.reading import read_text


class _Present(msgspec.Struct, frozen=True, kw_only=True):
    """The file as it is while the lock is held, whatever it holds."""

    target: Path
    raw: bytes | None
    """None where there is no file."""
    recovered: bool

    @property
    def sha256(self) -> str:
        return "" if self.raw is None else digest(self.raw)

    @property
    def text(self) -> str:
        return (self.raw or b"").decode("utf-8", "replace")


class GoingBack(msgspec.Struct, frozen=True, kw_only=True):
    """Goes from the file as it is to another state of it. Every method raises as `RecordsStore.save` does."""

    folder: RecordsFolder
    history: History
    now: Callable[[], datetime]
    patience: float

    def step(self, way: SaveKind, loaded: Loaded | None, insist: bool) -> Saved:
        """One step among the saves: `way` is "undo" or "redo". Raises `Refused` where there is none."""
        self._require_target()
        try:
            is_kept = system.is_there(self.folder.own)  # asked before the lock, which would make the folder
        except OSError as error:
            raise unsaved(error) from error
        if not is_kept:
            raise Refused(f"There is nothing to {way}.")
        with commit.locked(self.folder, self.patience):
            present = self._present(loaded, False)
            try:
                place = self.history.place(present.sha256)
                raw = self.history.bytes_of(self._wanted(place, way, insist, present))
            except RecordsUnsaved:
                raise
            except RecordsError as error:
                raise RecordsUnsaved(f"{error} {AS_IT_WAS}") from error
            step = place.done[-1] if way == "undo" else place.undone[-1]
            sentence = f"{'undid' if way == 'undo' else 'redid'}: {step.sentence}"
            return self._commit(present, raw, way, sentence)

    def restore(self, sha256: str, loaded: Loaded | None, insist: bool) -> Saved:
        """To any state that is kept. Raises `Refused` where the file is in that state already."""
        try:
            raw = self.history.bytes_of(sha256)
        except RecordsError as error:
            raise RecordsUnsaved(f"{error} {AS_IT_WAS}") from error
        saved = self._put(raw, f"brought back {name_of(self.history, sha256)}", loaded, insist)
        if saved is None:
            raise Refused(f"{FILE} is in that very state already.")
        return saved

    def put(self, raw: bytes, sentence: str, loaded: Loaded | None) -> Saved:
        """To bytes from anywhere. Raises `RecordsUnsaved` where they cannot be read as records."""
        reading = read_text(raw, FILE)
        if reading.records is None:
            raise RecordsUnsaved(f"Nothing was saved: that is no records file. {first_error(reading)}.")
        saved = self._put(raw, sentence, loaded, insist=False)
        if saved is None:
            target = system.resolve(self.folder.file)
            saved = Saved(loaded=commit.loaded_now(target, raw, reading), sentence=sentence)
        return saved

    def _put(self, raw: bytes, sentence: str, loaded: Loaded | None, insist: bool) -> Saved | None:
        """None where the file holds these bytes already."""
        self._require_target()
        with commit.locked(self.folder, self.patience):
            present = self._present(loaded, insist)
            if present.raw == raw:
                return None
            return self._commit(present, raw, "restore", sentence)

    def _require_target(self) -> None:
        """Before the lock, which would make folders: the disk that a link points to may only be away."""
        try:
            is_away = self.folder.file.is_symlink() and not system.is_there(self.folder.file)
        except OSError as error:
            raise unsaved(error) from error
        if is_away:
            raise RecordsUnsaved(f"{self.folder.file} is a link to a file that is not there. Fix the link first.")

    def _present(self, loaded: Loaded | None, insist: bool) -> _Present:
        """The file as it is now, under the lock, and fit to be replaced as a whole."""
        try:
            target = system.resolve(self.folder.file)
            recovered = sweep(target)
            raw: bytes | None = system.read_file(target, FILE_MOST + 1)[0] if os.path.lexists(target) else None
        except OSError as error:
            raise unsaved(error) from error
        present = _Present(target=target, raw=raw, recovered=recovered)
        if raw is not None and len(raw) > FILE_MOST:
            raise RecordsUnsaved(
                f"Nothing was saved: {FILE} is too large to be kept beside the other one. Move it out of the folder."
            )
        if loaded is not None and not insist and loaded.raw != present.raw:
            raise RecordsChanged(
                f"{FILE} changed on disk since it was read, so nothing was changed. Look at it first.",
                theirs=present.text,
            )
        known = loaded is not None and loaded.raw == present.raw
        reading = loaded.reading if loaded is not None and known else read_text(raw or b"", FILE)
        if reading.is_newer:
            raise RecordsUnsaved(NEWER)
        return present

    def _wanted(self, place: UndoStacks, way: SaveKind, insist: bool, present: _Present) -> str:
        """The SHA-256 of the generation to bring back."""
        steps: tuple[Generation, ...] = place.done if way == "undo" else place.undone
        if not steps:
            raise Refused(f"There is nothing to {way}.")
        step = steps[-1]
        if way == "redo":
            return step.after
        if step.is_outside and not insist:
            kept = self.history.bytes_of(step.before)
            raise RecordsChanged(
                f"{FILE} was changed outside alcto after its last save, so nothing was undone.",
                mine=kept.decode("utf-8", "replace"),
                theirs=present.text,
            )
        return step.before

    def _commit(self, present: _Present, raw: bytes, kind: SaveKind, sentence: str) -> Saved:
        saved = commit.put(
            self.history,
            present.target,
            present.raw,
            read_text(raw, FILE),
            raw,
            kind=kind,
            sentence=sentence,
            at=self.now(),
        )
        return msgspec.structs.replace(saved, recovered=present.recovered)
