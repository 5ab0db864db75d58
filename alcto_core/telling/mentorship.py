"""A program of stages: what was reached and when, what comes next, and which labels of its curriculum are covered.

Stages are recorded and never computed: finishing is one stage, being certified another, and the decision between
certifying and not certifying is somebody else's.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal

import msgspec

from alcto_core.dates import show as show_date
from alcto_core.evaluation.requirements import tied
from alcto_core.evaluation.standing import Credit, Requirement, Standing
from alcto_core.records.types import Credential, Records
from alcto_core.rules.vocabulary import RuleSet, Stage
from alcto_core.telling.step_marks import StepMark, marks

StationPlace = Literal["reached", "passed", "next", "instead", "ahead", "beyond"]
"""Where a stage lies: reached on a day; passed without a recorded day; the next one; the other outcome of a decision;
ahead; or beyond what the program asks."""


class _Part(msgspec.Struct, frozen=True, kw_only=True):
    """Every part of a mentorship is a frozen value."""


class Station(_Part, frozen=True, kw_only=True):
    """A stage as this person stands to it."""

    requirement: Requirement
    place: StationPlace
    decision: Literal["", "met", "unmet"] = ""
    """Somebody else decides it: for the person (`met`) or not (`unmet`)."""
    marks: tuple[StepMark, ...] = ()

    @property
    def words(self) -> str:
        """The day, or where it lies, in a word or two."""
        if self.requirement.done is not None:
            return show_date(self.requirement.done)
        return _WORDS[self.place]


_WORDS: dict[StationPlace, str] = {
    "reached": "reached",
    "passed": "no day recorded",
    "next": "next",
    "instead": "otherwise",
    "ahead": "later",
    "beyond": "beyond",
}


class Label(_Part, frozen=True, kw_only=True):
    """A label of the curriculum and the sessions on it."""

    requirement: Requirement
    title: str
    sessions: tuple[Credit, ...] = ()
    planned: tuple[Credit, ...] = ()


class Task(_Part, frozen=True, kw_only=True):
    """A step beside the stages, with every mark of it."""

    requirement: Requirement
    marks: tuple[StepMark, ...] = ()

    @property
    def by(self) -> str:
        """Who is named on its last mark that names somebody."""
        return next((mark.step.by for mark in reversed(self.marks) if mark.step.by), "")

    @property
    def last(self) -> date | None:
        """The day of its last mark."""
        return max((mark.step.done for mark in self.marks if mark.step.done is not None), default=None)


class Mentorship(_Part, frozen=True, kw_only=True):
    """A credential of a program with stages, taken apart for reading."""

    stations: tuple[Station, ...]
    groups: tuple[tuple[str, tuple[Task, ...]], ...]
    """Steps by what they are part of, in the order of the rule set."""
    curriculum: str
    """What the labels are called together: "Curriculum"."""
    labels: tuple[Label, ...]
    amounts: tuple[Requirement, ...]
    """Hours, entries and choices that are asked besides."""

    @property
    def covered(self) -> int:
        """How many labels have a session."""
        return sum(bool(label.sessions) for label in self.labels)


def has_stages(standing: Standing) -> bool:
    """Whether the program is one of stages."""
    return any(requirement.kind == "stage" for requirement in standing.requirements)


def mentorship(standing: Standing, credential: Credential, rules: RuleSet, records: Records) -> Mentorship:
    """The standing of a program with stages, taken apart."""
    steps = [one for one in standing.requirements if one.kind == "step"]
    groups = dict.fromkeys(step.group or "Steps" for step in steps)
    each = [one for one in standing.requirements if one.kind in {"entries", "hours"} and one.group]
    return Mentorship(
        stations=_stations(standing, credential, rules.stage),
        groups=tuple(
            (
                group,
                tuple(
                    Task(requirement=step, marks=marks(credential, standing, step))
                    for step in steps
                    if (step.group or "Steps") == group
                ),
            )
            for group in groups
        ),
        curriculum=each[0].group if each else "",
        labels=_labels(each, standing, records),
        amounts=tuple(
            one for one in standing.requirements if one.kind in {"hours", "entries", "any-of", "date"} and not one.group
        ),
    )


def _stations(standing: Standing, credential: Credential, stages: Sequence[Stage]) -> tuple[Station, ...]:
    known = {one.id: one for one in standing.requirements if one.kind == "stage"}
    there = [(stage, known[stage.id]) for stage in stages if stage.id in known]
    last = max((index for index, (_, one) in enumerate(there) if one.done is not None), default=-1)
    is_fulfilled = any(stage.ends == "met" and one.done is not None for stage, one in there)
    is_refused = not is_fulfilled and any(stage.ends == "unmet" and one.done is not None for stage, one in there)
    ahead = (
        stage.id
        for index, (stage, one) in enumerate(there)
        if one.done is None and index > last and not stage.advisory and not (is_fulfilled or is_refused)
    )
    following = next(ahead, None)

    def place(index: int, stage: Stage, requirement: Requirement) -> StationPlace:
        if requirement.done is not None:
            return "reached"
        if stage.id == following:
            return "next"
        if stage.ends == "unmet" or (stage.ends == "met" and is_refused):
            return "instead"
        if index < last:
            return "passed"
        return "beyond" if stage.advisory else "ahead"

    return tuple(
        Station(
            requirement=requirement,
            place=place(index, stage, requirement),
            decision=stage.ends,
            marks=marks(credential, standing, requirement),
        )
        for index, (stage, requirement) in enumerate(there)
        # The outcome that the decision did not have is none any more.
        if not (stage.ends == "unmet" and requirement.done is None and is_fulfilled)
    )


def _labels(each: Iterable[Requirement], standing: Standing, records: Records) -> tuple[Label, ...]:
    credits = {credit.activity: credit for credit in standing.credits}
    found = []
    for requirement in each:
        strand = requirement.id.partition("/")[2]
        inside = [
            credits[activity.id]
            for activity in records.activities
            if activity.id in credits and strand in tied(activity)
        ]
        inside.sort(key=lambda credit: (credit.date, credit.activity))
        ahead = [one for one in inside if not one.counted and any(why.rule == "planned" for why in one.because)]
        found.append(
            Label(
                requirement=requirement,
                title=requirement.title,
                sessions=tuple(credit for credit in inside if credit.counted),
                planned=tuple(ahead),
            )
        )
    return tuple(found)
