"""One credential judged in one window: every figure, requirement and credit, and whether it is met."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec

from alcto_core.evaluation.allocation import Division, Least, divide
from alcto_core.evaluation.case import Case, selects
from alcto_core.evaluation.conversion import convert
from alcto_core.evaluation.eligibility import posted_hours
from alcto_core.evaluation.limits import Limit, apply_single, blame, catalogue_limits, rule_limits
from alcto_core.evaluation.pieces import Ledger, Piece
from alcto_core.evaluation.repeats import ledgers
from alcto_core.evaluation.standing import (
    Credit,
    HoursFigures,
    LimitFigures,
    Requirement,
    RequirementState,
    Shortfall,
)
from alcto_core.evaluation.whole import choose_strands
from alcto_core.records.types import Activity
from alcto_core.records.types import Step as DoneStep
from alcto_core.rules.vocabulary import Entries, Rule, Step, in_force, names
from alcto_core.rules.windows import Span


class Judgement(msgspec.Struct, frozen=True, kw_only=True):
    """What a window came to."""

    hours: HoursFigures
    requirements: tuple[Requirement, ...]
    limits: tuple[LimitFigures, ...]
    shortfall: Shortfall | None
    credits: tuple[Credit, ...]
    is_sure: bool = True
    """False where a search was too long to be sure of the best division."""

    @property
    def is_met(self) -> bool:
        """Whether nothing stands in the way."""
        return not any(requirement.is_open for requirement in self.requirements)

    @property
    def unknown(self) -> int:
        """Hours of which nobody can say yet whether they count."""
        return sum(credit.unknown for credit in self.credits)

    @property
    def missing(self) -> int | None:
        """Hours that are missing."""
        return self.hours.missing


def judge(case: Case, span: Span) -> Judgement:
    """Judge the credential in the window, with the values in force on the window's first day."""
    inside = [a for a in case.records.activities if span.start <= a.date <= span.end]
    inside.sort(key=lambda activity: activity.order)
    books = ledgers(case, inside)
    for book in books:
        convert(case, book)
    pieces = [piece for book in books for piece in book.pieces]

    limits = [*catalogue_limits(books, pieces), *rule_limits(case, pieces, span.start)]
    kept = [limit for limit in limits if not apply_single(limit, pieces)]
    leasts = _leasts(case, span.start)
    is_sure = _one_strand_each(case, pieces, leasts)
    # A limit of one piece has been applied, yet it may hold back what is still to come.
    lasting = [limit for limit in limits if limit in kept or limit.rule in {rule.id for rule in case.rules.rule}]
    division = divide(case, pieces, leasts, lasting)
    counted = division.counted()
    blame(kept, pieces, counted)

    credits = tuple(_credit(case, book) for book in _with_strands(case, books, pieces, division))
    requirements = (
        *_hour_requirements(case, span.start, pieces, division),
        *_step_requirements(case, span),
        *(_entry_requirement(case, need, credits, inside) for need in case.rules.entries),
    )
    total = next((r for r in requirements if r.kind == "hours" and _is_total(case, r.id)), None)
    hours = HoursFigures(
        needed=total.needed if total else None,
        claimed=sum(a.hours for a in inside if not case.is_later(a)),
        counted=sum(counted),
        confirmed=sum(credit.confirmed for credit in credits),
        missing=division.missing,
    )
    return Judgement(
        hours=hours,
        requirements=requirements,
        limits=_limit_figures(case, span.start, pieces, counted),
        shortfall=_shortfall(case, pieces, leasts, lasting, requirements),
        credits=credits,
        is_sure=is_sure,
    )


def _is_total(case: Case, id: str) -> bool:
    return any(rule.id == id and rule.select.is_everything and rule.each is None for rule in case.rules.rule)


def _leasts(case: Case, day: date) -> list[Least]:
    """What must be reached in hours, and stands in the way."""
    leasts = []
    for rule in case.rules.rule:
        amount = in_force(rule.at_least, day)
        if rule.advisory or amount is None or amount.hundredths is None:
            continue
        if rule.each == "strand":
            leasts += [
                Least(f"{rule.id}/{strand}", rule, amount.hundredths, frozenset((strand,))) for strand in case.strands
            ]
        else:
            leasts.append(Least(rule.id, rule, amount.hundredths, frozenset(names(rule.select.strand)) or None))
    return leasts


