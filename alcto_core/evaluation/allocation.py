"""Dividing eligible hours among strands under every limit: exact, and unique whatever the order in the file.

Among all divisions the best is chosen by rank: the least that is still missing; the most that counts; the least
sum of shortfalls, then of what a make-up would be owed for; completed before planned, then by date and id, each
piece keeps the most it can; strands are filled to their minimum in framework order; the rest goes to a piece's
strands as they are written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from itertools import product

from alcto_core.evaluation.asks import Ask
from alcto_core.evaluation.case import Case
from alcto_core.evaluation.conditions import would_hold
from alcto_core.evaluation.limits import Limit
from alcto_core.evaluation.linear import Number, Program, Purse
from alcto_core.evaluation.pieces import Piece
from alcto_core.evaluation.plenty import kept_in_turn
from alcto_core.hours import Hours, simplest
from alcto_core.rules.vocabulary import Nature, natures, selects

Slot = tuple[str | None, str | None]
"""Where hours go: a strand (None where the rule set asks nothing of strands), and the rule that spends them."""

_DAY = timedelta(days=1)

_A_DIVISION = 1_000
"""The work of a judgement and its division, however easily the hours are divided."""

_A_RULE = 50
"""The same for each least and each limit of a rule in it."""

_A_LOOK = 2
"""The work of holding a kind of further hour against a least or a limit."""

_KINDS_A_LOOK = 8
"""So many kinds are compared with another at the cost of one look."""


class Division:
    """Where every hour went. `slots[at]` tells for each piece how many hours each slot got."""

    __slots__ = ("_counted", "_filled", "_sums", "missing", "slots")

    def __init__(self, slots: list[dict[Slot, Hours]], missing: Hours | None) -> None:
        self.slots = slots
        self.missing = missing
        """The least total of further hours that would satisfy every least; None: no hours can."""
        self._sums: dict[str | None, dict[tuple[Nature, Slot], Hours]] | None = None
        """Counted hours by strand."""
        self._counted: list[Hours] | None = None
        self._filled: dict[Ask, Hours] = {}

    def counted(self) -> Sequence[Hours]:
        """Counted hours of each piece."""
        if self._counted is None:
            self._counted = [simplest(sum(parts.values())) for parts in self.slots]
        return self._counted

    def held(self, limit: Limit) -> Hours:
        """Counted hours that a limit speaks of."""
        return sum(
            hours
            for at in limit.members
            for (strand, _), hours in self.slots[at].items()
            if limit.strands is None or strand in limit.strands
        )

    def filled(self, ask: Ask, pieces: Sequence[Piece]) -> Hours:
        """Counted hours that serve a least."""
        if ask in self._filled:
            return self._filled[ask]
        if self._sums is None:
            self._sums = {}
            for piece, parts in zip(pieces, self.slots, strict=True):
                for slot, hours in parts.items():
                    own = self._sums.setdefault(slot[0], {})
                    key = (piece.nature, slot)
                    own[key] = own.get(key, 0) + hours
        asked = [self._sums.get(strand, {}) for strand in (self._sums if ask.strands is None else ask.strands)]
        every = (one for sums in asked for one in sums.items())
        spends = ask.rule.spends
        serving = [hours for (nature, (_, by)), hours in every if (not spends or by == ask.id) and ask.takes(nature)]
        self._filled[ask] = found = sum(serving)
        return found


def _serves(ask: Ask, slot: Slot) -> bool:
    return (ask.strands is None or slot[0] in ask.strands) and (not ask.rule.spends or slot[1] == ask.id)


class _Block:
    """Pieces that are alike to every rule: one variable for each strand that they may go to."""

    __slots__ = ("hours", "piece", "pieces", "variables")

    def __init__(self, piece: Piece) -> None:
        self.piece = piece
        self.pieces: list[int] = []
        self.hours: Hours = 0
        self.variables: dict[Slot, int] = {}


class _Fresh:
    """A kind of further hour: the leasts that it would serve and the limits that it would fall under."""

    __slots__ = ("leasts", "limits", "variable")

    def __init__(self, leasts: frozenset[int], limits: frozenset[int]) -> None:
        self.leasts = leasts
        self.limits = limits
        self.variable = -1


def divide(
    case: Case,
    pieces: Sequence[Piece],
    leasts: Sequence[Ask],
    limits: Sequence[Limit],
    hoped: Sequence[Ask] = (),
) -> Division:
    """The best division of the pieces.

    `hoped` are leasts that stand in nobody's way and cost something when they are missed: among divisions that are
    as good otherwise, the one that lacks least of them is chosen. Raises `TooMuchWork`.
    """
    rules = len(leasts) + len(hoped) + sum(limit.select is not None for limit in limits)
    case.purse.spend(_A_DIVISION + _A_RULE * rules)
    return _of_plenty(pieces, (*leasts, *hoped), limits) or Model(case, pieces, leasts, limits, hoped).best()


def _of_plenty(pieces: Sequence[Piece], asked: Sequence[Ask], limits: Sequence[Limit]) -> Division | None:
    """The division where everything is filled without a choice; None where that is not so."""
    if any(ask.rule.spends for ask in asked) or (kept := kept_in_turn(pieces, limits)) is None:
        return None
    by_strand = _by_strand(asked, limits)
    slots: list[dict[Slot, Hours]] = [
        {(piece.strands[0] if by_strand and piece.strands else None, None): hours} if hours else {}
        for piece, hours in zip(pieces, kept, strict=True)
    ]
    division = Division(slots, 0)
    return division if all(division.filled(ask, pieces) >= ask.wanted for ask in asked) else None


def _by_strand(asked: Iterable[Ask], limits: Iterable[Limit]) -> bool:
    """Whether it matters which strand an hour goes to."""
    return any(ask.strands for ask in asked) or any(limit.strands for limit in limits)


class Model:
    """The division as a linear program."""

    def __init__(
        self,
        case: Case,
        pieces: Sequence[Piece],
        leasts: Sequence[Ask],
        limits: Sequence[Limit],
        hoped: Sequence[Ask],
        *,
        looks_ahead: bool = True,
        blocks: list[_Block] | None = None,
    ) -> None:
        """Without `looks_ahead` no further hours are thought of; `blocks` are those of the same question with other
        amounts."""
        self._case = case
        self._pieces = pieces
        self._leasts = leasts
        self._limits, self._hoped, self._looks_ahead = limits, hoped, looks_ahead
        asked = (*leasts, *hoped)
        self._by_strand = _by_strand(asked, limits)
        self._spending = [least for least in leasts if least.rule.spends]
        self._fresh = _fresh_hours(case, leasts, limits) if looks_ahead else []
        in_play = [
            number
            for number, limit in enumerate(limits)
            if limit.could_bind(pieces) or any(number in kind.limits for kind in self._fresh)
        ]
        self._crowded = {at for limit in limits if limit.could_bind(pieces) for at in limit.members}
        by_strand = self._by_strand
        self.blocks = _blocks(pieces, asked, limits, in_play, self._crowded, by_strand) if blocks is None else blocks
        self._program = Program(case.purse)
        self._existing: list[int] = []
        self._regained: dict[int, int] = {}
        """For each variable, hours that count only once others are added: there where a limit is a share."""
        self._place_blocks(has_shares=any(limits[number].share is not None for number in in_play))
        for number in in_play:
            self._place_limit(number, limits[number])
        self._shorts: list[int] = []
        self._unfillable: list[int] = []
        for number, least in enumerate(leasts):
            self._place_least(number, least)
        self._lacks = [self._short_of(ask) for ask in hoped]

    def least_short(self) -> Hours:
        """The least sum of shortfalls."""
        return simplest(self._program.least(self._shorts))

    def out_of_reach(self) -> list[Hours]:
        """What each least stays short of whatever is still earned: the least sum of all, the first of them first."""
        self._program.least(self._unfillable)
        return [simplest(self._program.least((short,))) for short in self._unfillable]

    def best(self) -> Division:
        """Choose by rank (see the module)."""
        program, blocks = self._program, self.blocks
        missing: Number | None = None
        if self._looks_ahead:
            if program.least(self._unfillable):
                asked = self._case, self._pieces, self._leasts, self._limits, self._hoped
                return Model(*asked, looks_ahead=False).best()
            missing = program.least(kind.variable for kind in self._fresh)
        program.most(self._existing)
        program.least(self._shorts)
        program.least(self._lacks)
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
        return Division(_spread(program, blocks, self._pieces), None if missing is None else simplest(missing))

    def _place_blocks(self, *, has_shares: bool) -> None:
        program = self._program
        for block in self.blocks:
            strands: tuple[str | None, ...] = (block.piece.strands if self._by_strand else ()) or (None,)
            spent = [least.id for least in self._spending if least.takes(block.piece.nature)]
            block.variables = {slot: program.variable() for slot in product(strands, (*spent, None))}
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
            for block in self.blocks
            if not members.isdisjoint(block.pieces)
            for (strand, _), variable in block.variables.items()
            if limit.strands is None or strand in limit.strands
        ]
        then = now + [kind.variable for kind in self._fresh if number in kind.limits]
        then += [self._regained[variable] for variable in now if self._regained]
        if limit.share is None:
            self._program.at_most(dict.fromkeys(then, 1), limit.most)
            return
        everything = self._existing + [kind.variable for kind in self._fresh] + list(self._regained.values())
        for inside, whole in ((set(now), self._existing), (set(then), everything)):
            part, of = limit.share.as_integer_ratio()
            row: dict[int, Number] = {v: of * (v in inside) - part for v in whole}
            self._program.at_most(row, 0)

    def _serving(self, least: Ask) -> list[int]:
        return [
            variable
            for block in self.blocks
            if least.takes(block.piece.nature)
            for slot, variable in block.variables.items()
            if _serves(least, slot)
        ]

    def _short_of(self, least: Ask) -> int:
        return self._program.short_of(dict.fromkeys(self._serving(least), 1), least.wanted)

    def _place_least(self, number: int, least: Ask) -> None:
        now = self._serving(least)
        then = now + [kind.variable for kind in self._fresh if number in kind.leasts]
        then += [self._regained[variable] for variable in now if self._regained]
        self._shorts.append(self._program.short_of(dict.fromkeys(now, 1), least.wanted))
        self._unfillable.append(self._program.short_of(dict.fromkeys(then, 1), least.wanted))


def _blocks(
    pieces: Sequence[Piece],
    leasts: Sequence[Ask],
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
    alike: dict[tuple[int, ...], int] = {}
    served: dict[Nature, int] = {}
    for at, piece in enumerate(pieces):
        key: object = at
        if at not in crowded:
            nature = piece.nature
            if (kind := served.get(nature)) is None:
                found = tuple(at for at, least in enumerate(leasts) if least.takes(nature))
                kind = served[nature] = alike.setdefault(found, len(alike))
            key = (kind, tuple(under.get(at, ())), piece.strands if by_strand else None)
        block = blocks.get(key)
        if block is None:
            block = blocks[key] = _Block(piece)
        block.pieces.append(at)
        block.hours += piece.hours
    return list(blocks.values())


def _spread(program: Program, blocks: Sequence[_Block], pieces: Sequence[Piece]) -> list[dict[Slot, Hours]]:
    """Share a block's hours among its pieces, in their order."""
    result: list[dict[Slot, Hours]] = [{} for _ in pieces]
    for block in blocks:
        left = {slot: simplest(program.value(variable)) for slot, variable in block.variables.items()}
        for at in block.pieces:
            room = pieces[at].hours
            for slot, hours in left.items():
                part = min(room, hours)
                if part:
                    result[at][slot] = part
                    left[slot] = simplest(hours - part)
                    room = simplest(room - part)
    return result


