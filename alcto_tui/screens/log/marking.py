"""Marks on rows of the log, so that several activities are changed or deleted at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import partial
from typing import TYPE_CHECKING

from textual.app import ComposeResult

from alcto_core.entry.several import deleted_together
from alcto_core.hours import length
from alcto_core.telling.together import together_sheet
from alcto_tui import messages, requests
from alcto_tui.commands import Command
from alcto_tui.own_keys import key
from alcto_tui.screens.base.filtered import Filtered
from alcto_tui.widgets.literal import Words, line
from alcto_tui.widgets.log_table import LogTable

if TYPE_CHECKING:
    from alcto_core.records.types import Activity

MARK = Command(
    "mark", "space", "Mark", "Mark the activity; e and x then act on all that are marked", "Space", changes=True
)
MARK_ALL = Command(
    "mark_all", "asterisk", "Mark all", "Mark everything that the filter finds, or nothing of it", "*", changes=True
)


class Marking(Filtered):
    """A log whose rows can be marked. A subclass says what is `found`, and which activity the cursor is on."""

    DEFAULT_CSS = """
    Marking {
        & #marked { display: none; height: auto; padding: 0 1; background: $surface; color: $accent; }
        & #marked.-told { display: block; }
    }
    """

    def __init__(self, find: str = "", *, searching: bool = False, marked: Collection[str] = ()) -> None:
        super().__init__(find, searching=searching)
        self._marks = dict.fromkeys(marked)
        """Ids, in the order in which they were marked."""
        self.found: tuple[Activity, ...] = ()
        """What the filter finds."""

    def body(self) -> ComposeResult:
        yield from super().body()
        yield Words(id="marked")

    @property
    def marked(self) -> tuple[Activity, ...]:
        """The activities that are marked, in the order of the file."""
        records = self.overview.records if self.overview is not None else None
        return tuple(one for one in records.activities if one.id in self._marks) if records is not None else ()

    def show_marks(self) -> None:
        """Show which rows are marked, and how many; what is gone from the records is marked no more."""
        marked = self.marked
        self._marks = dict.fromkeys(id for id in self._marks if id in {one.id for one in marked})
        self.query_one(LogTable).show_marks(self._marks)
        told = self.query_one("#marked", Words)
        told.set_class(bool(marked), "-told")
        if marked:
            shown = {one.id for one in self.found}
            hidden = sum(one.id not in shown for one in marked)
            hours = length(sum(one.hours for one in marked), " hours")
            told.show(
                line(
                    (f"{len(marked):,} marked", "bold"),
                    f", {hours}{f' ({hidden:,} not in sight)' if hidden else ''}.",
                    (f"  {key('edit')} changes them, {key('delete')} deletes them, Esc clears.", "$muted"),
                )
            )

    def action_mark(self) -> None:
        """Mark the row, and go on to the next."""
        table = self.query_one(LogTable)
        if (id := table.activity) is None:
            return
        self._switch((id,), is_marked=id in self._marks)
        table.action_move(1)

    def action_mark_all(self) -> None:
        ids = [one.id for one in self.found]
        self._switch(ids, is_marked=all(id in self._marks for id in ids))

    def _switch(self, ids: Iterable[str], *, is_marked: bool) -> None:
        if is_marked:
            gone = {*ids}
            self._marks = {id: None for id in self._marks if id not in gone}
        else:
            self._marks |= dict.fromkeys(ids)
        self.show_marks()

    def action_back(self) -> None:
        """Leave the filter first, then the marks, then the screen."""
        if self._marks and not self.query_one("#find").has_focus:
            self._marks = {}
            self.show_marks()
        else:
            super().action_back()

    def change_marked(self) -> None:
        """Open the form for all that are marked."""
        self.post_message(requests.MarkedFormRequested(tuple(one.id for one in self.marked)))

    def delete_marked(self) -> None:
        """Work out what deleting them comes to, then ask."""
        overview = self.overview
        if overview is None or overview.records is None:
            return
        together = deleted_together(overview.records, self.marked)
        look = partial(together_sheet, overview, together)
        self.post_message(messages.LookRequested(look, self, about=(overview, together), holds_keys=True))

    def on_looked(self, looked: messages.Looked) -> None:
        from alcto_tui.screens.log.marked_form import DeleteQuestion

        overview, together = looked.about

        def answered(answer: str | None) -> None:
            if answer == "yes":
                self.post_message(messages.EditRequested(together.edit, self, seen=overview.loaded))

        self.app.push_screen(DeleteQuestion(looked.found), answered)
