"""The form for one activity: what a person typed, read as an activity, with a sentence for each field that is wrong.

Nothing typed is ever lost: `EntryText` holds the words as they stand, and goes into a draft and back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, cast

import msgspec

from alcto_core import dates, hours
from alcto_core.entry.answer import Fields, Wrong, joined, listed
from alcto_core.entry.reader import HOURS, Reader, SessionText
from alcto_core.numbers import counted
from alcto_core.records.changing import REMOVED
from alcto_core.records.edits import AddActivity, ChangeActivity
from alcto_core.records.sums import sum_of, uneven
from alcto_core.records.tables import activity_table, amount
from alcto_core.records.types import Activity, Session
from alcto_core.text import same_words
from alcto_core.toml.writing import number_text, same

_PARTED = ("split", "category", "units", "evidence")
"""Fields that hold several parts."""
_WORDS = (
    "title", "location", "date", "hours", "offering", "course", "split", "source", "category", "units", "posted",
    "justification", "description", "evidence", "note",
)  # fmt: skip


class EntryText(msgspec.Struct, frozen=True, kw_only=True):
    """The form as it stands: what is typed is text, what is ticked are ids."""

    title: str = ""
    location: str = ""
    date: str = ""
    hours: str = ""
    format: str = ""
    status: str = "completed"
    strands: tuple[str, ...] = ()
    offering: str = ""
    course: str = ""
    split: str = ""
    source: str = ""
    category: str = ""
    units: str = ""
    posted: str = ""
    justification: str = ""
    description: str = ""
    evidence: str = ""
    counts_for: tuple[str, ...] = ()
    note: str = ""
    sessions: tuple[SessionText, ...] = ()


class EntryReading(msgspec.Struct, frozen=True, kw_only=True):
    """What the form says so far."""

    activity: Activity | None
    """None while something that every activity needs is missing or wrong."""
    problems: Mapping[str, Wrong]
    """What is wrong, by field."""
    remarks: Mapping[str, str]
    """What a field was understood as, by field."""


def text_of(activity: Activity, strand_words: Mapping[str, str] | None = None) -> EntryText:
    """The form that shows an activity. `strand_words` are the words for strands in the written split."""
    words = strand_words or {}
    return EntryText(
        title=activity.title,
        location=activity.location,
        date=activity.date.isoformat(),
        hours=typed(activity.hours, activity.in_minutes) if activity.hours and not activity.sessions else "",
        format=activity.format or "",
        status=activity.status,
        strands=activity.strands,
        offering=activity.offering or "",
        course=activity.course or "",
        split=joined(
            f"{words.get(strand, strand)} {typed(part, activity.in_minutes)}" for strand, part in activity.split.items()
        ),
        source=activity.source or "",
        category=joined(activity.category),
        units=joined(f"{unit} {number_text(Decimal(number))}" for unit, number in activity.units.items()),
        posted=activity.posted.isoformat() if activity.posted else "",
        justification=activity.justification,
        description=activity.description,
        evidence=joined(activity.evidence),
        counts_for=activity.counts_for or (),
        note=activity.note,
        sessions=tuple(session_text(session) for session in activity.sessions),
    )


def typed(amount: int, in_minutes: bool = False) -> str:
    """Hours as a form shows them: "6.5", "1 h 40 min"; minutes where the file says minutes."""
    minutes = hours.whole_minutes(amount) if in_minutes else None
    return hours.length(amount) if minutes is None else f"{minutes} min"


def session_text(session: Session) -> SessionText:
    """A session as the form shows it."""
    return SessionText(
        title=session.title,
        hours=typed(session.hours, session.in_minutes),
        in_minutes=session.in_minutes,
        kind=session.kind,
        strands=session.strands,
    )


def draft_of(text: EntryText) -> dict[str, Any]:
    """The form as JSON knows it."""
    return cast("dict[str, Any]", msgspec.to_builtins(text))


def text_of_draft(fields: Mapping[str, Any]) -> EntryText | None:
    """The form that a draft holds; None where it holds something else."""
    try:
        return msgspec.convert(dict(fields), EntryText)
    except msgspec.ValidationError:
        return None


def read_entry(text: EntryText, reader: Reader, original: Activity | None = None) -> EntryReading:
    """Read the whole form. What it cannot show (`record`, an explicit `counts_for = []`) stays as in `original`; so
    does what was not typed in, whatever it is."""
    typed = {
        key: listed(words) if key in _PARTED else words
        for key in _WORDS
        if (words := getattr(text, key)).strip() and not (key == "hours" and text.sessions)
    }
    found = reader.fields({**typed, "status": text.status, "format": text.format or None})
    shown = text_of(original) if original is not None else None
    for key in typed:
        if shown is not None and getattr(text, key) == getattr(shown, key):
            found.problems.pop(key, None)
            found.values[key] = getattr(original, key)
    if text.sessions:
        found.take("sessions", reader.sessions, text.sessions)
    kept: dict[str, Any] = {
        "id": "",
        "strands": text.strands,
        "format": text.format or None,
        "counts_for": text.counts_for or None,
    }
    if original is not None:
        kept |= {"id": original.id, "in_minutes": original.in_minutes, "records": original.records}
        kept["counts_for"] = text.counts_for or (None if original.counts_for else original.counts_for)
    return msgspec.structs.replace(entry_of(found, kept), remarks=_remarks(text, reader, found))


def entry_of(found: Fields, kept: Mapping[str, Any]) -> EntryReading:
    """The activity that fields make, beside what is `kept`; what is missing or does not agree is a problem."""
    values, problems = {**kept, **found.values}, dict(found.problems)
    sessions, split = values.get("sessions", ()), values.get("split")
    if sessions:
        total = sum_of(sessions)
        if found.values.get("hours", total) not in (0, total):
            said = hours.length(found.values["hours"])
            problems["hours"] = Wrong(f"the sessions add up to {hours.long(total)}, and this is {said}", "leave it out")
        elif total > hours.MOST:
            problems["hours"] = Wrong("the sessions add up to more than 1,000 hours", "look at their hours again")
        values["hours"] = total
    lacking = {
        "title": Wrong("write the name of the event or course"),
        "date": Wrong("write the day: 2026-01-28, oct 14, yesterday"),
        "hours": Wrong(f"write the hours: {HOURS}"),
    }
    for key, wrong in lacking.items():
        if not values.get(key) and not (key == "hours" and values.get("units")):
            problems.setdefault(key, wrong)
    unequal = _unequal(split, values.get("hours", 0), has_sessions=bool(sessions)) if split else None
    if unequal is not None:
        problems.setdefault("split", unequal)
        values["split"] = {}
    is_enough = "date" in values and (values.get("hours") or values.get("units")) and "sessions" not in problems
    activity = Activity(**{"title": "", **values}) if is_enough else None
    return EntryReading(activity=activity, problems=problems, remarks=found.remarks)


def _unequal(split: Mapping[str, int], given: int, *, has_sessions: bool) -> Wrong | None:
    """Why a split cannot stand; None where it can."""
    if has_sessions:
        return Wrong("a split and sessions cannot stand together", "give each session its strands")
    for total in uneven(split, given).values():
        there = hours.length(given)
        return Wrong(
            f"it adds up to {hours.long(total)}, and the entry has {there}", f"make the shares add up to {there}"
        )
    try:
        amount(given, split.values())
    except ValueError as wrong:
        return Wrong(*str(wrong).split("; ", 1))
    return None


def _remarks(text: EntryText, reader: Reader, found: Fields) -> dict[str, str]:
    """What the fields of a form were understood as, beside what is odd about them."""
    remarks = dict(found.remarks)
    for key in ("date", "posted"):
        if day := found.values.get(key):
            remarks[key] = dates.show_long(day)
    if day := found.values.get("date"):
        if day > reader.today and text.status != "planned":
            remarks["date"] += "; still to come, so mark it planned"
        elif day < reader.today and text.status == "planned":
            remarks["date"] += "; is it done? then mark it completed"
    if sessions := found.values.get("sessions"):
        remarks["hours"] = f"{hours.length(sum_of(sessions))}, the sum of {counted(len(sessions), 'session')}"
    for key in ("category", "units"):
        if key in found.values and key not in remarks and (words := reader.labels(key, tuple(found.values[key]))):
            remarks[key] = words
    return remarks


def edit_of(activity: Activity, original: Activity | None = None) -> AddActivity | ChangeActivity | None:
    """The edit that saves a form: a new activity, or just what differs from `original`; None where nothing does."""
    table = activity_table(activity)
    if original is None:
        return AddActivity(table={key: value for key, value in table.items() if key != "id"})
    before = activity_table(original)
    changes: dict[str, Any] = {
        key: value for key, value in table.items() if key not in before or not same(before[key], value)
    }
    changes |= {key: REMOVED for key in before if key not in table}
    if "session" in changes and changes["session"] is not REMOVED:
        # The file may hold the sum beside the sessions; it would disagree now.
        changes["minutes" if original.in_minutes else "hours"] = REMOVED
    return ChangeActivity(id=original.id, changes=changes) if changes else None


def as_long(sessions: tuple[Session, ...], before: tuple[Session, ...]) -> tuple[Session, ...]:
    """Sessions that take the place of others: one that was written in minutes stays so, found by its title, else by
    its place."""
    titles = {one.title: one.in_minutes for one in reversed(before)}
    places = dict(enumerate(one.in_minutes for one in before))
    return tuple(
        msgspec.structs.replace(one, in_minutes=True)
        if titles.get(one.title, places.get(at)) and hours.whole_minutes(one.hours) is not None
        else one
        for at, one in enumerate(sessions)
    )


def rebased(kept: EntryText, began: EntryText, now: EntryText) -> tuple[EntryText, tuple[str, ...]]:
    """A form that was typed on `began`, put on what the record is `now`; and the fields that changed on both sides.

    What was typed stays; what was not typed is as it is now.
    """
    fields = EntryText.__struct_fields__
    typed = {name: getattr(kept, name) for name in fields if getattr(kept, name) != getattr(began, name)}
    twice = tuple(name for name, value in typed.items() if getattr(now, name) not in (getattr(began, name), value))
    return msgspec.structs.replace(now, **typed), twice


def look_alike(activities: Iterable[Activity], activity: Activity) -> Activity | None:
    """Another activity of the same day with the same title, in any case."""
    title = same_words(activity.title)
    for other in activities:
        if other.date == activity.date and other.id != activity.id and same_words(other.title) == title:
            return other
    return None
