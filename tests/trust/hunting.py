"""Look for the first trace of a broken rule: random people, then the rule sets' own cases, then relations.

Run by `mutations.py` in a process of its own, on a copy of alcto in which one rule is broken; `--sound` asks about
the copy as it is. Ends with status 0 and a line that says what told, else with 1.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Collection
from pathlib import Path

from agreement import disagreements
from comparing import disagreements as rule_file_disagreements
from people import someone
from program import library
from relations import RELATIONS, broken

import alcto_core
from alcto_core.host.cases import case_files, run_case


def trace(folder: Path, people: int, programs: Collection[str], told_by: str) -> str:
    """What tells that a rule is broken; empty where nothing does."""
    if not Path(alcto_core.__file__).is_relative_to(folder):
        raise SystemExit(f"alcto was taken from {alcto_core.__file__}, not from the copy")
    if told_by == "rule files":
        for told in rule_file_disagreements(0, people, Counter()):
            return told.splitlines()[0]
    elif told_by != "cases":
        asked = 0
        for seed in range(people):
            person = someone(seed)
            if programs and not any(one["program"] in programs for one in person.records["credential"]):
                continue
            asked += 1
            for on in person.days:
                for found in disagreements(person.text, on):
                    return f"person {asked}, seed {seed}: {', '.join(found.differs)}"
            if told_by == "relations":
                for relation in RELATIONS:
                    if broken(person, person.days[0], relation):
                        return f"person {asked}, seed {seed}: relation {relation}"
    for place in sorted(folder.glob("plugins/*/cases")):
        for case in case_files(place):
            if run_case(case, library()):
                return f"case {case.stem}"
    return ""


def main() -> int:
    """Hunt, and print what told."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", type=Path)
    options.add_argument("--people", type=int, default=2000)
    options.add_argument("--program", action="append", default=[])
    options.add_argument("--told-by", default="people")
    chosen = options.parse_args()
    found = trace(chosen.folder.resolve(), chosen.people, chosen.program, chosen.told_by)
    sys.stdout.write(f"{found}\n")
    return 0 if found else 1


if __name__ == "__main__":
    sys.exit(main())
