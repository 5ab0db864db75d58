"""One strand for each activity: the search against trying everything."""

from __future__ import annotations

import random
from datetime import date
from itertools import product

from alcto_core.evaluation.one_strand_each import choose_strands
from alcto_core.evaluation.pieces import Ledger, Piece
from alcto_core.records.types import Activity


def piece(hours: int, strands: tuple[str, ...]) -> Piece:
    return Piece(Ledger(Activity(id="a", title="A", date=date(2026, 1, 1), hours=hours)), hours, strands)


def missing(pieces: list[Piece], choice: tuple[str, ...], needs: dict[str, int]) -> int:
    filled = {strand: sum(p.hours for p, c in zip(pieces, choice, strict=True) if c == strand) for strand in needs}
    return sum(max(0, need - filled[strand]) for strand, need in needs.items())


def test_no_choice_of_strands_is_better() -> None:
    chance = random.Random(3)
    for _ in range(1500):
        needs = {strand: chance.randint(0, 12) for strand in "abc" if chance.random() < 0.9}
        pieces = [
            piece(chance.randint(1, 8), tuple(chance.sample("abcd", chance.randint(1, 3))))
            for _ in range(chance.randint(0, 6))
        ]
        least = min(missing(pieces, choice, needs) for choice in product(*(p.strands for p in pieces)))
        assert choose_strands(pieces, needs)
        assert all(len(p.strands) == 1 for p in pieces)
        assert missing(pieces, tuple(p.strands[0] for p in pieces), needs) == least


def test_a_search_that_is_too_long_says_so() -> None:
    chance = random.Random(1)
    pieces = [piece(chance.randint(40, 99), tuple("abcdef")) for _ in range(60)]
    total = sum(p.hours for p in pieces)
    needs = dict.fromkeys("abcdef", total // 6)
    assert not choose_strands(pieces, needs)
    assert all(len(p.strands) == 1 for p in pieces)
