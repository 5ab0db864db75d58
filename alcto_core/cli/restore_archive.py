"""`alcto restore FILE.zip`: say what a backup would do to this folder, what would be lost first, then do it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from alcto_core.backup.archive import Manifest
from alcto_core.backup.restore_plan import IncomingFile, RestorePlan, planned
from alcto_core.backup.restoring import Restored, take
from alcto_core.backup.unpacking import opened
from alcto_core.cli.init_page import new_folder
from alcto_core.cli.invocation import RECORDS_HAVE_ERRORS, Invocation
from alcto_core.cli.page import Page, Toned
from alcto_core.cli.progress import Progress
from alcto_core.cli.questions import can_ask, may_save
from alcto_core.cli.saving import say_note, status_after
from alcto_core.keeping.checks import first_error
from alcto_core.keeping.folder import RecordsFolder, remember_folder, remembered_folder
from alcto_core.keeping.settings import keep_setting
from alcto_core.numbers import counted
from alcto_core.problems import RecordsError, Refused
from alcto_core.records.differences import Difference, told
from alcto_core.records.differences import counted as told_number

_MOST_LINES = 20
"""How many of the files or records that nothing is lost by are named one by one."""
_PLACES = {
    "evidence": "file of proof",
    "rules": "rule file",
    "memory": "file of alcto’s own",
    "draft": "draft",
    "history": "file of earlier states",
}


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
            _say_contents(page, packed.path, packed.manifest)
            _say_plan(page, plan, folder)
            if plan.is_idle:
                page.say("Everything in the backup is here already; nothing was changed.")
                _remember(invocation, page, folder)
                return 0
            if not may_save(page, yes, "Restore?", default=not _takes_away(plan)):
                return 0
            done = take(packed, plan, folder, at=datetime.now().astimezone(), progress=Progress(page, "Restoring"))
    except Refused as refused:
        raise Refused(f"{refused} Nothing was changed.") from refused
    _keep_settings(page, plan)
    _remember(invocation, page, folder)
    return _say_done(page, plan, done, folder)


def _folder(invocation: Invocation, *, asks: bool) -> RecordsFolder:
    """The folder in force; on a new machine the one that `alcto init` would make."""
    folder = invocation.choice.folder
    is_there = os.path.lexists(folder.file) or folder.backups.exists()
    return folder if is_there else new_folder(invocation, asks)


def _takes_away(plan: RestorePlan) -> bool:
    """Whether anything that is here would be another afterwards; then Enter alone does not restore."""
    loses = plan.loaded is not None and any(one.change != "added" for one in plan.found)
    return loses or bool(plan.with_fate("replaces"))


# what would happen


def _say_contents(page: Page, path: Path, manifest: Manifest) -> None:
    page.aside(f"{path.name}: a backup of {manifest.at[:16].replace('T', ' ')}, made by {manifest.made_by}.")
    if manifest.left_out:
        page.aside(f"  {counted(len(manifest.left_out), 'file')} could not be packed then, and cannot come back:")
        for one in manifest.left_out[:_MOST_LINES]:
            page.aside(f"    {one.path}: {one.why}")
        _say_more(page, len(manifest.left_out) - _MOST_LINES)


def _say_plan(page: Page, plan: RestorePlan, folder: RecordsFolder) -> None:
    page.aside(f"In {folder.path}:")
    _say_records(page, plan)
    _say_files(page, plan.with_fate("replaces"), "would replace another one here, which is kept", is_whole=True)
    _say_files(page, plan.with_fate("blocked"), "cannot come: something that is no plain file is in the way")
    _say_files(page, plan.with_fate("new"), "would come")
    _say_files(page, plan.with_fate("kept"), "would not come: what is here stays")
    if same := plan.with_fate("same"):
        page.aside(f"  {counted(len(same), 'file')} here already, the very same.")
    for one in plan.incoming:
        if one.path != one.packed.path and one.fate != "same":
            page.aside(f"  “{one.packed.path}” would be called “{one.path}”, as this system knows no such name.")
    if plan.settings:
        page.aside(f"  Settings would come: {', '.join(sorted(plan.settings))}.")


def _say_records(page: Page, plan: RestorePlan) -> None:
    """What this folder has that the backup lacks comes first."""
    if plan.raw is None:
        page.aside("  The backup holds no records; those here stay as they are.")
        return
    if plan.is_damaged:
        page.aside(
            "  The records in the backup are damaged, so they would be put beside yours, as a file of their own."
        )
        if plan.reading is not None:
            page.aside(f"    {first_error(plan.reading)}")
        return
    if not plan.changes_records:
        page.aside("  The records are the very same.")
        return
    if plan.loaded is None:
        numbers = [
            told_number(one for one in plan.found if one.kind == kind).removesuffix(" added")
            for kind in ("activity", "credential")
        ]
        page.aside(f"  There is no records file here yet; {' and '.join(numbers)} would come.")
        return
    if plan.loaded.reading.records is None:
        page.aside("  The records file here is damaged; it would be replaced, and `alcto undo` brings it back.")
    lost = [one for one in plan.found if one.change == "removed"]
    changed = [one for one in plan.found if one.change == "changed"]
    gained = [one for one in plan.found if one.change == "added"]
    if lost:
        page.aside(Toned("  LOST: here, but not in the backup:", "short"))
        _say_differences(page, lost, len(lost))
    if changed:
        page.aside(Toned("  CHANGED: here → in the backup:", "strong"))
        _say_differences(page, changed, len(changed))
    if gained:
        page.aside("  Gained: in the backup, but not here:")
        _say_differences(page, gained, _MOST_LINES)
    if not plan.found:
        page.aside("  The same records; only comments or the layout of the file differ.")


def _say_differences(page: Page, found: Sequence[Difference], most: int) -> None:
    for one in found[:most]:
        line = told(one).removeprefix(f"{one.change} ")
        page.aside(f"    {line}")
    _say_more(page, len(found) - most)


def _say_files(page: Page, incoming: Sequence[IncomingFile], what: str, *, is_whole: bool = False) -> None:
    for place, noun in _PLACES.items():
        those = [one for one in incoming if one.place == place]
        if not those:
            continue
        page.aside(f"  {counted(len(those), noun)} {what}{':' if place != 'history' else '.'}")
        if place != "history":
            most = len(those) if is_whole else _MOST_LINES
            for one in those[:most]:
                page.aside(f"    {one.path}")
            _say_more(page, len(those) - most)


def _say_more(page: Page, number: int) -> None:
    if number > 0:
        page.aside(f"    and {number:,} more")


# what happened


def _keep_settings(page: Page, plan: RestorePlan) -> None:
    for key, value in plan.settings.items():
        try:
            keep_setting(key, value)
        except RecordsError as error:
            page.aside(str(error))


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
    if done.written:
        page.say(f"{counted(len(done.written), 'file')} came into {folder.path}.")
    for path in done.blocked:
        page.aside(f"Not restored: {path}; something came in its way.")
    if done.replaced is not None:
        page.say(f"What they took the place of is kept in {done.replaced}.")
    if done.copy is not None:
        page.say(f"The damaged records of the backup are in {done.copy}.")
        if plan.loaded is None:
            page.say(f"Put that file right in an editor and name it {folder.file.name}.")
    if done.saved is not None:
        page.say("The records are those of the backup." if plan.loaded is None else
                 "The records are those of the backup. `alcto undo` takes that back.")  # fmt: skip
        say_note(page, done.saved)
        return status_after(done.saved)
    return RECORDS_HAVE_ERRORS if plan.is_damaged else 0
