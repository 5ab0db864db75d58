"""What stands along a chart, however it is drawn: names of months, whole hours, and bars of some months each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from alcto_core.hours import HOUR, Hours
from alcto_core.telling.charts import Months, month_short

MONTH_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 6000, 24_000)
"""Months from one name to the next, and months that share a bar."""
HOUR_STEPS = (1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 25, 30, 50, 60, 100, 200, 250, 500, 1000, 10_000)
"""Hours from one figure to the next: always whole ones."""


def month_number(day: date) -> int:
    """The month of a day: years times twelve, so that one follows the other."""
    return day.year * 12 + day.month - 1


def month_names(first: date, last: date, most: float) -> Iterator[tuple[date, str]]:
    """First days of months with their names, about `most` of them at most; a January is named by its year."""
    begin, end = month_number(first), month_number(last)
    step = next((one for one in MONTH_STEPS if end - begin + 1 <= one * most), MONTH_STEPS[-1])
    for number in range(-(-begin // step) * step, end + 1, step):
        day = date(number // 12, number % 12 + 1, 1)
        yield day, str(day.year) if step >= 12 or day.month == 1 else month_short(day)


def hour_marks(top: Hours, most: int) -> Iterator[Hours]:
    """Whole hours up to `top`, evenly, about `most` of them at most."""
    step = next((one for one in HOUR_STEPS if top <= one * HOUR * most), HOUR_STEPS[-1]) * HOUR
    return (number * step for number in range(1, int(top // step) + 1))


def months_together(chart: Months, most: int) -> int:
    """How many months share a bar, so that there are no more than `most`."""
    many = month_number(chart.last) - month_number(chart.start) + 1
    return next((one for one in MONTH_STEPS if -(-many // one) <= most), MONTH_STEPS[-1])


def bucketed(chart: Months, months: int) -> list[tuple[Hours, ...]]:
    """Hours of each strand and then of all, by so many months at a time. Nothing is lost."""
    first = month_number(chart.start)
    many = -(-(month_number(chart.last) - first + 1) // months)
    sums: list[list[Hours]] = [[0] * (len(chart.strands) + 1) for _ in range(many)]
    for month in chart.months:
        bucket = sums[(month_number(month.first) - first) // months]
        for at, hours in enumerate((*month.strands, month.hours)):
            bucket[at] += hours
    return [tuple(one) for one in sums]
