"""Is each broken rule found? `python tests/trust/mutations.py [--only WORD] [--jobs 2]`

Each mutation changes one place of the evaluator, in a copy. Then random people are judged by the broken alcto and by
the independent judge, and the rule sets' own cases are run, until one of them tells. A mutation whose place is not in
the code any more, or is there twice, is an error.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from broken_rules import MUTATIONS, Mutation

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PARTS = ("alcto_core", "plugins")


class Misfit(Exception):
    """A mutation does not fit the code."""


def broken_text(mutation: Mutation) -> str:
    """The source of the file with the rule broken."""
    text = (ROOT / mutation.file).read_text("utf-8")
    times = text.count(mutation.old)
    if times != 1:
        raise Misfit(f"{mutation.file} holds the place {times} times, and must hold it once:\n{mutation.old}")
    return text.replace(mutation.old, mutation.new)


def _copied(folder: Path) -> None:
    for part in PARTS:
        shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))


def hunt(mutation: Mutation | None, people: int) -> tuple[bool, str]:
    """Whether anything tells that the rule is broken, and what; None: that nothing is broken."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place).resolve()
        _copied(folder)
        words = [sys.executable, str(HERE / "hunting.py"), str(folder), "--people", str(people)]
        if mutation is not None:
            (folder / mutation.file).write_text(broken_text(mutation), "utf-8")
            for program in mutation.programs:
                words += ["--program", program]
            words += ["--told-by", mutation.told_by]
        path = os.pathsep.join([str(folder), str(folder / "plugins"), str(HERE)])
        done = subprocess.run(
            words,
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"},
        )
    if done.returncode not in (0, 1) or (done.returncode == 1 and done.stderr.strip()):
        # A program that falls over would be seen by anybody: such a mutation proves nothing.
        return False, f"alcto falls over: {done.stderr.strip().splitlines()[-1]}"
    return done.returncode == 0, done.stdout.strip()


def main() -> int:
    """Hunt every mutation, and print what told."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--only", default="", help="only mutations whose rule or words hold this")
    options.add_argument("--people", type=int, default=2000)
    options.add_argument("--jobs", type=int, default=1)
    chosen = options.parse_args()
    asked = [one for one in MUTATIONS if chosen.only in f"{one.rule} {one.what}"]
    for mutation in asked:
        try:
            broken_text(mutation)
        except Misfit as wrong:
            print(f"error: {mutation.rule}, {mutation.what}: {wrong}")
            return 2
    is_broken, what = hunt(None, 300)
    if is_broken:
        print(f"error: the evaluator as it is disagrees already: {what}")
        return 2
    missed = 0
    with ThreadPoolExecutor(chosen.jobs) as pool:
        for mutation, (found, what) in zip(asked, pool.map(lambda one: hunt(one, chosen.people), asked), strict=True):
            missed += not found
            print(f"{'found' if found else 'NOT FOUND':<10} {mutation.rule:<14} {mutation.what}  [{what}]", flush=True)
    print(f"{len(asked)} mutations, {len(asked) - missed} found, {missed} not found")
    return 1 if missed else 0


if __name__ == "__main__":
    raise SystemExit(main())
