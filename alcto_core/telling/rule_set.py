"""A rule set as a page of sentences: the same on the screen and on the command line.

Each item is one clause: its sentence, the values by date, where each is written, the readings and settings in use.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from alcto_core.dates import show
from alcto_core.records.types import Credential
from alcto_core.rules.clauses import SECTIONS, Clause, ClauseValue, cited, clauses, is_stale
from alcto_core.rules.library import Library, source_name
from alcto_core.rules.numbers import is_yes_or_no
from alcto_core.rules.vocabulary import Catalogue, Replacement, RuleSet
from alcto_core.telling.catalogue import span_words
from alcto_core.telling.page import Item, Part, Sheet, sentence

PLAIN = frozenset({"list", "source", "silence"})
"""Kinds whose items are sentences without a name of their own."""


def rule_set_page(rules: RuleSet, library: Library, on: date, credentials: Sequence[Credential] = ()) -> Sheet:
    """The page of a rule set on a day, with the readings and settings that the person's credentials use."""
    held = [credential for credential in credentials if credential.program == rules.id]
    found = tuple(clauses(rules, on, library))
    parts = [
        Part(
            heading=heading,
            items=tuple(_item(one, rules, library, on, held) for one in found if one.section == section),
        )
        for section, heading in SECTIONS.items()
    ]
    parts += [
        Part(heading="Lists that are installed", items=_plain("list", _lists(rules, library, on))),
        Part(heading="Sources", items=_plain("source", document_sentences(rules))),
        Part(heading="What the sources do not say", items=_plain("silence", rules.notes)),
    ]
    return Sheet(
        id=rules.id,
        title=rules.title,
        head=tuple(_head(rules, library, on)),
        marks=tuple(marks(rules, library, on)),
        parts=tuple(part for part in parts if part.items),
    )


def own_first(library: Library, credentials: Sequence[Credential]) -> tuple[RuleSet, ...]:
    """Every rule set that is installed, those first that the person answers to."""
    own = {one.program for one in credentials}
    return tuple(sorted(library.rule_sets.values(), key=lambda rules: rules.id not in own))


def marks(rules: RuleSet, library: Library, on: date) -> Iterator[str]:
    """What to beware of in a rule set, in a few words each."""
    if ("rule-set", rules.id) in library.origins:
        yield "your own file, not verified"
    elif not rules.verified:
        yield "not verified"
    if number := len(library.replacements_of(rules.id)):
        yield "a rule replaced by your own" if number == 1 else f"{number} rules replaced by your own"
    if is_stale(rules.checked, on):
        yield "not checked for more than a year"


def _head(rules: RuleSet, library: Library, on: date) -> Iterator[str]:
    yield f"Asked for by {rules.authority}. Checked {show(rules.checked)}."
    if is_stale(rules.checked, on):
        yield "That is more than a year ago: see whether the source still says so."
    if file := library.origins.get(("rule-set", rules.id)):
        yield f"From {file}, a file of your own. Not verified: nobody has confirmed it."
    elif not rules.verified:
        yield "Not verified: nobody has confirmed these facts."
    if rules.official_record:
        yield f"{official_words(rules)}."


def official_words(rules: RuleSet) -> str:
    """Which record is the official one, without the full stop; of a rule set that names one."""
    official = rules.official_record
    if official is None:
        return ""
    source = cited(rules, official.cite)
    return f"{official.name} is the official record{f' ({source})' if source else ''}"


def _plain(kind: str, sentences: Iterator[str] | Sequence[str]) -> tuple[Item, ...]:
    return tuple(Item(id=f"{kind}-{number}", kind=kind, text=text) for number, text in enumerate(sentences, 1))


def _item(clause: Clause, rules: RuleSet, library: Library, on: date, held: Sequence[Credential]) -> Item:
    text, reading = _reading(clause, rules, held) if clause.other else (clause.text, ())
    said = [*reading]
    if clause.selects:
        said.append(f"Selects {clause.selects}.")
    if clause.kind == "setting":
        said.append(_set(clause.id, rules, held))
    for value in clause.values:
        said += [value_sentence(value, on), f"Written in {cited(rules, value.cites)}."]
    if clause.cites:
        said.append(f"Written in {cited(rules, clause.cites)}.")
    if clause.kind == "rule":
        said += _replaced(clause.id, rules, library, on)
    holding = [value for value in clause.values if value.holds]
    return Item(
        id=clause.id,
        kind=clause.kind,
        title=clause.title,
        # A sentence may begin with an id, and an id is written as it is.
        text=f"{text.rstrip('.')}." if "/" in text.partition(" ")[0] else sentence(text),
        advisory=clause.advisory,
        said=tuple(said),
        figure="; ".join(value.text for value in holding),
        source=cited(rules, tuple(cite for value in holding for cite in value.cites) or clause.cites),
    )


