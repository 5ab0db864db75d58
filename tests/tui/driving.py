"""Driving the app without a terminal, and its picture as text or SVG."""

from __future__ import annotations

import asyncio
import re
import threading
from collections.abc import Awaitable, Callable, Collection
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, Any
from unittest.mock import patch
from weakref import WeakKeyDictionary

import pytest
from textual._compositor import Compositor
from textual._context import visible_screen_stack
from textual.app import App, ScreenStackError
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.geometry import Region
from textual.message import Message
from textual.pilot import Pilot
from textual.screen import Screen
from textual.strip import Strip
from textual.widgets import OptionList

from alcto_tui.theme import DARK, LIGHT
from alcto_tui.widgets.pictures import Pictures
from alcto_tui.widgets.pictures_pane import PicturesPane

if TYPE_CHECKING:
    from _pytest.mark import ParameterSet
    from syrupy.assertion import SnapshotAssertion

SIZES = [(60, 20), (80, 24), (120, 40)]
SIZE_NAMES = ["60x20", "80x24", "120x40"]
TODAY = date(2026, 8, 14)
PATIENCE = 60.0
"""Seconds after which `until` gives up; what it waits for is a message, never the clock."""
LONGEST = 10 * PATIENCE
"""Seconds after which an app that does not end is given up: a failure, where it would hold up all other tests."""
QUIET = 0.05
"""Seconds without a message after which it looks all the same: no message tells of what others do to a file."""
WORK = 3.0
"""Seconds for which work beside the screen is awaited; what takes longer, a test holds up: it is not awaited again."""


def strips_of(app: App[Any]) -> list[Strip]:
    """What is on the screen, line by line."""
    return app.screen._compositor.render_strips()


def screen_text(app: App[Any]) -> str:
    """What is on the screen, line by line, without the blanks at the ends."""
    return text_of(strips_of(app))


def text_of(strips: list[Strip]) -> str:
    """The same of lines that were drawn already."""
    return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips) + "\n"


def is_harmless(text: str) -> bool:
    """Whether a screen holds nothing that a terminal would obey."""
    return text.replace("\n", "").replace("\u200d", "").isprintable()


def screen_svg(app: App[Any]) -> str:
    """What is on the screen as SVG, without the random parts of its ids."""
    return re.sub(r"terminal-\d+", "terminal", app.export_screenshot(title="alcto"))


async def resize(pilot: Pilot[Any], size: tuple[int, int]) -> None:
    """Give the window another size, and wait until the screen is laid out for it."""
    await pilot.resize_terminal(*size)
    pilot.app._check_resize()  # at once, not when Textual's timer for many sizes in a row has run out
    await pilot.pause()
    assert pilot.app.screen.size == size


def sized(once: Collection[str], anew: Collection[str]) -> list[ParameterSet]:
    """Values for `state` and `size`: states that open once, without a size, and some that open at each size anew.

    How far a screen is scrolled, and a toast that goes, depend on the size that it was opened in.
    """
    named = list(zip(SIZES, SIZE_NAMES, strict=True))
    opened = [pytest.param(state, None, id=state) for state in once if state not in anew]
    return opened + [pytest.param(state, size, id=f"{state}-{name}") for state in anew for size, name in named]


async def at_each_size(pilot: Pilot[Any], snapshot: SnapshotAssertion, only: tuple[int, int] | None = None) -> None:
    """What is on the screen is its picture at each size; with `only` at that one, which it has."""
    if only:
        assert screen_text(pilot.app) == snapshot
        return
    for size, name in zip(SIZES, SIZE_NAMES, strict=True):
        await resize(pilot, size)
        await still(pilot)
        assert screen_text(pilot.app) == snapshot(name=name)


async def still(pilot: Pilot[Any]) -> None:
    """Wait until what lies behind a question stands as well: its pictures are there, and nothing moves any more."""
    before, same = "", 0
    async with asyncio.timeout(PATIENCE):
        while len(pilot.app.screen_stack) > 2 and same < 3:
            await pilot.pause(0.05)
            now = screen_text(pilot.app)
            same = same + 1 if now == before and not _awaits_pictures(pilot.app) else 0
            before = now


def _awaits_pictures(app: App[Any]) -> bool:
    """Whether any screen has room for pictures that are not drawn yet."""
    panes = (pane for screen in app.screen_stack for pane in screen.query(PicturesPane))
    wanted = (pane for pane in panes if pane.display and pane._makes is not None)
    return any(not any(one.size for one in pane.query(Pictures)) for pane in wanted)


