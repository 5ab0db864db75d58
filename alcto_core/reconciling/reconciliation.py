"""Which row of the official record speaks of which entry: present in both, only here, only there, with other hours."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise

import msgspec

from alcto_core.hours import long
from alcto_core.importing.matching import fold
from alcto_core.problems import Refused
from alcto_core.reconciling import likeness
from alcto_core.reconciling.assignment import Link, assigned
from alcto_core.reconciling.official import OfficialRow
from alcto_core.reconciling.pairs import Doubt, Entry, Pair, PeriodOf, Said, attended
from alcto_core.reconciling.series import series, shared
from alcto_core.records.types import Activity

_MOST_ROWS = 20
"""Rows that are taken together for one entry."""
_MOST_NEAR = 200
"""Rows within a week that are compared with one entry."""
_RIVAL = 50
"""How much less another pair may weigh, of 1000, and still be as likely."""
_HALF = 50
"""Hours that are less alike are far apart."""
_SPAN = timedelta(days=4)
_DAY = timedelta(days=1)


class Reconciliation(msgspec.Struct, frozen=True, kw_only=True):
    """Every row and every entry once."""

    pairs: tuple[Pair, ...]
    only_mine: tuple[Activity, ...]
    only_theirs: tuple[OfficialRow, ...]

    @property
    def both(self) -> tuple[Pair, ...]:
        """Pairs with the same hours."""
        return tuple(pair for pair in self.pairs if pair.agrees)

    @property
    def differ(self) -> tuple[Pair, ...]:
        """Pairs with other hours."""
        return tuple(pair for pair in self.pairs if not pair.agrees)

    @property
    def doubtful(self) -> tuple[Pair, ...]:
        return tuple(pair for pair in self.pairs if not pair.is_sure)


def reconciled(
    entries: Sequence[Entry], rows: Sequence[OfficialRow], said: Said | None = None, period_of: PeriodOf = bool
) -> Reconciliation:
    """Pair rows and entries: as the person said, then those that say the same, then for the greatest likeness in all.

    Raises `Refused` where the person names a row or an activity that is not compared.
    """
    said = said or Said()
    pairs = _said_pairs(entries, rows, said)
    taken_rows = {row.number for pair in pairs for row in pair.rows}
    taken = {pair.activity.id for pair in pairs}
    free_entries = sorted((one for one in entries if one.activity.id not in taken), key=lambda one: one.content)
    aside = taken_rows | said.apart
    free_rows = sorted((row for row in rows if row.number not in aside), key=lambda row: row.content)
    for pair in _same(free_entries, free_rows):
        pairs.append(pair)
        taken.add(pair.activity.id)
        taken_rows.add(pair.rows[0].number)
    for way in (_summed, series, _likely, _later):
        taken = {pair.activity.id for pair in pairs}
        taken_rows = {row.number for pair in pairs for row in pair.rows}
        pairs += way(
            [one for one in free_entries if one.activity.id not in taken],
            [row for row in free_rows if row.number not in taken_rows],
            period_of,
        )
    taken = {pair.activity.id for pair in pairs}
    taken_rows = {row.number for pair in pairs for row in pair.rows}
    return Reconciliation(
        pairs=tuple(sorted(pairs, key=lambda pair: (pair.activity.date, pair.activity.id))),
        only_mine=tuple(
            one.activity for one in sorted(entries, key=lambda one: one.content) if one.activity.id not in taken
        ),
        only_theirs=tuple(row for row in sorted(rows, key=lambda row: row.content) if row.number not in taken_rows),
    )


def _said_pairs(entries: Sequence[Entry], rows: Sequence[OfficialRow], said: Said) -> list[Pair]:
    by_id, by_number = {one.activity.id: one for one in entries}, {row.number: row for row in rows}
    together: dict[str, list[OfficialRow]] = {}
    for number in sorted({number for number, _ in said.pairs} | said.apart):
        if number not in by_number:
            raise Refused(f"Row {number} is not compared; the rows are {_listed(by_number)}.")
    of_row: dict[int, list[str]] = {}
    for number, id in sorted(said.pairs):
        if id not in by_id:
            raise Refused(f"“{id}” is not compared; `alcto list` shows the ids of your activities.")
        together.setdefault(id, []).append(by_number[number])
        of_row.setdefault(number, []).append(id)
    pairs: list[Pair] = []
    for number, ids in of_row.items():
        if len(ids) > 1:
            pairs += _said_sum(by_number[number], [by_id[id] for id in ids], together)
    summed = {id for ids in of_row.values() if len(ids) > 1 for id in ids}
    pairs += [
        Pair(activity=by_id[id].activity, rows=tuple(listed), title=likeness.SAME, is_said=True)
        for id, listed in together.items()
        if id not in summed
    ]
    return pairs


def _said_sum(row: OfficialRow, entries: Sequence[Entry], together: Mapping[str, Sequence[object]]) -> Iterator[Pair]:
    """The entries that a row sums, as the person said; hours that none of them has stay with the row.

    Raises `Refused` where one of them has another row too, or where they have more hours than the row.
    """
    if (other := next((one for one in entries if len(together[one.activity.id]) > 1), None)) is not None:
        raise Refused(f"Row {row.number} sums several entries, so “{other.activity.id}” cannot have another row too.")
    shares = [one.activity.hours for one in entries]
    if sum(shares) != row.hours and (without := [attended(one.activity) for one in entries]) != shares:
        shares = without if sum(without) <= row.hours else shares
    if sum(shares) > row.hours:
        raise Refused(
            f"Row {row.number} has {long(row.hours)}, and the {len(entries)} entries paired with it have "
            f"{long(sum(shares))}; pair fewer of them, or put their hours right."
        )
    for one, share in zip(entries, shares, strict=True):
        yield msgspec.structs.replace(shared(one, row, share, len(entries)), is_said=True)


def _listed(numbers: Collection[int]) -> str:
    shown = [str(number) for number in sorted(numbers)[:_MOST_ROWS]]
    return ", ".join([*shown, "…"] if len(numbers) > len(shown) else shown) or "none"


def _same(entries: Sequence[Entry], rows: Sequence[OfficialRow]) -> Iterator[Pair]:
    """Pairs of the same title, day and hours: nothing can be more like either of them."""
    free: dict[tuple[date, str, int], list[OfficialRow]] = {}
    for row in rows:
        free.setdefault((row.day, fold(row.title), row.hours), []).append(row)
    for entry in entries:
        activity = entry.activity
        keys = ((activity.date, fold(name), hours) for hours in entry.lengths for name in entry.names)
        if listed := next((free[key] for key in keys if free.get(key)), None):
            doubts: tuple[Doubt, ...] = ("refused",) if entry.is_refused else ()
            yield Pair(activity=activity, rows=(listed.pop(0),), title=likeness.SAME, doubts=doubts)


def _summed(entries: Sequence[Entry], rows: Sequence[OfficialRow], period_of: PeriodOf) -> Iterator[Pair]:
    """Rows that show an event once whose days, or parts of one day, are entries of their own: of the same title but
    for the number of the day, of days in a row around the row's, and with hours that add up to it exactly."""
    days = [one.activity.date for one in entries]
    taken: set[str] = set()
    for row in rows:
        first, last = (_moved(row.day, way * _SPAN) for way in (-1, 1))
        near = entries[bisect_left(days, first) : bisect_right(days, last)][:_MOST_NEAR]
        alike = [
            one
            for one in near
            if one.activity.id not in taken
            and max(likeness.of_titles(likeness.without_day(name), row.title) for name in one.names) >= likeness.SURE
        ]
        of_days = [one.activity.date for one in alike]
        if not 1 < len(alike) <= _MOST_ROWS or any(after - before > _DAY for before, after in pairwise(of_days)):
            continue
        if not _moved(of_days[0], -_DAY) <= row.day <= _moved(of_days[-1], _DAY):
            continue
        shares = [one.activity.hours for one in alike]
        if sum(shares) != row.hours:
            shares = [attended(one.activity) for one in alike]
        if sum(shares) != row.hours:
            continue
        taken.update(one.activity.id for one in alike)
        is_split = len({period_of(day) for day in (row.day, *of_days)}) > 1
        for one, share in zip(alike, shares, strict=True):
            said: dict[Doubt, bool] = {"summed": True, "refused": one.is_refused, "period": is_split}
            yield Pair(
                activity=one.activity,
                rows=(msgspec.structs.replace(row, hours=share),),
                title=max(likeness.of_titles(likeness.without_day(name), row.title) for name in one.names),
                doubts=tuple(doubt for doubt, holds in said.items() if holds),
                sums=(row, len(alike)),
            )


