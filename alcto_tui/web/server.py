"""What answers the browser: one page, what it is made of, and a socket for each tab.

It listens on 127.0.0.1 alone. That keeps other computers out, and neither other accounts of this one nor the other
pages that are open in the same browser. So everything lies below a secret word of the address, which is new with each
start; a request must name this very server as its host, which a name that was pointed at 127.0.0.1 does not; and a
socket is given only to the page that came from here, which the browser says (`Origin`) and no page can feign.
"""

from __future__ import annotations

import asyncio
import secrets
import signal
import socket
from collections.abc import Awaitable, Callable
from contextlib import suppress
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from aiohttp import WSMsgType, web

from alcto_core import system
from alcto_tui.web.tabs import Tab

if TYPE_CHECKING:
    from alcto_tui.web.tab import Shown

ADDRESS = "127.0.0.1"
MOST_TABS = 12
"""Tabs at once: each is a process."""
_HERE = Path(__file__).parent
_OWN = {"page.css": "text/css", "page.js": "text/javascript"}
_MOST_OF_MESSAGE = 1 << 20
_MOST_CELLS = 1_000
_USUAL_SIZE = (80, 24)
_ASK_AGAIN = "Open the whole address that `alcto web` printed; it is another one after each start."
_FULL = f"{MOST_TABS} tabs are open already; close one of them."

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def listening(port: int) -> socket.socket:
    """A socket on a port of this computer, 0 for one that is free. Raises `OSError`."""
    found = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if system.current.name == "posix":
            found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind((ADDRESS, port))
        found.listen(64)
    except BaseException:
        found.close()
        raise
    return found


