"""Limits that cross, and limits that are a share of the total, against an independent solver."""

from __future__ import annotations

import random
from datetime import date, timedelta
from fractions import Fraction

import pytest
from oracle import best_division
from profiles import tries

from alcto_core.evaluation.evaluate import evaluate
from alcto_core.hours import HOUR, HUNDREDTH, MINUTE
from alcto_core.records.types import Activity, Credential, Person, Records
from alcto_core.rules.library import Library
from alcto_core.rules.reading import read_rule_file
from alcto_core.rules.vocabulary import Framework, RuleSet

RULES = b"""
kind = "rule-set"
schema = 1
id = "made-up"
title = "A made-up program"
short = "MADE-UP"
authority = "Nobody"
framework = "f"
checked = 2026-01-01
[documents.d]
title = "Document"
read = 2026-01-01
[[window]]
id = "year"
kind = "calendar-year"
first = 2020-01-01
cite = "d:1"
[[rule]]
id = "total"
title = "Total"
text = "Twenty hours."
at_least = [{ from = 2020-01-01, hours = 20, cite = "d:1" }]
[[rule]]
id = "strand"
title = "Each strand"
text = "Three hours in each."
each = "strand"
at_least = [{ from = 2020-01-01, hours = 3, cite = "d:1" }]
[[rule]]
id = "ethics"
title = "Ethics"
text = "Two hours of ethics."
select = { category = "ethics" }
at_least = [{ from = 2020-01-01, hours = 2, cite = "d:1" }]
[[rule]]
id = "self-study"
title = "Self-study"
text = "At most half."
select = { category = "self-study" }
at_most = [{ from = 2020-01-01, percent = 50, cite = "d:1" }]
[[rule]]
id = "online"
title = "Online"
text = "At most six online."
select = { format = "online" }
at_most = [{ from = 2020-01-01, hours = 6, cite = "d:1" }]
[[rule]]
id = "vendor"
title = "Vendor"
text = "At most a quarter."
select = { source = "vendor" }
at_most = [{ from = 2020-01-01, percent = 25, cite = "d:1" }]
[[rule]]
id = "strand-a"
title = "Strand a"
text = "At most eight in a."
select = { strand = "f/a" }
at_most = [{ from = 2020-01-01, hours = 8, cite = "d:1" }]
"""

FRAMEWORK = b"""
kind = "framework"
schema = 1
id = "f"
title = "F"
checked = 2026-01-01
[documents.d]
title = "Document"
read = 2026-01-01
[[strand]]
id = "f/a"
label = "A"
short = "A"
cite = "d:1"
[[strand]]
id = "f/b"
label = "B"
short = "B"
cite = "d:1"
"""


@pytest.fixture(scope="module")
def library() -> Library:
    rules, framework = read_rule_file(RULES, "rules.toml"), read_rule_file(FRAMEWORK, "framework.toml")
    assert isinstance(rules, RuleSet) and isinstance(framework, Framework)
    return Library([rules], [framework])


def log(chance: random.Random, size: int) -> list[Activity]:
    return [
        Activity(
            id=f"a{number}",
            title=f"Event {number}",
            date=date(2026, 1, 1) + timedelta(days=chance.randint(0, 300)),
            hours=chance.choice((25 * HUNDREDTH, 10 * MINUTE, 7 * MINUTE)) * chance.randint(1, 40),
            strands=chance.choice((("f/a",), ("f/b",), ("f/a", "f/b"), ("f/b", "f/a"))),
            category=chance.choice(((), (), ("ethics",), ("self-study",), ("ethics", "self-study"))),
            format=chance.choice((None, "online", "in-person")),
            source=chance.choice((None, None, "vendor")),
        )
        for number in range(size)
    ]


@pytest.mark.parametrize("seed", range(4))
def test_no_division_under_crossing_limits_is_better(library: Library, seed: int) -> None:
    chance = random.Random(seed)
    leasts = {
        "total": (20 * HOUR, None, None),
        "a": (3 * HOUR, "f/a", None),
        "b": (3 * HOUR, "f/b", None),
        "e": (2 * HOUR, None, "ethics"),
    }
    for _ in range(tries(60)):
        activities = log(chance, chance.randint(0, 9))
        pieces = [
            (a.hours, a.strands, (*a.category, a.format or "", a.source or "", "a" if a.strands == ("f/a",) else ""))
            for a in activities
        ]
        best = best_division(
            pieces,
            leasts,
            {"online": (6 * HOUR, "online")},
            [(strand, labels) for strand in ("f/a", "f/b") for labels in ((), ("ethics",))],
            {"self-study": 0.5, "vendor": 0.25},
            {"f/a": 8 * HOUR},
        )
        records = Records(
            person=Person(name="J"),
            credentials=(Credential(program="made-up", id="made-up"),),
            activities=tuple(activities),
        )
        standing = evaluate(records, records.credentials[0], library, date(2026, 12, 31), readings=False)
        assert standing.hours.missing is not None
        assert float(standing.hours.missing) == pytest.approx(best.missing, abs=0.001)
        assert float(standing.hours.counted) == pytest.approx(best.counted, abs=0.001)
        for credit in standing.credits:
            assert credit.claimed + sum(reason.hours for reason in credit.because) == credit.counted
        shares = {limit.id: limit for limit in standing.limits}
        assert shares["self-study"].counted <= Fraction(1, 2) * standing.hours.counted
        assert shares["vendor"].counted <= Fraction(1, 4) * standing.hours.counted
