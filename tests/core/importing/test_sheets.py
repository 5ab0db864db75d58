"""Whole sheets, each with the plan that it comes to: `sheets/NAME.csv` and `sheets/NAME.toml`."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest
from sheet_plans import RECORDS, answer, plan_of, plan_of_workbook, shown

from alcto_core.importing.cells import read_csv
from alcto_core.importing.columns import find_header
from alcto_core.problems import Refused
from alcto_core.records.differences import document_of

SHEETS = sorted((Path(__file__).parent / "sheets").glob("*.csv"))
WORKBOOKS = sorted(path for path in (Path(__file__).parent / "workbooks").iterdir() if path.suffix in (".xlsx", ".ods"))


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.stem)
def test_a_sheet_comes_to_its_plan(sheet: Path) -> None:
    wanted = tomllib.loads(sheet.with_suffix(".toml").read_text(encoding="utf-8"))
    assert answer(sheet.read_bytes()) == wanted


@pytest.mark.parametrize("book", WORKBOOKS, ids=lambda path: path.stem)
def test_a_workbook_comes_to_its_plan(book: Path) -> None:
    pytest.importorskip("python_calamine")
    wanted = tomllib.loads(book.with_suffix(".toml").read_text(encoding="utf-8"))
    assert {key: value for key, value in shown(plan_of_workbook(book.read_bytes())).items() if value} == wanted


def test_every_expected_plan_has_its_sheet() -> None:
    assert SHEETS
    assert {path.stem for path in SHEETS} == {path.stem for path in SHEETS[0].parent.glob("*.toml")}


def test_a_correction_goes_before_every_guess() -> None:
    raw = b"Prof. Dev. Thing;Name;When;Hours\nCamp;Jordan;2025-01-02;2\n"
    columns = {"Prof. Dev. Thing": "title", "Name": ""}
    plan = plan_of(raw, columns=columns)
    assert [row.table["title"] for row in plan.rows] == ["Camp"]
    assert {one.name: one.reason for one in plan.layout.columns}["Name"] == "as you said"


def test_a_column_without_a_heading_is_named_by_its_number() -> None:
    plan = plan_of(b"Title,,Hours\nOne,2025-01-02,2\n", columns={"#2": "date"})
    assert plan.rows[0].table["date"].isoformat() == "2025-01-02"


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({"Titel": "title"}, "did you mean “Title”?"),
        ({"Title": "titel"}, "did you mean “title”?"),
        ({"Title": "note", "Date": "note"}, "Two columns are said to hold note"),
    ],
)
def test_a_correction_that_makes_no_sense_is_refused(columns: dict[str, str], said: str) -> None:
    with pytest.raises(Refused, match=said.replace("?", r"\?")):
        plan_of(b"Title,Date,Hours\nOne,2025-01-02,2\n", columns=columns)


@pytest.mark.parametrize(("dates", "day"), [("mdy", "2025-03-04"), ("dmy", "2025-04-03"), (None, "2025-03-04")])
def test_a_day_that_could_be_two_is_read_as_the_person_says_else_month_first(dates: str | None, day: str) -> None:
    plan = plan_of(b"Title,Date,Hours\nOne,3/4/2025,1\n", dates=dates)  # type: ignore[arg-type]
    assert plan.rows[0].table["date"].isoformat() == day
    assert plan.order.is_sure is (dates is not None)
    assert plan.told


def test_decimal_commas_speak_for_the_day_first() -> None:
    plan = plan_of(b"Title;Date;Hours\nOne;3/4/2025;1,5\n")
    assert plan.rows[0].table["date"].isoformat() == "2025-04-03"
    assert not plan.order.is_sure


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "nothing in the file"),
        (b"\n\n,,,\n", "nothing in the file"),
        (b"just words\nand more words\n", "No row of the sheet looks like headings"),
        (b"Title,Date\nOne,2025-01-02\n", "No column was found for the hours"),
        (bytes(range(32)) * 200, "holds no text"),
    ],
)
def test_what_is_no_sheet_is_refused_with_the_way_on(raw: bytes, said: str) -> None:
    with pytest.raises(Refused, match=said):
        plan_of(raw)


def test_a_sheet_of_too_many_rows_is_refused() -> None:
    with pytest.raises(Refused, match="100,000 rows"):
        read_csv(b"Title\n" * 100_001)


def test_one_word_that_is_a_heading_elsewhere_makes_no_row_of_headings() -> None:
    grid = read_csv(b"Hours\nQux,Quux,Quuz\nALET,2026-01-28,6.5\nFETC,2026-02-03,4\n")
    assert find_header(grid, {}, date(2026, 3, 1)).header.cells == ("Qux", "Quux", "Quuz")


def test_a_sheet_of_too_many_columns_is_refused() -> None:
    assert read_csv(b"Title," + b"a," * 498 + b"Hours\n").rows
    with pytest.raises(Refused, match="more than 500 columns"):
        read_csv(b"Title," + b"a," * 499 + b"Hours\n")


def test_a_file_of_more_than_fifty_megabytes_is_refused() -> None:
    with pytest.raises(Refused, match="50 MB"):
        read_csv(bytes((50 << 20) + 1))


def test_an_offering_is_never_taken_by_likeness() -> None:
    raw = b"Title,Date,Hours\nALET Winter Conf,2025-01-02,2\nALET WINTER  conference,2025-01-03,2\n"
    plan = plan_of(raw)
    assert [row.table.get("offering") for row in plan.rows] == [None, "alet/winter-conference"]
    assert plan.rows[1].proposed == {"offering"}
    assert any("alet/winter-conference" in one.offerings for one in plan.near)


def test_what_would_be_an_error_in_the_file_stays_out() -> None:
    records = b"""schema = 1
