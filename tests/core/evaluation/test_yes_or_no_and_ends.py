"""Conditions on yes or no, and what is asked only in windows that begin on a day or before."""

from __future__ import annotations

from datetime import date

import pytest
from test_other_shapes import YEAR, entry, judged, library, rule

from alcto_core.evaluation.standing import State
from alcto_core.hours import HOUR
from alcto_core.rules.clauses import clauses
from alcto_core.telling.card import card

ON = date(2026, 3, 1)
DONE = [entry("done", date(2025, 11, 1), 12 * HOUR)]
TOTAL = rule("total", "hours = 12")
LEADER = """
[[setting]]
id = "leader"
title = "Leadership on the certificate"
text = "whether the certificate names leadership; it says."
type = "bool"
cite = "d:1"
"""
ASKED = {
    "yes": "when = { setting = 'leader' }",
    "no": "when = { setting = 'leader', value = false }",
    "unless yes": "unless = { setting = 'leader' }",
    "unless no": "unless = { setting = 'leader', value = false }",
}
MORE = "\nselect = { category = 'leading' }"


@pytest.mark.parametrize("asked", ASKED)
@pytest.mark.parametrize("leader", [True, False])
def test_yes_or_no_decides_whether_a_rule_is_asked(asked: str, leader: bool) -> None:
    rules = library(YEAR + TOTAL + rule("leading", "hours = 2", ASKED[asked] + MORE) + LEADER)
    is_asked = leader == (asked in {"yes", "unless no"})
    standing = judged(rules, DONE, ON, settings={"leader": leader})
    assert standing.state is (State.IN_PROGRESS if is_asked else State.COMPLIANT)
    assert (standing.requirement("leading") is not None) == is_asked


@pytest.mark.parametrize("leader", [None, 1, 0, "yes", "true", {"FY25": True}, [True]])
@pytest.mark.parametrize("asked", ASKED)
def test_where_it_is_neither_nobody_can_tell(asked: str, leader: object) -> None:
    rules = library(YEAR + TOTAL + rule("leading", "hours = 2", ASKED[asked] + MORE) + LEADER)
    standing = judged(rules, DONE, ON, settings={} if leader is None else {"leader": leader})
    assert standing.state is State.UNDETERMINED
    assert "whether the certificate names leadership; it says." in standing.why
    if not isinstance(leader, dict):
        way = "`alcto credential change made-up --setting leader=true` (or false)."
        assert standing.next == f"Set “Leadership on the certificate”: {way}"


def test_it_may_be_told_for_each_period_and_by_default() -> None:
    body = YEAR + TOTAL + rule("leading", "hours = 2", ASKED["yes"] + MORE)
    assert judged(library(body + LEADER), DONE, ON, settings={"leader": {"FY26": True}}).state is State.IN_PROGRESS
    known = LEADER.replace('"bool"', '"bool"\ndefault = false\ndefault_cite = "d:1"')
    assert judged(library(body + known), DONE, ON).state is State.COMPLIANT
    assert judged(library(body + known), DONE, ON, settings={"leader": "?"}).state is State.UNDETERMINED


def test_where_it_makes_no_difference_the_answer_is_told() -> None:
    rules = library(YEAR + TOTAL + rule("leading", "hours = 2", ASKED["yes"] + MORE) + LEADER)
    both = [*DONE, entry("led", date(2025, 12, 1), 2 * HOUR, category=("leading",))]
    assert judged(rules, both, ON).state is State.COMPLIANT


@pytest.mark.parametrize(
    ("until", "state"),
    [
        (date(2025, 10, 1), State.IN_PROGRESS),
        (date(2025, 9, 30), State.COMPLIANT),
        (date(2026, 9, 30), State.IN_PROGRESS),
    ],
)
def test_what_has_ended_is_asked_in_windows_that_began_before(until: date, state: State) -> None:
    rules = library(YEAR + TOTAL + rule("law", "hours = 2", f"until = {until}\nselect = {{ category = 'law' }}"))
    standing = judged(rules, DONE, ON)
    assert standing.state is state
    assert (standing.requirement("law") is None) == (state is State.COMPLIANT)
    said = " ".join(one.text for one in clauses(rules.rule_sets["made-up"], ON))
    assert "in windows that begin on" in said and "or earlier" in said


def test_a_program_whose_rules_have_all_ended_is_never_met() -> None:
    rules = library(YEAR + rule("total", "hours = 12", "until = 2024-10-01"))
    assert judged(rules, DONE, ON).state is State.NOT_APPLICABLE


CHOICE = """
[[step]]
id = "board"
title = "Board certificate"
text = "A board certificate."
cite = "d:1"

[[step]]
id = "applied"
title = "Application"
text = "The application is handed in."
cite = "d:1"

[[any_of]]
id = "renewal"
title = "Hours or a certificate"
text = "Hours, or a board certificate."
options = [["total"], ["board"]]
cite = "d:1"
"""


def test_the_next_step_is_one_that_everybody_goes_before_one_of_several_ways() -> None:
    standing = judged(library(YEAR + TOTAL + CHOICE), [], ON)
    said = repr(card(standing))
    assert "next: Application" in said and "next: Board" not in said


def test_whether_it_is_asked_is_to_be_found_out_and_not_how_much() -> None:
    rules = library(YEAR + TOTAL + rule("leading", "hours = 2", ASKED["yes"] + MORE) + LEADER)
    standing = judged(rules, [], ON)
    assert standing.state is State.IN_PROGRESS
    assert standing.next == "Find out whether “leading” is asked of you, and set it."
