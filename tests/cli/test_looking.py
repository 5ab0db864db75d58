"""The verbs that only look: list, explain, check, catalogue, rules, plugins, where, demo."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from calling import Run

from alcto_core import cache


def test_the_list_is_newest_first_with_what_counts(alcto: Run, records: Path) -> None:
    lines = alcto("list").stdout.splitlines()
    assert lines[0].split() == ["Date", "Logged", "TD-CEU", "AL-CTO", "Activity", "Remarks", "Id"]
    assert lines[1].split()[:4] == ["2026-01-28", "6.0", "6.0", "6.0"]
    assert lines[2].split()[:4] == ["2026-01-13", "8.0", "6.0", "8.0"]


def test_the_list_is_filtered_by_words(alcto: Run, records: Path) -> None:
    assert "fetc" not in alcto("list", "birmingham", "winter").stdout
    assert "No activity holds “zebra”." in alcto("list", "zebra").stdout


def test_the_list_as_json_holds_the_keys_of_the_file(alcto: Run, records: Path) -> None:
    done = alcto("list", "--json")
    assert done.stdout.isascii()
    winter, fetc = json.loads(done.stdout)["activities"]
    assert winter["date"] == "2026-01-28"
    assert winter["posted"] == "2026-02-10"
    assert fetc["counted"] == {"al-td-ceu": 6.0, "al-cto": 8.0}


def test_an_activity_is_explained_clause_by_clause(alcto: Run, records: Path) -> None:
    shown = alcto("explain", "fetc").stdout
    assert "TD-CEU FY26: 6 of 8 hours count\n" in shown
    assert "offering-maximum" in shown
    assert "60" in shown


def test_an_activity_outside_a_period_says_so(alcto: Run, records: Path) -> None:
    shown = alcto("explain", "fetc", "--on", "2026-12-01").stdout
    assert "its day lies outside this period (1 Oct 2026 to 30 Sep 2027)" in shown


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("al-td-ceu/source/alet", "6 of 6 hours: met"),
        ("al-cto/strand/al-cto/roles", "0 of 5 hours: unmet, short 5"),
        ("al-cto/submitted", "To do."),
        ("al-cto/plan/mission", "Mission statement"),
    ],
)
def test_a_requirement_is_explained(alcto: Run, records: Path, what: str, said: str) -> None:
    done = alcto("explain", what)
    assert done.exit_code == 0
    assert said in done.stdout


def test_a_credential_is_explained_whole(alcto: Run, records: Path) -> None:
    shown = alcto("explain", "al-td-ceu").stdout
    assert shown.startswith("TD-CEU FY26 is met")
    assert "FETC (fetc)" in shown
    assert "What is unclear in the rules" in shown


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("al-td-ceu/source/alt", "did you mean al-td-ceu/source/alet?"),
        ("nothing", "There is no activity “nothing”"),
        ("a", "may mean any of these"),
    ],
)
def test_what_cannot_be_explained_says_what_can(alcto: Run, records: Path, what: str, said: str) -> None:
    done = alcto("explain", what)
    assert done.exit_code == 2
    assert said in done.stderr


def test_explanations_as_json(alcto: Run, records: Path) -> None:
    credits = json.loads(alcto("explain", "fetc", "--json").stdout)["credits"]
    assert credits["al-td-ceu"]["because"][0]["hours"] == -2.0
    one = json.loads(alcto("explain", "al-td-ceu/total", "--json").stdout)["standing"]
    assert [requirement["id"] for requirement in one["requirements"]] == ["total"]
    whole = json.loads(alcto("explain", "al-cto", "--json").stdout)["standing"]
    assert whole["credential"] == "al-cto"


def test_check_is_silent_when_all_is_well(alcto: Run, records: Path) -> None:
    done = alcto("check")
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "")


def test_check_shows_the_line_and_the_cure(alcto: Run, records: Path) -> None:
    records.write_text(records.read_text().replace("date = 2026-01-13", 'date = "2026-01-13"'))
    done = alcto("check")
    assert done.exit_code == 3
    assert done.stdout == ""
    assert done.stderr.startswith("records.toml:32: ")
    assert '    date = "2026-01-13"\n' in done.stderr
    assert "    Write: date = 2026-01-13\n" in done.stderr


def test_check_ends_with_one_for_what_is_less_than_an_error(alcto: Run, records: Path) -> None:
    records.write_text(records.read_text().replace("location", "locatoin"))
    done = alcto("check")
    assert done.exit_code == 1
    assert "location" in done.stderr


def test_check_as_json(alcto: Run, records: Path) -> None:
    records.write_text(records.read_text().replace("hours = 6.0", "hours = true"))
    done = alcto("check", "--json")
    assert done.exit_code == 3
    (problem,) = json.loads(done.stdout)["problems"]
    assert problem["line"] == 21


def test_check_looks_at_rule_files_too(alcto: Run, records: Path) -> None:
    (records.parent / "rules").mkdir()
    (records.parent / "rules" / "mine.toml").write_text('kind = "rule-set"\n')
    done = alcto("check")
    assert done.exit_code == 1
    assert "mine.toml" in done.stderr


def test_the_catalogue_shows_what_counts_on_a_date(alcto: Run, records: Path) -> None:
    november = alcto("catalogue", "--on", "2025-11-05").stdout
    assert "external/government-digital-summit" in november
    assert "external/gemini-educators" not in november
    assert "Training, line" in november


def test_the_catalogue_is_searched_by_words(alcto: Run, records: Path) -> None:
    shown = alcto("catalogue", "cosn").stdout
    assert "1 h each, up to 3 h" in shown
    assert "external/fetc" not in shown
    assert "No catalogue lists “zebra” on 1 Mar 2026" in alcto("catalogue", "zebra").stdout


def test_the_catalogue_as_json(alcto: Run, records: Path) -> None:
    (fetc,) = json.loads(alcto("catalogue", "fetc", "--json").stdout)["offerings"]
    assert (fetc["id"], fetc["most"], fetc["award"]) == ("external/fetc", 6.0, None)


def test_the_rules_are_listed(alcto: Run, records: Path) -> None:
    shown = alcto("rules").stdout
    assert "al-cto " in shown
    assert "al-td-ceu" in shown


def test_a_rule_shows_its_sentence_value_and_source(alcto: Run, records: Path) -> None:
    shown = alcto("rules", "al-td-ceu/source/alet").stdout
    assert "In force on 1 Mar 2026: at least 6 hours, since 1 Oct 2024." in shown
    assert "Written in Training, line 8." in shown
    assert "Checked " in shown
    assert "external-maximum" not in shown


def test_a_reading_shows_both_answers(alcto: Run, records: Path) -> None:
    shown = alcto("rules", "al-td-ceu/online-counts").stdout
    assert "In use: yes. The other reading: " in shown


def test_a_rule_for_each_strand_is_found_by_a_strand(alcto: Run, records: Path) -> None:
    assert "Rule strand\n" in alcto("rules", "al-cto/strand/al-cto/it").stdout


def test_an_unknown_rule_names_the_nearest(alcto: Run, records: Path) -> None:
    done = alcto("rules", "al-td-ceu/totl")
    assert done.exit_code == 2
    assert "did you mean al-td-ceu/total?" in done.stderr


def test_the_rules_as_json(alcto: Run, records: Path) -> None:
    (rules,) = json.loads(alcto("rules", "al-cto", "--json").stdout)["rule_sets"]
    assert {one["kind"] for one in rules["rules"]} >= {"window", "rule", "step", "reading", "entries"}


def test_every_citation_of_every_rule_set_is_shown(alcto: Run, records: Path) -> None:
    from alcto_core.host.plugins import load_plugins
    from alcto_core.rules.vocabulary import cites_of

    library = load_plugins().library
    assert library.rule_sets
    for rules in library.rule_sets.values():
        (said,) = json.loads(alcto("rules", rules.id, "--json").stdout)["rule_sets"]
        shown = {cite for one in said["rules"] for part in (one, *one["values"]) for cite in part["cites"]}
        official = rules.official_record
        shown |= set(cites_of(official)) if official else set()
        assert set(cites_of(rules)) <= shown


def test_the_plugins_say_what_they_bring(alcto: Run, records: Path) -> None:
    assert "al-td-ceu" in alcto("plugins").stdout
    listed = json.loads(alcto("plugins", "--no-plugin", "alabama", "--json").stdout)["plugins"]
    (off,) = (plugin for plugin in listed if plugin["name"] == "alabama")
    assert (off["state"], off["rule_sets"]) == ("off", [])


def test_where_says_which_folder_and_why(alcto: Run, folder: Path) -> None:
    shown = alcto("where").stdout
    assert f"Your records are in {folder}, because --records says so." in shown
    assert json.loads(alcto("where", "--json").stdout)["file"] == str(folder / "records.toml")


def test_where_names_what_is_kept_to_be_faster(alcto: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ALCTO_CACHE", raising=False)
    place = json.loads(alcto("where", "--json").stdout)["cache"]
    assert f"Cache     {place}" in alcto("where").stdout
    assert "cache" not in json.loads(alcto("where", "--json", env={"ALCTO_CACHE": "0"}).stdout)


def test_check_counts_what_is_kept_to_be_faster(
    alcto: Run, records: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ALCTO_CACHE", raising=False)
    monkeypatch.setattr(cache, "cache_place", lambda: str(tmp_path / "kept"))
    shown = alcto("check", "--all").stdout
    assert f"{len(list((tmp_path / 'kept').iterdir()))} files (" in shown
    assert "may be deleted at any time" in shown
    assert "ALCTO_CACHE=0" in alcto("check", "--all", env={"ALCTO_CACHE": "0"}).stdout


@pytest.mark.skipif(os.name == "nt", reason="Windows has no modes")
def test_check_says_that_a_cache_that_others_may_write_is_not_used(
    alcto: Run, records: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ALCTO_CACHE", raising=False)
    monkeypatch.setattr(cache, "cache_place", lambda: str(tmp_path / "kept"))
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept").chmod(0o777)
    found = json.loads(alcto("check", "--json").stdout)["findings"]
    (finding,) = (one for one in found if one["subject"] == "cache")
    assert finding["state"] == "look"
    assert "Delete it" in finding["remedy"]


def test_a_folder_can_be_remembered(alcto: Run, folder: Path) -> None:
    from click.testing import CliRunner

    from alcto_core.cli.group import command

    alcto("where", "--remember")
    where = json.loads(CliRunner().invoke(command, ["where", "--json"]).stdout)
    assert (where["folder"], where["how"]) == (str(folder), "remembered")


def test_the_demo_speaks_without_a_terminal_and_touches_nothing_of_ours(alcto: Run, records: Path) -> None:
    from click.testing import CliRunner

    from alcto_core.cli.group import command

    before = records.read_bytes()
    done = CliRunner(env={"ALCTO_RECORDS": str(records.parent)}).invoke(command, ["demo", "--status"])
    assert done.exit_code == 0
    assert done.stderr == ""
    for said in (
        "TD-CEU FY26 is not met yet: 2.5 ALET hours missing by 30 Sep 2026.",
        "Counted: 9.5 of 12; 12.5 logged; 47 days left.",
        "From ALET: 3.5 of 6; short 2.5.",
        "External: 6, max 6; full; 2 not counted.",
        "Counted: 44.5 of 60; ",
        "Strands: 4 of 6; Law, Data short 2 each.",
        "Documents: 2 of 8; ",
        "As of Friday 14 August 2026, for Jordan Avery, Pine Hollow City Schools.",
    ):
        assert said in done.stdout
    assert records.read_bytes() == before


def test_copies_are_named_where_a_sync_program_left_nothing_else(alcto: Run, records: Path) -> None:
    raw = records.read_bytes()
    for name in ("records.toml..path1", "records.toml..path2"):
        records.with_name(name).write_bytes(raw)
    records.unlink()
    done = alcto("status")
    assert done.exit_code == 2
    assert "but “records.toml..path1” (rclone), “records.toml..path2” (rclone)" in done.stderr
    assert alcto("import", "records.toml..path1", "--yes").exit_code == 0
    assert records.read_bytes() == raw


def test_a_month_is_printed_as_a_calendar(alcto: Run, records: Path) -> None:
    alcto("log", "--title", "A talk to come", "--date", "2026-09-29", "--hours", "1", "--status", "planned", "--yes")
    done = alcto("list", "--month", "2026-09", "--on", "2026-08-14")
    assert done.stdout.startswith("September 2026\n Su  Mo  Tu")
    assert "○ 29 Sep  A talk to come, 1 hour, planned" in done.stdout
    assert "! 30 Sep  " in done.stdout
    wrong = alcto("list", "--month", "sometime")
    assert wrong.exit_code == 2
    assert "write it like 2026-09" in wrong.stderr
