"""What nobody recorded: the answer is told where every value comes to the same one, and nowhere else."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from test_other_shapes import YEAR, entry, judged, library, rule

from alcto_core.evaluation.standing import State
from alcto_core.hours import HOUR
from alcto_core.records.types import Credential, Person, Records
from alcto_core.rules.library import Library

ON = date(2026, 3, 1)
DONE = [entry("done", date(2025, 11, 1), 12 * HOUR)]
TOTAL = rule("total", "hours = 12")
DAYS = """
[[setting]]
id = "days"
title = "Days"
text = "how many days you hold the post; your contract says."
type = "number"
cite = "d:1"
"""
SAFETY = "when = { setting = 'days', least = 100 }\nselect = { category = 'safety' }"


def test_a_rule_that_may_be_asked_is_listed_and_nobody_can_tell() -> None:
    rules = library(YEAR + TOTAL + rule("safety", "hours = 2", SAFETY) + DAYS)
    standing = judged(rules, DONE, ON)
    assert standing.state is State.UNDETERMINED
    assert standing.why == "Nobody has set “Days” yet: how many days you hold the post; your contract says."
    assert standing.next == "Set “Days”: `alcto credential change made-up --setting days=…`."
    safety = standing.requirement("safety")
    assert safety is not None and safety.state == "undetermined" and "Nobody has set “Days”" in safety.text


@pytest.mark.parametrize(("days", "state"), [(99, State.COMPLIANT), (100, State.IN_PROGRESS), (0, State.COMPLIANT)])
def test_once_it_is_set_the_answer_is_told(days: int, state: State) -> None:
    rules = library(YEAR + TOTAL + rule("safety", "hours = 2", SAFETY) + DAYS)
    assert judged(rules, DONE, ON, settings={"days": days}).state is state


@pytest.mark.parametrize("days", ["150", True, -1, Decimal("NaN"), {"FY25": 150}, [150], date(2026, 1, 1)])
def test_a_value_that_makes_no_sense_is_as_good_as_none(days: object) -> None:
    rules = library(YEAR + TOTAL + rule("safety", "hours = 2", SAFETY) + DAYS)
    assert judged(rules, DONE, ON, settings={"days": days}).state is State.UNDETERMINED


def test_where_the_answer_is_the_same_anyway_it_is_told() -> None:
    rules = library(YEAR + TOTAL + rule("safety", "hours = 2", SAFETY) + DAYS)
    short = [entry("short", date(2025, 11, 1), 11 * HOUR)]
    assert judged(rules, short, ON).state is State.IN_PROGRESS
    assert judged(rules, short, date(2026, 10, 1), period="FY26").state is State.NON_COMPLIANT
    whole = [*DONE, entry("safe", date(2025, 12, 1), 2 * HOUR, category=("safety",))]
    standing = judged(rules, whole, ON)
    assert standing.state is State.COMPLIANT
    assert [one.state for one in standing.requirements] == ["met", "met"]


def test_a_default_of_the_rule_set_is_a_value() -> None:
    declared = DAYS.replace('type = "number"', 'type = "number"\ndefault = 99\ndefault_cite = "d:1"')
    rules = library(YEAR + TOTAL + rule("safety", "hours = 2", SAFETY) + declared)
    assert judged(rules, DONE, ON).state is State.COMPLIANT
    assert judged(rules, DONE, ON, settings={"days": 100}).state is State.IN_PROGRESS
    assert judged(rules, DONE, ON, settings={"days": "100"}).state is State.UNDETERMINED


def test_two_missing_values_that_turn_nothing_alone_turn_it_together() -> None:
    more = DAYS.replace('"days"', '"years"')
    one = rule("one", "hours = 12", "at = 0").replace("at = 0\n", "when = { setting = 'days', least = 100 }\n")
    step = (
        "[[step]]\nid = 'form'\ntitle = 'Form'\ntext = 'Form.'\nwhen = { setting = 'years', least = 5 }\ncite = 'd:1'\n"
    )
    step += "unless = { setting = 'days', least = 100 }\n"
    rules = library(YEAR + one + step + DAYS + more)
    assert judged(rules, DONE, ON).state is State.UNDETERMINED
    assert judged(rules, DONE, ON, settings={"days": 100}).state is State.COMPLIANT
    assert judged(rules, DONE, ON, settings={"days": 99, "years": 5}).state is State.IN_PROGRESS
    assert judged(rules, DONE, ON, settings={"years": 5}).state is State.UNDETERMINED


@pytest.mark.parametrize(
    ("when", "day", "state"),
    [
        ("after = 2024-10-01", date(2024, 10, 1), State.COMPLIANT),
        ("after = 2024-10-01", date(2024, 10, 2), State.IN_PROGRESS),
        ("until = 2024-10-01", date(2024, 10, 1), State.IN_PROGRESS),
        ("until = 2024-10-01", date(2024, 10, 2), State.COMPLIANT),
        ("after = 2024-10-01", None, State.UNDETERMINED),
        ("until = 2024-10-01", None, State.UNDETERMINED),
    ],
)
def test_a_day_that_nobody_recorded_is_no_day_before_or_after(when: str, day: date | None, state: State) -> None:
    asked = f"when = {{ fact = 'credential.issued', {when} }}\nselect = {{ category = 'safety' }}"
    rules = library(YEAR + TOTAL + rule("safety", "hours = 2", asked))
    standing = judged(rules, DONE, ON, issued=day)
    assert standing.state is state
    if day is None:
        assert (
            standing.why == "Nobody has recorded the date of issue (`credential.issued`), and the answer turns on it."
        )
        assert standing.next == "Record it: `alcto credential change made-up --issued DATE`."


@pytest.mark.parametrize("hours", [8, 12])
def test_unless_is_the_other_side_of_when(hours: int) -> None:
    done = [entry("done", date(2025, 11, 1), hours * HOUR)]
    asked = rule("most", "hours = 8", "unless = { setting = 'days', least = 100 }", least=False)
    rules = library(YEAR + TOTAL + asked + DAYS)
    assert judged(rules, done, ON, settings={"days": 99}).state is State.IN_PROGRESS
    free = judged(rules, done, ON, settings={"days": 100}).state
    assert free is (State.COMPLIANT if hours == 12 else State.IN_PROGRESS)
    assert judged(rules, done, ON).state is (State.UNDETERMINED if hours == 12 else State.IN_PROGRESS)


def _of(rules: Library, **person: Any) -> Any:
    from alcto_core.evaluation.evaluate import evaluate

    credential = Credential(program="made-up", id="made-up")
    who = Person(name="Jordan Avery", **person)
    return evaluate(Records(person=who, credentials=(credential,), activities=tuple(DONE)), credential, rules, ON)


DIRECTORS = """
[[applies]]
text = "It is asked of technology directors."
when = { fact = "person.role", is = ["technology-director", "CTO"] }
cite = "d:1"
"""


@pytest.mark.parametrize("role", ["", " ", "technology-director", "Technology Director", "cto"])
def test_a_post_that_is_named_or_that_nobody_recorded_is_no_doubt(role: str) -> None:
    standing = _of(library(YEAR + TOTAL + DIRECTORS), role=role)
    assert standing.state is State.COMPLIANT and standing.readings == ()


def test_another_post_is_asked_all_the_same_and_the_other_answer_is_shown() -> None:
    standing = _of(library(YEAR + rule("total", "hours = 13") + DIRECTORS), role="librarian")
    assert standing.state is State.IN_PROGRESS
    (reading,) = standing.readings
    assert reading.switch == "person.role" and reading.value == "librarian" and reading.changes_answer
    assert reading.other.state is State.NOT_APPLICABLE


def test_a_state_that_the_rules_let_off_is_a_reading_too() -> None:
    asked = DIRECTORS.replace("when", "unless").replace("person.role", "person.state")
    asked = asked.replace('["technology-director", "CTO"]', '["GA"]')
    rules = library(YEAR + rule("total", "hours = 13") + asked)
    for state in ("", "AL"):
        assert _of(rules, state=state).readings == ()
    standing = _of(rules, state="ga")
    assert standing.state is State.IN_PROGRESS
    assert [reading.other.state for reading in standing.readings] == [State.NOT_APPLICABLE]


@pytest.mark.parametrize(
    ("asked", "state"), [(1, State.COMPLIANT), (2, State.IN_PROGRESS), (Decimal("1.5"), State.IN_PROGRESS)]
)
def test_a_number_of_entries_may_be_a_setting(asked: object, state: State) -> None:
    rules = library(YEAR + rule("meetings", "setting = 'days'", "measure = 'entries'") + DAYS)
    assert judged(rules, DONE, ON, settings={"days": asked}).state is state
    assert judged(rules, DONE, ON).state is State.UNDETERMINED


@pytest.mark.parametrize(
    ("asked", "hours", "state"),
    [("12.001", 12, State.IN_PROGRESS), ("12.001", 13, State.COMPLIANT), ("11.999", 12, State.COMPLIANT)],
)
def test_what_is_asked_for_is_never_rounded(asked: str, hours: int, state: State) -> None:
    rules = library(YEAR + rule("total", "setting = 'days'") + DAYS)
    done = [entry("done", date(2025, 11, 1), hours * HOUR)]
    assert judged(rules, done, ON, settings={"days": Decimal(asked)}).state is state
