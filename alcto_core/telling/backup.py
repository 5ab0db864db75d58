"""Backups in words: what one holds, which are found, what bringing one back would do, and what it came to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

import msgspec

from alcto_core.backup.archive import BackupPlace, Manifest
from alcto_core.backup.packing import Backup
from alcto_core.backup.restore_plan import Fate, RestorePlan
from alcto_core.backup.restoring import Restored
from alcto_core.backup.shelf import Shelved, target
from alcto_core.entry.paths import NO_NAME, path_of
from alcto_core.keeping.checks import first_error
from alcto_core.keeping.folder import RecordsFolder
from alcto_core.numbers import counted, size
from alcto_core.records.differences import counted as counted_records
from alcto_core.records.reading import Reading
from alcto_core.telling.history import exchange_parts
from alcto_core.telling.page import Item, Part, Sheet

NO_BACKUPS = "No backup is found here yet. One zip holds everything: keep it on another disk than the records."
NOT_ENCRYPTED = "A backup is not encrypted: keep it as you keep what is in it"
NOTHING_NEW = "Everything in the backup is here already; nothing was changed."
_MOST = 400
"""Files or records that are named one by one, where nothing is lost by them."""
_COUNTED: Mapping[BackupPlace, str] = {"evidence": "file of proof", "rules": "rule file", "draft": "draft"}
_NOUNS: Mapping[BackupPlace, str] = {
    **_COUNTED,
    "memory": "file of alcto’s own",
    "history": "file of earlier states",
}
_FATES: tuple[tuple[Fate, str], ...] = (
    ("replaces", "Would replace another one here, which is kept"),
    ("blocked", "Cannot come: something that is no plain file is in the way"),
    ("new", "Would come"),
    ("kept", "Would not come: what is here stays"),
)


def target_said(typed: str, today: date) -> tuple[Path | None, str]:
    """The new file that a typed path means, None where it can be none, and a few words for it."""
    try:
        path = target(path_of(typed), today)
        if path.is_file():
            return None, "there is a file of this name already; Enter shows what it would bring back"
        if path.exists():
            return None, "this is no plain file; give the backup another name"
        if path != path_of(typed):
            return path, f"in this folder, as {path.name}"
        return path, "a new file" if path.parent.is_dir() else "a new file in a new folder"
    except (OSError, ValueError):  # such as a name that is too long
        return None, NO_NAME


def made_sheet(backup: Backup, *, with_history: bool) -> Sheet:
    """The page of a backup that was made."""
    states = len(backup.manifest.under("history"))
    lacks = "Earlier states for undo are not in it"
    return Sheet(
        id="backup",
        title=f"Backed up to {backup.path} ({size(backup.size)}).",
        head=(
            f"In it: {held(backup.manifest)}",
            "Every file was read back and compared",
            f"Earlier states: {counted(states, 'file')}" if with_history else lacks,
            NOT_ENCRYPTED,
        ),
        alerts=((backup.note,) if backup.note else ())
        + tuple(f"Left out: {one.path}: {one.sentence}" for one in backup.manifest.left_out),
    )


def backups_sheet(found: Sequence[Shelved]) -> Sheet:
    """The page of the backups that are found."""
    title = f"{counted(len(found), 'backup')} found, the latest first" if found else NO_BACKUPS
    part = Part(columns=("Made",), items=tuple(map(_shelved, found)))
    return Sheet(id="backups", title=title, parts=(part,) if found else ())


def _shelved(one: Shelved) -> Item:
    state, said = (
        ("cannot be restored", one.problem) if one.manifest is None else ("", _held(one.manifest, one.reading))
    )
    return Item(
        id=str(one.path),
        kind="backup",
        title=one.path.name,
        figure=_moment(one.manifest.at) if one.manifest is not None else f"{one.at:%Y-%m-%d %H:%M}",
        state=state,
        tone="missed" if one.manifest is None else "plain",
        said=(said, f"{size(one.size)}, in {one.path.parent}"),
    )


def restore_sheet(path: Path, manifest: Manifest, plan: RestorePlan, folder: RecordsFolder, most: int = _MOST) -> Sheet:
    """The page of a dry run: what a backup holds, and what bringing it back would do to the folder; at most `most`
    of what nothing is lost by is named one by one."""
    same = plan.with_fate("same")
    head = [f"In it: {_held(manifest, plan.reading)}", f"It would come into {folder.path}"]
    head += [f"Here already, the very same: {counted(len(same), 'file')}"] if same else []
    parts = [
        Part(
            heading=f"{counted(len(manifest.left_out), 'file')} could not be packed then, and cannot come back",
            items=tuple(
                Item(id=one.path, kind="left", text=f"“{one.path}” {one.why}") for one in manifest.left_out[:most]
            ),
        ),
        *_records_parts(plan, most),
        *(_files_part(plan, fate, heading, most) for fate, heading in _FATES),
        Part(
            heading="Settings that would come",
            items=tuple(Item(id=key, kind="setting", title=key, figure=plan.settings[key]) for key in plan.settings),
        ),
    ]
    return Sheet(
        id="restore",
        title=f"{path.name}: a backup of {_moment(manifest.at)}, made by {manifest.made_by}",
        head=tuple(head),
        alerts=tuple(_alerts(plan)),
        parts=tuple(part for part in parts if part.items),
    )


def restored_words(plan: RestorePlan, done: Restored, folder: RecordsFolder) -> tuple[str, ...]:
    """What a restore came to, a sentence each."""
    words = [f"Not restored: {path}; something came in its way." for path in done.blocked]
    if done.written:
        words.append(f"{counted(len(done.written), 'file')} came into {folder.path}.")
    if done.replaced is not None:
        words.append(f"What they took the place of is kept in {done.replaced}.")
    if done.copy is not None:
        words.append(f"The damaged records of the backup are in {done.copy}.")
        if plan.loaded is None:
            words.append(f"Put that file right in an editor and name it {folder.file.name}.")
    if done.saved is not None:
        words.append("The records are those of the backup.")
    return tuple(words)


def held(manifest: Manifest) -> str:
    """What is in a backup: "the records file, 3 files of proof, your settings"."""
    return ", ".join((*(["the records file"] if manifest.under("records") else []), *_others(manifest)))


def _held(manifest: Manifest, reading: Reading | None) -> str:
    """The same with what the records hold, where they can be read."""
    records = reading.records if reading is not None else None
    if records is None:
        return held(manifest)
    activities = counted(len(records.activities), "activity", "activities")
    return ", ".join((activities, counted(len(records.credentials), "credential"), *_others(manifest)))


def _others(manifest: Manifest) -> list[str]:
    paths = {file.path for file in manifest.files}
    numbers = [(noun, len(manifest.under(place, paths))) for place, noun in _COUNTED.items()]
    others = [counted(number, noun) for noun, number in numbers if number]
    return [*others, "your settings"] if manifest.under("settings") else others


def _moment(at: str) -> str:
    return at[:16].replace("T", " ")


def _alerts(plan: RestorePlan) -> Iterable[str]:
    if plan.raw is None:
        yield "The backup holds no records; those here stay as they are"
    elif plan.is_damaged and plan.reading is not None:
        yield "The records in the backup are damaged, so they would be put beside yours, as a file of their own"
        yield first_error(plan.reading)
    elif not plan.changes_records:
        yield "The records are the very same"
    elif plan.loaded is None:
        kinds = (counted_records(one for one in plan.found if one.kind == kind) for kind in ("activity", "credential"))
        come = " and ".join(number.removesuffix(" added") for number in kinds)
        yield f"There is no records file here yet; {come} would come"
    elif plan.loaded.reading.records is None:
        yield "The records file here is damaged; it would be replaced, and one undo brings it back"


def _records_parts(plan: RestorePlan, most: int) -> Iterable[Part]:
    """What differs in the records, every loss and every change."""
    if plan.loaded is None or plan.is_damaged or not plan.changes_records:
        return
    for part in exchange_parts(plan.found):
        if not part.items:
            yield Part(items=(Item(id="same", kind="same", text=part.fact),))
            continue
        most_here = most if part.items[0].state == "added" else len(part.items)
        items = tuple(msgspec.structs.replace(item, state="") for item in part.items)  # the heading says it
        yield Part(heading=part.heading, fact=part.fact, items=_cut(items, most_here))


def _files_part(plan: RestorePlan, fate: Fate, heading: str, most: int) -> Part:
    those = plan.with_fate(fate)
    states = [one for one in those if one.place == "history"]  # their names say nothing to anybody
    items = [
        Item(
            id=one.path,
            kind=f"file-{fate}",
            title=one.path,
            figure=_NOUNS[one.place],
            remark=f"“{one.packed.path}” in the backup: this system knows no such name"
            if one.path != one.packed.path
            else "",
        )
        for one in those
        if one.place != "history"
    ]
    if states:
        items.append(Item(id="history", kind=f"file-{fate}", text=counted(len(states), _NOUNS["history"])))
    fact = counted(len(those), "file") if len(those) > 1 else ""
    return Part(heading=heading, fact=fact, items=_cut(items, len(items) if fate == "replaces" else most))


def _cut(items: Sequence[Item], most: int) -> tuple[Item, ...]:
    if len(items) <= most:
        return tuple(items)
    return (*items[:most], Item(id="more", kind="more", text=f"and {len(items) - most:,} more"))
