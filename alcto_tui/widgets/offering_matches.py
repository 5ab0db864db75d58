"""Entries of the catalogues that match what is being typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.binding import Binding
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from alcto_tui.widgets.literal import line, literal

TITLE = 44
"""Cells of a title; the fact behind it matters more than the end of a long name."""


class OfferingMatches(OptionList, can_focus=False):
    """A short list below the field; Down goes into it, Enter takes one, Esc goes back. Tab passes over it: it comes and
    goes while one types, and what is typed ahead must reach the field that it was meant for."""

    BINDINGS = [Binding("escape", "leave", "Back", show=False)]  # noqa: RUF012 - Textual's own declaration
    DEFAULT_CSS = """
    OfferingMatches {
        display: none;
        height: auto;
        min-width: 8;  /* an option cannot be folded into no room at all */
        max-height: 6;
        margin: 0 0 0 11;
        padding: 0;
        border: none;
        background: $panel;
        &.-open { display: block; }
        &:focus { border: none; background-tint: $background 0%; }
        & > .option-list--option-highlighted { background: $panel; color: $foreground; text-style: none; }
        &:focus > .option-list--option-highlighted { background: $selected; color: $foreground; text-style: bold; }
    }
    """

    @dataclass
    class Taken(Message):
        """This offering was meant."""

        offering: str

    @dataclass
    class Left(Message):
        """None of them was meant."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id, markup=False, compact=True)
        self._shown: tuple[str, ...] = ()

    def show(self, matches: Sequence[tuple[str, str, str]]) -> None:
        """Show matches: id, title and a fact for each. None of them closes the list."""
        ids = tuple(id for id, _, _ in matches)
        if ids != self._shown:
            self._shown = ids
            self.clear_options()
            for _, title, fact in matches:
                name = literal(title).truncate(TITLE, ellipsis=True)
                self.add_option(Option(line(name, (f"  {fact}", "$muted"))))
        self.set_class(bool(matches), "-open")

    def enter(self) -> None:
        """Put the cursor on the first match."""
        self.can_focus = True
        self.focus()
        self.highlighted = 0

    def on_blur(self) -> None:
        if self.app.app_focus:  # else the window lost the focus, and brings it back here
            self.can_focus = False

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.post_message(self.Taken(self._shown[event.option_index]))

    def action_leave(self) -> None:
        self.post_message(self.Left())
