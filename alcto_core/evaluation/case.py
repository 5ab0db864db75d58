"""One credential's question: the records, the rules, the date, and the readings in use."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

import msgspec

from alcto_core.hours import Hours
from alcto_core.records.types import Activity, Credential, Records
from alcto_core.rules.library import Library
from alcto_core.rules.vocabulary import RuleSet, Select, When, names
from alcto_core.rules.windows import Span


class Inheritance(msgspec.Struct, frozen=True, kw_only=True):
    """Hours that come from the window before."""

    carried: Hours = 0
    """Hours beyond what it asked for."""
    spent: Mapping[str, Hours] = {}
    """For each activity of this window, hours that made up for what was missing then: no hour counts twice."""


class Case:
    """What one evaluation looks at. `touched` gathers the switches whose other value could matter."""

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
        self.overrides = dict(switches or {})
        self.touched: set[str] = set()
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
        records: Records | None = None,
        credential: Credential | None = None,
    ) -> Case:
        """The same question under other switches, in the best or the worst case of what no list covers, or with other
        records; another `credential` stands in the place of this one in the records too."""
        held = records or self.records
        if credential is not None:
            others = tuple(credential if one.id == self.credential.id else one for one in held.credentials)
            held = msgspec.structs.replace(held, credentials=others)
        return Case(
            held,
            credential or self.credential,
            self.rules,
            self.library,
            self.on,
            plan=self.plan,
            switches=self.overrides | dict(switches or {}),
            assume_listed=self.assume_listed if assume_listed is None else assume_listed,
            assume_credited=self.assume_credited if assume_credited is None else assume_credited,
        )

    def under(self, rules: RuleSet) -> Case:
        """The same question under another text of its rule set."""
        return Case(
            self.records, self.credential, rules, self.library, self.on, plan=self.plan, switches=self.overrides
        )

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
        return self.credential.owed_from or self.records.person.role_began or first

    def nature_of(self, activity: Activity) -> Nature:
        """What selections ask of an activity as a whole."""
        listing = self.library.listing(activity.offering, activity.date) if activity.offering else None
        source = listing[0].source if listing else activity.source
        format = activity.format or (listing[1].format if listing else None)
        return Nature(source, activity.category, activity.offering, format, self.parts_on(activity.date))

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

    def holds(self, when: When | None) -> bool:
        """Whether a condition holds for this person on this date; a fact that is not recorded holds nothing."""
        if when is None:
            return True
        if when.holds is not None:
            held = [c for c in self.records.credentials if c.program == when.holds]
            if when.without_step is not None:
                held = [c for c in held if not _has_done(c, when.without_step, self.on)]
            if not held:
                return False
        if when.setting is not None:
            number = self.number(when.setting)
            if number is None or (when.least is not None and number < when.least):
                return False
        if when.fact is not None:
            day = self.fact(when.fact)
            if day is None or (when.after and day <= when.after) or (when.until and day > when.until):
                return False
        return when.switch is None or self.switch(when.switch) == when.value

    def unknown_of(self, when: When) -> str:
        """What a condition turns on that nobody recorded; empty where all is there."""
        if when.setting is not None and self.number(when.setting) is None:
            return f"the setting “{when.setting}”"
        if when.fact is not None and self.fact(when.fact) is None:
            return f"`{when.fact}`"
        return ""

    def fact(self, name: str) -> date | None:
        """A day in the records."""
        match name:
            case "person.role_began":
                return self.records.person.role_began
            case "credential.issued":
                return self.credential.issued
            case _:
                return self.credential.owed_from

    def number(self, setting: str) -> Decimal | None:
        """A number that the person set, plain or for the period asked about; None where it is not set."""
        value = self.credential.settings.get(setting)
        if isinstance(value, Mapping):
            value = value.get(self.period)
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            return None
        return Decimal(value)

    def has_done(self, step: str) -> bool:
        """Whether the credential's own record has a step as done by the date asked about."""
        return _has_done(self.credential, step, self.on)

    def setting_holds(self, when: When | None) -> bool:
        """Like `holds`, without remembering that the switch was asked."""
        asked = set(self.touched)
        holds = self.holds(when)
        self.touched = asked
        return holds

    def is_later(self, activity: Activity) -> bool:
        """Whether the activity is planned, or dated after the date asked about."""
        return not self.plan and (activity.is_planned or activity.date > self.on)


def is_value(chosen: object, value: bool | str) -> bool:
    """Whether a setting is this answer of a switch; 1 is not true."""
    return type(chosen) is type(value) and chosen == value


def _has_done(credential: Credential, step: str, on: date) -> bool:
    return any(s.id == step and s.done is not None and s.done <= on for s in credential.steps)


class Nature(NamedTuple):
    """What selections ask of hours, their strands left aside."""

    source: str | None = None
    category: tuple[str, ...] = ()
    offering: str | None = None
    format: str | None = None
    parts: tuple[str, ...] = ()
    """The parts of the window that they were earned in."""


def selects(select: Select, nature: Nature) -> bool:
    """Whether a selection holds for hours of this nature, their strands left aside."""
    return (
        (select.source is None or nature.source in names(select.source))
        and (select.offering is None or nature.offering in names(select.offering))
        and (select.format is None or nature.format in names(select.format))
        and (select.category is None or any(_is_below(have, names(select.category)) for have in nature.category))
    )


def _is_below(category: str, wanted: tuple[str, ...]) -> bool:
    """Whether a category is one of the wanted ones, or a part of one."""
    return any(category == one or category.startswith(f"{one}/") for one in wanted)
