"""A question with one of a list for its answer."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from alcto_tui.screens.frame import HEIGHTS
from alcto_tui.screens.window import Front
from alcto_tui.widgets.literal import Words


class ListQuestion(Front[str]):
    """Returns the id of the option that was chosen, which may be empty; None where nothing changes."""

    VERTICAL_BREAKPOINTS = HEIGHTS
    BINDINGS = [Binding("escape", "cancel", "Back", key_display="Esc")]  # noqa: RUF012 - Textual's own declaration
    DEFAULT_CSS = """
    ListQuestion {
        & OptionList {
            height: auto; max-height: 12; margin-top: 1; padding: 0; border: none; background: $surface;
            scrollbar-size-vertical: 1;
            &:focus { border: none; background-tint: transparent; }
        }
        &.-tall OptionList { max-height: 28; }
        &.-low > .box { padding: 0 1; }
        &.-low OptionList { max-height: 6; margin-top: 0; }
    }
    """

    def __init__(self, said: Sequence[Content], options: Sequence[tuple[str, Content]], at: str | None) -> None:
        """`at` is the option to begin on, the first where there is none of this id."""
        super().__init__()
        self._said = said
        self._options = options
        self._at = at

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            for words in self._said:
                yield Words(words)
            listed = OptionList(*(Option(words) for _, words in self._options), markup=False)
            ids = [id for id, _ in self._options]
            listed.highlighted = ids.index(self._at) if self._at in ids else 0
            yield listed

    def on_option_list_option_selected(self, selected: OptionList.OptionSelected) -> None:
        self.dismiss(self._options[selected.option_index][0])

    def action_cancel(self) -> None:
        self.dismiss(None)
