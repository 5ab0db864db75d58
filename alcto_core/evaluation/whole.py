"""The reading under which each activity serves one strand only (policy reading A29): an exact search."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from alcto_core.evaluation.pieces import Piece

_STEPS = 20_000
"""Branches after which the search gives up and says so."""


def choose_strands(pieces: Sequence[Piece], needs: Mapping[str, int]) -> bool:
    """Leave every piece one strand, so that the least is missing from `needs` (hundredths for each strand).

    Among equals the earlier strand as written wins. Returns False, with each piece on its first needed strand,
    where the search would take too long to be sure.
    """
    open_pieces = sorted(
        (piece for piece in pieces if len(piece.strands) > 1), key=lambda piece: -piece.hours
    )
    filled = dict.fromkeys(needs, 0)
    for piece in pieces:
        if len(piece.strands) == 1 and piece.strands[0] in filled:
            filled[piece.strands[0]] += piece.hours
    search = _Search(open_pieces, needs)
    search.go(0, filled, ())
    for piece, strand in zip(open_pieces, search.best, strict=True):
        piece.strands = (strand,)
    return search.is_sure


class _Search:
    """Depth first, largest piece first, cut where even a free division could not do better."""

    def __init__(self, pieces: Sequence[Piece], needs: Mapping[str, int]) -> None:
        self._pieces = pieces
        self._needs = needs
        self._steps = 0
        self.is_sure = True
        self.best: tuple[str, ...] = tuple(piece.strands[0] for piece in pieces)
        self._least: int | None = None
        rest, self._rest = 0, [0]
        for piece in reversed(pieces):
            rest += piece.hours
            self._rest.append(rest)
        self._rest.reverse()

    def go(self, at: int, filled: dict[str, int], chosen: tuple[str, ...]) -> None:
        missing = sum(max(0, need - filled[strand]) for strand, need in self._needs.items())
        if at == len(self._pieces):
            if self._least is None or missing < self._least:
                self._least, self.best = missing, chosen
            return
        if self._least is not None and max(0, missing - self._rest[at]) >= self._least:
            return
        self._steps += 1
        if self._steps > _STEPS:
            self.is_sure = False
            return
        piece = self._pieces[at]
        # A strand that still lacks hours first: the first full answer is then nearly always the best.
        for strand in sorted(piece.strands, key=lambda s: -min(piece.hours, self._lack(s, filled))):
            if strand in filled:
                filled[strand] += piece.hours
            self.go(at + 1, filled, (*chosen, strand))
            if strand in filled:
                filled[strand] -= piece.hours
            if self._least == 0 or not self.is_sure:
                return

    def _lack(self, strand: str, filled: Mapping[str, int]) -> int:
        return max(0, self._needs.get(strand, 0) - filled.get(strand, 0))
