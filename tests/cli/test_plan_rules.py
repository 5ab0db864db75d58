"""`alcto plan --rules`: what other rule files do to the person, both standings, and what counts no more."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from calling import Run

import alcto_alabama
import alcto_cosn

pytestmark = pytest.mark.usefixtures("records")
SHIPPED = Path(alcto_alabama.__file__).parent / "rules"
PLANNED = ("log", "region-meeting", "--date", "2026-05-10", "--hours", "2", "--strand", "it", "--status", "planned")

ONLY_CETL = """
schema = 1
[person]
name = "Jordan Avery"
[[credential]]
program = "cosn-cetl"
issued = 2025-06-01
"""


@pytest.fixture
def more(tmp_path: Path) -> Path:
    """The TD-CEU rules with forty hours a year."""
    return changed(tmp_path, "al-td-ceu.toml", "from = 2024-10-01, hours = 12,", "from = 2024-10-01, hours = 40,")


@pytest.fixture
def shorter(tmp_path: Path) -> Path:
    """ALET's list without its region meetings."""
    text = (SHIPPED / "catalogue-alet.toml").read_text("utf-8")
    head, *entries = text.split("[[offering]]")
    kept = [one for one in entries if "alet/region-meeting" not in one]
    assert len(kept) == len(entries) - 1
    return written(tmp_path, "catalogue-alet.toml", "[[offering]]".join([head, *kept]))


def changed(folder: Path, name: str, was: str, now: str) -> Path:
    text = (SHIPPED / name).read_text("utf-8")
    assert was in text
    return written(folder, name, text.replace(was, now))


def written(folder: Path, name: str, text: str) -> Path:
    file = folder / "new" / name
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, "utf-8")
    return file


def said(alcto: Run, *words: str) -> str:
    result = alcto("plan", *words)
    assert result.exit_code == 0, result.output
    return " ".join(result.stdout.split())


def test_both_standings_are_told_and_both_leasts(alcto: Run, more: Path) -> None:
    now = json.loads(alcto("plan", "al-td-ceu", "--json").stdout)["hours"]
    then = json.loads(alcto("plan", "al-td-ceu", "--json", "--rules", str(more)).stdout)["hours"]
    assert then > now
    shown = said(alcto, "al-td-ceu", "--rules", str(more))
    assert "Under these rules TD-CEU FY26: MET → NOT YET" in shown
    assert "Needed: 12 → 40 hours." in shown
    assert f"{now:g} hours to do under the installed rules, {then:g} hours under these." in shown


def test_what_no_catalogue_reaches_stands_beside_both_leasts(alcto: Run, folder: Path, tmp_path: Path) -> None:
    (folder / "records.toml").write_text(ONLY_CETL, "utf-8")
    rules = Path(alcto_cosn.__file__).parent / "rules" / "cosn-cetl.toml"
    shorter = written(tmp_path, rules.name, rules.read_text("utf-8").replace("hours = 60", "hours = 40"))
    shown = said(alcto, "cosn-cetl", "--rules", str(shorter))
    assert "60 hours to do under the installed rules, 40 hours under these." in shown
    shown = said(alcto, "cosn-cetl", "--away", "2020-01-01..2040-01-01", "--rules", str(shorter))
    assert "Out of reach" in shown and "Missing: 60 → 40 hours." in shown
    now, then = "0 hours to do and 60 hours out of reach", "0 hours and 40 hours out of reach"
    assert f"{now} under the installed rules, {then} under these." in shown


def test_planned_hours_that_no_longer_count_are_named(alcto: Run, shorter: Path) -> None:
    alcto(*PLANNED, "--yes")
    shown = said(alcto, "--rules", str(shorter))
    assert "2 planned hours no longer count." in shown
    assert "no longer count" not in said(alcto)


def test_a_folder_of_rule_files_is_taken_together(alcto: Run, more: Path, shorter: Path) -> None:
    alcto(*PLANNED, "--yes")
    assert more.parent == shorter.parent
    shown = said(alcto, "--rules", str(more.parent))
    assert "Needed: 12 → 40 hours." in shown and "2 planned hours no longer count." in shown


def test_rules_that_say_the_same_change_nothing(alcto: Run) -> None:
    shown = said(alcto, "--rules", str(SHIPPED / "al-td-ceu.toml"))
    assert "Under these rules no change for you" in shown


def test_nothing_is_installed_and_the_records_stay(alcto: Run, folder: Path, more: Path) -> None:
    before = (folder / "records.toml").read_bytes()
    said(alcto, "--rules", str(more))
    assert (folder / "records.toml").read_bytes() == before and not (folder / "rules").exists()


def test_a_file_that_is_wrong_is_told_line_by_line(alcto: Run, tmp_path: Path) -> None:
    wrong = written(tmp_path, "wrong.toml", 'kind = "rule-set"\nschema = 1\nid = "x"\n')
    result = alcto("plan", "--rules", str(wrong))
    assert result.exit_code == 2 and "wrong.toml" in result.stderr and not result.stdout


def test_a_path_that_is_not_there_is_said(alcto: Run, tmp_path: Path) -> None:
    result = alcto("plan", "--rules", str(tmp_path / "nothing"))
    assert result.exit_code == 2 and "There is no file" in result.stderr
