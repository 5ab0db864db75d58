"""The same keys move the cursor on every list: arrows, j k g G, Home, End, PageUp, PageDown."""

from __future__ import annotations

import pytest
from driving import drive, until

from alcto_tui import requests
from alcto_tui.screens.at_home.home import HomeScreen
from alcto_tui.screens.base.filtered import Filtered
from alcto_tui.screens.base.listing import Listing
from alcto_tui.widgets.credential_card import CredentialCard
from alcto_tui.widgets.item_table import ItemTable

LISTS = {
    "home": lambda: None,
    "activities": requests.ActivitiesRequested,
    "catalogue": requests.CatalogueRequested,
    "rules": requests.RulesRequested,
    "td-ceu": lambda: requests.CredentialRequested("al-td-ceu"),
    "al-cto": lambda: requests.CredentialRequested("al-cto"),
}
FIRST, LAST = ("home", "g"), ("end", "G")


def cursor(screen):
    """What the cursor is on, by its place."""
    if isinstance(screen, HomeScreen):
        return list(screen.query(CredentialCard)).index(screen.focused)
    if isinstance(screen, Filtered):
        return screen.query_one(ItemTable)._at
    return screen.query_one("#rows").highlighted


@pytest.mark.parametrize("name", LISTS)
def test_the_same_keys_move_on_every_list(name, app_on, demo_text):
    app = app_on(demo_text)

    async def walk(pilot):
        await until(pilot, lambda: isinstance(app.screen.focused, CredentialCard))
        if (request := LISTS[name]()) is not None:
            app.screen.post_message(request)
            await until(pilot, lambda: isinstance(app.screen, Filtered | Listing) and app.screen._shown is not None)
            await until(pilot, lambda: app.screen.focused is not None)
        screen = app.screen
        if isinstance(screen, Listing):
            rows = screen.query_one("#rows")
            rows.focus()
            await until(pilot, lambda: rows.has_focus and rows.highlighted is not None)
        places = {}
        for ways in (FIRST, LAST):
            for key in ways:
                await pilot.press(*(LAST if ways is FIRST else FIRST)[:1], key)
                assert cursor(screen) is not None, key
                places.setdefault(ways, set()).add(cursor(screen))
        (first,), (last,) = places[FIRST], places[LAST]
        assert first < last
        for down, up in (("down", "up"), ("j", "k")):
            await pilot.press("home", down)
            assert first < cursor(screen) <= last
            await pilot.press(up)
            assert cursor(screen) == first
        if name != "home":
            await pilot.press("home", "pagedown")
            assert cursor(screen) > first
            await pilot.press("end", "pageup")
            assert cursor(screen) < last

    drive(app, walk, (80, 24))
