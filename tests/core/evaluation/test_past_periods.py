"""Past periods: each by the rules in force then, since the person owed it."""

from __future__ import annotations

from datetime import date

import pytest

from alcto_core.evaluation.earlier_periods import history
from alcto_core.evaluation.evaluate import evaluate
from alcto_core.host.plugins import load_plugins
from alcto_core.records.reading import read_text

PERSON = 'schema = 1\n[person]\nname = "Jordan Avery"\n'


@pytest.fixture(scope="module")
def library():
    return load_plugins(no_plugins=True).library


def past_of(library, text: str, on: date):
    records = read_text((PERSON + text).encode()).records
    (credential,) = records.credentials
    past = history(records, library, evaluate(records, credential, library, on))
    return [(standing.period.name, standing.state.value) for standing in past]


def test_each_earlier_fiscal_year_stands_newest_first(library):
    text = """
[[credential]]
program = "al-td-ceu"
from = 2024-10-01

[[activity]]
id = "winter"
title = "ALET Winter Conference"
date = 2026-01-29
hours = 13
strands = ["al-cto/it"]
offering = "alet/winter-conference"
"""
    found = past_of(library, text, date(2027, 1, 10))
    assert found == [("FY26", "compliant"), ("FY25", "non-compliant")]


def test_years_before_the_person_owed_it_are_left_out(library):
    text = '[[credential]]\nprogram = "al-td-ceu"\nfrom = 2025-10-01\n'
    assert [name for name, _ in past_of(library, text, date(2027, 1, 10))] == ["FY26"]


def test_a_renewed_cycle_reads_met(library):
    text = '[[credential]]\nprogram = "al-cto"\ncohort = "ECHO"\nrenewed = [2024-05-20]\n'
    assert past_of(library, text, date(2026, 8, 14)) == [("2021-2024", "compliant")]


def test_where_nobody_knows_of_a_renewal_no_cycle_is_told(library):
    text = '[[credential]]\nprogram = "al-cto"\ncohort = "ECHO"\nrenewed = "unknown"\n'
    assert past_of(library, text, date(2026, 8, 14)) == []


def test_a_program_without_a_window_has_no_past(library):
    assert past_of(library, '[[credential]]\nprogram = "cetpa-cto-mentor"\n', date(2026, 8, 14)) == []
