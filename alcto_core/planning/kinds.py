"""Which offers serve alike, so that twenty of them cost no more than one; and which serve no better than another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from alcto_core.hours import Hours
from alcto_core.planning.lacks import Lack, Service
from alcto_core.planning.offers import Offer, Strands


class Kind(NamedTuple):
    """Offers that serve every credential alike."""

    offers: tuple[Offer, ...]
    """In the order in which they are taken."""
    services: Mapping[int, Service]
    """What they give, by the place of the credential."""
    strands: Strands
    length: Hours | None
    urgency: int
    """The lower, the sooner it must be attended: the place of its last day among the deadlines."""
    most_entries: int | None
    """How many entries of it there may be; None: any number."""

    @property
    def offerings(self) -> frozenset[str]:
        """The offerings of it."""
        return frozenset(offer.offering.id for offer in self.offers)

    @property
    def is_used_up(self) -> bool:
        """Whether an offering of it that is in a plan already may give less in another entry."""
        return self.most_entries is not None or any(one.per_offering is not None for one in self.services.values())

    @property
    def is_free(self) -> bool:
        """Whether an entry may be of any length and there may be any number of them."""
        return (
            self.length is None
            and self.most_entries is None
            and all(
                one.per_entry is None and one.per_offering is None and not one.shortest and not one.step
                for one in self.services.values()
            )
        )


def kinds(offered: Sequence[Offer], lacks: Sequence[Lack], deadlines: Sequence[object]) -> tuple[Kind, ...]:
    """The offers in kinds, in the order of their first offers."""
    counted = any(goal.entries for lack in lacks for goal in lack.goals)
    found: dict[object, list[Offer]] = {}
    services: dict[object, dict[int, Service]] = {}
    for number, offer in enumerate(offered):
        every = {at: lack.services[number] for at, lack in enumerate(lacks) if number in lack.services}
        urgency = sum(deadline < offer.last for deadline in deadlines)  # type: ignore[operator]
        is_once = any(one.once for one in every.values())  # a short entry would hold the credit of a long one
        for own in _ways_to_serve(every, offer):
            is_apart = any(_is_apart(one, counted) for one in own.values()) or (counted and _is_alone(offer, lacks))
            key = (
                tuple(sorted(own.items())),
                tuple(sorted(offer.strands.items())),
                offer.length,
                offer.offering.needs_course,
                urgency,
                offer.counts_for,
                offer.offering.id if is_apart else "",
                is_once,
            )
            found.setdefault((key, urgency), []).append(offer)
            services[key, urgency] = own
    return tuple(_kind(together, services[key], key[1], is_once=key[0][-1]) for key, together in found.items())  # type: ignore[index]


def _ways_to_serve(every: Mapping[int, Service], offer: Offer) -> Iterable[dict[int, Service]]:
    """What entries of an offer give, by how long they are: short ones serve only those that ask for no size."""
    length = offer.length
    sizes = sorted({one.shortest for one in every.values() if length is None or one.shortest <= length})
    for size in sizes if length is None else sizes[-1:]:
        own = {at: one for at, one in every.items() if one.shortest <= size}
        yield own


def _kind(together: Sequence[Offer], services: Mapping[int, Service], urgency: int, *, is_once: bool) -> Kind:
    first = together[0]
    names = len({offer.offering.id for offer in together})
    is_single = first.length is not None and not first.offering.needs_course
    is_limited = is_single or is_once
    if not is_limited and names > 1:
        is_limited = any(one.per_offering is not None for one in services.values())
    most = names if is_limited else None
    return Kind(tuple(together), services, first.strands, first.length, urgency, most)


def _is_apart(service: Service, counted: bool) -> bool:
    """Whether one offering may need several entries of its own, below a most of its own."""
    if service.per_offering is None:
        return False
    return counted or (service.per_entry is not None and service.per_entry < service.per_offering)


def _is_alone(offer: Offer, lacks: Iterable[Lack]) -> bool:
    return any(offer.offering.id in goal.alone for lack in lacks for goal in lack.goals)


def undominated(found: Sequence[Kind]) -> tuple[Kind, ...]:
    """Without the kinds that serve no better in any way than another one that may be of any length."""
    kept: list[Kind] = []
    for at, kind in enumerate(found):
        others = (other for place, other in enumerate(found) if place != at)
        if not any(_is_better(other, kind) and not (_is_better(kind, other) and other not in kept) for other in others):
            kept.append(kind)
    return tuple(kept)


def _is_better(one: Kind, other: Kind) -> bool:
    """Whether the first can stand for the second wherever that is taken."""
    if not one.is_free or one.urgency < other.urgency or not other.services.keys() <= one.services.keys():
        return False
    if one.offers[0].counts_for is not None and one.offers[0].counts_for != other.offers[0].counts_for:
        return False
    if any(not set(known) <= set(one.strands.get(framework, ())) for framework, known in other.strands.items()):
        return False
    return all(_gives_more(one.services[at], service) for at, service in other.services.items())


def _gives_more(one: Service, other: Service) -> bool:
    return one.worth >= other.worth and set(other.goals) <= set(one.goals) and set(one.bounds) <= set(other.bounds)
