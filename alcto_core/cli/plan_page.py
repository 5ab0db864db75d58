"""A plan in sentences, or as JSON."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

import click
import msgspec

from alcto_core.cli.entered import reader_for, said
from alcto_core.cli.explain_page import activity_named
from alcto_core.cli.invocation import RECORDS_HAVE_ERRORS, Invocation
from alcto_core.cli.layout import say_sheet
from alcto_core.entry.answer import Wrong
from alcto_core.entry.reader import Reader
from alcto_core.overview import Overview
from alcto_core.planning.document import plan_document
from alcto_core.planning.pace import paces
from alcto_core.planning.planned import with_entries
from alcto_core.planning.planner import plan
from alcto_core.planning.question import Days, Least, PlanQuestion
from alcto_core.planning.risk import risks
from alcto_core.records.types import Activity, Format, Records
from alcto_core.telling.plan import plan_sheet

_ADDED = re.compile(r"(?P<offering>[^@:]+)(?:@(?P<day>[^:]+))?:(?P<hours>.+)")


def say(
    invocation: Invocation,
    as_json: bool,
    least: Least,
    formats: tuple[Format, ...],
    away: tuple[str, ...],
    without: tuple[str, ...],
    added: tuple[str, ...],
    risk: bool,
    pace: bool,
    credentials: tuple[str, ...],
) -> int:
    """What `alcto plan` answers."""
    overview, page = invocation.overview(plan=True), invocation.page
    if overview.records is None:
        page.aside("Nothing can be planned before the records file is put right.")
        return RECORDS_HAVE_ERRORS
    reader = reader_for(overview)
    try:
        question = PlanQuestion(
            records=_as_if(overview, overview.records, reader, without, added),
            library=overview.library,
            on=overview.on,
            credentials=reader.credentials(credentials).value,
            least=least,
            formats=formats,
            away=tuple(_away(reader, away)),
        )
    except ValueError as wrong:
        raise click.UsageError(said(wrong) if isinstance(wrong, Wrong) else str(wrong)) from None
    found = plan(question, overview.bench)
    hanging = risks(found) if risk else ()
    paced = paces(found) if pace else ()
    if as_json:
        page.say_json(plan_document(found, hanging, paced))
    else:
        say_sheet(page, plan_sheet(found, hanging, paced))
    if as_json and not found.is_least:
        page.aside("This is a plan, and not proven to be the least.")
    return RECORDS_HAVE_ERRORS if overview.has_errors else 0


def _as_if(
    overview: Overview, records: Records, reader: Reader, without: Iterable[str], added: Iterable[str]
) -> Records:
    """The records without some activities, and with others that are not recorded."""
    out = {activity_named(overview, word).id for word in without}
    left = tuple(one for one in records.activities if one.id not in out)
    entries = (_entry(overview, reader, word, number) for number, word in enumerate(added, 1))
    return with_entries(msgspec.structs.replace(records, activities=left), entries)


def _entry(overview: Overview, reader: Reader, word: str, number: int) -> Activity:
    """`OFFERING[@DATE]:HOURS` as a completed activity, tied to every strand that the offering may serve."""
    parts = _ADDED.fullmatch(word)
    if parts is None:
        raise Wrong(f"“{word}” is not OFFERING[@DATE]:HOURS", "write alet/talent:2.5 or alet/talent@2026-09-01:2.5")
    day = _day(reader, parts["day"]) if parts["day"] else overview.on
    offering = reader.offering(parts["offering"], day).value
    newest = overview.library.newest(offering) if offering else None
    own = newest[1].strands if newest is not None else ()
    return Activity(
        id=f"with-{number}",
        title=f"{newest[1].title if newest is not None else word} (--with {number})",
        date=day,
        hours=reader.hours(parts["hours"]).value,
        strands=own or tuple(overview.library.strands),
        offering=offering,
    )


def _away(reader: Reader, words: Iterable[str]) -> Iterator[Days]:
    for word in words:
        first, dots, last = word.partition("..")
        if not dots or not first.strip() or not last.strip():
            raise Wrong(f"“{word}” is not FROM..TO", "write 2026-07-01..2026-07-15")
        days = _day(reader, first), _day(reader, last)
        if days[1] < days[0]:
            raise Wrong(f"“{word}” ends before it begins", "write the first day first")
        yield days


def _day(reader: Reader, word: str) -> date:
    return reader.day(word.strip(), future=True).value
