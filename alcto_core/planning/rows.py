"""What may stand in the place of an entry of a plan, as the rows tell it: no more stays missing of any credential."""

from __future__ import annotations

from collections.abc import Sequence

from alcto_core.evaluation.linear import Number
from alcto_core.planning.dividing import Entry
from alcto_core.planning.kinds import Kind
from alcto_core.planning.lacks import Lack
from alcto_core.planning.load import Load
from alcto_core.planning.offers import Offer
from alcto_core.planning.question import Days, PlanQuestion
from alcto_core.planning.reaching import missing


def days_of(offer: Offer, question: PlanQuestion) -> Days:
    """The days on which it is suggested."""
    return (offer.first, offer.first) if offer.first > question.on else (question.on, offer.last)


class Rows:
    """The entries of one plan, with what stays missing of each credential."""

    def __init__(self, lacks: Sequence[Lack], entries: Sequence[Entry]) -> None:
        self.entries = list(entries)
        self._lacks = lacks
        self._missing: dict[object, Number] = {}
        """What stays missing of a credential, by its place, and by what stands for which entry."""

    def take(self, at: int, entry: Entry) -> None:
        """Put another entry in the place of one."""
        self.entries[at] = entry
        self._missing.clear()

    def serves(self, kind: Kind, at: int) -> bool:
        """Whether an entry of another kind does in the place of one of the plan."""
        entry = self.entries[at]
        if kind.length not in (None, entry.hours) or kind.offers[0].counts_for != entry.offer.counts_for:
            return False
        if any(not set(slots) <= {*kind.strands.get(name, ()), None} for name, slots in entry.parts.items() if name):
            return False
        if any(entry.hours < service.shortest for service in kind.services.values()):
            return False
        return all(
            self._missing_with(place, at, kind) <= self._missing_with(place, at, entry.kind)
            for place in range(len(self._lacks))
            if kind.services.get(place) != entry.kind.services.get(place)
        )

    def _missing_with(self, place: int, at: int, kind: Kind) -> Number:
        """What stays missing of a credential where an entry is of a kind; it sees no more of it than its service."""
        entry, service = self.entries[at], kind.services.get(place)
        is_own = service is not None and (service.per_offering is not None or self._lacks[place].tells_apart)
        key: object = place
        if kind is not entry.kind:
            key = (place, id(entry.parts), id(entry.kind), service, kind.offerings if is_own else None)
        if (known := self._missing.get(key)) is None:
            loads = [one.load for one in self.entries]
            loads[at] = Load(kind, entry.parts)
            known = self._missing[key] = missing(self._lacks, place, loads)
        return known
