"""`alcto web` in a process of its own, and a window on it without a browser: a socket, with a picture of what comes."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from types import MappingProxyType

import aiohttp
import pyte

PATIENCE = 30.0
"""Seconds for which a screen is awaited."""


class Served:
    """A server that runs."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout is not None
        self.process = process
        self.address = process.stdout.readline().strip()

    @property
    def host(self) -> str:
        return self.address.split("/")[2]

    @property
    def socket(self) -> str:
        return f"ws{self.address.removeprefix('http')}socket?width=100&height=30"

    def end(self, number: int = signal.SIGINT) -> int:
        """End it by a signal; the exit status."""
        self.process.send_signal(number)
        return self.process.wait(PATIENCE)

    def children(self) -> list[int]:
        """The processes that it began and that have not ended."""
        asked = ["ps", "-o", "pid=", "--ppid", str(self.process.pid)]
        return [int(one) for one in subprocess.run(asked, capture_output=True, text=True, check=False).stdout.split()]


@contextmanager
def served(folder: Path, *words: str, environ: Mapping[str, str] = MappingProxyType({})) -> Iterator[Served]:
    """Run `alcto web` on a folder."""
    process = subprocess.Popen(
        [sys.executable, "-m", "alcto_tui", "web", "--records", str(folder), "--on", "2026-08-14", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, **environ},
    )
    try:
        yield Served(process)
    finally:
        process.kill()
        process.communicate()


class Window:
    """A tab as the page of the server has it."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._picture = pyte.Screen(100, 30)
        self._painter = pyte.ByteStream(self._picture)

    @property
    def screen(self) -> str:
        """What is seen, line by line."""
        return "\n".join(line.rstrip() for line in self._picture.display)

    async def press(self, *keys: str) -> None:
        """Type, each key by itself."""
        for key in keys:
            await self.say(["stdin", key])

    async def say(self, message: object) -> None:
        """Say what the page might."""
        await self._socket.send_json(message)

    async def shows(self, *words: str) -> str:
        """Wait until all of these words are seen; the screen."""
        return await self.until(lambda screen: all(one in screen for one in words), f"{words} never came")

    async def until(self, holds: Callable[[str], object], why: str) -> str:
        """Wait until something holds of the screen; the screen."""
        end = asyncio.get_running_loop().time() + PATIENCE
        while not holds(self.screen):
            left = end - asyncio.get_running_loop().time()
            assert left > 0 and await self._read(left), f"{why}:\n{self.screen}"
        return self.screen

    async def closes(self) -> None:
        """Wait until the server closes it."""
        while await self._read(PATIENCE):
            pass
        assert self._socket.closed

    async def _read(self, seconds: float) -> bool:
        try:
            async with asyncio.timeout(seconds):  # aiohttp's own begins anew with each sign of life
                message = await self._socket.receive()
        except TimeoutError:
            return False
        if message.type is aiohttp.WSMsgType.BINARY:
            self._painter.feed(message.data)
        return message.type in (aiohttp.WSMsgType.BINARY, aiohttp.WSMsgType.TEXT)


@asynccontextmanager
async def window(served: Served) -> AsyncIterator[Window]:
    """A tab that is open."""
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(served.socket, headers={"Origin": f"http://{served.host}"}) as socket,
    ):
        yield Window(socket)
