"""Activities: the log, its filter, and what each activity counted for."""

from __future__ import annotations

import made_up
import made_up_log
import pytest
from driving import SIZES, at_each_size, drive, in_each_theme, screen_text, until
from textual.widgets import Input

from alcto_tui import messages
from alcto_tui.screens.activities import ActivitiesScreen
from alcto_tui.widgets.log_table import LogTable

LONG = made_up.NO_ACTIVITIES + "".join(
    f"""
[[activity]]
id = "long-{number}"
title = "{"A title that goes on and on, as official titles of workshops like to do, " * 3}number {number}"
location = "{"Some very long place, " * 4}Alabama"
date = 2026-0{number}-15
hours = 1{number}.25
strands = ["al-cto/it", "al-cto/data", "al-cto/law-ethics", "al-cto/planning"]
justification = "{"Because of many duties. " * 10}"
description = "{"It was long. " * 20}"
note = "日本語 👩‍👩‍👧 العربية"
"""
    for number in range(1, 8)
)
MANY = made_up.NO_ACTIVITIES + "".join(
    f"""
[[activity]]
id = "a{number:04}"
title = "Session {number}"
date = 2026-0{1 + number % 7}-{1 + number % 28:02}
hours = 1
strands = ["al-cto/it"]
"""
    for number in range(620)
)
STATES = {
    "none": made_up.NO_ACTIVITIES,
    "healthy": made_up.HEALTHY,
    "problems": made_up.RECORD_PROBLEMS,
    "not-toml": made_up.PROBLEMS,
    "long": LONG,
}


async def opened(pilot, **asked):
    """Open the screen and wait until it is filled and its detail is shown."""
    app = pilot.app
    app.screen.post_message(messages.ActivitiesRequested(**asked))
    await until(pilot, lambda: isinstance(app.screen, ActivitiesScreen))
    await until(pilot, lambda: is_settled(app.screen))


def is_settled(screen):
    """Whether table and detail show the same activity, or there is none to show."""
    table = screen.query_one(LogTable)
    current = screen._current()
    if current is None:
        return screen.query_one("#told").display
    return table.row_count and current.title[:10] in screen.query_one("#words").content.plain


def cursor(app):
    """The activity under the cursor."""
    return app.screen.query_one(LogTable).activity


@pytest.mark.parametrize("state", STATES)
def test_activities_show(state, app_on, text_snapshot):
    app = app_on(STATES[state])

    async def walk(pilot):
        await opened(pilot)
        await at_each_size(pilot, text_snapshot)

    drive(app, walk, SIZES[0])


def test_activities_of_two_programs_show(app_on, text_snapshot):
    app = app_on(made_up_log.LOGGED)

    async def walk(pilot):
        await opened(pilot)
        app.screen.query_one(LogTable).move_cursor(row=2)
        await until(pilot, lambda: "FETC" in app.screen.query_one("#words").content.plain)
        await at_each_size(pilot, text_snapshot)

    drive(app, walk, SIZES[0])


def test_a_filter_without_a_match_says_so(app_on, text_snapshot):
    app = app_on(made_up_log.LOGGED)

    async def walk(pilot):
        await opened(pilot, find="underwater basket", searching=True)
        await at_each_size(pilot, text_snapshot)

    drive(app, walk, SIZES[0])


def test_activities_look(app_on, svg_snapshot):
    app = app_on(made_up_log.LOGGED)

    async def walk(pilot):
        await opened(pilot)
        app.screen.query_one(LogTable).move_cursor(row=2)
        await until(pilot, lambda: "FETC" in app.screen.query_one("#words").content.plain)
        await in_each_theme(pilot, svg_snapshot)

    drive(app, walk)


def test_the_whole_of_an_activity_is_shown_on_demand(app_on):
    app = app_on(made_up_log.LOGGED)

    async def walk(pilot):
        await opened(pilot, find="winter 2026-01")
        assert "Ransomware tabletop" not in screen_text(app)
        await app.screen.run_action("whole")
        await until(pilot, lambda: "Ransomware tabletop" in screen_text(app))

    drive(app, walk)


