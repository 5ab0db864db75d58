"""The years in which credit sources list their offerings."""

from __future__ import annotations

from datetime import date

from alcto_core.dates import add_years
from alcto_core.records.types import Records
from alcto_core.rules.library import Library
from alcto_core.rules.vocabulary import Catalogue, Offering, RuleSet, Window
from alcto_core.rules.windows import YEARS, Span, main_windows, years_between


def years(records: Records | None, library: Library, on: date) -> tuple[Span, ...]:
    """The years that catalogues are for, oldest first, from the first catalogue's to the one after `on`.

    They are the fiscal or calendar years of the first rule set that asks for a list, of the person's own first;
    calendar years where none does.
    """
    if not library.catalogues:
        return ()
    rules = _listing_rules(records, library)
    windows = _year_windows(rules) if rules else (Window(id="calendar-year", kind="calendar-year", cite=""),)
    first = min(catalogue.since for catalogue in library.catalogues)
    return tuple(years_between(windows, min(first, on), add_years(on, 1)))


def _year_windows(rules: RuleSet) -> tuple[Window, ...]:
    return tuple(window for window in main_windows(rules.window) if window.kind in YEARS)


def _listing_rules(records: Records | None, library: Library) -> RuleSet | None:
    own = [one.program for one in records.credentials] if records is not None else []
    for id in (*own, *library.rule_sets):
        rules = library.rule_sets.get(id)
        if rules is not None and rules.counts.listed is not None and _year_windows(rules):
            return rules
    return None


def sources(library: Library) -> tuple[str, ...]:
    """Every credit source that has, or should have, a list."""
    lists = [rules.counts.listed for rules in library.rule_sets.values()]
    asked = [source for listed in lists if listed for source in listed.sources]
    return tuple(dict.fromkeys([*asked, *(catalogue.source for catalogue in library.catalogues)]))


def asked_sources(records: Records | None, library: Library) -> frozenset[str]:
    """Sources on whose lists this person's programs insist."""
    programs = [one.program for one in records.credentials] if records is not None else []
    rules = [library.rule_sets[program] for program in programs if program in library.rule_sets]
    return frozenset(source for one in rules if one.counts.listed for source in one.counts.listed.sources)


def sources_without_list(records: Records | None, library: Library, span: Span) -> tuple[str, ...]:
    """Sources on whose list this person's programs insist, and that no catalogue covers anywhere in the year."""
    asked = asked_sources(records, library)
    return tuple(
        source
        for source in sources(library)
        if source in asked
        and not any(c.source == source and not c.partial and overlaps(c, span) for c in library.catalogues)
    )


def overlaps(catalogue: Catalogue, span: Span) -> bool:
    """Whether the catalogue covers a day of the span."""
    return catalogue.since <= span.end and (catalogue.until is None or span.start <= catalogue.until)


def falls_in(offering: Offering, span: Span) -> bool:
    """Whether the offering's own days leave it a day of the span."""
    since, until = offering.since, offering.until
    return (since is None or since <= span.end) and (until is None or span.start <= until)
