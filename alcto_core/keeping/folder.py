"""Where a person's records lie: how the folder is found, remembered and laid out."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import msgspec

from alcto_core import system
from alcto_core.keeping.proof import Proofs
from alcto_core.keeping.settings import keep_setting, setting
from alcto_core.records.types import Proof

FILE = "records.toml"
VARIABLE = "ALCTO_RECORDS"
_SETTING = "records"

HowFound = Literal["option", "environment", "remembered", "default"]


def lie_in(path: Path) -> str:
    """Where the records are, as the beginning of a sentence."""
    return f"Your records are in {path}"


def away(folder: RecordsFolder) -> str:
    """What to say of a folder that held records and is away."""
    if not folder.path.is_dir():
        return f"The folder {folder.path} is not there. Was it moved or renamed, or is its drive not connected?"
    return (
        f"{FILE} is gone from {folder.path}, and so is all that alcto kept beside it. Was the folder moved or emptied, "
        "or is its drive not connected?"
    )


class RecordsFolder(msgspec.Struct, frozen=True, kw_only=True):
    """A records folder and the places in it. Only `lock`, `is_away`, `proof` and `holds` touch the disk: they follow
    links."""

    path: Path

    @property
    def file(self) -> Path:
        """The records file, as the person knows it; it may be a link."""
        return self.path / FILE

    @property
    def evidence(self) -> Path:
        """Files of proof."""
        return self.path / "evidence"

    @property
    def rules(self) -> Path:
        """Rule files of the person's own."""
        return self.path / "rules"

    @property
    def own(self) -> Path:
        """What alcto keeps for itself: history, drafts, the lock."""
        return self.path / ".alcto"

    @property
    def backups(self) -> Path:
        """Generations of the records file."""
        return self.own / "history"

    @property
    def stretches(self) -> Path:
        """The bytes of those generations, many in a file."""
        return self.backups / "stretches"

    @property
    def drafts(self) -> Path:
        """What was typed and not yet saved."""
        return self.own / "drafts"

    @property
    def lock(self) -> Path:
        """The lock's side file. It stands beside the real file, so that two folders that link to one file
        share one lock. Raises `OSError` for links that go in a circle."""
        return system.resolve(self.file).parent / ".alcto" / "lock"

    @property
    def is_away(self) -> bool:
        """Whether neither a records file lies there nor anything that alcto keeps beside one: no folder, or an empty
        one such as the place of a drive that is not connected."""
        return not os.path.lexists(self.file) and not os.path.lexists(self.own)

    def proof(self, path: str) -> Proof:
        """What a relative path leads to, after links are followed. Nothing is opened. Who asks about many paths
        asks one `Proofs`."""
        return Proofs(self.path)(path)

    def holds(self, path: str) -> bool:
        """Whether a relative path names a plain file in the folder, after links are followed. Nothing is opened."""
        return self.proof(path) == "file"


class FolderChoice(msgspec.Struct, frozen=True, kw_only=True):
    """Which folder is meant, and who said so."""

    path: Path
    how: HowFound

    @property
    def folder(self) -> RecordsFolder:
        return RecordsFolder(path=self.path)


def find_folder(explicit: Path | None, environ: Mapping[str, str]) -> FolderChoice:
    """The records folder: `--records`, else `$ALCTO_RECORDS`, else the remembered one, else the platform's.

    Raises `RecordsError` where the settings file that remembers it cannot be read: to go on with another folder
    would look as if the records were lost.
    """
    if explicit is not None:
        return FolderChoice(path=_absolute(explicit), how="option")
    if named := environ.get(VARIABLE, ""):
        return FolderChoice(path=_absolute(Path(named)), how="environment")
    if (remembered := remembered_folder()) is not None:
        return FolderChoice(path=remembered, how="remembered")
    return FolderChoice(path=system.private_folder(), how="default")


def proposed_folder() -> Path:
    """The folder that a first run proposes: where people find and back up their files."""
    return system.documents_folder() / "alcto"


def remembered_folder() -> Path | None:
    """The folder that `remember_folder` kept; None where it never did. Raises `RecordsError`."""
    kept = setting(_SETTING)
    return _absolute(Path(kept)) if kept else None


def remember_folder(path: Path) -> None:
    """Keep `path` as the folder to open when nothing else is said. Raises `RecordsError`."""
    keep_setting(_SETTING, str(_absolute(path)), over_damage=True)


def _absolute(path: Path) -> Path:
    return Path(os.path.normpath(Path.cwd() / system.path_meant(path)))
