"""Text from records is shown as it is typed: never markup, never an action, never a control byte."""

from __future__ import annotations

import made_up
import pytest
from driving import drive, strips_of, text_of, until
from hostile import faults_in, shows
from textual.widgets import OptionList

from alcto_tui import messages
from alcto_tui.screens.credential import CredentialScreen
from alcto_tui.screens.home import HomeScreen

PAYLOADS = [*made_up.PAYLOADS, "]", "\x00\x07\x7f\x85\u2028"]


def clean(app):
    """The screen holds nothing that a terminal would obey; what it shows."""
    strips = strips_of(app)
    assert faults_in(app, strips) == []
    return text_of(strips)


async def one_row_of_each_kind(pilot, selector):
    """Put the cursor on a row of each kind (the first letter of its id), so that each is explained once."""
    options = pilot.app.screen.query_one(selector, OptionList)
    kinds = {}
    for place in range(options.option_count):
        option = options.get_option_at_index(place)
        if not option.disabled:
            kinds[(option.id or "-")[0]] = place
    for place in kinds.values():
        options.highlighted = place
        await pilot.pause()
        clean(pilot.app)


async def back_home(pilot):
    """Close the screen in front."""
    await pilot.app.screen.run_action("back")
    await until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen))


@pytest.mark.parametrize("payload", PAYLOADS, ids=range(len(PAYLOADS)))
def test_home_credential_problems_and_forms_show_it_literally(payload, app_on):
    app = app_on(made_up.hostile(payload))

    async def walk(pilot):
        await until(pilot, lambda: len(app.screen.query("CredentialCard")) == 3)
        assert shows(clean(app), payload)
        await credentials(pilot, payload)
        await problems(pilot, payload)

    drive(app, walk, (120, 60))


async def credentials(pilot, payload):
    """Both known credentials, and the form of a step."""
    app = pilot.app
    for credential in (payload, "al-cto"):
        app.screen.post_message(messages.CredentialRequested(credential))
        await until(pilot, lambda: isinstance(app.screen, CredentialScreen))
        await one_row_of_each_kind(pilot, "#rows")
        if credential == payload:
            await back_home(pilot)
    rows = app.screen.query_one("#rows")
    rows.highlighted = rows.get_option_index("step-presentation")
    await app.screen.run_action("mark")
    await until(pilot, lambda: app.screen.query("#note"))
    assert shows(clean(app), payload)
    await app.screen.run_action("cancel")
    await until(pilot, lambda: isinstance(app.screen, CredentialScreen))
    await back_home(pilot)


async def problems(pilot, payload):
    """The problems and a toast."""
    app = pilot.app
    app.screen.post_message(messages.ProblemsRequested())
    await until(pilot, lambda: app.screen.query("#rows"))
    await one_row_of_each_kind(pilot, "#rows")
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
