"""A rule set taken apart into clauses: each a sentence, its values by date, and where it is written.

The page of a rule set, on a screen or on paper, is made of these and computes nothing itself.
"""

from __future__ import annotations

from calendar import month_name
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import groupby, zip_longest
from typing import Literal, NamedTuple

from alcto_core.dates import add_years, show
from alcto_core.rules.called import Called
from alcto_core.rules.condition_words import conditions_said, in_windows, under
from alcto_core.rules.declared import KINDS, declared, said, selected
from alcto_core.rules.library import Library
from alcto_core.rules.own_unit import own_unit
from alcto_core.rules.vocabulary import (
    FACTS,
    Amount,
    Catalogue,
    Counts,
    Deadline,
    Names,
    Rule,
    RuleSet,
    Setting,
    Window,
    cite_text,
    in_force,
    names,
    short_names,
)
from alcto_core.rules.vocabulary.words import LINES
from alcto_core.rules.window_words import last_day, year_words, years

Section = Literal["who", "when", "counts", "asked", "steps", "stages", "names", "settings", "readings", "worth knowing"]

SECTIONS: Mapping[Section, str] = {
    "who": "Who owes it",
    "when": "When",
    "counts": "What counts",
    "asked": "What is asked",
    "steps": "Steps and documents",
    "stages": "Stages",
    "names": "Categories and units",
    "settings": "What you must set",
    "readings": "What is unclear, and how it is read",
    "worth knowing": "Worth knowing",
}
"""The parts of a page, in order, with their headings."""

_SECTION_OF: Mapping[str, Section] = {
    "condition": "who",
    "exemption": "who",
    "window": "when",
    "posts": "when",
    "cohort": "when",
    "grace": "when",
    "hand-in": "when",
    "pause": "when",
    "eligibility": "counts",
    "conversion": "counts",
    "sharing": "counts",
    "rule": "asked",
    "carry-over": "asked",
    "choice": "asked",
    "step": "steps",
    "entries": "steps",
    "stage": "stages",
    "category": "names",
    "unit": "names",
    "setting": "settings",
    "reading": "readings",
    "opening": "worth knowing",
    "lapse": "worth knowing",
    "fact": "worth knowing",
}


class ClauseValue(NamedTuple):
    """A value with the day from which it holds."""

    since: date
    text: str
    cites: tuple[str, ...]
    holds: bool
    """Whether it is in force on the day asked about."""
    until: date | None = None
    """The last day before the next value; None where there is none."""


class Clause(NamedTuple):
    """One thing that a rule set says."""

    id: str
    kind: str
    text: str
    cites: tuple[str, ...]
    values: tuple[ClauseValue, ...] = ()
    advisory: bool = False
    reading: str = ""
    """For an unclear clause: the reading in use."""
    other: str = ""
    """For an unclear clause: the other reading."""
    title: str = ""
    """A few words for it, where the rule file has some."""
    selects: str = ""
    """The hours that it speaks of, where these are not all."""

    @property
    def section(self) -> Section:
        """The part of the page that it belongs to."""
        return _SECTION_OF[self.kind]


