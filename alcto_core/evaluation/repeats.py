"""What is credited once: courses that may not be repeated, first deliveries, and entries that are too small.

The one credit belongs to the earliest completed delivery with eligible hours, even where a limit took some of them;
every later delivery reads `repeat`, whatever list is in force then. Of two on one day the one with more eligible hours
holds it; ids decide only between equals. It is the person's credit: a delivery that is kept for another credential of
the same program holds it too, unless it was refused there.

A delivery that no list covers holds the credit only where the official record shows it. Else nobody can say whether
it was credited: a later one counts, with that doubt.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from alcto_core.dates import show as show_date
from alcto_core.evaluation.case import Case
from alcto_core.evaluation.conversion import convert_units
from alcto_core.evaluation.eligibility import eligible, is_over
from alcto_core.evaluation.pieces import Ledger
from alcto_core.evaluation.postings import posted_hours
from alcto_core.hours import Hours, from_decimal, show
from alcto_core.records.types import Activity
from alcto_core.rules.vocabulary import Catalogue, LeastSize, Offering, names, selects
from alcto_core.text import same_words

_Key = tuple[str, ...]


def ledgers(case: Case, activities: Iterable[Activity]) -> list[Ledger]:
    """Each activity with its eligible pieces; repeats of what was credited before have none."""
    credited = _Credited(case)
    result = [_sized(case, activity) for activity in activities]
    for ledger in result:
        if ledger.pieces or ledger.unknown:
            credited.take_repeat(ledger)
    for size in case.rules.counts.least_size:
        if size.by != "entry":
            _take_small(size, result)
    return result


def _sized(case: Case, activity: Activity) -> Ledger:
    """An activity with its eligible pieces; one that is too small by itself has none, and so holds no credit."""
    ledger = eligible(case, activity)
    convert_units(case, ledger)
    for size in case.rules.counts.least_size:
        if size.by == "entry":
            _take_small(size, (ledger,))
    return ledger


class _Delivery(NamedTuple):
    """A delivery that could hold a credit, as the credential sees it that it was for."""

    case: Case
    ledger: Ledger

    @property
    def rank(self) -> tuple[bool, date, Hours, str]:
        """The first of these holds the credit."""
        planned, day, id = self.ledger.activity.order
        return planned, day, -(self.ledger.hours + self.ledger.unknown), id


def _as_named(holder: Activity, repeated: Activity) -> str:
    """ "on 18 Mar 2025", with what tells the two apart where the day does not: the title, else the id."""
    day = f"on {show_date(holder.date)}"
    if holder.title != repeated.title:
        return f"{day} as “{holder.title}”"
    return f"{day} ({holder.id})" if holder.date == repeated.date else day


class _Credited:
    """Which activity holds the one credit of what may not be repeated."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._holders: dict[_Key, Activity] | None = None
        self._doubtful: dict[_Key, _Delivery] = {}
        """Deliveries that no list covers and the official record does not show: credited or not, nobody can say."""

    def take_repeat(self, ledger: Ledger) -> None:
        """Take the hours whose credit belongs to an earlier delivery."""
        for key, text, rule, cites in self._keys(self._case, ledger):
            if self._holders is None:
                self._holders = self._find_holders()
            holder = self._holders.get(key)
            if holder is not None and holder.id != ledger.activity.id:
                if ledger.unknown and holder.order > ledger.activity.order:
                    continue  # had a list of its own year held it, the earlier one would have been credited
                ledger.settle()
                ledger.take_all(rule, f"It was credited {_as_named(holder, ledger.activity)}: {text}", cites)
                return
            maybe = self._doubtful.get(key)
            if maybe is not None and ledger.pieces and maybe.rank < _Delivery(self._case, ledger).rank:
                if self._case.assume_credited:
                    ledger.take_all(rule, text, cites)
                    return
                earlier = maybe.ledger.activity
                ledger.doubt = (
                    f"{text} No list for {show_date(earlier.date)} is installed, so nobody can say whether "
                    f"“{earlier.title}” was credited then: record whether it was posted or refused."
                )
                ledger.notes += (ledger.doubt,)

    def _find_holders(self) -> dict[_Key, Activity]:
        case = self._case
        once = case.library.once_offerings
        others = _others(case)
        found = [
            delivery
            for activity in case.records.activities
            if not case.is_later(activity) and (activity.offering in once or case.rules.counts.repeat)
            if (delivery := _delivery(case, others, activity)) is not None
        ]
        holders: dict[_Key, Activity] = {}
        for delivery in sorted(found, key=lambda one: one.rank):
            doubtful = self._is_doubtful(delivery)
            for key, *_ in self._keys(delivery.case, delivery.ledger):
                if doubtful:
                    self._doubtful.setdefault(key, delivery)
                else:
                    holders.setdefault(key, delivery.ledger.activity)
        return holders

    def _is_doubtful(self, delivery: _Delivery) -> bool:
        """Whether nobody can say that a delivery was credited."""
        case, activity = self._case, delivery.ledger.activity
        if self._uncovered(delivery.ledger) is None or posted_hours(delivery.case, activity):
            return False
        # In the best case what lies before the window was not credited, and what lies in it is.
        return not case.assume_listed or case.span is None or activity.date < case.span.start

    def _uncovered(self, ledger: Ledger) -> tuple[Catalogue, Offering] | None:
        """The listing of an offering on another date, where no list covers the activity's own."""
        case, activity = self._case, ledger.activity
        first, once = case.rules.window[0].first, case.library.once_offerings
        if ledger.entry is not None or case.rules.counts.listed is None or activity.offering not in once:
            return None
        if first is not None and activity.date < first:
            return None  # the program credited nothing before it began
        return case.library.newest(activity.offering) if ledger.unknown or case.assume_listed else None

    def _keys(self, case: Case, ledger: Ledger) -> Iterator[tuple[_Key, str, str, tuple[str, ...]]]:
        """What of the activity may be credited once: its key, why, the rule's id and its citation."""
        activity = ledger.activity
        listing = ledger.entry or self._uncovered(ledger)
        if listing is not None and listing[1].no_repeat is not None:
            offering = listing[1]
            cites = names(offering.repeat_cite or offering.cite)
            own = (offering.id,) if offering.no_repeat == "offering" else (offering.id, _course(activity))
            yield own, f"{activity.course or offering.title} is credited once.", "repeat", cites
        for number, repeat in enumerate(case.rules.counts.repeat):
            if case is not self._case and not repeat.ever:
                continue  # each credential has windows of its own
            if any(selects(repeat.select, piece.nature) for piece in ledger.pieces):
                span = self._case.span
                # A delivery before the window leaves the window's own first one alone.
                where = "" if repeat.ever or span is None else str(span.start <= activity.date <= span.grace_end)
                what = activity.offering if repeat.by == "offering" and activity.offering else _course(activity)
                yield (str(number), where, what), repeat.text, repeat.id, names(repeat.cite)


