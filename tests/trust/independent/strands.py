"""The least hours that some strands still lack, whichever way entries of several strands are divided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations
from math import lcm

Part = tuple[Fraction, frozenset[str]]
"""Hours, and the strands that they may go to."""


def lacking(parts: Sequence[Part], strands: Sequence[str], each: Fraction) -> Fraction:
    """Hours that the strands lack under the best division, each asking for the same.

    The greatest lack of any set of strands: what the set asks for, less all that could go to it (the duality of flows
    and cuts, so no division has to be found).
    """
    # Whole numbers of one common part of an hour add up faster than fractions.
    part = lcm(each.denominator, *(hours.denominator for hours, _ in parts))
    alike: Counter[frozenset[str]] = Counter()
    for hours, goes in parts:
        alike[goes.intersection(strands)] += int(hours * part)
    worst, wanted = 0, int(each * part)
    for size in range(1, len(strands) + 1):
        for chosen in combinations(strands, size):
            could = sum(hours for goes, hours in alike.items() if goes.intersection(chosen))
            worst = max(worst, wanted * size - could)
    return Fraction(worst, part)


def lacking_whole(parts: Sequence[Part], strands: Sequence[str], each: Fraction) -> Fraction:
    """The same where every part goes whole to one strand: all ways are tried."""
    index = {strand: place for place, strand in enumerate(strands)}
    states = {tuple(Fraction(0) for _ in strands)}
    for hours, goes in sorted(parts, key=lambda part: (len(part[1]), -part[0])):
        states = {
            tuple(min(each, had + hours) if place == index[strand] else had for place, had in enumerate(state))
            for state in states
            for strand in goes
            if strand in index
        }
    return min(sum((each - had for had in state), Fraction(0)) for state in states)
