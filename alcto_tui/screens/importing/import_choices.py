"""What can be chosen about a file that comes in beside its columns and rows: the sheet of a workbook, and how a
calendar is read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast
from zoneinfo import available_timezones

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input

from alcto_core.entry.amounts import read_hours
from alcto_core.entry.away import AWAY
from alcto_core.entry.reader import read_day
from alcto_core.importing.calendar_intake import CalendarIntake
from alcto_core.importing.vocabulary import SEVERAL
from alcto_core.telling.importing import answers_part, sheets_part
from alcto_tui.screens.base.list_question import ListQuestion
from alcto_tui.screens.base.window import Front
from alcto_tui.widgets.literal import Words, line
from alcto_tui.widgets.literal_input import LiteralInput

if TYPE_CHECKING:
    from datetime import date

    from alcto_core.importing.calendar_plan import Coming
    from alcto_core.importing.hints import Near
    from alcto_core.rules.library import Library
    from alcto_core.telling.page import Item, Part
    from alcto_tui.screens.importing.import_reading import Reading, Wishes

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
    "suggested": "Enter takes the strand; Enter again takes that back.",
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
        yield answers_part(
            wishes.coming,
            zone,
            len(wishes.attended),
            is_asked=bool(wishes.attended | wishes.missed),
            only=wishes.only,
            days=wishes.days,
        )


def answered(item: Item, wishes: Wishes, asked: frozenset[int], ticked: frozenset[int]) -> Wishes:
    """The wishes once `item` was taken for the answer; `asked` are the events at the same time, `ticked` those of
    them that were ticked.
    """
    if item.kind == "as":
        return replace(wishes, coming=cast("Coming", item.id))
    if item.kind == "attended":
        picked = frozenset[int]() if item.id == "none" else ticked or frozenset((int(item.id),))
        return replace(wishes, attended=(wishes.attended - asked) | picked, missed=wishes.missed | (asked - picked))
    if item.kind == "suggested":
        return replace(wishes, suggested=wishes.suggested ^ {item.id})
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


def narrowed(wishes: Wishes, **narrower: Any) -> Wishes:
    """The wishes with other events in view: what was said of single ones was said of others by their numbers."""
    none: frozenset[int] = frozenset()
    fresh = replace(wishes, new_rows=none, left=none, changed=none, attended=none, missed=none)
    return replace(fresh, hours={}, offerings={}, **narrower)


def words_of(typed: str) -> tuple[str, ...]:
    """The words of which an event must have one, divided by commas; none for all events."""
    return tuple(word for part in typed.split(",") if (word := " ".join(part.split())))


def days_of(typed: str, today: date) -> tuple[date | None, date | None]:
    """The first and the last day, such as 2026-06-01..2026-06-30, either of which may be left out. Raises
    `ValueError`."""
    if not typed.strip():
        return None, None
    first, dots, last = typed.partition("..")
    if not dots:
        raise ValueError(f"“{typed}” is not FROM..TO; write {AWAY}, or leave one of them out")
    begins, ends = (read_day(word.strip(), today).value if word.strip() else None for word in (first, last))
    if begins and ends and ends < begins:
        raise ValueError(f"“{typed}” ends before it begins; write the first day first")
    return begins, ends


class TypedQuestion(Front[Any]):
    """Returns what `read` makes of what was typed; None where nothing changes. `read` raises `ValueError`."""

    BINDINGS = [Binding("escape", "cancel", "Back", key_display="Esc")]  # noqa: RUF012 - Textual's own declaration
    DEFAULT_CSS = """
    TypedQuestion {
        & LiteralInput { background: $panel; margin-top: 1; }
        & .trouble { color: $missed; }
    }
    """

    def __init__(self, asked: Content, placeholder: str, read: Callable[[str], Any], value: str = "") -> None:
        super().__init__()
        self._asked = asked
        self._placeholder = placeholder
        self._read = read
        self._value = value

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            yield Words(self._asked)
            yield LiteralInput(self._value, placeholder=self._placeholder, id="typed")
            yield Words(classes="trouble")

    def on_input_submitted(self, submitted: Input.Submitted) -> None:
        submitted.stop()
        try:
            found = self._read(submitted.value)
        except ValueError as wrong:
            self.query_one(".trouble", Words).show(line(str(wrong)))
            return
        self.dismiss(found)

    def action_cancel(self) -> None:
        self.dismiss(None)


class HoursQuestion(TypedQuestion):
    """Returns how long an event was, in units of `alcto_core.hours`; None where nothing changes."""

    def __init__(self, title: str, why: str) -> None:
        asked = line((title, "bold $accent"), f": {why}.")
        super().__init__(asked, "how many hours it was, such as 6.5", lambda typed: read_hours(typed).hours)


def only_question(wishes: Wishes) -> TypedQuestion:
    """Which events are read, by their words."""
    asked = line(("Only events that have one of these words; nothing for all of them.", "bold"))
    return TypedQuestion(asked, "such as ALET, cyber", words_of, ", ".join(wishes.only))


def days_question(wishes: Wishes, today: date) -> TypedQuestion:
    """Which events are read, by their days."""
    asked = line(("Only events from one day to another; nothing for all of them.", "bold"))
    held = "..".join(day.isoformat() if day else "" for day in wishes.days) if any(wishes.days) else ""
    return TypedQuestion(asked, f"such as {AWAY}", lambda typed: days_of(typed, today), held)


def question_of(
    item: Item, samples: Callable[[int], Sequence[str]], lacking: Mapping[int, str], wishes: Wishes, today: date
) -> tuple[ModalScreen[Any], Callable[[Any], Wishes]]:
    """What is asked about a row of the screen, and the wishes by its answer. `samples` gives the first cells of a
    column, `lacking` why events have no length."""
    if item.kind == "column":
        from alcto_tui.screens.importing.column_question import ColumnQuestion

        index = int(item.id)
        question = ColumnQuestion(item.title, item.cells[0], samples(index))
        return question, lambda key: with_column(wishes, index, key)
    if item.kind == "row":
        number = int(item.id)
        why = lacking.get(number, "it lasts as long as you said")
        return HoursQuestion(item.title, why), lambda hours: replace(wishes, hours={**wishes.hours, number: hours})
    if item.id == "zone":
        return ZoneQuestion(wishes.zone), lambda zone: replace(wishes, zone=zone or None)
    if item.id == "only":
        return only_question(wishes), lambda words: narrowed(wishes, only=words)
    return days_question(wishes, today), lambda days: narrowed(wishes, days=days)


def with_column(wishes: Wishes, index: int, key: str) -> Wishes:
    """The wishes with what a column holds; a key that one column alone can hold leaves the one that had it before."""
    said = {name: "" if held == key and key not in SEVERAL else held for name, held in wishes.columns.items()}
    return replace(wishes, columns={**said, f"#{index + 1}": key})
