"""Do the tests find each broken place? `python tests/power/mutations.py [--only WORD] [--jobs 2] [--tree FOLDER]`

Each place of `places.py` is broken in a copy of the tree, and the tests named beside it are run there until one fails.
That one must fail alone too, and pass once the place is whole again, so that no stumble of a busy machine counts and no
test that fails anyway. `--tree` names another checkout, such as the one before a change of the tests, whose own tests
are asked then. A place that is not in that tree, or there twice, is an error.
Each place takes up to a minute, so it is no test itself.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from places import PLACES, Place

ROOT = Path(__file__).parents[2]
PRODUCT = ("alcto_core", "alcto_tui", "plugins")
COPIED = (*PRODUCT, "tests", "docs", "benchmarks", "pyproject.toml", "README.md", "CONTRIBUTING.md", "constraints.txt")
MISSED = "NOT FOUND"
FAILED, PASSED = 1, 0
"""Exit statuses of pytest."""


class Misfit(Exception):
    """A place does not stand once in the tree, or its tests are not there."""


def sources(tree: Path) -> Iterator[Path]:
    """The modules of the product."""
    for part in PRODUCT:
        yield from (tree / part).rglob("*.py")


def module_of(place: Place, tree: Path) -> Path:
    """The module that holds the place."""
    found = [file for file in sources(tree) if place.old in file.read_text("utf-8")]
    if len(found) != 1 or found[0].read_text("utf-8").count(place.old) != 1:
        raise Misfit(f"stands in {len(found)} modules, and must stand once: {place.old}")
    return found[0]


def tests_of(place: Place, tree: Path) -> list[str]:
    """The test files that are asked, from the tree."""
    found = [str(file.relative_to(tree)) for name in place.tests for file in (tree / "tests").rglob(name)]
    if not found:
        raise Misfit(f"has no tests in {tree}: {place.old}")
    return found


def finder(place: Place, tree: Path) -> str:
    """The test that fails where the place is broken, and only there; empty where none does."""
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch).resolve()
        for part in COPIED:
            if (tree / part).is_dir():
                shutil.copytree(tree / part, copy / part)  # with its bytecode, which is half of a start
            elif (tree / part).exists():
                shutil.copy(tree / part, copy / part)
        module, asked = module_of(place, copy), tests_of(place, copy)
        whole = module.read_text("utf-8")
        module.write_text(whole.replace(place.old, place.new), "utf-8")
        first = failing(asked, copy)
        if first and not failing(["--last-failed", *asked], copy):
            first = failing(asked, copy)
        module.write_text(whole, "utf-8")
        if first and failing(["--last-failed", *asked], copy):
            raise Misfit(f"fails with nothing broken: {first}")
        return first


def answered(place: Place, tree: Path) -> str:
    """The test that finds the place; else that none does, or why it could not be asked, which counts as missed too."""
    try:
        return finder(place, tree) or f"{MISSED} by {' '.join(place.tests)}"
    except Misfit as misfit:
        return f"{MISSED}: {misfit}"


def failing(asked: list[str], tree: Path) -> str:
    """The first of these tests that fails in the tree; empty where none does."""
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-x", "-rfE", *asked],
        capture_output=True,
        text=True,
        check=False,
        cwd=tree,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(tree), str(tree / "plugins")])},
    )
    if done.returncode not in (FAILED, PASSED):
        raise Misfit(f"the tests could not be run: {done.stdout[-2000:]}{done.stderr[-2000:]}")
    named = re.search(r"^(?:FAILED|ERROR) (.+?)(?: - |$)", done.stdout, re.MULTILINE)
    return "" if done.returncode == PASSED else named[1] if named else "a test without a name"


def main() -> int:
    """Break every place, and print which were found."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--only", default="", help="only places whose text or tests hold this")
    options.add_argument("--jobs", type=int, default=1)
    options.add_argument("--tree", type=Path, default=ROOT)
    chosen = options.parse_args()
    tree = chosen.tree.resolve()
    asked = [place for place in PLACES if chosen.only in f"{place.old} {' '.join(place.tests)}"]
    for place in asked:
        module_of(place, tree)
        tests_of(place, tree)
    missed = 0
    with ThreadPoolExecutor(chosen.jobs) as pool:
        for place, told in zip(asked, pool.map(lambda one: answered(one, tree), asked), strict=True):
            missed += told.startswith(MISSED)
            print(f"{place.old.strip()}\n    {told}", flush=True)
    print(f"{len(asked)} places, {len(asked) - missed} found, {missed} not found")
    return int(bool(missed))


if __name__ == "__main__":
    raise SystemExit(main())
