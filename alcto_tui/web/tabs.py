"""A process for each tab of the browser: begun without a shell, fed with keys, and gone when its tab is."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Protocol

from alcto_core import system
from alcto_tui.ending import PATIENCE
from alcto_tui.web.tab import Shown

if TYPE_CHECKING:
    from asyncio.subprocess import Process

DRIVER = "alcto_tui.web.driver:BrowserTab"
_BEGINS = b"__GANGLION__\n"
"""What Textual's driver says before the first packet."""
_MOST_OF_PACKET = 1 << 26
_MOST_OF_ERRORS = 4_000
_AROUND = ("TEXTUAL", "COLORFGBG", "LINES", "STY", "TMUX", "VTE_", "TERM", "PYTHONIOENCODING")
"""How the variables begin that speak of the terminal in which the server runs, or of another driver."""


class Window(Protocol):
    """The browser's side of a tab."""

    async def draw(self, raw: bytes) -> None:
        """Show what the screens drew."""


def environment(environ: Mapping[str, str], width: int, height: int) -> dict[str, str]:
    """The variables of a tab of so many cells."""
    return {name: value for name, value in environ.items() if not name.startswith(_AROUND)} | {
        "TEXTUAL_DRIVER": DRIVER,
        "TEXTUAL_COLOR_SYSTEM": "truecolor",
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "PYTHONIOENCODING": "utf-8",
        "COLUMNS": str(width),
        "ROWS": str(height),
    }


class Tab:
    """One process with the screens."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self._errors = b""

    @classmethod
    async def begin(cls, shown: Shown, width: int, height: int) -> Tab:
        """Start the screens in a window of so many cells. Raises `OSError`."""
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-P", "-m", "alcto_tui.web.tab", json.dumps(shown),
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            env=environment(os.environ, width, height),
            # Ctrl+C in the terminal of the server is the server's, which then ends each tab in order.
            start_new_session=system.current.name == "posix",
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
        )  # fmt: skip
        return cls(process)

    async def show(self, window: Window) -> str:
        """Show what the screens draw until they end; "" or, where they failed, the last that they said."""
        errors = asyncio.create_task(self._read_errors())
        with suppress(asyncio.IncompleteReadError, ConnectionError):
            await self._draw_on(window)
        status = await self._process.wait()
        await errors
        return self._errors.decode("utf-8", "replace") if status else ""

    async def _draw_on(self, window: Window) -> None:
        assert self._process.stdout is not None
        read = self._process.stdout.readexactly
        if await read(len(_BEGINS)) != _BEGINS:
            return
        while True:
            head = await read(5)
            size = int.from_bytes(head[1:], "big")
            if size > _MOST_OF_PACKET:
                return
            payload = await read(size)
            if head[:1] == b"D":
                await window.draw(payload)
            elif head[:1] == b"M" and json.loads(payload).get("type") == "exit":
                return

    async def _read_errors(self) -> None:
        assert self._process.stderr is not None
        while part := await self._process.stderr.read(4096):
            self._errors = (self._errors + part)[-_MOST_OF_ERRORS:]

    async def type(self, text: str) -> None:
        """Hand on what was typed."""
        await self._send(b"D", text.encode("utf-8", "ignore"))

    async def tell(self, **about: str | int) -> None:
        """Say what happened to the window: `type` is resize (with width and height), focus or quit."""
        await self._send(b"M", json.dumps(about).encode("ascii"))

    async def _send(self, kind: bytes, payload: bytes) -> None:
        assert self._process.stdin is not None
        with suppress(OSError, RuntimeError):  # the screens have ended
            self._process.stdin.write(b"%s%s%s" % (kind, len(payload).to_bytes(4, "big"), payload))
            await self._process.stdin.drain()

    async def end(self) -> None:
        """End the screens as a hang-up would, which keeps what was typed; by force where that takes too long."""
        await self.tell(type="quit")
        for harder in (None, self._process.terminate, self._process.kill):
            if harder is not None:
                with suppress(ProcessLookupError):
                    harder()
            with suppress(asyncio.TimeoutError):
                await asyncio.wait_for(self._process.wait(), PATIENCE)
                return
