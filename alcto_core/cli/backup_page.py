"""A backup: where it goes, and what is said of it."""

from __future__ import annotations

import os
from datetime import date, datetime
from pathlib import Path

import click
import msgspec

from alcto_core import system
from alcto_core.backup import shelf
from alcto_core.backup.packing import back_up as pack
from alcto_core.cli.invocation import Invocation
from alcto_core.cli.layout import say_sheet
from alcto_core.cli.progress import Progress
from alcto_core.cli.questions import ask, can_ask, may_replace
from alcto_core.telling.backup import backups_sheet, made_sheet
from alcto_core.telling.page import sentence

_LEFT_SOMETHING_OUT = 1


def back_up(invocation: Invocation, yes: bool, with_history: bool, file: str | None) -> int:
    """What `alcto backup` does."""
    page = invocation.page
    now = datetime.now().astimezone()
    target = _target(invocation, file, now.date(), yes)
    replaces = os.path.lexists(target)
    if replaces and not may_replace(page, target, yes):
        return 2
    progress = Progress(page, "Packing")
    made = pack(invocation.folder, target, at=now, with_history=with_history, replaces=replaces, progress=progress)
    page.did(f"The backup {made.path} is made.")
    sheet = made_sheet(made, with_history=with_history)
    for words in sheet.alerts:
        page.aside(sentence(words))
    say_sheet(page, msgspec.structs.replace(sheet, alerts=()))
    if not with_history:
        page.aside("--history packs earlier states too.")
    page.aside(f"`alcto restore {made.path.name}` brings it back, also on another computer.")
    return _LEFT_SOMETHING_OUT if made.manifest.left_out else 0


def list_found(invocation: Invocation) -> int:
    """What `alcto backup --list` does."""
    say_sheet(invocation.page, backups_sheet(shelf.shelved(invocation.folder)))
    return 0


def _target(invocation: Invocation, file: str | None, today: date, yes: bool) -> Path:
    """The file to write: the one that was named, one with the date in a named folder, else the one proposed."""
    if file is not None:
        return _named(file, today)
    proposal = shelf.proposed(invocation.folder.path.parent, today)
    if yes:
        return proposal
    if not can_ask():
        raise click.UsageError("Name the file to write, e.g. `alcto backup alcto.zip`; --yes takes the proposed one.")
    question = "Which file shall the backup be?"
    return ask(invocation.page, question, lambda answer: _named(answer, today), default=str(proposal))


def _named(word: str, today: date) -> Path:
    """The file that a word means; in a folder, one with the date."""
    return shelf.target(Path.cwd() / system.path_meant(word), today)
