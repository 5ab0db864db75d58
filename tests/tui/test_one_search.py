"""What a screen's filter finds, its verb finds: one search for both."""

from __future__ import annotations

import json

import made_up_log
import pytest
from click.testing import CliRunner
from driving import TODAY, drive, until
from textual.widgets import Input

from alcto_core.cli.group import command
from alcto_tui import requests
from alcto_tui.screens.credentials.rules import RulesScreen
from alcto_tui.screens.log.activities import ActivitiesScreen
from alcto_tui.screens.log.catalogue import CatalogueScreen
from alcto_tui.widgets.log_table import LogTable
from alcto_tui.widgets.offering_table import OfferingTable

WORDS = ("al-cto", "Cybersecurity", "posted", "2026", "ALET conférence", "jan", "ortiz", "zebra", "online", "[/b]")


def answered(app, *words):
    """The verb's answer as JSON, on the same records and the same day."""
    options = ("--records", str(app.folder.path), "--on", TODAY.isoformat(), "--no-plugins")
    done = CliRunner().invoke(command, [*options, *words, "--json"])
    return json.loads(done.stdout) if done.stdout else None


async def opened(pilot, request, screen):
    """Open the screen."""
    pilot.app.screen.post_message(request)
    await until(pilot, lambda: isinstance(pilot.app.screen, screen) and pilot.app.screen.overview is not None)


def filtered(app, words):
    """Type words into the filter."""
    find = app.screen.query_one("#find", Input)
    with find.prevent(Input.Changed):
        find.value = words


def test_the_log_finds_the_same_on_screen_and_on_the_command_line(app_on):
    app = app_on(made_up_log.LOGGED)
    found = {}

    async def walk(pilot):
        await opened(pilot, requests.ActivitiesRequested(), ActivitiesScreen)
        for words in WORDS:
            filtered(app, words)
            app.screen.fill()
            found[words] = [item.id for item in app.screen.query_one(LogTable).items]

    drive(app, walk)
    said = {words: [one["id"] for one in answered(app, "list", *words.split())["activities"]] for words in WORDS}
    assert found == said
    assert any(found.values())


@pytest.mark.parametrize("words", ["cosn", "online", "cybersecurity", "alet", "zebra", "talent course"])
def test_the_catalogue_finds_the_same_on_screen_and_on_the_command_line(words, app_on):
    app = app_on(made_up_log.LOGGED)
    found = []

    async def walk(pilot):
        await opened(pilot, requests.CatalogueRequested(), CatalogueScreen)
        filtered(app, words)
        app.screen.fill()
        found.extend(item.id for item in app.screen.query_one(OfferingTable).items)

    drive(app, walk)
    said = [one["id"] for one in answered(app, "catalogue", "--all", *words.split())["offerings"]]
    assert set(found) <= set(said)
    listed = [one["id"] for one in answered(app, "catalogue", *words.split())["offerings"]]
    assert set(listed) <= set(found)


@pytest.mark.parametrize("words", ["in person", "mentor", "in person online"])
def test_the_rules_find_the_same_on_screen_and_on_the_command_line(words, app_on):
    app = app_on(made_up_log.LOGGED)
    found = []

    async def walk(pilot):
        await opened(pilot, requests.RulesRequested(), RulesScreen)
        filtered(app, words)
        app.screen.fill()
        found.extend(row for row in app.screen._rows if not row.is_heading)

    drive(app, walk)
    sets = (answered(app, "rules", *words.split()) or {"rule_sets": []})["rule_sets"]
    assert {row.about.rule_set for row in found} == {one["id"] for one in sets}
    assert sum(len(one["rules"]) for one in sets) <= len(found)
