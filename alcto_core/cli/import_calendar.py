"""`alcto import FILE.ics`: the events of a calendar as activities, planned ones, or the sessions of one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click
import msgspec

from alcto_core.cli.questions import ask, can_ask, not_listed
from alcto_core.entry.amounts import read_hours
from alcto_core.importing.calendar_file import read_calendar
from alcto_core.importing.calendar_intake import CalendarIntake
from alcto_core.importing.calendar_plan import CalendarWishes, Coming
from alcto_core.telling.importing import ground_of

if TYPE_CHECKING:
    from alcto_core.cli.page import Page
    from alcto_core.importing.layout import ColumnQuestion
    from alcto_core.importing.plan import Plan
    from alcto_core.importing.planned import PlannedRow
    from alcto_core.overview import Overview

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
    intake = CalendarIntake(
        calendar,
        file.stem,
        ground_of(overview),
        zone=said["zone"],
        first=said["first"],
        last=said["last"],
    )
    plan = intake.plan(wishes)
    while plan.layout.questions and asks:
        wishes = _answered(page, plan.layout.questions[0], wishes)
        plan = intake.plan(wishes)
    if asks and not plan.layout.questions:
        hours = _asked_hours(page, list(intake.lacking_hours(plan)))
        if hours:
            wishes = msgspec.structs.replace(wishes, hours={**wishes.hours, **hours})
            plan = intake.plan(wishes)
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


def _asked_hours(page: Page, lacking: Sequence[tuple[PlannedRow, str]]) -> dict[int, int]:
    """The hours of events of which the calendar says none; what is left empty stays out."""
    if len(lacking) > _MOST_ASKED:
        return {}
    answers: dict[int, int] = {}

    def read(answer: str) -> int:
        return read_hours(answer).hours if answer not in ("", "-") else 0

    for row, why in lacking:
        question = (
            f"“{row.table.get('title', '')}” on {row.table.get('date')}: {why}. How many hours was it? (- for none)"
        )
        if hours := ask(page, question, read, "-"):
            answers[row.number] = hours
    return answers
