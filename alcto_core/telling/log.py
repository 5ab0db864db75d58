"""The log of activities as rows: what each came to for each credential, and what is worth knowing, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import msgspec

from alcto_core.dates import show as show_date
from alcto_core.evaluation.naming import marked_heading
from alcto_core.evaluation.other_periods import Others, holding
from alcto_core.evaluation.standing import Credit, Standing
from alcto_core.hours import Hours, length, show_asked, show_signed
from alcto_core.records.types import Activity
from alcto_core.telling.change import reason_words, unknown_words
from alcto_core.telling.sentences import count_words

_WORDS = {
    "no-strand": "no strand",
    "not-on-list": "not on list",
    "no-list-for-period": "no list yet",
    "approval-not-installed": "approval not installed",
    "repeat": "repeat",
    "refused": "refused",
    "award": "fixed hours",
    "entry-maximum": "capped",
    "offering-maximum": "capped",
}
_SILENT = {"excluded-time", "planned", "counts-for", "exclusive"}
"""Reasons that the row says otherwise, or that are no matter for concern."""


class LogRow(msgspec.Struct, frozen=True, kw_only=True):
    """One activity of the log."""

    activity: Activity
    counted: tuple[Hours | None, ...]
    """For each standing; None where the day lies in none of its windows."""
    is_unknown: tuple[bool, ...]
    """For each standing: whether nobody can say yet what it comes to."""
    flags: tuple[str, ...]
    """One or two words each, the weightiest first: "planned", "repeat", "not posted"."""


def short_names(standings: Iterable[Standing]) -> tuple[str, ...]:
    """A short name for each credential; its id where two have the same."""
    listed = tuple(standings)
    shorts = [standing.short for standing in listed]
    return tuple(one.credential if shorts.count(one.short) > 1 else one.short for one in listed)


def log_rows(
    activities: Iterable[Activity], standings: Sequence[Standing], others: Others | None = None
) -> tuple[LogRow, ...]:
    """A row for each activity, in the order given; `others` are other periods in which activities count."""
    credits = [
        {
            credit.activity: credit
            for one in (*(others or {}).get(standing.credential, ()), standing)
            for credit in one.credits
        }
        for standing in standings
    ]
    return tuple(_row(activity, standings, credits) for activity in activities)


def _row(activity: Activity, standings: Sequence[Standing], credits: Sequence[Mapping[str, Credit]]) -> LogRow:
    own = [known.get(activity.id) for known in credits]
    return LogRow(
        activity=activity,
        counted=tuple(None if credit is None else credit.counted for credit in own),
        is_unknown=tuple(credit is not None and credit.unknown > 0 for credit in own),
        flags=tuple(_flags(activity, standings, own)),
    )


def _flags(activity: Activity, standings: Sequence[Standing], credits: Sequence[Credit | None]) -> list[str]:
    found = ["planned"] if activity.is_planned else []
    waits = shows = partly = False
    for standing, credit in zip(standings, credits, strict=True):
        if credit is None:
            continue
        found += [
            _WORDS.get(reason.rule, "capped")
            for reason in credit.because
            if reason.hours < 0 and reason.rule not in _SILENT
        ]
        if standing.official and credit.counted:
            waits |= not credit.confirmed
            partly |= 0 < credit.confirmed < credit.counted
            shows |= credit.confirmed >= credit.counted
    if waits:
        found.append("not posted")
    elif partly:
        found.append("posted in part")
    elif shows or (activity.posted and "refused" not in found):
        found.append("posted")
    return list(dict.fromkeys(found))


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """What one activity came to for one credential, line by line."""

    title: str
    figures: str
    """ "3.5 of 4.5 count"."""
    is_full: bool
    """Whether every claimed hour counts."""
    lines: tuple[tuple[str, str], ...]
    """An amount such as "-1" (or nothing) and a sentence without a full stop: reductions, strands, what is posted."""


def accounts(
    activity: Activity,
    standings: Sequence[Standing],
    strand_short: Callable[[str], str],
    others: Others | None = None,
) -> tuple[Account, ...]:
    """What an activity came to for every credential, in the period that holds it, and why."""
    held = (holding(standing, others or {}, activity.id) for standing in standings)
    return tuple(_account(activity, standing, strand_short) for standing in held)


def _account(activity: Activity, standing: Standing, strand_short: Callable[[str], str]) -> Account:
    credit = standing.credit(activity.id)
    title = marked_heading(standing)
    if credit is not None:
        return Account(
            title=title,
            figures=count_words(credit, with_unit=False),
            is_full=credit.counted >= credit.claimed,
            lines=tuple(_lines(standing, credit, strand_short)),
        )
    if standing.period is None:
        return Account(title=title, figures=standing.why.rstrip("."), is_full=True, lines=())
    span = f"{show_date(standing.period.start)} to {show_date(standing.period.end)}"
    return Account(title=title, figures=f"outside {span}", is_full=True, lines=())


def _lines(standing: Standing, credit: Credit, strand_short: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    for reason in credit.because:
        amount = show_signed(reason.hours) if reason.hours else ""
        yield amount, reason_words(standing, reason)
    if credit.unknown:
        yield "?", unknown_words(credit)
    if credit.strands:
        divided = ", ".join(f"{strand_short(strand)} {length(hours)}" for strand, hours in credit.strands.items())
        yield "", f"Strands, {'suggested' if credit.suggested else 'as written'}: {divided}"
    if standing.official and credit.counted:
        left = credit.counted - credit.confirmed
        yield (
            "",
            f"{show_asked(left)} not posted in {standing.official}" if left else f"{standing.official} shows all of it",
        )
    for note in credit.notes:
        yield "", note.rstrip(".")
