"""Plan: what is left to do, what if, what it hangs on, and one key from a suggestion to a planned activity."""

from __future__ import annotations

from threading import Event

import pytest
from driving import SIZES, at_each_size, drive, in_each_theme, is_harmless, screen_text, until
from textual.widgets import Input

from alcto_tui import requests
from alcto_tui.screens.entries.entry import EntryScreen
from alcto_tui.screens.planning import plan as plan_screen
from alcto_tui.screens.planning import plan_reading
from alcto_tui.screens.planning.plan import PlanScreen
from alcto_tui.screens.planning.plan_limits import PlanLimits

HEAD = """\
schema = 1
[person]
name = "Jordan Avery"
district = "Pine Hollow City Schools"
role_began = 2025-07-14
[[credential]]
program = "al-td-ceu"
settings = { academy = "finished" }
"""
ENTRY = """\
[[activity]]
id = "{id}"
title = "{title}"
date = 2026-01-28
hours = {hours}
strands = ["al-cto/it"]
offering = "{offering}"
"""
WINTER = ENTRY.format(id="winter", title="ALET Winter [b]Conference", hours=6, offering="alet/winter-conference")
FETC = ENTRY.format(id="fetc", title="FETC", hours=6, offering="external/fetc")
PLANNED = """\
[[activity]]
id = "summer"
title = "Region meeting"
date = 2026-09-10
hours = 3
strands = ["al-cto/it"]
offering = "alet/region-meeting"
status = "planned"
"""
PAST = PLANNED.replace("2026-09-10", "2026-02-10").replace('"summer"', '"past"')
STATES = {
    "to-do": HEAD + FETC,
    "planned": HEAD + FETC + PLANNED,
    "past": HEAD + FETC + PLANNED + PAST,
    "nothing-to-do": HEAD + WINTER + FETC,
    "out-of-reach": HEAD + "[[credential]]\nprogram = 'cosn-cetl'\nissued = 2020-01-10\n" + FETC,
    "none-held": "schema = 1\n[person]\nname = 'Jordan Avery'\n",
    "errors": HEAD + "hours = \n",
}


async def opened(pilot):
    """Open the screen and wait until everything is worked out."""
    app = pilot.app
    app.screen.post_message(requests.PlanRequested())
    await until(pilot, lambda: isinstance(app.screen, PlanScreen) and app.screen._desk is not None)
    await until(pilot, lambda: is_worked_out(app.screen))
    return app.screen


def is_worked_out(screen):
    """Whether the plan, the pace and the risk are there; or there is nothing to plan."""
    if screen._working:
        return False
    records = screen._desk.overview.records
    return (
        records is None
        or not records.credentials
        or screen._stopped
        or getattr(screen._reading, "risks", None) is not None
    )


def on(screen, title):
    """Move to the first row of this title."""
    rows = screen._rows
    at = next(at for at, row in enumerate(rows) if row.about is not None and row.about.title == title)
    screen.query_one("#rows").highlighted = at


@pytest.mark.parametrize("state", STATES)
def test_a_plan_is_shown(state, app_on, text_snapshot):
    app = app_on(STATES[state])

    async def walk(pilot):
        await opened(pilot)
        await at_each_size(pilot, text_snapshot)

    drive(app, walk, SIZES[0])


def test_a_plan_looks(app_on, demo_text, svg_snapshot):
    app = app_on(demo_text)

    async def walk(pilot):
        await opened(pilot)
        await in_each_theme(pilot, svg_snapshot)

    drive(app, walk)


def test_leaving_an_entry_out_on_trial_moves_the_standings_and_saves_nothing(app_on):
    app = app_on(STATES["planned"])
    before = app.folder.file.read_bytes()

    async def walk(pilot):
        screen = await opened(pilot)
        on(screen, "Region meeting")
        await pilot.press("space")
        await until(pilot, lambda: "What if" in screen_text(app) and not screen._working)
        assert "left out" in screen_text(app)
        await pilot.press("escape")
        await until(pilot, lambda: "What if\n" not in screen_text(app) and not screen._working)
        assert app.screen is screen

    drive(app, walk, SIZES[2])
    assert app.folder.file.read_bytes() == before


