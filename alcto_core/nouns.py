"""Numbers with what they count: "1 hour", "2.5 ALET hours", "1 entry", "6 documents"."""

from __future__ import annotations

import re
from fractions import Fraction

import msgspec

from alcto_core.hours import HOUR, Hours, of, show, show_asked, simplest

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


class OwnUnit(msgspec.Struct, frozen=True, kw_only=True):
    """A unit in which an authority speaks of hours."""

    one: str
    """What one of it is called: "credit"."""
    several: str
    worth: Hours
    """The hours in one of it."""

    def amount(self, hours: Hours) -> Hours:
        """How much of it some hours are, as figures are shown: 300 is one."""
        return simplest(Fraction(hours * HOUR) / Fraction(self.worth))

    def named(self, amount: Hours, unit: str = "hours") -> str:
        """Its name, for so much of it: "ALET hours" → "ALET credits"."""
        name = self.one if amount == HOUR else self.several
        return _HOURS.sub(lambda _: name, unit) if _HOURS.search(unit) else name


def counted_in(own: OwnUnit | None, hours: Hours, unit: str = "hours") -> str:
    """ "0.7 credits (7 hours)"; where an authority speaks of hours, `counted_hours`."""
    words = counted_hours(hours, unit)
    if own is None:
        return words
    amount = own.amount(hours)
    return f"{show(amount)} {own.named(amount, unit)} ({counted_hours(hours)})"


def asked_in(own: OwnUnit | None, hours: Hours, unit: str = "hours") -> str:
    """The same of what is needed, missing or left to do: never less than it is."""
    words = asked_hours(hours, unit)
    if own is None:
        return words
    amount = own.amount(hours)
    return f"{show_asked(amount)} {own.named(amount, unit)} ({asked_hours(hours)})"


def of_in(own: OwnUnit | None, counted: Hours, needed: Hours) -> str:
    """ "3.5 of 8", in the unit in which an authority speaks of hours."""
    return of(counted, needed) if own is None else of(own.amount(counted), own.amount(needed))


def figures_in(own: OwnUnit | None, counted: Hours, needed: Hours, unit: str = "hours") -> str:
    """What is counted of what is needed, named: "7.5 of 8 credits (75 of 80 hours)", "48 of 60 hours"."""
    if own is None:
        return f"{of(counted, needed)} {singular(unit) if needed == HOUR else unit}"
    return f"{of_in(own, counted, needed)} {own.named(own.amount(needed), unit)} ({beside_own(own, counted, needed)})"


def beside_own(own: OwnUnit | None, counted: Hours, needed: Hours) -> str:
    """The hours beside such a figure: "35 of 80 hours"; empty where the figure is in hours."""
    return "" if own is None else f"{of(counted, needed)} hours"
