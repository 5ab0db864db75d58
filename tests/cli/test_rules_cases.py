"""Cases of rule files that are installed or not; a rule file that stands in the place of an installed one."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from calling import PERSON, Run

REGIME = Path(__file__).parents[1] / "regimes" / "kentucky-eila"
PLUGIN = Path(__file__).parents[2] / "plugins" / "alcto_cosn"


@pytest.fixture
def kentucky(tmp_path: Path) -> Path:
    return Path(shutil.copytree(REGIME, tmp_path / "kentucky"))


@pytest.fixture
def cosn(tmp_path: Path) -> Path:
    """A working copy of a plugin that is installed too."""
    return Path(shutil.copytree(PLUGIN, tmp_path / "cosn"))


def test_cases_run_with_the_rule_files_beside_them(alcto: Run, kentucky: Path) -> None:
    done = alcto("rules", "--cases", str(kentucky))
    number = len(list(kentucky.glob("cases/*.toml")))
    assert (done.stdout, done.stderr, done.exit_code) == (f"All {number} cases hold.\n", "", 0)


def test_a_case_that_fails_says_key_line_and_both_figures(alcto: Run, kentucky: Path) -> None:
    case = next(file for file in sorted(kentucky.glob("cases/*.toml")) if "\ncounted = " in file.read_text("utf-8"))
    text = case.read_text("utf-8")
    line, old = next((at, one) for at, one in enumerate(text.splitlines(), 1) if one.startswith("counted = "))
    case.write_text(text.replace(old, "counted = 99.5", 1), "utf-8")
    done = alcto("rules", "--cases", str(kentucky))
    assert done.exit_code == 1
    found = float(old.removeprefix("counted = "))
    assert f"{case}:{line}: " in done.stdout
    assert f"counted: by hand 99.5, found {found}\n" in done.stdout
    assert "1 of " in done.stdout
    document = json.loads(alcto("rules", "--cases", str(case), "--json").stdout)
    assert [(one["passed"], one["mismatches"][0]["line"]) for one in document["cases"]] == [(False, line)]


def test_a_file_stands_in_the_place_of_the_installed_one(alcto: Run, cosn: Path) -> None:
    assert alcto("rules", "--cases", str(cosn)).exit_code == 0
    file = cosn / "rules" / "cosn-cetl.toml"
    text = file.read_text("utf-8")
    changed = text.replace("hours = 60", "hours = 61", 1)
    assert changed != text
    file.write_text(changed, "utf-8")
    done = alcto("rules", "--cases", str(cosn))
    assert done.exit_code == 1
    assert "found 61" in done.stdout


def test_checking_a_folder_says_how_many_cases_it_has_and_what_it_changes(alcto: Run, cosn: Path) -> None:
    file = cosn / "rules" / "cosn-cetl.toml"
    text = file.read_text("utf-8")
    file.write_text(text.replace("hours = 60", "hours = 61", 1), "utf-8")
    done = alcto("rules", "--check", str(cosn))
    assert done.exit_code == 0
    number = len(list(cosn.glob("cases/*.toml")))
    assert f"{number} cases: `alcto rules --cases {cosn}` runs them." in done.stdout
    assert "in the place of the installed cosn-cetl:" in done.stderr
    assert ".hours: 60 → 61\n" in done.stderr


def test_a_trial_judges_by_the_file_and_not_by_the_installed_one(alcto: Run, cosn: Path, folder: Path) -> None:
    records = PERSON + '[[credential]]\nprogram = "cosn-cetl"\nissued = 2025-01-10\n'
    (folder / "records.toml").write_text(records, "utf-8")
    file = cosn / "rules" / "cosn-cetl.toml"
    file.write_text(file.read_text("utf-8").replace("hours = 60", "hours = 61", 1), "utf-8")
    done = alcto("rules", "--try", str(file), "--on", "2025-06-01", "--json")
    (standing,) = json.loads(done.stdout)["standings"]
    assert standing["hours"]["needed"] == 61
    told = alcto("rules", "--try", str(file), "--on", "2025-06-01").stderr
    assert "Needed: 60 → 61" in told


def test_a_trial_says_where_the_records_hold_no_credential_of_a_program(
    alcto: Run, kentucky: Path, folder: Path
) -> None:
    (folder / "records.toml").write_text(PERSON, "utf-8")
    told = alcto("rules", "--try", str(kentucky), "--on", "2025-06-01").stderr
    assert "Your records hold no credential of “ky-eila”" in told
    assert '[[credential]] with program = "ky-eila"' in told
    (folder / "records.toml").write_text(PERSON + '[[credential]]\nprogram = "ky-eila"\n', "utf-8")
    assert "hold no credential" not in alcto("rules", "--try", str(kentucky), "--on", "2025-06-01").stderr


def test_a_rule_file_with_an_error_stops_its_cases(alcto: Run, kentucky: Path) -> None:
    file = next(iter(kentucky.glob("*.toml")))
    file.write_text(file.read_text("utf-8").replace("title = ", "titel = ", 1), "utf-8")
    done = alcto("rules", "--cases", str(kentucky))
    assert done.exit_code == 2
    assert "did you mean “title”" in done.stderr
    assert "No case was run." in done.stderr


def test_a_folder_without_cases_says_so(alcto: Run, tmp_path: Path) -> None:
    done = alcto("rules", "--cases", str(tmp_path))
    assert done.exit_code == 2
    assert "There is no case below" in done.stderr


def test_the_persons_own_rule_files_have_no_say_in_cases(alcto: Run, kentucky: Path, folder: Path) -> None:
    (folder / "rules").mkdir()
    for file in kentucky.glob("*.toml"):
        (folder / "rules" / file.name).write_text(file.read_text("utf-8").replace("hours = 21", "hours = 3"), "utf-8")
    assert alcto("rules", "--cases", str(kentucky)).exit_code == 0


FRAMEWORK = """kind = "framework"
schema = 1
id = "mm"
title = "MM"
checked = 2026-11-29
[documents.page]
title = "A page"
read = 2026-11-29
[[strand]]
id = "mm/one"
label = "One"
short = "One"
cite = "page:1"
"""


def test_a_framework_in_the_next_file_is_found_and_named(alcto: Run, tmp_path: Path) -> None:
    (tmp_path / "strands.toml").write_text(FRAMEWORK, "utf-8")
    rules = tmp_path / "rules.toml"
    text = next(iter(REGIME.glob("rules.toml"))).read_text("utf-8")
    rules.write_text(text.replace("authority =", 'framework = "mm"\nauthority =', 1), "utf-8")
    done = alcto("rules", "--check", str(rules))
    assert done.exit_code == 2
    assert "it stands in strands.toml beside this file" in done.stderr
    assert alcto("rules", "--check", str(tmp_path)).exit_code == 0


def test_a_value_that_begins_inside_a_window_is_odd(alcto: Run, tmp_path: Path) -> None:
    rules = tmp_path / "rules.toml"
    text = next(iter(REGIME.glob("rules.toml"))).read_text("utf-8")
    later = '{ from = 2027-01-15, hours = 24, cite = "note" }, '
    old = next(line for line in text.splitlines() if line.startswith("at_least = [{ from"))
    cite = old.partition('cite = "')[2].partition('"')[0]
    changed = old.replace("at_least = [", "at_least = [" + later.replace('"note"', f'"{cite}"'), 1)
    rules.write_text(text.replace(old, changed, 1), "utf-8")
    done = alcto("rules", "--check", str(rules))
    assert "15 Jan 2027 lies inside a window" in done.stderr
    assert "Write: " in done.stderr
    assert "from = 2027-07-01" in done.stderr


def test_the_cases_of_an_installed_plugin_can_be_run_by_its_name(alcto: Run) -> None:
    done = alcto("plugins", "--verify", "cosn")
    number = len(list(PLUGIN.glob("cases/*.toml")))
    assert (done.exit_code, done.stdout) == (0, f"All {number} cases hold.\n")
    off = alcto("plugins", "--verify", "cosn", "--no-plugin", "cosn")
    assert off.exit_code == 1
    assert "cosn is not loaded" in off.stderr
    unknown = alcto("plugins", "--verify", "cosm")
    assert unknown.exit_code == 2
    assert "did you mean cosn?" in unknown.stderr


def test_in_a_conflict_nothing_proposes_another_program_or_strand(alcto: Run, folder: Path) -> None:
    log = '[[activity]]\nid = "a"\ntitle = "A"\ndate = 2025-05-05\nhours = 3\nstrands = ["cetl/it-management"]\n'
    records = PERSON + '[[credential]]\nprogram = "cosn-cetl"\nissued = 2025-01-01\n' + log
    (folder / "records.toml").write_text(records, "utf-8")
    assert "cosn-cetl" not in alcto("check").stdout
    shutil.copytree(PLUGIN / "rules", folder / "rules")
    told = alcto("check").stderr
    assert "the rule set “cosn-cetl” was found and not loaded" in told
    assert "the framework of the strand “cetl/it-management” was found and not loaded" in told
    assert "did you mean" not in told
    assert "Write:" not in told
