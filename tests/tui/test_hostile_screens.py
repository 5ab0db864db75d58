"""Text from records is shown as it is typed: never markup, never an action, never a control byte."""

from __future__ import annotations

import made_up
import pytest
from driving import drive, resize, strips_of, text_of, until
from hostile import faults_in, shows
from textual.widgets import OptionList

from alcto_tui import requests
from alcto_tui.screens.at_home.home import HomeScreen
from alcto_tui.screens.credentials.credential import CredentialScreen

PAYLOADS = [*made_up.PAYLOADS, "]", "\x00\x07\x7f\x85\u2028"]


def clean(app):
    """The screen holds nothing that a terminal would obey; what it shows."""
    strips = strips_of(app)
    assert faults_in(app, strips) == []
    return text_of(strips)


async def every_row(pilot, selector):
    """Put the cursor on each row, so that each is explained once; all that was shown."""
    options = pilot.app.screen.query_one(selector, OptionList)
    shown = []
    for place in range(options.option_count):
        if not options.get_option_at_index(place).disabled:
            options.highlighted = place
            await pilot.pause()
            shown.append(clean(pilot.app))
    return "".join(shown)


def all_of(text):
    """Every payload stands there as it was typed."""
    assert [payload for payload in PAYLOADS if not shows(text, payload)] == []


async def back_home(pilot):
    """Close the screen in front."""
    await pilot.app.screen.run_action("back")
    await until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen))


def test_home_credential_problems_and_forms_show_it_literally(app_on):
    app = app_on(made_up.hostile(*PAYLOADS))

    async def walk(pilot):
        await until(pilot, lambda: len(app.screen.query("CredentialCard")) == 2 + len(PAYLOADS))
        all_of(clean(app))
        await resize(pilot, (120, 60))
        await credentials(pilot)
        await problems(pilot)

    drive(app, walk, (120, 200))


async def credentials(pilot):
    """Both known credentials, and the form of a step."""
    app = pilot.app
    for credential in (" ".join(PAYLOADS), "al-cto"):
        app.screen.post_message(requests.CredentialRequested(credential))
        await until(pilot, lambda: isinstance(app.screen, CredentialScreen))
        all_of(await every_row(pilot, "#rows"))
        if credential != "al-cto":
            await back_home(pilot)
    rows = app.screen.query_one("#rows")
    rows.highlighted = rows.get_option_index("step-presentation")
    await app.screen.run_action("mark")
    await until(pilot, lambda: app.screen.query("#note"))
    shown = [clean(app)]
    for payload in PAYLOADS:
        app.screen.field("note").input.value = payload
        await pilot.pause()
        shown.append(clean(app))
    all_of("".join(shown))
    await app.screen.run_action("cancel")
    await until(pilot, lambda: isinstance(app.screen, CredentialScreen))
    await back_home(pilot)


async def problems(pilot):
    """The problems and a toast."""
    app = pilot.app
    app.screen.post_message(requests.ProblemsRequested())
    await until(pilot, lambda: app.screen.query("#rows"))
    await every_row(pilot, "#rows")
    for payload in PAYLOADS:
        app.clear_notifications()
        app.notify(payload, title=payload)
        await pilot.pause()
        assert shows(clean(app), payload)
    await back_home(pilot)


@pytest.mark.parametrize("payload", ["[@click=app.quit]x[/]", "[link=file:///etc/passwd]x[/]"])
def test_a_click_on_it_does_nothing(payload, app_on):
    app = app_on(made_up.hostile(payload))

    async def walk(pilot):
        await until(pilot, lambda: len(app.screen.query("CredentialCard")) == 3)
        for y in range(3, 37):
            if not isinstance(app.screen, HomeScreen):
                app.screen.dismiss()
                await until(pilot, lambda: isinstance(app.screen, HomeScreen))
            await pilot.click(offset=(90, y))
        assert not app._exit

    drive(app, walk, (120, 40))
