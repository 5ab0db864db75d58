"""What a rule set declares and nothing in it uses: switches, settings, units, days to hand in, windows without values.

Like everything odd this is said when a rule author asks for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from alcto_core.dates import show
from alcto_core.rules.faults import RuleFault
from alcto_core.rules.vocabulary import RuleSet, When
from alcto_core.rules.windows import main_windows

_READ_ANYWAY = frozenset({"award", "split"})
"""Switches that are read without a condition: how fixed awards count, and whether an activity may be divided."""


def unused_declarations(rules: RuleSet) -> Iterator[RuleFault]:
    """What a rule set declares in vain."""
    asked = rules.conditions
    yield from _switches(rules, asked)
    yield from _settings(rules, asked)
    measures = {rule.measure for rule in rules.rule}
    for at, unit in enumerate(rules.convert.unit):
        if unit.hours is None and unit.setting is None and unit.unit not in measures:
            text = f"the unit “{unit.unit}” is worth no hours, and no rule counts it"
            yield RuleFault(("convert", "unit", at, "unit"), text, "say what it is worth, or measure a rule in it")
    if not any(step.is_submission for step in rules.step):
        for at, window in enumerate(rules.window):
            if window.submit is not None:
                text = "nothing is handed in within these days"
                yield RuleFault(
                    ("window", at, "submit"), text, "add a [[step]] with submission = true, or leave it out"
                )
    yield from _before_any_value(rules)


def _switches(rules: RuleSet, asked: Sequence[When]) -> Iterator[RuleFault]:
    used = {*_READ_ANYWAY, *(when.switch for when in asked)}
    if rules.posts is not None:
        used.add(rules.posts.switch)
    used.update(switch for window in rules.window for switch in (window.switch, window.start_switch) if switch)
    used.update(stage.switch for stage in rules.stage)
    if any(window.kind == "cycle" and window.cohort and window.switch is None for window in rules.window):
        used.add("due-date")
    for at, switch in enumerate(rules.switch):
        if switch.id not in used:
            text = f"nothing turns on the switch “{switch.id}”"
            yield RuleFault(("switch", at, "id"), text, "name it in a when, a window or a stage, or leave it out")


def _settings(rules: RuleSet, asked: Sequence[When]) -> Iterator[RuleFault]:
    amounts = (amount for rule in rules.rule for amount in rule.at_least)
    used = {
        *(amount.setting for amount in amounts),
        *(unit.setting for unit in rules.convert.unit),
        *(when.setting for when in asked),
        *(setting for window in rules.window for setting in (window.month, window.year_like)),
    }
    for at, setting in enumerate(rules.setting):
        if setting.id not in used:
            text = f"nothing asks for the setting “{setting.id}”"
            yield RuleFault(("setting", at, "id"), text, "name it in an amount, a unit or a when, or leave it out")


def _before_any_value(rules: RuleSet) -> Iterator[RuleFault]:
    """Windows that begin before any least is in force: nothing is asked in them."""
    main = main_windows(rules.window)
    days = [amount.since for rule in rules.rule if rule.advisory is not True for amount in rule.at_least]
    if not main or main[0].first is None or not days or main[0].first >= min(days):
        return
    text = f"the first window begins on {show(main[0].first)}, and no least is in force before {show(min(days))}"
    remedy = "give the first value that day, or let the first window begin later"
    yield RuleFault(("window", rules.window.index(main[0]), "first"), text, remedy)
