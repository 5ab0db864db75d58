"""What happens again and again: entries of distant days that one row sums, and rows that one entry sums.

Offered only where the titles are alike, all of it lies in one period, exactly one run of days adds up to the hours,
and nothing in the run has a partner of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import TypeVar

import msgspec

from alcto_core.reconciling import likeness
from alcto_core.reconciling.official import OfficialRow
from alcto_core.reconciling.pairs import Doubt, Entry, Pair, PeriodOf, attended

_MOST = 40
"""Of a series, at most."""
_MOST_ALIKE = 200
_LONGEST = timedelta(days=366)
_DAY = timedelta(days=1)
Part = TypeVar("Part", Entry, OfficialRow)


def series(entries: Sequence[Entry], rows: Sequence[OfficialRow], period_of: PeriodOf) -> Iterator[Pair]:
    """The pairs of such rows and entries, all of them doubtful. Both are sorted by their days."""
    alone_entries, alone_rows = _without_partner(entries, rows)
    of_word = _by_word(alone_entries)
    taken: set[str] = set()
    used: set[int] = set()
    for row in alone_rows:
        alike = [one for one in _alike(row.title, of_word) if one.activity.id not in taken]
        found = _run(alike, row.day, row.hours, period_of)
        if not found:
            continue
        shares = [one.activity.hours for one in found]
        if sum(shares) != row.hours:
            shares = [attended(one.activity) for one in found]
        taken.update(one.activity.id for one in found)
        used.add(row.number)
        for one, share in zip(found, shares, strict=True):
            yield shared(one, row, share, len(found), ("summed", "day", *_refused(one)))
    of_row_word = _by_word([row for row in alone_rows if row.number not in used])
    for entry in alone_entries:
        if entry.activity.id in taken:
            continue
        listed = [row for row in _alike(entry.activity.title, of_row_word) if row.number not in used]
        for hours in entry.lengths:
            rows_found = _run(listed, entry.activity.date, hours, period_of)
            if any(after.day - before.day > _DAY for before, after in pairwise(rows_found)):  # else they are one event
                used.update(row.number for row in rows_found)
                yield Pair(
                    activity=entry.activity,
                    rows=tuple(sorted(rows_found, key=lambda row: row.number)),
                    title=likeness.SURE,
                    doubts=("day", *_refused(entry)),
                )
                break


def shared(entry: Entry, row: OfficialRow, share: int, number: int, doubts: tuple[Doubt, ...] = ()) -> Pair:
    """An entry as one of `number` that a row sums, with its share of the hours."""
    title = max(likeness.of_titles(likeness.as_a_series(name), likeness.as_a_series(row.title)) for name in entry.names)
    part = msgspec.structs.replace(row, hours=share)
    return Pair(activity=entry.activity, rows=(part,), title=title, doubts=doubts, sums=(row, number))


def _refused(entry: Entry) -> tuple[Doubt, ...]:
    return ("refused",) if entry.is_refused else ()


def _title_of(one: Entry | OfficialRow) -> str:
    return one.activity.title if isinstance(one, Entry) else one.title


def _day_of(one: Entry | OfficialRow) -> date:
    return one.activity.date if isinstance(one, Entry) else one.day


def _without_partner(entries: Sequence[Entry], rows: Sequence[OfficialRow]) -> tuple[list[Entry], list[OfficialRow]]:
    """Those of both that no single one on the other side is like, by title, day and hours."""
    by_hours: dict[int, list[OfficialRow]] = {}
    for row in rows:
        by_hours.setdefault(row.hours, []).append(row)
    with_entry: set[int] = set()
    alone = []
    for entry in entries:
        own = [
            row
            for hours in entry.lengths
            for row in by_hours.get(hours, ())
            if abs((row.day - entry.activity.date).days) <= likeness.NEAR
            and max(likeness.of_titles(name, row.title) for name in entry.names) >= likeness.ALIKE
        ]
        with_entry.update(row.number for row in own)
        if not own:
            alone.append(entry)
    return alone, [row for row in rows if row.number not in with_entry]


def _by_word(parts: Sequence[Part]) -> Mapping[str, list[Part]]:
    found: dict[str, list[Part]] = {}
    for one in parts:
        for word in likeness.telling_words(likeness.as_a_series(_title_of(one))):
            found.setdefault(word, []).append(one)
    return found


def _alike(title: str, of_word: Mapping[str, list[Part]]) -> list[Part]:
    """Those whose titles are like one, by their days; none where there are too many to tell."""
    meant = likeness.as_a_series(title)
    lists = [of_word.get(word, []) for word in likeness.telling_words(meant)]
    near = min((listed for listed in lists if listed), key=len, default=[])
    if len(near) > _MOST_ALIKE:
        return []
    return [one for one in near if likeness.of_titles(likeness.as_a_series(_title_of(one)), meant) >= likeness.SURE]


def _run(parts: Sequence[Part], day: date, hours: int, period_of: PeriodOf) -> list[Part]:
    """The one run of parts, up to the day or around it, that adds up to the hours; none where there are several."""
    period = period_of(day)
    held = [one for one in parts if abs(_day_of(one) - day) <= _LONGEST and period_of(_day_of(one)) == period]
    for one_side in ([one for one in held if _day_of(one) <= day + _DAY], held):
        runs = [run for run in _runs(one_side) if _adds_up(run, hours)]
        if runs:
            return runs[0] if len(runs) == 1 else []
    return []


def _runs(parts: Sequence[Part]) -> Iterator[list[Part]]:
    for first in range(len(parts)):
        for end in range(first + 2, min(len(parts), first + _MOST) + 1):
            yield list(parts[first:end])


def _adds_up(run: Sequence[Entry | OfficialRow], hours: int) -> bool:
    logged = sum(one.activity.hours if isinstance(one, Entry) else one.hours for one in run)
    return logged == hours or sum(attended(one.activity) for one in run if isinstance(one, Entry)) == hours
