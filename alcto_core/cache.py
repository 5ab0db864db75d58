"""What alcto keeps to be faster the next time, and may lose at any time without a word.

Entries are named by the digest of everything that they rest on, never by a time. One that is damaged, cut off,
renamed, somebody else's or writable by others is as good as none, and where nothing can be kept nothing is.
`ALCTO_CACHE=0` turns it off. Only small modules are imported here, since the quickest answers begin here.
"""

from __future__ import annotations

import os
import stat

from alcto_core.places import cache_place

try:
    from _blake2 import blake2b  # hashlib's own, without the library for other digests that it loads beside it
except ImportError:
    from hashlib import blake2b

TYPE_CHECKING = False  # as in `places`
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

VARIABLE = "ALCTO_CACHE"
"""The variable that turns it off, with 0."""

MOST_ENTRIES = 300
"""How many of one kind are kept; beyond that the oldest go."""

FEW = {"line": 20, "needs": 20, "home": 20}
"""Of these kinds, so many: each change makes another, and they hold words of a standing."""

MOST_BYTES = 8_000_000
"""No entry is larger."""

_MARK = b"alcto kept this 1\n"
_SIZE = 32
_END = ".kept"


def digest(*parts: bytes) -> bytes:
    """32 bytes that no other parts have, nor the same ones divided elsewhere."""
    made = blake2b(digest_size=_SIZE)
    for part in parts:
        made.update(len(part).to_bytes(8, "big"))
        made.update(part)
    return made.digest()


def is_on(environ: Mapping[str, str]) -> bool:
    """Whether anything is looked up or kept."""
    return environ.get(VARIABLE, "") != "0"


def place(environ: Mapping[str, str] = os.environ) -> str:
    """The folder; "" where it is turned off, or where none is known."""
    try:
        return cache_place() if is_on(environ) else ""
    except RuntimeError:  # nobody knows the home folder
        return ""


def kept(kind: str, key: bytes) -> bytes | None:
    """What was kept of this kind under a digest; None where nothing that can be trusted is there."""
    folder = place()
    if not folder or not _is_own(folder):
        return None
    raw = _read(_file(folder, kind, key))
    begin = len(_MARK) + _SIZE
    if raw is None or not raw.startswith(_MARK):
        return None
    payload = raw[begin:]
    return payload if raw[len(_MARK) : begin] == _seal(kind, key, payload) else None


def keep(kind: str, key: bytes, payload: bytes) -> None:
    """Keep something of a kind under a digest, in one step. Never fails: then it is not kept."""
    folder = place()
    if not folder or len(payload) > MOST_BYTES:
        return
    file = _file(folder, kind, key)
    unfinished = f"{file}.{os.getpid()}-{os.urandom(4).hex()}"
    try:
        os.makedirs(folder, 0o700, exist_ok=True)  # noqa: PTH103 - no Path here: it costs more than the whole answer
        if not _is_own(folder):
            return
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
        handle = os.open(unfinished, flags, 0o600)
        try:
            try:
                whole = _MARK + _seal(kind, key, payload) + payload
                is_whole = os.write(handle, whole) == len(whole)
            finally:
                os.close(handle)
            if is_whole:
                os.replace(unfinished, file)  # noqa: PTH105
                _drop_oldest(folder, kind)
        finally:
            _drop(unfinished)
    except OSError:
        return


def is_trusted() -> bool:
    """Whether the folder is used: it is there, this person's own, and nobody else may write in it."""
    return _is_own(place())


def entries() -> tuple[int, int]:
    """How many entries there are, and their size in bytes, whoever's they are."""
    sizes = [size for _, _, size in _listed(place())]
    return len(sizes), sum(sizes)


def _file(folder: str, kind: str, key: bytes) -> str:
    return f"{folder}{os.sep}{kind}-{key.hex()}{_END}"


def _seal(kind: str, key: bytes, payload: bytes) -> bytes:
    return digest(_MARK, kind.encode(), key, payload)


def _is_own(path: str) -> bool:
    """Whether a folder is this person's alone to write."""
    try:
        told = os.stat(path)  # noqa: PTH116 - as above
    except OSError:
        return False
    return stat.S_ISDIR(told.st_mode) and _is_private(told)


def _is_private(told: os.stat_result) -> bool:
    return os.name == "nt" or (told.st_uid == os.geteuid() and not told.st_mode & 0o022)


def _read(file: str) -> bytes | None:
    try:
        flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
        handle = os.open(file, flags)
    except OSError:
        return None
    try:
        told = os.fstat(handle)
        if not stat.S_ISREG(told.st_mode) or not _is_private(told) or told.st_size > 2 * MOST_BYTES:
            return None
        raw = os.read(handle, told.st_size)
        return raw if len(raw) == told.st_size else None
    except OSError:
        return None
    finally:
        os.close(handle)


def _listed(folder: str) -> Iterable[tuple[float, str, int]]:
    """Each entry: when it was kept, its path, its size in bytes."""
    if not folder:
        return
    try:
        with os.scandir(folder) as found:
            for one in found:
                if _END in one.name and one.is_file(follow_symlinks=False):
                    told = one.stat(follow_symlinks=False)
                    yield told.st_mtime, one.path, told.st_size
    except OSError:
        return


def _drop_oldest(folder: str, kind: str) -> None:
    """Make room; what is dropped too early is only made again."""
    begin = f"{folder}{os.sep}{kind}-"
    found = sorted(one for one in _listed(folder) if one[1].startswith(begin))
    for _, file, _ in found[: max(0, len(found) - FEW.get(kind, MOST_ENTRIES))]:
        _drop(file)


def _drop(file: str) -> None:
    try:
        os.unlink(file)  # noqa: PTH108
    except OSError:
        return
