"""Which entries a plan hangs on, and the smallest spare that makes it safe: each entry is left out in turn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from alcto_core.evaluation.case import Case
from alcto_core.evaluation.standing import Credit, Standing
from alcto_core.evaluation.timing import in_force
from alcto_core.hours import Hours
from alcto_core.planning.kinds import kinds, undominated
from alcto_core.planning.lacks import Lack
from alcto_core.planning.model import Load, Model
from alcto_core.planning.planned import Plan, asks_hours
from alcto_core.planning.planner import Open, Planner
from alcto_core.planning.search import search
from alcto_core.records.types import Activity, Records
from alcto_core.rules.vocabulary import RuleSet
from alcto_core.rules.windows import Span


class Hanging(msgspec.Struct, frozen=True, kw_only=True):
    """An entry without which a credential would not have its hours."""

    activity: str
    missing: Hours | None
    """What would be missing without it."""


class Risk(msgspec.Struct, frozen=True, kw_only=True):
    """What one credential's hours hang on, once everything of the plan is done."""

    credential: str
    safe: bool
    """Whether it has its hours whichever one entry of the records is refused."""
    hangs_on: tuple[Hanging, ...] = ()
    spare: Hours | None = 0
    """The least further hours, from the catalogues, that make it safe; None where they cannot."""


def risks(plan: Plan) -> tuple[Risk, ...]:
    """The risk of every chosen credential whose rules are installed, in the order of the file."""
    planner = Planner(plan.question, asking=())  # with a bench of its own for all that is left out in turn
    known = plan.question.library.rule_sets
    return tuple(_risk(plan, planner, standing) for standing in plan.after if standing.program in known)


def _risk(plan: Plan, planner: Planner, after: Standing) -> Risk:
    if asks_hours(after):
        return Risk(credential=after.credential, safe=False, spare=None)
    records = plan.done
    rules = plan.question.library.rule_sets[after.program]
    credits = {one.activity: one for one in after.credits} if _only_adds(rules) else {}
    hangs_on: list[Hanging] = []
    worst: list[tuple[Records, Standing]] = []
    for group in _alike(plan, after):
        known: dict[Hours, Standing] = {}
        for entry in group:
            if entry.id in credits and not entry.units and _leaves_enough(after, credits[entry.id]):
                continue
            if entry.hours in known:
                hangs_on.append(Hanging(activity=entry.id, missing=known[entry.hours].hours.missing))
                continue
            without = msgspec.structs.replace(
                records, activities=tuple(one for one in records.activities if one is not entry)
            )
            credential = without.credential(after.credential)
            assert credential is not None
            standing = planner.standing(without, credential)
            if not asks_hours(standing):
                break  # the others of its group are no longer
            if not known:
                worst.append((without, standing))  # a spare for the longest does for the others of its group too
            known[entry.hours] = standing
            hangs_on.append(Hanging(activity=entry.id, missing=standing.hours.missing))
    order = {one.id: at for at, one in enumerate(sorted(records.activities, key=lambda one: one.order))}
    hangs_on.sort(key=lambda one: order[one.activity])
    spare = _spare(plan, worst) if worst else 0
    return Risk(credential=after.credential, safe=not worst, hangs_on=tuple(hangs_on), spare=spare)


def _alike(plan: Plan, after: Standing) -> Iterator[Sequence[Activity]]:
    """The entries that count, those together that differ in their length alone, the longest first."""
    question, records = plan.question, plan.question.records
    credential = records.credential(after.credential)
    rules = question.library.rule_sets.get(after.program)
    if rules is None or credential is None:
        return
    case = Case(records, credential, rules, question.library, question.on, plan=True)
    span = in_force(case)
    case = case.within(span if isinstance(span, Span) else None)
    tells_more = _tells_entries_apart(rules)
    groups: dict[object, list[Activity]] = {}
    for credit in after.credits:
        entry = records.activity(credit.activity)
        if entry is None or not (credit.counted or entry.units):
            continue
        is_once = entry.offering in question.library.once_offerings
        is_plain = not (entry.sessions or entry.split or entry.units or entry.records or is_once or tells_more)
        alike = (entry.offering, entry.source, entry.category, entry.format, entry.strands, case.parts_on(entry.date))
        groups.setdefault(alike if is_plain else entry.id, []).append(entry)
    for group in groups.values():
        yield sorted(group, key=lambda one: (-one.hours, one.order))


def _only_adds(rules: RuleSet) -> bool:
    """Whether an entry never helps another one to count: without it, the division of the rest stays allowed."""
    counts = rules.counts
    values = (value for rule in rules.rule for value in (*(rule.at_least or ()), *(rule.at_most or ())))
    return not (counts.least_size or any(value.percent for value in values) or any(step.holds for step in rules.step))


def _leaves_enough(after: Standing, credit: Credit) -> bool:
    """Whether everything that is met stays met without the entry, as all of it and more is there: no need to judge."""
    for one in after.requirements:
        if one.state != "met" or one.counted is None or one.needed is None:
            continue
        if one.kind == "hours" and one.counted - credit.counted < one.needed:
            return False
        if one.kind == "entries" and not one.lacking and one.counted - 1 < one.needed:
            return False
    return True


def _tells_entries_apart(rules: RuleSet) -> bool:
    """Whether an entry may matter by more than its hours and what they are."""
    counts = rules.counts
    return bool(
        counts.repeat
        or counts.least_size
        or rules.convert.rounding
        or any(rule.measure != "hours" or rule.per or rule.judged == "earned" for rule in rules.rule)
        or any(step.holds for step in rules.step)
    )


def _spare(plan: Plan, left: Sequence[tuple[Records, Standing]]) -> Hours | None:
    question = plan.question
    asking = []
    for records, standing in left:
        credential, rules = records.credential(standing.credential), question.library.rule_sets[standing.program]
        assert credential is not None
        case = Case(records, credential, rules, question.library, question.on, plan=True)
        span = in_force(case)
        if isinstance(span, Span):
            asking.append(Open(case, span, standing))
    asking.sort(key=lambda one: -(one.standing.hours.missing or 0))
    planner = Planner(msgspec.structs.replace(question, least="hours"), asking=asking)
    return _least_for_all(planner)


def _least_for_all(planner: Planner) -> Hours | None:
    """The least further hours under which each of several questions has what it asks: those that the others' answer
    leaves open are asked beside them, until none is."""
    lacks, asked = list(planner.lacks), list(planner.lacks[:1])
    while True:
        usable = undominated(kinds(planner.offered, asked, planner.deadlines))
        found = search(asked, usable, "hours")
        if not found.figures or found.figures[0]:
            return None
        still = next((lack for lack in lacks if lack not in asked and _misses(lack, found.loads, planner)), None)
        if still is None:
            return found.figures[1]
        asked.append(still)


def _misses(lack: Lack, loads: Sequence[Load], planner: Planner) -> bool:
    """Whether hours of kinds leave something missing of one question."""
    own = []
    for load in loads:
        service = lack.services.get(planner.offered.index(load.kind.offers[0]))
        own.append(Load(load.kind._replace(services={} if service is None else {0: service}), load.hours, load.entries))
    return all(Model([lack], [way], (), 0, loads=own).missing() for way in lack.ways)
