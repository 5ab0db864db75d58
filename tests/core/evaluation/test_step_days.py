"""The last month in which a step can be done so that what follows it still ends in time."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alcto_core.dates import days_in_month
from alcto_core.evaluation.step_days import last_month
from alcto_core.rules.vocabulary import Deadline


def deadline(month: int, ends: int | None = None) -> Deadline:
    return Deadline(since=date(2022, 6, 1), month=month, ends=ends, text="The last month", cite="page:1")


@pytest.mark.parametrize(
    ("end", "july"),
    [
        (date(2027, 4, 29), 2025),
        (date(2027, 4, 30), 2026),
        (date(2027, 12, 31), 2026),
        (date(2028, 4, 29), 2026),
        (date(2028, 4, 30), 2027),
    ],
)
def test_a_july_is_the_last_one_whose_april_ends_in_time(end: date, july: int) -> None:
    assert last_month(deadline(7, 4), end) == date(july, 7, 31)


@pytest.mark.parametrize(("end", "year"), [(date(2027, 7, 30), 2026), (date(2027, 7, 31), 2027)])
def test_a_month_that_nothing_follows_lies_itself_in_time(end: date, year: int) -> None:
    assert last_month(deadline(7), end) == date(year, 7, 31)


def finished(one: Deadline, day: date) -> date:
    """The last day of the next month `ends` after the month of the day, found by walking."""
    year, month = day.year, day.month
    while one.ends is not None:
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
        if month == one.ends:
            break
    return date(year, month, days_in_month(year, month))


@given(st.integers(1, 12), st.none() | st.integers(1, 12), st.dates(date(1990, 1, 1), date(2090, 1, 1)))
def test_what_follows_ends_in_time_and_a_year_later_it_would_not(month: int, ends: int | None, end: date) -> None:
    one = deadline(month, ends)
    found = last_month(one, end)
    assert found.month == month
    assert finished(one, found) <= end
    later = date(found.year + 1, month, days_in_month(found.year + 1, month))
    assert finished(one, later) > end
