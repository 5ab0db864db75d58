"""What one part of a rule set says of another: selections, conditions, switches and settings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from alcto_core.records.types import Format
from alcto_core.rules.faults import RuleFault, count_findings, unknown
from alcto_core.rules.numbers import is_yes_or_no
from alcto_core.rules.vocabulary import Conditional, Rule, RuleSet, Select, Step, When, WordFact, names
from alcto_core.toml.layout import Path


def select_findings(select: Select, path: Path, rules: RuleSet) -> Iterator[RuleFault]:
    """A selection by formats, sources or strands that the rule set does not have."""
    for name in names(select.format):
        if name not in (formats := get_args(Format)):
            yield unknown((*path, "format"), "format", name, formats)
    if select.strand is not None and rules.framework is None:
        text = "the rule set has no framework, so no hours have a strand"
        yield RuleFault((*path, "strand"), text, "name its framework, or select by something else")
    if rules.counts.listed is None:
        return
    sources = {*rules.counts.listed.sources, *(listing.source for listing in rules.counts.also)}
    for name in names(select.source):
        if name not in sources:
            yield unknown((*path, "source"), "source of this rule set", name, sources)


def conditional_findings(word: Conditional, path: Path, rules: RuleSet) -> Iterator[RuleFault]:
    """What is wrong with the conditions of a part of a rule set."""
    # `until` is a window's first day. Values that are judged by another day may well begin after it.
    values = [*word.at_least, *word.at_most] if isinstance(word, Rule) and word.judged == "window" else []
    first = word.since or min((one.since for one in values), default=None)
    if word.until is not None and first is not None and word.until < first:
        text = f"it ends on {word.until}, before it begins on {first}"
        yield RuleFault((*path, "until"), text, "put the two days right")
    for key in ("when", "unless"):
        when = getattr(word, key)
        if when is None:
            continue
        yield from _when(when, (*path, key), rules)
        says_whom = isinstance(word, Rule | Step) or path[0] == "applies"
        if when.fact in _WORDS and not says_whom:
            text = f"nobody is let off by a post or a state, and {when.fact} would do so here"
            remedy = "say it in [[applies]], a rule or a step; there whoever records nothing is asked"
            yield RuleFault((*path, key, "fact"), text, remedy)
    if word.when is not None and word.when == word.unless:
        yield RuleFault((*path, "unless"), "it can never hold: `when` says the same", "leave one of the two out")


_WORDS = get_args(WordFact)


def condition_needed(word: Conditional, path: Path) -> Iterator[RuleFault]:
    """A condition that is missing where nothing makes sense without one."""
    if not word.is_conditional:
        yield RuleFault(path, "the condition is missing", "add when = { … } or unless = { … }")


def _when(when: When, path: Path, rules: RuleSet) -> Iterator[RuleFault]:
    """A condition that asks nothing, or that nothing could ever meet."""
    if when.switch is None and when.holds is None and when.setting is None and when.fact is None:
        yield RuleFault(path, "the condition names nothing", "add switch, holds, setting or fact")
    if when.without_step is not None and when.holds is None:
        yield RuleFault((*path, "without_step"), "a step of which program?", "add holds")
    yield from _bounds(when, path, rules)
    yield from _setting(when, path, rules)
    yield from switch_named(when.switch, (*path, "switch"), rules)
    yield from answer_findings(when.switch, when.value, (*path, "value"), rules)


def _setting(when: When, path: Path, rules: RuleSet) -> Iterator[RuleFault]:
    """A setting that cannot be compared: a number has a least, yes or no a value, and a word or a day neither."""
    if when.setting is None or not is_yes_or_no(rules, when.setting):
        if when.switch is None and when.value is not True:
            yield RuleFault((*path, "value"), "the value of what?", "add switch, or a setting of the type bool")
        found = tuple(number_named(when.setting, (*path, "setting"), rules, also_yes_or_no=True))
        yield from found
        if when.setting is not None and when.least is None and not found:
            yield RuleFault((*path, "setting"), "how large must the setting be?", "add least = …")
        return
    if when.least is not None:
        text = f"“{when.setting}” is true or false, and has no least"
        yield RuleFault((*path, "least"), text, "leave least out; value = false asks for no")
    if when.switch is not None:
        text = f"“{when.value}” cannot be the answer of the switch and the value of the setting both"
        yield RuleFault((*path, "setting"), text, "put one of them into unless")
    elif not isinstance(when.value, bool):
        text = f"“{when.setting}” is true or false, never “{when.value}”"
        yield RuleFault((*path, "value"), text, "write value = true or value = false")


def _bounds(when: When, path: Path, rules: RuleSet) -> Iterator[RuleFault]:
    """Numbers and days without something to compare them with, and the other way round."""
    for key in ("after", "until"):
        if getattr(when, key) is not None and (when.fact is None or when.fact in _WORDS):
            yield RuleFault((*path, key), "which day of the records?", "add fact = the name of a day")
    yield from _in_window(when, path, rules)
    if when.one_of is not None and when.fact not in _WORDS:
        yield RuleFault((*path, "is"), "which word of the records?", f"add fact = one of {', '.join(_WORDS)}")
    if when.fact in _WORDS and not all(name.strip() for name in names(when.one_of) or ("",)):
        yield RuleFault((*path, "fact"), "which words must it be?", 'add is = ["…"]')
    if when.least is not None and when.setting is None:
        yield RuleFault((*path, "least"), "which number of the credential?", "add setting")
    is_bound = when.after is not None or when.until is not None or when.in_window
    if when.fact is not None and when.fact not in _WORDS and not is_bound:
        yield RuleFault((*path, "fact"), "on which days must it lie?", "add after, until, both, or in_window = true")
    if when.after is not None and when.until is not None and when.until <= when.after:
        text = f"no day lies after {when.after} and not after {when.until}"
        yield RuleFault((*path, "until"), text, "put after and until right")


def _in_window(when: When, path: Path, rules: RuleSet) -> Iterator[RuleFault]:
    """A day inside the window: of which day, of which window, and how much of it."""
    if when.in_window and (when.fact is None or when.fact in _WORDS):
        yield RuleFault((*path, "in_window"), "which day of the records?", "add fact = the name of a day")
    main = next((window for window in rules.window if window.part_of is None), None)
    if when.in_window and main is not None and main.kind in {"open", "rolling"}:
        text = f"a window of the kind {main.kind} moves with the date asked about, or has no ends"
        yield RuleFault((*path, "in_window"), text, "ask with after and until, or write another kind of window")
    if when.last_months is not None and not when.in_window:
        text = "the last months of what?"
        yield RuleFault((*path, "last_months"), text, "add in_window = true")
    if when.after_first_day and when.last_months is None:
        yield RuleFault((*path, "after_first_day"), "the first day of which months?", "add last_months = …")
    yield from count_findings(when.last_months, (*path, "last_months"))


def switch_named(id: str | None, path: Path, rules: RuleSet) -> Iterator[RuleFault]:
    """A switch that the rule set does not have."""
    ids = [switch.id for switch in rules.switch]
    if id is not None and id not in ids:
        yield unknown(path, "switch of this rule set", id, ids)


def answer_findings(id: str | None, answer: object, path: Path, rules: RuleSet) -> Iterator[RuleFault]:
    """An answer that a switch does not have."""
    switch = next((switch for switch in rules.switch if switch.id == id), None)
    if switch is not None and answer not in (switch.default, switch.other):
        text = f"“{answer}” is no answer of the switch “{switch.id}”"
        yield RuleFault(path, text, "write one of its two answers")


def number_named(id: str | None, path: Path, rules: RuleSet, *, also_yes_or_no: bool = False) -> Iterator[RuleFault]:
    """A setting, where a number is needed, that the rule set does not have or that is none."""
    if id is None:
        return
    setting = next((setting for setting in rules.setting if setting.id == id), None)
    if setting is None:
        yield unknown(path, "setting of this rule set", id, [setting.id for setting in rules.setting])
    elif setting.type != "number":
        text = f"“{id}” is a setting of the type {setting.type}, and a number is needed here"
        other = ' or "bool"' if also_yes_or_no else ""
        yield RuleFault(path, text, f'write type = "number"{other} in the setting, or name another one')
