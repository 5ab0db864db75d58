"""The reading under which each activity serves one strand only (policy reading A29): an exact search."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from alcto_core.evaluation.pieces import Piece
from alcto_core.hours import Hours

_STEPS = 4_000
"""Branches after which the search gives up and says so."""


def choose_strands(pieces: Sequence[Piece], needs: Mapping[str, Hours]) -> bool:
    """Leave every piece one strand, so that the least is missing from `needs` (hours for each strand).

    Returns False, with the best choice found so far, where the search would take too long to be sure.
    """
    # The largest piece first: a bad choice then shows early.
    several = sorted((piece for piece in pieces if len(piece.strands) > 1), key=lambda piece: -piece.hours)
    lacks = dict(needs)
    for piece in pieces:
        if len(piece.strands) == 1 and piece.strands[0] in lacks:
            lacks[piece.strands[0]] -= piece.hours
    best, is_sure = _search(several, lacks)
    for piece, strand in zip(several, best, strict=True):
        piece.strands = (strand,)
    return is_sure


def _search(pieces: Sequence[Piece], lacks: dict[str, Hours]) -> tuple[list[str], bool]:
    """Depth first, cut where even hours that go anywhere could not do better.

    `lacks` may fall below zero: hours beyond a strand's need.
    """
    rest: list[Hours] = [0]
    for piece in reversed(pieces):
        rest.append(rest[-1] + piece.hours)
    rest.reverse()
    chosen: list[str] = []
    ways: list[list[str]] = []
    best = [piece.strands[0] for piece in pieces]
    least: Hours | None = None
    steps = 0
    while True:
        at = len(chosen)
        missing = sum(lack for lack in lacks.values() if lack > 0)
        is_leaf = at == len(pieces) or not missing
        if is_leaf and (least is None or missing < least):
            least, best = missing, chosen + [piece.strands[0] for piece in pieces[at:]]
            if not missing:
                return best, True
        steps += 1
        if steps > _STEPS:
            return best, False
        can_improve = not is_leaf and (least is None or missing - rest[at] < least)
        # The strand that takes the most of the piece is tried first, so it stands last.
        ways.append(_ordered(pieces[at], lacks) if can_improve else [])
        while not ways[-1]:
            ways.pop()
            if not ways:
                return best, True
            strand = chosen.pop()
            if strand in lacks:
                lacks[strand] += pieces[len(chosen)].hours
        strand = ways[-1].pop()
        if strand in lacks:
            lacks[strand] -= pieces[len(chosen)].hours
        chosen.append(strand)


def _ordered(piece: Piece, lacks: Mapping[str, Hours]) -> list[str]:
    return sorted(piece.strands, key=lambda strand: min(piece.hours, lacks.get(strand, 0)))
