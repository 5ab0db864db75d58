"""Random people for any rule set: everything that its own words can be about, on days at every edge."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from alcto_core.dates import add_years
from alcto_core.hours import HOUR, from_decimal, from_minutes
from alcto_core.records.types import Activity, AuthorityRecord, Credential, Person, Records, Session, StepRecord
from alcto_core.rules.library import Library
from alcto_core.rules.vocabulary import RuleSet, Select, names

FIRST = date(2023, 1, 1)
LAST = date(2027, 12, 31)


def person(chance: random.Random, library: Library, rules: RuleSet) -> tuple[Records, date]:
    """Somebody who holds the program, and a day to ask about."""
    edges = list(_edges(rules))
    on = _day(chance, edges, date(2025, 1, 1), date(2027, 6, 30))
    held = [_credential(chance, rules, edges, number) for number in range(chance.choice((1, 1, 1, 2)))]
    logged = chance.choice((0, 1, 3, 8, 16))
    activities = [_activity(chance, library, rules, edges, held, number) for number in range(logged)]
    began = chance.choice((None, None, _day(chance, edges, date(2015, 1, 1), LAST)))
    records = Records(
        person=Person(name="Jordan Avery", district="Pine Hollow", role_began=began),
        credentials=tuple(held),
        activities=tuple(activities),
    )
    return records, on


def _edges(rules: RuleSet) -> Iterator[tuple[int, int]]:
    """Month and day on which windows begin, end, or are due."""
    for window in rules.window:
        month, day = (int(part) for part in (window.begins or "01-01").split("-"))
        yield month, day
        for cohort in window.cohort:
            yield cohort.due.month, cohort.due.day
    yield from ((6, 1), (12, 31), (2, 28))


def _day(chance: random.Random, edges: Sequence[tuple[int, int]], first: date, last: date) -> date:
    if chance.random() < 0.4:
        month, day = chance.choice(edges)
        found = date(chance.randint(first.year, last.year), month, day) + timedelta(days=chance.choice((-1, 0, 1)))
        return min(max(found, first), last)
    return first + timedelta(days=chance.randint(0, (last - first).days))


def _credential(chance: random.Random, rules: RuleSet, edges: Sequence[tuple[int, int]], number: int) -> Credential:
    facts: dict[str, Any] = {}
    cohorts = [cohort.name for window in rules.window for cohort in window.cohort]
    if cohorts and chance.random() < 0.5:
        facts["cohort"] = chance.choice(cohorts)
    if "cohort" not in facts or chance.random() < 0.3:
        facts["issued"] = chance.choice((None, *(_day(chance, edges, date(2019, 1, 1), LAST) for _ in range(4))))
    if (issued := facts.get("issued")) is not None and chance.random() < 0.4:
        years = rules.window[0].years or 1
        facts["renewed"] = (add_years(issued, years) - timedelta(days=chance.choice((0, 1, 20))),)
    if chance.random() < 0.1:
        facts["renewed"] = None
    if chance.random() < 0.3:
        facts["owed_from"] = _day(chance, edges, date(2021, 1, 1), LAST)
    if chance.random() < 0.1:
        facts["ended"] = _day(chance, edges, date(2025, 1, 1), LAST)
    id = rules.id if not number else f"{rules.id}-{number + 1}"
    steps = tuple(_steps(chance, rules, edges))
    return Credential(program=rules.id, id=id, settings=_settings(chance, rules), steps=steps, **facts)


def _settings(chance: random.Random, rules: RuleSet) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for setting in rules.setting:
        if setting.type == "number" and chance.random() < 0.8:
            found[setting.id] = chance.choice((1, 5, 20, 70, Decimal("7.5")))
        elif setting.type == "bool" and chance.random() < 0.5:
            found[setting.id] = chance.random() < 0.5
    for switch in rules.switch:
        if chance.random() < 0.2:
            found[switch.id] = switch.other
    return found


def _steps(chance: random.Random, rules: RuleSet, edges: Sequence[tuple[int, int]]) -> Iterator[StepRecord]:
    is_eager = chance.random() < 0.5
    for id in (*(step.id for step in rules.step), *(stage.id for stage in rules.stage)):
        if chance.random() < (0.9 if is_eager else 0.2):
            day = _day(chance, edges, FIRST, LAST)
            waived = chance.choice((None, None, None, None, "no district"))
            done = None if waived and chance.random() < 0.5 else day
            yield StepRecord(id=id, done=done, waived=waived, by=chance.choice(("", "Dr. Lee")))


def _activity(
    chance: random.Random,
    library: Library,
    rules: RuleSet,
    edges: Sequence[tuple[int, int]],
    held: Sequence[Credential],
    number: int,
) -> Activity:
    framework = library.frameworks.get(rules.framework) if rules.framework else None
    strands = [strand.id for strand in framework.strand] if framework else []
    facts: dict[str, Any] = {
        "strands": tuple(chance.sample(strands, min(len(strands), chance.choice((1, 1, 2))))) if strands else (),
        "format": chance.choice((None, *_words(rules, "format"), "online", "in-person")),
        "category": tuple(chance.sample(found, 1)) if (found := _words(rules, "category")) else (),
        "source": chance.choice((None, *_words(rules, "source"))),
        "status": chance.choice(("completed",) * 6 + ("planned",)),
        "posted": chance.choice((None, None, _day(chance, edges, FIRST, LAST))),
        "records": tuple(_records(chance, edges, held)),
    }
    if library.listings and chance.random() < 0.8:
        facts["offering"] = chance.choice(sorted(library.listings))
    hours = from_decimal(Decimal(chance.choice(("0.5", "1", "1", "2", "3", "6", "12", "40", "0.66"))))
    hours = chance.choice((hours, hours, from_minutes(40)))
    units = sorted({unit.unit for unit in rules.convert.unit})
    if units and chance.random() < 0.4:
        facts["units"] = {chance.choice(units): Decimal(chance.choice((1, 3)))}
        hours = chance.choice((0, hours))
    if hours and chance.random() < 0.2:
        kinds = ("session", "meal", "session")
        parts = [Session(title=kind, hours=hours, kind=kind) for kind in kinds]  # type: ignore[arg-type]
        facts["sessions"] = tuple(parts)
        hours = sum(part.hours for part in parts)
    day = _day(chance, edges, FIRST, LAST)
    return Activity(id=f"a{number}", title=f"Event {number}", date=day, hours=hours, **facts)


def _records(
    chance: random.Random, edges: Sequence[tuple[int, int]], held: Sequence[Credential]
) -> Iterator[AuthorityRecord]:
    if chance.random() < 0.25:
        yield AuthorityRecord(
            credential=chance.choice(held).id,
            state=chance.choice(("posted", "refused", "submitted")),
            on=chance.choice((None, _day(chance, edges, FIRST, LAST))),
            hours=chance.choice((None, HOUR)),
        )


def _words(rules: RuleSet, key: str) -> list[str]:
    """What the selections of the rule set name of a kind."""
    counts = rules.counts
    selects: list[Select | None] = [rule.select for rule in rules.rule]
    selects += [one.select for one in (*counts.only, *counts.excluded, *rules.convert.multiply)]
    return sorted({word for select in selects if select for word in names(getattr(select, key))})
