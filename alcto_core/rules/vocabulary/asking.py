"""Rules: a selection of hours with a least or a most, each value with its first day and its citation."""

from datetime import date
from decimal import Decimal
from typing import Literal

import msgspec

from alcto_core.hours import Hours, exact
from alcto_core.rules.vocabulary.selecting import Select
from alcto_core.rules.vocabulary.words import Conditional, Names, Word


class PerMissed(Word, frozen=True, kw_only=True):
    """Make-up: what a missed part of the window adds."""

    rule: str
    """The rule, asked within parts of the window, that was missed."""
    hours: Decimal | int | None = None
    entries: int | None = None
    cite: Names


class AdvisoryFrom(Word, frozen=True, kw_only=True):
    """The day from which a rule is advice only: it counts for windows that begin then or later."""

    since: date = msgspec.field(name="from")
    cite: Names


class Amount(Word, frozen=True, kw_only=True):
    """A value with the day from which it is in force and the citation behind it."""

    since: date = msgspec.field(name="from")
    hours: Decimal | int | None = None
    """Clock hours; or that many of the rule's own unit, where it measures in one."""
    percent: Decimal | int | None = None
    """Share of all counted hours (a most), or of what the total asks for (a least or a most)."""
    of: Literal["counted", "needed"] = "counted"
    """What the percentage is of: all counted hours, or what the total asks for, after proration."""
    entries: int | None = None
    """A number of activities."""
    setting: str | None = None
    """The amount is a number that the person must set, as no source tells it."""
    per_missed: PerMissed | None = None
    """What is added for each ended window that was missed."""
    cite: Names

    @property
    def exact(self) -> Hours | None:
        """The amount as the evaluation counts it, where it is in hours (or in the rule's own unit)."""
        return None if self.hours is None else exact(self.hours)


class Rule(Conditional, frozen=True, kw_only=True):
    """A selection of hours with a least or a most."""

    id: str
    title: str = ""
    """A few words for a table, e.g. "At least six from ALET"; else the words of the id."""
    short: str = ""
    """Two words for a card, e.g. "From ALET"; else the title."""
    text: str = ""
    """The rule as a sentence of ours; else the title."""
    unit: str = "hours"
    """What is missing, named by its kind, e.g. "ALET hours"."""
    select: Select = Select()
    each: Literal["strand"] | None = None
    """One rule for every strand of the framework; ids are `<id>/<strand id>`."""
    months: int | None = None
    """Asked of the best run of so many months inside the window; only as advice."""
    within: str | None = None
    """Asked in each part of the window of this id; ids are `<id>/<part's name>`."""
    per: Literal["entry", "offering", "course"] | None = None
    """A most for each entry, each offering or each course by itself."""
    measure: str = "hours"
    """`hours`, `entries`, or a unit that the rule set counts (`semester-hour`)."""
    at_least: tuple[Amount, ...] = ()
    at_most: tuple[Amount, ...] = ()
    advisory: bool | tuple[AdvisoryFrom, ...] = False
    """Shown, and never in the way: always, or for windows that begin on a day or later."""
    spends: bool = False
    """An hour that serves this rule serves no other one that spends."""
    prorate: Literal["month"] | None = None
    """In the first window that the person owes, the least shrinks to the months that are left of it."""
    prorate_most: Literal["month"] | None = None
    """In the first window that the person owes, the most shrinks to the months that are left of it."""
    bars_carried: bool = False
    """Hours carried in from the window before do not help here."""
    judged: Literal["window", "earned", "end", "application"] = "window"
    """Which day's value is in force: the window's first day; its last day; the day of the hand-in, and until then the
    date asked about; or (for a most per entry) the day of the entry."""
    one_each: tuple[str, ...] = ()
    """Offerings of each of which one entry serves, however many there are (only in entries)."""
    fill: str = ""
    """What can fill a shortfall, as advice: "Talent courses not yet taken, region meetings"."""

    def __post_init__(self) -> None:
        if not self.title:
            words = self.id.replace("/", " ").replace("-", " ")
            msgspec.structs.force_setattr(self, "title", words[:1].upper() + words[1:])
        if not self.text:
            msgspec.structs.force_setattr(self, "text", f"{self.title.rstrip('.')}.")


def in_force(amounts: tuple[Amount, ...], day: date) -> Amount | None:
    """The amount in force on `day`: the newest that began on or before it."""
    return max((amount for amount in amounts if amount.since <= day), key=lambda a: a.since, default=None)