async def in_each_theme(pilot: Pilot[Any], snapshot: SnapshotAssertion) -> None:
    """The screen is its picture in each theme."""
    for theme in (DARK.name, LIGHT.name):
        pilot.app.theme = theme
        await pilot.pause()
        assert screen_svg(pilot.app) == snapshot(name=theme)


class Rest:
    """Tells when an app has come to rest: no message waits, nothing works beside it, and its screen is drawn."""

    def __init__(self, app: App[Any]) -> None:
        self._app = app
        self._heard = asyncio.Event()
        self._held_up: set[threading.Thread] = set()

    def hear(self, _message: Message) -> None:
        """A message arrived somewhere in the app."""
        self._heard.set()

    async def message(self, seconds: float) -> None:
        """Wait for the next message, or for so long."""
        self._heard.clear()
        with suppress(TimeoutError):
            await asyncio.wait_for(self._heard.wait(), seconds)

    async def come(self, *_seconds: float) -> bool:
        """Wait until it has. Textual's own guess takes a process that a busy machine gives no turn for idle."""
        loop: Any = asyncio.get_running_loop()
        end = loop.time() + WORK
        while True:
            await asyncio.sleep(0)
            if loop._ready:  # somebody can go on
                continue
            if working := self._working():
                if loop.time() < end:
                    await self.message(QUIET)
                    continue
                self._held_up |= working
            with suppress(ScreenStackError):
                self._app.screen._on_timer_update()  # what is due at the next beat of the screen
            if not loop._ready:
                return True

    def _working(self) -> set[threading.Thread]:
        threads = {thread for thread in threading.enumerate() if thread.name.startswith("alcto-")}
        return threads - self._held_up


_RESTS: WeakKeyDictionary[App[Any], Rest] = WeakKeyDictionary()


def _shown_to_nobody(
    compositor: Compositor, full: bool = False, screen_stack: list[Screen[Any]] | None = None, simplify: bool = False
) -> Any:
    """Draw every widget that is due, and do not put the drawings together: without a terminal nobody sees that."""
    if full or simplify:
        return _RENDER_UPDATE(compositor, full, screen_stack, simplify)
    visible_screen_stack.set(screen_stack or [])
    dirty = compositor._dirty_regions.copy()
    compositor._dirty_regions.clear()
    if dirty:
        for _ in compositor._get_renders(Region.from_union(dirty).intersection(compositor.size.region)):
            pass
    return None


_RENDER_UPDATE = Compositor.render_update


_PARSE_RULES = Stylesheet._parse_rules
_PARSED: dict[Any, list[RuleSet]] = {}


def _parsed_once(sheet: Stylesheet, css: str, **origin: Any) -> list[RuleSet]:
    """The rules of a style sheet, which no app changes: every app has the same ones, so one reading does for all."""
    key = (css, *origin.items(), *sheet._variables.items())
    if key not in _PARSED:
        _PARSED[key] = _PARSE_RULES(sheet, css, **origin)
    return _PARSED[key]


async def until(pilot: Pilot[Any], holds: Callable[[], object]) -> None:
    """Wait until a condition holds; the screen is settled then."""
    rest = _RESTS.get(pilot.app)
    loop = asyncio.get_running_loop()
    end = loop.time() + PATIENCE
    while loop.time() < end:
        await pilot.pause()
        if holds():
            await pilot.pause()
            return
        if pilot.app._exception is not None:
            break
        await (rest.message(QUIET) if rest else asyncio.sleep(QUIET))
    raise AssertionError(f"never came true; the screen shows:\n{screen_text(pilot.app)}")


def drive(app: App[Any], walk: Callable[[Pilot[Any]], Awaitable[object]], size: tuple[int, int] = (80, 24)) -> None:
    """Run the app without a terminal and walk through it; what the app raises is raised here."""

    async def session() -> None:
        rest = _RESTS[app] = Rest(app)
        with (
            patch("textual.app.wait_for_idle", rest.come),
            patch("textual.pilot.wait_for_idle", rest.come),
            patch.object(Pilot, "_wait_for_screen", rest.come),
            patch.object(Compositor, "render_update", _shown_to_nobody),
            patch.object(Stylesheet, "_parse_rules", _parsed_once),
        ):
            async with (
                asyncio.timeout(LONGEST),
                app.run_test(size=size, notifications=True, message_hook=rest.hear) as pilot,
            ):
                await until(pilot, lambda: app.screen.is_mounted)
                await walk(pilot)

    asyncio.run(session())


async def highlight(pilot: Pilot[Any], row: str) -> None:
    """Put the cursor of a list on a row by its id."""
    rows = pilot.app.screen.query_one("#rows", OptionList)
    rows.highlighted = rows.get_option_index(row)
    await pilot.pause()
