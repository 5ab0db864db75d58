"""Which offerings serve as well in the place of a suggestion: on the same days, in the same hours and strands.

The rows say so for all offerings of a kind at once. Where they do not tell everything, because what is credited once
or asked in entries depends on what comes first, the evaluation is asked too.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date

from alcto_core.planning.any_events import is_any_event
from alcto_core.planning.days import Days
from alcto_core.planning.dividing import Entry, Parts
from alcto_core.planning.kinds import Kind
from alcto_core.planning.lacks import Lack
from alcto_core.planning.offers import Offer
from alcto_core.planning.question import PlanQuestion
from alcto_core.planning.rows import Rows, days_of

Serves = Callable[[int, str, Offer], bool]
"""Whether the evaluation says that an offering serves in a place of the plan."""


class Alternatives:
    """What serves in the places of one plan."""

    def __init__(
        self,
        question: PlanQuestion,
        kinds: Sequence[Kind],
        lacks: Sequence[Lack],
        entries: Sequence[Entry],
        reached: Collection[int],
        days: Days,
        serves: Serves,
    ) -> None:
        self._question = question
        self._kinds = kinds
        self._rows = Rows(lacks, entries, reached)
        self._days = days
        self._serves = serves
        self._attended = {entry.offer.offering.id for entry in entries}
        self._known: dict[object, bool] = {}
        """Whether something does in the place of one, for entries that are alike."""
        self._found: dict[object, frozenset[str]] = {}
        """What serves in the place of entries of one offering that are alike."""
        self._used_up = [kind.is_used_up for kind in kinds]
        self._held: dict[object, dict[str, Offer]] = {}
        """The offers of a kind, by its place, that are held on days; by their offerings."""

    def of(self, at: int, day: date | None) -> Collection[str]:
        """The offerings that serve as well; `day` is the one day of the entry, where it has one."""
        entry = self._rows.entries[at]
        first, last = days_of(entry.offer, self._question) if day is None else (day, day)
        like = (id(entry.kind), entry.offer.counts_for, tuple(_plain(entry.parts)), first, last)
        key = (like, entry.offer.offering.id)
        if key not in self._found:
            self._found[key] = frozenset(self._of(at, like, first, last))
        return self._found[key]

    def _of(self, at: int, like: object, first: date, last: date) -> set[str]:
        entry, found = self._rows.entries[at], set[str]()
        for place, kind in enumerate(self._kinds):
            if (held := self._held.get((place, first, last))) is None:
                named = (one for one in kind.offers if not is_any_event(one.offering.id) and one.holds(first, last))
                held = self._held[place, first, last] = {one.offering.id: one for one in named}
            barred = self._attended if self._used_up[place] else {entry.offer.offering.id}
            others = held.keys() - barred - found
            if not others:
                continue
            if (by_rows := self._known.get((place, like))) is None:
                by_rows = self._known[place, like] = kind is entry.kind or self._rows.serves(kind, at)
            if by_rows:
                found |= {other for other in others if self._does(at, place, like, held[other])}
        return found

    def _does(self, at: int, place: int, like: object, offer: Offer) -> bool:
        """Whether the evaluation agrees with the rows about an offering, where these do not tell everything."""
        name = offer.offering.id
        is_own = self._days.may_hold_another_credit(name, self._attended)
        if not is_own and (self._days.is_plain or self._kinds[place] is self._rows.entries[at].kind):
            return True
        key = (place, like, name if is_own else "", at if is_own else None)
        if (known := self._known.get(key)) is None:
            known = self._known[key] = self._serves(at, name, offer)
        return known


def _plain(parts: Parts) -> Iterator[object]:
    """Hours by framework and strand, as something to compare."""
    for framework, own in parts.items():
        yield framework, tuple(own.items())
