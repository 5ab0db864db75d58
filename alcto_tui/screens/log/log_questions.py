"""What of the log is looked at, and in which order: chosen by keys, by a click, and from lists."""

from __future__ import annotations

from collections.abc import Collection

from msgspec.structs import replace
from textual import on

from alcto_core import dates
from alcto_core.numbers import counted
from alcto_core.telling.logbook import Asked, Logbook
from alcto_tui.screens.base.list_question import Choice, ListQuestion
from alcto_tui.screens.log.marking import Marking
from alcto_tui.widgets.literal import line
from alcto_tui.widgets.log_table import LogTable

ALL = ""
"""The id of the answer that leaves nothing out."""


def period_question(book: Logbook, at: str) -> ListQuestion:
    """Which period; each with its days and how many entries fall into it."""
    days = [one.date for one in book.activities]
    width = max((len(one.label) for one in book.periods), default=0) + 2
    number = counted(len(days), "entry", "entries")
    options: list[Choice] = [(ALL, line(f"{'All periods':<{width}}", (number, "$muted")))]
    spans = [f"{dates.show(one.period.start)} to {dates.show(one.period.end)}" for one in book.periods]
    held = [sum(one.period.start <= day <= one.period.end for day in days) for one in book.periods]
    broad, digits = max(map(len, spans), default=0), max((len(str(many)) for many in held), default=0)
    for one, span, many in zip(book.periods, spans, held, strict=True):
        entries = f"{many:>{digits}} {'entry' if many == 1 else 'entries':<7}"
        facts = f"{span:<{broad}}  {entries}"
        options.append((one.id, line(f"{one.label:<{width}}", (facts, "$muted"), f"  {one.standing.state.word}")))
    return ListQuestion((line(("Which period do you want to look at?", "bold")),), options, at, hang=width)


def which_question(book: Logbook, chosen: Collection[str]) -> ListQuestion:
    """What shall be shown only; what was chosen already has a sign."""
    options: list[Choice] = [(ALL, line("  Everything"))]
    group = ""
    for one in book.whichs:
        if one.group != group:
            group = one.group
            options.append((None, line((group, "bold"))))
        options.append((one.id, line(("✓ " if one.id in chosen else "  ", "bold $accent"), one.label)))
    return ListQuestion((line(("What shall be shown only?", "bold")),), options, ALL)


class LogAsking(Marking):
    """A log of which a person chooses what is looked at."""

    def __init__(self, find: str = "", *, searching: bool = False, marked: Collection[str] = ()) -> None:
        super().__init__(find, searching=searching, marked=marked)
        self._book: Logbook | None = None
        self._asked = Asked()

    def _ask(self, **changes: object) -> None:
        self._asked = replace(self._asked, **changes)

    def action_sort(self) -> None:
        """Sort by the next column."""
        if self._book is not None:
            sorts = self._book.sorts()
            at = sorts.index(self._asked.sort) if self._asked.sort in sorts else -1
            self._ask(sort=sorts[(at + 1) % len(sorts)], is_reversed=False)
            self.fill()

    def action_reverse(self) -> None:
        self._ask(is_reversed=not self._asked.is_reversed)
        self.fill()

    @on(LogTable.HeadClicked)
    def _sort_by(self, clicked: LogTable.HeadClicked) -> None:
        """Sort by the column that was clicked; clicked again, the other way round."""
        is_again = clicked.sort == self._asked.sort
        self._ask(sort=clicked.sort, is_reversed=is_again and not self._asked.is_reversed)
        self.fill()

    def action_period(self) -> None:
        """Choose the period from a list."""
        book = self._book
        if book is None:
            return

        def chosen(id: str | None) -> None:
            if id is not None:
                self._ask(period=next((one for one in book.periods if one.id == id), None))
                self.fill()

        at = self._asked.period.id if self._asked.period is not None else ""
        self.app.push_screen(period_question(book, at), chosen)

    def action_which(self) -> None:
        """Choose what is shown only; what was chosen already is shown with all again."""
        book = self._book
        if book is None:
            return

        def chosen(id: str | None) -> None:
            if id is not None:
                before = self._asked.which
                after = () if not id else tuple(one for one in before if one != id) if id in before else (*before, id)
                self._ask(which=after)
                self.fill()

        self.app.push_screen(which_question(book, self._asked.which), chosen)

    def action_back(self) -> None:
        """Leave the filter, then the marks, then what narrows the log down, then the screen."""
        is_searching = bool(self.typed) or self.query_one("#find").has_focus
        if not is_searching and not self.marked and (self._asked.which or self._asked.period):
            self._ask(which=(), period=None)
            self.fill()
        else:
            super().action_back()
