"""What nobody recorded, worked out in every way that it could be.

Where an answer asked for a value that is missing, it is worked out once for each value that the rules tell apart; what
is asked then may ask for another one in turn. Where all answers have one verdict, that is the verdict; where two
differ, nobody can tell, and the value on which they part is what must be recorded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Generic, NamedTuple, Protocol, TypeVar

from alcto_core.evaluation.case import Case
from alcto_core.evaluation.missing import AssumedValue, Missing

_MOST = 64
"""Answers after which nobody can tell."""

_Taken = tuple[tuple[Missing, AssumedValue], ...]
"""What the missing values were taken to be, in the order in which they were asked for."""


class Weighable(Protocol):
    """An answer that can be compared with others."""

    @property
    def verdict(self) -> object:
        """What a person acts on."""

    @property
    def lacks_hours(self) -> bool:
        """Whether hours are still to be earned: that turns on how much is asked."""


A = TypeVar("A", bound=Weighable)


class Ways(NamedTuple, Generic[A]):
    """The answers that could be."""

    answers: tuple[A, ...]
    """All of them where they agree; else those that were worked out until two did not."""
    parting: Missing | None
    """The value on which two of them part; None where all have one verdict."""


def every_way(case: Case, answer: Callable[[Case], A]) -> Ways[A]:
    """The answers under every value of what is missing. `case` was answered before, so it knows what is."""
    found: list[A] = []
    first: _Taken = ()
    for one, taken in _answers(case, answer, ()):
        if not found:
            first = taken
        found.append(one)
        if len(found) > _MOST:
            return Ways(tuple(found), first[0][0])
        if len(found) > 1:
            parting = next(here[0] for here, there in zip(first, taken, strict=False) if here != there)
            if one.verdict != found[0].verdict or (parting.is_amount and one.lacks_hours != found[0].lacks_hours):
                return Ways(tuple(found), parting)
    return Ways(tuple(found), None)


def _answers(case: Case, answer: Callable[[Case], A], taken: _Taken) -> Iterator[tuple[A, _Taken]]:
    """The answers below an answered case: for each value of the first that is missing, those below it in turn."""
    missing = next(iter(case.sitting.missing.values()))
    for value in missing.values:
        asked = case.but(assumed={**case.assumed, missing.key: value})
        one, so_far = answer(asked), (*taken, (missing, value))
        case.sitting.touched |= asked.sitting.touched
        case.sitting.strangers |= asked.sitting.strangers
        if asked.sitting.missing:
            yield from _answers(asked, answer, so_far)
        else:
            yield one, so_far
