"""The form for one activity: what a person typed, read as an activity, with a sentence for each field that is wrong.

Nothing typed is ever lost: `EntryText` holds the words as they stand, and goes into a draft and back.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any, cast

import msgspec

from alcto_core import dates, hours
from alcto_core.entry.agenda import KINDS
from alcto_core.entry.strands import StrandNamed
from alcto_core.records.edits import REMOVED, AddActivity, ChangeActivity
from alcto_core.records.tables import activity_table, amount
from alcto_core.records.types import Activity, Format, Session
from alcto_core.toml.writing import number_text, same


class SessionText(msgspec.Struct, frozen=True, kw_only=True):
    """One session as it stands in the form."""

    title: str = ""
    hours: str = ""
    in_minutes: bool = False
    """The file says `minutes` there, and keeps it."""
    kind: str = "session"
    strands: tuple[str, ...] | None = None
    """Ids; None: the event's."""


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
    problems: Mapping[str, str]
    """What is wrong, by field, as sentences without a full stop."""
    remarks: Mapping[str, str]
    """What a field was understood as, by field."""

    @property
    def is_ready(self) -> bool:
        """Whether it can be saved."""
        return self.activity is not None and not self.problems


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
        split=", ".join(
            f"{words.get(strand, strand)} {typed(part, activity.in_minutes)}" for strand, part in activity.split.items()
        ),
        source=activity.source or "",
        category=", ".join(activity.category),
        units=", ".join(f"{unit} {number_text(Decimal(number))}" for unit, number in activity.units.items()),
        posted=activity.posted.isoformat() if activity.posted else "",
        justification=activity.justification,
        description=activity.description,
        evidence=", ".join(activity.evidence),
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


def read_session(text: SessionText) -> Session:
    """Read one session. Raises `ValueError` with a sentence."""
    if not text.title.strip():
        raise ValueError("write the session's title")
    if text.kind not in KINDS:
        raise ValueError(f"“{text.kind}” is no kind of time; it is one of {', '.join(KINDS)}")
    if not text.hours.strip():
        raise ValueError("write the session's hours: 1.5, 1:30 or 90m")
    return Session(
        title=text.title.strip(),
        hours=hours.parse(text.hours),
        in_minutes=text.in_minutes,
        strands=text.strands,
        kind=text.kind,
    )


def read_entry(
    text: EntryText,
    today: date,
    strand_named: StrandNamed,
    original: Activity | None = None,
    evidence_exists: Callable[[str], bool] | None = None,
    category_named: Callable[[str], str] = str.strip,
    unit_named: Callable[[str], str] = str.strip,
) -> EntryReading:
    """Read the whole form. What it cannot show (`record`, an explicit `counts_for = []`) stays as in `original`.

    `category_named` and `unit_named` give the id for a word, and the word itself where nothing is called so.
    """
    form = _Form(text, today, strand_named)
    sessions = form.sessions()
    given = form.read("hours", form.hours) if not sessions else None
    units = form.read("units", form.units) or {}
    day = form.read("date", form.day)
    title = text.title.strip()
    if not title:
        form.problems["title"] = "write the name of the event or course"
    if sessions:
        given = sum(session.hours for session in sessions)
        form.remarks["hours"] = f"{hours.length(given)}, the sum of {len(sessions)} session{'s' * (len(sessions) > 1)}"
        if given > hours.MOST:
            form.problems["hours"] = "the sessions add up to more than 1,000 hours"
    elif given is None and not units and "hours" not in form.problems:
        form.problems["hours"] = "write the hours: 1.5, 1:30 or 90m"
    split = form.read("split", form.split, bool(sessions), given or 0) or {}
    posted = form.read("posted", form.posted)
    evidence = form.read("evidence", form.evidence) or ()
    if lost := [path for path in evidence if evidence_exists is not None and not evidence_exists(path)]:
        form.remarks["evidence"] = f"not there yet: {', '.join(lost)}"
    if day is None or (given is None and not units) or "sessions" in form.problems:
        return EntryReading(activity=None, problems=form.problems, remarks=form.remarks)
    empty = original.counts_for if original is not None and not original.counts_for else None
    activity = Activity(
        id=original.id if original is not None else "",
        title=title,
        date=day,
        hours=given or 0,
        in_minutes=original is not None and original.in_minutes,
        location=text.location.strip(),
        strands=text.strands,
        split=split,
        offering=text.offering.strip() or None,
        course=text.course.strip() or None,
        source=text.source.strip() or None,
        category=tuple(dict.fromkeys(map(category_named, _listed(text.category)))),
        units={unit_named(unit): number for unit, number in units.items()},
        format=cast("Format | None", text.format or None),
        status="planned" if text.status == "planned" else "completed",
        posted=posted,
        justification=text.justification.strip(),
        description=text.description.strip(),
        evidence=evidence,
        counts_for=text.counts_for or empty,
        note=text.note.strip(),
        sessions=sessions,
        records=original.records if original is not None else (),
    )
    return EntryReading(activity=activity, problems=form.problems, remarks=form.remarks)


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
    title = " ".join(activity.title.casefold().split())
    for other in activities:
        if (
            other.date == activity.date
            and other.id != activity.id
            and " ".join(other.title.casefold().split()) == title
        ):
            return other
    return None


