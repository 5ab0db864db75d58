"""Cycles of three years, and which of them the recorded renewals renew (A24, A26, A27, A44, A54, A55, A61, A65)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import combinations
from typing import Any

from .days import DAY, years_after
from .footing import Person, not_owed
from .verdicts import CANNOT_TELL, MET, MISSED, NOT_OWED, NOT_YET, Answer, Open, with_doubts

YEARS = 3  # recert:40, 46; cetpa:292
NEW = timedelta(days=90)  # A44


@dataclass(frozen=True)
class World:
    """One way to read the records."""

    left_out: frozenset[str] = frozenset()
    """Entries taken as written twice."""
    by_posting: bool = False
    refused_from: int = 0
    """The part of an entry that was refused first, where some of its hours were (0: the last)."""
    no_renewals: frozenset[date] = frozenset()
    """Dates of renewal that are taken as slips, or as another date of a renewal."""
    renewed_before: int = 0
    """So many first cycles were renewed although the file does not say so."""
    ignore_due: bool = False
    """`due` is taken as a slip."""


@dataclass(frozen=True)
class Span:
    """A cycle, both days inside."""

    number: int
    first: date
    last: date


@dataclass(frozen=True)
class Met:
    """What the rules of a program make of a span: `fulfilled` is whether everything that blocks is met.

    `fulfilled` None: nobody can tell. `late_fulfilled` None: after the last day nobody can tell (A43).
    """

    fulfilled: bool | None
    answer: Answer
    late_fulfilled: bool | None = False
    open_before: tuple[str, ...] = ()
    """States that are allowed before the last day, where the sources leave it open."""


JudgeSpan = Callable[[Span, World], Met]


class Cycles:
    """The cycles of one credential: a first due date and whole cycles of three years after it."""

    def __init__(
        self, credential: Mapping[str, Any], first_due: date | None, anchor: date | None, begins: date | None
    ) -> None:
        """`anchor` is the day that years are added to; `begins` the first day of the first cycle."""
        self.credential = credential
        self.first_due, self.anchor, self.begins = first_due, anchor, begins

    def due(self, number: int) -> date:
        """The cycle's own last day: whole cycles added to the original date."""
        assert self.anchor is not None and self.first_due is not None
        if self.anchor == self.first_due:
            return years_after(self.anchor, YEARS * (number - 1))
        return years_after(self.anchor, YEARS * number)

    def first(self, number: int) -> date:
        """The cycle's first day."""
        assert self.begins is not None
        return self.begins if number == 1 else self.due(number - 1) + DAY

    def renewed(self, on: date, world: World) -> dict[int, date]:
        """The renewed cycles, each with the date that renewed it (A44)."""
        found: dict[int, date] = {number: self.due(number) for number in range(1, world.renewed_before + 1)}
        for day in self.dates(on, world):
            oldest = len(found) + 1
            if self.first(oldest) <= day:
                found[oldest] = day
        return found

    def dates(self, on: date, world: World) -> list[date]:
        """The recorded dates by the day asked about, once each."""
        recorded = self.credential.get("renewed", ())
        assert not isinstance(recorded, str)
        issued = self.credential.get("issued")
        return sorted({day for day in recorded if day <= on and day != issued} - world.no_renewals)

    def span(self, number: int, renewed: Mapping[int, date], world: World) -> Span | None:
        """A cycle as the record has it; None where its due date lies before its beginning."""
        first, last = self.first(number), self.due(number)
        due = self.credential.get("due")
        if due is not None and not world.ignore_due and number == len(renewed) + 1:
            belongs_to_renewed = any(self.first(n) <= due <= self.due(n) for n in renewed)
            if not belongs_to_renewed:
                if due < first:
                    return None
                last = due
        return Span(number, first, last)


def judge_cycles(
    person: Person,
    cycles: Cycles,
    on: date,
    ways: Open,
    judge: JudgeSpan,
    twins_of: Callable[[Span], Sequence[frozenset[str]]],
) -> Answer:
    """Where a credential of cycles stands, with every doubt about the records worked out both ways."""
    credential = cycles.credential
    if not_owed(person, credential, on):
        return Answer(NOT_OWED)
    if cycles.first_due is None or cycles.begins is None:
        return Answer(CANNOT_TELL)
    if credential.get("renewed") == "unknown":
        if on > cycles.due(1):
            return Answer(CANNOT_TELL)
        cycles = Cycles({**credential, "renewed": []}, cycles.first_due, cycles.anchor, cycles.begins)
        credential = cycles.credential

    known: dict[World, Answer] = {}
    is_posted = any(
        r["state"] == "posted" and "hours" in r for entry in person.log for r in entry.records(credential["id"])
    )

    def answer(world: World) -> Answer:
        if not is_posted:
            world = replace(world, by_posting=False)
        if world not in known:
            known[world] = _answer(cycles, on, ways, judge, world)
        return known[world]

    plain = World()
    base = answer(plain)
    asked = _renewal_doubts(cycles, on, ways, judge)
    doubts = [(name, [answer(world) for world in worlds]) for name, worlds in asked]
    renewed = cycles.renewed(on, plain)
    number = len(renewed) + 1
    span = cycles.span(number, renewed, plain)
    due = credential.get("due")
    own = cycles.due(number)
    if due is not None and not (years_after(own, -1) <= due <= years_after(own, 1)):
        asked.append(("a due date more than a year away", [World(ignore_due=True)]))
        doubts.append((asked[-1][0], [answer(World(ignore_due=True))]))
    without: frozenset[str] = frozenset()
    groups = twins_of(span) if span is not None else ()
    if span is not None:
        for group in groups:
            others = [answer(World(left_out=group - {kept})) for kept in sorted(group)]
            if len({other.core == base.core for other in others}) > 1:
                others = [ways.way("unlike-twins", others)]
            doubts.append(("twins", others))
            without |= group - {min(group)}
    if len(groups) > 1:
        together = answer(World(left_out=without))
        if together.core == base.core or ways.way("doubts-together", (True, False)):
            doubts.append(("all twins", [together]))
    posted = answer(World(by_posting=True))
    if posted.core != base.core:
        # A51 speaks of an official record of single activities; ALET Talent alone is one.
        name = "posting-elsewhere"
        if ways.way(name, (False, True)):
            doubts.append((name, [posted]))
    is_refused_in_part = any(
        r["state"] == "refused" and "hours" in r for entry in person.log for r in entry.records(credential["id"])
    )
    in_part = [World(refused_from=part) for part in range(1, 9)] if is_refused_in_part else []
    if in_part:
        doubts.append(("a refusal of some parts", [answer(world) for world in in_part]))
    worlds = [*(world for _, others in asked for world in others), World(left_out=without), World(by_posting=True)]
    several = (answer(_merged(part)) for size in range(2, len(worlds) + 1) for part in combinations(worlds[-6:], size))
    return with_doubts(base, doubts, next((one for one in several if one.core != base.core), None), ways)


