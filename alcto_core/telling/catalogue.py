"""The catalogues: what each offering earns, whether it counts again, where it is listed, and what of a cap is used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby

from alcto_core.dates import show as show_date
from alcto_core.hours import Hours, beside, from_decimal, of, show
from alcto_core.records.types import Records
from alcto_core.rules.clauses import cited
from alcto_core.rules.library import Library, source_name
from alcto_core.rules.vocabulary import Catalogue, Offering
from alcto_core.rules.windows import Span
from alcto_core.telling.catalogue_years import asked_sources, years
from alcto_core.telling.page import Item, Line, Part
from alcto_core.telling.search import Listing
from alcto_core.text import one_and_other

FORMATS: Mapping[str, str] = {"in-person": "in person", "online": "online", "hybrid": "hybrid"}
NO_CATALOGUE = "No catalogue is installed."


def catalogue_parts(library: Library, listings: Iterable[Listing], used: Mapping[str, Hours]) -> Iterator[Part]:
    """A part for each catalogue with its offerings, in the order given. `used` is what counted of each in the year."""
    for catalogue, found in groupby(listings, key=lambda one: one[0]):
        yield Part(
            heading=catalogue.title,
            fact=f"{span_words(catalogue.since, catalogue.until)}; {_checked(catalogue)}",
            items=tuple(offering_item(library, one, used.get(one[1].id, 0)) for one in found),
        )


def offering_item(library: Library, listing: Listing, used: Hours = 0) -> Item:
    """Everything that a catalogue says of an offering; the ledger holds it by its name, "Repeats", "Held"."""
    catalogue, offering = listing
    return Item(
        id=offering.id,
        kind="offering",
        title=offering.title,
        figure=hours_words(offering),
        state=_used(offering, used),
        remark=repeat_words(offering),
        group=source_name(catalogue.source),
        ledger=tuple(
            Line(amount=label, text=words) for label, words in _facts(library, catalogue, offering, used) if words
        ),
    )


def _facts(library: Library, catalogue: Catalogue, offering: Offering, used: Hours) -> Iterator[tuple[str, str]]:
    yield "Hours", "; ".join(part for part in (hours_words(offering), _used_in_full(offering, used)) if part)
    if repeat := repeat_words(offering):
        cites = cited(catalogue, offering.repeat_cite or ())
        yield "Repeats", f"{repeat} ({cites})" if cites else repeat
    yield "Note", offering.note
    yield "Held", ", ".join(part for part in (FORMATS.get(offering.format or "", ""), offering.location) if part)
    yield "Strands", ", ".join(map(library.strand_short, offering.strands))
    yield "Listed", span_words(offering.since or catalogue.since, offering.until or catalogue.until)
    yield "Source", f"{cited(catalogue, offering.cite)}; {_checked(catalogue)}"


def span_words(since: date, until: date | None) -> str:
    """From when to when a list holds."""
    return f"{show_date(since)} {f'to {show_date(until)}' if until else 'until further notice'}"


def _checked(catalogue: Catalogue) -> str:
    return f"checked {show_date(catalogue.checked)}{'' if catalogue.verified else '; not verified'}"


def hours_words(offering: Offering) -> str:
    """What an entry earns: "no cap", "up to 3 h", "3 h fixed", "1 h each, up to 3 h"."""
    if offering.award is not None:
        return f"{offering.award} h fixed"
    parts = [f"{offering.most_per_entry} h each" if offering.most_per_entry is not None else ""]
    parts.append(f"up to {offering.most} h" if offering.most is not None else "")
    return ", ".join(part for part in parts if part) or "no cap"


def repeat_words(offering: Offering) -> str:
    """Whether it counts again: "each course once, ever", "once, ever", or empty."""
    if offering.no_repeat is None:
        return ""
    return "each course once, ever" if offering.no_repeat == "course" else "once, ever"


def _used(offering: Offering, used: Hours) -> str:
    """What of a cap is used: "2 of 3", "6, full"; without a cap what was counted."""
    if not used:
        return ""
    if offering.most is None:
        return show(used)
    most = from_decimal(offering.most)
    return f"{show(used)}, full" if used >= most else of(used, most)


def _used_in_full(offering: Offering, used: Hours) -> str:
    if used and offering.most is not None:
        most = from_decimal(offering.most)
        return f"{beside(used, most)} counted, {show(max(most - used, 0))} left this year"
    return f"{show(used)} counted this year" if used else ""


def without_list(sources: Sequence[str], year: Span) -> str:
    """That sources have no list for the year, and what can be done; empty for none."""
    if not sources:
        return ""
    named = " and ".join(map(source_name, sources))
    return (
        f"No list of {named} events for {year.name} is installed. Their hours can be logged; whether they count, "
        "nobody can say yet. When the list is out: `alcto rules add FILE`."
    )


def lists_of_others(records: Records | None, library: Library) -> str:
    """That none of the person's programs insists on a list, and whose these lists are; empty where one does."""
    if records is None or not records.credentials or asked_sources(records, library):
        return ""
    asking = [one.short or one.title for one in library.rule_sets.values() if one.counts.listed]
    if not asking:
        return ""
    return f"No program of yours asks for a list of events; these are the lists of {one_and_other(asking)}."


def listing_words(records: Records | None, library: Library, offering: str, day: date, title: str = "") -> str:
    """How an offering stands on the lists of a day, in words. Where none is named, the title may be that of one."""
    if not offering:
        same = library.titled(title)
        if same is None:
            return "not on the list"
        return f"not on the list; if it is “{library.offering_words(same)}”, write that here"
    listed = library.listing(offering, day)
    if listed is not None:
        catalogue, entry = listed
        repeat = f"; {words}" if (words := repeat_words(entry)) else ""
        where = "On the list" if catalogue.source in asked_sources(records, library) else "In the catalogue"
        return f"{where}: {source_name(catalogue.source)}, {hours_words(entry)}{repeat}"
    newest = library.newest(offering)
    if newest is None:
        return f"no catalogue knows {offering}"
    source = newest[0].source
    year = next((span.name for span in years(records, library, day) if span.start <= day <= span.end), str(day.year))
    if not library.covers(source, day):
        return f"no list of {source_name(source)} events for {year} is installed"
    return f"not on the list of {source_name(source)} events on that day"
