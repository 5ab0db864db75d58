"""Rules: their leasts and mosts, what they are measured in, and what a rule of that shape can ask at all."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from alcto_core.rules.coherence.references import conditional_findings, number_named, select_findings
from alcto_core.rules.faults import RuleFault, count_findings, hours_findings, unknown
from alcto_core.rules.vocabulary import Amount, Rule, RuleSet, in_force, names
from alcto_core.toml.layout import Path


def rules_findings(rules: RuleSet) -> Iterator[RuleFault]:
    """Everything that is wrong with the rules of a rule set."""
    for index, rule in enumerate(rules.rule):
        yield from _rule(rule, ("rule", index), rules)
    yield from _totals(rules)


def is_total(rule: Rule) -> bool:
    """Whether a rule asks for hours of every kind in the whole window."""
    asks_once = rule.within is None and rule.each is None and rule.months is None
    is_plain = any(amount.percent is None for amount in rule.at_least)
    return is_plain and asks_once and rule.measure == "hours" and rule.select.is_everything


def _rule(rule: Rule, path: Path, rules: RuleSet) -> Iterator[RuleFault]:
    if not rule.at_least and not rule.at_most:
        yield RuleFault(path, f"the rule “{rule.id}” asks for nothing", "add at_least or at_most")
    own = () if rules.unit else (unit.unit for unit in rules.convert.unit)
    measures = ["hours", "entries", *dict.fromkeys((*(one.id for one in rules.unit), *own))]
    if is_unknown := rule.measure not in measures:
        yield unknown((*path, "measure"), "unit of this rule set", rule.measure, measures)
    for key in ("at_least", "at_most"):
        yield from _amounts(getattr(rule, key), (*path, key), rules)
        if not is_unknown:
            yield from _measured(rule, key, path)
    yield from _impossible(rule, path)
    yield from _shape(rule, path)
    yield from _shares(rule, path, rules)
    yield from select_findings(rule.select, (*path, "select"), rules)
    yield from conditional_findings(rule, path, rules)
    if rule.each == "strand" and rules.framework is None:
        yield RuleFault((*path, "each"), "a rule for each strand needs a framework", "name its framework, or drop each")
    yield from _within(rule, path, rules)
    yield from _judged(rule, path, rules)


def _shape(rule: Rule, path: Path) -> Iterator[RuleFault]:
    """Keys that have no effect in a rule of this shape."""
    if rule.per is not None and rule.at_least:
        yield RuleFault((*path, "per"), "per belongs to at_most", "drop it, or ask the minimum in a rule of its own")
    if rule.judged == "earned" and rule.per is None:
        text = "several entries have no one day on which they were earned"
        yield RuleFault((*path, "judged"), text, 'leave it out, or add per = "entry"')
    if rule.since is not None:
        text = "a rule has no first day of its own: each of its values has one"
        yield RuleFault((*path, "from"), text, "leave it out, and write from in at_least or at_most")
    yield from _prorated(rule, path)
    if rule.each == "strand" and rule.select.strand is not None:
        text = "a rule for each strand is asked of all of them"
        yield RuleFault((*path, "select", "strand"), text, "drop it, or write a rule for each of these strands")
    if rule.one_each and (rule.measure != "entries" or not rule.at_least):
        text = "only entries are counted one by one"
        yield RuleFault((*path, "one_each"), text, 'leave it out, or add measure = "entries" and at_least')
    for at, offering in enumerate(rule.one_each):
        if rule.select.offering is not None and offering not in names(rule.select.offering):
            text = f"the rule does not select “{offering}”"
            yield RuleFault((*path, "one_each", at), text, "name an offering of its select, or leave it out")
    if rule.spends and rule.measure != "hours":
        text = f"only hours are spent, and the rule counts {rule.measure}"
        yield RuleFault((*path, "spends"), text, "leave it out, or ask for hours")
    if rule.months is not None:
        yield from count_findings(rule.months, (*path, "months"))
        if rule.advisory is not True:
            text = "hours within some months can only be advice"
            yield RuleFault((*path, "months"), text, "add advisory = true")


def _prorated(rule: Rule, path: Path) -> Iterator[RuleFault]:
    """A most that shrinks in the first window: of what, and whether the least of the same rule shrinks too."""
    if rule.prorate_most is None:
        return
    at = (*path, "prorate_most")
    if not rule.at_most:
        yield RuleFault(at, "no most shrinks without at_most", "leave it out; prorate shrinks at_least")
    elif rule.per is not None:
        text = f"each {rule.per} has its most by itself, however long the window is"
        yield RuleFault(at, text, "leave it out, or drop per")
    elif any(amount.percent is not None for amount in rule.at_most):
        yield RuleFault(at, "a share shrinks with what it is of", "leave it out, or write hours")
    elif rule.at_least and rule.prorate is None:
        text = "the most shrinks and the least does not, so that a short first window could not be met"
        yield RuleFault(at, text, 'add prorate = "month"')


def _judged(rule: Rule, path: Path, rules: RuleSet) -> Iterator[RuleFault]:
    """A day that decides which value holds, in a rule set that has no such day."""
    if rule.judged == "application" and not any(step.is_submission for step in rules.step):
        text = "nothing is handed in, so no day of application is ever recorded"
        yield RuleFault((*path, "judged"), text, 'add a [[step]] with submission = true, or write judged = "end"')
    main = next((window for window in rules.window if window.part_of is None), None)
    if rule.judged in {"end", "application"} and main is not None and main.kind == "open":
        text = "a window without ends has no last day and is applied for on no day"
        yield RuleFault((*path, "judged"), text, "leave it out: the values of the date asked about hold")


def _within(rule: Rule, path: Path, rules: RuleSet) -> Iterator[RuleFault]:
    windows = [window.id for window in rules.window]
    if rule.within is not None and rule.within not in windows:
        yield unknown((*path, "within"), "window of this rule set", rule.within, windows)
    elif any(window.id == rule.within and window.part_of is None for window in rules.window):
        text = f"“{rule.within}” is no part of a window, so the rule would never be asked"
        yield RuleFault((*path, "within"), text, "leave it out, or add part_of to that window")


def _measured(rule: Rule, key: str, path: Path) -> Iterator[RuleFault]:
    """Amounts in another measure than the rule's."""
    for index, amount in enumerate(getattr(rule, key)):
        at = (*path, key, index)
        if key == "at_most":
            for wrong in ("entries", "setting", "per_missed"):
                if getattr(amount, wrong) is not None:
                    yield RuleFault((*at, wrong), f"{wrong} belongs to at_least", "write hours or percent here")
        elif amount.entries is not None and rule.measure != "entries":
            yield RuleFault((*at, "entries"), "the rule does not count entries", 'add measure = "entries" to the rule')
        elif rule.measure == "entries" and amount.hours is not None:
            yield RuleFault((*at, "hours"), "the rule counts entries", "write entries = … here")
    if key == "at_most" and rule.at_most and rule.measure != "hours":
        yield RuleFault((*path, "measure"), "at_most speaks of hours", "ask the maximum in a rule of its own, in hours")


