"""Entries to begin another one from: what the person did lately, and what comes again and again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from typing import Any

import msgspec

from alcto_core.records.types import Activity
from alcto_core.text import same_words

_OWN = {"id", "date", "posted", "evidence", "status", "records", "in_minutes"}
"""What every entry has for itself."""
_LENGTH = {"hours", "sessions", "units"}
MOST = 9
"""As many as there are keys for them."""
LATELY = 3
"""So many of the latest come first; then what was logged most often."""


def templates(activities: Sequence[Activity]) -> tuple[Activity, ...]:
    """The newest entry of each thing that was done: the latest three things, then those that were logged most often,
    at most nine. What is planned counts as it is; a thing is an offering with its course, else a title."""
    newest: dict[tuple[str, str], Activity] = {}
    times: Counter[tuple[str, str]] = Counter()
    for one in sorted(activities, key=lambda one: one.date, reverse=True):  # stable: of one day the first in the file
        newest.setdefault(_thing(one), one)
        times[_thing(one)] += 1
    things = list(newest)
    often = sorted(things[LATELY:], key=lambda thing: -times[thing])
    return tuple(newest[thing] for thing in (things[:LATELY] + often)[:MOST])


def _thing(one: Activity) -> tuple[str, str]:
    return (one.offering, same_words(one.course or "")) if one.offering else ("", same_words(one.title))


def values_like(activity: Activity, said: Collection[str]) -> dict[str, Any]:
    """What another entry like this one is by its fields, but for those that are `said` otherwise: it has its own day
    and its own proof, and is on no record yet. Another event brings its own name, another length its own division."""
    left = {*said}
    if left & _LENGTH:
        left |= {*_LENGTH, "split"}
    if left & {"strands", "sessions"}:
        left.add("split")
    if "offering" in left:
        left |= {"title", "course", "source"}
    if activity.sessions:
        left.add("hours")  # they are the sum of its sessions
    values = {key: value for key, value in msgspec.structs.asdict(activity).items() if value}
    return {key: value for key, value in values.items() if key not in left | _OWN}
