"""A bar of text: how much of something is there, rounded down so that what is not full never looks full."""

from __future__ import annotations

from textual.content import Content

FILLED, HALF, REST = "━", "╸", "─"


def bar(full: float, width: int, style: str) -> Content:
    """A bar `width` cells wide, filled in half cells. `full` runs from 0 to 1."""
    halves = int(min(max(full, 0.0), 1.0) * width * 2)
    done = FILLED * (halves // 2) + HALF * (halves % 2)
    return Content.assemble((done, style), (REST * (width - len(done)), "$line"))
