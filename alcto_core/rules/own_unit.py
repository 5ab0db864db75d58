"""The unit in which an authority speaks of hours."""

from __future__ import annotations

from alcto_core.hours import exact
from alcto_core.nouns import OwnUnit
from alcto_core.rules.vocabulary import RuleSet


def own_unit(rules: RuleSet) -> OwnUnit | None:
    """The unit that a rule set is shown in; None where that is hours."""
    if rules.shown_in is None:
        return None
    unit = next((one for one in rules.unit if one.id == rules.shown_in), None)
    worth = next((one.hours for one in rules.convert.unit if one.unit == rules.shown_in), None)
    if unit is None or worth is None:
        return None
    return OwnUnit(one=unit.label, several=unit.plural or unit.label, worth=exact(worth))
