"""Made-up records, sheets and catalogues of any size: one director with both Alabama programs, or with a third."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import combinations

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


_CATALOGUE = (
    'kind = "catalogue"\nschema = 1\nid = "many"\ntitle = "Many"\nsource = "alet"\nfrom = 2024-10-01\n'
    'partial = true\nchecked = 2026-01-01\ncite = "many"\n\n[documents.many]\ntitle = "Many"\n'
    'publisher = "Nobody"\nread = 2026-01-01\n'
)


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


_THIRD = """
[[credential]]
program = "cosn-cetl"
issued = 2025-01-10
"""


def records_of_three(count: int) -> str:
    """The same with a third credential, each entry of three minutes, so that much is left to do."""
    head, *entries = records_text(count).split("\n[[activity]]")
    short = (re.sub(r"hours = .*", "minutes = 3", entry) for entry in entries)
    return head + _THIRD + "".join(f"\n[[activity]]{entry}" for entry in short)


def records_of_alabama(count: int) -> str:
    """The same with all three programs of Alabama."""
    return records_text(count).replace(
        "\n[[credential]]", '\n[[credential]]\nprogram = "al-cto-academy"\n\n[[credential]]', 1
    )


def records_with_proofs(count: int) -> str:
    """A records file whose entries name a file of proof each: `evidence/0.pdf` and on."""
    head, *entries = records_text(count).split("\n[[activity]]")
    proofs = (f'\n[[activity]]\nevidence = ["evidence/{number}.pdf"]{one}' for number, one in enumerate(entries))
    return head + "".join(proofs)


def catalogue_text(count: int) -> str:
    """A catalogue with `count` offerings of every shape, over all of the time."""
    return _CATALOGUE + "".join(map(_offering, range(count)))


def tying_text(count: int) -> str:
    """A catalogue of `count` events of the same fixed award, each of strands of its own: no two are alike, and a plan
    may take any of them."""
    strands = [*combinations(_STRANDS, 2), *combinations(_STRANDS, 3)][:count]
    return _CATALOGUE + "".join(
        f'\n[[offering]]\nid = "many/{number}"\ntitle = "Offering number {number}"\naward = 4.7\n'
        f'no_repeat = "offering"\nrepeat_cite = "many"\nformat = "hybrid"\ncite = "many"\n'
        f"strands = [{', '.join(chr(34) + 'al-cto/' + strand + chr(34) for strand in own)}]\n"
        for number, own in enumerate(strands)
    )


def _offering(number: int) -> str:
    shapes = (
        "",
        "most = 3\n",
        "award = 2\n",
        "most = 4\nmost_per_entry = 2\n",
        'award = 3\nno_repeat = "offering"\nrepeat_cite = "many"\n',
    )
    strands = f'strands = ["al-cto/{_STRANDS[number % 6]}"]\n' if number % 3 else ""
    until = "until = 2026-08-31\n" if number % 7 == 0 else ""
    held = "hybrid" if number % 5 else ("online", "in-person")[number % 2]
    return (
        f'\n[[offering]]\nid = "many/{number}"\ntitle = "Offering number {number}"\n{shapes[number % 5]}{strands}'
        f'{until}format = "{held}"\ncite = "many"\n'
    )
