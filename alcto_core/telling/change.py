"""What a change does to a credential, in words: figures before and after, and what becomes of the state."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from alcto_core.dates import show as show_date
from alcto_core.evaluation.naming import marked_heading, missing_clause
from alcto_core.evaluation.standing import Credit, Requirement, Standing, State
from alcto_core.hours import beside, long, show_asked, show_signed
from alcto_core.nouns import of_in
from alcto_core.records.types import Activity, Records

ARROW = "→"
NO_CREDENTIAL = "No credential is recorded, so it counts for nothing yet."
NO_CHANGE = "Nothing that counts changes."
NO_PERIOD = "It falls into no period that you owe, so it counts for nothing."


def without_effect(records: Records, activity: Activity | None, *, is_new: bool) -> str:
    """The sentence where a change has no effect: why."""
    if not records.credentials:
        return NO_CREDENTIAL
    return NO_PERIOD if activity is not None and is_new else NO_CHANGE


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One credential, before and after."""

    credential: str
    title: str
    figures: str
    """ "9.5 → 14.25 of 12", or why there is no change."""
    details: tuple[str, ...]
    """ "ALET 3.5 → 8.25 of 6", "Law short 2 → 0.5"."""
    state: State
    verdict: str
    """ "becomes MET", "NOT YET: 12 hours missing"."""
    is_turned: bool
    """Whether the state is another one than before."""
    lost: tuple[str, ...]
    """What does not count and why, a sentence each."""


def change(
    before: Standing, after: Standing, credit: Credit | None, nowhere: str = "", *, is_other_period: bool = False
) -> Change:
    """The change from one standing to another; `credit` is what the activity itself comes to, `nowhere` why it counts
    for no cycle, `is_other_period` whether they are of another period than the one in force: then both states are
    named."""
    return Change(
        credential=after.credential,
        title=marked_heading(after),
        figures=_figures(before, after, credit),
        details=tuple(_details(before, after)),
        state=after.state,
        verdict=_verdict(before, after, is_other_period=is_other_period),
        is_turned=before.state is not after.state,
        lost=tuple(_lost(credit)) if credit is not None else (nowhere,) if nowhere else (),
    )


def _figures(before: Standing, after: Standing, credit: Credit | None) -> str:
    had, has, needed = before.hours.counted, after.hours.counted, after.hours.needed
    was, will, of = beside(had, needed), beside(has, needed), f" of {show_asked(needed)}" if needed is not None else ""
    if (own := after.hours.own) is not None and needed is not None:
        of = f"{of} hours ({of_in(own, has, needed)} {own.several})"
    if had != has:
        return f"{was} {ARROW} {will}{of}"
    if after.period is None:
        return "no change"
    is_gone = len(before.credits) > len(after.credits)  # one that was in the period, and counted nothing, is deleted
    if credit is None and not is_gone:
        return f"{will}{of}, no change: outside {show_date(after.period.start)} to {show_date(after.period.end)}"
    return f"{will}{of}, no change"


def _details(before: Standing, after: Standing) -> Iterator[str]:
    for requirement in after.requirements:
        old = before.requirement(requirement.id)
        if old is None or requirement.kind != "hours" or requirement.counted == old.counted:
            continue
        if requirement.needed == after.hours.needed and requirement.counted == after.hours.counted:
            continue
        if requirement.group:
            if old.missing or requirement.missing:
                was, will = show_asked(old.missing or 0), show_asked(requirement.missing or 0)
                yield f"{_name(requirement, after)} short {was} {ARROW} {will}"
        elif not requirement.advisory:
            needed = requirement.needed or 0
            counted = f"{beside(old.counted or 0, needed)} {ARROW} {beside(requirement.counted or 0, needed)}"
            yield f"{_name(requirement, after)} {counted} of {show_asked(needed)}"
    limits = {limit.id: limit for limit in before.limits}
    for limit in after.limits:
        earlier = limits.get(limit.id)
        if earlier is not None and earlier.counted != limit.counted:
            counted = f"{beside(earlier.counted, limit.most)} {ARROW} {beside(limit.counted, limit.most)}"
            yield f"{limit.short} {counted}, max {show_asked(limit.most)}"


def _name(requirement: Requirement, standing: Standing) -> str:
    """What its hours are called, where no other requirement calls its own so."""
    alike = sum(one.kind == "hours" and one.unit == requirement.unit for one in standing.requirements)
    is_own = requirement.unit != "hours" and alike == 1
    return requirement.unit.removesuffix(" hours") if is_own else requirement.short or requirement.title


def _verdict(before: Standing, after: Standing, *, is_other_period: bool) -> str:
    word = after.state.word
    missing = missing_clause(after, dated=False) if after.state in {State.IN_PROGRESS, State.NON_COMPLIANT} else ""
    said = f"{word}: {missing}" if missing else word
    if before.state is after.state:
        return said
    return f"{before.state.word} becomes {said}" if is_other_period else f"becomes {said}"


def _lost(credit: Credit) -> Iterator[str]:
    for reason in credit.because:
        if reason.hours:
            yield f"{show_signed(reason.hours)} {reason.text.rstrip('.')}"
    if credit.unknown:
        yield unknown_words(credit)
    yield from credit.notes


def unknown_words(credit: Credit) -> str:
    """The hours of which nobody can say whether they count."""
    return f"{long(credit.unknown)}: nobody can say yet what counts of this"
