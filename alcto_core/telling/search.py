"""Finding by words: entries of the log, offerings of the catalogues, rules and steps, the same for every list, verb and
screen.

Every word must stand somewhere in what is said of a thing, whole or as a part; case and accents make no difference.
What is said is folded once, so that a filter that is typed costs one pass over ready strings.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from alcto_core.dates import show
from alcto_core.evaluation.standing import Requirement, Standing
from alcto_core.records.types import Activity, Credential, Records
from alcto_core.rules.declared import KINDS, declared
from alcto_core.rules.library import Library, called, is_called
from alcto_core.rules.vocabulary import Catalogue, Offering
from alcto_core.rules.windows import Span
from alcto_core.telling.catalogue_years import asked_sources, falls_in, overlaps, sources
from alcto_core.telling.page import Item
from alcto_core.words import Said, folded, matching, said

_MOST_NAMED = 12
"""Things that a word may mean, of which each is named."""


def may_mean(word: str, found: Sequence[tuple[str, str]]) -> str:
    """That a word means several things, each with its id and its title."""
    names = "\n".join(f"  {id}  {title}" for id, title in found[:_MOST_NAMED])
    more = f"\n  and {len(found) - _MOST_NAMED} more" if len(found) > _MOST_NAMED else ""
    return f"“{word}” may mean any of these; name one by its id:\n{names}{more}"


# -- the log ---------------------------------------------------------------------------------------------------------


def newest_first(activities: Iterable[Activity]) -> tuple[Activity, ...]:
    """The log, newest first."""
    return tuple(sorted(activities, key=lambda activity: (activity.date, activity.id), reverse=True))


def log_of(activities: Iterable[Activity], library: Library) -> tuple[Said[Activity], ...]:
    """The same to be searched; strands, offerings, categories and units are found by every name that they have."""
    names = _names(library)
    return tuple(said(activity, _parts(activity, names)) for activity in newest_first(activities))


def _names(library: Library) -> Mapping[str, str]:
    """What else a strand, an offering, a category or a unit is called, by its id."""
    names = {id: "\n".join(_strand_words(library, id)) for id in library.strands}
    for rules in library.rule_sets.values():
        names |= {one.id: "\n".join((one.label, *one.words)) for kind in KINDS for one in declared(kind, rules)}
    for id, listings in library.listings.items():
        names[id] = "\n".join(dict.fromkeys(word for _, one in listings for word in (one.title, one.short)))
    return names


def _strand_words(library: Library, id: str) -> tuple[str, ...]:
    strand = library.strands.get(id)
    return (strand.short, strand.label, *strand.aliases) if strand is not None else ()


def _parts(activity: Activity, names: Mapping[str, str]) -> Iterator[str]:
    yield from (activity.id, activity.title, activity.location, activity.date.isoformat(), show(activity.date))
    yield from (activity.status, "posted" if activity.posted else "", activity.course or "", activity.source or "")
    yield from (activity.format or "", activity.justification, activity.description, activity.note)
    yield from (*activity.evidence, *(activity.counts_for or ()))
    used = [activity.offering or "", *activity.category, *activity.units, *activity.strands, *activity.split]
    for session in activity.sessions:
        yield from (session.title, session.kind)
        used += session.strands or ()
    for record in activity.records:
        yield from (record.credential, record.state, record.note)
    for id in dict.fromkeys(used):
        yield from (id, names.get(id, ""))


# -- the catalogues --------------------------------------------------------------------------------------------------

Listing = tuple[Catalogue, Offering]


def offerings(
    library: Library, words: str, *, span: Span | None = None, on: date | None = None, records: Records | None = None
) -> tuple[Listing, ...]:
    """What the catalogues list in a span or on a day, else ever, and holds every word; by source, as they list it, and
    those first on whose lists the programs of `records` insist."""
    asked = asked_sources(records, library)
    order = {source: place for place, source in enumerate(sources(library))}
    listed = (
        (catalogue, offering)
        for catalogue in sorted(
            library.catalogues, key=lambda one: (one.source not in asked, order[one.source], one.since, one.id)
        )
        if span is None or overlaps(catalogue, span)
        for offering in catalogue.offering
        if (span is None or falls_in(offering, span)) and (on is None or catalogue.lists(offering, on))
    )
    return matching((_said_listing(one, library) for one in listed), words)


def suggested(records: Records | None, library: Library, words: str, day: date, most: int = 6) -> tuple[Listing, ...]:
    """What `offerings` finds, each id once: first what is called so, then what is listed on the day, then what comes
    from a source that the person's programs ask for. Nothing where no word is given.
    """
    if not folded(words).split():
        return ()
    asked = asked_sources(records, library)
    found = {offering.id: library.listing(offering.id, day) for _, offering in offerings(library, words)}

    def rank(listing: Listing) -> tuple[bool, bool, bool]:
        catalogue, offering = listing
        return not is_called(offering, words), found[offering.id] is None, catalogue.source not in asked

    return tuple(sorted((listing or library.listings[id][-1] for id, listing in found.items()), key=rank)[:most])


def _said_listing(listing: Listing, library: Library) -> Said[Listing]:
    catalogue, offering = listing
    held = (offering.format or "", offering.location, offering.note)
    strands = (word for id in offering.strands for word in (id, *_strand_words(library, id)))
    return said(listing, (*called(offering), catalogue.source, *held, *strands))


# -- rules and steps -------------------------------------------------------------------------------------------------


def said_on(items: Iterable[Item]) -> Iterator[Said[Item]]:
    """The items of a page, such as the clauses of a rule set."""
    for one in items:
        yield said(one, (one.id, *one.texts()))


def steps_of(standing: Standing, credential: Credential | None) -> Iterator[Said[Requirement]]:
    """The steps and stages of a credential, found by their words and by what the record says of them: by whom, who
    attended, the files, the note."""
    for one in standing.requirements:
        if one.kind in ("step", "stage"):
            marks = [step for step in credential.steps if step.id == one.id] if credential else []
            recorded = (word for step in marks for word in (step.by, step.note, *step.attended, *step.files))
            yield said(one, (one.id, one.title, one.text, *(word or "" for word in recorded)))
