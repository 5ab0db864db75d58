"""Pictures as a widget: as many as its height has room for, or all of them where it may grow."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget

from alcto_core import system
from alcto_core.telling.page import Chart
from alcto_tui.widgets.drawing.canvas import Signs, signs_of
from alcto_tui.widgets.drawing.pictures import stacked, whole
from alcto_tui.widgets.literal import lines


def signs_here() -> Signs:
    """What the terminal that alcto draws on can show."""
    return signs_of(system.terminal_encoding(sys.__stderr__, os.environ), os.environ.get("TERM", ""))


class Pictures(Widget):
    """Draws the charts that it is shown."""

    class Opened(Message):
        """Somebody clicked on them: to see all of them."""

    def __init__(self, *, grows: bool = False) -> None:
        super().__init__()
        self._grows = grows
        self._charts: tuple[Chart, ...] = ()
        self._signs = signs_here()

    @property
    def charts(self) -> tuple[Chart, ...]:
        """What it draws."""
        return self._charts

    def show(self, charts: Sequence[Chart]) -> None:
        """Draw these; nothing is drawn anew where they are the same."""
        if (found := tuple(charts)) != self._charts:
            self._charts = found
            self.refresh(layout=self._grows)

    def on_click(self) -> None:
        if not self._grows:
            self.post_message(self.Opened())

    def render(self) -> Content:
        """The pictures as lines."""
        width, height = self.content_size
        if width < 1:
            return Content("")
        rows = self._all(width) if self._grows else stacked(self._charts, width, height, self._signs)
        return lines(*rows)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's
        """As many rows as all of them need."""
        return len(self._all(width))

    def _all(self, width: int) -> list[Content]:
        return whole(self._charts, width, self.screen.size.height - 4, self._signs) or [Content("")]
