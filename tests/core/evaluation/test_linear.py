"""The exact linear program against an independent solver, objective after objective."""

from __future__ import annotations

import random
from fractions import Fraction

import highspy
import pytest

from alcto_core.evaluation.linear import Number, Program, Purse, TooMuchWork


@pytest.mark.parametrize("seed", range(4))
def test_each_objective_is_the_best_that_the_ones_before_it_allow(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(60):
        program, model = Program(), highspy.Highs()
        model.setOptionValue("output_flag", False)
        count = chance.randint(1, 8)
        ours = [program.variable() for _ in range(count)]
        theirs = [model.addVariable(lb=0) for _ in range(count)]
        for at in range(count):
            most = chance.randint(0, 20)
            program.at_most({ours[at]: 1}, most)
            model.addConstr(theirs[at] <= most)
        for _ in range(chance.randint(1, 6)):
            row = {at: chance.choice((1, 1, 2, 3, -1)) for at in range(count) if chance.random() < 0.5}
            most = chance.randint(0, 30)
            program.at_most({ours[at]: weight for at, weight in row.items()}, most)
            if row:
                model.addConstr(sum(weight * theirs[at] for at, weight in row.items()) <= most)
        shorts, their_shorts = [], []
        for _ in range(2):
            chosen = [at for at in range(count) if chance.random() < 0.5]
            least = chance.randint(0, 40)
            shorts.append(program.short_of({ours[at]: 1 for at in chosen}, least))
            their_shorts.append(model.addVariable(lb=0))
            model.addConstr(sum((theirs[at] for at in chosen), their_shorts[-1]) >= least)

        assert float(program.least(shorts)) == pytest.approx(solved(model, sum(their_shorts), least=True), abs=1e-5)
        for at in range(count):
            assert float(program.most((ours[at],))) == pytest.approx(solved(model, theirs[at], least=False), abs=1e-4)


def solved(model: highspy.Highs, objective: object, *, least: bool) -> float:
    (model.minimize if least else model.maximize)(objective)
    value = model.getInfo().objective_function_value
    model.addConstr(objective <= value + 1e-7 if least else objective >= value - 1e-7)
    return value


def test_thirds_stay_exact() -> None:
    program = Program()
    one, other = program.variable(), program.variable()
    program.at_most({one: 3, other: 1}, 10)
    program.at_most({one: 1, other: 3}, 10)
    assert program.most((one, other)) == 5
    small = Program()
    third = small.variable()
    small.at_most({third: 3}, 1)
    assert small.most((third,)) == Fraction(1, 3)


def test_an_objective_without_bound_is_refused() -> None:
    program = Program()
    free = program.variable()
    with pytest.raises(ArithmeticError):
        program.most((free,))


def test_work_beyond_what_is_allowed_is_given_up_at_the_same_place_each_time() -> None:
    def solve(most_work: int | None) -> Number:
        program = Program(Purse(most_work))
        variables = [program.variable() for _ in range(6)]
        for at in range(6):
            program.at_most({one: 1 + (at * place) % 5 for place, one in enumerate(variables)}, 7 + at)
        return program.most(variables)

    assert solve(10_000) == solve(None)
    for _ in range(2):
        with pytest.raises(TooMuchWork):
            solve(15)
