"""Second copies of the records file beside it: what sync programs, editors and file managers leave there.

Cheap enough for every start: one listing of one folder, and a file is read only where its name says that it is a
copy. Nothing here changes a record: `merging` is the edit that takes records over, `put_aside` moves a copy away.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec

from alcto_core import system
from alcto_core.copies.names import Named, named
from alcto_core.keeping import rights
from alcto_core.keeping.checks import errors_in
from alcto_core.keeping.folder import RecordsFolder
from alcto_core.keeping.history import digest
from alcto_core.numbers import counted
from alcto_core.problems import Problem, RecordsError, RecordsMissing, Refused
from alcto_core.records.differences import Difference, beside, differences, document_of, taking
from alcto_core.records.document import ids, records_of
from alcto_core.records.edits import Several
from alcto_core.records.reading import MOST_BYTES, Reading, read_text
from alcto_core.toml.writing import Table, same

MOST_COPIES = 50
"""Copies that are looked at; the newest, where there are more."""
_MOST_NAMES = 20_000
_SUFFIXES = 1_000


class Copy(msgspec.Struct, frozen=True, kw_only=True):
    """A second copy of the records file, and what it holds that the file itself does not."""

    path: Path
    program: str
    """Who makes names like this one, as a person knows it: "Syncthing"."""
    sha256: str
    """Of the bytes that were read, by which a merge knows that it is still the same copy."""
    problems: tuple[Problem, ...] = ()
    """What is wrong in the copy."""
    is_named: bool = True
    """Whether its name says that it is a copy."""
    is_readable: bool = True
    """Whether it can be read as records at all, by this alcto."""
    is_newer: bool = False
    """Whether a newer alcto wrote it."""
    found: tuple[Difference, ...] = ()
    """What the copy has otherwise, seen from the records file; what only the file has is left out."""
    faulty: frozenset[tuple[str, str]] = frozenset()
    """Kind and id of records in the copy that have errors, so that they cannot be taken over as they are."""
    stays: str = ""
    """Why the copy must not be moved or deleted, where that is so."""

    @property
    def lacking(self) -> tuple[Difference, ...]:
        """Records that only the copy holds."""
        return tuple(one for one in self.found if one.change == "added" and one.kind != "file")

    @property
    def otherwise(self) -> tuple[Difference, ...]:
        """Records that both hold, the copy with other values."""
        return tuple(one for one in self.found if one.change == "changed" and one.kind != "file")

    @property
    def takeable(self) -> tuple[Difference, ...]:
        """Everything that can be taken over, in the order in which it is shown: what is lacking first."""
        return tuple(one for one in (*self.lacking, *self.otherwise) if (one.kind, one.id) not in self.faulty)

    @property
    def proposed(self) -> tuple[Difference, ...]:
        """What is taken over where nobody names anything: only what the file lacks."""
        return tuple(one for one in self.takeable if one.change == "added")

    @property
    def has_more(self) -> bool:
        """Whether it holds anything that the records file does not."""
        return bool(self.found)

    @property
    def sentence(self) -> str:
        """What a person should know of it: "a second copy “…” (Syncthing) holds 3 records that this one lacks"."""
        name = f"a second copy “{self.path.name}” ({self.program})"
        if self.is_newer:
            return f"{name} was written by a newer alcto"
        if not self.is_readable:
            return f"{name} cannot be read as records"
        parts = []
        if self.lacking:
            parts.append(f"holds {counted(len(self.lacking), 'record')} that this one lacks")
        if self.otherwise:
            parts.append(f"has {counted(len(self.otherwise), 'record')} with other values")
        if not parts and self.found:
            parts.append("differs in keys of the file itself")
        if parts:
            return f"{name} {' and '.join(parts)}"
        end = "leave it where it is" if self.stays else "it can be deleted"
        return f"{name} holds nothing that this one lacks{f'; {end}' if self.is_named else ''}"


def find_copies(folder: RecordsFolder) -> tuple[Copy, ...]:
    """Every second copy beside the records file, by name. Never raises: what cannot be looked at is no copy.

    Where the file is a link, copies of the real file lie beside that one, and both places are looked at.
    """
    files = candidates(folder)
    if not files:
        return ()
    document = _main_document(folder)
    read = (_read(path, copied, document) for path, copied in files)
    return tuple(one for one in read if one is not None)


def candidates(folder: RecordsFolder) -> tuple[tuple[Path, Named], ...]:
    """Plain files whose names say that they are copies, in the order of their names. Nothing is opened."""
    places = [folder.file]
    try:
        target = system.resolve(folder.file)
        if target.parent != folder.path.resolve():
            places.append(target)
    except (OSError, RuntimeError):
        pass
    found: dict[Path, tuple[float, Named]] = {}
    for place in places:
        for entry in _entries(place.parent):
            copied = named(entry.name, place.name)
            if copied is None:
                continue
            told = _plain(entry)
            if told is not None and not _is_same(place, told):
                found[Path(entry.path)] = (told.st_mtime, copied)
    newest = sorted(found, key=lambda path: found[path][0], reverse=True)[:MOST_COPIES]
    return tuple((path, found[path][1]) for path in sorted(newest, key=lambda path: path.name))


def instead_of_missing(folder: RecordsFolder) -> RecordsMissing | None:
    """What to raise where there is no records file, but copies of it: they are named first. None where none lies there.

    Some sync programs leave two versions under names of their own, and none under the file's.
    """
    found = candidates(folder)
    if not found:
        return None
    listed = ", ".join(f"“{path.name}” ({copied.program})" for path, copied in found)
    return RecordsMissing(
        f"There is no {folder.file.name} in {folder.path}, but {listed}. "
        f'`alcto import "{found[0][0].name}"` shows what it holds, and can put it in place.'
    )


def read_copy(folder: RecordsFolder, path: Path) -> Copy:
    """Any file compared with the records file, whatever its name. Raises `RecordsError` where it cannot be read,
    `Refused` where it is the records file itself."""
    with suppress(OSError):
        if path.samefile(folder.file):
            raise Refused(f"“{path.name}” is the records file itself.")
    copied = named(path.name, folder.file.name)
    copy = _read(path, copied or Named("another records file", ""), _main_document(folder))
    if copy is None:
        raise RecordsError(f"{path} is not there, or is no plain file that alcto can read.")
    return msgspec.structs.replace(copy, is_named=copied is not None)


def merging(copy: Copy, chosen: Iterable[Difference], both: Collection[Difference] = ()) -> Several:
    """The one edit that takes the chosen records over as the copy has them; those of `both` under ids of their own,
    beside what the file has.

    Raises `Refused` for what cannot be taken over: a key of the file itself, a record that the copy lacks or has
    with errors; and where nothing is chosen.
    """
    wanted = tuple(chosen)
    if not wanted:
        raise Refused("Nothing was chosen.")
    edits = []
    for one in wanted:
        edit = (beside if one in both else taking)(one) if one.change != "removed" and one in copy.takeable else None
        if edit is None:
            raise Refused(f"“{one.title}” cannot be taken over from “{copy.path.name}”.")
        edits.append(edit)
    return Several(edits=tuple(edits), sentence=f"merged {counted(len(edits), 'record')} from “{copy.path.name}”")


def put_aside(copy: Copy) -> Path:
    """Move a copy to `.alcto/merged` in its folder, where nobody looks for copies; nothing is ever deleted.

    Gives the new place. Raises `Refused` where it must stay or is another by now, `RecordsError` where the disk
    refuses.
    """
    if copy.stays:
        raise Refused(f"“{copy.path.name}” was left where it is: {copy.stays}.")
    try:
        raw, _ = system.read_file(copy.path, MOST_BYTES + 1)
        if digest(raw) != copy.sha256:
            raise Refused(f"“{copy.path.name}” changed meanwhile, so it was left where it is.")
        folder = RecordsFolder(path=copy.path.parent)
        aside = folder.own / "merged"
        rights.make_folder(folder, aside)
        for number in range(1, _SUFFIXES):
            target = aside / (copy.path.name if number == 1 else f"{copy.path.name}.{number}")
            try:
                system.current.place(copy.path, target)
            except FileExistsError:
                continue
            return target
    except OSError as error:
        raise RecordsError(f"“{copy.path.name}” could not be put aside: {system.reason(error)}.") from error
    raise RecordsError(f"“{copy.path.name}” could not be put aside: too many of its name are there.")


def _read(path: Path, copied: Named, document: Mapping[str, Any]) -> Copy | None:
    try:
        raw, _ = system.read_file(path, MOST_BYTES + 1)
    except OSError:
        return None
    reading = read_text(raw, path.name)
    theirs = document_of(raw) if reading.records is not None else None
    found: tuple[Difference, ...] = ()
    if theirs is not None:
        every = (_with_all_steps(one) for one in differences(document, theirs))
        found = tuple(one for one in every if one is not None and one.change != "removed")
        found = tuple(one for one in found if not _is_kept_beside(one, document))
    return Copy(
        path=path,
        program=copied.program,
        sha256=digest(raw),
        problems=reading.problems,
        is_readable=theirs is not None and not reading.is_newer,
        is_newer=reading.is_newer,
        found=found,
        faulty=_faulty(reading, found, document),
        stays=copied.stays,
    )


def _is_kept_beside(one: Difference, document: Mapping[str, Any]) -> bool:
    """Whether the file holds the copy's state of an activity too, under another id: both were kept."""
    if (kept := beside(one)) is None:
        return False
    return any(
        same({key: value for key, value in other.items() if key != "id"}, kept.table)
        for other in records_of(document, "activity")
        if other.get("date") == kept.table.get("date")
    )


