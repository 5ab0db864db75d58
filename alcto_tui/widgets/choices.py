"""A row of words to choose from: one of them, or as many as apply."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from alcto_core.text import plain
from alcto_tui.widgets.literal import Words, hanging, line, lines

GAP = 2


class Choices(Widget, can_focus=True):
    """Words with a mark before each. Left and right move, letters find, space or a click chooses. Where one of them
    holds, moving and finding choose it at once, so that none stays under the cursor without being taken."""

    BINDINGS = [  # noqa: RUF012 - Textual's own declaration
        Binding("left", "move(-1)", "Before", show=False),
        Binding("right", "move(1)", "Next", show=False),
        Binding("space", "choose", "Choose", show=False),
        Binding("enter,down", "leave(1)", "On", show=False),
        Binding("up", "leave(-1)", "Back", show=False),
    ]
    DEFAULT_CSS = """
    Choices { height: auto; width: 1fr; }
    """
    value: reactive[tuple[str, ...]] = reactive((), layout=True)
    """Ids of what is chosen, in the order of the options."""
    cursor: reactive[int] = reactive(0)

    @dataclass
    class Changed(Message):
        """Something else is chosen now."""

        choices: Choices
        value: tuple[str, ...]

        @property
        def control(self) -> Choices:
            """Where it was chosen."""
            return self.choices

    def __init__(
        self, options: Sequence[tuple[str, str]], value: tuple[str, ...] = (), *, several: bool, id: str | None = None
    ) -> None:
        super().__init__(id=id)
        self.options = tuple(options)
        self._several = several
        self._typed = ""
        """Letters typed one after the other: they find the word that begins with them."""
        self.set_reactive(Choices.value, value)

    def render(self) -> Content:
        """The words in as many lines as they need."""
        rows: dict[int, list[Content]] = {}
        for place, row, column, word in self._places(self.content_size.width or 60):
            parts = rows.setdefault(row, [])
            used = sum(cell_len(part.plain) for part in parts)
            parts += [Content.blank(column - used), self._word(place, word)]
        return lines(*(Content.assemble(*parts) for parts in rows.values()))

    def get_content_height(self, _container: Size, _viewport: Size, width: int) -> int:
        """Lines that the words need."""
        return max((row for _, row, _, _ in self._places(width)), default=0) + 1

    def _word(self, place: int, word: str) -> Content:
        id = self.options[place][0]
        style = "bold" if id in self.value else "$muted"
        if self.has_focus and place == self.cursor:
            style = f"{style} on $selected"
        return line((word, style))

    def _places(self, width: int) -> Iterator[tuple[int, int, int, str]]:
        """Place, row, column and words of each option."""
        row = column = 0
        for place, (id, label) in enumerate(self.options):
            mark = ("[x]" if id in self.value else "[ ]") if self._several else ("(•)" if id in self.value else "( )")
            word = f"{mark} {plain(label)}"
            if column and column + cell_len(word) > width:
                row, column = row + 1, 0
            yield place, row, column, word
            column += cell_len(word) + GAP

    def on_click(self, event: events.Click) -> None:
        for place, row, column, word in self._places(self.content_size.width):
            if row == event.y and column <= event.x < column + cell_len(word):
                self.cursor = place
                self.action_choose()

    def on_key(self, event: events.Key) -> None:
        """Letters go to the word that begins with them; where one may be chosen, they choose it."""
        if not event.is_printable or event.character is None or event.character.isspace():
            return
        event.stop()
        for typed in (self._typed + event.character.casefold(), event.character.casefold()):
            found = next((place for place, (_, word) in enumerate(self.options) if _begins(word, typed)), None)
            if found is not None:
                self.cursor = found
                if not self._several:
                    self.action_choose()
                self._typed = typed
                return

    def on_focus(self) -> None:
        self._typed = ""
        chosen = next((place for place, (id, _) in enumerate(self.options) if id in self.value), 0)
        if not self._several:
            self.cursor = chosen

    def action_move(self, by: int) -> None:
        """Go to the word after or before; where one holds, it is this one now."""
        self._move(by)
        if not self._several:
            self.action_choose()

    def _move(self, by: int) -> None:
        self._typed = ""
        if self.options:
            self.cursor = (self.cursor + by) % len(self.options)

    def action_leave(self, by: int) -> None:
        """Go to the field after or before."""
        if by > 0:
            self.screen.focus_next()
        else:
            self.screen.focus_previous()

    def action_choose(self) -> None:
        """Choose the word under the cursor, or, where several may be, take it back."""
        if not self.options:
            return
        id = self.options[self.cursor][0]
        if self._several:
            chosen = {*self.value} ^ {id}
            known = [option for option, _ in self.options]
            kept = [other for other in self.value if other not in known]
            self.value = (*(option for option in known if option in chosen), *kept)
        else:
            self.value = (id,)
        self.post_message(self.Changed(self, self.value))


class Sentences(Choices):
    """Choices that are sentences: one below the other, each in as many lines as it needs. Up and Down go through
    them, and on to the field before or after, so that they choose none on the way."""

    def render(self) -> Content:
        return lines(*(row for _, rows in self._sentences(self.content_size.width or 60) for row in rows))

    def get_content_height(self, _container: Size, _viewport: Size, width: int) -> int:
        return sum(len(rows) for _, rows in self._sentences(width))

    def action_move(self, by: int) -> None:
        self._move(by)

    def _sentences(self, width: int) -> Iterator[tuple[int, list[Content]]]:
        """Place and lines of each."""
        for place, _, _, word in self._places(1):
            mark, _, words = word.partition(") ")
            yield place, hanging(self._word(place, f"{mark}) "), self._word(place, words), width)

    def on_click(self, event: events.Click) -> None:
        at = [place for place, rows in self._sentences(self.content_size.width) for _ in rows]
        if event.y < len(at):
            self.cursor = at[event.y]
            self.action_choose()

    def action_leave(self, by: int) -> None:
        if 0 <= self.cursor + by < len(self.options):
            self._move(by)
        else:
            super().action_leave(by)


def _begins(label: str, typed: str) -> bool:
    folded = label.casefold()
    return folded.startswith(typed) or any(word.startswith(typed) for word in folded.split())


class ChoiceField(Container):
    """A label, words to choose from, and a remark below."""

    DEFAULT_CSS = """
    ChoiceField {
        layout: horizontal;
        height: auto;
        & > .label { width: 16; height: 1; color: $muted; }
        &:focus-within > .label { background: $accent; color: $background; text-style: bold; }
        & > .remark { width: auto; max-width: 40%; height: auto; color: $muted; margin-left: 2; }
        & > .remark.-none { display: none; }
    }
    """

    def __init__(
        self, label: str, options: Sequence[tuple[str, str]], value: tuple[str, ...] = (), *, several: bool, id: str
    ) -> None:
        super().__init__(id=id)
        self._label = label
        self._choices = Choices(options, value, several=several, id=f"{id}-choices")

    def compose(self) -> ComposeResult:
        yield Words(self._label, classes="label")
        yield self._choices
        yield Words("", classes="remark -none")

    @property
    def choices(self) -> Choices:
        """Where the person chooses."""
        return self._choices

    def remark(self, words: str) -> None:
        """Say something about the choice."""
        remark = self.query_one(".remark", Words)
        remark.set_class(not words, "-none")
        remark.show(words)
