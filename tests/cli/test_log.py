"""`alcto log`, `edit` and `delete`: what is taken, shown, refused and written."""

from __future__ import annotations

import os
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from calling import Run


def activities(records: Path) -> dict[str, dict[str, Any]]:
    document = tomllib.loads(records.read_text(encoding="utf-8"), parse_float=Decimal)
    return {activity["id"]: activity for activity in document["activity"]}


def test_a_fragment_of_a_name_is_enough(alcto: Run, records: Path) -> None:
    done = alcto("log", "summer", "--date", "2026-02-20", "--hours", "1:30", "--strand", "it", "--yes")
    assert done.exit_code == 0
    assert done.stdout == "2026-02-20-alet-summer-conference\n"
    saved = activities(records)[done.stdout.strip()]
    assert saved["offering"] == "alet/summer-conference"
    assert saved["title"] == "ALET Summer Conference"
    assert saved["hours"] == Decimal("1.5")
    assert saved["strands"] == ["al-cto/it"]


AGENDA = """Day 1
8:00-9:00 Registration
9:00 - Noon Ransomware tabletop | IT
Noon - 1:00 Lunch
9:00-10:00 Budgeting 101
1:00 to 2:40 pm Student privacy | law
"""


def test_an_agenda_becomes_the_sessions_and_what_is_left_out_is_said(alcto: Run, records: Path, tmp_path: Path) -> None:
    (tmp_path / "agenda.txt").write_text(AGENDA, "utf-8")
    logged = ("log", "--title", "Spring camp", "--date", "2026-02-04", "--yes", "--agenda")
    from_file = alcto(*logged, str(tmp_path / "agenda.txt"))
    from_pipe = alcto(*logged, "-", input=AGENDA)
    for done in (from_file, from_pipe):
        assert done.exit_code == 0
        assert "line 5: left out: 1 hour at the same time as “Ransomware tabletop” in line 3" in done.stderr
        assert activities(records)[done.stdout.strip()]["session"] == [
            {"title": "Registration", "hours": 1, "kind": "registration"},
            {"title": "Ransomware tabletop", "hours": 3, "strands": ["al-cto/it"]},
            {"title": "Lunch", "hours": 1, "kind": "meal"},
            {"title": "Student privacy", "minutes": 100, "strands": ["al-cto/law-ethics"]},
        ]


def test_strands_are_suggested_from_titles_and_never_taken_unasked(alcto: Run, records: Path) -> None:
    agenda = "9:00-10:00 Phishing and you\n10:00-11:00 Keynote\n"
    done = alcto("log", "--title", "Camp", "--date", "2026-02-04", "--yes", "--agenda", "-", input=agenda)
    assert "“Phishing and you” might be IT." in done.stderr
    assert "Keynote" not in done.stderr.split("suggested by")[0]
    assert all("strands" not in one for one in activities(records)[done.stdout.strip()]["session"])


@pytest.mark.parametrize(
    ("text", "options", "why"),
    [
        ("Tuesday\nSome words\n", (), "can be read as a session"),
        ("9-10 A\n", ("--session", "1 | A"), "instead of --session"),
        ("9-10 A\n", ("--hours", "2"), "add up to 1 hour"),
    ],
)
def test_an_agenda_that_says_nothing_or_disagrees_saves_nothing(
    alcto: Run, records: Path, text: str, options: tuple[str, ...], why: str
) -> None:
    before = records.read_bytes()
    done = alcto("log", "--title", "Camp", "--date", "2026-02-04", "--agenda", "-", *options, "--yes", input=text)
    assert done.exit_code == 2
    assert why in done.stderr
    assert records.read_bytes() == before


DAYED = "Monday, February 9, 2026\n9:00-10:00 Ransomware\n"


def test_the_day_above_an_agenda_is_that_of_the_entry(alcto: Run, records: Path) -> None:
    done = alcto("log", "--title", "Camp", "--agenda", "-", "--yes", input=DAYED)
    assert done.exit_code == 0, done.stderr
    assert "The agenda is of 9 Feb 2026, by line 1." in done.stderr
    assert str(activities(records)[done.stdout.strip()]["date"]) == "2026-02-09"


def test_a_day_without_its_year_is_only_proposed(alcto: Run, records: Path) -> None:
    done = alcto("log", "--title", "Camp", "--agenda", "-", "--yes", input="February 9\n9:00-10:00 Ransomware\n")
    assert done.exit_code == 2
    assert "The agenda is of 9 Feb 2026, by line 1; no year is written there." in done.stderr
    assert "--date" in done.stderr


