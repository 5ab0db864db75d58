"""Whatever is planned for random people under the installed rule sets comes true once it is entered."""

from __future__ import annotations

import random
from datetime import date, timedelta

import msgspec
import pytest
from random_people import person

from alcto_core.evaluation.evaluate import evaluate
from alcto_core.host.plugins import load_plugins
from alcto_core.planning.planned import Suggestion
from alcto_core.planning.planner import plan
from alcto_core.planning.question import PlanQuestion
from alcto_core.records.types import Activity, Records
from alcto_core.rules.library import Library

INSTALLED = load_plugins(no_plugins=True).library
PEOPLE = 12


def somebody(chance: random.Random, program: str) -> tuple[Records, date]:
    """Somebody who holds the program, and often a second one with entries of its own."""
    records, on = person(chance, INSTALLED, INSTALLED.rule_sets[program])
    if chance.random() < 0.6:
        other, _ = person(chance, INSTALLED, INSTALLED.rule_sets[chance.choice(sorted(INSTALLED.rule_sets))])
        held = {credential.id for credential in records.credentials}
        more = tuple(
            msgspec.structs.replace(one, id=f"b{one.id}", title=f"Another {one.title}") for one in other.activities
        )
        records = msgspec.structs.replace(
            records,
            credentials=(*records.credentials, *(one for one in other.credentials if one.id not in held)),
            activities=(*records.activities, *more),
        )
    return records, on


def entered(chance: random.Random, one: Suggestion, number: int, on: date) -> Activity:
    days = ((one.by or on + timedelta(days=900)) - on).days
    day = one.day or on + timedelta(days=chance.choice((0, days, chance.randint(0, days))))
    activity = one.activity(f"todo-{number}", on)
    return msgspec.structs.replace(activity, date=day, split=chance.choice(({}, activity.split)))


def check(records: Records, library: Library, on: date, chance: random.Random) -> None:
    found = plan(PlanQuestion(records=records, library=library, on=on, least=chance.choice(("hours", "events"))))
    entries = [entered(chance, one, number, on) for number, one in enumerate(found.todo)]
    done = msgspec.structs.replace(records, activities=(*records.activities, *entries))
    for told in found.after:
        credential = done.credential(told.credential)
        assert credential is not None
        after = evaluate(done, credential, library, on, plan=True, readings=False)
        assert (after.state, after.hours.missing) == (told.state, told.hours.missing), told.credential


@pytest.mark.parametrize("program", sorted(INSTALLED.rule_sets))
def test_what_is_suggested_gives_exactly_what_the_plan_says(program: str) -> None:
    for seed in range(PEOPLE):
        chance = random.Random(f"{program} {seed}")
        records, on = somebody(chance, program)
        check(records, INSTALLED, on, chance)
