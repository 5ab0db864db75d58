"""Small forms in front of a screen. They make an edit and close when the app has saved it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Button

from alcto_tui import messages
from alcto_tui.commands import Palette
from alcto_tui.widgets.field import Field, WrongField
from alcto_tui.widgets.literal import Words, line

if TYPE_CHECKING:
    from textual.content import Content

    from alcto_core.records.edits import Edit


class FormDialog(ModalScreen[None]):
    """Fields, a remark, and two buttons. A subclass composes `fields` and makes the `edit`."""

    BINDINGS = [  # noqa: RUF012 - Textual's own declaration
        Binding("f2,ctrl+s", "save", "Save", key_display="F2"),
        Binding("escape", "cancel", "Cancel", key_display="Esc"),
    ]
    DEFAULT_CSS = """
    FormDialog {
        align: center middle;
        background: $background 70%;
        & > VerticalScroll {
            width: 76;
            max-width: 100%;
            height: auto;
            max-height: 100%;
            padding: 1 2;
            background: $surface;
            border: round $accent;
        }
        & .heading { margin-bottom: 1; }
        & LiteralInput { background: $panel; }
        & .explained { color: $muted; margin-bottom: 1; }
        & .trouble { color: $missed; margin-top: 1; display: none; }
        & .trouble.-told { display: block; }
        & .buttons { height: 1; margin-top: 1; }
        & .buttons Button { margin-right: 2; }
    }
    """
    commands: ClassVar[tuple[()]] = ()
    save_label: ClassVar[str] = "Save  F2"

    def heading(self) -> Content:
        """The first line."""
        raise NotImplementedError

    def explained(self) -> str:
        """A sentence below it."""
        return ""

    def fields(self) -> ComposeResult:
        """The fields."""
        raise NotImplementedError

    def extra_buttons(self) -> Iterator[Button]:
        """Buttons beside Save and Cancel."""
        yield from ()

    def edit(self) -> Edit | None:
        """The edit that saves what stands in the form; None where nothing changed. Raises `WrongField`."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        with VerticalScroll(can_focus=False):
            yield Words(self.heading(), classes="heading")
            if words := self.explained():
                yield Words(words, classes="explained")
            yield from self.fields()
            yield Words(classes="trouble")
            with Horizontal(classes="buttons"):
                yield Button(self.save_label, variant="primary", compact=True, id="save")
                yield from self.extra_buttons()
                yield Button("Cancel  Esc", compact=True, id="cancel")

    def field(self, id: str) -> Field:
        """The field with this id."""
        return self.query_one(f"#{id}", Field)

    def value(self, id: str) -> str:
        """What stands in a field."""
        return self.field(id).value

    def on_button_pressed(self, pressed: Button.Pressed) -> None:
        pressed.stop()
        if pressed.button.id == "save":
            self.action_save()
        elif pressed.button.id == "cancel":
            self.action_cancel()

    def on_input_submitted(self) -> None:
        """Enter in a field goes on to the next; F2 saves."""
        self.focus_next()

    def action_cancel(self) -> None:
        self.dismiss()

    def action_save(self) -> None:
        """Ask the app to save, or say what is wrong."""
        for field in self.query(Field):
            field.remark("")
        try:
            edit = self.edit()
        except WrongField as wrong:
            self.tell_wrong(wrong)
            return
        if edit is None:
            self.dismiss()
            return
        self.post_message(messages.EditRequested(edit, requester=self))

    def tell_wrong(self, wrong: WrongField) -> None:
        """Show what is wrong beside its field."""
        field = self.field(wrong.field)
        field.complain(str(wrong))
        field.input.focus()

    def tell(self, words: str) -> None:
        """Show a sentence that belongs to no field."""
        trouble = self.query_one(".trouble", Words)
        trouble.show(line(words))
        trouble.set_class(bool(words), "-told")

    def on_edit_finished(self, finished: messages.EditFinished) -> None:
        """Close when it is saved; else stay open and say why."""
        if finished.is_saved:
            self.dismiss()
        else:
            self.tell(finished.problem)


FormDialog.COMMANDS = {Palette}
