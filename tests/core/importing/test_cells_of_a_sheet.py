"""Days, hours and subject areas of single cells."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from profiles import tries
from sheet_plans import TODAY, library

from alcto_core.entry.amounts import read_hours
from alcto_core.entry.days import DayOrder, looks_like_day, order_of, read_day
from alcto_core.entry.strands import read_strands
from alcto_core.hours import HUNDREDTH
from alcto_core.importing.headings import known, likely

MONTH_FIRST = DayOrder(slashes="mdy", dots="dmy")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-03-14", date(2026, 3, 14)),
        ("2026/3/14", date(2026, 3, 14)),
        ("2026-03-14T09:30:00Z", date(2026, 3, 14)),
        ("3/14/2026 9:30 AM", date(2026, 3, 14)),
        ("3/14/26", date(2026, 3, 14)),
        ("3/14/98", date(1998, 3, 14)),
        ("14.3.2026", date(2026, 3, 14)),
        ("3-14-2026", date(2026, 3, 14)),
        ("March 14, 2026", date(2026, 3, 14)),
        ("Sat, Mar 14, 2026", date(2026, 3, 14)),
        ("14-Mar-26", date(2026, 3, 14)),
        ("14 March 2026", date(2026, 3, 14)),
        ("14th of March 2026", date(2026, 3, 14)),
        ("Mar. 14th, 2026", date(2026, 3, 14)),
        ("20260314", date(2026, 3, 14)),
        ("46095", date(2026, 3, 14)),
        ("March 14-15, 2026", date(2026, 3, 15)),
        ("30.3.–2.4.2026", date(2026, 4, 2)),
        ("3/31-4/2/2026", date(2026, 4, 2)),
    ],
)
def test_a_day_is_read_in_the_forms_that_spreadsheets_use(text: str, day: date) -> None:
    assert read_day(text, MONTH_FIRST, TODAY).day == day


@pytest.mark.parametrize(
    "text", ["", "soon", "3/14", "March", "13/13/2026", "2/29/2026", "3/14/206", "0000-00-00", "9" * 300, "1.5", "12"]
)
def test_what_is_no_whole_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"day|year"):
        read_day(text, MONTH_FIRST, TODAY)


@given(st.dates(date(1990, 1, 1), date(2030, 12, 31)))
@settings(max_examples=tries(100), deadline=None)
def test_every_day_comes_back_from_every_form(day: date) -> None:
    serial = str((day - date(1899, 12, 30)).days)
    forms = (day.isoformat(), day.strftime("%m/%d/%Y"), day.strftime("%d.%m.%Y"), day.strftime("%d-%b-%Y"), serial)
    assert {read_day(form, MONTH_FIRST, TODAY).day for form in forms} == {day}
    assert all(looks_like_day(form, TODAY) for form in forms[:-1])


@given(st.lists(st.dates(date(2000, 1, 1), date(2030, 12, 31)), min_size=1, max_size=30))
@settings(max_examples=tries(60), deadline=None)
def test_an_order_that_a_sheet_shows_is_never_mistaken(days: list[date]) -> None:
    for pattern, order in (("%m/%d/%Y", "mdy"), ("%d/%m/%Y", "dmy")):
        found = order_of(day.strftime(pattern) for day in days)
        if any(day.day > 12 for day in days):
            assert found.slashes == order
            assert found.is_sure


@given(st.text(max_size=40))
@settings(max_examples=tries(200), deadline=None)
def test_no_cell_raises_anything_but_a_sentence(text: str) -> None:
    for read in (lambda cell: read_day(cell, MONTH_FIRST, TODAY), read_hours):
        try:
            read(text)
        except ValueError as wrong:
            assert str(wrong)
    read_strands(text, library().strand_named)
    known(text)
    likely(text)


@given(st.integers(1, 100_000))
@settings(max_examples=tries(60), deadline=None)
def test_hours_come_back_with_a_point_or_a_comma(hundredths: int) -> None:
    text = f"{hundredths / 100:.2f}"
    assert read_hours(text).hours == read_hours(f"{text} hrs").hours == hundredths * HUNDREDTH
    if hundredths < 100_000:
        assert read_hours(text.replace(".", ",")).hours == hundredths * HUNDREDTH


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("Name of Activity", "title"),
        ("Date Completed", "date"),
        ("# of Hours", "hours"),
        ("Clock Hours:", "hours"),
        ("STRAND(S)", "strands"),
        ("Relation to coursework/Justification", "justification"),
        ("Título", "title"),
        ("Hours (clock)", "hours"),
        ("Shoe size", None),
    ],
)
def test_a_heading_is_known_in_any_spelling(heading: str, key: str | None) -> None:
    assert (known(heading) or likely(heading)) == key


def test_a_serial_number_is_no_sign_of_a_day_by_itself() -> None:
    assert not looks_like_day("45730", TODAY)
    assert read_day("45730", MONTH_FIRST, TODAY).day == date(1899, 12, 30) + timedelta(days=45730)
