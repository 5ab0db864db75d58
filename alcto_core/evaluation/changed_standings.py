"""What many changes at once would do to every standing, judged by the rules on the records as they would be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import msgspec

from alcto_core.evaluation.case import Bench
from alcto_core.evaluation.evaluate import evaluate
from alcto_core.evaluation.naming import ended_words, marked_heading, missing_clause
from alcto_core.evaluation.standing import EarlierPeriod, Standing, State
from alcto_core.hours import beside
from alcto_core.nouns import asked_hours, counted_hours, of_in
from alcto_core.records.types import Records
from alcto_core.rules.library import Library


class ChangedStanding(msgspec.Struct, frozen=True, kw_only=True):
    """One credential before and after."""

    before: Standing
    after: Standing

    @property
    def title(self) -> str:
        """The credential with its window."""
        return marked_heading(self.after)

    @property
    def figures(self) -> str:
        """ "6 → 9.5 of 12 hours", or that nothing changes."""
        had, has, needed = self.before.hours.counted, self.after.hours.counted, self.after.hours.needed
        own = self.after.hours.own
        now = counted_hours(has) if needed is None else f"{beside(has, needed)} of {asked_hours(needed)}"
        if own is not None and needed is not None:
            now = f"{now} ({of_in(own, has, needed)} {own.several})"
        if had == has and self.before.period == self.after.period:
            return f"{now}, no change" if self.after.period is not None else "no change"
        return f"{beside(had, needed)} → {now}"

    @property
    def verdict(self) -> str:
        """ "becomes MET", "stays NOT YET: 2.5 hours missing"."""
        word = self.after.state.word
        is_open = self.after.state in (State.IN_PROGRESS, State.NON_COMPLIANT)
        missing = missing_clause(self.after, dated=False) if is_open else ""
        said = f"{word}: {missing}" if missing else word
        return f"{'stays' if self.before.state is self.after.state else 'becomes'} {said}"

    @property
    def earlier(self) -> tuple[str, ...]:
        """What changes in windows that have ended, a sentence each."""
        return tuple(_earlier(self.before.earlier, self.after.earlier))


def changed_standings(
    records: Records,
    standings: Sequence[Standing],
    library: Library,
    on: date,
    *,
    plan: bool = False,
    brief: bool = False,
    bench: Bench | None = None,
) -> tuple[ChangedStanding, ...]:
    """What becomes of the `standings` with these `records`; what was prepared for them on the `bench` serves again,
    and `brief` is as `evaluate` means it."""
    before = {standing.credential: standing for standing in standings}
    return tuple(
        ChangedStanding(
            before=before[credential.id],
            after=evaluate(records, credential, library, on, plan=plan, readings=False, brief=brief, bench=bench),
        )
        for credential in records.credentials
        if credential.id in before
    )


def _earlier(before: Sequence[EarlierPeriod], after: Sequence[EarlierPeriod]) -> Iterator[str]:
    had, has = ({one.period.name: one for one in listed} for listed in (before, after))
    for name, one in had.items():
        if name not in has:
            yield f"{name} is no longer {one.state.word}."
        elif (had_been := ended_words(one)) != (would_be := ended_words(has[name])):
            yield f"{name}: {had_been} → {would_be}."
    for name, one in has.items():
        if name not in had:
            yield f"{name} would now show as {ended_words(one)}: by these activities you owed it then already."