def _fresh_hours(case: Case, leasts: Sequence[Ask], limits: Sequence[Limit]) -> list[_Fresh]:
    """The kinds of further hours that the rules tell apart; one that is worse in every way than another is left out.

    A further hour may come from any offering, so limits of single entries and offerings do not hold it back. Raises
    `TooMuchWork`.
    """
    lasting = [(number, limit) for number, limit in enumerate(limits) if limit.select is not None]
    spending = [least.id for least in leasts if least.rule.spends]
    by_strand = _by_strand(leasts, limits)
    strands: Sequence[str | None] = case.strands if by_strand else (None,)
    kinds: dict[tuple[frozenset[int], frozenset[int]], _Fresh] = {}
    each = _A_LOOK * (len(leasts) + len(lasting)) * len(strands) * (1 + len(spending))
    for nature in _further(case, leasts):
        case.purse.spend(each)
        for slot in product(strands, (None, *spending)):
            served = frozenset(
                number for number, least in enumerate(leasts) if least.takes(nature) and _serves(least, slot)
            )
            under = frozenset(
                number
                for number, limit in lasting
                if limit.takes(nature) and (limit.strands is None or slot[0] in limit.strands)
            )
            kinds.setdefault((served, under), _Fresh(served, under))
    return _undominated(list(kinds.values()), case.purse)


