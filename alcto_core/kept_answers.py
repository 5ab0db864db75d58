"""Answers of before, given again as long as everything that they rest on is as it was.

An answer is kept under a digest of what was asked and of all around it (day, environment, Python), of a list of what
was looked at (its needs) and of what each of these holds: the bytes of the records, of settings, of rule files and of
the modules that judged, the names of installed distributions, the kind and size of each file of proof. No time of a
file is asked. What is needed is looked at before the judging and after it, and an answer is kept only where nothing
differs; so the first time only notes what is needed, and the second keeps.

Only small modules are imported here: a prompt waits for this.
"""

from __future__ import annotations

import os
import stat
import sys
import time

from alcto_core import __version__, cache

TYPE_CHECKING = False  # as in `places`
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    Need = tuple[str, str]
    """A kind of look, and the path that is looked at."""
    States = Mapping[Need, bytes]
    """What each need held when it was looked at."""

NEEDS = "needs"
"""The kind of the lists of what is needed."""

GROUP = b"alcto.plugins"
"""What stands in the entry points of a distribution that has plugins."""

_AT_ONCE = 1 << 16
_VARIABLES = frozenset({
    "ANDROID_DATA", "ANDROID_ROOT", "APPDATA", "COLUMNS", "HOME", "LANG", "LANGUAGE", "LOCALAPPDATA", "NO_COLOR",
    "TERM", "TZ", "USERPROFILE",
})  # fmt: skip
_BEGINNINGS = ("ALCTO_", "LC_", "PYTHON", "XDG_")


class Asked:
    """A question, and what an answer to it rests on, as it was when it was asked."""

    def __init__(self, kind: str, call: bytes, before: States | None) -> None:
        self._kind = kind
        self._call = call
        self._before = before

    def kept(self) -> bytes | None:
        """The answer of before."""
        return None if self._before is None else cache.kept(self._kind, self._key(self._before))

    def keep(self, needs: Iterable[Need], answer: bytes, read: Mapping[str, bytes] | None = None) -> None:
        """Keep the answer, where what it rested on was known beforehand and did not change while it was made; else
        what it rests on, for the next time. Of a file that was `read` for the answer only its bytes count, whatever
        they were when the question was asked. Never fails."""
        now = tuple(sorted(set(needs)))
        if any("\n" in path for _, path in now):
            return
        if self._before is None or not set(now).issubset(self._before):
            if states_of(now) is not None:
                cache.keep(NEEDS, self._call, _listed(sorted({*now, *(self._before or ())})))
            return
        begun = {**self._before, **{("file", path): _held(raw) for path, raw in (read or {}).items()}}
        if begun == states_of(self._before):
            cache.keep(self._kind, self._key(begun), answer)

    def _key(self, states: States) -> bytes:
        return cache.digest(self._call, _listed(states), *states.values())


def asked(kind: str, call: bytes) -> Asked:
    """What is known of a question, by its digest, before it is answered."""
    noted = cache.kept(NEEDS, call)
    return Asked(kind, call, None if noted is None else states_of(_unlisted(noted)))


def around(environ: Mapping[str, str]) -> list[str] | None:
    """All around a question that is in no file; None where plugins are found by more than the folders on the path."""
    if _finds_otherwise():
        return None
    near = time.localtime()
    return [
        __version__,
        sys.version,
        sys.executable,
        __file__,
        f"{near.tm_year}-{near.tm_mon}-{near.tm_mday}",
        str(getattr(os, "geteuid", int)()),
        *(f"{name}={value}" for name, value in sorted(environ.items()) if _matters(name)),
        *sys.path,
    ]


def _matters(name: str) -> bool:
    return name in _VARIABLES or name.startswith(_BEGINNINGS)


def _finds_otherwise() -> bool:
    """Whether plugins are found by more than the folders on the path."""
    known = ("PathFinder", "BuiltinImporter", "FrozenImporter")
    return any(
        hasattr(finder, "find_distributions") and getattr(finder, "__name__", "") not in known
        for finder in sys.meta_path
    )


def states_of(needs: Iterable[Need]) -> States | None:
    """The digest of what each need holds now; None where one of them is of a kind that is never trusted."""
    states: dict[Need, bytes] = {}
    folders: dict[str, bool] = {}
    for need in needs:
        kind, path = need
        if kind == "proof":
            folder, _, name = path.partition("\0")
            found = _proof(folder, name, folders)
        else:
            found = _LOOKS[kind](path) if kind in _LOOKS else None
        if found is None:
            return None
        states[need] = cache.digest(*found)
    return states


def _held(raw: bytes) -> bytes:
    """The state of a file that holds these bytes."""
    return cache.digest(b"file", raw)


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


def _listed(needs: Iterable[Need]) -> bytes:
    return "\n".join(f"{kind}\t{path}" for kind, path in needs).encode("utf-8", "surrogateescape")


def _unlisted(raw: bytes) -> tuple[Need, ...]:
    lines = raw.decode("utf-8", "surrogateescape").split("\n")
    return tuple((kind, path) for kind, _, path in (line.partition("\t") for line in lines))
