"""Which rows speak of an activity that the records hold already, and what they say otherwise."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

import msgspec

from alcto_core.importing.division import length_and_split, shares_of
from alcto_core.importing.reading import RowReading
from alcto_core.records.changing import REMOVED
from alcto_core.records.tables import amount, amount_in
from alcto_core.text import same_words, slug
from alcto_core.toml.writing import LENGTH, Table, same

_NEAR = 7
"""Days within which an activity of the same name is pointed out."""
_MOST_OF_A_DAY = 50
"""Activities of one day whose names are compared with a row; nobody does more."""
_WORDS = re.compile(r"[a-z0-9]+")
_TEXTS = ("location", "course", "source", "justification", "description", "note")
_NUMBERED = re.compile(r"-\d{1,3}$")
"""What makes an id that is taken another one."""
_JOINED = ("evidence", "category")
"""Lists to which a row adds, and from which it takes nothing."""


class Match(msgspec.Struct, frozen=True, kw_only=True):
    """What one row comes to beside what there is."""

    known: str = ""
    """Id of the activity that it speaks of; "" for a new one."""
    same_as: int | None = None
    """The row above that says the same; None where it is not that."""
    changes: Mapping[str, Any] = {}
    """Keys that the row gives otherwise, with its values."""
    look_alike: str = ""
    """Id of an activity that it may be under another name, day or length: of the same name a few days away, or one that
    no row speaks of."""
    looks_like: str = ""
    """Id of an activity of the same day and length under another name, such as one that was renamed after an import."""


@lru_cache(maxsize=1 << 15)
def fold(title: str) -> str:
    """A title without case, accents, punctuation and double spaces."""
    if title.isascii():
        return " ".join(_WORDS.findall(title.lower())) or " ".join(title.split())
    text = unicodedata.normalize("NFKD", title.casefold())
    kept = "".join(char if char.isalnum() else " " for char in text if not unicodedata.combining(char))
    return " ".join(kept.split()) or " ".join(title.split())


@lru_cache(maxsize=1 << 15)
def _words(title: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words of a name, and the numbers among them."""
    found = tuple(fold(title).split())
    return found, tuple(word for word in found if word.isdigit())


def are_alike(one: str, other: str) -> bool:
    """Whether two names are likely those of one event: most words of the shorter stand in the longer, or begin one."""
    (shorter, numbers), (longer, others) = _words(one), _words(other)
    if numbers != others:
        return False
    if len(shorter) > len(longer):
        shorter, longer = longer, shorter
    found = sum(word in longer or any(_same_word(word, by) for by in longer) for word in shorter)
    return len(shorter) > 1 and found >= max(2, 0.6 * len(shorter)) and found >= 0.4 * len(longer)


def _same_word(one: str, other: str) -> bool:
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    return len(short) > 2 and long.startswith(short)


class _Asked:
    """What is asked about one row, worked out once."""

    __slots__ = ("day", "given", "id", "row", "says", "sums_to", "title")

    def __init__(self, row: RowReading) -> None:
        self.row = row
        self.day = row.day
        self.title = fold(row.title)
        id = row.table.get("id")
        self.id = None if id is None else str(id)
        self.says = amount_in(row.table)
        """The hours of the row itself."""
        self.given = _given(row)
        self.sums_to = amount_in(self.given) if row.table.get("session") else self.says
        """The same with its sessions summed up."""


def _twin(row: _Asked, alike: list[RowReading], exact: dict[str, RowReading]) -> RowReading | None:
    """A row above that says all that this one says, among those of the same name, day and hours; else this one joins
    them. Where they are many, the others are found where they are word for word the same."""
    very = repr(row.row.table) if len(alike) >= _MOST_OF_A_DAY else ""
    twin = exact.get(very) or next((one for one in alike if _says_no_more(row.row.table, one.table)), None)
    if twin is None and very:
        exact[very] = row.row
    elif twin is None:
        alike.append(row.row)
    return twin


