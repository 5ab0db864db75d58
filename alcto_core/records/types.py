"""The records of one person, as typed frozen values.

The file they come from is a contract (docs/reference/records.md).
Hours are whole numbers of 1/300 hour (`alcto_core.hours`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, Literal

import msgspec

from alcto_core.text import same_words

Day = date
"""A calendar day; a second name, because records have a key `date`."""

SessionKind = Literal["session", "registration", "exhibit-hall", "meal", "break"]
Format = Literal["in-person", "online", "hybrid"]
Status = Literal["completed", "planned"]
AuthorityState = Literal["submitted", "approved", "posted", "refused"]
Proof = Literal["file", "missing", "outside", "circle", "folder", "special", "unreadable"]
"""`file`: a plain file in the records folder, after links. `outside`: a link leads out of the folder. `circle`: links
lead in a circle. `special`: a pipe, a socket or a device."""


class _Record(msgspec.Struct, frozen=True):
    """Every record is a frozen value: an edit makes a new one."""


class Session(_Record, frozen=True, kw_only=True):
    """One part of an event, with its own hours and kind of time."""

    title: str
    hours: int
    in_minutes: bool = False
    """The file says `minutes`, and not `hours`."""
    strands: tuple[str, ...] | None = None
    """None: the activity's strands; empty: none at all."""
    kind: SessionKind = "session"


class AuthorityRecord(_Record, frozen=True, kw_only=True):
    """What an authority said of an activity, for one credential."""

    credential: str
    state: AuthorityState
    on: date | None = None
    hours: int | None = None
    """Hours it speaks of; None: all of them."""
    note: str = ""


class Activity(_Record, frozen=True, kw_only=True):
    """What the person did (or plans): an event or course, with hours and strands."""

    id: str
    title: str
    date: Day
    hours: int = 0
    """Clock hours; the sum of the sessions where there are any; 0 where only `units` are given."""
    in_minutes: bool = False
    """The file says `minutes`, and not `hours`."""
    location: str = ""
    strands: tuple[str, ...] = ()
    split: Mapping[str, int] = {}
    """The person's own division of the hours among strands; empty where there is none."""
    offering: str | None = None
    course: str | None = None
    source: str | None = None
    category: tuple[str, ...] = ()
    units: Mapping[str, Decimal] = {}
    format: Format | None = None
    status: Status = "completed"
    posted: Day | None = None
    justification: str = ""
    description: str = ""
    evidence: tuple[str, ...] = ()
    counts_for: tuple[str, ...] | None = None
    """Only these credentials, in this order; None: all."""
    note: str = ""
    sessions: tuple[Session, ...] = ()
    records: tuple[AuthorityRecord, ...] = ()

    @property
    def is_planned(self) -> bool:
        return self.status == "planned"

    @property
    def order(self) -> tuple[bool, Day, str]:
        """Sort key of the rules: completed before planned, then by date, then by id."""
        return (self.is_planned, self.date, self.id)


class StepRecord(_Record, frozen=True, kw_only=True):
    """Something done that is not hours: a document, a stage, an assessment. An id may recur, once a cycle."""

    id: str
    done: date | None = None
    files: tuple[str, ...] = ()
    by: str = ""
    attended: tuple[str, ...] = ()
    waived: str | None = None
    """Reason for which it need not be done; with `done` for that cycle, alone for every cycle."""
    refused: date | None = None
    """The day on which it was sent back; a `done` after that day says that it was put right."""
    note: str = ""

    def was_refused(self, on: date) -> bool:
        """Whether it had been sent back by a day and not been put right since."""
        return self.refused is not None and self.refused <= on and (self.done is None or self.done <= self.refused)

    def was_done(self, on: date) -> bool:
        """Whether it was done by a day and stands. A waiver is no doing, whatever day stands beside it."""
        return self.done is not None and self.done <= on and self.waived is None and not self.was_refused(on)


class Credential(_Record, frozen=True, kw_only=True):
    """A person's holding of a program."""

    program: str
    id: str
    """Unique in the file; defaults to the program."""
    cohort: str | None = None
    issued: date | None = None
    due: date | None = None
    """Overrides the end of the cycle in force, and only that."""
    renewed: tuple[date, ...] | None = ()
    """Days on which the authority renewed it, ascending; None: the person does not know (`"unknown"`)."""
    owed_from: date | None = None
    """The file's key is `from`."""
    ended: date | None = None
    settings: Mapping[str, Any] = {}
    steps: tuple[StepRecord, ...] = ()


