"""What must not be silent on the command line: a missed year, a credential with an error, nothing recorded."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import status_contract
from calling import PERSON, Run

MISSED = (
    PERSON
    + 'role_began = 2015-07-01\n[[credential]]\nprogram = "al-td-ceu"\n\n'
    + "".join(
        f'[[activity]]\nid = "{day}"\ntitle = "Winter"\ndate = {day}\nhours = {hours}\nstrands = ["al-cto/it"]\n'
        'offering = "alet/winter-conference"\n\n'
        for day, hours in (("2025-01-28", 12), ("2026-01-28", 3))
    )
)
BROKEN = 'schema = 1\n[person]\nname = "Jordan Avery"\n[[credential]]\nprogram = "al-cto"\nissued = "2021-06-01"\n'


@pytest.mark.parametrize(("on", "status"), [("2026-10-01", 1), ("2027-09-30", 1), ("2026-09-30", 0)])
def test_a_missed_year_sets_the_exit_status_for_a_year(alcto: Run, folder: Path, on: str, status: int) -> None:
    (folder / "records.toml").write_text(MISSED)
    for shape in ((), ("--line",), ("--table",), ("--json",)):
        assert alcto("status", *shape, "--on", on).exit_code == status


def test_a_missed_year_is_told_on_the_line_in_the_table_and_in_sentences(alcto: Run, folder: Path) -> None:
    (folder / "records.toml").write_text(MISSED)
    on = ("--on", "2026-10-01")
    line = alcto("status", "--line", *on).stdout
    assert line == "TD-CEU FY27: NOT YET 12 hours by 30 Sep 2027; FY26 MISSED, 9 hours missing\n"
    table = alcto("status", "--table", *on).stdout.splitlines()
    assert [row.split()[:3] for row in table[1:]] == [["TD-CEU", "FY27", "NOT"], ["TD-CEU", "FY26", "MISSED"]]
    assert "FY26 is MISSED: 9 hours missing." in alcto("status", *on).stdout
    assert json.loads(alcto("status", "--json", *on).stdout)["standings"][0]["state"] == "in-progress"


def test_a_credential_with_an_error_is_not_nothing(alcto: Run, folder: Path) -> None:
    (folder / "records.toml").write_text(BROKEN)
    for shape in ((), ("--line",), ("--table",)):
        done = alcto("status", *shape)
        assert done.exit_code == 3
        assert "CANNOT TELL" in done.stdout or "cannot be told" in done.stdout
        assert "line 6 of records.toml" in done.stdout
        assert "nothing is owed" not in done.stdout
    document = json.loads(alcto("status", "--json").stdout)
    status_contract.status(document)
    (standing,) = document["standings"]
    assert (standing["credential"], standing["program"], standing["state"]) == ("al-cto", "al-cto", "undetermined")
    assert "line 6 of records.toml" in standing["next"]


def test_nothing_is_owed_only_where_nothing_was_left_out(alcto: Run, folder: Path) -> None:
    file = folder / "records.toml"
    file.write_text('schema = 1\n[person]\nname = "Jordan Avery"\n')
    assert "so nothing is owed here" in alcto("status").stdout
    file.write_text(file.read_text() + '[[credentials]]\nprogram = "al-cto"\n')
    done = alcto("status").stdout
    assert "nothing is owed" not in done and "`alcto check`" in done


def test_a_credential_with_an_error_leaves_the_other_verbs_working(alcto: Run, folder: Path) -> None:
    sound = '[[credential]]\nprogram = "al-td-ceu"\n'
    (folder / "records.toml").write_text(BROKEN + sound)
    assert alcto("list").exit_code == 3
    listed = alcto("credential").stdout
    assert "al-cto" in listed and "CANNOT TELL" in listed
    assert alcto("explain", "al-cto").exit_code == 3
    assert alcto("log", "winter conference", "--date", "2026-01-28", "--hours", "3", "--yes").exit_code == 3
    assert "al-td-ceu" in alcto("status", "--json", "--period", "FY26").stdout
