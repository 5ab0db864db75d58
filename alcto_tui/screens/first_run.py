"""First run: a short form that makes the records file."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Button

from alcto_core.entry.holding import read_person
from alcto_core.entry.reader import Reader
from alcto_tui import messages
from alcto_tui.commands import Command
from alcto_tui.screens.frame import Frame
from alcto_tui.widgets.field import Field, WrongField
from alcto_tui.widgets.literal import Words, line
from alcto_tui.widgets.tick import Tick

if TYPE_CHECKING:
    from alcto_core.overview import Overview


class FirstRunScreen(Frame):
    """Name, programs, folder: then the file is made and Home opens."""

    offers = (Command("make", "f2,ctrl+s", "Make the file", "Make the records file and go to Home", "F2", True),)
    closing = (Command("app.quit", "escape", "Leave", "Leave alcto without making anything", "Esc", True),)
    shared = ()

    DEFAULT_CSS = """
    FirstRunScreen {
        & .body { padding: 1 2; }
        &.-low .body { padding: 0 2; }
        & .part { margin-top: 1; text-style: bold; }
        & .explained { color: $muted; }
        & Tick { width: 100%; }
        & #programs { height: auto; }
        & .held { height: auto; padding-left: 4; }
        & .trouble { color: $missed; margin-top: 1; display: none; }
        & .trouble.-told { display: block; }
        & #make { margin-top: 1; }
    }
    """

    def __init__(self, propose: Path) -> None:
        super().__init__()
        self._propose = propose

    def body(self) -> ComposeResult:
        with VerticalScroll(classes="body", can_focus=False):
            yield Words("alcto keeps what you did in one plain file that you own. Nothing leaves this computer.")
            yield Words("You", classes="part")
            yield Field("Name", placeholder="e.g. Jordan Avery", id="name")
            yield Field("District", placeholder="e.g. Pine Hollow City Schools", id="district")
            yield Field("State", placeholder="e.g. AL", id="state")
            yield Field("In post since", placeholder="e.g. 2025-01-06; or leave it empty", id="role-began")
            yield Words("Programs that you answer to", classes="part")
            yield Vertical(id="programs")
            yield Words("Where the file goes", classes="part")
            yield Field("Folder", str(self._propose), id="folder")
            yield Words(classes="trouble")
            yield Button("Make the file  F2", variant="primary", compact=True, id="make")

    def on_mount(self) -> None:
        self.head(line(("Welcome to alcto", "bold $accent")))
        self.query_one("#name", Field).input.focus()

    def show_overview(self, overview: Overview) -> None:
        """Offer the programs; close once there is a file."""
        if overview.loaded is not None:
            self.dismiss()
            return
        place = self.query_one("#programs")
        if place.children:
            return
        for number, rules in enumerate(overview.library.rule_sets.values()):
            mark = "" if rules.verified else " (unverified)"
            place.mount(
                Tick(f"{rules.title}{mark}", id=f"program-{number}", name=rules.id),
                Vertical(id=f"held-{number}", classes="held"),
            )
        if not overview.library.rule_sets:
            place.mount(Words("No rule set is installed; programs can be added later."))

    async def on_checkbox_changed(self, changed: Tick.Changed) -> None:
        """A program in cycles asks for its cohort once it is checked."""
        number = (changed.checkbox.id or "").removeprefix("program-")
        place = self.query_one(f"#held-{number}")
        await place.remove_children()
        if changed.value and self.overview is not None:
            from alcto_tui.widgets.holding import Holding

            rules = self.overview.library.rule_sets[str(changed.checkbox.name)]
            await place.mount(Holding(rules, self.overview.on, prefix=f"h{number}-"))

    def on_input_submitted(self) -> None:
        """Enter goes on to the next field."""
        self.focus_next()

    def on_button_pressed(self) -> None:
        self.action_make()

    def action_make(self) -> None:
        """Ask the app to make the file, or say what is missing."""
        for field in self.query(Field):
            if field.has_class("-wrong"):
                field.remark("")
        try:
            person, credentials = self._person(), self._credentials()
        except WrongField as wrong:
            field = self.query_one(f"#{wrong.field}", Field)
            field.complain(str(wrong))
            field.input.focus()
            return
        folder = Path(self.query_one("#folder", Field).value or str(self._propose)).expanduser()
        self.post_message(messages.RecordsFileRequested(folder.absolute(), person, credentials, self))

    def on_records_file_refused(self, refused: messages.RecordsFileRefused) -> None:
        trouble = self.query_one(".trouble", Words)
        trouble.show(refused.problem)
        trouble.add_class("-told")

    def _person(self) -> dict[str, Any]:
        keys = ("name", "district", "state", "role_began")
        typed = {key: self.query_one(f"#{key.replace('_', '-')}", Field).value for key in keys}
        found = read_person(typed, Reader(self.overview.on if self.overview is not None else date.min, lambda _: None))
        WrongField.first_of(found.problems)
        return {key: value for key, value in found.values.items() if value}

    def _credentials(self) -> tuple[dict[str, Any], ...]:
        from alcto_tui.widgets.holding import Holding

        found = []
        for box in self.query(Tick):
            if box.value:
                number = (box.id or "").removeprefix("program-")
                held = [holding.values() for holding in self.query_one(f"#held-{number}").query(Holding)]
                found.append({"program": str(box.name), **(held[0] if held else {})})
        return tuple(found)
