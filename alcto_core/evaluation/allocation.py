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
    by_strand = any(least.strands for least in leasts) or any(limit.strands for limit in limits)
    fresh = _fresh_hours(case, leasts, limits)
    standing_limits = [
        number
        for number, limit in enumerate(limits)
        if limit.could_bind(pieces) or any(number in kind.limits for kind in fresh)
    ]
    crowded = {at for limit in limits if limit.could_bind(pieces) for at in limit.members}
    blocks = _blocks(pieces, leasts, limits, standing_limits, crowded, by_strand)

    program = Program()
    for block in blocks:
        options: tuple[Strand, ...] = block.piece.strands if by_strand and block.piece.strands else (None,)
        block.variables = {strand: program.variable() for strand in options}
        program.at_most(dict.fromkeys(block.variables.values(), 1), block.hours)
    for kind in fresh:
        kind.variable = program.variable()
    existing = [variable for block in blocks for variable in block.variables.values()]

    for number in standing_limits:
        limit = limits[number]
        members = set(limit.members)
        row: dict[int, Number] = {
            variable: 1
            for block in blocks
            if not members.isdisjoint(block.pieces)
            for strand, variable in block.variables.items()
            if limit.strands is None or strand in limit.strands
        }
        further = {kind.variable: 1 for kind in fresh if number in kind.limits}
        if limit.percent is None:
            program.at_most(row | further, limit.most)
            continue
        share = limit.percent
        now: dict[int, Number] = {variable: 10_000 * (variable in row) - share for variable in existing}
        program.at_most(now, 0)
        program.at_most(now | {k.variable: 10_000 * (k.variable in further) - share for k in fresh}, 0)

    shorts: list[int] = []
    unfillable: list[int] = []
    for number, least in enumerate(leasts):
        row = {
            variable: 1
            for block in blocks
            if least.takes(block.piece.nature)
            for strand, variable in block.variables.items()
            if least.strands is None or strand in least.strands
        }
        shorts.append(program.short_of(row, least.hours))
        further = {kind.variable: 1 for kind in fresh if number in kind.leasts}
        unfillable.append(program.short_of(row | further, least.hours))

    cannot = program.least(unfillable)
    missing = program.least(kind.variable for kind in fresh)
    program.most(existing)
    program.least(shorts)
    for block in blocks:
        if not crowded.isdisjoint(block.pieces):
            program.most(block.variables.values())
    for strand in case.strands if by_strand else ():
        program.least(s for s, least in zip(shorts, leasts, strict=True) if least.strands == frozenset((strand,)))
    for block in blocks:
        for variable in list(block.variables.values())[:-1]:
            program.most((variable,))
    return Division(_spread(program, blocks, pieces), None if cannot else -(-missing // 1))


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
