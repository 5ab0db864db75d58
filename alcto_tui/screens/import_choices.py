"""What can be chosen about a file that comes in beside its columns and rows: the sheet of a workbook, and how a
calendar is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, cast
from zoneinfo import available_timezones

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input

from alcto_core.entry.amounts import read_hours
from alcto_core.importing.calendar_intake import CalendarIntake
from alcto_core.telling.importing import answers_part, sheets_part
from alcto_tui.screens.list_question import ListQuestion
from alcto_tui.screens.window import Front
from alcto_tui.widgets.field import LiteralInput
from alcto_tui.widgets.literal import Words, line

if TYPE_CHECKING:
    from alcto_core.importing.calendar_plan import Coming
    from alcto_core.importing.hints import Near
    from alcto_core.rules.library import Library
    from alcto_core.telling.page import Item, Part
    from alcto_tui.screens.import_reading import Reading, Wishes

FIRST_ZONES = (
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Phoenix",
    "America/Los_Angeles",
    "America/Anchorage",
    "Pacific/Honolulu",
)
"""Those of the United States, before all others."""
KEYS = {
    "attended": "Space ticks several; Enter takes what is ticked, or else this one alone.",
    "as": "Enter takes this answer.",
    "answer": "Enter asks it again.",
    "sheet": "Enter reads this sheet.",
    "near": "Enter takes it as that entry of the catalogue; Enter again takes that back.",
}
"""What can be done with a row of a kind."""


def about_file(reading: Reading, wishes: Wishes) -> Iterator[Part]:
    """The sheets to choose from, and how the calendar is read."""
    source, intake = reading.source, reading.intake
    if len(source.grids) > 1:
        hidden = [name for name, grid in source.grids.items() if grid.is_hidden]
        yield sheets_part(tuple(source.grids), hidden, source.read)
    if isinstance(intake, CalendarIntake):
        zone = intake.zone.words if intake.is_in_utc else ""
        yield answers_part(wishes.coming, zone, len(wishes.attended), is_asked=bool(wishes.attended | wishes.missed))


def answered(item: Item, wishes: Wishes, asked: frozenset[int], ticked: frozenset[int]) -> Wishes:
    """The wishes once `item` was taken for the answer; `asked` are the events at the same time, `ticked` those of
    them that were ticked.
    """
    if item.kind == "as":
        return replace(wishes, coming=cast("Coming", item.id))
    if item.kind == "attended":
        picked = frozenset[int]() if item.id == "none" else ticked or frozenset((int(item.id),))
        return replace(wishes, attended=(wishes.attended - asked) | picked, missed=wishes.missed | (asked - picked))
    return asked_again(item.id, wishes)


def asked_again(id: str, wishes: Wishes) -> Wishes:
    """The wishes without an answer that was given."""
    if id == "as":
        return replace(wishes, coming=None)
    return replace(wishes, attended=frozenset(), missed=frozenset())


class ZoneQuestion(ListQuestion):
    """Returns the zone that the person chose, "" for the calendar's or computer's own, None where nothing changes."""

    def __init__(self, zone: str | None) -> None:
        others = sorted(available_timezones().difference(FIRST_ZONES))
        options = (
            ("", line("as the calendar or else this computer says")),
            *((name, line(name)) for name in (*FIRST_ZONES, *others)),
        )
        super().__init__((line(("Where were you? It says on which day an event in UTC was.", "bold")),), options, zone)


def offering_question(near: Near, library: Library) -> ListQuestion:
    """Which of several entries of a catalogue a row is."""
    names = {id: newest[1].title if (newest := library.newest(id)) else id for id in near.offerings}
    options = tuple((id, line(f"{name}  ", (id, "$muted"))) for id, name in names.items())
    return ListQuestion((line((f"Which one is “{near.title}”?", "bold")),), options, None)


class HoursQuestion(Front[int]):
    """Returns how long an event was, in units of `alcto_core.hours`; None where nothing changes."""

    BINDINGS = [Binding("escape", "cancel", "Back", key_display="Esc")]  # noqa: RUF012 - Textual's own declaration
    DEFAULT_CSS = """
    HoursQuestion {
        & LiteralInput { background: $panel; margin-top: 1; }
        & .trouble { color: $missed; }
    }
    """

    def __init__(self, title: str, why: str) -> None:
        super().__init__()
        self._title_of_event = title
        self._why = why

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            name: Content = line((self._title_of_event, "bold $accent"))
            yield Words(line(name, f": {self._why}."))
            yield LiteralInput(placeholder="how many hours it was, such as 6.5", id="hours")
            yield Words(classes="trouble")

    def on_input_submitted(self, submitted: Input.Submitted) -> None:
        submitted.stop()
        try:
            hours = read_hours(submitted.value).hours
        except ValueError as wrong:
            self.query_one(".trouble", Words).show(line(str(wrong)))
            return
        self.dismiss(hours)

    def action_cancel(self) -> None:
        self.dismiss(None)
