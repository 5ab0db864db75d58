"""One thing that is wrong in a rule file, and the checks that every part of a rule file shares."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from decimal import Decimal

import msgspec

from alcto_core.patterns import late
from alcto_core.text import nearest
from alcto_core.toml.layout import Path

ID = "[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*)*"
"""What an id looks like."""
MOST_AMOUNT = 100_000
"""The largest number of hours that a rule file may ask for."""
_ID = late(ID)


class RuleFault(msgspec.Struct, frozen=True):
    """One thing that is wrong in a rule file, with the place of the value."""

    path: Path
    text: str
    remedy: str
    better: str = ""
    """The value as it should be written, in TOML, where that is known; `THERE` in it is what stands there now."""
    better_key: str = ""
    """The key, or the header of a table, as it should be written."""


THERE = "\0"
"""In a corrected value: what stands in the file."""


def nearest_of(word: str, known: Iterable[str]) -> str:
    """The beginning of a remedy, where a known word is near: “did you mean “x”? ”; else empty."""
    near = nearest(word, list(known))
    return f"did you mean “{near}”? " if near else ""


_LISTED = 30
"""Names that are told where none of them was written."""


def unknown(path: Path, what: str, word: str, known: Collection[str]) -> RuleFault:
    """A name that nothing has, with the names that there are."""
    listed = ", ".join(sorted(known)[:_LISTED]) + (" …" if len(known) > _LISTED else "")
    return RuleFault(path, f"“{word}” is no {what}", f"{nearest_of(word, known)}known: {listed or 'none'}")


def id_findings(id: str, path: Path) -> Iterator[RuleFault]:
    """An id that is none."""
    if not _ID.fullmatch(id):
        yield RuleFault(path, f"“{id}” is not an id", "write it like alet/talent: a-z, 0-9, hyphens, slashes")


def array_id_findings(ids: Iterable[str], path: Path, seen: set[str] | None = None) -> Iterator[RuleFault]:
    """Ids in the array at `path` that are none, and those that stand twice there or in `seen`, the ids met before."""
    met: set[str] = set() if seen is None else seen
    for index, id in enumerate(ids):
        yield from id_findings(id, (*path, index, "id"))
        if id in met:
            yield RuleFault((*path, index, "id"), f"“{id}” stands twice in this file", "give each its own")
        met.add(id)


def hours_findings(value: Decimal | int | None, path: Path) -> Iterator[RuleFault]:
    """Hours that are not above 0, or finer than hundredths."""
    if value is None:
        return
    amount = Decimal(value)
    if not amount.is_finite() or not 0 < amount <= MOST_AMOUNT:
        yield RuleFault(path, "hours are a number above 0", "write clock hours, e.g. 12 or 2.5")
    elif amount * 100 != int(amount * 100):
        yield RuleFault(path, f"{amount} has more than two decimals", "round it to hundredths of an hour")


def count_findings(value: int | None, path: Path, most: int | None = None) -> Iterator[RuleFault]:
    """Whole numbers that are not above 0, or above `most`."""
    if value is not None and (value < 1 or (most is not None and value > most)):
        yield RuleFault(
            path, f"{value} is out of range", f"write a whole number from 1 to {most}" if most else "write 1 or more"
        )