def _shares(rule: Rule, path: Path, rules: RuleSet) -> Iterator[RuleFault]:
    """Percentages, and what they are of."""
    for key in ("at_least", "at_most"):
        for index, amount in enumerate(getattr(rule, key)):
            at = (*path, key, index)
            if amount.of != "counted" and amount.percent is None:
                yield RuleFault((*at, "of"), "“of” says what a percentage is of", "leave it out, or write percent")
            elif amount.of == "needed" and not any(is_total(one) for one in rules.rule):
                text = "the rule set has no total in hours, so nothing says what is needed"
                yield RuleFault((*at, "of"), text, 'add a total, or write of = "counted"')
            yield from _least_share(rule, amount, key, at)
            if amount.percent is not None and rule.within is not None:
                text = "a percentage is of the whole window, and this rule is asked in parts of it"
                yield RuleFault((*at, "percent"), text, "write hours, or leave within out")


def _least_share(rule: Rule, amount: Amount, key: str, at: Path) -> Iterator[RuleFault]:
    """A least that is a share: of what the total asks for, in hours, and never of itself."""
    if amount.percent is None or key == "at_most":
        return
    if amount.of != "needed":
        text = "a least is a share of what is asked for, not of what counts"
        yield RuleFault((*at, "percent"), text, 'add of = "needed"')
    if rule.measure != "hours" or rule.months is not None:
        text = "a share of what is asked for is in hours"
        yield RuleFault((*at, "percent"), text, "ask for hours in the whole window, or write the amount itself")
    elif rule.select.is_everything and rule.each is None:
        text = "the rule asks for hours of every kind, so this would be a share of itself"
        yield RuleFault((*at, "percent"), text, "add a select, or write hours")


