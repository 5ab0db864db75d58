"""A small exact linear program with objectives in order of rank.

Limits that nest give whole numbers, limits that cross give fractions, and both come out exactly: a row holds whole
numbers alone, so many times what it says. Once an objective is at its best, every variable whose growth would spoil it
is taken out for good, so the next objective only chooses among what is already best.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from math import gcd, lcm

Number = int | Fraction

_WORD = 64
_WHOLE = {int}
_OBJECTIVE = -1
"""The place of the objective among the rows, while one is made as large as it can be."""


class TooMuchWork(Exception):
    """Rules cross in so many ways that the best is not found within the work that was allowed."""


class Purse:
    """What may be spent on one question: work that is counted, and never timed, so it is the same on every machine."""

    __slots__ = ("_most", "spent")

    def __init__(self, most: int | None = None) -> None:
        """`most` is in weights that are written anew, each as many times as its number has words of 64 bits. None: as
        many as it takes."""
        self._most = most
        self.spent = 0

    @property
    def is_empty(self) -> bool:
        """Whether something was asked for that it could not pay."""
        return self._most is not None and self.spent > self._most

    def spend(self, work: int) -> None:
        """Pay for some work. Raises `TooMuchWork` where it is more than is left, and from then on each time."""
        self.spent += work
        if self._most is not None and self.spent > self._most:
            raise TooMuchWork


class _Row:
    """`scale` × a basic variable + the weighted sum of other variables = `value`, in whole numbers."""

    __slots__ = ("scale", "value", "weights")

    def __init__(self, scale: int, weights: dict[int, int], value: int) -> None:
        self.scale = scale
        self.weights = weights
        self.value = value

    def reduce(self) -> None:
        """Divide by what divides every number."""
        if self.scale != 1 and (common := gcd(self.scale, self.value, *self.weights.values())) != 1:
            self.scale //= common
            self.value //= common
            self.weights = {variable: weight // common for variable, weight in self.weights.items()}


class Program:
    """Variables at least zero under rows of sums. Every row is given so that all variables at zero is allowed."""

    def __init__(self, purse: Purse | None = None) -> None:
        """The work is paid for from the purse. None: nobody counts it."""
        self._variables = 0
        self._purse = purse
        self._rows: dict[int, _Row] = {}
        """The row of each basic variable. Every other variable is zero."""
        self._holding: dict[int, set[int]] = {}
        """Variable → the basic variables whose rows hold it; a variable taken out for good is not in it."""

    def copy(self) -> Program:
        """The same program, to be gone on with by itself."""
        other = Program(self._purse)
        other._variables = self._variables
        other._rows = {basic: _Row(row.scale, row.weights.copy(), row.value) for basic, row in self._rows.items()}
        other._holding = {variable: holders.copy() for variable, holders in self._holding.items()}
        return other

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

    def value(self, variable: int) -> Number:
        """The variable's value now."""
        row = self._rows.get(variable)
        return 0 if row is None else _over(row.value, row.scale)

    def least(self, variables: Iterable[int]) -> Number:
        """Make the sum of the variables as small as it can be, and keep it so."""
        return -self._best(dict.fromkeys(variables, 1))

    def lightest(self, weights: Mapping[int, int]) -> Number:
        """Make the weighted sum of the variables as small as it can be, and keep it so."""
        return -self._best(weights)

    def most(self, variables: Iterable[int]) -> Number:
        """Make the sum of the variables as large as it can be, and keep it so."""
        return self._best(dict.fromkeys(variables, -1))

    def _add(self, basic: int, weights: Mapping[int, Number], value: Number) -> None:
        holding, rows = self._holding, self._rows
        scale, kept = 1, {one: weight for one, weight in weights.items() if weight and one in holding}
        if type(value) is not int or not {*map(type, kept.values())} <= _WHOLE:
            scale = lcm(value.denominator, *(weight.denominator for weight in kept.values()))
            kept = {one: int(weight * scale) for one, weight in kept.items()}
        rows[basic] = _Row(scale, kept, int(value * scale))  # type: ignore[arg-type]
        for variable in kept:
            holding[variable].add(basic)
        # A row may speak of a variable that is basic by now: write what it stands for instead.
        for variable in [one for one in kept if one in rows]:
            holding[variable].discard(basic)
            self._eliminate(variable, basic)

    def _best(self, weights: Mapping[int, int]) -> Number:
        """Make as large as it can be what falls by the weights."""
        self._add(_OBJECTIVE, weights, 0)
        objective = self._rows[_OBJECTIVE]
        # The lowest-numbered improving variable enters and the lowest-numbered of equals leaves: that cannot cycle.
        while improving := [variable for variable, weight in objective.weights.items() if weight < 0]:
            entering = min(improving)
            self._pivot(self._blocking(entering), entering)
        del self._rows[_OBJECTIVE]
        for variable in objective.weights:
            for basic in self._holding.pop(variable) - {_OBJECTIVE}:
                del self._rows[basic].weights[variable]
        return _over(objective.value, objective.scale)

    def _blocking(self, entering: int) -> int:
        best: tuple[int, int, int] | None = None
        for basic in self._holding[entering]:
            row = self._rows[basic]
            weight = row.weights[entering]
            if weight > 0:
                if best is not None:
                    value, least, leaving = best
                    difference = row.value * least - value * weight
                    if difference > 0 or (difference == 0 and basic > leaving):
                        continue
                best = row.value, weight, basic
        if best is None:
            raise ArithmeticError("an objective without bound")  # every sum that is made large stands under a row
        return best[2]

    def _pivot(self, leaving: int, entering: int) -> None:
        row = self._rows.pop(leaving)
        for variable in row.weights:
            self._holding[variable].discard(leaving)
        holders, self._holding[entering] = self._holding[entering], set()
        row.scale, row.weights[leaving] = row.weights.pop(entering), row.scale
        row.reduce()
        self._rows[entering] = row
        for basic in holders:
            self._eliminate(entering, basic)
        for variable in row.weights:
            self._holding[variable].add(entering)

    def _eliminate(self, variable: int, basic: int) -> None:
        """Write in the row of `basic` what the basic `variable` stands for. Raises `TooMuchWork`."""
        row, source = self._rows[basic], self._rows[variable]
        if self._purse is not None:
            words = 1 + (source.scale.bit_length() + row.scale.bit_length()) // _WORD
            self._purse.spend(len(source.weights) * words)
        weight = row.weights.pop(variable)
        if source.scale != 1:
            common = gcd(weight, source.scale)
            weight //= common
            if (times := source.scale // common) != 1:
                row.scale *= times
                row.value *= times
                row.weights = {one: own * times for one, own in row.weights.items()}
        row.value -= weight * source.value
        weights, holding = row.weights, self._holding
        for one, own in source.weights.items():
            before = weights.get(one)
            if before is None:
                weights[one] = -weight * own
                holding[one].add(basic)
            elif left := before - weight * own:
                weights[one] = left
            else:
                del weights[one]
                holding[one].discard(basic)
        row.reduce()


def _over(number: int, by: int) -> Number:
    return number // by if number % by == 0 else Fraction(number, by)
