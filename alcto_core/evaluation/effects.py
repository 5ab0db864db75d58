"""What a change to one activity does to every credential: in the period in force, and in the one that its day falls in.

Only what changes is told, and the periods that hold the activity.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

import msgspec

from alcto_core.evaluation.between_cycles import no_cycle_on
from alcto_core.evaluation.case import Bench
from alcto_core.evaluation.evaluate import evaluate, period_of, standing_in
from alcto_core.evaluation.naming import heading
from alcto_core.evaluation.standing import Credit, Standing
from alcto_core.records.types import Credential, Records
from alcto_core.rules.library import Library


class Effect(msgspec.Struct, frozen=True, kw_only=True):
    """What a change to one activity does to one credential in one period."""

    credential: str
    title: str
    before: Standing
    after: Standing
    credit: Credit | None
    """What the activity itself comes to; None where its date lies outside the window."""
    others: tuple[str, ...] = ()
    """Ids of other activities that come to something else than before."""
    nowhere: str = ""
    """Why the activity counts for no cycle of this credential, as a sentence; empty where it may count for one."""
    is_other_period: bool = False
    """Whether it is of another period than the one in force."""


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked of the rules: the records as they are and as they would be, and how they are judged."""

    before: Records
    after: Records
    library: Library
    on: date
    plan: bool = False
    bench: Bench = {}
    """What is prepared of the records as they are."""
    own: tuple[str, ...] = ()
    """Ids of the activity that changes, before and after."""
    days: tuple[date, ...] = ()
    """The days on which it lies, before and after."""
    new_day: date | None = None
    """The day on which it lies afterwards; None where it is deleted."""


def effects_of(asked: Asked, standings: Mapping[str, Standing]) -> Iterator[Effect]:
    """Every effect, in the order of the file. `standings` are those of the records as they are, by credential."""
    for credential in asked.after.credentials:
        standing = standings.get(credential.id)
        if standing is not None:
            yield from _effects(asked, credential, standing)


def _effects(asked: Asked, credential: Credential, before: Standing) -> Iterator[Effect]:
    start = before.period.start if before.period is not None else before.on
    is_past = any(day < start for day in asked.days)
    how: dict[str, Any] = {"plan": asked.plan, "readings": False, "bench": asked.bench}
    after = evaluate(asked.after, credential, asked.library, asked.on, earlier=is_past, **how)
    nowhere = ""
    if asked.new_day is not None:
        nowhere = no_cycle_on(asked.after, credential, asked.library, asked.new_day, asked.on)
    now = msgspec.structs.replace(_effect(asked, before, after), nowhere=nowhere)
    if _is_told(asked, now):
        yield now
    names = [_name(asked, credential, before, day) for day in asked.days]
    if is_past:
        names += _ended_otherwise(before, after)
    for name in dict.fromkeys(name for name in names if name):
        one, other = (
            standing_in(records, credential, asked.library, asked.on, name, earlier=False, **how)
            for records in (asked.before, asked.after)
        )
        if one is not None and other is not None:
            effect = msgspec.structs.replace(_effect(asked, one, other), is_other_period=True)
            if _is_told(asked, effect):
                yield effect


def _name(asked: Asked, credential: Credential, standing: Standing, day: date) -> str:
    """The name of the period that a day falls in; empty where it is the one in force, or none."""
    period = standing.period
    if period is not None and period.start <= day <= period.end:
        return ""
    span = period_of(asked.after, credential, asked.library, asked.on, day)
    return span.name if span is not None and (period is None or span.name != period.name) else ""


def _ended_otherwise(before: Standing, after: Standing) -> Iterator[str]:
    """Ended periods that come to something else: by what is carried, repeated, or owed at all."""
    had, has = ({one.period.name: one for one in standing.earlier} for standing in (before, after))
    yield from (name for name in {**has, **had} if had.get(name) != has.get(name))


def _effect(asked: Asked, before: Standing, after: Standing) -> Effect:
    own = next((credit for id in asked.own[-1:] if (credit := after.credit(id)) is not None), None)
    return Effect(
        credential=after.credential,
        title=heading(after),
        before=before,
        after=after,
        credit=own,
        others=tuple(_changed(before, after, asked.own)),
    )


def _changed(before: Standing, after: Standing, own: Iterable[str]) -> Iterator[str]:
    had = {credit.activity: credit.counted for credit in before.credits}
    skipped = set(own)
    for credit in after.credits:
        if credit.activity not in skipped and had.get(credit.activity, credit.counted) != credit.counted:
            yield credit.activity


def _is_told(asked: Asked, effect: Effect) -> bool:
    """Whether the period holds the activity, or anything in it comes to something else."""
    before, after = effect.before, effect.after
    if effect.nowhere or any(standing.credit(id) is not None for standing in (before, after) for id in asked.own):
        return True
    return (
        before.state is not after.state
        or before.due != after.due
        or before.hours != after.hours
        or before.requirements != after.requirements
        or bool(effect.others)
    )
