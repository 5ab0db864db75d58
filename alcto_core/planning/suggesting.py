"""From hours of kinds to entries that a person can log: offerings, titles, days and strands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from msgspec.structs import replace

from alcto_core.evaluation.linear import Number
from alcto_core.evaluation.standing import Standing
from alcto_core.hours import Hours
from alcto_core.planning.any_events import ANY_EVENT, is_any_event
from alcto_core.planning.dividing import Entry, Parts, evened, for_people
from alcto_core.planning.kinds import Kind
from alcto_core.planning.lacks import Lack
from alcto_core.planning.offers import Offer, longest
from alcto_core.planning.planned import Suggestion, entry_id
from alcto_core.planning.question import PlanQuestion
from alcto_core.planning.reaching import missing
from alcto_core.planning.rows import Rows, days_of
from alcto_core.planning.search import Found
from alcto_core.records.types import Records


class Picked(NamedTuple):
    """A suggestion, and the entry of a kind that it tells of."""

    entry: Entry
    suggestion: Suggestion


def suggested(
    question: PlanQuestion, kinds: Sequence[Kind], lacks: Sequence[Lack], found: Found
) -> Iterator[list[Picked]]:
    """The entries of a plan, fit for people; then, if asked for more, as the search found them."""
    loads = found.loads
    is_reached = bool(found.figures) and not found.figures[0]
    least: list[Number] = [] if is_reached else [missing(lacks, place, loads) for place in range(len(lacks))]
    *fit, as_found = for_people(loads, lacks, is_long=question.least == "events")
    for entries in fit:
        own = [entry.load for entry in entries]
        # Where everything is reached, who asks sees whether this does it too.
        if all(missing(lacks, place, own) <= most for place, most in enumerate(least)):
            if question.least == "events":
                entries = _evened(entries, lacks, least or [0] * len(lacks))
            rows = Rows(lacks, entries, range(len(lacks)) if is_reached else ())
            yield _picked(question, _narrowed(question, kinds, rows))
            if not is_reached:
                break
    if question.least == "events" and (even := _evened(as_found, lacks, least or [0] * len(lacks))) != as_found:
        yield _picked(question, even)
    yield _picked(question, as_found)


def _evened(entries: Sequence[Entry], lacks: Sequence[Lack], least: Sequence[Number]) -> list[Entry]:
    """The entries, each with its hours shared evenly among its strands where that leaves no more missing."""
    found = list(entries)
    for at, entry in enumerate(entries):
        if (even := evened(entry)) == entry:
            continue
        loads = [one.load for one in (*found[:at], even, *found[at + 1 :])]
        if all(missing(lacks, place, loads) <= most for place, most in enumerate(least)):
            found[at] = even
    return found


def _narrowed(question: PlanQuestion, kinds: Sequence[Kind], rows: Rows) -> Sequence[Entry]:
    """The entries, each of the event that is meant for just its strands, where its source lists one that serves as
    well: a session of the Academy, and not the Academy. Each such event is named once."""
    tied: dict[str, list[tuple[Kind, Offer]]] = {}
    for kind in kinds:
        for other in kind.offers:
            if other.offering.strands:
                tied.setdefault(other.catalogue.source, []).append((kind, other))
    attended = {entry.offer.offering.id for entry in rows.entries}
    for at, entry in enumerate(rows.entries):
        offer = entry.offer
        days = days_of(offer, question)
        found = [
            (len(other.offering.strands), other.rank, kind, other)
            for kind, other in tied.get(offer.catalogue.source, ())
            if 0 < len(other.offering.strands) < (len(offer.offering.strands) or len(other.offering.strands) + 1)
            and other.offering.id not in attended
            and other.holds(*days)
            and (question.least == "events" or entry.hours <= longest(other))
        ]
        for _, _, kind, other in sorted(found, key=lambda one: one[:2]):
            if rows.serves(kind, at):
                rows.take(at, Entry(kind, other, entry.parts))
                attended.add(other.offering.id)
                break
    return rows.entries


def _picked(question: PlanQuestion, entries: Sequence[Entry]) -> list[Picked]:
    """The entries as suggestions, each with a title that no entry has yet."""
    titles = _titles([entry.offer for entry in entries], question.records)
    return [Picked(entry, _suggestion(question, entry, title)) for entry, title in zip(entries, titles, strict=True)]


def _suggestion(question: PlanQuestion, entry: Entry, title: str) -> Suggestion:
    offer = entry.offer
    return Suggestion(
        offering=ANY_EVENT if is_any_event(offer.offering.id) else offer.offering.id,
        title=title,
        hours=entry.hours,
        strands=_strands(offer, entry.parts, entry.hours),
        is_any_strand=_is_any_strand(offer, entry.parts),
        day=offer.first if offer.first > question.on else None,
        by=None if offer.last == date.max else offer.last,
        format=offer.offering.format if is_any_event(offer.offering.id) else None,
        category=offer.kind.category,
        source=offer.kind.source,
        counts_for=offer.counts_for,
    )


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def with_counts(todo: Sequence[Picked], standings: Iterable[Standing]) -> list[Picked]:
    """The suggestions, each with what counts of it, as the standings with all of them done say."""
    counts: list[dict[str, Hours]] = [{} for _ in todo]
    places = {entry_id(at): at for at in range(len(todo))}
    for standing in standings:
        for credit in standing.credits:
            if credit.counted and (at := places.get(credit.activity)) is not None:
                counts[at][standing.credential] = credit.counted
    every = zip(todo, counts, strict=True)
    return [one._replace(suggestion=replace(one.suggestion, counts=own)) for one, own in every]


def titled(question: PlanQuestion, todo: Sequence[Picked]) -> list[Picked]:
    """Suggestions of which some were left out, numbered anew."""
    titles = _titles([one.entry.offer for one in todo], question.records)
    return [
        one._replace(suggestion=replace(one.suggestion, title=title)) for one, title in zip(todo, titles, strict=True)
    ]


def _titles(offers: Sequence[Offer], records: Records) -> Iterator[str]:
    """A title for each that no entry has yet: a family gives a new course each time."""
    taken = {_folded(name) for entry in records.activities for name in (entry.title, entry.course or "")}
    names = Counter(offer.offering.id for offer in offers)
    number: Counter[str] = Counter()
    for offer in offers:
        offering, several = offer.offering, names[offer.offering.id]
        is_new = offering.needs_course or _folded(offering.title) in taken
        name = f"{offering.title}, a new one" if is_new else offering.title
        while True:
            number[offering.id] += 1
            at = number[offering.id]
            title = name if several == at == 1 else f"{name} ({at} of {several})" if at <= several else f"{name} ({at})"
            if _folded(title) not in taken:
                break
        yield title


def _is_any_strand(offer: Offer, parts: Parts) -> bool:
    """Whether no rule asks for the strand of an entry that may be of several."""
    asked = [strand for own in parts.values() for strand, part in own.items() if strand is not None and part]
    return not asked and any(len(known) > 1 for known in offer.strands.values())


def _strands(offer: Offer, parts: Parts, hours: Hours) -> Mapping[str, Hours]:
    """The hours in each strand, of every framework; those that no rule asks for go to the first strand."""
    found: dict[str, Hours] = {}
    for framework, known in offer.strands.items():
        own = {strand: part for strand, part in parts.get(framework, {}).items() if strand is not None}
        rest = hours - sum(own.values())
        if rest:
            first = next(iter(own), known[0])
            own[first] = own.get(first, 0) + rest
        found |= {strand: own[strand] for strand in known if strand in own}
    return found
