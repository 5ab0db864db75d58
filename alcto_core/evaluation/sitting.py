"""What is noted, and what is kept, while a question is worked out. None of it ever changes an answer.

The notes say what the answer turned on; what is kept would come out the same if it were worked out again.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import Any, NamedTuple, TypeVar

from alcto_core.evaluation.linear import Purse
from alcto_core.evaluation.missing import Missing
from alcto_core.evaluation.pieces import Ledger
from alcto_core.records.types import Activity
from alcto_core.rules.vocabulary import WordFact
from alcto_core.rules.windows import Span

T = TypeVar("T")

Noted = tuple[frozenset[str], frozenset[str], tuple[tuple[str, Missing], ...], tuple[tuple[WordFact, str], ...]]
"""Everything that a sitting noted."""


class Sitting:
    """The notes of one question, and what of it is worked out once."""

    __slots__ = ("_kept", "missing", "paid", "read", "strangers", "touched")

    def __init__(self) -> None:
        self.touched: set[str] = set()
        """The switches whose other value could matter."""
        self.read: set[str] = set()
        """The switches that were looked at, whether their other value could matter or not."""
        self.missing: dict[str, Missing] = {}
        """The values that nobody recorded and that something turned on."""
        self.strangers: dict[WordFact, str] = {}
        """The words of the record that name somebody else."""
        self.paid: set[Hashable] = set()
        """What is kept and was paid for in this stage of the question."""
        self._kept: dict[Hashable, Any] = {}

    def misses(self, found: Iterable[Missing]) -> None:
        """Note values that nobody recorded; what one window tells apart of a day is added to what another did."""
        for one in found:
            known = self.missing.get(one.key)
            self.missing[one.key] = one if known is None else known.joined(one)

    def note(self, other: Sitting) -> None:
        """Take over the notes of another question whose answer is a part of this one's."""
        self.touched |= other.touched
        self.misses(other.missing.values())
        self.strangers |= other.strangers

    @property
    def state(self) -> Noted:
        """Everything that is noted, to be compared and brought back: values that are missing in the order in which they
        were asked for."""
        return (
            frozenset(self.touched),
            frozenset(self.read),
            tuple(self.missing.items()),
            tuple(self.strangers.items()),
        )

    def bring_back(self, state: Noted) -> None:
        """Take over the notes of another time."""
        touched, read, missing, strangers = state
        self.touched, self.read = set(touched), set(read)
        self.missing, self.strangers = dict(missing), dict(strangers)

    def taken(self) -> Sitting | None:
        """The notes so far, which are gone from here then; None where there are none."""
        if not (self.read or self.missing or self.strangers):
            return None
        found = Sitting()
        found.touched, self.touched = self.touched, found.touched
        found.read, self.read = self.read, found.read
        found.missing, self.missing = self.missing, found.missing
        found.strangers, self.strangers = self.strangers, found.strangers
        return found

    def once(self, key: Hashable, work: Callable[[], T]) -> T:
        """What `work` gives, worked out the first time that it is asked for under the key."""
        if key not in self._kept:
            self._kept[key] = work()
        found: T = self._kept[key]
        return found

    def paid_once(self, purse: Purse, key: Hashable, work: Callable[[], T]) -> T:
        """The same, where `work` is paid for from the purse: each stage of a question pays as much as if nothing had
        been kept before it, so that what was asked before decides nothing. Raises `TooMuchWork`."""

        def paid() -> tuple[T, int]:
            before = purse.spent
            found = work()
            self.paid.add(key)
            return found, purse.spent - before

        found, cost = self.once(key, paid)
        if key not in self.paid:
            self.paid.add(key)
            purse.spend(cost)
        return found


class Entry(NamedTuple):
    """What an activity comes to in one window, before other activities matter and anything is divided."""

    activity: Activity
    ledger: Ledger
    """Of the activity, or of one that is alike."""
    notes: Sitting | None
    """What was noted when it was prepared; None: nothing."""

    def turns_on(self, switches: set[str]) -> bool:
        """Whether it may be another one under other readings."""
        return self.notes is not None and not self.notes.read.isdisjoint(switches)


Alike = tuple[object, ...]
"""What two activities have in common that come to the same."""
Entries = dict[str | Alike, Entry]
"""By the ids of activities; and for those that come to the same, the first of them by what they have in common."""
Prepared = dict[Span | None, Entries]
"""Entries by window."""
