"""Made-up records and sheets of any size: one director with both Alabama programs."""

from __future__ import annotations

from datetime import date, timedelta

_STRANDS = ("roles", "law-ethics", "data", "teaching", "it", "planning")
_OFFERINGS = (
    "alet/winter-conference",
    "alet/region-meeting",
    "alet/cyber-camp",
    "external/fetc",
    "external/iste",
    "external/k12six",
    "",
)
_FIRST = date(2024, 6, 2)
_DAYS = (date(2026, 8, 14) - _FIRST).days

_HEAD = """\
schema = 1

[person]
name = "Jordan Avery"
district = "Pine Hollow City Schools"
state = "AL"

[[credential]]
program = "al-td-ceu"

[[credential]]
program = "al-cto"
cohort = "ECHO"
renewed = [2024-05-20]
"""


def records_text(count: int) -> str:
    """A records file with `count` activities spread over the time from June 2024 to August 2026."""
    return _HEAD + "".join(_activity(number, count) for number in range(count))


def sheet_text(count: int, *, is_one_day: bool = False) -> str:
    """A CSV file of `count` further events; with `is_one_day` of one title and one day, each of another length."""
    rows = ["Title,Date,Hours,Location,Strands"]
    for number in range(count):
        day = _FIRST + timedelta(days=0 if is_one_day else number * _DAYS // count)
        title = "Workshop" if is_one_day else f"Workshop number {number}"
        hours = f"{1 + number / 100:.2f}" if is_one_day else f"{1 + number % 4}.{number % 2 * 5}"
        rows.append(f"{title},{day.month}/{day.day}/{day.year},{hours},Birmingham,IT Management")
    return "\n".join([*rows, ""])


def _activity(number: int, count: int) -> str:
    day = _FIRST + timedelta(days=number * _DAYS // count)
    own = _STRANDS[number % 6]
    strands = f'"al-cto/{own}"' if number % 3 else f'"al-cto/{own}", "al-cto/{_STRANDS[(number + 2) % 6]}"'
    offering = _OFFERINGS[number % len(_OFFERINGS)]
    return f"""
[[activity]]
id = "{day}-{number}"
title = "Event number {number}"
location = "Birmingham, AL"
date = {day}
hours = {1 + number % 4}.{number % 2 * 5}
strands = [{strands}]
{f'offering = "{offering}"' if offering else 'format = "in-person"'}
justification = "Relates to the strand."
description = "What was done."
"""
