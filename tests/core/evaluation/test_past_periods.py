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


MET = {
    "a fiscal year, all of it posted": (
        'program = "al-td-ceu"\nfrom = 2024-10-01\n',
        'date = 2026-01-29\nhours = 13\nstrands = ["al-cto/it"]\noffering = "alet/winter-conference"\n'
        "posted = 2026-02-10\n",
        "FY26",
    ),
    "a cycle that was renewed": ('program = "al-cto"\ncohort = "ECHO"\nrenewed = [2024-05-20]\n', "", "2021-2024"),
    "a cycle of long ago": (
        'program = "al-cto"\nissued = 1996-06-01\nrenewed = [1999-05-20, 2002-05-01]\nended = 2004-06-01\n',
        "",
        "1996-1999",
    ),
    "a cycle whose hours nobody logged": (
        'program = "cosn-cetl"\nissued = 2020-01-01\nrenewed = [2022-12-01]\n',
        "",
        "2020-2023",
    ),
}


@pytest.mark.parametrize(("held", "done", "period"), MET.values(), ids=list(MET))
def test_nothing_is_next_of_a_past_period_that_is_met(library, held: str, done: str, period: str):
    entry = f'\n[[activity]]\nid = "one"\ntitle = "One"\n{done}' if done else ""
    records = read_text(f"{PERSON}\n[[credential]]\n{held}{entry}".encode()).records
    (credential,) = records.credentials
    standing = evaluate(records, credential, library, date(2027, 1, 10), period=period)
    assert standing.state.value == "compliant"
    assert standing.next == ""
