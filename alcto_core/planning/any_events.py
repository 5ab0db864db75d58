"""Events that no catalogue lists, where a program asks for no list: any that fit, and those of a kind that a rule asks
for by itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from alcto_core.records.types import Format
from alcto_core.rules.declared import declared
from alcto_core.rules.library import Library
from alcto_core.rules.vocabulary import Catalogue, Offering, RuleSet, names

ANY_EVENT = ""
"""Stands for the id of an offering where any event will do; one of a kind begins with a character that no id has."""
_OF_A_KIND = "\0"


class EventKind(NamedTuple):
    """What an event must be of that no list holds."""

    category: str | None = None
    source: str | None = None
    title: str = "Any events that fit the rules"

    @property
    def offering(self) -> str:
        """Stands for the id of an offering."""
        if self.category is None and self.source is None:
            return ANY_EVENT
        return f"{_OF_A_KIND}{self.category or ''}{_OF_A_KIND}{self.source or ''}"

    def catalogue(self, held: Format | None) -> Catalogue:
        """No list of anybody's: what a program takes that asks for none; where it matters, only what is held so."""
        return Catalogue(
            kind="catalogue",
            schema=1,
            id=ANY_EVENT,
            title="",
            source="",
            since=date.min,
            checked=date.min,
            documents={},
            offering=(Offering(id=self.offering, title=self.title, format=held, cite=()),),
        )


ANY_KIND = EventKind()
"""Any event that fits."""


def is_any_event(offering: str) -> bool:
    """Whether the id of an offering stands for events that no list holds."""
    return offering == ANY_EVENT or offering.startswith(_OF_A_KIND)


def asks_for_no_list(rules: RuleSet) -> bool:
    """Whether an event counts by itself, whoever holds it."""
    return rules.counts.listed is None and not rules.counts.only


def event_kinds(rule_sets: Iterable[RuleSet], library: Library) -> tuple[EventKind, ...]:
    """Any event, and one of each kind of which a program that asks for no list asks a least by itself. What a source
    offers that has a catalogue stands there."""
    listed = {one.source for one in library.catalogues}
    free = filter(asks_for_no_list, rule_sets)
    asked = (kind for rules in free for kind in _asked_by(rules) if kind.source not in listed)
    return tuple(dict.fromkeys((ANY_KIND, *asked)))


def _asked_by(rules: RuleSet) -> Iterator[EventKind]:
    labels = {one.id: one.label or one.id for one in declared("category", rules)}
    for rule in rules.rule:
        select = rule.select
        category, source = next(iter(names(select.category)), None), next(iter(names(select.source)), None)
        if not rule.at_least or rule.advisory is True or rule.measure != "hours" or select.offering:
            continue
        if category is not None or source is not None:
            by = f" by {source}" if source is not None else ""
            of = f": {labels.get(category, category)}" if category is not None else ""
            yield EventKind(category, source, f"Any events{by}{of}")
