"""One row of the sheet as the plain values of an activity, with what is wrong in each cell.

What every activity needs and cannot be read is a fault: the row stays out. Anything else that cannot be read is
a remark: the row comes in without it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import get_args

from alcto_core.entry.days import DayOrder, Read, read_day
from alcto_core.entry.strands import StrandCell, read_strands
from alcto_core.importing import headings
from alcto_core.importing.cells import NO_VALUE, SheetRow
from alcto_core.importing.division import adds_up, divided, length_and_split
from alcto_core.importing.durations import Duration, Lengths
from alcto_core.importing.evidence import is_tick
from alcto_core.importing.flaws import Flaw, cut, shortened
from alcto_core.importing.ground import Ground
from alcto_core.importing.layout import SheetLayout
from alcto_core.importing.lengths import strand_of
from alcto_core.importing.own_columns import credential_words, only_for, source_meant, units
from alcto_core.importing.reading import Reading, RowReading
from alcto_core.importing.statuses import judged
from alcto_core.importing.vocabulary import FORMATS
from alcto_core.nouns import counted_hours
from alcto_core.records.references import is_inside
from alcto_core.records.tables import amount, amount_in
from alcto_core.records.types import SessionKind
from alcto_core.text import nearest

_TEXTS = ("course", "source", "justification", "description", "note")
_LIST = re.compile(r"[;\n]")
_MOST_NEAREST = 500
"""Different cells of subject areas for which the nearest names are looked up."""
_ZONED = re.compile(r"(?:z|utc|gmt|[+-]\d\d:?\d\d)$", re.I)
_CALLED_OFF = re.compile(r"\b(?:cancel+ed|postponed|no[- ]show|did not attend|withdrawn|rescheduled)\b", re.I)
_LONG_AGO = timedelta(days=40 * 365)


@lru_cache(maxsize=1 << 12)
def _may_be_called_off(title: str) -> bool:
    return _CALLED_OFF.search(title) is not None


class RowReader:
    """Reads rows, with the catalogues and frameworks at hand."""

    def __init__(self, layout: SheetLayout, order: DayOrder, ground: Ground) -> None:
        library = ground.library
        self.lengths = Lengths(layout)
        self._categories = ground.categories
        self._layout = layout
        self._texts = [key for key in _TEXTS if layout.column(key) is not None]
        self._order = order
        self._today = ground.on
        self._strand_named = ground.strand_named
        self._holds = ground.holds
        self._days: dict[str, Read] = {}
        self._strand_cells: dict[str, tuple[StrandCell, tuple[str, ...]]] = {}
        self._strand_words = {
            word: strand.id
            for strand in library.strands.values()
            if strand.id in ground.strands
            for word in (strand.label, strand.short, strand.id, strand.id.rpartition("/")[2], *strand.aliases)
        }
        self._library = library
        source = layout.column("source")
        self._who_granted = source.heading if source is not None else ""
        self._has_units = layout.column("units") is not None
        self._credentials = credential_words(ground.records, library)
        self._units_known = ground.units
        self._titled = library.titled
        further = (
            (("strands", "area"), self._strands),
            (("division",), self._division),
            (("posted",), self._posted),
            (("evidence",), self._evidence),
            (("counts_for",), self._counts_for),
        )
        self._further = [take for keys, take in further if any(key in layout.places for key in keys)]
        """What takes the keys that a column holds."""
        self._offering_ids = frozenset(library.listings)

    def read(self, row: SheetRow, duration: Duration | None = None) -> RowReading:
        """Read one row, whose length may be known already. Never raises."""
        reading = Reading(row, self._layout)
        self._title(reading)
        self._day(reading)
        if self._has_units:
            self._units(reading)
        self._hours(reading, duration or self.lengths.of(row))
        if NO_VALUE in row.cells and any(row.cell(one.index) == NO_VALUE for one in self._layout.columns if one.key):
            text = "a formula here has no saved value; open and save the workbook in a spreadsheet program"
            reading.faults = [Flaw(column="", text=text)]
        for key in self._texts:
            if cell := reading.cell(key):
                reading.table[key] = source_meant(cell, self._who_granted, self._library) if key == "source" else cell
        if cell := reading.cell("session"):
            reading.table["session"] = [{"title": " ".join(cell.split()), **_kind(reading)}]
        if (cell := reading.cell("id")) and not cell.isdecimal():
            reading.table["id"] = cell
        if cell := reading.cell("category"):
            reading.table["category"] = self._category(reading, _parts(cell))
        self._choices(reading)
        for take in self._further:
            take(reading)
        self._offering(reading)
        return RowReading(
            number=row.number,
            table=reading.table,
            proposed=frozenset(reading.proposed),
            faults=tuple(reading.faults),
            remarks=tuple(reading.remarks),
            first=reading.first,
        )

    def _category(self, reading: Reading, words: Sequence[str]) -> list[str]:
        """The ids of the kinds of activity that a cell names; an unknown one stays as it is written, with a remark."""
        known = self._categories
        if known is None:
            return list(words)
        ids = list(dict.fromkeys(map(known.named, words)))
        for id in ids:
            if text := known.remark(id):
                reading.remark("category", text)
        return ids

    def _title(self, reading: Reading) -> None:
        title, place = reading.cell("title"), reading.cell("location")
        if not title and (both := reading.cell("title/location")):
            title, place = _parted(both)
        if title:
            reading.table["title"] = " ".join(title.split())
            if _may_be_called_off(title):
                reading.remark("title", f"“{cut(title)}” reads as if it was called off; see that it was done")
        else:
            reading.fault(("title", "title/location"), "there is no name of the activity here; write one")
        if place:
            reading.table["location"] = " ".join(place.split())

    def _day(self, reading: Reading) -> None:
        column = self._layout.column("date")
        key = "date" if reading.cell("date") or (column is not None and column.is_completion) else "start"
        if not (cell := reading.cell(key)):
            text = "there is no day of completion here; write it, or leave the row out of the sheet"
            if column is None or not column.is_completion:
                text = "there is no day here; write it like 2026-03-14"
            reading.fault(("date", "start"), text)
            return
        if (found := self._read_day(reading, key, cell)) is None:
            return
        first = found.first
        if key == "date" and not found.is_range and (start := reading.cell("start")):
            first = self._start(start, found.day)
        if first > found.day:
            text = f"it begins on {first.isoformat()}, after it ends on {found.day.isoformat()}; put the days right"
            reading.fault((key,), text)
            return
        reading.table["date"] = found.day
        if first != found.day:
            reading.first = first
        if found.is_range and found.starts != found.day:
            reading.remark(key, f"“{cut(cell)}” is a span of days; {found.day.isoformat()}, the last, was taken")
        if found.day < self._today - _LONG_AGO:
            reading.remark(key, f"{found.day.isoformat()} is very long ago; see that the year is right")
        if found.day > self._today and self._may_be_planned(reading):
            reading.table["status"] = "planned"
            reading.proposed.add("status")
            reading.remark(key, f"{found.day.isoformat()} is still to come, so it comes in as planned")

    def _read_day(self, reading: Reading, key: str, cell: str) -> Read | None:
        column = self._layout.column(key)
        is_utc = column is not None and "utc" in headings.folded(column.heading).split() and ":" in cell
        is_utc = is_utc and not _ZONED.search(cell)
        try:
            found = self._day_in(f"{cell} UTC" if is_utc else cell)
        except ValueError as wrong:
            reading.fault((key,), shortened(str(wrong), cell))
            return None
        if found.remark:
            reading.remark(key, found.remark)
        return found

    def _day_in(self, cell: str) -> Read:
        """The day of a cell, read once however many rows have it. Raises as `read_day` does."""
        if cell not in self._days:
            self._days[cell] = read_day(cell, self._order, self._today)
        return self._days[cell]

    def _start(self, cell: str, last: date) -> date:
        """The first day of a column of its own; the last one where it cannot be read, as it is only looked at."""
        try:
            return self._day_in(cell).first
        except ValueError:
            return last

    def _may_be_planned(self, reading: Reading) -> bool:
        """Whether no column says that it was completed; an approval may come before the day."""
        cells = [reading.row.cell(one.index) for one in self._layout.all_of("status") if one.sense != "not done"]
        return all(headings.folded(cell) in ("approved", "accepted", "confirmed", "approval") for cell in cells if cell)

    def _hours(self, reading: Reading, found: Duration) -> None:
        for key, text in found.remarks:
            reading.remark(key, text)
        if found.fault and "units" in reading.table and not (reading.cell("hours") or reading.cell("minutes")):
            return
        if found.fault:
            keys, text = found.fault
            reading.fault(keys, text)
        elif found.hours:
            reading.table |= amount(found.hours)
        self._split(reading, found)

    def _split(self, reading: Reading, found: Duration) -> None:
        """The subject areas with hours of their own: the split, where it adds up to the hours."""
        if not found.shares or not found.hours:
            return
        shares = {strand_of(column.heading, self._strand_named) or column.name: part for column, part in found.shares}
        reading.table["strands"] = list(shares)
        if len(shares) > 1 and sum(shares.values()) == found.hours:
            self._take_split(reading, found.hours, shares)

    @staticmethod
    def _take_split(reading: Reading, hours: int, shares: Mapping[str, int]) -> None:
        reading.table |= (taken := length_and_split(hours, shares))
        if "minutes" in taken:
            reading.table.pop("hours", None)

    def _division(self, reading: Reading) -> None:
        """The hours of each subject area in one cell, where they add up to the hours of the row."""
        hours = amount_in(reading.table)
        if not (cell := reading.cell("division")) or hours is None or {"split", "session"} & reading.table.keys():
            return
        shares = divided(cell, self._strand_named)
        if not shares:
            reading.remark("division", f"“{cut(cell)}” is no division such as IT 1.5; Data 0.5, so it was left out")
        elif not adds_up(shares, hours):
            reading.remark("division", f"“{cut(cell)}” does not add up to {counted_hours(hours)}, so it was left out")
        else:
            self._take_split(reading, hours, shares)
            reading.table.setdefault("strands", list(shares))

    def _choices(self, reading: Reading) -> None:
        if cell := reading.cell("format"):
            if (word := FORMATS.get(headings.folded(cell))) is not None:
                reading.table["format"] = word
            else:
                known = ", ".join(dict.fromkeys(FORMATS.values()))
                reading.remark("format", f"“{cut(cell)}” is none of {known}, so it was left out")
        self._status(reading)

    def _status(self, reading: Reading) -> None:
        """Whether it counts, by every column that says so. Rows that were not done never come here."""
        for column in self._layout.all_of("status"):
            if not (cell := reading.row.cell(column.index)):
                if column.asks_when_empty and reading.table.get("status") != "planned":  # a day to come is not done yet
                    text = "is empty here, and other rows say whether they were done; write yes or no"
                    reading.faults.append(Flaw(column=column.name, text=text))
                continue
            found = judged(cell, column.sense)
            if found == "silent":
                continue
            if found is None:
                text = f"“{cut(cell)}” does not say whether it was completed; write completed, planned or cancelled"
                reading.faults.append(Flaw(column=column.name, text=text))
            elif found == "planned" or "status" not in reading.table:
                reading.table["status"] = "planned" if found == "planned" else "completed"
                reading.proposed.discard("status")

    def _strands(self, reading: Reading) -> None:
        if "split" in reading.table:
            return
        ticked = [
            strand
            for column in self._layout.all_of("area")
            if is_tick(reading.row.cell(column.index)) and (strand := strand_of(column.heading, self._strand_named))
        ]
        if ticked:
            reading.table["strands"] = ticked
        if not (cell := reading.cell("strands")) or self._divided_among(reading, cell):
            return
        if cell not in self._strand_cells:
            found = read_strands(cell, self._strand_named)
            self._strand_cells[cell] = found, tuple(map(self._unknown, found.unknown))
        found, told = self._strand_cells[cell]
        if found.all:
            reading.table["strands"] = list(found.all)
        for one in told:
            reading.remark("strands", one)

    def _divided_among(self, reading: Reading, cell: str) -> bool:
        """Whether a cell of subject areas gives each its hours, such as “IT 2; Data 1”: then they are the split, where
        they add up."""
        if not any(map(str.isdigit, cell)) or read_strands(cell, self._strand_named).ids:
            return False
        shares = divided(cell, self._strand_named)
        if not shares or any(self._strand_named(one) is None for one in shares):
            return False
        hours = amount_in(reading.table)
        reading.table["strands"] = list(shares)
        if hours is None or "session" in reading.table or shares == {next(iter(shares)): hours}:
            return True
        if adds_up(shares, hours):
            self._take_split(reading, hours, shares)
        else:
            said = f"“{cut(cell)}” does not add up to {counted_hours(hours)}"
            reading.remark("strands", f"{said}, so the areas came in without their hours")
        return True

    def _unknown(self, word: str) -> str:
        near = nearest(word, self._strand_words) if len(self._strand_cells) < _MOST_NEAREST else None
        hint = f"; did you mean {self._strand_words[near]}?" if near else ""
        return f"no framework has the strand “{cut(word)}”, so it is kept as it stands and counts for none{hint}"

    def _units(self, reading: Reading) -> None:
        """Amounts in units, which may stand in the place of hours."""
        if cell := reading.cell("units"):
            if (found := units(cell, self._units_known)) is None:
                reading.remark("units", f"“{cut(cell)}” is no amount such as 2 CEU, so it was left out")
            else:
                reading.table["units"] = found

    def _counts_for(self, reading: Reading) -> None:
        if cell := reading.cell("counts_for"):
            reading.table["counts_for"], unknown = only_for(cell, self._credentials)
            for word in unknown:
                reading.remark("counts_for", f"you hold no credential “{cut(word)}”; it is kept as it stands")

    def _posted(self, reading: Reading) -> None:
        if cell := reading.cell("posted"):
            try:
                reading.table["posted"] = read_day(cell, self._order, self._today).day
            except ValueError:
                reading.remark("posted", f"“{cut(cell)}” is no day, so it was left out")

    def _evidence(self, reading: Reading) -> None:
        kept: list[str] = []
        for part in _parts(reading.cell("evidence")):
            path = part.replace("\\", "/")
            if not is_inside(path) or "://" in path or not path.isprintable():
                reading.remark(
                    "evidence",
                    f"“{cut(part)}” is no file inside the records folder, so it was left out; copy the file into "
                    "evidence/ and name it with `alcto edit ID --evidence evidence/FILE`",
                )
                continue
            in_place = path if "/" in path or self._holds(path) else f"evidence/{path}"
            if not self._holds(in_place):
                reading.remark("evidence", f"the file “{cut(part)}” is not there yet; put it at {in_place}")
            kept.append(in_place)
        if kept:
            reading.table["evidence"] = list(dict.fromkeys(kept))

    def _offering(self, reading: Reading) -> None:
        """An entry of a catalogue by its id or by the very words of its title, and never by likeness."""
        cell = reading.cell("offering")
        id = cell if cell in self._offering_ids else self._titled(cell) if cell else None
        if cell and id is None:
            reading.remark(
                "offering", f"no catalogue has “{cut(cell)}”, so it was left out; `alcto catalogue` lists them"
            )
        if id is None and (id := self._titled(str(reading.table.get("title", "")))):
            reading.proposed.add("offering")
        if id is not None:
            reading.table["offering"] = id


def _parted(text: str) -> tuple[str, str]:
    """Name and place of a cell that holds both, where exactly one line break or slash divides them."""
    for sign in ("\n", " / ", "/"):
        if text.count(sign) == 1:
            name, place = (part.strip() for part in text.split(sign))
            return (name, place) if name and place else (name or place, "")
    return text, ""


def _kind(reading: Reading) -> Mapping[str, str]:
    """The kind of time of a session, where it is none of the usual; a word for none of them is a fault."""
    kind = headings.folded(reading.cell("kind")).replace(" ", "-")
    if kind in ("", "session"):
        return {}
    if kind not in get_args(SessionKind):
        reading.fault(("kind",), f"“{cut(kind)}” is no kind of time; write {', '.join(get_args(SessionKind))}")
    return {"kind": kind}


def _parts(cell: str) -> list[str]:
    return [word for part in _LIST.split(cell) if (word := part.strip())]
