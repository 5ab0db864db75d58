"""`alcto catalogue [WORD]`: what the credit sources list on a date."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click

from alcto_core.cli.invocation import asked, date_option, json_option, records_options

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from alcto_core.cli.invocation import Invocation
    from alcto_core.rules.library import Library
    from alcto_core.rules.vocabulary import Catalogue, Offering
    from alcto_core.telling.search import Listing


@click.command()
@records_options
@date_option
@json_option
@click.option("--all", "everything", is_flag=True, help="Also what is not listed on the date.")
@click.argument("words", metavar="[WORD]...", nargs=-1)
@click.pass_context
def command(ctx: click.Context, words: tuple[str, ...], everything: bool, as_json: bool) -> int:
    """List the events and courses that count on a date, with their caps, repeats and sources.

    WORD keeps those that hold it in id, name, source, format, place, note or a strand.
    """
    from alcto_core.telling.search import offerings

    invocation = asked(ctx)
    library, page, on = invocation.plugins().library, invocation.page, invocation.on
    found = offerings(library, " ".join(words), on=None if everything else on)
    if as_json:
        page.say_json({"schema": 1, "on": on.isoformat(), "offerings": [_as_json(*entry) for entry in found]})
        return 0
    if not found:
        from alcto_core.dates import show

        page.say(_nothing(library, " ".join(words), show(on), everything))
        return 0
    _say(invocation, library, found)
    return 0


def _nothing(library: Library, phrase: str, day: str, everything: bool) -> str:
    from alcto_core.telling.catalogue import NO_CATALOGUE

    what = f"“{phrase}”" if phrase else "anything"
    if not library.catalogues:
        return f"{NO_CATALOGUE} `alcto plugins` says what is."
    if everything:
        return f"No catalogue has {what}."
    return f"No catalogue lists {what} on {day}; --all shows other dates too."


def _say(invocation: Invocation, library: Library, found: Iterable[Listing]) -> None:
    """The offerings with what counted of each in the year of the day, and what has no list in it."""
    from alcto_core.cli.table import TableColumn, say_table
    from alcto_core.evaluation.other_periods import used_caps
    from alcto_core.telling.catalogue import catalogue_parts, without_list
    from alcto_core.telling.catalogue_years import sources_without_list, years

    page, on, records = invocation.page, invocation.on, invocation.records_if_any()
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


def _as_json(catalogue: Catalogue, offering: Offering) -> dict[str, Any]:
    from alcto_core.rules.vocabulary import names

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
