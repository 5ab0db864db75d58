"""Workbooks as spreadsheet programs write them: formats of lengths, hidden and struck rows, sheets before the log."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import pytest
from sheet_plans import plan_of_workbook

from alcto_core.hours import MINUTE
from alcto_core.importing.plan import Plan
from alcto_core.problems import Refused
from alcto_core.records.tables import amount_in

pytest.importorskip("python_calamine")
xlsxwriter = pytest.importorskip("xlsxwriter")

HEAD = ("Date", "Activity", "Hours")
FIRST, SECOND = date(2026, 1, 12), date(2026, 1, 23)
IN_DAYS = (1.5 / 24, 2 / 24)
IN_HOURS = (1.5, 2)


def log(book: Any, rows: Sequence[Sequence[object]], head: Sequence[str] = HEAD, **formats: str) -> Any:
    """A sheet with a log; formats by heading."""
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, head)
    day = book.add_format({"num_format": "m/d/yyyy"})
    for at, row in enumerate(rows, 1):
        for column, value in enumerate(row):
            shown = formats.get(head[column])
            if isinstance(value, date):
                sheet.write_datetime(at, column, datetime(value.year, value.month, value.day), day)
            elif value is not None:
                sheet.write(at, column, value, book.add_format({"num_format": shown}) if shown else None)
    return sheet


def plan(fill: Callable[[Any], object], options: Mapping[str, object] | None = None) -> Plan:
    """The plan of a workbook that a function fills."""
    raw = io.BytesIO()
    with xlsxwriter.Workbook(raw, {"in_memory": True, **(options or {})}) as book:
        fill(book)
    return plan_of_workbook(raw.getvalue())


def minutes(made: Plan) -> dict[str, int]:
    """The new rows with their lengths."""
    return {str(row.table["title"]): (amount_in(row.table) or 0) // MINUTE for row in made.rows if row.mark == "add"}


@pytest.mark.parametrize(
    ("shown", "values"),
    [
        *((shown, IN_DAYS) for shown in ("h:mm", "[h]:mm", "h:mm:ss", "[h]:mm:ss", "[mm]", "hh:mm", '[h]"h" mm"m"')),
        *((shown, IN_HOURS) for shown in ("0.00", '0.0 "hrs"', "# ?/?", '0.00" CPE"', "General", "@", '0.0"h"')),
        *((shown, (90, 120)) for shown in ('0 "min"', '0" minutes"')),
    ],
)
@pytest.mark.parametrize("is_1904", [False, True])
def test_a_length_is_what_its_format_shows(shown: str, values: tuple[float, float], is_1904: bool) -> None:
    rows = [(FIRST, "One", values[0]), (SECOND, "Two", values[1])]
    made = plan(lambda book: log(book, rows, Hours=shown), {"date_1904": is_1904})
    assert minutes(made) == {"One": 90, "Two": 120}


@pytest.mark.parametrize("shown", ["h:mm AM/PM", "m/d/yyyy h:mm", "$0.00", "0%"])
def test_what_is_shown_as_something_else_is_no_length(shown: str) -> None:
    try:
        made = plan(lambda book: log(book, [(FIRST, "One", 0.0625), (SECOND, "Two", 0.125)], Hours=shown))
    except Refused:
        return
    assert not minutes(made)


def test_a_percentage_and_a_truth_value_say_whether_a_row_counts() -> None:
    rows = [(FIRST, "One", 1.5, 1), (SECOND, "Two", 2, 1), (SECOND, "Three", 2, 0.45)]
    assert minutes(plan(lambda book: log(book, rows, (*HEAD, "Progress"), Progress="0%"))) == {"One": 90, "Two": 120}
    rows = [(FIRST, "One", 1.5, True), (SECOND, "Two", 2, True), (SECOND, "Three", 2, False)]
    assert minutes(plan(lambda book: log(book, rows, (*HEAD, "Attended")))) == {"One": 90, "Two": 120}


def test_rows_that_are_hidden_or_struck_through_are_read_and_named() -> None:
    def fill(book: Any) -> None:
        sheet = log(book, [(FIRST, "One", 1.5), (SECOND, "Two", 2)])
        sheet.set_row(1, None, None, {"hidden": True})
        sheet.write(2, 1, "Two", book.add_format({"font_strikeout": True}))

    made = plan(fill)
    assert minutes(made) == {"One": 90, "Two": 120}
    assert "Row 2 is hidden in the sheet, and read like the others; see that each was done." in made.told
    assert "Row 3 is struck through in the sheet, and read like the others; see that each was done." in made.told
    assert not any("hidden" in one for one in plan(lambda book: log(book, [(FIRST, "One", 1.5)])).told)


@pytest.mark.parametrize(
    "before",
    [("Category", "Hours"), ("Column", "What to write"), ("Title", "Hours")],
    ids=["summary", "help", "titles"],
)
def test_the_log_is_read_where_a_sheet_without_days_lies_before_it(before: tuple[str, str]) -> None:
    def fill(book: Any) -> None:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, before)
        sheet.write_row(1, 0, ("IT", 3.5))
        log(book, [(FIRST, "One", 1.5)])

    assert minutes(plan(fill)) == {"One": 90}


def test_headings_of_two_rows_belong_together() -> None:
    def fill(book: Any) -> None:
        sheet = book.add_worksheet()
        sheet.merge_range(0, 2, 0, 3, "Hours")
        sheet.write_row(1, 0, ("Date", "Activity", "Requested", "Approved"))
        sheet.write_row(2, 0, ("1/12/2026", "One", 3, 1.5))

    assert minutes(plan(fill)) == {"One": 90}


@pytest.mark.parametrize(
    ("raised", "behind", "read"),
    [("1/2", " hours", 390), ("1", "", None), ("½", "", 390)],
    ids=["a fraction", "the mark of a footnote", "a sign"],
)
def test_what_is_raised_is_no_figure_of_the_number_before_it(raised: str, behind: str, read: int | None) -> None:
    def fill(book: Any) -> None:
        sheet = log(book, [(FIRST, "One", 1.5), (SECOND, "Two", None)])
        lifted = book.add_format({"font_script": 1})
        sheet.write_rich_string(2, 2, "6", lifted, raised, *([behind] if behind else [" "]))

    assert minutes(plan(fill)) == {"One": 90} | ({"Two": read} if read else {})


def test_the_letters_of_an_ordinal_stay_with_it() -> None:
    def fill(book: Any) -> None:
        sheet = log(book, [(FIRST, "One", 1.5)])
        sheet.write_rich_string(1, 1, "The 4", book.add_format({"font_script": 1}), "th", " forum")

    assert minutes(plan(fill)) == {"The 4th forum": 90}
