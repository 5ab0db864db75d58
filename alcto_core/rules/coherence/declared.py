"""Categories and units that a rule set declares: each with words of its own, and none named that is not declared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from alcto_core.rules.faults import RuleFault, array_id_findings, unknown
from alcto_core.rules.vocabulary import Category, RuleSet, Unit, names, placed_selections
from alcto_core.text import nearest
from alcto_core.toml.layout import Path


def declared_findings(rules: RuleSet) -> Iterator[RuleFault]:
    """Everything that is wrong with the categories and units of a rule set."""
    yield from _words(rules.category, "category")
    yield from _words(rules.unit, "unit")
    yield from _categories(rules)
    yield from _units(rules)
    yield from _shown_in(rules)


def _words(declared: Sequence[Category | Unit], key: str) -> Iterator[RuleFault]:
    """Ids that are none, and words that name two of them."""
    yield from array_id_findings((one.id for one in declared), (key,))
    meanings: dict[str, str] = {}
    for index, one in enumerate(declared):
        if not one.label.strip():
            yield RuleFault((key, index, "label"), "the label is empty", "say what it is called for people")
        for word in (one.id, one.label, *one.aliases, *([one.plural] if isinstance(one, Unit) else [])):
            if word and meanings.setdefault(word.casefold(), one.id) != one.id:
                text = f"“{word}” already means {meanings[word.casefold()]}"
                yield RuleFault((key, index), text, f"let it name one {key} only")


def _categories(rules: RuleSet) -> Iterator[RuleFault]:
    """Selections by a category that is not declared; a part of a declared one, or what several are parts of, is."""
    ids = [one.id for one in rules.category]
    for path, select in placed_selections(rules) if ids else ():
        for name in names(select.category):
            if not any(name == id or name.startswith(f"{id}/") or id.startswith(f"{name}/") for id in ids):
                yield unknown((*path, "category"), "category that this rule set declares", name, ids)


def _units(rules: RuleSet) -> Iterator[RuleFault]:
    ids = [one.id for one in rules.unit]
    for index, worth in enumerate(rules.convert.unit if ids else ()):
        if worth.unit not in ids:
            yield unknown(("convert", "unit", index, "unit"), "unit that this rule set declares", worth.unit, ids)


def _shown_in(rules: RuleSet) -> Iterator[RuleFault]:
    """The unit that hours are shown in: declared, so that it has a name, and worth a number of hours for everybody."""
    id, ids = rules.shown_in, [one.id for one in rules.unit]
    if id is None:
        return
    path: Path = ("shown_in",)
    if id not in ids:
        near = nearest(id, ids)
        fault = unknown(path, "unit that this rule set declares", id, ids)
        yield RuleFault(path, fault.text, fault.remedy, f'"{near}"' if near else "")
        return
    worth = next((one for one in rules.convert.unit if one.unit == id), None)
    if worth is None or worth.hours is None:
        text = f"nobody can tell how many hours one “{id}” is"
        remedy = f'write [convert] unit = [{{ unit = "{id}", hours = …, cite = … }}]'
        yield RuleFault(path, text, remedy)
