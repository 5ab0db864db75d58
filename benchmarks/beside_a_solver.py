"""`alcto plan` beside an independent solver (HiGHS) on the same questions: `python benchmarks/beside_a_solver.py`.

The people, catalogues and the solver's own formulation are those of `tests/core/planning`. Both sides work in this
process, in turn, and their CPU is told, the solver's with building its model. The first ratio is of the same work: from
records whose standings are known to what is proven the least. The second is of the whole plan: alcto judges the
standings before and after it by the rules, names entries, days and alternatives, and the solver does none of that. Each
side answers one question, that of `alcto plan --json`: the page asks another one where a planned day has passed. The
crossing limits are those of `tests/core/evaluation/crossing_rules.py`: a rule file that nobody would write, for which a
plan is asked that shall end.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

TESTS = Path(__file__).parents[1] / "tests" / "core"
sys.path += [str(TESTS / "planning"), str(TESTS / "evaluation")]

from crossing_rules import ON as CROSSING_ON  # noqa: E402
from crossing_rules import crossing_library, crossing_log, crossing_rules  # noqa: E402
from made_up_catalogues import ON, library, records  # noqa: E402
from plan_oracle import Solver  # noqa: E402

from alcto_core.evaluation.evaluate import evaluate  # noqa: E402
from alcto_core.evaluation.standing import Standing  # noqa: E402
from alcto_core.host.plugins import load_plugins  # noqa: E402
from alcto_core.planning.kinds import undominated  # noqa: E402
from alcto_core.planning.planner import Planner, plan  # noqa: E402
from alcto_core.planning.question import PlanQuestion  # noqa: E402
from alcto_core.planning.search import search  # noqa: E402

BOTH = ("al-td-ceu", "al-cto")


def cpu(work: Callable[[], object]) -> float:
    """Seconds that a piece of work computes."""
    begin = time.process_time()
    work()
    return time.process_time() - begin


def questions(people: int) -> None:
    """Random people with small catalogues: the ratios of each, with their median and range."""
    alabama = load_plugins(no_plugins=True).library
    for size in (5, 20, 60):
        chance = random.Random(size)
        same, whole, ours, theirs = [], [], [], []
        for _ in range(people):
            known = library(alabama, chance, size)
            person = records(chance, known, chance.randint(0, 8), chance.choice((BOTH, BOTH[:1], BOTH[1:])))
            asked = PlanQuestion(records=person, library=known, on=ON, least="hours")
            own = cpu(lambda asked=asked: Planner(asked).plan(doubted=False))  # type: ignore[misc]
            before = Planner(asked).before
            least = cpu(lambda asked=asked, before=before: _least(asked, before))  # type: ignore[misc]
            found = cpu(lambda asked=asked: Solver(asked.records, asked.library).least("hours"))  # type: ignore[misc]
            ours.append(own)
            theirs.append(found)
            same.append(least / found)
            whole.append(own / found)
        told = f"{statistics.median(ours) * 1000:7.1f} ms {statistics.median(theirs) * 1000:7.1f} ms"
        print(f"{size:3} offerings a source, {people} people  {told}  {_spread(same)}  {_spread(whole)}")


def _least(asked: PlanQuestion, before: tuple[Standing, ...]) -> None:
    """What is the least, from standings that are known."""
    planner = Planner(asked, before=before)
    if planner.open:
        search(planner.lacks, undominated(planner.kinds), asked.least)


def _spread(ratios: Sequence[float]) -> str:
    return f"{statistics.median(ratios):5.2f} ({min(ratios):.2f} to {max(ratios):.2f})"


def crossing() -> None:
    """A plan and a standing under limits that cross, with what each comes to."""
    for shares, caps, size in ((0, 6, 20), (1, 6, 20), (2, 4, 20), (8, 0, 12), (8, 0, 40)):
        chance = random.Random(2)
        known = crossing_library(*crossing_rules(chance, shares=shares, caps=caps))
        person = crossing_log(chance, size)
        asked = PlanQuestion(records=person, library=known, on=CROSSING_ON, least="hours")
        standing = cpu(lambda: evaluate(person, person.credentials[0], known, CROSSING_ON))  # noqa: B023
        own = cpu(lambda: plan(asked))  # noqa: B023
        print(
            f"{shares} crossing shares, {caps} caps, {size} activities: plan {own:.2f} s, "
            f"{own / standing:.1f} x one standing of {standing:.2f} s"
        )


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=100)
    asked = parser.parse_args()
    print(f"{'':35}     alcto      HiGHS  the same work, and the whole plan: median and range")
    questions(asked.people)
    crossing()


if __name__ == "__main__":
    main()