def clauses(rules: RuleSet, day: date, library: Library | None = None) -> Iterator[Clause]:
    """Everything that a rule set says, with the values in force on a day. With a library it names what it speaks of
    as people call it, else by ids."""
    called = Called(rules, library)
    for condition in rules.applies:
        days = f", {in_windows(condition)}" if in_windows(condition) else ""
        text = f"It is owed {conditions_said(condition, called)}{days}; else: {condition.text}"
        yield Clause("applies", "condition", text, names(condition.cite))
    for number, condition in enumerate(rules.exempt, 1):
        text = under(condition.text, condition, called)
        yield Clause(f"exempt-{number}", "exemption", text, names(condition.cite))
    for window in rules.window:
        yield from _window(window)
    if posts := rules.posts:
        text = (
            "Where the person held such a post before in another district, the first one taken after "
            f"{show(posts.after)} is meant under the reading {called.reading(posts.switch, posts.first)}, else the "
            "present one"
        )
        yield Clause("posts", "posts", text, names(posts.cite), title="Posts before this one")
    framework = called.framework(rules.framework) if rules.framework else "the framework"
    yield from _eligibility(rules.counts, framework, called)
    yield from _conversions(rules, called)
    for rule in rules.rule:
        yield _rule(rule, day, called)._replace(selects=selected(rule.select, rules, called))
    for carry in rules.carry:
        text = f"{carry.text.rstrip('.')}; at most {carry.most} hours"
        text += f", which may be used in the next {carry.lasts} windows" if carry.lasts > 1 else ""
        yield Clause("carry", "carry-over", under(text, carry, called), names(carry.cite))
    for choice in rules.any_of:
        ways = " or ".join(" with ".join(map(called.part, option)) for option in choice.options)
        text = under(f"{choice.text.rstrip('.')}: {ways}", choice, called)
        yield Clause(choice.id, "choice", text, names(choice.cite))
    for step in rules.step:
        text = step.text + (f" ({step.times} times)" if step.times > 1 else "")
        text = f"{text.rstrip('.')}; it shows after the end." if step.afterwards else text
        text += " It serves only if all else was there on its day." if step.holds else ""
        text += " It can be waived, with a reason." if step.waivable else ""
        text, values = under(text, step, called), tuple(_deadlines(step.deadline, day))
        yield Clause(step.id, "step", text, names(step.cite), values, advisory=step.advisory, title=step.title)
    for stage in rules.stage:
        text, cites = stage.text, names(stage.cite)
        text += f" It counts from {show(stage.since)} on." if stage.since else ""
        yield Clause(stage.id, "stage", text, cites, advisory=stage.advisory, title=stage.title)
    for entries in rules.entries:
        text, cites = entries.text, names(entries.cite)
        yield Clause(entries.id, "entries", text, cites, advisory=entries.advisory, title=entries.title)
    if rules.exclusive_with:
        text = (
            f"An activity that serves {' or '.join(map(called.program, rules.exclusive_with))} does not count here too"
        )
        yield Clause("exclusive", "sharing", text, names(rules.exclusive_cite))
    for opened in rules.opens:
        yield Clause(f"opens-{opened.program}", "opening", opened.text, names(opened.cite))
    for kind in KINDS:
        for id, text, cite in said(kind, rules):
            yield Clause(id, kind, text, cite)
    for setting in rules.setting:
        yield _setting(setting)
    for switch in rules.switch:
        yield Clause(
            switch.id,
            "reading",
            switch.text,
            names(switch.cite),
            reading=str(switch.default).lower(),
            other=switch.other_text,
        )
    if rules.lapse is not None:
        yield Clause("lapse", "lapse", f"Where it is missed: {rules.lapse.text}", names(rules.lapse.cite))
    for fact in rules.fact:
        title = fact.title if fact.verified else f"{fact.title} (not confirmed)"
        yield Clause("fact", "fact", fact.text, names(fact.cite), title=title)


def _setting(setting: Setting) -> Clause:
    text, cites = setting.text, names(setting.cite)
    if setting.default is not None:
        words = str(setting.default).lower() if isinstance(setting.default, bool) else str(setting.default)
        text = f"{text.rstrip('.')}; where it is not set, {words} holds"
        cites = tuple(dict.fromkeys((*cites, *names(setting.default_cite))))
    return Clause(setting.id, "setting", text, cites, title=setting.title)


def _window(window: Window) -> Iterator[Clause]:
    lengths = {
        "fiscal-year": f"Each fiscal year, {year_words(window.begins or '01-01')}, named by the year it ends in",
        "calendar-year": "Each calendar year",
        "cycle": f"A cycle of {years(window.years)}",
        "months-from": f"{window.months} months from {FACTS.get(window.fact or '', 'a day in the record')}",
        "rolling": f"The last {window.months} months",
        "open": "At any time",
    }
    text = lengths[window.kind]
    if window.kind.endswith("year") and (window.years or 1) > 1:
        text = f"{years(window.years)} at a time"
    if window.part_of:
        text = f"{text}, as a part of {window.part_of}"
    if last := last_day(window):
        text = f"{text}; {last}"
    if window.first:
        text = f"{text}; the first begins on {show(window.first)}"
    yield Clause(window.id, "window", text, names(window.cite))
    for cohort in window.cohort:
        text = f"Cohort {cohort.name}: first due on {show(cohort.due)}"
        yield Clause(f"{window.id}/{cohort.name}", "cohort", text, names(cohort.cite))
    if window.grace:
        text = f"{window.grace.months} months more, {window.grace.stage}"
        once, each = window.grace.more, window.grace.more_each_month
        text += f"; {once} hours more are asked then" if once else ""
        text += f"; {each} hours more are asked for each month begun" if each else ""
        yield Clause(f"{window.id}/grace", "grace", text, names(window.grace.cite))
    if window.submit:
        text = f"What was earned in time may be handed in for {window.submit.days} days more"
        yield Clause(f"{window.id}/submit", "hand-in", text, names(window.submit.cite))
    if one := window.extension:
        after = "shorter by as much" if one.next == "shorter" else "whole"
        text = f"Where “{one.step}” is done in a cycle, it ends {one.months} months later, and the next one is {after}"
        yield Clause(f"{window.id}/extension", "grace", text, names(one.cite))
    for pause in window.pause:
        text = f"From {show(pause.since)} to {show(pause.until)} the clock stood still"
        yield Clause(f"{window.id}/pause", "pause", text, names(pause.cite))


