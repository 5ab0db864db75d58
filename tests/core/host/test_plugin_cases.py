"""The runner of cases: what differs is named, and a case that tests nothing never passes."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

import pytest

from alcto_core.host.below import Below, below
from alcto_core.host.cases import run_case
from alcto_core.host.plugins import load_plugins
from alcto_core.rules.library import Library

CASE = """\
name = "twelve hours"
on = 2026-03-01
records = '''
schema = 1

[person]
name = "Jordan Avery"

[[credential]]
program = "al-td-ceu"

[[activity]]
id = "fall"
title = "Fall"
date = 2025-10-14
hours = 12
strands = ["al-cto/it"]
offering = "alet/fall-conference"
'''

[expect."al-td-ceu"]
state = "compliant"
counted = 12.0
missing = 0
end = 2026-09-30
due = "2026-09-30"
strands_missing = 0

[expect."al-td-ceu".requirements."source/alet"]
state = "met"
kind = "hours"
advisory = false

[expect."al-td-ceu".credits."fall"]
counted = 12
rules = []
strands = { "al-cto/it" = 12 }

[expect."al-td-ceu".readings."online-counts"]
changes_answer = false
"""


@cache
def library() -> Library:
    return load_plugins(no_plugins=True).library


def mismatches(folder: Path, text: str) -> list[str]:
    file = folder / "case.toml"
    file.write_text(text, "utf-8")
    return [str(mismatch) for mismatch in run_case(file, library())]


def test_a_case_that_holds_has_no_mismatch(tmp_path: Path) -> None:
    assert mismatches(tmp_path, CASE) == []


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ('state = "compliant"', 'state = "in-progress"', "al-td-ceu.state: expected in-progress, found compliant"),
        ("counted = 12.0", "counted = 11.75", "al-td-ceu.counted: expected 11.75, found 12.0"),
        ("counted = 12.0", "conuted = 12.0", "al-td-ceu.conuted: expected one of"),
        ("rules = []", 'rules = ["repeat"]', "al-td-ceu.credits.fall.rules: expected ['repeat'], found []"),
        ('credits."fall"', 'credits."winter"', "al-td-ceu.credits.winter: expected a credit"),
        (
            'requirements."source/alet"',
            'requirements."source/nasa"',
            "requirements.source/nasa: expected a requirement",
        ),
        ('readings."online-counts"', 'readings."online"', "readings.online: expected a switch"),
        ("rules = []", "absent = true", "expected nothing: it lies outside the window"),
        ("advisory = false", "advisory = true", "advisory: expected True, found False"),
        ("due = ", "plan = ", "one of"),
        ("on = 2026-03-01", "off = 2026-03-01", "expected on, records and expect"),
        ('program = "al-td-ceu"', 'program = "al-cto"', "al-td-ceu: expected a standing, found no such credential"),
        ('name = "twelve hours"', 'name = "twelve hours"\nperiod = "FY99"', "standings: expected a standing"),
        ("schema = 1", "schema =", "records: expected a records file"),
        ('name = "twelve hours"', "name =", "expected a case in TOML"),
    ],
)
def test_what_differs_is_named(tmp_path: Path, right: str, wrong: str, said: str) -> None:
    assert right in CASE
    assert said in "\n".join(mismatches(tmp_path, CASE.replace(right, wrong, 1)))


def test_a_case_that_expects_nothing_does_not_pass(tmp_path: Path) -> None:
    head = CASE.partition("[expect")[0]
    assert mismatches(tmp_path, head) != []
    assert mismatches(tmp_path, head + '[expect."al-td-ceu"]\n') != []


def test_a_case_may_count_what_is_planned_and_ask_for_a_period(tmp_path: Path) -> None:
    text = CASE.replace("hours = 12", 'hours = 12\nstatus = "planned"', 1)
    assert mismatches(tmp_path, text) != []
    assert mismatches(tmp_path, text.replace("name =", 'plan = true\nperiod = "FY26"\nname =', 1)) == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_among_the_rule_files_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.toml")
    assert below(tmp_path) == Below()
