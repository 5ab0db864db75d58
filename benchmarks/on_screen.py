"""What the screens cost beside an empty Textual app's start, `python benchmarks/run.py screens`.

Both sides run in a pseudo-terminal and take turns. What counts is the processor time of the process, asked of the
system from outside, until it has come to rest: an app at rest computes next to nothing. So everything that a key moves
is in its figure, to the last paint and what follows it. Linux alone tells the time of another process.
"""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import statistics
import struct
import sys
import tempfile
import termios
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from table import COMMAND, ON, PYTHON, Bench, Figure, told, tree_of, written

EMPTY_APP = """
from textual.app import App
from textual.widgets import Static

class Empty(App):
    BINDINGS = [("q", "quit", "Quit")]
    def compose(self):
        yield Static("painted")

Empty().run()
"""
_TYPED = "event"
_VISITS = 5
_UNTIL_KEPT = 3
_PATIENCE = 30.0
_STEP = 0.05
_IDLE = 0.06
"""Share of a core below which an app rests: the blinking of a cursor, a look at the file."""
_RESTED = 4
"""Steps one after the other at rest, after which it is believed."""


class Row(NamedTuple):
    """One line of the table: seconds of CPU, or bytes."""

    what: str
    aim: float
    ours: list[float]
    floor: list[float]
    before: list[float]
    is_memory: bool = False


