"""What is suggested, once it is entered, makes the standings what the plan says they would be: by the evaluation."""

from __future__ import annotations

import random
from datetime import date, timedelta

import msgspec
import pytest
from made_up_catalogues import ON, library, records

from alcto_core.evaluation.evaluate import evaluate_all
from alcto_core.hours import HUNDREDTH
from alcto_core.planning.planned import Plan, Suggestion, with_entries
from alcto_core.planning.planner import Planner, plan
from alcto_core.planning.question import PlanQuestion
from alcto_core.records.types import Activity, Records
from alcto_core.rules.library import Library

BOTH = ("al-td-ceu", "al-cto")


def entered(chance: random.Random, one: Suggestion, number: int) -> Activity:
    """A suggestion as a person enters it: with a written split or only with its strands, on any of its days."""
    last = one.by or ON + timedelta(days=400)
    day = one.day or ON + timedelta(days=chance.choice((0, (last - ON).days, chance.randint(0, (last - ON).days))))
    activity = one.activity(f"todo-{number}", ON)
    return msgspec.structs.replace(activity, date=day, split=chance.choice(({}, activity.split)))


def with_all(chance: random.Random, person: Records, todo: tuple[Suggestion, ...]) -> Records:
    entries = [entered(chance, one, number) for number, one in enumerate(todo)]
    return msgspec.structs.replace(person, activities=(*person.activities, *entries))


def answers(person: Records, known: Library) -> list[object]:
    found = evaluate_all(person, known, ON, plan=True, readings=False)
    return [(one.credential, one.state, one.hours.missing) for one in found]


def told(found: Plan) -> list[object]:
    return [(one.credential, one.state, one.hours.missing) for one in found.after]


def somebody(alabama: Library, chance: random.Random) -> tuple[Records, Library]:
    known = library(alabama, chance, 5)
    return records(chance, known, chance.randint(0, 8), chance.choice((BOTH, BOTH[:1], BOTH[1:]))), known


@pytest.mark.parametrize("seed", range(60))
def test_what_is_suggested_gives_exactly_what_the_plan_says(alabama: Library, seed: int) -> None:
    chance = random.Random(seed)
    person, known = somebody(alabama, chance)
    found = plan(PlanQuestion(records=person, library=known, on=ON, least=chance.choice(("hours", "events"))))
    assert answers(with_all(chance, person, found.todo), known) == told(found)
    assert all(one.hours % HUNDREDTH == 0 for one in found.todo)
    for one in found.todo:
        assert all(hours % HUNDREDTH == 0 for hours in one.strands.values())
        assert sum(one.strands.values()) == one.hours


@pytest.mark.parametrize("seed", range(40))
def test_whatever_serves_instead_serves_as_well(alabama: Library, seed: int) -> None:
    chance = random.Random(1000 + seed)
    person, known = somebody(alabama, chance)
    found = plan(PlanQuestion(records=person, library=known, on=ON))
    for at, one in enumerate(found.todo):
        for other in one.instead:
            todo = list(found.todo)
            todo[at] = msgspec.structs.replace(one, offering=other)
            assert answers(with_all(chance, person, tuple(todo)), known) == told(found), (one, other)


@pytest.mark.parametrize("seed", range(30))
def test_the_order_in_the_file_changes_nothing(alabama: Library, seed: int) -> None:
    chance = random.Random(2000 + seed)
    person, known = somebody(alabama, chance)
    shuffled = msgspec.structs.replace(
        person,
        activities=tuple(chance.sample(person.activities, len(person.activities))),
        credentials=person.credentials[::-1],
    )
    first, second = (plan(PlanQuestion(records=one, library=known, on=ON)) for one in (person, shuffled))
    assert first.todo == second.todo
    assert {*map(str, told(first))} == {*map(str, told(second))}


@pytest.mark.parametrize("seed", range(20))
def test_nothing_is_suggested_on_days_away_or_in_another_format(alabama: Library, seed: int) -> None:
    chance = random.Random(3000 + seed)
    person, known = somebody(alabama, chance)
    away = (date(2026, 5, 1), date(2026, 9, 15))
    found = plan(PlanQuestion(records=person, library=known, on=ON, formats=("online",), away=(away,)))
    for one in found.todo:
        newest = known.newest(one.offering)
        assert (newest[1].format if newest is not None else one.format) == "online"
        first, last = one.day or ON, one.day or one.by
        assert last is not None and (last < away[0] or first > away[1])
    assert answers(with_all(chance, person, found.todo), known) == told(found)


@pytest.mark.parametrize("seed", range(25))
def test_whatever_would_serve_as_well_is_named(alabama: Library, seed: int) -> None:
    chance = random.Random(4000 + seed)
    person, known = somebody(alabama, chance)
    found = plan(PlanQuestion(records=person, library=known, on=ON))
    taken = {one.offering for one in found.todo}
    for at, one in enumerate(found.todo):
        for id in sorted(known.listings.keys() - taken):
            newest = known.newest(id)
            assert newest is not None
            if newest[1].award is not None or not {*one.strands} <= {*(newest[1].strands or one.strands)}:
                continue  # what is attended whole, or may not be tied to these strands, is another plan
            todo = list(found.todo)
            todo[at] = msgspec.structs.replace(one, offering=id)
            entries = (other.activity(f"todo-{number}", ON) for number, other in enumerate(todo))
            serves = answers(with_entries(person, entries), known) == told(found)
            assert serves == (id in one.instead), (one, id)


@pytest.mark.parametrize("seed", range(10))
def test_the_plan_of_who_did_not_go_is_worked_out_only_where_it_is_told(alabama: Library, seed: int) -> None:
    chance = random.Random(5000 + seed)
    person, known = somebody(alabama, chance)
    asked = PlanQuestion(records=person, library=known, on=ON)
    told, short = plan(asked), Planner(asked).plan(doubted=False)
    assert (told.without_passed is not None) == bool(told.passed) and short.without_passed is None
    assert (short.todo, short.after) == (told.todo, told.after)