class _Weighed(msgspec.Struct, frozen=True):
    """Rows weighed as those of an entry."""

    title: int
    days: int
    hours: int

    @property
    def weight(self) -> int:
        return 5 * self.title + 3 * likeness.of_days(self.days) + 2 * self.hours

    @property
    def may_be(self) -> bool:
        """Whether it is worth asking about: titles that are alike, or the same day and hours under another title."""
        return (self.title >= likeness.ALIKE and abs(self.days) <= likeness.NEAR) or (
            not self.days and self.hours == 100
        )


def _likely(entries: Sequence[Entry], rows: Sequence[OfficialRow], period_of: PeriodOf) -> list[Pair]:
    days = [row.day for row in rows]
    weighed: dict[tuple[int, tuple[int, ...]], _Weighed] = {}
    for at, entry in enumerate(entries):
        near = timedelta(days=likeness.NEAR)
        first = bisect_left(days, _moved(entry.activity.date, -near))
        last = bisect_right(days, _moved(entry.activity.date, near))
        places = sorted(range(first, last), key=lambda place: (abs((days[place] - entry.activity.date).days), place))
        titles = {place: _title(entry, rows[place]) for place in places[:_MOST_NEAR]}
        for place, title in titles.items():
            one = _weigh(entry, (rows[place],), title)
            if one.may_be:
                weighed[at, (place,)] = one
        for group in _groups(entry, rows, titles):
            weighed[at, group] = _weigh(entry, [rows[place] for place in group], min(titles[place] for place in group))
    return _chosen(entries, rows, weighed, period_of)


