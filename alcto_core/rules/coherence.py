"""What must hold inside one rule set: its amounts, windows, conditions and names fit one another."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import get_args

from alcto_core.records.types import Activity, Format, Person, SessionKind
from alcto_core.rules.finding import Finding, Path, array_id_findings, count_findings, hours_findings, unknown
from alcto_core.rules.vocabulary import Amount, Rule, RuleSet, Select, When, Window, in_force, names

_WINDOW_NEEDS = {
    "fiscal-year": ("begins",),
    "calendar-year": (),
    "cycle": ("years",),
    "months-from": ("months", "fact"),
    "rolling": ("months",),
    "open": (),
}

_YEARS = frozenset({"fiscal-year", "calendar-year"})


def rule_set_findings(rules: RuleSet) -> Iterator[Finding]:
    """Everything in a rule set that contradicts something else in it."""
    yield from _names(rules)
    if not rules.window:
        yield Finding(("window",), "a rule set needs a window", "add a [[window]]")
    for index, window in enumerate(rules.window):
        yield from _window(window, ("window", index), rules)
    for index, rule in enumerate(rules.rule):
        yield from _rule(rule, ("rule", index), rules)
    yield from _counts(rules)
    yield from _converted(rules)
    for key, conditions in (("applies", rules.applies), ("exempt", rules.exempt)):
        for index, condition in enumerate(conditions):
            yield from _when(condition.when, (key, index, "when"), rules)
    for index, switch in enumerate(rules.switch):
        if switch.default == switch.other:
            yield Finding(("switch", index, "other"), "both answers are the same", "write the other answer")
    yield from _choices(rules)
    for index, step in enumerate(rules.step):
        if step.when:
            yield from _when(step.when, ("step", index, "when"), rules)


def _names(rules: RuleSet) -> Iterator[Finding]:
    """Ids: those of requirements and of reasons share one space, as standings show them side by side."""
    counts = rules.counts
    seen: set[str] = set()
    for path, ids in (
        (("rule",), [rule.id for rule in rules.rule]),
        (("step",), [step.id for step in rules.step]),
        (("entries",), [entries.id for entries in rules.entries]),
        (("any_of",), [any_of.id for any_of in rules.any_of]),
        (("stage",), [stage.id for stage in rules.stage]),
        (("counts", "only"), [only.id for only in counts.only]),
        (("counts", "excluded"), [excluded.id for excluded in counts.excluded]),
        (("counts", "least_size"), [size.id for size in counts.least_size]),
    ):
        yield from array_id_findings(ids, path, seen)
    yield from array_id_findings((window.id for window in rules.window), ("window",))
    yield from array_id_findings((switch.id for switch in rules.switch), ("switch",))
    yield from array_id_findings((setting.id for setting in rules.setting), ("setting",))


def _window(window: Window, path: Path, rules: RuleSet) -> Iterator[Finding]:
    for key in _WINDOW_NEEDS[window.kind]:
        if getattr(window, key) is None:
            yield Finding(path, f"a window of the kind {window.kind} needs “{key}”", f"add {key} = …")
    if window.begins is not None:
        try:
            date.fromisoformat(f"2001-{window.begins}")
        except ValueError:
            text = f"“{window.begins}” is not a day of every year"
            yield Finding((*path, "begins"), text, 'write month and day, e.g. "10-01"')
    for key in ("years", "months", "other_months"):
        yield from count_findings(getattr(window, key), (*path, key))
    yield from _place_of_window(window, path, rules)
    if window.grace is not None:
        yield from count_findings(window.grace.months, (*path, "grace", "months"))
    if window.submit is not None:
        yield from count_findings(window.submit.days, (*path, "submit", "days"))
    if window.first and window.last and window.last < window.first:
        yield Finding((*path, "last"), "its last window begins before the first", "put first and last right")
    yield from _switch_named(window.switch, (*path, "switch"), rules)
    cohorts: set[str] = set()
    for index, cohort in enumerate(window.cohort):
        if (name := cohort.name.casefold()) in cohorts:
            yield Finding((*path, "cohort", index, "name"), f"“{cohort.name}” stands twice", "keep one of them")
        cohorts.add(name)
    for index, pause in enumerate(window.pause):
        if pause.until < pause.since:
            yield Finding((*path, "pause", index, "until"), "it ends before it begins", "put from and until right")


def _place_of_window(window: Window, path: Path, rules: RuleSet) -> Iterator[Finding]:
    """Whether it is a main window that is used, or a part of one."""
    main = [other for other in rules.window if other.part_of is None]
    ids = [other.id for other in main if other is not window]
    if window.part_of is None:
        if window is not main[0] and not {window.kind, main[0].kind} <= _YEARS:
            text = f"beside “{main[0].id}” this window is never used"
            yield Finding(path, text, "say of which window it is a part (part_of), or write a rule set of its own")
    elif window.part_of not in ids:
        yield unknown((*path, "part_of"), "main window of this rule set", window.part_of, ids)
    elif window.kind not in {*_YEARS, "cycle"}:
        yield Finding((*path, "kind"), f"a window of the kind {window.kind} divides no other one",
                      "parts are fiscal-year, calendar-year or cycle")  # fmt: skip


def _rule(rule: Rule, path: Path, rules: RuleSet) -> Iterator[Finding]:
    if not rule.at_least and not rule.at_most:
        yield Finding(path, f"the rule “{rule.id}” asks for nothing", "add at_least or at_most")
    for key in ("at_least", "at_most"):
        yield from _amounts(getattr(rule, key), (*path, key), rules)
        yield from _measured(rule, key, path)
    yield from _impossible(rule, path)
    if rule.per is not None and rule.at_least:
        yield Finding((*path, "per"), "per belongs to at_most", "drop it, or ask the least in a rule of its own")
    yield from _select(rule.select, (*path, "select"), rules)
    if rule.when:
        yield from _when(rule.when, (*path, "when"), rules)
    if rule.each == "strand" and rules.framework is None:
        yield Finding((*path, "each"), "a rule for each strand needs a framework", "name its framework, or drop each")
    windows = [window.id for window in rules.window]
    if rule.within is not None and rule.within not in windows:
        yield unknown((*path, "within"), "window of this rule set", rule.within, windows)
    elif any(window.id == rule.within and window.part_of is None for window in rules.window):
        text = f"“{rule.within}” is no part of a window, so the rule would never be asked"
        yield Finding((*path, "within"), text, "leave it out, or add part_of to that window")
    if rule.months is not None:
        yield from count_findings(rule.months, (*path, "months"))
        if rule.advisory is not True:
            text = "hours within some months can only be advice"
            yield Finding((*path, "months"), text, "add advisory = true")
    measures = ["hours", "entries", *(unit.unit for unit in rules.convert.unit)]
    if rule.measure not in measures:
        yield unknown((*path, "measure"), "unit of this rule set", rule.measure, measures)


def _measured(rule: Rule, key: str, path: Path) -> Iterator[Finding]:
    """Amounts in another measure than the rule's."""
    for index, amount in enumerate(getattr(rule, key)):
        at = (*path, key, index)
        if key == "at_most":
            for wrong in ("entries", "setting"):
                if getattr(amount, wrong) is not None:
                    yield Finding((*at, wrong), f"{wrong} belongs to at_least", "write hours or percent here")
        elif amount.entries is not None and rule.measure != "entries":
            yield Finding((*at, "entries"), "the rule does not count entries", 'add measure = "entries" to the rule')
        elif rule.measure == "entries" and amount.hours is not None:
            yield Finding((*at, "hours"), "the rule counts entries", "write entries = … here")
    if key == "at_most" and rule.at_most and rule.measure != "hours":
        yield Finding((*path, "measure"), "at_most speaks of hours", "ask the most in a rule of its own, in hours")


