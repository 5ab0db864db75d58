"""Rule files that nobody would write and that may come by mail: they hold nobody up, and never read as met."""

from __future__ import annotations

import json
import random

import pytest
from crossing_rules import ON, crossing_library, crossing_log, crossing_rules

from alcto_core.evaluation import allocation, case
from alcto_core.evaluation.evaluate import evaluate
from alcto_core.evaluation.standing import State
from alcto_core.evaluation.status_document import standing_document
from alcto_core.evaluation.verdict import verdicts
from alcto_core.rules.vocabulary import natures, selections
from alcto_core.telling.card import card
from alcto_core.telling.sentences import verdict


@pytest.mark.parametrize("seed", range(6))
def test_a_division_within_the_budget_is_that_without_one(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(seed)
    library = crossing_library(*crossing_rules(chance, shares=seed % 3, caps=5, by_strand=bool(seed % 2)))
    records = crossing_log(chance, 10)
    found = evaluate(records, records.credentials[0], library, ON)
    monkeypatch.setattr(case, "MOST_WORK", None)
    assert found.why == "" or "cross" not in found.why
    assert standing_document(evaluate(records, records.credentials[0], library, ON)) == standing_document(found)


def test_where_limits_cross_too_much_nobody_can_tell_and_it_is_said_everywhere() -> None:
    chance = random.Random(2)
    library = crossing_library(*crossing_rules(chance, shares=8, caps=0))
    records = crossing_log(chance, 40)
    standing = evaluate(records, records.credentials[0], library, ON)
    assert standing.state is State.UNDETERMINED
    assert "cross in so many ways" in standing.why
    assert "fewer limits that overlap" in standing.next
    assert verdicts(records, library, ON)[0].why == standing.why
    assert "cross in so many ways" in verdict(standing)
    told = card(standing)
    assert (told.state, told.next) == ("CANNOT TELL", standing.next)
    document = json.loads(json.dumps(standing_document(standing)))
    assert (document["state"], document["hours"]["missing"]) == ("undetermined", None)
    bars = list(told.items("bar"))
    assert [bar.tone for bar in bars] == ["unknown", "unknown"]
    assert "nobody can tell what counts" in bars[0].state and bars[1].state == "cannot tell"


def test_where_limits_cross_too_much_every_entry_is_there_once_and_adds_up() -> None:
    chance = random.Random(2)
    library = crossing_library(*crossing_rules(chance, shares=8, caps=0))
    records = crossing_log(chance, 40)
    document = standing_document(evaluate(records, records.credentials[0], library, ON))
    assert sorted(credit["activity"] for credit in document["credits"]) == sorted(a.id for a in records.activities)
    for credit in document["credits"]:
        assert credit["claimed"] + sum(reason["hours"] for reason in credit["because"]) == credit["counted"] == 0
        assert "Nobody can tell" in credit["because"][-1]["text"]
    assert document["hours"]["counted"] == 0
    assert document["hours"]["claimed"] == pytest.approx(sum(credit["claimed"] for credit in document["credits"]))
    assert {(one["state"], one["counted"]) for one in document["requirements"]} == {("undetermined", None)}


@pytest.mark.parametrize("seed", range(4))
def test_a_budget_that_is_used_up_never_reads_as_met(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(100 + seed)
    library = crossing_library(*crossing_rules(chance, shares=1, caps=4))
    records = crossing_log(chance, 12)
    whole = evaluate(records, records.credentials[0], library, ON).state
    for most in (0, 50, 500, 5_000):
        monkeypatch.setattr(case, "MOST_WORK", most)
        assert evaluate(records, records.credentials[0], library, ON).state in (whole, State.UNDETERMINED)


def _many_names(many: int, value: str) -> str:
    """The rules of a program that speaks of many sources, categories and offerings."""
    rules, _ = crossing_rules(random.Random(1), shares=0, caps=0)
    for at in range(many):
        for key, name in (("category", f"c{at}"), ("source", f"s{at}"), ("offering", f"o/{at}")):
            rules += (
                f'[[rule]]\nid = "{key}-{at}"\ntitle = "T"\ntext = "So many."\nselect = {{ {key} = "{name}" }}\n'
                f'{value} = [{{ from = 2020-01-01, hours = {3 + at % 7}, cite = "d:1" }}]\n'
            )
    return rules


def test_names_that_limits_alone_speak_of_are_never_tried_with_each_other() -> None:
    chance = random.Random(1)
    _, framework = crossing_rules(chance, shares=0, caps=0)
    library = crossing_library(_many_names(60, "at_most"), framework)
    records = crossing_log(chance, 10)
    assert evaluate(records, records.credentials[0], library, ON).state is State.IN_PROGRESS


def test_names_that_leasts_speak_of_are_tried_with_each_other_as_far_as_the_budget_lasts() -> None:
    chance = random.Random(1)
    _, framework = crossing_rules(chance, shares=0, caps=0)
    records = crossing_log(chance, 10)
    few = evaluate(records, records.credentials[0], crossing_library(_many_names(2, "at_least"), framework), ON)
    assert few.state is State.IN_PROGRESS and few.hours.missing is not None
    many = evaluate(records, records.credentials[0], crossing_library(_many_names(40, "at_least"), framework), ON)
    assert many.state is State.UNDETERMINED and "cross in so many ways" in many.why


@pytest.mark.parametrize("seed", range(10))
def test_further_hours_of_every_name_would_change_nothing(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those kinds of further hours that are not tried are worse than one that is."""
    chance = random.Random(200 + seed)
    rules, framework = crossing_rules(chance, shares=seed % 2, caps=4, by_strand=bool(seed % 3))
    bare, _ = crossing_rules(random.Random(1), shares=0, caps=0)
    rules += _many_names(2, "at_least").removeprefix(bare) if seed % 2 else ""
    library = crossing_library(rules, framework)
    records = crossing_log(chance, 8)
    found = standing_document(evaluate(records, records.credentials[0], library, ON))
    told = tuple(selections(library.rule_sets["crossing"]))
    monkeypatch.setattr(allocation, "natures", lambda wanted, only, parts: natures((*wanted, *told), only, parts))
    assert standing_document(evaluate(records, records.credentials[0], library, ON)) == found
