"""Files of proof on their way into the records folder, and one of them opened by the system's own program.

A file from elsewhere is copied into `evidence/` under a safe name; nothing there is ever written over. What is opened
is a plain file inside the folder, of a kind that a person reads: a name in the records never starts a program.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from alcto_core import system
from alcto_core.keeping import rights
from alcto_core.keeping.proof import Proofs
from alcto_core.problems import Refused
from alcto_core.records.references import no_proof
from alcto_core.text import slug

if TYPE_CHECKING:
    from alcto_core.keeping.folder import RecordsFolder
    from alcto_core.records.types import Activity

_MOST = 100_000_000
"""Bytes of a file that is copied into the folder: people back it up and sync it."""
_MOST_OFFERED = 40
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)
"""Names that Windows keeps for devices."""
_READ = {
    "pdf", "png", "jpg", "jpeg", "gif", "webp", "heic", "tif", "tiff", "bmp", "txt", "md", "csv", "tsv", "rtf", "doc",
    "docx", "odt", "xls", "xlsx", "ods", "ppt", "pptx", "odp", "eml", "ics", "htm", "html",
}  # fmt: skip
"""Kinds of file that are opened; the system would run some others as programs."""


def without_proof(folder: RecordsFolder, activities: Iterable[Activity]) -> tuple[Activity, ...]:
    """Those that are done, and name no file of proof that is there."""
    leads_to = Proofs(folder.path)
    return tuple(
        one
        for one in activities
        if not one.is_planned and not any(no_proof(path, leads_to) is None for path in one.evidence)
    )


def elsewhere(folder: RecordsFolder, word: str) -> Path | None:
    """The plain file outside the folder that a typed path means; None where it means something in the folder, or
    nothing that is there."""
    try:
        path = system.path_meant(word.strip())
        if not path.is_absolute() and (folder.path / path).exists():
            return None
        found = path.resolve(strict=True)
        root = folder.path.resolve()
        return found if found.is_file() and not found.is_relative_to(root) else None
    except (OSError, ValueError, RuntimeError):
        return None


class Arrival(msgspec.Struct, frozen=True, kw_only=True):
    """A file that shall be copied into `evidence/`."""

    source: Path
    path: str
    """Where it will lie, as the records name it."""
    is_there: bool = False
    """Whether the very same file lies there already."""


def arrival(folder: RecordsFolder, source: Path, others: Collection[str] = ()) -> Arrival:
    """How a file from elsewhere would come into `evidence/`; `others` are paths that are spoken for.

    Raises `Refused` where it is no file that can be copied.
    """
    raw = _read(source)
    stem, ending = slug(source.stem, 60), re.sub(r"[^a-z0-9.]", "", source.suffix.lower())[:8]
    stem = f"file-{stem}" if _DEVICES.fullmatch(stem) else stem
    for number in range(1, 1000):
        path = f"{folder.evidence.name}/{stem}{f'-{number}' if number > 1 else ''}{ending}"
        target = folder.path / path
        if path in others:
            continue
        if not os.path.lexists(target):
            return Arrival(source=source, path=path)
        if folder.holds(path) and target.stat().st_size == len(raw) and target.read_bytes() == raw:
            return Arrival(source=source, path=path, is_there=True)
    raise Refused(f"{folder.evidence} holds too many files called {stem}; give “{source.name}” another name.")


def bring_in(folder: RecordsFolder, coming: Arrival) -> Path | None:
    """Copy a file into `evidence/`, and give the copy; None where it lies there already. Raises `Refused`."""
    if coming.is_there:
        return None
    raw, target = _read(coming.source), folder.path / coming.path
    try:
        rights.make_folder(folder, target.parent)
        temporary = system.write_temporary(target, raw, like=rights.model(folder))
        try:
            system.current.place(temporary, target)
        except BaseException:
            system.discard(temporary)
            raise
    except OSError as error:
        raise Refused(f"“{coming.source.name}” was not copied into evidence/: {system.reason(error)}.") from None
    return target


@contextmanager
def brought_in(folder: RecordsFolder, several: Iterable[Arrival]) -> Iterator[None]:
    """Copy files in for a save; where that fails their copies go again. Raises `Refused`."""
    made: list[Path] = []
    try:
        for coming in several:
            made += filter(None, [bring_in(folder, coming)])
        yield
    except BaseException:
        for path in made:
            system.discard(path)
        raise


def _read(source: Path) -> bytes:
    try:
        raw, _ = system.read_file(source, _MOST + 1)
    except OSError as error:
        raise Refused(f"“{source}” cannot be read: {system.reason(error)}.") from None
    if len(raw) > _MOST:
        raise Refused(f"“{source.name}” is larger than {_MOST // 1_000_000} MB; keep a smaller copy as proof.")
    return raw


def completions(folder: RecordsFolder, typed: str) -> tuple[str, ...]:
    """Paths that begin as typed, folders with a slash at their end: of the records folder, or where an absolute path or
    `~` leads. Hidden ones only where a dot is typed."""
    above, _, begun = typed.rpartition("/")
    above = f"{above}/" if "/" in typed else ""
    place = system.path_meant(above or ".")
    try:
        with os.scandir(folder.path / place) as listed:
            names = sorted(
                f"{above}{one.name}{'/' if one.is_dir() else ''}"
                for one in listed
                if one.name.casefold().startswith(begun.casefold()) and (begun or not one.name.startswith("."))
            )
    except (OSError, ValueError):
        return ()
    return tuple(names[:_MOST_OFFERED])


def open_proof(folder: RecordsFolder, paths: Iterable[str], start: Callable[[Path], None] | None = None) -> str:
    """Open files of proof, as the records name them, by the system's program for each; the paths that were opened.

    Raises `Refused` with a sentence for the first that is no file in the folder, or that nobody reads.
    """
    named = tuple(paths)
    if not named:
        raise Refused("No file of proof is named there.")
    for path in named:
        if (wrong := no_proof(path, folder.proof)) is not None:
            raise Refused(f"“{path}” {wrong[0]}; {wrong[1]}.")
        found = folder.path / path
        if not {one.suffix.lower().lstrip(".") for one in (found, found.resolve())} <= _READ:
            raise Refused(f"“{path}” is not of a kind that alcto opens; open it yourself from {folder.path}.")
    for path in named:
        try:
            (start or system.current.open_file)((folder.path / path).resolve())
        except OSError as error:
            raise Refused(f"“{path}” was not opened: {system.reason(error)}. It lies in {folder.path}.") from None
    return ", ".join(named)
