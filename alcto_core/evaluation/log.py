"""What one activity came to for each credential, and why, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import msgspec

from alcto_core.dates import show as show_date
from alcto_core.evaluation.change import reason_words, unknown_words
from alcto_core.evaluation.other_periods import Others, holding
from alcto_core.evaluation.sentences import count_words, marked_heading
from alcto_core.evaluation.standing import Credit, Standing
from alcto_core.hours import length, show_asked, show_signed
from alcto_core.records.types import Activity


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
