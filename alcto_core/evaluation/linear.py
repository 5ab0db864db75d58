"""A small exact linear program with objectives in order of rank.

Limits that nest give whole numbers, limits that cross give fractions, and both come out exactly: the numbers are
`int` where they can be and `Fraction` where they must. Once an objective is at its best, every variable whose
growth would spoil it is taken out for good, so the next objective only chooses among what is already best.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from heapq import heapify, heappop, heappush

Number = int | Fraction


class Program:
    """Variables at least zero under rows of sums. Every row is given so that all variables at zero is allowed."""

    def __init__(self) -> None:
        self._variables = 0
        self._rows: dict[int, dict[int, Number]] = {}
        """Basic variable → how fast it falls as each other variable grows."""
        self._value: dict[int, Number] = {}
        """Basic variable → its value. Every other variable is zero."""
        self._holding: dict[int, set[int]] = {}
        """Variable → the basic variables whose rows hold it; a variable taken out for good is not in it."""

    def variable(self) -> int:
        """A new variable, at least zero."""
        number = self._variables
        self._variables += 1
        self._holding[number] = set()
        return number

    def at_most(self, variables: Mapping[int, Number], most: Number) -> None:
        """The weighted sum of the variables may not exceed `most` (at least zero)."""
        self._add(self.variable(), variables, most)

    def short_of(self, variables: Mapping[int, Number], least: Number) -> int:
        """A new variable: what the sum of the variables is short of `least`, and no less than zero."""
        short, over = self.variable(), self.variable()
        self._add(short, {**variables, over: -1}, least)
        return short

    def _add(self, basic: int, row: Mapping[int, Number], value: Number) -> None:
        self._rows[basic] = {}
        self._value[basic] = value
        for variable, weight in row.items():
            if variable in self._rows:
                # A row may speak of a variable that is basic by now: write what it stands for instead.
                self._value[basic] -= weight * self._value[variable]
                for other, factor in self._rows[variable].items():
                    self._change(basic, other, -weight * factor)
            else:
                self._change(basic, variable, weight)

    def _change(self, basic: int, variable: int, by: Number) -> None:
        row = self._rows[basic]
        weight = row.get(variable, 0) + by
        if weight:
            row[variable] = weight
            self._holding[variable].add(basic)
        elif variable in row:
            del row[variable]
            self._holding[variable].discard(basic)

    def value(self, variable: int) -> Number:
        """The variable's value now."""
        return self._value.get(variable, 0)

    def least(self, variables: Iterable[int]) -> Number:
        """Make the sum of the variables as small as it can be, and keep it so."""
        return -self._best(dict.fromkeys(variables, -1))

    def most(self, variables: Iterable[int]) -> Number:
        """Make the sum of the variables as large as it can be, and keep it so."""
        return self._best(dict.fromkeys(variables, 1))

    def _best(self, weights: Mapping[int, Number]) -> Number:
        total: Number = 0
        gain: dict[int, Number] = {}
        for variable, weight in weights.items():
            if variable in self._rows:
                total += weight * self._value[variable]
                for other, factor in self._rows[variable].items():
                    gain[other] = gain.get(other, 0) - weight * factor
            elif variable in self._holding:
                gain[variable] = gain.get(variable, 0) + weight
        # The lowest-numbered improving variable enters and the lowest-numbered of equals leaves: that cannot cycle.
        improving = [variable for variable, rate in gain.items() if rate > 0]
        heapify(improving)
        while improving:
            entering = improving[0]
            if gain.get(entering, 0) <= 0:
                heappop(improving)
                continue
            rate = gain.pop(entering)
            self._pivot(self._blocking(entering), entering)
            total += rate * self._value[entering]
            for other, factor in self._rows[entering].items():
                before = gain.get(other, 0)
                left = before - rate * factor
                if left:
                    gain[other] = left
                    if left > 0 >= before:
                        heappush(improving, other)
                else:
                    gain.pop(other, None)
        for variable, rate in gain.items():
            if rate < 0:
                self._remove(variable)
        return total

    def _blocking(self, entering: int) -> int:
        best: tuple[Number, int] | None = None
        for basic in self._holding[entering]:
            factor = self._rows[basic][entering]
            if factor > 0:
                room = (_over(self._value[basic], factor), basic)
                if best is None or room < best:
                    best = room
        if best is None:
            raise ArithmeticError("an objective without bound")  # every sum that is made large stands under a row
        return best[1]

    def _pivot(self, leaving: int, entering: int) -> None:
        row = self._rows.pop(leaving)
        pivot = row.pop(entering)
        value = _over(self._value.pop(leaving), pivot)
        fresh = {variable: _over(weight, pivot) for variable, weight in row.items()}
        fresh[leaving] = _over(1, pivot)
        for variable in row:
            self._holding[variable].discard(leaving)
        holders = self._holding[entering]
        holders.discard(leaving)
        self._holding[entering] = set()
        self._holding[leaving] = set()
        self._rows[entering] = {}
        for basic in holders:
            weight = self._rows[basic].pop(entering)
            self._value[basic] -= weight * value
            for variable, factor in fresh.items():
                self._change(basic, variable, -weight * factor)
        self._value[entering] = value
        for variable, factor in fresh.items():
            self._change(entering, variable, factor)

    def _remove(self, variable: int) -> None:
        for basic in self._holding.pop(variable):
            del self._rows[basic][variable]


def _over(number: Number, by: Number) -> Number:
    if by == 1:
        return number
    if by == -1:
        return -number
    result = Fraction(number) / by
    return result.numerator if result.denominator == 1 else result