def _undominated(kinds: Sequence[_Fresh], purse: Purse) -> list[_Fresh]:
    """Those that serve a least and are not worse in every way than another, in their order. Raises `TooMuchWork`."""
    kept: list[_Fresh] = []
    # Whatever another is worse than stands before it in this order.
    for kind in sorted(kinds, key=lambda one: (-len(one.leasts), len(one.limits))):
        purse.spend(_A_LOOK * len(kept) // _KINDS_A_LOOK)
        if kind.leasts and not any(one.leasts >= kind.leasts and one.limits <= kind.limits for one in kept):
            kept.append(kind)
    chosen = set(map(id, kept))
    return [kind for kind in kinds if id(kind) in chosen]


def _further(case: Case, leasts: Sequence[Ask]) -> Iterator[Nature]:
    """Every nature of a further hour that a least or a filter tells from another, and that the rule set lets count.

    A name that limits alone speak of would only put an hour under more of them, so no hour need have it.
    """
    counts = case.rules.counts
    filters = [only for only in counts.only if not only.posted and would_hold(case, only, unsure=True)]
    barred = [excluded.select for excluded in counts.excluded if would_hold(case, excluded, unsure=True)]
    selections = [*(least.rule.select for least in leasts), *(only.select for only in filters)]
    sources = {"source": counts.listed.sources} if counts.listed else {}
    for nature in natures(selections, sources, _parts_to_come(case)):
        if any(selects(select, nature) for select in barred):
            continue
        if all(not selects(only.among, nature) or selects(only.select, nature) for only in filters):
            yield nature


def _parts_to_come(case: Case) -> list[tuple[str, ...]]:
    """The parts of the window in which further hours can still be earned, and none for days that lie in no part; all of
    them once the window has ended."""
    span = case.span
    if span is None or not case.parts:
        return [()]
    begin = max(case.on, span.start) if case.on <= span.end else span.start
    first = {begin, *(part.start for _, part in case.parts), *(part.end + _DAY for _, part in case.parts)}
    days = sorted(day for day in first if begin <= day <= span.end)
    return list(dict.fromkeys(case.parts_on(day) for day in days))
