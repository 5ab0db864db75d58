"""What a window came to in figures: credits, limits, and the smallest set of strands that is short."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, overload

import msgspec

from alcto_core.evaluation.allocation import Division, Slot
from alcto_core.evaluation.asks import Ask
from alcto_core.evaluation.case import Case
from alcto_core.evaluation.deficiency import Deficiency
from alcto_core.evaluation.limits import Limit
from alcto_core.evaluation.linear import Purse, TooMuchWork
from alcto_core.evaluation.pieces import Ledger, Piece
from alcto_core.evaluation.postings import posted_hours
from alcto_core.evaluation.standing import Credit, HoursFigures, LimitFigures, Requirement, Shortfall
from alcto_core.hours import Hours, simplest
from alcto_core.records.types import Activity

_NOWHERE: Mapping[str, Hours] = {}


class Judgement(msgspec.Struct, frozen=True, kw_only=True):
    """What a window came to."""

    hours: HoursFigures
    requirements: tuple[Requirement, ...]
    limits: tuple[LimitFigures, ...]
    credits: Credits
    proof: Proof | None = None
    """Of what strands lack together; None where nobody asks for it."""
    is_sure: bool = True
    """False where a search was too long to be sure of the best division."""

    @property
    def is_met(self) -> bool:
        """Whether nothing stands in the way."""
        return not any(requirement.is_open for requirement in self.requirements)

    @property
    def asks_nothing(self) -> bool:
        """Whether no rule, step or stage is in force that could stand in the way: that is no fulfilment."""
        return all(one.advisory and not (one.kind == "stage" and one.state == "met") for one in self.requirements)

    @property
    def could_be_met(self) -> bool:
        """Whether only what nobody knows stands in the way."""
        return not any(requirement.is_open and requirement.state == "unmet" for requirement in self.requirements)

    @property
    def is_lost(self) -> bool:
        """Whether something that stands in the way can no longer be met, though the window still runs."""
        return any(requirement.is_open and requirement.is_lost for requirement in self.requirements)

    @property
    def lacks_hours(self) -> bool:
        """Whether hours, or units, stand in the way."""
        return any(one.is_open and one.kind == "hours" for one in self.requirements)

    @property
    def unknown(self) -> Hours:
        """Hours of which nobody can say yet whether they count."""
        return self.credits.unknown

    @property
    def missing(self) -> Hours | None:
        """Hours that are missing."""
        return self.hours.missing

    @property
    def shortfall(self) -> Shortfall | None:
        """What strands lack together."""
        return self.proof.shortfall if self.proof is not None else None

    @property
    def is_unproven(self) -> bool:
        """Whether the limits cross in too many ways to tell what strands lack together."""
        return self.shortfall is None and self.proof is not None and self.proof.is_too_long


class Credits(Sequence[Credit]):
    """What each activity came to, with the strands that its counted hours went to.

    They are made when somebody looks at them: of most judgements no more is asked than how they end.
    """

    __slots__ = ("_books", "_case", "_is_whole", "_made", "_pieces", "_slots")

    def __init__(self, case: Case, books: Sequence[Ledger], pieces: Sequence[Piece], division: Division) -> None:
        self._case = case
        self._is_whole = case.setting("split") == "whole"  # asked now, as that it was asked is remembered
        self._books = books
        self._pieces = pieces
        self._slots: Sequence[Mapping[Slot, Hours]] = division.slots
        self._made: tuple[Credit, ...] | None = None

    @property
    def all(self) -> tuple[Credit, ...]:
        """All of them."""
        if self._made is None:
            self._made = tuple(self._worked_out())
            self._books = self._pieces = self._slots = ()
        return self._made

    def __len__(self) -> int:
        return len(self.all)

    def __iter__(self) -> Iterator[Credit]:
        return iter(self.all)

    @overload
    def __getitem__(self, at: int) -> Credit: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Credit]: ...
    def __getitem__(self, at: int | slice) -> Credit | Sequence[Credit]:
        return self.all[at]

    @property
    def counting(self) -> frozenset[str]:
        """The ids of what counts."""
        if self._made is not None:
            return frozenset(credit.activity for credit in self._made if credit.counted)
        parted = zip(self._pieces, self._slots, strict=True)
        return frozenset(piece.ledger.activity.id for piece, parts in parted if any(parts.values()))

    @property
    def unknown(self) -> Hours:
        """Hours of which nobody can say yet whether they count."""
        return sum(one.unknown for one in self._books or self.all)

    @property
    def doubt(self) -> str:
        """Why nobody can say for sure that what counts was not credited before; empty where that is sure."""
        if not any(one.doubt for one in self._books or self.all):
            return ""
        return next((credit.doubt for credit in self.all if credit.doubt and credit.counted), "")

    @property
    def confirmed(self) -> Hours:
        """Counted hours that the official record shows."""
        if self._made is not None:
            return sum(credit.confirmed for credit in self._made)
        totals: dict[int, Hours] = {id(book): 0 for book in self._books if _may_be_posted(book.activity)}
        for piece, parts in zip(self._pieces, self._slots, strict=True) if totals else ():
            number = id(piece.ledger)
            if number in totals:
                totals[number] = sum(parts.values(), totals[number])
        posted = (book for book in self._books if id(book) in totals)
        return sum(_confirmed(self._case, book.activity, totals[id(book)]) for book in posted)

    def _worked_out(self) -> Iterator[Credit]:
        shares: dict[int, Mapping[str, Hours]] = {}
        totals: dict[int, Hours] = {}
        alone: dict[tuple[str, Hours], Mapping[str, Hours]] = {}
        """One value for all that count so many hours in one strand."""
        for piece, parts in zip(self._pieces, self._slots, strict=True):
            number = id(piece.ledger)
            for (strand, _), hours in parts.items():
                # Where no rule asks for strands, the hours go to the first one that the person wrote.
                where = strand or next(iter(piece.strands), None)
                had, more = shares.get(number), totals.get(number, 0)
                totals[number] = more + hours
                if where is None:
                    continue
                if had is not None:
                    shares[number] = {**had, where: had.get(where, 0) + hours}
                elif type(hours) is not int:
                    shares[number] = {where: hours}
                elif (known := alone.get((where, hours))) is not None:
                    shares[number] = known
                else:
                    shares[number] = alone[where, hours] = {where: hours}
        order = {strand: at for at, strand in enumerate(self._case.strands)}
        for book in self._books:
            strands = shares.get(id(book), _NOWHERE)
            if len(strands) > 1:
                strands = dict(sorted(strands.items(), key=lambda item: order.get(item[0], 0)))
            yield _credit(self._case, book, strands, totals.get(id(book), 0), is_whole=self._is_whole)


def _credit(case: Case, book: Ledger, strands: Mapping[str, Hours], counted: Hours, *, is_whole: bool) -> Credit:
    activity = book.activity
    own = {} if is_whole else activity.split
    return Credit(
        activity=activity.id,
        title=activity.title,
        date=activity.date,
        claimed=activity.hours,
        counted=counted,
        confirmed=_confirmed(case, activity, counted),
        strands=strands,
        suggested=bool(strands) and not own and _has_choice(case, activity),
        because=book.reasons,
        unknown=book.unknown,
        doubt=book.doubt,
        notes=book.notes,
        in_vain=book.in_vain,
        own=case.own_unit,
    )


def _confirmed(case: Case, activity: Activity, counted: Hours) -> Hours:
    return min(counted, posted_hours(case, activity)) if counted and _may_be_posted(activity) else 0


def _may_be_posted(activity: Activity) -> bool:
    return activity.posted is not None or bool(activity.records)


def _has_choice(case: Case, activity: Activity) -> bool:
    """Whether some part of the activity leaves a choice among strands of the framework."""
    if not activity.sessions and len(activity.strands) < 2:
        return False
    parts: Iterable[Sequence[str]] = (activity.strands,)
    if activity.sessions:
        parts = [
            activity.strands if session.strands is None else session.strands
            for session in activity.sessions
            if session.kind == "session"
        ]
    return any(sum(strand in case.strand_set for strand in strands) > 1 for strands in parts)


def limit_figures(
    case: Case, limits: Iterable[Limit], pieces: Sequence[Piece], division: Division
) -> tuple[LimitFigures, ...]:
    counted = division.counted()
    return tuple(
        LimitFigures(
            id=limit.id,
            title=limit.title,
            short=limit.short,
            most=limit.most if limit.share is None else simplest(sum(counted) * limit.share),
            counted=division.held(limit),
            lost=_lost(limit, pieces),
            cites=limit.cites,
            text=limit.text,
            own=case.own_unit,
        )
        for limit in limits
        if limit.select is not None
    )


def _lost(limit: Limit, pieces: Sequence[Piece]) -> Hours:
    """Hours that limits took from what this limit speaks of: its own, and those of single entries and offerings."""
    ledgers_inside = {id(pieces[at].ledger): pieces[at].ledger for at in limit.members}.values()
    rules = {limit.rule, "award", "entry-maximum", "offering-maximum"}
    return -sum(min(0, reason.hours) for book in ledgers_inside for reason in book.reasons if reason.rule in rules)


_MOST_PROOF = 100_000
"""The work of one proof; those of the rule sets that come with alcto ask a twentieth of it."""


class Proof:
    """What strands lack together. It is worked out when somebody looks, and paid from a purse of its own: of most
    judgements no more is asked than how they end, and no answer turns on it."""

    __slots__ = ("_asked", "_found", "is_too_long")

    def __init__(
        self,
        case: Case,
        pieces: Sequence[Piece],
        leasts: Sequence[Ask],
        limits: Sequence[Limit],
        requirements: Sequence[Requirement],
    ) -> None:
        self._asked: tuple[Any, ...] | None = (case, pieces, leasts, limits, requirements)
        self._found: Shortfall | None = None
        self.is_too_long = False
        """Whether it was not found within its work."""

    @property
    def shortfall(self) -> Shortfall | None:
        """The strands, and what binds there."""
        if self._asked is not None:
            case, *rest = self._asked
            self._asked = None
            try:
                self._found = _shortfall_of(msgspec.structs.replace(case, purse=Purse(_MOST_PROOF)), *rest)
            except TooMuchWork:
                self.is_too_long = True
        return self._found


def _shortfall_of(
    case: Case,
    pieces: Sequence[Piece],
    leasts: Sequence[Ask],
    limits: Sequence[Limit],
    requirements: Sequence[Requirement],
) -> Shortfall | None:
    """The smallest set of strands among those with the greatest deficiency, and what binds there. Raises
    `TooMuchWork`."""
    by_strand = [least for least in leasts if least.strand is not None and least.parent is None]
    open_ids = {r.id for r in requirements if r.kind == "hours" and r.is_open}
    if not any(least.id in open_ids for least in by_strand):
        return None

    needs = {least.id: least.needed or 0 for least in by_strand}

    lacking = Deficiency(case, pieces, by_strand, limits)

    def deficiency(lowered: Ask | None = None) -> Hours:
        for least in by_strand:
            least.needed = needs[least.id] - (least is lowered)
        return lacking.now()

    greatest = deficiency()
    # A strand lies in the smallest set exactly where asking a little less of it makes the deficiency less.
    inside = [least for least in by_strand if deficiency(least) < greatest]
    for least in by_strand:
        least.needed = needs[least.id]
    needed = sum(needs[least.id] for least in inside)
    strands = {least.strand or "" for least in inside}
    binding = [
        limit.rule
        for limit in limits
        if limit.could_bind(pieces) and any(not strands.isdisjoint(pieces[at].strands) for at in limit.members)
    ]
    return Shortfall(
        strands=tuple(dict.fromkeys(least.strand or "" for least in inside)),
        needed=needed,
        available=needed - greatest,
        missing=greatest,
        rules=(*(least.id for least in inside), *dict.fromkeys(binding)),
    )
