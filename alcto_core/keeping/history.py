"""Generations of the records file: its bytes before and after each save, and one line about each.

```
.alcto/history/index            one JSON line for each save: when, what, SHA-256 before and after
.alcto/history/stretches/       the bytes of the generations (`states`)
```

A line is written before the file is replaced, so a save that was cut short leaves a line that never came true.
Which lines came true is not stored anywhere: it follows from the hashes. A line came true when the next one (or
the file itself) begins where it ends. So where a person stands among undos and redos cannot disagree with the
file, whenever the power went. A gap between two lines is a change from outside alcto. A file that went away and was
brought back is no state that anyone wants again: what brought it back follows on the state before.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec

from alcto_core import system
from alcto_core.keeping import rights
from alcto_core.keeping.digests import FILE_MOST as FILE_MOST  # whoever asks for a generation asks for these too
from alcto_core.keeping.digests import digest as digest
from alcto_core.keeping.digests import known
from alcto_core.keeping.folder import RecordsFolder
from alcto_core.problems import RecordsError

if TYPE_CHECKING:
    from alcto_core.keeping.states import KeptStates

SaveKind = Literal["create", "edit", "undo", "redo", "restore", "outside"]

_MOST_SAID = 300
INDEX = "index"
_INDEX_MOST = 16 << 20
_LAST_LINES = 16 << 10
"""Bytes at the end of the index in which its last line lies."""
_KINDS: tuple[SaveKind, ...] = ("create", "edit", "undo", "redo", "restore")
"""Of the lines in the index; a change from outside writes none."""


class Generation(msgspec.Struct, frozen=True, kw_only=True, rename={"sentence": "what"}):
    """One save: what it did, and the hashes of the file before and after. `before` is "" where it made the file."""

    at: str
    """Time in ISO form; "" for a change from outside."""
    kind: SaveKind
    sentence: str
    """What it did: "added “ALET Winter”". Holds text from records."""
    before: str
    after: str

    @property
    def is_outside(self) -> bool:
        """Whether the file changed outside alcto here."""
        return self.kind == "outside"


class UndoStacks(msgspec.Struct, frozen=True, kw_only=True):
    """Where the file stands among its generations."""

    done: tuple[Generation, ...]
    """What can be undone, the latest last."""
    undone: tuple[Generation, ...]
    """What can be redone, the next last."""


class KnownState(msgspec.Struct, frozen=True, kw_only=True):
    """One state of the file, and the step that led to it."""

    number: int
    """From 1 for the oldest that is known. A save adds one at the end; only pruning moves the others."""
    at: str
    """Time of the step in ISO form; "" where nobody knows it."""
    kind: SaveKind | Literal["first"]
    """`first` is the state before everything that is kept."""
    sentence: str
    """What the step did: "added “ALET Winter”". Holds text from records."""
    sha256: str
    before: str | None
    """SHA-256 of the state before; "" where the step made the file, None where it is not known."""
    is_present: bool = False
    """Whether the file is in this state now."""
    can: Literal["", "undo", "redo"] = ""
    """Whether the step is among those that can be undone or redone."""


class History(msgspec.Struct, frozen=True, kw_only=True):
    """The generations of one records folder. Writing is only safe under the folder's lock."""

    folder: RecordsFolder

    def generations(self) -> tuple[Generation, ...]:
        """Every line of the index, also of saves that never came true, the oldest first. Raises `RecordsError`."""
        try:
            raw, _ = system.read_file(self.index, _INDEX_MOST)
        except (FileNotFoundError, NotADirectoryError):
            return ()
        except OSError as error:
            raise RecordsError(f"The history cannot be read: {system.reason(error)}.") from error
        return tuple(one for line in raw.splitlines() if (one := _read(line)) is not None)

    def latest(self) -> Generation | None:
        """The last line of the index, without reading those before it. Raises `RecordsError`."""
        try:
            raw = system.read_end(self.index, _LAST_LINES)
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise RecordsError(f"The history cannot be read: {system.reason(error)}.") from error
        return next((one for line in reversed(raw.splitlines()) if (one := _read(line)) is not None), None)

    def place(self, now: str) -> UndoStacks:
        """Where the file stands whose SHA-256 is `now` ("" where there is none). Raises `RecordsError`."""
        return place(self.generations(), now)

    @property
    def index(self) -> Path:
        """The file with a line for each save."""
        return self.folder.backups / INDEX

    @property
    def states(self) -> KeptStates:
        """The bytes of the generations, as they lie there now."""
        from alcto_core.keeping.states import KeptStates  # a start that only looks at the records has no need of it

        return KeptStates(self.folder)

    def kept(self) -> frozenset[str]:
        """The SHA-256 of every state whose bytes are kept. Never raises: what cannot be read is none."""
        return self.states.all()

    def bytes_of(self, sha256: str) -> bytes:
        """The bytes of one generation. Raises `RecordsError` where they are gone or damaged."""
        return self.states.bytes_of(sha256)

    def leftovers(self) -> tuple[Path, ...]:
        """Files that saves which were cut short left half written."""
        return (*system.leftovers(self.folder.backups), *system.leftovers(self.folder.stretches))

    def record(self, before: bytes | None, after: bytes, kind: SaveKind, sentence: str, at: datetime) -> None:
        """Keep both generations and a line about them, safe on disk. Raises `OSError`."""
        had, has = None if before is None else known(before), known(after)
        folder = self.folder.backups
        if not folder.is_dir():
            rights.make_folder(self.folder, folder)
            system.current.sync_folder(self.folder.own)
        self.states.keep(had, has)
        line = Generation(
            at=at.isoformat(timespec="seconds"),
            kind=kind,
            sentence=sentence if len(sentence) <= _MOST_SAID else f"{sentence[:_MOST_SAID]}…",
            before="" if had is None else had.sha256,
            after=has.sha256,
        )
        is_new = not self.index.exists()
        system.append_line(self.index, _line(line), like=rights.model(self.folder))
        if is_new:
            system.current.sync_folder(folder)

    def rewrite(self, lines: Sequence[Generation]) -> None:
        """Put other lines in the place of all that there are, safe on disk. Raises `OSError`."""
        raw = b"".join(_line(one) + b"\n" for one in lines)
        rights.write_file(self.folder, self.index, raw)
        system.current.sync_folder(self.folder.backups)  # no line may outlive the bytes that it speaks of


