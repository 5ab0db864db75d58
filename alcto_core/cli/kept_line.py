"""`alcto status --line` in a prompt: the answer of before, as long as everything that it rests on is as it was.

An answer is kept under a digest of the call (words, day, environment, terminal, Python), of a list of what was looked
at (its needs) and of what each of these holds: the bytes of the records, of settings, of rule files and of the modules
that judged, the names of installed distributions, the kind and size of each file of proof. No time of a file is asked.
What is needed is looked at before the judging and after it, and an answer is kept only where nothing differs; so the
first call only notes what is needed, and the second keeps.

Only small modules are imported here: a prompt waits for this.
"""

from __future__ import annotations

import os
import stat
import sys
import time

from alcto_core import __version__, cache
from alcto_core.cli.at_once import COMPLETE
from alcto_core.cli.columns import terminal_columns

TYPE_CHECKING = False  # as in `at_once`
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    Need = tuple[str, str]
    """A kind of look, and the path that is looked at."""
    Said = Sequence[tuple[bool, str]]
    """The lines of an answer, each with whether it went to standard error."""

NEEDS, LINE = "needs", "line"
"""The kinds of what is kept."""

GROUP = b"alcto.plugins"
"""What stands in the entry points of a distribution that has plugins."""

_AT_ONCE = 1 << 16
_VARIABLES = frozenset({
    "ANDROID_DATA", "ANDROID_ROOT", "APPDATA", "COLUMNS", "HOME", "LANG", "LANGUAGE", "LOCALAPPDATA", "NO_COLOR",
    "TERM", "TZ", "USERPROFILE",
})  # fmt: skip
_BEGINNINGS = ("ALCTO_", "LC_", "PYTHON", "XDG_")


class Unanswered:
    """A call that was not answered, and what it rested on when it began."""

    def __init__(self, call: bytes, needs: tuple[Need, ...] | None, before: bytes | None) -> None:
        self._call = call
        self._needs = needs
        self._before = before

    def keep(self, needs: Iterable[Need], said: Said, status: int) -> None:
        """Keep the answer, where what it rested on was known beforehand and did not change while it was made; else
        what it rests on, for the next time. Never fails."""
        now = tuple(sorted(set(needs)))
        if any("\n" in path for _, path in now) or any("\0" in line for _, line in said):
            return
        if self._needs is None or not set(now).issubset(self._needs):
            if state_of(now) is not None:
                cache.keep(NEEDS, self._call, _listed(now))
        elif self._before is not None and self._before == state_of(self._needs):
            cache.keep(LINE, _answer_key(self._call, self._needs, self._before), _packed(said, status))


def look_up(arguments: Sequence[str], environ: Mapping[str, str]) -> tuple[Said, int] | Unanswered | None:
    """What `alcto status --line` said, and its exit status; else what is needed to keep it once it is said. None where
    it is another call, or where nothing is kept."""
    if "status" not in arguments or "--line" not in arguments or environ.get(COMPLETE) or not cache.place():
        return None
    try:
        return _looked_up(arguments, environ)
    except Exception:  # noqa: BLE001 - whatever goes wrong here, the way without it answers, and tells of faults
        return None


def _looked_up(arguments: Sequence[str], environ: Mapping[str, str]) -> tuple[Said, int] | Unanswered | None:
    call = call_key(arguments, environ)
    if call is None:
        return None
    noted = cache.kept(NEEDS, call)
    needs = None if noted is None else _unlisted(noted)
    before = None if needs is None else state_of(needs)
    if needs is None or before is None:
        return Unanswered(call, None, None)
    kept = cache.kept(LINE, _answer_key(call, needs, before))
    unpacked = None if kept is None else _unpacked(kept)
    return Unanswered(call, needs, before) if unpacked is None else unpacked


def answered(said: Said) -> bool:
    """Print what was said, as `Page` does; whether it could be."""
    try:
        for is_aside, line in said:
            stream = sys.stderr if is_aside else sys.stdout
            raw = f"{line}\n".replace("\n", os.linesep).encode(stream.encoding, "backslashreplace")
            # Past the stream's buffer: what could not be written must not be left in it.
            while raw:
                raw = raw[os.write(stream.fileno(), raw) :]
    except (OSError, ValueError):
        return False  # told by the way that tells of every other line that cannot be written
    return True


def call_key(arguments: Sequence[str], environ: Mapping[str, str]) -> bytes | None:
    """The digest of a call and of all around it that is in no file; None where there is nobody to answer."""
    if sys.stdout is None or sys.stderr is None or _finds_otherwise():
        return None
    try:
        streams = [
            f"{stream.isatty()} {stream.encoding} {terminal_columns() if stream.isatty() else ''}"
            for stream in (sys.stdout, sys.stderr)
        ]
    except (ValueError, OSError):
        return None
    near = time.localtime()
    parts = [
        __version__,
        sys.version,
        sys.executable,
        __file__,
        *streams,
        f"{near.tm_year}-{near.tm_mon}-{near.tm_mday}",
        str(getattr(os, "geteuid", int)()),
        *(f"{name}={value}" for name, value in sorted(environ.items()) if _matters(name)),
        *sys.path,
    ]
    try:
        parts.append(os.getcwd() if _is_relative(arguments, environ) else "")  # noqa: PTH109 - as in `cache`
        return cache.digest(*(os.fsencode(part) for part in (*parts, "words", *arguments)))
    except (OSError, ValueError):
        return None


