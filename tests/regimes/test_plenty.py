"""The short way to divide hours, where there is enough of everything, ends where the long way does."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

import pytest
from profiles import tries
from random_people import person
from test_what_plans_hang_on import PROGRAMS

from alcto_core.evaluation import allocation
from alcto_core.evaluation.allocation import Division
from alcto_core.evaluation.asks import Ask
from alcto_core.evaluation.evaluate import evaluate_all
from alcto_core.rules.library import Library

ASKED = (0, 10, 100, 300, 700, None)
"""What is asked for in the place of what the rules ask for (None: just that), in 1/300 hour: few people do enough."""

SELDOM = ("al-cto-academy", "ma-licence", "nc-admin", "tn-cpa", "tx-tasbo")
"""Programs that ask for no hours, that spend them, or that limit shares of them."""


def ask_less(chance: random.Random, asked: Sequence[Ask]) -> None:
    less = chance.choice(ASKED)
    for ask in asked:
        if less is not None and ask.needed is not None:
            ask.needed = min(ask.needed, less)


@pytest.mark.parametrize(("library", "program"), PROGRAMS)
def test_enough_of_everything_is_divided_as_a_search_would(
    library: Library, program: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    both: list[tuple[Division, Division]] = []

    def divided(case: Any, pieces: Any, leasts: Any, limits: Any, hoped: Any = ()) -> Division:
        ask_less(chance, (*leasts, *hoped))
        searched = allocation.Model(case, pieces, leasts, limits, hoped).best()
        if (found := allocation._of_plenty(pieces, (*leasts, *hoped), limits)) is not None:
            both.append((found, searched))
        return searched

    monkeypatch.setattr("alcto_core.evaluation.judgement.divide", divided)
    for seed in range(tries(45)):
        chance = random.Random(f"plenty {program} {seed}")
        records, on = person(chance, library, library.rule_sets[program])
        evaluate_all(records, library, on, plan=True)
    assert program in SELDOM or any(division.counted() for division, _ in both), "nobody had enough"
    for found, searched in both:
        assert (found.slots, found.missing) == (searched.slots, searched.missing)
