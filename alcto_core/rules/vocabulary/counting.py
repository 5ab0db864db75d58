"""What makes hours count at all, what they are worth, and what goes into the next window."""

from decimal import Decimal
from typing import Literal

import msgspec

from alcto_core.rules.vocabulary.selecting import Select
from alcto_core.rules.vocabulary.words import Conditional, Names, Word


class Never(Word, frozen=True, kw_only=True):
    """Kinds of time that never count."""

    kinds: tuple[str, ...]
    cite: Names


class StrandNeeded(Word, frozen=True, kw_only=True):
    """Every hour must be tied to a strand of the framework."""

    required: bool
    cite: Names


class Listed(Word, frozen=True, kw_only=True):
    """Only what stands in a catalogue of one of these sources counts."""

    required: bool
    sources: tuple[str, ...] = ()
    """None: those that the selections of the rule set name."""
    unlisted_span: Literal["undetermined"] = "undetermined"
    """What a date reads that no catalogue of the source covers."""
    cite: Names


class Request(Word, frozen=True, kw_only=True):
    """An event that no list holds may be approved when somebody asks. The list decides: asking makes nothing count."""

    source: str
    """Whose list it would stand on."""
    text: str
    """Who may ask, and for what."""
    cite: Names


class Only(Conditional, frozen=True, kw_only=True):
    """Hours outside the selection do not count (while the condition holds)."""

    id: str
    text: str
    select: Select
    among: Select = Select()
    """The hours that are asked at all."""
    posted: bool = False
    """Ask that the official record shows them, instead of asking for `select`."""
    cite: Names


class Listing(Conditional, frozen=True, kw_only=True):
    """An offering that counts although it stands on no list of the rule set, while the condition holds."""

    offering: str
    source: str
    cite: Names


class Excluded(Conditional, frozen=True, kw_only=True):
    """Hours of this selection do not count (while the condition holds)."""

    id: str
    text: str
    select: Select
    cite: Names


class LeastSize(Word, frozen=True, kw_only=True):
    """Entries, or all entries of one course or topic together, that are shorter do not count."""

    id: str
    text: str
    hours: Decimal | int
    by: Literal["entry", "course", "category"] = "entry"
    """`course`: entries with the same course (else title) are one; `category`: those with the same category."""
    select: Select = Select()
    cite: Names


class Repeat(Word, frozen=True, kw_only=True):
    """What is credited once."""

    id: str = "repeat"
    text: str
    select: Select = Select()
    by: Literal["course", "offering"] = "course"
    ever: bool = True
    """False: once in each window."""
    cite: Names


class Counts(Word, frozen=True, kw_only=True):
    """What makes hours eligible at all."""

    never: Never | None = None
    strand: StrandNeeded | None = None
    listed: Listed | None = None
    request: Request | None = None
    only: tuple[Only, ...] = ()
    excluded: tuple[Excluded, ...] = ()
    also: tuple[Listing, ...] = ()
    least_size: tuple[LeastSize, ...] = ()
    repeat: tuple[Repeat, ...] = ()
    evidenced: Names | None = None
    """Citation, where only entries with a file of proof count."""


class Multiply(Word, frozen=True, kw_only=True):
    """Hours of this selection count several times over, e.g. teaching."""

    select: Select
    by: Decimal | int
    text: str
    cite: Names


class UnitHours(Word, frozen=True, kw_only=True):
    """A unit that the authority counts, and what one of it is worth in hours; with neither key it is worth none."""

    unit: str
    hours: Decimal | int | None = None
    setting: str | None = None
    """The worth is a number that the person must set, as no source tells it."""
    cite: Names


class Minutes(Word, frozen=True, kw_only=True):
    """How many minutes the authority calls an hour."""

    in_hour: int
    cite: Names


class MinutesOf(Word, frozen=True, kw_only=True):
    """How many minutes the authority calls an hour where hours of this selection are meant."""

    select: Select
    in_hour: int
    text: str
    """The clause as a sentence of ours, beside what an entry gained."""
    cite: Names


class Rounding(Word, frozen=True, kw_only=True):
    """Hours of one entry are rounded down to steps of this size."""

    to: Decimal | int
    cite: Names


class Convert(Word, frozen=True, kw_only=True):
    """How clock hours and units become what the authority counts."""

    minutes: Minutes | None = None
    minutes_of: tuple[MinutesOf, ...] = ()
    """Where some hours have another number of minutes: the first line that selects an entry holds for it, and
    `minutes` for all others."""
    unit: tuple[UnitHours, ...] = ()
    multiply: tuple[Multiply, ...] = ()
    rounding: Rounding | None = msgspec.field(default=None, name="round")


class Carry(Conditional, frozen=True, kw_only=True):
    """Hours beyond what a window asked for that go into the next one. Conditions are asked of the window in which they
    were earned."""

    text: str
    select: Select = Select()
    months: tuple[int, ...] = ()
    """Only hours earned in these months (1 to 12); none: any."""
    last_months: int | None = None
    """Only hours earned in the last months of the window."""
    most: Decimal | int
    """The most that may come into one window in this way."""
    lasts: int = 1
    """In how many windows the hours may be used before they are gone: in the next one alone, or in more."""
    cite: Names
