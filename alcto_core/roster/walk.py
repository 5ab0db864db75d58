"""The records files below a folder, in one order on every machine: folders of records, and files of records."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import msgspec

from alcto_core import system
from alcto_core.copies.names import named
from alcto_core.keeping.folder import FILE
from alcto_core.problems import Refused

_OURS = frozenset({"rules", "evidence"})
"""Folders of a records folder in which no records lie."""


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """A file that ought to hold somebody's records, or a folder that could not be looked into."""

    path: str
    file: str
    """Its path inside the folder, as it is shown: with strokes, and without bytes that are no text."""
    problem: str = ""
    """Why it is not read."""
    is_error: bool = True
    """Whether somebody's records may be missing for it."""


def records_files(folder: Path) -> Iterator[Found]:
    """Every `records.toml` and every other `*.toml` below `folder`, but for what is hidden and what belongs to records.

    What cannot be read, is a link to elsewhere or a second copy is found with its problem. Raises `Refused` where
    `folder` is none or cannot be listed.
    """
    if not folder.is_dir():
        raise Refused(f"{folder} is not a folder. Name one that holds folders of records, or files of records.")
    try:
        root = os.path.realpath(folder, strict=True)
        os.scandir(root).close()
    except OSError as error:
        raise Refused(f"{folder} cannot be listed: {system.reason(error)}.") from error
    yield from _below(root, "", root)


def _below(folder: str, shown: str, root: str) -> Iterator[Found]:
    try:
        with os.scandir(folder) as listed:
            entries = sorted(listed, key=lambda entry: entry.name)
    except OSError as error:
        yield Found(path=folder, file=shown, problem=f"the folder cannot be listed: {system.reason(error)}")
        return
    has_records = any(entry.name == FILE for entry in entries)
    for entry in entries:
        if entry.name.startswith("."):
            continue
        name = f"{shown}/{_text(entry.name)}" if shown else _text(entry.name)
        if entry.is_dir(follow_symlinks=False):
            if entry.name not in _OURS:
                yield from _below(entry.path, name, root)
        elif entry.name.lower().endswith(".toml"):
            yield _found(entry, name, has_records, root)
        elif entry.is_symlink() and os.path.isdir(entry.path) and not _is_inside(entry.path, root):  # noqa: PTH112
            yield Found(path=entry.path, file=name, problem=_OUTSIDE)


_OUTSIDE = "it is a link to outside the folder, so it is not followed"


def _found(entry: os.DirEntry[str], name: str, has_records: bool, root: str) -> Found:
    if entry.is_symlink() and not _is_inside(entry.path, root):
        return Found(path=entry.path, file=name, problem=_OUTSIDE)
    if has_records and entry.name != FILE and named(entry.name, FILE):
        return Found(path=entry.path, file=name, problem=f"it is a second copy of {FILE}, not counted", is_error=False)
    return Found(path=entry.path, file=name)


def _is_inside(path: str, root: str) -> bool:
    """Whether a link stays inside; one to nothing is judged by where it leads, too."""
    target = os.path.realpath(path)
    return target == root or target.startswith(root.rstrip(os.sep) + os.sep)


def _text(name: str) -> str:
    return name.encode("utf-8", "backslashreplace").decode()
