"""The question which theme the screens are drawn in."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.widgets import OptionList

from alcto_tui.screens.base.list_question import ListQuestion
from alcto_tui.widgets.literal import line


class ThemeQuestion(ListQuestion):
    """Shows each theme while the cursor stands on it; Esc goes back to the one before."""

    DEFAULT_CSS = """
    ThemeQuestion {
        align: right middle;
        background: transparent;  /* what stands behind shows how the theme looks */
        & > .box { width: 50; }  /* the line below the list fits */
        &.-tall OptionList { max-height: 22; }
    }
    """

    def __init__(self, names: Sequence[str], now: str, show: Callable[[str], None]) -> None:
        super().__init__(
            (line(("Which theme?", "bold")),),
            [(name, line(name, ("  now", "$muted") if name == now else "")) for name in names],
            now,
        )
        self._now = now
        self._show = show

    def on_option_list_option_highlighted(self, highlighted: OptionList.OptionHighlighted) -> None:
        """Draw everything in it."""
        if (name := self._shown[highlighted.option_index][0]) is not None:
            self._show(name)

    def action_cancel(self) -> None:
        """As it was before, once nothing is typed any more."""
        if not self._typed:
            self._show(self._now)
        super().action_cancel()
