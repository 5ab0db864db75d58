"""F1: killed anywhere in a save.

Each run forks a child that kills itself at one call of the operating system: before the call or, for a write, part
of the way through it. The parent then judges the folder. A run counts only if the child really died of the signal.
"""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import calls
import victims
from gates import Gate, Outcome, Plan


def _kill_points(start: victims.Start, is_long: bool) -> list[tuple[int, float]]:
    """Where a run can be killed: the number of the call, and how much of a write is done by then."""
    parts = (0.0, 0.01, 0.25, 0.5, 0.75, 0.99) if is_long else (0.0, 0.5)
    return [
        (number, part) for number, name in enumerate(start.calls, 1) for part in (parts if name == "write" else (0.0,))
    ]


def _is_killed(start: victims.Start, path: Path, at: int, part: float) -> bool:
    def between(call: calls.Call) -> Any:
        if call.number == at:
            if part:
                call.go_in_part(part)
            os.kill(os.getpid(), signal.SIGKILL)
        return call.go()

    return calls.is_killed(lambda: start.act(path), between)


def _starts(plan: Plan) -> Iterator[tuple[victims.Start, int]]:
    """Each kind of save, and how many of its kill points one stands for: those of the larger files take long, and
    they are the same calls with more bytes."""
    every = {3: 1, 60: 1, 600: 3} if plan.is_long else {3: 3, 60: 13, 600: 61}
    for layout in victims.LAYOUTS if plan.is_long else ("plain",):
        for size in victims.SIZES:
            for operation in victims.OPERATIONS:
                if operation == "create" and (size, layout) != (3, "plain"):
                    continue
                path = plan.scratch / f"{operation} {size} {layout}"
                yield victims.prepared(path, operation, size, layout), every[size]


def measure(plan: Plan) -> Outcome:
    """Kill each operation at its calls."""
    outcome = victims.told_in_table(
        Outcome(), "kill points", "files old", "files new", "interrupted saves told",
        "records lost", "torn", "wrong undos", "temporary files left", "saves refused afterwards",
    )  # fmt: skip
    number = 0
    for start, every in _starts(plan):
        for at, part in _kill_points(start, plan.is_long):
            number += 1
            if number % every or number // every % plan.shares != plan.share:
                continue
            path = start.copy(plan.scratch / "victim")
            where = f"{start.operation} of {start.path.name}, call {at} {start.calls[at - 1]} {part}"
            if _is_killed(start, path, at, part):
                outcome.add("kill points")
                found = victims.judge(outcome, start, path, where)
                outcome.add("files new" if found == start.new else "files old")
            else:
                outcome.fail(f"{where}: was not killed")
            shutil.rmtree(path)
        shutil.rmtree(start.path)
    return outcome


GATE = Gate(
    id="F1",
    fault="killed anywhere in a save",
    gate="the old file or the new one; 0 records lost, 0 torn, 0 wrong undos",
    measure=measure,
    least={
        "kill points": (320, 3000),
        "files old": (100, 1000),
        "files new": (30, 300),
        "interrupted saves told": (20, 200),
    },
    shares=4,
    needs="posix",
)
