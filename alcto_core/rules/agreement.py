"""Whether rule files fit together: frameworks, strands, sources and offerings that one names and another holds."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Literal

import msgspec

from alcto_core.problems import Problem, Severity
from alcto_core.rules.finding import nearest_of
from alcto_core.rules.library import Library
from alcto_core.rules.vocabulary import RuleSet, Select, names

WordKind = Literal["rule-set", "framework", "catalogue"]


class Misfit(msgspec.Struct, frozen=True):
    """A rule set or catalogue that does not fit the others."""

    kind: WordKind
    id: str
    problem: Problem
    other: str = ""
    """The catalogue with which this one collides."""


def cross_check(library: Library) -> tuple[Problem, ...]:
    """What only shows when all rule files are looked at together: a framework, strand, source or offering that
    nobody holds, and one offering listed twice for the same day."""
    return tuple(misfit.problem for misfit in misfits(library))


def misfits(library: Library) -> Iterator[Misfit]:
    """The problems of `cross_check`, each with the rule set or catalogue that it is about. Errors mean that it
    cannot be used; warnings that a part of it has no effect."""
    for rules in library.rule_sets.values():
        for severity, text, remedy in _rule_set_misfits(rules, library):
            yield _misfit("rule-set", rules.id, severity, text, remedy)
    for catalogue in library.catalogues:
        for strand in sorted({strand for offering in catalogue.offering for strand in offering.strands}):
            if strand not in library.strands:
                text = f"no framework holds the strand “{strand}”"
                near = nearest_of(strand, library.strands)
                yield _misfit("catalogue", catalogue.id, Severity.WARNING, text, f"{near}correct the strand")
    for id, listings in library.listings.items():
        for (one, first), (other, second) in combinations(listings, 2):
            starts = (first.since or one.since, second.since or other.since)
            if any(one.lists(first, day) and other.lists(second, day) for day in starts):
                text = f"“{id}” is listed for the same day by the catalogue “{one.id}”"
                yield _misfit("catalogue", other.id, Severity.ERROR, text, "keep it in one of the two", one.id)


def _rule_set_misfits(rules: RuleSet, library: Library) -> Iterator[tuple[Severity, str, str]]:
    if rules.framework is not None and rules.framework not in library.frameworks:
        yield (
            Severity.ERROR, f"the framework “{rules.framework}” is not installed",
            f"{nearest_of(rules.framework, library.frameworks)}install the plugin that holds it",
        )  # fmt: skip
        return
    sources = {catalogue.source for catalogue in library.catalogues}
    for source in rules.counts.listed.sources if rules.counts.listed else ():
        if source not in sources:
            near = nearest_of(source, sources)
            yield Severity.ERROR, f"no catalogue lists what “{source}” offers", f"{near}install its catalogue"
    selects = tuple(_selects(rules))
    for strand in sorted({strand for select in selects for strand in names(select.strand)}):
        if strand not in library.strands:
            near = nearest_of(strand, library.strands)
            yield Severity.ERROR, f"no framework holds the strand “{strand}”", f"{near}correct the strand"
    offerings = {offering for select in selects for offering in names(select.offering)}
    for offering in sorted(offerings | {listing.offering for listing in rules.counts.also}):
        if offering not in library.listings:
            near = nearest_of(offering, library.listings)
            yield Severity.WARNING, f"no catalogue lists “{offering}”", f"{near}correct the offering"


def _selects(word: object) -> Iterator[Select]:
    """Every selection anywhere inside a part of a rule set."""
    if isinstance(word, Select):
        yield word
    elif isinstance(word, msgspec.Struct):
        for field in word.__struct_fields__:
            yield from _selects(getattr(word, field))
    elif isinstance(word, tuple):
        for part in word:
            yield from _selects(part)


def _misfit(kind: WordKind, id: str, severity: Severity, text: str, remedy: str, other: str = "") -> Misfit:
    return Misfit(kind, id, Problem(severity=severity, file=f"{kind} {id}", line=None, text=text, remedy=remedy), other)
