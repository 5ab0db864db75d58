"""Which credentials a plan reaches where the catalogues do not reach all of them: as many as they can.

What leaves the least missing of all together may leave something missing of one that could have had everything: two
that share no hours want the same event. So those that can be reached are, and the others get what is left.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import NamedTuple

from alcto_core.evaluation.linear import Number
from alcto_core.planning.kinds import Kind
from alcto_core.planning.lacks import Lack
from alcto_core.planning.load import Load
from alcto_core.planning.model import Model
from alcto_core.planning.question import Least, Tell, untold
from alcto_core.planning.search import Found, search


class Reach(NamedTuple):
    """What a search came to."""

    found: Found
    reached: frozenset[int]
    """The places of the credentials of which nothing stays missing."""

    def is_better(self, other: Reach) -> bool:
        """Whether it reaches more, or as many and leaves less missing of the others."""
        if not self.found.figures or not other.found.figures:
            return bool(self.found.figures)
        if len(self.reached) != len(other.reached):
            return len(self.reached) > len(other.reached)
        return self.found.figures[0] < other.found.figures[0]


def reach(lacks: Sequence[Lack], kinds: Sequence[Kind], least: Least, tell: Tell = untold) -> Reach:
    """The least loads that reach as many credentials as can be reached and leave the least missing of the others."""
    every = frozenset(range(len(lacks)))
    found = search(lacks, kinds, least, tell)
    if not found.figures:
        return Reach(found, frozenset())
    if not found.figures[0]:
        return Reach(found, every)
    got = frozenset(place for place in every if not missing(lacks, place, found.loads))
    can = set(got)
    is_least = found.is_least
    for place in sorted(every - got):
        alone = search(lacks, kinds, least, tell, frozenset((place,)))
        is_least = is_least and alone.is_least
        if alone.figures:
            can.add(place)
    for size in range(len(can), len(got), -1):
        several = combinations(sorted(can), size)
        tried = {musts: search(lacks, kinds, least, tell, frozenset(musts)) for musts in several}
        is_least = is_least and all(one.is_least for one in tried.values())
        if some := [(one.figures, musts) for musts, one in tried.items() if one.figures]:
            _, musts = min(some)
            return Reach(tried[musts]._replace(is_least=is_least), frozenset(musts))
    return Reach(found._replace(is_least=is_least), got)


def missing(lacks: Sequence[Lack], place: int, loads: Sequence[Load]) -> Number:
    """What stays missing of one credential under the loads, on the best of its ways."""
    lack = lacks[place]
    return min(Model([lack], [way], (), 0, loads=_of_one(loads, place)).missing() for way in lack.ways)


def _of_one(loads: Sequence[Load], place: int) -> list[Load]:
    """Loads as one credential alone sees them."""
    found = []
    for load in loads:
        service = load.kind.services.get(place)
        found.append(
            Load(load.kind._replace(services={} if service is None else {0: service}), load.hours, load.entries)
        )
    return found
