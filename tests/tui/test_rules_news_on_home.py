"""Home begins with what other rules than at the last look do to the person."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import msgspec
from driving import SIZES, drive, screen_text, until

from alcto_core import cache
from alcto_core.host.plugins import load_plugins
from alcto_core.rules.last_look import rules_before
from alcto_core.rules.library import Library
from alcto_tui.app import AlctoApp
from alcto_tui.widgets.literal import Words

HEAD = """\
schema = 1
[person]
name = "Jordan Avery"
[[credential]]
program = "al-td-ceu"
settings = { academy = "finished" }
[[activity]]
id = "fetc"
title = "FETC"
date = 2026-01-28
hours = 6
strands = ["al-cto/it"]
offering = "external/fetc"
"""


def test_a_change_of_the_rules_stands_above_the_cards(app_on, tmp_path, monkeypatch):
    monkeypatch.setattr(cache, "place", lambda *_: str(tmp_path / "cache"))
    app: AlctoApp = app_on(HEAD)
    app._plugin_choice = (False, ())
    installed = load_plugins(no_plugins=True).library
    sets = dict(installed.published)
    sets["al-td-ceu"] = msgspec.structs.replace(sets["al-td-ceu"], rule=sets["al-td-ceu"].rule[:1])
    before = Library(sets.values(), installed.frameworks.values(), installed.catalogues)
    rules_before(Path("alcto"), before, date.today())

    async def walk(pilot):
        await until(pilot, lambda: "The rules have changed" in screen_text(app))
        assert "TD-CEU FY26: stays NOT YET" in str(app.screen.query_one("#rules", Words).render())

    drive(app, walk, SIZES[2])


def test_nothing_stands_there_where_they_are_what_they_were(app_on, tmp_path, monkeypatch):
    monkeypatch.setattr(cache, "place", lambda *_: str(tmp_path / "cache"))
    app: AlctoApp = app_on(HEAD)
    app._plugin_choice = (False, ())

    async def walk(pilot):
        await until(pilot, lambda: bool(list((tmp_path / "cache").glob("look-*"))))
        assert "The rules have changed" not in screen_text(app)

    drive(app, walk, SIZES[2])
