"""`alcto web` in Chromium: `python tests/looks/web.py [--to FOLDER]`.

Opens the demo's records in a real browser, types and clicks as a person does, and prints a line for each thing that
was looked at; it ends with 1 where one is not as it should be. The pictures stay in the folder. The browser is asked
by its own protocol (DevTools), and the words on a page are read from what the page was sent.
"""

from __future__ import annotations

import argparse
import asyncio
import base64
import json
import shutil
import signal
import sys
import tempfile
import tomllib
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / "tui")]

import aiohttp  # noqa: E402 - found by the line above
import pyte  # noqa: E402
from aiohttp import web  # noqa: E402
from browser import ALONE, Look  # noqa: E402
from browser_window import Served, served  # noqa: E402
from programs import program  # noqa: E402

from alcto_core.demonstration import FOLDER  # noqa: E402

PATIENCE = 60.0
"""Seconds for which something is awaited."""
REBOUND = "rebound.example"
"""A name that was pointed at this computer."""
_CODES = {"Enter": ("\r", 13), "Tab": ("", 9), "Escape": ("", 27), "ArrowDown": ("", 40), "F2": ("", 113)}
_BOX = """(() => {
  const box = document.querySelector(".xterm-screen").getBoundingClientRect();
  return [box.x, box.y, box.width, box.height];
})()"""
_SOCKET = """new Promise(done => {
  const socket = new WebSocket("ADDRESS");
  socket.onopen = () => done("open");
  socket.onerror = () => done("refused");
})"""


