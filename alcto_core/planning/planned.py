"""A plan as a value: what is still to do, what stays, and what no catalogue can give."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import msgspec

from alcto_core.evaluation.standing import Requirement, Standing, State
from alcto_core.hours import Hours
from alcto_core.planning.question import PlanQuestion
from alcto_core.records.types import Activity, Format, Records


class _Value(msgspec.Struct, frozen=True, kw_only=True):
    """Every part of a plan is a frozen value."""


class Suggestion(_Value, frozen=True, kw_only=True):
    """One entry that is still to do."""

    offering: str
    """Id of what a catalogue lists; empty where any event that fits the rules will do."""
    title: str
    """A name that no other entry of the records has, so that a family of courses gives a new one each time."""
    hours: Hours
    strands: Mapping[str, Hours] = {}
    day: date | None = None
    """The day, where not any day up to `by` serves."""
    by: date | None = None
    """The last day on which it serves; None where nothing is due."""
    counts: Mapping[str, Hours] = {}
    """What of it counts, by credential."""
    instead: tuple[str, ...] = ()
    """Offerings that serve as well on the same days, in the same hours and strands."""
    is_any_strand: bool = False
    """Whether any other strand, of those that its offering may serve, would do as well as those that are named."""
    format: Format | None = None
    """How it must be held, where any event will do that is held so."""
    category: str | None = None
    """The kind of activity that the entry must name, where any event of that kind will do."""
    source: str | None = None
    """Who must grant it, where any event of theirs will do."""
    counts_for: tuple[str, ...] | None = None
    """The credentials that the entry must name, where it would go to another one else."""

    def activity(self, id: str, on: date) -> Activity:
        """The entry as it would stand in the records."""
        return Activity(
            id=id,
            title=self.title,
            date=self.day or self.by or on,
            hours=int(self.hours),
            strands=tuple(self.strands),
            split={strand: int(hours) for strand, hours in self.strands.items()},
            offering=self.offering or None,
            format=self.format,
            category=(self.category,) if self.category is not None else (),
            source=self.source,
            counts_for=self.counts_for,
        )


class OwedStep(_Value, frozen=True, kw_only=True):
    """A step, stage or document that no hours can stand for."""

    credential: str
    requirement: Requirement
    by: date | None


class Unreachable(_Value, frozen=True, kw_only=True):
    """What no catalogue can give one credential."""

    credential: str
    missing: Hours | None
    text: str


class Plan(_Value, frozen=True, kw_only=True):
    """The least that is still to do, for every chosen credential together."""

    question: PlanQuestion
    todo: tuple[Suggestion, ...] = ()
    is_least: bool = True
    """Whether it is proven that nothing less does."""
    before: tuple[Standing, ...] = ()
    """Where the credentials stand with what is planned."""
    after: tuple[Standing, ...] = ()
    """The same with all of `todo` done."""
    steps: tuple[OwedStep, ...] = ()
    unreachable: tuple[Unreachable, ...] = ()
    passed: tuple[Activity, ...] = ()
    """Planned activities whose day has passed: counted as done here, as all that is planned, though nobody knows."""
    without_passed: Plan | None = None
    """The least without those, where there are any."""

    @property
    def hours(self) -> Hours:
        """Hours to do."""
        return sum(one.hours for one in self.todo)

    @property
    def done(self) -> Records:
        """The records with all of `todo` done."""
        entries = (one.activity(entry_id(at), self.question.on) for at, one in enumerate(self.todo))
        return with_entries(self.question.records, entries)


def entry_id(at: int) -> str:
    """The id of a suggestion by its place, while it is tried: no entry of a file has it, and they sort by the place."""
    return f"\0plan-{at:03}"


def with_entries(records: Records, entries: Iterable[Activity]) -> Records:
    """The records with more activities."""
    return msgspec.structs.replace(records, activities=(*records.activities, *entries))


def told(standings: Iterable[Standing]) -> list[object]:
    """What is told of them after a plan."""
    return [(one.credential, one.state, one.hours.missing) for one in standings]


def asks_for_hours(requirement: Requirement) -> bool:
    """Whether hours or entries are still to be earned for it."""
    if not requirement.is_open or requirement.lacking:
        return False
    return requirement.kind in {"hours", "entries"}


def asks_hours(standing: Standing) -> bool:
    """Whether hours or entries stand in the way of a credential."""
    if standing.state in {State.COMPLIANT, State.NOT_APPLICABLE}:
        return False
    if any(asks_for_hours(one) for one in standing.requirements):
        return True
    groups = {one.id for one in standing.requirements if one.kind == "any-of" and one.is_open}
    return any(one.parent in groups and one.kind in {"hours", "entries"} for one in standing.requirements)
