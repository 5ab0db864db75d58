"""Catalogue: offerings by year, and what of their caps is used."""

from __future__ import annotations

import made_up
import made_up_log
import pytest
from driving import SIZES, at_each_size, drive, in_each_theme, screen_text, sized, until
from textual.widgets import Input

from alcto_tui import requests
from alcto_tui.screens.entries.entry import EntryScreen
from alcto_tui.screens.log.catalogue import CatalogueScreen
from alcto_tui.widgets.offering_table import OfferingTable


async def opened(pilot):
    """Open the screen and wait until it is filled."""
    app = pilot.app
    app.screen.post_message(requests.CatalogueRequested())
    await until(pilot, lambda: isinstance(app.screen, CatalogueScreen))
    await until(pilot, lambda: app.screen.query_one(OfferingTable).row_count and detail(app))


def detail(app):
    """The words of the detail pane."""
    return app.screen.query_one("#words").content.plain


@pytest.mark.parametrize(("state", "size"), sized(["fy27-without-a-list", "filter-without-a-match"], anew=["fy26"]))
def test_catalogue_shows(state, size, app_on, text_snapshot):
    app = app_on(made_up_log.LOGGED)

    async def walk(pilot):
        await opened(pilot)
        table = app.screen.query_one(OfferingTable)
        if state == "fy26":
            place = next(at for at, item in enumerate(table.items) if item.id == "external/fetc")
            table.move_cursor(row=place)
            await until(pilot, lambda: "6 counted" in " ".join(detail(app).split()))
        elif state == "fy27-without-a-list":
            await app.screen.run_action("later")
            await until(pilot, lambda: "FY27" in screen_text(app))
        else:
            app.screen.query_one("#find", Input).value = "underwater"
            await until(pilot, lambda: not table.row_count)
        await at_each_size(pilot, text_snapshot, size)

    drive(app, walk, size or SIZES[0])


def test_catalogue_looks(app_on, svg_snapshot):
    app = app_on(made_up_log.LOGGED)

    async def walk(pilot):
        await opened(pilot)
        await in_each_theme(pilot, svg_snapshot)

    drive(app, walk)


def test_an_offering_is_found_and_added_by_keys(app_on):
    app = app_on(made_up.NO_ACTIVITIES)

    async def walk(pilot):
        await until(pilot, lambda: app.screen.is_current)
        await pilot.press("c")
        await until(pilot, lambda: isinstance(app.screen, CatalogueScreen))
        await until(pilot, lambda: app.screen.query_one(OfferingTable).row_count)
        await pilot.press("right_square_bracket")
        await until(pilot, lambda: "No list of external events for FY27" in screen_text(app))
        await pilot.press("left_square_bracket", "slash", *"gemini", "enter")
        await until(pilot, lambda: app.screen.query_one(OfferingTable).row_count == 1)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, EntryScreen) and app.screen.query("#title-input"))
        assert app.screen.query_one("#offering-input", Input).value == "Gemini for Educators"
        assert app.screen.query_one("#hours-input", Input).value == "2"
        assert app.screen.query_one("#date-input").has_focus
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, CatalogueScreen))
        await pilot.press("escape", "escape")
        await until(pilot, lambda: not isinstance(app.screen, CatalogueScreen))

    drive(app, walk)


def test_names_stand_whole_where_there_is_room(app_on):
    app = app_on(made_up_log.LOGGED)

    async def walk(pilot):
        await opened(pilot)
        table = app.screen.query_one(OfferingTable)
        text, titles = screen_text(app), [item.title for item in table.items]
        assert max(map(len, titles)) > 70
        assert [title for title in titles if len(title) <= 70 and title not in text] == []

    drive(app, walk, size=(120, 60))
