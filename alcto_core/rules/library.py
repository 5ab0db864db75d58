"""Everything that the installed plugins and local rule files say, with quick look-up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property

from alcto_core.rules.replacement import replaced
from alcto_core.rules.vocabulary import (
    Catalogue,
    Document,
    Framework,
    Offering,
    Replacement,
    RuleSet,
    Strand,
    names,
    selections,
    short_names,
)
from alcto_core.text import same_words
from alcto_core.words import holds


class Library:
    """Rule sets, frameworks and catalogues by id. Frozen by habit: loading another plugin makes a new one."""

    def __init__(
        self,
        rule_sets: Iterable[RuleSet] = (),
        frameworks: Iterable[Framework] = (),
        catalogues: Iterable[Catalogue] = (),
        replacements: Iterable[Replacement] = (),
        origins: Mapping[tuple[str, str], str] | None = None,
        lost: Iterable[str] = (),
    ) -> None:
        self.published: Mapping[str, RuleSet] = {rules.id: rules for rules in rule_sets}
        """Rule sets as their files say them."""
        self.replacements: tuple[Replacement, ...] = tuple(replacements)
        self.rule_sets: Mapping[str, RuleSet] = self._in_force(self.replacements)
        """Rule sets as they hold for this person: with the replacements that the person installed."""
        self.frameworks: Mapping[str, Framework] = {framework.id: framework for framework in frameworks}
        self.catalogues: tuple[Catalogue, ...] = tuple(catalogues)
        self.origins: Mapping[tuple[str, str], str] = dict(origins or {})
        """What came from the person's own `rules/` folder: kind and id, and the file."""
        self.lost = frozenset(lost)
        """Ids of what is installed and could not be loaded together with the rest."""
        self.unverified = frozenset(id for _, id in self.origins)
        """Ids of what came from the person's own `rules/` folder."""

    def _in_force(self, replacements: Iterable[Replacement]) -> Mapping[str, RuleSet]:
        rule_sets = dict(self.published)
        for replacement in replacements:
            if (rules := rule_sets.get(replacement.rule_set)) is not None:
                rule_sets[rules.id] = replaced(rules, replacement)
        return rule_sets

    @property
    def words(self) -> tuple[RuleSet | Framework | Catalogue | Replacement, ...]:
        """Everything that rule files said."""
        return (*self.published.values(), *self.frameworks.values(), *self.catalogues, *self.replacements)

    def replacements_of(self, rules: str) -> tuple[Replacement, ...]:
        """The replacements of rules of this rule set."""
        return tuple(replacement for replacement in self.replacements if replacement.rule_set == rules)

    def without(self, replacement: Replacement) -> RuleSet:
        """The rule set that a replacement speaks of with that rule as it was published, the others as they hold."""
        rest = (one for one in self.replacements if one is not replacement)
        return self._in_force(rest)[replacement.rule_set]

    @cached_property
    def listings(self) -> Mapping[str, tuple[tuple[Catalogue, Offering], ...]]:
        """Every listing of an offering id, oldest catalogue first."""
        found: dict[str, list[tuple[Catalogue, Offering]]] = {}
        for catalogue in sorted(self.catalogues, key=lambda c: (c.since, c.id)):
            for offering in catalogue.offering:
                found.setdefault(offering.id, []).append((catalogue, offering))
        return {id: tuple(listings) for id, listings in found.items()}

    def document_names(self, rules: RuleSet) -> Mapping[str, str]:
        """Short names of the documents that a rule set's citations, and those of what it rests on, name.

        Another rule set may call another document by the same key, so the names are never shared.
        """
        sources = rules.counts.listed.sources if rules.counts.listed else ()
        framework = self.frameworks.get(rules.framework) if rules.framework else None
        files: list[Mapping[str, Document]] = [framework.documents] if framework else []
        files += [catalogue.documents for catalogue in self.catalogues if catalogue.source in sources]
        files.append(rules.documents)
        return short_names(*files)

    def source_named(self, source: str) -> str:
        """Who grants hours, as documents of rule files spell it ("cosn": "CoSN", "alet-academy": "ALET academy")."""
        if (whole := self._publishers.get(same_words(source))) is not None:
            return whole
        first, hyphen, rest = source.partition("-")
        if hyphen and (publisher := self._publishers.get(same_words(first))) is not None:
            return f"{publisher} {rest.replace('-', ' ')}"
        return source_name(source)

    @cached_property
    def sources_by_words(self) -> Mapping[str, str]:
        """The ids of those who grant hours, as catalogues and rules name them, by what may be typed for them in any
        case: the id, or its name. An id is never taken for another's name."""
        selected = (select for rules in self.rule_sets.values() for select in selections(rules))
        named = [source for select in selected for source in names(select.source)]
        ids = [*named, *(one.source for one in self.catalogues)][::-1]  # the first of two holds
        return {same_words(self.source_named(id)): id for id in ids} | {same_words(id): id for id in ids}

    @cached_property
    def _publishers(self) -> Mapping[str, str]:
        """Who published the documents of rule files, as these spell them, by the same words in any case."""
        return {
            same_words(document.publisher): document.publisher
            for file in self.words
            for document in file.documents.values()
        }

    @cached_property
    def strands(self) -> Mapping[str, Strand]:
        """Every strand of every framework by id, in framework order."""
        return {strand.id: strand for framework in self.frameworks.values() for strand in framework.strand}

    @cached_property
    def strand_ids(self) -> Mapping[str, tuple[str, ...]]:
        """The ids of a framework's strands, by its own."""
        return {id: tuple(one.id for one in framework.strand) for id, framework in self.frameworks.items()}

    @cached_property
    def strand_sets(self) -> Mapping[str, frozenset[str]]:
        """The same, to look one up."""
        return {id: frozenset(strands) for id, strands in self.strand_ids.items()}

    @cached_property
    def _strand_words(self) -> Mapping[str, str]:
        words: dict[str, str] = {}
        for strand in self.strands.values():
            for word in (strand.id, strand.label, strand.short, *strand.aliases):
                words.setdefault(_folded(word), strand.id)
            words.setdefault(_folded(strand.id.rpartition("/")[2]), strand.id)
        return words

    @cached_property
    def _titles(self) -> Mapping[str, str]:
        """Offerings by the words of their titles; a title that two of them have means neither."""
        found: dict[str, set[str]] = {}
        for id, listings in self.listings.items():
            for _, offering in listings:
                found.setdefault(same_words(offering.title), set()).add(id)
        return {title: next(iter(ids)) for title, ids in found.items() if len(ids) == 1 and title}

    @cached_property
    def once_offerings(self) -> frozenset[str]:
        """Offerings that some catalogue credits once."""
        return frozenset(
            offering.id
            for catalogue in self.catalogues
            for offering in catalogue.offering
            if offering.no_repeat is not None
        )

    def listing(self, offering: str, day: date) -> tuple[Catalogue, Offering] | None:
        """The catalogue and entry that list an offering on a day."""
        for catalogue, entry in self.listings.get(offering, ()):
            if catalogue.lists(entry, day):
                return catalogue, entry
        return None

    def newest(self, offering: str) -> tuple[Catalogue, Offering] | None:
        """The newest listing of an offering, whatever day it covers."""
        listings = self.listings.get(offering)
        return listings[-1] if listings else None

    def titled(self, title: str) -> str | None:
        """The offering with the very words of this title, and never by likeness. None where none or several have it."""
        return self._titles.get(same_words(title))

    def offering_words(self, offering: str) -> str:
        """What an offering is shown as, and found by again: its newest title; its id where another has that title."""
        newest = self.newest(offering)
        return newest[1].title if newest is not None and self.titled(newest[1].title) == offering else offering

    def covers(self, source: str, day: date) -> bool:
        """Whether some list of the source covers the day. A partial catalogue is no such list."""
        return bool(self.lists_of(source, day))

    def lists_of(self, source: str, day: date) -> tuple[Catalogue, ...]:
        """The catalogues that say of every offering of the source whether it counts on a day."""
        return tuple(c for c in self.catalogues if c.source == source and not c.partial and c.covers(day))

    def strand_named(self, word: str) -> str | None:
        """The strand that a person means by an id, a label, a short name or an alias, in any case."""
        return self._strand_words.get(_folded(word))

    def strand_short(self, strand: str) -> str:
        """One word for a strand; its id where no framework knows it."""
        known = self.strands.get(strand)
        return known.short if known else strand


def called(offering: Offering) -> tuple[str, ...]:
    """What an offering is called: its id and its names."""
    return offering.id, offering.title, offering.short


def is_called(offering: Offering, words: str) -> bool:
    """Whether id and names of an offering hold every word, and not only what else is said of it."""
    return holds(called(offering), words)


def source_name(source: str) -> str:
    """A source as people write it: short names in capitals ("ALET academy"), words as words ("external"). What is no
    id stays as it was typed."""
    if not (source.islower() and source.isascii() and source.replace("-", "").isalnum()):
        return source
    return " ".join(part.upper() if len(part) <= 4 else part for part in source.split("-"))


def _folded(word: str) -> str:
    return " ".join(word.casefold().replace("&", " and ").replace(",", " ").split())
