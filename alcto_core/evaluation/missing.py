"""Values that the rules ask for and nobody recorded: what they are, who would know, and every way they could be.

A rule set tells few values of a setting or of a day apart: each least of its conditions and what lies below it, the
days at the edges. Of what is asked for, and of what a unit is worth, the least and the most stand for all others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal

import msgspec

from alcto_core.records.types import Credential
from alcto_core.rules.numbers import asked_for, is_yes_or_no, worth
from alcto_core.rules.vocabulary import FACTS, DayFact, RuleSet, Switch, When
from alcto_core.rules.windows import Span, months_before_end

AssumedValue = Decimal | date | bool | str

_DAY = timedelta(days=1)
_LEAST, _MOST = Decimal("0.01"), Decimal(1_000_000)
"""Less, and more, than any number that a person could mean."""

_WRITE: Mapping[str, str] = {
    "person.role_began": "Write the day as `role_began` under [person].",
    "credential.issued": "Record it: `alcto credential change {id} --issued DATE`.",
    "credential.from": "Record it: `alcto credential change {id} --from DATE`.",
}


class Missing(msgspec.Struct, frozen=True, kw_only=True):
    """One value that nobody recorded."""

    key: str
    """What it is assumed under."""
    values: tuple[AssumedValue, ...]
    """The ways it could be, that the rules tell apart."""
    text: str
    """What is missing and who would know it, as a sentence."""
    remedy: str
    """How to record it, as a sentence."""
    is_amount: bool = False
    """Whether it says how much is asked for, or what a unit is worth."""

    def joined(self, other: Missing) -> Missing:
        """The same, with the ways that another question tells apart."""
        if set(other.values) <= set(self.values):
            return self
        days = sorted({*self.values, *other.values}, key=lambda value: (isinstance(value, date), value))
        return msgspec.structs.replace(self, values=tuple(days))


def key_of(setting: str, value: object, period: str) -> str:
    """What a setting is assumed under: for the period alone, where it is written by period."""
    return f"{setting}/{period}" if isinstance(value, Mapping) else setting


def missing_number(rules: RuleSet, credential: Credential, setting: str, period: str) -> Missing:
    """A setting that is not set, or not to a number that makes sense."""
    value = credential.settings.get(setting)
    known = next((one for one in rules.setting if one.id == setting), None)
    told = f": {known.text}" if known else "."
    named = known.title if known and known.title else setting
    how = "true` (or false)" if is_yes_or_no(rules, setting) else "…`"
    remedy = f"Set “{named}”: `alcto credential change {credential.id} --setting {setting}={how}."
    if isinstance(value, Mapping):
        remedy = f'Write it for the period: settings = {{ {setting} = {{ "{period}" = … }} }}.'
        value = value.get(period)
    if value is None:
        text = f"Nobody has set “{named}” yet{told}"
    else:
        text = f"“{named}” is set to {_shown(value)}, which cannot be{told}"
    return Missing(
        key=key_of(setting, credential.settings.get(setting), period),
        values=tuple(sorted(set(_numbers(rules, setting)))),
        text=text,
        remedy=remedy,
        is_amount=setting in asked_for(rules) | worth(rules),
    )


def missing_reading(switch: Switch, credential: Credential, period: str) -> Missing:
    """A switch that is set to neither of its answers: nobody can tell which of them was meant."""
    value = credential.settings.get(switch.id)
    key = key_of(switch.id, value, period)
    usual, other = _shown_answer(switch.default), _shown_answer(switch.other)
    remedy = f"Set it: `alcto credential change {credential.id} --setting {switch.id}={usual}` (or {other})."
    if isinstance(value, Mapping):
        value = value.get(period)
        remedy = f'Write it for the period: settings = {{ {switch.id} = {{ "{period}" = … }} }}.'
    return Missing(
        key=key,
        values=(switch.default, switch.other),
        text=f"“{switch.id}” is set to {_shown(value)}, which is neither {usual} nor {other}.",
        remedy=remedy,
    )


def _shown_answer(answer: bool | str) -> str:
    return answer if isinstance(answer, str) else str(answer).lower()


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f"“{value}”" if isinstance(value, str) else str(value)


def _numbers(rules: RuleSet, setting: str) -> Iterator[Decimal]:
    if is_yes_or_no(rules, setting):
        yield from (Decimal(0), Decimal(1))
    leasts = [Decimal(when.least) for when in rules.conditions if when.setting == setting and when.least is not None]
    if leasts:
        yield min(leasts) - 1
        yield from leasts
    if setting in worth(rules):
        yield from (_LEAST, _MOST)
    elif setting in asked_for(rules):
        yield from (Decimal(0), _MOST)


def first_inside(when: When, span: Span | None) -> date | None:
    """The first day that lies inside the window for a condition that asks for such a day; None where it does not."""
    if not when.in_window:
        return None
    if span is None or when.last_months is None:
        return date.min if span is None else span.start
    first = months_before_end(span.end, when.last_months)
    return max(span.start, first + _DAY if when.after_first_day else first)


def missing_day(rules: RuleSet, credential: Credential, fact: DayFact, span: Span | None = None) -> Missing:
    """A day that the records do not tell."""
    return Missing(
        key=fact,
        values=tuple(sorted(set(_days(rules, fact, span)))),
        text=f"Nobody has recorded {FACTS[fact]} (`{fact}`), and the answer turns on it.",
        remedy=_WRITE[fact].format(id=credential.id),
    )


def missing_hand_in(rules: RuleSet, credential: Credential, span: Span, days: tuple[date, ...]) -> Missing:
    """The day on which a window that is over was applied for: the values of one of these days hold."""
    step = next((one.id for one in rules.step if one.is_submission), "STEP")
    return Missing(
        key=f"hand-in/{span.name}",
        values=days,
        text=f"Nobody has recorded when {span.name} was handed in, and what it asks for turns on that day.",
        remedy=f"Record it: `alcto step {credential.id} {step} --done DATE`.",
    )


def _days(rules: RuleSet, fact: DayFact, span: Span | None) -> Iterator[date]:
    for when in rules.conditions:
        if when.fact == fact and span is not None and (first := first_inside(when, span)) is not None:
            yield first
            yield first - _DAY if first > date.min else span.end + _DAY
        for edge in (when.after, when.until):
            if when.fact == fact and edge is not None:
                yield edge
                yield edge + _DAY if edge < date.max else edge - _DAY
