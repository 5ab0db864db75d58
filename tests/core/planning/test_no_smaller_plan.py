"""No suggestion of less does, for several credentials together: every plan that could be written down, judged by the
evaluation, in worlds so small that this can be done. Nothing of the search or of its rows is used here."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import product

import msgspec
import pytest
from profiles import tries
from small_worlds import ON, STRANDS, Event, World, days_of, world

from alcto_core.evaluation.evaluate import evaluate
from alcto_core.evaluation.standing import Standing, State
from alcto_core.hours import HOUR
from alcto_core.planning.credits import credit_could_move
from alcto_core.planning.document import plan_document
from alcto_core.planning.planned import Plan, asks_for_hours, asks_hours, with_entries
from alcto_core.planning.planner import Planner, plan
from alcto_core.records.types import Activity
from alcto_core.telling.plan_verdict import verdict

MOST_PLANS = 2500
"""Plans of a world beyond which it is not small."""
_LONGEST = 4
"""Hours of an entry up to which entries are tried; no program of these asks for more in all."""
Key = tuple[float, ...]


def entries(event: Event, here: World) -> Iterator[Activity]:
    """Every entry of an event that is worth a try: its lengths in whole hours, its days, its hours by strand."""
    strands = event.strands or STRANDS
    lengths = range(1, _LONGEST + 1) if event.award is None else (event.award,)
    for day, length in product(days_of(event, here.question), lengths):
        for parts in product(range(length + 1), repeat=len(strands)):
            if sum(parts) != length:
                continue
            split = {strand: part * HOUR for strand, part in zip(strands, parts, strict=True) if part}
            yield Activity(
                id="?", title="?", date=day, hours=length * HOUR, strands=tuple(split), split=split,
                offering=event.id or None, format=event.format if not event.id else None,  # type: ignore[arg-type]
            )  # fmt: skip


def plans(
    offered: Sequence[tuple[Event, Activity]], hours: int, most: int, once: frozenset[str]
) -> Iterator[list[Activity]]:
    """Every plan of so many hours at most and so many entries at most; what somebody credits once is there once."""

    def further(start: int, left: int, room: int, taken: frozenset[str]) -> Iterator[list[Activity]]:
        yield []
        for at in range(start, len(offered)) if room else ():
            event, entry = offered[at]
            if entry.hours > left * HOUR or event.id in taken:
                continue
            gone = taken | {event.id} if event.is_single or event.id in once else taken
            for rest in further(at, left - int(entry.hours // HOUR), room - 1, gone):
                yield [entry, *rest]

    yield from further(0, hours, most, frozenset())


def judged(here: World, todo: Sequence[Activity]) -> Iterator[Standing]:
    named = [msgspec.structs.replace(one, id=f"t{at}", title=f"New {at}") for at, one in enumerate(todo)]
    records = here.question.records
    done = msgspec.structs.replace(records, activities=(*records.activities, *named))
    for id in here.question.chosen:
        credential = done.credential(id)
        assert credential is not None
        yield evaluate(
            done, credential, here.question.library, ON, plan=True, readings=False, earlier=False, brief=True
        )


def is_reached(standing: Standing) -> bool:
    return not asks_hours(standing) and standing.state is not State.UNDETERMINED


def key(here: World, standings: Sequence[Standing], todo: Sequence[Activity]) -> Key:
    """How good a plan is: the less, the better."""
    short = [one for standing in standings if not is_reached(standing) for one in standing.requirements]
    missing = sum((one.missing or 0) * (HOUR if one.kind == "entries" else 1) for one in short if asks_for_hours(one))
    hours = sum(one.hours for one in todo)
    amounts = (hours,) if here.question.least == "hours" else (len(todo), hours)
    return (sum(not is_reached(one) for one in standings), missing, *amounts)


def beaten_by(here: World, found: Plan, *, is_any: bool, figures: int = 4) -> list[Activity] | None:
    """A plan that is better than the one that was found, by so many figures of it; None where there is none."""
    offered = [(one, entry) for one in _offered(here, is_any=is_any) for entry in entries(one, here)]
    own = key(here, found.after, [one.activity("?", ON) for one in found.todo])
    most_hours = -(-found.hours // HOUR) - 1
    most = len(found.todo) if here.question.least == "events" else 9
    if here.question.least == "events" or own[0]:
        most_hours = max(most_hours, _LONGEST)
    for number, todo in enumerate(plans(offered, int(most_hours), most, here.credited_once)):
        if number == MOST_PLANS:
            raise TooMany
        standings = []
        for standing in judged(here, todo):
            standings.append(standing)
            if sum(not is_reached(one) for one in standings) > own[0]:
                break
        else:
            if key(here, standings, todo)[:figures] < own[:figures]:
                return todo
    return None


class TooMany(Exception):
    """A world is not small."""


def _offered(here: World, *, is_any: bool) -> Iterator[Event]:
    """The events that a plan may hold. What is planned counts as done: no plan takes the credit of it."""
    formats = here.question.formats
    own = (event for event in here.events if event.id not in here.once)
    yield from (event for event in own if not formats or event.format in formats)
    if is_any:
        yield from (Event(id="", format=held) for held in formats or (None,))


def check(here: World) -> str:
    """Compare one plan with all plans; tells what kind of world it is."""
    found = plan(here.question)
    document = json.loads(json.dumps(plan_document(found)))
    assert document["reachable"] == all(map(is_reached, found.after))
    assert {one["credential"] for one in document["unreachable"]} == {
        one.credential for one in found.after if not is_reached(one)
    }
    assert [one.state for one in judged(here, [one.activity("?", ON) for one in found.todo])] == [
        one.state for one in found.after
    ]
    if not found.is_least:
        return "not proven"
    has_any = any(not one.offering for one in found.todo)
    takes_any = any(not is_reached(one) and one.credential in here.asks_for_no_list for one in found.after)
    try:
        better = beaten_by(here, found, is_any=has_any)
        if better is None and takes_any and not has_any:
            better = beaten_by(here, found, is_any=True, figures=2)
    except TooMany:
        return "too large"
    assert better is None, (document, [(one.offering, one.date, one.hours, one.split) for one in better])
    return "reached" if document["reachable"] else "partly" if found.todo else "nothing"


@pytest.mark.parametrize("block", range(2))
def test_no_plan_that_could_be_written_down_is_better(block: int) -> None:
    kinds = [check(world(f"{block} {number}")) for number in range(tries(60))]
    assert kinds.count("reached") > len(kinds) / 4 and "partly" in kinds
    assert kinds.count("too large") + kinds.count("not proven") < len(kinds) / 2


def test_where_the_credit_of_what_was_logged_today_could_move_nothing_is_called_the_least() -> None:
    """Event y/0 is credited once and was logged for an hour on the day asked about: a longer entry of it takes over."""
    planner = Planner(world("last 303").question)
    found = planner.plan()
    assert credit_could_move(found.question, [one.case.rules for one in planner.open], planner.lacks, planner.offered)
    assert beaten_by(world("last 303"), found, is_any=True) is not None
    assert not found.is_least and plan_document(found)["proven"] is False
    assert "not proven" in verdict(found)


@pytest.mark.parametrize("number", [293, 513, 3013, 3056, 3279, 3588, 3647])
def test_a_plan_names_its_days_where_others_would_come_to_something_else(number: int) -> None:
    """What comes first may take the room of what comes later, so a day is named where it matters."""
    question = world(f"adv {number}").question
    found = plan(question)
    assert any(one.day is not None for one in found.todo)
    chance = random.Random(number)
    for _ in range(5):
        done = []
        for at, one in enumerate(found.todo):
            entry = one.activity(f"todo-{at:03}", question.on)
            days = (entry.date - question.on).days
            day = entry.date if one.day else question.on + timedelta(days=chance.choice((0, days)))
            done.append(msgspec.structs.replace(entry, date=day))
        records = with_entries(question.records, done)
        for after in found.after:
            credential = records.credential(after.credential)
            assert credential is not None
            again = evaluate(records, credential, question.library, question.on, plan=True)
            assert (again.state, again.hours.missing) == (after.state, after.hours.missing)


def test_an_entry_that_counts_nothing_is_in_no_plan() -> None:
    """The rows took another entry for needed, and the evaluation does without."""
    here = world("land 355")
    check(here)
    found = plan(here.question)
    assert len(found.todo) == 1 and found.todo[0].counts


def test_beside_an_event_that_was_logged_today_and_is_credited_once_nothing_is_called_the_least() -> None:
    """A longer entry of it would take over its credit: six hours leave as little missing as the seven of the plan."""
    assert check(world("last 303")) == "not proven"
