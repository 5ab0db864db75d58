"""Whether rule files fit together: what one names another must hold, and no day lists an offering twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import combinations
from typing import Literal

import msgspec

from alcto_core.problems import Problem, Severity
from alcto_core.rules.faults import RuleFault, nearest_of
from alcto_core.rules.library import Library
from alcto_core.rules.replacement import replacement_findings
from alcto_core.rules.vocabulary import Catalogue, Offering, Replacement, RuleSet, names, placed_selections
from alcto_core.toml.layout import Path

WordKind = Literal["rule-set", "framework", "catalogue", "replacement"]


class Misfit(msgspec.Struct, frozen=True, kw_only=True):
    """A rule set, catalogue or replacement that does not fit the others."""

    kind: WordKind
    id: str
    severity: Severity
    finding: RuleFault
    """What is wrong, with the place in its own file."""
    other: str = ""
    """The catalogue with which this one collides."""

    @property
    def is_error(self) -> bool:
        """Whether it cannot be used; else a part of it has no effect."""
        return self.severity is Severity.ERROR

    @property
    def problem(self) -> Problem:
        """The same for people who do not have the file before them."""
        found = self.finding
        return Problem(
            severity=self.severity, file=f"{self.kind} {self.id}", line=None, text=found.text, remedy=found.remedy
        )


def misfits(library: Library) -> Iterator[Misfit]:
    """What only shows when all rule files are looked at together: a framework, strand, source, offering or rule that
    nobody holds, and one offering listed twice for the same day."""
    for rules in library.published.values():
        for severity, finding in _rule_set_misfits(rules, library):
            yield Misfit(kind="rule-set", id=rules.id, severity=severity, finding=finding)
    for catalogue in library.catalogues:
        seen: set[str] = set()
        for at, offering in enumerate(catalogue.offering):
            for number, strand in enumerate(offering.strands):
                if strand not in library.strands and strand not in seen:
                    seen.add(strand)
                    finding = _no_strand(strand, ("offering", at, "strands", number), library)
                    yield Misfit(kind="catalogue", id=catalogue.id, severity=Severity.WARNING, finding=finding)
    yield from _colliding_listings(library)
    yield from _replacement_misfits(library)


def _colliding_listings(library: Library) -> Iterator[Misfit]:
    """Offerings that two catalogues list on one day, told once for each two of them."""
    found: dict[tuple[str, str], list[tuple[Catalogue, Offering, Catalogue]]] = {}
    for listings in library.listings.values():
        for (one, first), (other, second) in combinations(listings, 2):
            starts = (first.since or one.since, second.since or other.since)
            if any(one.lists(first, day) and other.lists(second, day) for day in starts):
                found.setdefault((one.id, other.id), []).append((other, second, one))
    for pairs in found.values():
        other, offering, one = min(pairs, key=lambda pair: pair[0].offering.index(pair[1]))
        more = f", and so {'is' if len(pairs) == 2 else 'are'} {len(pairs) - 1} more" if len(pairs) > 1 else ""
        text = f"“{offering.id}” is listed for the same day by the catalogue “{one.id}”{more}"
        remedy = "keep it in one, or give it its own id"
        if one.since < other.since and one.source == other.source:
            remedy = f"end “{one.id}” the day before (until = {other.since - timedelta(days=1)}), or {remedy}"
        finding = RuleFault(("offering", other.offering.index(offering), "id"), text, remedy)
        yield Misfit(kind="catalogue", id=other.id, severity=Severity.ERROR, finding=finding, other=one.id)


def _replacement_misfits(library: Library) -> Iterator[Misfit]:
    for replacement in library.replacements:
        for severity, finding in _unfit(replacement, library):
            yield Misfit(kind="replacement", id=replacement.id, severity=severity, finding=finding)


def _unfit(replacement: Replacement, library: Library) -> Iterator[tuple[Severity, RuleFault]]:
    wrong = False
    for finding in replacement_findings(replacement, library.published):
        wrong = True
        yield Severity.ERROR, finding
    if not wrong:
        yield from _select_misfits(replacement.rule, ("rule",), library)


def _rule_set_misfits(rules: RuleSet, library: Library) -> Iterator[tuple[Severity, RuleFault]]:
    if rules.framework is not None and rules.framework not in library.frameworks:
        text = f"the framework “{rules.framework}” is not installed"
        remedy = f"{nearest_of(rules.framework, library.frameworks)}install the plugin that holds it"
        yield Severity.ERROR, RuleFault(("framework",), text, remedy)
        return
    sources = {catalogue.source for catalogue in library.catalogues}
    for at, source in enumerate(rules.counts.listed.sources if rules.counts.listed else ()):
        if source not in sources:
            text = f"no catalogue lists what “{source}” offers"
            remedy = f"{nearest_of(source, sources)}install its catalogue"
            yield Severity.ERROR, RuleFault(("counts", "listed", "sources", at), text, remedy)
    yield from _select_misfits(rules, (), library)
    for number, rule in enumerate(rules.rule):
        for at, offering in enumerate(rule.one_each):
            if offering not in library.listings:
                yield Severity.WARNING, _no_offering(offering, ("rule", number, "one_each", at), library)
    for at, listing in enumerate(rules.counts.also):
        if listing.offering not in library.listings:
            yield Severity.WARNING, _no_offering(listing.offering, ("counts", "also", at, "offering"), library)


def _select_misfits(word: object, path: Path, library: Library) -> Iterator[tuple[Severity, RuleFault]]:
    """Strands and offerings that a selection inside a part of a rule set names and nobody holds."""
    for where, select in placed_selections(word, path):
        for strand in names(select.strand):
            if strand not in library.strands:
                yield Severity.ERROR, _no_strand(strand, (*where, "strand"), library)
        for offering in names(select.offering):
            if offering not in library.listings:
                yield Severity.WARNING, _no_offering(offering, (*where, "offering"), library)


def _no_strand(strand: str, path: Path, library: Library) -> RuleFault:
    near = nearest_of(strand, library.strands)
    return RuleFault(path, f"no framework holds the strand “{strand}”", f"{near}correct the strand")


def _no_offering(offering: str, path: Path, library: Library) -> RuleFault:
    near = nearest_of(offering, library.listings)
    return RuleFault(path, f"no catalogue lists “{offering}”", f"{near}correct the offering")
