"""The words that rule files are written in: rule sets, frameworks and catalogues as frozen values.

One idea carries most of it: a rule is a selection of hours with `at_least` or `at_most`. Every value is dated and
cited; a citation is `document:lines`, where `document` is a key of the file's `[documents]`.
Hours stand in the files as clock hours (`12`, `2.5`) and in these values as hundredths.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Literal

import msgspec

from alcto_core.hours import from_decimal


class Word(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Every part of a rule file: frozen, and refusing keys that it does not know."""


Names = str | tuple[str, ...]
"""One name or several."""


def names(value: Names | None) -> tuple[str, ...]:
    """The names in `value`, whether one or several stand there."""
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else value


class Document(Word, frozen=True, kw_only=True):
    """A source text that citations point into."""

    title: str
    short: str = ""
    """Name in the citations of screens and reports; else the title."""
    publisher: str = ""
    address: str = ""
    read: date
    lines: int | None = None
    """How many lines it has, where citations name lines: none may lie behind the last."""


class Select(Word, frozen=True, kw_only=True):
    """Which hours a rule speaks of: all keys must hold; no key means every hour.

    A category selects the categories below it too: `education` selects `education/technical`.
    """

    source: Names | None = None
    category: Names | None = None
    offering: Names | None = None
    strand: Names | None = None
    format: Names | None = None

    @property
    def is_everything(self) -> bool:
        return self == Select()


class When(Word, frozen=True, kw_only=True):
    """A condition on a switch, on the person's other credentials, or both. All keys must hold."""

    switch: str | None = None
    value: bool | str = True
    """What the switch must be."""
    holds: str | None = None
    """The person has a credential of this programme …"""
    without_step: str | None = None
    """… on which this step is not done by the date asked about."""
    setting: str | None = None
    """A setting of the credential …"""
    least: Decimal | int | None = None
    """… is at least this number."""
    fact: Literal["person.role_began", "credential.issued", "credential.from"] | None = None
    """A day in the records …"""
    after: date | None = None
    """… lies strictly after this day …"""
    until: date | None = None
    """… and not after this one."""


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
    """Share of all counted hours (only with `at_most`)."""
    of: Literal["counted", "needed"] = "counted"
    """What the percentage is of: all counted hours, or what the total asks for."""
    entries: int | None = None
    """A number of activities."""
    setting: str | None = None
    """The amount is a number that the person must set, as no source tells it."""
    per_missed: PerMissed | None = None
    """What is added for each ended window that was missed."""
    cite: Names

    @property
    def hundredths(self) -> int | None:
        """The hours in hundredths, where the amount is in hours."""
        return None if self.hours is None else from_decimal(self.hours)


class Rule(Word, frozen=True, kw_only=True):
    """A selection of hours with a least or a most."""

    id: str
    title: str
    """A few words for a table, e.g. "At least six from ALET"."""
    short: str = ""
    """Two words for a card, e.g. "From ALET"; else the title."""
    text: str
    """The rule as a sentence of ours."""
    unit: str = "hours"
    """What is missing, named by its kind, e.g. "ALET hours"."""
    select: Select = Select()
    each: Literal["strand"] | None = None
    """One rule for every strand of the framework; ids are `<id>/<strand id>`."""
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
    bars_carried: bool = False
    """Hours carried in from the window before do not help here."""
    judged: Literal["window", "earned"] = "window"
    """Which day's value is in force: the window's first day, or (for a most per entry) the day of the entry."""
    when: When | None = None
    """The rule is asked only where this holds."""
    fill: str = ""
    """What can fill a shortfall, as advice: "Talent courses not yet taken, region meetings"."""


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
    sources: tuple[str, ...]
    unlisted_span: Literal["undetermined"] = "undetermined"
    """What a date reads that no catalogue of the source covers."""
    cite: Names


class Only(Word, frozen=True, kw_only=True):
    """Hours outside the selection do not count (while the condition holds)."""

    id: str
    text: str
    select: Select
    among: Select = Select()
    """The hours that are asked at all."""
    posted: bool = False
    """Ask that the official record shows them, instead of asking for `select`."""
    when: When | None = None
    cite: Names


