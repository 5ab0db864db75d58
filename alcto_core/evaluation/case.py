"""One credential's question: the records, the rules, the date, and the readings in use."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property

import msgspec

from alcto_core.evaluation.missing import Missing, Value, key_of, missing_day, missing_hand_in, missing_number
from alcto_core.hours import Hours
from alcto_core.records.types import Activity, Credential, Records
from alcto_core.rules.library import Library
from alcto_core.rules.numbers import makes_sense
from alcto_core.rules.vocabulary import (
    Conditional,
    DayFact,
    Nature,
    RuleSet,
    Stage,
    When,
    WordFact,
    names,
    nature_of,
)
from alcto_core.rules.windows import Span


class Inheritance(msgspec.Struct, frozen=True, kw_only=True):
    """Hours that come from the window before."""

    carried: Hours = 0
    """Hours beyond what it asked for."""
    spent: Mapping[str, Hours] = {}
    """For each activity of this window, hours that made up for what was missing then: no hour counts twice."""


class Case:
    """What one evaluation looks at. `touched` gathers the switches whose other value could matter, `missing` the values
    that nobody recorded and that something turned on, `strangers` the words of the record that name somebody else."""

    def __init__(
        self,
        records: Records,
        credential: Credential,
        rules: RuleSet,
        library: Library,
        on: date,
        *,
        plan: bool = False,
        switches: Mapping[str, bool | str] | None = None,
        assume_listed: bool = False,
        assume_credited: bool = False,
        as_posted: bool = False,
        assumed: Mapping[str, Value] | None = None,
        at_word: frozenset[WordFact] = frozenset(),
    ) -> None:
        self.records = records
        self.credential = credential
        self.rules = rules
        self.library = library
        self.on = on
        self.plan = plan
        self.assume_listed = assume_listed
        """Count what no list covers yet, to see the best that it could come to."""
        self.assume_credited = assume_credited
        """Take what no list covered as credited then, to see the least that its repeats could come to."""
        self.as_posted = as_posted
        """Count no more of an entry than the official record says that it shows."""
        self.assumed: Mapping[str, Value] = assumed or {}
        """What values that nobody recorded are taken to be, by the key of each."""
        self.at_word = at_word
        """Facts on which the record is taken at its word, though it names somebody of whom nothing is asked."""
        self.overrides = dict(switches or {})
        self.touched: set[str] = set()
        self.missing: dict[str, Missing] = {}
        self.strangers: dict[WordFact, str] = {}
        self.inheritances: dict[date, Inheritance] = {}
        """What windows inherit from the one before, by their first day: each is found once."""
        self._switches = {switch.id: switch for switch in rules.switch}
        framework = library.frameworks.get(rules.framework) if rules.framework else None
        self.span: Span | None = None
        """The window that is being judged."""
        self.period = ""
        self._parts: tuple[tuple[str, Span], ...] = ()
        self.strands = tuple(strand.id for strand in framework.strand) if framework else ()
        self.strand_set = frozenset(self.strands)

    def but(
        self,
        *,
        switches: Mapping[str, bool | str] | None = None,
        assume_listed: bool | None = None,
        assume_credited: bool | None = None,
        as_posted: bool | None = None,
        records: Records | None = None,
        credential: Credential | None = None,
        on: date | None = None,
        assumed: Mapping[str, Value] | None = None,
        at_word: frozenset[WordFact] | None = None,
    ) -> Case:
        """The same question under other switches, in the best or the worst case of what no list covers, with values
        for what nobody recorded, with other records, or on another date; another `credential` stands in the place of
        this one in the records too."""
        held = records or self.records
        if credential is not None:
            others = tuple(credential if one.id == self.credential.id else one for one in held.credentials)
            held = msgspec.structs.replace(held, credentials=others)
        return Case(
            held,
            credential or self.credential,
            self.rules,
            self.library,
            on or self.on,
            plan=self.plan,
            switches=self.overrides | dict(switches or {}),
            assume_listed=self.assume_listed if assume_listed is None else assume_listed,
            assume_credited=self.assume_credited if assume_credited is None else assume_credited,
            as_posted=self.as_posted if as_posted is None else as_posted,
            assumed={**self.assumed, **(assumed or {})},
            at_word=self.at_word if at_word is None else at_word,
        )

    def under(self, rules: RuleSet) -> Case:
        """The same question under another text of its rule set."""
        return self._like(self.credential, rules)

    def of(self, credential: Credential) -> Case:
        """The same question for another credential of the programme."""
        return self._like(credential, self.rules)

    def _like(self, credential: Credential, rules: RuleSet) -> Case:
        return Case(
            self.records, credential, rules, self.library, self.on,
            plan=self.plan, switches=self.overrides,
            assume_listed=self.assume_listed, assume_credited=self.assume_credited, as_posted=self.as_posted,
            assumed=self.assumed, at_word=self.at_word,
        )  # fmt: skip

    def remember(self, other: Case) -> None:
        """Take over what another case was asked, where its answer is a part of this one's."""
        self.touched |= other.touched
        self.missing |= other.missing
        self.strangers |= other.strangers

    @cached_property
    def once_offerings(self) -> frozenset[str]:
        """Offerings that some catalogue credits once."""
        return frozenset(
            offering.id
            for catalogue in self.library.catalogues
            for offering in catalogue.offering
            if offering.no_repeat is not None
        )

    @cached_property
    def _excluded_programs(self) -> frozenset[str]:
        own = self.rules.id
        others = {rules.id for rules in self.library.rule_sets.values() if own in rules.exclusive_with}
        return frozenset(self.rules.exclusive_with) | others

    @property
    def shares_everything(self) -> bool:
        """Whether no other programme keeps its activities from this one."""
        return not self._excluded_programs

    def excludes(self, program: str) -> bool:
        """Whether this programme shares no activity with another."""
        return program in self._excluded_programs

    @cached_property
    def owed_since(self) -> date | None:
        """The day from which the person owes it: as recorded, else when the post began, else the first activity."""
        first = min((a.date for a in self.records.activities if not a.is_planned), default=None)
        return self.credential.owed_from or self.records.person.in_post_since or first

    @property
    def judged_on(self) -> date:
        """The day on which conditions are asked: the window's last, or the date asked about where that comes first."""
        return self.on if self.span is None else min(self.on, self.span.end)

    def nature_of(self, activity: Activity) -> Nature:
        """What selections ask of an activity as a whole."""
        listing = self.library.listing(activity.offering, activity.date) if activity.offering else None
        return nature_of(activity, listing, listing, self.parts_on(activity.date))

    def look_at(self, span: Span, parts: tuple[tuple[str, Span], ...]) -> None:
        """Judge in this window, which has these parts (by the id of the window that divides it)."""
        self.span, self.period, self._parts = span, span.name, parts

    def parts_on(self, day: date) -> tuple[str, ...]:
        """The parts of the window that hold a day, as `window/name`."""
        if not self._parts:
            return ()
        return tuple(f"{id}/{part.name}" for id, part in self._parts if part.start <= day <= part.end)

    @property
    def parts(self) -> tuple[tuple[str, Span], ...]:
        """The parts of the window that is being judged."""
        return self._parts

    def switch(self, id: str) -> bool | str | None:
        """The reading in use. Ask only where it decides something: asking is remembered."""
        self.touched.add(id)
        return self.setting(id)

    def setting(self, id: str) -> bool | str | None:
        """The reading in use in the window that is looked at, without remembering that it was asked."""
        switch = self._switches.get(id)
        if switch is None:
            return None
        chosen = self.overrides.get(id, self.credential.settings.get(id))
        if isinstance(chosen, Mapping):
            chosen = chosen.get(self.period)
        return switch.other if is_value(chosen, switch.other) else switch.default

    @property
    def first_day(self) -> date:
        """The day whose values judge the window: its first; the date asked about where it has no ends."""
        return self.on if self.span is None or self.span.is_open else self.span.start

    def holds(self, word: Conditional, *, unsure: bool) -> bool:
        """Whether the conditions of a part of the rules hold; `unsure` is what is taken where nobody knows."""
        known = self.truth(word)
        return unsure if known is None else known

    def truth(self, word: Conditional) -> bool | None:
        """Whether the conditions of a part of the rules hold for this person on this date; None where that turns on
        a value that nobody recorded, which is remembered."""
        if word.since is not None and self.first_day < word.since:
            return False
        missing: list[Missing] = []
        is_asked = True if word.when is None else self._truth(word.when, missing, asks=True)
        if is_asked is False:
            return False
        is_barred = False if word.unless is None else self._truth(word.unless, missing, asks=False)
        if is_barred:
            return False
        if is_asked is None or is_barred is None:
            self.missing.update((one.key, one) for one in missing)
            return None
        return True

    def waits_for(self, word: Conditional) -> tuple[Missing, ...]:
        """What the conditions of a part of the rules turn on and nobody recorded."""
        missing: list[Missing] = []
        for when, asks in ((word.when, True), (word.unless, False)):
            if when is not None:
                self._truth(when, missing, asks=asks)
        return tuple(missing)

    def _truth(self, when: When, missing: list[Missing], *, asks: bool) -> bool | None:
        """Whether a condition holds; `asks` tells whether something is asked where it does."""
        found: bool | None = True
        if when.holds is not None:
            held = [c for c in self.records.credentials if c.program == when.holds]
            if when.without_step is not None:
                other = self.library.rule_sets.get(when.holds)
                held = [c for c in held if not has_done(c, other, when.without_step, self.judged_on)]
            if not held:
                return False
        if when.setting is not None:
            number = self.known_number(when.setting)
            if number is None:
                missing.append(self.missing_number(when.setting))
                found = None
            elif when.least is not None and number < when.least:
                return False
        if when.fact == "person.role" or when.fact == "person.state":
            if not self._is_said(when.fact, when, asks):
                return False
        elif when.fact is not None:
            day = self._day(when.fact)
            if day is None:
                missing.append(missing_day(self.rules, self.credential, when.fact))
                found = None
            elif (when.after and day <= when.after) or (when.until and day > when.until):
                return False
        if when.switch is not None and self.switch(when.switch) != when.value:
            return False
        return found

    def _is_said(self, fact: WordFact, when: When, asks: bool) -> bool:
        """Whether a word of the record is one that a condition names. It is asked of whoever says nothing, and of
        somebody else too: then the other answer is a reading of its own."""
        person = self.records.person
        said = person.role if fact == "person.role" else person.state
        if not said.strip() or (_folded(said) in map(_folded, names(when.one_of))) == asks:
            return asks
        self.strangers[fact] = said
        return (not asks) if fact in self.at_word else asks

    def _day(self, fact: DayFact) -> date | None:
        """A day in the records, or what it is taken to be."""
        assumed = self.assumed.get(fact)
        return assumed if isinstance(assumed, date) else self.fact(fact)

    def fact(self, name: DayFact) -> date | None:
        """A day in the records."""
        match name:
            case "person.role_began":
                return self._role_began()
            case "credential.issued":
                return self.credential.issued
            case _:
                return self.credential.owed_from

    def _role_began(self) -> date | None:
        """The day on which the post began; under the reading in use that of an earlier post in another district."""
        person, posts = self.records.person, self.rules.posts
        began = person.role_began
        if posts is None or began is None:
            return began
        earlier = [day for day in person.earlier_posts if posts.after < day < began]
        return earlier[0] if earlier and self.switch(posts.switch) == posts.first else began

    def number(self, setting: str) -> Decimal | None:
        """A number that the person set, plain or for the period asked about; where it is not set, or to none that
        makes sense, None: that it is missing is remembered."""
        number = self.known_number(setting)
        if number is None:
            missing = self.missing_number(setting)
            self.missing[missing.key] = missing
        return number

    def hand_in(self, span: Span, days: tuple[date, ...]) -> date:
        """The day on which a window that is over was applied for, which nobody recorded: one of these, or what it is
        taken to be."""
        missing = missing_hand_in(self.rules, self.credential, span, days)
        assumed = self.assumed.get(missing.key)
        if isinstance(assumed, date):
            return assumed
        if len(days) > 1:
            self.missing[missing.key] = missing
        return days[0]

    def missing_number(self, setting: str) -> Missing:
        """What is to be said of a number that is not set."""
        return missing_number(self.rules, self.credential, setting, self.period)

    def known_number(self, setting: str) -> Decimal | None:
        """Like `number`, without remembering that it is missing."""
        value = self.credential.settings.get(setting)
        assumed = self.assumed.get(key_of(setting, value, self.period))
        if isinstance(assumed, Decimal):
            return assumed
        if isinstance(value, Mapping):
            value = value.get(self.period)
        if value is None:
            value = next((one.default for one in self.rules.setting if one.id == setting), None)
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            return None
        return number if makes_sense(number := Decimal(value), setting, self.rules) else None

    def has_done(self, step: str) -> bool:
        """Whether the credential's own record has a step as done by the date asked about."""
        return has_done(self.credential, self.rules, step, self.on)

    def would_hold(self, word: Conditional, *, unsure: bool) -> bool:
        """Like `holds`, without remembering what was asked."""
        asked = set(self.touched), dict(self.missing), dict(self.strangers)
        holds = self.holds(word, unsure=unsure)
        self.touched, self.missing, self.strangers = asked
        return holds

    def is_later(self, activity: Activity) -> bool:
        """Whether the activity is planned, or dated after the date asked about."""
        return not self.plan and (activity.is_planned or activity.date > self.on)


def is_value(chosen: object, value: bool | str) -> bool:
    """Whether a setting is this answer of a switch; 1 is not true."""
    return type(chosen) is type(value) and chosen == value


def _folded(word: str) -> str:
    return " ".join(word.casefold().replace("-", " ").split())


def has_done(credential: Credential, rules: RuleSet | None, step: str, on: date) -> bool:
    """Whether a credential's record has a step or stage of its rule set as done by a day."""
    stage = next((one for one in rules.stage if one.id == step), None) if rules is not None else None
    first = _first_day_of(stage, rules, credential) if stage is not None and rules is not None else None
    return any(
        mark.id == step and mark.was_done(on) and (first is None or (mark.done is not None and mark.done >= first))
        for mark in credential.steps
    )


def _first_day_of(stage: Stage, rules: RuleSet, credential: Credential) -> date | None:
    """The first day on which a stage could be reached, by the reading that the credential's own settings choose."""
    other = next((one.other for one in rules.switch if one.id == stage.switch), None)
    is_other = other is not None and is_value(credential.settings.get(stage.switch or ""), other)
    return stage.other_since if is_other and stage.other_since is not None else stage.since
