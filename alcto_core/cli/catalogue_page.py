"""What the credit sources list on a date, and what of a cap is used."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from alcto_core.cli.invocation import Invocation
from alcto_core.cli.table import TableColumn, say_table
from alcto_core.dates import show
from alcto_core.evaluation.other_periods import used_caps
from alcto_core.records.types import Records
from alcto_core.rules.library import Library
from alcto_core.rules.vocabulary import Catalogue, Offering, names
from alcto_core.telling.catalogue import NO_CATALOGUE, catalogue_parts, lists_of_others, without_list
from alcto_core.telling.catalogue_years import sources_without_list, years
from alcto_core.telling.search import Listing, offerings


def say(invocation: Invocation, words: tuple[str, ...], everything: bool, as_json: bool) -> int:
    """What `alcto catalogue` answers."""
    library, page, on = invocation.plugins().library, invocation.page, invocation.on
    records = None if as_json else invocation.records_if_any()
    found = offerings(library, " ".join(words), on=None if everything else on, records=records)
    if as_json:
        page.say_json({"schema": 1, "on": on.isoformat(), "offerings": [_as_json(*entry) for entry in found]})
        return 0
    if not found:
        page.say(_nothing(library, " ".join(words), show(on), everything))
        return 0
    _say(invocation, library, records, found)
    return 0


def _nothing(library: Library, phrase: str, day: str, everything: bool) -> str:
    what = f"“{phrase}”" if phrase else "anything"
    if not library.catalogues:
        return f"{NO_CATALOGUE} `alcto plugins` says what is."
    if everything:
        return f"No catalogue has {what}."
    return f"No catalogue lists {what} on {day}; --all shows other dates too."


def _say(invocation: Invocation, library: Library, records: Records | None, found: Iterable[Listing]) -> None:
    """The offerings with what counted of each in the year of the day, and what has no list in it."""
    page, on = invocation.page, invocation.on
    year = next((span for span in years(records, library, on) if span.start <= on <= span.end), None)
    used = used_caps(records, library, on, year) if records is not None and year is not None else {}
    shown = ("Repeats", "Note", "Held", "Strands", "Source")
    columns = (
        TableColumn("Id"),
        TableColumn("Event or course", shrinks=True),
        TableColumn("Hours"),
        *((TableColumn("Counted"),) if used else ()),
        TableColumn("Remarks", shrinks=True),
    )
    for part in catalogue_parts(library, found, used):
        page.say(f"{part.heading}: {part.fact}")
        rows = []
        for item in part.items:
            remarks = "; ".join(one.text.rstrip(".") for one in item.ledger if one.amount in shown)
            rows.append((item.id, item.title, item.figure, *((item.state,) if used else ()), remarks))
        say_table(page, columns, rows)
        page.say()
    if year is not None and (gap := without_list(sources_without_list(records, library, year), year)):
        page.say(gap)
    elif others := lists_of_others(records, library):
        page.say(others)


def _as_json(catalogue: Catalogue, offering: Offering) -> dict[str, Any]:
    def figure(value: Decimal | int | None) -> float | None:
        return None if value is None else float(value)

    def day(value: date | None) -> str | None:
        return None if value is None else value.isoformat()

    return {
        "id": offering.id,
        "title": offering.title,
        "source": catalogue.source,
        "catalogue": catalogue.id,
        "from": day(offering.since or catalogue.since),
        "until": day(offering.until or catalogue.until),
        "most": figure(offering.most),
        "most_per_entry": figure(offering.most_per_entry),
        "award": figure(offering.award),
        "format": offering.format,
        "location": offering.location,
        "strands": list(offering.strands),
        "no_repeat": offering.no_repeat,
        "needs_course": offering.needs_course,
        "note": offering.note,
        "cites": list(names(offering.cite)),
        "verified": catalogue.verified,
    }
