"""One question in front of a screen, with named answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Literal

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import Screen
from textual.widgets import Button

from alcto_tui.screens.base.frame import HEIGHTS
from alcto_tui.screens.base.window import Front
from alcto_tui.widgets.literal import Words, line, lines


class Question(Front[str]):
    """Answers are (key, label, value); the key Esc, or else n, changes nothing. Returns the value of the answer.

    What is `told` stands above the question, and Up and Down go through it.
    """

    VERTICAL_BREAKPOINTS = HEIGHTS
    BINDINGS = [  # noqa: RUF012 - Textual's own declaration
        Binding("down", "scroll(1)", "Down", show=False),
        Binding("up", "scroll(-1)", "Up", show=False),
    ]
    DEFAULT_CSS = """
    Question {
        & > .box { width: 70; }
        & Button { min-width: 8; }
        &.-sure > .box { width: 64; border: round $short; }
        & #told { height: auto; max-height: 14; margin-bottom: 1; scrollbar-size-vertical: 1; }
        &.-tall #told { max-height: 26; }
        &.-low #told { max-height: 5; margin: 0; }
        &.-tiny-height #told { display: none; }
    }
    """

    def __init__(
        self,
        words: str,
        answers: Sequence[tuple[str, str, str]],
        *,
        told: Sequence[str] = (),
        classes: str | None = None,
    ) -> None:
        super().__init__(classes=classes)
        self._words = words
        self._told = tuple(told)
        self._answers = tuple(answers)

    def on_mount(self) -> None:
        for key, label, value in self._answers:
            self._bindings.bind({"Esc": "escape", "n": "n,escape"}.get(key, key), f"answer('{value}')", label)

    def said(self) -> ComposeResult:
        """What is asked."""
        if self._told:
            with VerticalScroll(id="told", can_focus=False):
                yield Words(lines(*(line((words, "$short")) for words in self._told)))
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

    def action_scroll(self, by: int) -> None:
        """Up and Down go through what is told."""
        for told in self.query("#told"):
            told.scroll_relative(y=by, animate=False)

    def action_answer(self, value: str) -> None:
        self.dismiss(value)


def if_sure(
    screen: Screen[Any],
    words: str,
    yes: str,
    then: Callable[[], object],
    no: str = "Keep",
    told: Sequence[str] = (),
) -> None:
    """Ask before something is removed, or recorded that may be a slip; `then` follows a yes. What is `told` is what the
    answer rests on."""

    def answered(answer: str | None) -> None:
        if answer == "yes":
            then()

    screen.app.push_screen(Question(words, (("n", no, "no"), ("y", yes, "yes")), told=told, classes="-sure"), answered)
