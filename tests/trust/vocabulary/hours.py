"""What the log holds, in the authority's hours: units, minutes in an hour, selections."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any


@dataclass(frozen=True)
class Piece:
    """An entry that is done, with the hours that it comes to."""

    day: date
    id: str
    hours: Fraction
    category: frozenset[str]
    format: str | None
    course: str

    def within(self, select: Mapping[str, Any] | None) -> bool:
        """Whether a selection takes it: all keys must hold, a list is any of it, a category takes those below it."""
        if not select:
            return True
        if "format" in select and self.format not in _names(select["format"]):
            return False
        if "category" not in select:
            return True
        return any(
            own == name or own.startswith(f"{name}/") for own in self.category for name in _names(select["category"])
        )

    def of(self, hours: Fraction) -> Piece:
        """The same with other hours."""
        return replace(self, hours=hours)


def _names(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value


def pieces(rules: Mapping[str, Any], records: Mapping[str, Any], on: date) -> Iterator[Piece]:
    """The entries that are done by a day, the oldest first."""
    for entry in sorted(records.get("activity", ()), key=lambda one: (one["date"], one["id"])):
        if entry["date"] > on or entry.get("status") == "planned":
            continue
        piece = Piece(
            entry["date"],
            entry["id"],
            Fraction(entry.get("hours", 0)) + Fraction(entry.get("minutes", 0), 60),
            frozenset(entry.get("category", ())),
            entry.get("format"),
            entry.get("course", entry["title"]),
        )
        yield piece.of(_converted(rules.get("convert", {}), piece, entry.get("units", {})))


def credited(rules: Mapping[str, Any], log: Sequence[Piece], window_of: Callable[[date], object]) -> Iterator[Piece]:
    """The log without what was credited before, and no entry with more than one may hold.

    The first delivery holds the credit, of two on a day the one with more hours; ids decide between equals.
    """
    mosts = [rule for rule in rules["rule"] if rule.get("per") == "entry"]
    for piece in log:
        if any(_is_repeat(repeat, piece, log, window_of) for repeat in rules.get("counts", {}).get("repeat", ())):
            continue
        hours = piece.hours
        for rule in mosts:
            if piece.within(rule.get("select")):
                hours = min(hours, *(Fraction(amount["hours"]) for amount in rule["at_most"]), hours)
        yield piece.of(hours)


def _is_repeat(
    repeat: Mapping[str, Any], piece: Piece, log: Sequence[Piece], window_of: Callable[[date], object]
) -> bool:
    assert repeat.get("by", "course") == "course"
    if not piece.within(repeat.get("select")):
        return False
    others = [
        one
        for one in log
        if one.course == piece.course
        and one.within(repeat.get("select"))
        and (repeat.get("ever", True) or window_of(one.day) == window_of(piece.day))
    ]
    return piece.id != min(others, key=lambda one: (one.day, -one.hours, one.id)).id


def _converted(convert: Mapping[str, Any], piece: Piece, units: Mapping[str, Any]) -> Fraction:
    if not piece.hours:
        # What a unit is worth is in the authority's own hours.
        worth = {one["unit"]: Fraction(one.get("hours", 0)) for one in convert.get("unit", ())}
        return sum((Fraction(much) * worth.get(unit, 0) for unit, much in units.items()), Fraction(0))
    for line in convert.get("minutes_of", ()):
        if piece.within(line["select"]):
            return piece.hours * 60 / line["in_hour"]
    return piece.hours * 60 / convert.get("minutes", {"in_hour": 60})["in_hour"]
