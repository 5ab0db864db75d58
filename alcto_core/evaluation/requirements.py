"""What must be reached, reported: hours, entries, and several ways to the same end."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from operator import attrgetter

from alcto_core.dates import add_months
from alcto_core.evaluation.asks import Ask, groups
from alcto_core.evaluation.case import Case
from alcto_core.evaluation.standing import Credit, Requirement, RequirementState
from alcto_core.hours import Hours, exact, simplest
from alcto_core.records.types import Activity
from alcto_core.rules.vocabulary import AnyOf, Entries, Rule, names


def hours_requirement(case: Case, ask: Ask, counted: Hours) -> Requirement:
    """A least in hours, or in a unit that the rule set counts."""
    rule, strand = ask.rule, case.library.strands.get(ask.strand) if ask.strand else None
    state: RequirementState = "unmet"
    if ask.needed is None:
        state = "undetermined"
    elif counted >= ask.needed:
        state = "met"
    elif ask.waits:
        state = "undetermined"
    text = f"{strand.label}: {rule.text[:1].lower()}{rule.text[1:]}" if strand else rule.text
    short = strand.short if strand else rule.short or rule.title
    title = strand.label if strand else rule.title
    text = f"{text} {ask.more}" if ask.more else text
    part = ask.part[1].name if ask.part else None
    return Requirement(
        id=ask.id,
        kind="entries" if rule.measure == "entries" else "hours",
        title=f"{title}, {part}" if part else title,
        needed=ask.needed,
        counted=counted,
        missing=None if ask.needed is None else max(0, ask.needed - counted),
        state=state,
        advisory=ask.advisory,
        period=part,
        parent=ask.parent,
        cites=ask.cites,
        text=text if state == "met" else " ".join((text, *dict.fromkeys(one.text for one in ask.waits))),
        unit=f"{short} {rule.unit}" if strand else rule.unit,
        short=f"{short} {part}" if part else short,
        group=(rule.short or rule.title) if strand or part else "",
        carried=ask.helped,
        own=case.own_unit if rule.measure == "hours" else None,
        fill=rule.fill,
    )


def counted_otherwise(case: Case, ask: Ask, credits: Sequence[Credit], activities: Mapping[str, Activity]) -> Hours:
    """What serves a least that is not asked in hours: a number of entries, hours, or as much of a unit."""
    serving = [
        (credit, activities[credit.activity])
        for credit in credits
        if (credit.counted or activities[credit.activity].units) and not _is_lost(credit)
    ]
    serving = [(credit, one) for credit, one in serving if _serves(case, ask, credit, one)]
    if ask.rule.measure == "entries":
        return _number(ask.rule, [one for _, one in serving])
    if ask.rule.months is not None:
        return _best_run([credit for credit, _ in serving], ask.rule.months)
    unit, total = ask.rule.measure, Fraction(0)
    worth = _worth(case, unit)
    for credit, one in serving:
        if unit in one.units:
            total += exact(one.units[unit])
        elif credit.counted and worth is not None:
            total += credit.counted / Fraction(worth)
        elif credit.counted and (setting := _setting_of(case, unit)) is not None:
            case.number(setting)  # these hours wait for it
            ask.waits.append(case.missing_number(setting))
    return simplest(total)


def _number(rule: Rule, entries: Sequence[Activity]) -> int:
    """How many entries serve, where of some offerings only one of each does."""
    alone = [one.offering for one in entries if one.offering in rule.one_each]
    return len(entries) - len(alone) + len(set(alone))


def _best_run(credits: Sequence[Credit], months: int) -> Hours:
    """The most hours that any run of so many months holds."""
    runs = [(credit.date, add_months(credit.date, months)) for credit in credits]
    return max((sum(c.counted for c in credits if start <= c.date < end) for start, end in runs), default=0)


def hours_for(case: Case, ask: Ask, missing: Hours) -> Hours | None:
    """The hours that would make up what is missing of a unit; None where nobody knows what one is worth."""
    worth = _worth(case, ask.rule.measure)
    return None if worth is None else simplest(missing * Fraction(worth))


def _is_lost(credit: Credit) -> bool:
    """Whether an entry was turned away: nothing of it counts, and there is a reason for that."""
    return not credit.counted and any(reason.hours <= 0 and reason.rule != "unit" for reason in credit.because)


def _serves(case: Case, ask: Ask, credit: Credit, activity: Activity) -> bool:
    if ask.strands is not None:
        # Hours are divided among strands; an entry is not, and serves each strand that it is tied to.
        strands = tied(activity) if ask.rule.measure == "entries" else credit.strands or activity.strands
        if ask.strands.isdisjoint(strands):
            return False
    return ask.takes(case.nature_of(activity))


def tied(activity: Activity) -> set[str]:
    """The strands that an activity is tied to, by itself or by a session that is no break."""
    found = {*activity.strands, *activity.split} if not activity.sessions else set()
    for session in activity.sessions:
        if session.kind == "session":
            found.update(activity.strands if session.strands is None else session.strands)
    return found


def _worth(case: Case, unit: str) -> Decimal | None:
    for known in case.rules.convert.unit:
        if known.unit == unit:
            worth = known.hours if known.setting is None else case.known_number(known.setting)
            return Decimal(worth) if worth else None
    return None


def _setting_of(case: Case, unit: str) -> str | None:
    """The setting that tells what a unit is worth."""
    return next((known.setting for known in case.rules.convert.unit if known.unit == unit), None)


def any_of_requirements(case: Case, others: Sequence[Requirement]) -> Iterator[Requirement]:
    """Several ways to the same end: met where one of them is met whole."""
    states = {requirement.id: requirement.state for requirement in others}
    divided = {rule.id for rule in case.rules.rule if rule.each or rule.within}
    for group in groups(case):
        yield Requirement(
            id=group.id,
            kind="any-of",
            title=group.title,
            state=_any_state(group, states, divided),
            cites=names(group.cite),
            text=group.text,
            unit="ways",
        )


def _any_state(group: AnyOf, states: Mapping[str, RequirementState], divided: Collection[str]) -> RequirementState:
    best: RequirementState = "unmet"
    for option in group.options:
        # A rule that asks of each strand or of each year stands in the list once for each of them.
        parts = [
            [state for other, state in states.items() if other == id or (id in divided and other.startswith(f"{id}/"))]
            for id in option
        ]
        if not parts or not all(parts):
            continue  # a rule that is not in force, or not asked of this person, is no way
        inside = [state for states_of_one in parts for state in states_of_one]
        if all(state in {"met", "waived"} for state in inside):
            return "met"
        if all(state != "unmet" for state in inside):
            best = "undetermined"
    return best


def entry_requirement(case: Case, need: Entries, counted: Collection[str], inside: Sequence[Activity]) -> Requirement:
    """What each counted entry must hold before it can be handed in; `counted` are their ids."""
    entries = [activity for activity in inside if activity.id in counted]
    of_person = [key.removeprefix("person.") for key in need.needs if key.startswith("person.")]
    of_entry = [key for key in need.needs if not key.startswith("person.")]
    person_lacks = [key for key in of_person if not getattr(case.records.person, key)]
    written = attrgetter("id", "title", *(key for key in of_entry if key != "strands"))
    lacking = []
    for activity in entries:
        if all(written(activity)) and not person_lacks and ("strands" not in of_entry or _has(activity, "strands")):
            continue
        if without := person_lacks + [key for key in of_entry if not _has(activity, key)]:
            lacking.append(f"{activity.id}: {', '.join(without)}")
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


def _has(activity: Activity, key: str) -> bool:
    if key == "strands":
        return bool(activity.strands or activity.split or any(session.strands for session in activity.sessions))
    return bool(getattr(activity, key))
