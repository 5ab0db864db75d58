"""Periods besides the one in force: the standings of those that hold an activity, and what of a cap a year has used."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from alcto_core.evaluation.case import Bench
from alcto_core.evaluation.evaluate import standing_in, windows_of
from alcto_core.evaluation.standing import Standing
from alcto_core.hours import Hours
from alcto_core.records.types import Activity, Credential, Records
from alcto_core.rules.library import Library
from alcto_core.rules.windows import Span

Others = Mapping[str, Sequence[Standing]]
"""For each credential, the standings of other periods that hold some of the activities."""


class OtherPeriods:
    """The periods of one person's credentials besides those in force, each judged once, when it is asked for."""

    def __init__(
        self,
        records: Records | None,
        library: Library,
        standings: Sequence[Standing],
        *,
        plan: bool,
        bench: Bench | None = None,
    ) -> None:
        """What was prepared for the standings on the `bench` serves again."""
        self._bench = bench
        self._records = records
        self._library = library
        self._standings = standings
        self._plan = plan
        self._judged: dict[tuple[str, str], Standing | None] = {}

    def holding(self, activities: Iterable[Activity]) -> Others:
        """The standings, on the date of those in force, of the other periods that hold some of the activities."""
        days = sorted({activity.date for activity in activities})
        if self._records is None or not days:
            return {}
        return {standing.credential: tuple(self._of(self._records, standing, days)) for standing in self._standings}

    def _of(self, records: Records, standing: Standing, days: Sequence[date]) -> Iterable[Standing]:
        credential = records.credential(standing.credential)
        if credential is None or standing.unread:
            return
        now = standing.period
        for span in windows_of(records, credential, self._library, standing.on, max(days[-1], standing.on)):
            at = bisect_left(days, span.start)
            if (now is None or span.name != now.name) and at < len(days) and days[at] <= span.end:
                held = self._standing(records, credential, span.name, standing.on)
                if held is not None:
                    yield held

    def _standing(self, records: Records, credential: Credential, period: str, on: date) -> Standing | None:
        """The standing in a period; None where it lies so far ahead that nobody can ask for it."""
        key = (credential.id, period)
        if key not in self._judged:
            asked = {"plan": self._plan, "readings": False, "earlier": False, "bench": self._bench}
            self._judged[key] = standing_in(records, credential, self._library, on, period, **asked)
        return self._judged[key]


def holding(standing: Standing, others: Others, activity: str) -> Standing:
    """The standing of the period that holds an activity; the given one where none does."""
    found = (one for one in others.get(standing.credential, ()) if one.credit(activity) is not None)
    return standing if standing.credit(activity) is not None else next(found, standing)


def used_caps(records: Records, library: Library, on: date, span: Span, plan: bool = False) -> Mapping[str, Hours]:
    """Counted hours of each offering in the year: the most that any program counts of it."""
    used: dict[str, Hours] = {}
    offerings = {activity.id: activity.offering for activity in records.activities if activity.offering}
    for credential in records.credentials:
        rules = library.rule_sets.get(credential.program)
        if rules is None or rules.counts.listed is None:
            continue
        standing = standing_in(records, credential, library, on, span.name, plan=plan, readings=False)
        if standing is None:
            continue
        own: dict[str, Hours] = {}
        for credit in standing.credits:
            if (offering := offerings.get(credit.activity)) is not None:
                own[offering] = own.get(offering, 0) + credit.counted
        for offering, hours in own.items():
            used[offering] = max(used.get(offering, 0), hours)
    return used
