"""`alcto catalogue [WORD]`: what the credit sources list on a date."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click

from alcto_core.cli.invocation import asked, date_option, json_option, records_options

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from alcto_core.rules.library import Library
    from alcto_core.rules.vocabulary import Catalogue, Offering


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
    from alcto_core.search import offerings

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
    _say(ctx, found)
    return 0


def _nothing(library: Library, phrase: str, day: str, everything: bool) -> str:
    what = f"“{phrase}”" if phrase else "anything"
    if not library.catalogues:
        return "No catalogue is installed; `alcto plugins` says what is."
    if everything:
        return f"No catalogue has {what}."
    return f"No catalogue lists {what} on {day}; --all shows other dates too."


def _say(ctx: click.Context, found: Iterable[tuple[Catalogue, Offering]]) -> None:
    from alcto_core.cli.table import Column, say_table
    from alcto_core.dates import show

    page = asked(ctx).page
    columns = (Column("Id"), Column("Name", shrinks=True), Column("Hours"), Column("Remarks", shrinks=True))
    for catalogue in {catalogue.id: catalogue for catalogue, _ in found}.values():
        until = f"to {show(catalogue.until)}" if catalogue.until else "until further notice"
        mark = "" if catalogue.verified else "; not verified"
        page.say(f"{catalogue.title}: {show(catalogue.since)} {until}; checked {show(catalogue.checked)}{mark}")
        rows = [
            (offering.id, offering.title, hours_of(offering), _remarks(catalogue, offering))
            for owner, offering in found
            if owner is catalogue
        ]
        say_table(page, columns, rows)
        page.say()


def hours_of(offering: Offering) -> str:
    """What an entry earns, in words: "3 fixed", "up to 6", "1 each, up to 3", "as attended"."""
    if offering.award is not None:
        return f"{offering.award} fixed"
    each = f"{offering.most_per_entry} each" if offering.most_per_entry is not None else ""
    most = f"up to {offering.most}" if offering.most is not None else ""
    return ", ".join(part for part in (each, most) if part) or "as attended"


def _remarks(catalogue: Catalogue, offering: Offering) -> str:
    from alcto_core.dates import show
    from alcto_core.rules.clauses import cited

    said: list[str] = [offering.format or ""]
    if offering.no_repeat:
        said.append("each course once" if offering.no_repeat == "course" else "once")
    if offering.since:
        said.append(f"from {show(offering.since)}")
    if offering.until:
        said.append(f"to {show(offering.until)}")
    if offering.strands:
        said.append(", ".join(offering.strands))
    said += [offering.note.rstrip("."), cited(catalogue, offering.cite)]
    return "; ".join(part for part in said if part)


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
