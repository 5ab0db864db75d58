"""Dates added, shown and read; no clock, no locale."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from alcto_core import dates

TODAY = date(2026, 3, 1)  # a Sunday


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026-01-28", date(2026, 1, 28)),
        ("2026-1-2", date(2026, 1, 2)),
        ("today", TODAY),
        ("Yesterday", date(2026, 2, 28)),
        ("tomorrow", date(2026, 3, 2)),
        ("-3d", date(2026, 2, 26)),
        ("+2w", date(2026, 3, 15)),
        ("3 days ago", date(2026, 2, 26)),
        ("-1m", date(2026, 2, 1)),
        ("last friday", date(2026, 2, 27)),
        ("last sunday", date(2026, 2, 22)),
        ("sunday", TODAY),
        ("next fri", date(2026, 3, 6)),
        ("oct 14", date(2025, 10, 14)),
        ("14 oct", date(2025, 10, 14)),
        ("Oct. 14, 2024", date(2024, 10, 14)),
        ("14th October 2024", date(2024, 10, 14)),
        ("oct 14,2024", date(2024, 10, 14)),
        ("10/14", date(2025, 10, 14)),
        ("3/1", TODAY),
        ("10/14/2025", date(2025, 10, 14)),
        ("feb 29", date(2024, 2, 29)),
    ],
)
def test_a_date_is_read_as_people_write_it(written: str, day: date) -> None:
    assert dates.parse(written, TODAY) == day


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("oct 14", date(2026, 10, 14)),
        ("2/28", date(2027, 2, 28)),
        ("feb 29", date(2028, 2, 29)),
        ("saturday", date(2026, 3, 7)),
        ("3/1", TODAY),
    ],
)
def test_a_date_to_come_is_the_next_such_day(written: str, day: date) -> None:
    assert dates.parse(written, TODAY, future=True) == day


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("10/14/25", "four digits"),
        ("14/10", "month comes first"),
        ("feb 30", "no such day"),
        ("2025-02-29", "28 days"),
        ("2025-13-01", "no such month"),
        ("soon", "understands"),
        ("", "understands"),
        ("-99999y", "calendar"),
        ("0000-01-01", "no such year"),
    ],
)
def test_what_is_no_date_or_could_be_two_is_refused_with_a_sentence(written: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        dates.parse(written, TODAY)


@given(st.text(max_size=24), st.dates(), st.booleans())
def test_any_text_gives_a_date_or_a_value_error(text: str, today: date, future: bool) -> None:
    try:
        assert isinstance(dates.parse(text, today, future=future), date)
    except ValueError as wrong:
        assert str(wrong)


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2199, 12, 31)), st.booleans())
def test_a_day_without_a_year_is_the_nearest_on_that_side_of_today(day: date, future: bool) -> None:
    assert dates.parse(dates.show_short(day), day, future=future) == day
    assert dates.parse(dates.show(day), TODAY) == day


def test_the_29_february_comes_back_when_years_are_added_to_the_original_date() -> None:
    leap = date(2024, 2, 29)
    assert dates.add_years(leap, 3) == date(2027, 2, 28)
    assert dates.add_years(leap, 12) == date(2036, 2, 29)
    assert dates.add_years(leap, -1) == date(2023, 2, 28)


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2199, 12, 31)), st.integers(-30, 30))
def test_years_added_keep_month_and_day_but_for_the_29_february(day: date, years: int) -> None:
    moved = dates.add_years(day, years)
    assert (moved.year, moved.month) == (day.year + years, day.month)
    assert moved.day == day.day or ((day.month, day.day) == (2, 29) and moved.day == 28)


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2199, 12, 31)), st.integers(-600, 600))
def test_months_added_end_on_the_same_day_or_the_last_of_a_shorter_month(day: date, months: int) -> None:
    moved = dates.add_months(day, months)
    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == months
    assert moved.day == min(day.day, dates.days_in_month(moved.year, moved.month))


@given(st.dates())
def test_the_length_of_a_month_is_that_of_the_calendar(day: date) -> None:
    assume((day.year, day.month) != (9999, 12))
    first = day.replace(day=1)
    assert (dates.add_months(first, 1) - first).days == dates.days_in_month(day.year, day.month)


def test_dates_are_shown_without_a_locale() -> None:
    day = date(2026, 8, 14)
    assert (dates.show(day), dates.show_short(day)) == ("14 Aug 2026", "14 Aug")
    assert dates.show_long(day) == "Friday 14 August 2026"