class UnreadCredential(_Record, frozen=True, kw_only=True):
    """A credential of the file that has an error: it is owed all the same, and nobody can say how it stands."""

    program: str = ""
    """Its program, as far as it can be read."""
    id: str
    """Its id, as far as it can be read; else words for it."""
    after: int = 0
    """How many credentials that count stand before it in the file."""
    place: str
    """Where its first error stands: "line 8 of records.toml"."""
    error: str
    """What is wrong, without a full stop."""
    remedy: str
    """How to put it right, without a full stop."""


class Person(_Record, frozen=True, kw_only=True):
    """Whose records these are."""

    name: str
    district: str = ""
    state: str = ""
    role: str = ""
    role_began: date | None = None
    earlier_posts: tuple[date, ...] = ()
    """Days on which the person took such a post before, in other districts, ascending."""

    @property
    def in_post_since(self) -> date | None:
        """The first day in such a post, as far as it is recorded."""
        return min((*self.earlier_posts, *((self.role_began,) if self.role_began else ())), default=None)


class Records(_Record, frozen=True, kw_only=True, dict=True):
    """Everything that one records file holds and that could be read."""

    person: Person
    credentials: tuple[Credential, ...] = ()
    activities: tuple[Activity, ...] = ()
    skipped: int = 0
    """Records in the file that have errors and were left out."""
    unread: tuple[UnreadCredential, ...] = ()
    """The credentials among them, in the order of the file."""
    schema: int = 1
    """Schema of the file; one newer than `SCHEMA` opens read-only."""

    @cached_property
    def in_order(self) -> tuple[Activity, ...]:
        """The activities in the order of the rules."""
        return tuple(sorted(self.activities, key=_in_turn))

    @cached_property
    def alike(self) -> tuple[tuple[Activity, ...], ...]:
        """Activities that may be one event that stands in the file several times, together, in the order of the file:
        of the same title, day, offering and hours.

        Another course or description makes two of them; another id, strand, place or agenda does not.
        """
        return _same_event(self.activities)

    @property
    def proof(self) -> tuple[str, ...]:
        """Every path that a step or an activity names as proof, once, in the order of the file."""
        paths = [path for credential in self.credentials for step in credential.steps for path in step.files]
        paths += [path for activity in self.activities for path in activity.evidence]
        return tuple(dict.fromkeys(paths))

    def overdue(self, on: date) -> tuple[Activity, ...]:
        """Planned activities whose day lies before a date, by date and id: nobody knows whether they took place."""
        return tuple(sorted((one for one in self.activities if one.is_planned and one.date < on), key=_in_turn))

    def activity(self, id: str) -> Activity | None:
        """The activity with this id."""
        return next((activity for activity in self.activities if activity.id == id), None)

    def credential(self, id: str) -> Credential | None:
        """The credential with this id."""
        return next((credential for credential in self.credentials if credential.id == id), None)


def _same_event(activities: Iterable[Activity]) -> tuple[tuple[Activity, ...], ...]:
    """Activities that may be one and the same, together, each group in the order given."""
    alike: dict[object, list[Activity]] = {}
    for activity in activities:
        alike.setdefault((activity.date, activity.offering, activity.hours), []).append(activity)
    # Few share day, offering and hours, so only those few are read word by word.
    groups: dict[object, list[Activity]] = {}
    for key, several in alike.items():
        if len(several) > 1:
            for activity in several:
                groups.setdefault((key, *_words(activity)), []).append(activity)
    return tuple(tuple(group) for group in groups.values() if len(group) > 1)


def _words(activity: Activity) -> Iterator[object]:
    yield same_words(activity.title)
    yield same_words(activity.course or "")
    yield same_words(activity.description)
    yield tuple(sorted(activity.units.items()))


def _in_turn(activity: Activity) -> tuple[bool, date, str]:
    return activity.order


SCHEMA = 1
"""The newest schema of the records file that this alcto writes."""
