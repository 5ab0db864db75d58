"""The short ways of the risk, for each shape of a rule: they never pass over an entry, or two, that it hangs on."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest
from profiles import tries
from test_other_shapes import YEAR, entry, library, rule
from test_what_plans_hang_on import check

from alcto_core.evaluation.standing import State
from alcto_core.hours import HOUR
from alcto_core.planning.planned import Plan, asks_hours
from alcto_core.planning.planner import plan
from alcto_core.planning.question import PlanQuestion
from alcto_core.planning.risk import risks
from alcto_core.records.types import Activity, Credential, Person, Records
from alcto_core.rules.library import Library

ON = date(2025, 6, 1)
CYCLE = "[[window]]\nid = 'cycle'\nkind = 'cycle'\nyears = 3\ncite = 'd:1'\n"
PART = "[[window]]\nid = 'part'\nkind = 'calendar-year'\npart_of = 'cycle'\ncite = 'd:1'\n"
WITHIN = "within = 'part'"
MADE_UP = "hours = 14, per_missed = { rule = 'each', hours = 3, cite = 'd:1' }"
TOTAL = rule("total", "hours = 14")
SOFT = rule("each", "hours = 4", f"{WITHIN}\nadvisory = true")
GRACEFUL = YEAR.replace("cite", "grace = { months = 6, stage = 'on probation', cite = 'd:1' }\ncite")
CARRY = "[[carry]]\ntext = 'All.'\nmost = 100\ncite = 'd:1'\n"
SIZE = "id = 'least', text = 'Eight hours.', hours = 8, by = 'category', cite = 'd:1'"
BY_STRAND = "framework = 'f'\n"
SHAPES = {
    "a year inside a cycle": (CYCLE + PART + TOTAL + rule("each", "hours = 4", WITHIN), ""),
    "a year that is made up": (CYCLE + PART + rule("total", MADE_UP) + rule("each", "hours = 4", WITHIN), ""),
    "a year of advice that is made up": (CYCLE + PART + rule("total", MADE_UP) + SOFT, ""),
    "entries in each year": (CYCLE + PART + TOTAL + rule("each", "entries = 1", f"{WITHIN}\nmeasure = 'entries'"), ""),
    "a strand in each year": (
        CYCLE + PART + TOTAL + rule("each", "hours = 2", f"{WITHIN}\nselect = {{ strand = 'f/a' }}"),
        BY_STRAND,
    ),
    "each strand in each year": (
        CYCLE + PART + TOTAL + rule("each", "hours = 1", f"{WITHIN}\neach = 'strand'"),
        BY_STRAND,
    ),
    "each strand": (CYCLE + TOTAL + rule("each", "hours = 5", "each = 'strand'"), BY_STRAND),
    "a most in each year": (CYCLE + PART + TOTAL + rule("most", "hours = 7", WITHIN, least=False), ""),
    "a share of what counts": (
        CYCLE + TOTAL + rule("most", "percent = 50", "select = { source = 's' }", least=False),
        "",
    ),
    "hours that are spent": (
        CYCLE
        + rule("one", "hours = 6", "spends = true\nselect = { source = 's' }")
        + rule("other", "hours = 6", "spends = true"),
        "",
    ),
    "hours carried in": (YEAR + rule("total", "hours = 10") + CARRY, ""),
    "a time of grace": (GRACEFUL + rule("total", "hours = 10"), ""),
    "a least size together": (CYCLE + TOTAL + f"[counts]\nleast_size = [{{ {SIZE} }}]\n", ""),
}


def person(chance: random.Random, since: date) -> Records:
    """Somebody with enough in every year, more or less."""
    days = (ON - since).days
    entries = tuple(_entry(chance, since + timedelta(days=chance.randint(0, days)), at) for at in range(10))
    held = Credential(program="made-up", id="it", issued=date(2023, 1, 1), due=date(2025, 12, 31), owed_from=since)
    return Records(person=Person(name="J"), credentials=(held,), activities=entries)


def _entry(chance: random.Random, day: date, at: int) -> Activity:
    strands = chance.choice((("f/a",), ("f/b",), ("f/a", "f/b")))
    category = chance.choice((("made-up/x",), ("made-up/y",)))
    source = chance.choice((None, "s"))
    return entry(f"e{at}", day, chance.randint(1, 5) * HOUR, strands=strands, source=source, category=category)


def planned(known: Library, records: Records) -> Plan:
    return plan(PlanQuestion(records=records, library=known, on=ON))


@pytest.mark.parametrize("shape", SHAPES)
def test_no_short_way_passes_over_what_it_hangs_on(shape: str) -> None:
    known = library(*SHAPES[shape])
    judged = 0
    for seed in range(tries(120)):
        found = planned(known, person(random.Random(f"{shape} {seed}"), date(2023, 1, 1)))
        if not asks_hours(found.after[0]):
            judged += found.after[0].state is State.COMPLIANT
            check(found, *risks(found))
    assert judged


def test_the_entry_of_a_year_that_is_over_is_never_made_good() -> None:
    known = library(*SHAPES["a year inside a cycle"])
    log = [entry("old", date(2023, 5, 1), 4 * HOUR)]
    log += [entry(f"e{at}", date(2024, 1, 1) + timedelta(days=100 * at), 9 * HOUR) for at in range(6)]
    held = Credential(program="made-up", id="it", issued=date(2023, 1, 1), due=date(2025, 12, 31))
    found = planned(known, Records(person=Person(name="J"), credentials=(held,), activities=tuple(log)))
    (risk,) = risks(found)
    assert [one.activity for one in risk.hangs_on] == ["old"] and not risk.safe and risk.spare is None


def test_what_a_part_that_is_over_would_lack_nothing_makes_up_for() -> None:
    known = library(CYCLE + PART + rule("each", "hours = 10", WITHIN))
    held = Credential(program="made-up", id="made-up", issued=date(2023, 1, 1), due=date(2025, 12, 31))
    done = tuple(Activity(id=f"a{year}", title="A", date=date(year, 3, 1), hours=10 * HOUR) for year in (2023, 2024))
    person = Records(person=Person(name="J"), credentials=(held,), activities=done)
    found = plan(PlanQuestion(records=person, library=known, on=date(2025, 6, 1)))
    (risk,) = risks(found)
    assert not found.unreachable and found.hours == 10 * HOUR
    assert {one.activity for one in risk.hangs_on} >= {"a2023", "a2024"}
    assert risk.spare is None
