"""The standing: a credential's state on a date, with everything that led to it.

Hours are exact numbers of 1/300 hour (`alcto_core.hours`). In a `Requirement` the figures are such hours for the kind
`hours` (and for a step that is asked several times, so many whole hours), plain numbers for `entries`; the other
kinds have none.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Literal

import msgspec

from alcto_core.hours import Hours
from alcto_core.nouns import OwnUnit
from alcto_core.records.types import Activity
from alcto_core.rules.vocabulary import cite_text
from alcto_core.rules.windows import Span


class State(StrEnum):
    """Where a credential stands."""

    COMPLIANT = "compliant"
    IN_PROGRESS = "in-progress"
    NON_COMPLIANT = "non-compliant"
    UNDETERMINED = "undetermined"
    NOT_APPLICABLE = "not-applicable"

    @property
    def word(self) -> str:
        """The word on screens: MET, NOT YET, MISSED, CANNOT TELL, DOES NOT APPLY."""
        return _WORDS[self]


_WORDS = {
    State.COMPLIANT: "MET",
    State.IN_PROGRESS: "NOT YET",
    State.NON_COMPLIANT: "MISSED",
    State.UNDETERMINED: "CANNOT TELL",
    State.NOT_APPLICABLE: "DOES NOT APPLY",
}

RequirementKind = Literal["hours", "step", "stage", "date", "any-of", "entries"]
RequirementState = Literal["met", "unmet", "undetermined", "waived"]
Pace = Literal["ahead", "on-track", "behind"]


class _Part(msgspec.Struct, frozen=True):
    """Every part of a standing is a frozen value."""


class Period(_Part, frozen=True, kw_only=True):
    """A window as it fell for this credential. Both ends are inside."""

    name: str
    start: date
    end: date

    @classmethod
    def of(cls, span: Span) -> Period:
        """The period of a window."""
        return cls(name=span.name, start=span.start, end=span.end)


class HoursFigures(_Part, frozen=True, kw_only=True):
    """The sums of a standing."""

    needed: Hours | None = None
    claimed: Hours = 0
    counted: Hours = 0
    confirmed: Hours = 0
    missing: Hours | None = None
    carried: Hours = 0
    own: OwnUnit | None = None
    """The unit in which the authority speaks of them; None: hours."""


class Requirement(_Part, frozen=True, kw_only=True):
    """What must be reached, and how far it is."""

    id: str
    kind: RequirementKind
    title: str
    needed: Hours | None = None
    counted: Hours | None = None
    missing: Hours | None = None
    state: RequirementState
    advisory: bool = False
    period: str | None = None
    parent: str | None = None
    cites: tuple[str, ...]
    text: str
    unit: str = "hours"
    """What is missing, named by its kind."""
    short: str = ""
    """Title in two words."""
    group: str = ""
    """What a step is part of, or the rule that asks it of each strand."""
    done: date | None = None
    """The day a step was done."""
    lacking: tuple[str, ...] = ()
    """For `entries`: the activities that lack something, as "ID: what"."""
    fill: str = ""
    """What can fill a shortfall."""
    meaning: str = ""
    """What a step is for, in one line."""
    carried: Hours = 0
    """How much of what is counted came in from the window before."""
    own: OwnUnit | None = None
    """The unit in which the authority speaks of its hours; None: hours, or another kind."""
    is_lost: bool = False
    """It can no longer be met, though the window still runs: the part of it that it is asked in has ended, or what may
    still count in the parts that are left is too little for it."""
    out_of_reach: Hours | None = None
    """How much of what is missing can no longer be earned, where some of it can; None: all of it."""
    is_waivable: bool = False
    """Whether a record may waive a step, with a reason."""
    best_by: date | None = None
    """The last day on which a step that is advice and not done yet is best done."""
    best_words: str = ""
    """That day as a sentence, with what it is inferred from."""
    is_inferred: bool = False
    """Whether that day is inferred: no source names it."""

    @property
    def is_open(self) -> bool:
        """Whether it stands in the way."""
        return not self.advisory and self.parent is None and self.state in {"unmet", "undetermined"}


class LimitFigures(_Part, frozen=True, kw_only=True):
    """A most that rules set, and how much of it is used."""

    id: str
    title: str
    short: str
    """Title in two words."""
    most: Hours
    counted: Hours
    lost: Hours
    """Hours of what it speaks of that this limit, or one of a single event inside it, took away."""
    own: OwnUnit | None = None
    """The unit in which the authority speaks of them; None: hours."""
    cites: tuple[str, ...]
    text: str


class Reason(_Part, frozen=True, kw_only=True):
    """Hours that a rule took from (negative) or gave to (positive) an activity."""

    rule: str
    hours: Hours
    text: str
    cites: tuple[str, ...] = ()


class Credit(_Part, frozen=True, kw_only=True):
    """What one activity came to. `claimed + Σ because.hours = counted`, exactly."""

    activity: str
    title: str
    date: date
    claimed: Hours
    counted: Hours
    confirmed: Hours = 0
    strands: Mapping[str, Hours] = {}
    suggested: bool = False
    """The division among strands was found by alcto, not written by the person."""
    because: tuple[Reason, ...] = ()
    unknown: Hours = 0
    """Hours of which nobody can say yet whether they count."""
    doubt: str = ""
    """Why nobody can say for sure that the counted hours were not credited before; empty where that is sure."""
    notes: tuple[str, ...] = ()
    """What the person should know, and what took no hours."""
    in_vain: str = ""
    """Why what is still to come would earn nothing here once it is done; empty where it would."""
    own: OwnUnit | None = None
    """The unit in which the authority speaks of hours; None: hours."""


class Shortfall(_Part, frozen=True, kw_only=True):
    """Proof that strands cannot be filled from what is logged."""

    strands: tuple[str, ...]
    needed: Hours
    available: Hours
    missing: Hours
    rules: tuple[str, ...]


class EarlierPeriod(_Part, frozen=True, kw_only=True):
    """An ended window that was not compliant."""

    period: Period
    state: State
    missing: Hours | None
    lacks: str = ""
    """What was missing, in words: "9 hours missing"."""
    hours: HoursFigures = HoursFigures()
    due: date | None = None
    """The last day on which what is missing may still be made good, while a time of grace runs."""
    stage: str | None = None
    unanswered: tuple[Activity, ...] = ()
    """Planned entries whose day has passed and with which it would not be missed."""


class Answer(_Part, frozen=True, kw_only=True):
    """What another reading would come to."""

    state: State
    missing: Hours | None
    due: date | None = None


class OtherReading(_Part, frozen=True, kw_only=True):
    """A switch: the reading in use, and the answer under the other one."""

    switch: str
    value: bool | str
    text: str
    other_text: str
    other: Answer
    changes_answer: bool = False
    cites: tuple[str, ...] = ()

    @property
    def is_replacement(self) -> bool:
        """Whether it is no unclear clause but a rule of the person's own; the other reading is the published one."""
        return self.switch.startswith("replaces/")


