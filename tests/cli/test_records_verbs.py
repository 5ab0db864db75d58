"""`init`, `credential`, `step` and `renew`."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from calling import PERSON, Run
from click.testing import CliRunner

from alcto_core.cli.group import command


def document(folder: Path) -> dict[str, Any]:
    return tomllib.loads((folder / "records.toml").read_text(encoding="utf-8"))


def test_init_makes_a_file_by_options_alone(alcto: Run, folder: Path) -> None:
    done = alcto(
        "init", "--name", "José Ávila", "--district", "Pine Hollow", "--state", "AL", "--role", "technology-director",
        "--role-began", "2025-01-06", "--program", "al-td-ceu", "--program", "al-cto", "--cohort", "ECHO",
        "--renewed", "2024-05-20",
    )  # fmt: skip
    assert done.exit_code == 0
    made = document(folder)
    assert made["person"]["name"] == "José Ávila"
    assert str(made["person"]["role_began"]) == "2025-01-06"
    assert [one["program"] for one in made["credential"]] == ["al-td-ceu", "al-cto"]
    assert made["credential"][1]["cohort"] == "ECHO"
    assert [str(day) for day in made["credential"][1]["renewed"]] == ["2024-05-20"]
    assert alcto("check").exit_code == 0


def test_a_cohort_past_its_due_date_reads_cannot_tell_never_missed(alcto: Run, folder: Path) -> None:
    done = alcto("init", "--name", "J", "--program", "al-cto", "--cohort", "echo")
    assert "The first due date of cohort echo was 1 Jun 2024" in done.stderr
    assert document(folder)["credential"][0]["renewed"] == "unknown"
    status = alcto("status", "--line")
    assert "CANNOT TELL" in status.stdout
    assert status.exit_code == 1


def test_a_cohort_that_was_not_renewed_can_say_so(alcto: Run, folder: Path) -> None:
    alcto("init", "--name", "J", "--program", "al-cto", "--cohort", "echo", "--renewed", "no")
    assert "renewed" not in document(folder)["credential"][0]
    assert "MISSED" in alcto("status", "--line").stdout


def test_a_due_date_ahead_raises_no_question(alcto: Run, folder: Path) -> None:
    done = alcto("init", "--name", "J", "--program", "al-cto", "--issued", "2024-07-01")
    assert done.stderr == ""
    assert "renewed" not in document(folder)["credential"][0]


def test_init_never_touches_a_file_that_is_there(alcto: Run, records: Path) -> None:
    before = records.read_bytes()
    done = alcto("init", "--name", "X", "--yes")
    assert done.exit_code == 2
    assert "There is a records file already" in done.stderr
    assert records.read_bytes() == before


def test_init_without_a_name_says_what_is_missing(alcto: Run, folder: Path) -> None:
    done = alcto("init")
    assert done.exit_code == 2
    assert "--name" in done.stderr
    assert not (folder / "records.toml").exists()


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [("--program", "al-ctoo", "did you mean al-cto?"), ("--role-began", "whenever", "--role-began")],
)
def test_init_says_what_is_wrong(alcto: Run, folder: Path, option: str, value: str, said: str) -> None:
    done = alcto("init", "--name", "J", option, value)
    assert done.exit_code == 2
    assert said in done.stderr
    assert not (folder / "records.toml").exists()


def test_init_remembers_the_folder_that_it_proposed(home: Path) -> None:
    runner = CliRunner()
    made = runner.invoke(command, ["init", "--name", "J"])
    assert made.exit_code == 0
    assert (home / "Documents" / "alcto" / "records.toml").exists()
    where = json.loads(runner.invoke(command, ["where", "--json"]).stdout)
    assert where["how"] == "remembered"
    assert Path(where["folder"]) == home / "Documents" / "alcto"


def test_a_folder_named_by_the_environment_is_not_remembered(home: Path, tmp_path: Path) -> None:
    runner = CliRunner(env={"ALCTO_RECORDS": str(tmp_path / "elsewhere")})
    assert runner.invoke(command, ["init", "--name", "J"]).exit_code == 0
    where = json.loads(CliRunner().invoke(command, ["where", "--json"]).stdout)
    assert where["how"] == "default"


def test_credentials_are_added_changed_and_removed(alcto: Run, folder: Path) -> None:
    (folder / "records.toml").write_text(PERSON)
    done = alcto("credential", "add", "al-cto", "--cohort", "ECHO", "--renewed", "2024-05-20")
    assert done.exit_code == 0
    assert "AL-CTO 2024-2027 is not met yet" in done.stdout
    assert alcto("credential", "change", "al-cto", "--due", "2027-09-01", "--setting", "split=whole").exit_code == 0
    changed = document(folder)["credential"][0]
    assert str(changed["due"]) == "2027-09-01"
    assert changed["settings"] == {"split": "whole"}
    assert alcto("credential", "change", "al-cto", "--clear", "due", "--clear", "settings").exit_code == 0
    assert set(document(folder)["credential"][0]) == {"program", "cohort", "renewed"}
    assert alcto("credential", "remove", "al-cto").exit_code == 2
    assert alcto("credential", "remove", "al-cto", "--yes").exit_code == 0
    assert "credential" not in document(folder)


def test_a_second_holding_needs_an_id_of_its_own(alcto: Run, records: Path) -> None:
    assert alcto("credential", "add", "al-cto", "--issued", "2025-01-01").exit_code == 2
    done = alcto("credential", "add", "al-cto", "--issued", "2025-01-01", "--id", "again")
    assert done.exit_code == 0
    listed = json.loads(alcto("credential", "list", "--json").stdout)["credentials"]
    assert [one["id"] for one in listed] == ["al-td-ceu", "al-cto", "again"]


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("change", "al-ct", "--cohort", "X"), "yours are: al-td-ceu, al-cto"),
        (("change", "al-cto"), "Nothing would change"),
        (("change", "al-cto", "--setting", "splt=whole"), "did you mean split?"),
        (("change", "al-cto", "--setting", "split=half"), "split is allowed or whole"),
        (("change", "al-cto", "--issued", "whenever"), "whenever"),
        (("add", "cosn"), "No rule set “cosn” is installed"),
    ],
)
def test_what_makes_no_sense_of_a_credential_is_refused(
    alcto: Run, records: Path, args: tuple[str, ...], said: str
) -> None:
    before = records.read_bytes()
    done = alcto("credential", *args)
    assert done.exit_code == 2
    assert said in done.stderr
    assert records.read_bytes() == before


@pytest.mark.parametrize("issued", ["9998-06-01", "0001-01-01"])
def test_a_day_of_issue_that_no_years_can_be_added_to_is_refused(issued: str, alcto: Run, folder: Path) -> None:
    alcto("init", "--name", "J", "--program", "al-td-ceu")
    before = (folder / "records.toml").read_bytes()
    done = alcto("credential", "add", "cosn-cetl", "--issued", issued, "--yes")
    assert done.exit_code == 2
    assert f"is {issued}; a records file holds days of the years 1900 to 2999" in done.stderr
    assert (folder / "records.toml").read_bytes() == before


def test_the_list_of_credentials_shows_their_state(alcto: Run, records: Path) -> None:
    for args in (("credential",), ("credential", "list")):
        shown = alcto(*args).stdout
        assert "al-td-ceu" in shown
        assert "20 May 2024" in shown
        assert "NOT YET" in shown


def test_a_step_is_marked_with_all_that_belongs_to_it(alcto: Run, records: Path) -> None:
    (records.parent / "deck.pdf").write_bytes(b"%PDF")
    done = alcto(
        "step", "al-cto", "presentation", "--done", "2026-02-01", "--file", "deck.pdf", "--by", "Dr. Lee",
        "--attended", "Dr. Lee", "--attended", "Ms. Ortiz", "--note", "Went well",
    )  # fmt: skip
    assert done.exit_code == 0
    (step,) = document(records.parent)["credential"][1]["step"]
    assert str(step.pop("done")) == "2026-02-01"
    assert step == {
        "id": "presentation",
        "files": ["deck.pdf"],
        "by": "Dr. Lee",
        "attended": ["Dr. Lee", "Ms. Ortiz"],
        "note": "Went well",
    }
    alcto("step", "al-cto", "presentation", "--note", "Went very well")
    (step,) = document(records.parent)["credential"][1]["step"]
    assert step["note"] == "Went very well"
    assert step["by"] == "Dr. Lee"


def test_one_file_serves_every_section_of_the_plan(alcto: Run, records: Path) -> None:
    (records.parent / "plan.pdf").write_bytes(b"%PDF")
    assert alcto("step", "al-cto", "plan/", "--done", "2026-02-01", "--file", "plan.pdf").exit_code == 0
    steps = document(records.parent)["credential"][1]["step"]
    assert [step["id"] for step in steps] == [
        "plan/mission", "plan/needs", "plan/goals", "plan/training", "plan/resources", "plan/evaluation",
    ]  # fmt: skip
    assert {step["files"][0] for step in steps} == {"plan.pdf"}
    alcto("undo")
    assert "step" not in document(records.parent)["credential"][1]


def test_a_mark_of_an_earlier_cycle_stays_when_this_cycle_is_marked(alcto: Run, records: Path) -> None:
    alcto("step", "al-cto", "submitted", "--done", "2024-05-01")
    alcto("step", "al-cto", "submitted", "--done", "2026-02-01")
    days = [str(step["done"]) for step in document(records.parent)["credential"][1]["step"]]
    assert days == ["2024-05-01", "2026-02-01"]
    alcto("step", "al-cto", "submitted", "--undo-mark")
    days = [str(step["done"]) for step in document(records.parent)["credential"][1]["step"]]
    assert days == ["2024-05-01"]
    assert alcto("step", "al-cto", "submitted", "--undo-mark").exit_code == 2


def test_a_step_can_be_waived_with_a_reason(alcto: Run, records: Path) -> None:
    assert alcto("step", "al-cto", "plan/", "--waive", "No district").exit_code == 0
    shown = json.loads(alcto("step", "al-cto", "--json").stdout)["steps"]
    assert {one["state"] for one in shown if one["id"].startswith("plan/")} == {"waived"}


def test_a_step_that_was_sent_back_is_open_until_it_is_done_again(alcto: Run, records: Path) -> None:
    def state() -> str:
        steps = json.loads(alcto("step", "al-cto", "--json").stdout)["steps"]
        return next(one["state"] for one in steps if one["id"] == "plan/goals")

    alcto("step", "al-cto", "plan/goals", "--done", "2026-01-10")
    assert state() == "met"
    assert alcto("step", "al-cto", "plan/goals", "--refused", "2026-01-20").exit_code == 0
    (step,) = document(records.parent)["credential"][1]["step"]
    assert (str(step["done"]), str(step["refused"])) == ("2026-01-10", "2026-01-20")
    assert state() == "unmet"
    assert "It was sent back on 20 Jan 2026" in alcto("explain", "al-cto/plan/goals").stdout
    alcto("step", "al-cto", "plan/goals", "--done", "2026-01-25")
    assert state() == "met"


def test_what_nobody_may_waive_is_refused_with_what_may_be(alcto: Run, records: Path) -> None:
    before = records.read_bytes()
    done = alcto("step", "al-cto", "submitted", "--waive", "no need")
    assert done.exit_code == 2
    assert "lets nobody waive submitted; what can be waived: " in done.stderr
    assert "plan/mission" in done.stderr
    assert alcto("step", "al-cto", "plan/goals", "--waive", "  ").exit_code == 2
    assert records.read_bytes() == before


def test_what_is_waived_is_counted_apart(alcto: Run, records: Path) -> None:
    alcto("step", "al-cto", "plan/goals", "--waive", "No district")
    alcto("step", "al-cto", "plan/mission", "--done", "2026-01-10")
    assert "Documents: 1 and 1 waived of 8" in alcto("status").stdout


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("al-cto", "presentation"), "--done"),
        (("al-cto", "presntation", "--done", "2026-02-01"), "did you mean presentation?"),
        (("al-cto", "presentation", "--done", "someday"), "someday"),
        (("al-cto", "presentation", "--done", "2026-02-01", "--file", "/etc/passwd"), "not inside"),
        (("al-ctx", "presentation", "--done", "2026-02-01"), "You have no credential"),
    ],
)
def test_what_makes_no_sense_of_a_step_is_refused(alcto: Run, records: Path, args: tuple[str, ...], said: str) -> None:
    before = records.read_bytes()
    done = alcto("step", *args)
    assert done.exit_code == 2
    assert said in done.stderr
    assert records.read_bytes() == before


def test_the_steps_are_listed_without_a_step(alcto: Run, records: Path) -> None:
    shown = alcto("step", "al-cto").stdout
    assert "signature-sheets" in shown
    assert "to do" in shown
    assert "asks for no steps" in alcto("step", "al-td-ceu").stdout


def test_renewals_are_added_in_order_taken_out_and_forgotten(alcto: Run, records: Path) -> None:
    done = alcto("renew", "al-cto", "--date", "2021-05-01", "--yes")
    assert done.exit_code == 0
    assert [str(day) for day in document(records.parent)["credential"][1]["renewed"]] == [
        "2021-05-01",
        "2024-05-20",
    ]
    assert alcto("renew", "al-cto", "--remove", "2021-05-01").exit_code == 0
    assert [str(day) for day in document(records.parent)["credential"][1]["renewed"]] == ["2024-05-20"]
    assert "cannot be told" in alcto("renew", "al-cto", "--unknown").stdout
    assert document(records.parent)["credential"][1]["renewed"] == "unknown"
    assert "not met yet" in alcto("renew", "al-cto", "--date", "2024-05-20", "--yes").stdout


def test_a_renewal_says_what_a_due_date_in_the_record_means_now(alcto: Run, records: Path) -> None:
    assert "--clear due" not in alcto("renew", "al-cto", "--date", "2021-05-01", "--yes").stderr
    assert alcto("credential", "change", "al-cto", "--due", "2027-09-30").exit_code == 0
    again = alcto("renew", "al-cto", "--date", "2024-05-21", "--yes").stderr
    assert "alcto credential change al-cto --clear due" in again
    assert alcto("credential", "change", "al-cto", "--clear", "due").exit_code == 0


def test_a_renewal_that_closes_an_unmet_cycle_is_asked_about_and_says_what_it_closed(alcto: Run, records: Path) -> None:
    before = records.read_bytes()
    asked = alcto("renew", "al-cto", "--date", "2026-02-20")
    assert (asked.exit_code, records.read_bytes()) == (2, before)
    assert "This closes 2024-2027 with " in asked.stderr
    assert " missing. It lies more than a year before the due date (1 Jun 2027)" in asked.stderr
    assert "Did ALET renew it on 20 Feb 2026?" in asked.stderr
    assert "Add --yes" in asked.stderr
    done = alcto("renew", "al-cto", "--date", "2026-02-20", "--yes")
    assert done.exit_code == 0
    assert "20 Feb 2026 closed 2024-2027; 2027-2030 is due on 1 Jun 2030." in done.stderr
    assert "cannot be told" in done.stdout


def test_the_same_renewal_once_more_is_asked_about_and_closes_nothing(alcto: Run, records: Path) -> None:
    asked = alcto("renew", "al-cto", "--date", "2024-05-25")
    assert asked.exit_code == 2
    assert "25 May 2024 lies in 2021-2024, which was renewed on 20 May 2024" in asked.stderr
    done = alcto("renew", "al-cto", "--date", "2024-05-25", "--yes")
    assert "It closed no other cycle; 2024-2027 is due on 1 Jun 2027." in done.stderr


def test_a_new_credential_with_a_renewal_that_may_be_a_slip_says_so(alcto: Run, folder: Path) -> None:
    alcto("init", "--name", "J")
    done = alcto("credential", "add", "al-cto", "--cohort", "ECHO", "--renewed", "2023-05-20")
    assert done.exit_code == 0
    assert "Renewed on 20 May 2023? It lies more than a year before the due date (1 Jun 2024)" in done.stderr
    assert "cannot be told" in done.stdout


def test_an_entry_after_an_early_renewal_is_told_to_count_for_no_cycle(alcto: Run, records: Path) -> None:
    log = ("log", "--title", "Talk", "--date", "2024-05-25", "--hours", "2", "--strand", "al-cto/it", "--yes")
    said = "25 May 2024 counts for no cycle: the renewal of 20 May 2024 closed the one before"
    assert said in alcto(*log).stderr
    assert "2 hours of 25 May 2024 count for no cycle" in alcto("status").stdout


@pytest.mark.parametrize(
    "args", [(), ("--on", "2024-05-20", "--unknown"), ("--remove", "2020-01-01"), ("--on", "when")]
)
def test_a_renewal_that_makes_no_sense_is_refused(alcto: Run, records: Path, args: tuple[str, ...]) -> None:
    before = records.read_bytes()
    assert alcto("renew", "al-cto", *args).exit_code == 2
    assert records.read_bytes() == before
