"""What one credential still asks in the window in force, with what is recorded and what each offer would give.

The rules are asked of the evaluation itself: an entry of each offer, as long as an entry can be, goes through the
same stages as the entries of the records, and the limits that it falls under are those that a plan falls under.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

import msgspec

from alcto_core.evaluation.asks import Ask, asks, groups
from alcto_core.evaluation.case import Case
from alcto_core.evaluation.conversion import convert
from alcto_core.evaluation.inheritance import inheritance, judged
from alcto_core.evaluation.judgement import done_steps, leasts, one_strand_each, take_spent, ways
from alcto_core.evaluation.limits import Limit, apply_single, catalogue_limits, rule_limits
from alcto_core.evaluation.linear import Number, TooMuchWork
from alcto_core.evaluation.pieces import Piece
from alcto_core.evaluation.repeats import ledgers
from alcto_core.evaluation.requirements import hours_for
from alcto_core.evaluation.standing import Standing
from alcto_core.evaluation.timing import spans
from alcto_core.hours import HOUR, MOST, Hours, from_decimal, simplest
from alcto_core.planning.offers import Offer
from alcto_core.rules.vocabulary import Nature, selects
from alcto_core.rules.windows import Span

_DAY = timedelta(days=1)


class Goal(NamedTuple):
    """One least that stands in the way."""

    id: str
    wanted: Hours
    """Hours; for entries, so many hours as entries are still missing."""
    strands: frozenset[str] | None
    spends: bool
    entries: bool
    fresh: bool
    """Whether what is recorded serves it no further: only what is added does."""
    alone: frozenset[str]
    """Offerings of each of which one entry serves."""
    is_filled: bool
    """Whether hours can fill it at all: those of a unit whose worth nobody knows cannot."""


class Bound(NamedTuple):
    """A most that several share."""

    most: Hours
    share: Fraction | None
    strands: frozenset[str] | None


class Block(NamedTuple):
    """Recorded hours that are alike to every rule."""

    goals: tuple[int, ...]
    bounds: tuple[int, ...]
    strands: tuple[str, ...]
    hours: Hours


class Service(NamedTuple):
    """What an offer gives one credential."""

    worth: Number
    """Counted hours of one hour attended."""
    goals: tuple[int, ...]
    bounds: tuple[int, ...]
    per_entry: Hours | None
    per_offering: Hours | None
    shortest: Hours
    """Hours attended below which an entry counts nothing."""
    step: Hours
    """What counts of an entry is a multiple of this; 0: anything counts."""
    once: bool
    """Whether an offering is credited once."""


class Lack(NamedTuple):
    """What one credential asks, and what there is for it."""

    credential: str
    framework: str | None
    strands: tuple[str, ...]
    """Strands that some rule tells apart; none where no rule asks of strands."""
    goals: tuple[Goal, ...]
    bounds: tuple[Bound, ...]
    blocks: tuple[Block, ...]
    ways: tuple[frozenset[int], ...]
    """For each way to fulfil it, the goals that it needs."""
    services: Mapping[int, Service]
    """By the place of the offer."""

    @property
    def tells_apart(self) -> bool:
        """Whether it asks for entries of offerings by name."""
        return any(goal.alone for goal in self.goals)


def last_day(span: Span, on: date) -> date:
    """The last day on which something still counts for the window."""
    return span.end if on <= span.end else max(span.end, span.grace_end)


def grace_of_before(case: Case, span: Span) -> date | None:
    """The last day on which hours still go to the window before, as that one is not met; None where none do."""
    if all(window.grace is None for window in case.rules.window):
        return None
    before = next((one for one in reversed(spans(case, span.start)) if one.end < span.start), None)
    if before is None or case.on > before.grace_end:
        return None
    try:
        return None if judged(case.staged().within(before), before).is_met else before.grace_end
    except TooMuchWork:
        return None  # nobody can tell


def lack_of(case: Case, span: Span, standing: Standing, offered: Sequence[Offer]) -> Lack:
    """What the credential asks beyond what is recorded. `standing` is where it stands, planned activities counted."""
    inherited = inheritance(case, span)
    case = msgspec.structs.replace(case, span=span, used=inherited.used)
    last = last_day(span, case.on)
    inside = sorted((a for a in case.records.activities if span.start <= a.date <= last), key=lambda one: one.order)
    grace = grace_of_before(case, span)
    first = span.start if grace is None else grace + _DAY
    every = [probe for offer in offered for probe in offer.probes]
    probes = {probe.id: probe for probe in every if first <= probe.date <= last}
    books = ledgers(case, [*inside, *probes.values()])
    for book in books:
        convert(case, book)
    own = [piece for book in books[: len(inside)] for piece in book.pieces]
    probed = [piece for book in books[len(inside) :] for piece in book.pieces]
    pieces = [*own, *probed]
    worth = {piece.ledger.activity.id: piece.hours for piece in probed}
    limits = [*catalogue_limits(books, pieces), *rule_limits(case, pieces, span)]
    asked = [ask for ask in asks(case, span, carried=inherited.carried) if ask.needed is not None]
    one_strand_each(case, own, asked)
    limits = [limit for limit in limits if not (_is_own(limit, len(own)) and apply_single(limit, pieces))]
    for book in books[: len(inside)] if inherited.spent else ():
        take_spent(book, inherited.spent.get(book.activity.id, 0))
    return _Drawn(case, standing, asked, limits, own, probed).lack(span, offered, worth)


def _is_own(limit: Limit, own: int) -> bool:
    return len(limit.members) == 1 and limit.members[0] < own


class _Drawn:
    """The rows of one credential."""

    def __init__(
        self,
        case: Case,
        standing: Standing,
        asked: Sequence[Ask],
        limits: Sequence[Limit],
        own: Sequence[Piece],
        probed: Sequence[Piece],
    ) -> None:
        self._case = case
        self._standing = standing
        hours = leasts(asked)
        self._asked = [ask for ask in asked if ask in hours or _is_counted(ask)]
        self._goals = [self._goal(ask) for ask in self._asked]
        self._own, self._probed = own, probed
        self._limits = [limit for limit in limits if _could_bind(limit, own)]
        self._natures: dict[Nature, tuple[tuple[int, ...], Hours, bool]] = {}
        """What is known of hours of a nature."""
        self._known: dict[int, Service] = {}
        """What an entry in one part of the days gives, by its piece: several offers go over the same parts."""
        self._under: dict[int, list[int]] = {}
        """By piece, the limits that it falls under."""
        for number, limit in enumerate(self._limits):
            for at in limit.members:
                self._under.setdefault(at, []).append(number)

    def _goal(self, ask: Ask) -> Goal:
        found = self._standing.requirement(ask.id)
        # The standing knows what missed parts of the window added.
        needed = found.needed if found is not None and found.needed is not None else ask.needed or 0
        missing: Hours = (found.missing or 0) if found is not None else 0
        wanted: Hours = max(0, needed - ask.helped)
        if ask.rule.measure == "entries":
            wanted = missing * HOUR
        elif not ask.counts_hours:
            worth = hours_for(self._case, ask, missing)
            wanted = missing if worth is None else worth
        return Goal(
            id=ask.id,
            wanted=wanted,
            strands=ask.strands,
            spends=ask.rule.spends,
            entries=ask.rule.measure == "entries",
            fresh=not ask.counts_hours,
            alone=frozenset(ask.rule.one_each),
            is_filled=ask.counts_hours or ask.rule.measure == "entries" or hours_for(self._case, ask, HOUR) is not None,
        )

    def lack(self, span: Span, offered: Sequence[Offer], worth: Mapping[str, Hours]) -> Lack:
        case = self._case
        by_strand = any(goal.strands for goal in self._goals) or any(limit.strands for limit in self._limits)
        at_probe = {piece.ledger.activity.id: at for at, piece in enumerate(self._probed, len(self._own))}
        owners: dict[int, set[int]] = {}
        for number, offer in enumerate(offered):
            for probe in offer.probes:
                if probe.id in at_probe:
                    owners.setdefault(at_probe[probe.id], set()).add(number)
        shared = [number for number, limit in enumerate(self._limits) if self._is_shared(limit)]
        place = {number: at for at, number in enumerate(shared)}
        services = {}
        for number, offer in enumerate(offered):
            if (service := self._service(offer, at_probe, worth, place)) is not None:
                services[number] = service
        limits = [self._limits[number] for number in shared]
        return Lack(
            credential=case.credential.id,
            framework=case.rules.framework,
            strands=case.strands if by_strand else (),
            goals=tuple(self._goals),
            bounds=tuple(Bound(limit.most, limit.share, limit.strands) for limit in limits),
            blocks=self._blocks(limits, by_strand=by_strand),
            ways=self._ways(span),
            services=services,
        )

    def _ways(self, span: Span) -> tuple[frozenset[int], ...]:
        lost = {one.id for one in self._standing.requirements if one.is_lost}
        found = []
        for chosen in ways(groups(self._case), self._asked, done_steps(self._case, span)):
            found.append(
                frozenset(
                    at
                    for at, ask in enumerate(self._asked)
                    if (ask.parent is None or ask.rule.id in chosen) and ask.id not in lost
                )
            )
        return tuple(dict.fromkeys(found))

    def _is_shared(self, limit: Limit) -> bool:
        """Whether it binds more than the entries of one offer, or is no limit of entries and offerings at all."""
        if limit.select is not None or limit.strands is not None or limit.share is not None:
            return True
        return len(limit.members) > 1 or limit.members[0] < len(self._own)

    def _service(
        self, offer: Offer, at_probe: Mapping[str, int], worth: Mapping[str, Hours], place: Mapping[int, int]
    ) -> Service | None:
        """What it gives in every part of its days; None where in some part it gives nothing."""
        found: Service | None = None
        for probe in offer.probes:
            at = at_probe.get(probe.id)
            if at is None:
                return None
            if (one := self._known.get(at)) is None:
                one = self._known[at] = self._of_probe(at, worth[probe.id], place)
            if found is not None and one != found:
                one = one._replace(
                    worth=min(one.worth, found.worth),
                    goals=tuple(goal for goal in one.goals if goal in found.goals),
                    bounds=tuple(sorted({*one.bounds, *found.bounds})),
                    per_entry=_least(one.per_entry, found.per_entry),
                    per_offering=_least(one.per_offering, found.per_offering),
                )
            found = one
        return found if found is not None and found.goals else None

    def _of_probe(self, at: int, hours: Hours, place: Mapping[int, int]) -> Service:
        piece, rules = self._probed[at - len(self._own)], self._case.rules
        per_entry, per_offering = None, None
        bounds = []
        for number in self._under.get(at, ()):
            limit = self._limits[number]
            if number in place:
                bounds.append(place[number])
            elif limit.id == "offering-maximum" or self._per(limit) == "offering":
                per_offering = _least(per_offering, limit.most)
            else:
                per_entry = _least(per_entry, limit.most)
        listing = piece.ledger.entry
        goals, shortest, once = self._of_nature(piece.nature)
        if piece.ledger.activity.offering is None:  # any events are one another's equal, and each of them is new
            once, per_entry, per_offering = False, _least(per_entry, per_offering), None
        return Service(
            worth=1 if hours == MOST else simplest(Fraction(hours) / MOST),
            goals=goals,
            bounds=tuple(bounds),
            per_entry=per_entry,
            per_offering=per_offering,
            shortest=shortest,
            step=from_decimal(rules.convert.rounding.to) if rules.convert.rounding is not None else 0,
            once=once or (listing is not None and listing[1].no_repeat == "offering"),
        )

    def _of_nature(self, nature: Nature) -> tuple[tuple[int, ...], Hours, bool]:
        """The goals that hours of a nature serve, the least size of an entry, and whether its offering counts once."""
        if (known := self._natures.get(nature)) is None:
            counts = self._case.rules.counts
            goals = tuple(g for g, ask in enumerate(self._asked) if self._goals[g].is_filled and ask.takes(nature))
            sizes = (from_decimal(size.hours) for size in counts.least_size if selects(size.select, nature))
            once = any(one.by == "offering" and selects(one.select, nature) for one in counts.repeat)
            known = self._natures[nature] = goals, max(sizes, default=0), once
        return known

    def _per(self, limit: Limit) -> str | None:
        return next((rule.per for rule in self._case.rules.rule if rule.id == limit.rule), None)

    def _blocks(self, limits: Sequence[Limit], *, by_strand: bool) -> tuple[Block, ...]:
        under: dict[int, list[int]] = {}
        for number, limit in enumerate(limits):
            for at in limit.members:
                under.setdefault(at, []).append(number)
        sums: dict[tuple[tuple[int, ...], tuple[int, ...], tuple[str, ...]], Hours] = {}
        for at, piece in enumerate(self._own):
            goals = tuple(
                g for g, ask in enumerate(self._asked) if not self._goals[g].fresh and ask.takes(piece.nature)
            )
            strands = tuple(strand for strand in self._case.strands if strand in piece.strands) if by_strand else ()
            key = (goals, tuple(under.get(at, ())), strands)
            sums[key] = sums.get(key, 0) + piece.hours
        return tuple(Block(*key, sums[key]) for key in sorted(sums) if sums[key])


def _is_counted(ask: Ask) -> bool:
    """Whether it is asked in entries or units and stands in the way."""
    return not ask.counts_hours and ask.rule.months is None and not ask.advisory and not ask.is_doubtful


def _could_bind(limit: Limit, own: Sequence[Piece]) -> bool:
    if limit.share is not None or any(at >= len(own) for at in limit.members):
        return bool(limit.members)
    return sum(own[at].hours for at in limit.members) > limit.most


def _least(one: Hours | None, other: Hours | None) -> Hours | None:
    return min((most for most in (one, other) if most is not None), default=None)
