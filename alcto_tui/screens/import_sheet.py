"""Import: a spreadsheet or a calendar brought in. The same dry run as the verb's, with its questions as choices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, cast

import msgspec
from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message

from alcto_core.entry.paths import NO_PATH, file_said, path_of
from alcto_core.importing.intake import Intake
from alcto_core.importing.vocabulary import TARGETS
from alcto_core.problems import Refused
from alcto_core.telling.importing import import_sheet, order_part, questions_sheet, row_lines
from alcto_core.telling.page import Item, Part, Sheet, sentence
from alcto_tui import messages
from alcto_tui.commands import FILE, PALETTE, REDO, THEME, UNDO, Command
from alcto_tui.screens.choosing import FURTHER
from alcto_tui.screens.import_choices import (
    KEYS,
    HoursQuestion,
    ZoneQuestion,
    about_file,
    answered,
    days_question,
    narrowed,
    offering_question,
    only_question,
)
from alcto_tui.screens.import_reading import Reading, Wishes, judged, opened, other_sheet, read
from alcto_tui.screens.listing import Listing, Row, RowList
from alcto_tui.screens.sheet_rows import explained, rows_of
from alcto_tui.widgets.literal import Words, hanging, line, lines
from alcto_tui.widgets.path_input import PathInput
from alcto_tui.widgets.sign import SIGNS

if TYPE_CHECKING:
    from alcto_core.entry.days import Order
    from alcto_core.importing.planned import PlannedRow
    from alcto_core.overview import Overview

ENDINGS = (".csv", ".tsv", ".txt", ".xlsx", ".ods", ".ics")
MOST_ROWS = 400
"""Rows that are shown; all of them come in."""
ASKED = frozenset({"candidate", "as", "attended"})
"""Kinds of what must be settled first."""
PLACES = {"row": 0, "near": 1}
"""The parts that come first, by the kind of their items."""
BEGINS = ASKED | {"order", "row"}
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
        self._ticked_events: frozenset[int] = frozenset()
        """Of the events at the same time that are asked about."""
        self._saving: tuple[str, ...] | None = None
        """Ids of what is being saved."""

    # -- the file ----------------------------------------------------------------------------------------------------

    def body(self) -> ComposeResult:
        with Horizontal(id="file"):
            yield Words("File", classes="label")
            yield PathInput(
                self._path,
                endings=ENDINGS,
                placeholder="the path of a spreadsheet or calendar; Tab completes",
                id="path",
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
        self._is_busy, self._said = False, looked.problem
        if looked.found is not None:
            self._lay_out(looked.found)
            self.query_one(RowList).focus()
        self.fill()

    def _lay_out(self, reading: Reading) -> None:
        self._reading, plan = reading, reading.plan
        self._said = reading.problem
        self._ticked_events = frozenset()
        self._planned = {str(row.number): row for row in plan.rows} if plan is not None else {}
        if plan is None:
            self._sheet = questions_sheet(reading.layout, self._file) if reading.layout is not None else EMPTY
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
            line(("Bring a spreadsheet or a calendar in.", "bold")),
            line(
                "Write the path of a CSV, .xlsx, .ods or .ics file, and Enter. Every row is shown before anything is "
                "saved."
            ),
            line(("Its columns are guessed, and you can change what each holds.", "$muted")),
        ]

    def rows(self, width: int) -> Sequence[Row[Item]]:
        if self._sheet is None or (self._is_busy and self._reading is None):
            return []
        asked: list[Part] = []
        others: list[Part] = []
        for part in self._sheet.parts:
            if part.items:
                (asked if part.items[0].kind in ASKED else others).append(part)
        found = [row for part in asked for row in self._asked_rows(part, width)]
        if self._reading is not None:
            if self._reading.asks_order:
                found += rows_of([order_part()], width)
            found += rows_of(about_file(self._reading, self._wishes), width)
        for part in sorted(others, key=lambda one: PLACES.get(one.items[0].kind, 2)):
            kind = part.items[0].kind
            if kind == "row":
                found += self._row_rows(part, width)
            elif kind != "effect":
                found += rows_of([part], width)
        return found

    def first(self) -> str | None:
        """What is asked, else the first row of the sheet."""
        return next((row.id for row in self._rows if row.about is not None and row.about.kind in BEGINS), None)

    def _asked_rows(self, part: Part, width: int) -> list[Row[Item]]:
        if part.items[0].kind != "attended":
            return rows_of([part], width)
        found = rows_of([part], width - 4)
        marked = [
            row
            if row.about is None
            else replace(row, words=self._box(row.words, int(row.about.id) in self._ticked_events, width))
            for row in found
        ]
        none = Item(id="none", kind="attended", title="None of them")
        return [*marked, Row("attended-none", line("      None of them"), none)]

    def _box(self, words: Content, takes: bool | None, width: int) -> Content:
        mark = " –  " if takes is None else "[x] " if takes else "[ ] "
        return lines(*hanging(line((mark, "bold $accent")), words, width))

    def _row_rows(self, part: Part, width: int) -> list[Row[Item]]:
        cut = len(part.items) > MOST_ROWS
        fact = f"the first {MOST_ROWS} of {len(part.items):,}; all come in" if cut else ""
        items = tuple(msgspec.structs.replace(one, cells=one.cells[:1]) for one in part.items[:MOST_ROWS])
        shown = Part(heading=part.heading, fact=fact, columns=part.columns[:2], items=items)
        found = rows_of([shown], width - 4)
        return [
            row
            if row.about is None
            else replace(row, words=self._box(row.words, self._wishes.takes(self._planned[row.about.id]), width))
            for row in found
        ]

    def explained(self, about: Item) -> Sequence[Content]:
        if about.kind == "row":
            row = self._planned[about.id]
            told = [line((words, "$short")) for words in row_lines(row)]
            if row.number in self._lacking:
                told.append(line(("Enter says how many hours it was.", "$accent")))
            values = "; ".join(f"{key} {_short(value)}" for key, value in row.table.items())
            named = f"Row {about.id}: {about.title}{f' ({row.id})' if row.id else ''}"
            return [line((named, "bold")), *told, line((values, "$muted"))]
        if about.kind in ("column", "candidate"):
            index = int(about.id.partition("=")[0])
            key = about.cells[0]
            meaning = f"{key}: {TARGETS[key]}" if key in TARGETS else "It is left out."
            samples = ", ".join(f"“{one[:40]}”" for one in self._samples(index))
            cells = line(("Its first cells: ", "$muted"), samples or "empty")
            why = [line((about.cells[1], "$muted"))] if about.kind == "column" else []
            return [line((about.title, "bold")), line(meaning), cells, *why]
        keys = [line((KEYS[about.kind], "$accent"))] if about.kind in KEYS else []
        return [*explained(about), *keys]

    def _samples(self, index: int) -> Sequence[str]:
        intake = self._reading.intake if self._reading is not None else None
        return intake.samples(index) if isinstance(intake, Intake) else ()

    @property
    def _lacking(self) -> Mapping[int, str]:
        """Events of which it must be said how long they were."""
        return self._reading.lacking if self._reading is not None else {}

    @property
    def _at_one_time(self) -> frozenset[int]:
        """The events at the same time that are asked about."""
        layout = self._reading.layout if self._reading is not None else None
        asked = layout.questions[0] if layout is not None and layout.questions else None
        return (
            frozenset(one.index + 1 for one in asked.candidates) if asked and asked.key == "attended" else frozenset()
        )

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
        elif item.kind == "row" and int(item.id) in {*self._lacking, *self._wishes.hours}:
            self._ask_hours(item)
        elif item.kind == "row":
            self.action_tick()
        elif item.kind == "near":
            self._take_offering(int(item.id))
        elif item.kind == "sheet":
            self._read_sheet(item.title)
        elif item.kind == "answer" and item.id == "zone":
            self._ask_zone()
        elif item.kind == "answer" and item.id in ("only", "days"):
            self._narrow(item.id)
        elif item.kind in KEYS:
            self._wishes = answered(item, self._wishes, self._at_one_time, self._ticked_events)
            self._read_again()

    def _read_sheet(self, name: str) -> None:
        if self._reading is not None and self.overview is not None:
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

    def _narrow(self, by: str) -> None:
        """Read fewer events of the calendar, by their words or by their days."""
        if self.overview is None:
            return

        def said(found: Any) -> None:
            if found is not None:
                self._wishes = narrowed(self._wishes, **{by: found})
                self._read_again()

        question = only_question(self._wishes) if by == "only" else days_question(self._wishes, self.overview.on)
        self.app.push_screen(question, said)

    def _ask_zone(self) -> None:
        def chosen(zone: str | None) -> None:
            if zone is not None:
                self._wishes = replace(self._wishes, zone=zone or None)
                self._read_again()

        self.app.push_screen(ZoneQuestion(self._wishes.zone), chosen)

    def _ask_hours(self, item: Item) -> None:
        number = int(item.id)

        def told(hours: int | None) -> None:
            if hours is not None:
                self._wishes = replace(self._wishes, hours={**self._wishes.hours, number: hours})
                self._read_again()

        self.app.push_screen(HoursQuestion(item.title, self._lacking.get(number, "it lasts as long as you said")), told)

    def _ask_column(self, item: Item) -> None:
        from alcto_tui.screens.column_question import ColumnQuestion

        def said(key: str | None) -> None:
            if key is not None:
                self._say_column(int(item.id), key)

        samples = self._samples(int(item.id))
        self.app.push_screen(ColumnQuestion(item.title, item.cells[0], samples), said)

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
        if isinstance(reading.intake, Intake):
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
