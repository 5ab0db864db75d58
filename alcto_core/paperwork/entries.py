"""The entries as rows of a sheet: headings that our own import knows, and what each entry counted for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple, TypeVar

from alcto_core.entry.strands import read_strands
from alcto_core.evaluation.standing import Credit
from alcto_core.hours import HOUR, Hours, in_hundredths, number, whole_minutes
from alcto_core.importing.division import divided
from alcto_core.importing.own_columns import NOTHING, WHO_GRANTED, credential_words, source_meant, units, units_said
from alcto_core.paperwork.asked import Asked
from alcto_core.records.types import Activity, Session
from alcto_core.rules.declared import known_to
from alcto_core.rules.own_strands import naming
from alcto_core.telling.log import credits_of, short_names
from alcto_core.telling.names import credential_names, kinds_named
from alcto_core.text import same_words

T = TypeVar("T")
Cell = str | float | date | None
"""Text, a number, a day, or nothing."""


class EntryColumn(NamedTuple):
    """A column of the sheet."""

    heading: str
    width: int
    """In letters, for a sheet that has widths."""
    wraps: bool = False


OFFERING = EntryColumn("Offering id", 22)
SOURCE = EntryColumn("Source", 12)
"""The columns whose headings and cells differ where people read the sheet."""
DIVISION = EntryColumn("Division among strands", 24, wraps=True)
IN_UNITS = EntryColumn("In units", 16, wraps=True)
ONLY_FOR = EntryColumn("Only for", 16, wraps=True)
COLUMNS = (
    EntryColumn("Activity name", 36, wraps=True),
    EntryColumn("Location", 22, wraps=True),
    EntryColumn("Date", 11),
    EntryColumn("Hours", 8),
    EntryColumn("Session", 28, wraps=True),
    EntryColumn("Kind of time", 12),
    EntryColumn("Strands", 24, wraps=True),
    DIVISION,
    OFFERING,
    EntryColumn("Course", 18, wraps=True),
    SOURCE,
    EntryColumn("Category", 18, wraps=True),
    EntryColumn("Format", 10),
    IN_UNITS,
    ONLY_FOR,
    EntryColumn("Status", 10),
    EntryColumn("Posted", 11),
    EntryColumn("Justification", 44, wraps=True),
    EntryColumn("Description", 44, wraps=True),
    EntryColumn("Evidence", 24, wraps=True),
    EntryColumn("Note", 24, wraps=True),
    EntryColumn("Id", 26),
)


class _Words:
    """Names of what the file names by an id, for a sheet that people read: each only where our own import takes it
    for the same id again."""

    def __init__(self, asked: Asked) -> None:
        self._library = asked.overview.library
        self._named = naming(asked.records, self._library)
        self._who_granted = _source_heading(asked)
        programs = [one.program for one in asked.records.credentials]
        self._category_named = known_to("category", self._library.rule_sets, programs).named
        self._known_units = known_to("unit", self._library.rule_sets, programs)
        self._units = {one.id: one for rules in self._library.rule_sets.values() for one in rules.unit}
        known = credential_words(asked.records, self._library)
        self._credentials = {
            id: name
            for id, name in credential_names(asked.records, self._library).items()
            if known.get(same_words(name)) == id
        }

    def strand(self, id: str) -> str:
        known = self._library.strands.get(id)
        if known is None or read_strands(known.label, self._named).all != (id,):
            return id
        return known.label if divided(f"{known.label} 1", self._named) == {id: HOUR} else id

    def offering(self, id: str) -> str:
        newest = self._library.newest(id)
        return newest[1].title if newest is not None and self._library.titled(newest[1].title) == id else id

    def source(self, id: str) -> str:
        name = self._library.source_named(id)
        return name if source_meant(name, self._who_granted, self._library) == id else id

    def category(self, id: str) -> str:
        label = kinds_named("category", (id,), self._library)
        return label if self._category_named(label) == id else id

    def credential(self, id: str) -> str:
        return self._credentials.get(id, id)

    def unit(self, id: str, amount: Decimal) -> str:
        known = self._units.get(id)
        name = id if known is None else known.label if amount == 1 else known.plural or known.label
        cell = "; ".join(units_said({name: amount}))
        return name if units(cell, self._known_units) == {id: amount} else id

    def word(self, key: str) -> str:
        """A word of the file such as `exhibit-hall`; the import takes it without its hyphens too."""
        return key.replace("-", " ")


class _Ids:
    """The ids themselves, for a sheet that programs read."""

    strand = offering = source = category = credential = word = staticmethod(str)

    def unit(self, id: str, _amount: Decimal) -> str:
        return id


def columns(asked: Asked, *, is_read: bool = False) -> tuple[EntryColumn, ...]:
    """The columns, those of what counted for each credential last; with `is_read` those of a sheet that people read,
    where things stand by their names."""
    read = {
        OFFERING: OFFERING._replace(heading="Offering", wraps=True),
        SOURCE: SOURCE._replace(heading=_source_heading(asked), width=15, wraps=True),
    }
    headed = (read.get(column, column) if is_read else column for column in COLUMNS)
    counted = (EntryColumn(f"Counted: {name}", 11) for name in short_names(asked.standings))
    return (*_kept(tuple(headed), asked), *counted)


def _source_heading(asked: Asked) -> str:
    """Our own where all that the other one takes for an id again, and the rest, come back below it."""
    library = asked.overview.library
    sources = {one.source for one in asked.activities if one.source}
    comes_back = {
        heading: {one for one in sources if source_meant(library.source_named(one), heading, library) == one}
        for heading in (SOURCE.heading, WHO_GRANTED)
    }
    is_needed = comes_back[WHO_GRANTED] > comes_back[SOURCE.heading]
    return WHO_GRANTED if is_needed and comes_back[WHO_GRANTED] == sources else SOURCE.heading


def rows(asked: Asked, *, is_read: bool = False) -> Iterator[tuple[Cell, ...]]:
    """A row for each entry, or for each session of an entry that has some; what counted stands in its first."""
    credits = credits_of(asked.standings, asked.others)
    words = _Words(asked) if is_read else _Ids()
    for activity in asked.activities:
        figures = tuple(_counted(known.get(activity.id)) for known in credits)
        for session in activity.sessions or (None,):
            yield (*_kept(_row(activity, session, words), asked), *figures)
            figures = (None,) * len(credits)


def _kept(cells: Sequence[T], asked: Asked) -> Iterator[T]:
    """The cells of a row, without those that few entries have where none has them."""
    held = asked.activities
    rare = {
        DIVISION: any(one.split for one in held),
        IN_UNITS: any(one.units for one in held),
        ONLY_FOR: any(one.counts_for is not None for one in held),
    }
    return (cell for column, cell in zip(COLUMNS, cells, strict=True) if rare.get(column, True))


def _row(activity: Activity, session: Session | None, words: _Words | _Ids) -> tuple[Cell, ...]:
    hours = activity.hours if session is None else session.hours
    strands = activity.strands if session is None or session.strands is None else session.strands
    return (
        activity.title,
        activity.location,
        activity.date,
        _length(hours) if hours else None,
        session.title if session else "",
        words.word(session.kind) if session else "",
        _listed([words.strand(strand) for strand in strands]),
        _listed([f"{words.strand(strand)} {_said(hours)}" for strand, hours in activity.split.items()]),
        words.offering(activity.offering) if activity.offering else "",
        activity.course or "",
        words.source(activity.source) if activity.source else "",
        _listed([words.category(one) for one in activity.category]),
        words.word(activity.format) if activity.format else "",
        _listed(units_said({words.unit(id, amount): amount for id, amount in activity.units.items()})),
        _only_for(activity, words),
        activity.status,
        activity.posted,
        activity.justification,
        activity.description,
        _listed(activity.evidence),
        activity.note,
        activity.id,
    )


def _only_for(activity: Activity, words: _Words | _Ids) -> str:
    if activity.counts_for is None:
        return ""
    return _listed([words.credential(one) for one in activity.counts_for]) or NOTHING


def _length(hours: Hours) -> Cell:
    """Hours as a number where two decimals say them, else in minutes: "40 min"."""
    return number(hours) if in_hundredths(hours) is not None else f"{whole_minutes(hours)} min"


def _said(hours: Hours) -> str:
    length = _length(hours)
    return f"{length:g}" if isinstance(length, float) else str(length)


def _listed(words: Sequence[str]) -> str:
    return "; ".join(words)


def _counted(credit: Credit | None) -> Cell:
    """What of it counts; nothing where no period holds it, "?" where nobody can tell."""
    if credit is None:
        return None
    return "?" if credit.unknown else round(number(credit.counted), 2)
