"""What could still be attended: every offering of the catalogues on every run of days on which it serves alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

import msgspec

from alcto_core.hours import HOUR, MOST, Hours, from_decimal
from alcto_core.planning.any_events import ANY_KIND, EventKind, is_any_event
from alcto_core.planning.question import Days, PlanQuestion
from alcto_core.records.types import Activity
from alcto_core.rules.vocabulary import Catalogue, Offering, RuleSet, names

_DAY = timedelta(days=1)
_FORMATS = ("online", None, "hybrid", "in-person")
"""What costs least to attend comes first, where two serve alike."""
Strands = Mapping[str, tuple[str, ...]]
"""Strands by the id of their framework."""
DAY = 8 * HOUR
"""What one entry may plausibly hold, where no catalogue says how long an event is: a full day. The one event of which a
source tells both its hours and its sessions, the CTO Academy, holds 54 in seven: 7.71 a day."""
_FEW_DAYS = 7
"""An offering listed for no more days than these is listed for the days on which it is held."""


class Offer(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """One offering on a run of days, tied to strands that it may serve."""

    catalogue: Catalogue
    offering: Offering
    first: date
    last: date
    strands: Strands
    kind: EventKind = ANY_KIND
    """What an event must be of that no list holds."""
    counts_for: tuple[str, ...] | None = None
    """Only these credentials, where an entry that says nothing would go to another one."""
    probes: tuple[Activity, ...]
    """An entry of it in each part of the run, as long as an entry can be."""

    @property
    def rank(self) -> tuple[int, str, date, int]:
        """The order in which offers are chosen where they serve alike: what leaves the most time comes first."""
        return (_FORMATS.index(self.offering.format), self.offering.id, self.first, -self.last.toordinal())

    @property
    def length(self) -> int | None:
        """Its hours, where they are fixed; None where an entry may be of any length."""
        return from_decimal(self.offering.award) if self.offering.award is not None else None

    def holds(self, first: date, last: date) -> bool:
        """Whether it can be attended on each of these days."""
        return self.first <= first and last <= self.last


def offers(
    question: PlanQuestion,
    edges: Iterable[date],
    last: date,
    strands: Strands,
    *,
    alone: Iterable[str] = (),
    only_for: Iterable[tuple[str, ...] | None] = (None,),
    unlisted: Iterable[EventKind] = (),
) -> tuple[Offer, ...]:
    """Every offer from the day asked about to the `last` day.

    `edges` are the last days of what windows and their parts divide, `alone` the frameworks of which an entry may
    serve one strand only, `only_for` the credentials that an entry may be kept for. `unlisted` are
    kinds of events that are offered beside what catalogues list, for a program that asks for no list, held as the
    person may attend them.
    """
    cuts = sorted({edge for edge in edges if question.on <= edge < last})
    found: list[Offer] = []
    strange = _strange_sources(question)

    def look(catalogue: Catalogue, kind: EventKind = ANY_KIND) -> None:
        for offering in catalogue.offering:
            if question.formats and offering.format not in question.formats:
                continue
            for run in _runs(question, catalogue, offering, last):
                for tied in _ties(offering, strands, alone):
                    for kept in only_for:
                        found.extend(_offers(catalogue, offering, run, cuts, tied, kept, kind))

    for catalogue in question.library.catalogues:
        if catalogue.source not in strange or ("catalogue", catalogue.id) in question.library.origins:
            look(catalogue)
    for one in unlisted:
        for held in question.formats or (None,):
            look(one.catalogue(held), one)
    return tuple(sorted(found, key=lambda offer: offer.rank))


def longest(offer: Offer) -> Hours:
    """The most hours that one entry of an offer may plausibly hold."""
    offering, most = offer.offering, DAY
    if is_any_event(offering.id):
        return MOST  # it stands for as many events as the person likes
    if offering.since is not None and offering.until is not None:
        days = (offering.until - offering.since).days + 1
        most = DAY * days if days <= _FEW_DAYS else DAY
    return most if offering.most_per_entry is None else min(most, from_decimal(offering.most_per_entry))


def _strange_sources(question: PlanQuestion) -> frozenset[str]:
    """Sources that only programs name of which the person holds none, nor one of their framework: whoever is certified
    elsewhere may not attend what they grant. Lists of the person's own are never strange."""
    held = {credential.program for credential in question.records.credentials}
    rule_sets = question.library.rule_sets.values()
    frameworks = {rules.framework for rules in rule_sets if rules.id in held and rules.framework is not None}
    named: set[str] = set()
    own: set[str] = set()
    for rules in rule_sets:
        sources = set(_sources_of(rules))
        named |= sources
        if rules.id in held or rules.framework in frameworks:
            own |= sources
    return frozenset(named - own)


