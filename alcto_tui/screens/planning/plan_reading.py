"""What the Plan screen works out beside the keyboard: the plan, then the pace, then what it hangs on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

from alcto_core.evaluation.evaluate import evaluate_all
from alcto_core.planning.pace import Pacing, paces
from alcto_core.planning.planned import Plan, Suggestion
from alcto_core.planning.planner import Planner
from alcto_core.planning.question import Days, Least, PlanQuestion, Tell
from alcto_core.planning.risk import Risk, risks
from alcto_core.telling.page import Part, Sheet
from alcto_core.telling.plan import entries_part, plan_sheet
from alcto_core.telling.what_if import WhatIf
from alcto_tui.screens.base.mending import with_place

if TYPE_CHECKING:
    from alcto_core.evaluation.case import Bench
    from alcto_core.evaluation.standing import Standing
    from alcto_core.overview import Overview
    from alcto_core.records.types import Activity, Format

TRIED = "\0tried-"
"""Begins the ids of entries that are only tried."""


@dataclass(frozen=True)
class Limits:
    """What may be suggested, and for whom."""

    least: Least = "hours"
    formats: tuple[Format, ...] = ()
    away: tuple[Days, ...] = ()
    credentials: tuple[str, ...] = ()
    """Ids of those that shall be met; none: all of them."""


@dataclass(frozen=True)
class Trial:
    """What is tried, and not saved."""

    without: frozenset[str] = frozenset()
    """Ids of entries that are left out."""
    added: tuple[Activity, ...] = ()
    """Suggestions that are taken as done."""

    def __bool__(self) -> bool:
        return bool(self.without or self.added)

    def switched(self, id: str) -> Trial:
        """The same with an entry left out, or with what was tried of it taken back."""
        if any(one.id == id for one in self.added):
            return replace(self, added=tuple(one for one in self.added if one.id != id))
        return replace(self, without=self.without ^ {id})

    def with_done(self, suggestion: Suggestion, question: PlanQuestion) -> Trial:
        """The same with a suggestion taken as done."""
        taken = {one.id for one in self.added}
        number = next(at for at in range(len(taken) + 1) if f"{TRIED}{at}" not in taken)
        return replace(self, added=(*self.added, suggestion.activity(f"{TRIED}{number}", question.on)))


@dataclass
class Desk:
    """The records of one overview, and what is worked out of them once."""

    overview: Overview
    bench: Bench = field(default_factory=dict)

    @cached_property
    def before(self) -> tuple[Standing, ...]:
        """Where every credential stands, what is planned counted as done."""
        records, library, on = self.overview.records, self.overview.library, self.overview.on
        if records is None:
            return ()
        return evaluate_all(records, library, on, plan=True, readings=False, bench=self.bench)

    def question(self, limits: Limits) -> PlanQuestion:
        """The question, with nothing tried."""
        assert self.overview.records is not None
        return PlanQuestion(
            records=self.overview.records,
            library=self.overview.library,
            on=self.overview.on,
            credentials=limits.credentials,
            least=limits.least,
            formats=limits.formats,
            away=limits.away,
        )


@dataclass(frozen=True)
class PlanReading:
    """What is known so far; what is still worked out is None."""

    plan: Plan
    what_if: WhatIf
    planner: Planner
    paces: tuple[Pacing, ...] | None = None
    risks: tuple[Risk, ...] | None = None

    @cached_property
    def sheet(self) -> Sheet:
        """The page of it, with keys in the place of verbs."""
        told = plan_sheet(self.plan, self.risks or (), self.paces or (), self.what_if)
        return msgspec.structs.replace(told, parts=tuple(map(_with_keys, told.parts)))

    @cached_property
    def full(self) -> Sheet:
        """The page, and what else may be left out to see what becomes of it."""
        return msgspec.structs.replace(self.sheet, parts=(*self.sheet.parts, entries_part(self.plan)))

    def suggestion(self, title: str) -> Suggestion | None:
        """What is suggested under a title."""
        return next((one for one in self.plan.todo if one.title == title), None)


def planned(desk: Desk, limits: Limits, trial: Trial, tell: Tell) -> PlanReading:
    """The plan, with what is tried; `tell` hears how far it is, here and below."""
    question = desk.question(limits)
    own = {one.id: one for one in question.records.activities}
    tried = WhatIf(without=tuple(own[id] for id in own if id in trial.without), added=trial.added)
    tried = tried.judged(question, desk.before, desk.bench) if trial else tried
    planner = Planner(tried.asked(question), desk.bench, tell=tell)
    return PlanReading(planner.plan(), tried, planner)


def further(reading: PlanReading, tell: Tell) -> Iterator[PlanReading]:
    """The same with one thing more each time: the pace, then what it hangs on."""
    if reading.paces is None:
        reading = replace(reading, paces=paces(reading.plan, reading.planner, tell))
        yield reading
    if reading.risks is None:
        yield replace(reading, risks=risks(reading.plan, tell))


def _with_keys(part: Part) -> Part:
    items = (msgspec.structs.replace(one, remark=with_place(one.remark)) for one in part.items)
    return msgspec.structs.replace(part, items=tuple(items))
