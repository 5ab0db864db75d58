"""The log of activities as a table: what each came to for each credential, and what is worth knowing, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from alcto_core.evaluation.other_periods import Others
from alcto_core.evaluation.standing import Credit, Standing
from alcto_core.hours import fitted, number
from alcto_core.numbers import counted
from alcto_core.records.tables import activity_table, json_value
from alcto_core.records.types import Activity
from alcto_core.telling.page import Item, Part

HOURS = 6
"""Signs that a length may take: a longer one is told as "101:40"."""
OUTSIDE = "–"
"""For a credential none of whose periods holds the day."""
NOTHING_LOGGED = "No activities yet."
_WORDS = {
    "no-strand": "no strand",
    "not-on-list": "not on list",
    "no-list-for-period": "no list yet",
    "approval-not-installed": "approval not installed",
    "repeat": "repeat",
    "refused": "refused",
    "undivided": "cannot tell",
    "award": "fixed hours",
    "entry-maximum": "capped",
    "offering-maximum": "capped",
}
_SILENT = {"excluded-time", "planned", "counts-for", "exclusive"}
"""Reasons that the row says otherwise, or that are no matter for concern."""


def short_names(standings: Iterable[Standing]) -> tuple[str, ...]:
    """A short name for each credential; its id where two have the same."""
    listed = tuple(standings)
    shorts = [standing.short for standing in listed]
    return tuple(one.credential if shorts.count(one.short) > 1 else one.short for one in listed)


def log_part(activities: Iterable[Activity], standings: Sequence[Standing], others: Others) -> Part:
    """An item for each activity, in the order given: its hours, what of them counts for each credential, and one or two
    words each of what is worth knowing, the weightiest first: "planned", "repeat", "not posted".

    `others` are other periods in which activities count.
    """
    credits = credits_of(standings, others)
    return Part(
        columns=("Logged", *short_names(standings)),
        items=tuple(_entry(activity, standings, credits) for activity in activities),
    )


def credits_of(standings: Iterable[Standing], others: Others) -> tuple[Mapping[str, Credit], ...]:
    """What each activity came to, by its id, for each credential; in `others` what its own period does not hold."""
    return tuple(
        {credit.activity: credit for one in (*others.get(standing.credential, ()), standing) for credit in one.credits}
        for standing in standings
    )


def entry_document(activity: Activity, standings: Iterable[Standing]) -> dict[str, Any]:
    """An entry for programs: the keys of the file, and what counts for each credential whose window holds it."""
    credits = ((standing.credential, standing.credit(activity.id)) for standing in standings)
    return {
        **{key: json_value(value) for key, value in activity_table(activity).items()},
        "hours": number(activity.hours),
        "status": activity.status,
        "counted": {credential: number(credit.counted) for credential, credit in credits if credit is not None},
    }


def nothing_held(words: str) -> str:
    """That no entry holds the words that were searched."""
    named = " and ".join(f"“{word}”" for word in words.split())
    return f"No activity holds {named}. Every word must stand somewhere in the entry."


def lacking_proof(lacking: int, all: int) -> str:
    """How many of the activities have no file of proof."""
    which = f"{lacking} of {counted(all, 'activity', 'activities')}" if lacking else "No activity"
    return f"{which} {'is' if lacking <= 1 else 'are'} done and {'has' if lacking <= 1 else 'have'} no file of proof."


def _entry(activity: Activity, standings: Sequence[Standing], credits: Sequence[Mapping[str, Credit]]) -> Item:
    own = [known.get(activity.id) for known in credits]
    logged = fitted(activity.hours, HOURS) if activity.hours else "units" if activity.units else "0"
    return Item(
        id=activity.id,
        kind="entry",
        title=activity.title,
        day=activity.date,
        cells=(logged, *map(_counted, own)),
        state="planned" if activity.is_planned else "",
        said=tuple(dict.fromkeys(_flags(activity, standings, own))),
    )


def _counted(credit: Credit | None) -> str:
    if credit is None:
        return OUTSIDE
    if not credit.unknown:
        return fitted(credit.counted, HOURS)
    return f"{fitted(credit.counted, HOURS)}?" if credit.counted else "?"


def _flags(activity: Activity, standings: Sequence[Standing], credits: Sequence[Credit | None]) -> Iterator[str]:
    if activity.is_planned:
        yield "planned"
    waits = shows = partly = refused = False
    for standing, credit in zip(standings, credits, strict=True):
        if credit is None:
            continue
        for reason in credit.because:
            if reason.hours < 0 and reason.rule not in _SILENT:
                yield _WORDS.get(reason.rule, "capped")
                refused |= reason.rule == "refused"
        if standing.official and credit.counted:
            waits |= not credit.confirmed
            partly |= 0 < credit.confirmed < credit.counted
            shows |= credit.confirmed >= credit.counted
    if waits:
        yield "not posted"
    elif partly:
        yield "posted in part"
    elif shows or (activity.posted and not refused):
        yield "posted"
