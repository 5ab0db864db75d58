"""What Home said the last time is shown at once, marked until the records were judged, and never acted upon."""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path

import made_up
import pytest
from driving import TODAY, drive, screen_text, until
from msgspec.structs import replace
from textual.events import Key

from alcto_core import cache
from alcto_core.keeping.folder import RecordsFolder
from alcto_core.overview import open_overview
from alcto_core.problems import RecordsError
from alcto_tui import kept_home
from alcto_tui.app import AlctoApp
from alcto_tui.kept_home import looked_up
from alcto_tui.screens.at_home import glance, home
from alcto_tui.screens.credentials.credential import CredentialScreen
from alcto_tui.screens.log.activities import ActivitiesScreen
from alcto_tui.widgets.credential_card import CredentialCard

HOURS = "hours = 6"
LOOK = {"no_plugins": True, "without": ()}


class Folder:
    """Records that are opened again and again, as by one person on one day."""

    def __init__(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.records = RecordsFolder(path=path / "alcto")
        self.records.path.mkdir()
        self.file = self.records.file
        self.file.write_text(made_up.HEALTHY, encoding="utf-8")
        self._monkeypatch = monkeypatch

    def looked_up(self, on=TODAY, records=None, **changed):
        """What a start finds, that has imported nothing yet."""
        with self._monkeypatch.context() as start:
            start.delitem(sys.modules, "alcto_core.evaluation")
            return looked_up(records or self.records.path, on, **LOOK | changed, environ=os.environ)

    def opened(self, plugins, **changed):
        """An app that is held up in its reading until `go` is set."""
        app = AlctoApp(self.records, TODAY, no_plugins=True, kept=self.looked_up(**changed))
        app.go = threading.Event()

        def read():
            app.go.wait(20)
            return open_overview(app.folder, plugins, app.on)

        self._monkeypatch.setattr(app, "_read", read)
        return app

    def keep(self, plugins):
        """Open it until it is kept: what is needed is noted first, which may be more the second time."""
        for _ in range(3):
            kept = self.looked_up()
            kept.found(self.records, TODAY)
            kept.keep(open_overview(self.records, plugins, TODAY))


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(cache, "cache_place", lambda: str(tmp_path / "kept"))
    monkeypatch.delenv(cache.VARIABLE, raising=False)
    monkeypatch.setattr(kept_home, "PATIENCE", 20.0)
    return Folder(tmp_path, monkeypatch)


def is_there(app):
    return len(app.screen.query(CredentialCard)) > 0


def test_the_standings_of_before_are_shown_at_once_and_marked_until_they_are_confirmed(folder, plugins):
    folder.keep(plugins)
    app = folder.opened(plugins)
    seen = []

    async def walk(pilot):
        assert app.overview is None
        await until(pilot, lambda: is_there(app))
        seen.append(screen_text(app))
        app.go.set()
        await until(pilot, lambda: app.overview is not None)
        seen.append(screen_text(app))

    drive(app, walk)
    marked, confirmed = (text.split("\n") for text in seen)
    assert home.CHECKING in marked[0]
    assert "Friday 14 August 2026" in confirmed[0]
    assert marked[1:] == confirmed[1:]  # nothing jumps


@pytest.mark.parametrize("size", [(40, 20), (60, 20), (120, 40)])
def test_they_are_marked_at_every_size(folder, plugins, size):
    folder.keep(plugins)
    app = folder.opened(plugins)

    async def walk(pilot):
        await until(pilot, lambda: is_there(app))
        assert "checking" in screen_text(app).split("\n")[0]
        app.go.set()
        await until(pilot, lambda: app.overview is not None)
        assert "checking" not in screen_text(app)

    drive(app, walk, size)


def edited(folder, monkeypatch):
    text = folder.file.read_text("utf-8")
    assert text.count(HOURS) > 0
    folder.file.write_text(text.replace(HOURS, "hours = 1", 1), encoding="utf-8")


def at_the_same_time(folder, monkeypatch):
    told = folder.file.stat()
    edited(folder, monkeypatch)
    os.utime(folder.file, ns=(told.st_atime_ns, told.st_mtime_ns))


def rule_file(folder, monkeypatch):
    folder.records.rules.mkdir()
    (folder.records.rules / "mine.toml").write_text("kind =", encoding="utf-8")


CHANGES = {
    "nothing": lambda folder, monkeypatch: {},
    "the records": edited,
    "the records, at the same time and size": at_the_same_time,
    "no records any more": lambda folder, monkeypatch: folder.file.unlink(),
    "a rule file": rule_file,
    "the day": lambda folder, monkeypatch: {"on": TODAY.replace(day=15)},
    "a plugin that is left out": lambda folder, monkeypatch: {"without": ("alabama",)},
    "plugins": lambda folder, monkeypatch: {"no_plugins": False},
    "a variable": lambda folder, monkeypatch: monkeypatch.setenv("ALCTO_OTHER", "1"),
    "turned off": lambda folder, monkeypatch: monkeypatch.setenv(cache.VARIABLE, "0"),
    "a path of modules": lambda folder, monkeypatch: monkeypatch.syspath_prepend(str(folder.records.path)),
    "kept bytes": lambda folder, monkeypatch: [
        one.write_bytes(one.read_bytes()[:-1] + b"x") for one in Path(cache.place()).glob("home-*")
    ],
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_changed_is_not_shown(folder, plugins, monkeypatch, change):
    folder.keep(plugins)
    asked = CHANGES[change](folder, monkeypatch)
    kept = folder.looked_up(**asked if isinstance(asked, dict) else {})
    found = kept.found(folder.records, TODAY) if kept is not None else None
    assert (found is not None) == (change == "nothing")


def test_what_another_folder_said_is_never_shown(folder, plugins, tmp_path):
    folder.keep(plugins)
    kept = folder.looked_up()
    assert kept.found(RecordsFolder(path=tmp_path / "other"), TODAY) is None
    assert folder.looked_up().found(folder.records, TODAY.replace(day=15)) is None
    overview = open_overview(folder.records, plugins, TODAY)
    other = replace(overview, folder=RecordsFolder(path=tmp_path / "other"))
    before = {one.name: one.read_bytes() for one in Path(cache.place()).iterdir()}
    folder.file.write_text(made_up.MISSED, encoding="utf-8")
    kept.keep(other)
    kept.keep(replace(overview, on=TODAY.replace(day=15)))
    kept.keep(replace(overview, standings=()))  # the file holds something else by now
    assert {one.name: one.read_bytes() for one in Path(cache.place()).iterdir()} == before


def test_after_a_save_the_next_start_has_what_was_saved(folder, plugins, monkeypatch):
    folder.keep(plugins)
    kept = folder.looked_up()
    kept.found(folder.records, TODAY)
    edited(folder, monkeypatch)
    after = open_overview(folder.records, plugins, TODAY)
    kept.keep(after)
    assert folder.looked_up().found(folder.records, TODAY) == glance.glance_of(after)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="only the administrator may give a file away")
def test_what_was_judged_while_a_rule_file_came_is_not_kept_for_the_rules_of_before(folder, plugins, monkeypatch):
    folder.keep(plugins)
    kept = folder.looked_up()
    assert kept.found(folder.records, TODAY) is not None
    before = {one.name: one.read_bytes() for one in Path(cache.place()).glob("home-*")}
    rule_file(folder, monkeypatch)
    folder.file.write_text(made_up.MISSED, encoding="utf-8")
    kept.keep(open_overview(folder.records, plugins, TODAY))
    assert {one.name: one.read_bytes() for one in Path(cache.place()).glob("home-*")} == before


def test_nothing_is_kept_of_records_that_are_somebody_elses(folder, plugins):
    os.chown(folder.file, 12345, -1)
    folder.keep(plugins)
    assert not Path(cache.place()).exists() or not list(Path(cache.place()).glob("home-*"))


def test_where_something_that_judges_is_there_already_nothing_is_looked_up(folder):
    assert looked_up(folder.records.path, TODAY, **LOOK, environ=os.environ) is None


def test_a_key_waits_until_the_standings_are_confirmed(folder, plugins):
    folder.keep(plugins)
    app = folder.opened(plugins)
    seen = []

    async def walk(pilot):
        await until(pilot, lambda: is_there(app))
        assert [app.must_wait(Key(key, None)) for key in ("enter", "l", "down", "q")] == [True, True, False, False]
        app.call_later(lambda: seen.append(app.overview))
        app.set_timer(0.1, app.go.set)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, CredentialScreen))
        assert app.overview is not None

    drive(app, walk)
    assert seen == [None]


