"""The entries as rows of a sheet: headings that our own import knows, and what each entry counted for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple, TypeVar

from alcto_core.evaluation.standing import Credit
from alcto_core.hours import Hours, in_hundredths, number, whole_minutes
from alcto_core.paperwork.asked import Asked
from alcto_core.records.types import Activity, Session
from alcto_core.telling.log import credits_of, short_names

T = TypeVar("T")
Cell = str | float | date | None
"""Text, a number, a day, or nothing."""


class EntryColumn(NamedTuple):
    """A column of the sheet."""

    heading: str
    width: int
    """In letters, for a sheet that has widths."""
    wraps: bool = False


DIVISION = EntryColumn("Division among strands", 24, wraps=True)
"""Only where an entry has one."""
COLUMNS = (
    EntryColumn("Activity name", 36, wraps=True),
    EntryColumn("Location", 22, wraps=True),
    EntryColumn("Date", 11),
    EntryColumn("Hours", 8),
    EntryColumn("Session", 24, wraps=True),
    EntryColumn("Kind of time", 12),
    EntryColumn("Strands", 24, wraps=True),
    DIVISION,
    EntryColumn("Offering id", 22),
    EntryColumn("Course", 18, wraps=True),
    EntryColumn("Source", 12),
    EntryColumn("Category", 18, wraps=True),
    EntryColumn("Format", 10),
    EntryColumn("Status", 10),
    EntryColumn("Posted", 11),
    EntryColumn("Justification", 44, wraps=True),
    EntryColumn("Description", 44, wraps=True),
    EntryColumn("Evidence", 24, wraps=True),
    EntryColumn("Note", 24, wraps=True),
    EntryColumn("Id", 26),
)


def columns(asked: Asked) -> tuple[EntryColumn, ...]:
    """The columns, those of what counted for each credential last."""
    return (*_kept(COLUMNS, asked), *(EntryColumn(f"Counted: {name}", 12) for name in short_names(asked.standings)))


def rows(asked: Asked) -> Iterator[tuple[Cell, ...]]:
    """A row for each entry, or for each session of an entry that has some; what counted stands in its first."""
    credits = credits_of(asked.standings, asked.others)
    for activity in asked.activities:
        figures = tuple(_counted(known.get(activity.id)) for known in credits)
        for session in activity.sessions or (None,):
            yield (*_kept(_row(activity, session), asked), *figures)
            figures = (None,) * len(credits)


def _kept(cells: Sequence[T], asked: Asked) -> Iterator[T]:
    """The cells of a row, without the division where no entry has one."""
    has_division = any(one.split for one in asked.activities)
    return (cell for column, cell in zip(COLUMNS, cells, strict=True) if has_division or column is not DIVISION)


def _row(activity: Activity, session: Session | None) -> tuple[Cell, ...]:
    hours = activity.hours if session is None else session.hours
    strands = activity.strands if session is None or session.strands is None else session.strands
    return (
        activity.title,
        activity.location,
        activity.date,
        _length(hours) if hours else None,
        session.title if session else "",
        session.kind if session else "",
        _listed(strands),
        _listed([f"{strand} {_said(hours)}" for strand, hours in activity.split.items()]),
        activity.offering or "",
        activity.course or "",
        activity.source or "",
        _listed(activity.category),
        activity.format or "",
        activity.status,
        activity.posted,
        activity.justification,
        activity.description,
        _listed(activity.evidence),
        activity.note,
        activity.id,
    )


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
