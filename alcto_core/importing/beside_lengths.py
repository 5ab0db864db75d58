"""What the columns beside a length say of it: a term of a college, hours that were taken back, or spent on the way."""

from __future__ import annotations

import re
from collections.abc import Sequence

from alcto_core.importing.evidence import Cells
from alcto_core.importing.headings import folded
from alcto_core.importing.vocabulary import phrases

_TAKEN_BACK = frozenset(phrases("rejected|denied|disallowed|unapproved|lost|applied|adjustment|adjustments|deducted"))
_FIGURE = re.compile(r"[-−+]?\d{1,3}(?:[.,]\d+)?", re.ASCII)
_APART = frozenset(phrases("travel|drive|driving|commute|lunch|meal|meals|break|breaks|exhibit|exhibits"))
_TERMS = frozenset(phrases("term|semester|academic term|course term|term taken|semester taken"))
_A_TERM = re.compile(r"(?:fall|autumn|spring|summer|winter)\b", re.I)


def takes_back(headings: Sequence[str], cells: Cells, at: int) -> bool:
    """Whether a column may say how much of a length was not credited: figures below “Hours denied”, some not 0."""
    found = cells.column(at)
    is_figures = bool(_TAKEN_BACK & set(folded(headings[at]).split())) and all(map(_FIGURE.fullmatch, found))
    return is_figures and any(set(cell) & set("123456789") for cell in found)


def is_apart(heading: str) -> bool:
    """Whether hours are told apart from those of sessions, by their heading: on the way, at lunch, among exhibits."""
    return bool(_APART & set(folded(heading).split()))


def is_of_a_college(headings: Sequence[str], cells: Cells) -> bool:
    """Whether a column names the term of each course, such as “Fall 2025”."""
    at = next((at for at, one in enumerate(headings) if folded(one) in _TERMS), None)
    held = cells.column(at) if at is not None else ()
    return bool(held) and all(map(_A_TERM.match, held))
