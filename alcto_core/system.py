"""The one place where platforms differ: files that must survive a power cut, folders, signals, the terminal.

`current` is the platform's half, chosen once, here. Everything that is not the same on Linux, macOS and Windows
is asked of it, so that a test can put the other half in its place: `monkeypatch.setattr(system, "current", …)`.
All else in this module is built on it and is the same everywhere.
"""

from __future__ import annotations

import codecs
import errno
import os
import signal
import stat
import sys
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

from alcto_core import places

if TYPE_CHECKING:
    from typing import TextIO

_READ_AT_ONCE = 1 << 20
_TEMPORARY_END = ".alcto-tmp"
_MOST_OF_NAME = 48
_ACCESS_LIST = "system.posix_acl_access"


class Platform(Protocol):
    """What a platform does in its own way."""

    name: str

    def sync_folder(self, folder: Path) -> None:
        """Make a rename inside `folder` survive a power cut. Raises `OSError`."""

    def replace(self, source: Path, target: Path) -> None:
        """Put `source` in the place of `target` in one step. Raises `OSError` with nothing changed."""

    def place(self, source: Path, target: Path) -> None:
        """Give `source` the name `target`, which must not exist yet. Raises `FileExistsError` where it does."""

    def copy_rights(self, source: Path, target: Path) -> None:
        """Give `target`, which is new, the rights of the file `source` and never more: owner and group where the
        system lets us, mode, access list, extended attributes; a folder gets those that fit them. From a folder
        as `source` only the group's rights are taken, where it is shared. Raises `OSError`."""

    def most_rights(self, file: Path, folder: Path) -> tuple[int, int] | None:
        """The widest modes of a file and of a folder in `folder` that are for nobody but those who have `file`; None
        where the system has no modes. Raises `OSError`."""

    def is_wider(self, file: Path, than: Path) -> bool:
        """Whether `file` is for people who may not have `than`. Raises `OSError`."""

    def narrow(self, file: Path, path: Path, may: int, shared: int) -> None:
        """Take from `path` what its mode gives beyond `may`, and an access list that `file` has not; add what is
        `shared`. What the system refuses stays as it is."""

    def fallback_editors(self) -> tuple[str, ...]:
        """Programs that edit text, the likeliest first, for a person who named none."""

    def open_file(self, path: Path) -> None:
        """Open a document by the program that the person has for it, and go on. Raises `OSError`."""

    def signals(self) -> tuple[signal.Signals, ...]:
        """Signals on which the program ends and must leave the terminal in order."""