def _eligibility(counts: Counts, framework: str, called: Called) -> Iterator[Clause]:
    def clause(id: str, text: str, cite: Names) -> Clause:
        return Clause(id, "eligibility", text, names(cite))

    if counts.never:
        yield clause(
            "excluded-time",
            f"Never counts: {', '.join(kind.replace('-', ' ') for kind in counts.never.kinds)}",
            counts.never.cite,
        )
    if counts.strand and counts.strand.required:
        yield clause("no-strand", f"Every hour is tied to a strand of {framework}", counts.strand.cite)
    if counts.listed and counts.listed.required:
        sources = " or ".join(map(called.source, counts.listed.sources))
        yield clause("not-on-list", f"Only what a catalogue of {sources} lists counts", counts.listed.cite)
    if counts.request:
        yield clause("request", counts.request.text, counts.request.cite)
    for (source, *_, cite), group in groupby(
        counts.also, lambda one: (one.source, one.when, one.unless, one.since, one.cite)
    ):
        listings = list(group)
        offerings = [listing.offering for listing in listings]
        text = (
            f"{', '.join(map(called.offering, offerings))}: counts as {called.source(source)} although no list holds it"
        )
        yield clause(f"also-{offerings[0]}", under(text, listings[0], called), cite)
    for only in counts.only:
        yield clause(only.id, under(only.text, only, called), only.cite)
    for excluded in counts.excluded:
        yield clause(excluded.id, under(excluded.text, excluded, called), excluded.cite)
    for size in counts.least_size:
        yield clause(size.id, size.text, size.cite)
    for repeat in counts.repeat:
        yield clause(repeat.id, repeat.text, repeat.cite)
    if counts.evidenced:
        yield clause("evidenced", "Only entries with a file of proof count", counts.evidenced)


def _conversions(rules: RuleSet, called: Called) -> Iterator[Clause]:
    convert, own = rules.convert, own_unit(rules)
    labels = {one.id: one.label for one in declared("unit", rules)}

    def clause(id: str, text: str, cite: Names) -> Clause:
        return Clause(id, "conversion", text, names(cite))

    if convert.minutes:
        yield clause("minutes", f"{convert.minutes.in_hour} minutes are an hour", convert.minutes.cite)
    for one in convert.minutes_of:
        yield clause("minutes", f"{one.text.rstrip('.')}: {one.in_hour} minutes are an hour", one.cite)
    for unit in convert.unit:
        text = f"One {labels.get(unit.unit, unit.unit)} is "
        if unit.hours is not None:
            text += f"{unit.hours} hours"
        elif unit.setting is not None:
            text += f"what the setting {called.part(unit.setting)} says"
        else:
            text += "counted as such, and worth no hours"
        if own is not None and unit.unit == rules.shown_in:
            text = f"{text}; hours are shown in {own.several}"
        yield clause(f"unit-{unit.unit}", text, unit.cite)
    for several in convert.multiply:
        yield clause("multiply", f"{several.text.rstrip('.')}: times {several.by}", several.cite)
    if convert.rounding:
        yield clause("round", f"Hours are rounded down to steps of {convert.rounding.to}", convert.rounding.cite)


_JUDGED: Mapping[str, str] = {
    "earned": "the day on which it was earned",
    "end": "the last day of the window",
    "application": "the day on which it is handed in",
}


