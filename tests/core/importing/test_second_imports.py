"""A sheet that is imported again after a change in it, or in the records: nothing comes in twice without a word."""

from __future__ import annotations

import pytest
from sheet_plans import plan_of

from alcto_core.importing.plan import Plan
from alcto_core.records.differences import document_of

EMPTY = b"""\
schema = 1
[person]
name = "Jordan Avery"
[[credential]]
program = "al-td-ceu"
"""
SHEET = """\
Date,Title,Hours,Location
1/12/2026,ALET Ransomware Tabletop,1.5,Birmingham
1/13/2026,Student Data Privacy,2,Montgomery
1/14/2026,CoSN Monthly Webinar,1,Online
2/11/2026,CoSN Monthly Webinar,1,Online
2/12/2026,Network Bootcamp Day 1,6,Huntsville
2/13/2026,Network Bootcamp Day 2,6,Huntsville
"""


def imported(*changed: tuple[str, str]) -> bytes:
    """The records once the sheet came in, changed afterwards."""
    edit = plan_of(SHEET.encode(), records=EMPTY).edit("log.csv", with_changes=False)
    assert edit is not None
    text = edit.rewritten(EMPTY.decode(), document_of(EMPTY) or {})
    for had, has in changed:
        assert had in text
        text = text.replace(had, has, 1)
    return text.encode()


def again(had: str = "", has: str = "", *in_records: tuple[str, str]) -> Plan:
    assert had in SHEET
    return plan_of(SHEET.replace(had, has, 1).encode() if had else SHEET.encode(), records=imported(*in_records))


def told(plan: Plan) -> list[str]:
    """What is said of the rows that are not simply there already."""
    return [
        f"{row.number} {row.mark} {'; '.join(flaw.text for flaw in row.remarks)}"
        for row in plan.rows
        if row.mark != "same"
    ]


@pytest.mark.parametrize(
    ("had", "has"),
    [
        ("", ""),
        ("ALET Ransomware Tabletop", "alet  ransomware tabletop"),
        (",1.5,", ",90 min,"),
        ("2/12/2026", "2026-02-12"),
        ("2/13/2026,Network Bootcamp Day 2,6,Huntsville\n", ""),
        ("1/14/2026,CoSN Monthly Webinar,1,Online\n", "1/14/2026,CoSN Monthly Webinar,1,Online\n" * 2),
    ],
)
def test_what_says_the_same_in_other_words_is_there_already(had: str, has: str) -> None:
    assert not told(again(had, has))


@pytest.mark.parametrize(
    ("had", "has"),
    [
        ("Tabletop", "Table-Top"),
        ("ALET Ransomware Tabletop", "Ransomware Tabletop (ALET)"),
        ("Ransomware", "Ransomeware"),
        ("Student Data Privacy", "2026 Student Data Privacy"),
        ("Student Data Privacy", "Student Data Privacy 2026"),
    ],
)
def test_a_name_that_was_put_right_in_the_sheet_stays_out(had: str, has: str) -> None:
    (line,) = told(again(had, has))
    assert " alike it looks like " in line


@pytest.mark.parametrize(
    ("had", "has"),
    [
        ("ALET Ransomware Tabletop", "Zero Trust"),
        ("Student Data Privacy", "Privacy"),
        ("Student Data Privacy", "Studnet Data Privcy"),
        ("ALET Ransomware Tabletop,1.5", "Ransomware Tabletop (ALET),2.5"),
        ("1/12/2026", "1/15/2026"),
        ("1/13/2026", "1/31/2026"),
        ("1/13/2026", "1/13/2025"),
        ("2/12/2026", "12/2/2025"),
    ],
)
def test_a_new_row_in_the_place_of_one_that_went_is_pointed_out(had: str, has: str) -> None:
    (line,) = told(again(had, has))
    assert " add " in line
    assert line.endswith("is it the same?")


RENAMED = ('title = "Student Data Privacy"', 'title = "FERPA"')
LONGER = ('title = "Student Data Privacy"', 'title = "Student Data Privacy, FERPA"')


@pytest.mark.parametrize(
    ("changed", "mark"),
    [
        ([RENAMED], "alike"),
        ([RENAMED, ("2026-01-13-student-data-privacy", "x")], "add"),
        ([LONGER, ("hours = 2", "hours = 3")], "add"),
        ([("date = 2026-01-13", "date = 2026-01-14")], "add"),
    ],
)
def test_what_was_changed_in_the_records_is_pointed_out(changed: list[tuple[str, str]], mark: str) -> None:
    (line,) = told(again("", "", *changed))
    assert line.startswith(f"3 {mark} ")
    assert "student-data-privacy" in line or "(x)" in line


def test_one_more_of_what_repeats_is_new_without_a_word() -> None:
    more = "1/28/2026,CoSN Monthly Webinar,1.25,Online\n3/1/2026,CoSN Monthly Webinar,1,Online\n"
    assert told(again(SHEET[-40:], SHEET[-40:] + more)) == ["8 add ", "9 add "]


def test_another_sheet_of_the_next_year_is_new_without_a_word() -> None:
    text = SHEET.replace("2026", "2025")
    assert [line.rstrip() for line in told(plan_of(text.encode(), records=imported()))] == [
        f"{number} add" for number in range(2, 8)
    ]