def _impossible(rule: Rule, path: Path) -> Iterator[Finding]:
    """A least that the rule's own most forbids."""
    if rule.per is not None:
        return
    for day in sorted({amount.since for amount in (*rule.at_least, *rule.at_most)}):
        least, most = in_force(rule.at_least, day), in_force(rule.at_most, day)
        if least is None or most is None or least.hundredths is None or most.hundredths is None:
            continue
        if least.hundredths > most.hundredths:
            text = f"at least {least.hours} hours are asked for, and at most {most.hours} count"
            yield Finding((*path, "at_least", rule.at_least.index(least), "hours"), text, "correct one of the two")
            return


def _amounts(amounts: tuple[Amount, ...], path: Path, rules: RuleSet) -> Iterator[Finding]:
    days: set[date] = set()
    for index, amount in enumerate(amounts):
        at = (*path, index)
        if amount.since in days:
            text = f"two amounts begin on {amount.since}"
            yield Finding((*at, "from"), text, "keep one of them, or give it another first day")
        days.add(amount.since)
        given = [key for key in ("hours", "percent", "entries", "setting") if getattr(amount, key) is not None]
        if len(given) != 1:
            yield Finding(at, "an amount is one of hours, percent, entries and setting", "write one of them")
        yield from hours_findings(amount.hours, (*at, "hours"))
        yield from count_findings(amount.entries, (*at, "entries"))
        yield from _setting_named(amount.setting, (*at, "setting"), rules)
        if amount.percent is not None and path[-1] == "at_least":
            yield Finding((*at, "percent"), "percent belongs to at_most", "write hours here")
        elif amount.percent is not None and not 0 < amount.percent <= 100:
            yield Finding((*at, "percent"), "a percentage lies between 0 and 100", "write the share, e.g. 25")
        if amount.per_missed is not None:
            ids = [rule.id for rule in rules.rule]
            if amount.per_missed.rule not in ids:
                yield unknown((*at, "per_missed", "rule"), "rule of this rule set", amount.per_missed.rule, ids)
            yield from hours_findings(amount.per_missed.hours, (*at, "per_missed", "hours"))


