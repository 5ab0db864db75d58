"""A program's rules as one value."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Literal

import msgspec

from alcto_core.rules.vocabulary.asking import Rule
from alcto_core.rules.vocabulary.counting import Carry, Convert, Counts
from alcto_core.rules.vocabulary.declaring import Category, Unit
from alcto_core.rules.vocabulary.owing import (
    AnyOf,
    Condition,
    Entries,
    Fact,
    Lapse,
    OfficialRecord,
    Opens,
    Posts,
    Setting,
    Stage,
    Step,
    Switch,
)
from alcto_core.rules.vocabulary.selecting import selections
from alcto_core.rules.vocabulary.timing import Window
from alcto_core.rules.vocabulary.words import Document, Names, When, Word, conditions, names

_LONGEST_SHORT = 20
"""Characters up to which a title does for a card too."""


class RuleSet(Word, frozen=True, kw_only=True, dict=True):
    """A program's rules."""

    kind: Literal["rule-set"]
    schema: Literal[1]
    id: str
    title: str
    short: str = ""
    """Name on a card: "TD-CEU"; else the title where it is short enough for one, else the id."""
    authority: str
    framework: str | None = None
    shown_in: str | None = None
    """The unit in which the authority speaks of hours, one of `unit` that is worth a fixed number of them: screens and
    sentences show it, with the hours beside it. What is asked for and counted stays in hours."""
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
    posts: Posts | None = None
    exclusive_with: tuple[str, ...] = ()
    """Programs with which this one shares no activity."""
    exclusive_cite: Names | None = None
    setting: tuple[Setting, ...] = ()
    switch: tuple[Switch, ...] = ()
    category: tuple[Category, ...] = ()
    """Kinds of activity; none: those that the rules name."""
    unit: tuple[Unit, ...] = ()
    """Units; none: those that the rules name."""
    opens: tuple[Opens, ...] = ()
    fact: tuple[Fact, ...] = ()
    lapse: Lapse | None = None
    """What follows where it is missed."""
    notes: tuple[str, ...] = ()
    """Sentences for the person: what the sources do not say, what happens after a miss."""

    def __post_init__(self) -> None:
        if not self.short:
            name = self.title if len(self.title) <= _LONGEST_SHORT else self.id.upper()
            msgspec.structs.force_setattr(self, "short", name)
        listed = self.counts.listed
        if listed is not None and not listed.sources:
            named = dict.fromkeys(name for select in selections(self) for name in names(select.source))
            msgspec.structs.force_setattr(listed, "sources", tuple(named))

    @cached_property
    def conditions(self) -> tuple[When, ...]:
        """Every condition anywhere in it."""
        return tuple(conditions(self))

    @cached_property
    def named_categories(self) -> tuple[str, ...]:
        """Every category that a selection names, each once."""
        return tuple(dict.fromkeys(name for select in selections(self) for name in names(select.category)))