def place(lines: Iterable[Generation], now: str) -> UndoStacks:
    """Where a file with the SHA-256 `now` stands after these saves, told from the hashes alone."""
    return stacked(happened(lines, now))


def happened(lines: Iterable[Generation], now: str) -> Iterator[Generation]:
    """The saves that came true and the changes from outside between them, the oldest first; each begins where the
    one before ended, and the last ends at `now`."""
    listed = list(lines)
    at: str | None = None
    for index, line in enumerate(listed):
        follows = listed[index + 1].before if index + 1 < len(listed) else now
        is_cut = follows == line.before and follows != line.after
        if not line.before and (is_cut or (at is not None and line.kind != "create")):
            # The file was gone when this began; where it came back, the state before is the one that matters.
            if not is_cut and at is not None:
                if at != line.after:
                    yield msgspec.structs.replace(line, before=at)
                at = line.after
            continue
        if at is not None and at != line.before:
            yield _outside(at, line.before)
        at = line.before
        if is_cut:
            continue  # cut short before the file was replaced
        yield line
        at = line.after
    if at is not None and at != now:
        yield _outside(at, now)


def stacked(steps: Iterable[Generation]) -> UndoStacks:
    """What of these steps, each beginning where the one before ended, can be undone and redone."""
    done: list[Generation] = []
    undone: list[Generation] = []
    for step in steps:
        _move(step, done, undone)
    return UndoStacks(done=tuple(done), undone=tuple(undone))


def moment(at: str) -> str:
    """A time of the history as a person reads it, to the minute: "2026-03-01 12:05"."""
    return at[:16].replace("T", " ")


def _move(line: Generation, done: list[Generation], undone: list[Generation]) -> None:
    """Moves the border between what is done and what is undone over one save."""
    if not line.before:  # it made the file, and nobody wants to have none again
        done.clear()
        undone.clear()
        return
    match line.kind:
        case "undo":
            known = done and (done[-1].before, done[-1].after) == (line.after, line.before)
            undone.append(done.pop() if known else _reversed(line))
        case "redo":
            known = undone and (undone[-1].before, undone[-1].after) == (line.before, line.after)
            done.append(undone.pop() if known else line)
        case _:
            done.append(line)
            undone.clear()


def _reversed(line: Generation) -> Generation:
    """What an undo took back, where its own line is no longer kept."""
    sentence = line.sentence.removeprefix("undid: ")
    return Generation(at=line.at, kind="edit", sentence=sentence, before=line.after, after=line.before)


def _outside(before: str, after: str) -> Generation:
    what = "changed outside alcto" if after else "the file went away"
    return Generation(at="", kind="outside", sentence=what, before=before, after=after)


def _line(one: Generation) -> bytes:
    line = {"at": one.at, "kind": one.kind, "what": one.sentence, "before": one.before, "after": one.after}
    return json.dumps(line).encode("ascii")


def _read(line: bytes) -> Generation | None:
    """One line of the index; None for a torn one, whose save never came so far as to touch the file."""
    try:
        one = msgspec.json.decode(line, type=Generation)
    except ValueError:
        return _read_leniently(line)
    return one if one.kind in _KINDS else None


def _read_leniently(line: bytes) -> Generation | None:
    """A line that is JSON, but not quite in our form: of a newer alcto, or with half a letter in it."""
    try:
        read = json.loads(line)
        kind = read["kind"]
        if kind not in _KINDS:
            return None
        return Generation(
            at=str(read["at"]), kind=kind, sentence=str(read["what"]),
            before=str(read["before"]), after=str(read["after"]),
        )  # fmt: skip
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
