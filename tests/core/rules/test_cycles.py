"""On which days cycles begin and end, which of them are renewed, and how many months of them are owed."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest

from alcto_core.records.types import Credential
from alcto_core.rules.cycles import Cycles
from alcto_core.rules.vocabulary import Cohort, Window
from alcto_core.rules.windows import NoWindow, Span, parts_of


def window(**keys: Any) -> Window:
    return Window(**{"id": "cycle", "kind": "cycle", "years": 3, "cite": "d:1", **keys})


def held(**keys: Any) -> Credential:
    return Credential(program="p", id="p", **keys)


def span(cycles: Cycles, number: int = 0, on: date = date(2026, 1, 1)) -> Span:
    found = cycles.numbered(number, on)
    assert isinstance(found, Span)
    return found


def days(window: Window, credential: Credential, count: int = 3) -> list[tuple[date, date]]:
    cycles = Cycles(window, credential)
    return [(one.start, one.end) for one in (span(cycles, number) for number in range(count))]


@pytest.mark.parametrize(
    ("keys", "ends"),
    [
        ({}, [date(2027, 3, 10), date(2030, 3, 10), date(2033, 3, 10)]),
        ({"ends": "eve"}, [date(2027, 3, 9), date(2030, 3, 9), date(2033, 3, 9)]),
        ({"ends": "12-31"}, [date(2026, 12, 31), date(2029, 12, 31), date(2032, 12, 31)]),
        ({"ends": "12-31", "first_cycle": "longer"}, [date(2027, 12, 31), date(2030, 12, 31), date(2033, 12, 31)]),
        ({"ends": "02-28", "first_cycle": "year"}, [date(2027, 2, 28), date(2030, 2, 28), date(2033, 2, 28)]),
        ({"ends": "month", "month": "birth"}, [date(2026, 7, 31), date(2029, 7, 31), date(2032, 7, 31)]),
        ({"ends": "12-31", "year_like": "birth"}, [date(2026, 12, 31), date(2029, 12, 31), date(2032, 12, 31)]),
        (
            {"ends": "month", "month": "birth", "year_like": "birth"},
            [date(2026, 7, 31), date(2029, 7, 31), date(2032, 7, 31)],
        ),
        (
            {"ends": "12-31", "first_cycle": "longer", "year_like": "birth"},
            [date(2029, 12, 31), date(2032, 12, 31), date(2035, 12, 31)],
        ),
    ],
)
def test_cycles_end_where_the_rule_set_says_and_the_next_begins_the_day_after(
    keys: dict[str, Any], ends: list[date]
) -> None:
    found = days(window(**keys), held(issued=date(2024, 3, 10), settings={"birth": 7}))
    assert [end for _, end in found] == ends
    assert [start for start, _ in found] == [date(2024, 3, 10), *(end + timedelta(days=1) for end in ends[:2])]


@pytest.mark.parametrize(
    ("number", "issued", "ends"),
    [
        (8, date(2024, 1, 2), date(2024, 12, 31)),
        (8, date(2024, 12, 31), date(2024, 12, 31)),
        (8, date(2025, 1, 1), date(2026, 12, 31)),
        (7, date(2024, 1, 1), date(2025, 12, 31)),
        (7, date(2024, 1, 2), date(2025, 12, 31)),
        (0, date(2023, 6, 1), date(2024, 12, 31)),
        (-1, date(2023, 6, 1), date(2023, 12, 31)),
    ],
)
def test_cycles_end_in_years_that_are_like_a_number(number: int, issued: date, ends: date) -> None:
    keys = {"years": 2, "ends": "12-31", "year_like": "license"}
    found = days(window(**keys), held(issued=issued, settings={"license": number}))
    assert found[0] == (issued, ends)
    assert [end.year - ends.year for _, end in found] == [0, 2, 4]


@pytest.mark.parametrize("value", [None, True, "8"])
def test_nobody_can_tell_the_last_day_without_the_number_that_its_year_is_like(value: object) -> None:
    settings = {} if value is None else {"license": value}
    cycles = Cycles(
        window(years=2, ends="12-31", year_like="license"), held(issued=date(2024, 1, 2), settings=settings)
    )
    found = cycles.in_force(date(2024, 6, 1))
    assert isinstance(found, NoWindow)
    assert "--setting license=NUMBER" in found.why


@pytest.mark.parametrize("ends", ["anniversary", "eve", "12-31", "month"])
def test_no_day_lies_between_two_cycles_or_in_both(ends: str) -> None:
    for day in range(0, 1500, 7):
        issued = date(2020, 1, 1) + timedelta(days=day)
        keys = {"ends": ends, "month": "birth" if ends == "month" else None}
        found = days(window(**keys), held(issued=issued, settings={"birth": 2}), 6)
        assert all(end + timedelta(days=1) == start for (_, end), (start, _) in pairwise(found))
        assert all(start <= end for start, end in found)


def test_a_cycle_that_ends_on_the_day_before_the_first_fixed_day_is_whole() -> None:
    assert days(window(ends="12-31"), held(issued=date(2024, 1, 1)), 1) == [(date(2024, 1, 1), date(2026, 12, 31))]
    assert days(window(ends="12-31"), held(issued=date(2024, 1, 2)), 1) == [(date(2024, 1, 2), date(2026, 12, 31))]
    assert days(window(ends="12-31"), held(issued=date(2023, 12, 31)), 1) == [(date(2023, 12, 31), date(2025, 12, 31))]


def test_a_month_that_nobody_set_is_asked_for() -> None:
    found = Cycles(window(ends="month", month="birth"), held(issued=date(2024, 3, 10))).in_force(date(2026, 1, 1))
    assert isinstance(found, NoWindow)
    assert found.applies
    assert "“birth” is not set" in found.why


@pytest.mark.parametrize(
    ("since", "owed"),
    [
        (None, 36),
        (date(2024, 6, 15), 36),
        (date(2024, 7, 14), 36),
        (date(2024, 7, 15), 35),
        (date(2025, 12, 14), 19),
        (date(2025, 12, 15), 18),
        (date(2026, 1, 14), 18),
        (date(2027, 6, 14), 1),
        (date(2030, 1, 1), 1),
    ],
)
@pytest.mark.parametrize("ends", ["anniversary", "eve"])
def test_eighteen_months_of_thirty_six_are_half(ends: str, since: date | None, owed: int) -> None:
    cycle = span(Cycles(window(ends=ends), held(issued=date(2024, 6, 15))))
    assert (cycle.months_owed(since), cycle.months) == (owed, 36)


def test_a_first_cycle_that_a_fixed_day_made_shorter_owes_its_own_months() -> None:
    cycle = span(Cycles(window(ends="12-31"), held(issued=date(2025, 7, 1))))
    assert (cycle.start, cycle.end) == (date(2025, 7, 1), date(2027, 12, 31))
    assert (cycle.months_owed(None), cycle.months) == (30, 36)
    assert cycle.months_owed(date(2026, 7, 1)) == 18


def test_the_years_of_a_cycle_follow_its_last_day() -> None:
    year = window(id="year", years=1, part_of="cycle")
    main = window(ends="12-31")
    parts = parts_of((main, year), span(Cycles(main, held(issued=date(2024, 3, 10)))))
    assert [(part.name, part.start, part.end) for _, part in parts] == [
        ("year 1", date(2024, 3, 10), date(2024, 12, 31)),
        ("year 2", date(2025, 1, 1), date(2025, 12, 31)),
        ("year 3", date(2026, 1, 1), date(2026, 12, 31)),
    ]
    assert (parts[0][1].months_owed(None), parts[0][1].months) == (10, 12)


def test_a_due_date_that_the_record_moved_makes_no_year_more() -> None:
    year = window(id="year", years=1, part_of="cycle")
    moved = held(issued=date(2024, 3, 10), due=date(2027, 6, 10))
    parts = parts_of((window(), year), span(Cycles(window(), moved)))
    assert [(part.start, part.end) for _, part in parts] == [
        (date(2024, 3, 10), date(2025, 3, 9)),
        (date(2025, 3, 10), date(2026, 3, 9)),
        (date(2026, 3, 10), date(2027, 6, 10)),
    ]


@pytest.mark.parametrize(
    ("renewed", "cycles"),
    [
        ([date(2027, 3, 1)], [0]),
        ([date(2027, 3, 1), date(2027, 3, 10)], [0, None]),
        ([date(2027, 3, 1), date(2027, 3, 11)], [0, 1]),
        ([date(2024, 3, 10), date(2027, 3, 1)], [None, 0]),
        ([date(2030, 3, 1), date(2027, 3, 1)], [0, 1]),
        ([date(2031, 3, 1)], [0]),
    ],
)
def test_a_renewal_renews_the_oldest_cycle_that_had_begun(renewed: list[date], cycles: list[int | None]) -> None:
    found = Cycles(window(), held(issued=date(2024, 3, 10), renewed=tuple(renewed)))
    assert [renewal.cycle for renewal in found.renewals(date(2035, 1, 1))] == cycles


def test_a_cohort_is_found_whatever_its_case_and_spaces() -> None:
    listed = window(cohort=(Cohort(name="ECHO", due=date(2024, 6, 1), cite="d:1"),))
    for written in ("ECHO", " echo ", "Echo\t"):
        assert Cycles(listed, held(cohort=written)).first_due == date(2024, 6, 1)
