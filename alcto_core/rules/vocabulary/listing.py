"""Frameworks with their strands, and catalogues with their offerings."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Literal

import msgspec

from alcto_core.rules.vocabulary.words import Document, Names, Word


class Crosswalk(Word, frozen=True, kw_only=True):
    """Strands that an hour of another framework might be logged under. It proposes, and counts nothing."""

    strand: str
    """A strand of the other framework."""
    proposes: tuple[str, ...]
    cite: Names


class Suggestion(Word, frozen=True, kw_only=True):
    """Words in a session's title that suggest a strand to the person. They count nothing by themselves."""

    words: tuple[str, ...]
    cite: Names


class Strand(Word, frozen=True, kw_only=True):
    """A subject area of a framework."""

    id: str
    label: str
    short: str
    """One word for a narrow column: "IT"."""
    aliases: tuple[str, ...] = ()
    suggest: Suggestion | None = None
    cite: Names


class Framework(Word, frozen=True, kw_only=True):
    """A taxonomy of subject areas. The order of its strands is the order in which they are filled."""

    kind: Literal["framework"]
    schema: Literal[1]
    id: str
    title: str
    checked: date
    verified: bool = True
    documents: Mapping[str, Document]
    strand: tuple[Strand, ...]
    crosswalk: tuple[Crosswalk, ...] = ()


class Offering(Word, frozen=True, kw_only=True):
    """One event or course that a credit source lists."""

    id: str
    title: str
    short: str = ""
    most: Decimal | int | None = None
    """Most hours that count per person and window, over all its entries."""
    most_per_entry: Decimal | int | None = None
    award: Decimal | int | None = None
    """Hours that it earns, whatever the person logged."""
    since: date | None = msgspec.field(default=None, name="from")
    until: date | None = None
    """First and last day on which it is listed, within the catalogue's span."""
    format: Literal["in-person", "online", "hybrid"] | None = None
    location: str = ""
    strands: tuple[str, ...] = ()
    no_repeat: Literal["course", "offering"] | None = None
    """Credited once per person, ever: each course of a family, or the offering itself."""
    repeat_cite: Names | None = None
    needs_course: bool = False
    """A family of courses: the entry says which one."""
    note: str = ""
    cite: Names


class Catalogue(Word, frozen=True, kw_only=True):
    """A credit source's offerings for a span of dates."""

    kind: Literal["catalogue"]
    schema: Literal[1]
    id: str
    title: str
    source: str
    since: date = msgspec.field(name="from")
    until: date | None = None
    """Last day of the span; none: until further notice."""
    partial: bool = False
    """It lists some offerings of the source and not all, e.g. an approval granted to one person. What it does not
    list may still be approved: such a catalogue covers no day."""
    checked: date
    cite: Names = ()
    """What names the span and the source. A rule file cannot leave it out."""
    verified: bool = True
    documents: Mapping[str, Document]
    offering: tuple[Offering, ...]

    def covers(self, day: date) -> bool:
        """Whether `day` lies in the catalogue's span."""
        return self.since <= day and (self.until is None or day <= self.until)

    def lists(self, offering: Offering, day: date) -> bool:
        """Whether the offering is listed on `day`."""
        return (
            self.covers(day)
            and (offering.since is None or offering.since <= day)
            and (offering.until is None or day <= offering.until)
        )
