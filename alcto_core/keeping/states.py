"""The bytes of earlier states of the records file: where each is found, how one is kept, which files may go.

```
.alcto/history/stretches/00012-<SHA-256 of the file>.stretch    states that followed each other (`stretch`)
.alcto/history/<SHA-256 of the state>.toml                      one whole state, as an older alcto kept it; only read
```

A file is never changed. A save writes the newest stretch anew with one state more, under the name that the new bytes
have, and the one before stays until the save after next. So two machines that sync one folder never write to one
file, a file whose bytes do not have its name is damaged, and one that is lost costs its stretch at most. The
files lie in a folder of their own, since an older alcto clears away what it does not know in the one above.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cached_property
from pathlib import Path

from alcto_core import system
from alcto_core.keeping import rights
from alcto_core.keeping.digests import FILE_MOST, KnownBytes, digest
from alcto_core.keeping.folder import RecordsFolder
from alcto_core.keeping.stretch import Stretch, Unmade
from alcto_core.patterns import late
from alcto_core.problems import RecordsError

STEPS_IN_STRETCH = 50
"""After so many differences the next stretch begins, with a whole copy."""
LEAST_ROOM = 64 << 10
"""Bytes of differences that a stretch may hold in any case; beyond, no more than its whole copy has."""

_WHOLE = late(r"([0-9a-f]{64})\.toml")
_STRETCH = late(r"([0-9]{5,9})-([0-9a-f]{64})\.stretch")
_HEAD = 64 << 10
"""Bytes in which the list of a stretch has room."""
_MOST = 4 * FILE_MOST
"""Bytes of the largest stretch: it takes a state as long as it holds less than two."""
_TRIES = 3
"""How often files are looked for that another alcto replaces meanwhile."""


class KeptFile:
    """A file that holds states, as its name and its list say."""

    def __init__(self, path: Path, number: int, sha256: str) -> None:
        self.path = path
        self.number = number
        """Of the stretch, from 1; 0 of a whole state."""
        self.sha256 = sha256
        """What the SHA-256 of the file must be."""

    @cached_property
    def states(self) -> tuple[str, ...]:
        """The SHA-256 of each state in it, the oldest first; none where it cannot be read."""
        if not self.number:
            return (self.sha256,)
        try:
            head, _ = system.read_file(self.path, _HEAD)
        except OSError:
            return ()
        return tuple(state.sha256 for state in Stretch.read(head).states)

    @cached_property
    def size(self) -> int:
        """In bytes; 0 where nobody can tell."""
        try:
            return self.path.stat().st_size
        except OSError:
            return 0

    @cached_property
    def raw(self) -> bytes:
        """Its bytes, whatever they are. Raises `OSError`."""
        return system.read_file(self.path, _MOST)[0]

    @cached_property
    def is_sound(self) -> bool:
        """Whether it has the bytes that were written, so that each state in it can be made."""
        try:
            return digest(self.raw) == self.sha256
        except OSError:
            return False

    @property
    def gives_its_last(self) -> bool:
        """Whether its last state can be made, for which most of the file is needed; also where it lists none."""
        try:
            for sha256 in self.states[-1:]:
                self.bytes_of(sha256)
        except (Unmade, OSError):
            return False
        return True

    def bytes_of(self, sha256: str) -> bytes:
        """The bytes of a state. Raises `Unmade` where they are damaged, `OSError` where the file cannot be read."""
        if self.number:
            return Stretch.read(self.raw).bytes_of(sha256)
        if digest(self.raw) != sha256:
            raise Unmade("other bytes")
        return self.raw


class KeptStates:
    """One look at what is kept in a records folder. Writing is only safe under the folder's lock."""

    def __init__(self, folder: RecordsFolder) -> None:
        self._folder = folder

    @cached_property
    def files(self) -> tuple[KeptFile, ...]:
        """Stretches, the newest first and of one number the longest; then whole states. Never raises."""
        found = [
            KeptFile(file, int(named[1]), named[2])
            for file in _listed(self._folder.stretches)
            if (named := _STRETCH.fullmatch(file.name))
        ]
        found.sort(key=lambda file: (-file.number, -file.size, file.sha256))
        whole = (
            KeptFile(file, 0, named[1])
            for file in _listed(self._folder.backups)
            if (named := _WHOLE.fullmatch(file.name))
        )
        return (*found, *sorted(whole, key=lambda file: file.sha256))

    def all(self) -> frozenset[str]:
        """The SHA-256 of every state that a file says to hold."""
        return frozenset(sha256 for file in self.files for sha256 in file.states)

    def file_of(self, sha256: str) -> Path | None:
        """A file that holds a state, if any does."""
        return next((file.path for file in self.files if sha256 in file.states), None)

    def bytes_of(self, sha256: str) -> bytes:
        """The bytes of a state, from any file that has them right. Raises `RecordsError`."""
        is_damaged = False
        look = self
        for _ in range(_TRIES):
            is_gone = False
            for file in look.files:
                if sha256 in file.states:
                    try:
                        return file.bytes_of(sha256)
                    except Unmade:
                        is_damaged = True
                    except FileNotFoundError:
                        is_gone = True
                    except OSError:
                        is_damaged = True
            if not is_gone:
                break
            look = KeptStates(self._folder)
        if is_damaged:
            raise RecordsError("That generation of the records file is damaged on disk, so it was not used.")
        raise RecordsError("That generation of the records file is no longer kept.")

    def keep(self, before: KnownBytes | None, after: KnownBytes) -> None:
        """Keep two states that follow each other, safe on disk. What is kept and sound already is not written again.
        Raises `OSError`."""
        given = [state for state in (before, after) if state is not None]
        missing = {state.sha256 for state in given if not self._is_kept(state.sha256)}
        if not missing:
            return
        number, source = self._open(before)
        stretch = Stretch() if source is None else Stretch.read(source.raw)
        base = before if before is not None and before.sha256 in stretch.numbers else _last(stretch)
        for state in given:
            if state.sha256 not in stretch.numbers and (state is before or state.sha256 in missing):
                stretch = stretch.adding(state, base)
                base = state
        raw = stretch.raw
        folder = self._folder.stretches
        rights.make_folder(self._folder, folder)
        like = rights.model(self._folder)
        if source is not None and system.current.is_wider(like, source.path):
            like = source.path
        system.write_file(folder / f"{number:05}-{digest(raw)}.stretch", raw, like=like)
        system.current.sync_folder(folder)

    def tidy(self) -> None:
        """Drop earlier versions of stretches: those of which other sound files hold everything. Of the newest stretch
        one earlier version stays, for whoever is reading it just now."""
        left = [file for file in self.files if file.number and file.states]
        newest = max((file.number for file in left), default=0)
        for file in tuple(left):
            needed = 2 if file.number == newest else 1
            others = [one for one in left if one is not file and set(one.states) >= set(file.states)]
            if len(others) >= needed and file.is_sound and sum(one.is_sound for one in others) >= needed:
                left.remove(file)
                system.discard(file.path)
        self.files = (*left, *(file for file in self.files if not file.number or not file.states))

    def homes(self, *, only_sound: bool = False) -> Mapping[str, KeptFile]:
        """For each state the file that it would be taken from: of the newest stretch that lists it; with `only_sound`,
        of those that have the bytes that were written, as long as one has it."""
        looks = ([file for file in self.files if file.is_sound], self.files) if only_sound else (self.files,)
        found: dict[str, KeptFile] = {}
        for files in looks:
            for file in files:
                for sha256 in file.states:
                    found.setdefault(sha256, file)
        return found

    def drop_all_but(self, homes: Iterable[KeptFile]) -> None:
        """Remove every file that holds states and is none of these."""
        wanted = {file.path for file in homes}
        for file in self.files:
            if file.path not in wanted and file.states:  # what cannot be read may be a newer alcto's, or someone else's
                system.discard(file.path)

    def damaged(self) -> tuple[tuple[Path, ...], frozenset[str]]:
        """Files that do not have the bytes that were written, and the states that cannot be had from any file. Reads
        all of them, and makes the last state of each stretch."""
        bad = [file for file in self.files if not (file.is_sound and file.gives_its_last)]
        sound = {sha256 for file in self.files if file not in bad for sha256 in file.states}
        doubtful = {sha256 for file in bad for sha256 in file.states} - sound
        return tuple(file.path for file in bad), frozenset(filter(self._is_lost, doubtful))

    def _is_lost(self, sha256: str) -> bool:
        with suppress(RecordsError):
            self.bytes_of(sha256)
            return False
        return True

    def _is_kept(self, sha256: str) -> bool:
        return any(sha256 in file.states and file.is_sound for file in self.files)

    def _open(self, before: KnownBytes | None) -> tuple[int, KeptFile | None]:
        """The number of the stretch to go on with, and its file; None where the next one begins: the newest is full, or
        damaged, or for fewer people than what is written now. Raises `OSError`."""
        newest = max((file.number for file in self.files), default=0)
        if before is None:  # there is no records file whose rights an old stretch could be given anew
            return newest + 1, None
        fitting = [file for file in self.files if file.number == newest and newest and file.is_sound]
        for file in sorted(fitting, key=lambda file: before.sha256 not in file.states)[:1]:
            if _has_room(Stretch.read(file.raw)) and not self._would_open(file):
                return newest, file
        return newest + 1, None

    def _would_open(self, file: KeptFile) -> bool:
        """Whether a new file would be for people who may not have this one: states of a time when the records were for
        fewer stay theirs. Raises `OSError`."""
        like = rights.model(self._folder)
        if not system.current.is_wider(like, file.path):
            return False
        probe = system.write_temporary(file.path, b"", like=like)  # the system may refuse some of the rights
        try:
            return system.current.is_wider(probe, file.path)
        finally:
            system.discard(probe)


def _has_room(stretch: Stretch) -> bool:
    first = stretch.states[0].packed if stretch.states else 0
    return len(stretch.states) <= STEPS_IN_STRETCH and len(stretch.blocks) - first <= max(first, LEAST_ROOM)


def _last(stretch: Stretch) -> KnownBytes | None:
    """The last state of a stretch, as a base for one that came from elsewhere."""
    if stretch.states:
        sha256 = stretch.states[-1].sha256
        with suppress(Unmade):
            return KnownBytes(stretch.bytes_of(sha256), sha256)
    return None


def _listed(folder: Path) -> Iterator[Path]:
    with suppress(OSError):
        yield from folder.iterdir()
