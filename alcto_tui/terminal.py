"""The terminal as alcto uses it, on systems that have one as a file: keys in whole, and its modes set again on wish."""

from __future__ import annotations

import codecs
import os
import selectors
import termios
import time
import tty

from textual import constants
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver

from alcto_tui.pieces import understood
from alcto_tui.sequences import Sequences

TOGETHER = 0.005
"""Seconds within which what arrives was sent at once: no finger is so fast."""
_MOST_AT_ONCE = 8192
_LOOK = 0.05
_KEY_CODES = 0b11001
"""What Textual asks of the keyboard: escape codes told apart, all keys reported, with their text."""
_MODES = (
    "\x1b[?1049h\x1b[?25l\x1b[?1004h\x1b[?2004h\x1b[?7l"  # the other screen, no cursor, focus, pastes, no line wrap
)
_MOUSE = "\x1b[?1000h\x1b[?1003h\x1b[?1015h\x1b[?1006h"


class WholeKeys(LinuxDriver):
    """Textual's driver, with keys that a link has split put together again."""

    def run_input_thread(self) -> None:
        """Read what the terminal sends until the end of the program."""
        sequences, parser = Sequences(), XTermParser()
        decode = codecs.getincrementaldecoder("utf-8")("replace").decode  # noise on a line must not end the program
        enter = "\n"  # as Enter waits that was typed before the terminal was ours
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                if selector.select(_LOOK):
                    raw = os.read(self.fileno, _MOST_AT_ONCE)
                    if not raw:
                        self.exit_event.wait(_LOOK)  # nobody is there any more, and the system says so without an end
                        continue
                    while len(raw) < _MOST_AT_ONCE and selector.select(TOGETHER):
                        if not (more := os.read(self.fileno, _MOST_AT_ONCE)):
                            break
                        raw += more
                    pieces = sequences.take(decode(raw).replace("\ufffd", "").replace(enter, "\r"), time.monotonic())
                    enter = "\r"
                else:
                    pieces = sequences.late(time.monotonic())
                for piece in pieces:
                    events_of_it, parser = understood(piece, parser)
                    for event in events_of_it:
                        self.process_message(event)

    def set_modes_again(self) -> None:
        """Tell a terminal that lost them, or that took the place of another, what the screens need of it."""
        if self.attrs_before is not None:
            attributes = list(self.attrs_before)
            attributes[tty.LFLAG] = self._patch_lflag(attributes[tty.LFLAG])
            attributes[tty.IFLAG] = self._patch_iflag(attributes[tty.IFLAG])
            attributes[tty.CC] = list(attributes[tty.CC])
            attributes[tty.CC][termios.VMIN] = 1
            termios.tcsetattr(self.fileno, termios.TCSANOW, attributes)
        keys = "" if constants.DISABLE_KITTY_KEY else f"\x1b[={_KEY_CODES}u"  # set, not put on a pile once more
        self.write(f"{_MODES}{_MOUSE if self._mouse else ''}{keys}")
