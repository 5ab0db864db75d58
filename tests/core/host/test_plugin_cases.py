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
from alcto_core.telling.cases import failure_lines
from alcto_core.workshop.running import run

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
        (
            "counted = 12.0",
            "conuted = 12.0",
            "al-td-ceu.conuted: there is no such figure; did you mean “counted”? ",
        ),
        ("rules = []", 'rules = ["repeat"]', "al-td-ceu.credits.fall.rules: expected ['repeat'], found []"),
        (
            'credits."fall"',
            'credits."winter"',
            "credits.winter: no activity of this id lies in the window; known: fall",
        ),
        (
            'requirements."source/alet"',
            'requirements."source/nasa"',
            "requirements.source/nasa: no requirement of this id is asked; ",
        ),
        ('readings."online-counts"', 'readings."online"', "readings.online: no switch of this id is told; "),
        ("rules = []", "absent = true", "expected nothing: it lies outside the window"),
        ("advisory = false", "advisory = true", "advisory: expected True, found False"),
        ("due = ", "plan = ", "al-td-ceu.plan: there is no such figure; "),
        ("on = 2026-03-01", "off = 2026-03-01", "on: the key is missing; add the date asked about"),
        (
            'program = "al-td-ceu"',
            'program = "al-cto"',
            "al-td-ceu: no credential of the records has this id; known: al-cto",
        ),
        ('name = "twelve hours"', 'name = "twelve hours"\nperiod = "FY99"', "standings: expected a standing"),
        ("schema = 1", "schema =", "records: schema has no value"),
        ('name = "twelve hours"', "name =", "name has no value"),
    ],
)
def test_what_differs_is_named(tmp_path: Path, right: str, wrong: str, said: str) -> None:
    assert right in CASE
    assert said in "\n".join(mismatches(tmp_path, CASE.replace(right, wrong, 1)))


SLIPS = [
    ("on = 2026-03-01", 'on = "2026-03-01"', 2, "this is not what belongs here; write a date without quotes"),
    ("name = ", "nam = ", 1, "this key is not known in a case; did you mean “name”? known: name, on, records"),
    ("counted = 12.0", 'counted = "12.0"', 23, "this is no such figure; write a number without quotes"),
    ('state = "compliant"', 'state = "missed"', 22, "this is no such figure; write one of: compliant, in-progress,"),
    ('state = "met"', 'state = "missed"', 30, "this is no such figure; write one of: met, unmet,"),
    ("advisory = false", "advisory = 0", 32, "this is no such figure; write true or false"),
    ("rules = []", 'rules = "repeat"', 36, "this is no such figure; write a list of texts"),
    ('[expect."al-td-ceu"]', '[expect."al-td-cue"]', 21, "has this id; did you mean “al-td-ceu”? known: al-td-ceu"),
    ('requirements."source/alet"', "requirements.source/alet", 29, "a name with a slash needs quotes"),
    ("hours = 12", "hours = 12,5", 16, "has a decimal comma; write a point, not a comma"),
    ("hours = 12", 'hours = "twelve"', 16, "hours"),
    ("date = 2025-10-14", "date = 10/14/2025", 15, "write year, month and day, like 2025-10-14"),
    ("\n'''\n", "\n", 3, "three quotes open a long text here and never close"),
]
"""What an author may write by a slip, its line in the case, and what is said of it."""


@pytest.mark.parametrize(("right", "wrong", "line", "said"), SLIPS, ids=[wrong for _, wrong, _, _ in SLIPS])
def test_a_slip_in_a_case_is_told_once_at_its_line(
    tmp_path: Path, right: str, wrong: str, line: int, said: str
) -> None:
    assert right in CASE
    file = tmp_path / "case.toml"
    file.write_text(CASE.replace(right, wrong, 1), "utf-8")
    told = list(failure_lines(run(file, library())))
    assert told[1].startswith(f"  {file}:{line}: ")
    assert said in told[1]
    assert "by hand" not in told[1]


def test_what_is_odd_in_the_records_of_a_case_that_fails_stands_below_its_figures(tmp_path: Path) -> None:
    file = tmp_path / "case.toml"
    file.write_text(CASE.replace('strands = ["al-cto/it"]', 'strand = ["al-cto/it"]'), "utf-8")
    told = list(failure_lines(run(file, library())))
    odd = [one for one in told if one.startswith(f"  {file}:17: in the records: ")]
    assert any("did you mean strands" in one for one in odd)
    file.write_text(CASE, "utf-8")
    assert run(file, library()).remarks == ()


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
