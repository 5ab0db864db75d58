"""One question in front of a screen, with named answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Literal

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.screen import Screen
from textual.widgets import Button

from alcto_tui.screens.base.window import Front
from alcto_tui.widgets.literal import Words


class Question(Front[str]):
    """Answers are (key, label, value); the key Esc, or else n, changes nothing. Returns the value of the answer."""

    DEFAULT_CSS = """
    Question {
        & > .box { width: 70; }
        & Button { min-width: 8; }
        &.-sure > .box { width: 64; border: round $short; }
    }
    """

    def __init__(self, words: str, answers: Sequence[tuple[str, str, str]], *, classes: str | None = None) -> None:
        super().__init__(classes=classes)
        self._words = words
        self._answers = tuple(answers)

    def on_mount(self) -> None:
        for key, label, value in self._answers:
            self._bindings.bind({"Esc": "escape", "n": "n,escape"}.get(key, key), f"answer('{value}')", label)

    def said(self) -> ComposeResult:
        """What is asked."""
        yield Words(self._words)

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            yield from self.said()
            with Horizontal(classes="buttons"):
                for key, label, value in self._answers:
                    yield Button(f"{key} {label}", compact=True, variant=self._variant(key, value), id=value)

    def _variant(self, key: str, value: str) -> Literal["default", "primary", "warning"]:
        if value == "yes":
            return "warning"
        return "primary" if key != "n" and value == self._answers[0][2] else "default"

    def on_button_pressed(self, pressed: Button.Pressed) -> None:
        self.dismiss(pressed.button.id)

    def action_answer(self, value: str) -> None:
        self.dismiss(value)


def if_sure(screen: Screen[Any], words: str, yes: str, then: Callable[[], object], no: str = "Keep") -> None:
    """Ask before something is removed, or recorded that may be a slip; `then` follows a yes."""

    def answered(answer: str | None) -> None:
        if answer == "yes":
            then()

    screen.app.push_screen(Question(words, (("n", no, "no"), ("y", yes, "yes")), classes="-sure"), answered)
