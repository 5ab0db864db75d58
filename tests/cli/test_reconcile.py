"""`alcto reconcile`: an export of the official record beside the records."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from calling import Run

EXPORT = """\
Course Title,Completion Date,Credit Hours,Status,Date Posted
ALET Winter Conference,01/28/2026,6,Completed,02/10/2026
FETC 2026,01/14/2026,6,Completed,02/20/2026
ALET Region Meeting,02/12/2026,2,Completed,02/20/2026
Cyber Camp,02/17/2026,6,Cancelled,
"""
PLANNED = """
[[activity]]
id = "later"
title = "ALET Summer Conference"
date = 2026-06-10
hours = 6
status = "planned"
"""


@pytest.fixture
def export(records: Path, tmp_path: Path) -> Path:
    records.write_text(records.read_text(encoding="utf-8") + PLANNED, encoding="utf-8")
    file = tmp_path / "talent.csv"
    file.write_text(EXPORT, encoding="utf-8")
    return file


def answer(alcto: Run, *args: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(alcto("reconcile", *args, "--json").stdout)
    return found


def test_every_row_and_entry_stands_in_one_of_four_lists(alcto: Run, export: Path) -> None:
    found = answer(alcto, str(export))
    assert found["schema"] == 1
    assert [(one["activity"], one["row"]) for one in found["both"]] == [("winter", 2)]
    assert [(one["activity"], one["mine"], one["theirs"]) for one in found["differ"]] == [("fetc", 8.0, 6.0)]
    assert found["only_mine"] == []
    assert found["only_theirs"] == [{"row": 4, "title": "ALET Region Meeting", "date": "2026-02-12", "hours": 2.0}]
    assert [one["why"] for one in found["not_compared"]] == ["it was not done", "it is planned"]


def test_nothing_is_saved_without_yes(alcto: Run, export: Path, records: Path) -> None:
    before = records.read_bytes()
    done = alcto("reconcile", str(export))
    assert (done.exit_code, records.read_bytes()) == (0, before)
    assert "dry run" in done.stderr


def test_what_the_record_shows_is_noted_in_one_save_and_taken_back(alcto: Run, export: Path, records: Path) -> None:
    before = records.read_bytes()
    done = alcto("reconcile", str(export), "--yes")
    assert done.exit_code == 0
    text = records.read_text(encoding="utf-8")
    assert 'state = "posted"\n  on = 2026-02-20\n  hours = 6\n' in text
    assert text.count("[[activity.record]]") == 1
    assert "# the first one" in text
    alcto("undo")
    assert records.read_bytes() == before


def test_what_noting_does_to_each_credential_is_shown_before_it_is_saved(alcto: Run, export: Path) -> None:
    shown = alcto("reconcile", str(export), "--take", "4").stdout
    head, _, effects = shown.partition("What it does to each credential")
    assert "other hours" in head
    assert "CETL" in effects or "CTO" in effects
    alcto("reconcile", str(export), "--take", "4", "--yes")
    assert "What it does to each credential" not in alcto("reconcile", str(export)).stdout


def test_a_second_run_changes_nothing(alcto: Run, export: Path, records: Path) -> None:
    alcto("reconcile", str(export), "--yes", "--take", "4")
    before = records.read_bytes()
    done = alcto("reconcile", str(export), "--yes", "--on", "2026-03-09")
    assert (done.exit_code, records.read_bytes()) == (0, before)
    assert "Your records note all of that already." in done.stdout


def test_a_row_is_taken_in_as_posted(alcto: Run, export: Path, records: Path) -> None:
    alcto("reconcile", str(export), "--take", "4", "--yes")
    text = records.read_text(encoding="utf-8")
    assert 'title = "ALET Region Meeting"\ndate = 2026-02-12\nhours = 2\n' in text
    assert text.rstrip().endswith("posted = 2026-02-20")
    assert answer(alcto, str(export))["only_theirs"] == []


def test_a_doubtful_pair_is_never_noted_unasked(alcto: Run, export: Path, records: Path) -> None:
    export.write_text("Title,Date,Hours\nALET Winter Conference,2026-01-28,6\nSummit,2026-01-13,8\n", encoding="utf-8")
    found = answer(alcto, str(export))
    assert [(one["activity"], one["doubtful"]) for one in found["both"]] == [("fetc", True), ("winter", False)]
    done = alcto("reconcile", str(export), "--yes")
    assert done.exit_code == 1
    assert "Doubtful pairs were left as they are (1)" in done.stderr
    assert records.read_text(encoding="utf-8").count("posted") == 1
    assert alcto("reconcile", str(export), "--pair", "3=fetc", "--yes").exit_code == 0
    assert "posted = 2026-03-01" in records.read_text(encoding="utf-8")


def test_a_row_is_put_apart(alcto: Run, export: Path) -> None:
    found = answer(alcto, str(export), "--apart", "3")
    assert [one["activity"] for one in found["only_mine"]] == ["fetc"]
    assert [one["row"] for one in found["only_theirs"]] == [3, 4]


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("--pair", "3"), "is not ROW=ACTIVITY"),
        (("--pair", "3=fetc", "--pair", "3=winter"), "Row 3 has 6 hours, and the 2 entries paired with it have 14"),
        (("--pair", "5=fetc"), "Row 5 is not compared"),
        (("--pair", "3=later"), "“later” is not compared"),
        (("--take", "2"), "Row 2 is not one that only ALET Talent has"),
        (("--credential", "no"), "There is no credential “no”"),
        (("--period", "FY99"), "has no period “FY99”"),
        (("--json", "--message", "-"), "leave --json out"),
    ],
)
def test_what_cannot_be_done_is_said(alcto: Run, export: Path, args: tuple[str, ...], said: str) -> None:
    done = alcto("reconcile", str(export), "--yes", *args)
    assert done.exit_code == 2
    assert said in done.stderr


def test_a_message_is_drafted_of_what_counts_and_is_not_shown(alcto: Run, export: Path, tmp_path: Path) -> None:
    export.write_text("Title,Date,Hours\nALET Winter Conference,2026-01-28,4.5\n", encoding="utf-8")
    told = alcto("reconcile", str(export), "--message", "-")
    assert "- 13 Jan 2026, FETC, Orlando, FL: 8 hours" in told.stdout
    assert "4.5 of 6 hours shown" in told.stdout
    assert "only in your records" not in told.stdout
    draft = tmp_path / "draft.txt"
    alcto("reconcile", str(export), "--message", str(draft))
    assert draft.read_text(encoding="utf-8") == told.stdout
    assert "is there already" in alcto("reconcile", str(export), "--message", str(draft)).stderr


def test_a_record_that_is_not_short_needs_no_message(alcto: Run, export: Path) -> None:
    done = alcto("reconcile", str(export), "--message", "-")
    assert done.stdout == ""


def test_rows_of_no_period_are_named(alcto: Run, export: Path) -> None:
    export.write_text("Title,Date,Hours\nALET Winter Conference,2019-01-28,6\n", encoding="utf-8")
    done = alcto("reconcile", str(export))
    assert "nothing to compare" in done.stdout
    assert "lies in no period of al-td-ceu" in done.stdout


def test_a_doubtful_column_is_asked_about_first(alcto: Run, export: Path) -> None:
    export.write_text("Title,Date,CEU\nALET Winter Conference,2026-01-28,6\nFETC,2026-01-13,8\n", encoding="utf-8")
    done = alcto("reconcile", str(export))
    assert done.exit_code == 1
    assert "--column 'CEU=" in done.stdout
    assert answer(alcto, str(export))["questions"]


def test_hostile_text_stays_text(alcto: Run, export: Path) -> None:
    export.write_text('Title,Date,Hours\n"[/b] \x1b[2J =1+1 \u202e",2026-02-03,2\n', encoding="utf-8")
    for args in ((), ("--json",), ("--message", "-"), ("--take", "2", "--yes")):
        done = alcto("reconcile", str(export), *args)
        assert done.exit_code == 0
        assert "\x1b" not in done.output


def test_what_a_column_holds_is_remembered_once_it_was_saved(alcto: Run, export: Path) -> None:
    export.write_text("Title,Date,CEU\nALET Winter Conference,2026-01-29,4\nFETC,2026-01-13,6\n", encoding="utf-8")
    assert alcto("reconcile", str(export), "--column", "CEU=hours", "--yes").exit_code == 0
    assert [one["theirs"] for one in answer(alcto, str(export))["differ"]] == [6.0, 4.0]


def test_what_is_noted_as_posted_and_not_shown_is_told(alcto: Run, export: Path) -> None:
    export.write_text("Title,Date,Hours\nFETC,2026-01-13,8\n", encoding="utf-8")
    assert "Your records note it as posted all the same." in alcto("reconcile", str(export)).stdout


@pytest.mark.parametrize("verb", ["reconcile", "import"])
def test_a_sheet_of_two_people_gives_only_the_own_rows(alcto: Run, export: Path, verb: str) -> None:
    rows = "Jordan Avery,ALET Winter Conference,2026-01-28,6\n{},Late Night Cybersecurity,2026-01-14,8\n"
    told = "The column “Name” names 2 people (“Jordan Avery”, “Sam Lee”): only your own rows come in."
    for name, is_told in (("Sam Lee", True), ("JORDAN AVERY", False), ('"Avery, Jordan T."', False)):
        export.write_text("Name,Title,Date,Hours\n" + rows.format(name), encoding="utf-8")
        said = " ".join(alcto(verb, str(export)).stdout.split())
        assert (told in said) is is_told
        assert ("the hours are those of “Sam Lee”" in said) is is_told


def test_first_and_last_names_beside_each_other_say_whose_the_rows_are(alcto: Run, export: Path) -> None:
    rows = "Jordan,Avery,Winter,2026-01-28,6\nJordan,Lee,Late,2026-01-14,8\n"
    export.write_text("First Name,Last Name,Title,Date,Hours\n" + rows, encoding="utf-8")
    assert alcto("import", str(export), "--yes").exit_code == 0
    assert "Late" not in alcto("list").stdout


def test_several_people_who_approved_are_not_those_who_did_it(alcto: Run, export: Path) -> None:
    rows = "Kim Poe,Winter,2026-01-28,6\nSam Lee,Late,2026-01-14,8\n"
    export.write_text("Approved By,Title,Date,Hours\n" + rows, encoding="utf-8")
    assert alcto("import", str(export), "--yes").exit_code == 0
    assert "Late" in alcto("list").stdout


@pytest.mark.parametrize("name", ["", "Ada Lee"])
def test_a_row_that_may_be_of_somebody_else_is_held_back(alcto: Run, export: Path, name: str) -> None:
    first = "Sam Lee" if name else "Jordan Avery"
    sheet = f"Name,Title,Date,Hours\n{first},Winter,2026-01-28,6\nKim Poe,Fall,2026-02-01,2\n{name},Late,2026-01-14,8\n"
    export.write_text(sheet, encoding="utf-8")
    done = alcto("import", str(export), "--yes")
    assert done.exit_code == 1
    said = " ".join((done.stdout + done.stderr).split())
    assert ("it is not known whether “Ada Lee” is you" if name else "it names nobody") in said
    assert "Late" not in alcto("list").stdout


def test_a_sheet_of_one_other_name_says_whose_the_records_are(alcto: Run, export: Path) -> None:
    export.write_text("Name,Title,Date,Hours\nJordy Avery,Winter,2026-01-28,6\n", encoding="utf-8")
    said = " ".join(alcto("import", str(export)).stdout.split())
    assert "names “Jordy Avery”, and the records are those of Jordan Avery" in said


def test_where_only_the_day_of_posting_is_shown_it_stands_for_the_day_and_each_pair_is_asked_about(
    alcto: Run, export: Path
) -> None:
    export.write_text("Date Posted,Title,Hours\n02/10/2026,ALET Winter Conference,6\n", encoding="utf-8")
    found = answer(alcto, str(export))
    assert [(one["activity"], one["row"], one["doubtful"]) for one in found["both"]] == [("winter", 2, True)]
    assert "is the day of posting" in alcto("reconcile", str(export)).stdout


def test_a_row_that_stands_twice_is_said_to(alcto: Run, export: Path) -> None:
    lines = "Title,Date,Hours\nALET Winter Conference,1/28/2026,6\nALET Winter Conference,1/28/2026,6\n"
    export.write_text(lines, encoding="utf-8")
    assert "it says what row 2 says, once more" in alcto("reconcile", str(export)).stdout
