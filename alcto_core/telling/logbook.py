"""The log as a person looks at it: in one period or all, narrowed down, sorted, with the sums of each year.

A screen that is filtered while typing asks again and again: what costs something is worked out once, and a row is made
when somebody looks at it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

from alcto_core.evaluation.case import another
from alcto_core.evaluation.naming import heading
from alcto_core.evaluation.other_periods import OtherPeriods, Others
from alcto_core.evaluation.standing import Credit, Period, Standing
from alcto_core.hours import Hours, fitted
from alcto_core.keeping.evidence import without_proof
from alcto_core.numbers import counted
from alcto_core.problems import Refused
from alcto_core.records.types import Activity
from alcto_core.telling.card import STATE_TONES
from alcto_core.telling.home import by_urgency
from alcto_core.telling.log import HOURS, OUTSIDE, credits_of, entry_row, is_short, posting, short_names
from alcto_core.telling.page import Item, Part
from alcto_core.telling.search import log_of, newest_first
from alcto_core.words import Said, matching

if TYPE_CHECKING:
    from alcto_core.overview import Overview

DATE, TITLE, LOGGED, WHY = "date", "title", "logged", "why"
"""What the log can be sorted by, beside the hours that count for each credential (by its id)."""
_ORDERS = {
    DATE: ("newest first", "oldest first"),
    TITLE: ("A to Z", "Z to A"),
    LOGGED: ("most hours first", "fewest hours first"),
    WHY: ("by why hours are lost", "by why hours are lost, from the end"),
}
PLANNED, SHORT, NOT_POSTED, NO_PROOF = "planned", "short", "not-posted", "no-proof"
_KINDS = {
    PLANNED: "only planned",
    SHORT: "short: hours lost",
    NOT_POSTED: "not posted",
    NO_PROOF: "no proof",
}
_CREDENTIAL, _STRAND = "credential/", "strand/"


class PeriodChoice(msgspec.Struct, frozen=True, kw_only=True):
    """A period by which the log can be narrowed down."""

    id: str
    """ "al-td-ceu/FY26"."""
    label: str
    """ "TD-CEU FY26"."""
    credential: str
    period: Period
    standing: Standing


class Which(msgspec.Struct, frozen=True, kw_only=True):
    """A property by which the log can be narrowed down."""

    id: str
    label: str
    group: str
    """What it stands below in a list of choices."""


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What of the log is looked at, and in which order."""

    words: str = ""
    period: PeriodChoice | None = None
    which: tuple[str, ...] = ()
    """Ids of properties, all of which an entry must have."""
    sort: str = DATE
    is_reversed: bool = False

    @property
    def is_narrowed(self) -> bool:
        """Whether anything may be left out."""
        return bool(self.words.strip() or self.period or self.which)


