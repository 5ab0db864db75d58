"""`alcto status CREDENTIAL`: what is said, and the exit status, of the credentials that are named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from calling import Run


@pytest.mark.parametrize("credential", ["al-td-ceu", "al-cto"])
def test_what_is_said_of_one_is_what_is_said_of_it_among_all(credential: str, alcto: Run, records: Path) -> None:
    whole = json.loads(alcto("status", "--json").stdout)
    one = json.loads(alcto("status", credential, "--json").stdout)
    assert one["standings"] == [each for each in whole["standings"] if each["credential"] == credential]
    assert len(whole["standings"]) == 2


def test_each_shape_keeps_to_those_that_are_named_in_the_order_of_the_call(alcto: Run, records: Path) -> None:
    assert "AL-CTO" not in alcto("status", "al-td-ceu").stdout
    assert "AL-CTO" not in alcto("status", "al-td-ceu", "--table").stdout
    assert alcto("status", "al-td-ceu", "--line").stdout == "TD-CEU FY26: MET\n"
    both = alcto("status", "al-cto", "al-td-ceu", "al-cto", "--line").stdout
    assert [part.split()[0] for part in both.split(" | ")] == ["AL-CTO", "TD-CEU"]


def test_the_exit_status_is_theirs_alone(alcto: Run, records: Path) -> None:
    later = ("--on", "2027-07-02")
    assert alcto("status", "al-cto", *later).exit_code == 1
    assert alcto("status", *later).exit_code == 1
    assert alcto("status", "al-td-ceu", "--period", "FY26", *later).exit_code == 0
    assert alcto("status", "al-td-ceu", "--within", "30d").exit_code == 0


def test_a_credential_that_nobody_holds_is_named_with_those_that_are(alcto: Run, records: Path) -> None:
    done = alcto("status", "al-tdceu")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "you have no credential “al-tdceu”" in done.stderr
    assert "al-td-ceu, al-cto" in done.stderr


def test_a_period_of_another_credential_is_said_to_be_none_of_it(alcto: Run, records: Path) -> None:
    done = alcto("status", "al-cto", "--period", "FY26")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "al-cto has no period “FY26”." in done.stderr


def test_an_error_elsewhere_in_the_file_is_no_less_an_error(alcto: Run, records: Path) -> None:
    records.write_text(records.read_text("utf-8").replace('cohort = "', "cohort = 2", 1), encoding="utf-8")
    done = alcto("status", "al-td-ceu")
    assert done.exit_code == 3
