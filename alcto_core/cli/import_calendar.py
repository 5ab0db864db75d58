"""`alcto import FILE.ics`: the events of a calendar as activities, planned ones, or the sessions of one."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from zoneinfo import ZoneInfo

import click
import msgspec

from alcto_core.cli.questions import ask, can_ask, not_listed
from alcto_core.entry.amounts import read_hours
from alcto_core.importing.calendar_file import read_calendar
from alcto_core.importing.calendar_plan import CalendarWishes, Coming, Records, calendar_plan
from alcto_core.importing.occurrences import LocalZone, Occurrence, Span, occurrences
from alcto_core.importing.windows import window_end
from alcto_core.rules.own_strands import naming, subjects

if TYPE_CHECKING:
    from alcto_core.cli.page import Page
    from alcto_core.importing.layout import ColumnQuestion
    from alcto_core.importing.plan import Plan
    from alcto_core.overview import Overview

_AROUND = timedelta(days=366)
"""How far before and after today what repeats is worked out, where nothing else is said."""
_MOST_ASKED = 20


def planned_calendar(
    page: Page, overview: Overview, file: Path, raw: bytes, said: dict[str, Any], new_rows: tuple[int, ...], asks: bool
) -> Plan:
    """The plan of a calendar; `said` are the options that calendars have, `asks` whether to ask what is open.

    Raises `Refused` and `click.UsageError`.
    """
    calendar = read_calendar(raw)
    asks = asks and can_ask()
    wishes = CalendarWishes(
        coming=cast("Coming | None", said["coming"]),
        hours=_hours(said["event_hours"]),
        attended=frozenset(said["attended"]),
        without=frozenset(said["left_out"]),
        only=said["only"],
        new_rows=new_rows,
    )
    first, last = said["first"], said["last"]
    span = Span(
        first=first or overview.on - _AROUND,
        last=last or overview.on + _AROUND,
        is_said=first is not None or last is not None,
    )
    if span.first > span.last:
        raise click.UsageError("--from is after --until.")
    found, told = occurrences(calendar, span, _zone(said["zone"], calendar.zone))
    strands = [strand for strand, _ in subjects(overview.records, overview.library)]
    beside = Records(
        document=overview.loaded.reading.document if overview.loaded else {},
        library=overview.library,
        strand_named=naming(overview.records, overview.library),
        strands=strands,
        holds=overview.folder.holds,
        today=overview.on,
        window_end=window_end(overview.records, overview.library, overview.on),
    )

    def planned() -> Plan:
        return calendar_plan(calendar.name or file.stem, found, told, wishes, beside)

    plan = planned()
    while plan.layout.questions and asks:
        wishes = _answered(page, plan.layout.questions[0], wishes)
        plan = planned()
    if asks and not plan.layout.questions:
        hours = _asked_hours(page, plan, found, wishes)
        if hours:
            wishes = msgspec.structs.replace(wishes, hours={**wishes.hours, **hours})
            plan = planned()
    return plan


def _hours(words: tuple[str, ...]) -> dict[int, int]:
    """Hours by the number of an event, from words such as `3=6.5`."""
    found: dict[int, int] = {}
    for word in words:
        number, _, amount = word.partition("=")
        try:
            found[int(number)] = read_hours(amount).hours
        except ValueError:
            raise click.UsageError(f"“{word}” is not ROW=HOURS; write for example --hours 3=6.5") from None
    return found


def _zone(said: str | None, of_file: str) -> LocalZone:
    """The zone that was said, else that of the file, else that of the computer where it names a place."""
    for name, who in ((said, "as you said"), (of_file, "which the calendar names")):
        if name:
            try:
                zone = ZoneInfo(name)
            except (KeyError, ValueError, OSError):
                if name == said:
                    raise click.UsageError(f"“{name}” is no time zone; write one like America/Chicago") from None
                continue
            return LocalZone(words=f"{name}, {who}", moved=lambda moment, zone=zone: moment.astimezone(zone))  # type: ignore[misc]
    if any(datetime(2025, month, 1).astimezone().utcoffset() for month in (1, 7)):
        return LocalZone(words="this computer's time zone", moved=lambda moment: moment.astimezone())
    return LocalZone(words="all time zones of the mainland United States", moved=None)


def _answered(page: Page, question: ColumnQuestion, wishes: CalendarWishes) -> CalendarWishes:
    """Ask one of the questions of a plan; none of the events at one time may be the answer, too."""
    listed = {str(number): one for number, one in enumerate(question.candidates, 1)}
    for number, one in listed.items():
        words = one.name if question.key == "as" else ""
        page.aside(f"  {number}  {words}{': ' if words else ''}{one.samples[0]}")
    takes_several = question.key == "attended"

    def chosen(answer: str) -> list[str]:
        words = answer.replace(",", " ").split()
        if takes_several and words == ["none"]:
            return []
        if not words or not set(words) <= set(listed) or (len(words) > 1 and not takes_several):
            raise not_listed(listed, ", or none" if takes_several else "")
        return words

    how = "its number, several with blanks between, or none" if takes_several else "its number"
    answer = ask(page, f"{question.text} ({how})", chosen, None if takes_several else "1")
    if not takes_several:
        return msgspec.structs.replace(wishes, coming=cast("Coming", listed[answer[0]].key))
    picked = {listed[word].index + 1 for word in answer}
    rest = {one.index + 1 for one in listed.values()} - picked
    return msgspec.structs.replace(wishes, attended=wishes.attended | picked, without=wishes.without | rest)


def _asked_hours(page: Page, plan: Plan, found: list[Occurrence], wishes: CalendarWishes) -> dict[int, int]:
    """The hours of events of which the calendar says none; what is left empty stays out."""
    lengths = {one.no_hours for one in found if one.no_hours}
    open_rows = [
        row
        for row in plan.marked("unreadable")
        if row.number not in wishes.hours and any(flaw.text.partition(";")[0] in lengths for flaw in row.faults)
    ]
    if len(open_rows) > _MOST_ASKED:
        return {}
    answers: dict[int, int] = {}

    def read(answer: str) -> int:
        return read_hours(answer).hours if answer not in ("", "-") else 0

    for row in open_rows:
        why = row.faults[0].text.partition(";")[0]
        question = (
            f"“{row.table.get('title', '')}” on {row.table.get('date')}: {why}. How many hours was it? (- for none)"
        )
        if hours := ask(page, question, read, "-"):
            answers[row.number] = hours
    return answers