def _select(select: Select, path: Path, rules: RuleSet) -> Iterator[Finding]:
    for name in names(select.format):
        if name not in (formats := get_args(Format)):
            yield unknown((*path, "format"), "format", name, formats)
    if rules.counts.listed is None:
        return
    sources = {*rules.counts.listed.sources, *(listing.source for listing in rules.counts.also)}
    for name in names(select.source):
        if name not in sources:
            yield unknown((*path, "source"), "source of this rule set", name, sources)


def _counts(rules: RuleSet) -> Iterator[Finding]:
    counts, path = rules.counts, ("counts",)
    for index, kind in enumerate(counts.never.kinds if counts.never else ()):
        if kind not in (kinds := get_args(SessionKind)):
            yield unknown((*path, "never", "kinds", index), "kind of time", kind, kinds)
    if counts.strand and counts.strand.required and rules.framework is None:
        text = "strands are required and the rule set has no framework"
        yield Finding((*path, "strand"), text, "name its framework")
    if counts.listed and not counts.listed.sources:
        yield Finding((*path, "listed", "sources"), "the list of sources is empty", "name at least one source")
    for index, only in enumerate(counts.only):
        yield from _select(only.among, (*path, "only", index, "among"), rules)
    for key in ("only", "excluded", "least_size", "repeat"):
        for index, word in enumerate(getattr(counts, key)):
            yield from _select(word.select, (*path, key, index, "select"), rules)
    for key in ("only", "excluded", "also"):
        for index, word in enumerate(getattr(counts, key)):
            if word.when:
                yield from _when(word.when, (*path, key, index, "when"), rules)
    for index, size in enumerate(counts.least_size):
        yield from hours_findings(size.hours, (*path, "least_size", index, "hours"))


