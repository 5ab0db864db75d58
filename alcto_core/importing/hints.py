"""What to look at in a plan: rows that may be one, rows that count for nothing, titles near an entry of a catalogue."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from alcto_core.importing.matching import fold
from alcto_core.importing.planned import PlannedRow
from alcto_core.records.tables import amount_in
from alcto_core.rules.library import Library


def twins(rows: Sequence[PlannedRow]) -> Iterator[str]:
    """New rows that stand in the sheet twice: what was really done twice must not be lost without a word."""
    marks = {row.number: row.mark for row in rows}
    for row in rows:
        if row.same_as is not None and marks[row.same_as] == "add":
            yield (
                f"Row {row.number} says the same as row {row.same_as} and comes in once with it; if you did it twice "
                "that day, give one of them another title, such as “… (2)”."
            )


def other_hours(rows: Sequence[PlannedRow]) -> Iterator[str]:
    """New rows of one name and day with other hours: one may be the correction of the other."""
    seen: dict[tuple[Any, str], PlannedRow] = {}
    for row in rows:
        if row.mark == "add":
            other = seen.setdefault((row.table.get("date"), fold(str(row.table.get("title", "")))), row)
            if other is not row and amount_in(other.table) != amount_in(row.table):
                yield (
                    f"Rows {other.number} and {row.number} have one name and one day with other hours, and both come "
                    "in; where one corrects the other, take it out of the sheet."
                )


def strandless(rows: Iterable[PlannedRow], strands: Collection[str]) -> Iterator[str]:
    """How many new activities name no subject area, where the person's programs know any."""
    without = sum(row.mark == "add" and not _names_strands(row.table) for row in rows)
    if without and strands:
        some = (
            "1 new row names no strand, so it counts"
            if without == 1
            else f"{without} new rows name no strand and count"
        )
        yield f"{some} for nothing where a program asks for one."


def _names_strands(table: Mapping[str, Any]) -> bool:
    return bool(table.get("strands")) or any(one.get("strands") for one in table.get("session", ()))


class Near(msgspec.Struct, frozen=True, kw_only=True):
    """A new activity whose title is near an entry of a catalogue; it is that entry only where the person says so."""

    number: int
    """Of its row."""
    title: str
    offerings: tuple[str, ...]
    taken: str = ""
    """The one that the person chose."""

    @property
    def text(self) -> str:
        """What to say of it."""
        if self.taken:
            return f"Row {self.number}, “{self.title}”, is taken as {self.taken}."
        return f"Row {self.number}, “{self.title}”, may be {' or '.join(self.offerings)}."


def near_offerings(rows: Iterable[PlannedRow], library: Library) -> Iterator[Near]:
    """New activities that name no entry of a catalogue, and whose title is near one: alcto never takes it by itself."""
    words = {
        id: (frozenset(fold(offering.title).split()), frozenset(fold(offering.short).split()))
        for id, listings in library.listings.items()
        for _, offering in listings
    }
    having: dict[str, list[str]] = {}
    for id, named in words.items():
        for word in frozenset().union(*named):
            having.setdefault(word, []).append(id)
    seen: set[str] = set()
    for row in rows:
        title = fold(str(row.table.get("title", "")))
        if row.mark != "add" or "offering" in row.table or title in seen:
            continue
        seen.add(title)
        held = frozenset(title.split())
        shared = dict.fromkeys(id for word in held for id in having.get(word, ()))
        near = [id for id in words if id in shared and _is_near(held, *words[id])] if shared else []
        near.sort(key=lambda id: len(held & words[id][0]), reverse=True)  # the likeliest first
        if 0 < len(near) <= 3:
            yield Near(number=row.number, title=str(row.table.get("title", "")), offerings=tuple(near))


def _is_near(held: frozenset[str], full: frozenset[str], short: frozenset[str]) -> bool:
    if short and short <= held:
        return True
    return len(full) > 1 and len(full & held) >= max(2, round(len(full) * 0.6))
