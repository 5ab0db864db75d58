"""The categories and units that rule sets know: those that they declare, else those that their rules name.

A rule set that declares none takes as declared what its rules name, with no other word for it than the id.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Literal, NamedTuple

from alcto_core.rules.vocabulary import KEYS, RuleSet, Select, Word, names, selections
from alcto_core.text import nearest

if TYPE_CHECKING:
    from alcto_core.rules.called import Called

NameKind = Literal["category", "unit"]
KINDS: tuple[NameKind, ...] = ("category", "unit")


class Declared(NamedTuple):
    """One category or unit."""

    id: str
    label: str
    words: tuple[str, ...] = ()
    """Every spelling that people may type for it, beside the id."""
    cites: tuple[str, ...] = ()


def declared(kind: NameKind, rules: RuleSet) -> tuple[Declared, ...]:
    """The categories or the units that a rule set knows."""
    if kind == "category" and rules.category:
        return tuple(Declared(one.id, one.label, (one.label, *one.aliases), names(one.cite)) for one in rules.category)
    if kind == "unit" and rules.unit:
        return tuple(
            Declared(one.id, one.label, (one.label, one.plural, *one.aliases), names(one.cite)) for one in rules.unit
        )
    found = rules.named_categories if kind == "category" else dict.fromkeys(named_units(rules))
    return tuple(Declared(id, id) for id in found)


def named_units(rules: RuleSet) -> Iterator[str]:
    """Every unit that is worth hours, or that a rule counts."""
    yield from (unit.unit for unit in rules.convert.unit)
    yield from (rule.measure for rule in rules.rule if rule.measure not in {"hours", "entries"})


def said(kind: NameKind, rules: RuleSet) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Each category or unit of a rule set, with a sentence (how else it is spelt, what asks for it) and citations."""
    verb = "selected" if kind == "category" else "counted"
    for one in declared(kind, rules):
        label = one.label if one.label != one.id else f"a {kind} that the rules name"
        also = [word for word in dict.fromkeys(one.words) if word and word not in {one.id, one.label}]
        spelt = f", also written {', '.join(also)}" if also else ""
        asking = _asking(kind, one.id, rules)
        used = f"{verb} by {', '.join(asking)}" if asking else f"{verb} by no rule"
        if kind == "unit" and (worth := _worth(one.id, rules)):
            used = f"{worth}, and {used}" if asking else worth
        yield one.id, f"{label}{spelt}; {used}", one.cites


def _worth(unit: str, rules: RuleSet) -> str:
    """What one of a unit is worth in hours; empty where it is worth none."""
    known = next((one for one in rules.convert.unit if one.unit == unit), None)
    if known is None or (known.hours is None and known.setting is None):
        return ""
    return f"worth {known.hours} hours each" if known.hours is not None else f"worth what {known.setting} says"


def selected(select: Select, rules: RuleSet, called: Called) -> str:
    """What a selection takes, in words: "category accounting (Accounting and auditing); format online"."""
    labels = {one.id: one.label for one in declared("category", rules)}
    parts = []
    for key, *_ in KEYS:
        words = [
            f"{name} ({labels[name]})" if key == "category" and labels.get(name, name) != name else called.of(key, name)
            for name in names(getattr(select, key))
        ]
        if words:
            parts.append(f"{key} {' or '.join(words)}")
    return "; ".join(parts)


def _asking(kind: NameKind, category: str, rules: RuleSet) -> list[str]:
    """The ids of the rules, and of the conditions of counting, that ask for a category or a unit."""
    if kind == "unit":
        return [rule.id for rule in rules.rule if rule.measure == category]
    counts = rules.counts
    asking: list[tuple[str, Word]] = [(rule.id, rule) for rule in rules.rule]
    asking += [(only.id, only) for only in counts.only] + [(excluded.id, excluded) for excluded in counts.excluded]
    asking += [(size.id, size) for size in counts.least_size] + [(repeat.id, repeat) for repeat in counts.repeat]
    return list(dict.fromkeys(id for id, word in asking for select in selections(word) if _takes(select, category)))


def _takes(select: Select, category: str) -> bool:
    return any(category == name or category.startswith(f"{name}/") for name in names(select.category))


class Known:
    """The categories or units of several rule sets, by every word for them. Where two share a word, the first holds.

    What `others` know is no mistake, and is not proposed.
    """

    def __init__(self, kind: NameKind, rule_sets: Iterable[RuleSet], others: Iterable[RuleSet] = ()) -> None:
        self.kind = kind
        self._words: dict[str, str] = {}
        self.labels: dict[str, str] = {}
        """The label of each, by its id."""
        own = tuple(rule_sets)
        self.is_declared = any(rules.category if kind == "category" else rules.unit for rules in own)
        """Whether some of them says all that there are."""
        self._elsewhere = frozenset(one.id for rules in others for one in declared(kind, rules))
        found = [one for rules in own for one in declared(kind, rules)]
        for one in found:
            self.labels.setdefault(one.id, one.label)
            self._words.setdefault(_folded(one.id), one.id)
        for one in found:
            for word in (*one.words, one.id.rpartition("/")[2]):
                if word:
                    self._words.setdefault(_folded(word), one.id)

    def named(self, word: str) -> str:
        """The id that a person means by a word; the word itself where nothing is called so."""
        return self._words.get(_folded(word), word.strip())

    def holds(self, id: str) -> bool:
        """Whether some rule set knows it, or knows what it is a part of: `education` of `education/technical`."""
        known = (*self.labels, *self._elsewhere)
        return any(id == one or (self.kind == "category" and id.startswith(f"{one}/")) for one in known)

    def near(self, word: str) -> str | None:
        """The id that a misspelt word is nearest to."""
        by_word = nearest(_folded(word), self._words)
        return nearest(word, self.labels) or (self._words[by_word] if by_word else None)

    def remark(self, id: str) -> str:
        """What is wrong with an id, with the nearest one; empty where nothing is.

        Where no rule set declares any, only what is nearly a name of the rules is worth a word.
        """
        if self.holds(id):
            return ""
        near = self.near(id)
        if near is None and not self.is_declared:
            return ""
        hint = f"did you mean {near}?" if near else choices(self.labels)
        return f"no rule set of yours knows the {self.kind} “{id}”; {hint}"


def choices(known: Collection[str]) -> str:
    """What may be written, when it is few enough to be said."""
    return f"known: {', '.join(sorted(known))}" if len(known) <= 12 else "check the spelling"


def known_to(kind: NameKind, rule_sets: Mapping[str, RuleSet], programs: Iterable[str]) -> Known:
    """The categories or units of the programs that a person holds, beside those of every other rule set."""
    own = [rule_sets[program] for program in dict.fromkeys(programs) if program in rule_sets]
    return Known(kind, own, rule_sets.values())


def _folded(word: str) -> str:
    return " ".join(word.casefold().replace("-", " ").replace("_", " ").split())
