"""A plan: the least that is still to do, judged by the evaluation as if it were done."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

import msgspec

from alcto_core.dates import show as show_date
from alcto_core.evaluation.case import Bench, Case
from alcto_core.evaluation.evaluate import evaluate
from alcto_core.evaluation.standing import Requirement, Standing, State
from alcto_core.evaluation.timing import in_force
from alcto_core.hours import HUNDREDTH, Hours
from alcto_core.planning.kinds import Kind, kinds, undominated
from alcto_core.planning.lacks import Lack, is_over, lack_of, last_day
from alcto_core.planning.model import Load, Model
from alcto_core.planning.offers import Offer, offers
from alcto_core.planning.question import PlanQuestion
from alcto_core.planning.search import search
from alcto_core.records.types import Activity, Credential, Records
from alcto_core.rules.windows import Span


class _Value(msgspec.Struct, frozen=True, kw_only=True):
    """Every part of a plan is a frozen value."""


class Suggestion(_Value, frozen=True, kw_only=True):
    """One entry that is still to do."""

    offering: str
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
            offering=self.offering,
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
    """Planned activities whose day has passed."""

    @property
    def hours(self) -> Hours:
        """Hours to do."""
        return sum(one.hours for one in self.todo)

    @property
    def done(self) -> Records:
        """The records with all of `todo` done."""
        entries = (one.activity(f"\0plan-{at}", self.question.on) for at, one in enumerate(self.todo))
        return with_entries(self.question.records, entries)


def with_entries(records: Records, entries: Iterable[Activity]) -> Records:
    """The records with more activities."""
    return msgspec.structs.replace(records, activities=(*records.activities, *entries))


def plan(question: PlanQuestion) -> Plan:
    """The least plan, its standings by the evaluation itself."""
    return Planner(question).plan()


class Open(NamedTuple):
    """One credential that still asks for hours or entries."""

    case: Case
    span: Span
    standing: Standing


class Planner:
    """The stages of one plan. What one stage found is kept for who asks further."""

    def __init__(
        self, question: PlanQuestion, bench: Bench | None = None, asking: Iterable[Open] | None = None
    ) -> None:
        """`bench` is what judging the same records left prepared; `asking` are questions of one's own."""
        self.question = question
        self._bench: Bench = {} if bench is None else bench
        self.before = self.judged(question.records) if asking is None else ()
        opened = self._open() if asking is None else asking
        self.open = tuple(sorted(opened, key=lambda one: one.case.credential.id))
        self.offered = self._offers() if self.open else ()
        self.lacks = tuple(lack_of(one.case, one.span, one.standing, self.offered) for one in self.open)
        self._deadlines = sorted({last_day(one.span, question.on) for one in self.open})
        self.kinds = kinds(self.offered, self.lacks, self._deadlines)
        self.is_reachable = True
        """Whether the rows of the last search could all be met."""

    def judged(self, records: Records) -> tuple[Standing, ...]:
        """Where the chosen credentials stand, what is planned counted as done."""
        return tuple(self.standing(records, credential) for credential in self._credentials(records))

    def standing(self, records: Records, credential: Credential) -> Standing:
        """Where one of them stands."""
        question = self.question
        return evaluate(
            records, credential, question.library, question.on, plan=True, readings=False, bench=self._bench
        )

    def _credentials(self, records: Records) -> Iterator[Credential]:
        chosen = self.question.chosen
        yield from (credential for credential in records.credentials if credential.id in chosen)

    def _open(self) -> Iterator[Open]:
        question = self.question
        for credential, standing in zip(self._credentials(question.records), self.before, strict=True):
            rules = question.library.rule_sets.get(credential.program)
            if rules is None or not asks_hours(standing):
                continue
            case = Case(question.records, credential, rules, question.library, question.on, plan=True)
            span = in_force(case)
            if isinstance(span, Span) and last_day(span, question.on) >= question.on:
                yield Open(case, span, standing)

    def _offers(self) -> tuple[Offer, ...]:
        edges = {part.end for one in self.open for _, part in one.case.within(one.span).parts}
        lasts = {last_day(one.span, self.question.on) for one in self.open}
        strands = {one.case.rules.framework: one.case.strands for one in self.open if one.case.strands}
        alone = [one.case.rules.framework for one in self.open if one.case.within(one.span).setting("split") == "whole"]
        return offers(
            self.question,
            edges | lasts,
            max(lasts),
            {framework: strands[framework] for framework in sorted(strands, key=str) if framework is not None},
            alone=dict.fromkeys(framework for framework in alone if framework is not None),
            only_for=self._only_for(),
        )

    def _only_for(self) -> tuple[tuple[str, ...] | None, ...]:
        """For whom an entry may be kept: an entry that says nothing goes to the first of rivals."""
        held = self.question.records.credentials
        found: list[tuple[str, ...] | None] = [None]
        for one in self.open:
            if one.case.rivals:
                kept = [other.id for other in held if other.program not in one.case.rivals]
                found.append(tuple(dict.fromkeys((one.case.credential.id, *kept))))
        return tuple(dict.fromkeys(found))

    # -- the plan -----------------------------------------------------------------------------------------------------

    def plan(self) -> Plan:
        """The plan, as the evaluation judges it."""
        question = self.question
        todo, is_least = self._found(self.lacks)
        after, todo = self._counted(todo)
        for _ in range(_REPAIRS):
            if (asked := self._asked_more(after)) is None:
                break
            is_least = False
            again, _ = self._found(asked)
            judged, again = self._counted(again)
            if _missing(judged) < _missing(after):
                after, todo = judged, again
            self.lacks = asked
        return Plan(
            question=question,
            todo=tuple(sorted(todo, key=_in_order)),
            is_least=is_least,
            before=self.before,
            after=after,
            steps=tuple(_steps(after)),
            unreachable=tuple(self._unreachable(after)),
            passed=is_over(question.records.activities, question.on),
        )

    def _asked_more(self, after: Iterable[Standing]) -> tuple[Lack, ...] | None:
        """What is asked where the rows took a plan for enough and the evaluation does not; None where they agree.

        Rules of a rare shape are told in the rows only about: the evaluation is the judge.
        """
        if not self.is_reachable:
            return None
        standings = {standing.credential: standing for standing in after}
        found = tuple(self._more(lack, standings[lack.credential]) for lack in self.lacks)
        return None if found == self.lacks else found

    def _more(self, lack: Lack, standing: Standing) -> Lack:
        missing = {one.id: one.missing for one in standing.requirements if asks_for_hours(one) and one.missing}
        goals = tuple(goal._replace(wanted=goal.wanted + missing.get(goal.id, 0)) for goal in lack.goals)
        return lack._replace(goals=goals)

    def _found(self, lacks: Sequence[Lack]) -> tuple[list[Suggestion], bool]:
        if not self.open:
            return [], True
        usable = undominated(self.kinds)
        found = search(lacks, usable, self.question.least)
        self.is_reachable = not (found.figures and found.figures[0])
        entries = self.question.records.activities
        titles = {_folded(name) for entry in entries for name in (entry.title, entry.course or "")}
        taken: set[str] = set()
        loads = sorted(found.loads, key=lambda load: len(load.kind.offerings))
        attended = [(load, *entry) for load in loads for entry in _entries(load, taken)]
        singles = [Load(load.kind, parts) for load, _, parts in attended]
        todo = [
            self._suggestion(offer, load, parts, titles, singles, at, {one.offering.id for _, one, _ in attended})
            for at, (load, offer, parts) in enumerate(attended)
        ]
        return todo, found.is_least

    def _suggestion(
        self,
        offer: Offer,
        load: Load,
        parts: Mapping[str, Mapping[str | None, Hours]],
        titles: set[str],
        singles: Sequence[Load],
        at: int,
        attended: Collection[str],
    ) -> Suggestion:
        hours = sum(next(iter(parts.values())).values())
        day = offer.first if offer.first > self.question.on else None
        first, last = (day, day) if day is not None else (self.question.on, offer.last)
        instead: set[str] = set()
        for kind in self.kinds:
            barred = attended if kind.is_used_up else {offer.offering.id}
            others = {one.offering.id for one in kind.offers if one.holds(first, last)}.difference(barred, instead)
            if others and (kind is load.kind or self._serves(kind, load.kind, hours, singles, at)):
                instead |= others
        return Suggestion(
            offering=offer.offering.id,
            title=_new_title(offer.offering.title, titles),
            hours=hours,
            strands=_strands(offer, parts, hours),
            day=day,
            by=None if offer.last == date.max else offer.last,
            instead=tuple(sorted(instead)),
            counts_for=offer.counts_for,
        )

    def _serves(self, kind: Kind, own: Kind, hours: Hours, singles: Sequence[Load], at: int) -> bool:
        """Whether an entry of another kind does in the place of one of the plan."""
        if kind.length not in (None, hours) or kind.offers[0].counts_for != own.offers[0].counts_for:
            return False
        parts = singles[at].hours
        if any(not set(slots) <= {*kind.strands.get(name, ()), None} for name, slots in parts.items() if name):
            return False
        if any(hours < service.shortest for service in kind.services.values()):
            return False
        loads = [*singles[:at], Load(kind, parts), *singles[at + 1 :]]
        return all(
            any(Model([lack], [way], (), 0, loads=_of_one(loads, place)).is_met() for way in lack.ways)
            for place, lack in enumerate(self.lacks)
            if kind.services.get(place) != own.services.get(place)
        )

    def _counted(self, todo: Sequence[Suggestion]) -> tuple[tuple[Standing, ...], list[Suggestion]]:
        """The standings with the suggestions done, and these with what counts of each."""
        after = Plan(question=self.question, todo=tuple(todo))
        standings = self.judged(after.done) if todo else self.before
        counted = []
        for at, one in enumerate(todo):
            credits = {standing.credential: standing.credit(f"\0plan-{at}") for standing in standings}
            counts = {id: credit.counted for id, credit in credits.items() if credit is not None and credit.counted}
            counted.append(msgspec.structs.replace(one, counts=counts))
        return standings, counted

    def _unreachable(self, after: Iterable[Standing]) -> Iterator[Unreachable]:
        for standing in after:
            if asks_hours(standing) or _is_unknown(standing):
                yield Unreachable(
                    credential=standing.credential,
                    missing=standing.hours.missing,
                    text=self._why(standing),
                )

    def _why(self, standing: Standing) -> str:
        """Why the catalogues cannot make a credential compliant, as a sentence."""
        on = self.question.on
        if _is_unknown(standing):
            return standing.why or standing.next
        if standing.due is not None and standing.due < on:
            return f"It was due on {show_date(standing.due)}, and nothing can be added any more."
        lost = [one.title for one in standing.requirements if one.is_open and one.is_lost]
        if lost:
            return f"{', '.join(lost)} can no longer be earned."
        lacking = [one.title for one in standing.requirements if asks_for_hours(one)]
        until = f" up to {show_date(standing.due)}" if standing.due is not None else ""
        limits = " that you may attend" if self.question.formats or self.question.away else ""
        return f"No installed catalogue lists enough{limits}{until} for: {', '.join(lacking)}."