def test_a_suggestion_becomes_a_planned_activity_and_goes_again(app_on):
    app = app_on(STATES["to-do"])
    before = app.folder.file.read_bytes()

    async def walk(pilot):
        screen = await opened(pilot)
        screen.query_one("#rows").highlighted = next(
            at for at, row in enumerate(screen._rows) if row.about is not None and row.about.kind == "todo"
        )
        await pilot.press("a")
        await until(pilot, lambda: b'status = "planned"' in app.folder.file.read_bytes())
        await until(pilot, lambda: not screen._working and "counted as done" in screen_text(app))
        assert "nothing to do" in screen_text(app)
        await pilot.press("u")
        await until(pilot, lambda: app.folder.file.read_bytes() == before)

    drive(app, walk, SIZES[2])


def test_a_planned_day_that_has_passed_is_asked_about_and_can_be_dropped(app_on):
    app = app_on(HEAD + FETC + PAST)

    async def walk(pilot):
        await until(pilot, lambda: "Did you go?" in screen_text(app))
        assert "Press P to answer" in screen_text(app)
        screen = await opened(pilot)
        assert "Did you go?" in screen_text(app)
        on(screen, "Region meeting")
        await pilot.press("x", "y")
        await until(pilot, lambda: b"2026-02-10" not in app.folder.file.read_bytes())
        await until(pilot, lambda: not screen._working and "Did you go?" not in screen_text(app))
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is not screen)
        assert "Did you go?" not in screen_text(app)

    drive(app, walk, SIZES[2])


def test_a_planned_activity_is_looked_at_before_it_is_done(app_on):
    app = app_on(STATES["planned"])

    async def walk(pilot):
        screen = await opened(pilot)
        on(screen, "Region meeting")
        await pilot.press("m")
        await until(pilot, lambda: isinstance(app.screen, EntryScreen) and app.screen.is_current)
        assert b'"planned"' in app.folder.file.read_bytes()
        await pilot.press("f2")
        await until(pilot, lambda: type(app.screen).__name__ == "Question")  # its day has not come yet
        await pilot.press("d")
        await until(pilot, lambda: app.screen is screen)
        assert b'"planned"' not in app.folder.file.read_bytes()

    drive(app, walk, SIZES[2])


def test_within_other_limits_something_else_is_suggested(app_on):
    app = app_on(STATES["to-do"])

    async def walk(pilot):
        screen = await opened(pilot)
        first = screen_text(app)
        await pilot.press("w")
        await until(pilot, lambda: isinstance(app.screen, PlanLimits))
        app.screen.query_one("#away").query_one(Input).value = "2026-08-14..2026-09-30"
        await pilot.press("f2")
        await until(pilot, lambda: app.screen is screen and not screen._working)
        assert screen_text(app) != first
        assert is_harmless(screen_text(app))

    drive(app, walk, SIZES[2])


@pytest.mark.parametrize("way", ["escape", "leave"])
def test_long_work_says_how_far_it_is_and_ends_when_it_is_stopped(app_on, monkeypatch, way):
    ended = Event()

    def endless(_plan, tell):
        try:
            while not ended.wait(0.001):
                tell(52, 100)
        finally:
            ended.set()

    monkeypatch.setattr(plan_reading, "risks", endless)
    monkeypatch.setattr(plan_screen, "PATIENCE", 0.01)
    app = app_on(STATES["planned"])

    async def walk(pilot):
        await pilot.press("P")
        await until(pilot, lambda: "Working out the risk 52%; Esc stops" in screen_text(app))
        assert not ended.is_set()
        if way == "escape":
            await pilot.press("escape")
            await until(pilot, lambda: "Stopped; the risk is not known. F5 works it out again." in screen_text(app))
        else:
            app.pop_screen()
        await until(pilot, ended.is_set)

    drive(app, walk, SIZES[1])
