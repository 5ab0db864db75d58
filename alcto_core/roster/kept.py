"""Lines of people whose files are as they were: the second roster of a year costs the reading of the files alone.

A line is kept under the digest of the file it was made from, in parts that are named by the digest of all that it was
judged by: the rule files, the date, the programs asked for and alcto's own modules. Only lines of files that belong to
whoever asks are kept, none that tells of a fault, and none where a plugin makes its rules by code. Losing any of it
costs time alone.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec
import tomli

from alcto_core import __version__, cache
from alcto_core.host import discovery, loading
from alcto_core.host.plugins import Plugins
from alcto_core.roster.line import Line, Setting

_KIND = "roster"
_PARTS = 16
_ENCODER = msgspec.msgpack.Encoder()
_LINE = msgspec.msgpack.Decoder(Line)
_PART = msgspec.msgpack.Decoder(dict[bytes, bytes])
_MOST = cache.MOST_BYTES - 1_000_000


def ground(setting: Setting, plugins: Plugins) -> bytes | None:
    """The digest of everything that lines are judged by; None where nothing may be kept."""
    if not cache.place() or any(report.state == "failed" for report in plugins.reports):
        return None  # one that did not finish in time may finish the next time
    found = discovery.installed_plugins()
    if any(not plugin.is_bundled and loading.has_hooks_of(plugin) for plugin in found):
        return None  # what code gives may change with anything
    try:
        return cache.digest(
            __version__.encode(),
            sys.version.encode(),
            msgspec.__version__.encode(),
            tomli.__version__.encode(),
            repr((setting.on, setting.programs, setting.no_plugins, sorted(setting.without))).encode(),
            *_texts(setting, [plugin.module for plugin in found]),
        )
    except OSError:
        return None


def key_of(raw: bytes, path: str, *, has_rules: bool) -> bytes:
    """The digest of a file, and of what its line tells beside that."""
    return cache.digest(raw, os.fsencode(os.path.basename(path)), b"rules" if has_rules else b"")  # noqa: PTH119


def may_be_kept(path: str) -> bool:
    """Whether a file belongs to whoever asks, so that their own cache may hold its line."""
    try:
        return os.name == "nt" or os.stat(path).st_uid == os.geteuid()  # noqa: PTH116 - asked of every file
    except OSError:
        return False


class Kept:
    """The lines of before and of now, on one ground."""

    def __init__(self, ground: bytes) -> None:
        self._ground = ground
        self._lines: dict[bytes, bytes] = {}
        self._added = False
        for part in range(_PARTS):
            if (payload := cache.kept(_KIND, self._key(part))) is not None:
                try:
                    self._lines |= _PART.decode(payload)
                except msgspec.MsgspecError:
                    continue

    def __bool__(self) -> bool:
        """Whether any line is known."""
        return bool(self._lines)

    def line(self, key: bytes, file: str) -> Line | None:
        """The line that was made of a file with this content, for the file of that name."""
        packed = self._lines.get(key)
        if packed is None:
            return None
        try:
            return msgspec.structs.replace(_LINE.decode(packed), file=file)
        except msgspec.MsgspecError:
            return None

    def add(self, key: bytes, line: Line) -> None:
        """Note a line that was made; one that tells of a fault is made anew the next time."""
        if not line.is_error:
            self._lines[key] = _ENCODER.encode(msgspec.structs.replace(line, file=""))
            self._added = True

    def save(self) -> None:
        """Keep all lines. Never fails."""
        if not self._added:
            return
        parts: list[dict[bytes, bytes]] = [{} for _ in range(_PARTS)]
        sizes = [0] * _PARTS
        for key, packed in reversed(self._lines.items()):  # where there is not room for all, what came last stays
            part = key[0] % _PARTS
            sizes[part] += len(key) + len(packed) + 8
            if sizes[part] < _MOST:
                parts[part][key] = packed
        for number, lines in enumerate(parts):
            if lines:
                cache.keep(_KIND, self._key(number), _ENCODER.encode(dict(reversed(lines.items()))))

    def _key(self, part: int) -> bytes:
        return cache.digest(self._ground, str(part).encode())


def _texts(setting: Setting, modules: list[str]) -> Iterator[bytes]:
    """Names and texts of alcto's modules, and of the rule files that plugins and whoever asks bring. Raises
    `OSError`."""
    core = Path(__file__).parents[1]
    folders = [Path(place, "rules") for name in modules for place in getattr(sys.modules.get(name), "__path__", ())]
    if setting.local_rules is not None:
        folders.append(setting.local_rules)
    files = sorted(core.rglob("*.py"))
    files += [file for folder in folders if folder.is_dir() for file in sorted(folder.glob("*.toml"))]
    for file in files:
        yield str(file).encode("utf-8", "surrogateescape")
        yield file.read_bytes()
