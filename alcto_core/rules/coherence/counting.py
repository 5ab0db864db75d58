"""What makes hours count, what they are worth, and what goes into the next window."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

import msgspec

from alcto_core.records.types import SessionKind
from alcto_core.rules.coherence.references import condition_needed, conditional_findings, number_named, select_findings
from alcto_core.rules.coherence.requirements import is_total
from alcto_core.rules.faults import RuleFault, count_findings, hours_findings, unknown
from alcto_core.rules.vocabulary import Convert, RuleSet, is_inside, placed_selections
from alcto_core.rules.windows import YEARS

_MOST_WINDOWS = 50
_MOST_CARRIES = 8
"""Every division of hours among carry-overs is looked at: each one more doubles them."""


def counting_findings(rules: RuleSet) -> Iterator[RuleFault]:
    """Everything that is wrong with what counts, how it is converted, and what is carried."""
    yield from _counts(rules)
    yield from _converted(rules)
    yield from _carried(rules)
    for key, part in (("counts", rules.counts), ("convert", rules.convert), ("carry", rules.carry)):
        for path, select in placed_selections(part, (key,)):
            yield from select_findings(select, path, rules)
            if select.strand is not None and rules.framework is not None:
                text = "hours are not divided among strands yet when this is asked, so the strand would be ignored"
                yield RuleFault((*path, "strand"), text, "select by category, source, offering or format")


def _counts(rules: RuleSet) -> Iterator[RuleFault]:
    counts, path = rules.counts, ("counts",)
    for index, kind in enumerate(counts.never.kinds if counts.never else ()):
        if kind not in (kinds := get_args(SessionKind)):
            yield unknown((*path, "never", "kinds", index), "kind of time", kind, kinds)
    if counts.strand and counts.strand.required and rules.framework is None:
        text = "strands are required and the rule set has no framework"
        yield RuleFault((*path, "strand"), text, "name its framework")
    if counts.listed and not counts.listed.sources:
        yield RuleFault(
            (*path, "listed", "sources"),
            "no selection names a source, so the list of sources is empty",
            "name at least one source",
        )
    for key in ("only", "excluded", "also"):
        for index, word in enumerate(getattr(counts, key)):
            yield from conditional_findings(word, (*path, key, index), rules)
            if key == "also":
                yield from condition_needed(word, (*path, key, index))
    if counts.request and (counts.listed is None or counts.request.source not in counts.listed.sources):
        text = f"no list of “{counts.request.source}” is asked for here, so nothing can be approved for it"
        yield RuleFault((*path, "request", "source"), text, "name one of the sources of listed, or leave it out")
    for index, size in enumerate(counts.least_size):
        yield from hours_findings(size.hours, (*path, "least_size", index, "hours"))


def _converted(rules: RuleSet) -> Iterator[RuleFault]:
    convert = rules.convert
    units = [unit.unit for unit in convert.unit]
    for index, unit in enumerate(convert.unit):
        path = ("convert", "unit", index)
        if unit.unit in units[:index]:
            yield RuleFault((*path, "unit"), f"“{unit.unit}” stands twice in this file", "keep one of them")
        if unit.hours is not None and unit.setting is not None:
            yield RuleFault(path, "a unit is worth hours, a setting, or nothing", "write one of the two at most")
        yield from hours_findings(unit.hours, (*path, "hours"))
        yield from number_named(unit.setting, (*path, "setting"), rules)
    if convert.minutes:
        yield from count_findings(convert.minutes.in_hour, ("convert", "minutes", "in_hour"), 60)
    yield from _minutes(convert)
    if convert.rounding:
        yield from hours_findings(convert.rounding.to, ("convert", "round", "to"))
    for index, multiply in enumerate(convert.multiply):
        yield from hours_findings(multiply.by, ("convert", "multiply", index, "by"))


def _minutes(convert: Convert) -> Iterator[RuleFault]:
    """Hours of other lengths: a line that no entry ever meets, or that changes nothing."""
    usual = convert.minutes.in_hour if convert.minutes else 60
    for index, one in enumerate(convert.minutes_of):
        path = ("convert", "minutes_of", index)
        yield from count_findings(one.in_hour, (*path, "in_hour"), 60)
        if any(is_inside(one.select, other.select) for other in convert.minutes_of[:index]):
            text = "a line before it takes all of these hours already, and the first one holds"
            yield RuleFault((*path, "select"), text, "write the narrower selection first, or keep one of them")
        elif one.select.is_everything:
            text = "this speaks of every hour"
            yield RuleFault((*path, "select"), text, "write it as minutes = { in_hour = …, cite = … }")
        elif one.in_hour == usual and index == len(convert.minutes_of) - 1:
            text = f"all other hours have {usual} minutes too, so this changes nothing"
            yield RuleFault((*path, "in_hour"), text, "leave the line out, or correct one of the two")


def _carried(rules: RuleSet) -> Iterator[RuleFault]:
    for index, carry in enumerate(rules.carry):
        yield from conditional_findings(carry, ("carry", index), rules)
        yield from hours_findings(carry.most, ("carry", index, "most"))
        yield from count_findings(carry.last_months, ("carry", index, "last_months"))
        yield from count_findings(carry.lasts, ("carry", index, "lasts"), _MOST_WINDOWS)
        for at, month in enumerate(carry.months):
            yield from count_findings(month, ("carry", index, "months", at), 12)
        same = msgspec.structs.replace(carry, text="", most=0, cite="")
        before = (msgspec.structs.replace(one, text="", most=0, cite="") for one in rules.carry[:index])
        if same in before:
            text = "a carry-over before it takes the very same hours"
            yield RuleFault(("carry", index), text, "make one of the two, with what both let through together")
    if len(rules.carry) > _MOST_CARRIES:
        text = f"these are {len(rules.carry)} carry-overs, and hours are divided among {_MOST_CARRIES} at most"
        yield RuleFault(("carry", _MOST_CARRIES), text, "let one carry-over select several kinds")
    if not rules.carry:
        return
    if not any(is_total(rule) for rule in rules.rule):
        text = "the rule set has no total in hours, so nothing is ever left over to carry"
        yield RuleFault(("carry", 0), text, "add a rule without select and with at_least in hours, or drop the carry")
    main = next((window for window in rules.window if window.part_of is None), None)
    if main is not None and main.kind not in {*YEARS, "cycle"}:
        text = f"no window follows one of the kind {main.kind}, so nothing is ever carried"
        yield RuleFault(("carry", 0), text, "leave it out, or write another kind of window")
