"""Events of a kind are asked for only as far as a rule asks for them: the rest of their hours may be of any kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from msgspec.structs import replace

from alcto_core.evaluation.standing import Standing
from alcto_core.hours import HUNDREDTH, Hours
from alcto_core.planning.any_events import ANY_EVENT
from alcto_core.planning.dividing import Entry
from alcto_core.planning.kinds import Kind
from alcto_core.planning.planned import told
from alcto_core.planning.suggesting import Picked

Judge = Callable[[Sequence[Picked]], tuple[tuple[Standing, ...], list[Picked]]]
"""Where the credentials stand with suggestions done, and these with what counts of each."""


def loosened(
    after: tuple[Standing, ...], todo: list[Picked], kinds: Sequence[Kind], judge: Judge
) -> tuple[tuple[Standing, ...], list[Picked]]:
    """The same plan, in which as many hours as can are of any kind; `after` is what it comes to."""
    found = after, todo
    for one in todo:
        if one.suggestion.category is None and one.suggestion.source is None:
            continue
        if (free := _free(one, kinds)) is None:
            continue
        at = next(place for place, other in enumerate(found[1]) if other.entry is one.entry)
        rest = [*found[1][:at], *found[1][at + 1 :]]
        loose = judge([*rest, free])
        if _said(loose[0]) != _said(after):
            needed = -(-_lost(after, loose[0]) // HUNDREDTH) * HUNDREDTH  # in hundredths, as entries are
            loose = judge([*rest, *_split(one, free, needed)]) if 0 < needed < one.entry.hours else found
        if _said(loose[0]) == _said(after):
            found = loose
    return found


def _said(standings: Sequence[Standing]) -> list[object]:
    """What is told of them, with what is open: of several ways no figure says it."""
    return [
        *told(standings),
        *((one.credential, part.id) for one in standings for part in one.requirements if part.is_open),
    ]


def _free(one: Picked, kinds: Sequence[Kind]) -> Picked | None:
    """The same entry of any kind; None where that is not offered on its days, or where its strands matter."""
    offer = one.entry.offer
    if one.suggestion.strands:
        return None
    for kind in kinds:
        for other in kind.offers:
            if (
                other.offering.id == ANY_EVENT
                and other.offering.format == offer.offering.format
                and other.counts_for == offer.counts_for
                and other.holds(offer.first, offer.last)
            ):
                entry = Entry(kind, other, one.entry.parts)
                return Picked(entry, replace(one.suggestion, category=None, source=None))
    return None


def _lost(before: Sequence[Standing], after: Sequence[Standing]) -> Hours:
    """The most hours that a requirement lacks after a change, and did not lack before it."""
    had = {(one.credential, part.id): part.missing or 0 for one in before for part in one.requirements}
    lacks = (
        (part.missing or 0) - had.get((one.credential, part.id), 0)
        for one in after
        for part in one.requirements
        if part.kind == "hours" and not part.advisory
    )
    return max(lacks, default=0)


def _split(one: Picked, free: Picked, needed: Hours) -> Iterator[Picked]:
    """So many hours of the kind, and the others of any."""
    for picked, hours in ((one, needed), (free, one.entry.hours - needed)):
        parts = {framework: dict.fromkeys(own, hours) for framework, own in picked.entry.parts.items()}
        yield Picked(picked.entry._replace(parts=parts), replace(picked.suggestion, hours=hours))