def _sources_of(rules: RuleSet) -> Iterator[str]:
    """The sources that a rule set names, by themselves or by their offerings."""
    if rules.counts.listed is not None:
        yield from rules.counts.listed.sources
    selects = [rule.select for rule in rules.rule]
    selects += [part for only in rules.counts.only for part in (only.select, only.among)]
    for select in selects:
        yield from names(select.source)
        yield from (offering.partition("/")[0] for offering in names(select.offering))
    yield from (offering.partition("/")[0] for rule in rules.rule for offering in rule.one_each)


def _runs(question: PlanQuestion, catalogue: Catalogue, offering: Offering, last: date) -> Iterator[Days]:
    """The days on which it is listed and can be attended, without those away."""
    begin = max(question.on, catalogue.since, offering.since or date.min)
    end = min(last, catalogue.until or date.max, offering.until or date.max)
    for away in sorted(question.away):
        if begin < away[0]:
            yield begin, min(end, away[0] - _DAY)
        if begin <= away[1]:
            if away[1] >= end:
                return
            begin = away[1] + _DAY
    if begin <= end:
        yield begin, end


def _ties(offering: Offering, strands: Strands, alone: Iterable[str]) -> Iterator[Strands]:
    """The strands that an entry of it may be tied to: those that it names in a framework, else any of it."""
    tied = {
        framework: tuple(strand for strand in offering.strands if strand in known) or known
        for framework, known in strands.items()
    }
    ways: list[dict[str, tuple[str, ...]]] = [tied]
    for framework in alone:
        ways = [{**way, framework: (strand,)} for way in ways for strand in way.get(framework, ())]
    yield from ways


def _offers(
    catalogue: Catalogue,
    offering: Offering,
    run: Days,
    cuts: Sequence[date],
    tied: Strands,
    kept: tuple[str, ...] | None,
    kind: EventKind,
) -> Iterator[Offer]:
    """An offer for each run of whole parts of the days. It serves what it serves in every part of them."""
    first, last = run
    if first > last:
        return
    ends = [*(cut for cut in cuts if first <= cut < last), last]
    begins = [first, *(end + _DAY for end in ends[:-1])]
    every = tuple(strand for known in tied.values() for strand in known)
    for at, begin in enumerate(begins):
        probes: tuple[Activity, ...] = ()
        for day, end in zip(begins[at:], ends[at:], strict=True):
            id = f"\0{offering.id}\0{offering.format}\0{day}\0{' '.join(every)}\0{kept}"
            probe = Activity(
                id=id,
                title=id,
                date=day,
                hours=MOST,
                strands=every,
                offering=None if is_any_event(offering.id) else offering.id,
                source=kind.source,
                category=(kind.category,) if kind.category is not None else (),
                format=offering.format if is_any_event(offering.id) else None,  # else its list tells
                counts_for=kept,
            )
            probes = (*probes, probe)
            yield Offer(
                catalogue=catalogue,
                offering=offering,
                first=begin,
                last=end,
                strands=tied,
                kind=kind,
                counts_for=kept,
                probes=probes,
            )