[person]
name = "J"
[[activity]]
id = "a"
title = "One"
date = 2025-01-02
hours = 4.0
split = { "al-cto/it" = 4.0 }
"""
    plan = plan_of(b"Title,Date,Hours\nOne,2025-01-02,2\n", records=records)
    assert [row.mark for row in plan.rows] == ["unreadable"]
    assert "split" in plan.rows[0].faults[0].text


def test_an_activity_that_is_planned_and_has_passed_is_pointed_out() -> None:
    records = b"""schema = 1
[person]
name = "J"
[[activity]]
id = "a"
title = "One"
date = 2025-01-02
hours = 2
status = "planned"
"""
    plan = plan_of(b"Title,Date,Hours\nOne,2025-01-02,2\n", records=records)
    assert plan.rows[0].mark == "same"
    assert "--status completed" in plan.rows[0].remarks[0].text


def test_the_hours_of_sessions_are_left_to_the_records() -> None:
    plan = plan_of(b"Title,Date,Hours,Location\nSummer,2026-01-10,5,Mobile\n")
    assert dict(plan.rows[0].changes) == {"location": (None, "Mobile")}
    assert "sum of its sessions" in plan.rows[0].remarks[0].text


RENAMED = b"""schema = 1
[person]
name = "J"
[[activity]]
id = "2025-10-14-alet-winter-conf"
title = "Something else altogether"
date = 2025-10-14
hours = 6
[[activity]]
id = "privacy-day"
title = "Student data privacy day"
date = 2025-11-05
hours = 2
"""


def test_an_activity_that_was_renamed_after_an_import_is_known_by_its_id_and_stays_one() -> None:
    raw = b"Date,Activity,Hours\n2025-10-14,ALET Winter Conf.,6\n2025-11-05,Budget,2\n"
    plan = plan_of(raw, records=RENAMED)
    assert [(row.mark, row.id) for row in plan.rows] == [
        ("alike", "2025-10-14-alet-winter-conf"),
        ("add", "2025-11-05-budget"),
    ]
    assert "it looks like “Something else altogether”" in plan.rows[0].remarks[0].text
    assert "--new 2 brings it in" in plan.rows[0].remarks[0].text
    assert [row.mark for row in plan_of(raw, records=RENAMED, new_rows=(2,)).rows] == ["add", "add"]


@pytest.mark.parametrize(
    ("title", "hours", "mark"),
    [
        ("Student data privacy", "2", "alike"),
        ("Privacy day (student data)", "2", "alike"),
        ("Stud. data priv. day", "2", "alike"),
        ("Student data privacy day", "3", "change"),
        ("Student data privacy", "3", "add"),
        ("Copyright day", "2", "add"),
        ("Student data privacy day 2", "2", "add"),
    ],
)
def test_a_name_like_one_of_that_day_and_length_is_left_out_and_any_other_comes_in(
    title: str, hours: str, mark: str
) -> None:
    plan = plan_of(f"Date,Activity,Hours\n2025-11-05,{title},{hours}\n".encode(), records=RENAMED)
    assert [row.mark for row in plan.rows] == [mark]


def test_a_sheet_of_one_title_and_one_day_is_found_again_row_by_row() -> None:
    """More activities of one day than are compared one by one."""
    rows = [f"Clinic,2025-11-05,{1 + number % 70 / 100},Room {number}" for number in range(140)]
    sheet = "\n".join(["Title,Date,Hours,Location", *rows, rows[3], ""]).encode()
    first = plan_of(sheet)
    assert [row.mark for row in first.rows] == ["add"] * 140 + ["same"]
    edit = first.edit("log.csv", with_changes=False)
    assert edit is not None
    records = edit.rewritten(RECORDS.decode(), document_of(RECORDS) or {}).encode()
    assert {row.mark for row in plan_of(sheet, records=records).rows} == {"same"}
    moved = sheet.replace(b"Room 7\n", b"Elsewhere\n")
    changed = [row for row in plan_of(moved, records=records).rows if row.mark != "same"]
    assert [(row.mark, row.changes["location"]) for row in changed] == [("change", ("Room 7", "Elsewhere"))]