class Page:
    """A tab of the browser."""

    def __init__(self, ask: Callable[..., Awaitable[Mapping[str, Any]]], session: str) -> None:
        self._ask, self._session = ask, session
        self.asked: list[str] = []
        """Every address that it asked for."""
        self._draw_anew(80, 24)

    def _draw_anew(self, width: int, height: int) -> None:
        self.cells = width, height
        self._picture = pyte.Screen(width, height)
        self._painter = pyte.ByteStream(self._picture)

    async def ask(self, method: str, **about: object) -> Mapping[str, Any]:
        """Ask the browser something about it."""
        return await self._ask(method, about, self._session)

    def hear(self, method: str, about: Mapping[str, Any]) -> None:
        """Something happened in it."""
        if method == "Network.requestWillBeSent":
            self.asked.append(about["request"]["url"])
        elif method == "Network.webSocketCreated":
            self.asked.append(about["url"])
            told = parse_qs(urlsplit(about["url"]).query)
            if "width" in told:
                self._draw_anew(int(told["width"][0]), int(told["height"][0]))
        elif method == "Network.webSocketFrameReceived" and about["response"]["opcode"] == 2:
            self._painter.feed(base64.b64decode(about["response"]["payloadData"]))

    @property
    def screen(self) -> str:
        """What alcto drew, line by line."""
        return "\n".join(line.rstrip() for line in self._picture.display).rstrip()

    async def shows(self, *words: str) -> None:
        """Wait until all of these words are seen. Raises `AssertionError`."""
        await until(lambda: all(one in self.screen for one in words), lambda: f"{words} never came:\n{self.screen}")

    async def press(self, *keys: str) -> None:
        """Press keys, each by its name or its letter."""
        for key in keys:
            text, code = _CODES.get(key, (key, 0))
            named = {"key": key, "code": key if len(key) > 1 else "", "windowsVirtualKeyCode": code}
            await self.ask("Input.dispatchKeyEvent", type="keyDown", text=text, **named)
            await self.ask("Input.dispatchKeyEvent", type="keyUp", **named)

    async def click(self, words: str) -> None:
        """Click on words that are seen."""
        lines = self.screen.split("\n")
        row = next(number for number, line in enumerate(lines) if words in line)
        x, y, width, height = await self.value(_BOX)
        place = {
            "x": x + width / self.cells[0] * (lines[row].index(words) + 1.5),
            "y": y + height / self.cells[1] * (row + 0.5),
        }
        for kind in ("mousePressed", "mouseReleased"):
            await self.ask("Input.dispatchMouseEvent", type=kind, button="left", clickCount=1, **place)

    async def value(self, script: str) -> Any:
        """What a script comes to in the page."""
        found = await self.ask("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        return found["result"].get("value")

    async def picture(self, to: Path) -> None:
        """Keep what is seen, once it is painted."""
        await self.value("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        found = await self.ask("Page.captureScreenshot", format="png")
        to.write_bytes(base64.b64decode(found["data"]))


async def until(holds: Callable[[], object], why: Callable[[], str]) -> None:
    """Wait until something holds. Raises `AssertionError`."""
    end = asyncio.get_running_loop().time() + PATIENCE
    while not holds():
        assert asyncio.get_running_loop().time() < end, why()
        await asyncio.sleep(0.05)


class Browser:
    """A Chromium of its own."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._answers: dict[int, asyncio.Future[Mapping[str, Any]]] = {}
        self._pages: dict[str, Page] = {}
        self._listening = asyncio.create_task(self._listen())

    async def _ask(self, method: str, about: Mapping[str, object], session: str = "") -> Mapping[str, Any]:
        number = len(self._answers) + 1
        answer = self._answers[number] = asyncio.get_running_loop().create_future()
        of = {"sessionId": session} if session else {}
        await self._socket.send_json({"id": number, "method": method, "params": about, **of})
        async with asyncio.timeout(PATIENCE):
            return await answer

    async def _listen(self) -> None:
        async for message in self._socket:
            told = json.loads(message.data)
            if "id" in told:
                self._answers[told["id"]].set_result(told.get("result", {}))
            elif told.get("sessionId") in self._pages:
                self._pages[told["sessionId"]].hear(told["method"], told["params"])

    async def open(self, address: str) -> Page:
        """A new tab on an address."""
        target = (await self._ask("Target.createTarget", {"url": "about:blank"}))["targetId"]
        session = (await self._ask("Target.attachToTarget", {"targetId": target, "flatten": True}))["sessionId"]
        page = self._pages[session] = Page(self._ask, session)
        await page.ask("Network.enable")
        await page.ask("Page.enable")
        await page.ask("Page.navigate", url=address)
        await page.ask("Page.bringToFront")
        return page


@asynccontextmanager
async def chromium(profile: Path) -> AsyncIterator[Browser]:
    """A browser without a window."""
    names = f"MAP {REBOUND} 127.0.0.1"
    process = await asyncio.create_subprocess_exec(
        program("chromium"), *ALONE, "--remote-debugging-port=0", f"--user-data-dir={profile}",
        f"--host-resolver-rules={names}", "--window-size=1200,760", "about:blank",
        stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert process.stderr is not None
    try:
        address = ""
        async with asyncio.timeout(PATIENCE):
            while not address:
                line = (await process.stderr.readline()).decode("utf-8", "replace")
                address = line.partition("DevTools listening on ")[2].strip()
        rest = asyncio.create_task(process.stderr.read())
        async with (
            aiohttp.ClientSession() as session,
            session.ws_connect(address, max_msg_size=0) as socket,
        ):
            yield Browser(socket)
        rest.cancel()
    finally:
        process.terminate()
        await process.wait()


@asynccontextmanager
async def another_server() -> AsyncIterator[str]:
    """A page of somebody else on this computer; its address."""

    async def answer(_request: web.Request) -> web.Response:
        return web.Response(text="<p>Another page</p>", content_type="text/html")

    app = web.Application()
    app.router.add_get("/", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/"
    finally:
        await runner.cleanup()


async def only_shown(browser: Browser, server: Served, to: Path) -> AsyncIterator[Look]:
    """What somebody sees and does who only looks."""
    page = await browser.open(server.address)
    await page.shows("Deadlines")
    await page.picture(to / "web-home.png")
    elsewhere = [one for one in page.asked if urlsplit(one).netloc != server.host and not one.startswith("data:")]
    yield Look("the page asks this server alone", ", ".join(elsewhere))
    fonts = await page.value("[...document.fonts].filter(one => one.status == 'loaded').map(one => one.family).join()")
    yield Look("its letters are its own", "" if "Roboto Mono" in fonts else f"loaded: {fonts}")
    await page.press("l")
    await page.shows("newest first")
    yield Look("keys work without a click before them", "")
    await page.picture(to / "web-activities.png")
    await until(lambda: "only shows" not in page.screen, lambda: "the first notice stayed")
    await page.press("a")
    await page.shows("Here alcto only shows the records")
    await page.picture(to / "web-only-shown.png")
    yield Look("a key that would change something is answered with a sentence", "")
    await page.press("h")
    await page.shows("Last period")
    await page.click("AL-CTO 2024-2027")
    await page.shows("Hand-in")
    yield Look("a click is taken", "")
    await page.press("Enter")
    await page.shows("Requirements")
    await page.picture(to / "web-credential.png")


async def other_pages(browser: Browser, server: Served) -> AsyncIterator[Look]:
    """What other pages in the same browser are given."""
    async with another_server() as address:
        page = await browser.open(address)
        await until(lambda: address in page.asked, lambda: "the other page never opened")
        told = await page.value(_SOCKET.replace("ADDRESS", server.socket))
        yield Look("a page of another server gets no socket", "" if told == "refused" else str(told))
        asked = f"fetch({json.dumps(server.address)}).then(() => 'read', () => 'refused')"
        told = await page.value(asked)
        yield Look("nor the page's text", "" if told == "refused" else str(told))
    rebound = server.address.replace("127.0.0.1", REBOUND)
    page = await browser.open(rebound)
    await until(lambda: rebound in page.asked, lambda: "the page never opened")
    await asyncio.sleep(1)
    told = await page.value("document.body.innerText")
    yield Look("a name that was pointed at this computer is refused", "" if "another host" in str(told) else str(told))
    page = await browser.open(server.address.replace("127.0.0.1", "localhost"))
    await page.shows("Deadlines")
    yield Look("“localhost” opens it as well", "")


async def changed(browser: Browser, server: Served, folder: Path, to: Path) -> AsyncIterator[Look]:
    """Two tabs that may change the records."""
    pages = [await browser.open(server.address) for _ in range(2)]
    for page in pages:  # both forms are open before anything is typed: a draft of the one would be offered to the other
        await page.ask("Page.bringToFront")
        await page.shows("Deadlines")
        await page.press("a")
        await page.shows("Add entry")
    for page, words in zip(pages, ("summer", "fall conf"), strict=True):
        await page.ask("Page.bringToFront")
        await page.press(*words, "ArrowDown", "Enter", *"2026-06-10", "Tab", *"6.5", "Tab", " ")
    for page in pages:
        await page.ask("Page.bringToFront")
        await page.shows("6.5 h logged")
        await page.picture(to / "web-entry.png")
        await page.press("F2")
    for page in pages:
        await page.shows("Saved “ALET")
    found = tomllib.loads((folder / "records.toml").read_text("utf-8"))["activity"]
    titles = sorted(one["title"] for one in found[-2:])
    is_right = titles == ["ALET Fall Conference", "ALET Summer Conference"]
    yield Look("what two tabs save is in the file", "" if is_right and len(found) == 44 else str(titles))
    tabs = server.children()
    server.process.send_signal(signal.SIGINT)
    status = await asyncio.to_thread(server.process.wait, PATIENCE)
    left = [tab for tab in tabs if Path(f"/proc/{tab}").exists()]
    yield Look("Ctrl+C ends it and every tab", "" if not status and not left else f"status {status}, left: {left}")
    for page in pages:
        await page.ask("Page.bringToFront")
        shown = await page.value("getComputedStyle(document.getElementById('ended')).display")
        yield Look("the page says that it has ended", "" if shown == "grid" else str(shown))
    await pages[-1].picture(to / "web-ended.png")


async def looks(to: Path, scratch: Path) -> AsyncIterator[Look]:
    """Everything that is looked at; records and browser lie in a folder that goes."""
    folder = scratch / """it's "$HOME" & a`b`; records"""
    folder.mkdir()
    shutil.copy(FOLDER / "alabama.toml", folder / "records.toml")
    before = (folder / "records.toml").read_bytes()
    async with chromium(scratch / "profile") as browser:
        with served(folder) as server:
            async for look in only_shown(browser, server, to):
                yield look
            async for look in other_pages(browser, server):
                yield look
        is_same = (folder / "records.toml").read_bytes() == before and len(list(folder.iterdir())) == 1
        yield Look("nothing in the folder was changed or made", "" if is_same else str(list(folder.iterdir())))
        with served(folder, "--writable") as server:
            async for look in changed(browser, server, folder, to):
                yield look


async def main(to: Path) -> int:
    """Look at everything; 1 where something is not as it should be."""
    faults = 0
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        async for look in looks(to, Path(scratch)):
            faults += bool(look.fault)
            said = f": {look.fault}" if look.fault else ""
            print(f"{'WRONG' if look.fault else 'right'}  {look.what}{said}", flush=True)
    print(f"{faults} wrong. Now look at the pictures in {to}.")
    return min(faults, 1)


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--to", type=Path, help="a folder for the pictures; else a new one")
    place: Path = asked.parse_args().to or Path(tempfile.mkdtemp(prefix="alcto-looks-"))
    place.mkdir(parents=True, exist_ok=True)
    raise SystemExit(asyncio.run(main(place)))
