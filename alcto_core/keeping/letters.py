"""A draft of a letter, kept as a plain file of the person's own."""

from __future__ import annotations

import os
from pathlib import Path

from alcto_core import system
from alcto_core.keeping import rights
from alcto_core.keeping.folder import RecordsFolder
from alcto_core.problems import Refused


def keep_letter(folder: RecordsFolder, target: Path, text: str) -> str:
    """Write a letter to a new file, readable by whoever may read the records; a sentence that says where it lies.

    Raises `Refused`; a file that is there is never written over.
    """
    if os.path.lexists(target):
        raise Refused(f"{target} is there already; name another file for the message.")
    try:
        system.write_file(target, text.encode("utf-8"), like=rights.model(folder))
    except OSError as error:
        raise Refused(f"{target} cannot be written: {system.reason(error)}.") from error
    return f"The draft lies in {target}."


def keep_copied(folder: RecordsFolder, text: str) -> Path:
    """Write what was copied last to the one file for it, where the terminal may take nothing. Raises `Refused`."""
    target = folder.own / "copied.txt"
    try:
        rights.write_file(folder, target, text.encode("utf-8", "replace"))
    except OSError as error:
        raise Refused(f"What was copied cannot be kept in {target}: {system.reason(error)}.") from error
    return target
