"""The terminal of screens that are shown in a browser: Textual's, with alcto's way of taking keys and of ending."""

from __future__ import annotations

import codecs
import os
import time
from functools import partial
from typing import Any, ClassVar

from textual._xterm_parser import XTermParser
from textual.drivers._byte_stream import ByteStream
from textual.drivers.web_driver import WebDriver

from alcto_tui.ending import PATIENCE
from alcto_tui.pieces import understood
from alcto_tui.sequences import ESCAPE, Piece, Sequences


class BrowserTab(WebDriver):
    """What the screens draw goes to the server, and keys come from there, in packets (Textual's `web_driver`)."""

    channel: ClassVar[int] = 1
    """The handle to the server."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._write = partial(self._write_whole)

    def _write_whole(self, raw: bytes) -> int:
        """A server that is gone takes nothing; that is noticed where keys come from."""
        rest = memoryview(raw)
        try:
            while rest:
                rest = rest[os.write(self.channel, rest) :]
        except OSError:
            pass
        return len(raw)

    def run_input_thread(self) -> None:
        """Take keys until the end of the program, which a server that is gone brings about."""
        sequences, parser, packets = Sequences(), XTermParser(), ByteStream()
        decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        for data in self._input_reader:
            pieces = list(sequences.late(time.monotonic()))
            for kind, payload in packets.feed(data) if data else ():
                if kind != "D":
                    self._on_meta(kind, payload)
                elif (text := decode(payload)) == ESCAPE:
                    pieces.append(Piece("escape", ESCAPE))  # a browser sends a key whole
                else:
                    pieces += sequences.take(text, time.monotonic())
            for piece in pieces:
                found, parser = understood(piece, parser)
                for event in found:
                    self.process_message(event)
        if not self.exit_event.is_set():
            self._end()
            if not self.exit_event.wait(PATIENCE):
                os._exit(1)

    def on_meta(self, packet_type: str, payload: dict[str, object]) -> None:
        """Do what the server says of the tab; that it was closed is an end like a hang-up."""
        if packet_type == "quit":
            self._end()
        else:
            super().on_meta(packet_type, payload)

    def _end(self) -> None:
        from alcto_tui.app import AlctoApp

        if isinstance(self._app, AlctoApp):
            self._app.call_later(self._app.end, 0)
