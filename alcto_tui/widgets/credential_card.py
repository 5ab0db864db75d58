"""One credential at a glance, as a card that can be focused and opened."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from alcto_core.telling.page import Item, Sheet
from alcto_tui.widgets.bar import bar
from alcto_tui.widgets.literal import hanging, line, lines, literal
from alcto_tui.widgets.sign import SIGNS, state_words

LEAST_BAR, MOST_BAR = 10, 30
LEAST_NOTE, MOST_NOTE = 18, 36
"""Cells that notes need beside the bars (with fewer they go below), and more than which they never take."""
MOST_LINES = 2
"""Lines of one note where there is not much room."""
TITLE = 22
"""Cells of a title, so that the states of all cards stand below each other."""


class CredentialCard(Widget, can_focus=True):
    """A card: title and state, what is missing, a bar for each requirement, the next thing to do."""

    DEFAULT_CSS = """
    CredentialCard {
        height: auto;
        padding: 0 1;
        margin-bottom: 1;
        background: $surface;
        color: $foreground;
        border-left: outer $line;
        &.-met { border-left: outer $met; }
        &.-short { border-left: outer $short; }
        &.-missed { border-left: outer $missed; }
        &.-unknown { border-left: outer $unknown; }
        &.-closed { margin-bottom: 0; }
        &:focus { background: $panel; border-left: thick $accent; }
        &:hover { background: $panel; }
        &:nocolor:focus { text-style: bold; }
    }
    """
    card: reactive[Sheet | None] = reactive(None, layout=True)
    is_full: reactive[bool] = reactive(False, layout=True)
    """Whether there is room for the notes; else a line says that there are some."""

    is_open: reactive[bool] = reactive(True, layout=True)
    """Whether it shows everything; else only its first line, and what must never be left out."""

    class Opened(Message):
        """The person asked to see more of this credential."""

        def __init__(self, card: Sheet) -> None:
            super().__init__()
            self.card = card

    def __init__(self, card: Sheet, *, is_full: bool) -> None:
        super().__init__()
        self._is_just_marked = self._only_marks = False
        """Whether the mouse was pressed on a card that was not marked yet."""
        self.show(card, is_full=is_full)

    def watch_is_open(self, is_open: bool) -> None:
        """Closed cards stand close together."""
        self.set_class(not is_open, "-closed")

    def show(self, card: Sheet, *, is_full: bool) -> None:
        """Show a newer state of the same credential."""
        if self.card is not None:
            self.remove_class(f"-{self.card.tone}")
        self.add_class(f"-{card.tone}")
        self.is_full = is_full
        self.card = card

    @property
    def credential(self) -> str:
        """Id of the credential that it shows."""
        return self.card.id if self.card else ""

    def render(self) -> Content:
        """The card as lines."""
        return lines(*self._rows(self.content_size.width))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's
        """As many lines as the words need at this width."""
        return len(self._rows(width))

    def action_open(self) -> None:
        if self.card is not None:
            self.post_message(self.Opened(self.card))

    def on_focus(self) -> None:
        """A press of the mouse that brings the focus is told right after it: it stands before what is called later."""
        self._is_just_marked = True
        self.call_later(self._was_marked)

    def _was_marked(self) -> None:
        self._is_just_marked = False

    def on_mouse_down(self) -> None:
        self._only_marks = self._is_just_marked

    def on_click(self, event: events.Click) -> None:
        """The first click marks the card and opens it out; a click on the marked one opens the credential."""
        event.stop()
        if not self._only_marks:
            self.action_open()

    def _rows(self, width: int) -> list[Content]:
        if self.card is None or width < 1:
            return [Content("")]
        card = self.card
        rows = _head(card, width)
        for gap in card.items("gap"):
            rows += line((gap.text, "$muted")).wrap(max(1, width))
        for alert in card.alerts:
            rows += hanging(line(("! ", "bold $missed")), line((alert, "bold")), width)
        if not self.is_open:
            return rows
        rows += _bars([*card.items("bar")], width, MOST_LINES if not self.is_full else None)
        notes = [note.text for note in card.items("note")]
        if self.is_full:
            for note in notes:
                rows += line((note, "$muted")).wrap(max(1, width))
        elif notes:
            several = f"{len(notes)} notes on this; Enter shows them"
            rows.append(line((several if len(notes) > 1 else "1 note on this; Enter shows it", "$muted")))
        if card.next:
            rows += hanging(line(("NEXT", "bold $accent"), "  "), literal(card.next), width)
        return rows


def _head(card: Sheet, width: int) -> list[Content]:
    """Title, state and what is missing: on one line where they fit, else on two."""
    mark = f" ({', '.join(card.marks)})" if card.marks else ""
    title = line((card.title, "bold"), (mark, "$unknown"))
    state = state_words(card.tone, literal(card.state).plain)
    missing = line((card.fact, "bold" if any(card.items("bar")) else ""))
    first = Content.assemble(title.pad_right(max(TITLE - cell_len(title.plain), 2)), state)
    if cell_len(first.plain) > width:
        return [*title.wrap(max(1, width)), *state.wrap(max(1, width)), *missing.wrap(max(1, width))]
    together = Content.assemble(first, "   ", missing) if missing.plain else first
    if cell_len(together.plain) <= width:
        return [together]
    return [first, *missing.wrap(max(1, width))]


def _bars(bars: Sequence[Item], width: int, most_lines: int | None) -> list[Content]:
    """Label, figures, bar and note in columns; notes go below their bars where there is no room beside."""
    labels = [literal(b.title) for b in bars]
    figures = [literal(b.figure) for b in bars]
    notes = [line((b.state, _note_style(b))) for b in bars]
    label_width, figure_width, note_width = (
        max((cell_len(c.plain) for c in column), default=0) for column in (labels, figures, notes)
    )
    label_width = min(label_width, max(width - 24, 8))
    left = width - label_width - figure_width - 4
    note_width = min(note_width, MOST_NOTE)
    beside = left - LEAST_BAR - 2 >= min(note_width, LEAST_NOTE)
    length = min(max(left - note_width - 2, LEAST_BAR) if beside else max(left, 0), MOST_BAR)
    indent = label_width + figure_width + length + 6 if beside else label_width + 2
    rows: list[Content] = []
    for one, label, figure, note in zip(bars, labels, figures, notes, strict=True):
        drawn = bar(one.full or 0, length, SIGNS[one.tone][1]) if length >= LEAST_BAR else Content("")
        row = Content.assemble(
            label.truncate(label_width, ellipsis=True, pad=True),
            "  ",
            figure.truncate(figure_width, pad=True),
            "  ",
            drawn,
        )
        if not note.plain:
            rows.append(row)
        elif beside:
            rows += _cut(hanging(Content.assemble(row, "  "), note, width), most_lines)
        else:
            rows += [row, *_cut(hanging(Content.blank(indent), note, width), most_lines)]
    return rows


def _cut(rows: list[Content], most: int | None) -> list[Content]:
    """At most so many lines, with a sign that there were more; the Credential screen has them all."""
    if most is None or len(rows) <= most:
        return rows
    last = rows[most - 1]
    return [*rows[: most - 1], Content.assemble(last.truncate(last.cell_length - 1), "…")]


def _note_style(one: Item) -> str:
    return "$short" if one.tone == "short" else "$muted"
