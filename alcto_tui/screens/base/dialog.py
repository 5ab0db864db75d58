"""Small forms in front of a screen. They make an edit and close when the app has saved it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Button

from alcto_core.problems import RecordsError
from alcto_tui import messages
from alcto_tui.commands import Palette
from alcto_tui.own_keys import key
from alcto_tui.screens.base.form_draft import KEEP_EVERY, FormDraft, values_of
from alcto_tui.screens.base.frame import HEIGHTS
from alcto_tui.screens.base.window import Front
from alcto_tui.widgets.field import Field, WrongField
from alcto_tui.widgets.literal import Words, line

if TYPE_CHECKING:
    from textual.content import Content

    from alcto_core.overview import Overview
    from alcto_core.records.changing import Edit


class FormDialog(Front[None]):
    """Fields, a remark, and two buttons. A subclass composes `fields` and makes the `edit`."""

    VERTICAL_BREAKPOINTS = HEIGHTS
    BINDINGS = [  # noqa: RUF012 - Textual's own declaration
        Binding("f2,ctrl+s", "save", "Save", key_display="F2"),
        Binding("escape", "cancel", "Cancel", key_display="Esc"),
    ]
    DEFAULT_CSS = """
    FormDialog {
        & > .box { padding: 1 1 1 2; scrollbar-size-vertical: 1; scrollbar-gutter: stable; }  /* no line wraps anew */
        &.-low > .box { padding: 0 0 0 1; }
        &.-low .heading, &.-low .explained { margin-bottom: 0; }
        & .heading { margin-bottom: 1; }
        & LiteralInput { background: $panel; }
        & .explained { color: $muted; margin-bottom: 1; }
        & .trouble { color: $missed; margin-top: 1; display: none; }
        & .trouble.-told { display: block; }
    }
    """
    commands: ClassVar[tuple[()]] = ()
    now: ClassVar[Callable[[], datetime]] = datetime.now
    """The clock that dates drafts."""
    save_label: ClassVar[str] = "Save"

    def __init__(self, overview: Overview) -> None:
        super().__init__()
        self._overview = overview
        """As it was when the form was opened: what changes outside meanwhile is never saved over."""
        self._draft: FormDraft | None = None
        self._agreed = ""
        """The question that the person has said yes to: it is not asked again for another try to save."""
        self._kept: dict[str, str] = {}
        """What the fields held when they were last looked at."""

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

    def draft(self) -> FormDraft | None:
        """Where what is typed is kept, in forms that hold more than a few words."""
        return None

    def edit(self) -> Edit | None:
        """The edit that saves what stands in the form; None where nothing changed. Raises `WrongField`."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="box", can_focus=False):
            yield Words(self.heading(), classes="heading")
            if words := self.explained():
                yield Words(words, classes="explained")
            yield from self.fields()
            yield Words(classes="trouble")
            with Horizontal(classes="buttons"):
                yield Button(f"{self.save_label}  {key('save')}", variant="primary", compact=True, id="save")
                yield from self.extra_buttons()
                yield Button("Cancel  Esc", compact=True, id="cancel")

    def on_mount(self) -> None:
        """Go on with what was typed last time and not saved."""
        self.watch(self.query_one(".box", VerticalScroll), "show_vertical_scrollbar", self._show_ways)
        self._kept = self._typed()
        self._draft = self.draft()
        if self._draft is None:
            return
        self.set_interval(KEEP_EVERY, self.keep_typed)
        if (waiting := self._draft.waiting()) is None:
            return
        for name, value in values_of(waiting).items():
            for field in self.query(Field):
                if field.id == name:
                    field.input.value = value
        self._kept = self._typed()
        self.tell(f"What you typed on {waiting.at:%d %b, %H:%M} and did not save is here again. Esc drops it.")

    def _show_ways(self, is_longer: bool) -> None:
        """Where the buttons may lie below what is seen, their keys stand in the frame."""
        ways = line(f"{self.save_label} {key('save')}  Cancel Esc") if is_longer else None
        self.query_one(".box", VerticalScroll).border_subtitle = ways

    def _typed(self) -> dict[str, str]:
        return {field.id: field.input.value for field in self.query(Field) if field.id}

    def keep_typed(self) -> None:
        """Keep what was typed since the last look."""
        typed = self._typed()
        if self._draft is None or typed == self._kept:
            return
        self._kept = typed
        with suppress(RecordsError):  # the form is still there; what matters is that a save is told of
            self._draft.keep({"values": typed}, type(self).now())

    def _forget(self) -> None:
        if self._draft is not None:
            self._draft.drop()
            self._draft = None
            self.post_message(messages.DraftsChanged())

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
        """Close without saving; what was typed is dropped."""
        self._forget()
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
            self._forget()
            self.dismiss()
            return
        self.keep_typed()
        self.ask_to_save(edit)

    def doubt(self, edit: Edit) -> str:  # noqa: ARG002 - for those that have one
        """What to ask before an edit is saved, because it may be a slip; empty where there is nothing to ask."""
        return ""

    def ask_to_save(self, edit: Edit) -> None:
        """Ask the app to make an edit of the file as it was when the form was opened; first the person, in doubt."""
        words = self.doubt(edit)
        if not words or words == self._agreed:
            self.post_message(messages.EditRequested(edit, requester=self, seen=self._overview.loaded))
            return
        from alcto_tui.screens.base.question import if_sure

        def save() -> None:
            self._agreed = words
            self.ask_to_save(edit)

        if_sure(self, words, "Record it", save, "Back")

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
        """Close when it is settled; else stay open and say why."""
        if finished.is_settled:
            self._forget()
            self.dismiss()
        else:
            self.tell(finished.problem)


FormDialog.COMMANDS = {Palette}