def _one_strand_each(case: Case, pieces: Sequence[Piece], leasts: Sequence[Least]) -> bool:
    """Under the reading that one activity serves one strand, leave each piece one (policy reading A29)."""
    needs = {strand: least.hours for least in leasts for strand in least.strands or () if len(least.strands or ()) == 1}
    if not needs or not any(len(piece.strands) > 1 or piece.ledger.activity.split for piece in pieces):
        return True
    return case.switch("split") != "whole" or choose_strands(pieces, needs)


def _with_strands(
    case: Case, books: Sequence[Ledger], pieces: Sequence[Piece], division: Division
) -> list[tuple[Ledger, dict[str, int], int]]:
    """Each activity with the strands that its counted hours went to."""
    shares: dict[int, tuple[dict[str, int], int]] = {id(book): ({}, 0) for book in books}
    for piece, parts in zip(pieces, division.strands, strict=True):
        strands, total = shares[id(piece.ledger)]
        for strand, hours in parts.items():
            total += hours
            # Where no rule asks for strands, the hours go to the first one that the person wrote.
            where = strand or next(iter(piece.strands), None)
            if where is not None:
                strands[where] = strands.get(where, 0) + hours
        shares[id(piece.ledger)] = (strands, total)
    order = {strand: at for at, strand in enumerate(case.strands)}
    return [
        (book, dict(sorted(shares[id(book)][0].items(), key=lambda item: order.get(item[0], 0))), shares[id(book)][1])
        for book in books
    ]


def _credit(case: Case, share: tuple[Ledger, dict[str, int], int]) -> Credit:
    book, strands, counted = share
    activity = book.activity
    confirmed = 0
    if counted and (activity.posted is not None or activity.records):
        confirmed = min(counted, posted_hours(case, activity))
    own = activity.split if case.setting("split") != "whole" else {}
    return Credit(
        activity=activity.id,
        title=activity.title,
        date=activity.date,
        claimed=activity.hours,
        counted=counted,
        confirmed=confirmed,
        strands=strands,
        suggested=bool(strands) and not own and any(len(s) > 1 for s in _choices(case, activity)),
        because=tuple(book.reasons),
        unknown=book.unknown,
        notes=tuple(book.notes),
    )


def _choices(case: Case, activity: Activity) -> list[list[str]]:
    """Strands of the framework among which each part of the activity leaves a choice."""
    parts = [
        activity.strands if session.strands is None else session.strands
        for session in activity.sessions
        if session.kind == "session"
    ]
    return [
        [s for s in strands if s in case.strand_set] for strands in (parts if activity.sessions else [activity.strands])
    ]


def _hour_requirements(case: Case, day: date, pieces: Sequence[Piece], division: Division) -> list[Requirement]:
    found = []
    for rule in case.rules.rule:
        amount = in_force(rule.at_least, day)
        if amount is None or amount.hundredths is None:
            continue
        each = case.strands if rule.each == "strand" else (None,)
        for strand in each:
            wanted = frozenset((strand,)) if strand else frozenset(names(rule.select.strand)) or None
            counted = sum(
                hours
                for piece, parts in zip(pieces, division.strands, strict=True)
                if selects(rule.select, piece.nature)
                for where, hours in parts.items()
                if wanted is None or where in wanted
            )
            found.append(_hours_requirement(case, rule, strand, amount.hundredths, counted, names(amount.cite)))
    return found


def _hours_requirement(
    case: Case, rule: Rule, strand: str | None, needed: int, counted: int, cites: tuple[str, ...]
) -> Requirement:
    label = case.library.strands[strand].label if strand else ""
    short = case.library.strands[strand].short if strand else ""
    return Requirement(
        id=f"{rule.id}/{strand}" if strand else rule.id,
        kind="hours",
        title=label or rule.title,
        needed=needed,
        counted=counted,
        missing=max(0, needed - counted),
        state="met" if counted >= needed else "unmet",
        advisory=bool(rule.advisory),
        cites=cites,
        text=f"{label}: {rule.text[:1].lower()}{rule.text[1:]}" if strand else rule.text,
        unit=f"{short} hours" if strand else rule.unit,
        short=short or rule.short or rule.title,
        group=(rule.short or rule.title) if strand else "",
        fill=rule.fill,
    )


def _step_requirements(case: Case, span: Span) -> list[Requirement]:
    return [_step_requirement(step, span, case) for step in case.rules.step]


def _step_requirement(step: Step, span: Span, case: Case) -> Requirement:
    marks = [mark for mark in case.credential.steps if mark.id == step.id]
    mark = next((mark for mark in marks if _serves(mark, span, case.on)), None)
    state: RequirementState = "unmet"
    if mark is not None:
        state = "met" if mark.waived is None else "waived"
    return Requirement(
        id=step.id,
        kind="step",
        title=step.title,
        state=state,
        advisory=step.advisory,
        cites=names(step.cite),
        text=step.text if mark is None or mark.waived is None else f"{step.text} Waived: {mark.waived}",
        unit=step.unit,
        group=step.group,
        done=mark.done if mark else None,
    )


