"""Dividing eligible hours among strands under every limit: exact, and unique whatever the order in the file.

Among all divisions the best is chosen by rank: the least that is still missing; the most that counts; the least
sum of shortfalls; completed before planned, then by date and id, each piece keeps the most it can; strands are
filled to their minimum in framework order; the rest goes to a piece's strands as they are written.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from alcto_core.evaluation.case import Case, Nature, selects
from alcto_core.evaluation.limits import Limit
from alcto_core.evaluation.linear import Number, Program
from alcto_core.evaluation.pieces import Piece
from alcto_core.rules.vocabulary import Rule, Select, names

Strand = str | None
"""A strand, or None where the rule set asks nothing of strands."""


class Least:
    """A least that stands in the way until it is reached: a rule, or one strand of a rule."""

    __slots__ = ("hours", "id", "rule", "strands")

    def __init__(self, id: str, rule: Rule, hours: int, strands: frozenset[str] | None) -> None:
        self.id = id
        self.rule = rule
        self.hours = hours
        self.strands = strands

    def takes(self, nature: Nature) -> bool:
        """Whether it speaks of hours of this nature, their strands left aside."""
        return selects(self.rule.select, nature)


class Division:
    """Where every hour went. `strands[at]` tells for each piece how many hours each strand got."""

    __slots__ = ("missing", "strands")

    def __init__(self, strands: list[dict[Strand, int]], missing: int | None) -> None:
        self.strands = strands
        self.missing = missing
        """The least total of further hours that would satisfy every least; None: no hours can."""

    def counted(self) -> list[int]:
        """Counted hours of each piece."""
        return [sum(parts.values()) for parts in self.strands]


class _Block:
    """Pieces that are alike to every rule: one variable for each strand that they may go to."""

    __slots__ = ("hours", "piece", "pieces", "variables")

    def __init__(self, piece: Piece) -> None:
        self.piece = piece
        self.pieces: list[int] = []
        self.hours = 0
        self.variables: dict[Strand, int] = {}


class _Fresh:
    """A kind of further hour: the leasts that it would serve and the limits that it would fall under."""

    __slots__ = ("leasts", "limits", "variable")

    def __init__(self, leasts: frozenset[int], limits: frozenset[int]) -> None:
        self.leasts = leasts
        self.limits = limits
        self.variable = -1


def divide(case: Case, pieces: Sequence[Piece], leasts: Sequence[Least], limits: Sequence[Limit]) -> Division:
    """The best division of the pieces."""
    return _Model(case, pieces, leasts, limits).best()


class _Model:
    """The division as a linear program."""

    def __init__(self, case: Case, pieces: Sequence[Piece], leasts: Sequence[Least], limits: Sequence[Limit]) -> None:
        self._case = case
        self._pieces = pieces
        self._leasts = leasts
        self._by_strand = any(least.strands for least in leasts) or any(limit.strands for limit in limits)
        self._fresh = _fresh_hours(case, leasts, limits)
        in_play = [
            number
            for number, limit in enumerate(limits)
            if limit.could_bind(pieces) or any(number in kind.limits for kind in self._fresh)
        ]
        self._crowded = {at for limit in limits if limit.could_bind(pieces) for at in limit.members}
        self._blocks = _blocks(pieces, leasts, limits, in_play, self._crowded, self._by_strand)
        self._program = Program()
        self._existing: list[int] = []
        self._regained: dict[int, int] = {}
        """For each variable, hours that do not count now and will once others are added: only where a limit is a share."""
        self._place_blocks(has_shares=any(limits[number].percent is not None for number in in_play))
        for number in in_play:
            self._place_limit(number, limits[number])
        self._shorts: list[int] = []
        self._unfillable: list[int] = []
        for number, least in enumerate(leasts):
            self._place_least(number, least)

    def best(self) -> Division:
        """Choose by rank (see the module)."""
        program, blocks = self._program, self._blocks
        cannot = program.least(self._unfillable)
        missing = program.least(kind.variable for kind in self._fresh)
        program.most(self._existing)
        program.least(self._shorts)
        for block in blocks:
            if not self._crowded.isdisjoint(block.pieces):
                program.most(block.variables.values())
        if self._by_strand:
            for strand in self._case.strands:
                only = frozenset((strand,))
                shorts = zip(self._shorts, self._leasts, strict=True)
                program.least(short for short, least in shorts if least.strands == only)
        for block in blocks:
            for variable in list(block.variables.values())[:-1]:
                program.most((variable,))
        return Division(_spread(program, blocks, self._pieces), None if cannot else -int(-missing // 1))

    def _place_blocks(self, *, has_shares: bool) -> None:
        program = self._program
        for block in self._blocks:
            options: tuple[Strand, ...] = block.piece.strands if self._by_strand else ()
            block.variables = {strand: program.variable() for strand in options or (None,)}
            here = list(block.variables.values())
            self._existing += here
            if has_shares:
                self._regained |= {variable: program.variable() for variable in here}
                here += [self._regained[variable] for variable in here]
            program.at_most(dict.fromkeys(here, 1), block.hours)
        for kind in self._fresh:
            kind.variable = program.variable()

    def _place_limit(self, number: int, limit: Limit) -> None:
        members = set(limit.members)
        now = [
            variable
            for block in self._blocks
            if not members.isdisjoint(block.pieces)
            for strand, variable in block.variables.items()
            if limit.strands is None or strand in limit.strands
        ]
        then = now + [kind.variable for kind in self._fresh if number in kind.limits]
        then += [self._regained[variable] for variable in now if self._regained]
        if limit.percent is None:
            self._program.at_most(dict.fromkeys(then, 1), limit.most)
            return
        everything = self._existing + [kind.variable for kind in self._fresh] + list(self._regained.values())
        for inside, whole in ((set(now), self._existing), (set(then), everything)):
            row: dict[int, Number] = {v: 10_000 * (v in inside) - limit.percent for v in whole}
            self._program.at_most(row, 0)

    def _place_least(self, number: int, least: Least) -> None:
        now = [
            variable
            for block in self._blocks
            if least.takes(block.piece.nature)
            for strand, variable in block.variables.items()
            if least.strands is None or strand in least.strands
        ]
        then = now + [kind.variable for kind in self._fresh if number in kind.leasts]
        then += [self._regained[variable] for variable in now if self._regained]
        self._shorts.append(self._program.short_of(dict.fromkeys(now, 1), least.hours))
        self._unfillable.append(self._program.short_of(dict.fromkeys(then, 1), least.hours))


def _blocks(
    pieces: Sequence[Piece],
    leasts: Sequence[Least],
    limits: Sequence[Limit],
    standing_limits: Sequence[int],
    crowded: set[int],
    by_strand: bool,
) -> list[_Block]:
    under: dict[int, list[int]] = {}
    for number in standing_limits:
        for at in limits[number].members:
            under.setdefault(at, []).append(number)
    blocks: dict[object, _Block] = {}
    served: dict[Nature, tuple[int, ...]] = {}
    for at, piece in enumerate(pieces):
        nature = piece.nature
        if nature not in served:
            served[nature] = tuple(number for number, least in enumerate(leasts) if least.takes(nature))
        key: object = at
        if at not in crowded:
            key = (served[nature], tuple(under.get(at, ())), piece.strands if by_strand else None)
        block = blocks.get(key)
        if block is None:
            block = blocks[key] = _Block(piece)
        block.pieces.append(at)
        block.hours += piece.hours
    return list(blocks.values())


def _spread(program: Program, blocks: Sequence[_Block], pieces: Sequence[Piece]) -> list[dict[Strand, int]]:
    """Share a block's hours among its pieces, in their order; what comes out finer than a hundredth is dropped."""
    result: list[dict[Strand, int]] = [{} for _ in pieces]
    for block in blocks:
        left = {strand: int(program.value(variable)) for strand, variable in block.variables.items()}
        for at in block.pieces:
            room = pieces[at].hours
            for strand, hours in left.items():
                part = min(room, hours)
                if part:
                    result[at][strand] = part
                    left[strand] -= part
                    room -= part
    return result


