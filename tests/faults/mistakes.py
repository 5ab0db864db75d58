"""The commonest mistakes of people who edit the file by hand, each made in a file that was good.

One line (or two) of `GOOD` is replaced by what people write instead. Each mistake has a sentence of its own, names
its line, and shows the line as it should read; put in its place, that line gives the good file back.
"""

from __future__ import annotations

from typing import NamedTuple

GOOD = """\
schema = 1

[person]
name = "Jordan Avery"
district = "Pine Hollow City Schools"

[[credential]]
program = "al-td-ceu"

[[activity]]
id = "2026-01-28-alet-winter"
title = "ALET Winter Conference"
date = 2026-01-28
hours = 6.5
strands = ["al-cto/it", "al-cto/data"]
offering = "alet/winter-conference"
evidence = ["evidence/winter.pdf"]

[[activity]]
id = "2026-06-10-alet-summer"
title = "ALET Summer Conference"
date = 2026-06-10
hours = 3.0
strands = ["al-cto/it"]
"""


class Mistake(NamedTuple):
    """One mistake."""

    name: str
    good: str
    """Lines of the good file."""
    made: str
    """What stands there instead."""
    line: int
    """The line that is named."""
    says: str
    """Words of the sentence that no other of these mistakes has."""
    corrected: str | None = None
    """The line that is offered; None where it is the good one, "" where only the person knows."""
    skipped: int | None = None
    """How many records are lost where the file can still be read; None where it cannot."""


MISTAKES = (
    Mistake("a quote is missing", 'title = "ALET Winter Conference"', 'title = "ALET Winter Conference', 12,
            "a quote opens and never closes"),
    Mistake("a text without quotes", 'title = "ALET Winter Conference"', "title = ALET Winter Conference", 12,
            "stands without quotes"),
    Mistake("a date of the United States", "date = 2026-01-28", "date = 1/28/2026", 13,
            "“1/28/2026” is not how this file writes a date"),
    Mistake("a date in quotes", "date = 2026-01-28", 'date = "2026-01-28"', 13, "date is a date in quotes", skipped=1),
    Mistake("a number in quotes", "hours = 6.5", 'hours = "6.5"', 14, "hours is text, not a number", skipped=1),
    Mistake("a decimal comma", "hours = 6.5", "hours = 6,5", 14, "decimal comma"),
    Mistake("a comma is missing in a list", '["al-cto/it", "al-cto/data"]', '["al-cto/it" "al-cto/data"]', 15,
            "a comma is missing"),
    Mistake("one bracket for two", "hours = 3.0", 'hours = 3.0\n[activity]\nid = "x"', 24,
            "[activity] is there more than once", "[[activity]]"),
    Mistake("a bracket that does not close", "[[activity]]\nid = \"2026-06", "[[activity]\nid = \"2026-06", 19,
            "brackets of this header"),
    Mistake("an equals sign is missing", "hours = 6.5", "hours 6.5", 14, "equals sign is missing"),
    Mistake("a colon for the equals sign", "hours = 6.5", "hours: 6.5", 14, "a colon stands"),
    Mistake("curly quotes", '"ALET Winter Conference"', "“ALET Winter Conference”", 12, "curly quotes"),
    Mistake("a key twice", "hours = 6.5", "hours = 6.5\nhours = 7", 15, "hours is there twice; the first is on line 14",
            ""),
    Mistake("a backslash in a path", "evidence/winter.pdf", "evidence\\winter.pdf", 17, "backslash"),
    Mistake("a merge left half-way", "hours = 6.5", "<<<<<<< HEAD\nhours = 6.5\n=======\nhours = 7\n>>>>>>> laptop",
            14, "lines 14 to 18 hold two versions", "hours = 6.5"),
    Mistake("a space pasted from a web page", "hours = 6.5", "\u00a0hours = 6.5", 14, "a space of another kind",
            " hours = 6.5"),
    Mistake("an activity copied with its id", 'id = "2026-06-10-alet-summer"', 'id = "2026-01-28-alet-winter"', 20,
            "already has the id", 'id = "2026-01-28-alet-winter-2"', 1),
    Mistake("a word misspelt", "hours = 3.0", "huors = 3.0", 23, "did you mean hours?", skipped=1),
)  # fmt: skip
