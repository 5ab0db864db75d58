"""`alcto status`: sentences, table, line and the JSON contract, and the exit statuses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import status_contract
from calling import ACTIVITIES, BOTH, PERSON, Run

from alcto_core.demonstration import DAY, FOLDER


def status_json(alcto: Run, *args: str) -> dict[str, Any]:
    done = alcto("status", "--json", *args)
    assert done.stdout.isascii()
    document: dict[str, Any] = json.loads(done.stdout)
    status_contract.status(document)
    return document


def test_the_verdict_comes_first(alcto: Run, records: Path) -> None:
    done = alcto("status")
    assert done.exit_code == 0
    assert done.stdout.startswith("TD-CEU FY26 is met, due 30 Sep 2026.\n")
    assert "AL-CTO 2024-2027 is not met yet: 46 hours" in done.stdout
    assert "Next: " in done.stdout


def test_charts_are_said_after_it_and_change_nothing_else(alcto: Run, records: Path) -> None:
    plain, told = alcto("status"), alcto("status", "--charts")
    assert told.exit_code == plain.exit_code
    assert told.stdout.startswith(f"{plain.stdout}\nCharts\n\nThe days that come\n")
    assert "TD-CEU FY26: counted so far\n  12 of 12 hours counted by 1 Mar 2026, reached on " in told.stdout
    assert "TD-CEU FY26: by month and strand\n  12 hours counted: " in told.stdout


@pytest.mark.parametrize("shape", ["--json", "--line", "--table", "--within=60d"])
def test_charts_go_with_sentences_alone(shape: str, alcto: Run, records: Path) -> None:
    done = alcto("status", "--charts", shape)
    assert done.exit_code == 2
    assert done.stdout == ""


def test_the_json_is_the_contract_key_for_key(alcto: Run, records: Path) -> None:
    document = status_json(alcto)
    assert document["on"] == "2026-03-01"
    assert document["person"] == {"name": "Jordan Avery", "district": "Pine Hollow City Schools"}
    ceu, cto = document["standings"]
    assert (ceu["state"], ceu["hours"]["counted"], ceu["hours"]["confirmed"]) == ("compliant", 12.0, 6.0)
    assert cto["state"] == "in-progress"
    for standing in document["standings"]:
        assert sum(credit["counted"] for credit in standing["credits"]) == standing["hours"]["counted"]
        for credit in standing["credits"]:
            assert credit["claimed"] + sum(one["hours"] for one in credit["because"]) == credit["counted"]


def test_the_json_holds_the_problems_of_the_file(alcto: Run, records: Path) -> None:
    records.write_text(records.read_text().replace("hours = 6.0", "hours = true"))
    done = alcto("status", "--json")
    document = json.loads(done.stdout)
    status_contract.status(document)
    assert done.exit_code == 3
    problem = document["problems"][0]
    assert (problem["severity"], problem["file"], problem["line"]) == ("error", "records.toml", 21)
    assert {standing["skipped"] for standing in document["standings"]} == {1}


def test_a_line_for_a_prompt(alcto: Run, records: Path) -> None:
    done = alcto("status", "--line")
    assert done.stdout.count("\n") == 1
    assert done.stdout.startswith("TD-CEU FY26: MET | AL-CTO 2024-2027: NOT YET 46 hours")
    assert "by 1 Jun 2027" in done.stdout


def test_a_table_with_a_row_for_each_credential(alcto: Run, records: Path) -> None:
    heading, ceu, cto = alcto("status", "--table").stdout.splitlines()
    assert heading.split()[:3] == ["Credential", "State", "Counted"]
    assert "MET" in ceu and "12.0" in ceu
    assert "NOT YET" in cto and "60.0" in cto


def test_one_shape_at_a_time(alcto: Run, records: Path) -> None:
    assert alcto("status", "--json", "--table").exit_code == 2


@pytest.mark.parametrize(
    ("on", "state", "code"),
    [("2026-03-01", "compliant", 0), ("2027-03-01", "in-progress", 0), ("2028-03-01", "in-progress", 1)],
)
def test_the_exit_status_follows_the_standings(alcto: Run, records: Path, on: str, state: str, code: int) -> None:
    done = alcto("status", "--json", "--on", on)
    assert json.loads(done.stdout)["standings"][0]["state"] == state
    assert done.exit_code == code


def test_errors_in_the_file_weigh_more_than_a_missed_program(alcto: Run, records: Path) -> None:
    records.write_text(records.read_text().replace("hours = 6.0", "hours = true"))
    done = alcto("status", "--on", "2028-03-01")
    assert done.exit_code == 3
    assert "records.toml:21: " in done.stderr
    assert "is missed" in done.stdout


def test_a_file_that_is_not_toml_counts_nothing(alcto: Run, records: Path) -> None:
    records.write_text("schema = 1\n[person\n")
    done = alcto("status")
    assert done.exit_code == 3
    assert "records.toml:2: " in done.stderr
    assert "until the records file is put right" in done.stdout
    as_json = alcto("status", "--json")
    assert as_json.exit_code == 3
    document = json.loads(as_json.stdout)
    status_contract.status(document)
    assert document["standings"] == []


def test_an_unknown_rule_set_cannot_be_told(alcto: Run, folder: Path) -> None:
    (folder / "records.toml").write_text(PERSON + '[[credential]]\nprogram = "zz-nowhere"\n')
    done = alcto("status")
    assert done.exit_code == 1
    assert "zz-nowhere cannot be told" in done.stdout


def test_without_the_plugin_nothing_reads_as_met(alcto: Run, records: Path) -> None:
    done = alcto("status", "--no-plugin", "alabama", "--line")
    assert done.exit_code == 1
    assert done.stdout == "al-td-ceu: CANNOT TELL | al-cto: CANNOT TELL\n"


def test_no_figure_and_no_day_stands_beside_a_doubt_that_they_turn_on(alcto: Run, folder: Path) -> None:
    held = '[[credential]]\nprogram = "al-cto"\ncohort = "ECHO"\nrenewed = [2024-05-20, 2024-06-20]\n'
    (folder / "records.toml").write_text(PERSON + held)
    assert alcto("status", "--line").stdout == "AL-CTO 2027-2030: CANNOT TELL\n"
    assert "2030" not in alcto("status", "--table").stdout.replace("2027-2030", "")


def test_an_error_in_a_rule_file_is_no_error_of_the_records(alcto: Run, records: Path) -> None:
    rules = records.parent / "rules"
    rules.mkdir()
    (rules / "mine.toml").write_text('kind = "rule-set"\n')
    assert alcto("status").exit_code == 0


def test_no_credential_says_how_to_add_one(alcto: Run, folder: Path) -> None:
    (folder / "records.toml").write_text(PERSON)
    done = alcto("status")
    assert done.exit_code == 0
    assert "alcto credential add" in done.stdout


def test_a_past_period_can_be_asked_for(alcto: Run, records: Path) -> None:
    document = status_json(alcto, "--period", "FY25")
    assert [one["period"]["name"] for one in document["standings"]] == ["FY25"]


def test_an_unknown_period_names_the_known_ones(alcto: Run, records: Path) -> None:
    done = alcto("status", "--period", "FY99")
    assert done.exit_code == 2
    assert "FY26" in done.stderr


@pytest.mark.parametrize(
    "asked",
    [
        ("status", "--period", "FY99"),
        ("status", "--json", "--period", "FY99"),
        ("explain", "nothing-like-it"),
        ("edit", "nothing-like-it", "--hours", "1", "--yes"),
    ],
)
def test_errors_in_the_file_outrank_what_could_not_run(alcto: Run, records: Path, asked: tuple[str, ...]) -> None:
    assert alcto(*asked).exit_code == 2
    records.write_text(records.read_text().replace("hours = 6.0", "hours = true"))
    done = alcto(*asked)
    assert done.exit_code == 3
    assert done.stdout == ""
    assert "records.toml:21: " in done.stderr


def test_what_is_planned_counts_only_under_plan(alcto: Run, folder: Path) -> None:
    planned = ACTIVITIES.replace('id = "winter"', 'id = "winter"\nstatus = "planned"')
    (folder / "records.toml").write_text(PERSON + BOTH + planned)
    assert status_json(alcto)["standings"][0]["state"] == "in-progress"
    assert status_json(alcto, "--plan")["standings"][0]["state"] == "compliant"


def test_plain_output_is_words_alone(alcto: Run, records: Path) -> None:
    records.write_text(records.read_text().replace("ALET Winter Conference", "“Winter” → ✓"))
    done = alcto("list", env={"ALCTO_PLAIN": "1"})
    assert '"Winter" -> ok' in done.stdout
    assert done.stdout.startswith("Date: 2026-01-28; Logged: 6.0; ")


def test_warnings_are_counted_and_left_to_check(alcto: Run, records: Path) -> None:
    records.write_text(records.read_text().replace("location", "locatoin"))
    done = alcto("status")
    assert done.exit_code == 0
    assert "2 things in the records may not be as you meant" in done.stderr


@pytest.mark.parametrize(
    ("span", "code", "said"),
    [("60d", 1, "TD-CEU FY26"), ("47d", 1, "30 Sep"), ("46", 0, ""), ("6w", 0, ""), ("2 months", 1, "TD-CEU FY26")],
)
def test_what_is_due_within_a_span_is_one_line_and_else_it_is_silent(
    alcto: Run, records: Path, span: str, code: int, said: str
) -> None:
    records.write_bytes((FOLDER / "alabama.toml").read_bytes())
    found = alcto("status", "--within", span, "--on", DAY)
    assert (found.exit_code, found.stderr) == (code, "")
    assert said in found.stdout
    assert found.stdout.count("\n") == (1 if code else 0)


@pytest.mark.parametrize("span", ["soon", "-3d", "9999y", "3x", ""])
def test_a_span_that_is_none_is_refused(alcto: Run, records: Path, span: str) -> None:
    refused = alcto("status", "--within", span)
    assert refused.exit_code == 2
    assert f"“{span}”" in refused.stderr


@pytest.mark.parametrize("day", ["9999-12-31", "2200-01-01", "1949-12-31", "0001-01-01"])
def test_a_date_thousands_of_years_away_is_taken_for_the_slip_that_it_is(alcto: Run, records: Path, day: str) -> None:
    done = alcto("status", "--on", day)
    assert (done.exit_code, done.stdout) == (2, "")
    assert f"--on: {day} is no day that anybody holds a credential on" in done.stderr


def test_where_a_credential_may_be_hidden_none_is_proposed(alcto: Run, folder: Path) -> None:
    person = 'schema = 1\n[person]\nname = "J"\n'
    (folder / "records.toml").write_text(person + '[[credentials]]\nprogram = "mn-license"\n', "utf-8")
    hidden = alcto("status").stdout
    assert "No credential could be read." in hidden and "credential add" not in hidden
    (folder / "records.toml").write_text(person, "utf-8")
    assert "`alcto credential add PROGRAM`; `alcto rules` names the programs." in alcto("status").stdout


def test_a_newer_file_is_said_to_be_read_only_where_it_is_read(alcto: Run, records: Path) -> None:
    before = records.read_text().replace("schema = 1", "schema = 2")
    records.write_text(before)
    done = alcto("status", "--on", "2026-03-01")
    assert "records.toml:1: this file follows schema 2" in done.stderr
    assert "read and never changed; update alcto" in done.stderr
    assert "may not be as you meant" not in done.stderr
    done = alcto("edit", "winter", "--note", "x", "--yes")
    assert (done.exit_code, records.read_text()) == (2, before)
