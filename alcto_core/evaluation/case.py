"""One credential's question: the records, the rules, the date, and the readings in use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

import msgspec

from alcto_core.evaluation.linear import Purse
from alcto_core.evaluation.missing import (
    AssumedValue,
    Missing,
    key_of,
    missing_hand_in,
    missing_number,
    missing_reading,
)
from alcto_core.evaluation.sitting import Entries, Prepared, Sitting
from alcto_core.nouns import OwnUnit
from alcto_core.records.types import Activity, Credential, Records
from alcto_core.rules.library import Library
from alcto_core.rules.numbers import is_yes_or_no, makes_sense
from alcto_core.rules.own_unit import own_unit
from alcto_core.rules.vocabulary import DayFact, Nature, RuleSet, Stage, Switch, WordFact, nature_of
from alcto_core.rules.windows import YEARS, Span, parts_of

MOST_WORK: int | None = 1_000_000
"""Of one stage of a question, however many judgements it takes: about half a second. The rule sets that come with
alcto, and those of `tests/regimes`, ask at most a fifth of it."""

_BESIDE = frozenset({"records", "switches", "as_posted", "assume_credited"})
"""What leaves an entry as it is by itself: other entries, readings that it does not turn on."""


class Case(msgspec.Struct, frozen=True, eq=False, dict=True):
    """What one evaluation looks at, in the window that is judged or before there is one. What it answers depends on
    nothing that was asked before."""

    records: Records
    credential: Credential
    rules: RuleSet
    library: Library
    on: date
    plan: bool = False
    is_brief: bool = False
    """Only where it stands is asked: no proof of what the strands lack together."""
    switches: Mapping[str, bool | str] = {}
    """Readings that are tried, beside those that the credential chooses."""
    assume_listed: bool = False
    """Count what no list covers yet, to see the best that it could come to."""
    assume_credited: bool = False
    """Take what no list covered as credited then, to see the least that its repeats could come to."""
    assume_posted: bool = False
    """Take what waits to be posted as posted, to see the best that it could come to."""
    refused_from: int = 0
    """Of an entry of which the authority refused some hours, the part that it refused first: 0 is the last one, and so
    on backwards; else the first, the second, and so on."""
    as_posted: bool = False
    """Count no more of an entry than the official record says that it shows."""
    assumed: Mapping[str, AssumedValue] = {}
    """What values that nobody recorded are taken to be, by the key of each."""
    at_word: frozenset[WordFact] = frozenset()
    """Facts on which the record is taken at its word, though it names somebody of whom nothing is asked."""
    span: Span | None = None
    """The window that is judged."""
    used: frozenset[tuple[str, date]] = frozenset()
    """Steps, by id and day, that were done for the window before though their day lies in this one."""
    sitting: Sitting = msgspec.field(default_factory=Sitting)
    purse: Purse = msgspec.field(default_factory=Purse)
    """What dividing the hours is paid from. A question has three stages, the answer, the ended windows and the other
    readings, each with a purse of its own: who asks for fewer of them hears the same of the rest."""
    prepared: Prepared = msgspec.field(default_factory=dict)
    """What entries come to by themselves, in each window."""
    listed: Prepared = msgspec.field(default_factory=dict)
    """The same where what no list covers yet is counted."""
    ended: dict[Any, Any] = msgspec.field(default_factory=dict)
    """What ended windows came to, with the entries that they looked at."""

    def but(self, **changes: Any) -> Case:
        """The same question with other values in some fields: to be asked anew, of no window yet."""
        best = self.listed if changes == {"assume_listed": True} and not self.assume_listed else {}
        case = msgspec.structs.replace(
            self, span=None, sitting=Sitting(), prepared=best, listed={}, ended={}, **changes
        )
        here, there = self.records, case.records
        if changes.keys() <= _BESIDE and here.credentials is there.credentials and here.person is there.person:
            if "switches" not in changes:
                return msgspec.structs.replace(case, prepared=self.prepared, listed=self.listed)
            turned = {id for id, value in case.switches.items() if self.switches.get(id) != value}
            for span, entries in self.prepared.items():
                case.prepared[span] = {id: entry for id, entry in entries.items() if not entry.turns_on(turned)}
        return case

    def with_credential(self, credential: Credential) -> Case:
        """The same question where another credential stands in the place of this one, in the records too."""
        others = tuple(credential if one.id == self.credential.id else one for one in self.records.credentials)
        return self.but(credential=credential, records=msgspec.structs.replace(self.records, credentials=others))

    def within(self, span: Span | None) -> Case:
        """The same question in a window, in the same sitting."""
        return msgspec.structs.replace(self, span=span)

    def staged(self) -> Case:
        """The same question in the same sitting, in a stage of its own."""
        self.sitting.paid.clear()
        return msgspec.structs.replace(self, purse=Purse(MOST_WORK))

    def aside(self) -> Case:
        """The same, with notes of its own."""
        return msgspec.structs.replace(self, sitting=Sitting())

    @cached_property
    def apart(self) -> Case:
        """The same, with notes that are taken away after each use."""
        return self.aside()

    @cached_property
    def hoped(self) -> Case:
        """The same with all that is planned done, with notes of its own."""
        return msgspec.structs.replace(self, plan=True, prepared={}, sitting=Sitting())

    @cached_property
    def entries(self) -> Entries:
        """What is prepared for the window that is judged."""
        return self.prepared.setdefault(self.span, {})

    @property
    def ground(self) -> tuple[int, ...]:
        """Which values an entry may turn on beside itself."""
        records = self.records
        return tuple(map(id, (self.credential, records.person, records.credentials, self.rules, self.library)))

    @cached_property
    def parts(self) -> tuple[tuple[str, Span], ...]:
        """The parts of the window that is judged, by the id of the window that divides it."""
        return parts_of(self.rules.window, self.span) if self.span is not None else ()

    @property
    def period(self) -> str:
        """The name of the window that is judged."""
        return self.span.name if self.span is not None else ""

    @cached_property
    def strands(self) -> tuple[str, ...]:
        """The strands of the program's framework."""
        return self.library.strand_ids.get(self.rules.framework or "", ())

    @cached_property
    def strand_set(self) -> frozenset[str]:
        """The same, to look one up."""
        return self.library.strand_sets.get(self.rules.framework or "", frozenset())

    @cached_property
    def rivals(self) -> frozenset[str]:
        """The programs with which this one shares no activity."""
        own = self.rules.id
        others = {rules.id for rules in self.library.rule_sets.values() if own in rules.exclusive_with}
        return frozenset(self.rules.exclusive_with) | others

    @cached_property
    def own_unit(self) -> OwnUnit | None:
        """The unit in which the authority speaks of hours."""
        return own_unit(self.rules)

    @property
    def owed_since(self) -> date | None:
        """The day from which the person owes it: as recorded, else when the post began, else the first activity. That
        one makes no year before the day of issue owed: it may have been done for something else."""
        since = self.recorded_since or self.sitting.once("first", lambda: min(self.own_days, default=None))
        return self.issued_later if since is not None and self.is_before_issue(since) else since

    @property
    def own_days(self) -> Iterator[date]:
        """The days of what was done, without what the person wrote for other credentials alone."""
        id = self.credential.id
        for one in self.records.activities:
            if not one.is_planned and (one.counts_for is None or id in one.counts_for):
                yield one.date

    def is_before_issue(self, day: date) -> bool:
        """Whether a credential that is owed by the year was issued only after a day, and the record says nothing else
        of when it was owed first: neither `from` nor `role_began`."""
        issued = self.issued_later
        return issued is not None and day < issued

    @property
    def issued_later(self) -> date | None:
        """The day of issue, where that alone says that a program of years was not owed before."""
        is_yearly = self.rules.window[0].kind in YEARS
        return self.credential.issued if is_yearly and self.recorded_since is None else None

    @property
    def recorded_since(self) -> date | None:
        """The same as far as it is recorded: the first entry of the log says nothing of that."""
        return self.credential.owed_from or self.records.person.in_post_since

    @property
    def judged_on(self) -> date:
        """The day on which conditions are asked: the window's last, or the date asked about where that comes first."""
        return self.on if self.span is None else min(self.on, self.span.end)

    def nature_of(self, activity: Activity) -> Nature:
        """What selections ask of an activity as a whole."""
        listing = self.library.listing(activity.offering, activity.date) if activity.offering else None
        return nature_of(activity, listing, listing, self.parts_on(activity.date))

    def parts_on(self, day: date) -> tuple[str, ...]:
        """The parts of the window that hold a day, as `window/name`."""
        if not self.parts:
            return ()
        return tuple(f"{id}/{part.name}" for id, part in self.parts if part.start <= day <= part.end)

    @cached_property
    def _switches(self) -> Mapping[str, Switch]:
        return {switch.id: switch for switch in self.rules.switch}

    def switch(self, id: str) -> bool | str | None:
        """The reading in use. Ask only where it decides something: asking is remembered."""
        self.sitting.touched.add(id)
        if id in self.credential.settings:
            self._look_for_a_slip(id)
        return self.setting(id)

    def setting(self, id: str) -> bool | str | None:
        """The reading in use in the window that is judged, without remembering that it was asked."""
        self.sitting.read.add(id)
        switch = self._switches.get(id)
        if switch is None:
            return None
        return switch.other if is_value(self._chosen(id), switch.other) else switch.default

    def _chosen(self, id: str) -> object:
        """What the credential sets a switch to, or what is tried in its place; None where it says nothing."""
        tried = self.switches.get(id)
        value = self.credential.settings.get(id)
        if tried is not None or value is None:
            return tried
        assumed = self.assumed.get(key_of(id, value, self.period))
        if assumed is not None:
            return assumed
        return value.get(self.period) if isinstance(value, Mapping) else value

    def _look_for_a_slip(self, id: str) -> None:
        """Remember a switch that is set to neither of its answers: it could be either."""
        switch, value = self._switches.get(id), self._chosen(id)
        if switch is None or value is None or is_value(value, switch.default) or is_value(value, switch.other):
            return
        missing = missing_reading(switch, self.credential, self.period)
        self.sitting.missing[missing.key] = missing

    @property
    def first_day(self) -> date:
        """The day whose values judge the window: its first; the date asked about where it has no ends."""
        return self.on if self.span is None or self.span.is_open else self.span.start

    def day(self, fact: DayFact) -> date | None:
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
            self.sitting.missing[missing.key] = missing
        return number

    def hand_in(self, span: Span, days: tuple[date, ...]) -> date:
        """The day on which a window that is over was applied for, which nobody recorded: one of these, or what it is
        taken to be."""
        missing = missing_hand_in(self.rules, self.credential, span, days)
        assumed = self.assumed.get(missing.key)
        if isinstance(assumed, date):
            return assumed
        if len(days) > 1:
            self.sitting.missing[missing.key] = missing
        return days[0]

    def missing_number(self, setting: str) -> Missing:
        """What is to be said of a number that is not set."""
        return missing_number(self.rules, self.credential, setting, self.period)

    def known_number(self, setting: str) -> Decimal | None:
        """Like `number`, without remembering that it is missing. Of a setting of yes or no, yes is 1 and no is 0."""
        value = self.credential.settings.get(setting)
        assumed = self.assumed.get(key_of(setting, value, self.period))
        if isinstance(assumed, Decimal):
            return assumed
        if isinstance(value, Mapping):
            value = value.get(self.period)
        if value is None:
            value = next((one.default for one in self.rules.setting if one.id == setting), None)
        if is_yes_or_no(self.rules, setting):
            return Decimal(value) if isinstance(value, bool) else None
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            return None
        return number if makes_sense(number := Decimal(value), setting, self.rules) else None

    def has_done(self, step: str) -> bool:
        """Whether the credential's own record has a step as done by the date asked about."""
        return has_done(self.credential, self.rules, step, self.on)

    def is_later(self, activity: Activity) -> bool:
        """Whether the activity is planned, or dated after the date asked about."""
        return not self.plan and (activity.is_planned or activity.date > self.on)


Bench = dict[tuple[str, date, bool], Case]
"""What was prepared of a person's entries. Who asks again with an entry more, or without one, goes on from there; where
anything else is another one, nothing is taken over."""


def seated(case: Case, bench: Bench) -> Case:
    """A case that was not asked yet, with what was prepared on the very same ground."""
    key = (case.credential.id, case.on, case.plan)
    known = bench.get(key)
    if known is None or known.ground != case.ground:
        known = bench[key] = case
    return msgspec.structs.replace(case, prepared=known.prepared, listed=known.listed, ended=known.ended)


def another(bench: Bench) -> Bench:
    """A bench with the same on it. What is prepared there next never meets who still works at this one, in another
    thread perhaps."""
    return {
        key: msgspec.structs.replace(case, prepared={span: dict(one) for span, one in list(case.prepared.items())})
        for key, case in list(bench.items())
    }


def is_value(chosen: object, value: bool | str) -> bool:
    """Whether a setting is this answer of a switch; 1 is not true."""
    return type(chosen) is type(value) and chosen == value


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
