"""Conditions on a day inside the window: a first window that owes nothing, or less, by the date of issue alone."""

from __future__ import annotations

from datetime import date

import pytest
from test_other_shapes import YEAR, entry, judged, library, rule

from alcto_core.evaluation.standing import State
from alcto_core.hours import HOUR
from alcto_core.rules.clauses import clauses

FIRST = "[[exempt]]\ntext = 'Nothing is owed in the year of issue.'\nwhen = { %s }\ncite = 'd:1'\n"
INSIDE = "fact = 'credential.issued', in_window = true"
TOTAL = rule("total", "hours = 12")
ON = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("issued", "state"),
    [
        (date(2025, 9, 30), State.IN_PROGRESS),
        (date(2025, 10, 1), State.NOT_APPLICABLE),
        (date(2026, 2, 28), State.NOT_APPLICABLE),
    ],
)
def test_whoever_was_licensed_in_the_year_owes_nothing_in_it(issued: date, state: State) -> None:
    rules = library(YEAR + TOTAL + FIRST % INSIDE)
    standing = judged(rules, [], ON, issued=issued)
    assert standing.state is state
    if state is State.NOT_APPLICABLE:
        assert standing.why == "Nothing is owed in the year of issue."
    later = judged(rules, [], date(2026, 10, 1), issued=issued)
    assert later.state is State.IN_PROGRESS
    assert not any(one.state is State.NON_COMPLIANT for one in later.earlier)


def test_the_year_after_the_first_is_owed_and_can_be_missed() -> None:
    rules = library(YEAR + TOTAL + FIRST % INSIDE)
    log = [entry("a", date(2024, 11, 1), 3 * HOUR)]
    standing = judged(rules, log, ON, issued=date(2024, 10, 1))
    assert (standing.earlier, standing.hours.missing) == ((), 12 * HOUR)
    standing = judged(rules, log, date(2026, 10, 1), issued=date(2024, 10, 1))
    assert [(one.period.name, one.state) for one in standing.earlier] == [("FY26", State.NON_COMPLIANT)]


@pytest.mark.parametrize(("issued", "owes"), [(date(2026, 3, 31), True), (date(2026, 4, 1), False)])
def test_only_the_last_months_of_the_window_may_let_off(issued: date, owes: bool) -> None:
    rules = library(YEAR + TOTAL + FIRST % f"{INSIDE}, last_months = 6")
    standing = judged(rules, [], date(2026, 5, 1), issued=issued)
    assert standing.state is (State.IN_PROGRESS if owes else State.NOT_APPLICABLE)


def test_one_rule_alone_may_wait_for_the_second_cycle() -> None:
    cycle = "[[window]]\nid = 'cycle'\nkind = 'cycle'\nyears = 2\ncite = 'd:1'\n"
    ethics = rule("ethics", "hours = 2", f"select = {{ category = 'ethics' }}\nunless = {{ {INSIDE} }}")
    rules = library(cycle + TOTAL + ethics)
    issued = date(2024, 3, 1)
    first = judged(rules, [], ON, issued=issued)
    assert first.requirement("ethics") is None and first.hours.missing == 12 * HOUR
    second = judged(rules, [], date(2026, 3, 2), issued=issued, renewed=(date(2026, 2, 1),))
    assert second.requirement("ethics") is not None


def test_a_first_year_that_nobody_recorded_is_undetermined_with_the_verb_that_mends_it() -> None:
    rules = library(YEAR + TOTAL + FIRST % INSIDE)
    standing = judged(rules, [], ON)
    assert standing.state is State.UNDETERMINED
    assert "`credential.issued`" in standing.why and "--issued DATE" in standing.next
    # Of what is over, too: the year may have been the first one.
    log = [entry("a", date(2025, 11, 1), 3 * HOUR)]
    past = judged(rules, log, date(2026, 11, 1), period="FY26")
    assert past.state is State.UNDETERMINED
    assert judged(rules, [entry("a", date(2025, 11, 1), 12 * HOUR)], ON).state is not State.NON_COMPLIANT


def test_two_windows_of_one_question_tell_their_own_days_apart() -> None:
    """What came in from the year before turns on the day of issue as well, and on other days of it."""
    carry = "[[carry]]\ntext = 'Up to 20.'\nmost = 20\ncite = 'd:1'\n"
    rules = library(YEAR + TOTAL + carry + FIRST % INSIDE)
    log = [entry("a", date(2025, 11, 1), 24 * HOUR)]
    on = date(2026, 11, 1)
    # Issued before that year: it was owed, and half of its hours came in. Issued in it: nothing was owed then.
    assert judged(rules, log, on, issued=date(2025, 9, 30)).state is State.COMPLIANT
    assert judged(rules, log, on, issued=date(2025, 10, 1)).state is State.IN_PROGRESS
    assert judged(rules, log, on).state is State.UNDETERMINED


@pytest.mark.parametrize(("day", "carried"), [(date(2026, 3, 31), 0), (date(2026, 4, 1), 4)])
def test_the_last_six_months_of_a_year_that_ends_with_a_short_month_begin_on_a_first(day: date, carried: int) -> None:
    carry = "[[carry]]\ntext = 'Some.'\nlast_months = 6\nmost = 9\ncite = 'd:1'\n"
    standing = judged(library(YEAR + TOTAL + carry), [entry("a", day, 16 * HOUR)], date(2026, 10, 1))
    assert standing.hours.carried == carried * HOUR


def test_a_condition_inside_the_window_is_told() -> None:
    rules = library(YEAR + TOTAL + FIRST % f"{INSIDE}, last_months = 6").rule_sets["made-up"]
    said = next(one.text for one in clauses(rules, ON) if one.kind == "exemption")
    assert said.endswith("in the last 6 months of the window")


@pytest.mark.parametrize("months", [24_000, 10**9])
def test_a_number_of_months_that_no_calendar_holds_is_all_of_the_time(months: int) -> None:
    rules = library(YEAR + TOTAL + FIRST % f"{INSIDE}, last_months = {months}")
    assert judged(rules, [], ON, issued=date(2025, 10, 1)).state is State.NOT_APPLICABLE
    carry = f"[[carry]]\ntext = 'Some.'\nlast_months = {months}\nmost = 9\ncite = 'd:1'\n"
    standing = judged(library(YEAR + TOTAL + carry), [entry("a", date(2025, 10, 1), 16 * HOUR)], date(2026, 10, 1))
    assert standing.hours.carried == 4 * HOUR
    grace = YEAR.replace("cite", f"grace = {{ months = {months}, stage = 'late', cite = 'd:1' }}\ncite", 1)
    late = judged(library(grace + TOTAL), [], date(2027, 1, 1), period="FY26", owed_from=date(2025, 10, 1))
    assert late.state is State.IN_PROGRESS
