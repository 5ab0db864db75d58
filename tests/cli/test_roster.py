"""`alcto roster`: the table, the JSON lines, the CSV file and the exit status."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from calling import ACTIVITIES, BOTH, PERSON, Run

from alcto_core import system
from alcto_core.importing.cells import read_csv
from alcto_core.roster import crew

HOSTILE = '=HYPERLINK(\\"http://x\\")\\u001b]0;owned\\u0007\\u202e[bold]'


@pytest.fixture
def people(tmp_path: Path) -> Path:
    """Three people, two of one name, and a damaged file."""
    folder = tmp_path / "people"
    for name, text in {
        "p1/records.toml": PERSON + BOTH + ACTIVITIES,
        "p2/records.toml": PERSON + BOTH,
        "p3/records.toml": PERSON.replace("Jordan Avery", HOSTILE).replace("Pine", "-Pine") + BOTH,
        "damaged.toml": "schema = = 1",
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def state_of(folder: Path) -> dict[str, bytes | None]:
    return {str(file): file.read_bytes() if file.is_file() else None for file in sorted(folder.rglob("*"))}


def test_json_is_one_person_a_line_in_exactly_this_shape(alcto: Run, people: Path) -> None:
    found = alcto("roster", str(people), "--json")
    lines = [json.loads(line) for line in found.stdout.splitlines()]
    assert lines[0] == {
        "file": "damaged.toml",
        "name": "",
        "district": "",
        "standings": [],
        "problem": "nothing in it can be read; look at line 1",
    }
    (p1,) = (line for line in lines if line["file"] == "p1/records.toml")
    assert list(p1) == ["file", "name", "district", "standings", "problem"]
    status = json.loads(alcto("status", "--records", str(people / "p1"), "--json").stdout)
    assert p1["standings"] == [
        {
            "credential": one["credential"],
            "state": one["state"],
            "missing": one["hours"]["missing"],
            "due": one["due"],
        }
        for one in status["standings"]
    ]
    assert (p1["name"], p1["district"], p1["problem"]) == ("Jordan Avery", "Pine Hollow City Schools", None)
    assert found.stdout.isascii()
    assert found.exit_code == 3


def test_the_exit_status_is_that_of_the_worst_line(alcto: Run, people: Path) -> None:
    assert alcto("roster", str(people)).exit_code == 3
    (people / "damaged.toml").unlink()
    assert alcto("roster", str(people)).exit_code == 0
    assert alcto("roster", str(people), "--on", "2027-06-02").exit_code == 1


def test_two_people_of_one_name_are_told_apart_by_their_files(alcto: Run, people: Path) -> None:
    rows = alcto("roster", str(people), "--program", "al-td-ceu").stdout.splitlines()
    jordans = [row for row in rows if row.startswith("Jordan Avery")]
    assert len(jordans) == 2
    assert {row.split()[-1] for row in jordans} == {"p1", "p2"}


def test_nothing_of_the_log_is_told_and_nothing_is_obeyed(alcto: Run, people: Path) -> None:
    for more in ((), ("--json",)):
        told = alcto("roster", str(people), *more).output
        assert "FETC" not in told
        assert "\x1b" not in told
        assert "\u202e" not in told


def test_nothing_is_written_among_the_records(alcto: Run, people: Path, tmp_path: Path) -> None:
    before = state_of(people)
    alcto("roster", str(people), "--csv", str(tmp_path / "roster.csv"))
    assert state_of(people) == before
    refused = alcto("roster", str(people), "--csv", str(people / "roster.csv"))
    assert refused.exit_code == 2
    assert "nothing is written" in refused.stderr
    assert state_of(people) == before


def test_the_csv_file_is_guarded_and_import_takes_the_guard_away(alcto: Run, people: Path, tmp_path: Path) -> None:
    target = tmp_path / "roster.csv"
    alcto("roster", str(people), "--csv", str(target))
    rows = list(csv.reader(io.StringIO(target.read_bytes().decode("utf-8-sig"), newline="")))
    assert rows[0][:4] == ["file", "name", "district", "credential"]
    assert len(rows) == 1 + 1 + 3 * 2
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    read = [row for row in read_csv(target.read_bytes()).rows if row.cell(0) == "p3/records.toml"]
    assert {row.cell(1)[:12] for row in read} == {'=HYPERLINK("'}
    assert {row.cell(2) for row in read} == {"-Pine Hollow City Schools"}


def test_a_file_that_is_no_csv_file_is_not_covered(alcto: Run, people: Path, tmp_path: Path) -> None:
    target = tmp_path / "letter.txt"
    target.write_text("mine", encoding="utf-8")
    assert alcto("roster", str(people), "--csv", str(target)).exit_code == 2
    assert target.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("shape", [(), ("--json",)], ids=["table", "json"])
def test_the_bytes_are_the_same_for_one_process_and_for_many(
    alcto: Run, people: Path, shape: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(system, "cores", lambda: 1)
    one = alcto("roster", str(people), *shape).stdout_bytes
    monkeypatch.setattr(system, "cores", lambda: 3)
    monkeypatch.setattr(crew, "FEW", 0)
    monkeypatch.setattr(crew, "_CHUNK", 1)
    assert alcto("roster", str(people), *shape).stdout_bytes == one


def test_who_holds_none_of_the_programs_keeps_a_line(alcto: Run, people: Path) -> None:
    found = alcto("roster", str(people), "--program", "cosn-cetl", "--json")
    lines = [json.loads(line) for line in found.stdout.splitlines()]
    assert [line["standings"] for line in lines] == [[], [], [], []]


def test_a_program_that_nobody_could_hold_is_refused_with_the_nearest(alcto: Run, people: Path) -> None:
    refused = alcto("roster", str(people), "--program", "al-tdceu")
    assert refused.exit_code == 2
    assert "did you mean “al-td-ceu”?" in refused.stderr


def test_a_folder_without_records_says_what_belongs_there(alcto: Run, tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    refused = alcto("roster", str(tmp_path / "none"))
    assert refused.exit_code == 2
    assert "folders with a records.toml each" in refused.stderr


def test_for_the_ear_each_row_is_a_sentence(alcto: Run, people: Path) -> None:
    told = alcto("roster", str(people), "--program", "al-td-ceu", env={"ALCTO_PLAIN": "1"}).stdout
    assert "Name: Jordan Avery; District: Pine Hollow City Schools; Credential: TD-CEU FY26; State: NOT YET" in told


def test_totals_are_told_by_district(alcto: Run, people: Path) -> None:
    told = alcto("roster", str(people), "--program", "al-td-ceu").stdout
    (row,) = (line for line in told.splitlines() if line.startswith("Pine Hollow City Schools"))
    assert row.split()[-6:] == ["al-td-ceu", "1", "1", "0", "0", "0"]


def test_a_period_just_before_that_was_missed_is_a_row_of_its_own(alcto: Run, people: Path, tmp_path: Path) -> None:
    (people / "damaged.toml").unlink()
    half = ACTIVITIES.rpartition("[[activity]]")[0]
    (people / "p1" / "records.toml").write_text(PERSON + BOTH + half, encoding="utf-8")
    asked = ("roster", str(people), "--program", "al-td-ceu", "--on", "2026-10-14")
    told = alcto(*asked, "--csv", str(tmp_path / "roster.csv"))
    assert told.exit_code == 1
    assert "missed something in the period that ended just before" in told.stdout
    rows = [row for row in told.stdout.splitlines() if row.endswith(" p1")]
    assert [(row.split()[7], "MISSED" in row) for row in rows] == [("FY27", False), ("FY26", True)]
    assert "TD-CEU FY26,MISSED" in (tmp_path / "roster.csv").read_text(encoding="utf-8-sig")
    lines = [json.loads(line) for line in alcto(*asked, "--json").stdout.splitlines()]
    assert [len(line["standings"]) for line in lines] == [1, 1, 1]