_REPAIRS = 3
"""How often a plan that the evaluation does not take for enough is asked for more."""


def _missing(standings: Iterable[Standing]) -> tuple[int, Hours]:
    """How many credentials still ask for hours, and for how many."""
    asking = [standing for standing in standings if asks_hours(standing)]
    return len(asking), sum(standing.hours.missing or 0 for standing in asking)


def _of_one(loads: Sequence[Load], place: int) -> list[Load]:
    """Loads as one credential alone sees them."""
    found = []
    for load in loads:
        service = load.kind.services.get(place)
        found.append(Load(load.kind._replace(services={} if service is None else {0: service}), load.hours))
    return found


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


def _is_unknown(standing: Standing) -> bool:
    """Whether nobody can tell whether it is met, whatever is added."""
    return standing.state is State.UNDETERMINED


def _steps(after: Iterable[Standing]) -> Iterator[OwedStep]:
    for standing in after:
        if standing.state in {State.COMPLIANT, State.NOT_APPLICABLE}:
            continue
        for one in standing.requirements:
            if one.is_open and (one.kind in {"step", "stage", "date"} or one.lacking):
                yield OwedStep(credential=standing.credential, requirement=one, by=standing.due)


def _in_order(one: Suggestion) -> tuple[object, ...]:
    return (one.day or one.by or date.max, one.offering, one.title)


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _new_title(title: str, titles: set[str]) -> str:
    """A title that no entry has yet."""
    found, number = title, 1
    while _folded(found) in titles:
        number += 1
        found = f"{title} ({number})"
    titles.add(_folded(found))
    return found