def _matters(name: str) -> bool:
    return name in _VARIABLES or name.startswith(_BEGINNINGS)


def _is_relative(arguments: Sequence[str], environ: Mapping[str, str]) -> bool:
    """Whether a folder may be meant that depends on where the call is made."""
    named = environ.get("ALCTO_RECORDS", "")
    return any(word.startswith("--rec") for word in arguments) or not named.startswith("/")


def _finds_otherwise() -> bool:
    """Whether plugins are found by more than the folders on the path."""
    known = ("PathFinder", "BuiltinImporter", "FrozenImporter")
    return any(
        hasattr(finder, "find_distributions") and getattr(finder, "__name__", "") not in known
        for finder in sys.meta_path
    )


def state_of(needs: Iterable[Need]) -> bytes | None:
    """The digest of what all needs hold now; None where one of them is of a kind that is never trusted."""
    parts: list[bytes] = []
    folders: dict[str, bool] = {}
    for kind, path in needs:
        if kind == "proof":
            folder, _, name = path.partition("\0")
            found = _proof(folder, name, folders)
        else:
            found = _LOOKS[kind](path) if kind in _LOOKS else None
        if found is None:
            return None
        parts += (kind.encode(), os.fsencode(path), *found)
    return cache.digest(*parts)


def _file(path: str) -> list[bytes] | None:
    """The bytes of a file, or that there is none."""
    raw = _bytes(path)
    return [b"none"] if raw is None else [b"file", raw]


def _bytes(path: str) -> bytes | None:
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0))
    except (OSError, ValueError):
        return None
    try:
        parts = [os.read(handle, _AT_ONCE)]
        while len(parts[-1]) == _AT_ONCE:
            parts.append(os.read(handle, _AT_ONCE))
        return b"".join(parts)
    except OSError:
        return None
    finally:
        os.close(handle)


def _rules(path: str) -> list[bytes] | None:
    """The names and bytes of the rule files in a folder, or that there is none."""
    try:
        names = sorted(name for name in os.listdir(path) if name.endswith(".toml"))  # noqa: PTH208 - as in `cache`
    except (FileNotFoundError, NotADirectoryError):
        return [b"none"]
    except OSError:
        return None
    found = [b"folder"]
    for name in names:
        found += (os.fsencode(name), *(_file(f"{path}{os.sep}{name}") or ()))
    return found


def _distributions(path: str) -> list[bytes] | None:
    """The names of the distributions in a folder on the path, which hold their versions, and what they say of plugins;
    None for an archive."""
    try:
        names = sorted(os.listdir(path or "."))  # noqa: PTH208
    except FileNotFoundError:
        return [b"none"]
    except OSError:
        return None
    found = [b"folder"]
    for name in names:
        if name.endswith((".dist-info", ".egg-info")):
            inside = f"{path or '.'}{os.sep}{name}{os.sep}"
            entries = _bytes(f"{inside}entry_points.txt") or b""
            found += (os.fsencode(name), entries)
            if GROUP in entries:
                found += (_bytes(f"{inside}METADATA") or b"", _bytes(f"{inside}PKG-INFO") or b"")
    return found


def _proof(folder: str, path: str, known: dict[str, bool]) -> list[bytes] | None:
    """The kind and size of a file of proof and whether it may be read; None where a link is in the way, since what it
    leads to may lie anywhere."""
    names = path.split("/")
    if not {"", ".", ".."}.isdisjoint(names) or "\0" in path:
        return None
    inside = folder
    for name in names[:-1]:
        inside = f"{inside}/{name}"
        if inside not in known:
            known[inside] = _is_link(inside)
        if known[inside]:
            return None
    whole = f"{folder}/{path}"
    try:
        told = os.lstat(whole)
    except (OSError, ValueError) as wrong:
        return [b"none", str(getattr(wrong, "errno", "")).encode()]
    if stat.S_ISLNK(told.st_mode):
        return None
    return [f"{stat.S_IFMT(told.st_mode)} {told.st_size} {os.access(whole, os.R_OK)}".encode()]


def _is_link(path: str) -> bool:
    try:
        return stat.S_ISLNK(os.lstat(path).st_mode)
    except (OSError, ValueError):
        return False


_LOOKS = {"file": _file, "rules": _rules, "distributions": _distributions}


def _answer_key(call: bytes, needs: tuple[Need, ...], state: bytes) -> bytes:
    return cache.digest(call, _listed(needs), state)


def _listed(needs: Iterable[Need]) -> bytes:
    return "\n".join(f"{kind}\t{path}" for kind, path in needs).encode("utf-8", "surrogateescape")


def _unlisted(raw: bytes) -> tuple[Need, ...]:
    lines = raw.decode("utf-8", "surrogateescape").split("\n")
    return tuple((kind, path) for kind, _, path in (line.partition("\t") for line in lines))


def _packed(said: Said, status: int) -> bytes:
    parts = [str(status).encode()]
    for is_aside, line in said:
        parts.append((b"2" if is_aside else b"1") + line.encode("utf-8", "surrogatepass"))
    return b"\0".join(parts)


def _unpacked(raw: bytes) -> tuple[Said, int] | None:
    status, *lines = raw.split(b"\0")
    try:
        said = [(line[:1] == b"2", line[1:].decode("utf-8", "surrogatepass")) for line in lines]
        return said, int(status)
    except ValueError:
        return None
