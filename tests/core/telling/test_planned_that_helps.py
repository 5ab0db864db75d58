"""The next step names a planned entry only where it would earn something once it is done."""

from __future__ import annotations

from datetime import date

import pytest

from alcto_core.demonstration import DAY, FOLDER
from alcto_core.evaluation.evaluate import evaluate_all
from alcto_core.host.plugins import load_plugins
from alcto_core.records.reading import read_text
from alcto_core.telling.card import card

LIBRARY = load_plugins(no_plugins=True).library


def next_steps(text: str, on: date) -> dict[str, str]:
    records = read_text(text.encode()).records
    assert records is not None
    return {one.credential: card(one).next for one in evaluate_all(records, LIBRARY, on)}


def test_each_program_names_what_is_planned_for_it() -> None:
    """A course of Talent comes first, and is no session of the Academy."""
    found = next_steps((FOLDER / "alabama.toml").read_text(encoding="utf-8"), DAY)
    assert found["al-td-ceu"].endswith("Planned: Data governance basics, 12 Sep 2026.")
    assert found["al-cto-academy"].endswith("Planned: CTO Academy: Roles and Responsibilities, 20 Sep 2026.")


@pytest.mark.parametrize(
    ("keys", "is_named"),
    [
        ('offering = "alet/talent"\ncourse = "New"', True),
        ('offering = "alet/talent"\ncourse = "New"\ncounts_for = []', False),
        ("", False),
        ('offering = "external/nobody-lists-this"', False),
    ],
)
def test_what_will_earn_nothing_is_not_named(keys: str, is_named: bool) -> None:
    text = f"""schema = 1
[person]
name = "J"
role_began = 2020-01-01
[[credential]]
program = "al-td-ceu"
[[activity]]
id = "one"
title = "Course"
date = 2026-09-01
hours = 2
strands = ["al-cto/it"]
status = "planned"
{keys}
"""
    assert ("Planned: Course" in next_steps(text, date(2026, 8, 14))["al-td-ceu"]) == is_named
