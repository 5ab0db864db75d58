"""One question about the records: what may be a slip, or can be understood in two ways."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from alcto_core.evaluation.case import Case


class RecordsQuestion(NamedTuple):
    """One doubt, with the other way to read the records."""

    text: str
    """What is in doubt, as a sentence; a question where the person can answer it."""
    remedy: str
    """How to write the answer, as a sentence."""
    other: Callable[[Case], Case] | None
    """Gives the case in which the doubt is answered the other way; None: there is no other, it is only worth a look."""
    place: tuple[str, ...] = ()
    """The record and its key that it is about: `("credential", ID, KEY)`."""
