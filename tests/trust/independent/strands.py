"""The least hours that some strands still lack, whichever way entries of several strands are divided."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations

Part = tuple[Fraction, frozenset[str]]
"""Hours, and the strands that they may go to."""


def lacking(parts: Sequence[Part], strands: Sequence[str], each: Fraction) -> Fraction:
    """Hours that the strands lack under the best division, each asking for the same.

    The greatest lack of any set of strands: what the set asks for, less all that could go to it (the duality of flows
    and cuts, so no division has to be found).
    """
    worst = Fraction(0)
    for size in range(1, len(strands) + 1):
        for chosen in combinations(strands, size):
            could = sum((hours for hours, goes in parts if goes.intersection(chosen)), Fraction(0))
            worst = max(worst, each * size - could)
    return worst


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
