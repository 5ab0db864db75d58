"""A rule set taken apart into clauses: each a sentence, its values by date, and where it is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from alcto_core.rules.vocabulary import (
    Amount,
    Convert,
    Counts,
    Names,
    Rule,
    RuleSet,
    When,
    Window,
    in_force,
    names,
)


class Value(NamedTuple):
    """A value with the day from which it holds."""

    since: date
    text: str
    cites: tuple[str, ...]
    holds: bool
    """Whether it is in force on the day asked about."""


class Clause(NamedTuple):
    """One thing that a rule set says."""

    id: str
    kind: str
    text: str
    cites: tuple[str, ...]
    values: tuple[Value, ...] = ()
    advisory: bool = False
    reading: str = ""
    """For an unclear clause: the reading in use."""
    other: str = ""
    """For an unclear clause: the other reading."""


def clauses(rules: RuleSet, day: date) -> Iterator[Clause]:
    """Everything that a rule set says, with the values in force on a day."""
    for condition in rules.applies:
        yield Clause("applies", "condition", f"Otherwise: {condition.text}", names(condition.cite))
    for number, condition in enumerate(rules.exempt, 1):
        yield Clause(f"exempt-{number}", "exemption", condition.text, names(condition.cite))
    for window in rules.window:
        yield from _window(window)
    yield from _eligibility(rules.counts, rules.framework or "the framework")
    yield from _conversions(rules.convert)
    for rule in rules.rule:
        yield _rule(rule, day)
    for carry in rules.carry:
        yield Clause(
            "carry", "carry-over", f"{carry.text.rstrip('.')}; at most {carry.most} hours", names(carry.cite)
        )
    for choice in rules.any_of:
        ways = " or ".join(" with ".join(option) for option in choice.options)
        yield Clause(choice.id, "choice", f"{choice.text.rstrip('.')}: {ways}", names(choice.cite))
    for step in rules.step:
        text = step.text + (f" ({step.times} times)" if step.times > 1 else "")
        yield Clause(step.id, "step", _under(text, step.when), names(step.cite), advisory=step.advisory)
    for stage in rules.stage:
        yield Clause(stage.id, "stage", stage.text, names(stage.cite), advisory=stage.advisory)
    for entries in rules.entries:
        yield Clause(entries.id, "entries", entries.text, names(entries.cite), advisory=entries.advisory)
    if rules.exclusive_with:
        text = f"An activity that serves {' or '.join(rules.exclusive_with)} does not count here too"
        yield Clause("exclusive", "sharing", text, names(rules.exclusive_cite))
    for opened in rules.opens:
        yield Clause(f"opens-{opened.program}", "opening", opened.text, names(opened.cite))
    for setting in rules.setting:
        yield Clause(setting.id, "setting", setting.text, names(setting.cite))
    for switch in rules.switch:
        yield Clause(
            switch.id,
            "reading",
            switch.text,
            names(switch.cite),
            reading=str(switch.default).lower(),
            other=switch.other_text,
        )
    for fact in rules.fact:
        yield Clause("fact", "fact", f"{fact.title}: {fact.text}", names(fact.cite))


def _window(window: Window) -> Iterator[Clause]:
    lengths = {
        "fiscal-year": f"Each fiscal year, from {window.begins or '01-01'} on (month and day), named by its end",
        "calendar-year": "Each calendar year",
        "cycle": f"A cycle of {window.years} years",
        "months-from": f"{window.months} months from a day in the record",
        "rolling": f"The last {window.months} months",
        "open": "At any time",
    }
    text = lengths[window.kind]
    if window.kind.endswith("year") and (window.years or 1) > 1:
        text = f"{window.years} years at a time"
    if window.part_of:
        text = f"{text}, as a part of {window.part_of}"
    if window.first:
        text = f"{text}; the first begins on {window.first.isoformat()}"
    yield Clause(window.id, "window", text, names(window.cite))
    for cohort in window.cohort:
        text = f"Cohort {cohort.name}: first due on {cohort.due.isoformat()}"
        yield Clause(f"{window.id}/{cohort.name}", "cohort", text, names(cohort.cite))
    if window.grace:
        text = f"{window.grace.months} months more, {window.grace.stage}"
        yield Clause(f"{window.id}/grace", "grace", text, names(window.grace.cite))
    if window.submit:
        text = f"What was earned in time may be handed in for {window.submit.days} days more"
        yield Clause(f"{window.id}/submit", "hand-in", text, names(window.submit.cite))
    for pause in window.pause:
        text = f"From {pause.since.isoformat()} to {pause.until.isoformat()} the clock stood still"
        yield Clause(f"{window.id}/pause", "pause", text, names(pause.cite))


def _eligibility(counts: Counts, framework: str) -> Iterator[Clause]:
    def clause(id: str, text: str, cite: Names) -> Clause:
        return Clause(id, "eligibility", text, names(cite))

    if counts.never:
        yield clause("excluded-time", f"Never counts: {', '.join(counts.never.kinds)}", counts.never.cite)
    if counts.strand and counts.strand.required:
        yield clause("no-strand", f"Every hour is tied to a strand of {framework}", counts.strand.cite)
    if counts.listed and counts.listed.required:
        sources = " or ".join(counts.listed.sources)
        yield clause("not-on-list", f"Only what a catalogue of {sources} lists counts", counts.listed.cite)
    for listing in counts.also:
        text = f"{listing.offering} counts as {listing.source} although no list holds it"
        yield clause(f"also-{listing.offering}", _under(text, listing.when), listing.cite)
    for only in counts.only:
        yield clause(only.id, _under(only.text, only.when), only.cite)
    for excluded in counts.excluded:
        yield clause(excluded.id, _under(excluded.text, excluded.when), excluded.cite)
    for size in counts.least_size:
        yield clause(size.id, size.text, size.cite)
    for repeat in counts.repeat:
        yield clause(repeat.id, repeat.text, repeat.cite)
    if counts.evidenced:
        yield clause("evidenced", "Only entries with a file of proof count", counts.evidenced)


def _conversions(convert: Convert) -> Iterator[Clause]:
    def clause(id: str, text: str, cite: Names) -> Clause:
        return Clause(id, "conversion", text, names(cite))

    if convert.minutes:
        yield clause("minutes", f"{convert.minutes.in_hour} minutes are an hour", convert.minutes.cite)
    for unit in convert.unit:
        worth = f"{unit.hours} hours" if unit.hours is not None else f"what the setting {unit.setting} says"
        yield clause(f"unit-{unit.unit}", f"One {unit.unit} is {worth}", unit.cite)
    for several in convert.multiply:
        yield clause("multiply", f"{several.text.rstrip('.')}: times {several.by}", several.cite)
    if convert.rounding:
        yield clause(
            "round", f"Hours are rounded down to steps of {convert.rounding.to}", convert.rounding.cite
        )


def _under(text: str, when: When | None) -> str:
    """A sentence with the reading under which alone it is asked."""
    if when is None or when.switch is None:
        return text
    return f"{text.rstrip('.')}; asked only under the reading {when.switch} = {str(when.value).lower()}"


def _rule(rule: Rule, day: date) -> Clause:
    values = (*_values("at least", rule.at_least, rule, day), *_values("at most", rule.at_most, rule, day))
    since = rule.advisory if isinstance(rule.advisory, tuple) else ()
    cites = tuple(dict.fromkeys(cite for one in since for cite in names(one.cite)))
    is_advice = any(one.since <= day for one in since) if since else bool(rule.advisory)
    return Clause(rule.id, "rule", _under(rule.text, rule.when), cites, values, is_advice)


def _values(word: str, amounts: Iterable[Amount], rule: Rule, day: date) -> Iterator[Value]:
    dated = tuple(amounts)
    holding = in_force(dated, day)
    for amount in sorted(dated, key=lambda one: one.since):
        missed = amount.per_missed
        cites = (*names(amount.cite), *(names(missed.cite) if missed else ()))
        text = f"{word} {figure(amount, rule)}"
        yield Value(amount.since, text, cites, amount is holding)


def figure(amount: Amount, rule: Rule) -> str:
    """What an amount asks for, in words."""
    unit = "hours" if rule.measure in ("hours", "entries") else rule.measure
    if amount.hours is not None:
        text = f"{amount.hours} {unit}"
    elif amount.percent is not None:
        text = f"{amount.percent} percent of what {'counts' if amount.of == 'counted' else 'is needed'}"
    elif amount.entries is not None:
        text = f"{amount.entries} entries"
    else:
        text = f"what the setting {amount.setting} says"
    if rule.each:
        text += f" in each {rule.each}"
    if rule.per:
        text += f" for each {rule.per}"
    if rule.within:
        text += f" in each {rule.within}"
    if missed := amount.per_missed:
        more = f"{missed.hours} hours" if missed.hours is not None else f"{missed.entries} entries"
        text += f", and {more} more for each time that {missed.rule} was missed"
    return text
