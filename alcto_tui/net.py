"""The last net under everything that is drawn: no control byte passes it."""

from __future__ import annotations

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from alcto_core.text import plain


class Net(LineFilter):
    """Turns control characters in anything drawn into pictures of them."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 - Textual's signature
        """The segments, each literal."""
        if all(segment.text.isprintable() for segment in segments):
            return segments
        return [segment if segment.control else Segment(plain(segment.text), segment.style) for segment in segments]
