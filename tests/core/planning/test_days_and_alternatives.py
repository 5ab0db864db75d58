"""What a plan leaves open changes nothing: on any day of an entry, under any ids, and with any of its alternatives the
standings are those that it tells. In worlds so odd that what comes first takes the room or the credit of the rest."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import timedelta

import msgspec
import pytest
from profiles import tries
from small_worlds import ON, world

from alcto_core.evaluation.evaluate import evaluate
from alcto_core.evaluation.standing import Standing, State
from alcto_core.planning.planned import Plan, Suggestion, told, with_entries
from alcto_core.planning.planner import plan
from alcto_core.planning.question import PlanQuestion
from alcto_core.records.types import Records

_WORSE = (State.COMPLIANT, State.NOT_APPLICABLE, State.UNDETERMINED, State.IN_PROGRESS, State.NON_COMPLIANT)
TURNS = 4


def entered(question: PlanQuestion, todo: Sequence[Suggestion], chance: random.Random, turn: int) -> Records:
    """The suggestions as somebody enters them: on the first, the last, any of their days; ids in any order."""
    numbers = list(range(len(todo)))
    days = [one.day for one in todo if one.day is not None]
    if len({*days}) == len(days):
        chance.shuffle(numbers)
    entries = []
    for number, one in zip(numbers, todo, strict=True):
        entry = one.activity(f"todo-{number:03}", question.on)
        if one.day is None:
            left = (entry.date - question.on).days
            day = question.on + timedelta(days=(0, left)[turn] if turn < 2 else chance.randint(0, left))
            entry = msgspec.structs.replace(entry, date=day)
        entries.append(entry)
    return with_entries(question.records, entries)


def judged(found: Plan, records: Records) -> list[Standing]:
    standings = []
    for one in found.after:
        credential = records.credential(one.credential)
        assert credential is not None
        standings.append(
            evaluate(
                records, credential, found.question.library, ON, plan=True, readings=False, earlier=False, brief=True
            )
        )
    return standings


def as_good(some: Sequence[Standing], others: Sequence[Standing]) -> bool:
    return all(
        _WORSE.index(one.state) <= _WORSE.index(other.state) and (one.hours.missing or 0) <= (other.hours.missing or 0)
        for one, other in zip(some, others, strict=True)
    )


def check(name: str) -> None:
    question = world(name).question
    found, chance = plan(question), random.Random(name)
    for turn in range(TURNS):
        again = judged(found, entered(question, found.todo, chance, turn))
        assert told(again) == told(found.after), (name, turn)
    for at, one in enumerate(found.todo):
        for other in one.instead:
            todo = [*found.todo[:at], msgspec.structs.replace(one, offering=other), *found.todo[at + 1 :]]
            for turn in (0, TURNS):
                again = judged(found, entered(question, todo, chance, turn))
                assert as_good(again, found.after), (name, at, other, turn)


@pytest.mark.parametrize("block", range(2))
def test_neither_days_nor_ids_nor_alternatives_change_what_a_plan_comes_to(block: int) -> None:
    for number in range(tries(100)):
        check(f"open {block} {number}")


@pytest.mark.parametrize(
    "name",
    [
        *("adv 138", "adv 393", "adv 3272", "adv 3511", "adv 3707", "fresh 351", "fresh 1143", "fresh 1199"),
        *("fresh 1082", "adv 1429"),
    ],
)
def test_what_keeps_no_hours_is_no_entry_and_what_is_credited_once_is_credited_first(name: str) -> None:
    check(name)
