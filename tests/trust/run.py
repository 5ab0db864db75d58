"""Ask alcto and the independent judge about many random people: `python tests/trust/run.py --people 200000 --jobs 2`.

Prints how many people, programs and states were seen, the points that the sources leave open, the relations that
were checked, and every disagreement with its smallest file. `--first` goes on after people that were asked before.
"""

from __future__ import annotations

import argparse
import gc
import sys
import time
from concurrent.futures import ProcessPoolExecutor

from asking import MOST_SHOWN, Tally, ask, report


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
    # People leave no circles behind: looking for them costs a tenth of the time.
    with ProcessPoolExecutor(chosen.jobs, initializer=gc.disable) as pool:
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


if __name__ == "__main__":
    raise SystemExit(main())
