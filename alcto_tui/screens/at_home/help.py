"""Help: the keys of the screen that it was opened from, and alcto's words."""

from __future__ import annotations

from collections.abc import Iterable

from textual.app import ComposeResult
from textual.containers import Container, VerticalScroll
from textual.content import Content

from alcto_tui.commands import COPY, GROUPS
from alcto_tui.screens.base.frame import Frame
from alcto_tui.widgets.literal import Words, hanging, line, lines

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


HEADINGS = {"Here": "On this screen", "Go to": "Go to", "Always": "Everywhere"}
MOVING = (
    ("↑ ↓  k j", "one up or down"),
    ("PgUp PgDn", "a page up or down"),
    ("Home  g", "to the first"),
    ("End  G", "to the last"),
    ("Enter", "opens or takes the row; in a list of choices Tab does too"),
    ("letters", "in a list of choices: find"),
)


MARGINS, BETWEEN, LEAST_WIDTH, TWO_COLUMNS, UNBROKEN = 6, 2, 30, 110, 1000
"""Cells beside the words and right of each of two columns, the fewest that are laid out, from how many there are two
columns, and so many that nothing is wrapped."""


class HelpScreen(Frame):
    """Keys and words. It never opens a second help above itself."""

    offers = ()
    shared = (COPY,)

    DEFAULT_CSS = """
    HelpScreen {
        & .body { padding: 1 2; }
        & #columns { height: auto; layout: vertical; }
        & #columns > Words { width: 100%; height: auto; }
        &.-wide #columns { layout: horizontal; }
        &.-wide #columns > Words { width: 1fr; margin-right: 2; }
    }
    """

    def __init__(self, keys: tuple[tuple[str, str, str], ...]) -> None:
        super().__init__()
        self._keys = keys

    def copied(self) -> str:
        """All of it."""
        return lines(*self._keys_of(GROUPS), *_moving(), *_words()).plain

    def _keys_of(self, groups: Iterable[str], width: int = UNBROKEN) -> list[Content]:
        rows: list[Content] = []
        for group in groups:
            own = [(key, meaning) for one, key, meaning in self._keys if one == group]
            if own:
                rows += [line((HEADINGS[group], "bold")), *_listed(own, width), Content("")]
        return rows

    def body(self) -> ComposeResult:
        with VerticalScroll(classes="body", can_focus=True):
            with Container(id="columns"):
                yield Words(id="here")
                yield Words(id="there")
            yield Words(id="words")

    def on_resize(self) -> None:
        """Words are wrapped beside their keys, in two columns where there is room for them."""
        whole = max(self.size.width - MARGINS, LEAST_WIDTH)
        half = whole // 2 - BETWEEN if self.size.width >= TWO_COLUMNS else whole
        self.query_one("#here", Words).show(lines(*self._keys_of(GROUPS[:1], half), *_moving(half)))
        self.query_one("#there", Words).show(lines(*self._keys_of(GROUPS[1:], half)))
        self.query_one("#words", Words).show(lines(*_words(whole)))

    def on_mount(self) -> None:
        self.head(line(("Help", "bold")))

    def action_help(self) -> None:
        """Close again: the key that opened it also closes it."""
        self.dismiss()


def _listed(rows: Iterable[tuple[str, str]], width: int, style: str = "$accent") -> list[Content]:
    """A key or word, and beside it what it does or means."""
    return [row for key, means in rows for row in hanging(line((f"{key:<11}", style), " "), line(means), width)]


def _moving(width: int = UNBROKEN) -> list[Content]:
    return [line(("Moving in lists", "bold")), *_listed(MOVING, width), Content("")]


def _words(width: int = UNBROKEN) -> list[Content]:
    return [line(("Words", "bold")), *_listed(WORDS, width, "bold")]