def _serves(mark: DoneStep, span: Span, on: date) -> bool:
    """A step serves a window when it was done inside it; a waiver without a day serves every window."""
    if mark.done is None:
        return mark.waived is not None
    return span.start <= mark.done <= min(span.end, on)


def _entry_requirement(case: Case, need: Entries, credits: Sequence[Credit], inside: Sequence[Activity]) -> Requirement:
    counted = {credit.activity for credit in credits if credit.counted}
    entries = [activity for activity in inside if activity.id in counted]
    lacking = []
    for activity in entries:
        without = [key for key in need.needs if not _has(case, activity, key)]
        if without:
            lacking.append(f"{activity.id}: {', '.join(key.rpartition('.')[2] for key in without)}")
    return Requirement(
        id=need.id,
        kind="entries",
        title=need.title,
        needed=len(entries),
        counted=len(entries) - len(lacking),
        missing=len(lacking),
        state="unmet" if lacking else "met",
        advisory=need.advisory,
        cites=names(need.cite),
        text=need.text,
        unit="entries",
        lacking=tuple(lacking),
    )


def _has(case: Case, activity: Activity, key: str) -> bool:
    owner, _, field = key.rpartition(".")
    if owner == "person":
        return bool(getattr(case.records.person, field))
    if field == "strands":
        return bool(activity.strands or activity.split or any(session.strands for session in activity.sessions))
    return bool(getattr(activity, field))


def _limit_figures(case: Case, day: date, pieces: Sequence[Piece], counted: Sequence[int]) -> tuple[LimitFigures, ...]:
    figures = []
    for limit in rule_limits(case, pieces, day):
        if limit.percent is not None:
            most = sum(counted) * limit.percent // 10_000
        else:
            most = limit.most
        figures.append(
            LimitFigures(
                id=limit.rule,
                title=limit.title,
                short=limit.short,
                most=most,
                counted=sum(counted[at] for at in limit.members),
                lost=_lost(limit, pieces),
                cites=limit.cites,
                text=limit.text,
            )
        )
    return tuple(figures)


def _lost(limit: Limit, pieces: Sequence[Piece]) -> int:
    """Hours that limits took from what this limit speaks of: its own, and those of single entries and offerings."""
    ledgers_inside = {id(pieces[at].ledger): pieces[at].ledger for at in limit.members}.values()
    rules = {limit.rule, "award", "entry-maximum", "offering-maximum"}
    return -sum(min(0, reason.hours) for book in ledgers_inside for reason in book.reasons if reason.rule in rules)


def _shortfall(
    case: Case,
    pieces: Sequence[Piece],
    leasts: Sequence[Least],
    limits: Sequence[Limit],
    requirements: Sequence[Requirement],
) -> Shortfall | None:
    """The smallest set of strands among those with the greatest deficiency, and what binds there."""
    by_strand = [least for least in leasts if least.strands]
    open_ids = {r.id for r in requirements if r.kind == "hours" and r.is_open}
    if not any(least.id in open_ids for least in by_strand):
        return None

    def deficiency(lowered: Least | None = None) -> int:
        asked = [Least(x.id, x.rule, x.hours - (x is lowered), x.strands) for x in by_strand]
        division = divide(case, pieces, asked, limits)
        short = 0
        for least in asked:
            short += max(0, least.hours - _filled(pieces, division, least))
        return short

    greatest = deficiency()
    # A strand lies in the smallest set exactly where asking a little less of it makes the deficiency less.
    inside = [least for least in by_strand if deficiency(least) < greatest]
    needed = sum(least.hours for least in inside)
    strands = [strand for least in inside for strand in sorted(least.strands or ())]
    binding = [
        limit.rule
        for limit in limits
        if limit.could_bind(pieces) and any(not set(strands).isdisjoint(pieces[at].strands) for at in limit.members)
    ]
    return Shortfall(
        strands=tuple(dict.fromkeys(strands)),
        needed=needed,
        available=needed - greatest,
        missing=greatest,
        rules=(*(least.id for least in inside), *dict.fromkeys(binding)),
    )


def _filled(pieces: Sequence[Piece], division: Division, least: Least) -> int:
    return sum(
        hours
        for piece, parts in zip(pieces, division.strands, strict=True)
        if least.takes(piece.nature)
        for strand, hours in parts.items()
        if least.strands is None or strand in least.strands
    )
