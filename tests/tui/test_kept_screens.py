"""A screen that was closed is kept, and opens again as a new one would stand, without being filled again."""

from __future__ import annotations

import made_up_log
from driving import drive, resize, screen_svg, screen_text, until
from textual.widgets import Input

from alcto_tui import requests
from alcto_tui.screens.at_home.home import HomeScreen
from alcto_tui.screens.log import activities
from alcto_tui.screens.log.activities import ActivitiesScreen
from alcto_tui.theme import LIGHT
from alcto_tui.widgets.log_table import LogTable


async def opened(pilot, **asked):
    """The log, opened from where the person is."""
    pilot.app.screen.post_message(requests.ActivitiesRequested(**asked))
    await until(
        pilot, lambda: isinstance(pilot.app.screen, ActivitiesScreen) and pilot.app.screen.query_one(LogTable).row_count
    )
    return pilot.app.screen


async def home(pilot):
    pilot.app.screen.action_home()
    await until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen))


def test_it_stands_as_a_new_one_would(app_on):
    app = app_on(made_up_log.LOGGED)

    async def walk(pilot):
        first = await opened(pilot)
        as_new = screen_text(app)
        await pilot.press("down", "space", "S", "v")
        await pilot.press("slash", "f", "e", "enter", "down")
        await until(pilot, lambda: first.typed == "fe" and "1 marked" in screen_text(app))
        await home(pilot)
        again = await opened(pilot)
        assert again is first
        await until(pilot, lambda: screen_text(app) == as_new)
        assert again.focused is again.query_one(LogTable)

    drive(app, walk)


def test_it_takes_what_it_is_opened_with(app_on):
    app = app_on(made_up_log.LOGGED)

    async def walk(pilot):
        first = await opened(pilot)
        await home(pilot)
        searching = await opened(pilot, searching=True)
        await until(pilot, lambda: searching.focused is searching.query_one("#find", Input))
        await home(pilot)
        narrowed = await opened(pilot, find="winter")
        await until(pilot, lambda: narrowed.query_one(LogTable).row_count == 1)
        await home(pilot)
        id = first.overview.records.activities[0].id
        marked = await opened(pilot, marked=(id,))
        await until(pilot, lambda: "1 marked" in screen_text(app))
        assert first is searching is narrowed is marked
        assert marked.typed == ""
        assert marked.query_one(LogTable).row_count == len(app.overview.records.activities)

    drive(app, walk)


def test_it_is_filled_again_only_where_the_overview_is_new(app_on, monkeypatch):
    app = app_on(made_up_log.LOGGED)
    books = []
    made = activities.Logbook
    monkeypatch.setattr(activities, "Logbook", lambda overview, **how: books.append(overview) or made(overview, **how))

    async def walk(pilot):
        screen = await opened(pilot)
        await home(pilot)
        await opened(pilot)
        assert books == [app.overview]
        await home(pilot)
        before = app.overview
        app.folder.file.write_text(made_up_log.LOGGED.replace("deep dive", "again"), encoding="utf-8")
        app._load()
        await until(pilot, lambda: app.overview is not before)
        assert len(books) == 1  # nobody sees it yet
        await opened(pilot)
        await until(pilot, lambda: "Admin console again" in screen_text(app))
        assert books == [before, app.overview]
        assert screen is app.screen

    drive(app, walk)


def test_where_it_is_open_already_another_one_opens_above_it(app_on):
    app = app_on(made_up_log.LOGGED)

    async def walk(pilot):
        first = await opened(pilot)
        app.screen.post_message(requests.PlanRequested())
        await until(pilot, lambda: app.screen is not first)
        second = await opened(pilot)
        assert second is not first
        await home(pilot)
        assert await opened(pilot) is first

    drive(app, walk)


def test_it_has_the_size_and_the_colours_that_the_window_got_meanwhile(app_on):
    app = app_on(made_up_log.LOGGED)
    seen = []

    async def walk(pilot):
        await opened(pilot)
        await home(pilot)
        await resize(pilot, (120, 40))
        app.theme = LIGHT.name
        await pilot.pause()
        await opened(pilot)
        await until(pilot, lambda: app.screen.has_class("-tall"))
        await pilot.pause()
        seen.append(screen_svg(app))

    async def walk_anew(pilot):
        app.theme = LIGHT.name
        await opened(pilot)
        await pilot.pause()
        seen.append(screen_svg(app))

    drive(app, walk)
    app = app_on(made_up_log.LOGGED)
    drive(app, walk_anew, (120, 40))
    assert seen[0] == seen[1]
