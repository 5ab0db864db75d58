"""One credential's question: the records, the rules, the date, and the readings in use."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from alcto_core.records.types import Activity, Credential, Records
from alcto_core.rules.library import Library
from alcto_core.rules.vocabulary import RuleSet, Select, When, names


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
    ) -> None:
        self.records = records
        self.credential = credential
        self.rules = rules
        self.library = library
        self.on = on
        self.plan = plan
        self.assume_listed = assume_listed
        """Count what no list covers yet, to see the best that it could come to."""
        self.overrides = dict(switches or {})
        self.touched: set[str] = set()
        self._values: dict[str, bool | str] = {}
        for switch in rules.switch:
            chosen = self.overrides.get(switch.id, credential.settings.get(switch.id, switch.default))
            self._values[switch.id] = chosen if chosen in (switch.default, switch.other) else switch.default
        framework = library.frameworks.get(rules.framework) if rules.framework else None
        self.strands = tuple(strand.id for strand in framework.strand) if framework else ()
        self.strand_set = frozenset(self.strands)

    def but(self, *, switches: Mapping[str, bool | str] | None = None, assume_listed: bool = False) -> Case:
        """The same question under other switches, or in the best case of what no list covers."""
        return Case(
            self.records,
            self.credential,
            self.rules,
            self.library,
            self.on,
            plan=self.plan,
            switches=self.overrides | dict(switches or {}),
            assume_listed=assume_listed,
        )

    def switch(self, id: str) -> bool | str | None:
        """The reading in use. Ask only where it decides something: asking is remembered."""
        self.touched.add(id)
        return self._values.get(id)

    def setting(self, id: str) -> bool | str | None:
        """The reading in use, without remembering that it was asked."""
        return self._values.get(id)

    def holds(self, when: When | None) -> bool:
        """Whether a condition holds for this person on this date."""
        if when is None:
            return True
        if when.holds is not None:
            held = [c for c in self.records.credentials if c.program == when.holds]
            if when.without_step is not None:
                held = [c for c in held if not _has_done(c, when.without_step, self.on)]
            if not held:
                return False
        return when.switch is None or self.switch(when.switch) == when.value

    def setting_holds(self, when: When | None) -> bool:
        """Like `holds`, without remembering that the switch was asked."""
        asked = set(self.touched)
        holds = self.holds(when)
        self.touched = asked
        return holds

    def is_later(self, activity: Activity) -> bool:
        """Whether the activity is planned, or dated after the date asked about."""
        return not self.plan and (activity.is_planned or activity.date > self.on)


def _has_done(credential: Credential, step: str, on: date) -> bool:
    return any(s.id == step and s.done is not None and s.done <= on for s in credential.steps)


class Nature(NamedTuple):
    """What selections ask of hours, their strands left aside."""

    source: str | None = None
    category: tuple[str, ...] = ()
    offering: str | None = None
    format: str | None = None


def selects(select: Select, nature: Nature) -> bool:
    """Whether a selection holds for hours of this nature, their strands left aside."""
    return (
        (select.source is None or nature.source in names(select.source))
        and (select.offering is None or nature.offering in names(select.offering))
        and (select.format is None or nature.format in names(select.format))
        and (select.category is None or not set(nature.category).isdisjoint(names(select.category)))
    )
