"""The table of faults and gates: `python tests/faults/run.py`, and with `--long` the long form (an hour on two cores).

Prints one line for each row: what was made to happen and how often, the gate, and whether it was reached. Ends
with 1 where a row was not. Rows can be named: `python tests/faults/run.py --long F1 F9`.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
import traceback
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / "tui"), str(HERE.parent / "core" / "host")]

import gates  # noqa: E402 - found by the line above


class Ran(NamedTuple):
    """One share of one row."""

    id: str
    outcome: gates.Outcome
    seconds: float


def run_share(id: str, is_long: bool, share: int, shares: int) -> Ran:
    """Measure one share in a folder of its own."""
    scratch = Path(tempfile.mkdtemp(prefix=f"alcto-{id}-"))
    begin = time.monotonic()
    try:
        outcome = gates.gate(id).measure(gates.Plan(scratch=scratch, is_long=is_long, share=share, shares=shares))
    except Exception:  # noqa: BLE001 - a fault of one row must not hide the others
        outcome = gates.Outcome(wrong=[traceback.format_exc()])
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    return Ran(id, outcome, time.monotonic() - begin)


def measured(ids: list[str], is_long: bool, processes: int) -> dict[str, Ran]:
    """Measure the rows, as many shares at once as asked, each in a fresh process."""
    found: dict[str, Ran] = {}
    tasks = [
        (id, share, shares)
        for id in ids
        for shares in (gates.gate(id).shares if is_long else 1,)
        for share in range(shares)
    ]
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn"), max_tasks_per_child=1) as pool:
        running = [pool.submit(run_share, id, is_long, share, shares) for id, share, shares in tasks]
        for number, ended in enumerate(as_completed(running), 1):
            ran = ended.result()
            known = found.setdefault(ran.id, Ran(ran.id, gates.Outcome(), 0.0))
            known.outcome.take(ran.outcome)
            found[ran.id] = known._replace(seconds=known.seconds + ran.seconds)
            print(f"{number}/{len(tasks)} {ran.id} {ran.seconds:.0f} s", file=sys.stderr, flush=True)
    return found


def row(gate: gates.Gate, ran: Ran, is_long: bool) -> str:
    """One line of the table."""
    figures = ", ".join(f"{number:,} {name}" for name, number in ran.outcome.figures.items())
    short = gate.shortcomings(ran.outcome, is_long)
    word = f"**no**: {len(short)} shortcomings" if short else f"in part: {gate.unreached}" if gate.unreached else "yes"
    return f"| {gate.id} | {gate.fault} | {gate.gate} | {figures} | {word} |"


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rows", nargs="*", metavar="F1", choices=[[], *gates.MODULES], help="only these rows")
    parser.add_argument("--long", action="store_true", dest="is_long", help="the long form")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1, help="how many shares at once")
    asked = parser.parse_args()
    ids = asked.rows or list(gates.MODULES)
    for id in ids:
        if why := gates.gate(id).lacks:
            print(f"{id} is left out: {why}", file=sys.stderr)
    ids = [id for id in ids if not gates.gate(id).lacks]
    found = measured(ids, asked.is_long, asked.processes)
    print("| # | fault | gate | what was seen | reached |")
    print("|---|---|---|---|---|")
    failed = []
    for id in ids:
        gate = gates.gate(id)
        print(row(gate, found[id], asked.is_long))
        failed += [f"{id}: {one}" for one in gate.shortcomings(found[id].outcome, asked.is_long)]
    for one in failed:
        print(one, file=sys.stderr)
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
