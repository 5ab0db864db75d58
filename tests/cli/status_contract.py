"""The shape of `alcto status --json`, key for key, as the contract has it."""

from __future__ import annotations

from datetime import date
from typing import Any

STATES = {"compliant", "in-progress", "non-compliant", "undetermined", "not-applicable"}
NUMBER = (int, float)


def day(value: Any) -> None:
    assert date.fromisoformat(value).isoformat() == value


def text(value: Any) -> None:
    assert isinstance(value, str)


def flag(value: Any) -> None:
    assert isinstance(value, bool)


def number(value: Any) -> None:
    assert isinstance(value, NUMBER) and not isinstance(value, bool)


def maybe(check: Any) -> Any:
    return lambda value: None if value is None else check(value)


def one_of(*values: str) -> Any:
    def check(value: Any) -> None:
        assert value in values

    return check


def many(check: Any) -> Any:
    def checked(value: Any) -> None:
        assert isinstance(value, list)
        for part in value:
            check(part)

    return checked


def table(**checks: Any) -> Any:
    def check(value: Any) -> None:
        assert isinstance(value, dict)
        assert list(value) == list(checks)
        for key, part in checks.items():
            part(value[key])

    return check


def figures_by_name(value: Any) -> None:
    assert isinstance(value, dict)
    for key, part in value.items():
        text(key)
        number(part)


def switch_value(value: Any) -> None:
    assert isinstance(value, bool | str)


period = table(name=text, start=day, end=day)
state = one_of(*STATES)
hours = table(
    needed=maybe(number),
    claimed=maybe(number),
    counted=maybe(number),
    confirmed=maybe(number),
    missing=maybe(number),
    carried=maybe(number),
)
requirement = table(
    id=text,
    kind=one_of("hours", "step", "stage", "date", "any-of", "entries"),
    title=text,
    needed=maybe(number),
    counted=maybe(number),
    missing=maybe(number),
    state=one_of("met", "unmet", "undetermined", "waived"),
    advisory=flag,
    period=maybe(text),
    parent=maybe(text),
    cites=many(text),
    text=text,
)
because = table(rule=text, hours=number, text=text, cites=many(text))
credit = table(
    activity=text,
    title=text,
    date=day,
    claimed=number,
    counted=number,
    confirmed=number,
    strands=figures_by_name,
    suggested=flag,
    because=many(because),
)
shortfall = table(strands=many(text), needed=number, available=number, missing=number, rules=many(text))
standing = table(
    credential=text,
    program=text,
    title=text,
    period=maybe(period),
    due=maybe(day),
    state=state,
    stage=maybe(text),
    pace=maybe(one_of("ahead", "on-track", "behind")),
    skipped=number,
    hours=hours,
    requirements=many(requirement),
    shortfall=maybe(shortfall),
    credits=many(credit),
    earlier=many(table(period=period, state=state, missing=maybe(number))),
    readings=many(
        table(
            switch=text,
            value=switch_value,
            text=text,
            other=table(state=state, missing=maybe(number)),
            changes_answer=flag,
        )
    ),
    next=text,
)
status = table(
    schema=one_of(1),  # type: ignore[arg-type]
    on=day,
    person=table(name=text, district=text),
    standings=many(standing),
    problems=many(table(severity=one_of("error", "warning"), file=text, line=maybe(number), path=text, text=text)),
)
