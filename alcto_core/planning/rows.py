"""What may stand in the place of an entry of a plan, as the rows tell it: no more stays missing of any credential."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from alcto_core.evaluation.linear import Number
from alcto_core.planning.dividing import Entry
from alcto_core.planning.kinds import Kind
from alcto_core.planning.lacks import Lack, Service
from alcto_core.planning.load import Load
from alcto_core.planning.offers import Offer
from alcto_core.planning.question import Days, PlanQuestion
from alcto_core.planning.reaching import missing


def days_of(offer: Offer, question: PlanQuestion) -> Days:
    """The days on which it is suggested."""
    return (offer.first, offer.first) if offer.first > question.on else (question.on, offer.last)


class Rows:
    """The entries of one plan, with what stays missing of each credential."""

    def __init__(self, lacks: Sequence[Lack], entries: Sequence[Entry], reached: Collection[int]) -> None:
        """`reached` are the places of the credentials of which nothing is missing with the entries."""
        self.entries = list(entries)
        self._lacks = lacks
        self._reached = reached
        self._missing: dict[object, Number] = {}
        """What stays missing of a credential, by its place, and by what stands for which entry."""
        self._supplies: dict[int, dict[int, Number]] = {}

    def take(self, at: int, entry: Entry) -> None:
        """Put another entry in the place of one."""
        self.entries[at] = entry
        self._missing.clear()
        self._supplies.clear()

    def serves(self, kind: Kind, at: int) -> bool:
        """Whether an entry of another kind does in the place of one of the plan."""
        entry = self.entries[at]
        if kind.length not in (None, entry.hours) or kind.offers[0].counts_for != entry.offer.counts_for:
            return False
        if any(not set(slots) <= {*kind.strands.get(name, ()), None} for name, slots in entry.parts.items() if name):
            return False
        if any(entry.hours < service.shortest for service in kind.services.values()):
            return False
        return all(self._leaves_no_more(place, at, kind) for place in range(len(self._lacks)))

    def _leaves_no_more(self, place: int, at: int, kind: Kind) -> bool:
        """Whether no more stays missing of a credential, which sees of an entry only what its kind gives it."""
        before, after = self.entries[at].kind.services.get(place), kind.services.get(place)
        if before == after or (after is not None and before is not None and _gives_all(after, before)):
            return True
        now = 0 if place in self._reached else self._missing_with(place, at, self.entries[at].kind)
        if not now and self._falls_short(place, at, after):
            return False
        return self._missing_with(place, at, kind) <= now

    def _falls_short(self, place: int, at: int, service: Service | None) -> bool:
        """Whether on each way to fulfil it some least lacks hours, whatever the mosts."""
        lack, entry = self._lacks[place], self.entries[at]
        supplied = self._supplied(place)
        own, other = _supply(lack, entry, entry.kind.services.get(place)), _supply(lack, entry, service)
        return all(
            any(supplied[goal] - own[goal] + other[goal] < lack.goals[goal].wanted for goal in way if goal in supplied)
            for way in lack.ways
        )

    def _supplied(self, place: int) -> dict[int, Number]:
        """The hours of everything that serves each least of a credential, before any most."""
        if (found := self._supplies.get(place)) is None:
            lack = self._lacks[place]
            found = self._supplies[place] = _supply(lack, None, None)
            for block in lack.blocks:
                for goal in found.keys() & {*block.goals}:
                    wanted = lack.goals[goal].strands
                    if wanted is None or not wanted.isdisjoint(block.strands):
                        found[goal] += block.hours
            for entry in self.entries:
                for goal, hours in _supply(lack, entry, entry.kind.services.get(place)).items():
                    found[goal] += hours
        return found

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


def _supply(lack: Lack, entry: Entry | None, service: Service | None) -> dict[int, Number]:
    """The hours that an entry has for each least that is asked in hours, before any most."""
    found: dict[int, Number] = {}
    for at, goal in enumerate(lack.goals):
        if goal.entries:
            continue
        found[at] = 0
        if entry is not None and service is not None and at in service.goals:
            parts = entry.parts.get(lack.framework or "", {}) if goal.strands is not None else {}
            hours = (
                sum(part for strand, part in parts.items() if strand in (goal.strands or ())) if parts else entry.hours
            )
            found[at] = service.worth * hours
    return found


def _gives_all(one: Service, other: Service) -> bool:
    """Whether an entry gives as much of the first as of the second, if both are as long."""
    return (
        one.worth == other.worth
        and one.step == other.step
        and (one.per_entry, one.per_offering) == (other.per_entry, other.per_offering)
        and {*one.goals} >= {*other.goals}
        and {*one.bounds} <= {*other.bounds}
    )