def _converted(rules: RuleSet) -> Iterator[Finding]:
    convert = rules.convert
    units = [unit.unit for unit in convert.unit]
    for index, unit in enumerate(convert.unit):
        path = ("convert", "unit", index)
        if unit.unit in units[:index]:
            yield Finding((*path, "unit"), f"“{unit.unit}” stands twice in this file", "keep one of them")
        if unit.hours is not None and unit.setting is not None:
            yield Finding(path, "a unit is worth hours, a setting, or nothing", "write one of the two at most")
        yield from hours_findings(unit.hours, (*path, "hours"))
        yield from _setting_named(unit.setting, (*path, "setting"), rules)
    if convert.minutes:
        yield from count_findings(convert.minutes.in_hour, ("convert", "minutes", "in_hour"), 60)
    if convert.rounding:
        yield from hours_findings(convert.rounding.to, ("convert", "round", "to"))
    for index, multiply in enumerate(convert.multiply):
        yield from hours_findings(multiply.by, ("convert", "multiply", index, "by"))
        yield from _select(multiply.select, ("convert", "multiply", index, "select"), rules)
    for index, carry in enumerate(rules.carry):
        yield from hours_findings(carry.most, ("carry", index, "most"))
        yield from _select(carry.select, ("carry", index, "select"), rules)
        for at, month in enumerate(carry.months):
            yield from count_findings(month, ("carry", index, "months", at), 12)


def _choices(rules: RuleSet) -> Iterator[Finding]:
    """Ids that stand in other parts of the rule set, and keys of the records."""
    known = {*(rule.id for rule in rules.rule), *(step.id for step in rules.step)}
    for index, any_of in enumerate(rules.any_of):
        if not any_of.options or not all(any_of.options):
            text = "a way without a rule or step would always be met"
            yield Finding(("any_of", index, "options"), text, "name the rules and steps of each way")
        for at, option in enumerate(any_of.options):
            for number, id in enumerate(option):
                if id not in known:
                    yield unknown(("any_of", index, "options", at, number), "rule or step of this rule set", id, known)
    for index, step in enumerate(rules.step):
        yield from count_findings(step.times, ("step", index, "times"))
    steps = [step.id for step in rules.step] + [stage.id for stage in rules.stage]
    for index, opens in enumerate(rules.opens):
        if opens.step not in steps:
            yield unknown(("opens", index, "step"), "step of this rule set", opens.step, steps)
    keys = {*Activity.__struct_fields__, *(f"person.{field}" for field in Person.__struct_fields__)}
    for index, entries in enumerate(rules.entries):
        for at, need in enumerate(entries.needs):
            if need not in keys:
                yield unknown(("entries", index, "needs", at), "key of an activity", need, keys)
    if rules.exclusive_with and not names(rules.exclusive_cite):
        yield Finding(("exclusive_with",), "the citation is missing", 'add exclusive_cite = "document:lines"')


def _when(when: When, path: Path, rules: RuleSet) -> Iterator[Finding]:
    if when.switch is None and when.holds is None and when.setting is None and when.fact is None:
        yield Finding(path, "the condition names nothing", "add switch, holds, setting or fact")
    if when.without_step is not None and when.holds is None:
        yield Finding((*path, "without_step"), "a step of which programme?", "add holds")
    for key in ("after", "until"):
        if getattr(when, key) is not None and when.fact is None:
            yield Finding((*path, key), "which day of the records?", "add fact")
    if when.least is not None and when.setting is None:
        yield Finding((*path, "least"), "which number of the credential?", "add setting")
    yield from _setting_named(when.setting, (*path, "setting"), rules)
    yield from _switch_named(when.switch, (*path, "switch"), rules)
    switch = next((switch for switch in rules.switch if switch.id == when.switch), None)
    if switch is not None and when.value not in (switch.default, switch.other):
        text = f"“{when.value}” is no answer of the switch “{switch.id}”"
        yield Finding((*path, "value"), text, "write one of its two answers")


def _switch_named(id: str | None, path: Path, rules: RuleSet) -> Iterator[Finding]:
    ids = [switch.id for switch in rules.switch]
    if id is not None and id not in ids:
        yield unknown(path, "switch of this rule set", id, ids)


def _setting_named(id: str | None, path: Path, rules: RuleSet) -> Iterator[Finding]:
    ids = [setting.id for setting in rules.setting]
    if id is not None and id not in ids:
        yield unknown(path, "setting of this rule set", id, ids)
