"""What is noted, and what is kept, while a question is worked out. None of it ever changes an answer.

The notes say what the answer turned on; what is kept would come out the same if it were worked out again.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, NamedTuple, TypeVar

from alcto_core.evaluation.missing import Missing
from alcto_core.evaluation.pieces import Ledger
from alcto_core.records.types import Activity
from alcto_core.rules.vocabulary import WordFact

T = TypeVar("T")


class Sitting:
    """The notes of one question, and what of it is worked out once."""

    __slots__ = ("_kept", "missing", "strangers", "touched")

    def __init__(self) -> None:
        self.touched: set[str] = set()
        """The switches whose other value could matter."""
        self.missing: dict[str, Missing] = {}
        """The values that nobody recorded and that something turned on."""
        self.strangers: dict[WordFact, str] = {}
        """The words of the record that name somebody else."""
        self._kept: dict[Hashable, Any] = {}

    def note(self, other: Sitting) -> None:
        """Take over the notes of another question whose answer is a part of this one's."""
        self.touched |= other.touched
        self.missing |= other.missing
        self.strangers |= other.strangers

    def once(self, key: Hashable, work: Callable[[], T]) -> T:
        """What `work` gives, worked out the first time that it is asked for under the key."""
        if key not in self._kept:
            self._kept[key] = work()
        found: T = self._kept[key]
        return found


class Entry(NamedTuple):
    """An activity as one credential sees it in one window, before anything is divided and other activities matter."""

    activity: Activity
    ledger: Ledger
    notes: Sitting
    """What was noted when it was prepared."""


Prepared = dict[Hashable, dict[str, Entry]]
"""Entries by window and id. Records with other activities beside these find them as they are."""


class Bench:
    """What was prepared for a person's credentials. Who asks again with one entry more, or without one, goes on from
    there; where anything else is another, nothing is taken over."""

    __slots__ = ("_places",)

    def __init__(self) -> None:
        self._places: dict[str, tuple[tuple[object, ...], Prepared]] = {}

    def prepared(self, credential: str, ground: tuple[object, ...]) -> Prepared:
        """What was prepared for a credential on the same ground: all that an entry may turn on beside itself."""
        known = self._places.get(credential)
        if known is None or known[0] != ground:
            known = self._places[credential] = (ground, {})
        return known[1]
