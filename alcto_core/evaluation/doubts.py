"""What in the records may be a slip, or can be understood in two ways, and whether the answer turns on it.

Each kind of doubt is a function, in a module of its own, that looks at a case and yields questions. A question holds
the other way to read the same records; `weighed` works the answer out both ways, and where the two differ nobody can
tell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol, TypeVar

from alcto_core.evaluation.case import Case
from alcto_core.evaluation.decisions import contradicting_decisions, early_stages
from alcto_core.evaluation.due_dates import due_date_doubts
from alcto_core.evaluation.question import Question
from alcto_core.evaluation.renewals import renewal_doubts
from alcto_core.evaluation.short_postings import short_postings
from alcto_core.evaluation.standing import Doubt
from alcto_core.evaluation.twins import written_twice
from alcto_core.rules.windows import Span

Kind = Callable[[Case, Span | None], Iterator[Question]]
"""A kind of doubt: what it finds in a case whose answer was found in a window (None: in none)."""

KINDS: tuple[Kind, ...] = (
    renewal_doubts,
    due_date_doubts,
    contradicting_decisions,
    early_stages,
    written_twice,
    short_postings,
)
"""Every kind of doubt, in the order in which they are told."""


def questions(case: Case, span: Span | None, kinds: Iterable[Kind] = KINDS) -> tuple[Question, ...]:
    """Every doubt about the records of a case."""
    return tuple(question for kind in kinds for question in kind(case, span))


class HasVerdict(Protocol):
    """An answer: what two ways to read the records may differ in."""

    @property
    def verdict(self) -> object: ...


A = TypeVar("A", bound=HasVerdict)


def weighed(case: Case, here: A, asked: Sequence[Question], answer: Callable[[Case], A]) -> tuple[Doubt, ...]:
    """The doubts, those that turn the answer first. `here` is the answer of the case as it stands.

    Doubts that turn nothing one by one may turn it together: then all of them do.
    """
    others = [question.other for question in asked]
    turning = [other is not None and answer(other(case)).verdict != here.verdict for other in others]
    open_ones = [other for other in others if other is not None]
    if len(open_ones) > 1 and not any(turning):
        together = case
        for other in open_ones:
            together = other(together)
        turns = answer(together).verdict != here.verdict
        turning = [turns and other is not None for other in others]
    found = [
        Doubt(text=question.text, remedy=question.remedy, turns=turns, place=question.place)
        for question, turns in zip(asked, turning, strict=True)
    ]
    return tuple(sorted(found, key=lambda doubt: not doubt.turns))
