"""What a backup of a records folder shall hold, and what it cannot, each with its reason. Nothing is read but the
records file; of everything else only names and kinds are looked at.

No lock is taken: the records file is always replaced whole, so whoever opens it has one state of it. Rule files go in
(and come back) as they are, also damaged ones: the loader guards each, and `alcto check` says what is wrong.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import msgspec

from alcto_core import system, zips
from alcto_core.backup import archive
from alcto_core.backup.archive import NotPacked
from alcto_core.keeping.folder import FILE, RecordsFolder
from alcto_core.keeping.history import FILE_MOST
from alcto_core.keeping.proof import Proofs
from alcto_core.records.reading import Reading, read_text
from alcto_core.records.references import no_proof


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """A file that shall go in."""

    path: str
    """In the records folder, with forward slashes."""
    where: Path
    """The plain file itself, behind links."""


def contents(folder: RecordsFolder, with_history: bool) -> tuple[list[Source], list[NotPacked], str]:
    """What shall go in, what cannot, and what is odd about the records file."""
    sources: list[Source] = []
    left_out: list[NotPacked] = []
    proofs = Proofs(folder.path)
    reading, note = _records(folder, sources, left_out)
    # The history first: a save may replace a file of it that was listed, and files of proof take long.
    for path in (*_own(folder, with_history), *_walk(folder, "evidence", left_out), *_rules(folder)):
        _sort(folder, path, proofs, sources, left_out)
    known = {source.path for source in sources} | {one.path for one in left_out}
    for file in reading.records.proof if reading is not None and reading.records is not None else ():
        inner = archive.inner_path(file)
        if inner and inner in known:
            continue
        if wrong := no_proof(file, proofs):
            left_out.append(NotPacked(path=file, why=wrong[0], remedy=wrong[1]))
        elif archive.place_of(inner, {inner}) == "evidence":
            _sort(folder, inner, proofs, sources, left_out)
        else:
            left_out.append(
                NotPacked(
                    path=file, why="is named as proof but lies among alcto's own files", remedy="move it to evidence/"
                )
            )
        known.add(inner or file)
    for source in sources[zips.MOST_FILES - 1 :]:
        left_out.append(NotPacked(path=source.path, why=f"is one file more than a backup holds ({zips.MOST_FILES:,})"))
    return sources[: zips.MOST_FILES - 1], left_out, note


def _records(folder: RecordsFolder, sources: list[Source], left_out: list[NotPacked]) -> tuple[Reading | None, str]:
    """The records file goes in as it is, whatever it holds; it may be a link, as it may be for a save."""
    try:
        raw, _ = system.read_file(folder.file, FILE_MOST)
    except FileNotFoundError:
        return None, f"There is no {FILE} in {folder.path}, so none is in the backup."
    except OSError as error:
        left_out.append(NotPacked(path=FILE, why=f"cannot be read: {system.reason(error)}"))
        return None, f"{FILE} cannot be read, so it is not in the backup."
    sources.insert(0, Source(path=FILE, where=system.resolve(folder.file)))
    reading = read_text(raw, FILE)
    if reading.records is None:
        return reading, f"{FILE} is damaged; it is in the backup as it is."
    return reading, ""


def _walk(folder: RecordsFolder, top: str, left_out: list[NotPacked]) -> Iterator[str]:
    """Everything under a folder that is no folder itself. Links to folders are not followed."""
    waiting = [top]
    while waiting:
        inner = waiting.pop()
        where = folder.path / inner
        if inner == top and not os.path.lexists(where):
            return
        if where.is_symlink() or not where.is_dir():
            yield inner
            continue
        try:
            entries = sorted(os.scandir(where), key=lambda entry: entry.name, reverse=True)
        except OSError as error:
            left_out.append(NotPacked(path=inner, why=f"cannot be listed: {system.reason(error)}"))
            continue
        for entry in reversed(entries):
            path = f"{inner}/{entry.name}"
            if not entry.is_dir(follow_symlinks=False):
                if not system.is_leftover(entry.name):
                    yield path
            elif path.count("/") < archive.DEEPEST:
                waiting.append(path)
            else:
                left_out.append(NotPacked(path=path, why="is a folder too deep within others"))


def _rules(folder: RecordsFolder) -> Iterator[str]:
    try:
        names = sorted(name for name in os.listdir(folder.rules) if name.endswith(".toml"))  # noqa: PTH208 - names only
    except OSError:
        return
    yield from (f"rules/{name}" for name in names)


def _own(folder: RecordsFolder, with_history: bool) -> Iterator[str]:
    """What alcto keeps for itself and the next machine wants: remembered columns, drafts, and the history if asked."""
    wanted = ("memory", "draft", "history") if with_history else ("memory", "draft")
    for inner in ("", "drafts", "history/stretches", "history"):
        where = folder.own / inner
        try:
            names = sorted(os.listdir(where))  # noqa: PTH208 - names only
        except OSError:
            continue
        for name in names:
            path = f".alcto/{inner}/{name}" if inner else f".alcto/{name}"
            if archive.place_of(path) in wanted:
                yield path


def _sort(folder: RecordsFolder, path: str, proofs: Proofs, sources: list[Source], left_out: list[NotPacked]) -> None:
    """Into what goes in and what does not, with the reason. Nothing is opened."""
    kind = proofs(path)
    where = folder.path / path
    try:
        if kind == "file":
            where = system.resolve(where)
            size = where.stat().st_size
            if size < zips.MOST_IN_ONE:
                sources.append(Source(path=path, where=where))
                return
            why, remedy = f"is too large for a backup ({size / (1 << 30):.1f} GB)", "copy it by hand"
        else:
            why, remedy = no_proof("-", lambda _: kind) or ("", "")
    except OSError as error:
        why, remedy = f"cannot be read: {system.reason(error)}", ""
    left_out.append(NotPacked(path=path, why=why, remedy=remedy))
