"""What the leasts lack together: of what the pieces hold, and of what the rest of the window can still give."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy

from alcto_core.evaluation.allocation import Model
from alcto_core.evaluation.asks import Ask
from alcto_core.evaluation.case import Case
from alcto_core.evaluation.limits import Limit
from alcto_core.evaluation.pieces import Piece
from alcto_core.hours import Hours
from alcto_core.rules.windows import Span


class Deficiency:
    """The least that all the leasts together lack of what the pieces hold, however these are divided; asked again where
    a least needs another amount. It is paid for by the case. Raises `TooMuchWork`."""

    def __init__(self, case: Case, pieces: Sequence[Piece], leasts: Sequence[Ask], limits: Sequence[Limit]) -> None:
        self._model: Model | None = None
        self._asked = case, pieces, leasts, limits

    def now(self) -> Hours:
        """What they lack by what they need now."""
        known = self._model.blocks if self._model else None  # what is alike does not turn on the amounts
        self._model = Model(*self._asked, (), looks_ahead=False, blocks=known)
        return self._model.least_short()


def out_of_reach(
    case: Case, span: Span, pieces: Sequence[Piece], leasts: Sequence[Ask], limits: Sequence[Limit]
) -> Mapping[str, Hours]:
    """By how much leasts stay short whatever is earned in the rest of the window, by the id of what asks: a total, say,
    where the mosts of the years that are left are too small for it.

    Nothing where days may be added to the window, and where not even an empty log could have met them from the first
    day on: then the rules contradict themselves, and no day was missed. Raises `TooMuchWork`.
    """
    if case.on > span.end or span.grace_end > span.end or span.window.extension is not None:
        return {}
    lasting = [_of_nothing(limit) for limit in limits if limit.select is not None]
    if any(Model(case.but(on=span.start).within(span), (), leasts, lasting, ()).out_of_reach()):
        return {}
    short = Model(case, pieces, leasts, limits, ()).out_of_reach()
    return {least.id: hours for least, hours in zip(leasts, short, strict=True) if hours}


def _of_nothing(limit: Limit) -> Limit:
    found = copy(limit)
    found.members = []
    return found
