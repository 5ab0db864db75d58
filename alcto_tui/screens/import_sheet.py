"""Import: a spreadsheet brought in. The same dry run as the verb's, with its columns and rows to be chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast

import msgspec
from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message

from alcto_core.entry.paths import NO_PATH, file_said, path_of
from alcto_core.importing.vocabulary import TARGETS
from alcto_core.problems import Refused
from alcto_core.telling.importing import import_sheet, order_part, questions_sheet, row_lines
from alcto_core.telling.page import Part, sentence
from alcto_tui import messages
from alcto_tui.commands import FILE, PALETTE, REDO, THEME, UNDO, Command
from alcto_tui.screens.choosing import FURTHER
from alcto_tui.screens.import_reading import Reading, Wishes, judged, opened, read
from alcto_tui.screens.listing import Listing, Row, RowList
from alcto_tui.screens.sheet_rows import explained, rows_of
from alcto_tui.widgets.literal import Words, hanging, line, lines
from alcto_tui.widgets.path_input import PathInput
from alcto_tui.widgets.sign import SIGNS

if TYPE_CHECKING:
    from alcto_core.entry.days import Order
    from alcto_core.importing.planned import PlannedRow
    from alcto_core.overview import Overview
    from alcto_core.telling.page import Item, Sheet

ENDINGS = (".csv", ".tsv", ".txt", ".xlsx", ".ods")
MOST_ROWS = 400
"""Rows that are shown; all of them come in."""
STEP = 50
"""Rows between two words on how far the reading is."""


class Stopped(Refused):
    """The person stopped the reading."""


class ImportScreen(Listing["Item"]):
    """Nothing is saved before F2; then it is one save, and one undo takes it back."""

    offers = (
        Command("save", "f2", "Save", "Bring in the rows that are ticked, as one change", "F2", True),
        Command("tick", "space", "Tick", "Take the row, or leave it out", "Space", True),
        Command("open", "enter", "Change", "Say what the column holds, or take this answer", "Enter", True),
        Command("changes", "asterisk", "Differing", "Take the sheet's word in all rows that differ, or in none", "*"),
        FILE,
        FURTHER,
    )
    shared: ClassVar[tuple[Command, ...]] = (UNDO, REDO, THEME, PALETTE)
    begins_at = "#path"
    opens = False  # Enter is the screen's own, under its own name

    DEFAULT_CSS = """
    ImportScreen {
        & #file { height: 1; padding: 0 2; background: $surface; }
        & #file > .label { width: 6; color: $muted; }
        & #path { width: 1fr; height: 1; background: $surface; }
        & #path:focus { background: $selected; }
        & #checked { height: auto; padding: 0 2 0 8; color: $muted; background: $surface; display: none; }
        & #checked.-told { display: block; }
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
        self._planned: dict[str, PlannedRow] = {}
        self._number = 0
        """Of the last thing that was asked to be worked out; only its answer counts."""
        self._is_busy = False
        self._said = ""
        """Why there is nothing to show, or how far it is."""
        self._saving: tuple[str, ...] | None = None
        """Ids of what is being saved."""

    # -- the file ----------------------------------------------------------------------------------------------------

    def body(self) -> ComposeResult:
        with Horizontal(id="file"):
            yield Words("File", classes="label")
            yield PathInput(
                self._path, endings=ENDINGS, placeholder="the path of a spreadsheet; Tab completes", id="path"
            )
        yield Words(id="checked")
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

    def on_input_changed(self) -> None:
        """Check the path while it is typed."""
        typed = self.query_one(PathInput).value
        self._check(file_said(typed)[1] if typed.strip() else "")

    def _check(self, words: str) -> None:
        checked = self.query_one("#checked", Words)
        checked.show(words)
        checked.set_class(bool(words), "-told")

    @on(PathInput.MayGoOn)
    def _tell_names(self, found: PathInput.MayGoOn) -> None:
        more = f" and {len(found.names) - 12:,} more" if len(found.names) > 12 else ""
        self._check(f"{'  '.join(found.names[:12])}{more}")

    def on_input_submitted(self) -> None:
        """Open the file."""
        typed = self.query_one(PathInput).value
        is_file, words = file_said(typed)
        if not is_file or self.overview is None:
            self._check(words if typed.strip() else NO_PATH)
            return
        path = path_of(typed)
        self._file, self._wishes, self._reading, self._sheet = path.name, Wishes(), None, None
        self._work(partial(opened, self.overview, path), "Reading the file…")

    def action_file(self) -> None:
        self.query_one(PathInput).focus()

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

    def _read_again(self) -> None:
        if self._reading is not None and self.overview is not None:
            self._work(partial(read, self.overview, self._reading.intake, self._wishes), "Reading the rows…")

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
        self._is_busy, self._said = False, looked.problem
        if looked.found is not None:
            self._lay_out(looked.found)
            self.query_one(RowList).focus()
        self.fill()

    def _lay_out(self, reading: Reading) -> None:
        self._reading, plan = reading, reading.plan
        self._planned = {str(row.number): row for row in plan.rows} if plan is not None else {}
        if plan is None:
            self._sheet = questions_sheet(reading.layout, self._file)
        else:
            self._sheet = import_sheet(plan, reading.effects, self._file, changes=bool(self._wishes.changed))
        self.fill()
        self.refresh_bindings()

    # -- what is shown -----------------------------------------------------------------------------------------------

    def top(self, width: int) -> Sequence[Content]:
        if self._said or self._sheet is None:
            return [row for words in self._nothing() for row in hanging(Content(""), words, width)]
        reading = self._reading
        rows = line((sentence(self._sheet.title), "bold")).wrap(width)
        if reading is not None and reading.plan is not None:
            taken = sum(bool(self._wishes.takes(row)) for row in reading.plan.rows)
            rows.append(line((f"{taken:,} ticked.", "bold $accent"), ("  Nothing is saved before F2.", "$muted")))
        effects = [*self._sheet.items("effect")]
        is_tall = self.has_class("-tall")
        told = [item for item in effects if is_tall or "no change" not in item.figure or item.said]
        for item in told:
            sign, tone = SIGNS[item.tone]
            words = line((item.title, "bold"), f"  {item.figure}; ", (item.state, tone))
            rows += hanging(line(f"{sign} "), words, width)
            rows += [row for said in item.said for row in hanging(line("    "), line((said, "$muted")), width)]
        if len(told) < len(effects):
            others = ", ".join(item.title for item in effects if item not in told)
            rows += hanging(line("  "), line((f"No change: {others}", "$muted")), width)
        return rows

    def _nothing(self) -> Sequence[Content]:
        if self._said:
            return [line((self._said, "bold" if self._is_busy else "$short"))]
        return [
            line(("Bring a spreadsheet in.", "bold")),
            line(
                "Write the path of a CSV, .xlsx or .ods file, and Enter. Every row is shown before anything is saved."
            ),
            line(("Its columns are guessed, and you can change what each holds.", "$muted")),
        ]

    def rows(self, width: int) -> Sequence[Row[Item]]:
        if self._sheet is None or (self._is_busy and self._reading is None):
            return []
        asked = [part for part in self._sheet.parts if part.items[0].kind == "candidate"] if self._sheet.parts else []
        if self._reading is not None and self._reading.asks_order:
            asked.append(order_part())
        found = rows_of(asked, width)
        for part in sorted(self._sheet.parts, key=lambda one: one.items[0].kind != "row"):
            kind = part.items[0].kind
            if kind == "row":
                found += self._row_rows(part, width)
            elif kind not in ("effect", "candidate"):
                found += rows_of([part], width)
        return found

    def _row_rows(self, part: Part, width: int) -> list[Row[Item]]:
        cut = len(part.items) > MOST_ROWS
        fact = f"the first {MOST_ROWS} of {len(part.items):,}; all come in" if cut else ""
        items = tuple(msgspec.structs.replace(one, cells=one.cells[:1]) for one in part.items[:MOST_ROWS])
        shown = Part(heading=part.heading, fact=fact, columns=part.columns[:2], items=items)
        found = rows_of([shown], width - 4)
        return [row if row.about is None else replace(row, words=self._ticked(row, row.about, width)) for row in found]

    def _ticked(self, row: Row[Item], item: Item, width: int) -> Content:
        takes = self._wishes.takes(self._planned[item.id])
        mark = " –  " if takes is None else "[x] " if takes else "[ ] "
        return lines(*hanging(line((mark, "bold $accent")), row.words, width))

    def explained(self, about: Item) -> Sequence[Content]:
        if about.kind == "row":
            row = self._planned[about.id]
            told = [line((words, "$short")) for words in row_lines(row)]
            values = "; ".join(f"{key} {_short(value)}" for key, value in row.table.items())
            named = f"Row {about.id}: {about.title}{f' ({row.id})' if row.id else ''}"
            return [line((named, "bold")), *told, line((values, "$muted"))]
        if about.kind in ("column", "candidate") and self._reading is not None:
            index = int(about.id.partition("=")[0])
            key = about.cells[0]
            meaning = f"{key}: {TARGETS[key]}" if key in TARGETS else "It is left out."
            samples = ", ".join(f"“{one[:40]}”" for one in self._reading.intake.samples(index))
            cells = line(("Its first cells: ", "$muted"), samples or "empty")
            why = [line((about.cells[1], "$muted"))] if about.kind == "column" else []
            return [line((about.title, "bold")), line(meaning), cells, *why]
        return explained(about)

    # -- what is chosen ----------------------------------------------------------------------------------------------

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool | None:
        """What needs rows is offered only where there are some."""
        if action in {"save", "tick", "changes"}:
            return self._reading is not None and self._reading.plan is not None
        if action in {"open", "more"}:
            return self._sheet is not None
        return True

    def action_tick(self) -> None:
        """Take the highlighted row, or leave it."""
        item = self.chosen()
        row = self._planned.get(item.id) if item is not None and item.kind == "row" else None
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
            self._say_column(int(index), key)
        elif item.kind == "column":
            self._ask_column(item)
        elif item.kind == "row":
            self.action_tick()

    def _ask_column(self, item: Item) -> None:
        from alcto_tui.screens.column_question import ColumnQuestion

        reading = self._reading
        if reading is None:
            return

        def answered(key: str | None) -> None:
            if key is not None:
                self._say_column(int(item.id), key)

        samples = reading.intake.samples(int(item.id))
        self.app.push_screen(ColumnQuestion(item.title, item.cells[0], samples), answered)

    def _say_column(self, index: int, key: str) -> None:
        """A key that one column alone can hold leaves the column that the person gave it before."""
        from alcto_core.importing.vocabulary import SEVERAL

        said = {name: "" if held == key and key not in SEVERAL else held for name, held in self._wishes.columns.items()}
        self._wishes = replace(self._wishes, columns={**said, f"#{index + 1}": key})
        self._read_again()

    # -- saving ------------------------------------------------------------------------------------------------------

    def action_save(self) -> None:
        """Save what is ticked as one change."""
        reading = self._reading
        if (
            reading is None
            or reading.plan is None
            or self.overview is None
            or self._is_busy
            or self._saving is not None
        ):
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
        self.post_message(messages.EditRequested(edit, self, seen=self.overview.loaded))

    def on_edit_finished(self, finished: messages.EditFinished) -> None:
        """Remember what was agreed, and show what came in, marked."""
        ids, self._saving = self._saving, None
        self.head(line(("Import", "bold $accent")))
        reading = self._reading
        if ids is None or not finished.is_settled or reading is None or reading.plan is None:
            return
        reading.intake.remember(reading.plan, reading.order)
        app = self.app
        self.action_home()
        app.post_message(messages.ActivitiesRequested(marked=ids))

    def action_back(self) -> None:
        """Stop a reading first; then leave."""
        if self._is_busy:
            self._number += 1
            self._is_busy, self._said = False, "Stopped; nothing was saved. Enter in the path reads it again."
            self.fill()
        else:
            self.dismiss()


def _short(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(str(one.get("title", "") if isinstance(one, dict) else one) for one in value)
    return str(value)
