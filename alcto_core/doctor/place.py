"""The folder and the disk under the records, and alcto's own settings."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

from alcto_core import cache, system
from alcto_core.doctor.finding import Finding, good, look, wrong
from alcto_core.keeping.commit import locked
from alcto_core.keeping.folder import RecordsFolder, remembered_folder
from alcto_core.keeping.settings import settings_file
from alcto_core.numbers import counted, size
from alcto_core.problems import RecordsBusy, RecordsError, RecordsUnsaved

FREE_LEAST = 50 << 20
"""Bytes that should be free: enough for years of saves."""


def findings(folder: RecordsFolder) -> Iterator[Finding]:
    """Whether a save would find a folder that it may write in, a lock and room."""
    if not os.access(folder.path, os.W_OK | os.X_OK):
        yield look(
            "folder",
            f"{folder.path} can be read and not written, so nothing can be saved there.",
            "Give yourself the right to write there, or work on a copy with `--records DIR`.",
        )
    else:
        yield good("folder", f"{folder.path} can be written.")
        yield from _in_the_way(folder)
        yield _lock(folder)
    yield from _room(folder)


def _in_the_way(folder: RecordsFolder) -> Iterator[Finding]:
    """Files where a save needs folders: every save would be refused."""
    for path in (folder.own, folder.backups):
        if os.path.lexists(path) and not path.is_dir():
            yield wrong(
                "folder",
                f"{path} is no folder, so nothing can be saved.",
                "Move it elsewhere; alcto makes the folder at the next save.",
            )
            return


def _lock(folder: RecordsFolder) -> Finding:
    if not folder.own.is_dir():
        return good("folder", "The lock was not needed yet.")
    try:
        with locked(folder, 0):
            return good("folder", "The lock for saving is free.")
    except RecordsBusy:
        return look("folder", "Another alcto is saving just now.", "Look again in a moment.")
    except (RecordsUnsaved, OSError):
        return wrong(
            "folder",
            f"No lock can be had in {folder.own}, so nothing can be saved.",
            "Give yourself the right to write there. Where a network drive knows no locks, keep the records elsewhere.",
        )


def _room(folder: RecordsFolder) -> Iterator[Finding]:
    try:
        free = shutil.disk_usage(folder.path).free
    except OSError as error:
        yield look(
            "folder", f"Nobody knows how much room the disk has: {system.reason(error)}.", "Look after the disk."
        )
        return
    if free < FREE_LEAST:
        yield wrong(
            "folder", f"The disk has only {size(free)} left.", "Make room: a save keeps the state before as well."
        )
    else:
        yield good("folder", f"The disk has {size(free)} left.")


def settings_findings(folder: RecordsFolder) -> Iterator[Finding]:
    """Whether alcto will find the records the next time."""
    try:
        remembered = remembered_folder()
    except RecordsError as error:
        yield wrong(
            "settings", str(error), f"`alcto where --records DIR --remember` writes {settings_file().name} again."
        )
        return
    if remembered is None:
        yield good("settings", "No folder is remembered.")
    elif not remembered.is_dir():
        yield wrong(
            "settings",
            f"alcto remembers the folder {remembered}, which is not there.",
            "`alcto where --records DIR --remember` remembers another.",
        )
    else:
        also = "" if remembered == folder.path else ", which is another than this one"
        yield good("settings", f"alcto opens {remembered} when nothing else is said{also}.")


def cache_findings() -> Iterator[Finding]:
    """What is kept to be faster: nothing in it is ever missed, so nothing here can be wrong."""
    place = cache.place()
    if not place:
        yield good("cache", f"Nothing is kept to be faster ({cache.VARIABLE}=0, or no home folder).")
        return
    if os.path.lexists(place) and not cache.is_trusted():
        yield look(
            "cache",
            f"{place} is not yours alone to write, so what is kept there to be faster is not used.",
            "Delete it; alcto makes it again.",
        )
        return
    number, total = cache.entries()
    kept = f"{counted(number, 'file')} ({size(total)})" if number else "Nothing yet"
    yield good("cache", f"{kept} in {place} to be faster; it may be deleted at any time.")