def _merged(worlds: Iterable[World]) -> World:
    """The world in which several doubts are answered the other way."""
    result = World()
    for world in worlds:
        result = World(
            left_out=result.left_out | world.left_out,
            by_posting=result.by_posting or world.by_posting,
            refused_from=result.refused_from or world.refused_from,
            no_renewals=result.no_renewals | world.no_renewals,
            renewed_before=max(result.renewed_before, world.renewed_before),
            ignore_due=result.ignore_due or world.ignore_due,
        )
    return result


def _answer(cycles: Cycles, on: date, ways: Open, judge: JudgeSpan, world: World) -> Answer:
    renewed = cycles.renewed(on, world)
    span = cycles.span(len(renewed) + 1, renewed, world)
    if span is None:
        return Answer(CANNOT_TELL)
    if on < span.first and span.number == 1:
        return Answer(NOT_OWED)
    ended = cycles.credential.get("ended")
    if ended is not None:
        if span.first > ended:
            return Answer(NOT_OWED)
        if span.last > ended:
            state = ways.way("ends-during-a-period", ("", NOT_OWED))
            if state:
                return Answer(state)
    met = judge(span, world)
    result = replace(met.answer, due=span.last, earlier=())
    if on <= span.last:
        if met.open_before:
            return replace(result, state=ways.way("unknown-beside-an-open-step", met.open_before))
        return replace(result, state={True: MET, False: NOT_YET, None: CANNOT_TELL}[met.fulfilled])
    late = met.fulfilled if met.fulfilled is not False else met.late_fulfilled
    # Met, and no renewal is recorded: was it renewed?
    return replace(result, state=MISSED if late is False else CANNOT_TELL)


def _renewal_doubts(cycles: Cycles, on: date, ways: Open, judge: JudgeSpan) -> list[tuple[str, list[World]]]:
    dates = cycles.dates(on, World())
    renewed = cycles.renewed(on, World())
    credential = cycles.credential
    found: list[tuple[str, list[World]]] = []
    if credential.get("issued") in credential.get("renewed", ()) and ways.way("renewed-on-issue", (False, True)):
        # The other way to read it: a renewal far too early.
        found.append(("a renewal on the day of issue", [World(renewed_before=1)]))
    if (
        renewed
        and credential.get("due") == cycles.due(len(renewed) + 1)
        and ways.way("confirmed-by-due", (True, False))
    ):
        return []
    for number, day in renewed.items():
        span = Span(number, cycles.first(number), cycles.due(number))
        without = World(no_renewals=frozenset({day}))
        if day < years_after(span.last, -1):
            unmet = {judge(part, World()).fulfilled is not True for part in (replace(span, last=day), span)}
            if len(dates) > 1 and day < span.first + NEW:
                found.append(("a date in the first days of a cycle", [without]))
            elif ways.way("met-after-the-renewal", sorted(unmet, reverse=True)):
                found.append(("a renewal more than a year early", [without]))
            again = frozenset(
                {other for other in dates if day <= other < cycles.first(number + 1)} - set(renewed.values())
            )
            if again and True in unmet and ways.way("early-renewal-written-twice", (False, True)):
                found.append(("an early renewal and its second date", [World(no_renewals=again | {day})]))
        before = [other for other in dates if other < day]
        if before and day - before[-1] < NEW and ways.way("renewals-close-together", (False, True)):
            found.append(("two dates close together", [without]))
        if day > years_after(span.last, 1):
            others = _missing_before(cycles, day)
            if len(dates) == 1:
                found.append(("a lone renewal more than a year late", others))
            elif ways.way("late-beside-others", (False, True)):
                found.append(("a renewal more than a year late", others))
    return found


def _missing_before(cycles: Cycles, day: date) -> list[World]:
    """The ways in which renewals before a late one may be missing in the file."""
    found = []
    for before in range(1, 40):
        if cycles.first(before + 1) > day:
            break
        found.append(World(renewed_before=before))
    return found
