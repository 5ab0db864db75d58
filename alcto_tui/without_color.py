"""No color at all, for who wants none (`NO_COLOR`): what a ground would mark is marked by ink and ground turned round.

Textual's own way sends greys, and ends at text without a style.
"""

from __future__ import annotations

from functools import lru_cache

from rich.color import Color as Ink
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

_LIGHT = 0.5
"""Brightness from which a ground marks what stands on it; the page of the theme that is drawn then is black."""
_BARE = Style(color=Ink.default(), bgcolor=Ink.default(), dim=False)


class WithoutColor(LineFilter):
    """Takes every color and every grey out of what is drawn."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 - Textual's signature
        """The segments in the terminal's own ink, on its own ground."""
        return [
            Segment(segment.text, None if segment.style is None else _bare(segment.style), segment.control)
            for segment in segments
        ]


@lru_cache(maxsize=4096)
def _bare(style: Style) -> Style:
    ground = style.color if style.reverse else style.bgcolor
    is_light = ground is not None and not ground.is_default and Color.from_rich_color(ground).brightness > _LIGHT
    return style + _BARE + Style(reverse=is_light)
