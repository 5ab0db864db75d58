"""alcto in a real pseudo-terminal: what is typed goes in, what is drawn comes out. POSIX only."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType

import pyte

PATIENCE = 20.0
"""Seconds for which a screen is awaited; a condition is looked at, never the clock alone."""
_ESCAPES = re.compile(
    rb"\x1b\[[0-?]*[ -/]*[@-~]"  # control sequences
    rb"|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)"  # operating system commands
    rb"|\x1b[PX^_].*?\x1b\\"  # device control and other strings
    rb"|\x1b[@-Z\\-_=>]",  # single escapes
    re.S,
)
_KEY_CODES = re.compile(rb"\x1b\[[<>=]\d*u")
_MODES = re.compile(rb"\x1b\[\?(\d+)([hl])")
"""Private modes: number, and whether it is switched on or off."""


class Picture(pyte.Screen):
    """What a terminal shows."""

    def report_device_status(self, mode: int, **_private: bool) -> None:
        """Nobody is answered. Newer versions of tmux ask with a private mark, for which pyte 0.8.2 has no word."""


class Terminal:
    """One run of alcto on its own terminal of 80 columns and 24 lines."""

    def __init__(
        self,
        folder: Path,
        *arguments: str,
        size: tuple[int, int] = (80, 24),
        with_plugins: bool = False,
        environ: Mapping[str, str] = MappingProxyType({}),
        program: Sequence[str] = (),
    ) -> None:
        """With a `program` that one runs instead of alcto itself."""
        self.master, slave = pty.openpty()
        columns, lines = size
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        self.before = termios.tcgetattr(slave)
        self._slave = slave
        chosen = () if with_plugins else ("--no-plugins",)
        around = {**os.environ, "TERM": "xterm-256color", "ALCTO_RECORDS": str(folder), **environ}
        self.process = subprocess.Popen(
            program or [sys.executable, "-m", "alcto_tui", *chosen, "--on", "2026-08-14", *arguments],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=around,
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        )
        self.output = b""
        self._seen = 0
        self._picture = Picture(columns, lines)
        self._painter = pyte.ByteStream(self._picture)
        self._painted = 0

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_error: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        for handle in (self.master, self._slave):
            with suppress(OSError):
                os.close(handle)

    def read(self, seconds: float) -> bool:
        """Take what was drawn; whether there was anything."""
        if not select.select([self.master], [], [], seconds)[0]:
            return False
        try:
            part = os.read(self.master, 65536)
        except OSError:
            return False
        self.output += part
        return bool(part)

    def wait_for(self, words: str) -> None:
        """Wait until these words are drawn, after all that was awaited before."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            drawn = _ESCAPES.sub(b"", self.output[self._seen :]).decode("utf-8", "replace")
            if words in drawn:
                self._seen = len(self.output)
                return
            if not self.read(0.05) and self.process.poll() is not None:
                break
        raise AssertionError(f"“{words}” never came; drawn since: {drawn[-2000:]!r}")

    @property
    def screen(self) -> str:
        """What a person sees, line by line."""
        new = self.output[self._painted :]
        # What is not whole yet waits; the key codes of some keyboards are unknown to the one who paints.
        tail = new[new.rfind(b"\x1b") :] if b"\x1b" in new[-40:] else b""
        whole = new[: -len(tail)] if tail and not _ESCAPES.match(tail) else new
        self._painted += len(whole)
        self._painter.feed(_KEY_CODES.sub(b"", whole))
        return "\n".join(line.rstrip() for line in self._picture.display)

    def shows(self, *words: str) -> str:
        """Wait until all of these words are seen, wherever; the screen."""
        return self.settles(lambda screen: all(one in screen for one in words), f"{words} never came")

    def settles(self, holds: Callable[[str], object], why: str = "it never came") -> str:
        """Wait until something holds of the screen; the screen."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if not self.read(0.05):
                if holds(screen := self.screen):
                    return screen
                if self.process.poll() is not None:
                    break
        raise AssertionError(f"{why}:\n{self.screen}")

    def rests(self) -> str:
        """Wait until nothing more is drawn for a while; the screen."""
        while self.read(0.5):
            pass
        return self.screen

    def resize(self, columns: int, lines: int) -> None:
        """Give the window another size, and say so as a window does."""
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        self.process.send_signal(signal.SIGWINCH)

    def press(self, keys: str) -> None:
        """Type."""
        os.write(self.master, keys.encode())

    def ends(self) -> int:
        """Wait for the end; the exit status."""
        end = time.monotonic() + PATIENCE
        while self.process.poll() is None and time.monotonic() < end:
            self.read(0.05)
        while self.read(0):
            pass
        if self.process.returncode is None:
            raise AssertionError("it never ended")
        return self.process.returncode

    def is_restored(self) -> bool:
        """Whether the terminal is as it was: its modes, the cursor, and the screen under alcto's."""
        return (
            termios.tcgetattr(self._slave) == self.before
            and self.output.rfind(b"\x1b[?1049l") > self.output.rfind(b"\x1b[?1049h")
            and self.output.rfind(b"\x1b[?25h") > self.output.rfind(b"\x1b[?25l")
        )

    def modes_left_on(self) -> set[str]:
        """What was switched on at the terminal and not off again: the mouse, bracketed paste, key codes."""
        last = {number: switch for number, switch in _MODES.findall(self.output) if number not in (b"7", b"25")}
        left = {f"mode {number.decode()}" for number, switch in last.items() if switch == b"h"}
        pushed, popped = self.output.count(b"\x1b[>1u"), self.output.count(b"\x1b[<u")
        return left | ({"key codes"} if pushed > popped else set())

    def hang_up(self) -> None:
        """Close the terminal under it, as a closed window does."""
        os.close(self._slave)
        os.close(self.master)
        self.process.send_signal(signal.SIGHUP)


ENTER, TAB, ESCAPE, DOWN, RIGHT, F2 = "\r", "\t", "\x1b", "\x1b[B", "\x1b[C", "\x1bOQ"
