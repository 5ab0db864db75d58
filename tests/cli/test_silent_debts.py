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


# --- an entry of another period ---------------------------------------------------------------------------------------

NOVEMBER = ("--on", "2026-11-10")


def test_a_late_entry_names_the_year_that_it_mends(alcto: Run, folder: Path) -> None:
    (folder / "records.toml").write_text(MISSED)
    done = alcto("log", "winter", "--date", "2026-01-29", "--hours", "9", "--strand", "it", "--yes", *NOVEMBER)
    assert "  TD-CEU FY26: 9 of 9 hours count; 3 → 12 of 12; ALET 3 → 12 of 6; MISSED becomes MET.\n" in done.stderr
    assert "FY27" not in done.stderr
    gone = alcto("delete", "2026-01-28", "--yes", *NOVEMBER)
    assert "TD-CEU FY26: 12 → 9 of 12; ALET 12 → 9 of 6; MET becomes MISSED: 3 hours missing." in gone.stderr


def test_an_edit_tells_only_what_changes(alcto: Run, folder: Path) -> None:
    others = '[[credential]]\nprogram = "al-cto"\nissued = 2026-02-01\n[[credential]]\nprogram = "cosn-cetl"\n'
    ended = "issued = 2015-01-01\nended = 2018-01-01\n"
    (folder / "records.toml").write_text(MISSED + others + ended)
    done = alcto("edit", "2025-01-28", "--hours", "13", "--yes", *NOVEMBER)
    told = [row for row in done.stderr.splitlines() if "count;" in row or "stays" in row]
    assert told == ["  TD-CEU FY25: 13 of 13 hours count; 12 → 13 of 12; ALET 12 → 13 of 6; stays MET."]


def test_an_entry_that_no_period_holds_says_so(alcto: Run, folder: Path) -> None:
    (folder / "records.toml").write_text(MISSED)
    done = alcto("log", "--title", "Old", "--date", "2011-01-29", "--hours", "1", "--yes", *NOVEMBER)
    assert "It falls into no period that you owe, so it counts for nothing." in done.stderr
    assert "Old, 29 Jan 2011: 1 hour logged." in done.stderr


def test_the_list_shows_what_counts_in_the_period_that_holds_the_day(alcto: Run, folder: Path) -> None:
    (folder / "records.toml").write_text(MISSED)
    rows = [row.split() for row in alcto("list", *NOVEMBER).stdout.splitlines()]
    assert [row[2] for row in rows[1:]] == ["3.0", "3.0", "12.0", "12.0"]
    assert rows[2][-2:] == ["FY26", "MISSED"] and rows[4][-2:] == ["FY25", "MET"]  # each year has its sum below
    explained = alcto("explain", "2025-01-28", *NOVEMBER).stdout
    assert "and falls into FY25." in explained
    assert "TD-CEU FY25: 12 of 12 hours count\n" in explained


def test_nothing_is_next_in_a_past_period_that_was_met(alcto: Run, folder: Path) -> None:
    renewed = '[[credential]]\nprogram = "al-cto"\nissued = 2022-04-01\nrenewed = [2025-03-20]\n'
    (folder / "records.toml").write_text(PERSON + renewed)
    done = alcto("status", "--period", "2022-2025", "--on", "2026-11-10")
    assert "is met, due 1 Apr 2025: the authority renewed it." in done.stdout
    assert "Next:" not in done.stdout
    assert "missing" not in alcto("status", "--period", "2022-2025", "--line", "--on", "2026-11-10").stdout
