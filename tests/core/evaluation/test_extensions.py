"""Extensions of single cycles: hours in them serve the cycle that was extended; the next is shorter or whole."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from test_other_hours_and_shrinking_mosts import listed, planned
from test_other_shapes import entry, judged, library, rule

from alcto_core.evaluation.standing import Standing, State
from alcto_core.hours import HOUR
from alcto_core.records.types import Activity, Credential, StepRecord
from alcto_core.rules.clauses import clauses
from alcto_core.rules.cycles import Cycles
from alcto_core.rules.library import Library

ISSUED = date(2020, 7, 1)
STEP = "[[step]]\nid = 'extension'\ntitle = 'E'\ntext = 'Granted.'\nadvisory = true\ncite = 'd:1'\n"


def rules(next: str = "shorter", ends: str = "eve", more: str = "") -> Library:
    extension = f"extension = {{ step = 'extension', months = 12, next = '{next}', cite = 'd:1' }}"
    return library(
        f"[[window]]\nid = 'cycle'\nkind = 'cycle'\nyears = 3\nends = '{ends}'\n{extension}\ncite = 'd:1'\n"
        + rule("total", "hours = 30", more)
        + STEP
    )


def standing(
    on: date, *granted: date, renewed: tuple[date, ...] = (), log: tuple[Activity, ...] = (), **more: str
) -> Standing:
    marks = tuple(StepRecord(id="extension", done=day) for day in granted)
    return judged(rules(**more), list(log), on, issued=ISSUED, renewed=renewed, steps=marks)


def period(found: Standing) -> tuple[date, date]:
    assert found.period is not None
    return found.period.start, found.period.end


@pytest.mark.parametrize(
    ("granted", "end"),
    [
        (date(2020, 6, 30), date(2023, 6, 30)),  # before the cycle began
        (date(2020, 7, 1), date(2024, 6, 30)),
        (date(2023, 6, 30), date(2024, 6, 30)),
        (date(2023, 7, 1), date(2023, 6, 30)),  # after its own end nothing is left to extend
    ],
)
def test_an_extension_that_was_granted_in_the_cycle_moves_its_last_day(granted: date, end: date) -> None:
    found = standing(date(2023, 8, 1), granted)
    assert period(found) == (ISSUED, end)
    assert ("an extension of 12 months" in found.why) is (end.year == 2024)


def test_what_was_granted_later_is_not_known_yet() -> None:
    assert standing(date(2023, 5, 1), date(2023, 6, 1)).due == date(2023, 6, 30)
    assert standing(date(2023, 6, 1), date(2023, 6, 1)).due == date(2024, 6, 30)


@pytest.mark.parametrize(("next", "end"), [("shorter", date(2026, 6, 30)), ("whole", date(2027, 6, 30))])
def test_the_next_cycle_is_shorter_or_whole_and_the_ones_after_it_follow(next: str, end: date) -> None:
    renewed = (date(2024, 6, 1),)
    found = standing(date(2024, 8, 1), date(2023, 6, 1), renewed=renewed, next=next)
    assert period(found) == (date(2024, 7, 1), end)
    after = standing(end + timedelta(days=60), date(2023, 6, 1), renewed=(*renewed, end), next=next)
    assert period(after) == (end + timedelta(days=1), end.replace(year=end.year + 3))


@pytest.mark.parametrize("next", ["shorter", "whole"])
def test_no_hour_of_an_extension_serves_two_cycles(next: str) -> None:
    log = (entry("late", date(2024, 3, 1), 30 * HOUR),)
    now = standing(date(2024, 8, 1), date(2023, 6, 1), renewed=(date(2024, 6, 1),), log=log, next=next)
    assert now.hours.counted == 0 and now.credit("late") is None
    before = standing(date(2024, 5, 1), date(2023, 6, 1), log=log, next=next)
    assert (before.state, before.hours.counted) == (State.COMPLIANT, 30 * HOUR)


def test_a_shorter_cycle_may_ask_for_less() -> None:
    found = standing(
        date(2024, 8, 1), date(2023, 6, 1), renewed=(date(2024, 6, 1),), next="shorter", more="prorate = 'month'"
    )
    assert found.hours.needed == 20 * HOUR
    whole = standing(
        date(2024, 8, 1), date(2023, 6, 1), renewed=(date(2024, 6, 1),), next="whole", more="prorate = 'month'"
    )
    assert whole.hours.needed == 30 * HOUR


def test_a_leap_day_makes_no_month_less() -> None:
    """A cycle of three years from 29 February and an extension of one end on 27 February: that is 48 months."""
    marks = (StepRecord(id="extension", done=date(2020, 4, 9)),)
    known = rules("whole", more="prorate = 'month'")
    found = judged(known, [], date(2022, 6, 1), issued=date(2020, 2, 29), owed_from=date(2021, 9, 7), steps=marks)
    assert found.hours.needed is not None and found.hours.needed * 48 == 30 * 30 * HOUR


def test_each_cycle_may_be_extended() -> None:
    window = rules("shorter").rule_sets["made-up"].window[0]
    marks = tuple(StepRecord(id="extension", done=date(year, 5, 1)) for year in (2023, 2026))
    cycles = Cycles(window, Credential(program="made-up", id="m", issued=ISSUED, steps=marks))
    ends = [cycles.due(number) for number in range(4)]
    assert ends == [date(2024, 6, 30), date(2027, 6, 30), date(2029, 6, 30), date(2032, 6, 30)]
    assert [cycles.start(number + 1) - end for number, end in enumerate(ends)] == [timedelta(days=1)] * 4


def test_without_a_mark_nothing_is_another_day() -> None:
    plain = library(
        "[[window]]\nid = 'cycle'\nkind = 'cycle'\nyears = 3\nends = 'eve'\ncite = 'd:1'\n" + rule("t", "hours = 30")
    )
    for on in (date(2021, 1, 1), date(2023, 6, 30), date(2023, 7, 1), date(2025, 1, 1)):
        assert standing(on).due == judged(plain, [], on, issued=ISSUED).due


def test_a_plan_may_use_the_days_of_an_extension() -> None:
    held = {"issued": date(2022, 7, 1), "steps": (StepRecord(id="extension", done=date(2025, 6, 1)),)}
    found = planned(listed(rules()), **held)
    assert found.after[0].state is State.COMPLIANT and found.after[0].due == date(2026, 6, 30)


def test_an_extension_is_told() -> None:
    texts = [one.text for one in clauses(rules().rule_sets["made-up"], date(2024, 1, 1)) if one.kind == "grace"]
    assert texts == [
        "Where “extension” is done in a cycle, it ends 12 months later, and the next one is shorter by as much"
    ]