def _course(activity: Activity) -> str:
    """By what a course is known."""
    return same_words(activity.course or activity.title)


def _others(case: Case) -> list[Case]:
    """The same question for the person's other credentials of the program."""
    found = []
    for credential in case.records.credentials:
        if credential.program == case.rules.id and credential.id != case.credential.id:
            found.append(case.but(credential=credential).within(case.span))
    return found


def _delivery(case: Case, others: Sequence[Case], activity: Activity) -> _Delivery | None:
    """An activity as a delivery that could hold a credit of the person's; None where it earned none.

    The credential's own word comes first. Else it is for those that could take it on its day, and what was refused for
    one of them earned nothing.
    """
    is_inside = case.span is not None and case.span.start <= activity.date <= case.span.grace_end
    takers = [one for one in (case, *others) if not is_over(one.credential, activity) or (one is case and is_inside)]
    found = []
    for one in takers or (case, *others):
        found.append(_Delivery(one, _sized(one, activity)))
    earned = [delivery for delivery in found if _could_earn(delivery)]
    if earned and earned[0].case is case:
        return earned[0]
    refused = any(reason.rule == "refused" for one in found if one not in earned for reason in one.ledger.reasons)
    return earned[0] if earned and not refused else None


def _could_earn(delivery: _Delivery) -> bool:
    """Whether a delivery has hours that count, or might where a list of its day held it."""
    case, ledger = delivery.case, delivery.ledger
    if ledger.pieces or not ledger.unknown or case.assume_listed:
        return bool(ledger.pieces or ledger.unknown)
    listed = case.but(assume_listed=True).within(case.span)
    return bool(_sized(listed, ledger.activity).pieces)


def _take_small(size: LeastSize, found: Iterable[Ledger]) -> None:
    """Entries, or all entries of one course or category together, that are too short do not count."""
    least = from_decimal(size.hours)
    groups: dict[_Key, list[Ledger]] = {}
    for ledger in found:
        if any(selects(size.select, piece.nature) for piece in ledger.pieces):
            for key in _groups(size, ledger.activity):
                groups.setdefault(key, []).append(ledger)
    long_enough = {
        id(ledger)
        for together in groups.values()
        if sum(ledger.hours for ledger in together) >= least
        for ledger in together
    }
    for ledger in dict.fromkeys(ledger for together in groups.values() for ledger in together):
        if id(ledger) not in long_enough:
            ledger.take_all(size.id, f"{size.text} The least is {show(least)} h.", names(size.cite))


def _groups(size: LeastSize, activity: Activity) -> list[_Key]:
    """What an entry is counted together with: its course, each of its categories; else it stands alone."""
    if size.by == "category" and activity.category:
        return [("category", category) for category in activity.category]
    if size.by == "course":
        return [("course", _course(activity))]
    return [("entry", activity.id)]
