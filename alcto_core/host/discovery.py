"""Which plugins are installed, by name, without importing any of them.

`importlib.metadata` would cost every start about 30 ms, so the entry points are read from the folders on the path
here; whatever is not a plain folder (archives, other finders) is left to `importlib.metadata`.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec

from alcto_core.patterns import late

GROUP = "alcto.plugins"
"""The entry point group of every plugin, also of those that come with alcto."""

BUNDLED = frozenset({"alabama", "california", "cosn"})
"""Names of the plugins that come with alcto."""

_OWN_DISTRIBUTION = "alcto"
_ENTRY = late(r"\s*([^#;=\s][^=]*?)\s*=\s*([\w.]+)\s*(?::\s*([\w.]+))?\s*(?:\[.*\])?\s*")


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """An installed plugin that nothing has been imported of."""

    name: str
    module: str
    attribute: str = ""
    """What in the module is the plugin; empty: the module itself."""
    distribution: str
    version: str

    @property
    def is_bundled(self) -> bool:
        """Whether it came with alcto."""
        return self.name in BUNDLED and self.distribution == _OWN_DISTRIBUTION

    @property
    def source(self) -> str:
        """Where it comes from, in words: "alcto 0.1.0"."""
        return f"{self.distribution} {self.version}".strip()


def installed_plugins() -> tuple[Found, ...]:
    """Every plugin on the path: those that came with alcto first, then by name and distribution."""
    folders = _plain_folders()
    found = _from_metadata() if folders is None else _from_folders(folders)
    return tuple(sorted(found, key=lambda plugin: (not plugin.is_bundled, plugin.name, plugin.distribution)))


def _plain_folders() -> list[str] | None:
    """The folders on the path; None where something on it is no plain folder."""
    folders: list[str] = []
    for entry in dict.fromkeys(sys.path):
        folder = entry or "."
        if os.path.isdir(folder):  # noqa: PTH112 - a Path for each entry costs more than the scan
            folders.append(folder)
        elif os.path.exists(folder):  # noqa: PTH110
            return None
    known = {"PathFinder", "BuiltinImporter", "FrozenImporter"}
    for finder in sys.meta_path:
        if hasattr(finder, "find_distributions") and getattr(finder, "__name__", "") not in known:
            return None
    return folders


def _from_folders(folders: list[str]) -> Iterator[Found]:
    seen: set[str] = set()
    for folder in folders:
        try:
            entries = sorted(os.listdir(folder))  # noqa: PTH208
        except OSError:
            continue
        for entry in entries:
            stem, dot, ending = entry.rpartition(".")
            if ending not in {"dist-info", "egg-info"} or not dot:
                continue
            distribution = _normal(stem.partition("-")[0])
            if distribution not in seen:
                seen.add(distribution)
                yield from _from_metadata_folder(os.path.join(folder, entry), distribution)  # noqa: PTH118


def _from_metadata_folder(folder: str, distribution: str) -> Iterator[Found]:
    try:
        # Nearly every distribution has nothing for us, and a Path for each costs more than the look.
        with open(os.path.join(folder, "entry_points.txt"), "rb", buffering=0) as file:  # noqa: PTH118, PTH123
            raw = file.read()
        if GROUP.encode() not in raw:
            return
        text = raw.decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return
    version = _version(Path(folder))
    section = ""
    for line in text.splitlines():
        if line.startswith("["):
            section = line.strip("[] \t")
        elif section == GROUP and (entry := _ENTRY.fullmatch(line)):
            yield Found(
                name=entry[1], module=entry[2], attribute=entry[3] or "", distribution=distribution, version=version
            )


def _version(folder: Path) -> str:
    for name in ("METADATA", "PKG-INFO"):
        try:
            head = (folder / name).read_text("utf-8", errors="replace").partition("\n\n")[0]
        except OSError:
            continue
        if match := re.search(r"^Version:[ \t]*(\S+)", head, re.MULTILINE):
            return match[1]
    return ""


def _from_metadata() -> Iterator[Found]:
    from importlib.metadata import entry_points

    for entry in entry_points(group=GROUP):
        yield Found(
            name=entry.name,
            module=entry.module,
            attribute=entry.attr or "",
            distribution=_normal(entry.dist.name) if entry.dist else "",
            version=entry.dist.version if entry.dist else "",
        )


def _normal(name: str) -> str:
    """The name of a distribution as the package index compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()
