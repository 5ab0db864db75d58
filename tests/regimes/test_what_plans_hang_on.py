"""Under every rule set, what a plan hangs on is what leaving out each entry, and each two of them, shows.

The program passes over most of these without judging them, so each rule set must be one for which that is allowed:
also one that asks in parts of a window, that carries hours over, that judges a hand-in as of its day.
"""

from __future__ import annotations

import random
from datetime import date
from itertools import combinations

import msgspec
import pytest
from profiles import tries
from random_people import person
from regime_library import folders, library_of

from alcto_core.evaluation.evaluate import evaluate
from alcto_core.evaluation.standing import Standing
from alcto_core.host.plugins import load_plugins
from alcto_core.planning.planned import Plan, asks_hours
from alcto_core.planning.planner import plan
from alcto_core.planning.question import PlanQuestion
from alcto_core.planning.risk import MOST_PAIRS, Risk, is_untold, risks
from alcto_core.records.types import Records
from alcto_core.rules.library import Library

INSTALLED = load_plugins(no_plugins=True).library
PROGRAMS = [
    *(pytest.param(INSTALLED, id, id=id) for id in sorted(INSTALLED.rule_sets)),
    *(
        pytest.param(library_of(folder), id, id=f"{folder.name}-{id}")
        for folder in folders()
        for id in sorted(library_of(folder).rule_sets)
    ),
]


def without(found: Plan, credential: str, *refused: str) -> Standing:
    """Where a credential stands with the plan done and some entries left out."""
    left = tuple(one for one in found.done.activities if one.id not in refused)
    done = msgspec.structs.replace(found.done, activities=left)
    held = done.credential(credential)
    assert held is not None
    return evaluate(done, held, found.question.library, found.question.on, plan=True, readings=False, earlier=False)


def check(found: Plan, risk: Risk) -> None:
    """Compare with leaving out each entry, and each two."""
    ids = [one.id for one in sorted(found.question.records.activities, key=lambda one: one.order)]
    left = {id: without(found, risk.credential, id) for id in ids}
    hanging = {id: standing.hours.missing for id, standing in left.items() if asks_hours(standing)}
    assert {one.activity: one.missing for one in risk.hangs_on} == hanging
    if risk.pairs is None:
        assert not risk.safe and (hanging or is_untold(without(found, risk.credential)))
        return
    pairs = {pair: without(found, risk.credential, *pair) for pair in combinations(ids, 2)}
    together = {pair: standing.hours.missing for pair, standing in pairs.items() if asks_hours(standing)}
    told = {one.activities: one.missing for one in risk.pairs.hangs_on}
    assert risk.pairs.is_all == (len(together) <= MOST_PAIRS)
    assert told == together if risk.pairs.is_all else told.items() <= together.items()


def helped(records: Records, library: Library, on: date) -> Plan:
    """A plan for somebody who has done what another plan asked, twice: then there is something to spare."""
    for number in range(2):
        found = plan(PlanQuestion(records=records, library=library, on=on))
        more = tuple(one.activity(f"todo-{number}-{at}", on) for at, one in enumerate(found.todo))
        again = tuple(msgspec.structs.replace(one, id=f"{one.id}-again", title=f"{one.title} again") for one in more)
        records = msgspec.structs.replace(records, activities=(*records.activities, *more, *again))
    return plan(PlanQuestion(records=records, library=library, on=on))


@pytest.mark.parametrize(("library", "program"), PROGRAMS)
def test_a_plan_hangs_on_what_leaving_out_each_and_each_two_shows(library: Library, program: str) -> None:
    for seed in range(tries(12)):
        chance = random.Random(f"{program} {seed}")
        records, on = person(chance, library, library.rule_sets[program])
        found = helped(records, library, on)
        standings = {standing.credential: standing for standing in found.after}
        for risk in risks(found):
            if not asks_hours(standings[risk.credential]):
                check(found, risk)
