"""What a backup is: one zip with a list of contents, and which names may stand in it.

```
alcto-backup.json          the list of contents: size and SHA-256 of each file, what was left out and why
records.toml               the records, byte for byte, also where they are damaged
evidence/…                 files of proof, stored as they are
rules/*.toml               rule files of the person's own
.alcto/…                   remembered columns of spreadsheets, noted hashes of proof, seen plugins, drafts, history
settings.toml              alcto's settings for this person, without the folder of the records
odd/00001                  a file whose own name (in the list) would not do on every system
```

Names in the zip are such that every system can unpack it. Whatever reads an archive trusts none of this.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Collection
from pathlib import PurePosixPath
from typing import Any, Literal

import msgspec

from alcto_core import zips
from alcto_core.keeping.folder import FILE
from alcto_core.problems import Refused

MANIFEST = "alcto-backup.json"
SCHEMA = 1
SETTINGS = "settings.toml"
ODD = "odd/"

MOST_MANIFEST = 64 << 20
MOST_BESIDE = 64 << 20
"""Bytes of a file that is read whole: records, rules, what alcto keeps for itself."""

_MEMORY = frozenset({".alcto/import.toml", ".alcto/evidence.json", ".alcto/plugins.toml"})
_DRAFT = re.compile(r"\.alcto/drafts/[a-z0-9][a-z0-9-]{0,63}\.json")
_HISTORY = re.compile(r"\.alcto/history/(index|[0-9a-f]{64}\.toml|stretches/[0-9]{5,9}-[0-9a-f]{64}\.stretch)")
DEEPEST = 60
"""How many folders may lie within each other."""

BackupPlace = Literal["records", "evidence", "rules", "memory", "draft", "history", "settings"]
"""What a file of the archive is for."""


class Packed(msgspec.Struct, frozen=True, kw_only=True):
    """One file of an archive."""

    path: str
    """Where it lies in the records folder, with forward slashes; bytes that are no UTF-8 as lone surrogates."""
    name: str
    """Its name in the zip: the path, where every system knows such a name."""
    size: int
    sha256: str
    modified: int = 0
    """When the file was last changed, in seconds since 1970."""


class NotPacked(msgspec.Struct, frozen=True, kw_only=True):
    """A file that is not in the archive, and why. Text from records."""

    path: str
    why: str
    remedy: str = ""

    @property
    def sentence(self) -> str:
        """What is wrong and what to do."""
        return f"{self.why}; {self.remedy}" if self.remedy else self.why


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """The list of contents."""

    made_by: str
    at: str
    """When it was made, in ISO form."""
    files: tuple[Packed, ...]
    left_out: tuple[NotPacked, ...] = ()
    schema: int = SCHEMA

    def under(self, place: BackupPlace, named: Collection[str] = ()) -> tuple[Packed, ...]:
        """The files of one place."""
        return tuple(file for file in self.files if place_of(file.path, named) == place)


def manifest_text(manifest: Manifest) -> bytes:
    """The list of contents as it stands in the zip."""
    return json.dumps(msgspec.to_builtins(manifest), indent=1).encode("ascii")


def read_manifest(raw: bytes) -> Manifest:
    """Read a list of contents that anybody may have written. Raises `Refused`."""
    damaged = Refused(f"Its list of contents ({MANIFEST}) is damaged.")
    try:
        told: Any = json.loads(raw)
        if not isinstance(told, dict) or type(schema := told.get("schema")) is not int or schema < 1:
            raise damaged
        if schema > SCHEMA:
            raise Refused("It was made by a newer alcto; update alcto to restore it.")
        manifest = msgspec.convert(told, Manifest)
    except (ValueError, RecursionError, msgspec.ValidationError) as error:
        raise damaged from error
    if len(manifest.files) > zips.MOST_FILES:
        raise Refused("It holds more files than alcto packs.")
    return manifest


def place_of(path: str, named: Collection[str] = ()) -> BackupPlace | None:
    """What a path of the records folder is for; None where an archive may not hold it.

    `named` are the files that the records name as proof: they may lie elsewhere in the folder than in `evidence/`.
    """
    parts = path.split("/")
    if not _is_path(path, parts):
        return None
    if path == FILE:
        return "records"
    if path == SETTINGS:
        return "settings"
    if path in _MEMORY:
        return "memory"
    if _DRAFT.fullmatch(path):
        return "draft"
    if _HISTORY.fullmatch(path):
        return "history"
    top = parts[0].casefold()
    if top == "evidence" and parts[0] == "evidence" and len(parts) > 1:
        return "evidence"
    if parts[0] == "rules" and len(parts) == 2 and path.endswith(".toml"):
        return "rules"
    is_elsewhere = top not in (".alcto", "rules", "evidence", "odd") and not top.startswith("records")
    return "evidence" if is_elsewhere and path in named and zips.is_portable(path) else None


def _is_path(path: str, parts: list[str]) -> bool:
    """Whether a path is relative and names something, part by part, on any system."""
    try:
        raw = os.fsencode(path) if os.name != "nt" else path.encode("utf-8", "surrogatepass")
    except UnicodeEncodeError:
        raw = path.encode("utf-8", "surrogatepass")
    if not raw or len(raw) > 4 * zips.MOST_PATH or "\0" in path or path.count("/") > DEEPEST:
        return False
    return all(part not in ("", ".", "..") and len(part) <= zips.MOST_NAME for part in parts)


def inner_path(file: str) -> str:
    """A path of the records file without its detours, "" where it is none that an archive could hold."""
    try:
        path = str(PurePosixPath(os.path.normpath(file.strip()).replace(os.sep, "/")))
    except ValueError:
        return ""
    return path if _is_path(path, path.split("/")) else ""
