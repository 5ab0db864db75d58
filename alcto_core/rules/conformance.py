"""What must hold inside one rule file beyond the types of its values: ids, citations, spans, names that fit.

What only shows when all rule files are looked at together is in `agreement`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import msgspec

from alcto_core.rules.coherence import rule_set_findings
from alcto_core.rules.faults import RuleFault, array_id_findings, hours_findings, id_findings, nearest_of
from alcto_core.rules.vocabulary import Catalogue, Document, Framework, Offering, Replacement, RuleFile, RuleSet, names
from alcto_core.rules.vocabulary.owing import OfficialRecord
from alcto_core.rules.vocabulary.words import LINES
from alcto_core.text import nearest
from alcto_core.toml.layout import Path

_OTHER_CITE_KEYS = frozenset({"cite", "evidenced"})


def findings(file: RuleFile) -> Iterator[RuleFault]:
    """Everything that is wrong in one rule file whose values have the right types."""
    yield from id_findings(file.id, ("id",))
    yield from _citations(file, (), file.documents)
    match file:
        case RuleSet():
            yield from rule_set_findings(file)
        case Framework():
            yield from _framework(file)
        case Catalogue():
            yield from _catalogue(file)
        case Replacement():
            yield from _replacement(file)


def _framework(framework: Framework) -> Iterator[RuleFault]:
    if not framework.strand:
        yield RuleFault(("strand",), "a framework needs strands", "add a [[strand]]")
    yield from array_id_findings((strand.id for strand in framework.strand), ("strand",))
    words: dict[str, str] = {}
    for index, strand in enumerate(framework.strand):
        if not strand.id.startswith(f"{framework.id}/"):
            text = f"“{strand.id}” does not begin with “{framework.id}/”"
            yield RuleFault(("strand", index, "id"), text, f"write {framework.id}/{strand.id.rpartition('/')[2]}")
        if strand.suggest is not None and not all(map(str.strip, strand.suggest.words or ("",))):
            text = f"“{strand.id}” is suggested by no word, or by an empty one"
            yield RuleFault(("strand", index, "suggest"), text, "write words of session titles")
        for word in (strand.label, strand.short, *strand.aliases):
            if words.setdefault(word.casefold(), strand.id) != strand.id:
                text = f"“{word}” already means {words[word.casefold()]}"
                yield RuleFault(("strand", index), text, "let it name one strand only")


def _catalogue(catalogue: Catalogue) -> Iterator[RuleFault]:
    if not names(catalogue.cite):
        yield RuleFault((), "the span and the source of the catalogue have no citation", 'add cite = "document:lines"')
    if catalogue.until is not None and catalogue.until < catalogue.since:
        yield RuleFault(("until",), "the span ends before it begins", "put from and until right")
    yield from array_id_findings((offering.id for offering in catalogue.offering), ("offering",))
    for index, offering in enumerate(catalogue.offering):
        yield from _offering(offering, ("offering", index), catalogue)


def _replacement(replacement: Replacement) -> Iterator[RuleFault]:
    if not replacement.reason.strip():
        yield RuleFault(("reason",), "the reason is empty", "say in a sentence why another rule holds")
    if len(replacement.rule) != 1:
        text = f"a replacement holds one rule, and here are {len(replacement.rule)}"
        yield RuleFault(("rule",), text, "write one [[rule]], and a file for each further one")
    elif not replacement.replaces.endswith(f"/{replacement.new.id}"):
        text = f"the new rule is called “{replacement.new.id}”, and the file replaces “{replacement.replaces}”"
        remedy = "write RULE-SET/RULE in replaces, and give the new rule the id of the rule that it replaces"
        yield RuleFault(("rule", 0, "id"), text, remedy)


def _offering(offering: Offering, path: Path, catalogue: Catalogue) -> Iterator[RuleFault]:
    for key in ("most", "most_per_entry", "award"):
        yield from hours_findings(getattr(offering, key), (*path, key))
    for key, day in (("from", offering.since), ("until", offering.until)):
        if day is not None and not catalogue.covers(day):
            yield RuleFault(
                (*path, key), f"{day} lies outside the catalogue's span", "move it inside, or widen the span"
            )
    if offering.since and offering.until and offering.until < offering.since:
        yield RuleFault((*path, "until"), "it ends before it begins", "put from and until right")
    if offering.no_repeat and not names(offering.repeat_cite):
        yield RuleFault((*path, "no_repeat"), "the repeat rule has no citation", 'add repeat_cite = "document:lines"')


def _citations(word: object, path: Path, documents: Mapping[str, Document]) -> Iterator[RuleFault]:
    """Citations that are empty, name no document of the file, or lie behind its last line."""
    if isinstance(word, msgspec.Struct):
        for field, key in zip(word.__struct_fields__, word.__struct_encode_fields__, strict=True):
            value = getattr(word, field)
            if field in _OTHER_CITE_KEYS or field.endswith("_cite"):
                # A catalogue without one has a finding of its own, with words for its span; the name of the official
                # record may stand without.
                if value is not None and not (isinstance(word, Catalogue | OfficialRecord) and value == ()):
                    yield from _cites(value, (*path, key), documents)
            elif isinstance(value, msgspec.Struct | tuple):
                yield from _citations(value, (*path, key), documents)
    elif isinstance(word, tuple):
        for index, part in enumerate(word):
            yield from _citations(part, (*path, index), documents)


def _better_cite(key: str, place: str, documents: Mapping[str, Document]) -> str:
    """The citation as it was meant, in TOML; empty where nobody knows."""
    if near := nearest(key, list(documents)):
        return f'"{near}:{place}"' if place else f'"{near}"'
    # A place without its document, where there is one document alone.
    is_place = not place and len(documents) == 1 and '"' not in key and "\\" not in key
    return f'"{next(iter(documents))}:{key}"' if is_place and key.isprintable() else ""


def _cites(value: str | tuple[str, ...], path: Path, documents: Mapping[str, Document]) -> Iterator[RuleFault]:
    if not value or not all(names(value)):
        yield RuleFault(path, "the citation is empty", 'write "document:lines"')
        return
    for index, cite in enumerate(names(value)):
        at = path if isinstance(value, str) else (*path, index)
        key, _, place = cite.partition(":")
        document = documents.get(key)
        if document is None:
            remedy = f"{nearest_of(key, documents)}add [documents.{key}] or cite one that is there"
            text = f"“{key}” is not among the documents of this file"
            yield RuleFault(at, text, remedy, _better_cite(key, place, documents))
        elif document.lines and LINES.fullmatch(place):
            numbers = [int(number) for number in re.findall(r"\d+", place)]
            if min(numbers) < 1 or max(numbers) > document.lines:
                yield RuleFault(at, f"“{cite}” lies outside its {document.lines} lines", "cite a line of it")
