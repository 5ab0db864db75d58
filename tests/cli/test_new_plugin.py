"""The verbs of rule authors: a new package, a schema, a case of one's own log, a new rule set by its shape."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from calling import Run

DEMO = Path(__file__).parents[2] / "alcto_core" / "demo" / "alabama.toml"


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = tmp_path / "place"
    place.mkdir()
    monkeypatch.chdir(place)
    return place


def test_a_new_plugin_says_the_next_three_commands_and_holds_what_they_need(alcto: Run) -> None:
    done = alcto("new-plugin", "ga-license", "--window", "cycle", "--years", "5", "--hours", "100", "--unit", "ceu=10")
    assert (done.exit_code, done.stdout) == (0, "alcto-ga-license\n")
    commands = [line.strip() for line in done.stderr.splitlines() if line.startswith("  ")]
    assert len(commands) == 3
    for command in commands[:2]:
        assert alcto(*command.split()[1:]).exit_code == 0
    assert alcto("new-plugin", "ga-license").exit_code == 2


def test_a_new_plugin_is_written_where_it_is_asked_for(alcto: Run) -> None:
    assert alcto("new-plugin", "xy", "--like", "cosn-cetl", "--to", "here/there").exit_code == 0
    assert Path("here/there/pyproject.toml").is_file()
    assert alcto("rules", "--cases", "here/there").exit_code == 0


@pytest.mark.parametrize(
    "options",
    [("--unit", "ceu="), ("--unit", "=3"), ("--hours", "many"), ("--ends", "never"), ("--like", "nothing"),
     ("--like", "al-cto", "--hours", "3")],
)  # fmt: skip
def test_what_makes_no_package_is_refused_and_nothing_is_written(alcto: Run, options: tuple[str, ...]) -> None:
    done = alcto("new-plugin", "xy", *options)
    assert done.exit_code == 2
    assert done.stderr
    assert list(Path.cwd().iterdir()) == []


def test_a_new_rule_set_takes_its_shape_from_options(alcto: Run) -> None:
    shape = ("--window", "cycle", "--years", "2", "--ends", "12-31", "--hours", "17.5", "--carry", "4")
    assert alcto("rules", "new", "rule-set", "xy", *shape).exit_code == 0
    text = Path("xy.toml").read_text("utf-8")
    assert 'ends = "12-31"' in text
    assert "hours = 17.5" in text
    assert "most = 4" in text
    Path("xy.toml").write_text(text.replace("FILL IN: ", ""), "utf-8")
    assert alcto("rules", "--check", "xy.toml").exit_code == 0


def test_a_unit_without_a_worth_is_no_hours(alcto: Run) -> None:
    assert alcto("new-plugin", "xy", "--unit", "certificate", "--unit", "ceu=10").exit_code == 0
    text = Path("alcto-xy/alcto_xy/rules/xy.toml").read_text("utf-8")
    assert '{ unit = "certificate", cite = "rules" }' in text
    assert '{ unit = "ceu", hours = 10, cite = "rules" }' in text
    assert alcto("rules", "--cases", "alcto-xy").exit_code == 0


def test_a_new_file_lies_beside_the_schema_that_it_names(alcto: Run) -> None:
    alcto("rules", "new", "approval", "xy-one")
    first = Path("xy-one.toml").read_text("utf-8").splitlines()[0]
    schema = json.loads(Path(first.removeprefix("#:schema ")).read_text("utf-8"))
    assert schema == json.loads(alcto("schema", "catalogue").stdout)


def test_a_case_of_ones_own_log_holds_and_says_nothing_of_the_person(alcto: Run, folder: Path) -> None:
    shutil.copy(DEMO, folder / "records.toml")
    on = ("--on", "2026-08-14")
    made = alcto("rules", "new", "case", "my own log", "--from-records", *on)
    assert made.exit_code == 0, made.stderr
    assert alcto("rules", "--cases", "my-own-log.toml").exit_code == 0
    text = Path("my-own-log.toml").read_text("utf-8")
    own = DEMO.read_text("utf-8")
    for word in ("Conference", "Birmingham", "Pine Hollow", "Dr. ", "note ="):
        assert word in own or word in ("Dr. ", "note =")
        assert word not in text


def test_a_new_case_without_records_says_what_to_add(alcto: Run) -> None:
    done = alcto("rules", "new", "case", "mine")
    assert done.exit_code == 2
    assert "--from-records" in done.stderr


def test_a_rule_file_of_ones_own_becomes_a_package_in_one_step(alcto: Run, folder: Path) -> None:
    alcto("new-plugin", "xy-pd")
    made = Path("alcto-xy-pd/alcto_xy_pd/rules")
    assert alcto("rules", "add", str(made), "--yes").exit_code == 0
    assert len(list((folder / "rules").iterdir())) == 2
    done = alcto("new-plugin", "xy-pd", "--like", "xy-pd", "--to", "moved", "--on", "2026-11-29")
    assert done.exit_code == 0, done.stderr
    assert "alcto rules remove xy-pd" in done.stderr
    assert sorted(file.name for file in Path("moved/alcto_xy_pd/rules").iterdir()) == [
        file.name for file in sorted((folder / "rules").iterdir())
    ]
    assert alcto("rules", "--check", "moved").exit_code == 0
    assert alcto("rules", "--cases", "moved").exit_code == 0
    renamed = alcto("new-plugin", "yz-pd", "--like", "xy-pd", "--on", "2026-11-29")
    assert renamed.exit_code == 0, renamed.stderr
    assert alcto("rules", "--cases", "alcto-yz-pd").exit_code == 0


@pytest.mark.parametrize(
    "words", [("--check", ".", "--hours", "3"), ("al-cto", "--from-records"), ("--cases", ".", "--at-least", "90")]
)
def test_an_option_that_would_do_nothing_is_refused(alcto: Run, words: tuple[str, ...]) -> None:
    assert alcto("rules", *words).exit_code == 2
