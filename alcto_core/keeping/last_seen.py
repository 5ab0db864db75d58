"""What alcto remembers of a folder between two looks at it, for the doctor: the last backup, the plugins seen.

Small files under `.alcto`, each written in one step. They say nothing that a standing rests on, so a file that is
lost or damaged reads as if there had been none.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import msgspec

from alcto_core import system
from alcto_core.keeping import rights
from alcto_core.keeping.folder import RecordsFolder
from alcto_core.problems import RecordsError

_BACKUP = "last-backup"
_PLUGINS = "plugins.toml"
_MOST = 1 << 20


class BackupMade(msgspec.Struct, frozen=True, kw_only=True):
    """The last archive that `alcto backup` made of a folder."""

    at: datetime
    path: str
    """Where it was written then."""


def record_backup(folder: RecordsFolder, path: Path, at: datetime) -> None:
    """Remember that an archive of the folder was written to `path`. Raises `RecordsError`."""
    _write(folder, _BACKUP, f"{at.isoformat(timespec='seconds')} {path}\n")


def last_backup(folder: RecordsFolder) -> BackupMade | None:
    """The last archive that was made of the folder; None where none is known. Never raises."""
    when, _, path = _text(folder, _BACKUP).partition("\n")[0].partition(" ")
    try:
        return BackupMade(at=datetime.fromisoformat(when).astimezone(), path=path)
    except (ValueError, OverflowError, OSError):
        return None


def known_plugins(folder: RecordsFolder) -> Mapping[str, str]:
    """The plugins that were installed when the doctor last looked: name and source ("alcto-texas 1.2").

    Never raises: what cannot be read is empty.
    """
    try:
        kept = tomllib.loads(_text(folder, _PLUGINS)).get("plugins")
    except (ValueError, RecursionError):
        return {}
    return {name: source for name, source in kept.items() if isinstance(source, str)} if isinstance(kept, dict) else {}


def remember_plugins(folder: RecordsFolder, plugins: Mapping[str, str]) -> None:
    """Keep the names and sources of plugins in place of those that were kept. Raises `RecordsError`."""
    import tomli_w

    _write(folder, _PLUGINS, tomli_w.dumps({"plugins": dict(plugins)}))


def _text(folder: RecordsFolder, name: str) -> str:
    try:
        raw, _ = system.read_file(folder.own / name, _MOST)
    except OSError:
        return ""
    return raw.decode("utf-8", "surrogateescape")


def _write(folder: RecordsFolder, name: str, text: str) -> None:
    try:
        rights.write_file(folder, folder.own / name, text.encode("utf-8", "surrogateescape"))
    except OSError as error:
        raise RecordsError(f"{name} could not be written in {folder.own}: {system.reason(error)}.") from error