def _reading(clause: Clause, rules: RuleSet, held: Sequence[Credential]) -> tuple[str, tuple[str, ...]]:
    """The sentence of the reading in use, which it is, and the other one."""
    switch = next(one for one in rules.switch if one.id == clause.id)
    mine = sorted(one.id for one in held if one.settings.get(switch.id, switch.default) == switch.other)
    if mine and len(mine) == len(held):
        other = f"The other reading: {switch.text.rstrip('.')} ({_answer(switch.default)})."
        return switch.other_text, (f"In use: {_answer(switch.other)}, as {' and '.join(mine)} sets it. {other}",)
    own = f" {' and '.join(mine)} reads it otherwise." if mine else ""
    other = f"The other reading: {switch.other_text.rstrip('.')} ({_answer(switch.other)})."
    return switch.text, (f"In use: {_answer(switch.default)}. {other}{own}",)


def _answer(value: bool | str) -> str:
    """The answer to a reading, as people say it; `alcto credential` takes it so too."""
    return ("yes" if value else "no") if isinstance(value, bool) else value.lower()


def _set(id: str, rules: RuleSet, held: Sequence[Credential]) -> str:
    values = [f"{one.id}: {setting_words(one.settings[id])}" for one in held if id in one.settings]
    if values:
        return f"Set for {'; '.join(values)}."
    # "Not set" is no alarm where a default holds: the sentence of the setting says so.
    how = "true` (or false)" if is_yes_or_no(rules, id) else "…`"
    return f"Not set: `alcto credential change {rules.id} --setting {id}={how} sets it."


def setting_words(value: object) -> str:
    """What a setting is set to, plain or by period."""
    if isinstance(value, Mapping):
        return ", ".join(f"{period} {one}" for period, one in value.items())
    return str(value).lower() if isinstance(value, bool | str) else str(value)


def value_sentence(value: ClauseValue, on: date) -> str:
    """A value with the days on which it holds."""
    if value.holds:
        ends = f" until {show(value.until)}" if value.until else ""
        return f"In force on {show(on)}: {value.text}, since {show(value.since)}{ends}."
    if value.since > on:
        return f"From {show(value.since)} on: {value.text}."
    return f"Earlier, {show(value.since)} to {show(value.until) if value.until else 'now'}: {value.text}."


def published(library: Library, replacement: Replacement, on: date) -> Clause:
    """The clause that a replacement took the place of, as it was published."""
    rules = library.published[replacement.rule_set]
    return next(one for one in clauses(rules, on, library) if one.id == replacement.new.id and one.kind == "rule")


def _replaced(id: str, rules: RuleSet, library: Library, on: date) -> Iterator[str]:
    for replacement in library.replacements_of(rules.id):
        if replacement.new.id != id:
            continue
        file = library.origins.get(("replacement", replacement.id), replacement.title)
        yield f"This is a rule of your own ({file}): {replacement.reason.rstrip('.')}."
        old = published(library, replacement, on)
        yield f"As published: {old.text.rstrip('.')}."
        for value in old.values:
            where = cited(library.published[rules.id], value.cites)
            yield f"As published: {value_sentence(value, on)} ({where})".rstrip()


def _lists(rules: RuleSet, library: Library, on: date) -> Iterator[str]:
    listed = rules.counts.listed
    for source in listed.sources if listed else ():
        for catalogue in library.catalogues:
            if catalogue.source == source:
                yield _list_words(catalogue, library, on)
        if not library.covers(source, on):
            yield f"No list of {source_name(source)} events covers {show(on)}. `alcto rules add FILE` installs one."


def _list_words(catalogue: Catalogue, library: Library, on: date) -> str:
    words = [f"{catalogue.title} ({catalogue.id}): {span_words(catalogue.since, catalogue.until)}"]
    words.append(f"checked {show(catalogue.checked)}")
    if is_stale(catalogue.checked, on) and catalogue.until is None:
        words.append("more than a year ago")
    if catalogue.partial:
        words.append("single events only")
    if file := library.origins.get(("catalogue", catalogue.id)):
        words.append(f"your own file {file}, not verified")
    elif not catalogue.verified:
        words.append("not verified")
    return f"{'; '.join(words)}."


def document_sentences(rules: RuleSet) -> Iterator[str]:
    """The source texts of a rule set, each with where it stands and when it was read."""
    for document in rules.documents.values():
        named = f"{document.short}: {document.title}" if document.short else document.title
        publisher = f", {document.publisher}" if document.publisher else ""
        address = f", {document.address}" if document.address else ""
        yield f"{named}{publisher}{address}; read {show(document.read)}."
