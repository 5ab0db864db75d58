"""Hours of another length for some entries only, and mosts that shrink with a first window that is not whole."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from oracle import best_division
from profiles import tries
from test_other_shapes import YEAR, entry, judged, library, rule

from alcto_core.evaluation.standing import State
from alcto_core.hours import HOUR, HUNDREDTH, MINUTE
from alcto_core.planning.planned import Plan
from alcto_core.planning.planner import plan
from alcto_core.planning.question import PlanQuestion
from alcto_core.records.types import Activity, Credential, Person, Records
from alcto_core.rules.clauses import clauses
from alcto_core.rules.library import Library
from alcto_core.rules.vocabulary import Catalogue, Offering

TOTAL = rule("total", "hours = 12")
CREDIT = "minutes_of = [{ select = { category = 'university' }, in_hour = 50, text = 'U.', cite = 'd:1' }]\n"
SHRINKING = rule("total", "hours = 12", "prorate = 'month'") + rule(
    "online", "hours = 6", "select = { format = 'online' }\nprorate_most = 'month'", least=False
)
ON = date(2026, 3, 1)


def day(chance: random.Random) -> date:
    return date(2025, 10, 1) + timedelta(days=chance.randint(0, 140))


# --- minutes in an hour ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("usual", "category", "counted"),
    [
        ("", "university", 360),
        ("", "workshop", 300),
        ("minutes = { in_hour = 45, cite = 'd:1' }\n", "university", 360),
        ("minutes = { in_hour = 45, cite = 'd:1' }\n", "workshop", 400),
    ],
)
def test_an_hour_of_one_category_has_fifty_minutes(usual: str, category: str, counted: int) -> None:
    rules = library(YEAR + TOTAL + "[convert]\n" + usual + CREDIT)
    standing = judged(rules, [entry("a", date(2025, 11, 1), 5 * HOUR, category=(category,))], ON)
    assert standing.hours.counted == Fraction(counted * MINUTE)
    reasons = [(one.rule, one.text) for one in standing.credits[0].because]
    if category == "university":
        assert reasons == [("hour-of-minutes", "U.")]
    else:
        assert reasons == ([("hour-of-minutes", "An hour here has 45 minutes.")] if usual else [])


def test_the_first_line_that_selects_an_entry_holds_for_it() -> None:
    two = (
        "minutes_of = [{ select = { category = 'a/b' }, in_hour = 60, text = 'B.', cite = 'd:1' },"
        " { select = { category = 'a' }, in_hour = 50, text = 'A.', cite = 'd:1' }]\n"
    )
    rules = library(YEAR + TOTAL + "[convert]\n" + two)
    for category, counted in (("a/b", 5), ("a/c", 6), ("a", 6)):
        standing = judged(rules, [entry("a", date(2025, 11, 1), 5 * HOUR, category=(category,))], ON)
        assert standing.hours.counted == counted * HOUR


def test_random_logs_of_two_kinds_of_hours_are_divided_as_a_solver_does() -> None:
    rules = library(
        YEAR
        + TOTAL
        + rule("university-maximum", "hours = 6", "select = { category = 'university' }", least=False)
        + rule("live", "hours = 4", "select = { category = 'live' }")
        + "[convert]\n"
        + CREDIT
    )
    chance = random.Random(50)
    for _ in range(tries(120)):
        log = [
            entry(
                f"a{number}",
                day(chance),
                25 * HUNDREDTH * chance.randint(1, 24),
                category=tuple(chance.sample(("university", "live", "other"), chance.choice((0, 1, 1, 2)))),
            )
            for number in range(chance.randint(0, 7))
        ]
        standing = judged(rules, log, ON)
        pieces = [(a.hours * 6 // 5 if "university" in a.category else a.hours, (), a.category) for a in log]
        best = best_division(
            pieces,
            {"total": (12 * HOUR, None, None), "live": (4 * HOUR, None, "live")},
            {"university": (6 * HOUR, "university")},
            [(None, ("live",)), (None, ())],
        )
        assert float(standing.hours.counted) == pytest.approx(best.counted, abs=0.01)
        assert standing.hours.missing is not None
        assert float(standing.hours.missing) == pytest.approx(best.missing, abs=0.01)


def listed(rules: Library, **offering: Any) -> Library:
    """The same rule set beside a list of one offering."""
    course = Offering(id="uni/course", title="A course", cite="d:1", **offering)
    lists = Catalogue(
        kind="catalogue", schema=1, id="uni", title="U", source="uni", since=date(2020, 1, 1), checked=ON, documents={},
        offering=(course,),
    )  # fmt: skip
    return Library(rules.published.values(), rules.frameworks.values(), [lists])


def planned(rules: Library, *log: Activity, **held: Any) -> Plan:
    credential = Credential(program="made-up", id="made-up", **held)
    records = Records(person=Person(name="J"), credentials=(credential,), activities=log)
    return plan(PlanQuestion(records=records, library=rules, on=ON))


def test_a_plan_knows_how_long_an_hour_of_a_kind_is() -> None:
    select = "select = { offering = 'uni/course' }"
    rules = library(
        YEAR
        + rule("university", "hours = 6", select)
        + "[convert]\n"
        + CREDIT.replace("category = 'university'", "offering = 'uni/course'")
    )
    found = planned(listed(rules))
    assert [one.hours for one in found.todo] == [5 * HOUR]
    assert all(one.state is State.COMPLIANT for one in found.after)


def test_a_plan_keeps_to_a_most_that_has_shrunk() -> None:
    found = planned(listed(library(YEAR + SHRINKING), format="online"), owed_from=date(2026, 3, 1))
    hours = {one.offering: one.hours for one in found.todo}
    assert sum(hours.values()) == 7 * HOUR and found.after[0].state is State.COMPLIANT
    assert hours.get("uni/course", 0) <= Fraction(7 * HOUR, 2), "half of seven hours may be online"

    rules = library(YEAR + SHRINKING + "[counts]\nlisted = { required = true, sources = ['uni'], cite = 'd:1' }\n")
    found = planned(listed(rules, format="online"), owed_from=date(2026, 3, 1))
    assert found.after[0].hours.missing == Fraction(7 * HOUR, 2), "and no list holds the other half"


@pytest.mark.parametrize("minutes", ["minutes = { in_hour = 50, cite = 'd:1' }\n", CREDIT])
def test_what_a_unit_is_worth_is_hours_of_the_authority_already(minutes: str) -> None:
    unit = "unit = [{ unit = 'semester-hour', hours = 15, cite = 'd:1' }]\n"
    rules = library(YEAR + TOTAL + "[convert]\n" + minutes + unit)
    day, kind = date(2025, 11, 1), ("university",)
    units = Activity(id="a", title="a", date=day, units={"semester-hour": Decimal("0.5")}, category=kind)
    beside = Activity(id="b", title="b", date=day, hours=5 * HOUR, units={"semester-hour": Decimal(1)}, category=kind)
    assert judged(rules, [units], ON).hours.counted == Fraction(15, 2) * HOUR
    assert judged(rules, [beside], ON).hours.counted == 6 * HOUR, "what stands beside hours gives none"


# --- a most that shrinks ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("since", "needed", "most"),
    [
        (date(2025, 9, 30), 12, 6),
        (date(2025, 10, 1), 12, 6),
        (date(2025, 10, 31), 12, 6),
        (date(2025, 11, 1), 11, Fraction(11, 2)),
        (date(2026, 9, 1), 1, Fraction(1, 2)),
        (None, 12, 6),
    ],
)
def test_a_most_shrinks_to_the_months_that_are_owed(since: date | None, needed: int, most: Fraction) -> None:
    log = [entry("a", date(2026, 9, 2), 9 * HOUR, format="online")]
    standing = judged(library(YEAR + SHRINKING), log, date(2026, 9, 30), owed_from=since)
    assert (standing.hours.needed, standing.hours.counted) == (needed * HOUR, most * HOUR)
    (limit,) = standing.limits
    assert limit.most == most * HOUR
    assert ("months are owed here, so at most" in limit.text) is (needed < 12)
    # The window after is whole.
    assert judged(library(YEAR + SHRINKING), [], date(2026, 10, 2), owed_from=since).limits[0].most == 6 * HOUR


def test_random_first_years_keep_the_most_and_the_least_that_plain_sums_give() -> None:
    rules, chance = library(YEAR + SHRINKING), random.Random(12)
    for _ in range(tries(120)):
        since = date(2025, 10, 1) + timedelta(days=chance.randint(0, 364))
        log = [
            entry(
                f"a{number}",
                since + timedelta(days=chance.randint(0, 30)),
                25 * HUNDREDTH * chance.randint(1, 30),
                format=chance.choice(("online", "in-person", None)),
            )
            for number in range(chance.randint(0, 5))
        ]
        log = [one for one in log if one.date <= date(2026, 9, 30)]
        months = 12 - ((since.year - 2025) * 12 + since.month - 10)
        online = sum(one.hours for one in log if one.format == "online")
        counted = sum(one.hours for one in log) - online + min(Fraction(6 * HOUR * months, 12), online)
        standing = judged(rules, log, date(2026, 9, 30), owed_from=since)
        assert standing.hours.counted == counted
        assert standing.hours.missing == max(0, HOUR * months - counted)


def test_a_most_of_a_part_shrinks_by_the_months_of_the_part() -> None:
    halves = YEAR.replace('begins = "10-01"', 'begins = "10-01"\nyears = 2\nfirst = 2024-10-01') + (
        "[[window]]\nid = 'each'\nkind = 'fiscal-year'\nbegins = '10-01'\npart_of = 'year'\ncite = 'd:1'\n"
    )
    rules = library(halves + TOTAL + rule("most", "hours = 6", "within = 'each'\nprorate_most = 'month'", least=False))
    log = [entry("a", date(2025, 9, 2), 9 * HOUR), entry("b", date(2025, 10, 2), 9 * HOUR)]
    standing = judged(rules, log, ON, owed_from=date(2025, 7, 1))
    assert [one.counted for one in standing.credits] == [Fraction(3, 2) * HOUR, 6 * HOUR]


def test_what_shrinks_is_told_on_the_page_of_the_rules() -> None:
    texts = [one.text for one in clauses(library(YEAR + SHRINKING).rule_sets["made-up"], ON) if one.kind == "rule"]
    assert texts == [
        "total; in a first window the least shrinks by the months owed",
        "online; in a first window the most shrinks by the months owed",
    ]
    said = [one.text for one in clauses(library(YEAR + TOTAL + "[convert]\n" + CREDIT).rule_sets["made-up"], ON)]
    assert "U: 50 minutes are an hour" in said


def test_nothing_is_lost_of_an_entry_without_hours() -> None:
    log = [Activity(id="a", title="a", date=date(2025, 11, 1), units={"ceu": 1}, category=("university",))]
    assert judged(library(YEAR + TOTAL + "[convert]\n" + CREDIT), log, ON).hours.counted == 0
