"""`alcto web` without a browser: who is answered and who is not, what is shown, what is changed, and how it ends."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import socket
import subprocess
import sys
import tomllib
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web
from browser_window import Window, served, window

from alcto_core import system
from alcto_core.demonstration import FOLDER
from alcto_tui.web.server import MOST_TABS, Server, listening
from alcto_tui.web.tab import Shown
from alcto_tui.web.tabs import environment

DEMO = FOLDER / "alabama.toml"
posix_only = pytest.mark.skipif(os.name != "posix", reason="signals and `ps` are POSIX")
DOWN, ENTER, TAB, F2 = "\x1b[B", "\r", "\t", "\x1bOQ"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The demo's records, in a folder whose name is a trap for a shell."""
    found = tmp_path / """it's "$HOME" & a`b`; records"""
    found.mkdir()
    shutil.copy(DEMO, found / "records.toml")
    return found


def everything(folder: Path) -> dict[str, bytes]:
    """All that lies in a folder, by its path."""
    return {str(one.relative_to(folder)): one.read_bytes() if one.is_file() else b"" for one in folder.rglob("*")}


def entry(title: str) -> tuple[str, ...]:
    """The keys that add an event of the catalogue from Home."""
    return ("a", *title, DOWN, ENTER, *"2026-06-10", TAB, *"6.5", TAB, " ", F2)


# -- who is answered --------------------------------------------------------------------------------------------------

Ask = Callable[..., Awaitable[tuple[int, Mapping[str, str], str]]]


def asking(folder: Path, questions: Callable[[Server, int, Ask], Awaitable[None]]) -> None:
    """Put questions to a server in this process: below its word, by a path, with headers."""

    async def run() -> None:
        found = listening(0)
        port = found.getsockname()[1]
        server = Server(Shown(str(folder), None, True, (), False), port, print)
        runner = web.AppRunner(server.app())
        await runner.setup()
        await web.SockSite(runner, found).start()

        async def ask(path: str = "", **headers: str) -> tuple[int, Mapping[str, str], str]:
            where = path if path.startswith("/") else f"{server.address}{path}"
            async with (
                aiohttp.ClientSession(f"http://127.0.0.1:{port}") as session,
                session.get(where, headers={name.replace("_", "-"): value for name, value in headers.items()}) as got,
            ):
                return got.status, got.headers, await got.text()

        try:
            await questions(server, port, ask)
        finally:
            await runner.cleanup()

    asyncio.run(run())


def test_the_page_and_all_that_it_needs_come_from_here_and_nothing_from_elsewhere(folder):
    async def questions(server: Server, port: int, ask: Ask) -> None:
        status, rules, page = await ask()
        assert status == 200
        policy = rules["Content-Security-Policy"]
        assert policy.startswith("default-src 'none';") and "frame-ancestors 'none'" in policy
        assert f"connect-src ws://127.0.0.1:{port};" in policy and "'unsafe-eval'" not in policy
        assert rules["Referrer-Policy"] == "no-referrer" and rules["X-Frame-Options"] == "DENY"
        assert f'"{server.address.replace("http", "ws")}socket"' in page
        style = (await ask("page.css"))[2]
        texts = [page, (await ask("page.js"))[2], style]
        assert not [text for text in texts if "http://" in text or "https://" in text]
        needed = [
            "static/js/textual.js",
            "static/css/xterm.css",
            *(part.split('"')[0] for part in style.split('url("')[1:]),
        ]
        for path in needed:
            async with aiohttp.ClientSession() as session, session.get(server.address + path) as got:
                assert got.status == 200 and len(await got.read()) > 1_000, path

    asking(folder, questions)


def test_a_name_that_was_pointed_here_is_refused(folder):
    async def questions(server: Server, port: int, ask: Ask) -> None:
        for host in (f"rebound.example:{port}", "127.0.0.1", f"127.0.0.1:{port + 1}", f"0.0.0.0:{port}", ""):
            assert (await ask(Host=host))[0] == 403, host
        for host in (f"127.0.0.1:{port}", f"localhost:{port}"):
            status, _, page = await ask(Host=host)
            assert status == 200 and f'"ws://{host}/' in page

    asking(folder, questions)


