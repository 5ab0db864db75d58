"""A reflection, written in front of a screen."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, TextArea

from alcto_tui.screens.window import Front
from alcto_tui.widgets.literal import Words, line

ASKED = "What you did, what you take from it, and what it changes in your work."


class ReflectionForm(Front[str | None]):
    """Returns what was written; None where it is not kept."""

    BINDINGS = [  # noqa: RUF012 - Textual's own declaration
        Binding("f2,ctrl+s", "take", "Keep", priority=True),
        Binding("escape", "cancel", "Back", priority=True),
    ]
    DEFAULT_CSS = """
    ReflectionForm {
        & > .box { width: 90; height: 100%; max-height: 24; padding: 0 2; }
        & TextArea { height: 1fr; border: none; padding: 0; background: $background; }
        & TextArea:focus { border: none; }
        & .asked { color: $muted; }
        & Button { min-width: 8; }
    }
    """

    def __init__(self, title: str) -> None:
        super().__init__()
        self._of = title

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            yield Words(line(("Reflection on ", "bold"), (self._of, "bold")))
            yield Words(f"{ASKED} It is kept as a file of proof.", classes="asked")
            yield TextArea(compact=True, tab_behavior="focus", id="text")
            with Horizontal(classes="buttons"):
                yield Button("F2 Keep", compact=True, variant="primary", id="take")
                yield Button("Esc Back", compact=True, id="cancel")

    def on_mount(self) -> None:
        self.query_one(TextArea).focus()

    def on_button_pressed(self, pressed: Button.Pressed) -> None:
        if pressed.button.id == "take":
            self.action_take()
        else:
            self.action_cancel()

    def action_take(self) -> None:
        """Keep it, where something is written."""
        text = self.query_one(TextArea).text
        if text.strip():
            self.dismiss(text)

    def action_cancel(self) -> None:
        """Back; a reflection that was begun is asked about first."""
        from alcto_tui.screens.question import if_sure

        if self.query_one(TextArea).text.strip():
            if_sure(self, "Drop what you wrote?", "Drop it", lambda: self.dismiss(None))
        else:
            self.dismiss(None)
