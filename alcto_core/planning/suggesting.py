"""From hours of kinds to entries that a person can log: offerings, titles, days, strands, and what serves instead."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from msgspec.structs import replace

from alcto_core.evaluation.linear import Number
from alcto_core.hours import Hours
from alcto_core.planning.dividing import Entry, Parts, evened, for_people
from alcto_core.planning.kinds import Kind
from alcto_core.planning.lacks import Lack
from alcto_core.planning.load import Load
from alcto_core.planning.offers import ANY_EVENT, Offer, longest
from alcto_core.planning.planned import Suggestion
from alcto_core.planning.question import Days, PlanQuestion
from alcto_core.planning.reaching import missing
from alcto_core.planning.search import Found
from alcto_core.records.types import Records


def suggested(
    question: PlanQuestion, kinds: Sequence[Kind], lacks: Sequence[Lack], found: Found
) -> Iterator[list[Suggestion]]:
    """The entries of a plan, fit for people; then, if asked for more, as the search found them."""
    loads = found.loads
    is_reached = bool(found.figures) and not found.figures[0]
    least = [0 if is_reached else missing(lacks, place, loads) for place in range(len(lacks))]
    *fit, as_found = for_people(loads, lacks, is_long=question.least == "events")
    for entries in fit:
        own = [entry.load for entry in entries]
        if all(missing(lacks, place, own) <= most for place, most in enumerate(least)):
            if question.least == "events":
                entries = _evened(entries, lacks, least)
            suggesting = Suggesting(question, kinds, lacks, entries)
            suggesting.narrow()
            yield suggesting.suggestions()
            break
    if question.least == "events" and (even := _evened(as_found, lacks, least)) != as_found:
        yield Suggesting(question, kinds, lacks, even).suggestions()
    yield Suggesting(question, kinds, lacks, as_found).suggestions()


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


class Suggesting:
    """The entries of one plan."""

    def __init__(
        self, question: PlanQuestion, kinds: Sequence[Kind], lacks: Sequence[Lack], entries: Sequence[Entry]
    ) -> None:
        self._question = question
        self._kinds = kinds
        self._lacks = lacks
        self._entries = list(entries)
        self._attended = {entry.offer.offering.id for entry in self._entries}
        self._known: dict[object, bool] = {}
        """Whether a kind does in the place of one, for entries that are alike."""
        self._held: dict[tuple[int, Days], frozenset[str]] = {}
        """The offerings of a kind, by its place, that are held on days."""
        self._missing: dict[int, Number] = {}
        """What stays missing of each credential, by its place, with the entries as they are."""

    def narrow(self) -> None:
        """Name the event that is meant for just the strands of an entry, where its source lists one that serves as
        well: a session of the Academy, and not the Academy. Each such event is named once."""
        tied: dict[str, list[tuple[Kind, Offer]]] = {}
        for kind in self._kinds:
            for other in kind.offers:
                if other.offering.strands:
                    tied.setdefault(other.catalogue.source, []).append((kind, other))
        for at, entry in enumerate(self._entries):
            offer = entry.offer
            days = self._days(offer)
            found = [
                (len(other.offering.strands), other.rank, kind, other)
                for kind, other in tied.get(offer.catalogue.source, ())
                if 0 < len(other.offering.strands) < (len(offer.offering.strands) or len(other.offering.strands) + 1)
                and other.offering.id not in self._attended
                and other.holds(*days)
                and (self._question.least == "events" or entry.hours <= longest(other))
            ]
            for _, _, kind, other in sorted(found, key=lambda one: one[:2]):
                if self._serves(kind, at):
                    self._entries[at] = Entry(kind, other, entry.parts)
                    self._missing.clear()
                    self._attended.add(other.offering.id)
                    break

    def suggestions(self) -> list[Suggestion]:
        """The entries, each with a title that no entry has yet."""
        titles = _titles([entry.offer for entry in self._entries], self._question.records)
        return [self._suggestion(at, title) for at, title in enumerate(titles)]

    def _suggestion(self, at: int, title: str) -> Suggestion:
        entry = self._entries[at]
        offer = entry.offer
        return Suggestion(
            offering=offer.offering.id,
            title=title,
            hours=entry.hours,
            strands=_strands(offer, entry.parts, entry.hours),
            is_any_strand=_is_any_strand(offer, entry.parts),
            day=offer.first if offer.first > self._question.on else None,
            by=None if offer.last == date.max else offer.last,
            instead=tuple(sorted(self._instead(at, *self._days(offer)))),
            format=offer.offering.format if offer.offering.id == ANY_EVENT else None,
            counts_for=offer.counts_for,
        )

    def _days(self, offer: Offer) -> Days:
        """The days on which it is suggested."""
        return (offer.first, offer.first) if offer.first > self._question.on else (self._question.on, offer.last)

    def _instead(self, at: int, first: date, last: date) -> set[str]:
        entry, found = self._entries[at], set[str]()
        like = (id(entry.kind), entry.offer.counts_for, tuple(_plain(entry.parts)))
        for place, kind in enumerate(self._kinds):
            if (held := self._held.get((place, (first, last)))) is None:
                named = (one for one in kind.offers if one.offering.id != ANY_EVENT)
                held = frozenset(one.offering.id for one in named if one.holds(first, last))
                self._held[place, (first, last)] = held
            barred = self._attended if kind.is_used_up else {entry.offer.offering.id}
            others = held.difference(barred, found)
            if not others:
                continue
            if (serves := self._known.get((place, like))) is None:
                serves = self._known[place, like] = kind is entry.kind or self._serves(kind, at)
            if serves:
                found |= others
        return found

    def _serves(self, kind: Kind, at: int) -> bool:
        """Whether an entry of another kind does in the place of one of the plan."""
        entry = self._entries[at]
        if kind.length not in (None, entry.hours) or kind.offers[0].counts_for != entry.offer.counts_for:
            return False
        if any(not set(slots) <= {*kind.strands.get(name, ()), None} for name, slots in entry.parts.items() if name):
            return False
        if any(entry.hours < service.shortest for service in kind.services.values()):
            return False
        loads = [one.load for one in self._entries]
        changed = [*loads[:at], Load(kind, entry.parts), *loads[at + 1 :]]
        return all(
            missing(self._lacks, place, changed) <= self._missing_now(place, loads)
            for place in range(len(self._lacks))
            if kind.services.get(place) != entry.kind.services.get(place)
        )

    def _missing_now(self, place: int, loads: Sequence[Load]) -> Number:
        if (known := self._missing.get(place)) is None:
            known = self._missing[place] = missing(self._lacks, place, loads)
        return known


def _plain(parts: Parts) -> Iterator[object]:
    """Hours by framework and strand, as something to compare."""
    for framework, own in parts.items():
        yield framework, tuple(own.items())


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def titled(question: PlanQuestion, offered: Sequence[Offer], todo: Sequence[Suggestion]) -> list[Suggestion]:
    """Suggestions of which some were left out, numbered anew."""
    known = {offer.offering.id: offer for offer in offered}
    titles = _titles([known[one.offering] for one in todo], question.records)
    return [replace(one, title=title) for one, title in zip(todo, titles, strict=True)]


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
