"""What a plan puts into the log: hours of an event, by framework and strand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from alcto_core.hours import HUNDREDTH, Hours
from alcto_core.planning.kinds import Kind


class Load(NamedTuple):
    """Hours attended of a kind: one entry, or several alike."""

    kind: Kind
    hours: Mapping[str, Mapping[str | None, Hours]]
    """By framework, then by strand."""
    entries: int = 1

    @property
    def attended(self) -> Hours:
        """All of its hours."""
        return sum(next(iter(self.hours.values())).values())

    @property
    def rounded(self) -> Load:
        """The same in whole hundredths, rounded up; every framework tells of as many hours."""
        up = {
            framework: {strand: -(-part // HUNDREDTH) * HUNDREDTH for strand, part in parts.items()}
            for framework, parts in self.hours.items()
        }
        most = max(sum(parts.values()) for parts in up.values())
        first = next(iter(up.values()))
        if rest := most - sum(first.values()):
            strand = next(iter(first))
            first[strand] += rest
        return self._replace(hours=up)
