"""First run: a short form that makes the records file."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Button, Input

from alcto_core import system
from alcto_core.entry.holding import read_person
from alcto_core.entry.reader import Reader
from alcto_core.keeping.folder import RecordsFolder
from alcto_core.records.types import Person
from alcto_core.telling.programs import OTHER, OWED, USUAL_ROLE, offered, state_words
from alcto_tui import messages
from alcto_tui.commands import BACKUPS, Command
from alcto_tui.own_keys import key
from alcto_tui.screens.at_home.first_draft import drop_typed, keep_typed, typed_before
from alcto_tui.screens.base.form_draft import KEEP_EVERY
from alcto_tui.screens.base.frame import Frame
from alcto_tui.screens.base.question import Question, if_sure
from alcto_tui.widgets.field import Field, WrongField
from alcto_tui.widgets.holding import Holding
from alcto_tui.widgets.literal import Words, line
from alcto_tui.widgets.tick import Tick

if TYPE_CHECKING:
    from collections.abc import Mapping

    from alcto_core.overview import Overview
    from alcto_core.telling.page import Item

THERE_ALREADY = "There are records in {} already. Open them? alcto opens them the next time too."
IN_THEIR_PLACE = "Your records were in {} until now. Begin new ones in their place? They stay wherever they are."
STAY = "Leave alcto? No records file was made. What you typed is here again the next time."


class Program(Vertical):
    """A program that can be ticked, what it asks in a line, and what has to be known of somebody who holds it."""

    DEFAULT_CSS = """
    Program {
        height: auto;
        & > .line { color: $muted; padding-left: 4; }
        & > Holding { padding-left: 4; }
        &.-away { display: none; }
    }
    """

    def __init__(self, number: int, item: Item, held: Holding) -> None:
        super().__init__(id=f"program-{number}")
        self.item = item
        self.is_touched = False
        """Whether the person ticked it, or took the tick away: it is theirs then."""
        self._held = held
        self._held.display = False

    def compose(self) -> ComposeResult:
        yield Tick(self.item.title, name=self.item.id)
        yield Words(self.item.text, classes="line")
        yield self._held

    def show(self, item: Item) -> None:
        """Show what is known of it now."""
        self.item = item
        self.query_one(".line", Words).show(item.text)
        if not self.is_touched:
            with self.prevent(Tick.Changed):
                self.tick.value = item.group == OWED
            self.show_held()

    @property
    def tick(self) -> Tick:
        """Whether it is chosen."""
        return self.query_one(Tick)

    def show_held(self) -> None:
        """Ask what has to be known of it, where it is ticked."""
        self._held.display = self.tick.value and self._held.is_in_cycles

    def held(self) -> Mapping[str, Any]:
        """Its keys in the file. Raises `WrongField`."""
        return {"program": self.item.id, **self._held.values()}


class FirstRunScreen(Frame):
    """State, name, programs, folder: then the file is made and Home opens."""

    offers = (
        Command("make", "f2,ctrl+s", "Make the file", "Make the records file and go to Home", "F2", True),
        Command("demo", "f3", "Try the demo", "Look around on made-up records first", "F3", True),
        Command(BACKUPS.action, "f4", "Bring back a backup", "Bring the records back from a backup", "F4", True),
    )
    closing = (Command("leave", "escape", "Leave", "Leave alcto without making anything", "Esc", True),)
    shared = ()

    DEFAULT_CSS = """
    FirstRunScreen {
        & .body { padding: 0 2; scrollbar-size-vertical: 1; }
        &.-tall .body { padding: 1 2; }
        & .part { margin-top: 1; text-style: bold; }
        & Tick { width: 100%; }
        & #programs { height: auto; }
        & #others { height: 1; width: 100%; text-align: left; content-align: left middle; }
        & #others:focus { background: $accent; color: $background; }
        & .trouble { color: $missed; margin-top: 1; display: none; }
        & .trouble.-told { display: block; }
        & #make { margin-top: 1; }
        &.-narrow Field.-wrong { layout: grid; grid-size: 2; grid-columns: 16 1fr; grid-rows: auto; }
        &.-narrow Field.-wrong > LiteralInput { width: 1fr; }
        &.-narrow Field.-wrong > .remark { column-span: 2; margin-left: 16; max-width: 100%; }
    }
    """

    def __init__(self, propose: Path, held: Path | None = None) -> None:
        super().__init__()
        self._propose = propose
        self._held = held.absolute() if held is not None else None
        self._shows_others = False
        self._kept: dict[str, str] = {}
        """What stood in the fields when they were last kept."""

    def body(self) -> ComposeResult:
        with VerticalScroll(classes="body", can_focus=False):
            yield Words("Everything stays in one plain file that you own, on this computer.")
            if self._held is not None:
                yield Words(
                    f"Where your records lie in another folder now, write it below; {key('save')} opens them.",
                    classes="part",
                )
            yield Words("You", classes="part")
            yield Field("State", placeholder="e.g. AL: it says what its directors owe", id="state")
            yield Field("Name", placeholder="e.g. Jordan Avery", id="name")
            yield Field("District", placeholder="e.g. Pine Hollow City Schools", id="district")
            yield Field("In post since", placeholder="e.g. 2025-01-06; or leave it empty", id="role-began")
            role = USUAL_ROLE.replace("-", " ")
            yield Field("In post as", placeholder=f"e.g. {role}; some programs ask only some", id="role")
            yield Words("Programs that you answer to", classes="part")
            yield Words(id="no-state")
            yield Vertical(id="programs")
            yield Button("", compact=True, id="others")
            yield Words("Where the file goes", classes="part")
            yield Field("Folder", str(self._propose), id="folder")
            yield Words(classes="trouble")
            yield Button(f"Make the file  {key('save')}", variant="primary", compact=True, id="make")

    def on_mount(self) -> None:
        self.head(line(("Welcome to alcto", "bold $accent")))
        for id, value in typed_before().items():
            for field in self.query(f"#{id}").results(Field):
                field.input.value = value
        self._kept = self._typed()
        self.set_interval(KEEP_EVERY, self.keep_typed)
        self.query_one("#state" if self._held is None else "#folder", Field).input.focus()

    # -- programs ------------------------------------------------------------------------------------------------------

    def show_overview(self, overview: Overview) -> None:
        """Offer the programs; close once there is a file."""
        if overview.loaded is not None:
            drop_typed()
            self.close()
            return
        place, rule_sets = self.query_one("#programs"), overview.library.rule_sets
        if not place.children:
            items = offered(Person(name="", state="?"), overview.library, overview.on)
            place.mount_all(
                Program(number, item, Holding(rule_sets[item.id], overview.on, prefix=f"h{number}-"))
                for number, item in enumerate(items)
            )
        self.call_after_refresh(self._show_programs)

    @on(Input.Changed, "#state-input, #role-input, #role-began-input")
    def _show_programs(self) -> None:
        """Those of the state first, what its directors owe ticked; the others are folded."""
        overview = self.overview
        if overview is None or overview.loaded is not None:
            return
        keys = ("state", "role", "role_began")
        typed = {key: self.query_one(f"#{key.replace('_', '-')}", Field).value for key in keys}
        known = read_person(typed, Reader(overview.on, lambda _: None)).values
        person = Person(
            name="", state=known.get("state") or "", role=known.get("role") or "", role_began=known.get("role_began")
        )
        items = {item.id: item for item in offered(person, overview.library, overview.on)}
        place = self.query_one("#programs")
        folded = 0
        for program in self.query(Program):
            program.show(items[program.item.id])
            is_away = program.item.group == OTHER and not program.tick.value and not self._shows_others
            program.set_class(is_away, "-away")
            folded += is_away
        order = list(items)
        place.sort_children(key=lambda one: order.index(one.item.id) if isinstance(one, Program) else 0)
        told = state_words(person, items.values())
        words = self.query_one("#no-state", Words)
        words.display = bool(told)
        words.show(told)
        others = self.query_one("#others", Button)
        others.display = bool(folded)
        others.label = f"▸ Show {folded} {'other ' if folded < len(items) else ''}programs"

    @on(Tick.Changed)
    def _ticked(self, changed: Tick.Changed) -> None:
        """A program in cycles asks for its cohort once it is ticked."""
        program = changed.checkbox.parent
        if isinstance(program, Program):
            program.is_touched = True
            program.show_held()

    def on_button_pressed(self, pressed: Button.Pressed) -> None:
        if pressed.button.id == "make":
            self.action_make()
            return
        self._shows_others = True
        folded = [program for program in self.query(Program) if program.has_class("-away")]
        self._show_programs()
        folded[0].tick.focus()

    def on_input_submitted(self) -> None:
        """Enter goes on to the next field."""
        self.focus_next()

    # -- what was typed ------------------------------------------------------------------------------------------------

    def _typed(self) -> dict[str, str]:
        return {field.id: field.value for field in self.query(Field) if field.id and not field.id.startswith("h")}

    def keep_typed(self) -> None:
        """Keep what was typed since the last look, for the next start."""
        typed = self._typed()
        if typed != self._kept:
            self._kept = typed
            keep_typed({key: value for key, value in typed.items() if key != "folder"})

    def action_leave(self) -> None:
        """Ask first: nothing that was typed is lost. Who waits for the records goes back to where they are awaited."""
        self.keep_typed()
        if self._held is not None:
            self.dismiss()
            return

        def answered(answer: str | None) -> None:
            if answer == "leave":
                self.app.exit(0)
            elif answer == "demo":
                self.action_demo()

        answers = (("Esc", "Stay", "stay"), ("y", "Leave", "leave"), ("d", "Try the demo", "demo"))
        self.app.push_screen(Question(STAY, answers), answered)

    def action_demo(self) -> None:
        """Show the made-up records; afterwards this form is here again."""
        self.keep_typed()
        self.post_message(messages.DemoRequested())

    # -- making the file -----------------------------------------------------------------------------------------------

    def action_make(self) -> None:
        """Ask the app to make the file, or say what is missing."""
        for field in self.query(Field):
            if field.has_class("-wrong"):
                field.remark("")
        folder = self._folder()
        if folder.file.is_file():
            opened = messages.RecordsFolderRequested(folder.path)
            if_sure(self, THERE_ALREADY.format(folder.path), "Open them", lambda: self.post_message(opened), "Stay")
            return
        try:
            person, credentials = self._person(), self._credentials()
        except WrongField as wrong:
            field = self.query_one(f"#{wrong.field}", Field)
            field.complain(str(wrong))
            field.input.focus()
            return
        asked = messages.RecordsFileRequested(folder.path, person, credentials, self)
        if folder.path == self._held:
            if_sure(self, IN_THEIR_PLACE.format(folder.path), "Begin anew", lambda: self.post_message(asked), "Wait")
        else:
            self.post_message(asked)

    def on_records_file_refused(self, refused: messages.RecordsFileRefused) -> None:
        trouble = self.query_one(".trouble", Words)
        trouble.show(refused.problem)
        trouble.add_class("-told")
        self.query_one("#folder", Field).input.focus()

    def _folder(self) -> RecordsFolder:
        folder = system.path_meant(self.query_one("#folder", Field).value or self._propose)
        return RecordsFolder(path=folder.absolute())

    def _person(self) -> dict[str, Any]:
        keys = ("name", "district", "state", "role", "role_began")
        typed = {key: self.query_one(f"#{key.replace('_', '-')}", Field).value for key in keys}
        found = read_person(typed, Reader(self.overview.on if self.overview is not None else date.min, lambda _: None))
        WrongField.first_of(found.problems)
        return {key: value for key, value in found.values.items() if value}

    def _credentials(self) -> tuple[Mapping[str, Any], ...]:
        return tuple(program.held() for program in self.query(Program) if program.tick.value)