class Doubt(_Part, frozen=True, kw_only=True):
    """Something in the records that may be a slip, or that can be understood in two ways."""

    text: str
    """What is in doubt, as a sentence; a question where the person can answer it."""
    remedy: str
    """How to write the answer, as a sentence."""
    turns: bool
    """Whether the answer turns on it: then the standing is undetermined."""
    place: tuple[str, ...] = ()
    """The record and its key that it is about: `("credential", ID, KEY)`; empty where the file is not to blame."""


class Standing(_Part, frozen=True, kw_only=True):
    """A credential's state on a date."""

    credential: str
    program: str
    title: str
    short: str
    on: date
    period: Period | None = None
    due: date | None = None
    state: State
    stage: str | None = None
    pace: Pace | None = None
    skipped: int = 0
    unread: str = ""
    """Where the credential's own record has an error for which it was left out; empty where it was read."""
    hours: HoursFigures = HoursFigures()
    requirements: tuple[Requirement, ...] = ()
    limits: tuple[LimitFigures, ...] = ()
    shortfall: Shortfall | None = None
    credits: tuple[Credit, ...] = ()
    earlier: tuple[EarlierPeriod, ...] = ()
    before: EarlierPeriod | None = None
    """The period just before the one in force, where it was missed or nobody can tell."""
    pending: EarlierPeriod | None = None
    """An ended period whose time of grace still runs, and that is not met."""
    readings: tuple[OtherReading, ...] = ()
    next: str = ""
    settled: str = ""
    """Why it is met though hours or steps are short in the records: the authority renewed it, a stage fulfils it."""
    asks_since: bool = False
    """Nobody can say whether it was owed: the person is to say since when they are in the post."""
    why: str = ""
    """One sentence: what the state rests on (why it cannot be told, why it does not apply, what the due date is)."""
    asks_renewal: bool = False
    """The due date has passed and no renewal is recorded: was it renewed, and when?"""
    doubts: tuple[Doubt, ...] = ()
    """What may be a slip in the records; those that turn the answer first."""
    alerts: tuple[str, ...] = ()
    """What must be said wherever the standing is shown, a sentence each: what a lapse means, that a time of grace runs,
    how the period before ended, that nothing is recorded of it."""
    official: str = ""
    """Name of the official record, where it lists single activities."""
    verified: bool = True
    """False: it rests on something that nobody has confirmed."""
    unconfirmed: tuple[str, ...] = ()
    """What that is, a sentence each."""
    gaps: tuple[str, ...] = ()
    """Lists that the window needs and nobody installed, with what can be done, as a sentence."""
    remarks: tuple[str, ...] = ()
    """What decided the state although the record holds a word against it, a sentence each."""
    unanswered: tuple[Activity, ...] = ()
    """Planned entries whose day has passed and with which it would not be missed: nobody knows whether they took
    place."""
    uncounted: str = ""
    """What was logged after an early renewal and before this cycle, and so counts for none, as a sentence."""
    checked: date | None = None
    advice: tuple[str, ...] = ()
    """What is worth doing now and stands in nobody's way, as sentences."""
    notes: tuple[str, ...] = ()
    documents: Mapping[str, str] = {}
    """Short names of the documents that citations name."""

    def cited(self, cite: str) -> str:
        """A citation for people: "training:60-61" → "Training, lines 60-61"."""
        return cite_text(cite, self.documents)

    def requirement(self, id: str) -> Requirement | None:
        """The requirement with this id."""
        return next((r for r in self.requirements if r.id == id), None)

    def credit(self, activity: str) -> Credit | None:
        """What the activity came to here."""
        return next((c for c in self.credits if c.activity == activity), None)

    def is_needed(self, requirement: Requirement) -> bool:
        """Whether what is short of a requirement still matters: not where it is one of several ways and another is met,
        nor where all is settled anyway."""
        if self.settled:
            return False
        parent = self.requirement(requirement.parent) if requirement.parent else None
        return parent is None or parent.state not in {"met", "waived"}

    @property
    def is_doubtful(self) -> bool:
        """Whether the records can be read in two ways and the answer turns on it: its figures are of one way."""
        return self.state is State.UNDETERMINED and any(doubt.turns for doubt in self.doubts)

    @property
    def days_left(self) -> int | None:
        """Days from the date asked about to the due date; negative once it has passed."""
        return None if self.due is None else (self.due - self.on).days
