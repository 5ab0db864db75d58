"""Hours beyond what a window asked for, and how long they may be used (the page "From one window to the next")."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import Any

from .hours import Piece
from .spans import Span


@dataclass(frozen=True, order=True)
class Carried:
    """Hours that came in."""

    windows: int
    """In how many windows they may still be used, this one included."""
    way: int
    """Which carry-over let them through."""
    hours: Fraction


def left_over(came: Iterable[Carried], asked: Fraction) -> list[Carried]:
    """What a window did not use and the next one may: used first is what lasts least."""
    left = []
    for one in sorted(came):
        used = min(one.hours, asked)
        asked -= used
        if one.hours > used and one.windows > 1:
            left.append(Carried(one.windows - 1, one.way, one.hours - used))
    return left


def carried_on(
    ways: Sequence[Mapping[str, Any]], counted: Sequence[Piece], span: Span, over: Fraction, left: Sequence[Carried]
) -> list[Carried]:
    """What goes into the next window of a window that was met with so many hours over."""
    rooms = [
        max(Fraction(0), way["most"] - sum((one.hours for one in left if one.way == number), Fraction(0)))
        for number, way in enumerate(ways)
    ]
    kinds = [
        (piece.hours, frozenset(n for n, way in enumerate(ways) if _is_let_through(way, piece, span)))
        for piece in counted
    ]

    def most(first: int) -> Fraction:
        """The most that the first so many ways can let through together."""
        allowed = range(first)
        best = over
        for size in range(first + 1):
            for by_hours in combinations(allowed, size):
                hours = sum((hours for hours, ways_of in kinds if ways_of & set(by_hours)), Fraction(0))
                best = min(best, hours + sum((rooms[n] for n in allowed if n not in by_hours), Fraction(0)))
        return best

    # The first way takes as much as it can, and what all let through together is no less for it.
    takes = [most(number + 1) - most(number) for number in range(len(ways))]
    fresh = [Carried(ways[n].get("lasts", 1), n, hours) for n, hours in enumerate(takes) if hours > 0]
    return [*left, *fresh]


def _is_let_through(way: Mapping[str, Any], piece: Piece, span: Span) -> bool:
    if "months" in way and piece.day.month not in way["months"]:
        return False
    if "last_months" in way and piece.day < span.last_months(way["last_months"]):
        return False
    return piece.within(way.get("select"))
