"""Rule sets whose limits all cross each other: the division keeps to every one of them, and none is better."""

from __future__ import annotations

import random

import pytest
from crossing_rules import CATEGORIES, ON, crossing_library, crossing_log, crossing_rules
from oracle import best_division
from profiles import tries

from alcto_core.evaluation.evaluate import evaluate
from alcto_core.evaluation.standing import Standing
from alcto_core.hours import HOUR
from alcto_core.records.types import Records
from alcto_core.rules.library import Library
from alcto_core.rules.vocabulary import names


def standing_of(records: Records, library: Library) -> Standing:
    return evaluate(records, records.credentials[0], library, ON, readings=False)


@pytest.mark.parametrize("shares", [4, 1])
def test_no_division_under_many_crossing_limits_is_better(shares: int) -> None:
    chance = random.Random(shares)
    for _ in range(tries(6)):
        library = crossing_library(*crossing_rules(chance, shares=shares, caps=5 - shares, strands=3, by_strand=False))
        limits = [rule for rule in library.rule_sets["crossing"].rule if rule.at_most]
        records = crossing_log(chance, 8, strands=3)

        def under(categories: tuple[str, ...], limits=limits) -> tuple[str, ...]:
            return tuple(rule.id for rule in limits if not set(names(rule.select.category)).isdisjoint(categories))

        best = best_division(
            [(one.hours, one.strands, under(one.category)) for one in records.activities],
            {"total": (60 * HOUR, None, None), **{f"f/{at}": (5 * HOUR, f"f/{at}", None) for at in range(3)}},
            {rule.id: (rule.at_most[0].exact, rule.id) for rule in limits if rule.at_most[0].exact is not None},
            [(f"f/{at}", under(one)) for at in range(3) for one in ((), *((name,) for name in CATEGORIES))],
            {rule.id: float(rule.at_most[0].percent) / 100 for rule in limits if rule.at_most[0].percent is not None},
        )
        standing = standing_of(records, library)
        assert float(standing.hours.missing or 0) == pytest.approx(best.missing, abs=0.05)
        assert float(standing.hours.counted) == pytest.approx(best.counted, abs=0.05)


def test_shares_and_caps_of_strands_and_categories_are_kept_exactly() -> None:
    chance = random.Random(1)
    for _ in range(tries(4)):
        library = crossing_library(*crossing_rules(chance, shares=4, caps=3))
        standing = standing_of(crossing_log(chance, 12), library)
        assert len(standing.limits) == 7
        assert all(limit.counted <= limit.most for limit in standing.limits)
        for credit in standing.credits:
            assert credit.claimed + sum(reason.hours for reason in credit.because) == credit.counted
            assert sum(credit.strands.values()) == credit.counted
