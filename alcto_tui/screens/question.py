"""One question with two answers."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.widgets import Button

from alcto_tui.screens.window import Front
from alcto_tui.widgets.literal import Words


class Question(Front[bool]):
    """Asks before something is removed, or recorded that may be a slip. Returns whether the person said yes."""

    BINDINGS = [  # noqa: RUF012 - Textual's own declaration
        Binding("y", "answer(True)", "Yes"),
        Binding("n,escape", "answer(False)", "No"),
    ]
    DEFAULT_CSS = """
    Question {
        align: center middle;
        background: $background 70%;
        & > Vertical {
            width: 64; max-width: 100%; height: auto; padding: 1 2; background: $surface; border: round $short;
        }
        & Horizontal { height: 1; margin-top: 1; }
        & Button { margin-right: 2; }
    }
    """

    def __init__(self, words: str, yes: str, no: str = "Keep") -> None:
        super().__init__()
        self._words = words
        self._yes = yes
        self._no = no

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Words(self._words)
            with Horizontal():
                yield Button(f"n {self._no}", compact=True, id="no")
                yield Button(f"y {self._yes}", compact=True, variant="warning", id="yes")

    def on_button_pressed(self, pressed: Button.Pressed) -> None:
        self.dismiss(pressed.button.id == "yes")

    def action_answer(self, yes: bool) -> None:
        self.dismiss(yes)
