"""What a standing rests on that nobody has confirmed, and the lists that its window lacks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from alcto_core.dates import show as show_date
from alcto_core.evaluation.case import Case
from alcto_core.evaluation.standing import Credit
from alcto_core.records.types import Activity
from alcto_core.rules.library import Library, source_name
from alcto_core.rules.vocabulary import KEYS, Catalogue, RuleSet, selections
from alcto_core.rules.windows import Span
from alcto_core.text import one_and_other

_UNTOUCHED = frozenset({"planned", "counts-for", "exclusive"})
"""Reasons that send an activity away before any list is asked."""


def unconfirmed(case: Case, credits: Iterable[Credit]) -> tuple[str, ...]:
    """A sentence for each thing behind a standing that nobody has confirmed: its rules, a rule of the person's own,
    a list that an activity was judged by."""
    return (*_rules(case.rules, case.library), *_replaced(case.rules, case.library), *_lists(case, credits))


def _rules(rules: RuleSet, library: Library) -> Iterator[str]:
    if file := library.origins.get(("rule-set", rules.id)):
        yield f"Unverified rules: they come from {file}, a file of your own."
    elif not rules.verified:
        yield "Unverified rules: nobody has confirmed these facts."
    if file := library.origins.get(("framework", rules.framework or "")):
        yield f"Unverified strands: they come from {file}, a file of your own."


def _replaced(rules: RuleSet, library: Library) -> Iterator[str]:
    for replacement in library.replacements_of(rules.id):
        file = library.origins.get(("replacement", replacement.id), replacement.title)
        yield f"Unverified: “{replacement.new.title}” stands in {file}, a file of your own."


def _lists(case: Case, credits: Iterable[Credit]) -> Iterator[str]:
    if all(catalogue.verified for catalogue in case.library.catalogues) or not _asks_lists(case.rules):
        return
    activities = {activity.id: activity for activity in case.records.activities}
    resting: dict[str, list[str]] = {}
    for credit in credits:
        if any(reason.rule in _UNTOUCHED for reason in credit.because):
            continue
        catalogue = _judged_by(case, activities, credit)
        if catalogue is not None and not catalogue.verified:
            resting.setdefault(catalogue.id, []).append(credit.title)
    for catalogue in case.library.catalogues:
        if titles := resting.get(catalogue.id):
            file = case.library.origins.get(("catalogue", catalogue.id))
            where = f"{file}, a file of your own" if file else f"the list “{catalogue.title}”, which nobody confirmed"
            yield f"Unverified: {_listed(titles)} {'rests' if len(titles) == 1 else 'rest'} on {where}."


def _asks_lists(rules: RuleSet) -> bool:
    """Whether anything in the rules turns on what a catalogue says of an offering."""
    if rules.counts.listed is not None:
        return True
    listed = [key.name for key in KEYS if key.is_listed]
    return any(getattr(select, name) for select in selections(rules) for name in listed)


def _judged_by(case: Case, activities: Mapping[str, Activity], credit: Credit) -> Catalogue | None:
    """The catalogue by which an activity was judged, whether it lists it or leaves it out."""
    activity = activities[credit.activity]
    if activity.offering is None:
        return None
    listing = case.library.listing(activity.offering, activity.date) or case.library.newest(activity.offering)
    listed = case.rules.counts.listed
    if listing is None or (listed is not None and listing[0].source not in listed.sources):
        return None
    if case.library.listing(activity.offering, activity.date) is not None:
        return listing[0]
    lists = case.library.lists_of(listing[0].source, activity.date)
    return None if any(catalogue.verified for catalogue in lists) else next(iter(lists), None)


def _listed(titles: list[str]) -> str:
    unique = list(dict.fromkeys(titles))
    if len(unique) > 3:
        return f"{', '.join(unique[:2])} and {len(unique) - 2} more"
    return one_and_other(unique)


def gaps(case: Case, span: Span) -> tuple[str, ...]:
    """A sentence, where a window needs lists of approved events that nobody installed."""
    listed = case.rules.counts.listed
    if listed is None or not listed.required or span.is_open:
        return ()
    day = min(max(case.on, span.start), span.end)
    lacking = [source for source in listed.sources if not case.library.covers(source, day)]
    if not lacking:
        return ()
    lists = "list" if len(lacking) == 1 else "lists"
    here = [source for source in listed.sources if source not in lacking]
    meanwhile = f"{_named(here)} events count" if here else "nothing counts yet"
    what = f"No {lists} of approved {_named(lacking)} events for {_when(case.library, lacking, span, day)}"
    return (f"{what} {'is' if len(lacking) == 1 else 'are'} installed yet: its hours wait for it; {meanwhile}.",)


def _when(library: Library, sources: Iterable[str], span: Span, day: date) -> str:
    """The whole window, or the day alone where lists cover other days of it."""
    inside = any(
        catalogue.source in sources
        and not catalogue.partial
        and catalogue.since <= span.end
        and (catalogue.until is None or span.start <= catalogue.until)
        for catalogue in library.catalogues
    )
    return show_date(day) if inside else span.name


def _named(sources: list[str]) -> str:
    return " and ".join(source_name(source) for source in sources)