def _rule(rule: Rule, day: date, called: Called) -> Clause:
    values = (
        *_values("at least", rule.at_least, rule, day, called),
        *_values("at most", rule.at_most, rule, day, called),
    )
    since = rule.advisory if isinstance(rule.advisory, tuple) else ()
    cites = tuple(dict.fromkeys(cite for one in since for cite in names(one.cite)))
    is_advice = any(one.since <= day for one in since) if since else bool(rule.advisory)
    text = under(rule.text, rule, called)
    shrinking = [word for word, key in (("least", rule.prorate), ("most", rule.prorate_most)) if key]
    if shrinking:
        text = f"{text.rstrip('.')}; in a first window the {' and the '.join(shrinking)} shrinks by the months owed"
    if rule.judged != "window":
        text = f"{text.rstrip('.')}; by the value of {_JUDGED[rule.judged]}"
    return Clause(rule.id, "rule", text, cites, values, is_advice, title=rule.title)


def _deadlines(deadlines: Iterable[Deadline], day: date) -> Iterator[ClauseValue]:
    """By when a step is best done, each with the days on which it holds."""
    dated = sorted(deadlines, key=lambda one: one.since)
    holding = next((one for one in reversed(dated) if one.since <= day), None)
    for one, after in zip_longest(dated, dated[1:]):
        ends = f", so that what follows has ended in {month_name[one.ends]}" if one.ends else ""
        inferred = f" ({one.inferred})" if one.inferred else ""
        until = after.since - timedelta(days=1) if after else None
        text = f"best done in {month_name[one.month]}{ends}{inferred}"
        yield ClauseValue(one.since, text, names(one.cite), one is holding, until)


def _values(word: str, amounts: Iterable[Amount], rule: Rule, day: date, called: Called) -> Iterator[ClauseValue]:
    dated = tuple(amounts)
    holding = in_force(dated, day)
    days = sorted(amount.since for amount in dated)
    for amount in sorted(dated, key=lambda one: one.since):
        after = next((day for day in days if day > amount.since), None)
        until = after - timedelta(days=1) if after else None
        missed = amount.per_missed
        cites = (*names(amount.cite), *(names(missed.cite) if missed else ()))
        text = f"{word} {figure(amount, rule, called)}"
        yield ClauseValue(amount.since, text, cites, amount is holding, until)


def figure(amount: Amount, rule: Rule, called: Called) -> str:
    """What an amount asks for, in words."""
    unit = "hours" if rule.measure in ("hours", "entries") else rule.measure
    if amount.hours is not None:
        text = f"{amount.hours} {unit}"
    elif amount.percent is not None:
        text = f"{amount.percent} percent of what {'counts' if amount.of == 'counted' else 'is needed'}"
    elif amount.entries is not None:
        text = "1 entry" if amount.entries == 1 else f"{amount.entries} entries"
    else:
        text = f"the number that you set as {called.part(amount.setting or '')}"
    if rule.each:
        text += f" in each {rule.each}"
    if rule.per:
        text += f" for each {rule.per}"
    if rule.within:
        text += f" in each {rule.within}"
    if missed := amount.per_missed:
        more = f"{missed.hours} hours" if missed.hours is not None else f"{missed.entries} entries"
        text += f", and {more} more for each time that {called.part(missed.rule)} was missed"
    return text


def cited(file: RuleSet | Catalogue, cites: Names) -> str:
    """Citations for people, with the names that the file gives its documents: "Training, lines 6, 7 and 32"."""
    documents = short_names(file.documents)
    places: dict[str, list[str]] = {}
    for cite in names(cites):
        key, _, place = cite.partition(":")
        places.setdefault(key, []).append(place)
    return "; ".join(_places(key, found, documents) for key, found in places.items())


def _places(key: str, places: list[str], documents: Mapping[str, str]) -> str:
    """Places in one document; lines that stand alone are put together."""
    if len(places) > 1 and all(map(LINES.fullmatch, places)):
        return f"{documents.get(key, key)}, lines {', '.join(places[:-1])} and {places[-1]}"
    return "; ".join(cite_text(f"{key}:{place}" if place else key, documents) for place in places)


def is_stale(checked: date, on: date) -> bool:
    """Whether a file was last checked against its source more than a year before."""
    return add_years(checked, 1) < on
