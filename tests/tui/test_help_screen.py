"""Help: the keys of the screen it was opened from, and alcto's words."""

from __future__ import annotations

from inspect import signature

import made_up
import pytest
from driving import SIZES, at_each_size, drive, in_each_theme, screen_text, until

from alcto_tui.screens.at_home.help import HelpScreen
from alcto_tui.screens.at_home.home import HomeScreen
from alcto_tui.screens.base.frame import Frame


async def opened(pilot):
    """Open help from Home."""
    await until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen))
    await pilot.app.screen.run_action("help")
    await until(pilot, lambda: isinstance(pilot.app.screen, HelpScreen))


def test_help_shows_the_keys_of_home(app_on, text_snapshot):
    app = app_on(made_up.HEALTHY)

    async def walk(pilot):
        await opened(pilot)
        await at_each_size(pilot, text_snapshot)

    drive(app, walk, SIZES[0])


def test_help_looks(app_on, svg_snapshot):
    app = app_on(made_up.HEALTHY)

    async def walk(pilot):
        await opened(pilot)
        await in_each_theme(pilot, svg_snapshot)

    drive(app, walk)


def test_help_is_scrolled_and_closed_with_the_keyboard(app_on):
    app = app_on(made_up.HEALTHY)

    async def walk(pilot):
        await opened(pilot)
        assert "CANNOT TELL" not in screen_text(app)
        await pilot.press("end")
        await until(pilot, lambda: "unverified" in screen_text(app))
        await pilot.press("question_mark")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))

    drive(app, walk, (80, 24))


def frames():
    """Every class of screen."""
    import importlib
    import pkgutil

    import alcto_tui.screens as screens

    for module in pkgutil.walk_packages(screens.__path__, "alcto_tui.screens."):
        importlib.import_module(module.name)
    found, waiting = [], [Frame]
    while waiting:
        for kind in waiting.pop().__subclasses__():
            found.append(kind)
            waiting.append(kind)
    return sorted(found, key=lambda kind: kind.__name__)


@pytest.mark.parametrize("kind", frames(), ids=lambda kind: kind.__name__)
def test_every_command_has_an_action_and_its_own_key(kind):
    keys = {}
    for command in kind._all_commands():
        name = command.action.removeprefix("app.").partition("(")[0]
        owner = kind if not command.action.startswith("app.") else __import__("alcto_tui.app").app.AlctoApp
        assert hasattr(owner, f"action_{name}"), command
        assert not command.meaning.endswith("."), command
        for key in command.key.split(","):
            assert key not in keys, f"{key} does {command.action} and {keys.get(key)}"
            keys[key] = command.action


@pytest.mark.parametrize("kind", frames(), ids=lambda kind: kind.__name__)
def test_a_footer_has_at_most_six_keys(kind):
    assert sum(command.in_footer for command in kind._all_commands()) <= 6


def asked_for(kind=None):
    """Every request for a screen."""
    from alcto_tui import requests

    below = (kind or requests.ScreenRequested).__subclasses__()
    return [one for other in below for one in ((other,) if "screen" in other.__dict__ else asked_for(other))]


@pytest.mark.parametrize("request_", asked_for(), ids=lambda kind: kind.__name__)
def test_every_request_names_a_screen_that_takes_its_fields(request_):
    from alcto_tui import requests
    from alcto_tui.screens.doors import _class_of

    before = ["overview"] if issubclass(request_, requests.FormRequested) else []
    signature(_class_of(request_)).bind(*before, **dict.fromkeys(request_.fields))


@pytest.mark.parametrize("kind", frames(), ids=lambda kind: kind.__name__)
def test_every_command_that_opens_a_screen_names_a_request_that_nothing_has_to_be_said_to(kind):
    from alcto_tui import requests

    for command in kind._all_commands():
        name, _, wanted = command.action.rstrip("')").partition("('")
        if name == "open_screen":
            assert isinstance(getattr(requests, wanted)(), requests.ScreenRequested)
