"""Help: the keys of the screen that it was opened from, and alcto's words."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from alcto_tui.commands import COPY
from alcto_tui.screens.frame import Frame
from alcto_tui.widgets.literal import Words, line, lines

WORDS = (
    ("MET", "all that the rule set asks for is there"),
    ("NOT YET", "something is missing, and there is still time"),
    ("MISSED", "the deadline has passed and something is missing"),
    ("CANNOT TELL", "a fact is missing, and the answer turns on it; the screen says which"),
    ("logged", "hours that you recorded"),
    ("counted", "hours that the rules accept"),
    ("posted", "counted hours that the official record shows already"),
    ("strand", "a subject area of the framework"),
    ("step", "something done that is not hours: a document, a presentation"),
    ("reading", "how alcto reads an unclear clause; where another reading changes your answer, it says so"),
    ("unverified", "facts that nobody has confirmed yet, or rule files of your own"),
)


class HelpScreen(Frame):
    """Keys and words. It never opens a second help above itself."""

    offers = ()
    shared = (COPY,)

    DEFAULT_CSS = """
    HelpScreen .body { padding: 1 2; }
    """

    def __init__(self, keys: tuple[tuple[str, str], ...]) -> None:
        super().__init__()
        self._keys = keys

    def copied(self) -> str:
        """All of it."""
        return self._all().plain

    def _all(self) -> Content:
        keys = [line((f"{key:<10}", "$accent"), " ", meaning) for key, meaning in self._keys]
        words = [line((f"{word:<12}", "bold"), " ", meaning) for word, meaning in WORDS]
        return lines(line(("Keys", "bold")), *keys, Content(""), line(("Words", "bold")), *words)

    def body(self) -> ComposeResult:
        with VerticalScroll(classes="body", can_focus=True):
            yield Words(self._all())

    def on_mount(self) -> None:
        self.head(line(("Help", "bold")))

    def action_help(self) -> None:
        """Close again: the key that opened it also closes it."""
        self.dismiss()
