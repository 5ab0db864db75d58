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


def is_yes_or_no(rules: RuleSet, setting: str) -> bool:
    """Whether a setting is true or false."""
    return any(one.id == setting and one.type == "bool" for one in rules.setting)


def remark(number: Decimal, setting: str, rules: RuleSet) -> tuple[str, str] | None:
    """What is odd about a number that a setting is set to ("is -1, and …"), and what to do; None where nothing is."""
    counts = setting in asked_for(rules) | worth(rules)
    if not makes_sense(number, setting, rules):
        if number.is_finite() and number > 0:
            return f"is {number}, and no unit is worth more than {_MOST_WORTH:,} hours", "write the hours in one unit"
        least = "above 0" if counts else "0 or more"
        return f"is {number}, which is as good as not set", f"write a number that is {least}"
    exponent = number.normalize().as_tuple().exponent
    if counts and isinstance(exponent, int) and exponent < -2:
        return f"is {number}, finer than hundredths, and is taken as it is written", "round it where that is meant"
    return None


def makes_sense(number: Decimal, setting: str, rules: RuleSet) -> bool:
    """Whether a number can be what a setting says: none is below 0, and what is asked for or worth is above it."""
    if not number.is_finite() or number < 0:
        return False
    if setting in worth(rules):
        return 0 < number <= _MOST_WORTH
    return number > 0 or setting not in asked_for(rules)
