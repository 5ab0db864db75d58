"""What may stand in the folder in place of the records file: a placeholder that a sync program has not filled yet, or
the file under another spelling of its name. A new file beside either would hide years of records."""

from __future__ import annotations

import os

from alcto_core.keeping.folder import FILE, RecordsFolder

_PLACEHOLDERS = (
    (f".{FILE}.icloud", "iCloud Drive"),
    (f"{FILE}.nextcloud", "Nextcloud"),
    (f"{FILE}.owncloud", "ownCloud"),
    (f"{FILE}.rsls", "Resilio Sync"),
    (f"{FILE}.cloud", "Odrive"),
)
"""Names of files that stand for one which is not downloaded, and the program that makes them."""


def not_downloaded(folder: RecordsFolder) -> str:
    """What to say where the records file is not here yet, though a sync program has it; "" where nothing says so."""
    for name, program in _PLACEHOLDERS:
        if os.path.lexists(folder.path / name):
            return (
                f"{FILE} is not on this computer yet: {program} keeps it elsewhere, and left “{name}” in "
                f"{folder.path}. Let it download the file, and try again."
            )
    return ""


def another_spelling(folder: RecordsFolder) -> str:
    """The name of a file that is the records file but for capitals; "" where there is none."""
    try:
        with os.scandir(folder.path) as listing:
            return next((one.name for one in listing if one.name != FILE and one.name.casefold() == FILE), "")
    except OSError:
        return ""
