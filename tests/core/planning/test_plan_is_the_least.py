"""No plan of fewer hours, or of fewer events, does: beside an independent solver, on hundreds of random people."""

from __future__ import annotations

import os
import random

import pytest
from made_up_catalogues import ON, library, records
from plan_oracle import Solver

from alcto_core.hours import HUNDREDTH
from alcto_core.planning.planner import plan
from alcto_core.planning.question import Least, PlanQuestion
from alcto_core.rules.library import Library

PEOPLE = int(os.environ.get("ALCTO_PLANS", "100")) // 5
BOTH = ("al-td-ceu", "al-cto")


@pytest.mark.parametrize("block", range(5))
def test_no_plan_is_less_than_that_of_an_independent_solver(alabama: Library, block: int) -> None:
    chance = random.Random(block)
    reached = 0
    for _ in range(PEOPLE):
        known = library(alabama, chance, 5)
        person = records(chance, known, chance.randint(0, 8), chance.choice((BOTH, BOTH[:1], BOTH[1:])))
        least: Least = chance.choice(("hours", "events"))
        found = plan(PlanQuestion(records=person, library=known, on=ON, least=least))
        best = Solver(person, known).least(least)
        assert (best is not None) == (not found.unreachable)
        if best is not None and found.is_least:
            reached += 1
            here = f"{least} of {person} beside {known.catalogues}"
            assert (found.hours / HUNDREDTH if least == "hours" else len(found.todo)) == best, here
    assert reached > PEOPLE / 4