def test_another_day_than_that_of_the_agenda_is_refused_where_nobody_can_be_asked(alcto: Run, records: Path) -> None:
    before = records.read_bytes()
    done = alcto("log", "--title", "Camp", "--date", "2026-02-10", "--agenda", "-", "--yes", input=DAYED)
    assert done.exit_code == 2
    assert "The agenda is of 9 Feb 2026, by line 1, and the entry of 10 Feb 2026." in done.stderr
    assert records.read_bytes() == before


def test_an_agenda_over_the_end_of_a_window_is_two_entries(alcto: Run, records: Path) -> None:
    agenda = "September 29 - October 2, 2025\n9:00-10:00 Ransomware\n"
    done = alcto("log", "--title", "Camp", "--agenda", "-", "--yes", input=agenda)
    assert done.exit_code == 2
    assert "over 30 Sep 2025, where FY25 of al-td-ceu ends: log it as two entries." in done.stderr


def test_an_agenda_that_is_not_there_is_named(alcto: Run, records: Path) -> None:
    done = alcto("log", "--title", "Camp", "--date", "2026-02-04", "--agenda", "nowhere.txt", "--yes")
    assert done.exit_code == 2
    assert "nowhere.txt cannot be read: No such file" in done.stderr


def test_every_key_has_its_option(alcto: Run, records: Path) -> None:
    (records.parent / "evidence").mkdir()
    (records.parent / "evidence" / "a.pdf").write_bytes(b"%PDF")
    done = alcto(
        "log", "--title", "Data Governance", "--location", "Online", "--date", "feb 3", "--hours", "90m",
        "--strand", "Data Management", "--strand", "IT Management & Cybersecurity", "--split", "data=1",
        "--split", "it=0.5", "--offering", "alet/talent", "--course", "Data Governance 101", "--format", "online",
        "--category", "cosn-cetl/instruction", "--status", "completed", "--posted", "2026-02-10",
        "--justification", "My post.", "--description", "A course.", "--evidence", "evidence/a.pdf",
        "--counts-for", "al-td-ceu", "--note", "Mine.", "--yes",
    )  # fmt: skip
    assert done.exit_code == 0
    saved = activities(records)[done.stdout.strip()]
    del saved["id"]
    assert {key: str(value) for key, value in saved.items() if key in ("date", "posted")} == {
        "date": "2026-02-03",
        "posted": "2026-02-10",
    }
    assert {key: value for key, value in saved.items() if key not in ("date", "posted")} == {
        "title": "Data Governance",
        "location": "Online",
        "hours": Decimal("1.5"),
        "strands": ["al-cto/data", "al-cto/it"],
        "split": {"al-cto/data": 1, "al-cto/it": Decimal("0.5")},
        "offering": "alet/talent",
        "course": "Data Governance 101",
        "category": ["cosn-cetl/instruction"],
        "format": "online",
        "justification": "My post.",
        "description": "A course.",
        "evidence": ["evidence/a.pdf"],
        "counts_for": ["al-td-ceu"],
        "note": "Mine.",
    }


def test_sessions_carry_their_strands_and_kinds(alcto: Run, records: Path) -> None:
    done = alcto(
        "log", "summer", "--date", "2026-02-20", "--strand", "it", "--yes",
        "--session", "1.5 | Ransomware tabletop", "--session", "1 | Privacy | law, data",
        "--session", "45m | Lunch | - | meal", "--session", "0.5 | Hall | | exhibit hall",
    )  # fmt: skip
    assert done.exit_code == 0
    saved = activities(records)[done.stdout.strip()]
    assert "hours" not in saved
    assert saved["session"] == [
        {"title": "Ransomware tabletop", "hours": Decimal("1.5")},
        {"title": "Privacy", "hours": 1, "strands": ["al-cto/law-ethics", "al-cto/data"]},
        {"title": "Lunch", "hours": Decimal("0.75"), "strands": [], "kind": "meal"},
        {"title": "Hall", "hours": Decimal("0.5"), "kind": "exhibit-hall"},
    ]
    assert "3.75 hours logged" in done.stderr
    assert "2.5 of 3.75 hours count" in done.stderr


