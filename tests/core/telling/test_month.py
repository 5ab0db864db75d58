"""A month as a calendar, and the keys that move through it."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from alcto_core.telling.month import CELL, WEEKDAYS, Mark, cell_of, month_lines, moved, weeks_of, words_of

DAYS = st.dates()
ON = date(2026, 8, 14)


@given(DAYS)
def test_every_day_of_a_month_stands_once_below_its_weekday(day):
    weeks = weeks_of(day)
    shown = [one for week in weeks for one in week if one is not None]
    assert shown == [day.replace(day=number) for number in range(1, len(shown) + 1)]
    assert day in shown
    assert all(len(week) == 7 for week in weeks)
    assert all(
        WEEKDAYS[place] == f"{one:%a}"[:2] for week in weeks for place, one in enumerate(week) if one is not None
    )


@given(DAYS, st.lists(st.sampled_from(["left", "right", "up", "down", "pageup", "pagedown", "home", "t", "x"])))
def test_keys_lead_to_days_and_never_out_of_the_calendar(day, keys):
    for key in keys:
        to = moved(day, key, ON)
        assert (to is None) == (key == "x")
        day = to or day
    assert moved(day, "home", ON) == ON


def test_a_week_is_seven_days_and_a_month_keeps_the_day():
    assert moved(ON, "down", ON) == ON + timedelta(7)
    assert moved(date(2026, 1, 31), "pagedown", ON) == date(2026, 2, 28)


def test_a_month_on_paper_names_each_day_that_holds_something():
    marks = {
        date(2026, 9, 30): (Mark("!", "TD-CEU is due"), Mark("○", "Talk, 1 hours, planned")),
        date(2026, 10, 1): (Mark("!", "no"),),
    }
    rows = [*month_lines(date(2026, 9, 1), marks, ON)]
    assert rows == [
        "September 2026",
        " Su  Mo  Tu  We  Th  Fr  Sa",
        "          1   2   3   4   5",
        "  6   7   8   9  10  11  12",
        " 13  14  15  16  17  18  19",
        " 20  21  22  23  24  25  26",
        " 27  28  29  30!",
        "",
        "! 30 Sep  TD-CEU is due",
        "○ 30 Sep  Talk, 1 hours, planned",
        "Today is 14 Aug 2026.",
    ]
    assert words_of(date(2026, 9, 29), marks) == "29 Sep 2026: nothing"
    assert {len(cell_of(one, marks)) for week in weeks_of(date(2026, 9, 1)) for one in week} == {CELL}
