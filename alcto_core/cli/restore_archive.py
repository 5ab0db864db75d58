"""`alcto restore FILE.zip`: say what a backup would do to this folder, what would be lost first, then do it."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

from alcto_core.backup.restore_plan import RestorePlan, planned
from alcto_core.backup.restoring import Restored, keep_settings, take
from alcto_core.backup.unpacking import opened
from alcto_core.cli.init_page import new_folder
from alcto_core.cli.invocation import RECORDS_HAVE_ERRORS, Invocation
from alcto_core.cli.layout import say_sheet
from alcto_core.cli.page import Page
from alcto_core.cli.progress import Progress
from alcto_core.cli.questions import can_ask, may_save
from alcto_core.cli.saving import UNDOES, say_note, status_after
from alcto_core.keeping.folder import RecordsFolder, remember_folder, remembered_folder
from alcto_core.problems import RecordsError, Refused
from alcto_core.telling.backup import NOTHING_NEW, restore_sheet, restored_words

_MOST_LINES = 20
"""How many of the files or records that nothing is lost by are named one by one."""


def restore(page: Page, invocation: Invocation, path: Path, yes: bool) -> int:
    """Restore a backup into the records folder after showing what that changes; the exit status.

    Raises `Refused` for an archive that is none of alcto's or is not sound, before anything is written, and
    `RecordsError` where the folder cannot be used.
    """
    try:
        with opened(path) as packed:
            packed.verify(Progress(page, "Checking"))
            folder = _folder(invocation, asks=can_ask() and not yes)
            plan = planned(packed, folder)
            say_sheet(page, restore_sheet(packed.path, packed.manifest, plan, folder, _MOST_LINES), aside=True)
            if plan.is_idle:
                page.say(NOTHING_NEW)
                _remember(invocation, page, folder)
                return 0
            if not may_save(page, yes, "Restore?", default=not plan.takes_away):
                return 0
            done = take(packed, plan, folder, at=datetime.now().astimezone(), progress=Progress(page, "Restoring"))
    except Refused as refused:
        raise Refused(f"{refused} Nothing was changed.") from refused
    for problem in keep_settings(plan):
        page.aside(problem)
    _remember(invocation, page, folder)
    return _say_done(page, plan, done, folder)


def _folder(invocation: Invocation, *, asks: bool) -> RecordsFolder:
    """The folder in force; on a new machine the one that `alcto init` would make."""
    folder = invocation.choice.folder
    is_there = os.path.lexists(folder.file) or folder.backups.exists()
    return folder if is_there else new_folder(invocation, asks)


def _remember(invocation: Invocation, page: Page, folder: RecordsFolder) -> None:
    """On a machine that remembers no folder yet this one is remembered; another one is never forgotten for it."""
    if not invocation.remembers or not folder.file.exists():
        return
    try:
        remembered = remembered_folder()
        if remembered is None:
            remember_folder(folder.path)
            page.aside(f"alcto opens {folder.path} from now on.")
        elif remembered != folder.path:
            page.aside(f"alcto still opens {remembered}; `alcto where --remember --records DIR` changes that.")
    except RecordsError as error:
        page.aside(str(error))


def _say_done(page: Page, plan: RestorePlan, done: Restored, folder: RecordsFolder) -> int:
    for words in restored_words(plan, done, folder):
        page.did(words)
        page.say(words)
    if done.saved is None:
        return RECORDS_HAVE_ERRORS if plan.is_damaged else 0
    if plan.loaded is not None:
        page.aside(UNDOES)
    say_note(page, done.saved)
    return status_after(done.saved)
