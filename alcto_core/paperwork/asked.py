"""What was asked to be exported, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from importlib import import_module

import msgspec

from alcto_core.evaluation.naming import no_period
from alcto_core.evaluation.other_periods import OtherPeriods, Others
from alcto_core.evaluation.standing import Standing
from alcto_core.extras import needed_words
from alcto_core.nouns import counted_noun
from alcto_core.overview import Overview
from alcto_core.paperwork.kinds import Format, Kind
from alcto_core.problems import Refused
from alcto_core.records.reading import Reading
from alcto_core.records.types import Activity, Records
from alcto_core.rules.faults import nearest_of


class Asked(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """The records on a date, and the part of them that is asked for."""

    overview: Overview
    """Opened with the period that is asked for, if any."""
    credential: str | None = None
    """None: all."""
    period: str | None = None
    """None: what is in force, and of entries all that were logged unless a credential is named."""
    by: str | None = None
    """A report that a plugin brings, by its id; None: alcto's own."""

    @property
    def records(self) -> Records:
        """Raises `Refused` where nothing can be read."""
        found = self.reading.records
        assert found is not None
        return found

    @property
    def reading(self) -> Reading:
        """The records file as it was read. Raises `Refused` where nothing can be read."""
        if self.overview.loaded is None or self.overview.records is None:
            raise Refused("Nothing can be exported before the records file is put right.")
        return self.overview.loaded.reading

    @cached_property
    def standings(self) -> tuple[Standing, ...]:
        """The standings asked about. Raises `Refused` for a credential that nobody holds, or without the period."""
        if self.credential is None:
            return self.overview.standings
        if self.records.credential(self.credential) is None:
            known = [one.id for one in self.records.credentials]
            raise Refused(
                f"No credential is called “{self.credential}”; {nearest_of(self.credential, known)}"
                f"yours: {', '.join(known) or 'none'}."
            )
        found = tuple(one for one in self.overview.standings if one.credential == self.credential)
        if not found:
            raise Refused(f"{no_period(self.credential, self.period)}.")
        return found

    @cached_property
    def activities(self) -> tuple[Activity, ...]:
        """The entries asked for, by day and id: all, or those in the windows of the standings asked about."""
        found = self.records.activities
        if self.credential is not None or self.period is not None:
            inside = {credit.activity for standing in self.standings for credit in standing.credits}
            found = tuple(one for one in found if one.id in inside)
        return tuple(sorted(found, key=lambda one: (one.date, one.id)))

    @cached_property
    def others(self) -> Others:
        """The other periods that hold some of the entries; none where one is asked for."""
        overview = self.overview
        if self.period is not None:
            return {}
        periods = OtherPeriods(self.records, overview.library, self.standings, plan=overview.plan)
        return periods.holding(self.activities)

    def said(self) -> Iterator[str]:
        """The part that is asked for, in words: nothing where it is everything."""
        if self.credential is not None or self.period is not None:
            for standing in self.standings:
                yield f"{standing.short} {standing.period.name}" if standing.period else standing.short


class Made(msgspec.Struct, frozen=True, kw_only=True):
    """A paper as bytes."""

    raw: bytes
    holds: str
    """What is in it, in words: "12 entries"."""
    told: tuple[str, ...] = ()
    """What the person should know of it, a sentence each."""


def entries_held(activities: Sequence[object]) -> str:
    """How many entries a paper holds, in words."""
    return counted_noun(len(activities), "entries")


def made(asked: Asked, kind: Kind, form: Format) -> Made:
    """Make the paper. Raises `Refused`, also where the library of an extra is not installed."""
    if form.extra:
        _require(form)
    writer = import_module(f"alcto_core.paperwork.writers.{form.writer}")
    found: Made = getattr(writer, kind.name.replace("-", "_"))(asked)
    return found


def _require(form: Format) -> None:
    try:
        import_module(f"alcto_core.paperwork.writers.{form.writer}")
    except ImportError as error:
        if (error.name or "").startswith("alcto_core"):
            raise
        raise Refused(needed_words(f"To write {form.ending.upper()}", form.extra, form.instead)) from None
