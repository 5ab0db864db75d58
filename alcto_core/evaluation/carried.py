"""Hours that came into a window from those before it."""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from alcto_core.hours import Hours
from alcto_core.rules.vocabulary import RuleSet, Select


class CarriedPart(NamedTuple):
    """Hours that came in through one carry-over."""

    carry: int
    """The place of the carry-over in the rule file."""
    hours: Hours
    windows: int
    """In how many windows they may be used, the one that they came into among them."""


class CarriedIn(msgspec.Struct, frozen=True):
    """Hours that came in from the windows before."""

    parts: tuple[CarriedPart, ...] = ()

    @property
    def hours(self) -> Hours:
        """All of them."""
        return sum(part.hours for part in self.parts)

    def helping(self, select: Select, rules: RuleSet) -> Hours:
        """Those that help a least of a selection: all help what asks for any hours, else those of a carry-over that
        selects the very same."""
        if select.is_everything:
            return self.hours
        return sum(part.hours for part in self.parts if rules.carry[part.carry].select == select)


NOTHING = CarriedIn()
