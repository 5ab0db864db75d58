"""What an authority said of an activity, day by day: what it refused, and what the official record shows.

The latest word stands. A refusal without a day counts as later than any posting, and a posting without a day as earlier
than any refusal, so neither can turn into hours by what nobody wrote down. On one day a posting answers a refusal.
Handing in again is no word of the authority's.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from alcto_core.dates import show as show_date
from alcto_core.evaluation.case import Case
from alcto_core.hours import Hours, from_decimal
from alcto_core.records.types import Activity, AuthorityRecord


class Refusal(NamedTuple):
    """What an authority refused of an activity and has not posted since."""

    record: AuthorityRecord
    hours: int | None
    """None: all of them."""

    @property
    def text(self) -> str:
        """The refusal as a sentence."""
        when = f" on {show_date(self.record.on)}" if self.record.on else ""
        return f"The authority refused it{when}." + (f" {self.record.note}" if self.record.note else "")


class AuthorityWord(NamedTuple):
    """What an authority has said of an activity by a date."""

    refusal: Refusal | None = None
    posted: int = 0
    """Hours that its record shows, without those refused since."""
    states_hours: bool = False
    """Whether the posting says how many hours it is for."""


_SILENCE = AuthorityWord()


def said(case: Case, activity: Activity) -> AuthorityWord:
    """What the authority of the case has said of the activity by the date asked about.

    A plain `posted` speaks for every credential whose official record lists single activities, and for no other.
    """
    if activity.posted is None and not activity.records:
        return _SILENCE
    spoken = [*_plain(case, activity), *(one for one in activity.records if one.credential == case.credential.id)]
    word = _SILENCE
    for record in sorted((one for one in spoken if one.on is None or one.on <= case.on), key=by_day):
        if record.state == "refused":
            word = _refused(word, record)
        elif record.state == "approved" and word.refusal is not None and word.refusal.hours is None:
            word = word._replace(refusal=None)
        elif record.state == "posted":
            word = _posted(word, record, activity)
    return word


def posted_hours(case: Case, activity: Activity) -> int:
    """Hours of the activity that the official record shows by the date asked about."""
    return said(case, activity).posted


def is_rounding(difference: Hours) -> bool:
    """Whether hours that a record does not show are too few to be more than its rounding: 40 minutes posted as 0.66."""
    return difference < from_decimal(Decimal("0.01"))


def _plain(case: Case, activity: Activity) -> list[AuthorityRecord]:
    """The day in `posted`, as a record that says nothing of hours."""
    official = case.rules.official_record
    if activity.posted is None or official is None or official.lists != "activities":
        return []
    return [AuthorityRecord(credential=case.credential.id, state="posted", on=activity.posted)]


def by_day(record: AuthorityRecord) -> tuple[date, int]:
    """By day; without one a refusal comes last and anything else first. On one day an approval or a posting answers a
    refusal, and all of them what was handed in."""
    without = date.max if record.state == "refused" else date.min
    return (record.on or without, ("submitted", "refused", "approved", "posted").index(record.state))


def _refused(word: AuthorityWord, record: AuthorityRecord) -> AuthorityWord:
    hours = record.hours
    if record.on is None and word.refusal is not None and hours is not None:
        # Which of the two came last, nobody wrote down: the larger one stands.
        hours = None if word.refusal.hours is None else max(hours, word.refusal.hours)
    left = 0 if hours is None else max(0, word.posted - hours)
    return AuthorityWord(Refusal(record, hours), left, word.states_hours)


def _posted(word: AuthorityWord, record: AuthorityRecord, activity: Activity) -> AuthorityWord:
    shown = activity.hours if record.hours is None else record.hours
    if shown < activity.hours and is_rounding(activity.hours - shown):
        shown = activity.hours
    states_hours = record.hours is not None
    refusal = word.refusal
    if refusal is not None:
        left = max(0, activity.hours - shown)
        left = left if refusal.hours is None else min(left, refusal.hours)
        refusal = Refusal(refusal.record, left) if left else None
    elif word.states_hours and record.hours is None and record.on == activity.posted:
        # `posted` is only the day; how many hours there are stands in the record beside it.
        shown, states_hours = word.posted, True
    return AuthorityWord(refusal, shown, states_hours)
