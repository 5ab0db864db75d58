"""Activities: the log, its filter, and what each activity counted for."""

from __future__ import annotations

import json

import made_up
import made_up_log
import made_up_programs
import pytest
from click.testing import CliRunner
from driving import SIZES, TODAY, at_each_size, drive, in_each_theme, resize, screen_text, until
from textual.widgets import Input

from alcto_core.cli.group import command
from alcto_tui import requests
from alcto_tui.screens.log.activities import ActivitiesScreen
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
    app.screen.post_message(requests.ActivitiesRequested(**asked))
    await until(pilot, lambda: isinstance(app.screen, ActivitiesScreen))
    await until(pilot, lambda: is_settled(app.screen))


def told_of(screen):
    """What is told of the activity under the cursor, with the line above it."""
    return f"{screen.query_one('#detail').border_title} {screen.query_one('#words').content.plain}"


def is_settled(screen):
    """Whether table and detail show the same activity, or there is none to show."""
    table = screen.query_one(LogTable)
    current = screen._current()
    if current is None:
        return screen.query_one("#told").display
    return table.row_count and current.title[:10] in told_of(screen)


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
        app.screen.query_one(LogTable).move_cursor(row=3)
        await until(pilot, lambda: "FETC" in told_of(app.screen))
        await at_each_size(pilot, text_snapshot)

    drive(app, walk, SIZES[0])


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_the_name_of_a_credential_is_whole(size, app_on):
    app = app_on(made_up_programs.HALF_WAY)

    async def walk(pilot):
        await opened(pilot)
        await resize(pilot, size)
        head = next(row for row in screen_text(app).splitlines() if "Logged" in row)
        assert "CTO Mentor" in head

    drive(app, walk)


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
        app.screen.query_one(LogTable).move_cursor(row=3)
        await until(pilot, lambda: "FETC" in told_of(app.screen))
        await in_each_theme(pilot, svg_snapshot)

    drive(app, walk)


def test_the_whole_of_an_activity_is_shown_on_demand(app_on):
    app = app_on(made_up_log.LOGGED)

    async def walk(pilot):
        await opened(pilot, find="winter 2026-01")
        assert "Ransomware tabletop" not in screen_text(app)
        await app.screen.run_action("whole")
        await until(pilot, lambda: "Ransomware tabletop" in screen_text(app))
        await app.screen.run_action("whole")
        await until(pilot, lambda: "Ransomware tabletop" not in screen_text(app))

    drive(app, walk)


def test_what_holds_for_every_credential_is_said_once(app_on):
    app = app_on(made_up_log.LOGGED)

    async def walk(pilot):
        await opened(pilot, find="governance basics")
        await app.screen.run_action("whole")
        await until(pilot, lambda: "Strands" in screen_text(app))
        assert screen_text(app).count("nothing counts before it is done") == 1

    drive(app, walk)


def test_a_copy_of_an_entry_opens_as_another_one(app_on):
    app = app_on(made_up_log.LOGGED)

    async def walk(pilot):
        await opened(pilot, find="fetc")
        await app.screen.run_action("duplicate")
        await until(pilot, lambda: "Copy of an entry" in screen_text(app))
        assert app.screen.is_new

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
        await until(pilot, lambda: is_settled(app.screen))
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


def test_of_very_many_all_are_shown_and_only_those_in_sight_are_made(app_on):
    app = app_on(MANY)

    async def walk(pilot):
        await opened(pilot)
        table = app.screen.query_one(LogTable)
        await until(pilot, lambda: table.row_count == 620)
        assert len(app.screen._book._items) < 40
        await pilot.press("G")
        await until(pilot, lambda: "Session" in screen_text(app) and table._at == 620)
        assert len(app.screen._book._items) < 80
        app.screen.query_one("#find", Input).value = "session 61"
        await until(pilot, lambda: table.row_count == 16)

    drive(app, walk)


def test_the_cursor_passes_over_the_sums_of_a_year(app_on):
    app = app_on(made_up_log.LOGGED)

    async def walk(pilot):
        await opened(pilot)
        table = app.screen.query_one(LogTable)
        met = [cursor(app)]
        while (row := table._at) < len(table._ids) - 1:
            await pilot.press("down" if len(met) % 2 else "j")
            assert table._at > row
            met.append(cursor(app))
        assert met == [item.id for item in table.items]
        for key in ("g", "G", "home", "end", "pageup", "pagedown", "k", "up"):
            await pilot.press(key)
            assert cursor(app) in met
        await pilot.press("home")
        assert cursor(app) == met[0]
        assert "── 2026 ──" in screen_text(app)

    drive(app, walk)


