"""The question what a column of a sheet holds, with its first cells."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from alcto_core.importing.vocabulary import TARGETS
from alcto_tui.screens.frame import HEIGHTS
from alcto_tui.screens.window import Front
from alcto_tui.widgets.literal import Words, line

LEFT_OUT = "leave it out"


class ColumnQuestion(Front[str]):
    """Returns the key that the person chose, "" for a column that is left out, None where nothing changes."""

    VERTICAL_BREAKPOINTS = HEIGHTS
    BINDINGS = [Binding("escape", "cancel", "Back", key_display="Esc")]  # noqa: RUF012 - Textual's own declaration
    DEFAULT_CSS = """
    ColumnQuestion {
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

    def __init__(self, name: str, key: str, samples: Sequence[str]) -> None:
        super().__init__()
        self._name_of_column = name
        self._key = key
        self._samples = samples

    def compose(self) -> ComposeResult:
        cells = ", ".join(f"“{one[:30]}”" for one in self._samples) or "empty"
        keys = ["", *TARGETS]
        with Vertical(classes="box"):
            name = (self._name_of_column, "bold $accent")
            yield Words(line(("What does the column ", "bold"), name, (" hold?", "bold")))
            yield Words(line(("Its first cells: ", "$muted"), cells))
            options = OptionList(*map(_option, keys), markup=False)
            options.highlighted = keys.index(self._key) if self._key in keys else 0
            yield options

    def on_option_list_option_selected(self, selected: OptionList.OptionSelected) -> None:
        self.dismiss("" if selected.option_id == "-" else str(selected.option_id))

    def action_cancel(self) -> None:
        self.dismiss(None)


def _option(key: str) -> Option:
    words = line((f"{key or LEFT_OUT:<15}", "bold"), (TARGETS.get(key, ""), "$muted"))
    return Option(words, id=key or "-")
