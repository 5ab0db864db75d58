"""A path while it is typed: what is there, and how it may go on."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from alcto_core import system
from alcto_core.numbers import size

NO_NAME = "no name of a file"
NO_PATH = "write the path of the file first"
_MOST = 2_000
"""Names of a folder that are looked at."""


class Completed(NamedTuple):
    """A path with as much more as is sure, and the names that it may go on with."""

    text: str
    names: tuple[str, ...]


def path_of(typed: str) -> Path:
    """The path that is meant: without the quotes of a terminal, with `~` for the person's own folder."""
    word = typed.strip()
    if len(word) > 1 and word[0] == word[-1] and word[0] in "\"'":
        word = word[1:-1]
    return system.path_meant(word)


def file_said(typed: str) -> tuple[bool, str]:
    """Whether a file is there, and a few words for it: "a file, 12 KB", "no such file"."""
    try:
        path = path_of(typed)
        if path.is_dir():
            return False, "a folder; go on with the name of the file"
        # Whether it can be a name `stat` tells; `exists` says no in some versions of Python, and fails in others.
        length = path.stat().st_size
        return path.is_file(), f"{path.suffix.lstrip('.').upper() or 'a'} file, {size(length)}"
    except (FileNotFoundError, NotADirectoryError):
        return False, "no such file"
    except (OSError, ValueError):  # such as a name that is too long
        return False, NO_NAME


def completed(typed: str, endings: tuple[str, ...] = ()) -> Completed:
    """`typed` with as much more as all the names have that begin so; with `endings` only files that end so count.

    Hidden files are left out unless a dot is typed. Never raises: what cannot be listed goes on with nothing.
    """
    begun = os.path.basename(typed)  # noqa: PTH119 - a `Path` forgets a slash at the end
    head = typed[: len(typed) - len(begun)]
    names = _names(path_of(head) if head else Path(), begun, endings)
    if not names:
        return Completed(typed, ())
    columns = zip(*(name.casefold() for name in names), strict=False)
    sure = next((at for at, letters in enumerate(columns) if len({*letters}) > 1), min(map(len, names)))
    whole = names[0][:sure] if sure >= len(begun) else begun
    return Completed(f"{head}{whole}", tuple(names) if len(names) > 1 else ())


def _names(folder: Path, begun: str, endings: tuple[str, ...]) -> list[str]:
    found = []
    try:
        with os.scandir(folder) as listing:
            for _, entry in zip(range(_MOST), listing, strict=False):
                name = entry.name
                if not name.casefold().startswith(begun.casefold()) or (name.startswith(".") and not begun):
                    continue
                if entry.is_dir():
                    found.append(f"{name}/")
                elif not endings or name.casefold().endswith(endings):
                    found.append(name)
    except (OSError, ValueError):
        return []
    return sorted(found, key=str.casefold)
