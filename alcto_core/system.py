"""What alcto asks of the system: files that must survive a power cut, folders, programs, the terminal.

`current` is the platform's half (`alcto_core.platforms`), chosen once, here. Everything that is not the same on Linux,
macOS and Windows is asked of it, so that a test can put the other half in its place:
`monkeypatch.setattr(system, "current", …)`. All else in this module is built on it and is the same everywhere.
"""

from __future__ import annotations

import codecs
import errno
import os
import stat
import sys
import threading
from collections.abc import Iterable, Mapping
from contextlib import suppress
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from alcto_core import places
from alcto_core.platforms import Platform, Posix, Windows

if TYPE_CHECKING:
    from typing import TextIO

_READ_AT_ONCE = 1 << 20
_TEMPORARY_END = ".alcto-tmp"
_MOST_OF_NAME = 48

current: Platform = Windows() if os.name == "nt" else Posix()
"""The half that fits the machine."""
_still = ""
"""Why nothing is written by this process; "" where it may write."""


def keep_still(why: str) -> None:
    """From now on this process writes no file and makes no folder: it is refused as on a disk that can only be read,
    with `why` as the reason. A temporary folder of the system is no file of the person's."""
    global _still
    _still = why


def is_still() -> bool:
    """Whether this process writes nothing."""
    return bool(_still)


def _require_writing(path: Path) -> None:
    if _still:
        raise OSError(errno.EROFS, _still, str(path))


def path_meant(word: str | Path) -> Path:
    """The path that a person means by a word: `~` is a home folder, and stays as it is written where nobody is called
    so."""
    return Path(os.path.expanduser(word))  # noqa: PTH111 - the other raises there


def resolve(path: Path) -> Path:
    """The file itself behind links. Raises `OSError` for links that go in a circle."""
    try:
        return path.resolve()
    except RuntimeError as circle:  # how Python 3.11 and 3.12 speak of a circle of links
        raise OSError(40, "Too many levels of symbolic links", str(path)) from circle


def read_file(path: Path, most: int) -> tuple[bytes, os.stat_result]:
    """The bytes of a plain file, at most `most` of them, and what the system says of that very file.

    Raises `OSError`; also where the path is a folder, a device or a pipe, which are never opened for reading.
    """
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0))
    try:
        told = os.fstat(handle)
        if not stat.S_ISREG(told.st_mode):
            raise OSError(22, "not a plain file", str(path))
        parts: list[bytes] = []
        room = most
        while room > 0 and (part := os.read(handle, min(room, _READ_AT_ONCE))):
            parts.append(part)
            room -= len(part)
        return b"".join(parts), told
    finally:
        os.close(handle)


