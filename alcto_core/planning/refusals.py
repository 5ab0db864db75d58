"""One credential with entries left out: where it stands then, and when that need not be asked.

A division of the hours that stays allowed without some entries proves what it fills: where all that is met has more
than these entries brought, nothing is judged again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

import msgspec

from alcto_core.evaluation.asks import asks
from alcto_core.evaluation.case import Case
from alcto_core.evaluation.conversion import convert
from alcto_core.evaluation.limits import apply_single, catalogue_limits, rule_limits
from alcto_core.evaluation.repeats import ledgers
from alcto_core.evaluation.standing import Credit, Requirement, Standing
from alcto_core.evaluation.timing import in_force
from alcto_core.hours import Hours
from alcto_core.planning.planned import Plan, asks_hours
from alcto_core.planning.planner import Planner
from alcto_core.planning.question import PlanQuestion
from alcto_core.records.types import Activity, Records
from alcto_core.rules.library import Library
from alcto_core.rules.vocabulary import RuleSet, names
from alcto_core.rules.windows import Span


class _Weighed(NamedTuple):
    """What is met, one place for each."""

    rooms: tuple[Hours, ...]
    """What is counted beyond what is needed."""
    parts: Mapping[str, tuple[Hours, ...]]
    """The most that an entry brings, by its id."""


class _Group(NamedTuple):
    """Entries that differ in their hours alone, the longest first."""

    entries: tuple[Activity, ...]
    hours: Mapping[str, Hours]
    """How many of each the rules see."""


class Refusals:
    """One credential of a plan that is done, with entries of the records refused."""

    def __init__(self, plan: Plan, planner: Planner, after: Standing) -> None:
        """`after` is where it stands with nothing refused."""
        self._planner = planner
        self._records = plan.done
        self._rules = plan.question.library.rule_sets[after.program]
        self._is_simple = only_adds(self._rules, after)
        self._known: dict[frozenset[str], Standing] = {frozenset(): after}
        self._weights: dict[frozenset[str], _Weighed] = {}
        self._strands = _strands_asked(self._rules, plan.question.library)
        groups = tuple(_alike(plan, after, self._rules))
        self.groups = tuple(group.entries for group in groups)
        """The entries that matter, those together that differ in their hours alone, the longest first."""
        self.hours = {id: hours for group in groups for id, hours in group.hours.items()}
        """The hours of each of them by which they differ, by its id."""
        self._has_units = any(entry.units for group in self.groups for entry in group)

    @property
    def after(self) -> Standing:
        """Where it stands with nothing refused."""
        return self._known[frozenset()]

    def without(self, entries: Collection[Activity]) -> tuple[Records, Standing]:
        """The records left, and where they leave the credential."""
        gone = frozenset(entry.id for entry in entries)
        kept = tuple(one for one in self._records.activities if one.id not in gone)
        records = msgspec.structs.replace(self._records, activities=kept)
        if (standing := self._known.get(gone)) is None:
            credential = records.credential(self.after.credential)
            assert credential is not None
            standing = self._planner.standing(records, credential)
            if len(gone) == 1:
                self._known[gone] = standing  # what a loss leaves is asked again beside each other loss
        return records, standing

    def is_enough(self, entries: Sequence[Activity]) -> bool:
        """Whether it has its hours without these entries."""
        if self._leaves_enough(frozenset(), entries):
            return True
        for one in entries if len(entries) > 1 else ():
            rest = [entry for entry in entries if entry is not one]
            is_alone = self._is_simple and not asks_hours(self.without(rest)[1])
            if is_alone and self._leaves_enough(frozenset(entry.id for entry in rest), (one,)):
                return True
        return not asks_hours(self.without(entries)[1])

    def is_light(self, entry: Activity) -> bool:
        """Whether it has its hours without this entry and any other one: nothing of what is met lacks so much."""
        if not self._is_simple or entry.units:
            return False
        credit = self.after.credit(entry.id)
        if credit is None or self._has_units:
            return False
        for asked in _met(self.after):
            most = next((part for part, other in self._heaviest[asked.id] if other != entry.id), 0)
            if _room(asked) < self._part(credit, asked) + most:
                return False
        return True

    def _leaves_enough(self, gone: frozenset[str], entries: Sequence[Activity]) -> bool:
        """Whether everything that is met with `gone` left out stays met without the entries too."""
        if not self._is_simple or any(entry.units for entry in entries):
            return False
        rooms, parts = self._weighed(gone)
        own = [found for entry in entries if (found := parts.get(entry.id)) is not None]
        if len(own) < len(entries):
            return False
        return all(room >= sum(each) for room, each in zip(rooms, zip(*own, strict=True), strict=True))

    def _weighed(self, gone: frozenset[str]) -> _Weighed:
        """For everything that is met with `gone` left out its room, and what each entry brings to it."""
        if (known := self._weights.get(gone)) is None:
            standing = self._known[gone]
            met = tuple(_met(standing))
            parts = {one.activity: tuple(self._part(one, asked) for asked in met) for one in standing.credits}
            known = self._weights[gone] = _Weighed(tuple(map(_room, met)), parts)
        return known

    def _part(self, credit: Credit, asked: Requirement) -> Hours:
        """The most that a credit brings to something: its strands for what is asked of one, else all of it."""
        if asked.kind == "entries":
            return 1
        strands = self._strands.get(asked.id)
        return credit.counted if strands is None else sum(credit.strands.get(strand, 0) for strand in strands)

    @cached_property
    def _heaviest(self) -> Mapping[str, Sequence[tuple[Hours, str]]]:
        """For everything that is met, the two entries that may be refused and bring the most to it."""
        credits = [credit for credit in self.after.credits if credit.activity in self.hours]
        return {
            asked.id: sorted(((self._part(one, asked), one.activity) for one in credits), reverse=True)[:2]
            for asked in _met(self.after)
        }


def only_adds(rules: RuleSet, after: Standing) -> bool:
    """Whether an entry never helps another one to count: without it, the division of the rest stays allowed.

    A hand-in that holds everything is judged again as of its day, so it may turn on any entry once it is done.
    """
    shares = (most for rule in rules.rule for most in rule.at_most if most.percent and most.of == "counted")
    return not (rules.counts.least_size or any(shares) or _is_handed_in(rules, after) or _reaches_back(rules))


def _is_handed_in(rules: RuleSet, after: Standing) -> bool:
    """Whether a hand-in that holds everything is recorded, so that what there was on its day matters."""
    held = (after.requirement(step.id) for step in rules.step if step.holds)
    return any(one is not None and one.state != "unmet" for one in held)


def _reaches_back(rules: RuleSet) -> bool:
    """Whether hours of one window matter in the next one."""
    return bool(rules.carry or any(window.grace is not None for window in rules.window))


def _met(standing: Standing) -> Iterator[Requirement]:
    """What is met and asked in hours or entries."""
    for one in standing.requirements:
        is_told = one.state == "met" and one.counted is not None and one.needed is not None
        if is_told and (one.kind == "hours" or (one.kind == "entries" and not one.lacking)):
            yield one


def _room(asked: Requirement) -> Hours:
    """What is counted for something beyond what it needs."""
    return (asked.counted or 0) - (asked.needed or 0)


def _strands_asked(rules: RuleSet, library: Library) -> Mapping[str, tuple[str, ...]]:
    """By the id of what is asked, the strands that alone serve it."""
    found: dict[str, tuple[str, ...]] = {}
    framework = library.frameworks.get(rules.framework) if rules.framework is not None else None
    for rule in rules.rule:
        if rule.each is not None and framework is not None:
            found |= {f"{rule.id}/{strand.id}": (strand.id,) for strand in framework.strand}
        elif own := names(rule.select.strand):
            found[rule.id] = own
    return found


def _alike(plan: Plan, after: Standing, rules: RuleSet) -> Iterator[_Group]:
    question, records = plan.question, plan.question.records
    credential = records.credential(after.credential)
    if credential is None:
        return
    case = Case(plan.done, credential, rules, question.library, question.on, plan=True)
    span = in_force(case)
    case = case.within(span if isinstance(span, Span) else None)
    tells_more = _tells_entries_apart(rules, after)
    seen = {} if tells_more or not isinstance(span, Span) else _seen(case, span)
    credits = {credit.activity: credit for credit in after.credits}
    groups: dict[object, list[tuple[Activity, Hours]]] = {}
    for entry in records.activities:
        credit = credits.get(entry.id)
        if credit is None and not _reaches_back(rules):
            continue  # what counts nothing stays: it may stand in for what is refused beside it
        is_once = entry.offering in question.library.once_offerings
        is_plain = not (entry.sessions or entry.split or entry.units or entry.records or is_once or tells_more)
        key: object = entry.id
        hours: Hours = entry.hours
        if is_plain and credit is not None:
            if (own := seen.get(entry.id)) is not None:
                what, hours = own
            else:
                reasons = tuple(reason.rule for reason in credit.because) if not credit.counted else None
                what = (reasons, *_named(entry, question))
            key = (case.parts_on(entry.date), what, *_said(entry))
        groups.setdefault(key, []).append((entry, hours))
    for group in groups.values():
        group.sort(key=lambda one: (-one[1], one[0].order))
        yield _Group(tuple(entry for entry, _ in group), {entry.id: hours for entry, hours in group})


def _seen(case: Case, span: Span) -> Mapping[str, tuple[tuple[object, ...], Hours]]:
    """What the rules see of entries of one piece, by the id: the leasts, the mosts and the strands that it falls under,
    and its hours. Who attended it where, and what it is called, they do not ask."""
    last = max(span.end, span.grace_end)
    inside = sorted((a for a in case.records.activities if span.start <= a.date <= last), key=lambda one: one.order)
    books = ledgers(case, inside)
    for book in books:
        convert(case, book)
    pieces = [piece for book in books for piece in book.pieces]
    limits = [*catalogue_limits(books, pieces), *rule_limits(case, pieces, span)]
    kept = [limit for limit in limits if not apply_single(limit, pieces) or limit.select is not None]
    under: dict[int, list[int]] = {}
    for number, limit in enumerate(kept):
        for at in limit.members:
            under.setdefault(at, []).append(number)
    asked = asks(case, span)
    by_strand = any(ask.strands for ask in asked) or any(limit.strands for limit in limits)
    found = {}
    for at, piece in enumerate(pieces):
        book = piece.ledger
        if len(book.pieces) == 1 and not book.unknown and not book.doubt:
            filled = tuple(number for number, ask in enumerate(asked) if ask.takes(piece.nature))
            found[book.activity.id] = (
                (filled, tuple(under.get(at, ())), piece.strands if by_strand else ()),
                piece.hours,
            )
    return found


def _named(entry: Activity, question: PlanQuestion) -> tuple[object, ...]:
    """What an entry is, and whose list holds it."""
    listed = question.library.listing(entry.offering, entry.date) if entry.offering is not None else None
    what = (entry.offering, entry.source, entry.category, entry.format, entry.strands, entry.course)
    return (listed[0].id if listed is not None else None, *what)


def _said(entry: Activity) -> tuple[object, ...]:
    """What is said of an entry that may matter beyond its length, its day and what it is."""
    return (entry.counts_for, entry.status, entry.posted is None, bool(entry.evidence), bool(entry.justification))


def _tells_entries_apart(rules: RuleSet, after: Standing) -> bool:
    """Whether an entry may matter by more than its hours and what they are."""
    counts = rules.counts
    return bool(
        counts.repeat
        or counts.least_size
        or rules.convert.rounding
        or any(rule.measure != "hours" or rule.per or rule.judged == "earned" for rule in rules.rule)
        or _is_handed_in(rules, after)
        or _reaches_back(rules)
    )
