"""Hours of kinds, divided into entries that a person could have: of a plausible length, in quarter hours.

All of it is as long as what the search found. Who asks proves that it gives as much, and takes the entries as the
search left them where it does not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from alcto_core.hours import HOUR, HUNDREDTH, MOST, Hours
from alcto_core.planning.kinds import Kind
from alcto_core.planning.lacks import Lack
from alcto_core.planning.load import Load
from alcto_core.planning.offers import Offer, longest

QUARTER = HOUR // 4
Parts = Mapping[str, Mapping[str | None, Hours]]
"""Hours by framework and strand."""


class Entry(NamedTuple):
    """One entry of a kind: which offering, and its hours by framework and strand."""

    kind: Kind
    offer: Offer
    parts: Parts

    @property
    def hours(self) -> Hours:
        """Its length."""
        return sum(next(iter(self.parts.values())).values())

    @property
    def load(self) -> Load:
        """The entry as hours of its kind."""
        return Load(self.kind, self.parts)


def for_people(loads: Sequence[Load], lacks: Sequence[Lack], *, is_long: bool) -> Iterator[list[Entry]]:
    """Ways to divide the loads, the best for a person first; the last one leaves everything as the search found it.

    With `is_long` an entry may be of any length.
    """
    ordered = sorted(loads, key=lambda load: (len(load.kind.offerings), load.kind.urgency))
    wanted = _entries_of_strands(lacks)
    joined = list(_joined(ordered, is_long=is_long))
    for groups in _groups(joined, is_long=is_long):
        for is_whole in (True, False) if wanted else (False,):
            yield _divided(groups, wanted if is_whole else None, is_long=is_long)
    taken: set[str] = set()
    yield [entry for load in ordered for entry in _as_found(load, taken, is_tied=bool(wanted))]


def _divided(groups: Iterable[Sequence[Load]], wanted: _Wanted | None, *, is_long: bool) -> list[Entry]:
    """The entries of groups of loads; where entries are `wanted` of strands, each of one strand."""
    taken: set[str] = set()
    left = dict(wanted) if wanted is not None else {}
    entries: list[Entry] = []
    for together in groups:
        lengths = _lengths(together, is_long=is_long)
        kinds = list(_begun(together, lengths))
        lines = _lines(together, sum(lengths))
        parts = _whole(lines, kinds, lengths, left) if wanted is not None else _in_turn(lines, lengths)
        entries += _named(kinds, parts, taken)
    return entries


def evened(entry: Entry) -> Entry:
    """The same entry with its hours shared evenly among its strands, in quarter hours where there are enough."""
    parts: dict[str, dict[str | None, Hours]] = {}
    for framework, own in entry.parts.items():
        strands = [strand for strand, part in own.items() if part]
        total = sum(own.values())
        unit = QUARTER if total >= len(strands) * QUARTER else HUNDREDTH
        units, odd = divmod(total, unit)
        each, more = divmod(int(units), max(1, len(strands)))
        shares: dict[str | None, Hours] = {strand: (each + (at < more)) * unit for at, strand in enumerate(strands)}
        if strands:
            shares[strands[0]] += odd
        parts[framework] = shares
    return entry._replace(parts=parts)


# -- lengths ----------------------------------------------------------------------------------------------------------


def _joined(loads: Iterable[Load], *, is_long: bool) -> Iterable[Sequence[Load]]:
    """Loads of the same offerings that must be done by several days: they are divided together, the soonest first."""
    groups: dict[object, list[Load]] = {}
    for number, load in enumerate(loads):
        kind = load.kind
        is_free = kind.length is None and kind.most_entries is None and not is_long
        own = (tuple(sorted(kind.offerings)), kind.offers[0].counts_for, tuple(sorted(kind.strands.items())))
        groups.setdefault(own if is_free else number, []).append(load)
    return groups.values()


def _groups(joined: Sequence[Sequence[Load]], *, is_long: bool) -> Iterator[Sequence[Sequence[Load]]]:
    """What is divided together. Each deadline by itself asks the fewest hours before it; where that leaves scraps, or
    asks for more entries, so that somebody goes to the same event once more, they are divided together first."""
    apart = [[load] for together in joined for load in together]
    if len(apart) > len(joined):
        of_each = [_lengths(one, is_long=is_long) for one in apart]
        entries = sum(len(_lengths(together, is_long=is_long)) for together in joined)
        if min(map(min, of_each)) >= HOUR and sum(map(len, of_each)) <= entries:
            yield apart
    yield joined


def _lengths(loads: Sequence[Load], *, is_long: bool) -> Sequence[Hours]:
    """How long each entry of the loads is: about as long as each other, in quarter hours where there are enough."""
    total, number = sum(load.attended for load in loads), sum(load.entries for load in loads)
    kinds = [load.kind for load in loads]
    if kinds[0].length is not None:
        return [kinds[0].length] * number
    services = [service for kind in kinds for service in kind.services.values()]
    step = max((int(one.step) for one in services), default=0)
    most = MOST if is_long else min(longest(offer) for kind in kinds for offer in kind.offers)
    least = max((one.shortest for one in services), default=0)
    room = min((kind.most_entries for kind in kinds if kind.most_entries is not None), default=None)
    needed = int(-(-total // most))
    if len(loads) > 1:
        number = 1
    if least:
        needed = min(needed, int(total // least))
    number = max(number, needed if room is None else min(needed, room))
    unit = next(unit for unit in (step or QUARTER, HUNDREDTH) if total >= number * unit)
    units, odd = divmod(total, unit)
    each, more = divmod(int(units), number)
    found: list[Hours] = [(each + (at < more)) * unit for at in range(number)]
    found[-1] += odd
    return found


def _begun(loads: Sequence[Load], lengths: Iterable[Hours]) -> Iterator[Kind]:
    """The kind of each entry: that of the load in which it begins, as they lie one behind the other."""
    begin: Hours = 0
    for length in lengths:
        end: Hours = 0
        for load in loads:
            end += load.attended
            if begin < end:
                yield load.kind
                break
        begin += length


def _named(kinds: Sequence[Kind], parts: Iterable[Parts], taken: set[str]) -> Iterator[Entry]:
    """The entries with an offering each. What is taken once is not among those `taken`."""
    for at, (kind, own) in enumerate(zip(kinds, parts, strict=True)):
        names = list({offer.offering.id: offer for offer in reversed(kind.offers)}.values())[::-1]
        offer = names[at % len(names)]
        if kind.most_entries is not None:
            offer = next((one for one in names if one.offering.id not in taken), offer)
            taken.add(offer.offering.id)
        yield Entry(kind, offer, own)


# -- strands ----------------------------------------------------------------------------------------------------------

_Wanted = dict[tuple[str, frozenset[str]], int]
"""Entries that are asked of some strands of a framework."""
_Lines = dict[str, list[tuple[str | None, Hours]]]
"""The hours of each strand, one behind the other, by framework."""


def _entries_of_strands(lacks: Iterable[Lack]) -> _Wanted:
    found: _Wanted = {}
    for lack in lacks:
        for goal in lack.goals:
            if goal.entries and goal.strands is not None and lack.framework is not None and goal.wanted > 0:
                key = (lack.framework, goal.strands)
                found[key] = max(found.get(key, 0), int(-(-goal.wanted // HOUR)))
    return found


def _whole(lines: _Lines, kinds: Sequence[Kind], lengths: Sequence[Hours], wanted: _Wanted) -> Iterator[Parts]:
    """Each entry of one strand: one of which entries are asked still, then one of which hours are; `wanted` shrinks."""
    for kind, length in zip(kinds, lengths, strict=True):
        parts: dict[str, dict[str | None, Hours]] = {}
        for framework, line in lines.items():
            left = dict(line)
            known = kind.strands.get(framework, ())
            asked = {strand for (name, some), count in wanted.items() if name == framework and count for strand in some}
            strand = max(known, key=lambda one: (one in asked, left.get(one, 0)), default=None)
            parts[framework] = {strand: length}
            lines[framework] = [(one, hours - length if one == strand else hours) for one, hours in line]
            for name, some in wanted:
                if name == framework and strand in some:
                    wanted[name, some] -= 1
        yield parts


def _in_turn(lines: _Lines, lengths: Sequence[Hours]) -> Iterator[Parts]:
    """The strands one behind the other, cut where an entry ends: few strands to an entry."""
    for length in lengths:
        parts: dict[str, dict[str | None, Hours]] = {}
        for framework, line in lines.items():
            own, room = parts.setdefault(framework, {}), length
            for at, (strand, hours) in enumerate(line):
                part = min(hours, room)
                if part:
                    own[strand] = part
                    line[at] = (strand, hours - part)
                    room -= part
        yield parts


def _lines(loads: Sequence[Load], total: Hours) -> _Lines:
    """The hours of each strand of each framework, in quarter hours as far as the most of them leave room."""
    lines = {}
    for framework in dict.fromkeys(framework for load in loads for framework in load.hours):
        found: dict[str | None, Hours] = {}
        for load in loads:
            for strand, hours in load.hours.get(framework, {}).items():
                found[strand] = found.get(strand, 0) + hours
        if not found:
            found = {next(iter(loads[0].kind.strands.get(framework, ())), None): 0}
        first = max(found, key=lambda strand: found[strand])
        up = {strand: -(-hours // QUARTER) * QUARTER for strand, hours in found.items() if strand != first}
        if sum(up.values()) < total:
            found |= up
        found[first] += total - sum(found.values())
        lines[framework] = list(found.items())
    return lines


def _as_found(load: Load, taken: set[str], *, is_tied: bool) -> Iterator[Entry]:
    """The single entries of a load, about as long as each other.

    Where entries are asked of each strand (`is_tied`), every entry has something of each as far as there are hours.
    """
    step = max((int(one.step) for one in load.kind.services.values()), default=0) or HUNDREDTH
    total = load.attended
    left = {framework: dict(parts) for framework, parts in load.hours.items()}
    every: list[Parts] = []
    for at in range(load.entries):
        rest = load.entries - at
        remaining = sum(next(iter(left.values())).values())
        length = remaining if rest == 1 else min(-(-remaining // (rest * step)) * step, total)
        parts: dict[str, dict[str | None, Hours]] = {}
        for framework, own in left.items():
            parts[framework], room = {}, length
            most = [(HUNDREDTH, 0), (length, HUNDREDTH * (rest - 1))] if is_tied else []
            for least, kept in (*most, (length, 0)):
                for strand in own:
                    part = min(max(0, own[strand] - kept), least, room)
                    if part:
                        parts[framework][strand] = parts[framework].get(strand, 0) + part
                        own[strand] -= part
                        room -= part
        every.append(parts)
    return _named([load.kind] * load.entries, every, taken)
