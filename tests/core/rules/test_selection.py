"""Every key of a selection has its row, and the row is all that it takes: to take hours, to hold, to be worded."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from alcto_core.evaluation.evaluate import evaluate
from alcto_core.hours import HOUR
from alcto_core.records.reading import read_text
from alcto_core.records.types import Records
from alcto_core.rules.called import Called
from alcto_core.rules.declared import selected
from alcto_core.rules.library import Library
from alcto_core.rules.reading import read_rule_file
from alcto_core.rules.vocabulary import KEYS, Nature, RuleSet, Select, is_inside, nature_of, natures, selects

VALUES = {"format": "online"}
"""What a key may be, where it may not be anything."""
HOURS = sorted(key.name for key in KEYS if key.of is not None)
"""The keys that hours answer before they are divided among strands."""
RULES = """
kind = "rule-set"
schema = 1
id = "xy"
title = "Made up"
short = "XY"
authority = "Nobody"
checked = 2026-01-01
[documents.d]
title = "D"
read = 2026-01-01
[[window]]
id = "year"
kind = "calendar-year"
cite = "d:1"
[[rule]]
id = "some"
title = "Some"
text = "Some."
select = {{ {key} = "{value}" }}
at_least = [{{ from = 2000-01-01, hours = 2, cite = "d:1" }}]
"""
ON = date(2026, 6, 1)


def value_of(key: str) -> str:
    return VALUES.get(key, "one")


def select(**keys: Any) -> Select:
    return Select(**keys)


def rules_asking(key: str) -> RuleSet:
    rules = read_rule_file(RULES.format(key=key, value=value_of(key)).encode(), "some.toml")
    assert isinstance(rules, RuleSet)
    return rules


def recorded(entry: str) -> Records:
    head = 'schema = 1\n[person]\nname = "A"\nrole_began = 2025-01-01\n[[credential]]\nprogram = "xy"\n'
    records = read_text((head + entry).encode()).records
    assert records is not None
    return records


def entry(**keys: str) -> str:
    lines = ["[[activity]]", 'id = "a"', 'title = "A"', "date = 2026-02-01", "hours = 3"]
    lines += [f'{key} = ["{value}"]' if key == "category" else f'{key} = "{value}"' for key, value in keys.items()]
    return "\n".join(lines) + "\n"


def test_every_field_of_a_selection_is_a_key_with_a_row_in_its_order() -> None:
    assert [key.name for key in KEYS] == list(Select.__struct_fields__)


def test_every_key_stands_in_the_table_for_rule_authors() -> None:
    text = (Path(__file__).parents[3] / "docs" / "rule-authors.md").read_text("utf-8")
    table = text.partition("| `select` key | is |")[2].partition("\n\n")[0]
    assert [line.split("`")[1] for line in table.splitlines() if "`" in line] == [key.name for key in KEYS]


@pytest.mark.parametrize("key", HOURS)
def test_hours_that_a_rule_asks_by_any_key_can_still_be_earned(key: str) -> None:
    records = recorded("")
    standing = evaluate(records, records.credentials[0], Library(rule_sets=[rules_asking(key)]), ON)
    assert standing.hours.missing == 2 * HOUR


@pytest.mark.parametrize("key", HOURS)
def test_an_entry_serves_a_rule_that_asks_for_what_it_says_and_no_other(key: str) -> None:
    library = Library(rule_sets=[rules_asking(key)])
    for said, counted in ((entry(**{key: value_of(key)}), 3), (entry(), 0)):
        records = recorded(said)
        standing = evaluate(records, records.credentials[0], library, ON)
        assert standing.requirements[0].counted == counted * HOUR


@pytest.mark.parametrize("key", HOURS)
def test_a_further_hour_is_thought_of_with_and_without_what_a_selection_names(key: str) -> None:
    own = select(**{key: value_of(key)})
    found = [selects(own, nature) for nature in natures([own], {}, [()])]
    assert sorted(found) == [False, True]


@pytest.mark.parametrize("key", [key.name for key in KEYS])
def test_a_selection_lies_within_the_one_without_its_key_and_not_the_other_way_round(key: str) -> None:
    own, other = select(**{key: "one"}), select(**{key: "two"})
    assert is_inside(own, Select()) and is_inside(own, own)
    assert not is_inside(Select(), own) and not is_inside(own, other)


@pytest.mark.parametrize("key", HOURS)
def test_a_selection_is_worded_with_each_of_its_keys(key: str) -> None:
    rules = rules_asking(key)
    assert selected(select(**{key: value_of(key)}), rules, Called(rules)) == f"{key} {value_of(key)}"


def test_only_a_category_has_parts() -> None:
    whole, part = select(category="education"), select(category="education/technical")
    assert is_inside(part, whole) and not is_inside(whole, part)
    assert not is_inside(select(source="a/b"), select(source="a"))


def test_what_a_list_says_of_an_offering_is_no_concern_of_hours_without_one() -> None:
    records = recorded(entry(source="alet"))
    nature = nature_of(records.activities[0], None, None)
    assert selects(select(source="alet"), nature)
    assert selects(select(source="fetc"), nature.with_name("source", "fetc"))
    assert not selects(select(source="alet"), Nature())
