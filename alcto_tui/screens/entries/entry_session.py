"""One session of an event, in front of the form."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Button, Input

from alcto_core.entry.agenda_lines import kind_of
from alcto_core.entry.reader import HOURS, KINDS, Reader, SessionText
from alcto_tui.own_keys import key
from alcto_tui.screens.base.window import Front
from alcto_tui.widgets.choices import ChoiceField, Choices
from alcto_tui.widgets.field import Field
from alcto_tui.widgets.literal import Words, line

OWN = "own"
NAMES = {kind: kind.replace("-", " ") for kind in KINDS}


class SessionForm(Front[tuple[SessionText, bool] | None]):
    """Returns the session and whether another one shall follow; None where nothing shall change."""

    BINDINGS = [  # noqa: RUF012 - Textual's own declaration
        Binding("f2,ctrl+s", "save", "Take it"),
        Binding("f3", "save_and_next", "Take it, then another"),
        Binding("escape", "cancel", "Back"),
    ]
    DEFAULT_CSS = """
    SessionForm {
        & .heading { margin-bottom: 1; }
        & Field > .label, & ChoiceField > .label { width: 9; }
        & .trouble { color: $short; display: none; }
        & .trouble.-told { display: block; }
        & Button { min-width: 8; }
    }
    """

    def __init__(
        self, session: SessionText | None, reader: Reader, strands: Sequence[tuple[str, str]], event: str
    ) -> None:
        super().__init__()
        self._reader = reader
        self._is_new = session is None
        self._session = session or SessionText()
        self._strands = tuple(strands)
        self._event = event

    def compose(self) -> ComposeResult:
        session = self._session
        with VerticalScroll(classes="box", can_focus=False):
            of = f" of “{self._event}”" if self._event else ""
            yield Words(line(("New session" if self._is_new else "Session", "bold"), of), classes="heading")
            yield Field("Title", session.title, placeholder="what it was called", id="title")
            yield Field("Hours", session.hours, placeholder=HOURS, id="hours")
            yield ChoiceField("Kind", list(NAMES.items()), (session.kind,), several=False, id="kind")
            named = session.strands is not None
            whose = (("event", "those of the event"), (OWN, "its own, checked below"))
            yield ChoiceField("Strands", whose, (OWN if named else "event",), several=False, id="whose")
            yield ChoiceField("", self._strands, session.strands or (), several=True, id="strands")
            yield Words("", classes="trouble")
            with Horizontal(classes="buttons"):
                yield Button(f"{key('save')} Take it", compact=True, variant="primary", id="save")
                yield Button("F3 Then another", compact=True, id="next")
                yield Button("Esc Back", compact=True, id="cancel")

    def on_mount(self) -> None:
        self.query_one("#title-input").focus()
        self._has_chosen_kind = not self._is_new

    def on_input_changed(self, changed: Input.Changed) -> None:
        """A title such as "Lunch" tells the kind, until the person has chosen one."""
        if changed.input.id == "title-input" and not self._has_chosen_kind:
            self._choices("kind").value = (kind_of(changed.value),)

    def on_choices_changed(self, changed: Choices.Changed) -> None:
        if changed.choices.id == "kind-choices":
            self._has_chosen_kind = True
        elif changed.choices.id == "strands-choices":
            self._choices("whose").value = (OWN,)

    def on_input_submitted(self) -> None:
        self.focus_next()

    def on_button_pressed(self, pressed: Button.Pressed) -> None:
        {"save": self.action_save, "next": self.action_save_and_next}.get(pressed.button.id or "", self.action_cancel)()

    def _choices(self, field: str) -> Choices:
        return self.query_one(f"#{field}-choices", Choices)

    def _take(self, another: bool) -> None:
        own = self._choices("whose").value == (OWN,)
        session = SessionText(
            title=self.query_one("#title", Field).value,
            hours=self.query_one("#hours", Field).value,
            in_minutes=self._session.in_minutes,
            kind=self._choices("kind").value[0],
            strands=self._choices("strands").value if own else None,
        )
        try:
            self._reader.session(session)
        except ValueError as wrong:
            trouble = self.query_one(".trouble", Words)
            trouble.show(line(("! ", "bold"), str(wrong)))
            trouble.add_class("-told")
            return
        self.dismiss((session, another))

    def action_save(self) -> None:
        self._take(another=False)

    def action_save_and_next(self) -> None:
        self._take(another=True)

    def action_cancel(self) -> None:
        self.dismiss(None)
