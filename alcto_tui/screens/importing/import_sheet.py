"""Import: a spreadsheet or a calendar brought in. The same dry run as the verb's, with its questions as choices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message

from alcto_core.entry.paths import NO_PATH, file_said, path_of
from alcto_core.importing.intake import Intake
from alcto_core.problems import Refused
from alcto_core.telling.importing import import_sheet, questions_sheet
from alcto_core.telling.page import Item, Sheet
from alcto_tui import messages, requests
from alcto_tui.commands import FILE, PALETTE, REDO, THEME, UNDO, Command
from alcto_tui.screens.base.choosing import FURTHER
from alcto_tui.screens.base.listing import Listing, Row, RowList
from alcto_tui.screens.importing.import_choices import KEYS, answered, offering_question, question_of, with_column
from alcto_tui.screens.importing.import_reading import Reading, Wishes, judged, opened, other_sheet, read
from alcto_tui.screens.importing.import_view import BEGINS, ImportView, nothing
from alcto_tui.screens.importing.import_words import by_keys, sheet_by_keys
from alcto_tui.widgets.literal import hanging, line
from alcto_tui.widgets.path_line import PathLine

if TYPE_CHECKING:
    from alcto_core.entry.days import Order
    from alcto_core.overview import Overview

ENDINGS = (".csv", ".tsv", ".txt", ".xlsx", ".ods", ".ics")
EMPTY = Sheet(id="import", title="")
STEP = 50
"""Rows between two words on how far the reading is."""


class Stopped(Refused):
    """The person stopped the reading."""


class ImportScreen(Listing["Item"]):
    """Nothing is saved before F2; then it is one save, and one undo takes it back."""

    offers = (
        Command("save", "f2", "Save", "Bring in the rows that are ticked, as one change", "F2", True),
        Command("tick", "space", "Tick", "Take the row, or leave it out", "Space", True),
        Command("open", "enter", "Set", "Say what the column holds, or take this answer", "Enter", True),
        Command("changes", "asterisk", "Differing", "Take the sheet's word in all rows that differ, or in none", "*"),
        FILE,
        FURTHER,
    )
    shared: ClassVar[tuple[Command, ...]] = (UNDO, REDO, THEME, PALETTE)
    begins_at = "#path"
    opens = False  # Enter is the screen's own, under its own name

    DEFAULT_CSS = """
    ImportScreen {
        &.-medium #why { max-height: 4; }
    }
    """

    @dataclass
    class Progressed(Message, bubble=False):
        """So many rows of a reading were read."""

        number: int
        done: int
        of: int

    def __init__(self, path: str = "") -> None:
        super().__init__()
        self._path = path
        self._file = ""
        """The name of the file that was read."""
        self._wishes = Wishes()
        self._reading: Reading | None = None
        self._sheet: Sheet | None = None
        self._number = 0
        """Of the last thing that was asked to be worked out; only its answer counts."""
        self._is_busy = False
        self._said = ""
        """Why there is nothing to show, or how far it is."""
        self._ticked_events: frozenset[int] = frozenset()
        """Of the events at the same time that are asked about."""
        self._saving: tuple[str, ...] | None = None
        """Ids of what is being saved."""

    # -- the file ----------------------------------------------------------------------------------------------------

    def body(self) -> ComposeResult:
        placeholder = "a spreadsheet or calendar; Tab completes"
        yield PathLine(lambda typed: file_said(typed)[1], value=self._path, endings=ENDINGS, placeholder=placeholder)
        yield from super().body()

    def on_mount(self) -> None:
        self.head(line(("Import", "bold $accent")))

    def show_overview(self, overview: Overview) -> None:  # noqa: ARG002 - what is read is read beside the records of now
        """Read the sheet once more beside the new records."""
        if self._path:  # it was named when the screen was asked for
            self._path = ""
            self.on_input_submitted()
        elif self._reading is not None and self._saving is None:
            self._read_again()
        else:
            self.fill()

    def on_input_submitted(self) -> None:
        """Open the file."""
        typed = self.query_one(PathLine).value
        is_file, words = file_said(typed)
        if not is_file or self.overview is None:
            self.query_one(PathLine).tell(words if typed.strip() else NO_PATH)
            return
        path = path_of(typed)
        self._file, self._wishes, self._reading, self._sheet = path.name, Wishes(), None, None
        self._work(partial(opened, self.overview, path), "Reading the file…")

    def action_file(self) -> None:
        self.query_one(PathLine).go_to()

    # -- reading beside the screen -----------------------------------------------------------------------------------

    def _work(self, look: partial[Reading], said: str) -> None:
        """Work something out; what was asked before ends with its next row."""
        self._number += 1
        self._is_busy, self._said = True, said
        number = self._number

        def watch(done: int, of: int) -> None:
            if number != self._number:
                raise Stopped("Stopped.")
            if done % STEP == 0:
                self.post_message(self.Progressed(number, done, of))

        self.post_message(messages.LookRequested(lambda: look(watch=watch), self, about=number))
        self.fill()

    @property
    def holds_keys(self) -> bool:
        """Whether the file is being read, so that the next key is about its rows."""
        return self._is_busy

    is_stoppable = holds_keys

    def _read_again(self) -> None:
        if self._reading is not None and self.overview is not None:
            self._work(partial(read, self.overview, self._reading.source, self._wishes), "Reading the rows…")

    def _judge_again(self) -> None:
        """What is ticked is another, so its effects are."""
        reading, overview, wishes = self._reading, self.overview, self._wishes
        if reading is not None and overview is not None:
            self._number += 1
            look = partial(judged, overview, reading, wishes)
            self.post_message(messages.LookRequested(look, self, about=self._number))
            self._lay_out(reading)

    def on_import_screen_progressed(self, progressed: Progressed) -> None:
        if progressed.number == self._number and self._is_busy:
            self._said = f"{progressed.done:,} of {progressed.of:,} rows were read. Esc stops."
            self.fill()

    def on_looked(self, looked: messages.Looked) -> None:
        if looked.about != self._number:
            return
        self._is_busy, self._said = False, by_keys(looked.problem)
        if looked.found is not None:
            self._lay_out(looked.found)
            self.query_one(RowList).focus()
        self.fill()

    def _lay_out(self, reading: Reading) -> None:
        self._reading, plan = reading, reading.plan
        self._said = by_keys(reading.problem)
        self._ticked_events = frozenset()
        if plan is None:
            self._sheet = questions_sheet(reading.layout, self._file) if reading.layout is not None else EMPTY
        else:
            has_changes = bool(self._wishes.changed)
            self._sheet = sheet_by_keys(import_sheet(plan, reading.effects, self._file, changes=has_changes))
        self.fill()
        self.refresh_bindings()

    # -- what is shown -----------------------------------------------------------------------------------------------

    def top(self, width: int) -> Sequence[Content]:
        if self._said or self._view is None:
            return [row for words in nothing(self._said, self._is_busy) for row in hanging(Content(""), words, width)]
        return self._view.top(width, is_tall=self.has_class("-tall"))

    def rows(self, width: int) -> Sequence[Row[Item]]:
        if self._view is None or (self._is_busy and self._reading is None):
            return []
        return self._view.rows(width)

    def first(self) -> str | None:
        """What is asked, else the first row of the sheet."""
        return next((row.id for row in self._rows if row.about is not None and row.about.kind in BEGINS), None)

    def explained(self, about: Item) -> Sequence[Content]:
        return self._view.explained(about) if self._view is not None else ()

    @property
    def _view(self) -> ImportView | None:
        """What was read with what is said of it; None before anything was."""
        if self._sheet is None:
            return None
        return ImportView(self._sheet, self._reading, self._wishes, self._ticked_events, self.overview)

    @property
    def _lacking(self) -> Mapping[int, str]:
        """Events of which it must be said how long they were."""
        return self._reading.lacking if self._reading is not None else {}

    @property
    def _at_one_time(self) -> frozenset[int]:
        """The events at the same time that are asked about."""
        return self._view.at_one_time if self._view is not None else frozenset()

    # -- what is chosen ----------------------------------------------------------------------------------------------

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool | None:
        """What needs rows is offered only where there are some."""
        if action in {"save", "tick", "changes"}:
            has_rows = self._reading is not None and self._reading.plan is not None
            return has_rows or (action == "tick" and bool(self._at_one_time))
        if action in {"open", "more"}:
            return self._sheet is not None
        return True

    def action_tick(self) -> None:
        """Take the highlighted row, or leave it."""
        item = self.chosen()
        if item is not None and item.kind == "attended" and item.id != "none":
            self._ticked_events ^= {int(item.id)}
            self.fill()
        row = self._view.row(item) if self._view is not None else None
        if row is None:
            return
        number, wishes = frozenset((row.number,)), self._wishes
        if row.mark == "alike" or row.number in wishes.new_rows:
            self._wishes = replace(wishes, new_rows=wishes.new_rows ^ number)
            self._read_again()
        elif row.mark in ("add", "change"):
            key = "left" if row.mark == "add" else "changed"
            self._wishes = replace(wishes, **{key: getattr(wishes, key) ^ number})
            self._judge_again()
        else:
            self.notify("This row cannot be read." if row.mark == "unreadable" else "Your records hold it already.")

    def action_changes(self) -> None:
        """Take the sheet's word everywhere, or nowhere."""
        plan = self._reading.plan if self._reading is not None else None
        numbers = frozenset(row.number for row in plan.marked("change")) if plan is not None else frozenset()
        if numbers:
            self._wishes = replace(self._wishes, changed=frozenset() if self._wishes.changed >= numbers else numbers)
            self._judge_again()

    def action_open(self) -> None:
        """Take an answer, or ask what the highlighted column holds."""
        item = self.chosen()
        if item is None or self._is_busy:
            return
        if item.kind == "order":
            self._wishes = replace(self._wishes, order=cast("Order", item.id))
            self._read_again()
        elif item.kind == "candidate":
            index, _, key = item.id.partition("=")
            self._wishes = with_column(self._wishes, int(index), key)
            self._read_again()
        elif item.kind == "column" or (item.kind == "row" and int(item.id) in {*self._lacking, *self._wishes.hours}):
            self._ask(item)
        elif item.kind == "row":
            self.action_tick()
        elif item.kind == "near":
            self._take_offering(int(item.id))
        elif item.kind == "sheet":
            self._read_sheet(int(item.id))
        elif item.kind == "answer" and item.id in ("zone", "only", "days"):
            self._ask(item)
        elif item.kind in KEYS:
            self._wishes = answered(item, self._wishes, self._at_one_time, self._ticked_events)
            self._read_again()

    def _read_sheet(self, number: int) -> None:
        """Read the sheet, or the table, of that number in the list."""
        if self._reading is not None and self.overview is not None:
            name = tuple(self._reading.source.grids)[number - 1]
            self._wishes = Wishes()
            self._work(partial(other_sheet, self.overview, self._reading.source, name), "Reading the sheet…")

    def _take_offering(self, number: int) -> None:
        """A row is an entry of a catalogue, or is none any more."""
        plan = self._reading.plan if self._reading is not None else None
        near = next((one for one in plan.near if one.number == number), None) if plan is not None else None
        if near is None:
            return

        def said(id: str | None) -> None:
            if id is not None:
                chosen = {**self._wishes.offerings, number: id}
                self._wishes = replace(self._wishes, offerings={row: id for row, id in chosen.items() if id})
                self._judge_again()

        if near.taken:
            said("")
        elif len(near.offerings) == 1:
            said(near.offerings[0])
        elif self.overview is not None:
            self.app.push_screen(offering_question(near, self.overview.library), said)

    def _ask(self, item: Item) -> None:
        """Ask what only the person knows, and read again by the answer."""
        if self.overview is None or self._view is None:
            return
        question, answer = question_of(item, self._view.samples, self._lacking, self._wishes, self.overview.on)

        def said(found: Any) -> None:
            if found is not None:
                self._wishes = answer(found)
                self._read_again()

        self.app.push_screen(question, said)

    # -- saving ------------------------------------------------------------------------------------------------------

    def action_save(self) -> None:
        """Save what is ticked as one change."""
        reading = self._reading
        is_idle = not self._is_busy and self._saving is None
        if reading is None or reading.plan is None or self.overview is None or not is_idle:
            return
        if reading.asks_order:
            self.notify("Say first which day 3/4/2026 is in this sheet.", severity="warning")
            return
        without = self._wishes.without(reading.plan)
        edit = reading.plan.edit(self._file, with_changes=True, without=without)
        if edit is None:
            self.notify("No row is ticked. Space ticks one.", severity="warning")
            return
        self._saving = tuple(row.id for row in reading.plan.taken(with_changes=True, without=without))
        self.head(line(("Import", "bold $accent")), line((f"saving {len(self._saving):,} rows…", "$accent")))
        self.post_message(messages.EditRequested(edit, self, seen=self.overview.loaded, names_undo=True))

    def on_edit_finished(self, finished: messages.EditFinished) -> None:
        """Remember what was agreed, and show what came in, marked."""
        ids, self._saving = self._saving, None
        self.head(line(("Import", "bold $accent")))
        reading = self._reading
        if ids is None or not finished.is_settled or reading is None or reading.plan is None:
            return
        if isinstance(reading.intake, Intake):
            reading.intake.remember(reading.plan, reading.order)
        app = self.app
        self.action_home()
        app.post_message(requests.ActivitiesRequested(marked=ids))

    def action_back(self) -> None:
        """Stop a reading first; then leave."""
        if self._is_busy:
            self._number += 1
            self._is_busy, self._said = False, "Stopped; nothing was saved. Enter in the path reads it again."
            self.fill()
        else:
            self.dismiss()
