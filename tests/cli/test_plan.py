"""`alcto plan`: its JSON is the contract, its page says the same, and what it suggests comes true when it is logged."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from calling import Run

pytestmark = pytest.mark.usefixtures("records")
KEYS = {
    "schema",
    "on",
    "least",
    "reachable",
    "hours",
    "events",
    "todo",
    "steps",
    "unreachable",
    "after",
    "risk",
    "pace",
}
TODO = {"offering", "course", "title", "hours", "date", "by", "strands", "counts", "instead"}


def planned(alcto: Run, *words: str) -> dict:  # type: ignore[type-arg]
    result = alcto("plan", "--json", *words)
    assert result.exit_code == 0, result.output
    found: dict = json.loads(result.stdout)  # type: ignore[type-arg]
    return found


def test_the_json_has_the_keys_of_the_contract(alcto: Run) -> None:
    found = planned(alcto, "--risk", "--pace")
    assert found.keys() == KEYS
    assert all(one.keys() == TODO for one in found["todo"])
    assert (found["schema"], found["on"], found["least"], found["reachable"]) == (1, "2026-03-01", "hours", True)
    assert {key for one in found["risk"] for key in one} == {"credential", "safe", "hangs_on", "spare"}
    assert {key for one in found["pace"] for key in one} == {
        "credential",
        "state",
        "per_month",
        "arrives",
        "last_chance",
    }
    assert all(one["hours"] == pytest.approx(sum(one["strands"].values())) for one in found["todo"])


def test_what_is_not_asked_for_is_empty(alcto: Run) -> None:
    found = planned(alcto)
    assert found["risk"] == [] and found["pace"] == []


def test_what_is_suggested_comes_true_when_it_is_logged(alcto: Run) -> None:
    found = planned(alcto)
    assert found["todo"]
    for one in found["todo"]:
        strands = [word for strand in one["strands"] for word in ("--strand", strand)]
        log = ("--title", one["title"], "--offering", one["offering"], "--hours", str(one["hours"]))
        assert alcto("log", *log, "--date", one["date"] or one["by"], *strands, "--yes").exit_code == 0
    after = json.loads(alcto("status", "--plan", "--json").stdout)["standings"]
    told = [(one["credential"], one["state"], one["hours"]["missing"]) for one in after]
    assert told == [(one["credential"], one["state"], one["missing"]) for one in found["after"]]


def test_only_the_named_credential_is_planned_for(alcto: Run) -> None:
    found = planned(alcto, "al-td-ceu")
    assert [one["credential"] for one in found["after"]] == ["al-td-ceu"]
    assert found["steps"] == []


def test_the_fewest_events_are_no_more_than_those_of_the_fewest_hours(alcto: Run) -> None:
    assert planned(alcto, "--least", "events")["events"] <= planned(alcto)["events"]


def test_a_second_credential_of_the_same_id_is_no_hindrance(alcto: Run, folder: Path) -> None:
    file = folder / "records.toml"
    once = planned(alcto, "al-td-ceu")
    file.write_text(file.read_text("utf-8") + '[[credential]]\nprogram = "al-td-ceu"\n', "utf-8")
    result = alcto("plan", "al-td-ceu", "--json")
    assert result.exit_code == 3
    assert json.loads(result.stdout)["after"] == once["after"]


def test_what_falls_through_is_to_be_made_up(alcto: Run) -> None:
    assert planned(alcto, "al-td-ceu", "--without", "winter")["hours"] > planned(alcto, "al-td-ceu")["hours"]


def test_what_is_done_beside_is_left_out_of_the_plan(alcto: Run) -> None:
    before = planned(alcto, "al-td-ceu")["hours"]
    assert planned(alcto, "al-td-ceu", "--with", "alet/talent@2026-04-01:1:30")["hours"] == max(0, before - 1.5)


def test_nothing_is_saved(alcto: Run, folder: Path) -> None:
    before = (folder / "records.toml").read_bytes()
    planned(alcto, "--without", "winter", "--with", "alet/talent:2")
    assert (folder / "records.toml").read_bytes() == before


def test_the_page_says_what_to_do_by_when_and_what_serves_instead(alcto: Run) -> None:
    words = ("al-td-ceu", "--without", "winter")
    shown = alcto("plan", *words).stdout
    (one,) = planned(alcto, *words)["todo"]
    assert shown.startswith("The least that is left to do: ")
    assert one["offering"] in shown and "by 30 Sep 2026" in shown and "Or instead: " in shown


def test_a_format_that_nothing_is_held_in_is_said_with_the_reason(alcto: Run) -> None:
    found = planned(alcto, "al-td-ceu", "--without", "winter", "--only", "hybrid")
    assert not found["reachable"] and not found["todo"]
    (one,) = found["unreachable"]
    assert one["missing"] > 0 and "that you may attend" in one["text"]


def test_a_planned_day_that_has_passed_is_asked_about(alcto: Run) -> None:
    log = ("log", "region-meeting", "--date", "2026-02-10", "--hours", "1", "--strand", "it", "--status", "planned")
    id = alcto(*log, "--yes").stdout.strip()
    for verb in ("plan", "status"):
        shown = " ".join(alcto(verb).stdout.split())
        assert shown.count("Did you go?") == 1
        assert f"It took place: `alcto edit {id} --status completed`." in shown
        assert f"It was moved: `alcto edit {id} --date DATE`." in shown
        assert f"It did not: `alcto delete {id}`." in shown


def test_once_it_is_said_that_it_took_place_moved_or_did_not_nothing_is_asked(alcto: Run) -> None:
    log = ("log", "region-meeting", "--date", "2026-02-10", "--hours", "1", "--strand", "it", "--status", "planned")
    for answer in (("edit", "--status", "completed"), ("edit", "--date", "2026-03-02"), ("delete",)):
        id = alcto(*log, "--yes").stdout.strip()
        assert "Did you go?" in alcto("status").stdout
        verb, *rest = answer
        assert alcto(verb, id, *rest, "--yes").exit_code == 0
        assert "Did you go?" not in alcto("status").stdout + alcto("plan").stdout
        alcto("delete", id, "--yes")


def test_what_was_planned_and_is_past_never_counts_and_the_plan_without_it_is_told(alcto: Run) -> None:
    before = json.loads(alcto("status", "--json").stdout)["standings"][0]["hours"]
    sure = planned(alcto, "al-td-ceu", "--without", "winter")["hours"]
    log = (
        "log",
        "region-meeting",
        "--date",
        "2026-02-10",
        "--hours",
        str(sure),
        "--strand",
        "it",
        "--status",
        "planned",
    )
    assert alcto(*log, "--yes").exit_code == 0
    assert json.loads(alcto("status", "--json").stdout)["standings"][0]["hours"] == before
    shown = " ".join(alcto("plan", "al-td-ceu", "--without", "winter").stdout.split())
    assert shown.startswith("No hours are left to do, if you went to what was planned.")
    assert f"If you did not, {sure:g} hours in 1 entry are left to do." in shown


def test_of_many_planned_days_that_have_passed_only_a_few_are_named(alcto: Run) -> None:
    for day in range(1, 6):
        log = ("log", "region-meeting", "--date", f"2026-02-0{day}", "--hours", "1", "--strand", "it")
        alcto(*log, "--status", "planned", "--yes")
    for verb in ("plan", "status"):
        shown = alcto(verb).stdout
        assert "nd 2 more" in shown and "`alcto edit ID --status completed`" in shown
        assert "`alcto list --planned` shows each ID" in shown


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--away", "July"), "is not FROM..TO"),
        (("--away", "2026-07-15..2026-07-01"), "ends before it begins"),
        (("--with", "alet/talent"), "is not OFFERING[@DATE]:HOURS"),
        (("--with", "alet/nothing:2"), "no catalogue lists"),
        (("--with", "alet/talent:much"), "is not a number of hours"),
        (("no-such-credential",), "you have no credential"),
        (("--without", "nothing-like-it"), "nothing-like-it"),
    ],
)
def test_what_is_wrong_is_said_and_what_to_write(alcto: Run, words: tuple[str, ...], told: str) -> None:
    result = alcto("plan", *words)
    assert result.exit_code == 2
    assert told in result.stderr


def test_charts_of_a_plan_tell_done_from_planned(alcto: Run) -> None:
    done = alcto("plan", "al-cto", "--charts")
    assert done.exit_code == 0
    assert "AL-CTO 2024-2027: counted so far" in done.stdout
    assert "With what is planned: 60 of 60 by " in done.stdout
    assert "TD-CEU FY26: counted so far" not in done.stdout


def test_charts_and_json_do_not_go_together(alcto: Run) -> None:
    assert alcto("plan", "--charts", "--json").exit_code == 2
