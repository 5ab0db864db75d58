"""The division where there is enough of everything: no linear program is needed to find it.

Each piece in its turn keeps the most that the limits leave it, all of it in the strand that is written first. Where
that fills every least, no division is better in any rank (see `allocation`): nothing is missing and nothing falls
short; limits of which any two nest or share no piece let as many hours count in this order as in any other; and each
piece has the most that it could have, where it stands first.
"""

from __future__ import annotations

from collections.abc import Sequence

from alcto_core.evaluation.limits import Limit
from alcto_core.evaluation.pieces import Piece
from alcto_core.hours import Hours, simplest


def kept_in_turn(pieces: Sequence[Piece], limits: Sequence[Limit]) -> list[Hours] | None:
    """The hours that each piece keeps where those before it keep the most they can; None where limits cross, are
    shares, or hold for some strands, so that another order might let more count."""
    kept = [piece.hours for piece in pieces]
    binding = [limit for limit in limits if limit.could_bind(pieces)]
    if not binding:
        return kept
    if any(limit.share is not None or limit.strands is not None for limit in binding) or not _nest(binding):
        return None
    over: dict[int, list[int]] = {}
    for number, limit in enumerate(binding):
        for at in limit.members:
            over.setdefault(at, []).append(number)
    room = [limit.most for limit in binding]
    for at in sorted(over):
        kept[at] = simplest(min(kept[at], *(room[number] for number in over[at])))
        for number in over[at]:
            room[number] -= kept[at]
    return kept


def _nest(limits: Sequence[Limit]) -> bool:
    """Whether any two limits share no piece, or one holds for every piece of the other."""
    innermost: dict[int, int] = {}
    for number, limit in enumerate(sorted(limits, key=lambda one: -len(one.members))):
        # The members of a limit that nests lie together in the smallest one that holds any of them.
        if len({innermost.get(at, -1) for at in limit.members}) > 1:
            return False
        innermost.update(dict.fromkeys(limit.members, number))
    return True
