"""The sums of one activity: its hours are those of its sessions, and a split adds up to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from alcto_core.records.types import Session


def sum_of(sessions: Iterable[Session]) -> int:
    """The hours of an event: all of its sessions, whatever kind of time they are."""
    return sum(session.hours for session in sessions)


def framework_of(strand: str) -> str:
    """The framework that a strand stands in; empty where it names none, and then it stands with its like."""
    return strand.partition("/")[0] if "/" in strand else ""


def uneven(split: Mapping[str, int], hours: int) -> dict[str, int]:
    """The sums of the frameworks whose shares do not add up to the hours."""
    sums: dict[str, int] = {}
    for strand, share in split.items():
        framework = framework_of(strand)
        sums[framework] = sums.get(framework, 0) + share
    return {framework: total for framework, total in sums.items() if total != hours}