def test_the_log_is_found_edited_and_deleted_by_keys(app_on):
    app = app_on(made_up_log.LOGGED)

    async def walk(pilot):
        await until(pilot, lambda: app.screen.is_current)
        await pilot.press("l")
        await until(pilot, lambda: isinstance(app.screen, ActivitiesScreen) and is_settled(app.screen))
        await pilot.press("slash", *"fetc", "enter")
        await until(pilot, lambda: cursor(app) == "fetc")
        await pilot.press("x")
        await until(pilot, lambda: not isinstance(app.screen, ActivitiesScreen))
        await pilot.press("y")
        await until(pilot, lambda: app.overview.records.activity("fetc") is None)
        await until(pilot, lambda: "No activity holds" in screen_text(app))
        await pilot.press("u")
        await until(pilot, lambda: cursor(app) == "fetc")
        await pilot.press("enter")
        await until(pilot, lambda: app.screen.query("#title-input"))
        assert app.screen.query_one("#title-input", Input).value.startswith("Future of Education")
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, ActivitiesScreen))
        await pilot.press("escape")
        await until(pilot, lambda: app.screen.query_one(LogTable).row_count == made_up_log.COUNT)
        assert cursor(app) == "fetc"
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(app.screen, ActivitiesScreen))

    drive(app, walk)


def test_the_cursor_stays_on_its_record_when_the_file_changes(app_on):
    app = app_on(made_up_log.LOGGED)

    async def walk(pilot):
        await opened(pilot)
        app.screen.query_one(LogTable).move_cursor(row=5)
        before = cursor(app)
        newer = '\n[[activity]]\nid = "new"\ntitle = "Newest"\ndate = 2026-08-01\nhours = 1\nstrands = ["al-cto/it"]\n'
        app.folder.file.write_text(made_up_log.LOGGED + newer, encoding="utf-8")
        await app.screen.run_action("reload")
        await until(pilot, lambda: app.screen.query_one(LogTable).row_count == made_up_log.COUNT + 1)
        assert cursor(app) == before

    drive(app, walk)


def test_the_cursor_goes_to_what_was_added_from_here(app_on):
    app = app_on(made_up_log.LOGGED)

    async def walk(pilot):
        await opened(pilot)
        await app.screen.run_action("add")
        await until(pilot, lambda: app.screen.query("#title-input") and app.screen._foresight is not None)
        for key, value in {"title": "Quiet week", "date": "2025-04-01", "hours": "1"}.items():
            app.screen.query_one(f"#{key}-input", Input).value = value
        await pilot.pause()
        await app.screen.run_action("save")
        await until(pilot, lambda: isinstance(app.screen, ActivitiesScreen))
        await until(pilot, lambda: cursor(app) == "2025-04-01-quiet-week")

    drive(app, walk)


def test_of_very_many_the_newest_are_shown_with_a_sentence(app_on):
    app = app_on(MANY)

    async def walk(pilot):
        await opened(pilot)
        table = app.screen.query_one(LogTable)
        await until(pilot, lambda: table.row_count == 500)
        assert "The newest 500 of 620 are shown" in screen_text(app)
        app.screen.query_one("#find", Input).value = "session 61"
        await until(pilot, lambda: table.row_count == 16)
        assert "are shown" not in screen_text(app)

    drive(app, walk)


def test_a_click_on_a_row_shows_its_detail(app_on):
    app = app_on(made_up_log.LOGGED)

    async def walk(pilot):
        await opened(pilot)
        await pilot.click(LogTable, offset=(20, 4))
        await until(pilot, lambda: cursor(app) == "2025-05-14")
        await until(pilot, lambda: is_settled(app.screen))

    drive(app, walk)
