"""A window that is resized in a burst, as a tiling window manager does it: alcto comes to rest afterwards."""

from __future__ import annotations

import os
import random
import sys
from pathlib import Path

import made_up_log
import pytest
from driving import drive, resize, still, until
from every_screen import EveryScreen
from textual.events import Resize
from textual.geometry import Size
from textual.screen import Screen

from alcto_tui import requests
from alcto_tui.screens.at_home.home import HomeScreen
from alcto_tui.screens.base.question import Question
from alcto_tui.screens.log.activities import ActivitiesScreen
from alcto_tui.widgets.literal import Words, line
from alcto_tui.widgets.log_table import LogTable

if os.name == "posix":
    from terminal import Terminal

SCREENS = ("Home", "Activities", "Delete", "Session", "Agenda", "Draft", "You", "Restore", "Palette")
SIZES = [(100 + number, 30 + number) for number in range(12)]
BURST = 120
LOOKS = 20
"""How often it may be found busy before it counts as spinning; each look takes a second."""
AT_REST = 0.25
"""Share of a processor."""
FORMS = {
    "Home": (),
    "the form of the person": (("i", "District"),),
    "a session of an entry": (("l", "Activities"), ("e", "Edit entry"), ("\x1bOR", "Session")),
    "a question": (("l", "Activities"), ("x", "Keep")),
    "the list of commands": (("\x10", "Search"),),
}
"""The keys that open it, and a word that stands there then."""


def test_a_size_that_the_window_has_no_more_is_never_laid_out(app_on, monkeypatch):
    app = app_on(made_up_log.LOGGED)
    laid_out = []
    lay_out = Screen._screen_resized

    def noted(screen, size):
        laid_out.append(tuple(size))
        lay_out(screen, size)

    monkeypatch.setattr(Screen, "_screen_resized", noted)

    async def walk(pilot):
        screens = EveryScreen(pilot, "x")
        screens.lay_beside()

        async def look(name):
            laid_out.clear()
            app._size = Size(*SIZES[-1])
            for size in SIZES:
                app.screen.post_message(Resize(Size(*size), Size(*size)))
                await pilot.pause()
            assert set(laid_out) == {SIZES[-1]}, name
            await pilot.resize_terminal(80, 24)

        assert await screens.walk(look, lambda name: name in SCREENS) == len(SCREENS)

    drive(app, walk)


def test_the_right_size_is_not_lost_with_an_old_one_that_comes_after_it(app_on):
    app = app_on(made_up_log.LOGGED)

    async def walk(pilot):
        screens = EveryScreen(pilot, "x")

        async def look(name):
            app._size = now = Size(100, 30)
            app.screen.post_message(Resize(now, now))
            app.screen.post_message(Resize(Size(20, 5), Size(20, 5)))
            await until(pilot, lambda: app.screen.size == now)
            assert not app.screen.has_class("-tiny-width"), name
            await pilot.resize_terminal(30, 8)

        await pilot.resize_terminal(30, 8)
        assert await screens.walk(look, lambda name: name in ("Home", "Activities", "Help")) == 3

    drive(app, walk)


def processor_seconds(pid: int) -> float:
    """What the process has used of a processor so far."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def is_at_rest(terminal: Terminal) -> bool:
    """Whether the process hardly works for a second."""
    before = processor_seconds(terminal.process.pid)
    end = os.times().elapsed + 1
    while (left := end - os.times().elapsed) > 0:
        terminal.read(left)
    return processor_seconds(terminal.process.pid) - before < AT_REST


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads the processor time from /proc")
@pytest.mark.parametrize("form", FORMS)
def test_after_a_burst_of_sizes_it_comes_to_rest(form, tmp_path):
    (tmp_path / "records.toml").write_text(made_up_log.LOGGED, encoding="utf-8")
    chance = random.Random(form)
    with Terminal(tmp_path) as terminal:
        terminal.shows("NOT YET")
        for key, word in FORMS[form]:
            terminal.press(key)
            terminal.shows(word)
        for _ in range(BURST):
            terminal.resize(chance.randint(40, 200), chance.randint(10, 60))
            terminal.read(0.01)
        terminal.resize(80, 24)
        assert any(is_at_rest(terminal) for _ in range(LOOKS))


@pytest.mark.parametrize(
    "request_of", [requests.ActivitiesRequested, requests.CatalogueRequested, requests.RulesRequested]
)
def test_what_opens_in_a_window_that_is_too_small_takes_keys_as_commands_once_there_is_room(request_of, app_on):
    app = app_on(made_up_log.LOGGED)

    async def walk(pilot):
        await until(pilot, lambda: app.screen.is_current)
        app.screen.post_message(request_of())
        await until(pilot, lambda: not isinstance(app.screen, HomeScreen))
        await pilot.resize_terminal(80, 24)
        await pilot.press("h")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))

    drive(app, walk, (30, 8))


def test_what_changes_behind_a_question_is_drawn(app_on, monkeypatch):
    app = app_on(made_up_log.LOGGED)

    async def walk(pilot):
        app.screen.post_message(requests.ActivitiesRequested())
        await until(
            pilot, lambda: isinstance(app.screen, ActivitiesScreen) and app.screen.query_one(LogTable).row_count
        )
        behind = app.screen
        behind.action_delete()
        await until(pilot, lambda: isinstance(app.screen, Question))
        await pilot.pause()
        drawn = []
        monkeypatch.setattr(app.screen, "refresh", lambda *regions, **_how: drawn.extend(regions))
        behind.head(line("Something else"))
        await until(pilot, lambda: drawn)
        assert [region.y for region in drawn] == [0]
        drawn.clear()
        behind.query_one("#told", Words).display = True  # the table makes room for it
        behind.query_one("#told", Words).show("More\nlines\nthan\nbefore")
        await until(pilot, lambda: len({region.y for region in drawn}) > 0)

    drive(app, walk)


def test_home_behind_a_question_breaks_its_lines_for_the_size_that_is_there(app_on, demo_text):
    app = app_on(demo_text)

    async def walk(pilot):
        await until(pilot, lambda: not app.is_busy)
        home = app.screen
        words = home.query_one("#aside", Words)
        sizes = ((80, 24), (120, 40), (60, 20), (200, 50))
        shown = {}
        for size in sizes:
            await resize(pilot, size)
            await until(pilot, lambda: not app.is_busy)
            shown[size] = words.content.plain, words.size
        home.post_message(requests.ExportFormRequested())
        await until(pilot, lambda: app.screen is not home)
        for size in sizes:
            await resize(pilot, size)
            await still(pilot)
            assert (words.content.plain, words.size) == shown[size], size

    drive(app, walk)
