"""Windows: the spans of days that hours must fall into."""

from datetime import date
from decimal import Decimal
from typing import Literal

import msgspec

from alcto_core.rules.vocabulary.words import Names, Word


class Cohort(Word, frozen=True, kw_only=True):
    """A cohort's first due date."""

    name: str
    due: date
    cite: Names


class Grace(Word, frozen=True, kw_only=True):
    """Time after the due date in which what is missing may still be earned, under another name."""

    months: int
    stage: str
    """What the person is then, e.g. "on probation"."""
    more: Decimal | int | None = None
    """Hours that the total asks on top then, where hours were missing at the end."""
    more_each_month: Decimal | int | None = None
    """Hours that it asks on top for each month, begun or whole, until all is made good."""
    cite: Names


class SubmitBy(Word, frozen=True, kw_only=True):
    """Days after the end of the window in which what was earned in time may still be handed in."""

    days: int
    cite: Names


class Extension(Word, frozen=True, kw_only=True):
    """Months by which the authority lets a cycle of single persons end later: a step in the record says of whom."""

    step: str
    """The step that is marked, inside the cycle and before its own end, where an extension was granted."""
    months: int
    next: Literal["shorter", "whole"] = "shorter"
    """Whether the cycle after it ends when it would have ended anyway, or is as long as all others."""
    cite: Names


class Pause(Word, frozen=True, kw_only=True):
    """Days on which the clock stood still: a cycle that holds them ends later by as many."""

    since: date = msgspec.field(name="from")
    until: date
    cite: Names


class Window(Word, frozen=True, kw_only=True):
    """A span of days that hours must fall into. Both ends are inside."""

    id: str
    kind: Literal["fiscal-year", "calendar-year", "cycle", "months-from", "rolling", "open"]
    """`open` has neither end: what was done on any day counts, and nothing is due."""
    part_of: str | None = None
    """This window divides the one of that id, for rules that are asked `within` it."""
    begins: str | None = None
    """`MM-DD`, for fiscal years, which are named by the year they end in."""
    first: date | None = None
    """First day of the first window; before it the program asks for nothing."""
    last: date | None = None
    """A window that would begin after this day follows the next entry, or there is none."""
    years: int | None = None
    """Length of a cycle; or of each window, where a year is not meant."""
    months: int | None = None
    """Length, for `months-from` and `rolling`."""
    other_months: int | None = None
    """Length under the other value of `switch`."""
    switch: str | None = None
    """A switch between the two lengths, or between cohort and issue for a cycle."""
    start_switch: str | None = None
    """Where a cohort's due date lies more than `years` after the date of issue: a switch between "due" (the first cycle
    begins `years` before that date) and "issue" (on the date of issue, as it does without a switch)."""
    ends: str = "anniversary"
    """The last day of a cycle: `anniversary` of its first day, `eve` of that one, a fixed day of the year (`MM-DD`), or
    the last day of a `month` that the person sets."""
    month: str | None = None
    """For `ends = "month"`: the setting with the number of that month."""
    first_cycle: Literal["shorter", "longer", "year"] | None = None
    """For a fixed last day: a first cycle ends on the last such day within `years` (`shorter`, as without this key), on
    the first one after them (`longer`), or in the year that many years after the year of issue (`year`)."""
    year_like: str | None = None
    """For a fixed last day: the setting with a number, such as the last digit of a license or the year of birth, that
    the years in which cycles end are like: both even or both odd where a cycle has two years; where it has more, both
    leaving the same when they are divided by these. A first cycle may then be shorter than a year."""
    fact: Literal["person.role_began", "credential.issued", "credential.from"] | None = None
    """The day that `months-from` begins on."""
    cohort: tuple[Cohort, ...] = ()
    grace: Grace | None = None
    submit: SubmitBy | None = None
    extension: Extension | None = None
    pause: tuple[Pause, ...] = ()
    cite: Names
    inferred: str = ""
    """Sentence for second and later cycles, where the source names the first due date only."""
