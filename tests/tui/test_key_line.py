"""The line of keys at the foot of every screen."""

from __future__ import annotations

import made_up
from driving import drive, until

from alcto_tui.screens.at_home.home import HomeScreen
from alcto_tui.screens.log.activities import ActivitiesScreen
from alcto_tui.widgets.credential_card import CredentialCard
from alcto_tui.widgets.key_line import KeyLine


def place_of(line, label):
    """The column of a key's words."""
    return line.content_region.x + line.render().plain.index(label)


def test_a_click_on_a_key_is_the_key(app_on):
    app = app_on(made_up.HEALTHY)

    async def walk(pilot):
        await until(pilot, lambda: app.screen.query(CredentialCard) and app.screen.query_one(KeyLine).keys)
        line = app.screen.query_one(KeyLine)
        await pilot.click(KeyLine, offset=(place_of(line, "Log"), 0))
        await until(pilot, lambda: isinstance(app.screen, ActivitiesScreen) and app.screen.query_one(KeyLine).keys)
        line = app.screen.query_one(KeyLine)
        await pilot.click(KeyLine, offset=(line.size.width - 1, 0))  # beside every key
        await pilot.click(KeyLine, offset=(place_of(line, "Back"), 0))
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))

    drive(app, walk, (120, 40))


def test_what_a_key_does_is_told_below_the_mouse(app_on):
    app = app_on(made_up.HEALTHY)

    async def walk(pilot):
        await until(pilot, lambda: app.screen.query(CredentialCard) and app.screen.query_one(KeyLine).keys)
        line = app.screen.query_one(KeyLine)
        await pilot.hover(KeyLine, offset=(place_of(line, "Log"), 0))
        await until(pilot, lambda: line.tooltip is not None)
        assert line.tooltip.plain == "Open the log of activities"
        await pilot.hover(CredentialCard)
        await until(pilot, lambda: line.tooltip is None)

    drive(app, walk, (120, 40))


def test_keys_that_are_the_same_are_not_drawn_again(app_on):
    app = app_on(made_up.HEALTHY)

    async def walk(pilot):
        await until(pilot, lambda: app.screen.query(CredentialCard) and app.screen.query_one(KeyLine).keys)
        line = app.screen.query_one(KeyLine)
        drawn = []
        line.render = lambda: drawn.append(1)
        app.screen.refresh_bindings()
        await pilot.pause()
        assert drawn == []
        assert [one.label for one in line.keys] == ["Add", "Open", "Log", "Find", "Help", "Quit"]

    drive(app, walk)
