"""One credential judged in one window: every figure, requirement and credit, and whether it is met."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from itertools import product

import msgspec

from alcto_core.evaluation.allocation import Division, divide
from alcto_core.evaluation.asks import Ask, asks, groups
from alcto_core.evaluation.carried import NOTHING, CarriedIn
from alcto_core.evaluation.case import Case
from alcto_core.evaluation.conversion import convert
from alcto_core.evaluation.deficiency import out_of_reach
from alcto_core.evaluation.figures import Credits, Judgement, Proof, limit_figures
from alcto_core.evaluation.grace import Added, added
from alcto_core.evaluation.handin import hand_ins, held
from alcto_core.evaluation.limits import (
    apply_single,
    blame,
    catalogue_limits,
    grace_limit,
    posting_limits,
    rule_limits,
)
from alcto_core.evaluation.lost import with_lost
from alcto_core.evaluation.one_strand_each import choose_strands
from alcto_core.evaluation.pieces import Ledger, Piece
from alcto_core.evaluation.repeats import ledgers
from alcto_core.evaluation.requirements import (
    any_of_requirements,
    counted_otherwise,
    entry_requirement,
    hours_for,
    hours_requirement,
)
from alcto_core.evaluation.standing import HoursFigures, Requirement
from alcto_core.evaluation.steps import attachments, stage_requirements, step_requirements
from alcto_core.hours import Hours, simplest
from alcto_core.records.types import Activity
from alcto_core.rules.vocabulary import AnyOf
from alcto_core.rules.windows import Span

UNDIVIDED = "Nobody can tell what of it counts: the limits cross in too many ways."


def judge(
    case: Case,
    span: Span,
    *,
    carried: CarriedIn = NOTHING,
    spent: Mapping[str, Hours] | None = None,
    used: frozenset[tuple[str, date]] = frozenset(),
) -> Judgement:
    """Judge the credential in the window, with the values in force on the window's first day.

    `carried` are the hours that came in from the window before; `spent` tells for an activity how
    many of its hours that window used up in its time of grace; `used` are the steps that were done for it then.
    """
    case = msgspec.structs.replace(case, span=span, used=used)
    judgement = _with_grace(case, span, carried, spent or {})
    if not (asked := hand_ins(case)):
        return judgement
    found = held(
        case,
        span,
        asked,
        judgement.requirements,
        lambda then: judge(then, span, carried=carried, spent=spent, used=used),
    )
    return msgspec.structs.replace(judgement, requirements=found)


def _with_grace(case: Case, span: Span, carried: CarriedIn, spent: Mapping[str, Hours]) -> Judgement:
    """What a window came to; after its end with what was made up in its time of grace, and what that asks on top."""
    if case.on <= span.end or span.grace_end == span.end:
        return _Court(case, span, carried, spent).judgement()
    made_up = _Court(case, span, carried, spent, last=span.end).judgement().missing
    # What is planned may be done up to the last day, and what is asked then is the most.
    until = span.grace_end if case.plan else min(case.on, span.grace_end)
    found: Judgement | None = None
    for more in added(span, until) if made_up != 0 else ():
        room = None if made_up is None else made_up + more.hours
        found = _Court(case, span, carried, spent, last=more.last, made_up=room, added=more).judgement()
        if found.missing == 0:
            break
    return found or _Court(case, span, carried, spent, made_up=made_up).judgement()


def undivided(case: Case, span: Span) -> Judgement:
    """The window where nobody can divide the hours: every entry once, with what is known of it, and no least met or
    missed that asks for hours."""
    return _Court(case.within(span), span, NOTHING, {}).undivided()


class _Court:
    """The stages of one judgement, from the entries to the figures."""

    def __init__(
        self,
        case: Case,
        span: Span,
        carried: CarriedIn,
        spent: Mapping[str, Hours],
        *,
        last: date | None = None,
        made_up: Hours | None = None,
        added: Added | None = None,
    ) -> None:
        """`last` is the last day whose entries are looked at, else the last of the time of grace; `made_up` the most
        that may be made up in that time, `added` what it asks on top."""
        self._case = case
        self._span = span
        self._carried = carried
        self._added = added
        if last is None:
            made_good = span.grace_end if case.plan else min(case.on, span.grace_end)
            last = span.end if case.on <= span.end else max(span.end, made_good)
        self._inside = [a for a in case.records.in_order if span.start <= a.date <= last]
        self._books = ledgers(case, self._inside)
        for book in self._books:
            convert(case, book)
        self._pieces = [piece for book in self._books for piece in book.pieces]
        limits = [
            *catalogue_limits(self._books, self._pieces),
            *posting_limits(case, self._books, self._pieces),
            *rule_limits(case, self._pieces, span),
        ]
        if made_up is not None:
            limits += grace_limit(span, self._pieces, made_up)
        # What the window before used up counts under the mosts of single entries, and not under those of this window.
        kept = [limit for limit in limits if limit.select is not None or not apply_single(limit, self._pieces)]
        for book in self._books if spent else ():
            take_spent(book, spent.get(book.activity.id, 0))
        self._kept = [limit for limit in kept if limit.select is None or not apply_single(limit, self._pieces)]
        # A limit that one piece met has been applied, and still holds back what is to come: so may that piece, then.
        self._lasting = [limit for limit in limits if limit.select is not None or limit in self._kept]
        self._applied = [limit for limit in self._lasting if limit not in self._kept]
        self._out_of_reach: dict[str, Hours] = {}

    def judgement(self) -> Judgement:
        """Everything that the window came to."""
        case, span, pieces = self._case, self._span, self._pieces
        asked = asks(case, span, carried=self._carried, added=self._added)
        is_sure = one_strand_each(case, pieces, asked)
        division = self._divided(asked)
        if missed := self._missed(asked, division):
            asked = asks(case, span, missed, self._carried, self._added)
            division = self._divided(asked)
        counted = division.counted()
        blame([*self._applied, *self._kept], pieces, counted)
        credits = Credits(case, self._books, pieces, division)
        requirements = self._requirements(asked, division, credits)
        total = next((ask for ask in asked if ask.is_total), None)
        hours = HoursFigures(
            needed=total.needed if total else None,
            claimed=sum(a.hours for a in self._inside if not case.is_later(a)),
            counted=simplest(sum(counted)),
            confirmed=credits.confirmed,
            missing=self._missing(asked, division, requirements),
            carried=self._carried.hours,
            own=case.own_unit,
        )
        return Judgement(
            hours=hours,
            requirements=requirements,
            limits=limit_figures(case, self._lasting, pieces, division),
            credits=credits,
            proof=None if case.is_brief else Proof(case, pieces, leasts(asked), self._lasting, requirements),
            is_sure=is_sure,
        )

    def undivided(self) -> Judgement:
        """What can be said without dividing the hours."""
        case, span, books = self._case, self._span, self._books
        for book in books:
            if book.hours:
                book.unknown = book.hours
                book.take("undivided", book.hours, UNDIVIDED)
        asked = asks(case, span, carried=self._carried, added=self._added)
        needed = next((ask.needed for ask in asked if ask.is_total), None)
        found = [
            msgspec.structs.replace(
                hours_requirement(case, ask, 0), counted=None, missing=None, carried=0, state="undetermined"
            )
            for ask in asked
        ]
        found += step_requirements(case, span, has_entries=bool(self._inside))
        found += stage_requirements(case, span)
        return Judgement(
            hours=HoursFigures(
                needed=needed,
                claimed=sum(activity.hours for activity in self._inside if not case.is_later(activity)),
                counted=0,
                missing=None,
                carried=self._carried.hours,
                own=case.own_unit,
            ),
            requirements=(*any_of_requirements(case, found), *found, *attachments(case, span)),
            limits=(),
            credits=Credits(case, books, (), Division([], None)),
            is_sure=False,
        )

    def _missing(self, asked: Sequence[Ask], division: Division, requirements: Sequence[Requirement]) -> Hours | None:
        """The least total of further hours that every blocking rule in hours or units asks; None where unknown."""
        if _final(self._case, requirements):
            return 0
        if any(requirement.is_open and requirement.is_lost for requirement in requirements):
            return None
        states = {requirement.id: requirement for requirement in requirements}
        unknown = (ask for ask in asked if ask.needed is None or (ask.is_doubtful and ask.parent is None))
        if any(not ask.advisory and states[ask.id].state != "met" for ask in unknown) or division.missing is None:
            return None
        missing = [division.missing]
        for ask in asked:
            if ask.is_blocking and ask.rule.measure not in {"hours", "entries"} and (lack := states[ask.id].missing):
                hours = hours_for(self._case, ask, lack)
                if hours is None:
                    return None
                missing.append(hours)
        return max(missing)

    def _divided(self, asked: Sequence[Ask]) -> Division:
        """The best division; where there are several ways to an end, under the way that leaves the least missing."""
        case, filled = self._case, leasts(asked)
        hoped = [ask for ask in asked if ask.counts_hours and ask.advisory and ask.rule.id in self._made_up]
        best: Division | None = None
        tried: list[list[Ask]] = []
        ends = groups(case)
        for chosen in ways(ends, asked, done_steps(case, self._span) if ends else frozenset()):
            wanted = [ask for ask in filled if ask.parent is None or ask.rule.id in chosen]
            tried.append(wanted)
            division = divide(case, self._pieces, wanted, self._lasting, hoped)
            if best is None or _rank(division) < _rank(best):
                best = division
        assert best is not None
        self._out_of_reach = {}
        for wanted in tried if best.missing is None else ():
            self._out_of_reach |= out_of_reach(case, self._span, self._pieces, wanted, self._lasting)
        return best

    @cached_property
    def _by_id(self) -> dict[str, Activity]:
        return {activity.id: activity for activity in self._inside}

    @cached_property
    def _made_up(self) -> frozenset[str]:
        """Rules of parts of the window that something is added for when they are missed."""
        amounts = (amount for rule in self._case.rules.rule for amount in rule.at_least)
        return frozenset(amount.per_missed.rule for amount in amounts if amount.per_missed)

    def _missed(self, asked: Sequence[Ask], division: Division) -> dict[str, int]:
        """How many ended parts of the window each rule was missed in."""
        made_up = self._made_up
        missed: dict[str, int] = {}
        if not made_up:
            return missed
        credits = Credits(self._case, self._books, self._pieces, division)
        for ask in asked:
            if ask.rule.id not in made_up or ask.part is None or ask.part[1].end >= self._case.on:
                continue
            filled = (
                division.filled(ask, self._pieces)
                if ask.counts_hours
                else counted_otherwise(self._case, ask, credits, self._by_id)
            )
            if ask.needed is not None and filled < ask.wanted:
                missed[ask.rule.id] = missed.get(ask.rule.id, 0) + 1
        return missed

    def _requirements(self, asked: Sequence[Ask], division: Division, credits: Credits) -> tuple[Requirement, ...]:
        case = self._case
        found: list[Requirement] = []
        for ask in asked:
            if ask.counts_hours:
                filled = division.filled(ask, self._pieces) + ask.helped
            else:
                filled = counted_otherwise(case, ask, credits, self._by_id)
            found.append(hours_requirement(case, ask, filled))
        found += step_requirements(case, self._span, has_entries=any(division.counted()))
        found += stage_requirements(case, self._span)
        groups = list(any_of_requirements(case, found))
        marked = with_lost(case, self._span, asked, [*groups, *found], self._made_up, self._out_of_reach)
        groups, found = marked[: len(groups)], marked[len(groups) :]
        ended = _final(case, found)
        found = [msgspec.structs.replace(one, advisory=True) if ended and not one.advisory else one for one in found]
        entries = [entry_requirement(case, need, credits.counting, self._inside) for need in case.rules.entries]
        return (*groups, *found, *entries, *attachments(case, self._span))


def done_steps(case: Case, span: Span) -> frozenset[str]:
    """The steps that are done, or need not be."""
    steps = step_requirements(case, span)
    return frozenset(requirement.id for requirement in steps if requirement.state in {"met", "waived"})


def take_spent(book: Ledger, hours: Hours) -> None:
    """Take the hours that made up for what was missing in the window before."""
    lost = min(hours, book.hours)
    if lost:
        book.drop(lost)
        book.take("grace", lost, "These hours made up for what was missing in the window before.")


def _final(case: Case, found: Iterable[Requirement]) -> bool:
    """Whether a stage is reached that fulfils the program: what led there is then no longer owed."""
    final = {stage.id for stage in case.rules.stage if stage.ends == "met"}
    return any(one.id in final and one.state == "met" for one in found)


def leasts(asked: Iterable[Ask]) -> list[Ask]:
    """What the division fills: leasts in hours that stand in the way, alone or as one way of several."""
    return [
        ask for ask in asked if ask.counts_hours and not ask.advisory and not ask.is_doubtful and ask.needed is not None
    ]


def _rank(division: Division) -> tuple[bool, Hours, Hours]:
    return (division.missing is None, division.missing or 0, -sum(division.counted()))


def ways(groups: Sequence[AnyOf], asked: Sequence[Ask], done: frozenset[str]) -> Iterable[frozenset[str]]:
    """The combinations of ways that hours can serve: for each end, the ids of the rules of one way."""
    rules = {ask.rule.id for ask in asked}
    choices = []
    for group in groups:
        options = [(frozenset(option) & rules, frozenset(option) - rules) for option in group.options]
        # A way whose other half is done already goes first; a way without hours says nothing of hours missing.
        ready = [hours for hours, rest in options if rest <= done]
        choices.append(ready or [hours for hours, _ in options if hours] or [frozenset[str]()])
    for chosen in product(*choices):
        yield frozenset().union(*chosen)


def one_strand_each(case: Case, pieces: Sequence[Piece], asked: Sequence[Ask]) -> bool:
    """Under the reading that one activity serves one strand, leave each piece one (policy reading A29)."""
    needs = {ask.strand: ask.wanted for ask in asked if ask.strand and ask.counts_hours and ask.is_blocking}
    if not needs or not any(len(piece.strands) > 1 or piece.ledger.activity.split for piece in pieces):
        return True
    return case.switch("split") != "whole" or choose_strands(pieces, needs)