def _with_all_steps(difference: Difference) -> Difference | None:
    """A credential with the steps that only the file has put beside those of the copy: a step is a record, and no
    record goes because a copy lacks it. None where nothing else differs."""
    had, has = difference.before, difference.after
    if difference.kind != "credential" or had is None or has is None:
        return difference
    mine, theirs = had.get("step", []), has.get("step", [])
    if not all(isinstance(steps, list) and all(isinstance(one, dict) for one in steps) for steps in (mine, theirs)):
        return difference
    fresh = [one for one in theirs if not any(same(one, other) for other in mine)]
    every: list[Table] = []
    for step in mine:
        is_theirs = any(same(step, other) for other in theirs)
        at = None if is_theirs else next((at for at, one in enumerate(fresh) if one.get("id") == step.get("id")), None)
        every.append(step if at is None else fresh.pop(at))
    every += fresh
    whole = msgspec.structs.replace(difference, after={**has, "step": every} if every else has)
    return whole if whole.keys else None


def _faulty(reading: Reading, found: tuple[Difference, ...], document: Mapping[str, Any]) -> frozenset[tuple[str, str]]:
    """The records of a copy that no edit could bring into the file: their values have errors, or their id is taken."""
    records = reading.records
    if records is None or reading.is_newer:
        return frozenset((one.kind, one.id) for one in found)
    good = {("activity", one.id) for one in records.activities} | {
        ("credential", one.id) for one in records.credentials
    }
    taken = {(kind, id) for kind in ("activity", "credential") for id in ids(document, kind)}
    if not any("person" in problem.path for problem in errors_in(reading)):
        good.add(("person", ""))
    return frozenset(
        (one.kind, one.id)
        for one in found
        if (one.kind, one.id) not in good or (one.change == "added" and (one.kind, one.id) in taken)
    )


def _main_document(folder: RecordsFolder) -> Mapping[str, Any]:
    """What the records file holds; nothing where it is gone or cannot be read, so that a copy shows all it has."""
    try:
        raw, _ = system.read_file(folder.file, MOST_BYTES + 1)
    except OSError:
        return {}
    return document_of(raw) or {}


def _entries(folder: Path) -> Iterable[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as listing:
            return [entry for _, entry in zip(range(_MOST_NAMES), listing, strict=False)]
    except OSError:
        return ()


def _plain(entry: os.DirEntry[str]) -> os.stat_result | None:
    """What the system says of a plain file; None for a link, a folder, a pipe or a device."""
    try:
        told = entry.stat(follow_symlinks=False)
    except OSError:
        return None
    return told if stat.S_ISREG(told.st_mode) else None


def _is_same(place: Path, told: os.stat_result) -> bool:
    """Whether it is the records file itself, which some disks list with other capitals."""
    try:
        return os.path.samestat(place.stat(), told)
    except OSError:
        return False
