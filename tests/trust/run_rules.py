"""Ask alcto and the second reading about people of random rule files: `python tests/trust/run_rules.py --files 5000`.

Prints how many rule files, keys and states were seen, and every disagreement with its rule file and smallest records.
`--first` goes on after rule files that were asked before.
"""

from __future__ import annotations

import argparse
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from functools import partial

from comparing import disagreements

AT_A_TIME = 50
MOST_SHOWN = 20


def _asked(last: int, first: int) -> tuple[list[str], Counter[str]]:
    seen: Counter[str] = Counter()
    return list(disagreements(first, min(AT_A_TIME, last - first), seen)), seen


def main() -> int:
    """Ask, and print what came of it."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--files", type=int, default=300)
    options.add_argument("--first", type=int, default=0, help="the seed to begin with")
    options.add_argument("--jobs", type=int, default=1)
    chosen = options.parse_args()
    seen: Counter[str] = Counter({"disagreements": 0})
    shown = 0
    last = chosen.first + chosen.files
    with ProcessPoolExecutor(chosen.jobs) as pool:
        for trouble, found in pool.map(partial(_asked, last), range(chosen.first, last, AT_A_TIME)):
            seen.update(found)
            for one in trouble[: MOST_SHOWN - shown]:
                print(one, flush=True)
                shown += 1
    for kind in ("rule files", "refused files", "files and days", "disagreements"):
        print(f"{kind:<60} {seen[kind]:>9,}")
    for name in sorted(seen):
        if name.startswith(("key ", "state ")):
            print(f"{name:<60} {seen[name]:>9,}")
    return 1 if seen["disagreements"] else 0


if __name__ == "__main__":
    raise SystemExit(main())