class Listing(Word, frozen=True, kw_only=True):
    """An offering that counts although it stands on no list of the rule set, while the condition holds."""

    offering: str
    source: str
    when: When
    cite: Names


class Excluded(Word, frozen=True, kw_only=True):
    """Hours of this selection do not count (while the condition holds)."""

    id: str
    text: str
    select: Select
    when: When | None = None
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
    """What one of a unit is worth in hours."""

    unit: str
    hours: Decimal | int | None = None
    setting: str | None = None
    """The worth is a number that the person must set, as no source tells it."""
    cite: Names


class Minutes(Word, frozen=True, kw_only=True):
    """How many minutes the authority calls an hour."""

    in_hour: int
    cite: Names


class Rounding(Word, frozen=True, kw_only=True):
    """Hours of one entry are rounded down to steps of this size."""

    to: Decimal | int
    cite: Names


class Convert(Word, frozen=True, kw_only=True):
    """How clock hours and units become what the authority counts."""

    minutes: Minutes | None = None
    unit: tuple[UnitHours, ...] = ()
    multiply: tuple[Multiply, ...] = ()
    rounding: Rounding | None = msgspec.field(default=None, name="round")


class Carry(Word, frozen=True, kw_only=True):
    """Hours beyond what a window asked for that go into the next one."""

    text: str
    select: Select = Select()
    months: tuple[int, ...] = ()
    """Only hours earned in these months (1 to 12); none: any."""
    last_months: int | None = None
    """Only hours earned in the last months of the window."""
    most: Decimal | int
    cite: Names


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
    cite: Names


class SubmitBy(Word, frozen=True, kw_only=True):
    """Days after the end of the window in which what was earned in time may still be handed in."""

    days: int
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
    """First day of the first window; before it the programme asks for nothing."""
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
    fact: Literal["person.role_began", "credential.issued", "credential.from"] | None = None
    """The day that `months-from` begins on."""
    cohort: tuple[Cohort, ...] = ()
    grace: Grace | None = None
    submit: SubmitBy | None = None
    pause: tuple[Pause, ...] = ()
    cite: Names
    inferred: str = ""
    """Sentence for second and later cycles, where the source names the first due date only."""


class Step(Word, frozen=True, kw_only=True):
    """Something that must be done besides hours: a document, a presentation, the hand-in."""

    id: str
    title: str
    text: str
    group: str = ""
    """What it is part of, e.g. "Technology plan"."""
    unit: str = "steps"
    """What is missing, named by its kind: "documents"."""
    meaning: str = ""
    """What it is for, in one line."""
    times: int = 1
    """How often it must be done in the window."""
    by: bool = False
    """Somebody must be named who judged or signed it."""
    when: When | None = None
    """The step is asked only where this holds."""
    advisory: bool = False
    is_submission: bool = msgspec.field(default=False, name="submission")
    """Handing in, which closes the window."""
    cite: Names


class Entries(Word, frozen=True, kw_only=True):
    """What each entry must hold before it can be handed in."""

    id: str
    title: str
    text: str
    needs: tuple[str, ...]
    """Keys of an activity, and `person.KEY` for keys of the person."""
    advisory: bool = True
    cite: Names


class Condition(Word, frozen=True, kw_only=True):
    """Who owes it, or who owes nothing, and why."""

    text: str
    """The sentence for a person to whom it does not apply."""
    when: When
    cite: Names


class AnyOf(Word, frozen=True, kw_only=True):
    """Several ways to the same end: one of them must be met whole."""

    id: str
    title: str
    text: str
    options: tuple[tuple[str, ...], ...]
    """Ids of rules and steps; all ids of one option must be met."""
    cite: Names


class Stage(Word, frozen=True, kw_only=True):
    """One of the ordered states of a person in the programme, reached on a day that the record tells."""

    id: str
    title: str
    text: str
    ends: Literal["", "met", "unmet"] = ""
    """`met`: reaching it fulfils the programme; `unmet`: it ends the programme without that."""
    advisory: bool = False
    """A stage beyond what is owed, or a way that not everybody goes."""
    cite: Names


