"""What other rules would change for a person: every credential before and after, in sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import msgspec

from alcto_core.dates import show as show_date
from alcto_core.evaluation.evaluate import evaluate, periods, standing_in
from alcto_core.evaluation.naming import heading
from alcto_core.evaluation.standing import Credit, Standing, State
from alcto_core.hours import Hours, beside, show
from alcto_core.nouns import asked_hours, counted_hours
from alcto_core.records.types import Records
from alcto_core.rules.library import Library

_MOST_ACTIVITIES = 12


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """One credential in one period, under the rules as they are and as they would be."""

    credential: str
    before: Standing
    after: Standing
    sentences: tuple[str, ...]
    """The verdict first: "TD-CEU FY27 stays NOT YET." """
    is_changed: bool


def differences(records: Records, before: Library, after: Library, on: date) -> tuple[Comparison, ...]:
    """Every credential on the date, and those of its other periods in which something is different."""
    found = []
    for credential in records.credentials:
        now = _difference(evaluate(records, credential, before, on), evaluate(records, credential, after, on))
        found.append(now)
        own = msgspec.structs.replace(records, credentials=(credential,))
        for period in dict.fromkeys((*periods(own, before, on), *periods(own, after, on))):
            if period in {one.period.name for one in (now.before, now.after) if one.period is not None}:
                continue
            one = standing_in(records, credential, before, on, period)
            other = standing_in(records, credential, after, on, period)
            if one is None or other is None or (credential.program not in before.rule_sets and _is_no_news(other)):
                continue
            if (then := _difference(one, other)).is_changed:
                found.append(then)
    return tuple(found)


def _is_no_news(standing: Standing) -> bool:
    """Whether a window of a program that could not be judged before says nothing new: one that begins only after the
    date asked about, or that nobody can judge now either."""
    return standing.state is State.UNDETERMINED or (standing.period is not None and standing.period.start > standing.on)


def _difference(before: Standing, after: Standing) -> Comparison:
    sentences = tuple(_sentences(before, after))
    return Comparison(
        credential=after.credential,
        before=before,
        after=after,
        sentences=(_verdict(before, after), *sentences),
        is_changed=before.state is not after.state or bool(sentences),
    )


def _verdict(before: Standing, after: Standing) -> str:
    name = heading(after)
    if before.state is after.state:
        return f"{name} stays {after.state.word}."
    return f"{name}: {before.state.word} → {after.state.word}."


def _sentences(before: Standing, after: Standing) -> Iterator[str]:
    had, has, needed = before.hours, after.hours, after.hours.needed
    if had.counted != has.counted:
        now = (
            counted_hours(has.counted) if needed is None else f"{beside(has.counted, needed)} of {asked_hours(needed)}"
        )
        yield f"Counted: {beside(had.counted, needed)} → {now}."
    elif had.needed != needed:
        yield f"Needed: {_figure(had.needed)} → {_figure(needed, counted_hours)}."
    if had.missing != has.missing:
        yield f"Missing: {_figure(had.missing)} → {_figure(has.missing, counted_hours)}."
    if before.due != after.due:
        yield f"Due: {_day(before.due)} → {_day(after.due)}."
    yield from _credits(before, after)
    yield from _requirements(before, after)
    yield from (doubt for doubt in after.unconfirmed if doubt not in before.unconfirmed)
    known = {reading.switch for reading in before.readings}
    for reading in after.readings:
        if reading.is_replacement and reading.switch not in known:
            missing = f", {asked_hours(reading.other.missing)} missing" if reading.other.missing else ""
            yield f"As published it would be {reading.other.state.word}{missing}: {reading.other_text}"


def _figure(hours: Hours | None, words: Callable[[Hours], str] = show) -> str:
    return "not known" if hours is None else words(hours)


def _day(day: date | None) -> str:
    return show_date(day) if day else "no day"


def _credits(before: Standing, after: Standing) -> Iterator[str]:
    had = {credit.activity: credit for credit in before.credits}
    said = [line for credit in after.credits if (line := _credit(had.get(credit.activity), credit))]
    yield from said[:_MOST_ACTIVITIES]
    if len(said) > _MOST_ACTIVITIES:
        yield f"And {len(said) - _MOST_ACTIVITIES} more activities."


def _credit(before: Credit | None, after: Credit) -> str:
    """What becomes of one activity; empty where nothing does."""
    counted = before.counted if before else 0
    unknown = before.unknown if before else 0
    if counted == after.counted and unknown == after.unknown:
        return ""
    was = "nobody could say" if unknown and not counted else show(counted)
    will = "nobody can say" if after.unknown and not after.counted else f"{counted_hours(after.counted)} count"
    why = f" {after.because[-1].text}" if after.because and after.counted < after.claimed else ""
    return f"{after.title} ({show_date(after.date)}): {was} → {will}.{why}"


def _requirements(before: Standing, after: Standing) -> Iterator[str]:
    if before.period is None and before.state.value == "undetermined" and not before.requirements:
        return  # nothing could be said before; the verdict says it all
    had = {requirement.id: requirement for requirement in before.requirements}
    has = {requirement.id: requirement for requirement in after.requirements}
    for id, requirement in has.items():
        old = had.get(id)
        if old is None:
            yield f"New: {requirement.text}"
        elif old.state != requirement.state:
            yield f"{requirement.title}: {old.state} → {requirement.state}."
        elif old.text != requirement.text:
            yield f"{requirement.title}: {requirement.text}"
    yield from (f"No longer asked: {old.text}" for id, old in had.items() if id not in has)
