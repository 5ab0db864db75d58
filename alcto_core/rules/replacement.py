"""A replacement in force: the rule set with a person's own rule in the place of a published one.

Before the first day of the new values the published ones stay, so that no window is left without what it asks for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from alcto_core.dates import show
from alcto_core.rules.faults import RuleFault, nearest_of
from alcto_core.rules.vocabulary import Amount, Replacement, Rule, RuleSet
from alcto_core.toml.layout import Path

_KEYS = ("at_least", "at_most")
_WORDS = frozenset({"id", "title", "short", "text", "unit", "fill", *_KEYS})
"""Keys of a rule that may differ while published and new values stand side by side."""


def published_rule(rules: RuleSet, replacement: Replacement) -> Rule | None:
    """The rule that a replacement speaks of, as it was published."""
    return next((rule for rule in rules.rule if rule.id == replacement.new.id), None)


def replaced(rules: RuleSet, replacement: Replacement) -> RuleSet:
    """The rule set with the new rule in the old one's place; unchanged where it has no such rule."""
    old = published_rule(rules, replacement)
    if old is None:
        return rules
    kept = {key: (*_earlier(getattr(old, key), getattr(replacement.new, key)), *getattr(replacement.new, key))
            for key in _KEYS}  # fmt: skip
    new = msgspec.structs.replace(replacement.new, **kept)
    return msgspec.structs.replace(
        rules,
        rule=tuple(new if rule is old else rule for rule in rules.rule),
        documents={**replacement.documents, **rules.documents},
    )


def _earlier(published: tuple[Amount, ...], new: tuple[Amount, ...]) -> tuple[Amount, ...]:
    """Published values that hold until the first new one."""
    begins = min((amount.since for amount in new), default=None)
    return tuple(amount for amount in published if begins is not None and amount.since < begins)


def replacement_findings(replacement: Replacement, rule_sets: Mapping[str, RuleSet]) -> Iterator[RuleFault]:
    """What is wrong in a replacement, seen beside the published rule sets."""
    rules = rule_sets.get(replacement.rule_set)
    if rules is None:
        near = nearest_of(replacement.rule_set, rule_sets)
        text = f"no rule set “{replacement.rule_set}” is installed"
        yield RuleFault(("replaces",), text, f"{near}write the ids of rule set and rule, e.g. al-td-ceu/total")
        return
    old = published_rule(rules, replacement)
    if old is None:
        known = [rule.id for rule in rules.rule]
        text = f"the rule set “{rules.id}” has no rule “{replacement.new.id}”"
        yield RuleFault(("replaces",), text, f"{nearest_of(replacement.new.id, known)}it has {', '.join(known)}")
        return
    for key, document in replacement.documents.items():
        if key in rules.documents and rules.documents[key] != document:
            text = f"“{key}” is another document in the rule set “{rules.id}”"
            yield RuleFault(("documents", key), text, "give this one its own name")
    yield from _left_open(replacement.new, old)
    at = [rule.id for rule in rules.rule].index(old.id)
    from alcto_core.rules.coherence import rule_set_findings

    known_already = {(finding.path, finding.text) for finding in rule_set_findings(rules)}
    for finding in rule_set_findings(replaced(rules, replacement)):
        if (finding.path, finding.text) not in known_already:
            yield msgspec.structs.replace(finding, path=own_path(finding.path, at, old, replacement.new))


def _left_open(new: Rule, old: Rule) -> Iterator[RuleFault]:
    """Windows for which the new rule would ask for nothing, although the published one does."""
    path: Path = ("rule", 0)
    for key in _KEYS:
        published, own = getattr(old, key), getattr(new, key)
        if published and not own:
            remedy = f"add {key}, or say advisory = true where it shall be advice only"
            yield RuleFault(path, f"the published rule has {key}, and this one has none", remedy)
        elif (kept := _earlier(published, own)) and not _is_alike(new, old):
            first, begins = min(a.since for a in kept), min(a.since for a in own)
            text = f"before {show(begins)} the published values stay, and they speak of other hours"
            remedy = f"write values from {first.isoformat()} on, or select the same hours"
            yield RuleFault((*path, key, _first(own)), text, remedy)


def _first(amounts: tuple[Amount, ...]) -> int:
    return min(range(len(amounts)), key=lambda at: amounts[at].since)


def _is_alike(one: Rule, other: Rule) -> bool:
    """Whether two rules speak of the same hours in the same way."""
    return all(getattr(one, key) == getattr(other, key) for key in one.__struct_fields__ if key not in _WORDS)


def own_path(path: Path, at: int, old: Rule, new: Rule) -> Path:
    """A place in the rule set with the new rule, as a place in the replacement's own file."""
    if path[:2] != ("rule", at):
        return ("rule", 0)
    rest = path[2:]
    if len(rest) > 1 and rest[0] in _KEYS and isinstance(rest[1], int):
        key = str(rest[0])
        number = rest[1] - len(_earlier(getattr(old, key), getattr(new, key)))
        return ("rule", 0, key, number, *rest[2:]) if number >= 0 else ("rule", 0, key)
    return ("rule", 0, *rest)
