"""Whatever the log and the date, under every regime: nothing breaks, every sum holds, and no order matters."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from regime_library import folders, library_of

from alcto_core.evaluation.evaluate import evaluate
from alcto_core.evaluation.standing import State
from alcto_core.evaluation.status_document import standing_document
from alcto_core.hours import HUNDREDTH
from alcto_core.records.types import Activity, Credential, Person, Records, StepRecord
from alcto_core.rules.vocabulary import RuleSet, names, selections


def named(rules: RuleSet, key: str) -> list[str]:
    return sorted({name for select in selections(rules) for name in names(getattr(select, key))})


def random_activity(chance: random.Random, rules: RuleSet, number: int) -> Activity:
    units = [unit.unit for unit in rules.convert.unit]
    categories, sources = named(rules, "category"), named(rules, "source")
    more: dict[str, Any] = {"hours": 25 * HUNDREDTH * chance.randint(1, 160)}
    if units and chance.random() < 0.4:
        more = {"units": {chance.choice(units): Decimal(chance.randint(1, 60)) / 10}}
    return Activity(
        id=f"a{number}",
        title=f"Event {chance.randint(0, 9)}",
        date=date(2008, 1, 1) + timedelta(days=chance.randint(0, 7500)),
        category=tuple(chance.sample(categories, min(len(categories), chance.choice((0, 1, 1, 2))))),
        source=chance.choice((None, *sources)),
        offering=chance.choice((None, "tasl/institute")),
        status=chance.choice(("completed", "completed", "completed", "planned")),
        **more,
    )


def random_credential(chance: random.Random, rules: RuleSet) -> Credential:
    issued = date(2008, 1, 1) + timedelta(days=chance.randint(0, 5000))
    numbers = {one.id: Decimal(chance.randint(1, 120)) for one in rules.setting if chance.random() < 0.7}
    return Credential(
        program=rules.id,
        id=rules.id,
        issued=chance.choice((issued, issued, None)),
        owed_from=chance.choice((issued, None)),
        due=chance.choice((None, None, issued + timedelta(days=chance.randint(1, 2500)))),
        renewed=chance.choice(((), (), None, (issued + timedelta(days=chance.randint(1, 2500)),))),
        settings=numbers,
        steps=tuple(
            StepRecord(id=step.id, done=issued + timedelta(days=chance.randint(0, 1500))) for step in rules.step
        ),
    )


@pytest.mark.parametrize("folder", folders(), ids=lambda folder: folder.name)
def test_no_log_and_no_date_breaks_a_sum(folder: Path) -> None:
    chance, library = random.Random(folder.name), library_of(folder)
    for _ in range(12):
        rule_sets = list(library.rule_sets.values())
        credentials = tuple(random_credential(chance, rules) for rules in rule_sets)
        log = tuple(random_activity(chance, rule_sets[0], number) for number in range(chance.randint(0, 25)))
        records = Records(person=Person(name="J"), credentials=credentials, activities=log)
        turned = Records(
            person=Person(name="J"), credentials=credentials, activities=tuple(chance.sample(log, len(log)))
        )
        on = date(2008, 1, 1) + timedelta(days=chance.randint(0, 8000))
        for credential in credentials:
            standing = evaluate(records, credential, library, on)
            assert standing_document(standing) == standing_document(evaluate(turned, credential, library, on))
            for credit in standing.credits:
                assert credit.claimed + sum(reason.hours for reason in credit.because) == credit.counted
                assert 0 <= credit.confirmed <= credit.counted
            assert sum(credit.counted for credit in standing.credits) == standing.hours.counted
            assert len({limit.id for limit in standing.limits}) == len(standing.limits)
            open_ones = [one.id for one in standing.requirements if one.is_open]
            is_renewed = standing.period is not None and standing.why.startswith("The authority renewed it.")
            assert standing.state is not State.COMPLIANT or not open_ones or is_renewed
