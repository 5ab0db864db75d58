"""One row of the sheet as the plain values of an activity, with what is wrong in each cell.

What every activity needs and cannot be read is a fault: the row stays out. Anything else that cannot be read is
a remark: the row comes in without it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, timedelta

import msgspec

from alcto_core.entry.amounts import read_hours
from alcto_core.entry.days import DayOrder, read_day
from alcto_core.entry.strands import StrandCell, StrandNamed, read_strands
from alcto_core.hours import HOUR, show
from alcto_core.importing import headings
from alcto_core.importing.cells import Row
from alcto_core.importing.columns import Column, Layout
from alcto_core.nouns import counted_hours
from alcto_core.records.references import is_inside
from alcto_core.records.tables import amount
from alcto_core.rules.declared import Known
from alcto_core.rules.library import Library
from alcto_core.text import nearest
from alcto_core.toml.writing import Table

_TEXTS = ("course", "source", "justification", "description", "note")
_LIST = re.compile(r"[;\n]")
_MOST_NEAREST = 500
"""Different cells of subject areas for which the nearest names are looked up."""
_QUOTED = 60
_HOURS_OF_A_DAY = 24 * HOUR
_LIKE_A_CLOCK = re.compile(r"(\d{1,3})[.,](15|30|45)", re.ASCII)
"""Hours such as 1.30, which some write for an hour and a half."""
_LONG_AGO = timedelta(days=40 * 365)


class Flaw(msgspec.Struct, frozen=True, kw_only=True):
    """What is wrong in one cell. Texts hold words of the sheet."""

    column: str
    """The heading of its column; empty where the row as a whole is meant."""
    text: str
    """What is wrong, and what to write."""


class RowReading(msgspec.Struct, frozen=True, kw_only=True):
    """One row as it was read."""

    number: int
    table: Table
    """The keys of an activity that the row gives, `id` only where it names one; plain TOML values."""
    proposed: frozenset[str] = frozenset()
    """Keys of the table that stand in no cell: an offering of the same title, `planned` for a day to come."""
    faults: tuple[Flaw, ...] = ()
    """Why it cannot come in."""
    remarks: tuple[Flaw, ...] = ()
    """What came in otherwise than it stands there, or not at all."""

    @property
    def title(self) -> str:
        return str(self.table.get("title", ""))

    @property
    def day(self) -> date | None:
        day = self.table.get("date")
        return day if isinstance(day, date) else None


class RowReader:
    """Reads rows, with the catalogues and frameworks at hand."""

    def __init__(
        self,
        layout: Layout,
        order: DayOrder,
        today: date,
        library: Library,
        strand_named: StrandNamed,
        strands: Collection[str],
        holds: Callable[[str], bool],
        categories: Known | None = None,
    ) -> None:
        self._categories = categories
        self._layout = layout
        self._order = order
        self._today = today
        self._strand_named = strand_named
        self._holds = holds
        self._strand_cells: dict[str, tuple[StrandCell, tuple[str, ...]]] = {}
        self._strand_words = {
            word: strand.id
            for strand in library.strands.values()
            if strand.id in strands
            for word in (strand.label, strand.short, strand.id, strand.id.rpartition("/")[2], *strand.aliases)
        }
        self._sources = {catalogue.source.casefold(): catalogue.source for catalogue in library.catalogues}
        self._offerings = _by_title(library)
        self._offering_ids = frozenset(library.listings)

    def read(self, row: Row) -> RowReading:
        """Read one row. Never raises."""
        reading = _Reading(row, self._layout)
        self._title(reading)
        self._day(reading)
        self._hours(reading)
        for key in _TEXTS:
            if cell := reading.cell(key):
                reading.table[key] = self._sources.get(cell.casefold(), cell) if key == "source" else cell
        if (cell := reading.cell("id")) and not cell.isdecimal():
            reading.table["id"] = cell
        if cell := reading.cell("category"):
            reading.table["category"] = self._category(reading, _parts(cell))
        self._choices(reading)
        self._strands(reading)
        self._posted(reading)
        self._evidence(reading)
        self._offering(reading)
        return RowReading(
            number=row.number,
            table=reading.table,
            proposed=frozenset(reading.proposed),
            faults=tuple(reading.faults),
            remarks=tuple(reading.remarks),
        )

    def _category(self, reading: _Reading, words: Sequence[str]) -> list[str]:
        """The ids of the kinds of activity that a cell names; an unknown one stays as it is written, with a remark."""
        known = self._categories
        if known is None:
            return list(words)
        ids = list(dict.fromkeys(map(known.named, words)))
        for id in ids:
            if text := known.remark(id):
                reading.remark("category", text)
        return ids

    def _title(self, reading: _Reading) -> None:
        title, place = reading.cell("title"), reading.cell("location")
        if not title and (both := reading.cell("title/location")):
            title, place = _parted(both)
        if title:
            reading.table["title"] = " ".join(title.split())
        else:
            reading.fault(("title", "title/location"), "there is no name of the activity here; write one")
        if place:
            reading.table["location"] = " ".join(place.split())

    def _day(self, reading: _Reading) -> None:
        key = "date" if reading.cell("date") else "start"
        if not (cell := reading.cell(key)):
            reading.fault(("date", "start"), "there is no day here; write it like 2026-03-14")
            return
        try:
            found = read_day(cell, self._order, self._today)
        except ValueError as wrong:
            reading.fault((key,), _short(str(wrong), cell))
            return
        reading.table["date"] = found.day
        if found.is_range:
            reading.remark(key, f"“{_cut(cell)}” is a span of days; {found.day.isoformat()}, the last, was taken")
        if found.day < self._today - _LONG_AGO:
            reading.remark(key, f"{found.day.isoformat()} is very long ago; see that the year is right")
        if found.day > self._today and not reading.cell("status"):
            reading.table["status"] = "planned"
            reading.proposed.add("status")
            reading.remark(key, f"{found.day.isoformat()} is still to come, so it comes in as planned")

    def _hours(self, reading: _Reading) -> None:
        for key in ("hours", "minutes"):
            if cell := reading.cell(key):
                try:
                    found = read_hours(cell, are_minutes=key == "minutes")
                except ValueError as wrong:
                    reading.fault((key,), _short(str(wrong), cell))
                else:
                    reading.table |= amount(found.hours)
                    if found.remark:
                        reading.remark(key, found.remark)
                    if (doubt := _hours_doubt(cell, found.hours)) and key == "hours":
                        reading.remark(key, doubt)
                return
        reading.fault(("hours", "minutes"), "there are no hours here; write them like 6.5")

    def _choices(self, reading: _Reading) -> None:
        for key, words in (("format", headings.FORMATS), ("status", headings.STATUSES)):
            if cell := reading.cell(key):
                if (word := words.get(headings.folded(cell))) is not None:
                    reading.table[key] = word
                else:
                    known = ", ".join(dict.fromkeys(words.values()))
                    reading.remark(key, f"“{_cut(cell)}” is none of {known}, so it was left out")

    def _strands(self, reading: _Reading) -> None:
        if not (cell := reading.cell("strands")):
            return
        if cell not in self._strand_cells:
            found = read_strands(cell, self._strand_named)
            self._strand_cells[cell] = found, tuple(map(self._unknown, found.unknown))
        found, told = self._strand_cells[cell]
        if found.all:
            reading.table["strands"] = list(found.all)
        for one in told:
            reading.remark("strands", one)

    def _unknown(self, word: str) -> str:
        near = nearest(word, self._strand_words) if len(self._strand_cells) < _MOST_NEAREST else None
        hint = f"; did you mean {self._strand_words[near]}?" if near else ""
        return f"no framework has the strand “{_cut(word)}”, so it is kept as it stands and counts for none{hint}"

    def _posted(self, reading: _Reading) -> None:
        if cell := reading.cell("posted"):
            try:
                reading.table["posted"] = read_day(cell, self._order, self._today).day
            except ValueError:
                reading.remark("posted", f"“{_cut(cell)}” is no day, so it was left out")

    def _evidence(self, reading: _Reading) -> None:
        kept: list[str] = []
        for part in _parts(reading.cell("evidence")):
            path = part.replace("\\", "/")
            if not is_inside(path) or "://" in path or not path.isprintable():
                reading.remark(
                    "evidence",
                    f"“{_cut(part)}” is no file inside the records folder, so it was left out; copy the file into "
                    "evidence/ and name it with `alcto edit ID --evidence evidence/FILE`",
                )
                continue
            in_place = path if "/" in path or self._holds(path) else f"evidence/{path}"
            if not self._holds(in_place):
                reading.remark("evidence", f"the file “{_cut(part)}” is not there yet; put it at {in_place}")
            kept.append(in_place)
        if kept:
            reading.table["evidence"] = list(dict.fromkeys(kept))

    def _offering(self, reading: _Reading) -> None:
        """An entry of a catalogue by its id or by the very words of its title, and never by likeness."""
        cell = reading.cell("offering")
        id = cell if cell in self._offering_ids else self._offerings.get(_same_words(cell)) if cell else None
        if cell and id is None:
            reading.remark(
                "offering", f"no catalogue has “{_cut(cell)}”, so it was left out; `alcto catalogue` lists them"
            )
        if id is None and (id := self._offerings.get(_same_words(str(reading.table.get("title", ""))))):
            reading.proposed.add("offering")
        if id is not None:
            reading.table["offering"] = id


class _Reading:
    """One row on its way to an activity."""

    def __init__(self, row: Row, layout: Layout) -> None:
        self._row = row
        self._columns: dict[str, Column] = {one.key: one for one in layout.columns if one.key}
        self.table: Table = {}
        self.proposed: set[str] = set()
        self.faults: list[Flaw] = []
        self.remarks: list[Flaw] = []

    def cell(self, key: str) -> str:
        column = self._columns.get(key)
        return self._row.cell(column.index) if column is not None else ""

    def fault(self, keys: tuple[str, ...], text: str) -> None:
        self.faults.append(Flaw(column=self._name(keys), text=text))

    def remark(self, key: str, text: str) -> None:
        self.remarks.append(Flaw(column=self._name((key,)), text=text))

    def _name(self, keys: tuple[str, ...]) -> str:
        return next((self._columns[key].name for key in keys if key in self._columns), "")


def _hours_doubt(cell: str, hours: int) -> str:
    """What may be meant otherwise in a cell with hours; "" where nothing is."""
    if hours > _HOURS_OF_A_DAY:
        return f"{show(hours)} hours are more than a day has; see that this is meant"
    if clock := _LIKE_A_CLOCK.fullmatch(cell):
        meant = f"{int(clock[1])}:{clock[2]}"
        return f"“{cell}” was read as {counted_hours(hours)}; where it means hours and minutes, write {meant}"
    return ""


def hours_of(row: Row, layout: Layout) -> int | None:
    """The number in the column of hours, whatever else the row is; None where there is none."""
    for key in ("hours", "minutes"):
        column = layout.column(key)
        if column is not None and (cell := row.cell(column.index)):
            try:
                return read_hours(cell, are_minutes=key == "minutes").hours
            except ValueError:
                return None
    return None


def _by_title(library: Library) -> Mapping[str, str]:
    """Offerings by the words of their titles; a title that two of them have means neither."""
    found: dict[str, set[str]] = {}
    for id, listings in library.listings.items():
        for _, offering in listings:
            found.setdefault(_same_words(offering.title), set()).add(id)
    return {title: next(iter(ids)) for title, ids in found.items() if len(ids) == 1 and title}


def _same_words(text: str) -> str:
    return " ".join(text.casefold().split())


def _parted(text: str) -> tuple[str, str]:
    """Name and place of a cell that holds both, where exactly one line break or slash divides them."""
    for sign in ("\n", " / ", "/"):
        if text.count(sign) == 1:
            name, place = (part.strip() for part in text.split(sign))
            return (name, place) if name and place else (name or place, "")
    return text, ""


def _parts(cell: str) -> list[str]:
    return [word for part in _LIST.split(cell) if (word := part.strip())]


def _cut(text: str) -> str:
    return text if len(text) <= _QUOTED else f"{text[:_QUOTED]}…"


def _short(sentence: str, cell: str) -> str:
    return sentence.replace(cell, _cut(cell)) if len(cell) > _QUOTED else sentence
