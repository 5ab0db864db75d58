"""No plan of fewer hours, or of fewer events, does: beside an independent solver, on hundreds of random people."""

from __future__ import annotations

import os
import random
from datetime import date
from decimal import Decimal
from itertools import combinations

import msgspec
import pytest
from made_up_catalogues import ON, STRANDS, library, records
from plan_oracle import Solver, best

from alcto_core.hours import HUNDREDTH
from alcto_core.planning.planned import Plan, asks_for_hours
from alcto_core.planning.planner import plan
from alcto_core.planning.question import Least, PlanQuestion
from alcto_core.rules.library import Library
from alcto_core.rules.vocabulary import Catalogue, Offering

PEOPLE = int(os.environ.get("ALCTO_PLANS", "100")) // 5
BOTH = ("al-td-ceu", "al-cto")


@pytest.mark.parametrize("block", range(5))
def test_no_plan_is_less_than_that_of_an_independent_solver(alabama: Library, block: int) -> None:
    chance = random.Random(block)
    proven = partly = 0
    for _ in range(PEOPLE):
        known = library(alabama, chance, 5)
        person = records(chance, known, chance.randint(0, 8), chance.choice((BOTH, BOTH[:1], BOTH[1:])))
        least: Least = chance.choice(("hours", "events"))
        found = plan(PlanQuestion(records=person, library=known, on=ON, least=least))
        solved = best(person, known, least)
        here = f"{least} of {person} beside {known.catalogues}"
        beyond = {one.credential for one in found.unreachable}
        assert {one.program for one in person.credentials if one.id not in beyond} == solved.reached, here
        if found.is_least:
            proven += 1
            partly += bool(beyond and found.todo)
            assert missing(found, beyond) == solved.missing, here
            assert (found.hours / HUNDREDTH if least == "hours" else len(found.todo)) == solved.least, here
    assert proven > PEOPLE / 4 and partly


def missing(found: Plan, beyond: set[str]) -> float:
    """What the rules of those that stay out of reach lack, added up."""
    short = [one for standing in found.after if standing.credential in beyond for one in standing.requirements]
    return sum(one.missing or 0 for one in short if asks_for_hours(one)) / HUNDREDTH


def _tying(count: int, award: str) -> Catalogue:
    """Events of the same fixed award, each of strands of its own: no two are alike, and a plan may take any of them."""
    strands = [*combinations(STRANDS, 2), *combinations(STRANDS, 3)][:count]
    shared = {"format": "hybrid", "award": Decimal(award), "no_repeat": "offering", "cite": "x"}
    offering = tuple(
        Offering(id=f"alet/{at}", title=f"Event {at}", strands=own, **shared)  # type: ignore[arg-type]
        for at, own in enumerate(strands)
    )
    return Catalogue(
        kind="catalogue", schema=1, id="alet", title="alet", source="alet", since=date(2020, 1, 1), checked=ON,
        documents={}, offering=offering,
    )  # fmt: skip


@pytest.mark.parametrize("award", ["4.7", "5.3", "7.1"])
@pytest.mark.parametrize("least", ["hours", "events"])
def test_twenty_events_that_tie_are_soon_proven_the_least(alabama: Library, award: str, least: Least) -> None:
    known = Library(alabama.published.values(), alabama.frameworks.values(), [_tying(20, award)])
    person = records(random.Random(7), known, 3, BOTH)
    done = tuple(one for one in person.activities if not one.is_planned)  # a plan may move the credit of a planned one
    person = msgspec.structs.replace(person, activities=done)
    looked_at: list[int] = []
    asked = PlanQuestion(records=person, library=known, on=ON, least=least)
    found = plan(asked, tell=lambda done, _: looked_at.append(done))
    fewest = Solver(person, known).least(least)
    assert fewest is not None and found.is_least and max(looked_at) <= 30
    assert (found.hours / HUNDREDTH if least == "hours" else len(found.todo)) == fewest
