"""`alcto import`: a dry run first, then one save and one undo."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
from calling import BOTH, PERSON, Run

LOG = """\
Name of Activity,Date Completed,Number of Hours,Coursework Skill Area,Location
ALET Fall Conference,10/22/2025,4,IT Management,"Orange Beach, AL"
FETC,1/13/2026,6,IT Management,"Orlando, FL"
ALET Winter Conference,1/28/2026,6,,
Region meeting,soon,2,Law,
"""


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    """A spreadsheet with a new row, one that the records hold otherwise, one that they hold, and a wrong one."""
    path = tmp_path / "log.csv"
    path.write_text(LOG, encoding="utf-8")
    return path


def activities(records: Path) -> list[str]:
    return [one["id"] for one in tomllib.loads(records.read_text(encoding="utf-8"))["activity"]]


def test_a_dry_run_shows_everything_and_saves_nothing(alcto: Run, records: Path, sheet: Path) -> None:
    before = records.read_bytes()
    done = alcto("import", str(sheet))
    assert done.exit_code == 1  # a row cannot be read
    assert records.read_bytes() == before
    assert not (records.parent / ".alcto").exists()
    assert done.stdout.startswith("“log.csv”: 1 to add, 1 said otherwise than in the records, 1 there already, 1 that")
    assert "+ new      2025-10-22      4  ALET Fall Conference" in done.stdout
    assert "Row 5, Date Completed: “soon” is not a day that alcto understands; write it like 2026-03-14." in done.stdout
    assert "NOT changed" in done.stdout
    assert "Row 3, “FETC” (fetc): hours 8 → 6" in done.stdout
    assert "Row 2: alet/fall-conference" in done.stdout
    assert "AL-CTO 2024-2027: 14 → 18 of 60 hours; stays NOT YET: 42 hours" in done.stdout
    assert "Nothing was saved: this was a dry run. Add --yes to save." in done.stderr


def test_an_import_is_one_save_and_one_undo(alcto: Run, records: Path, sheet: Path) -> None:
    before = records.read_bytes()
    done = alcto("import", str(sheet), "--yes")
    assert done.exit_code == 1
    assert "Saved: imported 1 activity from “log.csv”. `alcto undo` takes it back." in done.stderr
    assert "1 row was left out, as it cannot be read (row 5)" in done.stderr
    assert activities(records) == ["winter", "fetc", "2025-10-22-alet-fall-conference"]
    assert records.read_bytes().startswith(before)
    again = alcto("import", str(sheet), "--yes")
    assert again.stdout.startswith("“log.csv”: nothing to add, 1 said otherwise than in the records, 2 there already")
    assert "as last time" in again.stdout
    assert alcto("undo").exit_code == 0
    assert records.read_bytes() == before


def test_changes_are_made_only_when_asked_for(alcto: Run, records: Path, sheet: Path) -> None:
    alcto("import", str(sheet), "--changes", "--yes")
    by_id = {one["id"]: one for one in tomllib.loads(records.read_text(encoding="utf-8"))["activity"]}
    assert by_id["fetc"]["hours"] == 6
    assert by_id["fetc"]["justification"] == "Relates to the strand."  # what the sheet does not say stays


def test_a_sheet_that_is_all_well_ends_with_0(alcto: Run, records: Path, sheet: Path) -> None:
    sheet.write_text(LOG.rpartition("Region")[0], encoding="utf-8")
    assert alcto("import", str(sheet)).exit_code == 0
    assert alcto("import", str(sheet), "--yes").exit_code == 0


def test_the_plan_is_there_for_scripts(alcto: Run, records: Path, sheet: Path) -> None:
    before = records.read_bytes()
    done = alcto("import", str(sheet), "--json")
    plan = json.loads(done.stdout)
    assert records.read_bytes() == before
    assert [(row["row"], row["mark"], row["id"]) for row in plan["rows"]] == [
        (2, "add", "2025-10-22-alet-fall-conference"),
        (3, "change", "fetc"),
        (4, "same", "winter"),
        (5, "unreadable", ""),
    ]
    assert plan["rows"][1]["changes"] == {"hours": [8.0, 6]}
    assert plan["saved"] == ""
    assert [one["credential"] for one in plan["effects"]] == ["al-td-ceu", "al-cto"]
    assert json.loads(alcto("import", str(sheet), "--json", "--yes").stdout)["saved"].startswith("imported 1 activity")


def test_a_correction_is_remembered_and_can_be_forgotten(alcto: Run, records: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "mine.csv"
    sheet.write_text("Happening,Person,When,Hours\nCamp,Jo,2025-10-15,2\n")
    refused = alcto("import", str(sheet), "--column", "Hapening=titel")
    assert (refused.exit_code, "did you mean “title”?" in refused.stderr) == (2, True)
    done = alcto("import", str(sheet), "--column", "Happening=title", "--column", "Person=", "--yes")
    assert (done.exit_code, "as you said" in done.stdout) == (0, True)
    sheet.write_text("Happening,Person,When,Hours\nCamp two,Jo,2025-11-15,2\n")
    assert alcto("import", str(sheet)).stdout.count("as last time") == 4
    forgotten = alcto("import", str(sheet), "--forget")
    assert "as last time" not in forgotten.stdout


def test_a_column_that_is_missing_is_asked_for_by_name(alcto: Run, records: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "mine.csv"
    sheet.write_text("Title,Date,Shoe size\nCamp,2025-10-15,eleven\n")
    done = alcto("import", str(sheet))
    assert done.exit_code == 2
    assert 'No column was found for the hours. Say which it is with --column "NAME=hours"' in done.stderr
    assert "“Shoe size”" in done.stderr


def test_cells_are_text_and_never_obeyed(alcto: Run, records: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "evil\x1b[2J.csv"
    sheet.write_text('Title,Date,Hours,Strands\n"=cmd()\x1b]52;c;x\x07",2025-10-15,2,"\x9b31m"\n[red]x[/],\x1b[2J,2,\n')
    for arguments in (("import", str(sheet)), ("import", str(sheet), "--yes"), ("list",)):
        done = alcto(*arguments)
        assert not set(done.output) & {"\x1b", "\x07", "\x9b"}
    assert tomllib.loads(records.read_text(encoding="utf-8"))["activity"][-1]["title"].startswith("=cmd()\x1b]52")


def test_a_window_that_an_import_mends_is_named(alcto: Run, folder: Path, tmp_path: Path) -> None:
    (folder / "records.toml").write_text(PERSON + "role_began = 2024-07-01\n" + BOTH, encoding="utf-8")
    sheet = tmp_path / "old.csv"
    sheet.write_text("Title,Date,Hours,Strands\n" + "ALET Fall Conference,2024-10-22,12,IT\n")
    done = alcto("import", str(sheet))
    assert "FY25 is no longer MISSED." in done.stdout


def test_a_workbook_needs_no_more_than_the_extra(alcto: Run, records: Path, tmp_path: Path) -> None:
    pytest.importorskip("python_calamine")
    book = tmp_path / "broken.xlsx"
    book.write_bytes(b"PK\x03\x04nothing")
    done = alcto("import", str(book))
    assert (done.exit_code, "The workbook is damaged" in done.stderr) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("import", "missing.csv"), "missing.csv cannot be read: No such file or directory."),
        (("import", "log.csv", "--take", "1"), "--take is for a second copy of the records"),
        (("import", "log.csv", "--sheet", "x"), "--sheet is for a workbook"),
        (("import", "log.csv", "--column", "x"), "“x” is not HEADING=KEY"),
        (("import", "log.csv", "--dates", "ymd"), "'ymd' is not one of"),
    ],
)
def test_what_makes_no_sense_is_refused(
    alcto: Run,
    records: Path,
    sheet: Path,
    arguments: tuple[str, ...],
    said: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(sheet.parent)
    done = alcto(*arguments)
    assert done.exit_code == 2
    assert said in done.stderr


def test_plain_words_name_every_row(alcto: Run, records: Path, sheet: Path) -> None:
    done = alcto("import", str(sheet), env={"ALCTO_PLAIN": "1"})
    assert "Row: 2; What: + new; Date: 2025-10-22; Hours: 4; Title: ALET Fall Conference" in done.stdout
    assert done.stdout.isascii()


def test_import_asks_for_a_column_and_the_order_of_days_and_then_whether_to_save(records: Path, tmp_path: Path) -> None:
    from test_questions import talk

    sheet = tmp_path / "mine.csv"
    sheet.write_text("Happening,When,Shoe size,Zeit\nCamp,3/4/2025,eleven,2\nOther camp,5/6/2025,ten,x\n")
    status, said = talk(
        ["import", str(sheet), "--records", str(records.parent), "--on", "2026-03-01"],
        [
            ("Which column holds the hours?", "9"),
            ("write one of the numbers", "4"),
            ("is 3/4/2026 the 4th of March", "dmy"),
            ("Save this? [Y/n]", ""),
        ],
    )
    assert status == 1, said
    assert said.index("What it does to each credential") < said.index("Save this? [Y/n]")
    saved = tomllib.loads(records.read_text())["activity"]
    assert [one["date"].isoformat() for one in saved[2:]] == ["2025-04-03"]
    sheet.write_text("Happening,When,Shoe size,Zeit\nThird camp,1/2/2025,ten,1\n")
    args = ["import", str(sheet), "--records", str(records.parent), "--on", "2026-03-01"]
    status, said = talk(args, [("Save this? [Y/n]", "n")])  # columns and days as last time
    assert (status, len(tomllib.loads(records.read_text())["activity"])) == (0, 3)
    assert "Nothing was saved." in said


def test_what_was_said_of_another_sheet_never_goes_before_what_this_one_shows(
    alcto: Run, records: Path, tmp_path: Path
) -> None:
    first, second = tmp_path / "first.csv", tmp_path / "second.csv"
    first.write_text("Title,Date,Hours\nOne,3/4/2025,1\n", encoding="utf-8")
    second.write_text("Title,Date,Hours\nTwo,3/5/2025,1\nThree,14/5/2025,1\n", encoding="utf-8")
    assert alcto("import", str(first), "--dates", "mdy", "--yes").exit_code == 0
    assert alcto("import", str(second), "--yes").exit_code == 0
    assert activities(records)[-3:] == ["2025-03-04-one", "2025-05-03-two", "2025-05-14-three"]


def test_the_order_of_day_and_month_is_remembered_where_the_sheet_does_not_show_it(
    alcto: Run, records: Path, tmp_path: Path
) -> None:
    sheet = tmp_path / "sheet.csv"
    for title in ("One", "Two"):
        sheet.write_text(f"Title,Date,Hours\n{title},3/4/2025,1\n", encoding="utf-8")
        alcto("import", str(sheet), "--yes", *(("--dates", "dmy") if title == "One" else ()))
    assert activities(records)[-2:] == ["2025-04-03-one", "2025-04-03-two"]


def test_a_row_that_stands_twice_is_told_and_not_called_there_already(
    alcto: Run, records: Path, tmp_path: Path
) -> None:
    sheet = tmp_path / "sheet.csv"
    sheet.write_text("Title,Date,Hours\nOne,2025-03-04,1\nOne,2025-03-04,1\n", encoding="utf-8")
    done = alcto("import", str(sheet))
    assert done.stdout.startswith("“sheet.csv”: 1 to add, 1 twice in the sheet.")
    assert "Row 3 says the same as row 2 and comes in once with it" in done.stdout


def test_rows_that_are_there_already_are_not_told_as_coming_in(alcto: Run, records: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.csv"
    sheet.write_text("Title,Date,Hours,Strand\nOne,2199-03-04,1,Blorg\n", encoding="utf-8")
    assert "comes in as planned" in alcto("import", str(sheet), "--yes").stdout
    again = alcto("import", str(sheet)).stdout
    assert "1 there already" in again
    assert "comes in as planned" not in again and "Blorg" not in again


def test_the_effect_holds_an_activity_that_the_sheet_puts_right(alcto: Run, records: Path, tmp_path: Path) -> None:
    records.write_text(records.read_text().replace("hours = 8.0", 'hours = "8"'), encoding="utf-8")
    sheet = tmp_path / "sheet.csv"
    sheet.write_text("Title,Date,Hours\nFETC,2026-01-13,8\n", encoding="utf-8")
    done = alcto("import", str(sheet), "--changes", "--json", "--yes")
    told = {one["credential"]: one["after"]["hours"] for one in json.loads(done.stdout)["effects"]}
    now = {one["credential"]: one["hours"] for one in json.loads(alcto("status", "--json").stdout)["standings"]}
    assert told == now


def test_what_cannot_be_forgotten_is_left_aside_this_once(
    alcto: Run, records: Path, sheet: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alcto("import", str(sheet), "--yes")

    def refused(*_: object) -> bool:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("alcto_core.importing.memory.forget", refused)
    done = alcto("import", str(sheet), "--forget")
    assert done.exit_code == 1  # a row cannot be read
    assert "as last time" not in done.stdout


def test_one_doubt_is_told_as_one(alcto: Run, records: Path) -> None:
    records.write_text(records.read_text(encoding="utf-8").replace("[person]", '[person]\nhat = "x"'), encoding="utf-8")
    assert "(1 thing in the records may not be as you meant; `alcto check` shows it.)" in alcto("list").stderr


def test_what_is_doubtful_is_asked_with_the_options_and_nothing_is_saved(
    alcto: Run, records: Path, tmp_path: Path
) -> None:
    before = records.read_bytes()
    sheet = tmp_path / "ceu.csv"
    sheet.write_text("Employee ID,Date,Activity,CEU\n7,2025-10-15,Security workshop,0.6\n")
    done = alcto("import", str(sheet), "--yes")
    assert done.exit_code == 1
    assert "A CEU may be one hour or ten. Which column holds the hours?" in done.stdout
    assert "--column 'CEU=hours'    0.6" in done.stdout
    plan = json.loads(alcto("import", str(sheet), "--json", "--yes").stdout)
    assert [one["option"] for one in plan["questions"][0]["columns"]] == ["--column 'CEU=hours'"]
    assert (plan["rows"], plan["saved"]) == ([], "")
    assert records.read_bytes() == before
    assert alcto("import", str(sheet), "--column", "CEU=hours", "--yes").exit_code == 0
    assert tomllib.loads(records.read_text())["activity"][-1]["hours"] == 0.6


def test_an_entry_that_was_renamed_is_not_imported_again_unless_it_is_said_to_be_new(
    alcto: Run, records: Path, tmp_path: Path
) -> None:
    sheet = tmp_path / "log.csv"
    sheet.write_text("Date,Activity,Hours\n2025-11-05,Cyber evening,2\n")
    alcto("import", str(sheet), "--yes")
    alcto("edit", "2025-11-05-cyber-evening", "--title", "Cyber security night", "--yes")
    count = len(activities(records))
    again = alcto("import", str(sheet), "--yes")
    assert (again.exit_code, len(activities(records))) == (0, count)
    assert "1 like one in the records" in again.stdout
    assert "it looks like “Cyber security night”" in again.stdout
    assert alcto("import", str(sheet), "--new", "2", "--yes").exit_code == 0
    assert len(activities(records)) == count + 1


def test_sessions_of_a_merged_event_are_one_activity(alcto: Run, records: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "sessions.csv"
    sheet.write_text("Date,Event,Session,Hours\n2025-11-05,Camp,Law,1.5\n2025-11-05,Camp,Data,2\n")
    done = alcto("import", str(sheet), "--yes")
    assert "+ new  2025-11-05    3.5  Camp" in done.stdout
    saved = tomllib.loads(records.read_text())["activity"][-1]
    assert [(one["title"], one["hours"]) for one in saved["session"]] == [("Law", 1.5), ("Data", 2)]
    assert "nothing to add, 1 there already" in alcto("import", str(sheet)).stdout


def test_a_row_stays_out_where_it_is_named(alcto: Run, records: Path, sheet: Path) -> None:
    done = alcto("import", str(sheet), "--changes", "--without", "2", "--yes")
    assert "Saved: changed 1 activity from “log.csv”." in done.stderr
    assert activities(records) == ["winter", "fetc"]
    refused = alcto("import", str(sheet), "--without", "99")
    assert (refused.exit_code, "there is no row 99" in refused.stderr) == (2, True)


def test_a_table_that_was_not_read_is_told_by_the_exit_status(alcto: Run, records: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "two.csv"
    sheet.write_text("Title,Date,Hours,,Course,Day,Credits\nCamp,2026-01-05,1,,Law,2026-01-06,2\n")
    done = alcto("import", str(sheet), "--yes")
    assert (done.exit_code, "(“Course”, “Day”, “Credits”), which was NOT read" in done.stdout) == (1, True)
    sheet.write_text("Title,Date,Hours,,Title,Date,Hours\nCamp,2026-01-05,1,,Law,2026-01-06,2\n")
    assert alcto("import", str(sheet), "--yes").exit_code == 0


def test_a_row_is_taken_as_an_entry_of_a_catalogue_by_its_number(alcto: Run, records: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "log.csv"
    sheet.write_text("Title,Date,Hours,Strand\nALET Fall Conf.,2025-10-20,6,IT\n", encoding="utf-8")
    plain = alcto("import", str(sheet))
    assert "“ALET Fall Conf.”, may be" in plain.stdout
    assert "--offering ROW=ID takes one" in plain.stdout
    taken = alcto("import", str(sheet), "--offering", "2=alet/fall-conference", "--yes")
    assert taken.exit_code == 0, taken.stderr
    assert 'offering = "alet/fall-conference"' in records.read_text("utf-8")
    for wrong, says in (
        ("2=alet/fal", "No catalogue has"),
        ("x", "is not ROW=ID"),
        ("9=alet/fall-conference", "no new"),
    ):
        refused = alcto("import", str(sheet), "--offering", wrong)
        assert refused.exit_code == 2
        assert says in refused.stderr