def test_what_does_nothing_with_them_need_not_wait(folder, plugins):
    folder.keep(plugins)
    app = folder.opened(plugins)

    async def walk(pilot):
        await until(pilot, lambda: is_there(app) and app.screen.focused is not None)
        await pilot.press("q")
        assert app.overview is None

    drive(app, walk)
    assert app.return_code == 0


def test_a_card_that_is_clicked_early_opens_once_it_is_confirmed(folder, plugins):
    folder.keep(plugins)
    app = folder.opened(plugins)

    async def walk(pilot):
        await until(pilot, lambda: is_there(app))
        app.screen.query(CredentialCard).first().action_open()
        await pilot.pause()
        assert isinstance(app.screen, home.HomeScreen)
        app.go.set()
        await until(pilot, lambda: isinstance(app.screen, CredentialScreen))

    drive(app, walk)


def test_standings_that_cannot_be_confirmed_are_gone(folder, plugins, monkeypatch):
    folder.keep(plugins)
    app = folder.opened(plugins)

    def fails():
        app.go.wait(20)
        raise RecordsError("The drive is away.")

    monkeypatch.setattr(app, "_read", fails)

    async def walk(pilot):
        await until(pilot, lambda: is_there(app))
        app.go.set()
        await until(pilot, lambda: "The drive is away." in screen_text(app))
        for app.has_earlier in (False, True):
            await until(pilot, lambda: ("to look at earlier states" in screen_text(app)) == app.has_earlier)
        assert not is_there(app)
        assert "TD-CEU" not in screen_text(app)

    drive(app, walk)


