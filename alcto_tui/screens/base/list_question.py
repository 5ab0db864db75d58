"""A question with one of a list for its answer."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from alcto_core.words import holds
from alcto_tui.screens.base.frame import HEIGHTS
from alcto_tui.screens.base.window import Front
from alcto_tui.widgets.literal import Words, hanging, line, lines

Choice = tuple[str | None, Content]
"""An answer with its id; without one it is a heading of those that follow."""
WIDTH, AROUND = 76, 8
"""Cells of the box, and those of its border, padding and scroll bar."""


class ListQuestion(Front[str]):
    """Returns the id of the option that was chosen, which may be empty; None where nothing changes.

    What is typed narrows the list down: every word must stand somewhere in an option or its heading. Tab takes the
    option of the cursor, as Enter does.
    """

    VERTICAL_BREAKPOINTS = HEIGHTS
    BINDINGS = [  # noqa: RUF012 - Textual's own declaration
        Binding("escape", "cancel", "Back", key_display="Esc"),
        Binding("tab", "take", "Take it", show=False),
    ]
    DEFAULT_CSS = """
    ListQuestion {
        & OptionList {
            height: auto; max-height: 12; margin-top: 1; padding: 0; border: none; background: $surface;
            scrollbar-size: 0 1; scrollbar-gutter: stable;
            &:focus { border: none; background-tint: transparent; }
            & > .option-list--option-disabled { color: $muted; }
        }
        & #typed { color: $muted; height: 1; margin-top: 1; }
        &.-tall OptionList { max-height: 28; }
        &.-low > .box { padding: 0 1; }
        &.-low OptionList { max-height: 6; margin-top: 0; }
        &.-low #typed { margin-top: 0; }
    }
    """

    def __init__(self, said: Sequence[Content], options: Sequence[Choice], at: str | None, *, hang: int = 0) -> None:
        """`at` is the option to begin on, the first where there is none of this id. What follows the first `hang`
        cells of an option is wrapped beside them."""
        super().__init__()
        self._said = said
        self._options = options
        self._at = at
        self._hang = hang
        self._typed = ""
        self._shown: list[Choice] = []

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            for words in self._said:
                yield Words(words)
            yield OptionList(markup=False)
            yield Words(id="typed")

    def on_mount(self) -> None:
        self._fill(self._at)

    def _fill(self, at: str | None) -> None:
        """Show what holds the words that were typed, with the headings above it."""
        self._shown, heading = [], None
        for id, words in self._options:
            if id is None:
                heading = words
            elif holds((words.plain, heading.plain if heading else ""), self._typed):
                if heading is not None and (None, heading) not in self._shown:
                    self._shown.append((None, heading))
                self._shown.append((id, words))
        listed = self.query_one(OptionList)
        listed.clear_options()
        listed.add_options([Option(self._wrapped(words, listed), disabled=id is None) for id, words in self._shown])
        ids = [id for id, _ in self._shown]
        first = next((place for place, id in enumerate(ids) if id is not None), None)
        listed.highlighted = ids.index(at) if at is not None and at in ids else first
        if not self._typed:
            hint = line("Type to find, arrows to move, Enter to take.")
        elif first is None:
            hint = line((f"Nothing holds “{self._typed}”.", "$short"), " Backspace takes a letter back.")
        else:
            hint = line("Find: ", (self._typed, "bold $foreground"))
        self.query_one("#typed", Words).show(hint)

    def _wrapped(self, words: Content, listed: OptionList) -> Content:
        width = listed.scrollable_content_region.width or min(self.size.width, WIDTH) - AROUND
        if not self._hang or words.cell_length <= width:
            return words
        return lines(*hanging(words[: self._hang], words[self._hang :], width))

    def on_resize(self) -> None:
        """Lines are wrapped anew."""
        if self._hang:
            self.call_after_refresh(self._fill_again)

    def _fill_again(self) -> None:
        at = self.query_one(OptionList).highlighted
        self._fill(self._shown[at][0] if at is not None else self._at)

    def on_key(self, event: events.Key) -> None:
        """Letters narrow the list down."""
        if event.key == "backspace" and self._typed:
            self._typed = self._typed[:-1]
        elif event.is_printable and event.character is not None and (self._typed or event.character != " "):
            self._typed += event.character
        else:
            return
        event.stop()
        event.prevent_default()
        self._fill(None if self._typed else self._at)

    def on_option_list_option_selected(self, selected: OptionList.OptionSelected) -> None:
        self.dismiss(self._shown[selected.option_index][0])

    def action_take(self) -> None:
        self.query_one(OptionList).action_select()

    def action_cancel(self) -> None:
        """Take back what was typed first; then close."""
        if self._typed:
            self._typed = ""
            self._fill(self._at)
        else:
            self.dismiss(None)