def test_who_does_not_know_the_address_gets_nothing(folder):
    async def questions(server: Server, port: int, ask: Ask) -> None:
        for path in ("/", "/socket", "/page.js", "/static/js/textual.js", f"/{'x' * 22}/", "/..%2f"):
            status, _, words = await ask(path)
            assert status == 404 and "whole address" in words, path
        assert (await ask("static/../../server.py"))[0] in (403, 404)
        assert (await ask("static/"))[0] in (403, 404)

    asking(folder, questions)


@pytest.mark.parametrize("origin", ["", "null", "http://evil.example", "https://127.0.0.1:{}", "http://127.0.0.1:1"])
def test_a_socket_is_given_to_no_other_page(origin, folder):
    upgrade = {
        "Connection": "Upgrade", "Upgrade": "websocket", "Sec_WebSocket_Version": "13",
        "Sec_WebSocket_Key": "dGhlIHNhbXBsZSBub25jZQ==",
    }  # fmt: skip

    async def questions(server: Server, port: int, ask: Ask) -> None:
        asked = {"Origin": origin.format(port)} if origin else {}
        status, _, words = await ask("socket", **upgrade, **asked)
        assert status == 403 and words == "Only the page of this server may ask."
        assert not server._tabs
        if origin:
            assert (await ask("", **asked))[0] == 403

    asking(folder, questions)


def test_it_listens_on_this_computer_alone():
    with listening(0) as found:
        assert found.getsockname()[0] == "127.0.0.1"


def test_a_tab_is_told_nothing_of_the_terminal_in_which_the_server_runs():
    around = {"STY": "1", "TMUX": "2", "TERM": "linux", "TERM_PROGRAM": "x", "TEXTUAL": "debug", "NO_COLOR": "1",
              "PATH": "/bin", "COLUMNS": "12"}  # fmt: skip
    found = environment(around, 100, 30)
    assert not {"STY", "TMUX", "TERM_PROGRAM", "TEXTUAL"} & set(found)
    assert (found["NO_COLOR"], found["PATH"], found["COLUMNS"], found["ROWS"]) == ("1", "/bin", "100", "30")


# -- what is shown and changed ----------------------------------------------------------------------------------------


def test_the_records_are_only_shown(folder):
    before = everything(folder)

    async def look(one: Window) -> None:
        await one.shows("Deadlines", "Here alcto only shows the records")
        await one.press("l")
        await one.shows("newest first")
        assert "a Add" not in one.screen and "e Edit" not in one.screen
        await one.press("x")
        await one.shows("Here alcto only shows the records")
        await one.press("\x1b", "l", *"aedm", "u", "u", "\x12", *"IEBMOD", "\x1b", *"hinr", "\x1b", "H")
        await one.shows("No earlier states yet")

    async def run() -> None:
        with served(folder) as server:
            async with window(server) as one:
                await look(one)
            assert server.end() == 0

    asyncio.run(run())
    assert everything(folder) == before


def test_what_is_not_a_key_changes_nothing_and_ends_nothing(folder):
    async def run() -> None:
        with served(folder) as server:
            async with window(server) as one:
                await one.shows("Deadlines")
                for odd in ([], {}, "x", ["stdin"], ["stdin", 5], ["resize", {"width": -1, "height": 10**9}],
                            ["resize", [1]], ["quit"], ["stdin", "\ud800"], None):  # fmt: skip
                    await one.say(odd)
                await one.press("l")
                await one.shows("newest first")
                await one.say(["resize", {"width": 80, "height": 24}])
                await one.say(["ping", "1"])
                await one.press("h")
                await one.shows("Deadlines")

    asyncio.run(run())


@posix_only
def test_two_tabs_that_save_at_once_are_both_in_the_file(folder):
    titles = ("ALET Summer Conference", "ALET Fall Conference")

    before = tomllib.loads(DEMO.read_text("utf-8"))["activity"]

    async def save(one: Window, words: str) -> None:
        """Save, and see both: what is told of the one may take the place of what is told of the other."""
        await one.shows("Deadlines")
        await one.press(*entry(words))
        await one.shows(f"{len(before) + len(titles)} entries, no problems")

    async def run() -> None:
        with served(folder, "--writable") as server:
            async with window(server) as one, window(server) as other:
                await asyncio.gather(save(one, "summer"), save(other, "fall conf"))
            assert server.end() == 0

    asyncio.run(run())
    after = tomllib.loads((folder / "records.toml").read_text("utf-8"))["activity"]
    assert after[: len(before)] == before
    assert sorted(one["title"] for one in after[len(before) :]) == sorted(titles)


