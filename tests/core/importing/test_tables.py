"""Further tables in a sheet: named, and each read by a name of its own."""

from __future__ import annotations

from datetime import date

import pytest

from alcto_core.importing.opening import Sheet, sheet_in
from alcto_core.problems import Refused

TODAY = date(2026, 11, 30)
CSV = b"""Activity,Date,Hours,,Course,Completed,CPE
Camp,2026-03-12,4,,Privacy,2026-04-01,1
,,,,Retention,2026-04-02,2

Online,,,,,,
Class,Day,Minutes
Budget,2026-05-01,90

Webinar,When,Length (min)
Phishing,2026-05-04,45
"""


def cells(sheet: Sheet) -> list[tuple[str, ...]]:
    return [row.cells for row in sheet.headed.rows if len(row.filled) > 1]


def test_each_table_is_named_and_read_by_its_name() -> None:
    first = sheet_in(CSV, {}, TODAY)
    assert cells(first) == [("Camp", "2026-03-12", "4")]
    told = first.headed.told
    for number in (2, 3, 4):
        assert sum(f"NOT read: --sheet 'table {number}' reads it." in one for one in told) == 1
    assert cells(sheet_in(CSV, {}, TODAY, "table 2")) == [
        ("Privacy", "2026-04-01", "1"),
        ("Retention", "2026-04-02", "2"),
    ]
    third = sheet_in(CSV, {}, TODAY, "Table 3")
    assert third.names == ("Class", "Day", "Minutes")
    assert cells(third) == [("Budget", "2026-05-01", "90")]
    assert cells(sheet_in(CSV, {}, TODAY, "table 4")) == [("Phishing", "2026-05-04", "45")]
    assert third.headed.rows[0].number == 7  # as the spreadsheet counts


def test_a_table_that_is_not_there_is_refused_with_those_that_are() -> None:
    with pytest.raises(Refused, match="no table “table 9” in it; it has “table 2”, “table 3”, “table 4”"):
        sheet_in(CSV, {}, TODAY, "table 9")
    with pytest.raises(Refused, match="--sheet is for a workbook"):
        sheet_in(b"Title,Date,Hours\nCamp,2026-03-12,4\n", {}, TODAY, "table 2")