class Matching:
    """The activities of the records, to be found by id or by day and name."""

    def __init__(self, tables: Iterable[Mapping[str, Any]]) -> None:
        self._by_id: dict[str, Table] = {}
        self._by_day: dict[tuple[date, str], list[Table]] = {}
        self._of_length: dict[tuple[date, int | None], list[Table]] = {}
        self._on_day: Counter[date] = Counter()
        self._near: dict[tuple[date, str], str] = {}
        self._by_made: dict[tuple[str, int | None], list[str]] = {}
        self._by_texts: dict[tuple[str, ...], dict[Hashable, list[Table]]] = {}
        self._free: dict[Hashable, Iterator[Table]] = {}
        self._originals: dict[str, Mapping[str, Any]] = {}
        for found in tables:
            table = _as_read(found)
            id = table.get("id")
            if isinstance(id, str) and id and id not in self._by_id:
                self._by_id[id], self._originals[id] = table, found
                day, title = table.get("date"), table.get("title")
                if type(day) is date and isinstance(title, str):
                    self._by_day.setdefault((day, fold(title)), []).append(table)
                    length = amount_in(table)
                    self._on_day[day] += 1
                    self._of_length.setdefault((day, length), []).append(table)
                    if id.startswith(day.isoformat()):
                        self._by_made.setdefault((_NUMBERED.sub("", id), length), []).append(id)

    def matches(self, rows: Sequence[RowReading]) -> Iterator[Match]:
        """What each row comes to, in their order.

        First the rows that say nothing new find their activity; the others then share out what is left, so that
        two entries of one name on one day stay two, also when the sheet is imported again.
        """
        asked = list(map(_Asked, rows))
        found: list[Match | None] = [None] * len(rows)
        claimed: set[str] = set()
        for at, row in enumerate(asked):
            if (table := self._equal(row)) is not None:
                found[at] = Match(known=str(table["id"]))
                claimed.add(str(table["id"]))
        seen: dict[Hashable, list[RowReading]] = {}
        exact: dict[str, RowReading] = {}
        known_days = [row.day for row, match in zip(asked, found, strict=True) if match is not None and row.day]
        matches: list[Match] = []
        for at, row in enumerate(asked):
            match = found[at]
            if match is None:
                twin = _twin(row, seen.setdefault((row.day, row.title, row.says), []), exact)
                match = Match(same_as=twin.number) if twin is not None else self._changing(row, claimed)
                if match.known and row.day:
                    known_days.append(row.day)
            matches.append(match)
        unspoken = _Unspoken(self._by_id.values(), claimed, known_days)
        for row, match in zip(asked, matches, strict=True):
            is_open = not (match.known or match.looks_like or match.look_alike) and match.same_as is None
            yield Match(look_alike=unspoken.like(row)) if is_open and row.id is None else match

    def _equal(self, row: _Asked) -> Table | None:
        candidates = self._candidates(row)
        if not candidates:
            return None
        given = row.given
        if row.id is not None or len(candidates) <= _MOST_OF_A_DAY:
            return next((one for one in candidates if not _otherwise(given, one)), None)
        texts = tuple(key for key in _TEXTS if key in given)
        if texts not in self._by_texts:
            index = self._by_texts[texts] = {}
            for one in self._by_id.values():
                index.setdefault(_key_of(one, texts), []).append(one)
        alike = self._by_texts[texts].get(_key_of(given, texts), ())
        return next((one for one in alike if not _otherwise(given, one)), None)

    def _candidates(self, row: _Asked) -> Sequence[Table]:
        if row.id is not None and (named := self._by_id.get(row.id)) is not None:
            return (named,)
        return self._by_day.get((row.day, row.title), ()) if row.day else ()

    def _changing(self, row: _Asked, claimed: set[str]) -> Match:
        candidates = self._candidates(row)
        if row.id is not None and row.id in self._by_id:
            waiting: Iterator[Table] = iter(candidates)
        else:  # what is claimed stays so, and is looked at once
            waiting = self._free.setdefault((row.day, row.title), iter(candidates))
        table = next((one for one in waiting if str(one["id"]) not in claimed), None)
        if table is None:
            renamed = self._renamed(row, claimed)
            claimed.add(renamed)
            return Match(looks_like=renamed, look_alike="" if renamed else self._look_alike(row))
        claimed.add(str(table["id"]))
        return Match(known=str(table["id"]), changes=_otherwise(row.given, table))

    def _renamed(self, row: _Asked, claimed: set[str]) -> str:
        """An activity of the same day and length that no other row speaks of, with a name or an id like this name."""
        day = row.day
        if day is None or row.id is not None or day not in self._on_day:
            return ""
        says = row.sums_to
        of_length = self._of_length.get((day, says))
        if of_length is None:
            return ""
        made = self._by_made.get((_NUMBERED.sub("", f"{day.isoformat()}-{slug(row.row.title)}"), says), [])
        while made and made[0] in claimed:
            del made[0]
        if made:
            return made[0]
        for one in of_length if self._on_day[day] <= _MOST_OF_A_DAY else ():
            if (id := str(one["id"])) not in claimed and _are_alike_in(day.year, row.row.title, str(one["title"])):
                return id
        return ""

    def _look_alike(self, row: _Asked) -> str:
        """An activity of the same name a few days away, the nearest; looked for once for each name and day."""
        if (day := row.day) is None:
            return ""
        wanted = day, row.title
        if wanted not in self._near:
            around = (day + timedelta(days=way * days) for days in range(1, _NEAR + 1) for way in (-1, 1))
            found = next((found for one in around if (found := self._by_day.get((one, wanted[1])))), None)
            self._near[wanted] = str(found[0]["id"]) if found else ""
        return self._near[wanted]

    def original(self, id: str) -> Mapping[str, Any]:
        """The activity of an id as it stands in the file."""
        return self._originals[id]

    def table(self, id: str) -> Table:
        """The activity of an id as it is compared: with the sum of its sessions for its hours."""
        return self._by_id[id]