def _fresh_hours(case: Case, leasts: Sequence[Least], limits: Sequence[Limit]) -> list[_Fresh]:
    """The kinds of further hours that the rules tell apart; one that is worse in every way than another is left out.

    A further hour may come from any offering, so the catalogues' own limits do not hold it back.
    """
    rules = {limit.rule: number for number, limit in enumerate(limits)}
    selections = [least.rule.select for least in leasts]
    selections += [rule.select for rule in case.rules.rule if rule.id in rules]
    filters = [only for only in case.rules.counts.only if not only.posted and case.setting_holds(only.when)]
    selections += [select for only in filters for select in (only.select, only.among)]
    listed = case.rules.counts.listed
    sources: set[str | None] = {name for select in selections for name in names(select.source)}
    sources = {*sources, *(listed.sources if listed else (None,))}
    categories = [(), *((name,) for name in _named(selections, "category"))]
    formats = [None, *_named(selections, "format")]
    offerings = [None, *_named(selections, "offering")]
    by_strand = any(least.strands for least in leasts) or any(limit.strands for limit in limits)
    strands: Sequence[Strand] = case.strands if by_strand else (None,)

    kinds: dict[tuple[frozenset[int], frozenset[int]], _Fresh] = {}
    for source, category, format, offering in product(sorted(sources, key=str), categories, formats, offerings):
        nature = Nature(source, category, offering, format)
        if any(selects(only.among, nature) and not selects(only.select, nature) for only in filters):
            continue
        if not listed and source is not None and not any(source in names(s.source) for s in selections):
            continue
        for strand in strands:
            served = frozenset(
                number
                for number, least in enumerate(leasts)
                if least.takes(nature) and (least.strands is None or strand in least.strands)
            )
            under = frozenset(
                rules[rule.id]
                for rule in case.rules.rule
                if rule.id in rules
                and selects(rule.select, nature)
                and (rule.select.strand is None or strand in names(rule.select.strand))
            )
            kinds.setdefault((served, under), _Fresh(served, under))
    return [
        kind
        for kind in kinds.values()
        if kind.leasts
        and not any(
            other is not kind and other.leasts >= kind.leasts and other.limits <= kind.limits
            for other in kinds.values()
        )
    ]


def _named(selections: Sequence[Select], key: str) -> list[str]:
    return sorted({name for select in selections for name in names(getattr(select, key))})
