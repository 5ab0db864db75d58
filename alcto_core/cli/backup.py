"""`alcto backup`: records, proof, rule files and settings in one zip, for a new machine or a drawer."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from alcto_core.cli.invocation import Invocation, asked, records_options, yes_option

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from alcto_core.backup.archive import BackupPlace
    from alcto_core.backup.packing import Backup
    from alcto_core.cli.page import Page

_LEFT_SOMETHING_OUT = 1
_COUNTED: Mapping[BackupPlace, str] = {"evidence": "file of proof", "rules": "rule file", "draft": "draft"}


@click.command()
@records_options
@yes_option
@click.option("--history", "with_history", is_flag=True, help="Also pack the earlier states, so that undo works there.")
@click.argument("file", metavar="[FILE.zip]", required=False)
@click.pass_context
def command(ctx: click.Context, yes: bool, with_history: bool, file: str | None) -> int:
    """Pack records, files of proof, rule files and settings into one zip. `alcto restore FILE.zip` brings it back.

    Without FILE it proposes one beside the records folder; in a folder it makes one with today's date. A file that
    is there is replaced only after you say so. The zip is not encrypted.

    Ends with 1 where something could not be packed; what and why is said, and stands in the zip.
    """
    from datetime import datetime

    from alcto_core.backup.packing import pack
    from alcto_core.cli.progress import Progress
    from alcto_core.keeping.settings import settings
    from alcto_core.problems import RecordsError

    invocation = asked(ctx)
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
    from alcto_core.cli.questions import ask, can_ask

    if file is not None:
        named = _absolute(file)
        return _dated(named, today) if named.is_dir() else named
    proposed = _dated(invocation.folder.path.parent, today)
    if yes:
        return proposed
    if not can_ask():
        raise click.UsageError("Name the file to write, e.g. `alcto backup alcto.zip`; --yes takes the proposed one.")

    def read(answer: str) -> Path:
        named = _absolute(answer)
        return _dated(named, today) if named.is_dir() else named

    return ask(invocation.page, "Which file shall the backup be?", read, default=str(proposed))


def _absolute(word: str) -> Path:
    return Path.cwd() / Path(word).expanduser()


def _dated(folder: Path, today: date) -> Path:
    """A name with the date that no file in the folder has yet."""
    name = f"alcto-backup-{today.isoformat()}"
    numbers = iter(range(2, 10_000))
    path = folder / f"{name}.zip"
    while os.path.lexists(path):
        path = folder / f"{name}-{next(numbers)}.zip"
    return path


def _may_replace(page: Page, target: Path, yes: bool) -> bool:
    from alcto_core.cli.questions import can_ask, confirm

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
    from contextlib import suppress

    from alcto_core.keeping.last_seen import record_backup
    from alcto_core.problems import RecordsError

    with suppress(RecordsError):
        record_backup(invocation.folder, target, now)


def _say(page: Page, backup: Backup, with_history: bool) -> int:
    from alcto_core.numbers import counted, size

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