def test_the_effect_on_each_credential_is_shown_before_saving(alcto: Run, records: Path) -> None:
    before = records.read_bytes()
    done = alcto("log", "iste", "--date", "2026-02-20", "--hours", "5", "--strand", "it")
    assert done.exit_code == 2
    assert "If saved: " in done.stderr
    assert "TD-CEU FY26: 0 of 5 hours count" in done.stderr
    assert (
        "AL-CTO 2024-2027: 5 of 5 hours count; 14 → 19 of 60; stays NOT YET: 41 hours, 8 documents, hand-in missing."
        in done.stderr
    )
    assert "Add --yes to save without asking." in done.stderr
    assert records.read_bytes() == before


def test_an_ambiguous_fragment_lists_the_candidates(alcto: Run, records: Path) -> None:
    done = alcto("log", "region meeting", "--date", "2026-02-20", "--hours", "1", "--yes")
    assert done.exit_code == 2
    assert "  alet/region-meeting" in done.stderr
    assert "  external/sde-edtech-region-meeting" in done.stderr


def test_an_unlisted_name_says_what_to_do(alcto: Run, records: Path) -> None:
    done = alcto("log", "wintr", "--date", "2026-02-20", "--hours", "1", "--yes")
    assert done.exit_code == 2
    assert "--title" in done.stderr


def test_what_stands_on_no_list_is_logged_by_its_title(alcto: Run, records: Path) -> None:
    done = alcto("log", "--title", "Own workshop", "--date", "2026-02-20", "--hours", "2", "--strand", "it", "--yes")
    assert done.exit_code == 0
    assert "will not count it" in done.stderr
    assert "0 of 2 hours count" in done.stderr


def test_what_is_missing_is_named(alcto: Run, records: Path) -> None:
    done = alcto("log", "--yes")
    assert done.exit_code == 2
    assert "--title or --offering, --date and --hours, --minutes, --session or --agenda" in done.stderr


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--hours", "1,5", "Write a point"),
        ("--hours", "0", "not more than 0"),
        ("--hours", "1.234", "two decimals"),
        ("--date", "13/45", "13/45"),
        ("--strand", "cybre", "no strand"),
        ("--split", "it", "it=4"),
        ("--split", "it=4", "adds up to 4 hours"),
        ("--session", "nothing", "HOURS | TITLE"),
        ("--session", "1 | x | it | nap", "no kind of time"),
        ("--session", "3 | x", "the sessions add up to 3 hours"),
        ("--counts-for", "al-td", "you have no credential"),
        ("--units", "semester-hour", "UNIT=NUMBER"),
        ("--evidence", "../../etc/passwd", "not inside your records folder"),
        ("--evidence", "/etc/passwd", "not inside your records folder"),
        ("--format", "live", "in-person"),
    ],
)
def test_a_wrong_value_is_said_in_a_sentence_and_nothing_is_saved(
    alcto: Run, records: Path, option: str, value: str, said: str
) -> None:
    before = records.read_bytes()
    base = ["--title", "X", "--date", "2026-02-20", "--hours", "2", "--yes"]
    if option in base:
        del base[base.index(option) : base.index(option) + 2]
    done = alcto("log", *base, option, value)
    assert done.exit_code == 2
    assert said in done.stderr
    assert records.read_bytes() == before


