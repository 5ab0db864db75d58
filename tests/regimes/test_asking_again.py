"""Under every rule set, who asks again with other entries hears what a first question would, to the last word."""

from __future__ import annotations

import random
from datetime import date

import msgspec
import pytest
from profiles import tries
from random_people import person
from test_what_plans_hang_on import INSTALLED, PROGRAMS

from alcto_core.evaluation import ended
from alcto_core.evaluation.case import Bench
from alcto_core.evaluation.evaluate import evaluate_all
from alcto_core.hours import HOUR
from alcto_core.records.types import Activity, Credential, Person, Records
from alcto_core.rules.library import Library


def changed(chance: random.Random, records: Records) -> Records:
    """The records without an entry or two, with one more on some day, or with one that is planned instead of done."""
    entries = list(records.activities)
    one = chance.choice(entries)
    match chance.randrange(4):
        case 0:
            entries.remove(one)
        case 1:
            entries = [entry for entry in entries[:-1] if entry is not one]
        case 2:
            day = chance.choice((one.date, one.date.replace(day=1), chance.choice(entries).date))
            entries.append(msgspec.structs.replace(one, id="new", date=day))
        case _:
            entries = [_turned(entry) if entry is one else entry for entry in entries]
    return msgspec.structs.replace(records, activities=tuple(entries))


def _turned(entry: Activity) -> Activity:
    return msgspec.structs.replace(entry, status="completed" if entry.is_planned else "planned")


@pytest.mark.parametrize(("library", "program"), PROGRAMS)
def test_what_was_prepared_changes_no_answer(library: Library, program: str) -> None:
    for seed in range(tries(18)):
        chance = random.Random(f"again {program} {seed}")
        records, on = person(chance, library, library.rule_sets[program])
        if not records.activities:
            continue
        how = {"plan": chance.random() < 0.5, "readings": chance.random() < 0.5}
        bench: Bench = {}
        evaluate_all(records, library, on, bench=bench, **how)
        for _ in range(4):
            other = changed(chance, records)
            assert evaluate_all(other, library, on, bench=bench, **how) == evaluate_all(other, library, on, **how)


def late() -> Records:
    """Somebody who did a little in the year before and in this one."""
    days = (date(2025, 3, 1), date(2025, 4, 1), date(2026, 1, 5), date(2026, 1, 6))
    entries = tuple(
        Activity(
            id=f"a{at}",
            title=f"A{at}",
            date=day,
            hours=2 * HOUR,
            strands=("al-cto/it",),
            offering="alet/region-meeting",
        )
        for at, day in enumerate(days)
    )
    held = (Credential(program="al-td-ceu", id="td"),)
    person = Person(name="J", state="AL", role_began=date(2015, 1, 1))
    return Records(person=person, credentials=held, activities=entries)


def test_an_ended_window_is_worked_out_once_for_what_came_after_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    worked: list[str] = []
    work = ended._worked_out
    monkeypatch.setattr(ended, "_worked_out", lambda case, span: worked.append(span.name) or work(case, span))
    records, on = late(), date(2026, 3, 2)
    bench: Bench = {}
    first = evaluate_all(records, INSTALLED, on, bench=bench)
    known = len(worked)
    without_last = msgspec.structs.replace(records, activities=records.activities[:-1])
    assert evaluate_all(without_last, INSTALLED, on, bench=bench)[0].earlier == first[0].earlier
    assert len(worked) == known
    without_first = msgspec.structs.replace(records, activities=records.activities[1:])
    assert evaluate_all(without_first, INSTALLED, on, bench=bench)[0].earlier != first[0].earlier
    assert len(worked) > known