class Setting(Word, frozen=True, kw_only=True):
    """A number or fact that the rule set asks the person for, as no source tells it."""

    id: str
    title: str
    text: str
    """What it is, and who would know it."""
    type: Literal["number", "text", "date", "bool"]
    cite: Names


class Opens(Word, frozen=True, kw_only=True):
    """A credential of another programme that reaching a step opens."""

    program: str
    step: str
    text: str
    cite: Names


class Fact(Word, frozen=True, kw_only=True):
    """Something worth knowing of the programme that asks nothing: who may join, a fee, what follows."""

    title: str
    text: str
    cite: Names


class Crosswalk(Word, frozen=True, kw_only=True):
    """Strands of another framework that an hour of this strand might be logged under. It proposes, and counts nothing."""

    strand: str
    """A strand of the other framework."""
    proposes: tuple[str, ...]
    cite: Names


class Switch(Word, frozen=True, kw_only=True):
    """A named reading of an unclear clause."""

    id: str
    reading: str = ""
    """The reading's number in the list of unclear clauses, e.g. "A41"."""
    default: bool | str
    other: bool | str
    """The other answer."""
    text: str
    """The default reading as a sentence."""
    other_text: str
    """The other reading as a sentence."""
    cite: Names


class OfficialRecord(Word, frozen=True, kw_only=True):
    """Which record decides in the end."""

    name: str
    lists: Literal["activities", "persons"]
    """`activities`: it shows single activities, and the person can log the day each was posted."""
    cite: Names


class RuleSet(Word, frozen=True, kw_only=True):
    """A programme's rules."""

    kind: Literal["rule-set"]
    schema: Literal[1]
    id: str
    title: str
    short: str
    """Name on a card: "TD-CEU"."""
    authority: str
    framework: str | None = None
    official_record: OfficialRecord | None = None
    checked: date
    verified: bool = True
    """False: the facts have not been confirmed; every screen and report says so."""
    documents: Mapping[str, Document]
    window: tuple[Window, ...]
    counts: Counts = Counts()
    rule: tuple[Rule, ...] = ()
    step: tuple[Step, ...] = ()
    entries: tuple[Entries, ...] = ()
    any_of: tuple[AnyOf, ...] = ()
    stage: tuple[Stage, ...] = ()
    convert: Convert = Convert()
    carry: tuple[Carry, ...] = ()
    applies: tuple[Condition, ...] = ()
    exempt: tuple[Condition, ...] = ()
    exclusive_with: tuple[str, ...] = ()
    """Programmes with which this one shares no activity."""
    exclusive_cite: Names | None = None
    setting: tuple[Setting, ...] = ()
    switch: tuple[Switch, ...] = ()
    opens: tuple[Opens, ...] = ()
    fact: tuple[Fact, ...] = ()
    notes: tuple[str, ...] = ()
    """Sentences for the person: what the sources do not say, what happens after a miss."""


class Strand(Word, frozen=True, kw_only=True):
    """A subject area of a framework."""

    id: str
    label: str
    short: str
    """One word for a narrow column: "IT"."""
    aliases: tuple[str, ...] = ()
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


def cite_text(cite: str, documents: Mapping[str, str]) -> str:
    """A citation for people, with the documents' short names: "training:60-61" → "Training, lines 60-61"."""
    key, _, place = cite.partition(":")
    name = documents.get(key, key)
    if not place:
        return name
    if not place[0].isdigit():
        return f"{name}, {place}"
    return f"{name}, {'lines' if '-' in place or ',' in place else 'line'} {place}"


def in_force(amounts: tuple[Amount, ...], day: date) -> Amount | None:
    """The amount in force on `day`: the newest that began on or before it."""
    return max((amount for amount in amounts if amount.since <= day), key=lambda a: a.since, default=None)


def cites_of(word: object) -> Iterator[str]:
    """Every citation anywhere inside a part of a rule file."""
    if isinstance(word, msgspec.Struct):
        for field in word.__struct_fields__:
            value = getattr(word, field)
            if field in {"cite", "repeat_cite", "exclusive_cite", "evidenced"}:
                yield from names(value)
            elif isinstance(value, msgspec.Struct | tuple):
                yield from cites_of(value)
    elif isinstance(word, tuple):
        for part in word:
            yield from cites_of(part)
