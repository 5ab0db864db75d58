"""Questions in front of the form, with named answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.widgets import Button

from alcto_core import dates
from alcto_core.hours import long
from alcto_tui.screens.window import Front
from alcto_tui.widgets.literal import Words

if TYPE_CHECKING:
    from alcto_core.keeping.drafts import Draft
    from alcto_core.records.types import Activity


class EntryQuestion(Front[str]):
    """Answers are (key, label, value), the proposed one first. One of them has the key Esc: it changes nothing."""

    BINDINGS = [Binding("escape", "last", "Back")]  # noqa: RUF012 - Textual's own declaration
    DEFAULT_CSS = """
    EntryQuestion {
        align: center middle;
        background: $background 70%;
        & > Vertical {
            width: 70; max-width: 100%; height: auto; padding: 1 2; background: $surface; border: round $accent;
        }
        & Horizontal { height: 1; margin-top: 1; }
        & Button { margin-right: 2; min-width: 8; }
    }
    """

    def __init__(self, words: str, answers: Sequence[tuple[str, str, str]]) -> None:
        super().__init__()
        self._words = words
        self._answers = tuple(answers)

    def on_mount(self) -> None:
        for key, label, value in self._answers:
            self._bindings.bind(key, f"answer('{value}')", label)

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Words(self._words)
            with Horizontal():
                for place, (key, label, value) in enumerate(self._answers):
                    yield Button(f"{key} {label}", compact=True, variant="default" if place else "primary", id=value)

    def on_button_pressed(self, pressed: Button.Pressed) -> None:
        self.action_answer(pressed.button.id or "")

    def action_answer(self, value: str) -> None:
        self.dismiss(value)

    def action_last(self) -> None:
        self.dismiss(next(value for key, _, value in self._answers if key == "Esc"))


def go_on_with(waiting: Draft, title: str) -> EntryQuestion:
    """Whether to go on with a draft: "continue", "discard" or "close"."""
    named = f"“{title.strip()}”" if title.strip() else "an entry without a name"
    words = f"A draft is waiting that was not saved: {named}, kept {waiting.at:%d %b, %H:%M}."
    return EntryQuestion(
        words, (("c", "Continue it", "continue"), ("d", "Discard it", "discard"), ("Esc", "Back", "close"))
    )


def save_twin(twin: Activity) -> EntryQuestion:
    """Whether to save an entry that looks like one in the log: "save" or "back"."""
    words = (
        f"“{twin.title}” of {dates.show(twin.date)} is in the log already, with {long(twin.hours)}. Save this one too?"
    )
    return EntryQuestion(words, (("s", "Save it too", "save"), ("Esc", "Back to the form", "back")))


def close_unsaved() -> EntryQuestion:
    """What shall become of what was typed: "keep", "discard" or "stay"."""
    words = "This entry is not saved. Keep it as a draft for later?"
    return EntryQuestion(
        words, (("k", "Keep the draft", "keep"), ("d", "Discard", "discard"), ("Esc", "Go on typing", "stay"))
    )


def close_unkept(why: str) -> EntryQuestion:
    """Whether to close although nothing keeps what was typed: "discard" or "stay"."""
    words = f"This entry is not saved. {why} If you close the form, what you typed is lost."
    return EntryQuestion(words, (("Esc", "Go on typing", "stay"), ("d", "Discard", "discard")))