@posix_only
def test_what_was_typed_in_a_tab_that_is_closed_is_kept(folder):
    async def run() -> None:
        with served(folder, "--writable") as server:
            async with window(server) as one:
                await one.shows("Deadlines")
                await one.press("a", *"half typed")
                await one.shows("half typed")
            async with window(server) as again:
                await again.shows("D ")
                await again.until(lambda screen: "half typed" in screen or "not saved" in screen, "no draft was kept")

    asyncio.run(run())
    assert list((folder / ".alcto" / "drafts").iterdir())


# -- how it ends ------------------------------------------------------------------------------------------------------


@posix_only
@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 0), (signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_signal_ends_it_and_every_tab(number, status, folder):
    async def run() -> None:
        with served(folder) as server:
            async with window(server) as one, window(server) as other:
                await one.shows("Deadlines")
                await other.shows("Deadlines")
                tabs = server.children()
                assert len(tabs) == 2
                server.process.send_signal(number)
                await one.closes()
                await other.closes()
            assert server.process.wait(20) == status
            assert not [tab for tab in tabs if is_running(tab)]
            assert not server.process.stderr.read().count("Traceback")

    asyncio.run(run())


@posix_only
def test_tabs_end_when_the_server_is_killed(folder):
    async def run() -> list[int]:
        with served(folder) as server:
            async with window(server) as one:
                await one.shows("Deadlines")
                tabs = server.children()
                server.process.kill()
                await one.closes()
                return tabs

    tabs = asyncio.run(run())
    assert len(tabs) == 1
    for tab in tabs:
        ended(tab)


@posix_only
def test_a_tab_that_is_closed_or_left_ends_its_process(folder):
    async def run() -> None:
        with served(folder) as server:
            async with window(server) as one:
                await one.shows("Deadlines")
                closed = server.children()
            async with window(server) as other:
                await other.shows("Deadlines")
                left = [tab for tab in server.children() if tab not in closed]
                await other.press("q")
                await other.closes()
            for tab in (*closed, *left):
                await asyncio.to_thread(ended, tab)
            assert server.process.poll() is None

    asyncio.run(run())


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def ended(pid: int) -> None:
    """Wait until a process that is not ours has ended."""
    subprocess.run(["tail", "--pid", str(pid), "-f", "/dev/null"], timeout=20, check=True)


# -- what is refused --------------------------------------------------------------------------------------------------


def said(folder: Path, *words: str) -> str:
    """What a call says that is refused."""
    done = subprocess.run(
        [sys.executable, "-m", "alcto_tui", "web", "--records", str(folder), *words],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 2 and not done.stdout
    return " ".join(done.stderr.split())


def test_another_address_is_refused(folder):
    for host in ("0.0.0.0", "::", "192.168.1.4", "example.org"):
        assert f"on this computer alone, at 127.0.0.1, and not at {host}" in said(folder, "--host", host)


def test_a_port_that_is_taken_is_said(folder):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        told = said(folder, "--port", str(port))
    assert f"Port {port} cannot be had" in told and "Without --port a free one is taken." in told


def test_without_records_it_does_not_begin(tmp_path):
    assert "There are no records in" in said(tmp_path)


def test_a_process_that_keeps_still_writes_nothing(tmp_path, monkeypatch):
    file = tmp_path / "there.txt"
    file.write_text("as it was", encoding="utf-8")
    monkeypatch.setattr(system, "_still", "alcto only shows the records here")
    for write in (
        lambda: system.write_file(file, b"other"),
        lambda: system.append_line(file, b"more"),
        lambda: system.make_folder(tmp_path / "new"),
        lambda: system.open_temporary(file, 0o600),
    ):
        with pytest.raises(OSError, match="alcto only shows the records here"):
            write()
    assert everything(tmp_path) == {"there.txt": b"as it was"}


def test_no_more_tabs_open_than_a_computer_bears(folder):
    async def questions(server: Server, port: int, ask: Ask) -> None:
        server._tabs = {object() for _ in range(MOST_TABS)}
        status, _, words = await ask("socket", Origin=f"http://127.0.0.1:{port}")
        assert status == 503 and words == f"{MOST_TABS} tabs are open already; close one of them."

    asking(folder, questions)