def _later(entries: Sequence[Entry], rows: Sequence[OfficialRow], period_of: PeriodOf) -> list[Pair]:
    """Of what is left, rows of the same event by title and hours some weeks later: a record may show the day on which
    it posted the hours. All of them are asked about. What happens again and again under one name is another event."""
    days = [row.day for row in rows]
    often = Counter(fold(one.activity.title) for one in entries) + Counter(fold(row.title) for row in rows)
    weighed: dict[tuple[int, tuple[int, ...]], _Weighed] = {}
    for at, entry in enumerate(entries):
        first = bisect_right(days, _moved(entry.activity.date, timedelta(days=likeness.NEAR)))
        last = bisect_right(days, _moved(entry.activity.date, timedelta(days=likeness.LATER)))
        for place in range(first, min(last, first + _MOST_NEAR)):
            row = rows[place]
            one = _weigh(entry, (row,), _title(entry, row))
            is_alone = one.hours == 100 and often[fold(row.title)] <= 2 and often[fold(entry.activity.title)] <= 2
            if one.title >= likeness.SURE and one.hours >= _HALF and (row.posted == row.day or is_alone):
                weighed[at, (place,)] = one
    return _chosen(entries, rows, weighed, period_of)


def _chosen(
    entries: Sequence[Entry],
    rows: Sequence[OfficialRow],
    weighed: Mapping[tuple[int, tuple[int, ...]], _Weighed],
    period_of: PeriodOf,
) -> list[Pair]:
    """The pairs of the greatest likeness in all, each with its doubts."""
    chosen = assigned(Link(entry=at, rows=places, weight=one.weight) for (at, places), one in weighed.items())
    rivals = _Rivals(weighed)
    return [
        Pair(
            activity=entries[link.entry].activity,
            rows=tuple(sorted((rows[place] for place in link.rows), key=lambda row: row.number)),
            title=weighed[link.entry, link.rows].title,
            doubts=tuple(
                _doubts(
                    entries[link.entry],
                    [rows[place] for place in link.rows],
                    weighed[link.entry, link.rows],
                    period_of,
                    has_rival=link.entry in chosen.crowded or rivals.of(link),
                )
            ),
        )
        for link in chosen.links
    ]


