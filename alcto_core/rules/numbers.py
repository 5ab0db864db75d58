"""Settings that are numbers: what the rules use them for, and which numbers make sense there."""

from __future__ import annotations

from decimal import Decimal

from alcto_core.rules.vocabulary import RuleSet

_MOST_WORTH = 1000
"""Hours that one entry may hold: no unit is worth more."""


def asked_for(rules: RuleSet) -> frozenset[str]:
    """Settings that say how much is asked for."""
    return frozenset(amount.setting for rule in rules.rule for amount in rule.at_least if amount.setting is not None)


def worth(rules: RuleSet) -> frozenset[str]:
    """Settings that say how many hours a unit is worth."""
    return frozenset(unit.setting for unit in rules.convert.unit if unit.setting is not None)


def makes_sense(number: Decimal, setting: str, rules: RuleSet) -> bool:
    """Whether a number can be what a setting says: none is below 0, and what is asked for or worth is above it."""
    if not number.is_finite() or number < 0:
        return False
    if setting in worth(rules):
        return 0 < number <= _MOST_WORTH
    return number > 0 or setting not in asked_for(rules)
