"""What in the records may be a slip, or can be understood in two ways, and whether the answer turns on it.

Each kind of doubt is a function, in a module of its own, that looks at a case and yields questions. A question holds
the other way to read the same records; `weighed` works the answer out both ways, and where the two differ nobody can
tell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations

from alcto_core.evaluation.case import Case
from alcto_core.evaluation.decisions import contradicting_decisions, early_stages
from alcto_core.evaluation.due_dates import due_date_doubts
from alcto_core.evaluation.possibilities import Weighable
from alcto_core.evaluation.question import RecordsQuestion
from alcto_core.evaluation.refused_parts import refused_parts
from alcto_core.evaluation.renewals import renewal_doubts
from alcto_core.evaluation.short_postings import short_postings
from alcto_core.evaluation.standing import Doubt
from alcto_core.evaluation.twins import written_twice
from alcto_core.rules.windows import Span

DoubtKind = Callable[[Case, Span | None], Iterator[RecordsQuestion]]
"""A kind of doubt: what it finds in a case whose answer was found in a window (None: in none)."""

KINDS: tuple[DoubtKind, ...] = (
    renewal_doubts,
    due_date_doubts,
    contradicting_decisions,
    early_stages,
    written_twice,
    short_postings,
    refused_parts,
)
"""Every kind of doubt, in the order in which they are told."""


def questions(case: Case, span: Span | None, kinds: Iterable[DoubtKind] = KINDS) -> tuple[RecordsQuestion, ...]:
    """Every doubt about the records of a case."""
    return tuple(question for kind in kinds for question in kind(case, span))


_MOST_TOGETHER = 5
"""Up to so many doubts every combination is looked at; of more, each alone, every two, and all of them."""


def weighed(
    case: Case, here: Weighable, asked: Sequence[RecordsQuestion], answer: Callable[[Case], Weighable]
) -> tuple[Doubt, ...]:
    """The doubts, those that turn the answer first. `here` is the answer of the case as it stands.

    Doubts that turn nothing one by one may turn it together: then those of the smallest such combination do.
    """
    open_ones = [at for at, question in enumerate(asked) if question.other is not None]
    turning: set[int] = set()
    for size in range(1, len(open_ones) + 1):
        if turning or (len(open_ones) > _MOST_TOGETHER and 2 < size < len(open_ones)):
            continue
        for chosen in combinations(open_ones, size):
            if answer(_answered(case, [asked[at] for at in chosen])).verdict != here.verdict:
                turning.update(chosen)
    found = [
        Doubt(text=question.text, remedy=question.remedy, turns=at in turning, place=question.place)
        for at, question in enumerate(asked)
    ]
    return tuple(sorted(found, key=lambda doubt: not doubt.turns))


def _answered(case: Case, questions: Iterable[RecordsQuestion]) -> Case:
    """The case in which these doubts are answered the other way."""
    for question in questions:
        if question.other is not None:
            case = question.other(case)
    return case
