"""Numbers with what they count: "1 hour", "2.5 ALET hours", "1 entry", "6 documents"."""

from __future__ import annotations

import re

from alcto_core.hours import HOUR, Hours, show, show_asked

_HOURS = re.compile(r"\bhours\b")


def singular(plural: str) -> str:
    """One of what a unit names in the plural: "ALET hours" → "ALET hour", "entries" → "entry". What is no plural
    ("hand-in") stays."""
    if _HOURS.search(plural):
        return _HOURS.sub("hour", plural)
    if plural.endswith("ies"):
        return f"{plural[:-3]}y"
    return plural.removesuffix("s") if not plural.endswith("ss") else plural


def counted_noun(count: int, plural: str) -> str:
    """ "1 document", "6 documents"; a unit that is no plural ("hand-in") stands alone."""
    one = singular(plural)
    if one == plural:
        return plural
    return f"{count} {one if count == 1 else plural}"


def counted_hours(hours: Hours, unit: str = "hours") -> str:
    """Hours, or as much of another unit, with their name: "1 hour", "2.5 ALET hours", "0 hours"."""
    return f"{show(hours)} {singular(unit) if hours == HOUR else unit}"


def asked_hours(hours: Hours, unit: str = "hours") -> str:
    """The same of what is needed, missing or left to do: never less than it is."""
    return f"{show_asked(hours)} {singular(unit) if hours == HOUR else unit}"