def read_end(path: Path, most: int) -> bytes:
    """The last bytes of a plain file, at most `most` of them. Raises `OSError` as `read_file` does."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0))
    try:
        told = os.fstat(handle)
        if not stat.S_ISREG(told.st_mode):
            raise OSError(22, "not a plain file", str(path))
        os.lseek(handle, max(told.st_size - most, 0), os.SEEK_SET)
        parts: list[bytes] = []
        while most > 0 and (part := os.read(handle, most)):
            parts.append(part)
            most -= len(part)
        return b"".join(parts)
    finally:
        os.close(handle)


def temporary_name(target: Path) -> Path:
    """A name beside `target` that nothing has yet, for what becomes `target` once it is whole."""
    return target.with_name(f".{target.name[:_MOST_OF_NAME]}.{os.getpid()}-{os.urandom(4).hex()}{_TEMPORARY_END}")


def open_temporary(target: Path, mode: int) -> tuple[Path, int]:
    """A new file beside `target`, with these permissions at most: its path, and its open handle for reading and
    writing. Raises `OSError`."""
    _require_writing(target)
    path = temporary_name(target)
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
    return path, os.open(path, flags, mode)


def write_temporary(target: Path, raw: bytes | Iterable[bytes], *, like: Path | None = None) -> Path:
    """Write `raw`, whole or in parts, to a new file beside `target`, safe on disk, with the permissions of `like`;
    give its path.

    Raises `OSError`, or what the parts raise, after removing what it made.
    """
    path, handle = open_temporary(target, _new_mode(like))
    try:
        try:
            for part in (raw,) if isinstance(raw, bytes) else raw:
                _write_all(handle, part)
            if like is not None:
                current.copy_rights(like, path)
            os.fsync(handle)
        finally:
            os.close(handle)
    except BaseException:
        discard(path)
        raise
    return path


def write_file(target: Path, raw: bytes, *, like: Path | None = None) -> None:
    """Make `target` hold `raw`, in one step that no crash can tear. Raises `OSError`; then `target` is as it was."""
    temporary = write_temporary(target, raw, like=like)
    try:
        current.replace(temporary, target)
    except BaseException:
        discard(temporary)
        raise


def append_line(target: Path, line: bytes, *, like: Path | None = None) -> None:
    """Add one line to the end of a file, safe on disk, and begin a new one first where the last was torn. An empty
    file gets the permissions of `like`."""
    _require_writing(target)
    flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)
    handle = os.open(target, flags, _new_mode(like))
    try:
        size = os.fstat(handle).st_size
        if not size and like is not None:
            current.copy_rights(like, target)
        if size:
            os.lseek(handle, size - 1, os.SEEK_SET)
            if os.read(handle, 1) != b"\n":
                line = b"\n" + line
        _write_all(handle, line + b"\n")
        os.fsync(handle)
    finally:
        os.close(handle)


def discard(path: Path) -> None:
    """Remove a file of ours that is no longer wanted; one that cannot be removed is left for the next time."""
    with suppress(OSError):
        path.unlink()


def leftovers(folder: Path, name: str = "") -> tuple[Path, ...]:
    """Temporary files in `folder`, of all files there or of the one called `name`, that nobody may ever finish."""
    try:
        files = sorted(folder.iterdir())
    except OSError:
        return ()
    begin = f".{name[:_MOST_OF_NAME]}." if name else "."
    return tuple(file for file in files if file.name.startswith(begin) and is_leftover(file.name))


def is_there(path: Path) -> bool:
    """Whether there is something at a path. Raises `OSError` where nobody may look: `Path.exists` says no to that from
    Python 3.14 on, and what may not be seen would be told as missing."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    return True


def is_leftover(name: str) -> bool:
    """Whether a file is called like our temporary files."""
    return name.startswith(".") and name.endswith(_TEMPORARY_END)


def make_folder(path: Path) -> None:
    """Make a folder and those above it that are missing, safe on disk. Raises `OSError`."""
    _require_writing(path)
    made = list(takewhile(lambda one: not one.exists(), (path, *path.parents)))
    path.mkdir(parents=True, exist_ok=True)
    for one in reversed(made):
        with suppress(PermissionError):  # a folder above may let us in and not let us list it; then nobody can sync it
            current.sync_folder(one.parent)