class Server:
    """Shows the screens to a browser. `tell` is given what a tab said that failed."""

    def __init__(self, shown: Shown, port: int, tell: Callable[[str], None]) -> None:
        self._shown = shown
        self._tell = tell
        self._word = secrets.token_urlsafe(16)
        self._hosts = {f"{ADDRESS}:{port}", f"localhost:{port}"}
        self._tabs: set[Tab] = set()
        self.address = f"http://{ADDRESS}:{port}/{self._word}/"
        """What is opened in the browser."""

    async def serve(self, listening: socket.socket, ready: Callable[[], None]) -> int:
        """Answer until a signal or Ctrl+C ends it, with every tab; the exit status. `ready` is called once it can be
        asked."""
        loop, told = asyncio.get_running_loop(), asyncio.Event()
        status = 0

        def end(number: int) -> None:
            nonlocal status
            status = 0 if number == signal.SIGINT else 128 + number
            told.set()

        for number in (signal.SIGINT, *system.current.signals()):
            with suppress(NotImplementedError):  # Windows, where Ctrl+C raises
                loop.add_signal_handler(number, end, number)
        runner = web.AppRunner(self.app(), access_log=None, handle_signals=False, shutdown_timeout=1)
        await runner.setup()
        try:
            await web.SockSite(runner, listening).start()
            ready()
            while not told.is_set():
                with suppress(TimeoutError):  # so that Windows looks for Ctrl+C
                    await asyncio.wait_for(told.wait(), 0.5)
        finally:
            await asyncio.gather(*(tab.end() for tab in self._tabs))
            await runner.cleanup()
        return status

    def app(self) -> web.Application:
        """All that can be asked for."""
        app = web.Application(middlewares=[self._guarded], client_max_size=0)
        below = f"/{self._word}"
        app.router.add_get(f"{below}/", self._page)
        app.router.add_get(f"{below}/socket", self._socket)
        for name in _OWN:
            app.router.add_get(f"{below}/{name}", self._own)
        app.router.add_static(f"{below}/static", Path(str(files("textual_serve"))) / "static")
        return app

    # -- who may ask ------------------------------------------------------------------------------------------------

    @web.middleware
    async def _guarded(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        refusal = self._refusal(request)
        response = refusal if refusal is not None else await handler(request)
        if not response.prepared:
            response.headers.update(self._rules(request.host))
        return response

    def _refusal(self, request: web.Request) -> web.Response | None:
        if request.headers.getall("Host", []) not in [[host] for host in self._hosts]:
            return web.Response(status=403, text="This is another host than the one that was asked for.")
        word = request.path.split("/")[1]
        if not secrets.compare_digest(word.encode(), self._word.encode()):
            return web.Response(status=404, text=_ASK_AGAIN)
        origin = request.headers.getall("Origin", [])
        asks_socket = request.path.endswith("/socket")
        if origin != [f"http://{request.host}"] and (origin or asks_socket):
            return web.Response(status=403, text="Only the page of this server may ask.")
        return None

    def _rules(self, host: str) -> dict[str, str]:
        """What the browser must keep to: nothing from elsewhere, no frame around it, and the address stays here."""
        policy = (
            "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; "
            f"img-src 'self' data:; connect-src ws://{host}; frame-ancestors 'none'; base-uri 'none'; "
            "form-action 'none'"
        )
        return {
            "Content-Security-Policy": policy,
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Referrer-Policy": "no-referrer",
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "DENY",
            "Cache-Control": "no-store",
        }

    # -- what is answered -------------------------------------------------------------------------------------------

    async def _page(self, request: web.Request) -> web.Response:
        text = (_HERE / "page.html").read_text("utf-8")
        socket_at = f"ws://{request.host}/{self._word}/socket"
        return web.Response(text=text.replace("SOCKET", socket_at), content_type="text/html")

    async def _own(self, request: web.Request) -> web.Response:
        name = request.path.rpartition("/")[2]
        return web.Response(text=(_HERE / name).read_text("utf-8"), content_type=_OWN[name])

    async def _socket(self, request: web.Request) -> web.StreamResponse:
        if len(self._tabs) >= MOST_TABS:
            return web.Response(status=503, text=_FULL)
        answer = web.WebSocketResponse(heartbeat=15, compress=False, max_msg_size=_MOST_OF_MESSAGE)
        await answer.prepare(request)
        size = _size(request.query.get("width"), request.query.get("height")) or _USUAL_SIZE
        tab = await Tab.begin(self._shown, *size)
        self._tabs.add(tab)
        typing = asyncio.create_task(_type(answer, tab))
        try:
            if failed := await tab.show(_Window(answer)):
                self._tell(failed)
        finally:
            typing.cancel()
            await tab.end()
            self._tabs.discard(tab)
            await answer.close()
        return answer


class _Window:
    """The page, as a tab draws on it."""

    def __init__(self, socket: web.WebSocketResponse) -> None:
        self._socket = socket

    async def draw(self, raw: bytes) -> None:
        await self._socket.send_bytes(raw)


async def _type(answer: web.WebSocketResponse, tab: Tab) -> None:
    """Hand on what the page says, until it leaves; then the tab ends."""
    async for message in answer:
        match _told(message):
            case ["stdin", str(text)]:
                await tab.type(text)
            case ["resize", {"width": width, "height": height}] if size := _size(width, height):
                await tab.tell(type="resize", width=size[0], height=size[1])
            case ["focus"]:  # that it lost it would overtake keys that still wait, and they would go elsewhere
                await tab.tell(type="focus")
            case ["ping", str(when)]:
                await answer.send_json(["pong", when])
    await tab.end()


def _told(message: object) -> object:
    """What a message of the page holds; None where it is none."""
    kind, data = getattr(message, "type", None), getattr(message, "data", None)
    if kind != WSMsgType.TEXT or not isinstance(data, str):
        return None
    import json

    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        return None


def _size(width: object, height: object) -> tuple[int, int] | None:
    """Columns and rows that a window may have; None for what is no size."""
    try:
        size = int(str(width)), int(str(height))
    except ValueError:
        return None
    return size if all(1 <= one <= _MOST_CELLS for one in size) else None
