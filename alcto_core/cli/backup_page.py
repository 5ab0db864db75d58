"""A backup: where it goes, and what is said of it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

import click

from alcto_core.backup.archive import BackupPlace
from alcto_core.backup.packing import Backup, pack
from alcto_core.cli.invocation import Invocation
from alcto_core.cli.page import Page
from alcto_core.cli.progress import Progress
from alcto_core.cli.questions import ask, can_ask, confirm
from alcto_core.keeping.last_seen import record_backup
from alcto_core.keeping.settings import settings
from alcto_core.numbers import counted, size
from alcto_core.problems import RecordsError

_LEFT_SOMETHING_OUT = 1
_COUNTED: Mapping[BackupPlace, str] = {"evidence": "file of proof", "rules": "rule file", "draft": "draft"}


def back_up(invocation: Invocation, yes: bool, with_history: bool, file: str | None) -> int:
    """What `alcto backup` does."""
    folder, page = invocation.folder, invocation.page
    now = datetime.now().astimezone()
    target = _target(invocation, file, now.date(), yes)
    replaces = os.path.lexists(target)
    if replaces and not _may_replace(page, target, yes):
        return 2
    try:
        own = {key: value for key, value in settings().items() if key != "records"}
    except RecordsError as error:
        page.aside(f"{error} So no settings are in the backup.")
        own = {}
    backup = pack(
        folder,
        target,
        at=now,
        settings=own,
        with_history=with_history,
        replaces=replaces,
        progress=Progress(page, "Packing"),
    )
    _remember(invocation, target, now)
    return _say(page, backup, with_history)


def _target(invocation: Invocation, file: str | None, today: date, yes: bool) -> Path:
    """The file to write: the one that was named, one with the date in a named folder, else the one proposed."""
    if file is not None:
        return _named(file, today)
    proposed = _dated(invocation.folder.path.parent, today)
    if yes:
        return proposed
    if not can_ask():
        raise click.UsageError("Name the file to write, e.g. `alcto backup alcto.zip`; --yes takes the proposed one.")
    question = "Which file shall the backup be?"
    return ask(invocation.page, question, lambda answer: _named(answer, today), default=str(proposed))


def _named(word: str, today: date) -> Path:
    """The file that a word means; in a folder, one with the date."""
    named = Path.cwd() / Path(word).expanduser()
    return _dated(named, today) if named.is_dir() else named


def _dated(folder: Path, today: date) -> Path:
    """A name with the date that no file in the folder has yet."""
    name = f"alcto-backup-{today.isoformat()}"
    numbers = iter(range(2, 10_000))
    path = folder / f"{name}.zip"
    while os.path.lexists(path):
        path = folder / f"{name}-{next(numbers)}.zip"
    return path


def _may_replace(page: Page, target: Path, yes: bool) -> bool:
    if yes:
        return True
    if not can_ask():
        page.aside(f"There is a file {target} already. Nothing was written; --yes replaces it.")
        return False
    if confirm(page, f"There is a file {target} already. Replace it?", default=False):
        return True
    page.aside("Nothing was written.")
    return False


def _remember(invocation: Invocation, target: Path, now: datetime) -> None:
    """For `alcto check`, which says how old the last backup is. A folder that cannot be written forgets it."""
    with suppress(RecordsError):
        record_backup(invocation.folder, target, now)


def _say(page: Page, backup: Backup, with_history: bool) -> int:
    manifest = backup.manifest
    if backup.note:
        page.aside(backup.note)
    for one in manifest.left_out:
        page.aside(f"Left out: {one.path}: {one.sentence}.")
    paths = {file.path for file in manifest.files}
    held = {place: len(manifest.under(place, paths)) for place in ("records", *_COUNTED)}
    others = ["the records file"] if held["records"] else []
    others += [counted(held[place], noun) for place, noun in _COUNTED.items() if held[place]]
    if manifest.under("settings"):
        others.append("your settings")
    page.say(f"Backed up to {backup.path} ({size(backup.size)}).")
    page.say(f"In it: {', '.join(others)}. Every file was read back and compared.")
    if with_history:
        page.say(f"Earlier states: {counted(len(manifest.under('history')), 'file')}.")
    else:
        page.aside("Earlier states for undo are not in it; --history packs them too.")
    page.aside(f"It is not encrypted. `alcto restore {backup.path.name}` brings it back, also on another computer.")
    return _LEFT_SOMETHING_OUT if manifest.left_out else 0
