"""What the person's own settings say to a start: the records folder, the keys, and whatever of them cannot be used.

Nothing in them stops a start: what cannot be read is said in a line, with what is used instead.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from alcto_core import system
from alcto_core.keeping.folder import FolderChoice, find_folder
from alcto_core.keeping.settings import KEYS, damage_of_settings, table_of_settings
from alcto_core.problems import Problem, RecordsError
from alcto_tui import own_keys
from alcto_tui.theme_choice import unknown_theme


def folder_to_open(records: Path | None) -> tuple[FolderChoice, str]:
    """The folder that the screens open; where the settings may name another that cannot be read there, the usual one,
    and a sentence on that."""
    try:
        return find_folder(records, os.environ), ""
    except RecordsError:
        folder = system.private_folder()
        said = f"Which records folder is yours cannot be read there, so {folder} is opened; else begin with --records."
        return FolderChoice(path=folder, how="default"), said


def settle_settings(instead: str = "") -> tuple[str, ...]:
    """Use the keys of the settings; what of them and of the theme cannot be used, as sentences. What is opened
    `instead` of the person's own folder stands with the line that is wrong."""
    try:
        damage = damage_of_settings()
        own, problems = _own_of_settings()
    except RecordsError as unreadable:
        own_keys.use(own_keys.OwnKeys())
        return (f"{unreadable} {instead}".rstrip(),)
    own_keys.use(own)
    broken = [f"{one}. {instead}" if instead else str(one) for one in damage]
    return (*broken, *map(str, (*problems, *unknown_theme())))


def _own_of_settings() -> tuple[own_keys.OwnKeys, Sequence[Problem]]:
    if not table_of_settings(KEYS)[0]:
        return own_keys.OwnKeys(), ()  # who has none need not wait for all screens
    from alcto_tui.key_settings import read_own

    return read_own()
