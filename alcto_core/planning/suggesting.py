"""From hours of kinds to entries that a person can log: offerings, titles, days, strands, and what serves instead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from alcto_core.evaluation.linear import Number
from alcto_core.hours import HUNDREDTH, Hours
from alcto_core.planning.kinds import Kind
from alcto_core.planning.lacks import Lack
from alcto_core.planning.model import Load, Model
from alcto_core.planning.offers import Offer
from alcto_core.planning.planned import Suggestion
from alcto_core.planning.question import PlanQuestion

_Parts = Mapping[str, Mapping[str | None, Hours]]


class _Entry(NamedTuple):
    """One entry of a kind: which offering, and its hours by framework and strand."""

    kind: Kind
    offer: Offer
    parts: _Parts

    @property
    def hours(self) -> Hours:
        return sum(next(iter(self.parts.values())).values())


class Suggesting:
    """The entries of one plan."""

    def __init__(
        self, question: PlanQuestion, kinds: Sequence[Kind], lacks: Sequence[Lack], loads: Sequence[Load]
    ) -> None:
        self._question = question
        self._kinds = kinds
        self._lacks = lacks
        taken: set[str] = set()
        is_tied = any(goal.entries and goal.strands is not None for lack in lacks for goal in lack.goals)
        ordered = sorted(loads, key=lambda load: len(load.kind.offerings))
        self._entries = [entry for load in ordered for entry in _entries(load, taken, is_tied=is_tied)]
        self._attended = {entry.offer.offering.id for entry in self._entries}

    def suggestions(self) -> list[Suggestion]:
        """The entries, each with a title that no entry has yet."""
        recorded = self._question.records.activities
        titles = {_folded(name) for entry in recorded for name in (entry.title, entry.course or "")}
        return [self._suggestion(at, titles) for at in range(len(self._entries))]

    def _suggestion(self, at: int, titles: set[str]) -> Suggestion:
        entry = self._entries[at]
        offer = entry.offer
        day = offer.first if offer.first > self._question.on else None
        first, last = (day, day) if day is not None else (self._question.on, offer.last)
        return Suggestion(
            offering=offer.offering.id,
            title=_new_title(offer.offering.title, titles),
            hours=entry.hours,
            strands=_strands(offer, entry.parts, entry.hours),
            day=day,
            by=None if offer.last == date.max else offer.last,
            instead=tuple(sorted(self._instead(at, first, last))),
            counts_for=offer.counts_for,
        )

    def _instead(self, at: int, first: date, last: date) -> set[str]:
        entry, found = self._entries[at], set[str]()
        for kind in self._kinds:
            barred = self._attended if kind.is_used_up else {entry.offer.offering.id}
            others = {one.offering.id for one in kind.offers if one.holds(first, last)}.difference(barred, found)
            if others and (kind is entry.kind or self._serves(kind, at)):
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
        loads = [Load(one.kind, one.parts) for one in self._entries]
        changed = [*loads[:at], Load(kind, entry.parts), *loads[at + 1 :]]
        return all(
            self._missing(place, changed) <= self._missing(place, loads)
            for place in range(len(self._lacks))
            if kind.services.get(place) != entry.kind.services.get(place)
        )

    def _missing(self, place: int, loads: Sequence[Load]) -> Number:
        """What stays missing of one credential, on the best of its ways."""
        lack = self._lacks[place]
        return min(Model([lack], [way], (), 0, loads=_of_one(loads, place)).missing() for way in lack.ways)


def _of_one(loads: Sequence[Load], place: int) -> list[Load]:
    """Loads as one credential alone sees them."""
    found = []
    for load in loads:
        service = load.kind.services.get(place)
        found.append(Load(load.kind._replace(services={} if service is None else {0: service}), load.hours))
    return found


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _new_title(title: str, titles: set[str]) -> str:
    """A title that no entry has yet."""
    found, number = title, 1
    while _folded(found) in titles:
        number += 1
        found = f"{title} ({number})"
    titles.add(_folded(found))
    return found


def _strands(offer: Offer, parts: _Parts, hours: Hours) -> Mapping[str, Hours]:
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


def _entries(load: Load, taken: set[str], *, is_tied: bool) -> Iterator[_Entry]:
    """The single entries of a load, about as long as each other. What is taken once is not among those `taken`.

    Where entries are asked of each strand (`is_tied`), every entry has something of each as far as there are hours.
    """
    names = list({offer.offering.id: offer for offer in reversed(load.kind.offers)}.values())[::-1]
    step = max((int(one.step) for one in load.kind.services.values()), default=0) or HUNDREDTH
    total = sum(next(iter(load.hours.values())).values())
    left = {framework: dict(parts) for framework, parts in load.hours.items()}
    for at in range(load.entries):
        rest = load.entries - at
        remaining = sum(next(iter(left.values())).values())
        length = remaining if rest == 1 else min(-(-remaining // (rest * step)) * step, total)
        parts: dict[str, dict[str | None, Hours]] = {}
        for framework, own in left.items():
            parts[framework], room = {}, length
            most = [(HUNDREDTH, 0), (length, HUNDREDTH * (rest - 1))] if is_tied else []
            for least, kept in (*most, (length, 0)):
                for strand in own:
                    part = min(max(0, own[strand] - kept), least, room)
                    if part:
                        parts[framework][strand] = parts[framework].get(strand, 0) + part
                        own[strand] -= part
                        room -= part
        offer = names[at % len(names)]
        if load.kind.most_entries is not None:
            offer = next((one for one in names if one.offering.id not in taken), offer)
            taken.add(offer.offering.id)
        yield _Entry(load.kind, offer, parts)
