"""A conflict that a version control program left in the file: two versions of one record, or two records.

Two branches that each add a record leave both in one conflict, and the `[[activity]]` line that the two have in common
stands outside it. Whoever keeps one version then loses the other's record; what is right is both, each below a header.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from typing import Any

_NAMES = ("id", "program")
"""Keys that tell one record from another."""
_NAMED = re.compile(rf"""[ \t]*(?:{"|".join(_NAMES)})[ \t]*=[ \t]*["']([^"']+)["']""")


def both_records(above: Sequence[str], conflict: Sequence[str], below: Sequence[str]) -> str:
    """What belongs in the place of a conflict that holds two records, of which none is on both sides; "" where it is
    another kind of conflict. All are lines without their ends; `conflict` begins and ends with its markers."""
    marks = [at for at, line in enumerate(conflict) if line[:7] in ("|" * 7, "=" * 7)]
    middle = next((at for at in marks if conflict[at][0] == "="), None)
    if middle is None:
        return ""
    mine, theirs = list(conflict[1 : marks[0]]), list(conflict[middle + 1 : -1])
    alike = 0  # git shows the base too, and then leaves what both sides end with inside
    while alike < min(len(mine), len(theirs)) and mine[-1 - alike] == theirs[-1 - alike]:
        alike += 1
    end = mine[len(mine) - alike :]
    mine, theirs = mine[: len(mine) - alike], theirs[: len(theirs) - alike]
    head, tail = list(_head(above)), list(_tail([*end, *below]))
    if _first(mine).startswith("[[") and _first(theirs).startswith("[["):
        head = []
    elif not head or not head[0].startswith("[["):
        return ""
    one, other = _names("\n".join([*head, *mine, *tail])), _names("\n".join([*head, *theirs, *tail]))
    if not one or not other or one & other:
        return ""
    both = [*_trimmed([*mine, *tail]), "", *head, *theirs, *end]
    return "\n".join(both) if _names("\n".join([*head, *both, *_tail(below)])) >= one | other else ""


def only_in_one(conflict: Sequence[str]) -> tuple[str, ...]:
    """Names of the records that one version of a conflict holds and the other lacks: whoever keeps one version may lose
    them. Of lines as `both_records` takes them; a record whose name stands outside the conflict is in both."""
    marks = [at for at, line in enumerate(conflict) if line[:7] in ("|" * 7, "=" * 7)]
    middle = next((at for at in marks if conflict[at][0] == "="), None)
    if middle is None:
        return ()
    mine, theirs = (
        [found[1] for line in side if (found := _NAMED.match(line))]
        for side in (conflict[1 : marks[0]], conflict[middle + 1 : -1])
    )
    return tuple(name for name in dict.fromkeys([*mine, *theirs]) if (name in mine) != (name in theirs))


def _head(above: Sequence[str]) -> Iterator[str]:
    """The header that the conflict stands below, and the lines between them."""
    for at in range(len(above) - 1, -1, -1):
        if above[at].startswith("["):
            yield from above[at:]
            return


def _tail(below: Sequence[str]) -> Iterator[str]:
    """The lines after the conflict that belong to the record it ends in."""
    for line in below:
        if not line.strip() or line.startswith("["):
            return
        yield line


def _first(lines: Sequence[str]) -> str:
    return next((line for line in lines if line.strip() and not line.startswith("#")), "")


def _trimmed(lines: Sequence[str]) -> list[str]:
    return "\n".join(lines).strip("\n").split("\n")


def _names(text: str) -> frozenset[tuple[str, str]]:
    """Every record in a piece of text by its table and its id or program; none where one has no name of its own, two
    have the same, or it is no TOML."""
    try:
        document: dict[str, Any] = tomllib.loads(text)
    except (ValueError, RecursionError):
        return frozenset()
    found: list[tuple[str, str]] = []
    for kind, records in document.items():
        if not isinstance(records, list):
            return frozenset()
        for record in records:
            name = next((record[key] for key in _NAMES if isinstance(record, dict) and key in record), None)
            if not isinstance(name, str):
                return frozenset()
            found.append((kind, name))
    return frozenset(found) if len(set(found)) == len(found) else frozenset()