def test_the_log_is_sorted_by_key_and_by_click(app_on):
    app = app_on(made_up_log.LOGGED)

    def shown(key):
        return [key(item) for item in app.screen.query_one(LogTable).items]

    async def walk(pilot):
        await opened(pilot)
        await pilot.press("s")
        titles = shown(lambda item: item.title.casefold())
        assert titles == sorted(titles)
        assert "A to Z" in screen_text(app)
        await pilot.press("s", "S")
        hours = shown(lambda item: float(item.cells[0]))
        assert hours == sorted(hours)
        table = app.screen.query_one(LogTable)
        await pilot.click(LogTable, offset=(75, 0))
        whys = shown(lambda item: item.said)
        assert [*filter(None, whys)] == sorted(filter(None, whys))
        await pilot.click(LogTable, offset=(4, 0))
        days = shown(lambda item: item.day)
        assert days == sorted(days, reverse=True)
        await pilot.click(LogTable, offset=(4, 0))
        assert shown(lambda item: item.day) == sorted(days)
        assert table.row_count == made_up_log.COUNT

    drive(app, walk)


def test_a_period_is_chosen_from_a_list_and_esc_shows_all_again(app_on, text_snapshot):
    app = app_on(made_up_log.LOGGED)

    async def walk(pilot):
        await opened(pilot)
        await pilot.press("f", *"fy25")
        await until(pilot, lambda: "Find: fy25" in screen_text(app))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ActivitiesScreen))
        shown = app.screen.query_one(LogTable).items
        assert {item.day.year for item in shown} == {2024, 2025}
        assert f"{len(shown)} of {made_up_log.COUNT} entries" in screen_text(app)
        await at_each_size(pilot, text_snapshot)
        await pilot.press("escape")
        await until(pilot, lambda: app.screen.query_one(LogTable).row_count == made_up_log.COUNT)

    drive(app, walk, SIZES[0])


def test_what_narrows_the_log_down_adds_up_and_is_taken_back(app_on):
    app = app_on(made_up_log.LOGGED)

    async def only(pilot, *words):
        await pilot.press("w", *words, "tab")
        await until(pilot, lambda: isinstance(app.screen, ActivitiesScreen))
        return {item.id for item in app.screen.query_one(LogTable).items}

    async def walk(pilot):
        await opened(pilot)
        everything = {item.id for item in app.screen.query_one(LogTable).items}
        strand = await only(pilot, *"strand it")
        both = await only(pilot, *"not posted")
        assert both < strand < everything
        assert "only IT" in screen_text(app) or "only not posted" in screen_text(app)
        assert await only(pilot, *"not posted") == strand
        assert await only(pilot, *"everything") == everything

    drive(app, walk, (120, 40))


@pytest.mark.parametrize("which", ["planned", "short", "not-posted", "no-proof"])
def test_the_screen_and_the_verb_show_only_the_same(which, app_on):
    app = app_on(made_up_log.LOGGED)
    found = []

    async def walk(pilot):
        await opened(pilot)
        app.screen._ask(which=(which,), sort="why")
        app.screen.fill()
        found.extend(item.id for item in app.screen.query_one(LogTable).items)

    drive(app, walk)
    on = ["--records", str(app.folder.path), "--on", TODAY.isoformat()]
    done = CliRunner().invoke(command, [*on, "list", f"--{which}", "--sort", "why", "--json"])
    assert found == [one["id"] for one in json.loads(done.stdout)["activities"]]
    assert found


def test_a_click_on_a_row_shows_its_detail(app_on):
    app = app_on(made_up_log.LOGGED)

    async def walk(pilot):
        await opened(pilot)
        await pilot.click(LogTable, offset=(20, 6))
        await until(pilot, lambda: cursor(app) == "2025-05-14")
        await until(pilot, lambda: is_settled(app.screen))

    drive(app, walk)


def test_periods_to_choose_from_stand_in_columns(app_on, demo_text):
    app = app_on(demo_text)

    async def walk(pilot):
        app.screen.post_message(requests.ActivitiesRequested())
        await until(pilot, lambda: isinstance(app.screen, ActivitiesScreen))
        await until(pilot, lambda: app.screen._book is not None)
        app.screen.action_period()
        await until(pilot, lambda: not isinstance(app.screen, ActivitiesScreen))
        rows = [row for row in screen_text(app).splitlines() if " entries " in row and "All periods" not in row]
        assert len(rows) == 5
        assert len({row.index(" entries ") for row in rows}) == 1
        states = ("NOT YET", "MET")
        assert len({next(row.index(one) for one in states if one in row) for row in rows}) == 1

    drive(app, walk)
