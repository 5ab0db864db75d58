"""How far back the history goes: a thousand steps at any size, and whole stretches go at once.

A line goes with the bytes that it speaks of, so no step is listed that nobody could go back to. Undone steps can be
undone as far back as what was done: each undo is a line as well, and must not push out the step that it led to.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress

from alcto_core.keeping.history import Generation, History, place
from alcto_core.keeping.states import KeptFile
from alcto_core.problems import RecordsError

MOST_STEPS = 1000
"""Steps that can be undone."""
MOST_LINES = 4000
"""Lines of the index: where somebody goes back and forth, each step is one."""
MOST_BYTES = 64 << 20
"""Bytes of all that is kept. A thousand edits of a file of any size that alcto reads take less; saves that rewrite a
large file from end to end may take more."""
FEWEST_LINES = 50
"""Lines that are kept whatever they take."""

_SLACK = 20


def prune(history: History) -> None:
    """Drop versions of stretches that later ones hold, and the oldest generations beyond what is kept. What cannot be
    dropped now is dropped another time. Only under the lock, after a save."""
    with suppress(OSError, RecordsError):
        states = history.states
        states.tidy()
        lines = history.generations()
        if len(lines) <= MOST_STEPS and sum(file.size for file in states.files) <= MOST_BYTES:
            return
        if _first_kept(lines, states.homes()) < _SLACK:  # only told by the names of files, which costs next to nothing
            return
        homes = states.homes(only_sound=True)
        first = _first_kept(lines, homes)
        history.rewrite(lines[first:])
        states.drop_all_but(_homes_of(lines[first:], homes))


def _first_kept(lines: Sequence[Generation], homes: Mapping[str, KeptFile]) -> int:
    """The number of the oldest line that stays. Those whose states share a stretch with a newer one stay with it."""
    most = max(0, len(lines) - MOST_LINES)
    first = max(_oldest_wanted(lines), _oldest_affordable(lines, homes), most)
    staying = {home.path for home in _homes_of(lines[first:], homes)}
    while first > most:
        before = lines[first - 1]
        own = [homes.get(sha256) for sha256 in (before.before, before.after) if sha256]
        if not all(home is not None and home.path in staying for home in own):
            break
        first -= 1
    return first


def _oldest_wanted(lines: Sequence[Generation]) -> int:
    """The number of the first line that is needed for as many steps as are kept."""
    done = place(lines, lines[-1].after).done[-MOST_STEPS:] if lines else ()
    steps = {id(one) for one in done}
    is_short = len(done) < MOST_STEPS
    return 0 if is_short else next((number for number, line in enumerate(lines) if id(line) in steps), 0)


def _oldest_affordable(lines: Sequence[Generation], homes: Mapping[str, KeptFile]) -> int:
    """The number of the first line up to which the files that the newer ones need are not too large."""
    files: dict[str, int] = {}
    for count, line in enumerate(reversed(lines)):
        files |= {str(home.path): home.size for home in _homes_of((line,), homes)}
        if count >= FEWEST_LINES and sum(files.values()) > MOST_BYTES:
            return len(lines) - count
    return 0


def _homes_of(lines: Sequence[Generation], homes: Mapping[str, KeptFile]) -> tuple[KeptFile, ...]:
    """The files that hold the states of these lines."""
    wanted = dict.fromkeys(sha256 for line in lines for sha256 in (line.before, line.after))
    return tuple(homes[sha256] for sha256 in wanted if sha256 in homes)
