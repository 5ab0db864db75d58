"""Ask alcto and the independent judge about many random people: `python tests/trust/run.py --people 200000 --jobs 2`.

Prints how many people, programmes and states were seen, the points that the sources leave open, the relations that
were checked, and every disagreement with its smallest file. `--first` goes on after people that were asked before.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from random import Random

from agreement import disagreements, shrunk
from people import someone
from relations import RELATIONS, broken

MOST_SHOWN = 20


@dataclass
class Tally:
    """What came of some people."""

    seen: Counter[str] = field(default_factory=Counter)
    trouble: list[str] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        """Take in what came of others."""
        self.seen += other.seen
        self.trouble += other.trouble


def ask(first: int, people: int, *, shrink: bool = True) -> Tally:
    """Ask both sides about the people of some seeds, and check one relation with each."""
    tally = Tally()
    for seed in range(first, first + people):
        person = someone(seed)
        tally.seen["people"] += 1
        for on in person.days:
            tally.seen["files and days"] += 1
            for found in disagreements(person.text, on, tally.seen):
                tally.seen["disagreements"] += 1
                text = person.text
                if shrink and len(tally.trouble) < MOST_SHOWN:
                    text = shrunk(person.records, on, found.kind)
                tally.trouble.append(f"seed {seed}: {found}\n{text}")
        relation = Random(seed).choice(RELATIONS)
        breaks = broken(person, person.days[0], relation)
        if breaks is not None:
            tally.seen[f"relation {relation}"] += 1
            tally.seen["broken relations"] += len(breaks)
            tally.trouble += [str(one) for one in breaks]
    return tally


def main() -> int:
    """Ask, and print what came of it."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--people", type=int, default=2000)
    options.add_argument("--first", type=int, default=0, help="the seed to begin with")
    options.add_argument("--jobs", type=int, default=1)
    options.add_argument("--at-a-time", type=int, default=250)
    chosen = options.parse_args()
    tally = Tally()
    last = chosen.first + chosen.people
    lots = [(first, min(chosen.at_a_time, last - first)) for first in range(chosen.first, last, chosen.at_a_time)]
    started = time.monotonic()
    with ProcessPoolExecutor(chosen.jobs) as pool:
        for (first, people), done in zip(lots, pool.map(ask, *zip(*lots, strict=True)), strict=True):
            tally.add(done)
            for trouble in done.trouble[: max(0, MOST_SHOWN - len(tally.trouble) + len(done.trouble))]:
                print(trouble, flush=True)
            print(
                f"\r{first + people - chosen.first} of {chosen.people} people, "
                f"{tally.seen['disagreements']} disagreements, {tally.seen['broken relations']} broken relations, "
                f"{time.monotonic() - started:.0f} s (go on with --first {first + people})",
                end="",
                file=sys.stderr,
                flush=True,
            )
    print(file=sys.stderr)
    print(report(tally))
    return 1 if tally.trouble else 0


def report(tally: Tally) -> str:
    """The figures, one a line."""
    lines = [
        f"{name:<60} {tally.seen[name]:>9,}"
        for name in ("people", "files and days", "disagreements", "broken relations")
    ]
    for kind in ("programme", "state", "relation", "open"):
        for name in sorted(tally.seen):
            if name.startswith(f"{kind} "):
                lines.append(f"{name:<60} {tally.seen[name]:>9,}")
    return "\n".join(lines)


if __name__ == "__main__":
    raise SystemExit(main())