@pytest.mark.skipif(os.name == "nt", reason="Windows makes links for administrators only")
def test_a_link_out_of_the_folder_is_no_evidence(alcto: Run, records: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("x")
    (records.parent / "link").symlink_to(tmp_path / "secret")
    done = alcto("log", "--title", "X", "--date", "2026-02-20", "--hours", "1", "--evidence", "link", "--yes")
    assert done.exit_code == 2


def test_a_look_alike_is_refused_unless_the_person_insists(alcto: Run, records: Path) -> None:
    args = ("log", "--title", "alet winter  conference", "--date", "2026-01-28", "--hours", "1")
    done = alcto(*args)
    assert done.exit_code == 2
    assert "as winter" in done.stderr
    assert alcto(*args, "--yes").exit_code == 0
    assert len(activities(records)) == 3


def test_planned_dates_lie_ahead(alcto: Run, records: Path) -> None:
    done = alcto("log", "summer", "--date", "jun 10", "--hours", "3", "--strand", "it", "--status", "planned", "--yes")
    assert done.stdout == "2026-06-10-alet-summer-conference\n"
    assert "--plan" in done.stderr


def test_other_records_with_errors_do_not_stop_a_save(alcto: Run, records: Path) -> None:
    records.write_text(records.read_text().replace("hours = 8.0", "hours = true"))
    done = alcto("log", "summer", "--date", "2026-02-20", "--hours", "1", "--strand", "it", "--yes")
    assert done.exit_code == 3
    assert done.stdout == "2026-02-20-alet-summer-conference\n"
    assert "hours = true" in records.read_text()


def test_a_file_that_is_not_toml_stops_a_save(alcto: Run, records: Path) -> None:
    records.write_text("schema = 1\n[person\n")
    done = alcto("log", "summer", "--date", "2026-02-20", "--hours", "1", "--yes")
    assert done.exit_code == 3
    assert "Nothing can be saved" in done.stderr
    assert records.read_text() == "schema = 1\n[person\n"


def test_an_edit_changes_only_what_it_names(alcto: Run, records: Path) -> None:
    before = records.read_text()
    done = alcto("edit", "winter", "--hours", "5.5", "--yes")
    assert done.exit_code == 0
    assert records.read_text() == before.replace("hours = 6.0", "hours = 5.5")
    assert (
        "FY26: 5.5 of 5.5 hours count; 12 → 11.5 of 12; ALET 6 → 5.5 of 6; becomes NOT YET: 0.5 ALET hours missing."
        in done.stderr
    )


def test_a_fragment_finds_the_activity_to_edit(alcto: Run, records: Path) -> None:
    assert alcto("edit", "orlando", "--note", "Mine", "--yes").stdout == "fetc\n"


def test_a_key_can_be_cleared(alcto: Run, records: Path) -> None:
    alcto("edit", "winter", "--clear", "posted", "--clear", "offering", "--yes")
    saved = activities(records)["winter"]
    assert "posted" not in saved
    assert "offering" not in saved


def test_sessions_take_the_place_of_hours(alcto: Run, records: Path) -> None:
    assert alcto("edit", "winter", "--session", "2|A", "--session", "3|B|it", "--yes").exit_code == 0
    saved = activities(records)["winter"]
    assert "hours" not in saved
    assert [session["hours"] for session in saved["session"]] == [2, 3]
    done = alcto("edit", "winter", "--hours", "4", "--yes")
    assert done.exit_code == 2
    assert "--clear session" in done.stderr
    assert alcto("edit", "winter", "--hours", "4", "--clear", "session", "--yes").exit_code == 0
    assert activities(records)["winter"]["hours"] == 4


def test_an_edit_of_nothing_saves_nothing(alcto: Run, records: Path) -> None:
    before = records.read_bytes()
    done = alcto("edit", "winter", "--hours", "6")
    assert done.exit_code == 0
    assert "Nothing would change" in done.stderr
    assert records.read_bytes() == before


def test_an_unknown_id_names_the_nearest(alcto: Run, records: Path) -> None:
    done = alcto("edit", "wintre", "--hours", "6", "--yes")
    assert done.exit_code == 2
    assert "did you mean “winter”?" in done.stderr


def test_a_deletion_shows_what_it_costs_and_takes_the_comment_along(alcto: Run, records: Path) -> None:
    done = alcto("delete", "winter", "--yes")
    assert done.exit_code == 0
    assert "12 → 6 of 12; ALET 6 → 0 of 6; becomes NOT YET: 6 ALET hours missing." in done.stderr
    assert "the first one" not in records.read_text()
    assert list(activities(records)) == ["fetc"]


def test_a_deletion_asks_first(alcto: Run, records: Path) -> None:
    assert alcto("delete", "winter").exit_code == 2
    assert "winter" in activities(records)


def test_the_words_that_options_take_are_those_of_the_records_file() -> None:
    from typing import get_args

    from alcto_core.cli.entry import FORMATS, KINDS, STATUSES
    from alcto_core.records.types import Format, SessionKind, Status

    assert (get_args(Format), get_args(SessionKind), get_args(Status)) == (FORMATS, KINDS, STATUSES)


def test_another_spelling_of_a_category_or_unit_is_saved_as_its_id(alcto: Run, records: Path) -> None:
    assert alcto("credential", "add", "cosn-cetl", "--issued", "2025-01-10", "--yes").exit_code == 0
    done = alcto(
        "log", "--title", "A paper", "--date", "2026-02-20", "--category", "Published work",
        "--units", "year of membership=1", "--yes",
    )  # fmt: skip
    assert done.exit_code == 0
    saved = activities(records)[done.stdout.strip()]
    assert saved["category"] == ["cosn-cetl/publication"]
    assert saved["units"] == {"membership-year": 1}


def test_a_category_that_no_rule_set_knows_is_saved_with_a_word(alcto: Run, records: Path) -> None:
    assert alcto("credential", "add", "cosn-cetl", "--issued", "2025-01-10", "--yes").exit_code == 0
    done = alcto(
        "log", "--title", "A talk", "--date", "2026-02-20", "--hours", "2", "--category", "cosn-cetl/instrucion",
        "--yes",
    )  # fmt: skip
    assert done.exit_code == 0
    text = "No rule set of yours knows the category “cosn-cetl/instrucion”; did you mean cosn-cetl/instruction?"
    assert text in done.stderr
    assert activities(records)[done.stdout.strip()]["category"] == ["cosn-cetl/instrucion"]
    changed = alcto("edit", done.stdout.strip(), "--category", "instruction", "--yes")
    assert "No rule set" not in changed.stderr
    assert activities(records)[done.stdout.strip()]["category"] == ["cosn-cetl/instruction"]


def test_a_shell_is_offered_the_categories_and_units_that_the_programs_know(alcto: Run, records: Path) -> None:
    from click.shell_completion import ShellComplete

    from alcto_core.cli import group

    assert alcto("credential", "add", "cosn-cetl", "--issued", "2025-01-10", "--yes").exit_code == 0
    shell = ShellComplete(group.command, {}, group.NAME, "_ALCTO_COMPLETE")
    asked = ["log", "--records", str(records.parent), "--category"]
    offered = [item.value for item in shell.get_completions(asked, "cosn-cetl/p")]
    assert offered == ["cosn-cetl/project", "cosn-cetl/publication"]
    assert [item.value for item in shell.get_completions([*asked[:-1], "--units"], "mem")] == ["membership-year="]


def test_a_length_that_may_be_hours_or_minutes_is_refused_as_in_a_sheet(alcto: Run, records: Path) -> None:
    done = alcto("log", "--title", "Cyber evening", "--date", "2026-01-05", "--hours", "90:00", "--yes")
    assert (done.exit_code, "“90:00” may be 90 hours or 90 minutes" in done.stderr) == (2, True)
    assert alcto("log", "--title", "Cyber evening", "--date", "2026-01-05", "--hours", "12:15", "--yes").exit_code == 0


def test_another_entry_begins_as_one_that_is_there(alcto: Run, records: Path) -> None:
    first = alcto("log", "summer", "--date", "2026-02-20", "--hours", "1:30", "--strand", "it", "--note", "N", "--yes")
    again = alcto("log", "--like", first.stdout.strip(), "--date", "2026-02-21", "--yes")
    assert again.exit_code == 0, again.stderr
    one, other = (activities(records)[done.stdout.strip()] for done in (first, again))
    assert {**one, "id": "", "date": ""} == {**other, "id": "", "date": ""}
    numbered = alcto("log", "--like", "1", "--date", "2026-02-22", "--hours", "2", "--yes")
    assert activities(records)[numbered.stdout.strip()]["offering"] == "alet/summer-conference"
    assert activities(records)[numbered.stdout.strip()]["hours"] == 2


def test_a_number_that_is_too_high_lists_what_there_is(alcto: Run, records: Path) -> None:
    made = alcto("log", "--title", "Seen before", "--date", "2026-02-20", "--hours", "1", "--yes").stdout.strip()
    done = alcto("log", "--like", "99", "--date", "2026-02-21", "--yes")
    assert done.exit_code == 2
    assert f"1  {made}  Seen before" in done.stderr or f"  {made}  Seen before" in done.stderr


def test_a_planned_entry_that_will_never_count_somewhere_is_not_said_to(alcto: Run, records: Path) -> None:
    entry = ("--date", "2026-03-10", "--hours", "2", "--strand", "it", "--status", "planned", "--yes")
    helps = alcto("log", "alet/talent", "--course", "New", *entry)
    vain = alcto("log", "--title", "Lunch", *entry)
    told = "It is planned, and nothing of it would count here once it is done. "
    assert "`alcto status --plan` counts it" in helps.stderr and told not in helps.stderr
    assert f"{told}No catalogue entry is named" in vain.stderr
