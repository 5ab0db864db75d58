"""Hours kept one piece after the other are the most that the limits allow, or nothing is said."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st
from profiles import tries

from alcto_core.evaluation.limits import Limit
from alcto_core.evaluation.linear import Program
from alcto_core.evaluation.pieces import Ledger, Piece
from alcto_core.evaluation.plenty import kept_in_turn
from alcto_core.records.types import Activity

BOOK = Ledger(Activity(id="a", title="A", date=date(2026, 1, 1)))
FAMILIES = st.lists(st.tuples(st.sets(st.integers(0, 5), min_size=1), st.integers(0, 20)), max_size=5)


def limits_of(family: list[tuple[set[int], int]], pieces: list[Piece]) -> list[Limit]:
    return [
        Limit("most", sorted(one for one in members if one < len(pieces)), most, "", "", ()) for members, most in family
    ]


@settings(max_examples=tries(900))
@given(st.lists(st.integers(0, 9), min_size=1, max_size=6), FAMILIES)
def test_each_piece_keeps_what_a_search_would_leave_it(hours: list[int], family: list[tuple[set[int], int]]) -> None:
    pieces = [Piece(BOOK, one, ()) for one in hours]
    limits = limits_of(family, pieces)
    kept = kept_in_turn(pieces, limits)
    if kept is None:
        return
    program = Program()
    variables = [program.variable() for _ in pieces]
    for variable, piece in zip(variables, pieces, strict=True):
        program.at_most({variable: 1}, piece.hours)
    for limit in limits:
        program.at_most({variables[at]: 1 for at in limit.members}, limit.most)
    assert program.most(variables) == sum(kept)
    assert [program.most((one,)) for one in variables] == kept


def test_limits_that_cross_are_left_to_a_search() -> None:
    pieces = [Piece(BOOK, 4, ()) for _ in range(3)]
    assert kept_in_turn(pieces, limits_of([({0, 1}, 4), ({1, 2}, 4)], pieces)) is None
    assert kept_in_turn(pieces, limits_of([({0, 1}, 4), ({0, 1, 2}, 6)], pieces)) == [4, 0, 2]
    assert kept_in_turn(pieces, limits_of([({0, 1}, 4), ({2}, 3)], pieces)) == [4, 0, 3]
    assert kept_in_turn(pieces, limits_of([({0, 1}, 8), ({1, 2}, 8)], pieces)) == [4, 4, 4]
