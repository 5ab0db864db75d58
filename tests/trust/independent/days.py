"""Days of the calendar: adding years and months to a day, fiscal years."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

DAY = timedelta(days=1)


def months_after(day: date, months: int) -> date:
    """The same day of the month so many months later; the last of the month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def years_after(day: date, years: int) -> date:
    """The same day so many years later; 28 February for a 29th that is not there."""
    return months_after(day, 12 * years)


def fiscal_year(day: date) -> int:
    """The year in which the fiscal year (October to September) of a day ends."""
    return day.year + (day.month >= 10)


def fiscal_span(year: int) -> tuple[date, date]:
    """First and last day of a fiscal year."""
    return date(year - 1, 10, 1), date(year, 9, 30)
