"""What is measured and how it is said: the best of some runs of a command, beside its floor."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

ON = date(2026, 8, 14)
PYTHON = sys.executable


class Measured(NamedTuple):
    """The best of some runs."""

    seconds: float
    peak: int
    """Largest resident memory of a run in bytes; 0 where it was not asked for."""


class Row(NamedTuple):
    """One line of the answer."""

    what: str
    ours: Measured
    floor: Measured | None
    aim: str


def environment(folder: Path) -> dict[str, str]:
    """The environment of every child: bytecode is written and used, and nobody's settings are read."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {
        **kept,
        "HOME": str(folder),
        "XDG_CONFIG_HOME": str(folder),
        "ALCTO_RECORDS": str(folder),
        "TERM": "xterm",
    }


def once(argv: list[str], env: dict[str, str], *, cpu: bool = False, ends: tuple[int, ...] = (0,)) -> Measured:
    """Run a command to its end, its output thrown away; with `cpu`, the seconds that it computed, by the system."""
    begin = time.perf_counter()
    pid = os.posix_spawn(
        argv[0],
        argv,
        env,
        file_actions=[
            (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
            (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
            (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0),
        ],
    )
    _, status, usage = os.wait4(pid, 0)
    seconds = usage.ru_utime + usage.ru_stime if cpu else time.perf_counter() - begin
    if os.waitstatus_to_exitcode(status) not in ends:
        raise SystemExit(f"{' '.join(argv)} ended with {os.waitstatus_to_exitcode(status)}")
    return Measured(seconds, peak_of(usage.ru_maxrss))


def best(sides: Sequence[Callable[[], Measured]], runs: int) -> list[Measured]:
    """The best of `runs` runs of each side, taken in turn, after one of each that only warms up."""
    for side in sides:
        side()
    taken = [[side() for side in sides] for _ in range(runs)]
    return [
        Measured(min(one.seconds for one in column), min(one.peak for one in column))
        for column in zip(*taken, strict=True)
    ]


def peak_of(maximum: int) -> int:
    """The largest resident memory in bytes, from what the system calls `ru_maxrss`."""
    return maximum if sys.platform == "darwin" else maximum * 1024


def say(rows: Iterable[Row]) -> None:
    """Print each row as soon as it is measured."""
    print(f"{'':<46} {'alcto':>10} {'floor':>10} {'ratio':>6} {'memory':>8} {'floor':>8}  aim")
    for row in rows:
        floor, ratio, floor_peak = "", "", ""
        if row.floor is not None:
            floor = f"{row.floor.seconds * 1000:.1f} ms"
            ratio = f"{row.ours.seconds / row.floor.seconds:.2f}"
            floor_peak = megabytes(row.floor.peak)
        ours = f"{row.ours.seconds * 1000:.1f} ms"
        memory = f"{megabytes(row.ours.peak):>8} {floor_peak:>8}"
        print(f"{row.what:<46} {ours:>10} {floor:>10} {ratio:>6} {memory}  {row.aim}", flush=True)


def megabytes(size: int) -> str:
    """A size for people; nothing where none was measured."""
    return f"{size / (1 << 20):.0f} MB" if size else ""
