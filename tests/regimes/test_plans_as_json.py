"""The JSON of a plan alone, entered as somebody else's script would enter it, gives exactly the `after` that it tells.

Under every rule set, for people with one program or two, with limits of their own (formats, days away), with entries
left out and others taken as done; what serves instead serves as well, and not a hundredth less does.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import msgspec
import pytest
from profiles import tries
from random_people import person
from test_what_plans_hang_on import PROGRAMS

from alcto_core.evaluation.evaluate import evaluate
from alcto_core.evaluation.standing import Standing
from alcto_core.hours import HOUR, HUNDREDTH, from_decimal, number
from alcto_core.planning.document import plan_document
from alcto_core.planning.planned import asks_hours
from alcto_core.planning.planner import plan
from alcto_core.planning.question import PlanQuestion
from alcto_core.records.types import Activity, Records
from alcto_core.rules.library import Library

Entry = dict[str, Any]
_ALTERNATIVES = 3


def somebody(chance: random.Random, library: Library, program: str) -> tuple[Records, date]:
    """Somebody who holds the program, and half the time another one of the same library with entries of its own."""
    records, on = person(chance, library, library.rule_sets[program])
    if chance.random() < 0.5:
        other, _ = person(chance, library, library.rule_sets[chance.choice(sorted(library.rule_sets))])
        held = {credential.id for credential in records.credentials}
        more = (msgspec.structs.replace(one, id=f"b{one.id}", title=f"Another {one.title}") for one in other.activities)
        records = msgspec.structs.replace(
            records,
            credentials=(*records.credentials, *(one for one in other.credentials if one.id not in held)),
            activities=(*records.activities, *more),
        )
    return records, on


def asked(chance: random.Random, library: Library, program: str) -> PlanQuestion:
    """A question with whatever `alcto plan` lets one ask: `--least`, `--only`, `--away`, `--without`, `--with`."""
    records, on = somebody(chance, library, program)
    left = [one for one in records.activities if chance.random() > 0.15]
    offerings = sorted(library.listings)
    for at in range(chance.choice((0, 0, 1, 2)) if offerings else 0):
        day = on + timedelta(days=chance.randint(-60, 200))
        hours = chance.choice((HOUR, 2 * HOUR + HUNDREDTH, 7 * HOUR))
        left.append(
            Activity(id=f"with-{at}", title=f"With {at}", date=day, hours=hours, offering=chance.choice(offerings))
        )
    away = [
        (on + timedelta(days=a), on + timedelta(days=a + chance.randint(0, 250))) for a in (chance.randint(-9, 99),)
    ]
    ids = tuple(one.id for one in records.credentials)
    return PlanQuestion(
        records=msgspec.structs.replace(records, activities=tuple(left)),
        library=library,
        on=on,
        credentials=chance.choice(((), (), ids[:1], ids[-1:])),
        least=chance.choice(("hours", "hours", "events")),
        formats=chance.choice(((), (), ("online",), ("in-person", "online"))),
        away=chance.choice(((), (), tuple(away))),
    )


def entered(chance: random.Random, one: Entry, at: int, on: date) -> Activity:
    """An item of `todo` as an entry, on one of the days that it serves on."""
    last = date.fromisoformat(one["by"]) if one["by"] else on + timedelta(days=700)
    first = date.fromisoformat(one["date"]) if one["date"] else on
    end = first if one["date"] else max(first, last)
    parts = {strand: hours_of(hours) for strand, hours in one["strands"].items()}
    return Activity(
        id=f"todo-{at}",
        title=one["title"],
        date=chance.choice((first, end, first + timedelta(days=chance.randint(0, (end - first).days)))),
        hours=hours_of(one["hours"]),
        strands=tuple(parts),
        split=parts,
        offering=one["offering"],
        format=one.get("format"),
        category=(one["category"],) if "category" in one else (),
        source=one.get("source"),
        counts_for=tuple(one["counts_for"]) if "counts_for" in one else None,
    )


def hours_of(value: float) -> int:
    return int(from_decimal(Decimal(str(value))))


def judged(question: PlanQuestion, entries: Iterable[Activity]) -> Iterator[Standing]:
    done = msgspec.structs.replace(question.records, activities=(*question.records.activities, *entries))
    for id in question.chosen:
        credential = done.credential(id)
        assert credential is not None
        yield evaluate(done, credential, question.library, question.on, plan=True, readings=False)


def told(standings: Iterable[Standing]) -> list[Entry]:
    return [
        {
            "credential": one.credential,
            "state": one.state.value,
            "missing": None if one.hours.missing is None else number(one.hours.missing),
        }
        for one in standings
    ]


def check(chance: random.Random, question: PlanQuestion) -> None:
    found = plan(question)
    document = json.loads(json.dumps(plan_document(found)))
    todo: list[Entry] = document["todo"]
    assert document["events"] == len(todo)
    assert hours_of(document["hours"]) == sum(hours_of(one["hours"]) for one in todo)
    assert document["reachable"] == (not document["unreachable"])

    def entries(some: list[Entry]) -> list[Activity]:
        return [entered(chance, one, at, question.on) for at, one in enumerate(some)]

    for one in entries(todo):
        assert not any(first <= one.date <= last for first, last in question.away) and one.date >= question.on
        newest = question.library.newest(one.offering) if one.offering is not None else None
        held = newest[1].format if newest is not None else one.format
        assert not question.formats or held in question.formats
    assert told(judged(question, entries(todo))) == document["after"]
    for at, one in enumerate(todo):
        for other in chance.sample(one["instead"], min(_ALTERNATIVES, len(one["instead"]))):
            changed = [*todo[:at], {**one, "offering": other}, *todo[at + 1 :]]
            assert told(judged(question, entries(changed))) == document["after"], (one, other)
    if found.is_least and document["reachable"] and question.least == "hours":
        nothing_less_does(question, todo, entries(todo))


def nothing_less_does(question: PlanQuestion, todo: list[Entry], entries: list[Activity]) -> None:
    """No entry can be a hundredth shorter; one that is attended whole cannot be left out."""
    for at, one in enumerate(entries):
        newest = question.library.newest(one.offering) if one.offering is not None else None
        is_whole = newest is not None and newest[1].award is not None
        rest = [*entries[:at], *entries[at + 1 :]]
        for strand in () if is_whole or one.hours == HUNDREDTH else one.split or ("",):
            split = _shorter(one.split, strand)
            shorter = msgspec.structs.replace(one, hours=one.hours - HUNDREDTH, split=split)
            if min(split.values(), default=0) >= 0:
                assert any(map(asks_hours, judged(question, [*rest, shorter]))), (todo[at], strand)
        assert any(map(asks_hours, judged(question, rest))), todo[at]


def _shorter(split: Mapping[str, int], strand: str) -> dict[str, int]:
    """A split with a hundredth less in a strand, and in the largest strand of each other framework."""
    frameworks = {one.partition("/")[0]: one for one in sorted(split, key=lambda one: split[one])}
    frameworks[strand.partition("/")[0]] = strand
    return {one: hours - HUNDREDTH * (one in frameworks.values()) for one, hours in split.items()}


@pytest.mark.parametrize(("library", "program"), PROGRAMS)
def test_what_the_json_tells_comes_true_and_nothing_less_does(library: Library, program: str) -> None:
    for seed in range(tries(18)):
        chance = random.Random(f"json {program} {seed}")
        check(chance, asked(chance, library, program))