class _Form:
    """Reads fields and keeps what is wrong with them."""

    def __init__(self, text: EntryText, today: date, strand_named: StrandNamed) -> None:
        self._text = text
        self._today = today
        self._strand_named = strand_named
        self.problems: dict[str, str] = {}
        self.remarks: dict[str, str] = {}

    def read(self, field: str, reader: Callable[..., Any], *arguments: Any) -> Any:
        """What `reader` makes of a field, or None, with what is wrong kept."""
        try:
            return reader(*arguments)
        except ValueError as wrong:
            self.problems[field] = str(wrong)
            return None

    def hours(self) -> int | None:
        if not self._text.hours.strip():
            return None
        found = hours.read(self._text.hours)
        if found.remark:
            self.remarks["hours"] = found.remark
        return found.hours

    def day(self) -> date:
        if not self._text.date.strip():
            raise ValueError("write the day: 2026-01-28, oct 14, yesterday")
        is_planned = self._text.status == "planned"
        day = dates.parse(self._text.date, self._today, future=is_planned)
        self.remarks["date"] = dates.show_long(day)
        if day > self._today and not is_planned:
            self.remarks["date"] += "; still to come, so mark it planned"
        elif day < self._today and is_planned:
            self.remarks["date"] += "; is it done? then mark it completed"
        return day

    def posted(self) -> date | None:
        if not self._text.posted.strip():
            return None
        day = dates.parse(self._text.posted, self._today)
        self.remarks["posted"] = dates.show_long(day)
        return day

    def sessions(self) -> tuple[Session, ...]:
        try:
            return tuple(read_session(session) for session in self._text.sessions)
        except ValueError as wrong:
            self.problems["sessions"] = str(wrong)
            return ()

    def split(self, has_sessions: bool, total: int) -> Mapping[str, int]:
        if not self._text.split.strip():
            return {}
        if has_sessions:
            raise ValueError("a split and sessions cannot stand together; give each session its strands")
        divided: dict[str, int] = {}
        for part in _listed(self._text.split):
            named = re.fullmatch(r"(.+?)[\s=:]+([\d.½¼¾][\d.:½¼¾]*(?:\s*[a-z]+\.?)?(?:\s*\d+\s*[a-z]*\.?)?)", part)
            strand = self._strand_named(named[1].strip()) if named else None
            if named is None:
                raise ValueError(f"“{part}” is no strand with hours; write IT 4, Data 2.5")
            if strand is None:
                raise ValueError(f"“{named[1].strip()}” is no strand that alcto knows")
            divided[strand] = divided.get(strand, 0) + hours.parse(named[2])
        for framework in {strand.partition("/")[0] for strand in divided}:
            given = sum(part for strand, part in divided.items() if strand.partition("/")[0] == framework)
            if given != total:
                raise ValueError(f"it adds up to {hours.long(given)}, and the entry has {hours.length(total)}")
        amount(total, divided.values())
        return divided

    def units(self) -> Mapping[str, Decimal]:
        counted: dict[str, Decimal] = {}
        for part in _listed(self._text.units):
            named = re.fullmatch(r"(.+?)[\s=:]+([\d.]+)", part)
            try:
                number = Decimal(named[2]) if named else Decimal(0)
            except InvalidOperation:
                number = Decimal(0)
            if named is None or number <= 0:
                raise ValueError(f"“{part}” is no unit with a number; write semester-hour 3")
            counted[named[1].strip()] = number
        return counted

    def evidence(self) -> tuple[str, ...]:
        paths = _listed(self._text.evidence)
        for path in paths:
            is_absolute = PurePosixPath(path).is_absolute() or PureWindowsPath(path).drive or path[0] in "\\~"
            if is_absolute or ".." in re.split(r"[/\\]", path):
                raise ValueError(f"“{path}” is not inside the records folder; copy it into evidence/ and name it so")
        return paths


def _listed(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