def _strands(offer: Offer, parts: Mapping[str, Mapping[str | None, Hours]], hours: Hours) -> Mapping[str, Hours]:
    """The hours in each strand, of every framework; those that no rule asks for go to the first strand."""
    found: dict[str, Hours] = {}
    for framework, known in offer.strands.items():
        own = {strand: part for strand, part in parts.get(framework, {}).items() if strand is not None}
        rest = hours - sum(own.values())
        if rest:
            first = next(iter(own), known[0])
            own[first] = own.get(first, 0) + rest
        found |= {strand: own[strand] for strand in known if strand in own}
    return found


def _entries(load: Load, taken: set[str]) -> Iterator[tuple[Offer, Mapping[str, Mapping[str | None, Hours]]]]:
    """The single entries of a load, about as long as each other. What is taken once is not among those `taken`."""
    names = list({offer.offering.id: offer for offer in reversed(load.kind.offers)}.values())[::-1]
    step = max((int(one.step) for one in load.kind.services.values()), default=0) or HUNDREDTH
    total = sum(next(iter(load.hours.values())).values())
    left = {framework: dict(parts) for framework, parts in load.hours.items()}
    for at in range(load.entries):
        rest = load.entries - at
        remaining = sum(next(iter(left.values())).values())
        length = remaining if rest == 1 else min(-(-remaining // (rest * step)) * step, total)
        parts: dict[str, dict[str | None, Hours]] = {}
        for framework, own in left.items():
            parts[framework], room = {}, length
            for strand in list(own):
                part = min(own[strand], room)
                if part:
                    parts[framework][strand] = part
                    own[strand] -= part
                    room -= part
        offer = names[at % len(names)]
        if load.kind.most_entries is not None:
            offer = next((one for one in names if one.offering.id not in taken), offer)
            taken.add(offer.offering.id)
        yield offer, parts