class _Unspoken:
    """The activities that no row speaks of. Where other rows show that the sheet was imported before, a new row beside
    one of them may be that one with its name, day or length put right."""

    def __init__(self, tables: Iterable[Table], claimed: set[str], known_days: Sequence[date]) -> None:
        self._is_again = bool(known_days)
        first, last = (min(known_days), max(known_days)) if known_days else (date.max, date.min)
        self._unlike: set[tuple[date, str]] = set()
        """Day and name of rows that none of them is like by its name."""
        self._on_day: dict[date, list[Table]] = {}
        self._named: dict[tuple[str, int | None], list[Table]] = {}
        for one in tables:
            day = one.get("date")
            if str(one["id"]) in claimed or type(day) is not date:
                continue
            self._on_day.setdefault(day, []).append(one)
            if first <= day <= last:
                self._named.setdefault((fold(str(one.get("title"))), amount_in(one)), []).append(one)

    def like(self, row: _Asked) -> str:
        """The id of the one that a new row may be, each once; "" where there is none."""
        if row.day is None:
            return ""
        held = self._on_day.get(row.day, [])
        if len(held) > _MOST_OF_A_DAY:
            held = []
        year, title = row.day.year, row.row.title
        found = None
        if (row.day, row.title) not in self._unlike:
            found = next((one for one in held if _are_alike_in(year, title, str(one.get("title")))), None)
            if found is None:
                self._unlike.add((row.day, row.title))
        if found is None and self._is_again:
            found = next((one for one in held if amount_in(one) == row.sums_to), None)
            found = found or next(iter(self._named.get((row.title, row.sums_to), ())), None)
        if found is None:
            return ""
        self._on_day[found["date"]].remove(found)
        named = self._named.get((fold(str(found.get("title"))), amount_in(found)), [])
        if found in named:
            named.remove(found)
        return str(found["id"])


