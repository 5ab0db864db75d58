"""Activities: the log as a table that is filtered while typing, and what each activity counted for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on
from textual.content import Content
from textual.widgets import Input

from alcto_core.evaluation.other_periods import OtherPeriods, Others
from alcto_core.keeping.evidence import without_proof
from alcto_core.telling.activity import accounts, activity_sheet
from alcto_core.telling.log import NOTHING_LOGGED, lacking_proof, log_part, nothing_held
from alcto_core.telling.search import log_of
from alcto_core.words import matching
from alcto_tui import messages
from alcto_tui.commands import ADD, IMPORT, Command
from alcto_tui.screens.marking import MARK, MARK_ALL, Marking
from alcto_tui.screens.proof import PROOF, show_proof
from alcto_tui.widgets.activity_detail import detail
from alcto_tui.widgets.literal import in_lines, line, lines
from alcto_tui.widgets.log_table import LogTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from alcto_core.overview import Overview
    from alcto_core.records.types import Activity
    from alcto_core.words import Said

MOST = 500
"""Rows that are shown at once; a person finds more by typing than by scrolling."""


class ActivitiesScreen(Marking):
    """Everything that was logged, newest first."""

    offers = (
        ADD,
        Command("edit", "e,enter", "Edit", "Edit the activity", "e", True),
        Command("find", "slash", "Find", "Search the log: words, or parts of words", "/", True),
        Command("delete", "x,delete", "Delete", "Delete the activity (u takes it back)", "x", True),
        replace(IMPORT, key="i,I", sign="i"),
        MARK,
        MARK_ALL,
        Command(
            "certificate", "f", "Certificate", "Add from a certificate or a badge: read the file and begin an entry"
        ),
        PROOF,
        Command("no_proof", "n", "No proof", "Show only what is done and has no file of proof, or all again"),
        Command("duplicate", "d", "Duplicate", "Add an activity like this one"),
        Command("whole", "v", "Whole", "Show the whole of the activity: sessions, texts, evidence"),
    )

    finds = "words of title, place, strand, offering, status…"
    name_shown = "Activities"
    goes_into_detail = True

    DEFAULT_CSS = """
    ActivitiesScreen {
        & #detail:focus { border-top: solid $accent; }
        &.-low #detail.-whole, &.-medium #detail.-whole { max-height: 75%; }
        &.-wide #detail:focus { border-left: vkey $accent; }
        &.-wide #detail.-empty { display: block; }
    }
    """

    def __init__(self, *, find: str = "", searching: bool = False, marked: tuple[str, ...] = ()) -> None:
        super().__init__(find, searching=searching, marked=marked)
        self._log: tuple[Said[Activity], ...] = ()
        self._periods: OtherPeriods | None = None
        self._whole = False
        self._lacks_proof = False
        """Whether only those without proof are shown."""
        self._is_adding = False
        """Whether the form was opened from here, so that the cursor goes to what it adds."""
        self._fresh: str | None = None
        """The activity that was added just now."""

    def table(self) -> LogTable:
        return LogTable(id="log")

    def show_overview(self, overview: Overview) -> None:
        """Fold the log anew, and keep filter and cursor."""
        library = overview.library
        activities = overview.records.activities if overview.records is not None else ()
        before = {entry.thing.id for entry in self._log}
        self._log = log_of(activities, library)
        fresh = [entry.thing.id for entry in self._log if entry.thing.id not in before]
        records, standings = overview.records, overview.standings
        self._periods = OtherPeriods(records, library, standings, plan=overview.plan)
        if self._is_adding and len(fresh) == 1:
            self._fresh = fresh[0]
        self._is_adding = False
        self.fill()

    def fill(self) -> None:
        """The cursor goes to a fresh activity, else it stays on its own."""
        overview = self.overview
        if overview is None:
            return
        found = matching(self._log, self.typed)
        if self._lacks_proof:
            found = without_proof(overview.folder, found)
        self.found = found
        # Where there is nothing to find the cursor must not fall into the filter: letters are commands then.
        self.query_one("#find", Input).can_focus = bool(self._log)
        table = self.query_one(LogTable)
        shown, self._fresh, fresh = found[:MOST], None, self._fresh
        table.show_log(log_part(shown, overview.standings, self._others(shown)), fresh)
        self._tell(overview, found)
        self.show_marks()
        if self.focused is None or not self.focused.focusable:
            table.focus()
        self.refresh_bindings()

    def _others(self, activities: Sequence[Activity]) -> Others:
        """The periods, other than those in force, that hold some of the activities."""
        return self._periods.holding(activities) if self._periods is not None else {}

    def _tell(self, overview: Overview, found: tuple[Activity, ...]) -> None:
        words, count = self.typed, len(self._log)
        entries = f"{count} {'entry' if count == 1 else 'entries'}"
        fact = f"{len(found)} of {entries}" if words.strip() or self._lacks_proof else entries
        fact += ", without proof" if self._lacks_proof else ""
        skipped = overview.records.skipped if overview.records else 0
        left_out = f", {skipped} left out (p shows why)" if skipped else ""
        self.head(line(("Activities", "bold")), line(fact, (left_out, "$missed")))
        if not found:
            lacking = line(lacking_proof(0, count), " n shows all of them again.") if self._lacks_proof else None
            self.tell(False, lacking or _nothing(overview, words))
        else:
            more = f"The newest {MOST} of {len(found)} are shown; type to find the others."
            self.tell(True, line(more) if len(found) > MOST else None)

    def detail(self, width: int) -> Content | None:
        activity, overview = self._current(), self.overview
        if activity is None or overview is None:
            return None
        short, full = overview.library.strand_short, self._whole or self.has_class("-wide")
        accounted = accounts(activity, overview.standings, self._others((activity,)), short)
        return detail(activity, accounted, short, width, full=full)

    def _current(self) -> Activity | None:
        id = self.query_one(LogTable).activity
        records = self.overview.records if self.overview is not None else None
        return records.activity(id) if records is not None and id is not None else None

    def copied(self) -> str:
        """The activity with all that it counts for, as `alcto explain` tells it."""
        activity, overview = self._current(), self.overview
        if activity is None or overview is None:
            return ""
        others = self._others((activity,))
        return in_lines(activity_sheet(activity, overview.standings, others, overview.library.strand_short).in_words())

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool | None:
        """What needs an activity is offered only where there is one."""
        if action in {"edit", "delete", "duplicate", "whole", "mark", "mark_all", "proof"} and self.is_mounted:
            return self.query_one(LogTable).row_count > 0
        if action in {"find", "no_proof"} and self.overview is not None:
            return bool(self._log)
        return True

    @on(LogTable.Opened)
    def _open(self) -> None:
        """Enter opens what the cursor is on, whatever is marked."""
        if activity := self._current():
            self.post_message(messages.EntryRequested(activity=activity.id))

    def action_add(self) -> None:
        self._is_adding = True
        self.post_message(messages.EntryRequested())

    def action_certificate(self) -> None:
        """Choose a certificate, read it beside the screen, and open the form with what it says."""
        from alcto_tui.screens.certificates import choose_certificate

        if self.overview is not None and self.overview.records is not None:
            choose_certificate(self, self.overview)

    def on_looked(self, looked: messages.Looked) -> None:
        """A certificate was read; what else was looked at is for the marks."""
        if not isinstance(looked.about, Path):
            return
        looked.prevent_default()
        if looked.found is None:
            self.notify(looked.problem, severity="warning", timeout=12, markup=False)
            return
        self._is_adding = True
        self.post_message(messages.EntryRequested(certificate=looked.found))

    def action_edit(self) -> None:
        if self.marked:
            self.change_marked()
        else:
            self._open()

    def action_duplicate(self) -> None:
        if activity := self._current():
            self._is_adding = True
            self.post_message(messages.EntryRequested(activity=activity.id, copy=True))

    def action_delete(self) -> None:
        """Ask, then delete."""
        if self.marked:
            self.delete_marked()
            return
        from alcto_tui.screens.deleting import delete_if_sure

        activity, overview = self._current(), self.overview
        if activity is not None and overview is not None:
            delete_if_sure(self, overview, activity)

    def action_proof(self) -> None:
        if (activity := self._current()) and self.overview is not None:
            show_proof(self, self.overview.folder, activity.evidence)

    def action_no_proof(self) -> None:
        """Show what is done and has no proof, or again everything."""
        self._lacks_proof = not self._lacks_proof
        self.fill()

    def action_whole(self) -> None:
        """Show more, or again less, of the activity."""
        self._whole = not self._whole
        self.query_one("#detail").set_class(self._whole, "-whole")
        self.once_drawn(self.tell_detail)


def _nothing(overview: Overview, words: str) -> Content:
    """What to do where there is no row."""
    if overview.loaded is None:
        return line("There are no records here now. Home says what to do.")
    if overview.records is None:
        return line("Your records file cannot be read. Press p to see what is wrong in it.")
    if words.strip() and overview.records.activities:
        return line(nothing_held(words), " Esc shows all of them again.")
    return lines(
        line((NOTHING_LOGGED, "bold")),
        line("Press a to add the first one, c to add it from the catalogue, or i to bring a spreadsheet in."),
        line("F4 in the form reads an agenda that you paste: one session a line."),
    )
