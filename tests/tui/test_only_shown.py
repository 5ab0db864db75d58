"""Where alcto only shows the records, as a browser does without `--writable`: what is offered works."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from driving import drive, until
from every_screen import EveryScreen
from test_web import everything

from alcto_core import system
from alcto_tui import requests
from alcto_tui.app import ONLY_SHOWN, AlctoApp
from alcto_tui.screens.at_home.home import HomeScreen
from alcto_tui.screens.base.frame import Frame
from alcto_tui.widgets.key_line import KeyLine

LEFT_OUT = {"app.quit", "proof", "help", "back"}
"""What ends the screens, begins a program of the system, or is the same everywhere."""


@pytest.fixture
def shown(app_on: Callable[[str | None], AlctoApp], demo_text: str, monkeypatch: pytest.MonkeyPatch) -> AlctoApp:
    """The demo's records with a past, to be looked at."""
    app = app_on(demo_text)
    EveryScreen.lay_beside(type("Beside", (), {"_app": app, "_text": "Cyber camp"})())
    monkeypatch.setattr(system, "_still", "only shown")
    return app


def refusals(app: AlctoApp) -> list[str]:
    """What was refused since the last look."""
    found = [one.message for one in app._notifications if ONLY_SHOWN in one.message or "only shown" in one.message]
    app.clear_notifications()
    return found


def ways(app: AlctoApp) -> dict[str, requests.ScreenRequested | None]:
    """Requests of the screens that can be read; none for Home."""
    held = [one.id for one in app.overview.records.credentials]
    return {
        "Home": None,
        "Activities": requests.ActivitiesRequested(),
        "Plan": requests.PlanRequested(),
        "Catalogue": requests.CatalogueRequested(),
        "Problems": requests.ProblemsRequested(),
        "History": requests.HistoryRequested(),
        "Checklist": requests.ChecklistRequested(),
        "Form": requests.FormFieldsRequested(next(id for id in held if id == "al-cto")),
        "Credential": requests.CredentialRequested(held[0]),
    }


def test_no_key_that_is_shown_is_refused(shown):
    folder = shown.folder.path.absolute()
    before = everything(folder)

    async def walk(pilot: Any) -> None:
        screens = EveryScreen(pilot, "")
        tried = 0

        async def opened(name: str) -> Frame:
            await screens.home()
            if (request := ways(shown)[name]) is not None:
                shown.screen.post_message(request)
                await until(pilot, lambda: not isinstance(shown.screen, HomeScreen) and shown.screen.is_current)
            await until(pilot, lambda: not shown.is_busy)
            return shown.screen

        for name in ways(shown):
            screen = await opened(name)
            await until(pilot, partial(getattr, screen.query_one(KeyLine), "keys"))
            offered = [one.key for one in screen.query_one(KeyLine).keys]
            named = {command.action for command in screen.commands}
            assert "add" not in named and "undo" not in named, name
            for key in offered:
                screen = await opened(name)
                if screen.active_bindings[key].binding.action in LEFT_OUT:
                    continue
                await pilot.press(key)
                await until(pilot, lambda: not shown.is_busy)
                assert refusals(shown) == [], f"{name}: {key}"
                tried += 1
        assert tried > 15

    drive(shown, walk, size=(120, 40))
    assert everything(folder) == before


def test_an_entry_is_shown_whole_where_it_cannot_be_edited(shown):
    async def walk(pilot: Any) -> None:
        await until(pilot, lambda: not shown.is_busy)
        await pilot.press("a")
        assert refusals(shown) and isinstance(shown.screen, HomeScreen)
        await pilot.press("l")
        await until(pilot, lambda: shown.screen.query("LogTable"))
        await pilot.press("enter")
        await until(pilot, lambda: shown.screen.query_one("#detail").has_class("-whole"))
        assert refusals(shown) == []
        await pilot.press("x")
        assert refusals(shown) and shown.screen.query("LogTable")

    drive(shown, walk, size=(120, 40))
