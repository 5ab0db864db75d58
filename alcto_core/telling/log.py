"""The log of activities as a table: what each came to for each credential, and what is worth knowing, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from alcto_core.evaluation.other_periods import Others
from alcto_core.evaluation.standing import Credit, Standing
from alcto_core.hours import Hours, fitted, number, show
from alcto_core.numbers import counted
from alcto_core.records.tables import activity_table, json_value
from alcto_core.records.types import Activity
from alcto_core.telling.page import Item, Part, Tone
from alcto_core.telling.sentences import own_words

HOURS = 6
"""Signs that a length may take: a longer one is told as "101:40"."""
OUTSIDE = "·"
"""For a credential none of whose periods holds the day, and for what is only planned."""
NOTHING_LOGGED = "No activities yet."
_RULES = {
    "no-strand": "no strand",
    "not-on-list": "not on list",
    "no-list-for-period": "no list yet",
    "approval-not-installed": "approval not installed",
    "repeat": "repeat",
    "refused": "refused",
    "award": "fixed hours",
    "entry-maximum": "cap",
    "offering-maximum": "cap",
}
_OTHER_KIND = "other kind"
"""For a credential that takes nothing of this kind at all."""
_WHOLLY = {"no strand", "not on list", "no list yet", "approval not installed", "repeat", "refused", _OTHER_KIND}
"""What takes all hours, or those of a part: the amount says nothing more."""
_ELSEWHERE = {"not on list", "no list yet", _OTHER_KIND}
"""What is no matter for concern where the entry counts wholly for another credential."""
_SILENT = {"planned", "counts-for", "exclusive"}
"""Reasons that the row says otherwise, or that are no matter for concern."""
_NEVER = "excluded-time"


def short_names(standings: Iterable[Standing]) -> tuple[str, ...]:
    """A short name for each credential; its id where two have the same."""
    listed = tuple(standings)
    shorts = [standing.short for standing in listed]
    return tuple(one.credential if shorts.count(one.short) > 1 else one.short for one in listed)


def log_part(activities: Iterable[Activity], standings: Sequence[Standing], others: Others) -> Part:
    """An item for each activity, in the order given: its hours, what of them counts for each credential, and one or two
    words each of what is worth knowing, the weightiest first: "planned", "repeat", "-2 cap", "not posted".

    `others` are other periods in which activities count.
    """
    credits = credits_of(standings, others)
    return Part(
        columns=("Logged", *short_names(standings)),
        items=tuple(
            entry_row(activity, standings, [known.get(activity.id) for known in credits]) for activity in activities
        ),
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


def counts_in_full(credit: Credit) -> bool:
    """Whether everything counts but time that never does."""
    never = sum(reason.hours for reason in credit.because if reason.rule == _NEVER)
    return credit.counted > 0 and credit.counted >= credit.claimed + never


def is_short(activity: Activity, standings: Iterable[Standing], credits: Iterable[Credit | None]) -> bool:
    """Whether hours are lost that might have counted: to a cap, as a repeat, for want of a strand."""
    if activity.is_planned:
        return False
    known = [(one, credit) for one, credit in zip(standings, credits, strict=True) if credit is not None]
    lost = {
        _word(standing, credit, reason.rule)
        for standing, credit in known
        for reason in credit.because
        if reason.hours < 0 and reason.rule not in {*_SILENT, _NEVER}
    }
    is_full = any(counts_in_full(credit) for _, credit in known)
    return bool(lost - _ELSEWHERE if is_full else lost)


def _word(standing: Standing, credit: Credit, rule: str) -> str:
    """Why hours are lost to a rule, in a word or two."""
    if rule in _RULES:
        return _RULES[rule]
    if any(limit.id == rule for limit in standing.limits):
        return "cap"
    return "by rule" if credit.counted else _OTHER_KIND


def posting(activity: Activity, standings: Iterable[Standing], credits: Iterable[Credit | None]) -> str:
    """What the official records show of it: "posted", "posted in part", "not posted"; empty where none is asked."""
    waits = shows = partly = refused = False
    for standing, credit in zip(standings, credits, strict=True):
        if credit is not None:
            refused |= any(reason.rule == "refused" and reason.hours < 0 for reason in credit.because)
            if standing.official and credit.counted:
                waits |= not credit.confirmed
                partly |= 0 < credit.confirmed < credit.counted
                shows |= credit.confirmed >= credit.counted
    if waits:
        return "not posted"
    if partly:
        return "posted in part"
    return "posted" if shows or (activity.posted and not refused) else ""


def entry_row(activity: Activity, standings: Sequence[Standing], credits: Sequence[Credit | None]) -> Item:
    """An activity as a row; `credits` is what it came to for each of the standings."""
    logged = fitted(activity.hours, HOURS) if activity.hours else "units" if activity.units else "0"
    return Item(
        id=activity.id,
        kind="entry",
        title=activity.title,
        day=activity.date,
        cells=(logged, *(_counted(credit, activity.is_planned) for credit in credits)),
        state="planned" if activity.is_planned else "",
        tone=_tone(activity, standings, credits),
        said=tuple(
            word for word in (*_whys(activity, standings, credits), posting(activity, standings, credits)) if word
        ),
    )


def _tone(activity: Activity, standings: Sequence[Standing], credits: Sequence[Credit | None]) -> Tone:
    """Planned, in doubt, short, for nothing at all, or good."""
    known = [credit for credit in credits if credit is not None]
    if activity.is_planned or not known:
        return "quiet"
    if any(credit.unknown for credit in known):
        return "unknown"
    if not any(credit.counted for credit in known):
        return "missed"
    return "short" if is_short(activity, standings, credits) else "met"


def _counted(credit: Credit | None, is_planned: bool) -> str:
    if credit is None or (is_planned and not credit.counted):
        return OUTSIDE
    if not credit.unknown:
        return fitted(credit.counted, HOURS)
    return f"{fitted(credit.counted, HOURS)}?" if credit.counted else "?"


def _whys(activity: Activity, standings: Sequence[Standing], credits: Sequence[Credit | None]) -> Iterator[str]:
    """Why hours are lost, the weightiest first: "planned", "repeat", "-2 cap", "-1 meal"."""
    if activity.is_planned:
        yield "planned"
    lists: dict[str, None] = {}
    lost: dict[str, Hours] = {}
    never: Hours = 0
    for standing, credit in zip(standings, credits, strict=True):
        for reason in credit.because if credit is not None else ():
            if credit is None or reason.hours >= 0 or reason.rule in _SILENT:
                continue
            word = _word(standing, credit, reason.rule)
            if reason.rule == _NEVER:
                never = max(never, -reason.hours)
            elif word in _WHOLLY:
                lists[word] = None
            else:
                lost[word] = max(lost.get(word, 0), -reason.hours)
    if any(credit is not None and credit.counted for credit in credits):
        lists.pop(_OTHER_KIND, None)
    yield from (f"-{show(hours)} {word}" for word, hours in lost.items())
    yield from lists
    yield from (own_words(credit) for credit in credits if credit is not None and own_words(credit))
    if never:
        yield f"-{show(never)} {_kinds(activity)}"


def _kinds(activity: Activity) -> str:
    kinds = dict.fromkeys(one.kind.replace("-", " ") for one in activity.sessions if one.kind != "session")
    return ", ".join(kinds) or "time"