def _impossible(rule: Rule, path: Path) -> Iterator[RuleFault]:
    """A least that the rule's own most forbids."""
    if rule.per is None and (found := first_above(rule.at_least, rule.at_most)):
        least, most = found
        text = f"at least {least.hours} hours are asked for, and at most {most.hours} count"
        yield RuleFault((*path, "at_least", rule.at_least.index(least), "hours"), text, "correct one of the two")


def first_above(leasts: tuple[Amount, ...], mosts: tuple[Amount, ...]) -> tuple[Amount, Amount] | None:
    """The first least in hours that is larger than the other amount in force on the day; None where none ever is."""
    for day in sorted({amount.since for amount in (*leasts, *mosts)}):
        least, most = in_force(leasts, day), in_force(mosts, day)
        if least is None or most is None or least.exact is None or most.exact is None:
            continue
        if least.exact > most.exact:
            return least, most
    return None


def _amounts(amounts: tuple[Amount, ...], path: Path, rules: RuleSet) -> Iterator[RuleFault]:
    days: set[date] = set()
    for index, amount in enumerate(amounts):
        at = (*path, index)
        if amount.since in days:
            text = f"two amounts begin on {amount.since}"
            yield RuleFault((*at, "from"), text, "keep one of them, or give it another first day")
        days.add(amount.since)
        given = [key for key in ("hours", "percent", "entries", "setting") if getattr(amount, key) is not None]
        if len(given) != 1:
            yield RuleFault(at, "an amount is one of hours, percent, entries and setting", "write one of them")
        yield from hours_findings(amount.hours, (*at, "hours"))
        yield from count_findings(amount.entries, (*at, "entries"))
        yield from number_named(amount.setting, (*at, "setting"), rules)
        if amount.percent is not None and not 0 < amount.percent <= 100:
            yield RuleFault((*at, "percent"), "a percentage lies between 0 and 100", "write the share, e.g. 25")
        yield from _made_up(amount, (*at, "per_missed"), rules)


def _made_up(amount: Amount, path: Path, rules: RuleSet) -> Iterator[RuleFault]:
    """What a missed part of the window adds: in the amount's own measure, for a rule that can be missed in parts."""
    made_up = amount.per_missed
    if made_up is None:
        return
    yield from hours_findings(made_up.hours, (*path, "hours"))
    yield from count_findings(made_up.entries, (*path, "entries"))
    wanted, other = ("hours", "entries") if amount.entries is None else ("entries", "hours")
    if getattr(made_up, other) is not None:
        text = f"what is added is not in the measure of the amount, which is in {wanted}"
        yield RuleFault((*path, other), text, f"write {wanted} = … alone")
    elif getattr(made_up, wanted) is None:
        yield RuleFault(path, "it does not say how much is added", f"write {wanted} = …")
    rule = next((rule for rule in rules.rule if rule.id == made_up.rule), None)
    if rule is None:
        yield unknown((*path, "rule"), "rule of this rule set", made_up.rule, [rule.id for rule in rules.rule])
    elif rule.within is None or not rule.at_least:
        text = f"“{rule.id}” asks for nothing in parts of the window, so no part is ever missed"
        yield RuleFault((*path, "rule"), text, "name a rule that has within and at_least")


def _is_apart(one: Rule, other: Rule) -> bool:
    """Whether two rules have conditions of their own that exclude each other."""
    if one.when is not None and other.when is not None:
        return one.when != other.when
    return (one.when is not None and one.when == other.unless) or (one.unless is not None and one.unless == other.when)


def _totals(rules: RuleSet) -> Iterator[RuleFault]:
    """Totals beside the first one: which of them the standing should show as needed, nobody can tell.

    Totals under conditions of their own exclude each other, totals of several ways to one end are a choice, and a
    recommended total after the one that is owed is advice.
    """
    ways = {id for any_of in rules.any_of for option in any_of.options for id in option}
    first: Rule | None = None
    for index, rule in enumerate(rules.rule):
        if not is_total(rule):
            continue
        if first is None:
            first = rule
            continue
        apart = _is_apart(first, rule)
        if not apart and rule.advisory is not True and not {first.id, rule.id} <= ways:
            text = f"“{first.id}” asks for hours of every kind already, and a window has one total"
            remedy = "keep one of them, or add a select; a recommended total stands after the one that is owed"
            yield RuleFault(("rule", index), text, remedy)
