"""Links between entries and rows, so chosen that each is used once at most and their weights add up to the most.

Exact, and the same whatever the order that the links are given in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

_MOST_STEPS = 4_000_000
"""Entries squared times rows: what takes longer is no question of matching any more."""
_MOST_SETS = 512
"""Ways to take rows together that are tried in one place."""


class Link(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """An entry and the rows that may speak of it; the numbers are places in two lists that are sorted by content."""

    entry: int
    rows: tuple[int, ...]
    weight: int
    """Above 0."""


class Chosen(msgspec.Struct, frozen=True, kw_only=True):
    """What was chosen."""

    links: tuple[Link, ...]
    crowded: frozenset[int] = frozenset()
    """Entries in a place with too many alike: there the best links were taken one after the other."""


def assigned(links: Iterable[Link]) -> Chosen:
    """The links of the greatest total weight that share no entry and no row."""
    found: list[Link] = []
    crowded: set[int] = set()
    for part in _parts(sorted(links)):
        entries, rows = {link.entry for link in part}, {row for link in part for row in link.rows}
        few, many = sorted((len(entries), len(rows)))
        if few * few * many > _MOST_STEPS:
            crowded |= entries
            found += _one_after_the_other(part)
        else:
            found += _best(part)
    return Chosen(links=tuple(sorted(found)), crowded=frozenset(crowded))


def _parts(links: Sequence[Link]) -> Iterator[list[Link]]:
    """The links in groups that share neither entries nor rows."""
    above: dict[tuple[str, int], tuple[str, int]] = {}

    def top(node: tuple[str, int]) -> tuple[str, int]:
        above.setdefault(node, node)
        while above[node] != node:
            above[node] = above[above[node]]
            node = above[node]
        return node

    for link in links:
        for row in link.rows:
            above[top(("row", row))] = top(("entry", link.entry))
    parts: dict[tuple[str, int], list[Link]] = {}
    for link in links:
        parts.setdefault(top(("entry", link.entry)), []).append(link)
    yield from parts.values()


def _one_after_the_other(links: Sequence[Link]) -> Iterator[Link]:
    entries: set[int] = set()
    rows: set[int] = set()
    for link in sorted(links, key=lambda one: (-one.weight, one)):
        if link.entry not in entries and not rows & set(link.rows):
            entries.add(link.entry)
            rows |= set(link.rows)
            yield link


def _best(links: Sequence[Link]) -> list[Link]:
    """The best of one part: every way to take rows together, each with the best matching of what is left."""
    several = [link for link in links if len(link.rows) > 1]
    single = {(link.entry, link.rows[0]): link for link in links if len(link.rows) == 1}
    best: tuple[int, list[Link]] = (-1, [])
    for chosen in _sets(several):
        entries = {link.entry for link in chosen}
        rows = {row for link in chosen for row in link.rows}
        left = {key: link for key, link in single.items() if key[0] not in entries and key[1] not in rows}
        whole = [*chosen, *_matching(left)]
        total = sum(link.weight for link in whole)
        if total > best[0]:
            best = total, whole
    return best[1]


def _sets(several: Sequence[Link]) -> Iterator[tuple[Link, ...]]:
    """Every set of links that share nothing, the empty one first; no more than `_MOST_SETS`."""
    sets: list[tuple[Link, ...]] = [()]
    for link in sorted(several, key=lambda one: (-one.weight, one)):
        for one in list(sets):
            is_free = all(other.entry != link.entry and not set(other.rows) & set(link.rows) for other in one)
            if is_free and len(sets) < _MOST_SETS:
                sets.append((*one, link))
    yield from sets


def _matching(links: Mapping[tuple[int, int], Link]) -> list[Link]:
    """The matching of the greatest weight (Kuhn and Munkres, by shortest paths)."""
    if not links:
        return []
    rows = sorted({row for _, row in links})
    entries = sorted({entry for entry, _ in links})
    turned = len(entries) > len(rows)
    down, across = (rows, entries) if turned else (entries, rows)

    def cost(at: int, to: int) -> int:
        key = (across[to], down[at]) if turned else (down[at], across[to])
        return -links[key].weight if key in links else 0

    found = _assignment([[cost(at, to) for to in range(len(across))] for at in range(len(down))])
    keys = [(across[to], down[at]) if turned else (down[at], across[to]) for at, to in found]
    return [links[key] for key in keys if key in links]


def _assignment(costs: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    """A column for each line, of the least total cost; there are at least as many columns as lines."""
    lines, columns = len(costs), len(costs[0])
    endless = 1 << 60
    of_line, of_column = [0] * (lines + 1), [0] * (columns + 1)
    holder = [0] * (columns + 1)
    for line in range(1, lines + 1):
        holder[0], column = line, 0
        least, way = [endless] * (columns + 1), [0] * (columns + 1)
        is_used = [False] * (columns + 1)
        while holder[column]:
            is_used[column] = True
            at, step, to = holder[column], endless, 0
            for other in range(1, columns + 1):
                if not is_used[other]:
                    rest = costs[at - 1][other - 1] - of_line[at] - of_column[other]
                    if rest < least[other]:
                        least[other], way[other] = rest, column
                    if least[other] < step:
                        step, to = least[other], other
            for other in range(columns + 1):
                if is_used[other]:
                    of_line[holder[other]] += step
                    of_column[other] -= step
                else:
                    least[other] -= step
            column = to
        while column:
            holder[column] = holder[way[column]]
            column = way[column]
    return [(holder[column] - 1, column - 1) for column in range(1, columns + 1) if holder[column]]
