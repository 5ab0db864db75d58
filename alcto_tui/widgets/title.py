"""The first line of every screen: where the person is, and one fact on the right."""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget


class TitleLine(Widget):
    """A heading on the left, a fact on the right; the heading gives way where there is not room for both."""

    DEFAULT_CSS = """
    TitleLine {
        height: 1;
        background: $surface;
        color: $foreground;
        padding: 0 1;
    }
    """

    heading: reactive[Content] = reactive(Content(""))
    fact: reactive[Content] = reactive(Content(""))

    def render(self) -> Content:
        """One line as wide as the screen."""
        width = self.content_size.width
        fact = self.fact if cell_len(self.fact.plain) + 12 <= width else Content("")
        room = width - cell_len(fact.plain) - (2 if fact.plain else 0)
        return Content.assemble(self.heading.truncate(room, ellipsis=True, pad=True), "  " if fact.plain else "", fact)