def _moved(day: date, by: timedelta) -> date:
    try:
        return day + by
    except OverflowError:
        return date.max if by > timedelta() else date.min


def _title(entry: Entry, row: OfficialRow) -> int:
    """How much a row's title is like any name of an entry, or like one of its sessions."""
    said = (row.title, row.session, f"{row.title} {row.session}") if row.session else (row.title,)
    best = max(likeness.of_titles(name, title) for name in entry.names for title in said)
    if best < likeness.SESSION:
        sessions = (likeness.of_titles(one.title, title) for one in entry.activity.sessions for title in said)
        if max(sessions, default=0) >= likeness.SHORTENED:
            return likeness.SESSION
    return best


def _weigh(entry: Entry, rows: Sequence[OfficialRow], title: int) -> _Weighed:
    last = max(row.day for row in rows)
    hours = sum(row.hours for row in rows)
    days = (last - entry.activity.date).days
    return _Weighed(title, days, max(likeness.of_hours(mine, hours) for mine in entry.lengths))


def _groups(entry: Entry, rows: Sequence[OfficialRow], titles: Mapping[int, int]) -> Iterator[tuple[int, ...]]:
    """Rows that may be parts of the entry: of one day or of days in a row, and together nearer to its hours than any
    of them alone."""
    mine = entry.activity.hours
    alike = sorted(place for place, title in titles.items() if title >= likeness.SESSION)
    found: set[tuple[int, ...]] = set()
    for day in {rows[place].day for place in alike}:
        found.add(tuple(place for place in alike if rows[place].day == day))
        found.add(tuple(place for place in alike if day - _SPAN <= rows[place].day <= day))
    for group in sorted(found):
        listed = [rows[place] for place in group]
        gaps = [after.day - before.day for before, after in pairwise(listed)]
        if not 1 < len(group) <= _MOST_ROWS or any(gap > _DAY for gap in gaps):
            continue
        total = sum(row.hours for row in listed)
        adds_up = any(likeness.are_same_hours(one, total) for one in entry.lengths)
        is_one = len({fold(row.title) for row in listed}) == 1
        if adds_up or (is_one and max(row.hours for row in listed) < total < mine):
            yield group


class _Rivals:
    """The other links that are as likely as one that was chosen."""

    def __init__(self, weighed: Mapping[tuple[int, tuple[int, ...]], _Weighed]) -> None:
        self._of_entry: dict[int, list[tuple[tuple[int, tuple[int, ...]], int]]] = {}
        self._of_row: dict[int, list[tuple[tuple[int, tuple[int, ...]], int]]] = {}
        for key, one in weighed.items():
            self._of_entry.setdefault(key[0], []).append((key, one.weight))
            for row in key[1]:
                self._of_row.setdefault(row, []).append((key, one.weight))

    def of(self, link: Link) -> bool:
        """Whether another link has the same entry or one of the same rows, and is about as likely. That some of its
        rows are like the entry too speaks for it."""
        least, own = link.weight - _RIVAL, set(link.rows)
        others = [*self._of_entry[link.entry], *(one for row in link.rows for one in self._of_row[row])]
        return any(
            weight >= least and not (entry == link.entry and own >= set(rows)) for (entry, rows), weight in others
        )


def _doubts(
    entry: Entry, rows: Sequence[OfficialRow], one: _Weighed, period_of: PeriodOf, *, has_rival: bool
) -> Iterator[Doubt]:
    adds_up = len(rows) > 1 and one.hours == 100
    if one.title < (likeness.SESSION if adds_up else likeness.SURE):
        yield "title"
    if abs(one.days) > 1:
        yield "day"
    if one.hours < _HALF:
        yield "hours"
    if len(rows) > 1 and not adds_up:
        yield "several"
    if has_rival:
        yield "rival"
    if entry.is_refused:
        yield "refused"
    if len({period_of(day) for day in (entry.activity.date, *(row.day for row in rows))}) > 1:
        yield "period"
