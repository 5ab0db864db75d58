"""What Textual makes of one thing that a terminal sent."""

from __future__ import annotations

from collections.abc import Iterator

from textual import events
from textual._xterm_parser import XTermParser
from textual.message import Message

from alcto_tui.care import mark
from alcto_tui.sequences import Piece


def understood(piece: Piece, parser: XTermParser) -> tuple[Iterator[Message] | list[Message], XTermParser]:
    """The events of a piece, and the parser for the next one."""
    if piece.kind == "paste":
        return [events.Paste(piece.text.replace("\x00", ""))], parser
    if piece.kind == "escape":
        return [events.Key("escape", "\x1b")], parser
    found = list(parser.feed(piece.text))
    if parser._awaiting.timeout is not None:
        # It waits for more of what is whole: it does not know it, and would end by taking it for letters.
        anew = XTermParser()
        anew.last_x, anew.last_y, anew.mouse_pixels = parser.last_x, parser.last_y, parser.mouse_pixels
        anew.terminal_size, anew.terminal_pixel_size = parser.terminal_size, parser.terminal_pixel_size
        return [], anew
    for event in found:
        if isinstance(event, events.Key):
            mark(event, piece)
    return found, parser
