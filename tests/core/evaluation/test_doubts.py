"""Doubts about the records: which of them the answer turns on, alone or together."""

from __future__ import annotations

from itertools import combinations
from typing import Any, NamedTuple

import pytest

from alcto_core.evaluation.doubts import weighed
from alcto_core.evaluation.question import RecordsQuestion


class Answer(NamedTuple):
    verdict: object


def doubts(names: str, turns_on: set[str]) -> dict[str, bool]:
    """Weigh doubts of these names, where the answer turns once all of `turns_on` are answered the other way."""

    def question(name: str) -> RecordsQuestion:
        return RecordsQuestion(name, "", lambda answered: answered | {name})

    def answer(answered: Any) -> Answer:
        return Answer(turns_on <= answered)

    case: Any = frozenset()
    return {one.text: one.turns for one in weighed(case, answer(case), [question(name) for name in names], answer)}


@pytest.mark.parametrize("size", [1, 2, 3, 4, 5])
def test_doubts_that_turn_the_answer_only_together_are_all_named(size):
    for chosen in combinations("abcde", size):
        found = doubts("abcde", set(chosen))
        assert {name for name, turns in found.items() if turns} == set(chosen)


def test_the_doubts_that_turn_the_answer_come_first():
    assert list(doubts("abc", {"c"})) == ["c", "a", "b"]


def test_of_many_doubts_each_alone_every_two_and_all_together_are_looked_at():
    assert doubts("abcdefgh", {"b", "g"})["g"]
    assert all(doubts("abcdefgh", set("abcdefgh")).values())


def test_a_doubt_that_is_answered_one_way_only_turns_nothing():
    only = [RecordsQuestion("a", "", None)]
    case: Any = frozenset()
    assert [one.turns for one in weighed(case, Answer(1), only, lambda _: Answer(2))] == [False]
