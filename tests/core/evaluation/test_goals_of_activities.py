"""An activity whose goal satisfies a part of what is asked, however many hours it has: as one of two ways."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from test_other_hours_and_shrinking_mosts import listed, planned
from test_other_shapes import YEAR, entry, judged, library, rule

from alcto_core.evaluation.standing import State
from alcto_core.hours import HOUR
from alcto_core.records.types import Activity
from alcto_core.rules.library import Library

WAYS = "[[any_of]]\nid = 'part'\ntitle = 'P'\ntext = 'P.'\noptions = [['technology'], ['certificate']]\ncite = 'd:1'\n"
TECHNOLOGY = rule("technology", "hours = 15", "select = { category = 'technology' }")
ON = date(2026, 3, 1)
DAY = date(2025, 11, 1)


def known(measure: str = "entries", select: str = "category = 'technology-certificate'") -> Library:
    amount = "entries = 1" if measure == "entries" else "hours = 1"
    unit = "[convert]\nunit = [{ unit = 'certificate', cite = 'd:1' }]\n" if measure == "certificate" else ""
    certificate = rule("certificate", amount, f"measure = '{measure}'\nselect = {{ {select} }}")
    return library(YEAR + rule("total", "hours = 20") + TECHNOLOGY + certificate + WAYS + unit)


def certified(hours: int, **more: object) -> Activity:
    return entry("c", DAY, hours, category=("technology-certificate",), **more)


@pytest.mark.parametrize(
    ("technology", "certificate", "state"),
    [(14, 0, "unmet"), (15, 0, "met"), (0, 1, "met"), (14, 1, "met")],
)
def test_one_entry_stands_for_all_hours_of_the_part(technology: int, certificate: int, state: str) -> None:
    log = [entry("o", DAY, 20 * HOUR)]
    log += [entry("t", DAY, technology * HOUR, category=("technology",))] if technology else []
    log += [certified(certificate * HOUR)] if certificate else []
    standing = judged(known(), log, ON)
    part = standing.requirement("part")
    assert part is not None and part.state == state
    assert (standing.state is State.COMPLIANT) is (state == "met")


def test_its_hours_count_toward_the_total_and_are_still_owed_there() -> None:
    standing = judged(known(), [certified(4 * HOUR)], ON)
    assert (standing.hours.counted, standing.hours.missing) == (4 * HOUR, 16 * HOUR)


@pytest.mark.parametrize("more", [{"status": "planned"}, {"counts_for": ("other",)}])
def test_one_that_does_not_count_satisfies_nothing(more: dict[str, object]) -> None:
    part = judged(known(), [entry("o", DAY, 20 * HOUR), certified(4 * HOUR, **more)], ON).requirement("part")
    assert part is not None and part.state == "unmet"


def test_what_is_worth_no_hours_is_a_unit() -> None:
    log = [entry("o", DAY, 20 * HOUR), certified(0, units={"certificate": Decimal(1)})]
    standing = judged(known("certificate"), log, ON)
    assert (standing.state, standing.hours.counted) == (State.COMPLIANT, 20 * HOUR)


def test_a_plan_takes_the_way_of_the_certificate() -> None:
    rules = listed(known(select="offering = 'uni/course'"))
    found = planned(rules, entry("o", DAY, 19 * HOUR))
    assert sum(one.hours for one in found.todo) == HOUR and len(found.todo) == 1
    assert [one.state for one in found.after] == [State.COMPLIANT]