class Posix:
    """Linux, macOS and their kin."""

    name = "posix"
    knows_no_syncing = frozenset({errno.EINVAL, errno.ENOTSUP, errno.ENOSYS})
    """What file systems answer that cannot sync a folder, such as some network drives: there is nothing to ask for."""

    def sync_folder(self, folder: Path) -> None:
        handle = os.open(folder, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
        try:
            os.fsync(handle)
        except OSError as error:
            if error.errno not in self.knows_no_syncing:
                raise
        finally:
            os.close(handle)

    def replace(self, source: Path, target: Path) -> None:
        source.replace(target)

    def place(self, source: Path, target: Path) -> None:
        try:
            os.link(source, target)
        except OSError:
            if not os.path.lexists(target):
                # Some file systems (FAT, many network shares) know no links; the caller holds the lock, so only a
                # stranger could make the file between this question and the rename.
                source.replace(target)
                return
            # A network share may do what was asked, and answer with an error all the same.
            if not os.path.samestat(source.lstat(), target.lstat()):
                raise FileExistsError(17, "File exists", str(target)) from None
        source.unlink()

    def copy_rights(self, source: Path, target: Path) -> None:
        told, own = source.stat(), target.stat()
        mode = stat.S_IMODE(own.st_mode)
        if stat.S_ISDIR(told.st_mode):
            if told.st_mode & stat.S_ISGID and told.st_mode & stat.S_IWGRP:
                target.chmod(mode | (stat.S_IRWXG if stat.S_ISDIR(own.st_mode) else stat.S_IRGRP | stat.S_IWGRP))
            return
        if stat.S_ISDIR(own.st_mode):
            target.chmod(mode & ~0o777 | self.most_rights(source, target.parent)[1])
            return
        mode = stat.S_IMODE(told.st_mode)
        is_same = _give_to(target, told, own)
        if not _copy_attributes(source, target) or not is_same:
            mode = _without_group(mode)
        target.chmod(mode)

    def most_rights(self, file: Path, folder: Path) -> tuple[int, int]:
        mode = file.stat().st_mode & 0o666
        if _ACCESS_LIST in _attributes(file):
            mode = _without_group(mode)  # with a list the group's bits are those of everybody in it
        reading, writing = mode & 0o044, mode & (mode >> 1) & 0o022
        return mode, stat.S_IRWXU | folder.stat().st_mode & (reading | reading >> 2 | writing)

    def is_wider(self, file: Path, than: Path) -> bool:
        told, own = file.stat(), than.stat()
        is_other_group = told.st_gid != own.st_gid and bool(told.st_mode & stat.S_IRWXG)
        return is_other_group or bool(told.st_mode & ~own.st_mode & 0o077) or _lists_others(file, than)

    def narrow(self, file: Path, path: Path, may: int, shared: int) -> None:
        with suppress(OSError):
            now = stat.S_IMODE(path.lstat().st_mode)
            wanted = now & (may | ~0o077) | shared
            if path.is_symlink():
                return
            if wanted != now:
                path.chmod(wanted)
            _drop_list(file, path)

    def fallback_editors(self) -> tuple[str, ...]:
        return ("nano", "vim", "vi")

    def open_file(self, path: Path) -> None:
        import shutil
        import subprocess

        opener = shutil.which("open" if sys.platform == "darwin" else "xdg-open")
        if opener is None:
            raise FileNotFoundError(errno.ENOENT, "no program that opens documents was found here")
        subprocess.Popen(
            [opener, str(path)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def signals(self) -> tuple[signal.Signals, ...]:
        return tuple(getattr(signal, name) for name in ("SIGHUP", "SIGTERM") if hasattr(signal, name))


class Windows:
    """Windows: a folder cannot be synced, and a virus scanner or a sync program may hold a file for a moment."""

    name = "windows"
    patience = 2.5
    """Seconds for which a replace is tried again."""
    sharing_errors = frozenset({5, 32, 33})
    """Access denied, sharing violation, lock violation: what Windows says while another program looks."""

    def __init__(
        self, clock: Callable[[], float] = time.monotonic, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self._clock = clock
        self._sleep = sleep

    def sync_folder(self, folder: Path) -> None:
        """Windows writes the folder's entry with the file; there is nothing to ask for."""

    def replace(self, source: Path, target: Path) -> None:
        self._patiently(lambda: source.replace(target))

    def place(self, source: Path, target: Path) -> None:
        if os.path.lexists(target):
            raise FileExistsError(17, "File exists", str(target))
        self._patiently(lambda: source.rename(target))

    def copy_rights(self, source: Path, target: Path) -> None:
        """A new file inherits the folder's access list, as the old one did; modes hold only the read-only mark."""

    def most_rights(self, file: Path, folder: Path) -> tuple[int, int] | None:  # noqa: ARG002 - as the other half has it
        return None

    def is_wider(self, file: Path, than: Path) -> bool:  # noqa: ARG002 - as the other half has it
        return False

    def narrow(self, file: Path, path: Path, may: int, shared: int) -> None:
        """As for `copy_rights`: there is no mode."""

    def fallback_editors(self) -> tuple[str, ...]:
        return ("notepad",)

    def open_file(self, path: Path) -> None:
        # Asked for by name, as other systems have none.
        os.__dict__["startfile"](str(path))

    def signals(self) -> tuple[signal.Signals, ...]:
        return tuple(getattr(signal, name) for name in ("SIGBREAK", "SIGTERM") if hasattr(signal, name))

    def _patiently(self, act: Callable[[], object]) -> None:
        end = self._clock() + self.patience
        pause = 0.02
        while True:
            try:
                act()
                return
            except OSError as error:
                code = getattr(error, "winerror", None)
                if code not in self.sharing_errors or self._clock() + pause > end:
                    raise
            self._sleep(pause)
            pause = min(pause * 2, 0.4)


current: Platform = Windows() if os.name == "nt" else Posix()
"""The half of this module that fits the machine."""


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


def is_leftover(name: str) -> bool:
    """Whether a file is called like our temporary files."""
    return name.startswith(".") and name.endswith(_TEMPORARY_END)


def make_folder(path: Path) -> None:
    """Make a folder and those above it that are missing, safe on disk. Raises `OSError`."""
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


def _give_to(target: Path, told: os.stat_result, own: os.stat_result) -> bool:
    """Give a new file to the owner and the group that `told` names; whether the group is the same now."""
    if own.st_uid != told.st_uid:
        with suppress(OSError):  # only the administrator may give a file away
            os.chown(target, told.st_uid, -1)
    if own.st_gid != told.st_gid:
        try:
            os.chown(target, -1, told.st_gid)
        except OSError:
            return False
    return True


def _without_group(mode: int) -> int:
    """The group gets no more than everybody else."""
    return mode & ~0o070 | mode & mode << 3 & 0o070


def _attributes(path: Path) -> list[str]:
    """The names of a file's extended attributes; none where the system or Python knows none."""
    if sys.platform != "linux":
        return []
    try:
        return os.listxattr(path)
    except OSError:
        return []


def _lists_others(file: Path, than: Path) -> bool:
    """Whether a file has an access list that is not that of the other one. Raises `OSError`."""
    if sys.platform != "linux" or _ACCESS_LIST not in _attributes(file):
        return False
    return _ACCESS_LIST not in _attributes(than) or os.getxattr(file, _ACCESS_LIST) != os.getxattr(than, _ACCESS_LIST)


def _drop_list(source: Path, target: Path) -> None:
    """Take the access list from a file where its model has none. Raises `OSError`."""
    if sys.platform == "linux" and _ACCESS_LIST in _attributes(target) and _ACCESS_LIST not in _attributes(source):
        os.removexattr(target, _ACCESS_LIST)


def _copy_attributes(source: Path, target: Path) -> bool:
    """Whether the access list came along; of other attributes, what the system lets us copy."""
    if sys.platform != "linux":
        return True
    names, is_whole = _attributes(source), True
    _drop_list(source, target)  # one that the folder handed down
    for name in names:
        try:
            os.setxattr(target, name, os.getxattr(source, name))
        except OSError:
            is_whole = is_whole and not name.startswith("system.")
    return is_whole


def _write_all(handle: int, raw: bytes) -> None:
    rest = memoryview(raw)
    while rest:
        written = os.write(handle, rest)
        if not written:
            raise OSError(5, "the disk took nothing of what was written")
        rest = rest[written:]