class App:
    """A process whose terminal is ours."""

    def __init__(self, words: Sequence[str], env: Mapping[str, str]) -> None:
        self._pid, self._terminal = pty.fork()
        if self._pid == 0:
            os.execve(words[0], list(words), dict(env))
        fcntl.ioctl(self._terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self._clock = (~self._pid << 3) | 2
        """The clock of all threads of the process, as Linux names it."""

    def computed(self) -> float:
        """Seconds that it computed until now."""
        return time.clock_gettime(self._clock)

    def shows(self, mark: bytes) -> float:
        """Wait until `mark` is written; the seconds that it has computed then."""
        said, end = b"", time.monotonic() + _PATIENCE
        while time.monotonic() < end:
            said += self._heard(0.2)
            if mark in said:
                return self.computed()
        raise SystemExit(f"never showed {mark!r}: {said[-400:]!r}")

    def pressed(self, key: str) -> float:
        """Press a key; the seconds that it computed until it came to rest."""
        begin = self.computed()
        os.write(self._terminal, key.encode())
        return self.rested() - begin

    def rested(self) -> float:
        """Wait until it rests; the seconds that it has computed then, without those of the rest."""
        calm, before, end = 0, self.computed(), time.monotonic() + _PATIENCE
        at = before
        while calm < _RESTED and time.monotonic() < end:
            begin = time.monotonic()
            said = b""
            while (left := begin + _STEP - time.monotonic()) > 0:
                said += self._heard(left)
            now = self.computed()
            if now - before < _IDLE * _STEP and not said and not self._waits_for_a_turn():
                calm += 1
            else:
                calm, at = 0, now
            before = now
        return at

    def _waits_for_a_turn(self) -> bool:
        """Whether a thread would compute if other programs let it."""
        for thread in Path(f"/proc/{self._pid}/task").iterdir():
            with suppress(OSError):  # it has ended
                if (thread / "stat").read_text().rpartition(")")[2].split()[0] == "R":
                    return True
        return False

    def ended(self) -> int:
        """Kill it; the most memory that it had, in bytes."""
        os.kill(self._pid, signal.SIGKILL)
        _, _, usage = os.wait4(self._pid, 0)
        os.close(self._terminal)
        return usage.ru_maxrss * 1024

    def _heard(self, seconds: float) -> bytes:
        if not select.select([self._terminal], [], [], max(seconds, 0))[0]:
            return b""
        try:
            return os.read(self._terminal, 1 << 16)
        except OSError:
            raise SystemExit("it ended by itself") from None


class _Walks:
    """All walks of one tree, each figure by its name."""

    def __init__(self, bench: Bench, tree: Path, records: Mapping[int, Path]) -> None:
        self._env = bench.env(tree)
        self._records = records
        self.taken: dict[str, list[float]] = {}

    def _alcto(self, count: int, **more: str) -> App:
        env = {**self._env, "ALCTO_RECORDS": str(self._records[count]), **more}
        return App((PYTHON, "-c", COMMAND, *ON), env)

    def warm_up(self) -> None:
        """Open the records as often as it takes until what Home says is kept: what is needed is noted first."""
        for count in (60, 10_000):
            for _ in range(_UNTIL_KEPT):
                app = self._alcto(count)
                app.shows(b"TD-CEU")
                app.rested()
                app.ended()

    def take(self) -> None:
        """Walk once through everything."""
        for count in (60, 10_000):
            app = self._alcto(count)
            self._note(f"start {count}", app.shows(b"TD-CEU"))
            app.rested()
            self._note(f"memory {count}", app.ended())
        app = self._alcto(60, ALCTO_CACHE="0")
        self._note("first paint 60", app.shows(b"alcto"))
        self._note("start 60 anew", app.shows(b"TD-CEU"))
        app.ended()
        app = self._alcto(1_000)
        app.shows(b"TD-CEU")
        app.rested()
        self._note("first visit", app.pressed("l"))
        for _ in range(_VISITS):
            app.pressed("\x1b")
            self._note("visit", app.pressed("l"))
        app.pressed("/")
        for key in _TYPED:
            self._note("key", app.pressed(key))
        app.ended()

    def _note(self, name: str, figure: float) -> None:
        self.taken.setdefault(name, []).append(figure)


_ROWS = (
    ("the first picture, nothing kept, 60", "first paint 60", 1.2),
    ("standings on screen, 60", "start 60", 1.5),
    ("standings on screen, nothing kept, 60", "start 60 anew", 1.5),
    ("standings on screen, 10,000", "start 10000", 2.0),
    ("Home to Activities, 1,000, the first time", "first visit", 0.5),
    ("the same again", "visit", 0.5),
    ("a key in the filter, 1,000", "key", 0.5),
    ("memory, 60", "memory 60", 2.5),
    ("memory, 10,000", "memory 10000", 2.5),
)


def measured(bench: Bench) -> Iterator[Row]:
    """Every line of the table."""
    records = {count: written(bench.folder / str(count), count) for count in (60, 1_000, 10_000)}
    here = _Walks(bench, Path(__file__).parents[1], records)
    older = _Walks(bench, bench.against, records) if bench.against is not None else None
    starts: list[float] = []
    peaks: list[float] = []
    for one in (here, older):
        if one is not None:
            one.warm_up()
    for _ in range(bench.runs):
        for side in (here, None, older, None):
            if side is not None:
                side.take()
            else:
                empty = App((PYTHON, "-c", EMPTY_APP), here._env)
                starts.append(empty.shows(b"painted"))
                empty.rested()
                peaks.append(empty.ended())
    for what, name, aim in _ROWS:
        is_memory = name.startswith("memory")
        before = older.taken[name] if older is not None else []
        yield Row(what, aim, here.taken[name], peaks if is_memory else starts, before, is_memory)


def screens(runs: int, revision: str) -> None:
    """Measure and print all of it."""
    with tempfile.TemporaryDirectory(prefix="alcto-screens-") as name:
        folder = Path(name)
        against = tree_of(revision, folder / "against") if revision else None
        _say(Bench(folder, runs, counts=False, against=against), revision)


def _say(bench: Bench, revision: str) -> None:
    """Print the table in Markdown."""
    if not sys.platform.startswith("linux"):
        raise SystemExit("screens are measured on Linux, which tells the time of another process")
    older = f"| at {revision} | ratio " if revision else ""
    print(f"| activities in the file | alcto, ms CPU or MB | an empty app's start | ratio | aim {older}|")
    print(f"|---|---|---|---|---{'|---|---' if older else ''}|")
    for row in measured(bench):
        middle = statistics.median(row.floor)
        cells = [row.what, _told(row.ours, row), _told(row.floor, row), f"{statistics.median(row.ours) / middle:.2f}"]
        cells.append(str(row.aim))
        if row.before:
            cells += [_told(row.before, row), f"{statistics.median(row.before) / middle:.2f}"]
        print(f"| {' | '.join(cells)} |", flush=True)
    print(
        f"\nMedians of {bench.runs} walks of each side, with the least and the most; {os.cpu_count()} cores, ", end=""
    )
    print(f"CPython {sys.version.split()[0]}.")


def _told(taken: Sequence[float], row: Row) -> str:
    if row.is_memory:
        return f"{statistics.median(taken) / (1 << 20):.0f}"
    return told(Figure(statistics.median(taken), min(taken), max(taken)), counts=False)