def _are_alike_in(year: int, one: str, other: str) -> bool:
    """Whether two names are likely those of one event of a year, which one of them may name."""
    return are_alike(one.replace(str(year), " "), other.replace(str(year), " "))


def _key_of(table: Mapping[str, Any], texts: Sequence[str]) -> Hashable:
    """What must be the same in a row and in the activity that it says nothing new of."""
    words = (" ".join(str(table.get(key)).casefold().split()) for key in texts)
    return (table.get("date"), fold(str(table.get("title"))), amount_in(table), *words)


def _says_no_more(table: Mapping[str, Any], above: Mapping[str, Any]) -> bool:
    """Whether a row says nothing that one above it does not say too."""
    has_own_id = "id" in table and table["id"] != above.get("id")
    return not has_own_id and not _otherwise(table, above)


def _given(row: RowReading) -> Table:
    """What the row itself says: what was only proposed is no reason for a change. Sessions say their sum."""
    given = {key: value for key, value in row.table.items() if key not in row.proposed and key != "session"}
    sessions = row.table.get("session")
    return {**given, **amount(sum(amount_in(one) or 0 for one in sessions))} if sessions else given


def _as_read(table: Mapping[str, Any]) -> Table:
    sessions = table.get("session")
    if not isinstance(sessions, list) or not sessions:
        return dict(table)
    total = sum(amount_in(one) or 0 for one in sessions if isinstance(one, Mapping))
    rest = {key: value for key, value in table.items() if key not in LENGTH}
    try:
        return {**rest, **amount(total)}
    except ValueError:
        return dict(table)


def _otherwise(given: Mapping[str, Any], table: Mapping[str, Any]) -> Table:
    """The keys that `given` says otherwise than `table`, with the values that it would then have."""
    found: Table = {}
    for key, value in given.items():
        if key == "id":
            continue
        if key in LENGTH:
            found |= _other_length(given, table)
            continue
        has = table.get(key)
        if key == "status" and has is None:
            has = "completed"
        if key in ("strands", "split") and has is None and ("split" in table or "session" in table):
            continue
        if key == "split":
            found |= _other_split(given, table)
        elif key in _JOINED and isinstance(has, list):
            fresh = [one for one in value if one not in has]
            if fresh:
                found[key] = [*has, *fresh]
        elif not _means_same(key, value, has):
            found[key] = value
    return found


def _other_length(given: Mapping[str, Any], table: Mapping[str, Any]) -> Table:
    """The length that `given` says otherwise than `table`, under the key that the record uses where that can say it."""
    says = amount_in(given)
    if says is None or says == amount_in(table):
        return {}
    fresh = amount(says, in_minutes="minutes" in table)
    return {**{key: REMOVED for key in LENGTH if key in table and key not in fresh}, **fresh}


def _other_split(given: Mapping[str, Any], table: Mapping[str, Any]) -> Table:
    """The division that `given` says otherwise than `table`, in the unit that the record uses where that can say it."""
    says, hours = shares_of(given), amount_in(given)
    if says == shares_of(table) or says is None or hours is None:
        return {}
    shares = {strand: part for strand, part in says.items() if part is not None}
    fresh = length_and_split(hours, shares, in_minutes="minutes" in table)
    kept = {key: value for key, value in fresh.items() if key == "split" or table.get(key) != value}
    return {**{key: REMOVED for key in LENGTH if key in table and key not in fresh}, **kept}


def _means_same(key: str, value: object, has: object) -> bool:
    if key == "title" and isinstance(has, str):
        return fold(str(value)) == fold(has)
    if isinstance(value, str) and isinstance(has, str):
        return same_words(value) == same_words(has)
    if key == "strands" and isinstance(value, list) and isinstance(has, list):
        return sorted(map(str, value)) == sorted(map(str, has))
    return same(value, has)