def test_others_take_their_place_where_they_turn_out_otherwise(folder, plugins, monkeypatch):
    folder.keep(plugins)
    app = folder.opened(plugins)

    async def walk(pilot):
        await until(pilot, lambda: is_there(app))
        folder.file.write_text(made_up.MISSED, encoding="utf-8")
        app.go.set()
        await until(pilot, lambda: app.overview is not None)
        shown = [card.card for card in app.screen.query(CredentialCard)]
        assert shown == list(glance.glance_of(app.overview).cards)

    drive(app, walk)


def test_the_log_that_is_opened_early_shows_what_was_judged(folder, plugins):
    folder.keep(plugins)
    app = folder.opened(plugins)

    async def walk(pilot):
        app.screen.action_open_screen("ActivitiesRequested")
        await until(pilot, lambda: isinstance(app.screen, ActivitiesScreen))
        assert "Reading your records" in screen_text(app)
        app.go.set()
        await until(pilot, lambda: "Reading your records" not in screen_text(app))

    drive(app, walk)


def test_bytes_of_another_kind_are_no_glance():
    assert glance.unpacked(b"\x81\xa2on\x01") is None
    assert glance.unpacked(b"") is None


def test_a_glance_comes_back_as_it_was(plugins, app_on, demo_text):
    said = glance.glance_of(app_on(demo_text).overview)
    assert said.cards and said.beside and said.latest
    assert glance.unpacked(glance.packed(said)) == said
