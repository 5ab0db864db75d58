"""Rules: what is installed, and one rule set as a page."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import made_up_programs as made_up
import pytest
from driving import (
    SIZES,
    TODAY,
    at_each_size,
    drive,
    in_each_theme,
    is_harmless,
    resize,
    screen_text,
    until,
)
from made_up import BOTH_WAYS, NO_CREDENTIALS, quoted

from alcto_core.host.plugins import PluginReport, Plugins, load_plugins
from alcto_core.keeping.folder import RecordsFolder
from alcto_core.overview import open_overview
from alcto_core.rules.library import Library
from alcto_tui import requests
from alcto_tui.app import AlctoApp
from alcto_tui.screens.at_home.home import HomeScreen
from alcto_tui.screens.credentials.rule_set import RuleSetScreen
from alcto_tui.screens.credentials.rules import RulesScreen

BROKEN = PluginReport(
    name="nevada", version="0.3", source="alcto-nevada 0.3", state="failed", reason="It is made for API 2; this is 1."
)


async def opened(pilot, rule_set="", screen=RulesScreen):
    """Open the list or a page and wait until its rows are there."""
    app = pilot.app
    app.screen.post_message(requests.RuleSetRequested(rule_set) if rule_set else requests.RulesRequested())
    await until(pilot, lambda: isinstance(app.screen, screen) and app.screen.query_one("#rows").option_count)


@pytest.fixture
def app_with(tmp_path, monkeypatch):
    """Make the app with these plugins, or with this rule file beside the records."""

    def make(plugins: Plugins | None = None, file: str = "", on: date = TODAY) -> AlctoApp:
        monkeypatch.chdir(tmp_path)
        folder = RecordsFolder(path=Path("alcto"))
        folder.rules.mkdir(parents=True)
        folder.file.write_text(NO_CREDENTIALS, encoding="utf-8")
        if file:
            (folder.rules / "own.toml").write_text(file, encoding="utf-8")
        loaded = plugins or load_plugins(local_rules=folder.rules)
        return AlctoApp(folder, on, overview=open_overview(folder, loaded, on))

    return make


def test_rules_show(app_on, text_snapshot):
    app = app_on(made_up.YEARS)

    async def walk(pilot):
        await opened(pilot)
        await at_each_size(pilot, text_snapshot)

    drive(app, walk, SIZES[0])


@pytest.mark.parametrize("case", ["none", "failed", "own", "stale"])
def test_rules_show_what_is_odd(case, app_with, plugins, text_snapshot):
    app = {
        "none": lambda: app_with(Plugins(library=Library())),
        "failed": lambda: app_with(Plugins(library=plugins.library, reports=(*plugins.reports, BROKEN))),
        "own": lambda: app_with(file=made_up.OWN_RULES.format(text='"The county asks ten hours"')),
        "stale": lambda: app_with(plugins, on=date(2028, 1, 10)),
    }[case]()

    async def walk(pilot):
        await opened(pilot)
        await at_each_size(pilot, text_snapshot)

    drive(app, walk, SIZES[0])


@pytest.mark.parametrize("rule_set", ["al-td-ceu", "al-cto", "cetpa-ccto", "cosn-cetl"])
def test_a_rule_set_shows_as_a_page(rule_set, app_on, text_snapshot):
    app = app_on(made_up.YEARS)

    async def walk(pilot):
        await opened(pilot, rule_set, RuleSetScreen)
        await at_each_size(pilot, text_snapshot)

    drive(app, walk, SIZES[0])


@pytest.mark.parametrize(("rule_set", "screen"), [("", RulesScreen), ("al-td-ceu", RuleSetScreen)])
def test_rules_look(rule_set, screen, app_on, svg_snapshot):
    app = app_on(made_up.YEARS)

    async def walk(pilot):
        await opened(pilot, rule_set, screen)
        await in_each_theme(pilot, svg_snapshot)

    drive(app, walk, (120, 40))


def test_the_filter_looks_into_every_rule_set_and_opens_at_the_rule(app_on):
    app = app_on(made_up.YEARS)

    async def walk(pilot):
        await opened(pilot)
        app.screen.query_one("#find").value = "what alet offers 1 oct 2024"
        await until(pilot, lambda: "At least six of the hours" in screen_text(app))
        await app.screen.run_action("open")
        await until(pilot, lambda: isinstance(app.screen, RuleSetScreen) and app.screen.chosen())
        assert "In force on 14 Aug 2026: at least 6 hours, since 1 Oct 2024." in screen_text(app)
        assert "Written in Training, line 8." in screen_text(app)

    drive(app, walk)


def test_words_that_nothing_says_are_told(app_on):
    app = app_on(made_up.YEARS)

    async def walk(pilot):
        await opened(pilot)
        app.screen.query_one("#find").value = "zebra"
        await until(pilot, lambda: "Nothing that is installed says “zebra”." in screen_text(app))
        await resize(pilot, (60, 20))
        await until(pilot, lambda: "words back." in screen_text(app))
        said = screen_text(app).splitlines()
        after = said[next(at for at, row in enumerate(said) if "Nothing that" in row) + 1]
        assert after.startswith("   ") and after.strip().endswith("back.")
        await app.screen.run_action("back")
        await until(pilot, lambda: "Plugins" in screen_text(app))
        assert isinstance(app.screen, RulesScreen)

    drive(app, walk)


def test_later_values_stand_with_their_days(app_with):
    app = app_with(file=made_up.OWN_RULES.format(text='"The county asks for it"'))

    async def walk(pilot):
        await opened(pilot, "own", RuleSetScreen)
        rows = app.screen.query_one("#rows")
        rows.highlighted = rows.get_option_index("c-What is asked-0")
        await pilot.pause()
        text = screen_text(app)
        assert "at least 10 hours, since 1 Jan 2026 until 31 Dec 2026" in text
        assert "From 1 Jan 2027 on: at least 12 hours." in text
        assert "Not verified: nobody has confirmed it." in text

    drive(app, walk, (100, 40))


def test_rules_with_the_keyboard_alone(app_on):
    app = app_on(made_up.YEARS)

    async def walk(pilot):
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        await pilot.press("R")
        await until(pilot, lambda: isinstance(app.screen, RulesScreen))
        await pilot.press("slash", *"mentor", "enter")
        await until(pilot, lambda: "Find  mentor" in screen_text(app))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, RuleSetScreen))
        await pilot.press("down", "space", "escape", "escape", "escape")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))

    drive(app, walk)


@pytest.mark.parametrize("payloads", BOTH_WAYS, ids=["first-to-last", "last-to-first"])
def test_hostile_text_of_a_rule_file_is_shown_literally(payloads, app_with):
    app = app_with(file=made_up.OWN_RULES.format(text=quoted(" ".join(payloads))))

    async def walk(pilot):
        assert "own" in app.overview.library.rule_sets
        for rule_set, screen in (("", RulesScreen), ("own", RuleSetScreen)):
            await opened(pilot, rule_set, screen)
            rows = app.screen.query_one("#rows")
            # The last of each kind, which is the file's own.
            kinds = {row.id[:6]: place for place, row in enumerate(app.screen._rows) if not row.is_heading}
            for place in kinds.values():
                rows.highlighted = place
                await pilot.pause()
                assert is_harmless(screen_text(app))
        for payload in payloads:
            app.screen.query_one("#find").value = payload
            await pilot.pause()
            assert is_harmless(screen_text(app))
        assert not app._exit

    drive(app, walk, (120, 60))


UNVERIFIED = (
    NO_CREDENTIALS
    + """
[[credential]]
program = "cosn-cetl"
issued = 2025-01-01

[[activity]]
id = "skills"
title = "Phishing for principals"
date = 2026-03-01
hours = 3
strands = ["cetl/cybersecurity"]
"""
)


@pytest.mark.parametrize(
    "request_",
    [
        None,
        requests.CredentialRequested("cosn-cetl"),
        requests.ActivitiesRequested(),
        requests.EntryRequested(activity="skills"),
        requests.RulesRequested(),
        requests.RuleSetRequested("cosn-cetl"),
    ],
    ids=["home", "credential", "activities", "entry", "rules", "rule-set"],
)
def test_facts_that_nobody_confirmed_are_marked_wherever_they_are_used(request_, app_on):
    app = app_on(UNVERIFIED)

    async def walk(pilot):
        await until(pilot, lambda: app.screen.query("CredentialCard"))
        if request_ is not None:
            app.screen.post_message(request_)
            await until(pilot, lambda: not isinstance(app.screen, HomeScreen))
        await until(pilot, lambda: "unverified" in screen_text(app) or "not verified" in screen_text(app))

    drive(app, walk, (100, 30))
