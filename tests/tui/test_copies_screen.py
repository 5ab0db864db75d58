"""Second copies: found beside the records, shown with what they hold, merged record by record."""

from __future__ import annotations

import made_up_log
import pytest
from driving import SIZES, at_each_size, drive, in_each_theme, screen_text, sized, until

from alcto_core.hours import HOUR
from alcto_tui import requests
from alcto_tui.screens.at_home.home import HomeScreen
from alcto_tui.screens.base.question import Question
from alcto_tui.screens.keeping.copies import CopiesScreen

LOGGED = made_up_log.LOGGED
NAME = "records.sync-conflict-20260812-101500-ABCDEFG.toml"
MORE = "".join(
    f'\n[[activity]]\nid = "new-{number}"\ntitle = "{title}"\ndate = 2026-08-0{number}\nhours = {number}\n'
    for number, title in enumerate(("Cyber camp", "Region meeting", "Budget [b]clinic[/b]"), 1)
)
OTHER = LOGGED.replace("hours = 8\n", "hours = 6.5\n") + MORE
BAD = '\n[[activity]]\nid = "bad"\ntitle = "Half written"\ndate = "soon"\n'
STATES = {
    "none": {},
    "more": {NAME: OTHER},
    "several": {NAME: OTHER + BAD, "records (1).toml": LOGGED, "records - Copy.toml": "schema = ]"},
}


async def opened(pilot, count):
    """Open the screen when the copies were looked for."""
    app = pilot.app
    await until(pilot, lambda: isinstance(app.screen, HomeScreen) and len(app.copies) == count)
    app.screen.post_message(requests.CopiesRequested())
    await until(pilot, lambda: isinstance(app.screen, CopiesScreen) and app.screen._shown is not None)
    await until(pilot, lambda: len(app.screen.copies) == count)


def lay(app, state):
    for name, text in STATES[state].items():
        (app.folder.path / name).write_text(text, encoding="utf-8")
    return len(STATES[state])


@pytest.mark.parametrize(("state", "size"), sized(STATES, anew=["more"]))
def test_copies_show_what_they_hold(state, size, app_on, text_snapshot):
    app = app_on(LOGGED)
    count = lay(app, state)

    async def walk(pilot):
        await opened(pilot, count)
        if state == "more":
            await pilot.press("down", "down", "down", "down")
            await until(pilot, lambda: "6.5" in screen_text(app))
        await at_each_size(pilot, text_snapshot, size)

    drive(app, walk, size or SIZES[0])


def test_copies_look(app_on, svg_snapshot):
    app = app_on(LOGGED)
    count = lay(app, "more")

    async def walk(pilot):
        await opened(pilot, count)
        await pilot.press("down", "down", "down", "down")
        await until(pilot, lambda: "6.5" in screen_text(app))
        await in_each_theme(pilot, svg_snapshot)

    drive(app, walk)


def test_home_tells_of_a_copy_that_holds_more_and_x_shows_it(app_on):
    app = app_on(LOGGED)
    lay(app, "more")

    async def walk(pilot):
        await until(pilot, lambda: "holds 3 records that this one lacks" in " ".join(screen_text(app).split()))
        await pilot.press("M")
        await until(pilot, lambda: isinstance(app.screen, CopiesScreen) and NAME in screen_text(app))

    drive(app, walk, (120, 40))


def test_the_problems_screen_lists_a_copy_that_holds_more(app_on):
    app = app_on(LOGGED)
    lay(app, "several")

    async def walk(pilot):
        await until(pilot, lambda: isinstance(app.screen, HomeScreen) and len(app.copies) == 3)
        await pilot.press("p")
        await until(pilot, lambda: "holds 4 records that this one lacks" in " ".join(screen_text(app).split()))
        await pilot.press("M")
        await until(pilot, lambda: isinstance(app.screen, CopiesScreen))

    drive(app, walk)


def test_a_copy_that_appears_later_is_found_at_the_next_reading(app_on):
    app = app_on(LOGGED)

    async def walk(pilot):
        await until(pilot, lambda: isinstance(app.screen, HomeScreen) and app.screen.is_current)
        lay(app, "more")
        await app.screen.run_action("reload")
        await until(pilot, lambda: app.copies)

    drive(app, walk)


def test_what_is_chosen_is_merged_in_one_save_and_one_undo_takes_it_back(app_on):
    app = app_on(LOGGED)
    lay(app, "more")

    async def walk(pilot):
        await opened(pilot, 1)
        await pilot.press("down", "space", "f2")
        await until(pilot, lambda: "new-2" in app.folder.file.read_text(encoding="utf-8"))
        await until(pilot, lambda: len(app.overview.records.activities) == made_up_log.COUNT + 2)
        records = app.overview.records
        assert records.activity("new-1") is None
        assert records.activity("new-3").title == "Budget [b]clinic[/b]"
        assert records.activity("fetc").hours == 8 * HOUR
        await until(pilot, lambda: len(app.copies[0].found) == 2)
        assert isinstance(app.screen, CopiesScreen)
        await pilot.press("u")
        await until(pilot, lambda: app.folder.file.read_text(encoding="utf-8") == LOGGED)
        assert (app.folder.path / NAME).read_text(encoding="utf-8") == OTHER

    drive(app, walk)


def test_both_events_under_one_id_are_kept(app_on):
    app = app_on(LOGGED)
    lay(app, "more")

    async def walk(pilot):
        await opened(pilot, 1)
        await pilot.press("down", "down", "down", "down", "space", "space")
        await until(pilot, lambda: "[+]" in screen_text(app))
        await pilot.press("f2")
        await until(pilot, lambda: len(app.overview.records.activities) == made_up_log.COUNT + 4)
        records = app.overview.records
        fetc = records.activity("fetc")
        (other,) = [one for one in records.activities if one.title == fetc.title and one.id != "fetc"]
        assert (fetc.hours, other.hours) == (8 * HOUR, 13 * HOUR // 2)
        await until(pilot, lambda: isinstance(app.screen, Question))

    drive(app, walk)


def test_a_copy_that_holds_nothing_more_is_put_aside_and_never_deleted(app_on):
    app = app_on(LOGGED)
    lay(app, "more")

    async def walk(pilot):
        await opened(pilot, 1)
        await pilot.press("space", "f2")
        await until(pilot, lambda: isinstance(app.screen, Question))
        assert app.overview.records.activity("fetc").hours == 13 * HOUR // 2
        await pilot.press("y")
        await until(pilot, lambda: not app.copies)
        aside = app.folder.path / ".alcto" / "merged" / NAME
        assert aside.read_text(encoding="utf-8") == OTHER
        await until(pilot, lambda: "No second copies" in screen_text(app))

    drive(app, walk)


def test_nothing_is_merged_or_moved_without_being_asked(app_on):
    app = app_on(LOGGED)
    lay(app, "several")

    async def walk(pilot):
        await opened(pilot, 3)
        await app.screen.run_action("aside")
        await until(pilot, lambda: isinstance(app.screen, Question))
        await pilot.press("escape", "escape")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))

    drive(app, walk)
    assert app.folder.file.read_text(encoding="utf-8") == LOGGED
    assert {name: (app.folder.path / name).read_text(encoding="utf-8") for name in STATES["several"]} == STATES[
        "several"
    ]