class Logbook:
    """The log of one overview. Where not all columns may find room, those come first that do on Home."""

    def __init__(self, overview: Overview, *, is_narrow: bool = False) -> None:
        self._overview = overview
        self._items: dict[str, Item] = {}
        records = overview.records
        self.activities: tuple[Activity, ...] = records.activities if records is not None else ()
        self.standings: Sequence[Standing] = by_urgency(overview.standings) if is_narrow else overview.standings
        self.names = short_names(self.standings)
        self.columns = ("Logged", *self.names)

    @cached_property
    def said(self) -> Sequence[Said[Activity]]:
        """The folded log, newest first."""
        return log_of(self.activities, self._overview.library)

    @cached_property
    def _newest(self) -> tuple[Activity, ...]:
        return newest_first(self.activities)

    @cached_property
    def others(self) -> Others:
        """The periods, other than those in force, that hold some of the activities."""
        overview = self._overview
        bench = another(overview.bench)  # a screen may look at it in another thread
        periods = OtherPeriods(overview.records, overview.library, self.standings, plan=overview.plan, bench=bench)
        return periods.holding(self.activities)

    @cached_property
    def _credits(self) -> tuple[Mapping[str, Credit], ...]:
        return credits_of(self.standings, self.others)

    @cached_property
    def _by_id(self) -> Mapping[str, Activity]:
        return {one.id: one for one in self.activities}

    def credits(self, activity: Activity) -> list[Credit | None]:
        """What it came to for each of the standings, in the period that holds it."""
        return [known.get(activity.id) for known in self._credits]

    def item(self, id: str) -> Item:
        """An activity as a row."""
        if id not in self._items:
            activity = self._by_id[id]
            self._items[id] = entry_row(activity, self.standings, self.credits(activity))
        return self._items[id]

    # -- what can be asked --------------------------------------------------------------------------------------------

    @cached_property
    def periods(self) -> tuple[PeriodChoice, ...]:
        """The periods that hold entries, and those in force: for each credential the newest first."""
        found = []
        for standing in self.standings:
            held = [one for one in (standing, *self.others.get(standing.credential, ())) if one.period is not None]
            for one in sorted(held, key=lambda held: held.period.start if held.period else held.on, reverse=True):
                if one.period is not None:
                    found.append(
                        PeriodChoice(
                            id=f"{one.credential}/{one.period.name}", label=heading(one), credential=one.credential,
                            period=one.period, standing=one,
                        )
                    )  # fmt: skip
        return tuple(found)

    def period(self, name: str) -> PeriodChoice:
        """The period that a person means by a name such as "FY25", "TD-CEU FY25" or "al-td-ceu/FY25".

        Raises `Refused` where there is none, or where the name means periods of different days.
        """
        word = name.strip().casefold()
        found = [
            one for one in self.periods if word in (one.id.casefold(), one.label.casefold(), one.period.name.casefold())
        ]
        if not found:
            known = ", ".join(dict.fromkeys(one.period.name for one in self.periods)) or "none"
            raise Refused(f"No period is called “{name}”. Those that hold entries: {known}.")
        if len({(one.period.start, one.period.end) for one in found}) > 1:
            ids = ", ".join(one.id for one in found)
            raise Refused(f"“{name}” names periods of different days; write one of {ids}.")
        return found[0]

    @cached_property
    def whichs(self) -> tuple[Which, ...]:
        """Every property by which the log can be narrowed down."""
        kinds = [Which(id=id, label=label, group="Entries that are") for id, label in _KINDS.items()]
        held = [
            Which(id=f"{_CREDENTIAL}{one.credential}", label=name, group="Entries that count for")
            for one, name in zip(self.standings, self.names, strict=True)
        ]
        strands = dict.fromkeys(strand for one in self.activities for strand in _strands(one))
        library = self._overview.library
        named = sorted((library.strand_short(strand), strand) for strand in strands)
        return (
            *kinds,
            *held,
            *(Which(id=f"{_STRAND}{strand}", label=short, group="Entries of the strand") for short, strand in named),
        )

    def which(self, id: str) -> Which:
        """A property by its id, which must be one of them."""
        return next(one for one in self.whichs if one.id == id)

    def credential(self, word: str) -> str:
        """The id of a credential by its id or short name, in any case; raises `Refused` where there is none."""
        ids = [one.credential for one in self.standings]
        for id, name in zip(ids, self.names, strict=True):
            if word.casefold() in (id.casefold(), name.casefold()):
                return id
        raise Refused(f"You have no credential “{word}”. Yours are {', '.join(ids) or 'none yet'}.")

    def strand(self, word: str) -> str:
        """The id of the property of having a strand, by any name of the strand; raises `Refused` where none has it."""
        library = self._overview.library
        id = word if word in library.strands else library.strand_named(word) or word
        if not any(one.id == f"{_STRAND}{id}" for one in self.whichs):
            known = ", ".join(one.label for one in self.whichs if one.id.startswith(_STRAND)) or "none"
            raise Refused(f"No entry has the strand “{word}”. Those of your entries: {known}.")
        return f"{_STRAND}{id}"

    def sort_named(self, word: str) -> str:
        """What to sort by, by its word or a credential's id or short name; raises `Refused` where it is neither."""
        if word.casefold() in _ORDERS:
            return word.casefold()
        try:
            return self.credential(word)
        except Refused:
            known = ", ".join((*_ORDERS, *(one.credential for one in self.standings)))
            raise Refused(f"The log has no column “{word}”. It is sorted by one of {known}.") from None

    def sorts(self) -> tuple[str, ...]:
        """What the log can be sorted by."""
        return (DATE, TITLE, LOGGED, *(one.credential for one in self.standings), WHY)

    def order_words(self, asked: Asked) -> str:
        """The order in a few words: "newest first", "most TD-CEU hours first"."""
        if asked.sort in _ORDERS:
            return _ORDERS[asked.sort][asked.is_reversed]
        ids = [one.credential for one in self.standings]
        name = self.names[ids.index(asked.sort)] if asked.sort in ids else asked.sort
        return f"{'fewest' if asked.is_reversed else 'most'} {name} hours first"

    # -- what is found ------------------------------------------------------------------------------------------------

    def find(self, asked: Asked) -> tuple[Activity, ...]:
        """The entries that are asked for, in their order."""
        found = matching(self.said, asked.words) if asked.words.strip() else self._newest
        if asked.period is not None:
            start, end = asked.period.period.start, asked.period.period.end
            found = tuple(one for one in found if start <= one.date <= end)
        for which in asked.which:
            found = self._narrowed(found, which)
        return self._sorted(found, asked)

    @cached_property
    def _lacking(self) -> frozenset[str]:
        return frozenset(one.id for one in without_proof(self._overview.folder, self.activities))

    def _narrowed(self, found: tuple[Activity, ...], which: str) -> tuple[Activity, ...]:
        return tuple(one for one in found if self._has(one, which))

    def _has(self, one: Activity, which: str) -> bool:
        if which.startswith(_STRAND):
            return which.removeprefix(_STRAND) in _strands(one)
        if which.startswith(_CREDENTIAL):
            ids = [standing.credential for standing in self.standings]
            credit = self._credits[ids.index(which.removeprefix(_CREDENTIAL))].get(one.id)
            return credit is not None and credit.counted > 0
        if which == NO_PROOF:
            return one.id in self._lacking
        if which == PLANNED:
            return one.is_planned
        if which == SHORT:
            return is_short(one, self.standings, self.credits(one))
        return posting(one, self.standings, self.credits(one)) in ("not posted", "posted in part")

    def _sorted(self, found: tuple[Activity, ...], asked: Asked) -> tuple[Activity, ...]:
        """Newest first among those that are alike."""
        ids = [one.credential for one in self.standings]
        if asked.sort == DATE:
            return found[::-1] if asked.is_reversed else found
        if asked.sort == TITLE:
            return tuple(sorted(found, key=lambda one: one.title.casefold(), reverse=asked.is_reversed))
        if asked.sort == WHY:
            key = {one.id: (not (said := self.item(one.id).said), said) for one in found}
            return tuple(sorted(found, key=lambda one: key[one.id], reverse=asked.is_reversed))
        if asked.sort == LOGGED:
            return tuple(sorted(found, key=lambda one: one.hours, reverse=not asked.is_reversed))
        held = self._credits[ids.index(asked.sort)]
        amounts = {one.id: held[one.id].counted if one.id in held else -1 for one in found}
        return tuple(sorted(found, key=lambda one: amounts[one.id], reverse=not asked.is_reversed))

    def years(self, found: Sequence[Activity]) -> dict[int, list[Activity]]:
        """The entries of each year, in the order given."""
        years: dict[int, list[Activity]] = {}
        for one in found:
            years.setdefault(one.date.year, []).append(one)
        return years

    def year_row(self, year: int, found: Sequence[Activity]) -> Item:
        """The sums of a year, and how the periods that ended in it came out."""
        ended = [one for one in self.periods if one.period.end.year == year and one.period.end < one.standing.on]
        names = [one.period.name for one in ended]
        words = [
            f"{one.period.name if names.count(one.period.name) == 1 else one.label} {one.standing.state.word}"
            for one in ended
        ]
        return Item(
            id=f"year/{year}",
            kind="year",
            title=str(year),
            text=f"{counted(len(found), 'entry', 'entries')} in {year}",
            cells=self.sums(found),
            state=", ".join(words),
            tone=STATE_TONES[ended[0].standing.state] if ended else "plain",
        )

    def sums(self, found: Iterable[Activity]) -> tuple[str, ...]:
        """What the entries come to in each column; what is only planned is in none."""
        done = [one for one in found if not one.is_planned]
        logged: Hours = sum(one.hours for one in done)
        figures = [fitted(logged, HOURS)]
        for held in self._credits:
            own = [held[one.id].counted for one in done if one.id in held]
            figures.append(fitted(sum(own), HOURS) if own else OUTSIDE)
        return tuple(figures)

    def parts(self, found: Sequence[Activity], asked: Asked) -> tuple[Part, ...]:
        """The page: by year where it is sorted by day, else in one part."""
        if asked.sort != DATE:
            return (Part(columns=self.columns, items=tuple(self.item(one.id) for one in found)),)
        return tuple(
            Part(
                heading=str(year),
                columns=self.columns,
                items=(*(self.item(one.id) for one in listed), self.year_row(year, listed)),
            )
            for year, listed in self.years(found).items()
        )

    def tally(self, found: Sequence[Activity]) -> str:
        """How many of them are planned or lose hours: "1 planned, 1 short"."""
        planned = sum(one.is_planned for one in found)
        short = sum(is_short(one, self.standings, self.credits(one)) for one in found)
        return ", ".join(f"{number:,} {word}" for number, word in ((planned, "planned"), (short, "short")) if number)

    def totals(self, found: Sequence[Activity], asked: Asked) -> str:
        """What the entries come to: "logged 12.5, counted 9.5", the latter where one credential is asked about."""
        figures = self.sums(found)
        ids = [one.credential for one in self.standings]
        words = f"logged {figures[0]}"
        if asked.period is not None and asked.period.credential in ids:
            words += f"  counted {figures[1 + ids.index(asked.period.credential)].replace(OUTSIDE, '0')}"
        return words

    def number(self, found: Sequence[Activity], asked: Asked) -> str:
        """ "42 entries", or "4 of 42 entries" where the log is narrowed down."""
        whole = counted(len(self.activities), "entry", "entries")
        return f"{len(found):,} of {whole}" if asked.is_narrowed else whole


def _strands(activity: Activity) -> Iterable[str]:
    for session in activity.sessions:
        yield from session.strands if session.strands is not None else activity.strands
    yield from activity.strands
