"""A day chosen from a calendar of months, with what stands on each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content

from alcto_core.dates import show_month
from alcto_core.telling.month import CELL, LEGEND, WEEKDAYS, Marks, cell_of, moved, weeks_of, words_of
from alcto_tui.screens.base.window import Front
from alcto_tui.widgets.literal import Words, line, lines

KEYS = "Arrows move, PgUp and PgDn turn months, t is today."


class Weeks(Words):
    """The weeks of a month; a click takes a day."""

    def on_click(self, event: events.Click) -> None:
        """Take the day under the pointer."""
        if isinstance(self.screen, MonthQuestion):
            self.screen.take_at(event.y, event.x)


class MonthQuestion(Front[date]):
    """Returns the day that was chosen; None where nothing changes."""

    BINDINGS = [Binding("escape", "cancel", "Back", key_display="Esc")]  # noqa: RUF012 - Textual's own declaration
    DEFAULT_CSS = """
    MonthQuestion {
        & > .box { width: 64; }
        & Weeks { margin: 1 0; width: auto; }
        & #keys { color: $muted; }
    }
    """

    def __init__(self, day: date, today: date, marks: Marks) -> None:
        """`day` is where the cursor begins."""
        super().__init__()
        self._day = day
        self._today = today
        self._marks = marks

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            yield Words(id="month")
            yield Weeks()
            yield Words(id="day")
            yield Words(id="keys")

    def on_mount(self) -> None:
        self._show()

    def _show(self) -> None:
        self.query_one("#month", Words).show(line((show_month(self._day), "bold"), (f"   {LEGEND}", "$muted")))
        self.query_one(Weeks).show(lines(*self._rows()))
        self.query_one("#day", Words).show(line(words_of(self._day, self._marks)))
        self.query_one("#keys", Words).show(KEYS)

    def _rows(self) -> Iterator[Content]:
        yield line(("".join(f" {one} " for one in WEEKDAYS), "$muted"))
        for week in weeks_of(self._day):
            yield line(*((cell_of(one, self._marks), self._style(one)) for one in week))

    def _style(self, day: date | None) -> str:
        if day == self._day:
            return "bold reverse"
        if day == self._today:
            return "bold underline"
        return "" if day in self._marks else "$muted"

    def take_at(self, row: int, column: int) -> None:
        """Take the day at a place of the weeks."""
        weeks = weeks_of(self._day)
        if 0 < row <= len(weeks) and column < CELL * 7 and (day := weeks[row - 1][column // CELL]) is not None:
            self.dismiss(day)

    def on_key(self, event: events.Key) -> None:
        """Move, or take the day."""
        if event.key in ("enter", "space"):
            event.stop()
            self.dismiss(self._day)
        elif (day := moved(self._day, event.key, self._today)) is not None:
            event.stop()
            event.prevent_default()
            self._day = day
            self._show()

    def action_cancel(self) -> None:
        self.dismiss(None)