def cores() -> int:
    """How many processes this one may keep busy."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def way_to_begin_processes() -> Literal["fork", "spawn"]:
    """How further processes of our own begin: on Linux as copies of this one, which saves loading all of it again, as
    long as no other thread runs that a copy would lack."""
    return "fork" if sys.platform == "linux" and threading.active_count() == 1 else "spawn"


def reason(error: OSError) -> str:
    """Why the system refused, in its own words, without the path: "No space left on device"."""
    return error.strerror or str(error) or type(error).__name__


def editor_command(environ: Mapping[str, str]) -> tuple[str, ...] | None:
    """The command that opens an editor, to which the file is added: `$VISUAL`, `$EDITOR`, else what is there.

    None where the person named no editor and the machine has none that we know.
    """
    import shlex
    import shutil

    for name in ("VISUAL", "EDITOR"):
        if words := environ.get(name, "").strip():
            if current.name == "windows":
                program = words.strip('"')
                return (program,) if Path(program).exists() else tuple(words.split())
            if " " in words and (whole := _path_with_blanks(words, environ)):
                return whole
            try:
                return tuple(shlex.split(words))
            except ValueError:
                return tuple(words.split())
    for program in current.fallback_editors():
        if current.name == "windows" or shutil.which(program, path=environ.get("PATH")):
            return (program,)
    return None


def _path_with_blanks(words: str, environ: Mapping[str, str]) -> tuple[str, ...]:
    """A command whose program has blanks in its path and is not put in quotes; () where it is none."""
    parts = words.split(" ")
    if is_program(parts[0], environ):
        return ()
    for end in range(len(parts), 1, -1):
        if is_program(program := " ".join(parts[:end]), environ):
            return (program, *(part for part in parts[end:] if part))
    return ()


def installing(requirement: str) -> str:
    """The command that a person types to install something beside alcto: into the Python that runs it, whatever `pip`
    their shell would find."""
    import shlex
    from importlib.util import find_spec

    if current.name == "windows":
        python, quoted = f'"{sys.executable}"' if " " in sys.executable else sys.executable, f'"{requirement}"'
    else:
        python, quoted = shlex.quote(sys.executable), f"'{requirement}'"
    return (
        f"uv pip install --python {python} {quoted}"
        if find_spec("pip") is None
        else f"{python} -m pip install {quoted}"
    )


def is_program(name: str, environ: Mapping[str, str]) -> bool:
    """Whether there is a program of this name or path that may be started."""
    import shutil

    return shutil.which(name, path=environ.get("PATH")) is not None


def home_folder() -> Path:
    """The person's own folder; the root of the disk where none is known."""
    try:
        return Path.home()
    except RuntimeError:
        return Path(os.sep)


def documents_folder() -> Path:
    """Where the person keeps documents."""
    import platformdirs

    return platformdirs.user_documents_path()


def downloads_folder() -> Path:
    """Where what a browser fetches lies."""
    import platformdirs

    return platformdirs.user_downloads_path()


def settings_folder() -> Path:
    """Where alcto keeps its own few settings for this person."""
    return Path(places.settings_place())


def private_folder() -> Path:
    """Where programs keep what belongs to this person, for records that were given no other home."""
    import platformdirs

    return platformdirs.user_data_path("alcto", appauthor=False)


def log_folder() -> Path:
    """Where programs keep what they tell of themselves, such as reports of faults."""
    import platformdirs

    return platformdirs.user_log_path("alcto", appauthor=False)


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a person sits at the other end; false for a closed or missing stream."""
    try:
        return stream is not None and stream.isatty()
    except (ValueError, OSError):
        return False


def output_encoding(stream: TextIO | None) -> str:
    """The encoding that a stream writes, "ascii" where it says none or one that Python does not know."""
    name = getattr(stream, "encoding", None) or "ascii"
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "ascii"


def terminal_encoding(stream: TextIO | None, environ: Mapping[str, str]) -> str:
    """What a terminal at the end of a stream understands: the stream's encoding, or "ascii" where the person's locale
    names another one. Python writes UTF-8 in the locales C and POSIX, whatever the terminal makes of it."""
    encoding = output_encoding(stream)
    if environ.get("PYTHONUTF8") == "1" or environ.get("PYTHONIOENCODING"):
        return encoding
    named = next((word for name in ("LC_ALL", "LC_CTYPE", "LANG") if (word := environ.get(name))), "")
    if named in ("C", "POSIX"):
        return "ascii"
    told = named.partition(".")[2].partition("@")[0]
    try:
        return encoding if not told or codecs.lookup(told).name == encoding else "ascii"
    except LookupError:
        return encoding


def _new_mode(like: Path | None) -> int:
    """Of a file that is about to get the rights of `like`: a folder leaves them to the person's umask."""
    return 0o666 if like is None or like.is_dir() else 0o600


def _write_all(handle: int, raw: bytes) -> None:
    rest = memoryview(raw)
    while rest:
        written = os.write(handle, rest)
        if not written:
            raise OSError(5, "the disk took nothing of what was written")
        rest = rest[written:]
